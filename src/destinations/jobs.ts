// Every night: leavers whose next place nobody has confirmed in time.
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { confirmOrOpen } from './actions.ts'

/** `{ la }`, or nothing for every authority. */
export const destinationsQueue = 'destinations'

export function destinationsJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [destinationsQueue](data) {
        const authorities =
          typeof data.la === 'string'
            ? [data.la]
            : (await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`).map(
                row => row.la_code,
              )
        const failed: unknown[] = []
        for (const la of authorities) {
          try {
            await confirmOrOpen(sql, la, clock.today())
          } catch (error) {
            // What is wrong with one authority is no reason to leave the others out.
            failed.push(error)
          }
        }
        if (failed.length > 0) throw failed[0]
      },
    },
    crons: [{ name: destinationsQueue, cron: '15 2 * * *', tz: 'Europe/London' }],
  }
}
