// The outbox: at once when something is written into it, and every five minutes for what waits.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../platform/jobs.ts'
import type { Sender } from '../platform/senders.ts'
import { outboxQueue } from './actions.ts'
import { sendOutbox } from './outbox/actions.ts'
import { saySenders } from './store.ts'

export function lettersJobs({
  sql,
  clock,
  senders = [],
}: {
  sql: Sql
  clock: Clock
  senders?: readonly Sender[] | undefined
}): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
  atStart: readonly { name: string; data: JobData }[]
} {
  return {
    handlers: {
      // With an authority: something was written there. Without: the clock, or we start and say what we can send.
      async [outboxQueue](data) {
        const authorities =
          typeof data.la === 'string'
            ? [data.la]
            : (await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`).map(
                row => row.la_code,
              )
        const failed: unknown[] = []
        for (const la of authorities) {
          try {
            const system = systemViewer(la, clock.today())
            if (data.starting === true) {
              await asViewer(sql, system, tx => saySenders(tx, system, senders, clock.now()))
            }
            await sendOutbox(sql, system, senders, () => clock.now())
          } catch (error) {
            // What is wrong with one authority is no reason to leave the others out.
            failed.push(error)
          }
        }
        if (failed.length > 0) throw failed[0]
      },
    },
    crons: [{ name: outboxQueue, cron: '*/5 * * * *', tz: 'Europe/London' }],
    atStart: [{ name: outboxQueue, data: { starting: true } }],
  }
}
