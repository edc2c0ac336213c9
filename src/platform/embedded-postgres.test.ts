import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test, { type TestContext } from 'node:test'
import type { Connection } from './connection.ts'
import { connect } from './db.ts'
import { dataFolderFor, type EmbeddedOptions, startEmbedded, usersOf } from './embedded-postgres.ts'
import { hasEnded, isRunning } from './processes.ts'

const checkout = join(import.meta.dirname, '../..')

/** A folder for a database, gone with whatever runs in it when the test ends. */
function folder(t: TestContext, name = 'data'): string {
  const outside = mkdtempSync(join(tmpdir(), 'onroll-launch-'))
  chmodSync(outside, 0o711)
  const dataDir = join(outside, name)
  t.after(async () => {
    for (const pid of postgresIn(dataDir)) {
      process.kill(pid, 'SIGKILL')
      await hasEnded(pid, 5000)
    }
    rmSync(outside, { recursive: true, force: true })
  })
  return dataDir
}

/** Every process of PostgreSQL whose data is in this folder. */
function postgresIn(dataDir: string): number[] {
  const cluster = join(dataDir, 'postgres')
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === cluster
      } catch {
        return false
      }
    })
}

async function ask<T>(connection: Connection, query: string): Promise<T[]> {
  const sql = connect(connection, { max: 1 })
  try {
    return [...(await sql.unsafe(query))] as T[]
  } finally {
    await sql.end()
  }
}

type Holder = { child: ChildProcess; said: { pid: number; adopted: boolean } }

/** Another process that starts the database in this folder and holds it until it is told or killed. */
async function holder(t: TestContext, options: EmbeddedOptions): Promise<Holder> {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))})
    const database = await startEmbedded(${JSON.stringify(options)})
    console.log(JSON.stringify({ pid: database.pid, adopted: database.adopted }))
    process.stdin.once('data', async () => { await database.stop(); process.exit(0) })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { child, said: JSON.parse(line) }
}

async function kill({ child }: Holder): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

test('starts, stops and starts again with what was written', async t => {
  const dataDir = folder(t)
  const first = await startEmbedded({ checkout, dataDir })
  assert.equal(first.adopted, false)
  await ask(first.owner, 'create table kept (n int); insert into kept values (42)')
  await first.stop()
  assert.deepEqual(postgresIn(dataDir), [])
  assert.deepEqual(usersOf(dataDir), [])

  const begun = performance.now()
  const second = await startEmbedded({ checkout, dataDir })
  const took = performance.now() - begun
  assert.deepEqual(await ask(second.owner, 'select n from kept'), [{ n: 42 }])
  await second.stop()
  assert.ok(took < 5000, `a later start took ${took} ms`)
})

test('runs as somebody who is not root, for nobody else, without a port', async t => {
  const dataDir = folder(t)
  const database = await startEmbedded({ checkout, dataDir })
  assert.notEqual(statSync(`/proc/${database.pid}`).uid, 0)
  assert.equal(statSync(join(dataDir, 'postgres')).mode & 0o077, 0)
  assert.equal(statSync(join(dataDir, 'credentials.json')).mode & 0o077, 0)
  assert.equal(statSync(database.app.host).mode & 0o077, 0)
  const [settings] = await ask<Record<string, string>>(
    database.superuser,
    `select current_setting('listen_addresses') as listen, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
            current_setting('log_min_error_statement') as log`,
  )
  assert.deepEqual(settings, { listen: '', fsync: 'on', commit: 'on', pages: 'on', log: 'panic' })
  await assert.rejects(
    ask({ ...database.superuser, password: 'guessed' }, 'select 1'),
    /password authentication failed/,
  )
})

test('its roles are what they should be, and the application may not make a table', async t => {
  const database = await startEmbedded({ checkout, dataDir: folder(t) })
  const roles = await ask(
    database.superuser,
    `select rolname, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as power
       from pg_roles where rolname like 'onroll%' order by 1`,
  )
  assert.deepEqual(roles, [
    { rolname: 'onroll_app', power: false },
    { rolname: 'onroll_owner', power: false },
  ])
  await assert.rejects(ask(database.app, 'create table mine (n int)'), /permission denied/)
  await assert.rejects(
    ask({ ...database.app, database: 'template1' }, 'create table mine (n int)'),
    /permission denied/,
  )
})

test('whoever comes second joins, and the last to leave stops it', async t => {
  const dataDir = folder(t)
  const other = await holder(t, { checkout, dataDir, purpose: 'serve' })
  assert.deepEqual(
    usersOf(dataDir).map(({ pid, purpose }) => ({ pid, purpose })),
    [{ pid: other.child.pid, purpose: 'serve' }],
  )
  const mine = await startEmbedded({ checkout, dataDir })
  assert.equal(mine.adopted, true)
  assert.equal(mine.pid, other.said.pid)

  other.child.stdin!.write('stop\n')
  await once(other.child, 'exit')
  assert.deepEqual(
    await ask(mine.app, 'select 1 as one'),
    [{ one: 1 }],
    'stopped while somebody was using it',
  )
  await mine.stop()
  assert.deepEqual(postgresIn(dataDir), [])
})

