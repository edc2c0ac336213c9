import { type Problem, shown } from './problem.ts'

/**
 * Cutting text into rows and cells (RFC 4180). Written by hand because registers have tens of millions
 * of rows and hardly any quotation marks; a property test holds it to what csv-parse says.
 */

export type Row = { line: number; cells: string[] }

export type Limits = {
  /** Rows of one file, after which the rest is not read. */
  rowsMax: number
  /** Characters of one row, with its quoted line breaks. */
  rowCharactersMax: number
  /** Cells of one row. */
  columnsMax: number
}

/** Room for a year of a large authority by the session, and for a pupil's whole year on one line. */
export const usualLimits: Limits = { rowsMax: 200_000_000, rowCharactersMax: 65_536, columnsMax: 3_000 }

export type Delimiter = ',' | ';' | '\t'
export const delimiters: readonly Delimiter[] = [',', ';', '\t']

const quote = '"'
/** After so many quotation marks that never close, quotation marks are ordinary letters in this file. */
const runawaysMax = 50

/**
 * Takes text in pieces, gives rows. Never throws: a row that is too long or has too many cells is a
 * problem and is passed over; a quotation mark that never closes is read as an ordinary character.
 */
export class RowReader {
  readonly #delimiter: string
  readonly #limits: Limits
  #rest = ''
  #line = 1
  #skipping = false
  #runaways = 0
  #problems: Problem[] = []

  constructor(delimiter: Delimiter, limits: Limits = usualLimits) {
    this.#delimiter = delimiter
    this.#limits = limits
  }

  /** The problems met since this was last asked. */
  takeProblems(): Problem[] {
    const problems = this.#problems
    if (problems.length > 0) this.#problems = []
    return problems
  }

  /** Takes the next text; gives the rows it completes. */
  push(text: string): Row[] {
    const all = this.#rest === '' ? text : this.#rest + text
    const rows: Row[] = []
    this.#rest = all.slice(this.#read(all, rows, false))
    return rows
  }

  /** Gives the last row, when the file does not end in a line break. */
  end(): Row[] {
    const all = this.#rest
    this.#rest = ''
    const rows: Row[] = []
    let at = this.#read(all, rows, false)
    while (at < all.length) at = this.#read(all.slice(at), rows, true) + at
    return rows
  }

  /** Reads the rows of `text` that are whole; gives where the first unfinished one begins. */
  #read(text: string, rows: Row[], isLast: boolean): number {
    const delimiter = this.#delimiter
    let at = 0
    let nextQuote = this.#runaways > runawaysMax ? -1 : text.indexOf(quote)
    for (;;) {
      let end = text.indexOf('\n', at)
      if (end < 0) {
        if (this.#skipping && !isLast) return text.length
        if (!isLast) {
          if (text.length - at <= this.#limits.rowCharactersMax) return at
          this.#tooLong(text.slice(at, at + 100))
          this.#skipping = true
          return text.length
        }
        if (at >= text.length) return at
        end = text.length
      }
      if (this.#skipping) {
        this.#skipping = false
        this.#line++
        at = end + 1
        continue
      }
      if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf(quote, at)
      if (nextQuote >= 0 && nextQuote < end) {
        const after = this.#quotedRow(text, at, rows, isLast)
        if (after === at) return at
        at = after
        if (this.#runaways > runawaysMax) nextQuote = -1
        continue
      }
      const stop = end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end
      const cells: string[] = []
      let from = at
      for (;;) {
        const to = text.indexOf(delimiter, from)
        if (to < 0 || to >= stop) break
        cells.push(text.slice(from, to))
        from = to + 1
      }
      cells.push(text.slice(from, stop))
      this.#add(rows, cells, stop - at)
      this.#line++
      at = end + 1
      if (at > text.length) return text.length
    }
  }

  /** Reads one row that has quotation marks; gives where the next begins, or `start` to wait for more. */
  #quotedRow(text: string, start: number, rows: Row[], isLast: boolean): number {
    const delimiter = this.#delimiter
    const furthest = start + this.#limits.rowCharactersMax
    const cells: string[] = []
    let lines = 0
    let at = start
    for (;;) {
      let cell = ''
      if (text[at] === quote) {
        let from = at + 1
        for (;;) {
          const close = text.indexOf(quote, from)
          if (close < 0 || close > furthest) {
            if (close < 0 && !isLast && text.length <= furthest) return start
            return this.#runaway(text, start, rows)
          }
          cell += text.slice(from, close)
          from = close + 1
          if (text[from] !== quote) break
          cell += quote
          from++
        }
        // What stands after the closing mark and before the delimiter is kept: `"x" y` is `x y`.
        for (const character of cell) if (character === '\n') lines++
        at = from
      }
      const to = endOfCell(text, at, delimiter)
      if (to === text.length && !isLast) return start
      cell += text.slice(at, to)
      if (text[to] === delimiter) {
        cells.push(cell)
        at = to + 1
        if (at === text.length && isLast) {
          cells.push('')
          this.#add(rows, cells, at - start)
          this.#line += lines + 1
          return at
        }
        continue
      }
      cells.push(cell.endsWith('\r') && text[to - 1] === '\r' ? cell.slice(0, -1) : cell)
      this.#add(rows, cells, to - start)
      this.#line += lines + 1
      return Math.min(to + 1, text.length)
    }
  }

  /** A quotation mark that never closes: this one line is taken as it stands. */
  #runaway(text: string, start: number, rows: Row[]): number {
    this.#runaways++
    const at = text.indexOf('\n', start)
    const end = at < 0 ? text.length : at
    const line = text.slice(start, end).replace(/\r$/, '')
    this.#problems.push({
      line: this.#line,
      column: '',
      found: shown(line),
      expected: 'a closing quotation mark; the line is read as it stands',
      severity: 'warning',
    })
    this.#add(rows, line.split(this.#delimiter), line.length)
    this.#line++
    return Math.min(end + 1, text.length)
  }

  #add(rows: Row[], cells: string[], length: number): void {
    if (cells.length > this.#limits.columnsMax || length > this.#limits.rowCharactersMax)
      this.#tooLong(cells.slice(0, 5).join(this.#delimiter))
    else rows.push({ line: this.#line, cells })
  }

  #tooLong(found: string): void {
    this.#problems.push({
      line: this.#line,
      column: '',
      found: shown(found),
      expected: `at most ${this.#limits.rowCharactersMax} characters and ${this.#limits.columnsMax} cells in a row`,
      severity: 'held',
    })
  }
}

function endOfCell(text: string, from: number, delimiter: string): number {
  for (let i = from; i < text.length; i++) if (text[i] === delimiter || text[i] === '\n') return i
  return text.length
}
