// The parts of `onroll` that start, stop, migrate and keep the whole.

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { backup, DamagedBackup, openBackupFile, restore } from './backup.ts'
import { type Command, type CommandIo, UsageProblem } from './command.ts'
import { type Config, settings } from './config.ts'
import { type Connection, SetupProblem } from './connection.ts'
import { checkout, type Database, databaseFor } from './database.ts'
import { connect, type Sql } from './db.ts'
import { dataFolderFor, usersOf } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { loadWeb, serve, stopSignal, untilAborted } from './serve.ts'

const settingsHelp = settings.map(({ name, says }) => `  ${name.padEnd(26)} ${says}`).join('\n')

export const startCommand: Command = {
  name: 'start',
  help: `onroll start [--empty]

Everything at once: starts the database, brings its tables up to date, loads the made-up authority the first time,
and serves pages and jobs until it is stopped. \`npm start\` is this command.

  --empty   without the made-up authority; asked only when the database is new

Settings, from the environment:
${settingsHelp}
`,
  async run(args, io) {
    const { values } = readArgs(args, { empty: { type: 'boolean' } })
    const config = await io.config()
    refuseSecond(config)
    const { stop, done } = stopSignal({ withParent: config.startedByNpm })
    // A failure is told where it is waited for.
    loadWeb().catch(() => {})
    const database = await databaseFor(config, { owner: true, purpose: 'serve' })
    try {
      if (database.embedded?.elsewhere) io.stderr.write(`${database.embedded.elsewhere}\n`)
      const preparing = prepare(database, values.empty === true, stop, io)
      // Broken off by a signal it fails when the database goes, and nobody is left to be told.
      preparing.catch(() => {})
      await Promise.race([preparing, untilAborted(stop)])
      if (stop.aborted) return 0
      return await serve(config, database, io, stop)
    } finally {
      await database.release()
      done()
    }
  },
}

export const serveCommand: Command = {
  name: 'serve',
  help: `onroll serve

Starts web and jobs on a database that \`onroll migrate\` has brought up to date, and serves until it is stopped.
Refuses a database role that could step round the row rules, and tables it does not know.

Settings, from the environment:
${settingsHelp}
`,
  async run(args, io) {
    readArgs(args, {})
    const config = await io.config()
    refuseSecond(config)
    const { stop, done } = stopSignal({ withParent: config.startedByNpm })
    // A failure is told where it is waited for.
    loadWeb().catch(() => {})
    const database = await databaseFor(config, { purpose: 'serve' })
    try {
      return await serve(config, database, io, stop)
    } finally {
      await database.release()
      done()
    }
  },
}

export const migrateCommand: Command = {
  name: 'migrate',
  help: `onroll migrate

Brings the database up to date, with the owner's credentials (ONROLL_OWNER_DATABASE_URL, or the embedded database).
Doing it again changes nothing.
`,
  async run(args, io) {
    readArgs(args, {})
    return withOwner(io, async (sql, app) => {
      const applied = await migrateAs(sql, app)
      for (const { number, name } of applied) io.stderr.write(`Applied migration ${number}: ${name}\n`)
      if (applied.length === 0) io.stderr.write('The database is up to date.\n')
      await markInstallation(sql, false)
      return 0
    })
  },
}

export const backupCommand: Command = {
  name: 'backup',
  help: `onroll backup FILE

Writes every table of the database to one file, as it is at one moment, while people go on working. The file carries
a digest of each table and of itself. It holds children's records: keep it as you would keep those.
`,
  async run(args, io) {
    const { positionals } = readArgs(args, {}, 1, 'the FILE to write')
    const file = positionals[0]!
    return withOwner(io, async sql => {
      const { tables, rows, bytes, digest } = await backup(sql, file)
      io.stderr.write(`${file}: ${rows} rows of ${tables} tables, ${bytes} bytes\nSHA-256 ${digest}\n`)
      return 0
    })
  },
}

export const restoreCommand: Command = {
  name: 'restore',
  help: `onroll restore FILE

Brings back what \`onroll backup\` wrote, into a database that holds nothing: first it reads the whole file and refuses
it if a byte is not as it was written; then it copies it in, in one transaction, and compares every table with what
the file says; then it brings the tables up to date. Stop the service first, and start it when this has finished.
`,
  async run(args, io) {
    const { positionals } = readArgs(args, {}, 1, 'the FILE to read')
    const file = positionals[0]!
    const open = await openBackupFile(file)
    refuseSecond(await io.config())
    return withOwner(io, async (sql, app) => {
      const { tables, rows } = await restore(sql, open, {
        appRole: app.username,
        appPassword: app.password,
      }).catch(error => {
        throw error instanceof DamagedBackup ? new DamagedBackup(`${file}: ${error.message}`) : error
      })
      io.stderr.write(`${file}: ${rows} rows of ${tables} tables restored and compared\n`)
      return 0
    })
  },
}

