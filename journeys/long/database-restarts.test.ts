// Does the service find the database again when it has died under many people at once, without being started again?
//
// Forty at a time write in transactions over a pool of twenty while every process of the database is killed, and it is
// started again, four times. Afterwards nobody may still be waiting, and all twenty connections must work.

import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, outliveLostConnections } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'

const people = 40
const connections = 20
const restarts = 4

test(`after ${restarts} deaths of the database nobody waits for ever, and every connection works`, async t => {
  if (process.platform !== 'linux') return t.skip('finds the processes of the database in /proc')
  outliveLostConnections()
  const outside = mkdtempSync(join(tmpdir(), 'onroll-restarts-'))
  chmodSync(outside, 0o711)
  const cluster = join(outside, 'data/postgres')
  const killAll = () => {
    for (const name of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      try {
        if (readlinkSync(`/proc/${name}/cwd`) === cluster) process.kill(Number(name), 'SIGKILL')
      } catch {
        // It ended by itself.
      }
    }
  }
  t.after(() => {
    killAll()
    rmSync(outside, { recursive: true, force: true })
  })
  const options = {
    checkout: join(import.meta.dirname, '../..'),
    dataDir: join(outside, 'data'),
    durable: false,
  }
  const started = [await startEmbedded(options)]
  const owner = connect(started[0]!.owner, { max: 1 })
  await owner.unsafe('create table written (n int); grant insert on written to onroll_app')
  await owner.end()

  const sql = connect(started[0]!.app, { max: connections })
  let isOver = false
  let done = 0
  let refused = 0
  const writers = Array.from({ length: people }, async () => {
    while (!isOver) {
      try {
        await sql.begin(async tx => {
          for (let n = 0; n < 5; n++) await tx`insert into written values (${n})`
        })
        done++
      } catch {
        refused++
        await pause(20)
      }
    }
  })
  for (let n = 0; n < restarts; n++) {
    await pause(1500)
    killAll()
    await pause(300)
    const before = done
    started.push(await startEmbedded(options))
    const begun = performance.now()
    while (done === before) await pause(5)
    t.diagnostic(`people write again ${Math.round(performance.now() - begun)} ms after the database is back`)
  }
  isOver = true
  const all = Promise.all(writers).then(() => 'all answered')
  assert.equal(
    await Promise.race([all, pause(30_000, 'somebody still waits', { ref: false })]),
    'all answered',
  )

  const asked = Array.from({ length: connections }, () => sql`select pg_backend_pid() as pid, pg_sleep(1)`)
  const answered = await Promise.race([Promise.all(asked), pause(20_000, [], { ref: false })])
  assert.equal(new Set(answered.map(rows => rows[0]!.pid)).size, connections)
  t.diagnostic(
    `${done} transactions done, ${refused} refused at once or within the time allowed, 0 left waiting`,
  )
  await sql.end({ timeout: 1 })
  for (const embedded of started) await embedded.stop()
})
