/** Where do holidays stand in a school's calendar, and which day is the first of a term? */
import { daysBetween, type LocalDate, weekday } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'

/** So many weekdays without school make a holiday: a week, or most of one with a bank holiday. */
export const weekdaysOfHoliday = 4

export type Holiday = { readonly before: LocalDate; readonly after: LocalDate }

/** The holidays between two school days of the calendar, oldest first. */
export function holidaysOf(calendar: SchoolCalendar): Holiday[] {
  return calendar.days.flatMap((after, i) => {
    const before = calendar.days[i - 1]
    return before !== undefined && weekdaysWithout(before, after) >= weekdaysOfHoliday
      ? [{ before, after }]
      : []
  })
}

function weekdaysWithout(before: LocalDate, after: LocalDate): number {
  const gap = daysBetween(before, after) - 1
  let count = 0
  for (let i = 1; i <= gap; i += 1) {
    const day = ((weekday(before) - 1 + i) % 7) + 1
    if (day <= 5) count += 1
  }
  return count
}

/**
 * The first school day of the term or half term that a day is in, and of the next one. Source: practice.md 5.2: on the first day
 * of each term every child not present is called the same day; a half term is taken for a term, which is the stricter.
 */
export function firstDays(
  calendar: SchoolCalendar,
  today: LocalDate,
): { last: LocalDate | undefined; next: LocalDate | undefined } {
  const first = calendar.days[0]
  const starts = [...(first ? [first] : []), ...holidaysOf(calendar).map(holiday => holiday.after)]
  return { last: starts.findLast(day => day <= today), next: starts.find(day => day > today) }
}
