// What was this process told by whoever started it? Read once, into one frozen value; nothing else in src/ reads the
// environment. If anything is wrong, all that is wrong is listed and nothing starts.

import { type Connection, connectionFrom, SetupProblem } from './connection.ts'

export type Config = {
  readonly host: string
  readonly port: number
  /** How people reach this service: no slash at the end. */
  readonly publicUrl: string
  /** The application's own role; absent, the embedded database is used. */
  readonly database: Connection | undefined
  /** For `migrate`, `backup` and `restore` alone; a server that people use need not hold it. */
  readonly ownerDatabase: Connection | undefined
  readonly dataDir: string | undefined
  readonly logLevel: LogLevel
  /** Whether `npm start` started us: then its end is ours, even when it was killed and could not say so. */
  readonly startedByNpm: boolean
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Every setting, for `--help`. */
export const settings: readonly { name: string; says: string }[] = [
  { name: 'ONROLL_PORT', says: 'the port to listen on (3000)' },
  { name: 'ONROLL_HOST', says: 'the address to listen on (localhost)' },
  { name: 'ONROLL_PUBLIC_URL', says: 'how people reach it (http://localhost:PORT)' },
  {
    name: 'ONROLL_DATABASE_URL',
    says: "the application's role, postgres://…; absent, the embedded database",
  },
  {
    name: 'ONROLL_OWNER_DATABASE_URL',
    says: 'the owner of the tables; used by migrate, backup and restore alone',
  },
  { name: 'ONROLL_DATA_DIR', says: 'where the embedded database lives (data)' },
  { name: 'ONROLL_LOG_LEVEL', says: `${logLevels.join(', ')} (warn)` },
]

/**
 * The configuration that these variables describe.
 * Takes an environment. Throws SetupProblem with everything that is wrong with it, one a line.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const known = new Set(settings.map(({ name }) => name))
  for (const name of Object.keys(environment).sort()) {
    if (!name.startsWith('ONROLL_') || name.startsWith('ONROLL_TEST_') || known.has(name)) continue
    problems.push(`${name} is not a setting of Onroll. There are: ${[...known].join(', ')}`)
  }
  const given = (name: string) => environment[name]?.trim() || undefined

  const portText = given('ONROLL_PORT') ?? '3000'
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : -1
  if (port < 0 || port > 65535)
    problems.push(`ONROLL_PORT is "${portText}"; expected a number from 0 to 65535`)

  const publicUrl = given('ONROLL_PUBLIC_URL') ?? `http://localhost:${port}`
  const parsed = URL.parse(publicUrl)
  const isPlain = parsed && /^https?:$/.test(parsed.protocol) && parsed.pathname === '/' && !parsed.search
  if (!isPlain || parsed.hash || parsed.username) {
    problems.push(
      `ONROLL_PUBLIC_URL is "${publicUrl}"; expected such as https://onroll.example.org, without a path`,
    )
  }

  const address = (name: string): Connection | undefined => {
    const text = given(name)
    if (text === undefined) return undefined
    try {
      return connectionFrom(text)
    } catch (error) {
      if (!(error instanceof SetupProblem)) throw error
      problems.push(`${name}: ${error.message}`)
      return undefined
    }
  }
  const database = address('ONROLL_DATABASE_URL')
  const ownerDatabase = address('ONROLL_OWNER_DATABASE_URL')
  if (ownerDatabase && !given('ONROLL_DATABASE_URL')) {
    problems.push("ONROLL_OWNER_DATABASE_URL needs ONROLL_DATABASE_URL beside it: the application's own role")
  }
  if (database && ownerDatabase && database.username === ownerDatabase.username) {
    problems.push(
      `ONROLL_DATABASE_URL and ONROLL_OWNER_DATABASE_URL name the same role (${database.username}); ` +
        'the application must not own its tables',
    )
  }
  const logLevel = logLevels.find(level => level === (given('ONROLL_LOG_LEVEL') ?? 'warn'))
  if (!logLevel) {
    problems.push(
      `ONROLL_LOG_LEVEL is "${given('ONROLL_LOG_LEVEL')}"; expected one of ${logLevels.join(', ')}`,
    )
  }

  if (problems.length > 0) throw new SetupProblem(problems.join('\n'))
  return Object.freeze({
    host: given('ONROLL_HOST') ?? 'localhost',
    port,
    publicUrl: publicUrl.replace(/\/$/, ''),
    database,
    ownerDatabase,
    dataDir: given('ONROLL_DATA_DIR'),
    logLevel: logLevel ?? 'warn',
    startedByNpm: environment.npm_lifecycle_event !== undefined,
  })
}
