import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvForMachines, csvForSpreadsheets } from './csv-out.ts'

describe('writing CSV', () => {
  test('what is written is read back the same by csv-parse', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('"', 'a,b', 'x\ny', '\r\n', '+447700900000', ''))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), rows => {
        const written = csvForMachines({ columns: ['a', 'b', 'c'], rows })
        assert.deepEqual(parse(written, { record_delimiter: '\n' }), [['a', 'b', 'c'], ...rows])
      }),
    )
  })
  test('numbers, yes and no, and nothing', () => {
    assert.equal(
      csvForMachines({ columns: ['a', 'b', 'c'], rows: [[1, true, undefined]] }),
      'a,b,c\n1,true,\n',
    )
  })
  test('a spreadsheet is given no formula; a machine is given the text as it is', () => {
    const rows = [['=HYPERLINK("x")', '+447700900000', '-', '@', 'plain', '\tx']]
    const columns = ['a', 'b', 'c', 'd', 'e', 'f']
    assert.deepEqual(parse(csvForSpreadsheets({ columns, rows }).slice(1))[1], [
      '\'=HYPERLINK("x")',
      "'+447700900000",
      "'-",
      "'@",
      'plain',
      "'\tx",
    ])
    assert.deepEqual(parse(csvForMachines({ columns, rows }))[1], rows[0])
  })
})
