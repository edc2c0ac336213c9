// Every night: leavers whose files are still open stay in their school's sight.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { keepLeaversInSight } from './files/actions.ts'

/** `{ la }`, or nothing for every authority. */
export const sightQueue = 'leavers-in-sight'

export function leaversJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [sightQueue](data) {
        const rows =
          typeof data.la === 'string'
            ? [{ la_code: data.la }]
            : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
        for (const { la_code } of rows) {
          const system = systemViewer(la_code, clock.today())
          // As many transactions as it takes: those done are not found again.
          while ((await asViewer(sql, system, tx => keepLeaversInSight(tx, system))) > 0);
        }
      },
    },
    crons: [{ name: sightQueue, cron: '25 2 * * *', tz: 'Europe/London' }],
  }
}
