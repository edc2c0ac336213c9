// How does a test get a database of its own? It is copied from a template that has every migration, in well under
// half a second, and dropped afterwards.
//
// The cluster is a throw-away one in the system's temporary folder, shared by all the tests of a checkout: `npm test`
// holds it for the whole run, and a single file run by hand starts it, or joins it, and the last to leave stops it.
// With ONROLL_DATABASE_URL and ONROLL_OWNER_DATABASE_URL set, that PostgreSQL is used instead; its owner needs CREATEDB.

import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import type { Sql } from 'postgres'
import type { Connection } from '../connection.ts'
import { connect } from '../db.ts'
import { quoted } from '../migrate.ts'
import { asAdmin, startTestServer, type TestServer } from './server.ts'

export type FreshDatabase = {
  /** A small pool as the owner of the tables, whom the row rules let see everything. */
  readonly owner: Sql
  /** A small pool as the application's role. */
  readonly app: Sql
  readonly ownerOptions: Connection
  readonly appOptions: Connection
  /** Whoever may make databases: a superuser on a throw-away cluster, the owner elsewhere. For tests of roles. */
  readonly adminOptions: Connection
}

/** Only what `t` of node:test offers here; absent, the database is dropped when the file has finished. */
type Test = { after(action: () => Promise<void>): void }

const leavings: (() => Promise<void>)[] = []
let server: Promise<TestServer> | undefined

// Registered here, not on first use, so that it belongs to the file and not to whichever test came first.
after(async () => {
  for (const leave of leavings.reverse()) await leave()
})

/**
 * A new database with every migration applied and nothing in it.
 *
 * Takes the test, suite or file's context (`t`), so that the database goes when it ends; without one it lasts as long
 * as the file. `empty: true` gives one without any table.
 */
export async function freshDatabase(t?: Test, { empty = false } = {}): Promise<FreshDatabase> {
  server ??= findServer()
  const { admin, owner, app, template } = await server
  const name = `onroll_test_${process.pid}_${randomBytes(5).toString('hex')}`
  await asAdmin(admin, async sql => {
    // Copying files needs a checkpoint: free where nothing is forced to disk, slow on a server that means it.
    const strategy = admin.username === owner.username ? 'wal_log' : 'file_copy'
    const like = empty ? '' : ` template ${quoted(template)} strategy ${strategy}`
    await sql.unsafe(`create database ${quoted(name)} owner ${quoted(owner.username)}${like}`)
  })
  const ownerOptions = { ...owner, database: name }
  const appOptions = { ...app, database: name }
  const ownerSql = connect(ownerOptions, { max: 4 })
  const appSql = connect(appOptions, { max: 8 })
  const drop = async () => {
    await Promise.all([ownerSql.end({ timeout: 1 }), appSql.end({ timeout: 1 })])
    await asAdmin(admin, sql => sql.unsafe(`drop database if exists ${quoted(name)} with (force)`))
  }
  if (t) t.after(drop)
  else leavings.push(drop)
  return {
    owner: ownerSql,
    app: appSql,
    ownerOptions,
    appOptions,
    adminOptions: { ...admin, database: name },
  }
}

/** The server that `npm test` prepared and told us of; else one of our own, kept while this file runs. */
async function findServer(): Promise<TestServer> {
  const given = process.env.ONROLL_TEST_SERVER
  if (given) return JSON.parse(given) as TestServer
  const { server, stop } = await startTestServer()
  // First in, last out: every database is dropped before the server may stop.
  leavings.unshift(stop)
  return server
}
