// A page asks the database at most fifteen times, the session counted too: the pages that read most of one child or of one day.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementsOf } from '../bench/statements.ts'
import { makePeople } from '../src/access/testing/people.ts'
import { refer } from '../src/cases/testing/referred.ts'
import { makeAbsentChild, makeCalendar, today } from '../src/enquiries/testing/absence.ts'
import { together } from '../src/platform/db.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'

test('the safeguarding lead’s pages, the authority’s joint room, a case, my work and the leavers take 15 statements or fewer', async () => {
  const database = await freshDatabase()
  const people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  const child = await makeAbsentChild(database.owner, { school: people.alder, days: 12 })
  const { token } = await refer(database.app, people, child, { level: 'act today', on: today })
  const one = (path: string, person: { cookie: string }) => [{ path, cookie: `onroll=${person.cookie}` }]
  const most = await statementsOf(database.appOptions, {
    'vulnerable and absent': one('/vulnerable-absent', people.right.dsl),
    safeguarding: one(`/pupils/${child.token}/safeguarding`, people.right.dsl),
    'joint room of the authority': one(`/cases/${token}/joint`, people.right['cme-officer']),
    case: one(`/cases/${token}`, people.right['cme-officer']),
    work: one('/work', people.right.manager),
    leavers: one('/leavers', people.right.headteacher),
  })
  // A page that was not shown would ask for almost nothing.
  for (const [name, count] of Object.entries(most)) assert.ok(count >= 4 && count <= 15, `${name}: ${count}`)
})

test('several reads in one: each in its own order, moments as dates, days as text, nothing as an empty list', async () => {
  const { owner } = await freshDatabase()
  const read = await owner.begin(tx =>
    together(
      tx,
      {
        several: tx<{ n: number; day: string; at: Date; on: string | null }[]>`
          select n, '2026-11-20'::date as day, '2026-11-20T10:00:00Z'::timestamptz as at, null as on
          from generate_series(1, 3) n order by n desc`,
        none: tx<{ n: number }[]>`with no as (select 1 as n where false) select n from no`,
      },
      ['at'],
    ),
  )
  assert.deepEqual(
    read.several.map(row => row.n),
    [3, 2, 1],
  )
  assert.deepEqual(read.none, [])
  assert.equal(read.several[0]!.day, '2026-11-20')
  assert.equal(read.several[0]!.at.getTime(), Date.UTC(2026, 10, 20, 10))
  assert.equal(read.several[0]!.on, null)
})
