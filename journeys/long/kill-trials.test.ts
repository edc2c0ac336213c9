// Is what was acknowledged still there after `kill -9` of the server and of every process of the database?
//
// A child process starts the embedded database as `npm start` does and writes rows with the application's role. After
// each commit it says the row's number on a pipe: that is the acknowledgement a person would have seen. At a random
// moment just after one, everything is killed. Then the database is started again and the rows are counted.
//
// A trial that could not fail would prove nothing, so the same is done with synchronous_commit=off, where PostgreSQL
// answers before the row is on disk: that one must lose some.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'node:test'
import { connect } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { hasEnded } from '../../src/platform/processes.ts'

const trials = 20
const checkout = join(import.meta.dirname, '../..')
const platform = join(checkout, 'src/platform')

const writer = `
  const { startEmbedded } = await import(${JSON.stringify(join(platform, 'embedded-postgres.ts'))})
  const { connect } = await import(${JSON.stringify(join(platform, 'db.ts'))})
  const [options, trial] = JSON.parse(process.argv[1])
  const database = await startEmbedded(options)
  const sql = connect(database.app, { max: 4 })
  let next = 0
  const write = async () => {
    for (;;) {
      const row = next++
      await sql.begin(tx => tx\`insert into acknowledged (trial, row) values (\${trial}, \${row})\`)
      process.stdout.write(row + '\\n')
    }
  }
  await Promise.all([write(), write(), write(), write()])`

/** The processes of the database in this folder. */
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

function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went by itself when its postmaster did.
    }
  }
}

type Outcome = { acknowledged: number; lost: number; restartSeconds: number }

async function runTrials(settings: Record<string, string>): Promise<Outcome> {
  const outside = mkdtempSync(join(tmpdir(), 'onroll-kill-'))
  chmodSync(outside, 0o711)
  const options = { checkout, dataDir: join(outside, 'data'), settings }
  const outcome: Outcome = { acknowledged: 0, lost: 0, restartSeconds: 0 }
  try {
    const first = await startEmbedded(options)
    const owner = connect(first.owner, { max: 1 })
    await owner.unsafe('create table acknowledged (trial int, row int, primary key (trial, row))')
    await owner.unsafe('grant insert, select on acknowledged to onroll_app')
    // On disk for certain before the first kill, in the control too.
    await owner.unsafe('set synchronous_commit = on; create table settled ()')
    await owner.end()
    await first.stop()

    for (let trial = 0; trial < trials; trial++) {
      const args = JSON.stringify([options, trial])
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const rows = new Set<number>()
      const wanted = 20 + Math.floor(Math.random() * 400)
      const lines = createInterface(child.stdout)
      await new Promise<void>((done, fail) => {
        lines.on('line', line => {
          rows.add(Number(line))
          if (rows.size !== wanted) return
          // The very moment of an acknowledgement: nothing has time to reach the disk by itself.
          const pids = postgresIn(options.dataDir)
          child.kill('SIGKILL')
          killAll(pids)
          done()
        })
        child.once('exit', code => {
          if (rows.size < wanted) fail(new Error(`The writer ended (${code}) after ${rows.size} rows`))
        })
      })
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      // What it still managed to say before it died was acknowledged too.
      await new Promise(done => setTimeout(done, 20))
      lines.close()
      for (const pid of postgresIn(options.dataDir)) {
        killAll([pid])
        await hasEnded(pid, 5000)
      }

      const begun = performance.now()
      const again = await startEmbedded(options)
      outcome.restartSeconds = Math.max(outcome.restartSeconds, (performance.now() - begun) / 1000)
      const app = connect(again.app, { max: 1 })
      const found = await app<{ row: number }[]>`select row from acknowledged where trial = ${trial}`
      const kept = new Set(found.map(({ row }) => row))
      outcome.acknowledged += rows.size
      outcome.lost += [...rows].filter(row => !kept.has(row)).length
      await app.end()
      await again.stop()
    }
    return outcome
  } finally {
    killAll(postgresIn(options.dataDir))
    rmSync(outside, { recursive: true, force: true })
  }
}

test(`nothing acknowledged is lost in ${trials} kills of server and database; the control loses some`, async t => {
  if (process.platform !== 'linux') return t.skip('finds the processes of the database in /proc')
  const ours = await runTrials({})
  const control = await runTrials({ synchronous_commit: 'off', wal_writer_delay: '10s' })
  const say = (name: string, { acknowledged, lost, restartSeconds }: Outcome) =>
    t.diagnostic(
      `${name}: ${trials} kills, ${acknowledged} rows acknowledged, ${lost} lost; ` +
        `slowest start after a kill ${restartSeconds.toFixed(2)} s`,
    )
  say('as shipped', ours)
  say('control, synchronous_commit=off', control)
  assert.equal(ours.lost, 0)
  assert.ok(control.lost > 0, 'the control lost nothing, so these trials could not have failed')
})
