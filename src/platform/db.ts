// The database: a connection, and a transaction that knows on whose behalf it runs.
import postgres from 'postgres'

export type Sql = postgres.Sql
/** A transaction. Only inside one does the database know the viewer, so stores take a Tx, never a Sql. */
export type Tx = postgres.TransactionSql
export type Fragment = postgres.PendingQuery<postgres.Row[]>
export type ConnectionOptions = {
  host: string
  port: number
  database: string
  username: string
  password: string
}

/** Opens a pool of at most `max` connections. Days come back as text (2026-09-01), instants as Date. */
export function connect(options: ConnectionOptions | string, max = 10): Sql {
  const common = {
    max,
    idle_timeout: 0,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'onroll', TimeZone: 'UTC' },
    // Days stay text: a Date would put a time and a zone on them.
    types: {
      day: { to: 1082, from: [1082], serialize: (x: string) => x, parse: (x: string) => x },
      bigint: { to: 20, from: [20], serialize: (x: number) => String(x), parse: (x: string) => Number(x) },
    },
  }
  return (
    typeof options === 'string' ? postgres(options, common) : postgres({ ...options, ...common })
  ) as unknown as Sql
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
