// Files too large for a page to wait for, and files whose day of deletion has come.
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../platform/jobs.ts'
import { applyFile, applyWaiting, checkFile } from './actions.ts'
import { deleteOldFiles } from './store.ts'

export function interchangeJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  const system = (data: JobData) => systemViewer(String(data.la), clock.today())
  return {
    handlers: {
      async 'file-check'(data) {
        await checkFile(sql, system(data), String(data.import), { now: clock.now() })
      },
      async 'file-apply'(data) {
        await applyFile(sql, system(data), String(data.import), {
          now: clock.now(),
          ...(typeof data.by === 'string' && { by: data.by }),
        })
      },
      async 'files-waiting'(data) {
        await applyWaiting(sql, system(data), { now: clock.now() })
      },
      async 'files-delete'() {
        for (const { la_code } of await sql<{ la_code: string }[]>`select la_code from authorities`) {
          const viewer = systemViewer(la_code, clock.today())
          await asViewer(sql, viewer, tx => deleteOldFiles(tx, viewer))
        }
      },
    },
    crons: [{ name: 'files-delete', cron: '15 3 * * *', tz: 'Europe/London' }],
  }
}
