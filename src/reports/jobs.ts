// The counts of every school, each hour of a working day.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../platform/jobs.ts'
import { takeCounts } from './actions.ts'

const countsQueue = 'school-counts'

export function reportsJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
  atStart: readonly { name: string; data: JobData }[]
} {
  return {
    handlers: {
      async [countsQueue]() {
        for (const { la_code } of await sql<
          { la_code: string }[]
        >`select la_code from authorities order by la_code`) {
          const system = systemViewer(la_code, clock.today())
          await asViewer(sql, system, tx => takeCounts(tx, system, clock.now()))
        }
      },
    },
    crons: [{ name: countsQueue, cron: '20 7-18 * * 1-5', tz: 'Europe/London' }],
    // A trust's head who looks on the first day sees numbers, not an empty page.
    atStart: [{ name: countsQueue, data: {} }],
  }
}
