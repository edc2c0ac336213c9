/**
 * For how many days has this child been out of education?
 *
 * Counted from the first day on no roll and in no other education (OQ-15: the day after the last registered day, or the start of
 * compulsory age, or the arrival here) up to the day asked about, which is not counted: so the number is the one by which the
 * national return sorts children into bands. Both counts are shown, since a fortnight of holidays is no fortnight of lessons missed.
 */
import { addDays, daysBetween, inWords, type LocalDate } from '../calendar/local-date.ts'
import { type SchoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { type CmeFacts, type CmeStatus, cmeStatus, type PlaceStep } from '../cases/cme-status.ts'
import type { CmeReasonCode } from '../law/cme-reasons.ts'
import type { Placing } from './placing.ts'

export type DaysOut = {
  readonly since: LocalDate
  /** Calendar days, as the national return counts. */
  readonly days: number
  /** School days among them, where the term dates reach so far. */
  readonly schoolDays: number | undefined
  readonly says: string
}

/**
 * Days out of education from a day on. With a calendar, school days as well: of the school asked for, or of the authority.
 * A calendar that does not reach over the whole time gives none, rather than too few.
 */
export function daysOut(since: LocalDate, on: LocalDate, calendar?: SchoolCalendar): DaysOut {
  const days = Math.max(0, daysBetween(since, on))
  const schoolDays = calendar && covers(calendar, since, on) ? schoolDaysIn(calendar, since, on) : undefined
  const many = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
  return {
    since,
    days,
    schoolDays,
    says:
      days === 0
        ? `Out of education since ${inWords(since)}: today is the first day.`
        : `Out of education since ${inWords(since)}: ${many(days, 'day')}${schoolDays === undefined ? '' : `, ${schoolDays} of them school days`}.`,
  }
}

const schoolDaysIn = (calendar: SchoolCalendar, since: LocalDate, on: LocalDate): number =>
  since >= on ? 0 : schoolDaysBetween(calendar, since, addDays(on, -1)).length

/** Term dates of every school year between the two days. */
function covers(calendar: SchoolCalendar, since: LocalDate, on: LocalDate): boolean {
  const [first] = calendar.years
  const last = calendar.years.at(-1)
  if (!first || !last) return false
  // A school year begins in September, some days before its first term.
  return `${first.schoolYear}-09-01` <= since && on <= `${last.schoolYear + 1}-08-31`
}

/** The steps towards a place, as the counting of children missing education takes them. What came to nothing is no step. */
export function placeStepsOf(p: Placing): PlaceStep[] {
  return [
    ...p.applications
      .filter(one => one.state === 'waiting')
      .map(one => ({ step: 'APPLIED' as const, on: one.on })),
    ...p.offers
      .filter(one => one.state === 'open')
      .map(one =>
        one.parent === 'accepted'
          ? { step: 'ACCEPTED' as const, on: one.acceptedOn ?? one.on, startsOn: one.startsOn }
          : { step: 'OFFERED' as const, on: one.on },
      ),
  ]
}

/** Is the child missing education on this day, since when, and with which national reason? From the facts and the placing. */
export function statusWithPlacing(facts: Omit<CmeFacts, 'placeSteps'>, p: Placing, on: LocalDate): CmeStatus {
  return cmeStatus({ ...facts, placeSteps: placeStepsOf(p) }, on)
}

/** The first day out of education, and the national reason: nothing where the child is on a roll, educated, or not of age. */
export function outSince(
  facts: Omit<CmeFacts, 'placeSteps'>,
  p: Placing,
  on: LocalDate,
): { since: LocalDate; reason: CmeReasonCode } | undefined {
  const status = statusWithPlacing(facts, p, on)
  return status.status === 'CME' ? { since: status.since, reason: status.reason } : undefined
}
