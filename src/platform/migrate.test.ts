import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { SetupProblem } from './connection.ts'
import { connect } from './db.ts'
import { knownMigrations, migrate, quoted, schemaProblems, servingRoleProblems } from './migrate.ts'
import { freshDatabase } from './testing/database.ts'

/** A folder of migrations that a test may change: two tables, and rights on the first. */
async function folderOfTwo(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onroll-migrate-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFolder(folder, {
    '0001-first': 'create table first (n int);',
    '0005-second': 'create table second (n int)',
  })
  await writeFile(join(folder, 'grants.sql'), 'grant select on first to :app_role;')
  return folder
}

async function writeFolder(folder: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(folder, 'migrations'), { recursive: true })
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, 'migrations', `${name}.sql`), text)
}

async function emptyAndFolder(t: TestContext) {
  const { owner, app, appOptions } = await freshDatabase(t, { empty: true })
  const folder = await folderOfTwo(t)
  return { owner, app, folder, options: { appRole: appOptions.username, folder } }
}

test('applies each once, in order, and then what the application may do', async t => {
  const { owner, app, options } = await emptyAndFolder(t)
  const numbers = (await migrate(owner, options)).map(({ number }) => number)
  assert.deepEqual(numbers, [1, 5])
  assert.deepEqual(await migrate(owner, options), [])
  assert.deepEqual([...(await app`select n from first`)], [])
  await assert.rejects(app`select n from second`, /permission denied/)
})

test('what cannot be applied leaves no trace, and says which and where', async t => {
  const { owner, folder, options } = await emptyAndFolder(t)
  await writeFolder(folder, { '0006-bad': 'create table third (n int);\n\ncreate tabel fourth (n int);' })
  await assert.rejects(migrate(owner, options), /Migration 6 \(bad\), line 3: syntax error/)
  const applied = await owner`select number from migrations order by number`
  assert.deepEqual(
    applied.map(({ number }) => number),
    [1, 5],
  )
  assert.equal((await owner`select to_regclass('third') as found`)[0]!.found, null)
})

test('a migration that was changed after it was applied is refused', async t => {
  const { owner, folder, options } = await emptyAndFolder(t)
  await migrate(owner, options)
  await writeFolder(folder, { '0001-first': 'create table first (n bigint);' })
  await assert.rejects(migrate(owner, options), /Migration 1 \(first\) was changed/)
  assert.match((await schemaProblems(owner, folder))[0]!, /was changed/)
})

test('a database of later code is refused', async t => {
  const { owner, folder, options } = await emptyAndFolder(t)
  await migrate(owner, options)
  await rm(join(folder, 'migrations/0005-second.sql'))
  await assert.rejects(migrate(owner, options), SetupProblem)
  assert.match((await schemaProblems(owner, folder))[0]!, /does not know/)
})

test('one that comes late, below the last applied, is refused by name', async t => {
  const { owner, folder, options } = await emptyAndFolder(t)
  await migrate(owner, options)
  await writeFolder(folder, { '0003-late': 'create table late (n int)' })
  await assert.rejects(migrate(owner, options), /never had migration 3 \(late\)/)
})

test('a database without tables, or behind, is not served', async t => {
  const { owner, folder, options } = await emptyAndFolder(t)
  assert.match((await schemaProblems(owner, folder))[0]!, /no tables yet/)
  await migrate(owner, { ...options, upTo: 1 })
  assert.match((await schemaProblems(owner, folder))[0]!, /at migration 1 .* needs 5/)
  await migrate(owner, options)
  assert.deepEqual(await schemaProblems(owner, folder), [])
})

test('two who migrate at once take turns', async t => {
  const { owner, options } = await emptyAndFolder(t)
  const both = await Promise.all([migrate(owner, options), migrate(owner, options)])
  assert.equal(both.flat().length, 2)
})

test('two migrations with one number are refused', async t => {
  const folder = await folderOfTwo(t)
  await writeFolder(folder, { '0005-also': 'select 1' })
  assert.throws(() => knownMigrations(folder), /two with this number/)
})

test("the application's role may serve, the owner may not", async t => {
  const { owner, app } = await freshDatabase(t)
  assert.deepEqual(await servingRoleProblems(app), [])
  const problems = await servingRoleProblems(owner)
  assert.ok(problems.some(problem => /owns a table/.test(problem)))
  assert.ok(problems.some(problem => /owns the database/.test(problem)))
})

test('each way round the row rules is found by itself', async t => {
  const { owner, app, appOptions } = await freshDatabase(t)
  const role = quoted(appOptions.username)
  const finds = async (change: string, undo: string, problem: RegExp) => {
    await owner.unsafe(change)
    const found = await servingRoleProblems(app)
    assert.equal(found.length, 1, `${change}: ${found.join('; ')}`)
    assert.match(found[0]!, problem)
    await owner.unsafe(undo)
    assert.deepEqual(await servingRoleProblems(app), [])
  }
  await finds(
    `grant create on schema public to ${role}`,
    `revoke create on schema public from ${role}`,
    /may make tables/,
  )
  await finds(`grant truncate on looks to ${role}`, `revoke truncate on looks from ${role}`, /TRUNCATE/)
  await finds(
    'alter table children no force row level security',
    'alter table children force row level security',
    /not forced on the table children/,
  )
})

test('a role with powers over the cluster is refused for each of them', async t => {
  const { adminOptions } = await freshDatabase(t)
  const admin = connect(adminOptions, { max: 1 })
  t.after(() => admin.end())
  const [me] = await admin`select rolsuper from pg_roles where rolname = current_user`
  if (!me!.rolsuper) return t.skip('only a superuser can make such a role')
  const name = `onroll_test_role_${process.pid}`
  await admin.unsafe(`create role ${name} login password 'x'`)
  try {
    for (const [power, problem] of [
      ['superuser', /is a superuser/],
      ['bypassrls', /BYPASSRLS/],
      ['createrole', /CREATEROLE/],
      ['createdb', /CREATEDB/],
    ] as const) {
      await admin.unsafe(`alter role ${name} ${power}`)
      const sql = connect({ ...adminOptions, username: name, password: 'x' }, { max: 1 })
      const found = await servingRoleProblems(sql)
      await sql.end()
      assert.ok(
        found.some(one => problem.test(one)),
        `${power}: ${found.join('; ')}`,
      )
      await admin.unsafe(`alter role ${name} no${power}`)
    }
  } finally {
    await admin.unsafe(`drop role ${name}`)
  }
})
