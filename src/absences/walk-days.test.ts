// The walk's own turns, one day each: what neither counts nor ends a count, what ends one and not the other, where it stops.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dayNumber, fromDayNumber, localDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { exampleCalendar } from '../calendar/worked-examples.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import { absenceFindings, type EnrolmentFacts, registerFindings } from './register-findings.ts'
import { joinLeaves } from './walk.ts'

const found = (marks: SaidMarks, on = '2025-12-19', facts: Partial<EnrolmentFacts> = {}) =>
  absenceFindings(exampleCalendar, pupilWith(exampleCalendar, marks, facts), localDate(on))
    .filter(one => one.rule !== 'T-04')
    .map(one => `${one.rule} ${one.on}`)
const leave = (from: string, to: string) => ({ startsOn: localDate(from), endsOn: localDate(to) })

describe('within a run', () => {
  const away = { '2025-09-15..2025-10-13': 'O' }
  test('21 days make both, on the tenth and the twentieth', () => {
    assert.deepEqual(found(away), ['T-07 2025-09-26', 'T-15 2025-10-10'])
  })
  test('half a day that is no session is passed over by both', () => {
    for (const codes of ['O #', '# O', 'Z O', '#', 'Z #']) {
      assert.deepEqual(found({ ...away, '2025-09-17': codes }), ['T-07 2025-09-29', 'T-15 2025-10-13'], codes)
    }
  })
  test('a session not taken ends the twenty and not the ten', () => {
    for (const codes of ['-', 'O -', '- O', '# -']) {
      assert.deepEqual(found({ ...away, '2025-09-17': codes }), ['T-07 2025-09-29'], codes)
    }
  })
  test('U ends the twenty and counts towards the ten, any other code ends both', () => {
    assert.deepEqual(found({ ...away, '2025-09-17': 'U' }), ['T-07 2025-09-26'])
    for (const codes of ['I', '/ O', 'O C', '# I', 'I -', 'N /', 'I N']) {
      assert.deepEqual(found({ ...away, '2025-09-17': codes }), ['T-07 2025-10-01'], codes)
    }
  })
  test('one run is found once, and the next again', () => {
    const two = { '2025-09-02..2025-09-30': 'G', '2025-10-06..2025-10-24': 'G' }
    assert.deepEqual(found(two), ['T-07 2025-09-15', 'T-15 2025-09-29', 'T-07 2025-10-17'])
  })
  test('a year without marks ends the twenty and not the ten', () => {
    const term = (from: string, to: string) =>
      ({ kind: 'HALF_TERM', name: '', startsOn: localDate(from), endsOn: localDate(to) }) as const
    const calendar = schoolCalendar([
      term('2023-07-03', '2023-07-14'),
      term('2023-09-04', '2023-09-05'),
      term('2024-09-02', '2024-09-30'),
    ])
    const facts = pupilWith(calendar, {}, {}, 'O')
    const strips = facts.strips.filter(strip => strip.schoolYear !== 2023)
    const of = (which: EnrolmentFacts['strips']) =>
      absenceFindings(calendar, { ...facts, strips: which }, localDate('2024-10-30')).map(
        one => `${one.rule} ${one.on} ${one.since}`,
      )
    assert.deepEqual(of(facts.strips), ['T-07 2023-07-14 2023-07-03', 'T-15 2024-09-11 2023-07-03'])
    assert.deepEqual(of(strips), ['T-07 2023-07-14 2023-07-03', 'T-15 2024-09-27 2024-09-02'])
  })
})

