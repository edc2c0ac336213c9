import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import test, { after, before, describe } from 'node:test'
import { backup, DamagedBackup, openBackupFile, restore, verify } from './backup.ts'
import { SetupProblem } from './connection.ts'
import type { Sql } from './db.ts'
import { knownMigrations, migrate, schemaProblems } from './migrate.ts'
import { freshDatabase } from './testing/database.ts'
import { fillSomeRows } from './testing/some-rows.ts'

/** Every row of every table, as text, in an order that says nothing. */
async function everything(sql: Sql): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`
  const found: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(`select t::text as row from "${name}" t`)
    found[name] = rows.map(({ row }) => row).sort()
  }
  return found
}

describe('backup and restore', () => {
  let folder: string
  let file: string
  let bytes: Buffer
  let original: Record<string, string[]>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onroll-backup-'))
    file = join(folder, 'all.onroll')
    const { owner } = await freshDatabase()
    await fillSomeRows(owner)
    original = await everything(owner)
    const written = await backup(owner, file)
    bytes = await readFile(file)
    assert.equal(written.bytes, bytes.length)
  })
  after(() => rm(folder, { recursive: true, force: true }))

  test('what comes back is what went, into a database without tables and into one without rows', async t => {
    assert.ok(
      Object.values(original).filter(rows => rows.length > 0).length >= 5,
      'too few tables hold rows to tell',
    )
    for (const empty of [true, false]) {
      const { owner, appOptions } = await freshDatabase(t, { empty })
      const done = await restore(owner, await openBackupFile(file), { appRole: appOptions.username })
      assert.deepEqual(await everything(owner), original)
      assert.equal(done.rows, Object.values(original).flat().length)
      assert.deepEqual(await schemaProblems(owner), [])
    }
  })

  test('numbers that the database gives go on from where they were', async t => {
    const { owner, appOptions } = await freshDatabase(t, { empty: true })
    await restore(owner, await openBackupFile(file), { appRole: appOptions.username })
    const [next] = await owner`
      insert into sign_in_attempts (who, whence, good) values ('someone', 'somewhere', true) returning id`
    assert.equal(next!.id, 4)
  })

  test('triggers are in force again afterwards', async t => {
    const { owner, appOptions } = await freshDatabase(t, { empty: true })
    await restore(owner, await openBackupFile(file), { appRole: appOptions.username })
    const off = await owner`select tgname from pg_trigger where not tgisinternal and tgenabled = 'D'`
    assert.deepEqual([...off], [])
  })

  test('a database that holds anything is refused, and left as it was', async t => {
    const { owner, appOptions } = await freshDatabase(t)
    await owner`insert into authorities (la_code, name) values ('001', 'Somebody else')`
    const before = await everything(owner)
    await assert.rejects(
      restore(owner, await openBackupFile(file), { appRole: appOptions.username }),
      /not empty/,
    )
    assert.deepEqual(await everything(owner), before)
  })

  test('any one byte changed, at 50 places and in every part, is refused with the place', async () => {
    let seed = 20261122
    const places = new Set([0, 16, bytes.length - 1, bytes.length - 70])
    while (places.size < 54) {
      seed = (seed * 1103515245 + 12345) % 2147483648
      places.add(seed % bytes.length)
    }
    for (const place of places) {
      const damaged = Buffer.from(bytes)
      damaged[place]! ^= 1 << (place % 8)
      await assert.rejects(
        verify(() => Readable.from([damaged])),
        (error: Error) => error instanceof DamagedBackup && (place < 16 || /byte \d+/.test(error.message)),
        `byte ${place} was changed and nobody noticed`,
      )
    }
  })

  test('cut short anywhere, or with something after its end, it is refused', async () => {
    for (const length of [0, 10, 16, 30, bytes.length - 400, bytes.length - 1]) {
      await assert.rejects(
        verify(() => Readable.from([bytes.subarray(0, length)])),
        DamagedBackup,
      )
    }
    await assert.rejects(
      verify(() => Readable.from([bytes, Buffer.from('x')])),
      (error: Error) => error instanceof DamagedBackup && /something follows its end/.test(error.message),
    )
    await assert.rejects(
      verify(() => Readable.from([bytes, bytes.subarray(16)])),
      DamagedBackup,
    )
  })

  test('a damaged backup leaves the database without a row', async t => {
    const { owner, appOptions } = await freshDatabase(t, { empty: true })
    const damaged = Buffer.from(bytes)
    damaged[damaged.length >> 1]! ^= 4
    const open = () => Readable.from([damaged])
    await assert.rejects(restore(owner, open, { appRole: appOptions.username }), DamagedBackup)
    assert.deepEqual(await everything(owner), {})
  })

  test('an older backup is never written over', async t => {
    const { owner } = await freshDatabase(t)
    await assert.rejects(backup(owner, file), SetupProblem)
    assert.deepEqual(await readFile(file), bytes)
  })

  test('a backup of a version we do not know is refused', async t => {
    const { owner } = await freshDatabase(t)
    await owner`insert into migrations (number, name, digest) values (9999, 'from-the-future', 'x')`
    const later = join(folder, 'later.onroll')
    await backup(owner, later)
    const target = await freshDatabase(t, { empty: true })
    await assert.rejects(
      restore(target.owner, await openBackupFile(later), { appRole: target.appOptions.username }),
      /later version/,
    )
  })

  test('a backup of the previous migration is restored and brought up to date', async t => {
    const known = knownMigrations()
    const previous = known.at(-2)!.number
    const old = await freshDatabase(t, { empty: true })
    const role = { appRole: old.appOptions.username }
    await migrate(old.owner, { ...role, upTo: previous })
    await fillSomeRows(old.owner)
    const oldFile = join(folder, 'old.onroll')
    await backup(old.owner, oldFile)
    const target = await freshDatabase(t)
    await restore(target.owner, await openBackupFile(oldFile), role)
    assert.deepEqual(await schemaProblems(target.owner), [])
    const [children] = await target.owner`select count(*)::int as n from children`
    assert.equal(children!.n, (await old.owner`select 1 from children`).length)
  })
})

describe('an upgrade from the previous migration with data in it', () => {
  test('keeps every row', async t => {
    const { owner, appOptions } = await freshDatabase(t, { empty: true })
    const role = { appRole: appOptions.username }
    const known = knownMigrations()
    await migrate(owner, { ...role, upTo: known.at(-2)!.number })
    await fillSomeRows(owner)
    const counts = async () => {
      const all = Object.entries(await everything(owner))
      return Object.fromEntries(
        all.filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, rows.length]),
      )
    }
    const before = await counts()
    assert.ok(Object.keys(before).length >= 5)
    assert.deepEqual(
      (await migrate(owner, role)).map(({ number }) => number),
      [known.at(-1)!.number],
    )
    assert.deepEqual(await counts(), before)
    assert.deepEqual(await schemaProblems(owner), [])
  })
})

test('text that COPY has to escape comes back as it was', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'onroll-backup-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const { owner } = await freshDatabase(t)
  const name = 'Tab\there, line\nthere, back\\slash, \\N, nothing, “quotes”, é and 𝒳'
  await owner`insert into authorities (la_code, name) values ('001', ${name})`
  await backup(owner, join(folder, 'x'))
  const target = await freshDatabase(t, { empty: true })
  await restore(target.owner, await openBackupFile(join(folder, 'x')), {
    appRole: target.appOptions.username,
  })
  assert.equal((await target.owner`select name from authorities`)[0]!.name, name)
  // A file that is not ours says so.
  await writeFile(join(folder, 'y'), 'PK not ours at all')
  await assert.rejects(verify(await openBackupFile(join(folder, 'y'))), /not a backup of Onroll/)
})
