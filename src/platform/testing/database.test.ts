import assert from 'node:assert/strict'
import test from 'node:test'
import { freshDatabase } from './database.ts'

test('a fresh database has every migration, and its roles', async t => {
  const { owner, app } = await freshDatabase(t)
  const [applied] = await owner`select count(*)::int as n from migrations`
  assert.ok(applied!.n > 0)
  const [who] = await app`select current_user as name, current_database() as database`
  assert.match(who!.database, /^onroll_test_/)
  assert.notEqual((await owner`select current_user as name`)[0]!.name, who!.name)
})

test('what one test writes, another does not see', async t => {
  const first = await freshDatabase(t)
  const second = await freshDatabase(t)
  await first.owner`insert into authorities (la_code, name) values ('001', 'Made-up Council')`
  assert.equal((await first.owner`select 1 from authorities`).length, 1)
  assert.equal((await second.owner`select 1 from authorities`).length, 0)
})

test('an empty one has no tables', async t => {
  const { owner } = await freshDatabase(t, { empty: true })
  assert.deepEqual([...(await owner`select 1 from pg_tables where schemaname = 'public'`)], [])
})
