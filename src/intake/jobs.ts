// What intake does on a schedule or later.
import type { Clock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import type { Cron, JobHandler } from '../platform/jobs.ts'
import { publicJobs } from './public/jobs.ts'

export function intakeJobs(services: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  const parts = [publicJobs(services)]
  return {
    handlers: Object.assign({}, ...parts.map(part => part.handlers)),
    crons: parts.flatMap(part => part.crons),
  }
}
