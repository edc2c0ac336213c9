/**
 * How was a due day counted? Every limit is counted here, one day at a time, so that the answer can be shown as well as given.
 *
 * School days, calendar days and working days are never mixed. "Within 5 days after" takes the day itself as day 0;
 * "15 days beginning with the day of service" takes it as day 1. A day past the end of a school's calendar is not guessed.
 */
import { addDays, daysBetween, type LocalDate } from './local-date.ts'
import { nthSchoolDayAfter, type SchoolCalendar, whyNoSchoolDay } from './school-calendar.ts'
import { addWorkingDays, isWorkingDay } from './working-days.ts'

/** What a day did to a count: added to it, was passed over, or ended it (or, before it, let it begin). */
export type DayEffect = 'counted' | 'passed-over' | 'broke'

/** One day of a count. */
export type CountedDay = {
  readonly on: LocalDate
  readonly did: DayEffect
  /** The count after this day, where it counted. */
  readonly count?: number
  /** Why, in words: "school day 3", "weekend", "bank holiday (Early May)". */
  readonly says: string
}

/** A day that was counted to, and the days on the way. No day where the school's calendar ends before it. */
export type Count = { readonly due: LocalDate | undefined; readonly days: readonly CountedDay[] }

/** How a limit counts. */
export type DayUnit = 'school day' | 'calendar day' | 'working day'

/** The nth school day after a day, which is day 0. Takes n of 0 or more; with 0 the day itself. */
export function countSchoolDaysAfter(calendar: SchoolCalendar, from: LocalDate, n: number): Count {
  if (n === 0) return { due: from, days: [theDayItself(from)] }
  const due = nthSchoolDayAfter(calendar, from, n)
  if (!due) return { due: undefined, days: [] }
  return { due, days: dayByDay(from, due, day => whyNoSchoolDay(calendar, day), 'school day') }
}

/** The nth school day of a stretch that begins with a day, itself the first where it is a school day. Takes n of 1 or more. */
export function countSchoolDaysBeginningWith(calendar: SchoolCalendar, from: LocalDate, n: number): Count {
  return countSchoolDaysAfter(calendar, addDays(from, -1), n)
}

/** The nth calendar day after a day, which is day 0. Weekends and holidays count. */
export function countCalendarDaysAfter(from: LocalDate, n: number): Count {
  if (n === 0) return { due: from, days: [theDayItself(from)] }
  const due = addDays(from, n)
  return { due, days: dayByDay(from, due, () => undefined, 'day') }
}

/** The last of n calendar days beginning with a day, which is day 1: for n of 15, the day itself and fourteen more. */
export function countCalendarDaysBeginningWith(from: LocalDate, n: number): Count {
  return countCalendarDaysAfter(addDays(from, -1), n)
}

/** The nth working day (Monday to Friday, no bank holiday) after a day, which is day 0; with 0 the day or the next. */
export function countWorkingDaysAfter(from: LocalDate, n: number): Count {
  if (n === 0 && isWorkingDay(from)) return { due: from, days: [theDayItself(from)] }
  // From a day off, the next working day is the first of them.
  const due = addWorkingDays(from, isWorkingDay(from) ? n : n - 1)
  const why = (day: LocalDate) => (isWorkingDay(day) ? undefined : 'weekend or bank holiday')
  return { due, days: dayByDay(from, due, why, 'working day') }
}

/** Each day after one and up to another, counted or passed over, with why. `whyNot` says why a day does not count. */
export function dayByDay(
  from: LocalDate,
  until: LocalDate,
  whyNot: (day: LocalDate) => string | undefined,
  unit: string,
): readonly CountedDay[] {
  let count = 0
  return Array.from({ length: daysBetween(from, until) }, (_, index): CountedDay => {
    const on = addDays(from, index + 1)
    const not = whyNot(on)
    if (not !== undefined) return { on, did: 'passed-over', says: not }
    count++
    return { on, did: 'counted', count, says: `${unit} ${count}` }
  })
}

const theDayItself = (on: LocalDate): CountedDay => ({ on, did: 'counted', count: 0, says: 'the day itself' })
