// Registers: from rows to sheets and strips.
import { inWords, type LocalDate, schoolYearOf } from '../../calendar/local-date.ts'
import {
  isSchoolDay,
  nthSchoolDayInclusive,
  schoolDaysBetween,
  yearOfCalendar,
} from '../../calendar/school-calendar.ts'
import { type AttendanceRecord, readAttendance } from '../../formats/attendance.ts'
import { readAttendanceMarks } from '../../formats/attendance-marks.ts'
import { readSessionHeading } from '../../formats/columns.ts'
import type { Batch } from '../../formats/problem.ts'
import type { SchoolKey } from '../../formats/table.ts'
import { byteToCode, codeOfByte, notTaken, readCode } from '../../law/attendance-codes.ts'
import { applyDays, type DayRows } from '../../registers/store.ts'
import { calendarsOf, type VersionedCalendar } from '../../schools/store.ts'
import { pupilSaid, type Roll, type RollEntry, Unknown } from '../rolls/rolls.ts'
import { readRolls } from '../rolls/store.ts'
import { schoolSaid } from '../school-directory.ts'
import type { Reading } from '../store.ts'
import { takeProblems } from '../take-problems.ts'

/** Rows gathered before they are written: bounds the memory of a file of any size. */
const rowsAtOnce = 300_000
/** Enrolments whose names we hold at a time. */
const rollEntriesMax = 400_000

type Calendars = (schoolId: string) => VersionedCalendar

/** Reads `attendance` of any layout and `attendance-marks`, and applies what they say. */
export async function readRegisters(
  reading: Reading,
  kind: 'attendance' | 'attendance-marks',
): Promise<void> {
  const calendars = await calendarsOf(reading.tx, reading.viewer)
  const desk = new Desk(reading, calendars)
  for await (const batch of batchesOf(reading, kind, calendars)) await desk.take(batch)
  await desk.finish()
}

function batchesOf(
  { source, mapping, schools, viewer }: Reading,
  kind: 'attendance' | 'attendance-marks',
  calendars: Calendars,
): AsyncGenerator<Batch<AttendanceRecord>> {
  const options = { mapping, ...(schools.defaultKey && { defaultSchool: schools.defaultKey }) }
  if (kind === 'attendance') return readAttendance(source(), options)
  return readAttendanceMarks(source(), {
    ...options,
    notAfter: viewer.today as LocalDate,
    schoolDays: (key: SchoolKey, from: LocalDate, count: number) => {
      const found = schools.find(key)
      if (!('school' in found)) return undefined
      const { calendar } = calendars(found.school.id)
      const last = nthSchoolDayInclusive(calendar, from, count)
      return last && schoolDaysBetween(calendar, from, last)
    },
  })
}

/** One school's day as it is being gathered. */
type Day = {
  schoolId: string
  day: LocalDate
  /** For each place on the roll, the row here that last spoke of it, counted from 1. */
  lastRow: Int32Array
  enrolments: string[]
  am: string[]
  pm: string[]
  recordedAt: (number | null)[]
  rowsInFile: number[]
  isTimed: boolean
}

type SchoolDesk = {
  id: string
  name: string
  roll: Roll
  days: Map<LocalDate, Day>
  rows: number
  calendar: VersionedCalendar
}
/** A pupil who is on the file with nothing said of a day. */
type Blank = { line: number; pupil: string; days: LocalDate[] }

class Desk {
  readonly #reading: Reading
  readonly #calendars: Calendars
  readonly #open = new Map<string, SchoolDesk>()
  #rows = 0
  #rollEntries = 0
  readonly #unknown = new Unknown()
  readonly #toCome = new Unknown()
  readonly #offDays = new Map<string, { line: number; rows: number; school: string; day: LocalDate }>()
  readonly #noCalendar = new Map<string, { line: number; name: string; year: number }>()
  readonly #daysTaken = new Map<string, Set<LocalDate>>()
  readonly #blanks = new Map<string, Map<string, Blank>>()
  readonly #headings: { am: string; pm: string } | undefined
  readonly #wideHeadings = new Map<string, string>()
  readonly #codes = new Map<string, number | undefined>()

