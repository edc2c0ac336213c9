// Every night: a new term's search for each child not located, and whose compulsory school age has ended.
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { beginSearches, tellAgeEnded } from './not-located/actions.ts'

/** With an authority: for its long list. Without: for everyone's. */
export const longListQueue = 'not-located'

export function casesJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [longListQueue](data) {
        const rows =
          typeof data.la === 'string'
            ? [{ la_code: data.la }]
            : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
        for (const { la_code } of rows) {
          const system = systemViewer(la_code, clock.today())
          await beginSearches(sql, system)
          await tellAgeEnded(sql, system)
        }
      },
    },
    crons: [{ name: longListQueue, cron: '10 4 * * *', tz: 'Europe/London' }],
  }
}
