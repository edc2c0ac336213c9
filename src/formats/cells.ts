import type { LocalDate } from '../calendar/local-date.ts'
import type { Row } from './csv.ts'
import { type Problem, type Severity, shown } from './problem.ts'
import type { ReadOptions, SchoolKey, Table } from './table.ts'
import {
  booleanExpected,
  clean,
  dateExpected,
  dateTimeExpected,
  readBoolean,
  readDate,
  readDateTime,
} from './text.ts'
import { judgeUpn, type UpnVerdict } from './upn.ts'

/** How a row names a pupil: at least one. */
export type PupilKey = { misId?: string; upn?: string; admissionNumber?: string }

/** A spreadsheet would run a cell that begins so. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text)

/**
 * One row, asked for by our column names. Every answer that is not what was expected becomes a problem
 * with the heading as the sender knows it. Used again for row after row: it holds no row but the last.
 */
export class Cells {
  readonly table: Table
  #row: Row = { line: 0, cells: [] }
  #problems: Problem[] = []
  #held = false
  readonly #places = new Map<string, number>()

  constructor(table: Table) {
    this.table = table
  }

  /** Turns to the next row. */
  turnTo(row: Row, problems: Problem[]): this {
    this.#row = row
    this.#problems = problems
    this.#held = false
    return this
  }

  get line(): number {
    return this.#row.line
  }

  /** True once something in this row keeps it from going through. */
  get isHeld(): boolean {
    return this.#held
  }

  problem(column: string, found: string, expected: string, severity: Severity): void {
    if (severity === 'held') this.#held = true
    this.#problems.push({
      line: this.#row.line,
      column: column === '' ? '' : this.table.called(column),
      found: shown(found),
      expected,
      severity,
    })
  }

  /** The cell as it stands; empty when the file or the row has none. */
  raw(column: string): string {
    let place = this.#places.get(column)
    if (place === undefined) {
      place = this.table.at(column)
      this.#places.set(column, place)
    }
    return place < 0 ? '' : (this.#row.cells[place] ?? '')
  }

  /** A short value that people do not compose: an id, a code, a number. */
  code(column: string): string | undefined {
    return clean(this.raw(column)) || undefined
  }

  /** Words. One that a spreadsheet would run as a formula is kept as words, and somebody told. */
  words(column: string): string | undefined {
    const text = clean(this.raw(column))
    if (text === '' || text === '-') return undefined
    if (looksLikeFormula(text))
      this.problem(column, text, 'words; kept as text, and quoted when it goes to a spreadsheet', 'warning')
    return text
  }

  needed(column: string, what: string): string | undefined {
    const text = this.words(column)
    if (text === undefined) this.problem(column, 'nothing', what, 'held')
    return text
  }

  date(column: string, ifWrong: Severity): LocalDate | undefined {
    const text = clean(this.raw(column))
    if (text === '') return undefined
    const date = readDate(text)
    if (date === undefined) this.problem(column, text, dateExpected, ifWrong)
    return date
  }

  neededDate(column: string): LocalDate | undefined {
    const date = this.date(column, 'held')
    if (date === undefined && clean(this.raw(column)) === '')
      this.problem(column, 'nothing', dateExpected, 'held')
    return date
  }

  boolean(column: string): boolean | undefined {
    const text = clean(this.raw(column))
    if (text === '') return undefined
    const value = readBoolean(text)
    if (value === undefined) this.problem(column, text, booleanExpected, 'warning')
    return value
  }

  dateTime(column: string): number | undefined {
    const text = clean(this.raw(column))
    if (text === '') return undefined
    const instant = readDateTime(text)
    if (instant === undefined) this.problem(column, text, dateTimeExpected, 'warning')
    return instant
  }

  whole(column: string): number | undefined {
    const text = clean(this.raw(column))
    if (text === '') return undefined
    if (/^\d{1,9}$/.test(text)) return Number(text)
    this.problem(column, text, 'a whole number', 'warning')
    return undefined
  }

  postcode(column: string): string | undefined {
    const text = clean(this.raw(column)).toUpperCase()
    if (text === '') return undefined
    const found = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/.exec(text)
    return found ? `${found[1]} ${found[2]}` : text
  }
}

/** A DfE number as seven digits, from `001/9991`, `001 9991` or `0019991`; undefined when it is none. */
export function readDfeNumber(text: string): string | undefined {
  const found = /^(\d{3})\s*[/ -]?\s*(\d{4})$/.exec(text.trim())
  return found ? found[1]! + found[2]! : undefined
}

