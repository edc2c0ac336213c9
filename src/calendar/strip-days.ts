/**
 * Where does a day stand in a strip?
 *
 * A strip is one child's marks for one school year, one byte a session, at fixed positions: the Mondays to Fridays
 * from the first one on or after 1 September are counted 0, 1, 2 ...; weekday k has its morning at 2k and its
 * afternoon at 2k + 1. Holidays keep their place, so that schools with different terms share the arithmetic.
 */
import {
  dayNumber,
  fromDayNumber,
  type LocalDate,
  schoolYearEnd,
  schoolYearStart,
  weekdayOfNumber,
} from './local-date.ts'

/** No school year has more weekdays than this, so no strip is longer than twice as many bytes. */
export const weekdaysMax = 262
export const stripWidthMax = weekdaysMax * 2

/** The day number of the first Monday to Friday of a school year. */
export function firstWeekdayNumber(schoolYear: number): number {
  const first = dayNumber(schoolYearStart(schoolYear))
  const day = weekdayOfNumber(first)
  return day <= 5 ? first : first + 8 - day
}

/** The place of a day among the weekdays of a school year, or -1 for a weekend or a day of another year. */
export function weekdayIndex(schoolYear: number, date: LocalDate): number {
  return weekdayIndexOfNumber(schoolYear, dayNumber(date))
}

/** As `weekdayIndex`, from a day number. */
export function weekdayIndexOfNumber(schoolYear: number, day: number): number {
  const week = weekdayOfNumber(day)
  const first = firstWeekdayNumber(schoolYear)
  if (week > 5 || day < first || day > dayNumber(schoolYearEnd(schoolYear))) return -1
  const firstMonday = first - (weekdayOfNumber(first) - 1)
  const weeks = Math.floor((day - firstMonday) / 7)
  return weeks * 5 + week - weekdayOfNumber(first)
}

/** How many weekdays of a school year come before a day: none of another year's, so 0 before it and all of them after it. */
export function weekdaysBefore(schoolYear: number, day: number): number {
  const first = firstWeekdayNumber(schoolYear)
  const end = dayNumber(schoolYearEnd(schoolYear)) + 1
  if (day <= first) return 0
  const offset = weekdayOfNumber(first) - 1
  const sinceMonday = Math.min(day, end) - (first - offset)
  return Math.floor(sinceMonday / 7) * 5 + Math.min(sinceMonday % 7, 5) - offset
}

/** The day number of weekday k of a school year. */
export function dayNumberOfWeekdayIndex(schoolYear: number, index: number): number {
  const first = firstWeekdayNumber(schoolYear)
  const offset = weekdayOfNumber(first) - 1
  return first - offset + Math.floor((offset + index) / 5) * 7 + ((offset + index) % 5)
}

/** The day that is weekday k of a school year. Throws where the year has no such weekday. */
export function dateOfWeekdayIndex(schoolYear: number, index: number): LocalDate {
  if (!Number.isInteger(index) || index < 0 || index >= weekdaysIn(schoolYear)) {
    throw new Error(`The school year ${schoolYear} has no weekday ${index}`)
  }
  return fromDayNumber(dayNumberOfWeekdayIndex(schoolYear, index))
}

/** How many Mondays to Fridays a school year has: 260 to 262. */
export function weekdaysIn(schoolYear: number): number {
  return weekdaysBefore(schoolYear, dayNumber(schoolYearEnd(schoolYear)) + 1)
}

/** How many bytes a strip of this school year has. */
export const stripWidth = (schoolYear: number): number => weekdaysIn(schoolYear) * 2
