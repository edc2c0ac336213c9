// The census of a day, begun by itself on its evening and counted a batch of cases at a time.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { countOn, takeOnTheDay, takingQueue } from './actions.ts'

const dayQueue = 'census-day'

export function censusJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      async [dayQueue]() {
        for (const { la_code } of await sql<
          { la_code: string }[]
        >`select la_code from authorities order by la_code`) {
          const system = systemViewer(la_code, clock.today())
          await asViewer(sql, system, tx => takeOnTheDay(tx, system))
        }
      },
      async [takingQueue](data) {
        const system = systemViewer(String(data.la), clock.today())
        const taking = String(data.taking)
        // A transaction for each batch: broken off, it goes on where it was.
        while (await asViewer(sql, system, tx => countOn(tx, system, taking, clock.now())));
      },
    },
    // As the day ends: what was recorded during it is counted.
    crons: [{ name: dayQueue, cron: '50 22 * * *', tz: 'Europe/London' }],
  }
}
