// The life of a case by three million random steps: no open case without a next action, an owner and a day; no closing without its
// proof and its second person; no state that the history does not give; no event lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explore } from '../../src/cases/testing/model.ts'

/** So many steps in all, and from which seed; to go through one case again, its seed. */
const steps = Number(process.env.ONROLL_MODEL_STEPS ?? 3_000_000)
const seed = Number(process.env.ONROLL_MODEL_SEED ?? 6)

test(`${steps.toLocaleString('en-GB')} random steps in the life of cases`, t => {
  const began = Date.now()
  const run = explore(seed, steps)
  const closed = Object.values(run.closings).reduce((sum, many) => sum + many, 0)
  t.diagnostic(
    `${run.taken} steps taken, ${run.refused} refused with a reason, ${closed} closings, ${run.secondPersons} of them by two people, in ${Math.round((Date.now() - began) / 1000)} s`,
  )
  t.diagnostic(`closings by outcome: ${JSON.stringify(run.closings)}`)
  assert.ok(run.taken >= steps)
  assert.ok(closed > steps / 200, `only ${closed} closings`)
})