describe('after leave', () => {
  const leaves = [leave('2025-09-15', '2025-09-19')]
  const after = (marks: SaidMarks, on = '2025-10-24') =>
    found({ '2025-09-15..2025-09-19': 'C', ...marks }, on, { leaves }).filter(one => !/T-07|T-15/.test(one))
  test('the first day with a register taken, and the tenth day', () => {
    assert.deepEqual(after({ '2025-09-22..2025-10-03': 'O' }), ['T-14 2025-09-22', 'H-10 2025-10-03'])
    assert.deepEqual(after({ '2025-09-22..2025-10-03': 'O' }, '2025-10-02'), ['T-14 2025-09-22'])
    assert.deepEqual(after({ '2025-09-22..2025-10-02': 'O' }), ['T-14 2025-09-22'])
    assert.deepEqual(after({ '2025-09-22': '-', '2025-09-23..2025-10-24': 'O' }), ['T-14 2025-09-23'])
    assert.deepEqual(after({ '2025-09-22': '#', '2025-09-23..2025-10-24': 'I' }), [
      'T-14 2025-09-23',
      'H-10 2025-10-06',
    ])
    assert.deepEqual(after({ '2025-09-22': '/', '2025-09-23..2025-10-24': 'O' }), [])
    assert.deepEqual(after({ '2025-09-22': '- /', '2025-09-23..2025-10-24': 'O' }), [])
    assert.deepEqual(after({ '2025-09-22': '- O', '2025-09-23..2025-10-24': 'O' }), ['T-14 2025-09-22'])
    assert.deepEqual(after({ '2025-09-22': 'O U', '2025-09-23..2025-10-24': 'O' }), [])
    assert.deepEqual(after({ '2025-09-22..2025-10-24': 'O', '2025-09-30': '/' }), ['T-14 2025-09-22'])
    assert.deepEqual(after({ '2025-09-22..2025-10-24': '-', '2025-10-20': '/' }), [])
    assert.deepEqual(after({ '2025-09-22..2025-10-24': '-', '2025-10-20': 'O' }), ['T-14 2025-10-20'])
  })
  test('leaves are joined where no school day lies between, whatever their order and overlap', () => {
    const number = (date: string) => dayNumber(localDate(date))
    const joined = (...spans: [string, string][]) =>
      joinLeaves(
        exampleCalendar,
        spans.map(([from, to]) => ({ from: number(from), to: number(to) })),
      ).map(({ from, to }) => `${fromDayNumber(from)} ${fromDayNumber(to)}`)
    assert.deepEqual(joined(['2025-09-15', '2025-09-19'], ['2025-09-22', '2025-09-23']), [
      '2025-09-15 2025-09-23',
    ])
    assert.deepEqual(joined(['2025-09-22', '2025-09-23'], ['2025-09-15', '2025-09-19']), [
      '2025-09-15 2025-09-23',
    ])
    assert.deepEqual(joined(['2025-09-15', '2025-09-18'], ['2025-09-22', '2025-09-23']), [
      '2025-09-15 2025-09-18',
      '2025-09-22 2025-09-23',
    ])
    assert.deepEqual(joined(['2025-09-15', '2025-09-30'], ['2025-09-15', '2025-09-16']), [
      '2025-09-15 2025-09-30',
    ])
    assert.deepEqual(joined(['2025-09-15', '2025-09-16'], ['2025-09-15', '2025-09-30']), [
      '2025-09-15 2025-09-30',
    ])
    assert.deepEqual(joined(['2025-10-20', '2025-10-24'], ['2025-11-04', '2025-11-04']), [
      '2025-10-20 2025-11-04',
    ])
    assert.deepEqual(joined(['2026-07-13', '2026-07-17'], ['2026-07-27', '2026-07-28']), [
      '2026-07-13 2026-07-17',
      '2026-07-27 2026-07-28',
    ])
    assert.deepEqual(joined(), [])
  })
})

test('findings of one day are in the order of their rules', () => {
  const marks = { '2025-09-02..2025-09-29': 'N' }
  const facts = pupilWith(exampleCalendar, marks, { leaves: [leave('2025-09-01', '2025-09-01')] })
  const rules = registerFindings(exampleCalendar, facts, localDate('2025-09-29'))
    .filter(one => one.on === '2025-09-15' || one.on === '2025-09-29')
    .map(one => `${one.on} ${one.rule}`)
  assert.deepEqual(rules, [
    '2025-09-15 H-10',
    '2025-09-15 T-04',
    '2025-09-15 T-07',
    '2025-09-29 SA',
    '2025-09-29 T-04',
    '2025-09-29 T-15',
  ])
})
