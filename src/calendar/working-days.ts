/** On which days is an authority at work? Its own clocks count these, never school days. */
import { addDays, type LocalDate, weekday } from './local-date.ts'

/** Bank holidays in England and Wales, as published on GOV.UK up to 2028; later years are added when published. */
const bankHolidays: Readonly<Record<string, string>> = {
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

/** Which list of bank holidays counted a day: kept with every day that was worked out from it. */
export const bankHolidaysVersion = 'bank holidays in England, GOV.UK, 2023 to 2028'

/** Monday to Friday, and not a bank holiday. */
export function isWorkingDay(day: LocalDate): boolean {
  return weekday(day) <= 5 && !(bankHolidays[day.slice(0, 4)] ?? '').includes(day.slice(5))
}

/** The day so many working days after `from`. With 0: `from` itself, or the next working day where it is none. */
export function addWorkingDays(from: LocalDate, count: number): LocalDate {
  let day = from
  while (!isWorkingDay(day)) day = addDays(day, 1)
  for (let left = count; left > 0; left -= 1) {
    do day = addDays(day, 1)
    while (!isWorkingDay(day))
  }
  return day
}

/** How many working days after `from` and up to `to`: how late something is. 0 where `to` is not later. */
export function workingDaysBetween(from: LocalDate, to: LocalDate): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
  return count
}
