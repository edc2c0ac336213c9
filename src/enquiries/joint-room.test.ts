// What a school may read of the authority's checks in the joint room.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { authorityColumn } from './joint-room.ts'

const required = [
  { code: 'RL01', task: 'Rolls', quiet: false },
  { code: 'RL09', task: 'Council tax', quiet: false },
  { code: 'RL06', task: 'Social care', quiet: true },
  { code: 'RL17', task: 'Police', quiet: true },
]
const since = localDate('2026-11-09')
const at = (code: string, on = '2026-11-09') => ({ code, on: localDate(on) })
const column = (answered: ReturnType<typeof at>[], isProtected = false) =>
  authorityColumn({ required, answered, since, isProtected })

describe('the authority’s side, as a school reads it', () => {
  test('names a check and whether it is done, and never a quiet one', () => {
    const all = column([at('RL01'), at('RL06')])
    assert.deepEqual(all.checks, [
      { task: 'Rolls', isDone: true },
      { task: 'Council tax', isDone: false },
    ])
    assert.equal(all.others, '1 more of its own checks is not done')
    assert.equal(column([]).others, '2 more of its own checks are not done')
    assert.equal(column([at('RL06'), at('RL17')]).others, undefined)
  })
  test('counts what was done in this absence alone', () => {
    assert.equal(column([at('RL01', '2026-11-08')]).doneCount, 0)
    assert.equal(column([at('RL01', '2026-11-09')]).doneCount, 1)
    assert.equal(
      authorityColumn({ required, answered: [at('RL01')], since: undefined, isProtected: false }).doneCount,
      0,
    )
  })
  test('says nothing of a protected child', () => {
    const none = column([at('RL01'), at('RL06')], true)
    assert.deepEqual(none.checks, [])
    assert.equal(none.others, column([], true).others)
  })
  test('is the same whichever quiet check was done', () => {
    fc.assert(
      fc.property(fc.constantFrom('RL06', 'RL17'), fc.constantFrom('RL06', 'RL17'), (one, other) => {
        assert.deepEqual(column([at(one)]), column([at(other)]))
        assert.doesNotMatch(JSON.stringify(column([at(one)])), /Social|Police/)
      }),
    )
  })
})
