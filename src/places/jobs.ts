// What places does on a schedule or later.
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'

export function placesJobs(_services: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  return { handlers: {}, crons: [] }
}