/** Migrates, and the first time marks what the database is for and loads the demonstration. */
async function prepare(database: Database, empty: boolean, stop: AbortSignal, io: CommandIo): Promise<void> {
  const sql = connect(database.connection, { max: 2 })
  try {
    await migrateAs(sql, database.app)
    let { demonstration, loaded } = await markInstallation(sql, !empty)
    if (demonstration && !loaded) {
      // A load that was broken off cannot have been served, so nothing in it is anybody's work: begin again.
      if (await hasAuthorities(sql)) {
        await sql.unsafe(
          'drop schema if exists pgboss cascade; drop schema public cascade; create schema public',
        )
        await migrateAs(sql, database.app)
        ;({ demonstration, loaded } = await markInstallation(sql, true))
      }
      await loadDemonstration(database.app, stop, io)
      await sql`update installation set loaded_at = now()`
    }
  } finally {
    // From here on this process serves, and serving never holds the owner's connection.
    await sql.end({ timeout: 5 })
  }
}

/** Loads it in a process of its own (src/demo-main.ts), which ends at once when the service is told to stop. */
async function loadDemonstration(app: Connection, stop: AbortSignal, io: CommandIo): Promise<void> {
  const { systemClock } = await import('./clock.ts')
  io.stderr.write('Making the demonstration authority, this first time only.\n')
  const child = fork(join(import.meta.dirname, '../demo-main.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const end = () => child.kill('SIGKILL')
  stop.addEventListener('abort', end)
  try {
    await new Promise<void>((done, fail) => {
      child.on('message', news => {
        const { progress } = news as { progress?: string }
        if (progress === undefined) done()
        else io.stderr.write(`  ${progress}\n`)
      })
      child.once('error', fail)
      child.once('exit', code =>
        fail(new Error(`Loading the demonstration ended before its end (${code ?? 'killed'})`)),
      )
      child.send({ app, today: systemClock.today() })
    })
  } finally {
    stop.removeEventListener('abort', end)
    end()
  }
}

function migrateAs(sql: Sql, app: Connection) {
  return migrate(sql, { appRole: app.username, appPassword: app.password })
}

/** Writes once what this database is for; afterwards only reads it. */
async function markInstallation(sql: Sql, demonstration: boolean) {
  await sql`insert into installation (demonstration) values (${demonstration}) on conflict do nothing`
  const [row] = await sql<{ demonstration: boolean; loaded: boolean }[]>`
    select demonstration, loaded_at is not null as loaded from installation`
  return row!
}

async function hasAuthorities(sql: Sql): Promise<boolean> {
  return (await sql`select 1 from authorities limit 1`).length > 0
}

/** Two servers on one embedded database would run every job twice and fight for the port: say which one is there. */
function refuseSecond(config: Config): void {
  if (config.database) return
  const folder = dataFolderFor({
    checkout,
    ...(config.dataDir === undefined ? {} : { dataDir: config.dataDir }),
  })
  const other = usersOf(folder).find(({ purpose }) => purpose === 'serve')
  if (other) {
    const where = other.address ? ` at ${other.address}` : ''
    throw new SetupProblem(`Onroll is already running from this folder${where} (process ${other.pid}).`)
  }
}

async function withOwner(
  io: CommandIo,
  act: (sql: Sql, app: Connection) => Promise<number>,
): Promise<number> {
  const database = await io.database({ owner: true })
  const sql = connect(database.connection, { max: 2 })
  try {
    return await act(sql, database.app)
  } finally {
    await sql.end({ timeout: 5 })
    await database.release()
  }
}

type Flags = Record<string, { type: 'boolean' }>

function readArgs(args: string[], options: Flags, count = 0, what = 'no other words') {
  try {
    const read = parseArgs({ args, options, allowPositionals: count > 0, strict: true })
    if (read.positionals.length !== count) throw new UsageProblem(`Expected ${what}.`)
    return read
  } catch (error) {
    if (error instanceof UsageProblem) throw error
    throw new UsageProblem((error as Error).message)
  }
}
