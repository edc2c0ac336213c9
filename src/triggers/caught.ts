/**
 * Whom does a trigger catch, on which day, and why? The same question serves the preview, the nightly run and the page that
 * explains it, so that whoever was counted before a step was switched on is whoever is asked about afterwards.
 */

import type { EnrolmentFacts } from '../absences/register-findings.ts'
import { isCompulsoryAge, yearGroup } from '../calendar/age.ts'
import type { CountedDay } from '../calendar/counting.ts'
import { addDays, dayNumber, fromDayNumber, inWords, type LocalDate } from '../calendar/local-date.ts'
import { firstAtOrAfter, type SchoolCalendar, whyNoSchoolDay } from '../calendar/school-calendar.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import type { Answer } from '../law/answer.ts'
import { type Episode, episodesOf } from './episodes.ts'
import { holdsInWords } from './no-later.ts'
import {
  actions,
  kinds,
  lengthInWords,
  stepInWords,
  type Trigger,
  whenInWords,
  yearInWords,
} from './trigger.ts'

/** What a trigger must know of one child: the register at a school, or the day of something that was recorded and still holds. */
export type TriggerFacts = {
  readonly dob: LocalDate | undefined
  /** The school's own word on the year group, where it is known: 0 for Reception. */
  readonly year?: number | undefined
} & ({ readonly register: EnrolmentFacts } | { readonly happenedOn: LocalDate })

/** One time that a child was caught. */
export type Caught = {
  /** The day that is counted from: what tells two absences apart. */
  readonly since: LocalDate
  /** The day on which the number was reached. */
  readonly reachedOn: LocalDate
  /** Is it so still, on the day that was asked about? */
  readonly stands: boolean
}

/** Is this child caught on a day? The latest time, if it stands. */
export function caughtBy(
  trigger: Trigger,
  facts: TriggerFacts,
  calendar: SchoolCalendar,
  on: LocalDate,
): Caught | undefined {
  return timesCaught(trigger, facts, calendar, on).findLast(caught => caught.stands)
}

/** Every time that a child was caught up to a day, oldest first. What was recorded and is over is not among them. */
export function timesCaught(
  trigger: Trigger,
  facts: TriggerFacts,
  calendar: SchoolCalendar,
  on: LocalDate,
): Caught[] {
  const caught: Caught[] = []
  for (const episode of episodes(trigger, facts, calendar, on)) {
    const reached = reachedOn(trigger, episode, dayNumber(on))
    if (reached === undefined) continue
    const day = fromDayNumber(reached)
    if (!isAbout(trigger, facts, day)) continue
    caught.push({
      since: fromDayNumber(episode.from),
      reachedOn: day,
      stands: episode.endedOn === undefined && isStill(episode, dayNumber(on)),
    })
  }
  return caught
}

/** The day that a trigger catches, in words a school secretary understands, with its days one by one. */
export function answerOf(
  trigger: Trigger,
  facts: TriggerFacts,
  calendar: SchoolCalendar,
  caught: Caught,
  given: { name: string; fromOn: LocalDate; calendarVersion?: string | undefined },
): Answer {
  const { since, reachedOn } = caught
  const recorded = 'happenedOn' in facts
  return {
    rule: 'LOCAL',
    ruleVersion: given.fromOn,
    ...(given.calendarVersion !== undefined && { calendarVersion: given.calendarVersion }),
    inputs: { trigger: trigger.trigger, n: trigger.n, unit: trigger.unit, since },
    due: reachedOn,
    because: becauseOf(trigger, caught),
    days: daysOf(trigger, facts, calendar, caught),
    wouldChange: recorded
      ? ['The day that was recorded, if it is wrong', 'The authority switching this step off']
      : [
          'A correction to a mark on one of these days',
          'The school’s term dates',
          'The authority switching this step off',
        ],
    cites: `${given.name}: a step of the authority, not of the law. ${holdsInWords(trigger, reachedOn)}`,
    mark: 'read',
  }
}

/** Two times that share a day are one absence, as it looked before a correction and after. */
export function isSameTime(
  a: Pick<Caught, 'since' | 'reachedOn'>,
  b: Pick<Caught, 'since' | 'reachedOn'>,
): boolean {
  return a.since <= b.reachedOn && b.since <= a.reachedOn
}

function episodes(trigger: Trigger, facts: TriggerFacts, calendar: SchoolCalendar, on: LocalDate): Episode[] {
  if ('register' in facts) return episodesOf(trigger.trigger, calendar, facts.register, on)
  if (facts.happenedOn > on) return []
  const from = dayNumber(facts.happenedOn)
  const numbers = calendar.dayNumbers
  const counted = numbers.slice(firstAtOrAfter(numbers, from + 1), firstAtOrAfter(numbers, dayNumber(on) + 1))
  return [{ from, counted: [...counted] }]
}

