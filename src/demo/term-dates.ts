import {
  addDays,
  dateOf,
  dayNumber,
  fromDayNumber,
  type LocalDate,
  schoolYearInWords,
  weekday,
} from '../calendar/local-date.ts'
import type { TermDate, TermDateKind } from '../calendar/school-calendar.ts'

/** A term date as it stands in the file of a made-up authority. */
export type TermDateRow = TermDate & { academicYear: string; pupilDays: number | undefined }

/** Days that pupils are in school in a year; with five training days, the 195 that schools have. */
export const pupilDaysInYear = 190

/** Easter breaks that were decided otherwise than by the rule below. */
const easterBreaks: Readonly<Record<number, readonly [string, string]>> = {
  2024: ['2025-04-07', '2025-04-21'],
  2026: ['2027-03-26', '2027-04-09'],
}

type TermOptions = {
  schoolUrn?: string
  /** Weeks by which the autumn half-term break comes earlier than the authority's. */
  autumnBreakEarlierWeeks?: number
}

/**
 * The terms of one school year: 190 days with pupils and five training days. Breaks fall where English
 * schools put them: the last week of October, two weeks at Christmas, one in February, two about Easter,
 * and the week of the Spring bank holiday.
 */
export function termDates(schoolYear: number, options: TermOptions = {}): TermDateRow[] {
  const rows: TermDateRow[] = []
  let remaining = pupilDaysInYear
  let trainingDays = 0
  const row = (
    kind: TermDateKind,
    name: string,
    startsOn: LocalDate,
    endsOn: LocalDate,
    pupilDays?: number,
  ) =>
    rows.push({
      kind,
      name,
      startsOn,
      endsOn,
      pupilDays,
      academicYear: schoolYearInWords(schoolYear),
      schoolUrn: options.schoolUrn,
    })
  const training = (day: LocalDate) => row('INSET', `Staff training day ${++trainingDays}`, day, day)

  const may = firstMonday(dateOf(schoolYear + 1, 5, 1))
  /** A half term and the break after it. `isTraining`: its first day is for staff alone. */
  const half = (name: string, from: LocalDate, to: LocalDate, isTraining: boolean) => {
    const hasHoliday = may >= from && may <= to
    const days = weekdaysBetween(from, to) - (isTraining ? 1 : 0) - (hasHoliday ? 1 : 0)
    remaining -= days
    row('HALF_TERM', name, from, to, days)
    if (hasHoliday) row('BANK_HOLIDAY', 'Early May bank holiday', may, may)
    if (isTraining) training(from)
  }

  const opens = weekdayFrom(dateOf(schoolYear, 9, 1))
  training(opens)
  const octoberMonday = addDays(
    lastMonday(dateOf(schoolYear, 10, 31)),
    -7 * (options.autumnBreakEarlierWeeks ?? 0),
  )
  half('Autumn 1', weekdayFrom(addDays(opens, 1)), addDays(octoberMonday, -3), false)
  row('BREAK', 'Autumn half-term break', octoberMonday, addDays(octoberMonday, 4))

  const christmasMonday = lastMonday(dateOf(schoolYear, 12, 25))
  half('Autumn 2', addDays(octoberMonday, 7), addDays(christmasMonday, -3), true)
  row('BREAK', 'Christmas break', christmasMonday, addDays(christmasMonday, 11))

  const newYear = addDays(christmasMonday, 14)
  const spring = newYear === bankHolidayForNewYear(schoolYear + 1) ? addDays(newYear, 1) : newYear
  const februaryMonday = addDays(newYear, 42)
  half('Spring 1', spring, addDays(februaryMonday, -3), true)
  row('BREAK', 'Spring half-term break', februaryMonday, addDays(februaryMonday, 4))

  const easter = easterSunday(schoolYear + 1)
  const decided = easterBreaks[schoolYear]
  const easterFrom = decided ? (decided[0] as LocalDate) : addDays(easter, -6)
  const easterTo = decided ? (decided[1] as LocalDate) : addDays(easter, 5)
  half('Spring 2', addDays(februaryMonday, 7), weekdayUpTo(addDays(easterFrom, -1)), false)
  row('BREAK', 'Easter break', easterFrom, easterTo)

  const mayMonday = lastMonday(dateOf(schoolYear + 1, 5, 31))
  half('Summer 1', weekdayFrom(addDays(easterTo, 1)), addDays(mayMonday, -3), false)
  row('BREAK', 'Summer half-term break', mayMonday, addDays(mayMonday, 4))

  const summer = addDays(mayMonday, 7)
  const lastDay = nthWeekday(addDays(summer, 1), remaining)
  half('Summer 2', summer, lastDay, true)
  training(weekdayFrom(addDays(lastDay, 1)))
  return rows
}

const isWeekday = (date: LocalDate): boolean => weekday(date) < 6

function weekdayFrom(date: LocalDate): LocalDate {
  let day = date
  while (!isWeekday(day)) day = addDays(day, 1)
  return day
}

function weekdayUpTo(date: LocalDate): LocalDate {
  let day = date
  while (!isWeekday(day)) day = addDays(day, -1)
  return day
}

const firstMonday = (date: LocalDate): LocalDate => addDays(date, (8 - weekday(date)) % 7)
/** The last Monday up to a day, itself if it is one. */
const lastMonday = (date: LocalDate): LocalDate => addDays(date, 1 - weekday(date))

function weekdaysBetween(from: LocalDate, to: LocalDate): number {
  let count = 0
  for (let day = dayNumber(from); day <= dayNumber(to); day++) if (isWeekday(fromDayNumber(day))) count++
  return count
}

function nthWeekday(from: LocalDate, n: number): LocalDate {
  let day = weekdayFrom(from)
  for (let count = 1; count < n; count++) day = weekdayFrom(addDays(day, 1))
  return day
}

const bankHolidayForNewYear = (year: number): LocalDate => weekdayFrom(dateOf(year, 1, 1))

/** The Gregorian Easter, by the anonymous algorithm. */
function easterSunday(year: number): LocalDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const e = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7
  const g = Math.floor((a + 11 * e + 22 * f) / 451)
  const month = Math.floor((e + f - 7 * g + 114) / 31)
  return dateOf(year, month, ((e + f - 7 * g + 114) % 31) + 1)
}
