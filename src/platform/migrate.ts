// How does a database come to have the tables this code expects, and how do we know that it has?
//
// Numbered SQL files that only go forward, each in a transaction of its own, applied with the owner's credentials and
// remembered with a digest of their text. After them come the job queue's own tables and then grants.sql, every time:
// what the application may do is always exactly what that one file says.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql, TransactionSql } from 'postgres'
import { SetupProblem } from './connection.ts'
import { installJobs } from './job-tables.ts'

export type Migration = {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly digest: string
}

export type MigrateOptions = {
  /** The role the application connects as. */
  readonly appRole: string
  /** Its password, if the role may have to be made. */
  readonly appPassword?: string
  /** Stop after this number: for tests of an upgrade, and for restoring a backup of an older version. */
  readonly upTo?: number
  /** The folder that holds `migrations/` and `grants.sql`; only tests give another. */
  readonly folder?: string
}

const ownFolder = join(import.meta.dirname, '../../database')

/** The migrations this code knows, in order. Numbers may leave gaps, as branches do. Throws when two are the same. */
export function knownMigrations(folder: string = ownFolder): Migration[] {
  const names = readdirSync(join(folder, 'migrations'))
    .filter(name => name.endsWith('.sql'))
    .sort()
  const seen = new Set<number>()
  return names.map(name => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1])
    if (!(number > 0))
      throw new Error(`database/migrations/${name}: expected a name like 0001-what-it-does.sql`)
    if (seen.has(number)) throw new Error(`database/migrations/${name}: there are two with this number`)
    seen.add(number)
    const text = readFileSync(join(folder, 'migrations', name), 'utf8')
    return { number, name: name.slice(5, -4), text, digest: createHash('sha256').update(text).digest('hex') }
  })
}

/** A digest of everything that makes a fresh database what it is: the template of the tests is named by it. */
export function schemaDigest(folder: string = ownFolder): string {
  const hash = createHash('sha256')
  for (const migration of knownMigrations(folder)) hash.update(migration.digest)
  hash.update(readFileSync(join(folder, 'grants.sql')))
  for (const name of ['migrate.ts', 'job-tables.ts'])
    hash.update(readFileSync(join(import.meta.dirname, name)))
  return hash.digest('hex').slice(0, 16)
}

/**
 * Brings a database up to date.
 *
 * Takes the owner's connection. Gives the migrations that were applied now, in order.
 * Throws SetupProblem if the database was made by later code, or if a migration that it has was changed since.
 */
export async function migrate(sql: Sql, options: MigrateOptions): Promise<Migration[]> {
  const folder = options.folder ?? ownFolder
  const known = knownMigrations(folder)
  const connection = await sql.reserve()
  try {
    // Two who migrate at once take turns; the second finds nothing to do.
    await connection`select pg_advisory_lock(hashtext('onroll migrate'))`
    try {
      await connection`create table if not exists migrations (
        number     int primary key,
        name       text not null,
        digest     text not null,
        applied_at timestamptz not null default now())`
      const applied = await connection<Applied[]>`select number, name, digest from migrations order by number`
      refuseUnknown(applied, known)
      await makeAppRole(connection, options)
      const last = applied.at(-1)?.number ?? 0
      const upTo = options.upTo ?? Number.POSITIVE_INFINITY
      const wanted = known.filter(({ number }) => number > last && number <= upTo)
      for (const migration of wanted) await applyOne(connection, migration)
      const complete = applied.length + wanted.length === known.length
      if (complete) {
        await installJobs(connection, options.appRole)
        const grants = readFileSync(join(folder, 'grants.sql'), 'utf8')
        await inTransaction(connection, fillIn(grants, options.appRole))
      }
      return wanted
    } finally {
      await connection`select pg_advisory_unlock(hashtext('onroll migrate'))`
    }
  } finally {
    connection.release()
  }
}

type Applied = { number: number; name: string; digest: string }

/** What is wrong with the schema of a database that this code is about to use; nothing if it is as it should be. */
export async function schemaProblems(
  sql: Sql | TransactionSql,
  folder: string = ownFolder,
): Promise<string[]> {
  const [table] = await sql`select to_regclass('public.migrations') as found`
  if (!table?.found) return ['The database has no tables yet. Run: onroll migrate']
  const applied = await sql<Applied[]>`select number, name, digest from migrations order by number`
  const known = knownMigrations(folder)
  const problems = unknownIn(applied, known)
  if (problems.length === 0 && applied.length < known.length) {
    problems.push(
      `The database is at migration ${applied.at(-1)?.number ?? 0} and this version of Onroll needs ` +
        `${known.at(-1)?.number}. Run: onroll migrate`,
    )
  }
  return problems
}

/**
 * Why the role of this connection must not serve people: empty if it may.
 *
 * The second wall stands only while the application cannot step round it, so each way round is asked for by name.
 */