/** The day on which the number is reached, if it is, by then, and before the episode ended. */
function reachedOn(trigger: Trigger, episode: Episode, on: number): number | undefined {
  const reached = nthDay(trigger, episode)
  if (reached === undefined) return undefined
  const { shown, endedOn } = episode
  const day = shown === undefined ? reached : firstShown(shown, reached)
  if (day === undefined || day > on || (endedOn !== undefined && day >= endedOn)) return undefined
  return day
}

function nthDay({ trigger, n, unit }: Trigger, { from, counted }: Episode): number | undefined {
  if (n === 0) return from
  // "After" takes the day itself as day 0.
  const isAfter = kinds[trigger].counted === 'after'
  const dayZero = isAfter ? from : from - 1
  switch (unit) {
    case 'school day':
      return counted[n - 1]
    case 'calendar day':
      return dayZero + n
    case 'week':
      return dayZero + 7 * n
    case 'working day':
      return nthWorkingDay(dayZero, n)
    default:
      return unit satisfies never
  }
}

function nthWorkingDay(dayZero: number, n: number): number {
  let day = fromDayNumber(dayZero)
  for (let left = n; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left--
  }
  return dayNumber(day)
}

/** The day itself where the last register up to it shows that it is still so; else the next register that does. */
function firstShown(shown: NonNullable<Episode['shown']>, from: number): number | undefined {
  const last = shown.findLast(day => day.on <= from)
  if (last?.still) return from
  return shown.find(day => day.on > from && day.still)?.on
}

const isStill = ({ shown }: Episode, on: number): boolean =>
  shown === undefined || shown.findLast(day => day.on <= on)?.still === true

/** Is the child of the age and year that the step is about? A birth date nobody knows leaves nobody out. */
function isAbout({ action, onlyYear }: Trigger, { dob, year }: TriggerFacts, on: LocalDate): boolean {
  if (actions[action].onlyCompulsoryAge && dob !== undefined && !isCompulsoryAge(dob, on)) return false
  if (onlyYear === undefined) return true
  return (year ?? (dob && yearGroup(dob, on))) === onlyYear
}

function becauseOf(trigger: Trigger, { since, reachedOn }: Caught): string {
  const kind = kinds[trigger.trigger]
  const only = trigger.onlyYear === undefined ? '' : ` The child is in ${yearInWords(trigger.onlyYear)}.`
  const counted =
    trigger.n === 0
      ? `${whenInWords({ ...trigger, onlyYear: undefined })}: ${inWords(since)}.`
      : kind.counted === 'after'
        ? `${lengthInWords(trigger)} ${kind.words}. Counted after ${inWords(since)}; reached on ${inWords(reachedOn)}.`
        : `${lengthInWords(trigger)} ${kind.words}. Counted from ${inWords(since)}, which is day 1; reached on ${inWords(reachedOn)}.`
  return `${counted}${only} Your authority then asks for this: ${stepInWords(trigger)}.`
}

/** The days from the one that is counted from to the one on which the number was reached. */
function daysOf(
  trigger: Trigger,
  facts: TriggerFacts,
  calendar: SchoolCalendar,
  { since, reachedOn }: Caught,
): CountedDay[] {
  const kind = kinds[trigger.trigger]
  const last = dayNumber(reachedOn)
  const from = dayNumber(since)
  const [episode] = episodes(trigger, facts, calendar, reachedOn).filter(one => one.from === from)
  const counted = new Set(episode?.counted ?? [])
  const days: CountedDay[] = []
  if (kind.counted === 'after') days.push({ on: since, did: 'counted', count: 0, says: 'the day itself' })
  let count = 0
  for (let number = kind.counted === 'after' ? from + 1 : from; number <= last; number++) {
    const on = fromDayNumber(number)
    const not = notCounted(trigger, calendar, counted, on)
    if (not !== undefined) {
      // Of a whole year only the days that count are worth a line.
      if (trigger.trigger !== 'unauthorised-days') days.push({ on, did: 'passed-over', says: not })
      continue
    }
    count++
    const unit = trigger.unit === 'week' ? 'day' : trigger.unit
    const beyond = count > trigger.n * (trigger.unit === 'week' ? 7 : 1)
    days.push({
      on,
      did: 'counted',
      count,
      says: beyond ? `${unit} ${count}: more than was needed` : `${unit} ${count}`,
    })
  }
  return days
}

/** Why a day adds nothing to a count of this unit; nothing where it does. */
function notCounted(
  trigger: Trigger,
  calendar: SchoolCalendar,
  counted: ReadonlySet<number>,
  on: LocalDate,
): string | undefined {
  switch (trigger.unit) {
    case 'calendar day':
    case 'week':
      return undefined
    case 'working day':
      return isWorkingDay(on) ? undefined : 'weekend or bank holiday'
    case 'school day':
      if (counted.has(dayNumber(on))) return undefined
      return whyNoSchoolDay(calendar, on) ?? 'no register that counts on this day'
    default:
      return trigger.unit satisfies never
  }
}
