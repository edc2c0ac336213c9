import {
  type Delimiter,
  delimiters,
  type Limits,
  type Row,
  RowReader,
  usualLimits,
} from '../../formats/csv.ts'
import { type Problem, shown } from '../../formats/problem.ts'
import { columns, type Places } from './columns.ts'
import { type Headings, headingScore, meantBy, readHeadings } from './headings.ts'

/** What a list may hold. */
export type ListLimits = Limits & { bytesMax: number }

/** Three times what two cores link in a minute and a half; more must be split, by birth year for example. */
export const usualListLimits: ListLimits = {
  ...usualLimits,
  rowsMax: 3_000_000,
  columnsMax: 1_000,
  bytesMax: 4_000_000_000,
}

/** The whole list cannot be taken. Its message is a sentence, without the name of the file. */
export class ListRefused extends Error {}

/** Takes one row: its cells, where each of our columns stands among them, and its line in the file. */
export type TakeRow = (cells: readonly string[], places: Places, line: number) => void

/** How much is looked at to find the headings. */
const lookAhead = 1 << 16
const headerWithinRows = 40

/**
 * Reads a list: finds its headings, hands each good row on, and gathers what is wrong with the others. Text goes in piece
 * by piece. Throws ListRefused where no row can be taken, or not all of them: half a list would say of every child in the
 * other half that nobody has seen it.
 */
export class ListReader {
  readonly #limits: ListLimits
  readonly #take: TakeRow
  readonly #say: (problem: Problem) => void
  #beginning = ''
  #rows: RowReader | undefined
  #headings: Headings = { places: [], unknown: [], twice: [] }
  #headerLine = 0
  #width = 0
  #empty: { rows: number; line: number } = { rows: 0, line: 0 }
  #count = 0

  constructor(take: TakeRow, say: (problem: Problem) => void, limits: Partial<ListLimits> = {}) {
    this.#take = take
    this.#say = say
    this.#limits = { ...usualListLimits, ...limits }
  }

  /** Where each of our columns stands; -1 for those that the list does not have. Known once rows have come. */
  get places(): Places {
    return this.#headings.places
  }

  /** How many rows were handed on. */
  get count(): number {
    return this.#count
  }

  push(text: string): void {
    if (this.#rows) {
      this.#read(this.#rows.push(text))
      return
    }
    this.#beginning += text
    if (this.#beginning.length >= lookAhead) this.#start()
  }

  end(): void {
    if (!this.#rows) this.#start()
    this.#read(this.#rows!.end())
    const { rows, line } = this.#empty
    if (rows > 0)
      this.#note(
        line,
        rows === 1 ? 'a row with nothing in it' : `${rows} rows with nothing in them`,
        'nothing: passed over',
      )
    if (this.#count === 0) throw new ListRefused('it has headings, but no row that could be read')
  }

  #start(): void {
    const text = this.#beginning
    this.#beginning = ''
    const found = findHeadings(text.slice(0, lookAhead))
    this.#headings = readHeadings(found.cells)
    this.#headerLine = found.line
    this.#width = found.cells.length
    for (const heading of this.#headings.twice)
      this.#warn(found.line, heading, 'this column twice', 'each column once; the first is used')
    const { unknown } = this.#headings
    if (unknown.length > 0) this.#unknownHeadings(found.line, unknown)
    const missing = columns.filter((_, i) => this.#headings.places[i]! < 0)
    if (missing.length > 0)
      this.#note(found.line, 'no such column', `nothing: not compared: ${missing.join(', ')}`)
    this.#rows = new RowReader(found.delimiter, this.#limits)
    this.#read(this.#rows.push(text))
  }

  #unknownHeadings(line: number, unknown: readonly string[]): void {
    const names = unknown.slice(0, 30).map(heading => {
      const meant = meantBy(heading)
      const isFree = meant !== undefined && this.#headings.places[columns.indexOf(meant)]! < 0
      return isFree ? `${shown(heading)} (did you mean ${meant}?)` : shown(heading)
    })
    const more = unknown.length > names.length ? ` and ${unknown.length - names.length} more` : ''
    this.#note(line, 'columns that are not compared', `nothing: passed over: ${names.join(', ')}${more}`)
  }

  #read(rows: readonly Row[]): void {
    const { places } = this.#headings
    const id = places[0]!
    const width = this.#width
    for (const { line, cells } of rows) {
      if (line <= this.#headerLine) {
        if (line < this.#headerLine && cells.some(cell => cell.trim() !== ''))
          this.#note(line, shown(cells.join(' ')), 'the headings: passed over, they come further down')
        continue
      }
      const idCell = cells[id]
      if (idCell === undefined || idCell.trim() === '') {
        if (cells.every(cell => cell.trim() === '')) {
          this.#empty.rows++
          this.#empty.line ||= line
        } else
          this.#held(
            line,
            'id',
            'an empty cell',
            'an id, so that the pair can be named; the row was left out',
          )
        continue
      }
      if (cells.length > width && cells.some((cell, i) => i >= width && cell.trim() !== '')) {
        this.#held(
          line,
          '',
          `${cells.length} cells`,
          `${width} cells, as many as there are headings; a comma inside a cell needs quotation marks round it; the row was left out`,
        )
        continue
      }
      if (++this.#count > this.#limits.rowsMax)
        throw new ListRefused(
          `it has more than ${this.#limits.rowsMax.toLocaleString('en-GB')} rows. Split it, by year of birth for example, and link the parts`,
        )
      this.#take(cells, places, line)
    }
    for (const problem of this.#rows!.takeProblems()) this.#say(problem)
  }

  #held(line: number, column: string, found: string, expected: string): void {
    this.#say({ line, column, found, expected, severity: 'held' })
  }

  #warn(line: number, column: string, found: string, expected: string): void {
    this.#say({ line, column, found, expected, severity: 'warning' })
  }

  #note(line: number, found: string, expected: string): void {
    this.#say({ line, column: '', found, expected, severity: 'note' })
  }
}

/** Finds the line of headings, and what stands between its cells. Throws ListRefused where there is none. */
function findHeadings(beginning: string): { delimiter: Delimiter; line: number; cells: string[] } {
  if (beginning.trim() === '') throw new ListRefused('it is empty')
  let best: { delimiter: Delimiter; line: number; cells: string[] } | undefined
  let bestScore = 0
  for (const delimiter of delimiters) {
    const reader = new RowReader(delimiter)
    const rows = reader.push(beginning)
    // A short file may be nothing but its headings, with no line break after them.
    if (rows.length < headerWithinRows) rows.push(...reader.end())
    for (const { line, cells } of rows.slice(0, headerWithinRows)) {
      const score = headingScore(cells)
      if (score <= bestScore) continue
      bestScore = score
      best = { delimiter, line, cells }
    }
  }
  if (best) return best
  const first = shown(
    beginning
      .slice(0, 300)
      .split(/\r?\n/)
      .find(line => line.trim() !== '') ?? '',
  )
  throw new ListRefused(`it has no column "id". Its first line is: ${first}`)
}
