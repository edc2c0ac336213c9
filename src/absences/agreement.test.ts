/**
 * Two readings of the contract, written apart, on registers made up by chance: the one that runs at scale, and one that is slow and
 * plain. They must say the same of every one. A few thousand here, a hundred thousand in `npm run test:long`.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { assess } from './library.ts'
import { casesWanted, plainly, register, rowsOf, seeded } from './testing/generated.ts'
import { plainFindings } from './testing/plain-reading.ts'

describe('the rules at scale and the contract read slowly', () => {
  const numRuns = casesWanted(2500)

  test(`agree on ${numRuns} registers`, t => {
    const met = new Map<string, number>()
    fc.assert(
      fc.property(register, made => {
        const expected = plainFindings(made)
        for (const { rule } of expected) met.set(rule, (met.get(rule) ?? 0) + 1)
        assert.deepEqual(plainly(assess(rowsOf(made), { on: made.on }).findings), plainly(expected))
      }),
      { numRuns, ...seeded },
    )
    t.diagnostic(
      `findings met: ${[...met]
        .map(([rule, times]) => `${rule} ${times}`)
        .sort()
        .join(', ')}`,
    )
    // An agreement about a rule that never came up says nothing; of a few registers it may not come up.
    if (numRuns < 500) return
    for (const rule of ['T-04', 'T-07', 'T-09', 'T-10', 'T-11', 'T-14', 'T-15', 'T-21', 'H-10', 'PA', 'SA']) {
      assert.ok((met.get(rule) ?? 0) > numRuns / 250, `${rule} came up ${met.get(rule) ?? 0} times`)
    }
  })
})
