/**
 * Reading the four files of `onroll assess`: term dates, pupils, leave, attendance.
 *
 * The layouts are the canonical ones only. Reading never fails: what cannot be read is a problem with its line and column,
 * and the rest goes on. A file is refused only where it has no header or no row of it could be read.
 */
import { addDays, daysBetween, type LocalDate, localDate, schoolYearOf } from '../calendar/local-date.ts'
import { type TermDate, type TermDateKind, termDateKinds } from '../calendar/school-calendar.ts'
import { stripWidth, weekdayIndex } from '../calendar/strip-days.ts'
import { readYearGroup, readYearGroups } from '../calendar/year-groups.ts'
import { type Delimiter, RowReader } from '../formats/csv.ts'
import { type Problem, shown } from '../formats/problem.ts'
import {
  booleanExpected,
  clean,
  dateExpected,
  dateTimeExpected,
  readBoolean,
  readDate,
  readDateTime,
  type Source,
  textOf,
} from '../formats/text.ts'
import { notTaken, readCode } from '../law/attendance-codes.ts'
import type { EnrolmentFacts, Leave } from './register-findings.ts'
import type { Strip } from './walk.ts'

export const registerFiles = ['term-dates.csv', 'pupils.csv', 'leave.csv', 'attendance.csv'] as const
export type RegisterFile = (typeof registerFiles)[number]

/** The columns without which nothing can be read, alternatives joined by `|`. */
const requiredColumns: Readonly<Record<RegisterFile, readonly string[]>> = {
  'term-dates.csv': ['kind', 'start_date', 'end_date'],
  'pupils.csv': ['school_urn|school_dfe_number', 'mis_id|upn', 'date_of_birth', 'entry_date'],
  'leave.csv': ['school_urn|school_dfe_number', 'mis_id|upn', 'start_date', 'end_date'],
  'attendance.csv': ['school_urn|school_dfe_number', 'mis_id|upn', 'date', 'am_code', 'pm_code'],
}

/** Where problems go: the file and what was wrong in it. */
export type OnProblem = (file: RegisterFile, problem: Problem) => void

/** A pupil as one or more rows of `pupils.csv` give them, with the marks that were read. */
export type Pupil = {
  readonly schoolUrn: string
  readonly schoolDfeNumber: string
  readonly misId: string
  readonly upn: string
  readonly enrolments: EnrolmentFacts[]
  readonly leaves: Leave[]
  readonly strips: PupilStrip[]
}

/** A strip, and for each weekday when its row was recorded, once a row has said so. */
type PupilStrip = Strip & { recordedAt?: Float64Array }

/** A file that cannot be assessed at all, and why. */
export class FileRefused extends Error {
  readonly file: RegisterFile
  constructor(file: RegisterFile, why: string) {
    super(`${file}: ${why}`)
    this.file = file
  }
}

/** No rule is known for a day before this. */
const earliest = localDate('2006-09-01')

/** The term dates of the folder. */
export async function readTermDates(source: Source, onProblem: OnProblem): Promise<TermDate[]> {
  const rows: TermDate[] = []
  await readFile('term-dates.csv', source, onProblem, takeTermDate(rows))
  return rows
}

/** Reads a row of term dates. Like the other row readers, it says whether the row could be read. */
export function takeTermDate(rows: TermDate[]): TakeRow {
  return row => {
    const kind = row.text('kind').toUpperCase() as TermDateKind
    if (!termDateKinds.includes(kind)) return row.bad('kind', `one of ${termDateKinds.join(', ')}`)
    const startsOn = row.date('start_date')
    const endsOn = row.date('end_date')
    if (!startsOn || !endsOn) return false
    if (endsOn < startsOn) return row.bad('end_date', `a day not before ${startsOn}`)
    if (startsOn < earliest) return row.bad('start_date', `a day from ${earliest} on`)
    if (daysBetween(startsOn, endsOn) > 366)
      return row.bad('end_date', `a day before ${addDays(startsOn, 367)}`)
    const forSome = row.text('year_groups')
    const yearGroups = forSome === '' ? undefined : readYearGroups(forSome)
    if (forSome !== '' && !yearGroups) return row.bad('year_groups', 'year groups, such as R 1 2 or 7-9')
    rows.push({
      kind,
      name: row.text('name'),
      startsOn,
      endsOn,
      schoolUrn: row.text('school_urn') || undefined,
      ...(yearGroups && { yearGroups }),
    })
    return true
  }
}

