// The rule book: every rule by subject, and one rule with all that is known of it.
import { compact } from '../../absences/count-lines.ts'
import { linesInWords } from '../../absences/pages/why.ts'
import type { Page, Request } from '../../access/page.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { readingOf } from '../../law/readings.ts'
import type { Rule } from '../../law/rule.ts'
import { rules } from '../../law/rules.ts'
import { markInWords } from '../../law/source.ts'
import { timeInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { isSettingKey, problemWith, settingDefinitions, settingInWords } from '../../schools/settings.ts'
import { settingsHolding, versionedCalendarFor } from '../../schools/store.ts'
import { limitsOf } from '../../triggers/no-later.ts'
import { triggersHolding } from '../../triggers/store.ts'
import { stepInWords, whenInWords } from '../../triggers/trigger.ts'
import {
  limitOn,
  lowerFirst,
  markOf,
  ruleIn,
  sourceLine,
  subjects,
  timeLimitInWords,
  versionLines,
} from '../book.ts'
import { choiceInWords, rowFor } from '../reading-words.ts'
import { checkedValuesOf, commencementsOf, readingsFor, testsOf } from '../store.ts'
import { valuesToCheck } from '../values.ts'
import { answerFor, askedSince, dayAskedFor } from '../worked-day.ts'
import { groundOfRule } from './grounds.ts'
import { touchedBy, touchedLately } from './touched.ts'
import { valueShown } from './values.ts'

const section = 'Rules'
/** Names of tests shown of one file. */
const testsShown = 40

export const rulesPage: Page = {
  path: '/rules',
  allow: 'own.account',
  shows: 'no child',
  section,
  async get(request) {
    const { viewer, today } = request
    const { counts, at } = await touchedLately(request, rules)
    return {
      template: 'rulebook/pages/rules.njk',
      data: {
        heading: 'Rules',
        today: inWords(today as LocalDate),
        where: viewer.side === 'school' ? 'in your schools' : 'in the authority',
        countedAt: at && timeInWords(at),
        subjects: subjects
          .map(subject => ({
            ...subject,
            id: subject.kind.replaceAll(' ', '-'),
            rules: rules
              .filter(rule => rule.kind === subject.kind)
              .map(rule => ({
                id: rule.id,
                name: rule.name,
                href: `/rules/${rule.id}`,
                byWhen: rule.limitInWords,
                mark: markInWords[markOf(rule, today as LocalDate)],
                children: counts.get(rule.id)?.toLocaleString('en-GB') ?? 'Not counted',
              })),
          }))
          .filter(subject => subject.rules.length > 0),
      },
    }
  },
}

export const rulePage: Page = {
  path: '/rules/:rule',
  allow: 'own.account',
  shows: 'no child',
  section,
  async get(request) {
    const { db, viewer, params } = request
    const today = request.today as LocalDate
    const rule = ruleIn(rules, params.rule!)
    if (!rule) throw new NotFound('rule')
    const [touched, settings, tests] = [
      await touchedBy(db, viewer, rule),
      await settingsTouching(request, rule),
      await testsOf(rule),
    ]
    const limit = limitOn(rule, today)
    const { asked, errors } = await askedDay(request, rule)
    return {
      template: 'rulebook/pages/rule.njk',
      errors,
      data: {
        heading: rule.name,
        pageTitle: `${rule.id}: ${rule.name}`,
        back: { href: '/rules', text: 'Rules' },
        rule,
        subject: subjects.find(subject => subject.kind === rule.kind)!.title,
        unchecked: markOf(rule, today) === 'unverified' ? markInWords.unverified : undefined,
        limitToday: limit && {
          says: timeLimitInWords(limit.value),
          from: inWords(limit.from),
          cites: limit.cites,
        },
        today: inWords(today),
        versions: versionLines(rule).map(version => ({
          says: version.says,
          from: inWords(version.from),
          to: version.to ? inWords(addDays(version.to, -1)) : undefined,
          cites: version.cites,
          mark: markInWords[version.mark],
        })),
        sources: rule.cites.map(sourceLine),
        settings,
        touched,
        asked,
        ground: groundOfRule(rule.id, today),
        tests: tests.map(file => ({
          path: file.path,
          names: file.names.slice(0, testsShown),
          more: Math.max(0, file.names.length - testsShown),
        })),
      },
    }
  },
}

/** What a rule says of a day that somebody types: the same clock, with what the authority has decided. */
async function askedDay(request: Request, rule: Rule) {
  const { db, viewer, query } = request
  const today = request.today as LocalDate
  const asks = dayAskedFor(rule.id)
  if (asks === undefined) return { asked: undefined, errors: [] }
  const on = readDate(query, 'on')
  const last = addDays(today, 730)
  const isAsked = on !== undefined && on !== 'empty' && on >= askedSince && on <= last
  const form = { asks, boxes: dateBoxes('on', on === 'empty' ? {} : { body: query }) }
  if (on === 'empty') return { asked: form, errors: [] }
  if (!isAsked) {
    const says = `Enter a day from ${inWords(askedSince)} to ${inWords(last)}`
    return { asked: form, errors: [{ field: 'on', text: says }] }
  }
  const { calendar, version } = await versionedCalendarFor(db, viewer, viewer.schools[0])
  const answer = answerFor(rule.id, on, {
    calendar,
    calendarVersion: version,
    // As it is read on the day itself: what was decided before a choice stays as it was.
    readings: await readingsFor(db, viewer, on),
    commencements: await commencementsOf(db, viewer),
    ...(await checkedValuesOf(db, viewer)),
  })
  const said = answer
    ? {
        on: inWords(on),
        because: answer.because,
        due: answer.due && inWords(answer.due),
        warnFrom: answer.warnFrom && answer.warnFrom !== answer.due && inWords(answer.warnFrom),
        days: linesInWords(compact(answer.days)),
        cites: answer.cites,
        mark: markInWords[answer.mark],
        isUnverified: answer.mark === 'unverified',
      }
    : { on: inWords(on), because: 'No day is known for this.', days: [] }
  return { asked: { ...form, said }, errors: [] }
}

type Touching = { name: string; now: string; since: string; href: string | undefined }

/** What the authority has set that touches this rule: what holds today, since when and who said so. */
async function settingsTouching(request: Request, rule: Rule): Promise<Touching[]> {
  const { db, viewer, today } = request
  const keys = rule.settings ?? []
  const reading = readingOf(rule.reading ?? '')
  const readings = [
    ...new Set([
      ...(reading ? [reading] : []),
      ...keys.flatMap(key => readingOf(key.replace(/^reading\./, '')) ?? []),
    ]),
  ]
  const steps = await localSteps(request, rule)
  if (keys.length === 0 && readings.length === 0) return steps
  const isManager = viewer.role === 'manager'
  const holding = await settingsHolding(db, viewer, today)
  const checked = await checkedValuesOf(db, viewer)
  const choices = keys.filter(isSettingKey).map(key => {
    const definition = settingDefinitions[key]
    const row = holding.find(one => one.key === key && problemWith(key, one.value) === undefined)
    return {
      name: definition.name,
      now: settingInWords(row?.value ?? definition.value, key),
      since: row ? `since ${inWords(row.from_on)}, set by ${row.set_name}` : 'our default',
      href: isManager ? `/settings/choices/${key}` : undefined,
    }
  })
  const read = readings.map(one => {
    const row = rowFor(holding, one)
    return {
      name: `${one.id}: ${one.question}`,
      now: row ? choiceInWords(one, String(row.value)) : one.safest,
      since: row ? `since ${inWords(row.from_on)}, set by ${row.set_name}` : 'our own reading, the safest',
      href: `/rules/questions#${one.id}`,
    }
  })
  const values = valuesToCheck(today as LocalDate)
    .filter(one => keys.includes(one.is === 'number' ? one.slug : 'census-dates'))
    .map(one => {
      const { used, isOurs } = valueShown(one, checked, today as LocalDate)
      return {
        name: one.name,
        now: used,
        since: isOurs ? lowerFirst(markInWords.unverified) : 'set by the authority',
        href: isManager ? `/settings/values/${one.slug}` : undefined,
      }
    })
  return [...choices, ...read, ...values, ...steps]
}

/** The authority's own steps that are on and that this rule holds: each comes no later than it. */
async function localSteps({ db, viewer }: Request, rule: Rule): Promise<Touching[]> {
  const today = viewer.today as LocalDate
  // Which of them are on is the authority's affair: a school reads what is asked of it.
  if (viewer.side === 'school') return []
  const holding = await triggersHolding(db, viewer, today)
  return holding
    .filter(row => limitsOf(row.trigger, today).some(limit => limit.rule === rule.id))
    .map(row => ({
      name: `Local step: ${row.name}`,
      now: `${whenInWords(row.trigger)}: ${lowerFirst(stepInWords(row.trigger))}`,
      since: `since ${inWords(row.fromOn)}`,
      href: viewer.role === 'manager' ? `/settings/triggers/${row.token}` : undefined,
    }))
}
