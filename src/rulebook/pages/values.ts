// Values that nobody has checked: what is used today, and how a manager who has read the source sets them.
import type { Page, Request } from '../../access/page.ts'
import { proveFirst } from '../../access/pages/prove.ts'
import { formMinutes } from '../../access/second-factor.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { unverifiedValues } from '../../law/readings.ts'
import { rules } from '../../law/rules.ts'
import { markInWords } from '../../law/source.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormErrors, redirect, text, type View } from '../../platform/web/page.ts'
import type { StoredKey, StoredValue } from '../../schools/settings.ts'
import { settingHistory } from '../../schools/store.ts'
import { setCheckedValue } from '../actions.ts'
import { markOf } from '../book.ts'
import { type CheckedValues, checkedValuesOf } from '../store.ts'
import { censusDayInUse, numberInUse, type ToCheck, valuesToCheck } from '../values.ts'

const section = 'Settings'

const inUse = (one: ToCheck, checked: CheckedValues, today: LocalDate) =>
  one.is === 'number'
    ? numberInUse(one.slug, today, checked.numbers)
    : censusDayInUse(one, checked.censusDates)

/** What is used today and how it is known: ours with its mark, or the authority's with where it stands. */
export function valueShown(one: ToCheck, checked: CheckedValues, today: LocalDate) {
  const { says, cites } = inUse(one, checked, today)
  const isOurs = says === one.ours && cites === one.cites
  return {
    name: one.name,
    href: `/settings/values/${one.slug}`,
    used: says,
    cites,
    isOurs,
    mark: isOurs ? markInWords.unverified : 'Set by the authority',
  }
}

export const valuesPage: Page = {
  path: '/settings/values',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  async get({ db, viewer, today }) {
    const checked = await checkedValuesOf(db, viewer)
    const on = today as LocalDate
    return {
      template: 'rulebook/pages/values.njk',
      data: {
        heading: 'Values to check',
        back: { href: '/settings', text: 'Settings' },
        values: valuesToCheck(on).map(one => valueShown(one, checked, on)),
        fixed: unverifiedValues
          .filter(one => !one.settable)
          .map(({ key, from, value, cites }) => ({
            key: keyInWords(key),
            from: inWords(from),
            value,
            cites,
          })),
        unchecked: rules
          .filter(rule => markOf(rule, on) === 'unverified')
          .map(rule => ({ href: `/rules/${rule.id}`, text: `${rule.id}: ${rule.name}` })),
      },
    }
  },
}

function checkedHere({ params, today }: Request): ToCheck {
  const one = valuesToCheck(today as LocalDate).find(({ slug }) => slug === params.value)
  if (!one) throw new NotFound('value')
  return one
}

const keyOf = (one: ToCheck): StoredKey =>
  one.is === 'number' ? `value.${one.slug}` : `census.${one.schoolYear}.${one.term}`

async function view(request: Request): Promise<View> {
  const { db, viewer, body } = request
  const today = request.today as LocalDate
  const one = checkedHere(request)
  const sent = body.formToken !== undefined
  const history = await settingHistory(db, viewer, keyOf(one))
  return {
    template: 'rulebook/pages/value.njk',
    data: {
      ...valueShown(one, await checkedValuesOf(db, viewer), today),
      heading: one.name,
      back: { href: '/settings/values', text: 'Values to check' },
      isNumber: one.is === 'number',
      unit: one.is === 'number' ? one.unit : '',
      ours: one.ours,
      oursCites: one.cites,
      typed: { value: text(body, 'value'), cites: text(body, 'cites'), why: text(body, 'why') },
      day: dateBoxes('value', { body }),
      from: dateBoxes('from', sent ? { body } : { day: today }),
      history: history.map(row => ({
        from: inWords(row.from_on),
        ...partsOf(row.value),
        who: `${row.set_name}, ${momentInWords(row.set_at)}`,
        why: row.why,
      })),
    },
  }
}

function partsOf(value: StoredValue): { value: string; cites: string } {
  const parts = value as Readonly<Record<string, string | number>>
  return {
    value: parts.on === undefined ? String(parts.value) : inWords(parts.on as LocalDate),
    cites: String(parts.cites),
  }
}

export const valuePage: Page = {
  path: '/settings/values/:value',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  async get(request) {
    return proveFirst(request, `/settings/values/${checkedHere(request).slug}`) ?? view(request)
  },
  async post(request) {
    const one = checkedHere(request)
    const stale = proveFirst(request, `/settings/values/${one.slug}`, formMinutes)
    if (stale) return stale
    const { body, db, viewer } = request
    const [cites, why] = [text(body, 'cites'), text(body, 'why')]
    const from = one.is === 'number' ? readDate(body, 'from') : (viewer.today as LocalDate)
    const errors: FormErrors = [
      ...(from && from !== 'empty' ? [] : [{ field: 'from', text: 'Enter the day it is used from' }]),
      ...Object.entries({ cites, why })
        .filter(([, typed]) => typed.length > 500)
        .map(([field]) => ({ field, text: 'Use 500 characters or fewer' })),
    ]
    if (!from || from === 'empty' || errors.length > 0) return { ...(await view(request)), errors }
    const decision = await setCheckedValue(db, viewer, {
      slug: one.slug,
      value: one.is === 'number' ? numberIn(text(body, 'value')) : dayIn(body),
      cites,
      fromOn: from,
      why,
    })
    if (!decision.allowed) {
      const field = (says: string) =>
        /where it stands/.test(says)
          ? 'cites'
          : /who checked/.test(says)
            ? 'why'
            : /passed/.test(says)
              ? 'from'
              : 'value'
      const refusals = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return { ...(await view(request)), errors: refusals }
    }
    return redirect('/settings/values', 'The value is set.')
  },
}

const numberIn = (typed: string): number | undefined => (/^\d{1,3}$/.test(typed) ? Number(typed) : undefined)

function dayIn(body: Request['body']): LocalDate | undefined {
  const day = readDate(body, 'value')
  return day === 'empty' ? undefined : day
}

/** `afterLeaveSchoolDays` as words. */
const keyInWords = (key: string): string => {
  const words = key.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  return words[0]!.toUpperCase() + words.slice(1)
}
