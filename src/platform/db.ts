// A transaction that knows on whose behalf it runs.
import type postgres from 'postgres'

export type Sql = postgres.Sql
/** A transaction. Only inside one does the database know the viewer, so stores take a Tx, never a Sql. */
export type Tx = postgres.TransactionSql
export type Fragment = postgres.PendingQuery<postgres.Row[]>
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
