import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../../calendar/local-date.ts'
import { searchTermOn } from './search-term.ts'

const terms = [
  { name: 'Autumn term 2026/27', startsOn: localDate('2026-09-02'), endsOn: localDate('2026-12-18') },
  { name: 'Spring term 2026/27', startsOn: localDate('2027-01-05'), endsOn: localDate('2027-03-25') },
]

test('of the authority’s dates while they reach, and of the months beyond', () => {
  for (const [on, name, from] of [
    ['2026-09-01', 'Autumn term 2026/27', '2026-09-01'],
    ['2026-09-02', 'Autumn term 2026/27', '2026-09-02'],
    ['2027-01-04', 'Autumn term 2026/27', '2026-09-02'],
    ['2027-01-05', 'Spring term 2026/27', '2027-01-05'],
    ['2027-05-26', 'Spring term 2026/27', '2027-01-05'],
    ['2027-05-27', 'Summer term 2026/27', '2027-04-15'],
    ['2027-09-01', 'Autumn term 2027/28', '2027-09-01'],
    ['2028-01-03', 'Autumn term 2027/28', '2027-09-01'],
    ['2028-01-04', 'Spring term 2027/28', '2028-01-04'],
    ['2028-04-15', 'Summer term 2027/28', '2028-04-15'],
  ] as const) {
    assert.deepEqual(searchTermOn(terms, localDate(on)), { name, from }, on)
  }
})

test('there is always one, and it has begun', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2000, max: 5000 }), days => {
      const on = addDays(localDate('2026-09-02'), days)
      assert.ok(searchTermOn(terms, on).from <= on)
    }),
  )
})
