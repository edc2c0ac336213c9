// How does work wait, happen later, and happen again when it failed? In pg-boss, whose tables the owner made when it
// migrated. A job is sent inside the transaction that wants it, so that there is one if and only if that commits.

import { PgBoss } from 'pg-boss'
import type { Sql, TransactionSql } from 'postgres'
import type { Connection } from './connection.ts'
import { jobsSchema } from './job-tables.ts'

/** What a job carries: small and plain. Put ids in it, never a child's details. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>
export type JobHandler = (data: JobData) => Promise<void>
export type Cron = { readonly name: string; readonly cron: string; readonly tz: string }

export type JobsOptions = {
  /** The application's role: it needs no right to make anything. */
  readonly connection: Connection
  readonly handlers: Readonly<Record<string, JobHandler>>
  readonly crons: readonly Cron[]
  /** Told of faults in the queue itself and of each failed try. Neither carries the job's data. */
  readonly onProblem: (problem: string) => void
  readonly pollingSeconds?: number
}

/** Where jobs go that failed every time, to be looked at by a person. */
export const parkedQueue = 'parked'

const queueOptions = {
  policy: 'standard',
  retryLimit: 5,
  retryDelay: 30,
  retryBackoff: true,
  expireInSeconds: 3600,
  deadLetter: parkedQueue,
} as const

/**
 * Begins to take jobs. Gives `stop`, which lets those under way finish.
 * A job may run twice (a worker killed half way), so each handler must leave the same end when it does.
 */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { connection, handlers, crons, onProblem } = options
  const { host, port, database, username, password, ssl } = connection
  const boss = new PgBoss({
    host,
    port,
    database,
    user: username,
    password,
    ...(ssl ? { ssl: ssl === 'verify-full' ? true : { rejectUnauthorized: false } } : {}),
    schema: jobsSchema,
    max: 4,
    application_name: 'onroll jobs',
    // The owner made the tables; this role could not, nor rebuild their indexes.
    migrate: false,
    createSchema: false,
    reindex: false,
  })
  boss.on('error', error => onProblem(`The job queue: ${error.message}`))
  await boss.start()
  await boss.createQueue(parkedQueue)
  for (const [name, handler] of Object.entries(handlers)) {
    await boss.createQueue(name, queueOptions)
    let worker: string | undefined
    worker = await boss.work<JobData>(
      name,
      { batchSize: 1, pollingIntervalSeconds: options.pollingSeconds ?? 2 },
      async jobs => {
        for (const { data } of jobs) {
          try {
            await handler(data ?? {})
          } catch (error) {
            onProblem(`The job ${name} failed and will be tried again: ${(error as Error).name}`)
            // Kept in the job's record without its message, which may quote a person.
            throw new Error((error as Error).name)
          }
        }
        // Another may be waiting: look at once, not after the pause. In the morning every school's register comes.
        if (worker) boss.notifyWorker(worker)
      },
    )
  }
  for (const { name } of await boss.getSchedules()) {
    if (!crons.some(cron => cron.name === name)) await boss.unschedule(name)
  }
  for (const { name, cron, tz } of crons) {
    if (!handlers[name]) throw new Error(`The cron ${name} has no handler`)
    await boss.schedule(name, cron, {}, { tz })
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) }
}

/**
 * Sends a job inside a transaction: it exists if and only if the transaction commits.
 * Takes the transaction (or a connection, to send it at once), the queue's name and what the job carries.
 */
export async function sendJob(sql: TransactionSql | Sql, name: string, data: JobData = {}): Promise<void> {
  // pg-boss documents its job table for this; what a queue sets as its defaults has to be copied, so it is done here.
  const insert = () => sql`
    insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
                            deletion_seconds, keep_until, policy, dead_letter, heartbeat_seconds)
    select name, ${sql.json(data)}, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
           deletion_seconds, now() + retention_seconds * interval '1s', policy, dead_letter, heartbeat_seconds
      from pgboss.queue where name = ${name}`
  if ((await insert()).count === 1) return
  // The first job of its kind, before any worker has said that there is such a kind.
  await sql`select pgboss.create_queue(${parkedQueue}, ${sql.json({ policy: 'standard' })})`
  await sql`select pgboss.create_queue(${name}, ${sql.json(queueOptions)})`
  if ((await insert()).count !== 1) throw new Error(`There is no queue ${name}`)
}
