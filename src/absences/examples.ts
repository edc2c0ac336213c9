/** Made-up registers for tests: marks said by day, written into strips. */
import { addDays, type LocalDate, localDate, schoolYearOf, weekday } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { stripWidth, weekdayIndex } from '../calendar/strip-days.ts'
import { codeToByte, notTaken } from '../law/attendance-codes.ts'
import type { EnrolmentFacts } from './register-findings.ts'
import type { Strip } from './walk.ts'

/**
 * Marks by day or by span of days: `{ '2025-09-15..2025-09-26': 'O', '2025-09-22': '/ O' }`. One code is both sessions, two are
 * morning and afternoon; `-` is a session not taken. What is said later wins.
 */
export type SaidMarks = Readonly<Record<string, string>>

/** Strips with these marks; the calendar's other school days have `usual` (present, unless said otherwise). */
export function stripsWith(calendar: SchoolCalendar, said: SaidMarks, usual = '/'): Strip[] {
  const strips = calendar.years.map(({ schoolYear }) => emptyStrip(schoolYear))
  for (const date of calendar.days) mark(strips, date, usual)
  for (const [days, codes] of Object.entries(said)) {
    const [from, to] = days.split('..')
    const last = localDate(to ?? from!)
    for (let date = localDate(from!); date <= last; date = addDays(date, 1)) mark(strips, date, codes)
  }
  return strips
}

/** A child of compulsory age, on roll for years, with these marks. */
export function pupilWith(
  calendar: SchoolCalendar,
  said: SaidMarks,
  facts: Partial<EnrolmentFacts> = {},
  usual = '/',
): EnrolmentFacts {
  return {
    dob: localDate('2014-01-15'),
    entryDate: localDate('2021-09-01'),
    leaves: [],
    strips: stripsWith(calendar, said, usual),
    ...facts,
  }
}

function emptyStrip(schoolYear: number): Strip {
  const length = stripWidth(schoolYear)
  return { schoolYear, bytes: new Uint8Array(length).fill(notTaken), at: 0, length }
}

function mark(strips: readonly Strip[], date: LocalDate, codes: string): void {
  if (weekday(date) > 5) return
  const strip = strips.find(one => one.schoolYear === schoolYearOf(date))
  if (!strip) return
  const [am = '-', pm = am] = codes.split(' ')
  const place = weekdayIndex(strip.schoolYear, date) * 2
  strip.bytes[place] = am === '-' ? notTaken : codeToByte(am)
  strip.bytes[place + 1] = pm === '-' ? notTaken : codeToByte(pm)
}
