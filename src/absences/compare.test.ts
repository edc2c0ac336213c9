// What becomes of a finding that stands, when the rules are asked again.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { compare, type Standing } from './compare.ts'
import type { Finding, RuleId } from './finding.ts'

const stands = (rule: RuleId, on: string, more: Partial<Standing> = {}): Standing => ({
  id: `${rule} ${on}`,
  rule,
  on: localDate(on),
  due: undefined,
  since: undefined,
  leaveEndedOn: undefined,
  ...more,
})
const finding = (rule: RuleId, on: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  ruleVersion: localDate('2024-08-19'),
  on: localDate(on),
  because: 'Made up',
  cites: 'Made up',
  ...more,
})

describe('persistent absence', () => {
  const persistent = stands('PA', '2025-10-06')

  test('stands from the day it was first seen, whatever the sums come to', () => {
    const now = finding('PA', '2026-02-03', { missed: 31, possible: 204 })
    assert.deepEqual(compare([persistent], [now]), { fresh: [], ended: [] })
  })

  test('is taken over by severe absence, and back', () => {
    const severe = finding('SA', '2026-02-03')
    const worse = compare([persistent], [severe])
    assert.deepEqual(worse.fresh, [severe])
    assert.deepEqual(
      worse.ended.map(({ because, replacedBy }) => [because, replacedBy]),
      [['It has become severe absence.', severe]],
    )
    const back = finding('PA', '2026-03-03')
    const [better] = compare([stands('SA', '2026-02-03')], [back]).ended
    assert.equal(better!.replacedBy, back)
    assert.match(better!.because, /no longer severe/)
  })

  test('ends when it is no longer so, and with its school year', () => {
    const [over] = compare([persistent], []).ended
    assert.match(over!.because, /no longer come to persistent absence, or the school year has ended/)
    const next = finding('PA', '2026-09-08')
    const { fresh, ended } = compare([stands('PA', '2026-07-20')], [next])
    assert.deepEqual([fresh, ended.length, ended[0]!.replacedBy], [[next], 1, undefined])
  })
})

describe('a return of an entry or a removal', () => {
  test('moves with its day, and ends with it', () => {
    const old = stands('T-11', '2026-01-12', { due: localDate('2026-01-12') })
    const moved = finding('T-11', '2026-01-14', { due: localDate('2026-01-14') })
    const [ending] = compare([old], [moved]).ended
    assert.equal(ending!.replacedBy, moved)
    assert.match(ending!.because, /moved it to Wednesday 14 January 2026/)
    assert.equal(compare([old], []).ended[0]!.replacedBy, undefined)
    // A removal is no entry.
    assert.equal(compare([old], [finding('T-21', '2026-01-12')]).ended[0]!.replacedBy, undefined)
  })
})