  constructor(reading: Reading, calendars: Calendars) {
    this.#reading = reading
    this.#calendars = calendars
    const { columns } = reading.mapping
    const one = columns.code ?? columns.marks
    this.#headings =
      columns.am_code !== undefined || columns.pm_code !== undefined
        ? { am: columns.am_code ?? '', pm: columns.pm_code ?? '' }
        : one !== undefined
          ? { am: one, pm: one }
          : undefined
    for (const heading of reading.headers) {
      const session = readSessionHeading(heading)
      if (session) this.#wideHeadings.set(session.date + session.session, heading)
    }
  }

  async take({ records, problems }: Batch<AttendanceRecord>): Promise<void> {
    const { counts } = this.#reading
    takeProblems(this.#reading, problems)
    await this.#openRollsFor(records)
    let lastKey: SchoolKey | undefined
    let lastSchool: SchoolDesk | undefined
    let lastPupil: AttendanceRecord['pupil'] | undefined
    let lastEntry: RollEntry | undefined
    let lastDay: LocalDate | undefined
    for (const record of records) {
      counts.rows++
      if (record.school !== lastKey) {
        lastKey = record.school
        const found = this.#reading.schools.find(record.school)
        if ('problem' in found) {
          this.#unknown.add(schoolSaid(record.school), found.problem, record.line)
          counts.held++
          lastKey = undefined
          continue
        }
        lastSchool = this.#open.get(found.school.id)!
        lastPupil = undefined
      }
      const school = lastSchool!
      if (record.pupil !== lastPupil || record.date !== lastDay) {
        lastEntry = school.roll.find(record.pupil, record.date)
        lastPupil = record.pupil
        lastDay = record.date
      }
      if (!lastEntry) {
        this.#unknown.add(
          pupilSaid(record.pupil),
          `a pupil of ${school.name}; these rows go through when the pupil is on the list`,
          record.line,
        )
        counts.held++
        counts.waiting++
        continue
      }
      this.#takeMarks(school, lastEntry, record)
    }
    if (this.#rows >= rowsAtOnce) {
      // The school that is being read may have more to say of the same days: it waits, unless it is all there is.
      if (lastSchool && lastSchool.rows < rowsAtOnce / 2) await this.#write(lastSchool)
      else await this.#write()
    }
  }

