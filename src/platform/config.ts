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
  /** By what emails and text messages go; without either, letters are printed. */
  readonly sending: Sending
  /** Whether `npm start` started us: then its end is ours, even when it was killed and could not say so. */
  readonly startedByNpm: boolean
}

export type Sending = {
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  readonly notify:
    | {
        readonly key: string
        readonly url: string
        readonly emailTemplate: string | undefined
        readonly textTemplate: string | undefined
      }
    | undefined
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
  {
    name: 'ONROLL_SMTP_URL',
    says: 'the mail server emails go by, smtps://user:password@host; absent, none go by it',
  },
  { name: 'ONROLL_MAIL_FROM', says: 'the address emails come from: a mailbox that somebody reads' },
  { name: 'ONROLL_NOTIFY_KEY', says: 'a key of GOV.UK Notify; absent, nothing goes by it' },
  {
    name: 'ONROLL_NOTIFY_EMAIL_TEMPLATE',
    says: 'the id of its email template, with ((subject)) and ((body)); not beside ONROLL_SMTP_URL',
  },
  { name: 'ONROLL_NOTIFY_TEXT_TEMPLATE', says: 'the id of its text message template, with ((body))' },
  {
    name: 'ONROLL_NOTIFY_URL',
    says: 'another address for it, for trials (https://api.notifications.service.gov.uk)',
  },
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

  const sending = readSending(given, problems)

  if (problems.length > 0) throw new SetupProblem(problems.join('\n'))
  return Object.freeze({
    host: given('ONROLL_HOST') ?? 'localhost',
    port,
    publicUrl: publicUrl.replace(/\/$/, ''),
    database,
    ownerDatabase,
    dataDir: given('ONROLL_DATA_DIR'),
    logLevel: logLevel ?? 'warn',
    sending,
    startedByNpm: environment.npm_lifecycle_event !== undefined,
  })
}

/** By what emails and text messages go. Adds what is wrong to `problems`; no key or password stands in them. */
function readSending(given: (name: string) => string | undefined, problems: string[]): Sending {
  const smtpUrl = given('ONROLL_SMTP_URL')
  const from = given('ONROLL_MAIL_FROM')
  if (smtpUrl !== undefined && !/^smtps?:$/.test(URL.parse(smtpUrl)?.protocol ?? '')) {
    problems.push('ONROLL_SMTP_URL is not an address such as smtps://user:password@mail.example.org')
  }
  if (smtpUrl !== undefined && from === undefined) {
    problems.push('ONROLL_SMTP_URL needs ONROLL_MAIL_FROM beside it: the address emails come from')
  }
  if (from !== undefined && !/^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/.test(from)) {
    problems.push(`ONROLL_MAIL_FROM is "${from}"; expected one plain address, such as letters@example.org`)
  }
  const key = given('ONROLL_NOTIFY_KEY')
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  if (key !== undefined && !new RegExp(`^.*${uuid}-${uuid}$`, 'i').test(key)) {
    problems.push('ONROLL_NOTIFY_KEY is not a key of GOV.UK Notify: a name and two ids')
  }
  const template = (name: string): string | undefined => {
    const id = given(name)
    if (id !== undefined && !new RegExp(`^${uuid}$`, 'i').test(id)) {
      problems.push(`${name} is "${id}"; expected the id of a template`)
    }
    if (id !== undefined && key === undefined) problems.push(`${name} needs ONROLL_NOTIFY_KEY beside it`)
    return id
  }
  const emailTemplate = template('ONROLL_NOTIFY_EMAIL_TEMPLATE')
  const textTemplate = template('ONROLL_NOTIFY_TEXT_TEMPLATE')
  if (key !== undefined && emailTemplate === undefined && textTemplate === undefined) {
    problems.push(
      'ONROLL_NOTIFY_KEY needs ONROLL_NOTIFY_EMAIL_TEMPLATE or ONROLL_NOTIFY_TEXT_TEMPLATE beside it',
    )
  }
  if (smtpUrl !== undefined && emailTemplate !== undefined) {
    problems.push('ONROLL_SMTP_URL and ONROLL_NOTIFY_EMAIL_TEMPLATE are both given: emails go by one of them')
  }
  const url = given('ONROLL_NOTIFY_URL') ?? 'https://api.notifications.service.gov.uk'
  const parsed = URL.parse(url)
  const isHere = parsed !== null && ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname)
  if (!parsed || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isHere))) {
    problems.push(`ONROLL_NOTIFY_URL is "${url}"; expected https://…`)
  }
  return {
    smtp: smtpUrl !== undefined && from !== undefined ? { url: smtpUrl, from } : undefined,
    notify: key === undefined ? undefined : { key, url: url.replace(/\/$/, ''), emailTemplate, textTemplate },
  }
}
