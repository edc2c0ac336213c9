import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { inOrder, type WorkFacts, workGroupOf } from './work-groups.ts'

const today = localDate('2026-11-20')
const row = (changes: Partial<WorkFacts>): WorkFacts => ({
  state: 'enquiring',
  level: 'keep in view',
  next_due: '2026-11-20',
  last_type: 'check-asked',
  last_side: 'authority',
  ...changes,
})

test('each case stands in one group', () => {
  for (const [changes, group] of [
    [{ next_due: '2026-11-19' }, 'late'],
    [{}, 'today'],
    [{ next_due: '2026-11-23' }, 'week'],
    [{ next_due: '2026-11-27' }, 'week'],
    [{ next_due: '2026-11-30' }, undefined],
    [{ state: 'received', last_type: 'received', last_side: 'school' }, 'new'],
    [{ state: 'received', next_due: '2026-11-18' }, 'new'],
    [{ state: 'received', next_due: '2027-11-18' }, 'new'],
    [{ state: 'triage', last_type: 'answered', last_side: 'school' }, 'replies'],
    [{ state: 'monitoring', last_type: 'attendance-confirmed', last_side: 'school' }, 'replies'],
    [{ state: 'starting', next_due: '2026-11-19' }, 'waiting'],
    [{ state: 'needs information', next_due: '2026-11-19' }, 'waiting'],
    [{ state: 'needs information', next_due: '2026-11-20' }, 'today'],
    [{ state: 'not located', next_due: '2026-11-01' }, 'late'],
  ] as const) {
    assert.equal(workGroupOf(row(changes), today), group, JSON.stringify(changes))
  }
})

test('the most urgent come first, then the earliest', () => {
  const rows = [row({ next_due: '2026-11-18' }), row({ level: 'act today' }), row({ next_due: '2026-11-17' })]
  assert.deepEqual(
    inOrder(rows).map(one => [one.level, one.next_due]),
    [
      ['act today', '2026-11-20'],
      ['keep in view', '2026-11-17'],
      ['keep in view', '2026-11-18'],
    ],
  )
})
