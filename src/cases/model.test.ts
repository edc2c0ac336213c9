// A small part of what `journeys/long/case-life.test.ts` goes through a million times.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseStates, moves } from './case.ts'
import { outcomes } from './closing.ts'
import { explore } from './testing/model.ts'

test('whatever is done to a case, in whatever order, it keeps its promises', () => {
  const run = explore(20261122, 30_000)
  assert.ok(run.taken >= 30_000)
  // It says little of what it never came to.
  const closes = outcomes.filter(one => one.closes).map(one => one.code)
  assert.deepEqual(Object.keys(run.closings).sort(), closes.sort())
  assert.deepEqual(
    Object.keys(run.states).sort(),
    [...caseStates].filter(one => one !== 'received' || run.states[one]).sort(),
  )
  assert.ok(run.secondPersons > 50)
  const table = moves.flatMap(({ step, from, to }) =>
    from.filter(state => state !== to).map(state => `${state} --${step}--> ${to}`),
  )
  const missed = table.filter(move => !run.moves.has(move))
  assert.ok(missed.length <= table.length / 10, `moves never made: ${missed.join('; ')}`)
})
