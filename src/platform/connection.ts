// How do we say which database, as whom? One plain value, whether it came from an address in the environment
// or from the embedded database, so that it can be handed to a child process as JSON.

import postgres from 'postgres'

/** Where a database is and who connects. Plain data: safe to send to a child process, never to a log. */
export type Connection = {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly username: string
  readonly password?: string
  readonly ssl?: 'require' | 'allow' | 'prefer' | 'verify-full'
}

/** Something about the database, or about how we were started, that a person has to put right. Its message is for them. */
export class SetupProblem extends Error {}

/**
 * The connection that a `postgres://` address speaks of.
 *
 * Takes the address (`?host=/folder` for a socket, `?sslmode=` as libpq has it) or a connection, which comes back as it is.
 * Throws SetupProblem, which never repeats the password.
 */
export function connectionFrom(address: string | Connection): Connection {
  if (typeof address !== 'string') return address
  const url = URL.parse(address)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new SetupProblem('A database address looks like postgres://user:password@host:5432/database')
  }
  const database = decodeURIComponent(url.pathname.slice(1))
  const username = decodeURIComponent(url.username) || url.searchParams.get('user') || ''
  if (!database || !username) throw new SetupProblem('A database address must name a database and a user')
  const password = decodeURIComponent(url.password)
  const sslMode = url.searchParams.get('sslmode') ?? 'disable'
  if (!['disable', 'allow', 'prefer', 'require', 'verify-full'].includes(sslMode)) {
    throw new SetupProblem(
      `sslmode=${sslMode} in a database address: use disable, allow, prefer, require or verify-full`,
    )
  }
  return {
    host: url.searchParams.get('host') ?? (decodeURIComponent(url.hostname) || 'localhost'),
    port: Number(url.searchParams.get('port') ?? (url.port || '5432')),
    database,
    username,
    ...(password ? { password } : {}),
    ...(sslMode === 'disable' ? {} : { ssl: sslMode as NonNullable<Connection['ssl']> }),
  }
}

/**
 * A pool of connections. Notices are dropped: they can carry row values, and nobody would read them.
 * Takes a connection and any options of postgres.js; gives its `sql`.
 */
export function connect(
  connection: Connection,
  options: {
    max?: number
    connection?: Record<string, string | number | boolean>
    idle_timeout?: number
  } = {},
): postgres.Sql {
  const { ssl, ...rest } = connection
  return postgres({ ...rest, ...(ssl ? { ssl } : {}), onnotice: () => {}, ...options })
}
