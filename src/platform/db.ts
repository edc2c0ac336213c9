// The database: connections that outlive its faults, and a transaction that knows on whose behalf it runs.
import postgres from 'postgres'
import type { Connection } from './connection.ts'

export type Sql = postgres.Sql
/** A transaction. Only inside one does the database know the viewer, so stores take a Tx, never a Sql. */
export type Tx = postgres.TransactionSql
export type Fragment = postgres.PendingQuery<postgres.Row[]>
/** Rows that are read when somebody waits for them, and until then may stand in another statement. */
export type Rows<T extends object> = postgres.PendingQuery<T[]>

/**
 * Several reads in one turn to the database: a page that shows much of one child would else wait for each. Takes the queries,
 * not yet waited for, and the names of columns that are moments, which come back as dates; days stay text. Not for bytes.
 */
export async function together<T extends Record<string, object>>(
  tx: Tx,
  queries: { [K in keyof T]: Rows<T[K]> },
  moments: readonly string[],
): Promise<{ [K in keyof T]: T[K][] }> {
  const columns = Object.entries<Fragment>(queries as unknown as Record<string, Fragment>).map(
    ([name, query], at) => tx`${at > 0 ? tx`,` : tx``}
      (select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (${query}) one) as ${tx(name)}`,
  )
  const [found] = await tx<Record<string, Record<string, unknown>[]>[]>`select ${columns}`
  for (const row of Object.values(found ?? {}).flat()) {
    for (const name of moments) if (typeof row[name] === 'string') row[name] = new Date(row[name])
  }
  return found as unknown as { [K in keyof T]: T[K][] }
}

type Pool = { readonly sql: postgres.Sql; readonly waiting: Set<(lost: Error) => void> }

/** How long statements on connections that still live may take to end, after another connection was lost. */
const graceSeconds = 15

/**
 * A pool of at most `max` connections, which outlives the database going away and coming back.
 *
 * postgres.js does not: when a server dies under many busy connections, some of its slots never connect again and some
 * transactions neither end nor fail (18 of 40 in our trial, with 5 of 20 slots left). So a lost connection retires the
 * whole pool: new work goes to a new one, and what is still waiting after a while in the old one fails, to be tried again.
 *
 * Notices are dropped: they can carry row values, and nobody would read them.
 */
export function connect(connection: Connection, { max = 10 }: { max?: number } = {}): Sql {
  let ending: Promise<void> | undefined
  let pool = open()

  function open(): Pool {
    const opened: Pool = {
      sql: openPool(connection, max, () => retire(opened)),
      waiting: new Set(),
    }
    return opened
  }

  function retire(old: Pool): void {
    if (ending || old !== pool) return
    pool = open()
    const lost = Object.assign(new Error('The connection to the database was lost'), {
      code: 'CONNECTION_CLOSED',
    })
    setTimeout(() => {
      for (const fail of old.waiting) fail(lost)
    }, graceSeconds * 1000).unref()
    old.sql.end({ timeout: graceSeconds }).catch(() => {})
  }

  function begin(...args: unknown[]): Promise<unknown> {
    const { sql, waiting } = pool
    return new Promise((done, fail) => {
      waiting.add(fail)
      const leave = () => waiting.delete(fail)
      Reflect.apply(sql.begin, undefined, args).then(done, fail).then(leave, leave)
    })
  }

  function end(options?: { timeout?: number }): Promise<void> {
    ending ??= pool.sql.end(options)
    return ending
  }

  const own: Record<string | symbol, unknown> = { begin, end }
  return new Proxy((() => {}) as unknown as Sql, {
    apply: (_target, _this, args) => Reflect.apply(pool.sql, undefined, args),
    get: (_target, name) => own[name] ?? Reflect.get(pool.sql, name),
  })
}

function openPool(connection: Connection, max: number, onclose: () => void): postgres.Sql {
  const { ssl, ...rest } = connection
  return postgres({
    ...rest,
    ...(ssl ? { ssl } : {}),
    max,
    // Nothing but a loss or our own end closes a connection, so that every close means one of the two.
    max_lifetime: null,
    onclose,
    onnotice: () => {},
    connection: { application_name: 'onroll', TimeZone: 'UTC' },
    types: {
      // Days stay text (2026-09-01): a Date would put a time and a zone on them.
      day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
      // Counts stay numbers; none of ours comes near 2^53.
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
    },
  }) as unknown as postgres.Sql
}

/**
 * Keeps one fault of postgres.js from ending the process: a statement that was about to be sent when its connection went
 * is written to nothing, outside any promise. Its caller has been told already. Any other fault ends the process, as ever.
 */
export function outliveLostConnections(): void {
  process.on('uncaughtException', error => {
    if (error instanceof TypeError && /at .*nextWrite .*postgres/.test(error.stack ?? '')) return
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(1)
  })
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
