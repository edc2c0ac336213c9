// What checks does on a schedule: lets go of what was asked for cases that have been closed since.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { settleOfClosedCases } from './store.ts'

/** With an authority: for that one. Without: for every authority. */
export const settleChecksQueue = 'checks-settle'

export function checksJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [settleChecksQueue](data) {
        const rows =
          typeof data.la === 'string'
            ? [{ la_code: data.la }]
            : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
        for (const { la_code } of rows) {
          const system = systemViewer(la_code, clock.today())
          await asViewer(sql, system, tx => settleOfClosedCases(tx, system))
        }
      },
    },
    // In the night. An answer that is late needs no job: it is a task of its case, whose day has passed.
    crons: [{ name: settleChecksQueue, cron: '20 4 * * *', tz: 'Europe/London' }],
  }
}
