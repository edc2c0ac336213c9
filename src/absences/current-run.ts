/** How long has this child been away, up to now? The count a person sees on the day's list. */
import type { LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { breaksTen, countsTowardsTen, pausesForPeople } from './day-class.ts'
import { classAt, type Strip, stripOf } from './walk.ts'

export type CurrentRun = { days: number; since: LocalDate | undefined }

/**
 * The run that stands on a day, counted as for the ten-day return: days of G, N, O or U; days not taken neither count nor end
 * it. Unlike there, Y1 to Y4 do not end it either: a day without a bus must not take a missing child off the list (OQ-4).
 * Nothing since where there is no run. Takes the days on roll as the enrolment has them.
 */
export function currentRun(
  calendar: SchoolCalendar,
  strips: readonly Strip[],
  on: LocalDate,
  entryDate: LocalDate,
): CurrentRun {
  let days = 0
  let since: LocalDate | undefined
  for (const year of [...calendar.years].reverse()) {
    const strip = stripOf(strips, year.schoolYear)
    for (let i = year.days.length - 1; i >= 0; i--) {
      const day = year.days[i]!
      if (day > on) continue
      if (day < entryDate) return { days, since }
      const flags = classAt(year, strip, i)
      if ((flags & (breaksTen | pausesForPeople)) === breaksTen) return { days, since }
      if ((flags & countsTowardsTen) !== 0) {
        days++
        since = day
      }
    }
  }
  return { days, since }
}
