import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDay, readTypedTermDates, sameTermDates, schoolYearFrom, typedFrom } from './term-dates.ts'

test('reads what people type, and gives the same back', () => {
  const typed = `Half term, Autumn 1, 2 September 2026, 23/10/2026

training day, Staff day, 2026-09-02
Bank holiday, Early May, 3 May 2027, 3.5.27
INSET, Another, 4-1-2027`
  const { rows, problems } = readTypedTermDates(typed, 2026)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    rows.map(row => `${row.kind} ${row.startsOn} ${row.endsOn}`),
    [
      'HALF_TERM 2026-09-02 2026-10-23',
      'INSET 2026-09-02 2026-09-02',
      'BANK_HOLIDAY 2027-05-03 2027-05-03',
      'INSET 2027-01-04 2027-01-04',
    ],
  )
  assert.ok(sameTermDates(readTypedTermDates(typedFrom(rows), 2026).rows, [...rows].reverse()))
})

test('reads the year groups a line is for, and gives them back', () => {
  const typed = `Half term, Autumn 1, 2 September 2026, 23 October 2026
Training day, Staff day, 9 October 2026, 9 October 2026, Years 7 and 8
Training day, First day, 2 September 2026, 7-9
Closure, Study leave, 14 June 2027, 21 July 2027, Year 11, Year 13
Closure, Settling in, 2 September 2026, 4 September 2026, R N`
  const { rows, problems } = readTypedTermDates(typed, 2026)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    rows.map(row => [row.startsOn, row.endsOn, row.yearGroups]),
    [
      ['2026-09-02', '2026-10-23', undefined],
      ['2026-10-09', '2026-10-09', [7, 8]],
      ['2026-09-02', '2026-09-02', [7, 8, 9]],
      ['2027-06-14', '2027-07-21', [11, 13]],
      ['2026-09-02', '2026-09-04', [-1, 0]],
    ],
  )
  assert.match(typedFrom(rows), /^Training day, Staff day, 2026-10-09, 2026-10-09, Year 7 and Year 8$/m)
  assert.ok(sameTermDates(readTypedTermDates(typedFrom(rows), 2026).rows, rows))
  assert.ok(
    !sameTermDates(
      rows,
      rows.map(({ yearGroups, ...row }) => row),
    ),
  )
})

test('half terms of different year groups may overlap', () => {
  const overlapping = (one: string, other: string) =>
    readTypedTermDates(
      `Half term, A, 2026-09-02, 2026-10-23${one}\nHalf term, B, 2026-09-07, 2026-10-23${other}`,
      2026,
    ).problems
  assert.deepEqual(overlapping(', 1-6', ', R'), [])
  assert.deepEqual(overlapping(', R-6', ', R'), ['B starts before A has ended'])
  assert.deepEqual(overlapping('', ', R'), ['B starts before A has ended'])
  assert.deepEqual(overlapping(', R', ''), ['B starts before A has ended'])
})

for (const [line, problem] of [
  ['Half term, A, 2026-09-02, 2026-10-23, everybody', /"everybody" are not year groups/],
  ['Half term, A, 2026-09-02, 2026-10-23, 7, x', /"7, x" are not year groups/],
  ['Half term, A, 2026-09-02, soon', /"soon" is not a day/],
  ['Half term', /Line 1: write kind, name/],
  ['Hols, A, 2026-10-26', /"Hols" is not a kind/],
  ['Half term, , 2026-09-02, 2026-10-23', /give it a name/],
  ['Half term, A, 31 September 2026, 2026-10-23', /"31 September 2026" is not a day/],
  ['Half term, A, 2026-10-23, 2026-09-02', /before the first/],
  ['Half term, A, 2026-08-31, 2026-10-23', /31 August 2026 is not in the school year 2026\/27/],
  ['Inset, A, 2026-09-02', /at least one half term/],
  [
    'Half term, A, 2026-09-02, 2026-10-23\nHalf term, B, 2026-10-23, 2026-12-18',
    /B starts before A has ended/,
  ],
] as const) {
  test(`says what is wrong: ${line}`, () =>
    assert.match(readTypedTermDates(line, 2026).problems.join('\n'), problem))
}

test('a school year is two years that follow each other', () => {
  assert.equal(schoolYearFrom('2026/27'), 2026)
  assert.equal(schoolYearFrom('2026-27'), 2026)
  assert.equal(schoolYearFrom('2026/28'), undefined)
  assert.equal(readDay('soon'), undefined)
})
