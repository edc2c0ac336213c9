/**
 * The register rules over plain objects, for whoever builds a school's system.
 *
 * `onroll assess` reads a folder of files; this reads the same rows where they already are. A row has the names of the file's
 * columns and a finding the names of the command's JSON, so that one page describes both and they cannot drift apart: both go
 * through the same readers of rows and the same rules. No file, no network, no clock.
 */
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { schoolCalendars, type TermDate } from '../calendar/school-calendar.ts'
import type { Problem } from '../formats/problem.ts'
import { readDateTime } from '../formats/text.ts'
import type { Mark } from '../law/source.ts'
import { readEvidence } from '../registers/ground-fields.ts'
import { groundWithCode } from '../registers/grounds.ts'
import type { Follows } from '../registers/removal-follows.ts'
import { findingsOf, type PupilFinding } from './assess.ts'
import { type Explanation, explanation } from './explain.ts'
import type { RuleId } from './finding.ts'
import { answerFields, groundAsked } from './ground-asked.ts'
import { contractFields } from './printed.ts'
import {
  FileRow,
  missingColumns,
  Pupils,
  type RegisterFile,
  type TakeRow,
  takeLeave,
  takeMarks,
  takePupil,
  takeTermDate,
} from './register-files.ts'

/** Text, or nothing. An empty text says nothing too. */
export type Cell = string | null | undefined

/** Days of a kind, both included. A school with any row of its own (`school_urn`) uses only its own rows. */
export type TermDateRow = {
  readonly kind: 'HALF_TERM' | 'INSET' | 'BANK_HOLIDAY' | 'CLOSURE' | 'BREAK'
  readonly start_date: string
  readonly end_date: string
  readonly name?: Cell
  readonly school_urn?: Cell
  /** `R 1 2` or `7-9`: a line for these year groups only. */
  readonly year_groups?: Cell
}

/** Which pupil a row is about: a school by its URN or DfE number, a pupil by the school system's number or the UPN. */
export type PupilKey = {
  readonly school_urn?: Cell
  readonly school_dfe_number?: Cell
  readonly mis_id?: Cell
  readonly upn?: Cell
}

/** One time on roll. A pupil who came back has a row for each. */
export type PupilRow = PupilKey & {
  readonly date_of_birth: string
  readonly entry_date: string
  readonly leaving_date?: Cell
  /** In the school's youngest class on entry, and in its oldest on leaving. Not known counts as no. */
  readonly most_junior_class?: boolean | Cell
  readonly most_senior_class?: boolean | Cell
  /** `R`, `7`: asked only where a term date speaks of year groups. */
  readonly nc_year?: Cell
}

/** One pupil's day. An empty code is a session not taken. Of two rows for a day the later `recorded_at` wins, else the later row. */
export type AttendanceRow = PupilKey & {
  readonly date: string
  readonly am_code: Cell
  readonly pm_code: Cell
  /** `2025-09-05T10:00:00Z`. */
  readonly recorded_at?: Cell
}

/** Leave that was granted. Both days belong to it. */
export type LeaveRow = PupilKey & { readonly start_date: string; readonly end_date: string }

/** The registers of one school or of many. Days are `YYYY-MM-DD`. */
export type Registers = {
  readonly term_dates: readonly TermDateRow[]
  readonly pupils: readonly PupilRow[]
  readonly attendance: readonly AttendanceRow[]
  readonly leave?: readonly LeaveRow[] | undefined
}

/** What a rule says of one pupil, as `onroll assess --json` prints it. */
export type AssessedFinding = {
  readonly school_urn: string
  /** Only where the pupil's rows have no URN. */
  readonly school_dfe_number?: string
  readonly mis_id: string
  /** Only where the pupil's rows have no `mis_id`. */
  readonly upn?: string
  readonly rule: RuleId
  /** The day it became true. */
  readonly on: LocalDate
  /** The day by which it must be done. Left out where it lies past the end of the calendar. */
  readonly due?: LocalDate
  /** The first day of the run. */
  readonly since?: LocalDate
  /** Sessions, for PA and SA. */
  readonly missed?: number
  readonly possible?: number
  /** A sentence a school secretary understands. */
  readonly because: string
  /** The law or guidance that says so. */
  readonly cites: string
}

