import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import { explain } from './explain.ts'
import type { RuleId } from './finding.ts'
import { type EnrolmentFacts, registerFindings } from './register-findings.ts'

const on = localDate('2026-07-20')

function explained(rule: RuleId, marks: SaidMarks, facts: Partial<EnrolmentFacts> = {}) {
  const pupil = pupilWith(calendar, marks, facts)
  const finding = registerFindings(calendar, pupil, on).find(one => one.rule === rule)!
  return explain(calendar, pupil, finding, on).map(day => [
    day.on,
    day.am,
    day.pm,
    day.did,
    day.count,
    day.says,
  ])
}

test('a run is shown from the day before it to the day that ended it', () => {
  const days = explained('T-07', {
    '2025-09-15..2025-09-30': 'O',
    '2025-09-18': '-',
    '2025-09-19': '#',
    '2025-10-01': 'I',
  })
  assert.deepEqual(days.slice(0, 2), [
    ['2025-09-12', '/', '\\', 'broke', undefined, 'In school: the count begins after this day'],
    ['2025-09-15', 'O', 'O', 'counted', 1, 'School day 1'],
  ])
  assert.deepEqual(days[4], [
    '2025-09-18',
    '',
    '',
    'passed-over',
    undefined,
    'Register not taken: neither counts nor ends the count',
  ])
  assert.deepEqual(days[5], [
    '2025-09-19',
    '#',
    '#',
    'passed-over',
    undefined,
    'No session for this pupil: neither counts nor ends the count',
  ])
  assert.deepEqual(days.at(-2), ['2025-09-30', 'O', 'O', 'counted', 10, 'School day 10'])
  assert.deepEqual(days.at(-1), ['2025-10-01', 'I', 'I', 'broke', undefined, 'Code I: ends the count'])
})

test('the twenty days are ended by a session not taken', () => {
  const days = explained('T-15', { '2025-09-15..2025-10-24': 'O', '2025-10-13': 'O -' })
  assert.deepEqual(days.at(-1), [
    '2025-10-13',
    'O',
    '',
    'broke',
    undefined,
    'Register not taken for one session: ends the count',
  ])
})

test('days after leave are counted to ten, or to the return', () => {
  const leaves = [{ startsOn: localDate('2025-12-01'), endsOn: localDate('2025-12-12') }]
  const ten = explained('H-10', { '2025-12-15..2026-01-30': 'O' }, { leaves })
  assert.equal(ten.length, 10)
  assert.deepEqual(ten.at(-1), ['2026-01-12', 'O', 'O', 'counted', 10, 'School day 10 after the leave'])
  const two = explained('T-14', { '2025-12-15..2025-12-16': 'O' }, { leaves })
  assert.deepEqual(
    two.map(day => day[3]),
    ['counted', 'counted', 'broke'],
  )
})

test('sickness is counted in half days and absence in sessions', () => {
  const ill = explained('T-09', { '2025-09-15..2025-10-02': 'I', '2025-11-10': 'I /', '2025-11-11': '/ I' })
  assert.deepEqual(
    ill.slice(-2).map(day => day[4]),
    [14.5, 15],
  )
  const missed = explained('PA', { '2025-09-15..2025-10-10': 'O', '2025-11-10': 'M /' })
  assert.equal(missed.at(-1)![4], 41)
})

test('an N is shown by itself, and a name entered has no days', () => {
  assert.deepEqual(explained('T-04', { '2025-09-15': 'N /' }), [
    ['2025-09-15', 'N', '\\', 'counted', undefined, 'Still has code N'],
  ])
  assert.deepEqual(explained('T-10', {}, { entryDate: localDate('2025-12-17') }), [])
})
