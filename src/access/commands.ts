// `onroll user`: the first administrator of an authority, and the way back in for someone who lost everything.
import { parseArgs } from 'node:util'
import { systemClock } from '../platform/clock.ts'
import { type Command, type CommandIo, UsageProblem } from '../platform/command.ts'
import { SetupProblem } from '../platform/connection.ts'
import { connect, inTransaction, type Sql } from '../platform/db.ts'
import { schemaProblems } from '../platform/migrate.ts'
import { englishAuthorities } from '../schools/english-authorities.ts'
import { authorityName, insertAuthority } from '../schools/store.ts'
import { firstManager, recoverFromCommandLine } from './actions.ts'
import { peopleSigningIn } from './store.ts'
import { systemViewer, viewerSettings } from './viewer.ts'

const help = `onroll user first --la CODE [--authority NAME] --name NAME --email EMAIL
onroll user recover --email EMAIL [--la CODE]

first    makes the authority, if it is not there, and its first CME manager, and prints a link with which that
         person sets a password and a second factor. The manager invites everyone else on the pages.
recover  for someone who can no longer sign in and whom nobody can help on the pages: ends their sessions, clears
         password and second factor, and prints a new link.

  --la CODE         the authority's three digits, such as 383
  --authority NAME  its name, where the code is not one of England's
  --name NAME       the person's name
  --email EMAIL     the address they will sign in with

A link works once, for 7 days. Give it to the person yourself, not by email with the address in clear.
`

export const userCommand: Command = { name: 'user', help, run }

async function run(args: string[], io: CommandIo): Promise<number> {
  const [what, ...rest] = args
  if (what !== 'first' && what !== 'recover') throw new UsageProblem('Say `first` or `recover`.')
  const given = read(rest)
  const email = required(given, 'email')
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new UsageProblem(`--email ${email} is not an email address`)
  if (given.la !== undefined && !/^\d{3}$/.test(given.la)) {
    throw new UsageProblem(`--la ${given.la} is not three digits`)
  }
  const made =
    what === 'first'
      ? { la: required(given, 'la'), name: required(given, 'name'), authority: given.authority }
      : undefined
  const { publicUrl } = await io.config()
  const database = await io.database()
  const sql = connect(database.app, { max: 1 })
  try {
    const problems = await schemaProblems(sql)
    if (problems.length) throw new SetupProblem(problems.join('\n'))
    const token = made ? await first(sql, { ...made, email }) : await recover(sql, email, given.la)
    io.stderr.write(`${made ? 'Invited' : 'Cleared'}: ${email}. The link works once, for 7 days:\n`)
    io.stdout.write(`${publicUrl}/invitation/${token}\n`)
    return 0
  } finally {
    await sql.end()
    await database.release()
  }
}

type Given = { la?: string; authority?: string; name?: string; email?: string }

function read(args: string[]): Given {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ args, options: { la: text, authority: text, name: text, email: text } })
    return { ...values }
  } catch (error) {
    throw new UsageProblem((error as Error).message)
  }
}

function required(given: Given, name: keyof Given): string {
  const value = given[name]?.trim()
  if (!value) throw new UsageProblem(`--${name} is missing`)
  return value
}

async function first(
  sql: Sql,
  given: { la: string; name: string; email: string; authority: string | undefined },
): Promise<string> {
  const name = (await authorityName(sql, given.la)) ?? given.authority ?? englishAuthorities.get(given.la)
  if (!name)
    throw new SetupProblem(
      `${given.la} is not the code of an English authority: give its name with --authority`,
    )
  await insertAuthority(sql, given.la, name)
  const system = systemViewer(given.la, systemClock.today(), 'The command line')
  const decision = await inTransaction(sql, viewerSettings(system), tx =>
    firstManager(tx, system, given, systemClock.now()),
  )
  if (!decision.allowed) throw new SetupProblem(decision.refusals.map(refusal => refusal.says).join('\n'))
  return decision.value
}

async function recover(sql: Sql, email: string, la: string | undefined): Promise<string> {
  const found = await inTransaction(sql, {}, tx => peopleSigningIn(tx, email))
  const people = found.filter(person => la === undefined || person.la_code === la)
  if (people.length === 0) throw new SetupProblem(`Nobody signs in with ${email}`)
  if (people.length > 1) {
    throw new SetupProblem(
      `${email} is in ${people.map(person => person.la_code).join(' and ')}: say which with --la`,
    )
  }
  const person = people[0]!
  const system = systemViewer(person.la_code, systemClock.today(), 'The command line')
  return inTransaction(sql, viewerSettings(system), tx =>
    recoverFromCommandLine(tx, system, person.id, systemClock.now()),
  )
}
