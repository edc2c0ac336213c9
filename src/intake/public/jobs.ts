// What follows a report later: the children it may be about are looked for, old forms deleted, tellers forgotten.
import { asViewer } from '../../access/store.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import type { Cron, JobHandler } from '../../platform/jobs.ts'
import { lookForSome } from './actions.ts'
import { deleteOldDrafts, forgetTellers } from './store.ts'

/** Reports in one transaction: a flood of them holds nothing up for long. */
const atOnce = 20
/** One job goes on so long, then leaves the rest to the next minute's. */
const secondsAJob = 45

export const lookQueue = 'reports-look-for'
export const draftsQueue = 'report-drafts-end'
export const tellersQueue = 'report-tellers-forget'

export function publicJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  const everywhere = async (work: (la: string) => Promise<void>) => {
    for (const { la_code } of await sql<
      { la_code: string }[]
    >`select la_code from authorities order by la_code`)
      await work(la_code)
  }
  return {
    handlers: {
      async [lookQueue]() {
        const until = clock.now().getTime() + secondsAJob * 1000
        await everywhere(async la => {
          const system = systemViewer(la, clock.today())
          const some = () => asViewer(sql, system, tx => lookForSome(tx, system, atOnce, clock.now()))
          while ((await some()) > 0 && clock.now().getTime() < until);
        })
      },
      async [draftsQueue]() {
        await everywhere(async la => {
          const system = systemViewer(la, clock.today())
          await asViewer(sql, system, tx => deleteOldDrafts(tx, system, clock.now()))
        })
      },
      async [tellersQueue]() {
        await everywhere(async la => {
          const system = systemViewer(la, clock.today())
          await asViewer(sql, system, tx => forgetTellers(tx, system))
        })
      },
    },
    crons: [
      { name: lookQueue, cron: '* * * * *', tz: 'Europe/London' },
      { name: draftsQueue, cron: '*/10 * * * *', tz: 'Europe/London' },
      { name: tellersQueue, cron: '20 3 * * *', tz: 'Europe/London' },
    ],
  }
}
