/** Sheets and strips mark by mark: each character where it belongs, each word of a sheet new or known. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { emptyStrip, foldDay, mergeDay, placeOf, type Sheet, stripsOf, withMarks } from './sheet.ts'

type Row = [enrolment: string, marks: string, at?: number]
const sheet = (version: number, ...rows: Row[]): Sheet => ({
  version,
  receivedAt: version,
  enrolments: rows.map(([enrolment]) => enrolment),
  marks: rows.map(([, marks]) => marks).join(''),
  recordedAt: rows.some(([, , at]) => at !== undefined) ? rows.map(([, , at]) => at ?? null) : null,
})
const marksOf = (...sheets: Sheet[]) =>
  Object.fromEntries([...foldDay(sheets)].map(([enrolment, { am, pm }]) => [enrolment, am + pm]))
const isRowNew = (earlier: Sheet[], ...rows: Row[]) => mergeDay(earlier, sheet(9, ...rows)).isRowNew

describe('the marks that win', () => {
  test('go by version, in whatever order the sheets are given', () => {
    assert.deepEqual(marksOf(sheet(2, ['a', 'II']), sheet(1, ['a', 'NN'])), { a: 'II' })
    assert.deepEqual(marksOf(sheet(1, ['a', 'NN']), sheet(2, ['a', 'II'])), { a: 'II' })
    assert.deepEqual(marksOf(sheet(3, ['a', 'OO']), sheet(1, ['a', 'NN']), sheet(2, ['a', 'II'])), {
      a: 'OO',
    })
  })
  test('made at the same moment, the one that came later', () => {
    assert.deepEqual(marksOf(sheet(1, ['a', 'NN', 100]), sheet(2, ['a', 'IO', 100])), { a: 'IO' })
  })
  test('each session for itself, each pupil for itself', () => {
    const first = sheet(1, ['a', 'N/', 100], ['b', 'GU', 300])
    const second = sheet(2, ['b', 'I ', 200], ['a', ' O', 50], ['a', 'L ', 150])
    assert.deepEqual(marksOf(first, second), { a: 'L/', b: 'GU' })
  })
})

describe('a row that says something new', () => {
  const untimed = sheet(1, ['a', 'NI'], ['b', '/O'])
  test('with no time: another mark than holds, in either session', () => {
    assert.deepEqual(isRowNew([untimed], ['a', 'NI']), [false])
    assert.deepEqual(isRowNew([untimed], ['a', 'II']), [true])
    assert.deepEqual(isRowNew([untimed], ['a', 'NN']), [true])
    assert.deepEqual(isRowNew([untimed], ['a', 'IN']), [true])
    assert.deepEqual(isRowNew([untimed], ['b', '/O'], ['c', '/O']), [false, true])
    assert.deepEqual(isRowNew([], ['a', '/ ']), [true])
    assert.deepEqual(isRowNew([], ['a', '  ']), [false])
    assert.deepEqual(isRowNew([untimed], ['a', ' I'], ['a', 'N ']), [false, false])
  })
  const timed = sheet(1, ['a', 'NI', 100], ['b', '/O', 200])
  test('with a time: what no row of that pupil, session, mark and time has said', () => {
    assert.deepEqual(isRowNew([timed], ['a', 'NI', 100]), [false])
    assert.deepEqual(isRowNew([timed], ['b', '/O', 200]), [false])
    assert.deepEqual(isRowNew([timed], ['b', '/O', 200], ['a', 'NI', 100]), [false, false])
    assert.deepEqual(isRowNew([timed], ['a', 'NI', 101]), [true])
    assert.deepEqual(isRowNew([timed], ['a', 'IN', 100]), [true])
    assert.deepEqual(isRowNew([timed], ['a', 'NO', 100]), [true])
    assert.deepEqual(isRowNew([timed], ['b', 'NI', 100]), [true])
    assert.deepEqual(isRowNew([timed], ['a', ' I', 100], ['b', '/ ', 200]), [false, false])
    assert.deepEqual(isRowNew([untimed, timed], ['a', 'NI', 100]), [false])
  })
  test('a time on what had none is new, and so is none where the mark now differs', () => {
    assert.deepEqual(isRowNew([untimed], ['a', 'NI', 100]), [true])
    assert.deepEqual(isRowNew([timed], ['a', 'NI']), [false])
    assert.deepEqual(isRowNew([timed], ['a', 'OI']), [true])
  })
  test('what changes is told once a pupil, with what was there before', () => {
    assert.deepEqual(mergeDay([timed], sheet(9, ['a', 'O ', 300], ['a', ' O', 300], ['c', '/ '])), {
      isNew: true,
      changes: [
        { enrolment: 'a', was: 'NI', is: 'OO' },
        { enrolment: 'c', was: '..', is: '/.' },
      ],
      isRowNew: [true, true, true],
    })
    assert.deepEqual(mergeDay([timed], sheet(9, ['a', 'OO', 50])).changes, [])
  })
})

describe('strips', () => {
  test('have two places for each Monday to Friday, and none for a weekend', () => {
    assert.deepEqual(placeOf(localDate('2025-09-01')), { schoolYear: 2025, at: 0 })
    assert.deepEqual(placeOf(localDate('2025-09-02')), { schoolYear: 2025, at: 2 })
    assert.deepEqual(placeOf(localDate('2025-09-08')), { schoolYear: 2025, at: 10 })
    assert.equal(placeOf(localDate('2025-09-06')), undefined)
    assert.equal(placeOf(localDate('2025-09-07')), undefined)
    assert.match(emptyStrip(2025), /^\.{522}$/)
  })
  test('hold each day’s two marks where they belong and leave the rest', () => {
    const days = [
      { at: 2, marks: 'NI' },
      { at: 6, marks: '/O' },
    ]
    assert.equal(withMarks('..........', days), '..NI../O..')
    assert.equal(withMarks('GGGGGGGG', days), 'GGNIGG/O')
    assert.equal(withMarks('GG', []), 'GG')
  })
  test('are made from all the sheets, by pupil and school year', () => {
    const made = stripsOf([
      { day: localDate('2025-09-02'), sheets: [sheet(1, ['a', 'NN'], ['b', '  ']), sheet(2, ['a', ' I'])] },
      { day: localDate('2025-09-06'), sheets: [sheet(1, ['a', 'OO'])] },
      { day: localDate('2025-09-08'), sheets: [sheet(1, ['a', 'GU'], ['c', '/ '])] },
      { day: localDate('2026-09-01'), sheets: [sheet(1, ['a', 'LE'])] },
    ])
    const shown = (enrolment: string) =>
      Object.fromEntries([...made.get(enrolment)!].map(([year, strip]) => [year, strip.replace(/\.+$/, '')]))
    assert.deepEqual([...made.keys()].sort(), ['a', 'c'])
    assert.deepEqual(shown('a'), { 2025: '..NI......GU', 2026: 'LE' })
    assert.deepEqual(shown('c'), { 2025: '........../' })
  })
})
