/**
 * By which day of an absence is each check to be done?
 *
 * Practice notes, section 5.2: the checklist starts on day 3, the home is visited and other schools are asked by day 5, and
 * every required check is done by day 9, before the referral of day 10. Days are school days of the absence, its first day
 * the first of them; an authority's own days (start of enquiries, day of referral) move them.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { nthSchoolDayInclusive, type SchoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import type { CheckState } from './enquiry.ts'

export type DueRules = { readonly 'enquiries-start-day': number; readonly 'referral-day': number }

/** The school day of the absence by which each check is wanted, where nothing moves it. */
const wantedBy: Readonly<Record<string, number>> = {
  // Every number, on a second day at another time: day 2 is when that can first be so.
  RS01: 2,
  RS02: 1,
  RS03: 2,
  RS07: 5,
  RS09: 5,
  RS15: 5,
  RS19: 1,
  RS22: 5,
}
/** Begun together, on the day the checklist starts. */
const onTheStartDay = ['RS04', 'RS05', 'RS08', 'RS11']

/** The school day of the absence by which a check is to be done: never after the day before the referral. */
export function dueDayOf(code: string, rules: DueRules): number {
  const wanted = onTheStartDay.includes(code)
    ? rules['enquiries-start-day']
    : (wantedBy[code] ?? rules['referral-day'] - 1)
  return Math.max(1, Math.min(wanted, rules['referral-day'] - 1))
}

export type Due = {
  /** Counted from the first day of the absence, itself day 1. */
  readonly schoolDay: number
  readonly on: LocalDate
  readonly state: 'to come' | 'today' | 'late'
  /** School days since, where it is late. */
  readonly daysLate: number
}

/** A day of the absence as a date, and how it stands to today. Nothing where the calendar ends before it. */
export function dueOn(
  calendar: SchoolCalendar,
  since: LocalDate,
  schoolDay: number,
  today: LocalDate,
): Due | undefined {
  const on = nthSchoolDayInclusive(calendar, since, schoolDay)
  if (!on) return undefined
  if (on > today) return { schoolDay, on, state: 'to come', daysLate: 0 }
  if (on === today) return { schoolDay, on, state: 'today', daysLate: 0 }
  return { schoolDay, on, state: 'late', daysLate: schoolDaysBetween(calendar, on, today).length - 1 }
}

/** When a check is due: nothing where it is done, not needed, or not required here. */
export function dueOfCheck(
  state: CheckState,
  absence: { calendar: SchoolCalendar; since: LocalDate; today: LocalDate; rules: DueRules },
): Due | undefined {
  if (!state.required || state.status === 'Done' || state.status === 'Not needed') return undefined
  const { calendar, since, today, rules } = absence
  return dueOn(calendar, since, dueDayOf(state.check.code, rules), today)
}

/** "Due Tuesday 24 November 2026, school day 3." Late: "3 school days late." */
export function dueInWords(due: Due): string {
  if (due.state === 'today') return `Due today, school day ${due.schoolDay}.`
  if (due.state === 'to come') return `Due ${inWords(due.on)}, school day ${due.schoolDay}.`
  // Late over a weekend or a holiday, with no school day since.
  if (due.daysLate === 0) return `Was due ${inWords(due.on)}, school day ${due.schoolDay}.`
  return `${due.daysLate === 1 ? '1 school day' : `${due.daysLate} school days`} late: was due ${inWords(due.on)}.`
}
