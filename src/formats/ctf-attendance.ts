/**
 * A child's strip as a transfer file has it: the totals of a school year, and the marks as one string of weekdays, morning then
 * afternoon (interchange text, 1.6). Weekends have no place in it; a day on which the school is not open is `##`; a session
 * that nobody recorded is `-`. A code of two characters stands as it is: no code begins with a digit.
 */
import {
  dayNumber,
  earlierOf,
  type LocalDate,
  laterOf,
  schoolYearEnd,
  schoolYearStart,
} from '../calendar/local-date.ts'
import { isSchoolDay, type SchoolCalendar } from '../calendar/school-calendar.ts'
import { dateOfWeekdayIndex, weekdayIndex, weekdaysBefore } from '../calendar/strip-days.ts'
import { byteToCode, codeOfByte } from '../law/attendance-codes.ts'

/** A session that nobody recorded, as systems write it. */
const blank = '-'

export type YearOfMarks = {
  readonly year: number
  readonly possible: number
  readonly authorised: number
  readonly attended: number
  readonly unauthorised: number
  /** The first weekday of the string; nothing where the pupil was on roll on none. */
  readonly start: LocalDate | undefined
  readonly marks: string
}

/**
 * One school year of an enrolment. Takes the strip's text, and the first and last day on roll that it may speak of; with the
 * school's own days, closed ones are written as closed.
 */
export function yearOfMarks(
  strip: { readonly schoolYear: number; readonly marks: string },
  onRoll: { readonly from: LocalDate; readonly to: LocalDate },
  calendar?: SchoolCalendar,
): YearOfMarks {
  const { schoolYear } = strip
  const from = laterOf(onRoll.from, schoolYearStart(schoolYear))
  const to = earlierOf(onRoll.to, schoolYearEnd(schoolYear))
  const sums = { possible: 0, authorised: 0, attended: 0, unauthorised: 0 }
  let start: LocalDate | undefined
  let marks = ''
  if (from <= to) {
    const first = weekdaysBefore(schoolYear, dayNumber(from))
    const end = weekdaysBefore(schoolYear, dayNumber(to)) + (weekdayIndex(schoolYear, to) < 0 ? 0 : 1)
    for (let k = first; k < end; k++) {
      const day = dateOfWeekdayIndex(schoolYear, k)
      start ??= day
      for (const session of ['AM', 'PM'] as const) {
        const byte = strip.marks.charCodeAt(2 * k + (session === 'AM' ? 0 : 1))
        const known = Number.isNaN(byte) ? undefined : codeOfByte(byte)
        marks += known ? byteToCode(byte, session) : calendar && !isSchoolDay(calendar, day) ? '#' : blank
        switch (known?.group) {
          case 'PRESENT':
          case 'APPROVED':
            sums.attended += 1
            sums.possible += 1
            break
          case 'AUTHORISED':
            sums.authorised += 1
            sums.possible += 1
            break
          case 'UNAUTHORISED':
            sums.unauthorised += 1
            sums.possible += 1
            break
          default:
            break
        }
      }
    }
  }
  return { year: schoolYear, ...sums, start, marks }
}
