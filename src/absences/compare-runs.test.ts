// What becomes of a run, a day, a leave and a return when the rules are asked again: the same, moved, or gone.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { compare, type Standing } from './compare.ts'
import type { Finding, RuleId } from './finding.ts'

type Days = { due?: string; since?: string; leaveEndedOn?: string }
const daysOf = ({ due, since, leaveEndedOn }: Days) => ({
  ...(due && { due: localDate(due) }),
  ...(since && { since: localDate(since) }),
  ...(leaveEndedOn && { leaveEndedOn: localDate(leaveEndedOn) }),
})
const stands = (rule: RuleId, on: string, days: Days = {}): Standing => ({
  id: `${rule} ${on}`,
  rule,
  on: localDate(on),
  due: undefined,
  since: undefined,
  leaveEndedOn: undefined,
  ...daysOf(days),
})
const finding = (rule: RuleId, on: string, days: Days = {}): Finding => ({
  rule,
  ruleVersion: localDate('2024-08-19'),
  on: localDate(on),
  because: 'Made up',
  cites: 'Made up',
  ...daysOf(days),
})

const gone = 'A later correction: the register no longer shows it.'

/** What becomes of one finding that stands, beside one that is found now. */
function check(old: Standing, now: Finding, expected: 'same' | 'apart' | RegExp) {
  const { fresh, ended } = compare([old], [now])
  if (expected === 'same') return assert.deepEqual({ fresh, ended }, { fresh: [], ended: [] })
  assert.deepEqual(fresh, [now])
  assert.equal(ended.length, 1)
  const [{ standing, replacedBy, because }] = ended as [(typeof ended)[number]]
  assert.equal(standing, old)
  assert.equal(replacedBy, expected === 'apart' ? undefined : now)
  if (expected === 'apart') assert.equal(because, gone)
  else assert.match(because, expected)
}

describe('a finding that stands', () => {
  const run = { since: '2025-09-15' }
  test('is the same where rule and every day are', () => {
    check(stands('T-07', '2025-09-26', run), finding('T-07', '2025-09-26', run), 'same')
    check(
      stands('T-04', '2025-09-08', { due: '2025-09-15' }),
      finding('T-04', '2025-09-08', { due: '2025-09-15' }),
      'same',
    )
    const leave = { leaveEndedOn: '2025-12-12' }
    check(stands('H-10', '2026-01-12', leave), finding('H-10', '2026-01-12', leave), 'same')
  })

  test('of a run moves with the run, while the two touch', () => {
    const old = stands('T-07', '2025-09-26', run)
    check(
      old,
      finding('T-07', '2025-10-02', { since: '2025-09-19' }),
      /moved it to Thursday 2 October 2025, counted from Friday 19/,
    )
    check(
      old,
      finding('T-07', '2025-09-26', { since: '2025-09-12' }),
      /moved it to Friday 26 September 2025, counted from Friday 12/,
    )
    // To the day, on either side.
    check(old, finding('T-07', '2025-10-10', { since: '2025-09-26' }), /moved it to Friday 10 October/)
    check(old, finding('T-07', '2025-10-10', { since: '2025-09-29' }), 'apart')
    check(old, finding('T-07', '2025-09-15', { since: '2025-09-02' }), /moved it to Monday 15 September/)
    check(old, finding('T-07', '2025-09-12', { since: '2025-09-01' }), 'apart')
    check(old, finding('T-15', '2025-10-10', run), 'apart')
  })

  test('of a day or a leave is another on another day or after another leave', () => {
    check(stands('T-04', '2025-09-08'), finding('T-04', '2025-09-09'), 'apart')
    check(stands('T-09', '2025-09-08'), finding('T-09', '2025-09-09', run), 'apart')
    const old = stands('H-10', '2026-01-12', { leaveEndedOn: '2025-12-12' })
    check(
      old,
      finding('H-10', '2026-01-13', { leaveEndedOn: '2025-12-12' }),
      /moved it to Tuesday 13 January 2026\.$/,
    )
    check(old, finding('H-10', '2026-01-12', { leaveEndedOn: '2025-12-11' }), 'apart')
    check(
      stands('T-14', '2026-01-12'),
      finding('T-14', '2026-01-12', { leaveEndedOn: '2025-12-12' }),
      'apart',
    )
    check(old, finding('H-10', '2026-01-12'), 'apart')
  })

  test('whose due day alone is another has another calendar', () => {
    const old = stands('T-04', '2025-09-08', { due: '2025-09-15' })
    check(
      old,
      finding('T-04', '2025-09-08', { due: '2025-09-16' }),
      /calendar changed: it is due on Tuesday 16 September 2025/,
    )
    check(old, finding('T-04', '2025-09-08'), /calendar changed: the day it is due lies beyond it/)
    check(
      stands('T-04', '2025-09-08'),
      finding('T-04', '2025-09-08', { due: '2025-09-16' }),
      /it is due on Tuesday 16/,
    )
  })

  test('of an entry or a removal moves to whatever day it is now', () => {
    for (const rule of ['T-10', 'T-11', 'T-21'] as const) {
      check(stands(rule, '2025-09-08'), finding(rule, '2026-03-02'), /moved it to Monday 2 March 2026\.$/)
    }
    check(stands('T-10', '2025-09-08'), finding('T-11', '2025-09-08'), 'apart')
  })

  test('has one in its place, and no other has the same one', () => {
    const olds = [stands('T-07', '2025-09-26', run), stands('T-07', '2025-10-10', { since: '2025-09-29' })]
    const now = finding('T-07', '2025-09-30', { since: '2025-09-17' })
    const { fresh, ended } = compare(olds, [now])
    assert.deepEqual(fresh, [now])
    assert.deepEqual(
      ended.map(one => [one.standing.id, one.replacedBy]),
      [
        ['T-07 2025-09-26', now],
        ['T-07 2025-10-10', undefined],
      ],
    )
  })

  test('that is the same twice stands twice only if it is found twice', () => {
    const old = stands('T-04', '2025-09-08')
    assert.equal(compare([old, { ...old, id: 'again' }], [finding('T-04', '2025-09-08')]).ended.length, 1)
    assert.deepEqual(compare([], []), { fresh: [], ended: [] })
  })
})
