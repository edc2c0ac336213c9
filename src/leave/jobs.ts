// Children not back from leave: a possible-CME case opens on the authority's day, after the register of that day has come.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { openOverrunCases, schoolsWithLeave } from './actions.ts'

/** With an authority: for its schools. Without: for every authority. */
export const overrunQueue = 'leave-overruns'

export function leaveJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [overrunQueue](data) {
        const rows =
          typeof data.la === 'string'
            ? [{ la_code: data.la }]
            : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
        for (const { la_code } of rows) {
          const system = systemViewer(la_code, clock.today())
          const schools = await asViewer(sql, system, tx => schoolsWithLeave(tx, system))
          // A transaction for each school: what is wrong with one holds up no other.
          for (const school of schools)
            await asViewer(sql, system, tx => openOverrunCases(tx, system, school))
        }
      },
    },
    // In the night, when its registers have been read, and once more at the end of the school's day.
    crons: [{ name: overrunQueue, cron: '45 3,16 * * *', tz: 'Europe/London' }],
  }
}
