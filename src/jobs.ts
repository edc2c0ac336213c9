// Every noun's jobs, put together: what happens on a schedule or later. app.ts does the same for pages.

import { absencesJobs } from './absences/jobs.ts'
import { casesJobs } from './cases/jobs.ts'
import { censusJobs } from './census/jobs.ts'
import { checksJobs } from './checks/jobs.ts'
import { destinationsJobs } from './destinations/jobs.ts'
import { intakeJobs } from './intake/jobs.ts'
import { interchangeJobs } from './interchange/jobs.ts'
import { leaveJobs } from './leave/jobs.ts'
import { leaversJobs } from './leavers/jobs.ts'
import { lettersJobs } from './letters/jobs.ts'
import { keysJobs } from './matching/kept/jobs.ts'
import { proposalsJobs } from './matching/proposals/jobs.ts'
import { ordersJobs } from './orders/jobs.ts'
import { otherAuthoritiesJobs } from './other-authorities/jobs.ts'
import { placesJobs } from './places/jobs.ts'
import type { Clock } from './platform/clock.ts'
import type { Sql } from './platform/db.ts'
import type { Cron, JobData, JobHandler } from './platform/jobs.ts'
import type { Sender } from './platform/senders.ts'
import { reportsJobs } from './reports/jobs.ts'
import { rollChecksJobs } from './rollchecks/jobs.ts'
import { thenLocalSteps, triggersJobs } from './triggers/jobs.ts'
import { visitsJobs } from './visits/jobs.ts'

export type JobServices = {
  readonly sql: Sql
  readonly clock: Clock
  /** By what emails and text messages go; none where nothing is set up. */
  readonly senders?: readonly Sender[]
}

/** The handlers by the name of their queue, what is to be sent when, and what at every start. */
export function createJobs(services: JobServices): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
  atStart: readonly { name: string; data: JobData }[]
} {
  const absences = absencesJobs(services)
  const keys = keysJobs(services)
  const letters = lettersJobs(services)
  const rollChecks = rollChecksJobs(services)
  const reports = reportsJobs(services)
  const parts = [
    absences,
    interchangeJobs(services),
    triggersJobs(services),
    keys,
    letters,
    rollChecks,
    proposalsJobs(services),
    reports,
    destinationsJobs(services),
    leaveJobs(services),
    leaversJobs(services),
    casesJobs(services),
    placesJobs(services),
    censusJobs(services),
    intakeJobs(services),
    otherAuthoritiesJobs(services),
    ordersJobs(services),
    visitsJobs(services),
    checksJobs(services),
  ]
  const handlers: Record<string, JobHandler> = Object.assign({}, ...parts.map(part => part.handlers))
  return {
    // Local steps count the same marks as the rules, so they are looked for when the rules have run.
    handlers: {
      ...handlers,
      detect: thenLocalSteps(services.sql, handlers.detect!),
      nightly: thenLocalSteps(services.sql, handlers.nightly!),
    },
    crons: parts.flatMap(part => part.crons),
    atStart: [
      ...keys.atStart,
      ...absences.atStart,
      ...rollChecks.atStart,
      ...reports.atStart,
      ...letters.atStart,
    ],
  }
}