/** A URN, six digits or seven; undefined when it is none. */
export const readUrn = (text: string): string | undefined => /^\d{6,7}$/.exec(text.trim())?.[0]

/**
 * Finds the school of a row, in a file whose rows name it, else the one the uploader chose.
 * Remembers the last answer, because a register names the same school again and again.
 */
export class SchoolReader {
  readonly #default: SchoolKey | undefined
  #lastUrn: string | undefined
  #lastDfeNumber: string | undefined
  #last: SchoolKey | undefined

  constructor(options: ReadOptions) {
    this.#default = options.defaultSchool
  }

  read(cells: Cells): SchoolKey | undefined {
    const urn = cells.raw('school_urn')
    const dfeNumber = cells.raw('school_dfe_number')
    if (this.#last && urn === this.#lastUrn && dfeNumber === this.#lastDfeNumber) return this.#last
    const school = this.#read(cells, urn.trim(), dfeNumber.trim())
    if (!cells.isHeld) {
      this.#lastUrn = urn
      this.#lastDfeNumber = dfeNumber
      this.#last = school
    }
    return school
  }

  #read(cells: Cells, urn: string, dfeNumber: string): SchoolKey | undefined {
    const school: SchoolKey = {}
    const readAsUrn = readUrn(urn)
    const readAsNumber = readDfeNumber(dfeNumber)
    if (readAsUrn !== undefined) school.urn = readAsUrn
    else if (urn !== '') cells.problem('school_urn', urn, 'a URN of six digits', 'held')
    if (readAsNumber !== undefined) school.dfeNumber = readAsNumber
    else if (dfeNumber !== '')
      cells.problem('school_dfe_number', dfeNumber, 'a DfE number such as 001/9991', 'held')
    if (cells.isHeld) return undefined
    if (school.urn !== undefined || school.dfeNumber !== undefined) return school
    if (this.#default) return this.#default
    cells.problem('school_urn', 'nothing', 'the school, in the file or chosen when it is uploaded', 'held')
    return undefined
  }
}

/** What is said once of each pupil, not once of each row, is remembered for so many pupils. */
const rememberedMax = 100_000

/**
 * Finds how a row names its pupil. A missing UPN is noted and a wrong one warned about once a pupil,
 * however many rows the file has for them.
 */
export class PupilReader {
  readonly #said = new Set<string>()
  /** Gives undefined, and holds the row, when nothing names the pupil. */
  read(cells: Cells): PupilKey | undefined {
    const pupil: PupilKey = {}
    const misId = cells.raw('mis_id').trim()
    const admissionNumber = cells.raw('admission_number').trim()
    if (misId !== '') pupil.misId = misId
    if (admissionNumber !== '') pupil.admissionNumber = admissionNumber
    const byOther = misId || admissionNumber
    const upn = readUpn(cells, byOther, this.#mayTell)
    // A number with the wrong letter names nobody for certain.
    if (upn?.is === 'ok') pupil.upn = upn.upn
    if (pupil.misId !== undefined || pupil.upn !== undefined || pupil.admissionNumber !== undefined)
      return pupil
    if (!cells.isHeld)
      cells.problem('mis_id', 'nothing', 'the pupil: an id of the school’s system, or a UPN', 'held')
    return undefined
  }

  readonly #mayTell = (what: string): boolean => {
    if (this.#said.has(what)) return false
    if (this.#said.size < rememberedMax) this.#said.add(what)
    return true
  }
}

export type ReadUpn = { upn: string; is: UpnVerdict; temporary: boolean }

/** Reads the UPN column. `otherId` is what else names the pupil; without one a bad UPN holds the row. */
export function readUpn(
  cells: Cells,
  otherId: string,
  mayTell: (what: string) => boolean = () => true,
): ReadUpn | undefined {
  if (cells.table.at('upn') < 0) return undefined
  const raw = cells.raw('upn')
  if (raw.trim() === '') {
    if (otherId !== '' && mayTell(otherId))
      cells.problem('upn', 'nothing', `a UPN; the pupil is known by ${otherId} alone`, 'note')
    return undefined
  }
  const { upn, is, temporary, checkLetter } = judgeUpn(clean(raw))
  if (is === 'ok') return { upn, is, temporary }
  if (mayTell(upn) || otherId === '')
    cells.problem(
      'upn',
      raw,
      is === 'not-a-upn'
        ? 'a UPN: a letter, eleven digits, and a digit or letter'
        : `${checkLetter}${upn.slice(1)}, if the rest is right; a UPN with the wrong check letter never decides who a pupil is`,
      otherId === '' ? 'held' : 'warning',
    )
  return { upn, is, temporary }
}
