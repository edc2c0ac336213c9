// What visits do on a schedule: in the night, what was asked for in cases that have ended, or of children who were found, is let go.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { endReviewsOfFound } from '../risk/actions.ts'
import { callOffOfClosed } from './actions.ts'

/** With an authority: for that one. Without: for every authority. */
export const tidyVisitsQueue = 'visits-tidy'

export function visitsJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [tidyVisitsQueue](data) {
        const rows =
          typeof data.la === 'string'
            ? [{ la_code: data.la }]
            : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
        for (const { la_code } of rows) {
          const system = systemViewer(la_code, clock.today())
          await asViewer(sql, system, tx => callOffOfClosed(tx, system, clock.now()))
          await asViewer(sql, system, tx => endReviewsOfFound(tx, system, clock.now()))
        }
      },
    },
    crons: [{ name: tidyVisitsQueue, cron: '40 4 * * *', tz: 'Europe/London' }],
  }
}