export async function servingRoleProblems(sql: Sql | TransactionSql): Promise<string[]> {
  const [role] = await sql<
    {
      name: string
      super: boolean
      bypass: boolean
      roles: boolean
      databases: boolean
      owns: string | null
    }[]
  >`
    select current_user as name,
           rolsuper as super, rolbypassrls as bypass, rolcreaterole as roles, rolcreatedb as databases,
           (select format('%I.%I', n.nspname, c.relname)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where pg_has_role(current_user, c.relowner, 'member') and c.relpersistence <> 't'
               and n.nspname not like 'pg_temp%' and n.nspname not like 'pg_toast%'
             order by 1 limit 1) as owns
      from pg_roles where rolname = current_user`
  if (!role) return ['The role of this connection cannot be read']
  const problems: string[] = []
  const says = (is: boolean, what: string) => {
    if (is) problems.push(`The role ${role.name} ${what}`)
  }
  says(role.super, 'is a superuser, whom no row rule holds')
  says(role.bypass, 'may bypass row rules (BYPASSRLS)')
  says(role.roles, 'may make roles (CREATEROLE)')
  says(role.databases, 'may make databases (CREATEDB)')
  says(role.owns !== null, `owns a table (${role.owns}), or is a member of its owner, and could alter it`)
  if (role.super) return problems
  const [may] = await sql<
    {
      schema: boolean
      database: boolean
      member: string | null
      truncate: string | null
      unforced: string | null
    }[]
  >`
    select has_schema_privilege('public', 'create') as schema,
           pg_has_role(current_user, (select datdba from pg_database where datname = current_database()), 'member')
             as database,
           (select rolname from pg_roles
             where (rolsuper or rolbypassrls) and rolname <> current_user and pg_has_role(current_user, oid, 'member')
             order by 1 limit 1) as member,
           (select c.relname from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
               and has_table_privilege(c.oid, 'truncate') order by 1 limit 1) as truncate,
           (select c.relname from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
               and c.relrowsecurity and not c.relforcerowsecurity order by 1 limit 1) as unforced`
  says(may?.schema === true, 'may make tables in the schema public')
  says(may?.database === true, 'owns the database')
  says(typeof may?.member === 'string', `is a member of ${may?.member}, whom no row rule holds`)
  says(typeof may?.truncate === 'string', `may empty the table ${may?.truncate} at a stroke (TRUNCATE)`)
  if (typeof may?.unforced === 'string')
    problems.push(`Row security is not forced on the table ${may.unforced}`)
  return problems
}

function refuseUnknown(applied: readonly Applied[], known: readonly Migration[]): void {
  const problems = unknownIn(applied, known)
  if (problems.length > 0) throw new SetupProblem(problems.join('\n'))
}

function unknownIn(applied: readonly Applied[], known: readonly Migration[]): string[] {
  const last = applied.at(-1)?.number ?? 0
  const skipped = known.filter(({ number }) => number < last && !applied.some(one => one.number === number))
  const gaps = skipped.map(
    ({ number, name }) => `The database is at migration ${last} and never had migration ${number} (${name}).`,
  )
  const changed = applied.flatMap(({ number, name, digest }) => {
    const ours = known.find(migration => migration.number === number)
    if (!ours) {
      return [
        `The database has migration ${number} (${name}), which this version of Onroll does not know. Use the newer version.`,
      ]
    }
    if (ours.digest !== digest) {
      return [`Migration ${number} (${name}) was changed after it had been applied to this database.`]
    }
    return []
  })
  return [...changed, ...gaps]
}

type Connection = Sql

async function applyOne(connection: Connection, migration: Migration): Promise<void> {
  const { number, name, digest, text } = migration
  const record = `insert into migrations (number, name, digest) values (${number}, '${name}', '${digest}');`
  try {
    await inTransaction(connection, `${text}\n;${record}`)
  } catch (error) {
    const { message, position } = error as Error & { position?: string }
    const line = position ? `, line ${text.slice(0, Number(position)).split('\n').length}` : ''
    throw new Error(`Migration ${number} (${name})${line}: ${message}`, { cause: error })
  }
}

/** A reserved connection has no `begin` of its own in postgres.js; one text with many statements needs none. */
async function inTransaction(connection: Connection, text: string): Promise<void> {
  await connection.unsafe('begin')
  try {
    await connection.unsafe(text)
    await connection.unsafe('commit')
  } catch (error) {
    await connection.unsafe('rollback')
    throw error
  }
}

/** The role's name in double quotes, wherever grants.sql says `:app_role`. */
function fillIn(grants: string, appRole: string): string {
  return grants.replaceAll(':app_role', () => quoted(appRole))
}

/** An identifier, quoted for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

async function makeAppRole(connection: Connection, { appRole, appPassword }: MigrateOptions): Promise<void> {
  const [known] = await connection`select 1 from pg_roles where rolname = ${appRole}`
  if (known) return
  const [me] =
    await connection`select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`
  if (!me?.may) {
    throw new SetupProblem(
      `The application's role ${appRole} does not exist and the owner may not make it. As an administrator, run: ` +
        `create role ${quoted(appRole)} login password '…'`,
    )
  }
  const password = appPassword === undefined ? '' : ` password '${appPassword.replaceAll("'", "''")}'`
  await connection.unsafe(
    `create role ${quoted(appRole)} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication${password}`,
  )
}