/** The pupils of the folder, each once, however many times they were on roll. */
export class Pupils {
  readonly all: Pupil[] = []
  readonly #byKey = new Map<string, Pupil>()

  /** The pupil that a row is about, by school and number in the school's system, or by UPN. */
  find(schoolUrn: string, schoolDfeNumber: string, misId: string, upn: string): Pupil | undefined {
    for (const key of keysOf(schoolUrn, schoolDfeNumber, misId, upn)) {
      const pupil = this.#byKey.get(key)
      if (pupil) return pupil
    }
    return undefined
  }

  /** The same pupil as before, or a new one. A UPN alone does not make two rows one pupil. */
  findOrAdd(schoolUrn: string, schoolDfeNumber: string, misId: string, upn: string): Pupil {
    const known = this.find(schoolUrn, schoolDfeNumber, misId, misId ? '' : upn)
    if (known) return known
    const pupil = { schoolUrn, schoolDfeNumber, misId, upn, enrolments: [], leaves: [], strips: [] }
    this.all.push(pupil)
    for (const key of keysOf(schoolUrn, schoolDfeNumber, misId, upn)) {
      if (!this.#byKey.has(key)) this.#byKey.set(key, pupil)
    }
    return pupil
  }
}

export async function readPupils(source: Source, onProblem: OnProblem): Promise<Pupils> {
  const pupils = new Pupils()
  await readFile('pupils.csv', source, onProblem, takePupil(pupils))
  return pupils
}

/** Reads a row of pupils: one time on roll. */
export function takePupil(pupils: Pupils): TakeRow {
  return row => {
    if (!row.namesAPupil()) return false
    const dob = row.date('date_of_birth')
    const entryDate = row.date('entry_date')
    if (!dob || !entryDate) return false
    const pupil = pupils.findOrAdd(...row.pupilKey())
    const again = pupil.enrolments.findIndex(enrolment => enrolment.entryDate === entryDate)
    if (again >= 0)
      row.bad('entry_date', 'one row for a pupil and entry date; the later row holds', 'warning')
    pupil.enrolments.splice(again >= 0 ? again : pupil.enrolments.length, 1, {
      dob,
      entryDate,
      // An unreadable leaving date leaves the child on roll: better one question too many than a child not seen.
      leavingDate: row.dateIfAny('leaving_date'),
      mostJuniorClass: row.booleanIfAny('most_junior_class'),
      mostSeniorClass: row.booleanIfAny('most_senior_class'),
      // Asked for only where term dates speak of year groups, so one that cannot be read is no problem of its own.
      yearGroup: readYearGroup(row.text('nc_year')),
      leaves: [],
      strips: pupil.strips,
    })
    return true
  }
}

/** Adds the leave that was granted to the pupils. */
export async function readLeave(source: Source, pupils: Pupils, onProblem: OnProblem): Promise<void> {
  await readFile('leave.csv', source, onProblem, takeLeave(pupils))
}

/** Reads a row of leave. */
export function takeLeave(pupils: Pupils): TakeRow {
  return row => {
    const startsOn = row.date('start_date')
    const endsOn = row.date('end_date')
    if (!startsOn || !endsOn || !row.namesAPupil()) return false
    if (endsOn < startsOn) return row.bad('end_date', `a day not before ${startsOn}`)
    const pupil = pupils.find(...row.pupilKey())
    if (!pupil) return row.unknownPupil()
    pupil.leaves.push({ startsOn, endsOn })
    return true
  }
}

/** Adds the marks to the pupils' strips: of two rows for a pupil-day the later `recorded_at`, else the later row. */
export async function readAttendance(
  source: Source,
  pupils: Pupils,
  onProblem: OnProblem,
  knownBefore?: number,
): Promise<void> {
  await readFile('attendance.csv', source, onProblem, takeMarks(pupils, knownBefore))
}

/** Reads a pupil's day. A row recorded at or after `knownBefore` is read and left out: it was not known yet. */
export function takeMarks(pupils: Pupils, knownBefore = Number.POSITIVE_INFINITY): TakeRow {
  const days = new Map<string, DayPlace>()
  return row => {
    const dateText = row.raw('date')
    let day = days.get(dateText)
    if (!day) {
      const date = row.date('date')
      if (!date) return false
      day = placeOf(date)
      days.set(dateText, day)
    }
    const pupil = row.pupilIn(pupils)
    if (!pupil && !row.namesAPupil()) return false
    const am = row.code('am_code', day.date)
    const pm = row.code('pm_code', day.date)
    if (!pupil) return row.unknownPupil()
    if (day.index < 0) return true
    const recordedAt = row.instantIfAny('recorded_at')
    if (recordedAt === undefined || recordedAt < knownBefore) keep(pupil, day, am, pm, recordedAt)
    return true
  }
}

type DayPlace = { readonly date: LocalDate; readonly schoolYear: number; readonly index: number }

function placeOf(date: LocalDate): DayPlace {
  const schoolYear = schoolYearOf(date)
  return { date, schoolYear, index: weekdayIndex(schoolYear, date) }
}

function keep(pupil: Pupil, day: DayPlace, am: number, pm: number, recordedAt: number | undefined): void {
  let strip = pupil.strips.find(one => one.schoolYear === day.schoolYear)
  if (!strip) {
    const length = stripWidth(day.schoolYear)
    strip = { schoolYear: day.schoolYear, bytes: new Uint8Array(length).fill(notTaken), at: 0, length }
    pupil.strips.push(strip)
  }
  if (recordedAt !== undefined) strip.recordedAt ??= new Float64Array(strip.length / 2).fill(Number.NaN)
  if (strip.recordedAt) {
    // A comparison with a row that did not say when it was recorded is false, so the later row wins.
    if (recordedAt !== undefined && recordedAt < strip.recordedAt[day.index]!) return
    strip.recordedAt[day.index] = recordedAt ?? Number.NaN
  }
  strip.bytes[day.index * 2] = am
  strip.bytes[day.index * 2 + 1] = pm
}

/** Each school identifier with each pupil identifier, the preferred ones first. */
function* keysOf(schoolUrn: string, schoolDfeNumber: string, misId: string, upn: string): Generator<string> {
  for (const school of [schoolUrn && `urn ${schoolUrn}`, schoolDfeNumber && `dfe ${schoolDfeNumber}`]) {
    if (!school) continue
    if (misId) yield `${school} mis ${misId}`
    if (upn) yield `${school} upn ${upn}`
  }
}

/** The columns that say whose row it is. */
const keyColumns = ['school_urn', 'school_dfe_number', 'mis_id', 'upn'] as const

/** Takes in one row; says whether it could be read. What is wrong with it the row itself has told. */
export type TakeRow = (row: FileRow) => boolean

/** One row of a file, asked for its cells by column. One object is used for all the rows of a file. */
export class FileRow {
  readonly #file: RegisterFile
  readonly #at: ReadonlyMap<string, number>
  readonly #onProblem: OnProblem
  #line = 0
  #cells: readonly string[] = []
  #lastKey = ''
  #lastPupil: Pupil | undefined

