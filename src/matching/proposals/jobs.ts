// What the doors asked is looked for, and records that were written or changed are compared again: in small parts, each
// done whole or not at all, so that a worker killed half way leaves the rest on the list.

import { asViewer } from '../../access/store.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../../platform/jobs.ts'
import { answerAsked, compareSome } from '../actions.ts'
import { againQueue, askedQueue, urgencyQueue } from '../doors/actions.ts'
import { refreshUrgency } from './store.ts'

/** Children compared in one transaction: whoever writes one of them waits no longer than this takes. */
const atOnce = 25
/** One job goes on so long, then leaves the rest to the next minute's. */
const secondsAJob = 50

export function proposalsJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
} {
  const everyAuthority = async () =>
    (await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`).map(
      row => row.la_code,
    )
  return {
    handlers: {
      async [askedQueue](data: JobData) {
        await answerAsked(sql, systemViewer(String(data.la), clock.today()), String(data.asked))
      },
      async [againQueue](data: JobData) {
        const until = clock.now().getTime() + secondsAJob * 1000
        for (const la of typeof data.la === 'string' ? [data.la] : await everyAuthority()) {
          const system = systemViewer(la, clock.today())
          while ((await compareSome(sql, system, atOnce)) > 0 && clock.now().getTime() < until);
        }
      },
      // With an authority and a child: a case was opened. Without: the night has come, for everyone.
      async [urgencyQueue](data: JobData) {
        const childId = typeof data.child === 'string' ? data.child : undefined
        for (const la of typeof data.la === 'string' ? [data.la] : await everyAuthority()) {
          const system = systemViewer(la, clock.today())
          await asViewer(sql, system, tx => refreshUrgency(tx, system, childId))
        }
      },
    },
    crons: [
      { name: againQueue, cron: '* * * * *', tz: 'Europe/London' },
      { name: urgencyQueue, cron: '40 4 * * *', tz: 'Europe/London' },
    ],
  }
}
