// What intake does on a schedule or later.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { openCasesForExclusions } from './actions.ts'
import { publicJobs } from './public/jobs.ts'

export function intakeJobs(services: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  const parts = [publicJobs(services), exclusionJobs(services)]
  return {
    handlers: Object.assign({}, ...parts.map(part => part.handlers)),
    crons: parts.flatMap(part => part.crons),
  }
}

/** With an authority: for its exclusions. Without: for every authority. */
export const exclusionQueue = 'exclusions'

/** On the sixth school day, before schools begin: a case for each pupil with nothing in place. */
function exclusionJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [exclusionQueue](data) {
        const rows =
          typeof data.la === 'string'
            ? [{ la_code: data.la }]
            : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
        for (const { la_code } of rows) {
          const system = systemViewer(la_code, clock.today())
          await asViewer(sql, system, tx => openCasesForExclusions(tx, system))
        }
      },
    },
    crons: [{ name: exclusionQueue, cron: '30 6 * * *', tz: 'Europe/London' }],
  }
}
