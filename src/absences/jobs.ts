// The rules every night, and for a school whenever its marks change.
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../platform/jobs.ts'
import { detect } from './actions.ts'

export function absencesJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return {
    handlers: {
      // With an authority, and a school or none: these marks changed. Without: the night has come, for everyone.
      async detect(data: JobData) {
        const on = clock.today()
        const schoolId = typeof data.school === 'string' ? data.school : undefined
        const authorities =
          typeof data.la === 'string'
            ? [data.la]
            : (await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`).map(
                a => a.la_code,
              )
        for (const la of authorities) {
          await detect(sql, systemViewer(la, on), { on, schoolId, now: () => clock.now() })
        }
      },
    },
    crons: [{ name: 'detect', cron: '30 1 * * *', tz: 'Europe/London' }],
  }
}
