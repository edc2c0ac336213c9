/**
 * Who reached compulsory school age last, and the times before? By the three days of the year on which it begins.
 *
 * A child known here who was never on a roll is missing education from that day (S8). The day is the fifth birthday where that is 31
 * March, 31 August or 31 December, otherwise the next of them.
 */
import { addDays, addYears, dateOf, type LocalDate, yearOf } from '../calendar/local-date.ts'

export type Cohort = {
  /** The day on which they reached compulsory school age. */
  readonly startsOn: LocalDate
  /** Born between these days, both included. */
  readonly from: LocalDate
  readonly to: LocalDate
}

const startDays = (year: number): LocalDate[] => [
  dateOf(year, 3, 31),
  dateOf(year, 8, 31),
  dateOf(year, 12, 31),
]

/** The cohorts that have reached compulsory school age by a day, the latest first. */
export function cohortsBy(on: LocalDate, many: number): Cohort[] {
  const year = yearOf(on)
  const days: LocalDate[] = []
  for (let y = year - Math.ceil(many / 3) - 1; y <= year; y++) days.push(...startDays(y))
  return days
    .map((startsOn, i): Cohort | undefined =>
      i === 0
        ? undefined
        : { startsOn, from: addDays(addYears(days[i - 1]!, -5), 1), to: addYears(startsOn, -5) },
    )
    .filter(one => one !== undefined && one.startsOn <= on)
    .map(one => one!)
    .reverse()
    .slice(0, many)
}
