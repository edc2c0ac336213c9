// How do we say which database, as whom? One plain value, whether it came from an address in the environment
// or from the embedded database, so that it can be handed to a child process as JSON.

/** Where a database is and who connects. Plain data: safe to send to a child process, never to a log. */
export type Connection = {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly username: string
  /** Empty if there is none. */
  readonly password: string
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
  // A user before an empty host (`postgres://me@/onroll?host=/run`) is right for libpq and wrong for a URL.
  const url = URL.parse(address.replace(/^(postgres(?:ql)?:\/\/[^@/?]*)@\//, '$1@localhost/'))
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
    password,
    ...(sslMode === 'disable' ? {} : { ssl: sslMode as NonNullable<Connection['ssl']> }),
  }
}
