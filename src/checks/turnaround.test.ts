// How long bodies take to answer: half within, nine in ten within.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { turnaroundFrom, within } from './turnaround.ts'

describe('the days within which a share of the answers came', () => {
  const one = (days: number, many = 1) => ({ days, many })
  const table: [string, number, { days: number; many: number }[], number | undefined][] = [
    ['none', 0.5, [], undefined],
    ['one', 0.5, [one(3)], 3],
    ['half of two', 0.5, [one(3), one(8)], 3],
    ['just over half', 0.5, [one(3), one(8), one(9)], 8],
    ['nine of ten', 0.9, [one(2, 9), one(30)], 2],
    ['eight of ten are not nine', 0.9, [one(2, 8), one(30, 2)], 30],
    ['the same day', 0.5, [one(0, 5), one(4, 5)], 0],
    ['in any order', 0.5, [one(9), one(1), one(3)], 3],
  ]
  for (const [what, share, took, days] of table) {
    test(what, () => assert.equal(within(share, took), days))
  }
  test('is the fewest days that enough took, of any answers', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1 }), fc.constantFrom(0.5, 0.9), (all, share) => {
        const days = within(
          share,
          all.map(one => ({ days: one, many: 1 })),
        )!
        const enough = (limit: number) => all.filter(one => one <= limit).length >= share * all.length
        assert(enough(days))
        assert(days === 0 || !enough(days - 1))
      }),
    )
  })
})

test('counts what was sent, answered and late, by body and check', () => {
  const row = { partner: 'Health', code: 'RL15', late: 0 }
  assert.deepEqual(
    turnaroundFrom([
      { ...row, days: 2, many: 9 },
      { ...row, days: 20, many: 1 },
      { ...row, days: null, many: 4, late: 3 },
      { ...row, code: 'RL16', days: null, many: 1 },
    ]),
    [
      { partner: 'Health', code: 'RL15', sent: 14, answered: 10, median: 2, ninetieth: 2, late: 3 },
      {
        partner: 'Health',
        code: 'RL16',
        sent: 1,
        answered: 0,
        median: undefined,
        ninetieth: undefined,
        late: 0,
      },
    ],
  )
})
