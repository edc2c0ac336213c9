import { stringify } from 'csv-stringify/sync'
import { looksLikeFormula } from './cells.ts'

/** A value for a cell. Nothing known is an empty cell. */
export type CellValue = string | number | boolean | undefined

export type Csv = {
  columns: readonly string[]
  rows: Iterable<readonly CellValue[]>
}

/**
 * A whole CSV file for another machine: headings, commas, line feeds, quotation marks only where needed.
 * Phone numbers and marks keep their leading `+`, `-` and `@`.
 */
export function csvForMachines({ columns, rows }: Csv): string {
  return csvRow(columns) + csvRows(rows)
}

/**
 * A whole CSV file for a person with a spreadsheet: every cell that a spreadsheet would run as a formula
 * begins with an apostrophe, and a byte order mark says that it is UTF-8.
 */
export function csvForSpreadsheets({ columns, rows }: Csv): string {
  const safe = (function* () {
    for (const row of rows) yield row.map(quotedFormula)
  })()
  return '\ufeff' + csvRow(columns) + csvRows(safe)
}

/** Rows without headings, for a file written a piece at a time. */
export function csvRows(rows: Iterable<readonly CellValue[]>): string {
  let text = ''
  for (const row of rows) text += csvRow(row)
  return text
}

/** One row with its line feed. */
export function csvRow(cells: readonly CellValue[]): string {
  // Most rows need no quoting, and a made-up authority has millions of them.
  let line = ''
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    if (typeof cell === 'string' && needsCare(cell))
      return stringify([cells.map(text)], { quoted_match: /[\r\n]/ })
    if (i > 0) line += ','
    if (cell !== undefined) line += cell
  }
  return cells.length === 1 && line === '' ? '""\n' : line + '\n'
}

const needsCare = (cell: string): boolean => /[",\r\n]/.test(cell)

const text = (cell: CellValue): string => (cell === undefined ? '' : String(cell))

const quotedFormula = (cell: CellValue): CellValue =>
  typeof cell === 'string' && looksLikeFormula(cell) ? `'${cell}` : cell
