// Open questions: where the texts disagree, how they are read here, and how an authority reads them more strictly.
import type { Page, Request } from '../../access/page.ts'
import { proveFirst } from '../../access/pages/prove.ts'
import { formMinutes } from '../../access/second-factor.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { type Reading, readingKey, readingOf, readings, safestReading } from '../../law/readings.ts'
import { ruleOf } from '../../law/rules.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormErrors, redirect, text, type View } from '../../platform/web/page.ts'
import type { SettingRow } from '../../schools/store.ts'
import { settingHistory, settingsHolding } from '../../schools/store.ts'
import { chooseReading } from '../actions.ts'
import { choiceInWords, rowFor } from '../reading-words.ts'

export const questionsPage: Page = {
  path: '/rules/questions',
  allow: 'own.account',
  shows: 'no child',
  section: 'Rules',
  async get({ db, viewer, today }) {
    const holding = await settingsHolding(db, viewer, today)
    return {
      template: 'rulebook/pages/questions.njk',
      data: {
        heading: 'Open questions',
        back: { href: '/rules', text: 'Rules' },
        mayChoose: viewer.role === 'manager',
        readings: readings.map(one => ({
          id: one.id,
          question: one.question,
          now: nowInWords(one, rowFor(holding, one)),
          isChosen: rowFor(holding, one) !== undefined,
          safest: one.safest,
          alternatives: one.alternatives.map(other => `${other.says} (${other.makes})`),
          href: `/settings/readings/${one.id}`,
          rules: one.rules.filter(id => ruleOf(id)).map(id => ({ id, href: `/rules/${id}` })),
        })),
      },
    }
  },
}

const nowInWords = (one: Reading, row: SettingRow | undefined): string =>
  row
    ? `${choiceInWords(one, row.value as string)} Since ${inWords(row.from_on)}, set by ${row.set_name}.`
    : one.safest

/** The question in the address: a form only where there is something to choose. */
function readingHere({ params }: Request): Reading {
  const one = readingOf(params.reading!)
  if (!one || one.alternatives.length === 0) throw new NotFound('reading')
  return one
}

async function view(request: Request): Promise<View> {
  const { db, viewer, body } = request
  const today = request.today as LocalDate
  const one = readingHere(request)
  const sent = body.formToken !== undefined
  const [holding, history] = [
    await settingsHolding(db, viewer, today),
    await settingHistory(db, viewer, readingKey(one.id)),
  ]
  const row = rowFor(holding, one)
  const chosen = sent ? text(body, 'choice') : ((row?.value as string | undefined) ?? safestReading)
  return {
    template: 'rulebook/pages/reading.njk',
    data: {
      heading: one.question,
      pageTitle: `Open question ${one.id}`,
      back: { href: '/rules/questions', text: 'Open questions' },
      id: one.id,
      now: nowInWords(one, row),
      choices: [
        {
          value: safestReading,
          text: `As Onroll reads it: ${one.safest}`,
          checked: chosen === safestReading,
        },
        ...one.alternatives.map(other => ({
          value: other.code,
          text: other.says,
          hint: { text: other.makes === 'earlier' ? 'Earlier' : 'Stricter' },
          checked: chosen === other.code,
        })),
      ],
      from: dateBoxes('from', sent ? { body } : { day: today }),
      why: text(body, 'why'),
      history: history.map(each => ({
        from: inWords(each.from_on),
        value: choiceInWords(one, String(each.value)),
        who: `${each.set_name}, ${momentInWords(each.set_at)}`,
        why: each.why,
      })),
    },
  }
}

export const readingPage: Page = {
  path: '/settings/readings/:reading',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  async get(request) {
    return proveFirst(request, `/settings/readings/${readingHere(request).id}`) ?? view(request)
  },
  async post(request) {
    const { id } = readingHere(request)
    const stale = proveFirst(request, `/settings/readings/${id}`, formMinutes)
    if (stale) return stale
    const { body, db, viewer } = request
    const from = readDate(body, 'from')
    const why = text(body, 'why')
    const errors: FormErrors = [
      ...(text(body, 'choice') ? [] : [{ field: 'choice', text: 'Choose how it is read' }]),
      ...(from && from !== 'empty' ? [] : [{ field: 'from', text: 'Enter the day it holds from' }]),
      ...(why ? [] : [{ field: 'why', text: 'Say why, and who agreed it' }]),
      ...(why.length > 500 ? [{ field: 'why', text: 'Use 500 characters or fewer' }] : []),
    ]
    if (errors.length > 0 || !from || from === 'empty') return { ...(await view(request)), errors }
    const decision = await chooseReading(db, viewer, { id, choice: text(body, 'choice'), fromOn: from, why })
    if (!decision.allowed) {
      const field = (says: string) => (/passed/.test(says) ? 'from' : /Say why/.test(says) ? 'why' : 'choice')
      const refusals = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return { ...(await view(request)), errors: refusals }
    }
    return redirect(
      '/rules/questions',
      decision.value.changed ? 'The reading is set.' : 'Nothing has changed: it was so already.',
    )
  },
}