/** Something that could not be read: in which list, in which of its rows (the first is 0), what was found and expected. */
export type RowProblem = Omit<Problem, 'line'> & { readonly list: keyof Registers; readonly row: number }

export type Assessed = {
  /** Sorted by school, pupil, day and rule, as text. */
  readonly findings: readonly AssessedFinding[]
  /** What could not be read. The rest was assessed. */
  readonly problems: readonly RowProblem[]
  /** Why: the days counted one by one, those to the day it is due, what would change it, the rule's version and source. */
  readonly explain: (finding: AssessedFinding) => Explanation
}

/** The day asked about and, to ask what was known then, the day on which it was known. Both `YYYY-MM-DD`. */
export type When = { readonly on: string; readonly knownOn?: string | undefined }

/**
 * Applies the register rules up to a day. Takes the rows and the day; nothing after it is looked at. With `knownOn`, marks
 * recorded after that day are left out: what could be known at its end.
 *
 * A row that cannot be read is a problem in the answer, never an error. Throws `RangeError` where nothing can be said at all: a
 * day that is none, no term date that makes a school day, a list that lacks a column altogether.
 */
export function assess(registers: Registers, when: When): Assessed {
  const { on, knownOn } = daysOf(when)
  const problems: RowProblem[] = []
  const { pupils, calendarOf } = readRegisters(registers, knownOn, problems)
  const made = new Map<AssessedFinding, PupilFinding>()
  for (const found of findingsOf(pupils.all, calendarOf, on)) made.set(assessedFinding(found), found)
  return {
    findings: [...made.keys()],
    problems,
    explain(finding) {
      const found = made.get(finding)
      if (!found) throw new RangeError('explain: give one of the findings of this answer')
      return explanation(found.calendar, found.facts, found.finding, on)
    },
  }
}

/** What is asked of a removal: of which pupil, on which ground (`R9-I`), on what evidence. */
export type RemovalAsked = When & {
  readonly pupil: PupilKey
  readonly ground: string
  /** What is shown, with the names of `onroll assess --ground X --keys`. What is not there is answered as missing. */
  readonly evidence?: Readonly<Record<string, unknown>> | undefined
}

/** Something that must be shown before a name may come off, and is not. */
export type MissingFact = {
  readonly asks: string
  readonly says: string
  readonly settled_by: string
  readonly rule: string
  readonly rule_version: LocalDate
  readonly cites: string
  readonly mark: Mark
}

/** Whether a name may come off, as `onroll assess --ground --json` prints it. */
export type RemovalAnswer = Pick<AssessedFinding, 'school_urn' | 'school_dfe_number' | 'mis_id' | 'upn'> & {
  readonly ground: string
  readonly on: LocalDate
  /** The day on which it would come off, where that is not the day asked about. */
  readonly proposed_on?: LocalDate
  readonly allowed: boolean
  /** Everything that is missing, all at once. */
  readonly missing: readonly MissingFact[]
  /** The earliest lawful day; null where more than time is missing. */
  readonly earliest: LocalDate | null
  /** What must follow, once it has come off or now that it may not. */
  readonly then: readonly Follows[]
}

/**
 * May this pupil's name lawfully come off the register on that day? Leave, absence, codes, age and dates are read from the
 * rows; all else is the evidence. Regulations 2024, regulation 9.
 *
 * Throws `RangeError` for a ground or a pupil that is not there, evidence that cannot be read, and where `assess` would.
 */
