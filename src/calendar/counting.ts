/**
 * How was a due day counted? Every limit is counted here, one day at a time, so that the answer can be shown as well as given.
 *
 * School days, calendar days and working days are never mixed. "Within 5 days after" takes the day itself as day 0;
 * "15 days beginning with the day of service" takes it as day 1. A day past the end of a school's calendar is not guessed.
 */
import { addDays, type LocalDate } from './local-date.ts'
import {
  nthSchoolDayAfter,
  nthSchoolDayInclusive,
  type SchoolCalendar,
  whyNoSchoolDay,
} from './school-calendar.ts'
import { isWorkingDay } from './working-days.ts'

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
  return counted(from, n, day => whyNoSchoolDay(calendar, day), 'school day')
}

/** The nth school day of a stretch that begins with a day, itself the first where it is a school day. Takes n of 1 or more. */
export function countSchoolDaysBeginningWith(calendar: SchoolCalendar, from: LocalDate, n: number): Count {
  const due = nthSchoolDayInclusive(calendar, from, n)
  if (!due) return { due: undefined, days: [] }
  return counted(addDays(from, -1), n, day => whyNoSchoolDay(calendar, day), 'school day')
}

/** The nth calendar day after a day, which is day 0. Weekends and holidays count. */
export function countCalendarDaysAfter(from: LocalDate, n: number): Count {
  if (n === 0) return { due: from, days: [theDayItself(from)] }
  return counted(from, n, () => undefined, 'day')
}

/** The last of n calendar days beginning with a day, which is day 1: for n of 15, the day itself and fourteen more. */
export function countCalendarDaysBeginningWith(from: LocalDate, n: number): Count {
  return counted(addDays(from, -1), n, () => undefined, 'day')
}

/** The nth working day (Monday to Friday, no bank holiday) after a day, which is day 0; with 0 the day or the next. */
export function countWorkingDaysAfter(from: LocalDate, n: number): Count {
  const why = (day: LocalDate) => (isWorkingDay(day) ? undefined : 'weekend or bank holiday')
  if (n > 0) return counted(from, n, why, 'working day')
  if (isWorkingDay(from)) return { due: from, days: [theDayItself(from)] }
  return counted(from, 1, why, 'working day')
}

function counted(
  from: LocalDate,
  n: number,
  whyNot: (day: LocalDate) => string | undefined,
  unit: string,
): Count {
  const days: CountedDay[] = []
  let day = from
  for (let count = 0; count < n; ) {
    day = addDays(day, 1)
    const not = whyNot(day)
    if (not !== undefined) days.push({ on: day, did: 'passed-over', says: not })
    else {
      count++
      days.push({ on: day, did: 'counted', count, says: `${unit} ${count}` })
    }
  }
  return { due: day, days }
}

const theDayItself = (on: LocalDate): CountedDay => ({ on, did: 'counted', count: 0, says: 'the day itself' })
