// The process that does jobs, so that heavy work never holds up a page. `serve` forks it, tells it the database, and it
// ends when the channel to its parent does: also when the parent was killed and could say nothing.

import { createJobs } from './jobs.ts'
import { systemClock } from './platform/clock.ts'
import type { Sending } from './platform/config.ts'
import type { Connection } from './platform/connection.ts'
import { connect, outliveLostConnections } from './platform/db.ts'
import { sendJob, startJobs } from './platform/jobs.ts'
import { sendersFor } from './platform/senders.ts'

export type JobsOrder = { readonly connection: Connection; readonly sending: Sending }

outliveLostConnections()
// Ctrl-C in a terminal reaches us too; the parent decides when we stop.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

process.once('message', async (order: JobsOrder) => {
  const sql = connect(order.connection, { max: 4 })
  const problem = (says: string) => process.stderr.write(`${says}\n`)
  const { handlers, crons, atStart } = createJobs({
    sql,
    clock: systemClock,
    senders: sendersFor(order.sending),
  })
  const jobs = await begin().catch(error => {
    // The database went while we began. The parent, if it still lives, starts us again.
    problem(`The jobs process could not begin: ${(error as Error).message}`)
    process.exit(1)
  })
  async function begin() {
    const started = await startJobs({ connection: order.connection, handlers, crons, onProblem: problem })
    for (const { name, data } of atStart) await sendJob(sql, name, data)
    return started
  }
  const end = async () => {
    await jobs.stop()
    await sql.end({ timeout: 5 })
    process.exit(0)
  }
  // It may have gone while we were starting.
  if (!process.connected) return end()
  process.once('disconnect', end)
  process.send?.('ready')
})
process.once('disconnect', () => setTimeout(() => process.exit(0), 30_000).unref())
