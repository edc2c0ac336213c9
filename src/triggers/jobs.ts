// Local steps every night after the rules, for one school after its marks changed, and the previews of large authorities.
import { systemViewer } from '../access/viewer.ts'
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import { type JobData, type JobHandler, sendJob } from '../platform/jobs.ts'
import { findHits, hitsQueue, previewQueue, workOutPreview } from './actions.ts'

export function triggersJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly []
} {
  return {
    handlers: {
      // With an authority, and a school or none; without: the night has come, for everyone.
      async [hitsQueue](data: JobData) {
        const on = clock.today()
        const schoolId = typeof data.school === 'string' ? data.school : undefined
        for (const la of await authoritiesOf(sql, data)) {
          await findHits(sql, systemViewer(la, on), { on, schoolId })
        }
      },
      async [previewQueue](data: JobData) {
        await workOutPreview(sql, systemViewer(String(data.la), clock.today()), String(data.preview))
      },
    },
    crons: [],
  }
}

async function authoritiesOf(sql: Sql, data: JobData): Promise<string[]> {
  if (typeof data.la === 'string') return [data.la]
  const rows = await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
  return rows.map(row => row.la_code)
}

/** Looks for local steps after the rules have run, over the same schools: a job of its own, so that each is tried again alone. */
export function thenLocalSteps(sql: Sql, detect: JobHandler): JobHandler {
  return async data => {
    await detect(data)
    await sendJob(sql, hitsQueue, data)
  }
}
