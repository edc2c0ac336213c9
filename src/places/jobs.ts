// Where each case stands on the way into education is written anew: often for those that changed, each night for all that are open.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { refreshPlacings } from './actions.ts'

/** Those that changed without a step of ours: found, closed, given to another officer. */
export const placingsQueue = 'placings-behind'
/** All that are open, once a day: a reason and a year group change with the days. */
export const placingsDailyQueue = 'placings-daily'
/** A transaction is no longer than this many cases. */
const atOnce = 50
/** Nor is a run without end: what is left waits for the next. */
const timesMost = 200

export function placesJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  const run = async (only: unknown, daily: boolean) => {
    const rows =
      typeof only === 'string'
        ? [{ la_code: only }]
        : await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
    for (const { la_code } of rows) {
      const system = systemViewer(la_code, clock.today())
      for (let times = 0; times < timesMost; times += 1) {
        const many = await asViewer(sql, system, tx => refreshPlacings(tx, system, atOnce, daily))
        if (many < atOnce) break
      }
    }
  }
  return {
    handlers: {
      [placingsQueue]: data => run(data.la, false),
      [placingsDailyQueue]: data => run(data.la, true),
    },
    crons: [
      { name: placingsQueue, cron: '*/10 6-20 * * *', tz: 'Europe/London' },
      { name: placingsDailyQueue, cron: '20 4 * * *', tz: 'Europe/London' },
    ],
  }
}
