import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { type Delimiter, RowReader, usualLimits } from './csv.ts'

function rowsOf(pieces: string[], delimiter: Delimiter = ',', limits = usualLimits) {
  const reader = new RowReader(delimiter, limits)
  const rows = [...pieces.flatMap(piece => reader.push(piece)), ...reader.end()]
  return { rows, problems: reader.takeProblems() }
}
const cellsOf = (text: string) => rowsOf([text]).rows.map(row => row.cells)

const cell = fc.oneof(
  fc.string({ maxLength: 6 }).map(text => text.replaceAll('\r', '')),
  fc.constantFrom('', 'a', '"', 'a"b', 'a,b', 'a;b', 'x\ny', '\n', '""', ' ', 'Zoë', '/', '\\'),
)
const grid = fc
  .integer({ min: 1, max: 5 })
  .chain(width =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  )

function cut(text: string, cuts: number[]): string[] {
  const at = [0, ...cuts.map(n => n % (text.length + 1)).sort((a, b) => a - b), text.length]
  return at.slice(1).map((to, i) => text.slice(at[i], to))
}

describe('rows and cells', () => {
  test('the same cells as csv-parse, however the text is cut', () => {
    fc.assert(
      fc.property(
        grid,
        fc.constantFrom<Delimiter>(',', ';', '\t'),
        fc.constantFrom('\n' as const, '\r\n' as const),
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.boolean(),
        (cells, delimiter, lineEnd, cuts, quoted) => {
          const text = stringify(cells, {
            delimiter,
            record_delimiter: lineEnd,
            quoted,
            quoted_match: '\n',
            eof: cuts.length % 2 === 0,
          })
          const expected = parse(text, { delimiter, record_delimiter: lineEnd, relax_column_count: true })
          const found = rowsOf(cut(text, cuts), delimiter)
          // csv-parse drops nothing and we drop nothing, but an empty line is one empty cell to us and to it.
          assert.deepEqual(
            found.rows.map(row => row.cells),
            expected,
          )
          assert.deepEqual(found.problems, [])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('lines are counted through quoted line breaks', () => {
    assert.deepEqual(
      rowsOf(['a,"b\nc"\r\n\nd,e']).rows.map(row => row.line),
      [1, 3, 4],
    )
  })

  test('a quotation mark in the middle of a cell is a quotation mark', () => {
    assert.deepEqual(cellsOf('5" nail,b\n"x" y,z\n'), [
      ['5" nail', 'b'],
      ['x y', 'z'],
    ])
  })

  test('a quotation mark that never closes costs one line a warning, not the rest of the file', () => {
    const { rows, problems } = rowsOf(['a,"b\nc,d\ne,f\n'])
    assert.deepEqual(
      rows.map(row => row.cells),
      [
        ['a', '"b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    )
    assert.deepEqual(
      problems.map(problem => [problem.line, problem.severity]),
      [[1, 'warning']],
    )
  })

  test('a row past the limits is held and the next is read', () => {
    const limits = { rowsMax: 10, rowCharactersMax: 10, columnsMax: 3 }
    const { rows, problems } = rowsOf(
      ['a,b\n', 'x'.repeat(11), 'x'.repeat(30), '\nc,d\n1,2,3,4\ne,f\n'],
      ',',
      limits,
    )
    assert.deepEqual(
      rows.map(row => [row.line, ...row.cells]),
      [
        [1, 'a', 'b'],
        [3, 'c', 'd'],
        [5, 'e', 'f'],
      ],
    )
    assert.deepEqual(
      problems.map(problem => problem.line),
      [2, 4],
    )
  })

  test('the last line needs no line break', () => {
    assert.deepEqual(cellsOf('a,b\nc,'), [
      ['a', 'b'],
      ['c', ''],
    ])
    assert.deepEqual(cellsOf('"a","b",'), [['a', 'b', '']])
    assert.deepEqual(cellsOf(''), [])
  })
})
