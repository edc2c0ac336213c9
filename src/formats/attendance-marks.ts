import { dayNumber, fromDayNumber, type LocalDate, weekday, weekdayOfNumber } from '../calendar/local-date.ts'
import type { AttendanceRecord } from './attendance.ts'
import { Cells, PupilReader, SchoolReader } from './cells.ts'
import type { Batch } from './problem.ts'
import { type ReadOptions, readTable, type SchoolKey } from './table.ts'
import type { Source } from './text.ts'

/**
 * Registers as one string a pupil, morning and afternoon in turn from a first day (`attendance-marks.csv`
 * and transfer files). Comes out as the records that the other layouts give.
 */

export const bases = ['WEEKDAYS', 'CALENDAR', 'SCHOOL_DAYS'] as const
export type Basis = (typeof bases)[number]
export const encodings = ['GREEDY', 'FIXED2'] as const
export type Encoding = (typeof encodings)[number]

export type MarksOptions = ReadOptions & {
  /** The last day marks may speak of, usually today: marks for days to come hold the row. */
  notAfter?: LocalDate
  /**
   * The school's own days, needed for SCHOOL_DAYS: so many of them, from this day on, in order.
   * Undefined when the school's calendar is not known.
   */
  schoolDays?: (school: SchoolKey, from: LocalDate, count: number) => readonly LocalDate[] | undefined
}

/** Reads marks strings. A row whose string does not come out even, or runs past `notAfter`, is held. */
export function readAttendanceMarks(
  source: Source,
  options: MarksOptions = {},
): AsyncGenerator<Batch<AttendanceRecord>> {
  return readTable('attendance-marks', source, options, table => {
    const cells = new Cells(table)
    const schools = new SchoolReader(options)
    const pupils = new PupilReader()
    return (row, records, problems) => {
      cells.turnTo(row, problems)
      const school = schools.read(cells)
      const pupil = pupils.read(cells)
      const start = cells.neededDate('start_date')
      const basis = oneOf(cells, 'basis', bases, 'WEEKDAYS')
      const marks = cells.raw('marks')
      const encoding = oneOf(cells, 'encoding', encodings, isPadded(marks) ? 'FIXED2' : 'GREEDY')
      const recordedAt = cells.dateTime('recorded_at')
      if (!school || !pupil || !start || !basis || !encoding) return
      const tokens = readMarks(marks, encoding)
      if (typeof tokens === 'string') return cells.problem('marks', marks, tokens, 'held')
      const count = tokens.length / 2
      const days = daysFrom(start, basis, count, () => options.schoolDays?.(school, start, count))
      if (!days || days.length < count)
        return cells.problem(
          'basis',
          basis,
          'the school’s term dates, loaded first, to know its days',
          'held',
        )
      const last = days.at(-1)
      if (options.notAfter !== undefined && last !== undefined && last > options.notAfter)
        return cells.problem(
          'marks',
          `marks up to ${last}`,
          `no mark for a day after ${options.notAfter}`,
          'held',
        )
      days.forEach((date, i) => {
        const am = tokens[2 * i]
        const pm = tokens[2 * i + 1]
        // A closed Saturday is how a calendar-day string counts on, not something the school said.
        if (basis === 'CALENDAR' && weekday(date) > 5 && (am ?? '#') === '#' && (pm ?? '#') === '#') return
        records.push({ line: row.line, school, pupil, date, am, pm, recordedAt })
      })
    }
  })
}

function oneOf<T extends string>(
  cells: Cells,
  column: string,
  allowed: readonly T[],
  usual: T,
): T | undefined {
  const said = cells.code(column)?.toUpperCase().replace(/[ -]/g, '_')
  if (said === undefined) return usual
  const found = allowed.find(value => value === said)
  if (!found) cells.problem(column, said, allowed.join(' or '), 'held')
  return found
}

/** Two characters a session, a blank after each single letter: some systems write so without saying. */
function isPadded(marks: string): boolean {
  return /^(?:[A-Za-z/\\#@.-][ \d]| {2})+$/.test(marks) && /[A-Za-z/\\#] /.test(marks)
}

/**
 * Cuts a string into one code a session; undefined for a blank. Gives what was expected, in words, when
 * it cannot. GREEDY: a letter and the digit behind it are one code, because no code begins with a digit.
 */
export function readMarks(marks: string, encoding: Encoding): (string | undefined)[] | string {
  const codes: (string | undefined)[] = []
  if (encoding === 'FIXED2') {
    // The last blank may have been trimmed on the way.
    for (let at = 0; at < marks.length; at += 2) {
      const code = marks.slice(at, at + 2).toUpperCase()
      if (!/^(?:[A-Z][0-9 ]?|[/\\#] ?|[-@. ][ -@.]?)$/.test(code))
        return `a code of two characters at place ${at + 1}, padded with a space`
      codes.push(blankOr(code.trim()))
    }
  } else {
    const code = /[A-Z][0-9]?|[/\\#]|[-@. ]/gy
    const capitals = marks.toUpperCase()
    while (code.lastIndex < capitals.length) {
      const at = code.lastIndex
      const found = code.exec(capitals)
      if (!found) return `a code letter at place ${at + 1}`
      codes.push(blankOr(found[0]))
    }
  }
  if (codes.length === 0) return 'at least one day of marks'
  if (codes.length % 2 === 1) return `an even number of marks, two for each day, and not ${codes.length}`
  return codes
}

const blankOr = (code: string): string | undefined => (/^[-@. ]*$/.test(code) ? undefined : code)

function daysFrom(
  start: LocalDate,
  basis: Basis,
  count: number,
  schoolDays: () => readonly LocalDate[] | undefined,
): readonly LocalDate[] | undefined {
  if (basis === 'SCHOOL_DAYS') return schoolDays()
  const days: LocalDate[] = []
  for (let day = dayNumber(start); days.length < count; day++)
    if (basis === 'CALENDAR' || weekdayOfNumber(day) < 6) days.push(fromDayNumber(day))
  return days
}