export function askRemoval(
  registers: Registers,
  { pupil: key, ground: code, evidence = {}, ...when }: RemovalAsked,
): { readonly answer: RemovalAnswer; readonly problems: readonly RowProblem[] } {
  const { on, knownOn } = daysOf(when)
  const ground = groundWithCode(code)
  if (!ground) throw new RangeError(`ground: "${code}" is none; expected a code such as R9-I`)
  const read = readEvidence(evidence, ground.fields)
  if (!read.ok) {
    const wrong = read.problems.map(
      ({ at, found, expected }) => `${at}: found ${found}, expected ${expected}`,
    )
    throw new RangeError(`evidence, ${wrong.join('; ')}`)
  }
  const problems: RowProblem[] = []
  const { pupils, calendarOf } = readRegisters(registers, knownOn, problems)
  const text = (cell: Cell) => cell?.trim() ?? ''
  const dfeNumber = text(key.school_dfe_number).replace(/\D/g, '')
  const pupil = pupils.find(text(key.school_urn), dfeNumber, text(key.mis_id), text(key.upn).toUpperCase())
  if (!pupil) throw new RangeError('pupil: none of the pupils has this school and number')
  const asked = groundAsked(ground, { pupil, pupils: pupils.all, calendarOf }, on, read.evidence)
  return { answer: answerFields(pupil, code, on, asked) as RemovalAnswer, problems }
}

function daysOf({ on, knownOn }: When) {
  return {
    on: dayNamed('on', on),
    knownOn: knownOn === undefined ? undefined : dayNamed('knownOn', knownOn),
  }
}

function readRegisters(registers: Registers, knownOn: LocalDate | undefined, problems: RowProblem[]) {
  const termDates: TermDate[] = []
  const pupils = new Pupils()
  readRows('term_dates', registers.term_dates, takeTermDate(termDates), problems)
  const calendarOf = schoolCalendars(termDates)
  if (calendarOf('').days.length === 0 && !termDates.some(row => row.schoolUrn)) {
    throw new RangeError('term_dates: no row makes a school day; expected at least one HALF_TERM')
  }
  readRows('pupils', registers.pupils, takePupil(pupils), problems)
  readRows('leave', registers.leave ?? [], takeLeave(pupils), problems)
  // The first moment of the next day, as clocks in England have it.
  const knownBefore = knownOn === undefined ? undefined : readDateTime(addDays(knownOn, 1))
  readRows('attendance', registers.attendance, takeMarks(pupils, knownBefore), problems)
  return { pupils, calendarOf }
}

/** The fields of the contract, without those that have nothing to say. */
function assessedFinding(found: PupilFinding): AssessedFinding {
  const said = Object.entries(contractFields(found)).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as AssessedFinding
}

const fileOf: Readonly<Record<keyof Registers, RegisterFile>> = {
  term_dates: 'term-dates.csv',
  pupils: 'pupils.csv',
  leave: 'leave.csv',
  attendance: 'attendance.csv',
}

/** Reads each row as if it stood in a file: the columns are the names that any row has. */
function readRows(
  list: keyof Registers,
  rows: readonly Readonly<Record<string, string | boolean | null | undefined>>[],
  take: TakeRow,
  problems: RowProblem[],
): void {
  const at = new Map<string, number>()
  for (const row of rows) for (const name in row) if (!at.has(name)) at.set(name, at.size)
  const missing = missingColumns(fileOf[list], at)
  if (rows.length > 0 && missing !== '') throw new RangeError(`${list}: no row has ${missing}`)
  const reader = new FileRow(fileOf[list], at, (_, { line, ...problem }) => {
    problems.push({ list, row: line, ...problem })
  })
  const names = [...at.keys()]
  for (const [index, row] of rows.entries()) {
    take(
      reader.next(
        index,
        names.map(name => String(row[name] ?? '')),
      ),
    )
  }
}

function dayNamed(name: string, text: string): LocalDate {
  try {
    return localDate(text)
  } catch {
    throw new RangeError(`${name}: ${JSON.stringify(text)} is not a day of the form YYYY-MM-DD`)
  }
}
