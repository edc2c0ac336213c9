import type { LocalDate } from '../calendar/local-date.ts'
import { Cells, type PupilKey, PupilReader, SchoolReader } from './cells.ts'
import { readSessionHeading } from './columns.ts'
import type { Batch, Problem } from './problem.ts'
import { type ReadOptions, type ReadRow, readTable, type SchoolKey, type Table } from './table.ts'
import { dateExpected, readDate, type Source } from './text.ts'

/**
 * Registers, in the three shapes schools' systems give them: a row for a pupil's day (canonical), a row
 * for each session (long), a column for each session (wide). All come out as the same records.
 * What a code means, and on which days it may be used, is law, not format: codes pass through.
 */
export type AttendanceRecord = {
  line: number
  school: SchoolKey
  pupil: PupilKey
  date: LocalDate
  /** The code as received, trimmed, in capitals. Undefined: the row says nothing of this session. */
  am: string | undefined
  pm: string | undefined
  /** When the mark was made or last changed, as milliseconds since 1970, if the file says. */
  recordedAt: number | undefined
}

/** Reads registers of any of the three layouts; which one is seen from the headings. */
export function readAttendance(
  source: Source,
  options: ReadOptions = {},
): AsyncGenerator<Batch<AttendanceRecord>> {
  return readTable('attendance', source, options, (table, problems) => planFor(table, options, problems))
}

function planFor(table: Table, options: ReadOptions, problems: Problem[]): ReadRow<AttendanceRecord> {
  if (table.at('date') < 0) return wide(table, options, problems)
  return table.at('am_code') >= 0 || table.at('pm_code') >= 0 ? daily(table, options) : long(table, options)
}

const codes = new Map<string, string | undefined>()

/** A code, trimmed and in capitals; undefined when the cell is empty. The few there are, are remembered. */
function codeIn(cell: string): string | undefined {
  if (codes.has(cell)) return codes.get(cell)
  const code = cell.trim().toUpperCase() || undefined
  if (cell.length <= 3 && codes.size < 2_000) codes.set(cell, code)
  return code
}

/** Reads the date of a row, remembering the last: registers come a day at a time. */
function dateReader(column: string): (cells: Cells) => LocalDate | undefined {
  let last: string | undefined
  let lastDate: LocalDate | undefined
  return cells => {
    const raw = cells.raw(column)
    if (raw !== last) {
      last = raw
      lastDate = readDate(raw)
    }
    if (lastDate === undefined) cells.problem(column, raw.trim() || 'nothing', dateExpected, 'held')
    return lastDate
  }
}

function instantReader(table: Table): (cells: Cells) => number | undefined {
  if (table.at('recorded_at') < 0) return () => undefined
  let last = ''
  let lastInstant: number | undefined
  return cells => {
    const raw = cells.raw('recorded_at')
    if (raw === last) return lastInstant
    const instant = cells.dateTime('recorded_at')
    last = instant === undefined ? '' : raw
    lastInstant = instant
    return instant
  }
}

function daily(table: Table, options: ReadOptions): ReadRow<AttendanceRecord> {
  const cells = new Cells(table)
  const schools = new SchoolReader(options)
  const pupils = new PupilReader()
  const dateOf = dateReader('date')
  const instantOf = instantReader(table)
  const amAt = table.at('am_code')
  const pmAt = table.at('pm_code')
  return (row, records, problems) => {
    cells.turnTo(row, problems)
    const school = schools.read(cells)
    const pupil = pupils.read(cells)
    const date = dateOf(cells)
    const recordedAt = instantOf(cells)
    if (school === undefined || pupil === undefined || date === undefined) return
    records.push({
      line: row.line,
      school,
      pupil,
      date,
      am: amAt < 0 ? undefined : codeIn(row.cells[amAt] ?? ''),
      pm: pmAt < 0 ? undefined : codeIn(row.cells[pmAt] ?? ''),
      recordedAt,
    })
  }
}

const sessions: Record<string, 'am' | 'pm'> = {
  AM: 'am',
  A: 'am',
  MORNING: 'am',
  PM: 'pm',
  P: 'pm',
  AFTERNOON: 'pm',
}

function long(table: Table, options: ReadOptions): ReadRow<AttendanceRecord> {
  const cells = new Cells(table)
  const schools = new SchoolReader(options)
  const pupils = new PupilReader()
  const dateOf = dateReader('date')
  const instantOf = instantReader(table)
  return (row, records, problems) => {
    cells.turnTo(row, problems)
    const school = schools.read(cells)
    const pupil = pupils.read(cells)
    const date = dateOf(cells)
    const recordedAt = instantOf(cells)
    const said = cells.raw('session').trim()
    const session = sessions[said.toUpperCase()]
    if (session === undefined) cells.problem('session', said || 'nothing', 'AM or PM', 'held')
    if (school === undefined || pupil === undefined || date === undefined || session === undefined) return
    const code = codeIn(cells.raw('code'))
    const am = session === 'am' ? code : undefined
    const pm = session === 'pm' ? code : undefined
    records.push({ line: row.line, school, pupil, date, am, pm, recordedAt })
  }
}

/** A heading that was meant for a session but names no day, such as `Wed 02 Sep 2025 AM` (a Tuesday). */
const meantForSession = /\d.*\b(am|pm)$/i

function wide(table: Table, options: ReadOptions, problems: Problem[]): ReadRow<AttendanceRecord> {
  const cells = new Cells(table)
  const schools = new SchoolReader(options)
  const pupils = new PupilReader()
  const instantOf = instantReader(table)
  const days = new Map<LocalDate, { am: number; pm: number }>()
  table.headers.forEach((heading, place) => {
    const found = readSessionHeading(heading)
    if (!found) {
      if (meantForSession.test(heading))
        problems.push({
          line: table.headerLine,
          column: heading,
          found: heading,
          expected: `${dateExpected}, then AM or PM; this column was not read`,
          severity: 'warning',
        })
      return
    }
    const day = days.get(found.date) ?? { am: -1, pm: -1 }
    if (day[found.session] >= 0)
      problems.push({
        line: table.headerLine,
        column: heading,
        found: 'this session twice',
        expected: 'one column for each session; the first is used',
        severity: 'warning',
      })
    else day[found.session] = place
    days.set(found.date, day)
  })
  const inOrder = [...days].sort(([a], [b]) => (a < b ? -1 : 1))
  return (row, records, problems) => {
    cells.turnTo(row, problems)
    const school = schools.read(cells)
    const pupil = pupils.read(cells)
    const recordedAt = instantOf(cells)
    if (school === undefined || pupil === undefined) return
    for (const [date, places] of inOrder) {
      const am = places.am < 0 ? undefined : codeIn(row.cells[places.am] ?? '')
      const pm = places.pm < 0 ? undefined : codeIn(row.cells[places.pm] ?? '')
      records.push({ line: row.line, school, pupil, date, am, pm, recordedAt })
    }
  }
}