  #takeMarks(school: SchoolDesk, entry: RollEntry, record: AttendanceRecord): void {
    const { counts, viewer } = this.#reading
    const { date, line } = record
    const am = this.#mark(record.am, date, line, 'am')
    const pm = this.#mark(record.pm, date, line, 'pm')
    if (am === ' ' && pm === ' ') {
      counts.unchanged++
      if (record.am === undefined && record.pm === undefined) this.#noteBlank(school, entry, record)
      return
    }
    if (date > viewer.today) {
      this.#toCome.add(`row for a day to come (${date})`, `no day after ${viewer.today}`, line)
      counts.held++
      return
    }
    this.#noteDay(school, date, line, am, pm)
    const blank = this.#blanks.get(school.id)?.get(entry.id)
    if (blank) blank.days = blank.days.filter(day => day !== date)
    const day = this.#dayOf(school, date)
    const place = school.roll.placeOf(entry)
    const recordedAt = record.recordedAt ?? null
    const at = day.lastRow[place]! - 1
    const isSameSaying =
      at >= 0 && day.recordedAt[at] === recordedAt && joins(day.am[at]!, am) && joins(day.pm[at]!, pm)
    if (isSameSaying) {
      if (am !== ' ') day.am[at] = am
      if (pm !== ' ') day.pm[at] = pm
      day.rowsInFile[at]!++
      return
    }
    day.enrolments.push(entry.id)
    day.am.push(am)
    day.pm.push(pm)
    day.recordedAt.push(recordedAt)
    day.rowsInFile.push(1)
    day.lastRow[place] = day.enrolments.length
    if (recordedAt !== null) day.isTimed = true
    school.rows++
    this.#rows++
  }

  /** The character of a mark in a sheet; a space where nothing is said, or nothing that was a code on that day. */
  #mark(code: string | undefined, date: LocalDate, line: number, session: 'am' | 'pm'): string {
    if (code === undefined || code === '-' || code === '@') return ' '
    // Codes changed on one day only, so the year and that day tell all.
    const key = code + (date < '2024-08-19' ? '<' : '>')
    let byte = this.#codes.get(key)
    if (byte === undefined && !this.#codes.has(key)) {
      byte = readCode(code, date)
      this.#codes.set(key, byte)
    }
    if (byte !== undefined) return byte === notTaken ? ' ' : String.fromCharCode(byte)
    this.#reading.problems.add({
      line,
      column: this.#wideHeadings.get(date + session) ?? this.#headings?.[session] ?? '',
      found: code,
      expected: `a code of the register on ${date}; read as not taken`,
      severity: 'warning',
    })
    this.#reading.counts.warnings++
    return ' '
  }

  #dayOf(school: SchoolDesk, date: LocalDate): Day {
    let day = school.days.get(date)
    if (!day) {
      day = {
        schoolId: school.id,
        day: date,
        lastRow: new Int32Array(school.roll.size),
        enrolments: [],
        am: [],
        pm: [],
        recordedAt: [],
        rowsInFile: [],
        isTimed: false,
      }
      school.days.set(date, day)
    }
    return day
  }

  /** Remembers that the school has marks of a day, and that it should not have where it is closed. */
  #noteDay(school: SchoolDesk, date: LocalDate, line: number, am: string, pm: string): void {
    let days = this.#daysTaken.get(school.id)
    if (!days) {
      days = new Set()
      this.#daysTaken.set(school.id, days)
    }
    const key = school.id + date
    const off = this.#offDays.get(key)
    if (off) {
      if (!isClosed(am, pm)) off.rows++
      return
    }
    if (days.has(date)) return
    const { calendar } = school.calendar
    const year = schoolYearOf(date)
    if (!yearOfCalendar(calendar, year)) {
      days.add(date)
      const at = `${school.id}${year}`
      if (!this.#noCalendar.has(at)) this.#noCalendar.set(at, { line, name: school.name, year })
    } else if (isSchoolDay(calendar, date)) days.add(date)
    else if (!isClosed(am, pm)) this.#offDays.set(key, { line, rows: 1, school: school.name, day: date })
  }

  #noteBlank(school: SchoolDesk, entry: RollEntry, { date, line, pupil }: AttendanceRecord): void {
    if (date > this.#reading.viewer.today || date < entry.entryDate) return
    if (entry.leavingDate !== null && date > entry.leavingDate) return
    // A session of which nothing is said, beside one of the same day that was marked.
    if (school.days.get(date)?.lastRow[school.roll.placeOf(entry)]) return
    let blanks = this.#blanks.get(school.id)
    if (!blanks) {
      blanks = new Map()
      this.#blanks.set(school.id, blanks)
    }
    const blank = blanks.get(entry.id)
    if (blank) blank.days.push(date)
    else blanks.set(entry.id, { line, pupil: pupilSaid(pupil), days: [date] })
  }

  async #openRollsFor(records: readonly AttendanceRecord[]): Promise<void> {
    const { schools } = this.#reading
    const wanted = new Map<string, string>()
    let last: SchoolKey | undefined
    for (const { school } of records) {
      if (school === last) continue
      last = school
      const found = schools.find(school)
      if ('school' in found && !this.#open.has(found.school.id))
        wanted.set(found.school.id, found.school.name)
    }
    if (wanted.size === 0) return
    if (this.#rollEntries > rollEntriesMax) {
      await this.#write()
      this.#open.clear()
      this.#rollEntries = 0
      // What was open may be wanted still: ask again for everything this batch speaks of.
      return this.#openRollsFor(records)
    }
    const rolls = await readRolls(this.#reading, [...wanted.keys()])
    for (const [id, name] of wanted) {
      const roll = rolls.get(id)!
      this.#rollEntries += roll.size
      this.#open.set(id, { id, name, roll, days: new Map(), rows: 0, calendar: this.#calendars(id) })
    }
  }

  /** Writes what is gathered; `except` is kept for later. */
  async #write(except?: SchoolDesk): Promise<void> {
    const { tx, viewer, file, counts, changes, touched } = this.#reading
    const days: DayRows[] = []
    for (const school of this.#open.values()) {
      if (school === except) continue
      for (const day of school.days.values()) days.push(rowsOf(day))
      school.days = new Map()
      this.#rows -= school.rows
      school.rows = 0
    }
    const atOnce = 2000
    for (let from = 0; from < days.length; from += atOnce) {
      const some = days.slice(from, from + atOnce)
      const applied = await applyDays(tx, viewer, { importId: file.id, receivedAt: file.receivedAt }, some)
      counts.applied += applied.rowsNew
      counts.unchanged += applied.rowsKnown
      counts.changed += applied.replaced.length
      if (applied.marksChanged > 0) for (const { schoolId } of some) touched.add(schoolId)
      for (const { enrolment, schoolId, day, was, is } of applied.replaced) {
        changes.add({
          line: undefined,
          outcome: 'changed',
          schoolId,
          childId: undefined,
          enrolmentId: enrolment,
          says: `Marks of ${inWords(day)}`,
          beforeAfter: [
            { field: 'morning', before: codeOrNothing(was, 0), after: codeOrNothing(is, 0) },
            { field: 'afternoon', before: codeOrNothing(was, 1), after: codeOrNothing(is, 1) },
          ].filter(change => change.before !== change.after),
        })
      }
    }
  }

  async finish(): Promise<void> {
    await this.#write()
    const { problems, counts } = this.#reading
    for (const unknown of [this.#unknown, this.#toCome]) {
      for (const problem of unknown.problems()) problems.add({ ...problem, column: '', severity: 'held' })
    }
    for (const { line, rows, school, day } of this.#offDays.values()) {
      counts.warnings++
      problems.add({
        line,
        column: '',
        found: `${rows === 1 ? 'a row' : `${rows} rows`} for ${inWords(day)}`,
        expected: `a day on which ${school} was open`,
        severity: 'warning',
      })
    }
    for (const { line, name, year } of this.#noCalendar.values()) {
      problems.add({
        line,
        column: '',
        found: `no term dates of ${name} for ${year}/${(year + 1) % 100}`,
        expected: 'its term dates, to know its school days; marks are kept',
        severity: 'note',
      })
      counts.notes++
    }
    this.#chase()
  }

  /** Registers not taken: a pupil of whom the file says nothing on a day when others of the school have marks. */
  #chase(): void {
    const { problems, counts } = this.#reading
    for (const [schoolId, blanks] of this.#blanks) {
      const taken = this.#daysTaken.get(schoolId)
      if (!taken) continue
      for (const { line, pupil, days } of blanks.values()) {
        const untaken = [...new Set(days)].filter(day => taken.has(day)).sort()
        if (untaken.length === 0) continue
        counts.asks++
        const from = inWords(untaken[0]!)
        problems.add({
          line,
          column: '',
          found:
            untaken.length === 1
              ? `${pupil}: no mark on ${from}`
              : `${pupil}: no mark on ${untaken.length} days, from ${from} to ${inWords(untaken.at(-1)!)}`,
          expected:
            'a mark for each session on which other pupils of the school have one: ask for the register',
          severity: 'ask',
        })
      }
    }
  }
}

const joins = (known: string, said: string): boolean => known === ' ' || said === ' ' || known === said
const isClosed = (am: string, pm: string): boolean => (am === '#' || am === ' ') && (pm === '#' || pm === ' ')

function codeOrNothing(marks: string, session: 0 | 1): string {
  const byte = marks.charCodeAt(session)
  return codeOfByte(byte) ? byteToCode(byte, session === 0 ? 'AM' : 'PM') : 'not taken'
}

function rowsOf(day: Day): DayRows {
  const marks = day.enrolments.map((_, i) => day.am[i]! + day.pm[i]!).join('')
  return {
    schoolId: day.schoolId,
    day: day.day,
    enrolments: day.enrolments,
    marks,
    recordedAt: day.isTimed ? day.recordedAt : null,
    rowsInFile: day.rowsInFile,
  }
}
