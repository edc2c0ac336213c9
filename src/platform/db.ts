// A transaction that knows on whose behalf it runs.
import postgres from 'postgres'
import type { Connection } from './connection.ts'

export type Sql = postgres.Sql
/** A transaction. Only inside one does the database know the viewer, so stores take a Tx, never a Sql. */
export type Tx = postgres.TransactionSql
export type Fragment = postgres.PendingQuery<postgres.Row[]>
/** A pool of at most `max` connections. Notices are dropped: they can carry row values, and nobody would read them. */
export function connect(connection: Connection, { max = 10 }: { max?: number } = {}): Sql {
  const { ssl, ...rest } = connection
  return postgres({
    ...rest,
    ...(ssl ? { ssl } : {}),
    max,
    onnotice: () => {},
    connection: { application_name: 'onroll', TimeZone: 'UTC' },
    types: {
      // Days stay text (2026-09-01): a Date would put a time and a zone on them.
      day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
      // Counts stay numbers; none of ours comes near 2^53.
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
    },
  }) as unknown as Sql
}

/** Settings that row rules read, such as who is looking. They end with the transaction. */
export type ViewerSettings = Readonly<Record<string, string>>

/** Sets the settings for the rest of this transaction. */
export async function applySettings(tx: Tx, settings: ViewerSettings): Promise<void> {
  const names = Object.keys(settings)
  const values = names.map(name => settings[name]!)
  await tx`select set_config(name, value, true) from unnest(${names}::text[], ${values}::text[]) as s(name, value)`
}

/** Runs `work` in one transaction with the settings in force; all of it happens or none. */
export async function inTransaction<T>(
  sql: Sql,
  settings: ViewerSettings,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return (await sql.begin(async tx => {
    await applySettings(tx, settings)
    return work(tx)
  })) as T
}
