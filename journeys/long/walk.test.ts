// The walk with nothing spared: every page and every form as every role at every place, and nobody, with each wall taken away in
// turn. journeys/walk.test.ts spares those visits that tell nothing new.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from '../../src/platform/testing/database.ts'
import { makeWorld } from '../walk-world.ts'
import { leaksIn, numbersOf, walk } from '../walking.ts'

for (const standing of ['both walls', 'the database’s wall alone', 'the application’s wall alone'] as const) {
  test(`everyone, everywhere, with ${standing}: nothing gets through`, async t => {
    const { owner, app } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, {
      owner,
      // The owner's policy lets the owner see every row.
      sql: standing === 'the application’s wall alone' ? owner : app,
      withoutApplicationWall: standing === 'the database’s wall alone',
    })
    const leaks = leaksIn(cells)
    t.diagnostic(numbersOf(cells, leaks))
    assert.equal(cells.filter(cell => cell.seen.status >= 500).length, 0, numbersOf(cells, leaks))
    assert.deepEqual(leaks, [])
  })
}
