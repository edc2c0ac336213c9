// How does the service start, and how does it end leaving nothing behind?

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import type { CommandIo } from './command.ts'
import type { Config } from './config.ts'
import { type Connection, SetupProblem } from './connection.ts'
import { checkout, type Database } from './database.ts'
import { connect, outliveLostConnections, type Sql } from './db.ts'
import { type Embedded, startEmbedded } from './embedded-postgres.ts'
import { schemaProblems, servingRoleProblems } from './migrate.ts'
import { isRunning } from './processes.ts'

/** Answers requests until a signal comes, then ends in order. Gives the exit code. */
export async function serve(
  config: Config,
  database: Database,
  io: CommandIo,
  stop: AbortSignal,
): Promise<number> {
  // On a machine with much memory V8 lets garbage grow to several times what is in use before it looks; we would rather
  // that a server of 1 GB and one of 32 GB behave alike. docs/benchmarks.md has what it costs and saves.
  setFlagsFromString('--heap-growing-percent=80')
  const sql = connect(database.app, { max: 20 })
  let app: FastifyInstance | undefined
  let jobs: ReturnType<typeof keepJobs> | undefined
  const kept = database.embedded ? keepDatabase(database.embedded, io) : undefined
  try {
    await refuseUnsafe(sql)
    app = await makeApp(config, sql)
    await listen(app, config)
    jobs = keepJobs(database.app, config.sending, io)
    const address = addressOf(app, config)
    database.embedded?.announce('serve', address)
    io.stderr.write(await welcome(sql, address))
    await untilAborted(stop)
    io.stderr.write('Stopping.\n')
    return 0
  } finally {
    // No new requests; those under way get ten seconds; then jobs; then our connections.
    if (app) await Promise.race([app.close(), pause(10_000)])
    await jobs?.stop()
    await sql.end({ timeout: 5 })
    await kept?.stop()
  }
}

/**
 * What asks this process to end, as one AbortSignal: a signal, or with `withParent` the end of whoever started it.
 * Later ones change nothing: ending takes its time.
 */
export function stopSignal({ withParent }: { withParent: boolean }): { stop: AbortSignal; done: () => void } {
  const controller = new AbortController()
  // Ending takes the database away from whatever is under way, and serving has to live through its faults.
  outliveLostConnections()
  const abort = () => controller.abort()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, abort)
  // Started again by an older Node (bin/with-node-24.js): when that one is killed, we hear the channel close.
  process.on('disconnect', abort)
  const parent = process.ppid
  const watch = setInterval(() => {
    if (withParent && process.ppid !== parent) abort()
  }, 500)
  return {
    stop: controller.signal,
    done: () => {
      clearInterval(watch)
      for (const name of names) process.off(name, abort)
      process.off('disconnect', abort)
    },
  }
}

/** Resolves when the signal is given, at once if it has been. */
export function untilAborted(stop: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (stop.aborted) done()
    else stop.addEventListener('abort', () => done(), { once: true })
  })
}

async function refuseUnsafe(sql: Sql): Promise<void> {
  const problems = [...(await schemaProblems(sql)), ...(await servingRoleProblems(sql))]
  if (problems.length > 0) throw new SetupProblem(`Onroll does not start:\n${problems.join('\n')}`)
  const [installation] = await sql<{ halfLoaded: boolean }[]>`
    select demonstration and loaded_at is null as "halfLoaded" from installation`
  if (installation?.halfLoaded) {
    throw new SetupProblem('The demonstration was not loaded to its end. Run: npm start')
  }
}

/**
 * Loads the web's part of the program, once. Begun before the database is asked for, so that one core loads while the
 * other starts it; not imported above, so that a command that serves nothing loads nothing.
 */
export function loadWeb() {
  return Promise.all([import('../app.ts'), import('./clock.ts')])
}

async function makeApp(config: Config, sql: Sql): Promise<FastifyInstance> {
  const [{ createApp }, { systemClock }] = await loadWeb()
  return createApp({ sql, clock: systemClock, publicUrl: config.publicUrl, logLevel: config.logLevel })
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new SetupProblem(
        `Port ${config.port} is in use by another program. Stop it, or choose another with ONROLL_PORT.`,
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new SetupProblem(`Onroll may not listen on ${config.host}:${config.port} (${code}).`)
    }
    throw error
  }
}

/** With port 0 the system chooses, and only now we know. */
function addressOf(app: FastifyInstance, config: Config): string {
  const address = app.server.address()
  return config.port === 0 && address !== null && typeof address === 'object'
    ? `http://localhost:${address.port}`
    : config.publicUrl
}

/** Where to go and who to sign in as. */
async function welcome(sql: Sql, address: string): Promise<string> {
  const [installation] = await sql<{ demonstration: boolean }[]>`select demonstration from installation`
  if (!installation?.demonstration) {
    return `\nOnroll is at ${address}\nTo make the first administrator: npx onroll user --help\nCtrl-C stops it.\n\n`
  }
  const people = await sql<{ name: string; organisation: string }[]>`
    select distinct on (role) name, organisation from demonstration_people() order by role, organisation, name`
  const list = people.map(({ name, organisation }) => `  ${name}, ${organisation}\n`).join('')
  return `\nOnroll is at ${address}\nA demonstration: every child in it is made up. Sign in there with one press, such as\n${list}Ctrl-C stops it.\n\n`
}

/**
 * Starts the embedded database again if it goes while we serve, as somebody's `kill` or a machine short of memory can
 * make it. Our pools find it again by themselves, since its place and passwords stay.
 */
function keepDatabase(first: Embedded, io: CommandIo): { stop(): Promise<void> } {
  const started: Embedded[] = []
  let current = first
  let starting = Promise.resolve()
  let busy = false
  const look = async () => {
    if (isRunning(current.pid)) return
    busy = true
    io.stderr.write('The database ended by itself; starting it again.\n')
    try {
      current = await startEmbedded({ checkout, dataDir: first.where, purpose: 'the server, again' })
      started.push(current)
    } catch (error) {
      io.stderr.write(`${(error as Error).message}\n`)
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => {
    if (!busy) starting = look()
  }, 1000)
  return {
    async stop() {
      clearInterval(timer)
      await starting
      for (const embedded of started) await embedded.stop()
    },
  }
}

/** Keeps one jobs process running until told to stop. One that dies is started again, later each time. */
function keepJobs(
  connection: Connection,
  sending: Config['sending'],
  io: CommandIo,
): { stop(): Promise<void> } {
  const script = join(import.meta.dirname, '../jobs-main.ts')
  let stopping = false
  let failures = 0
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined

  const start = () => {
    child = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.send({ connection, sending })
    child.once('message', () => {
      failures = 0
    })
    child.once('error', error => io.stderr.write(`The jobs process: ${error.message}\n`))
    child.once('exit', code => {
      if (stopping) return
      const wait = Math.min(60, 2 ** failures++)
      io.stderr.write(`The jobs process ended (${code ?? 'killed'}); starting it again in ${wait} s.\n`)
      timer = setTimeout(start, wait * 1000)
    })
  }
  start()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise(done => child.once('exit', done))
      if (child.connected) child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), 25_000)
      await ended
      clearTimeout(late)
    },
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds).unref())
}
