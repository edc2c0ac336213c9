import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { freshDatabase } from '../platform/testing/database.ts'
import { loadDemonstration } from './actions.ts'

describe('the demonstration', () => {
  test('loads', async t => {
    const { owner, appOptions } = await freshDatabase(t)
    await owner`insert into installation (demonstration) values (true)`
    const t0 = performance.now()
    await loadDemonstration({ app: appOptions, today: '2026-11-22', progress: s => console.log(Math.round(performance.now() - t0), s), size: { schools: 6, pupils: 600 } })
    console.log(Math.round(performance.now() - t0))
    console.log(await owner`select state, count(*), array_agg(reference || ' ' || level || ' ' || coalesce(next_step, '') || ' ' || coalesce(next_due::text, '')) from cases group by 1`)
    assert.ok(true)
  })
})
