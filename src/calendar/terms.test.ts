import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from './local-date.ts'
import type { TermDate } from './school-calendar.ts'
import { termAt, termsOf } from './terms.ts'

const half = (name: string, startsOn: string, endsOn: string): TermDate => ({
  kind: 'HALF_TERM',
  name,
  startsOn: localDate(startsOn),
  endsOn: localDate(endsOn),
})
const year = [
  half('Autumn 2', '2026-11-02', '2026-12-18'),
  half('Autumn 1', '2026-09-02', '2026-10-23'),
  half('Term 3', '2027-01-04', '2027-02-12'),
  half('Term 4', '2027-02-22', '2027-03-25'),
  half('Summer 1', '2027-04-12', '2027-05-28'),
  { ...half('Autumn half-term break', '2026-10-26', '2026-10-30'), kind: 'BREAK' as const },
]

test('half terms make terms, by their names or else by their months', () => {
  assert.deepEqual(termsOf(year), [
    { name: 'Autumn term 2026/27', startsOn: '2026-09-02', endsOn: '2026-12-18' },
    { name: 'Spring term 2026/27', startsOn: '2027-01-04', endsOn: '2027-03-25' },
    { name: 'Summer term 2026/27', startsOn: '2027-04-12', endsOn: '2027-05-28' },
  ])
})
test('a day is in the term that last began', () => {
  const at = (day: string) => termAt(termsOf(year), localDate(day))?.name
  assert.deepEqual(['2026-09-01', '2026-09-02', '2026-12-25', '2027-01-03', '2027-01-04'].map(at), [
    undefined,
    'Autumn term 2026/27',
    'Autumn term 2026/27',
    'Autumn term 2026/27',
    'Spring term 2026/27',
  ])
})
