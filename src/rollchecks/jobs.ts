// Long lists, worked through while nobody waits; and rows whose day of deletion has come.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import { type Cron, type JobData, type JobHandler, sendJob } from '../platform/jobs.ts'
import { rollCheckQueue, workThrough } from './actions.ts'
import { deleteOldRows, unfinishedChecks } from './store.ts'

const unfinished = 'roll-checks-unfinished'
const deletion = 'roll-checks-delete'

export function rollChecksJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
  atStart: readonly { name: string; data: JobData }[]
} {
  async function everywhere(work: (la: string) => Promise<void>) {
    for (const { la_code } of await sql<
      { la_code: string }[]
    >`select la_code from authorities order by la_code`)
      await work(la_code)
  }
  return {
    handlers: {
      async [rollCheckQueue](data) {
        const system = systemViewer(String(data.la), clock.today())
        await workThrough(sql, system, String(data.check), () => clock.now())
      },
      // The process was stopped in the middle of a list: another goes on with it at once.
      async [unfinished]() {
        await everywhere(async la => {
          const system = systemViewer(la, clock.today())
          await asViewer(sql, system, async tx => {
            for (const { id } of await unfinishedChecks(tx, system))
              await sendJob(tx, rollCheckQueue, { la, check: id })
          })
        })
      },
      async [deletion]() {
        await everywhere(async la => {
          const system = systemViewer(la, clock.today())
          await asViewer(sql, system, tx => deleteOldRows(tx, system))
        })
      },
    },
    crons: [{ name: deletion, cron: '25 3 * * *', tz: 'Europe/London' }],
    atStart: [{ name: unfinished, data: {} }],
  }
}
