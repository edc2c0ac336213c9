// My work counts what waits in the other rooms, and leads to each.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { browser, makePeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { waitingInRooms } from './store.ts'

test('counts what waits, for the CME team alone, and leads to it', async t => {
  const { owner, app: sql } = await freshDatabase(t)
  const people = await makePeople(owner)
  const today = '2026-11-20'
  await owner`insert into panels ${owner({
    la_code: '001',
    id: newId(),
    token: newToken(),
    kind: 'cme',
    meets_on: '2026-11-19',
    made_by: people.right.manager.id,
    made_name: 'A manager',
  })}`
  const counted = (person: { viewer(day: string): Parameters<typeof waitingInRooms>[1] }) => {
    const viewer = person.viewer(today)
    return asViewer(sql, viewer, tx => waitingInRooms(tx, viewer))
  }
  assert.equal((await counted(people.right['cme-officer'])).panels, 1)
  for (const other of [
    people.right.dsl,
    people.right['sen-officer'],
    people.right['trust-head'],
    people.wrongAuthority.manager,
  ]) {
    assert.deepEqual(new Set(Object.values(await counted(other))), new Set([0]))
  }
  const app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
  t.after(() => app.close())
  const html = (await browser(app, people.right['cme-officer']).get('/work')).html
  assert.match(html, /href="\/panels">1 panel has met and is not closed/)
})