test('adopts the database of a process that was killed, and stops it at the end', async t => {
  const dataDir = folder(t)
  const other = await holder(t, { checkout, dataDir })
  await kill(other)
  assert.ok(isRunning(other.said.pid), 'the database should outlive its starter')
  const mine = await startEmbedded({ checkout, dataDir })
  assert.deepEqual([mine.adopted, mine.pid], [true, other.said.pid])
  await mine.stop()
  assert.deepEqual(postgresIn(dataDir), [])
})

test('what was acknowledged survives when the starter and every process of the database are killed', async t => {
  const dataDir = folder(t)
  const other = await holder(t, { checkout, dataDir })
  const joined = await startEmbedded({ checkout, dataDir })
  await ask(joined.owner, 'create table kept (n int)')
  await ask(joined.owner, 'insert into kept values (1)')
  await kill(other)
  for (const pid of postgresIn(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {}
  }
  await hasEnded(other.said.pid, 5000)
  // Our own membership is of a database that is gone; a new start must mend it.
  const again = await startEmbedded({ checkout, dataDir })
  assert.equal(again.adopted, false)
  assert.deepEqual(await ask(again.owner, 'select n from kept'), [{ n: 1 }])
  await joined.stop()
  await again.stop()
  assert.deepEqual(postgresIn(dataDir), [])
})

test('waits for the children of a postmaster that was killed alone', async t => {
  const dataDir = folder(t)
  const first = await startEmbedded({ checkout, dataDir })
  process.kill(first.pid, 'SIGKILL')
  const again = await startEmbedded({ checkout, dataDir })
  assert.notEqual(again.pid, first.pid)
  assert.deepEqual(await ask(again.app, 'select 1 as one'), [{ one: 1 }])
  await first.stop()
  await again.stop()
})

test('a pid file whose number now belongs to a stranger does not keep it from starting', async t => {
  const dataDir = folder(t)
  const first = await startEmbedded({ checkout, dataDir })
  const left = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8')
  await first.stop()
  // This very process stands in for the stranger.
  writeFileSync(join(dataDir, 'postgres/postmaster.pid'), left.replace(/^\d+/, String(process.pid)))
  const again = await startEmbedded({ checkout, dataDir })
  assert.equal(again.adopted, false)
  await again.stop()
})

test('works in a folder with spaces, quotes and a very long name', async t => {
  for (const name of ["a folder of Amara's, “here”", `${'long-'.repeat(20)}name`]) {
    const database = await startEmbedded({ checkout, dataDir: folder(t, name) })
    assert.deepEqual(await ask(database.app, 'select 1 as one'), [{ one: 1 }])
    assert.ok(Buffer.byteLength(database.app.host) < 100)
    await database.stop()
    if (!database.app.host.startsWith(database.where))
      rmSync(database.app.host, { recursive: true, force: true })
  }
})

test('two who start at once get one database', async t => {
  const dataDir = folder(t)
  const [one, two] = await Promise.all([holder(t, { checkout, dataDir }), holder(t, { checkout, dataDir })])
  assert.equal(one.said.pid, two.said.pid)
  for (const { child } of [one, two]) {
    const ended = once(child, 'exit')
    child.stdin!.write('stop\n')
    await ended
  }
  assert.deepEqual(postgresIn(dataDir), [])
})

test('as root, a checkout that only root can read has its files elsewhere', t => {
  if (process.getuid?.() !== 0) return t.skip('not root')
  const closed = mkdtempSync(join(tmpdir(), 'onroll-closed-'))
  t.after(() => rmSync(closed, { recursive: true, force: true }))
  mkdirSync(join(closed, 'checkout'))
  const place = dataFolderFor({ checkout: join(closed, 'checkout') })
  assert.match(place, /^\/var\/lib\/onroll\/[0-9a-f]{12}\/data$/)
  chmodSync(closed, 0o711)
  assert.equal(dataFolderFor({ checkout: join(closed, 'checkout') }), join(closed, 'checkout/data'))
  chmodSync(closed, 0o700)
  assert.throws(
    () => dataFolderFor({ checkout, dataDir: join(closed, 'data') }),
    /ONROLL_DATA_DIR/,
    'a folder that was asked for and cannot be used is said, not replaced',
  )
})

test('a database made by another user is refused in plain words', async t => {
  if (process.getuid?.() !== 0) return t.skip('not root')
  const dataDir = folder(t)
  const database = await startEmbedded({ checkout, dataDir })
  await database.stop()
  const uid = 12345
  chownSync(join(dataDir, 'postgres'), uid, uid)
  await assert.rejects(startEmbedded({ checkout, dataDir }), /made by another user/)
})
