// Keys that wait to be worked out: children who were here before there were keys, keys of an older version, and whatever
// was written past the functions that keep them.
import { asViewer } from '../../access/store.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import type { Cron, JobData, JobHandler } from '../../platform/jobs.ts'
import { keepSomeKeys } from './store.ts'

/** How many children are worked out in one transaction: a fraction of a second, so that nobody waits for it. */
const atOnce = 500

/** Works out all the keys of an authority that wait, some at a time. Broken off, it goes on where it was. Gives how many. */
export async function keepWaitingKeys(
  sql: Sql,
  la: string,
  today: string,
  progress: (done: number) => void = () => {},
): Promise<number> {
  const system = systemViewer(la, today)
  let done = 0
  for (;;) {
    const some = await asViewer(sql, system, tx => keepSomeKeys(tx, system, atOnce))
    done += some
    if (some === 0) return done
    progress(done)
  }
}

/** The queue of keys to be worked out, of every authority. */
export const keysQueue = 'keys'

export function keysJobs({ sql, clock }: { sql: Sql; clock: Clock }): {
  handlers: Readonly<Record<string, JobHandler>>
  crons: readonly Cron[]
  atStart: readonly { name: string; data: JobData }[]
} {
  return {
    handlers: {
      async [keysQueue]() {
        for (const { la_code } of await sql<{ la_code: string }[]>`
          select la_code from authorities order by la_code`) {
          await keepWaitingKeys(sql, la_code, clock.today())
        }
      },
    },
    // What was forgotten is found in another way until then, more slowly.
    crons: [{ name: keysQueue, cron: '*/10 * * * *', tz: 'Europe/London' }],
    atStart: [{ name: keysQueue, data: {} }],
  }
}
