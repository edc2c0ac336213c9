import {
  columnsOf,
  type HeaderMapping,
  type Kind,
  missingFrom,
  plain,
  proposeMapping,
  readSessionHeading,
} from './columns.ts'
import { type Delimiter, delimiters, type Limits, type Row, RowReader, usualLimits } from './csv.ts'
import { type Batch, type Problem, shown } from './problem.ts'
import { type Source, textOf } from './text.ts'

/**
 * Finding the table in a file: which delimiter, which line holds the headings, what stands above and
 * below it. What the columns mean is for each reader.
 */

/** A school as a file names it: at least one of the two. */
export type SchoolKey = { urn?: string; dfeNumber?: string }

export type ReadOptions = {
  /** A saved mapping; without one the headings are guessed from what systems usually call them. */
  mapping?: HeaderMapping
  /** The school of every row that does not name one. */
  defaultSchool?: SchoolKey
  limits?: Partial<Limits>
}

export type Layout = { delimiter: Delimiter; headerLine: number; headers: string[] }

export type Table = {
  headers: readonly string[]
  headerLine: number
  /** Where each of our columns stands; -1 when the file does not have it. */
  at: (ourColumn: string) => number
  /** The heading as in the file, for a problem; our own name when the file has none. */
  called: (ourColumn: string) => string
}

/** Reads one row of a table into records and problems. */
export type ReadRow<T> = (row: Row, records: T[], problems: Problem[]) => void

/** How much of a file is looked at to find the headings. */
const lookAhead = 1 << 16
const headerWithinRows = 40

/** Headings of a column that a file may have by this mapping, or by our names and their aliases. */
function knownHeadings(kind: Kind, mapping: HeaderMapping | undefined): Set<string> {
  const known = new Set(columnsOf[kind].flatMap(column => column.also))
  for (const heading of Object.values(mapping?.columns ?? {})) known.add(plain(heading))
  known.delete('')
  return known
}

/**
 * Finds the headings in the beginning of a file. Takes about the first 64 thousand characters; gives
 * undefined when no line looks like headings of this kind of file.
 */
export function findLayout(kind: Kind, beginning: string, mapping?: HeaderMapping): Layout | undefined {
  const known = knownHeadings(kind, mapping)
  let best: Layout | undefined
  let bestScore = 1
  for (const delimiter of delimiters) {
    const reader = new RowReader(delimiter)
    const rows = reader.push(beginning)
    // A short file may be nothing but its headings, with no line break after them.
    if (rows.length < headerWithinRows) rows.push(...reader.end())
    for (const row of rows.slice(0, headerWithinRows)) {
      const found = new Set<string>()
      for (const cell of row.cells) {
        const heading = plain(cell)
        if (known.has(heading)) found.add(heading)
        else if (kind === 'attendance' && found.size < 20 && readSessionHeading(cell)) found.add(heading)
      }
      if (found.size <= bestScore) continue
      bestScore = found.size
      best = { delimiter, headerLine: row.line, headers: row.cells.map(cell => cell.trim()) }
    }
  }
  return best
}

/** The headings of a file, for a page on which a person says what they mean. */
export async function readHeaders(
  kind: Kind,
  source: Source,
  mapping?: HeaderMapping,
): Promise<Layout | undefined> {
  let beginning = ''
  for await (const text of textOf(source)) {
    beginning += text
    if (beginning.length >= lookAhead) break
  }
  return findLayout(kind, breaksMade(beginning).slice(0, lookAhead), mapping)
}

/** Files from very old systems end lines with a carriage return alone. */
const breaksMade = (text: string): string =>
  text.includes('\r') && !text.includes('\n') ? text.replaceAll('\r', '\n') : text

const totalWords =
  /^((grand |sub-? ?)?totals?\b|(number|no\.?|count|sum) of\b|count\b|page \d|printed\b|report\b|end of\b|generated\b|\d+ (rows?|records?|pupils?|students?|marks?|sessions?)\b)/i

