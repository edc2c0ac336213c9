import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type CensusRow,
  checksOf,
  differenceInWords,
  type Figures,
  figuresOf,
  sheetColumns,
  sheetRows,
} from './figures.ts'

const row = (given: Partial<CensusRow> = {}): CensusRow => ({
  onDay: true,
  anyTime: true,
  reason: 'OTHER',
  duration: 'LT2',
  sex: 'F',
  year: 5,
  queries: [],
  ...given,
})
const many = (count: number, given: Partial<CensusRow> = {}) =>
  Array.from({ length: count }, () => row(given))

test('a reason or a length nobody knows wants a note; a change wants one only past a fifth and past ten', () => {
  const figures = (of: CensusRow[][]) => figuresOf(of.flat())
  assert.deepEqual(checksOf(figures([many(50)])), [])
  const needs = (now: Figures, before?: Figures) =>
    checksOf(now, before)
      .filter(check => check.needsNote)
      .map(check => check.figure)
  assert.deepEqual(needs(figures([many(50), many(1, { reason: 'NOT_RECORDED' })])), ['reason NOT_RECORDED'])
  assert.deepEqual(needs(figures([many(50), many(1, { duration: 'UNK' })])), ['duration UNK'])
  const changed = (is: number, was: number) =>
    needs(figures([many(is)]), figures([many(was)])).includes('total')
  assert.equal(changed(110, 100), false)
  assert.equal(changed(120, 100), false)
  assert.equal(changed(121, 100), true)
  assert.equal(changed(20, 10), false)
  assert.equal(changed(21, 10), true)
  assert.equal(changed(79, 100), true)
})

test('figures that do not add up are said', () => {
  const broken: Figures = { ...figuresOf(many(3)), total: 4 }
  assert.equal(checksOf(broken).length, 4)
})

test('the difference is a sentence', () => {
  const of = (count: number) => figuresOf(many(count))
  assert.equal(differenceInWords(of(5), undefined, ''), 'There is no earlier census here to compare with.')
  assert.equal(differenceInWords(of(5), of(5), 'Spring 2025/26'), 'The same number as Spring 2025/26: 5.')
  assert.match(differenceInWords(of(7), of(5), 'Spring 2025/26'), /^2 more than Spring 2025\/26/)
  assert.match(differenceInWords(of(3), of(5), 'Spring 2025/26'), /^2 fewer/)
})

test('the sheet has every heading of the Department once, with the notes, and no child', () => {
  const rows = sheetRows(
    { schoolYear: 2026, term: 'autumn', la: '001', laName: 'Exampleshire' },
    figuresOf([...many(3), row({ sex: 'M', reason: 'MOVED_LA', duration: 'GT52', year: undefined })]),
    new Map([['reason MOVED_LA', 'One family']]),
  )
  assert.equal(rows.length, 1 + 3 + 13 + 8 + 20 + 1)
  for (const cells of rows) assert.equal(cells.length, sheetColumns.length)
  assert.deepEqual(rows[0], [
    '202627',
    'Autumn term',
    'Local authority',
    '001',
    'x',
    'Exampleshire',
    'Total',
    'Children missing education on census day',
    4,
    '100.0',
    'x',
    '',
  ])
  const moved = rows.find(cells => cells[7] === 'Believed to have moved to another local authority')!
  assert.deepEqual(moved.slice(8), [1, '25.0', 'x', 'One family'])
})