  constructor(file: RegisterFile, at: ReadonlyMap<string, number>, onProblem: OnProblem) {
    this.#file = file
    this.#at = at
    this.#onProblem = onProblem
  }

  next(line: number, cells: readonly string[]): this {
    this.#line = line
    this.#cells = cells
    return this
  }

  text(column: string): string {
    return clean(this.raw(column))
  }

  /** A cell as it stands in the file; empty where the file or the row does not have it. */
  raw(column: string): string {
    const at = this.#at.get(column)
    return (at === undefined ? undefined : this.#cells[at]) ?? ''
  }

  /** Says what is wrong with a cell. Gives false, as the answer to whether the row could be read. */
  bad(column: string, expected: string, severity: Problem['severity'] = 'held'): false {
    const found = shown(this.text(column))
    this.#onProblem(this.#file, { line: this.#line, column, found, expected, severity })
    return false
  }

  date(column: string): LocalDate | undefined {
    const date = readDate(this.text(column))
    if (!date) this.bad(column, dateExpected)
    return date
  }

  dateIfAny(column: string): LocalDate | undefined {
    return this.text(column) === '' ? undefined : this.date(column)
  }

  booleanIfAny(column: string): boolean | undefined {
    const text = this.text(column)
    const answer = text === '' ? undefined : readBoolean(text)
    if (text !== '' && answer === undefined) this.bad(column, booleanExpected, 'warning')
    return answer
  }

  instantIfAny(column: string): number | undefined {
    if (!this.#at.has(column)) return undefined
    const text = this.text(column)
    const instant = text === '' ? undefined : readDateTime(text)
    if (text !== '' && instant === undefined) this.bad(column, dateTimeExpected, 'warning')
    return instant
  }

  /** The byte of a mark; a code that is not in the set on that day is a problem and counts as not taken. */
  code(column: string, on: LocalDate): number {
    const cell = this.#cells[this.#at.get(column)!]
    if (cell === undefined) return notTaken
    const byte = readCode(cell, on)
    if (byte === undefined)
      this.bad(column, `an attendance code in use on ${on}; read as not taken`, 'warning')
    return byte ?? notTaken
  }

  namesAPupil(): boolean {
    if (this.text('school_urn') === '' && this.text('school_dfe_number') === '') {
      return this.bad(this.#at.has('school_urn') ? 'school_urn' : 'school_dfe_number', 'which school')
    }
    if (this.text('mis_id') === '' && this.text('upn') === '') {
      return this.bad(this.#at.has('mis_id') ? 'mis_id' : 'upn', 'which pupil')
    }
    return true
  }

  pupilKey(): [schoolUrn: string, schoolDfeNumber: string, misId: string, upn: string] {
    const dfeNumber = this.text('school_dfe_number').replace(/\D/g, '')
    return [this.text('school_urn'), dfeNumber, this.text('mis_id'), this.text('upn').toUpperCase()]
  }

  /** The pupil of this row. Rows about one pupil often follow each other, so the last answer is remembered. */
  pupilIn(pupils: Pupils): Pupil | undefined {
    const raw = keyColumns.map(column => this.raw(column)).join('\n')
    if (raw !== this.#lastKey) {
      this.#lastKey = raw
      this.#lastPupil = pupils.find(...this.pupilKey())
    }
    return this.#lastPupil
  }

  unknownPupil(): true {
    const column = this.text('mis_id') ? 'mis_id' : 'upn'
    this.bad(column, 'a pupil of this school in pupils.csv; the row is left out')
    return true
  }
}

/**
 * Reads a file row by row. `take` says whether the row could be read.
 * Throws `FileRefused` where the file has no header or none of its rows could be read.
 */
async function readFile(
  file: RegisterFile,
  source: Source,
  onProblem: OnProblem,
  take: TakeRow,
): Promise<void> {
  let reader: RowReader | undefined
  let row: FileRow | undefined
  let rows = 0
  let read = 0
  const takeAll = (all: ReturnType<RowReader['push']>) => {
    for (const { line, cells } of all) {
      if (cells.length === 1 && cells[0]!.trim() === '') continue
      if (!row) {
        row = new FileRow(file, header(file, cells), onProblem)
        continue
      }
      rows++
      if (take(row.next(line, cells))) read++
    }
    for (const problem of reader?.takeProblems() ?? []) {
      onProblem(file, problem)
      if (problem.severity === 'held') rows++
    }
  }
  for await (const text of textOf(source)) {
    reader ??= new RowReader(delimiterOf(text))
    takeAll(reader.push(text))
  }
  if (reader) takeAll(reader.end())
  if (!row) throw new FileRefused(file, 'the file is empty; expected a line of column names')
  if (read === 0 && (rows > 0 || file !== 'leave.csv')) {
    throw new FileRefused(
      file,
      rows === 0 ? 'there is no row under the column names' : 'no row could be read',
    )
  }
}

/** Where each column stands. Throws where a required one is not there. */
function header(file: RegisterFile, cells: readonly string[]): ReadonlyMap<string, number> {
  const at = new Map<string, number>()
  for (const [index, cell] of cells.entries()) {
    const name = clean(cell).toLowerCase()
    if (name !== '' && !at.has(name)) at.set(name, index)
  }
  const missing = missingColumns(file, at)
  if (missing !== '') throw new FileRefused(file, `line 1: expected a line of column names with ${missing}`)
  return at
}

/** The required columns that are not there, in words; empty where all are. */
export function missingColumns(file: RegisterFile, at: ReadonlyMap<string, number>): string {
  const missing = requiredColumns[file].filter(names => !names.split('|').some(name => at.has(name)))
  return missing.map(one => one.replace('|', ' or ')).join(', ')
}

function delimiterOf(text: string): Delimiter {
  const line = text.slice(0, (text.indexOf('\n') + text.length + 1) % (text.length + 1))
  const count = (mark: string) => line.split(mark).length
  if (count(',') > 1) return ','
  return count('\t') > count(';') ? '\t' : ';'
}