/** Is this a line under the table: a total, a count, a page foot? Everything else in it is empty or a number. */
function isFooter(cells: readonly string[]): boolean {
  const first = cells.findIndex(cell => cell.trim() !== '')
  if (first < 0 || !totalWords.test(cells[first]!.trim())) return false
  return cells.every((cell, i) => i <= first || /^[\d\s.,%:/-]*$/.test(cell))
}

/**
 * Reads a table, a batch at a time, in memory that does not grow with the file.
 * `plan` is given the headings and answers with how to read a row. Never throws for what is in the file.
 */
export async function* readTable<T>(
  kind: Kind,
  source: Source,
  options: ReadOptions,
  plan: (table: Table, problems: Problem[]) => ReadRow<T>,
): AsyncGenerator<Batch<T>> {
  const limits = { ...usualLimits, ...options.limits }
  let beginning = ''
  let started: Started<T> | undefined
  let onlyReturns = false
  for await (const text of textOf(source)) {
    if (started) {
      const batch = started.read(onlyReturns ? text.replaceAll('\r', '\n') : text)
      if (batch.records.length > 0 || batch.problems.length > 0) yield batch
      if (started.isFull()) return
      continue
    }
    beginning += text
    if (beginning.length < lookAhead) continue
    const made = breaksMade(beginning)
    onlyReturns = made !== beginning
    started = new Started(kind, made, options, limits, plan)
    yield started.read(made)
    if (started.isFull()) return
  }
  started ??= new Started(kind, '', options, limits, plan, breaksMade(beginning))
  yield started.finish()
}

class Started<T> {
  readonly #rows: RowReader | undefined
  readonly #layout: Layout | undefined
  readonly #readRow: ReadRow<T> | undefined
  readonly #rowsMax: number
  #first: Problem[] = []
  #waiting: string
  #count = 0
  #emptyRows = 0
  #firstEmptyRow = 0

