// The rules every night, and for a school whenever its register changes.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../platform/jobs.ts'
import { detect } from './actions.ts'
import { lastNightlyRun } from './nightly/store.ts'

/** The queue of runs over one school whose register changed: `{ la, school }`, sent in the transaction that changed it. */
export const detectQueue = 'detect'
/** The queue of runs over whole authorities. Their own, so that a school whose register came never waits for one. */
export const nightlyQueue = 'nightly'

export function absencesJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
  atStart: readonly { name: string; data: JobData }[]
} {
  const run = (la: string, schoolId?: string) => {
    const on = clock.today()
    return detect(sql, systemViewer(la, on), { on, schoolId, now: () => clock.now() })
  }
  /** The last run was broken off, or the machine slept through the night. */
  const isMissed = async (la: string): Promise<boolean> => {
    const viewer = systemViewer(la, clock.today())
    const last = await asViewer(sql, viewer, tx => lastNightlyRun(tx, viewer))
    return last !== undefined && (!last.is_finished || last.on_date < viewer.today)
  }
  return {
    handlers: {
      // A school's register changed.
      async [detectQueue](data) {
        await run(String(data.la), typeof data.school === 'string' ? data.school : undefined)
      },
      // With an authority: much of it changed. Without: the night has come, for everyone; or we start, and it may have gone.
      async [nightlyQueue](data) {
        const authorities =
          typeof data.la === 'string'
            ? [data.la]
            : (await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`).map(
                a => a.la_code,
              )
        const failed: unknown[] = []
        for (const la of authorities) {
          try {
            if (data.missed !== true || (await isMissed(la))) await run(la)
          } catch (error) {
            // What is wrong with one authority is no reason to leave the others out.
            failed.push(error)
          }
        }
        if (failed.length > 0) throw failed[0]
      },
    },
    crons: [{ name: nightlyQueue, cron: '30 1 * * *', tz: 'Europe/London' }],
    atStart: [{ name: nightlyQueue, data: { missed: true } }],
  }
}
