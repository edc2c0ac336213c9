// The authority's own choices: each with our default, what holds now, who set it, from when and why.
import { giveSetting } from '../../access/actions.ts'
import type { Page, Request } from '../../access/page.ts'
import { proveFirst } from '../../access/pages/prove.ts'
import { formMinutes } from '../../access/second-factor.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { authorityChecks } from '../../cases/authority-checks.ts'
import { flagsInWords, mayStandInList } from '../../children/flags.ts'
import { schoolChecks } from '../../enquiries/school-checks.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { redirect, text, texts, type View } from '../../platform/web/page.ts'
import {
  isSettingKey,
  problemWith,
  type SettingKey,
  type SettingValue,
  settingDefinitions,
  settingInWords,
  settingKeys,
} from '../settings.ts'
import { settingHistory, settingsHolding } from '../store.ts'

const section = 'Settings'
const day = (on: string): string => dateInWords(on as LocalDate)

export const choicesPage: Page = {
  path: '/settings/choices',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  async get({ db, viewer, today }) {
    const holding = await settingsHolding(db, viewer, today)
    return {
      template: 'schools/pages/choices.njk',
      data: {
        heading: 'Choices of the authority',
        back: { href: '/settings', text: 'Settings' },
        choices: settingKeys.map(key => {
          const definition = settingDefinitions[key]
          const row = holding.find(one => one.key === key && problemWith(key, one.value) === undefined)
          return {
            href: `/settings/choices/${key}`,
            name: definition.name,
            now: settingInWords(row?.value ?? definition.value, key),
            default: settingInWords(definition.value, key),
            set: row ? `${row.set_name}, from ${day(row.from_on)}: ${row.why}` : 'Our default',
          }
        }),
      },
    }
  },
}

/** The key in the address: a page only for those there are. */
function keyOf({ params }: Request): SettingKey {
  if (!isSettingKey(params.setting!)) throw new NotFound('setting')
  return params.setting
}

async function view(request: Request): Promise<View> {
  const { db, viewer, body, today } = request
  const key = keyOf(request)
  const definition = settingDefinitions[key]
  const history = await settingHistory(db, viewer, key)
  const now = history.find(row => row.from_on <= today)?.value ?? definition.value
  const sent = body.formToken !== undefined
  const chosen: SettingValue = sent ? (readValue(request, key) ?? now) : now
  const checks =
    key === 'required-school-checks'
      ? schoolChecks.map(check => ({ code: check.code, says: check.task }))
      : key === 'risk-red-flags'
        ? Object.entries(flagsInWords)
            .filter(([flag]) => mayStandInList(flag))
            .map(([flag, says]) => ({ code: flag, says }))
        : authorityChecks.map(check => ({ code: check.code, says: check.label }))
  return {
    template: 'schools/pages/choice.njk',
    data: {
      heading: definition.name,
      back: { href: '/settings/choices', text: 'Choices' },
      hint: definition.hint,
      limit: 'limit' in definition ? definition.limit : '',
      kind: definition.kind,
      unit: definition.kind === 'number' ? definition.unit : undefined,
      typed: sent ? text(body, 'value') : String(now),
      yesOrNo: [
        { value: 'yes', text: 'Yes', checked: chosen === true },
        { value: 'no', text: 'No', checked: chosen === false },
      ],
      checks:
        definition.kind === 'checks'
          ? checks.map(check => ({
              value: check.code,
              text: key === 'risk-red-flags' ? check.says : `${check.code}: ${check.says}`,
              checked: Array.isArray(chosen) && chosen.includes(check.code),
            }))
          : [],
      default: settingInWords(definition.value, key),
      from: dateBoxes('from', sent ? { body } : { day: today as LocalDate }),
      why: text(body, 'why'),
      history: history.map(row => ({
        from: day(row.from_on),
        value: settingInWords(row.value, key),
        who: `${row.set_name}, ${momentInWords(row.set_at)}`,
        why: row.why,
      })),
    },
  }
}

/** The typed value, of the kind that the setting is. */
function readValue({ body }: Request, key: SettingKey): SettingValue | undefined {
  switch (settingDefinitions[key].kind) {
    case 'school day':
    case 'number': {
      const typed = text(body, 'value')
      return /^\d{1,3}$/.test(typed) ? Number(typed) : undefined
    }
    case 'yes or no': {
      const typed = text(body, 'value')
      return typed === 'yes' ? true : typed === 'no' ? false : undefined
    }
    default:
      return texts(body, 'value')
  }
}

export const choicePage: Page = {
  path: '/settings/choices/:setting',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  async get(request) {
    const key = keyOf(request)
    return proveFirst(request, `/settings/choices/${key}`) ?? view(request)
  },
  async post(request) {
    const key = keyOf(request)
    const stale = proveFirst(request, `/settings/choices/${key}`, formMinutes)
    if (stale) return stale
    const value = readValue(request, key)
    const from = readDate(request.body, 'from')
    const why = text(request.body, 'why')
    const problem = problemWith(key, value)
    const errors = [
      ...(problem ? [{ field: 'value', text: problem }] : []),
      ...(from && from !== 'empty' ? [] : [{ field: 'from', text: 'Enter the day it holds from' }]),
      ...(why ? [] : [{ field: 'why', text: 'Say why, and who agreed it' }]),
    ]
    if (errors.length || value === undefined || !from || from === 'empty')
      return { ...(await view(request)), errors }
    const decision = await giveSetting(request.db, request.viewer, { key, value, fromOn: from, why })
    if (!decision.allowed) {
      const field = (says: string) => (says.includes('why') ? 'why' : says.includes('day') ? 'from' : 'value')
      const refusals = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return { ...(await view(request)), errors: refusals }
    }
    return redirect(
      '/settings/choices',
      decision.value.changed ? 'The choice is set.' : 'Nothing has changed: it was so already.',
    )
  },
}