  constructor(
    kind: Kind,
    beginning: string,
    options: ReadOptions,
    limits: Limits,
    plan: (table: Table, problems: Problem[]) => ReadRow<T>,
    whole = '',
  ) {
    this.#waiting = whole
    this.#rowsMax = limits.rowsMax
    const look = (beginning === '' ? whole : beginning).slice(0, lookAhead)
    this.#layout = findLayout(kind, look, options.mapping)
    if (!this.#layout) {
      this.#first.push({
        line: 1,
        column: '',
        found: shown(look.slice(0, 200)) || 'an empty file',
        expected: `a line of headings for ${kind}, such as ${columnsOf[kind]
          .slice(0, 6)
          .map(column => column.name)
          .join(', ')}`,
        severity: 'held',
      })
      return
    }
    const table = tableFrom(kind, this.#layout, options.mapping, this.#first)
    if (!table) return
    this.#rows = new RowReader(this.#layout.delimiter, limits)
    this.#readRow = plan(table, this.#first)
  }

  isFull(): boolean {
    return this.#rows === undefined || this.#count >= this.#rowsMax
  }

  read(text: string): Batch<T> {
    const batch: Batch<T> = { records: [], problems: this.#first }
    this.#first = []
    if (this.#rows) this.#take(this.#rows.push(text), batch)
    return batch
  }

  finish(): Batch<T> {
    const batch = this.read(this.#waiting)
    this.#waiting = ''
    if (!this.#rows) return batch
    this.#take(this.#rows.end(), batch)
    if (this.#emptyRows > 0)
      batch.problems.push({
        line: this.#firstEmptyRow,
        column: '',
        found:
          this.#emptyRows === 1 ? 'a row with nothing in it' : `${this.#emptyRows} rows with nothing in them`,
        expected: 'nothing: passed over',
        severity: 'note',
      })
    return batch
  }

  #take(rows: Row[], batch: Batch<T>): void {
    const layout = this.#layout!
    const readRow = this.#readRow!
    const width = layout.headers.length
    const firstHeading = layout.headers[0]
    for (const row of rows) {
      const cells = row.cells
      if (row.line <= layout.headerLine) {
        if (row.line < layout.headerLine) batch.problems.push(passedOver(row, 'above'))
        continue
      }
      const first = cells[0]!
      const code = first.charCodeAt(0) | 32
      // Only a row that begins with a letter or nothing can be a foot, a blank or the headings again.
      if (!(code >= 97 && code <= 122) && first !== '' && (cells.length > 1 || width === 1)) {
        if (cells.length <= width) {
          if (!this.#mayTake(row, batch)) return
          readRow(row, batch.records, batch.problems)
          continue
        }
      }
      if (cells.length === 1 && first.trim() === '') continue
      if (cells.every(cell => cell.trim() === '')) {
        this.#emptyRows++
        this.#firstEmptyRow ||= row.line
        continue
      }
      if (isFooter(cells)) {
        batch.problems.push(passedOver(row, 'below'))
        continue
      }
      if (
        first.trim() === firstHeading &&
        cells.every((cell, i) => cell.trim() === (layout.headers[i] ?? ''))
      ) {
        batch.problems.push(passedOver(row, 'again'))
        continue
      }
      if (!this.#mayTake(row, batch)) return
      const extra = cells.length > width ? cells.findIndex((cell, i) => i >= width && cell.trim() !== '') : -1
      if (extra >= 0) {
        batch.problems.push({
          line: row.line,
          column: '',
          found: `${cells.length} cells, the last of them ${shown(cells[extra]!)}`,
          expected: `${width} cells, as many as there are headings; a comma inside a cell needs quotation marks round it`,
          severity: 'held',
        })
        continue
      }
      readRow(row, batch.records, batch.problems)
    }
    for (const problem of this.#rows!.takeProblems()) batch.problems.push(problem)
  }

  #mayTake(row: Row, batch: Batch<T>): boolean {
    if (++this.#count <= this.#rowsMax) return true
    if (this.#count === this.#rowsMax + 1)
      batch.problems.push({
        line: row.line,
        column: '',
        found: `more than ${this.#rowsMax} rows`,
        expected: `at most ${this.#rowsMax} rows in one file; the rest was not read`,
        severity: 'held',
      })
    return false
  }
}

const whatFor = {
  above: 'the headings: passed over, they come further down',
  below: 'a row of the table: passed over as a total or a foot',
  again: 'a row of the table: passed over, the headings again',
}

const passedOver = (row: Row, where: keyof typeof whatFor): Problem => ({
  line: row.line,
  column: '',
  found: shown(row.cells.filter(cell => cell.trim() !== '').join(' ')) || 'a blank line',
  expected: whatFor[where],
  severity: 'note',
})

/** Where our columns stand in this file; undefined, with problems, when it cannot be read without more. */
function tableFrom(
  kind: Kind,
  layout: Layout,
  saved: HeaderMapping | undefined,
  problems: Problem[],
): Table | undefined {
  const { headers, headerLine } = layout
  const mapping = saved ?? proposeMapping(kind, headers).mapping
  const plainHeaders = headers.map(plain)
  const places: Record<string, number> = {}
  const names: Record<string, string> = {}
  for (const [ours, theirs] of Object.entries(mapping.columns)) {
    const exact = headers.indexOf(theirs.trim())
    const place = exact >= 0 ? exact : plainHeaders.indexOf(plain(theirs))
    if (place < 0) {
      problems.push({
        line: headerLine,
        column: theirs,
        found: 'no such heading',
        expected: `the heading ${theirs}, which the saved mapping reads as ${ours}`,
        severity: 'warning',
      })
      continue
    }
    places[ours] = place
    names[ours] = headers[place]!
    if (headers.indexOf(headers[place]!, place + 1) >= 0)
      problems.push({
        line: headerLine,
        column: headers[place]!,
        found: 'this heading twice',
        expected: 'each heading once; the first is used',
        severity: 'warning',
      })
  }
  const missing = missingFrom(kind, places, headers)
  if (missing.length > 0) {
    for (const what of missing)
      problems.push({
        line: headerLine,
        column: '',
        found: shown(headers.join(', ')),
        expected: `a column for ${what}; no row was read`,
        severity: 'held',
      })
    return undefined
  }
  return {
    headers,
    headerLine,
    at: ours => places[ours] ?? -1,
    called: ours => names[ours] ?? ours,
  }
}
