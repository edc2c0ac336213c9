// Which PostgreSQL do tests run on, and what do they copy? Kept apart from database.ts, which belongs inside a test.

import { createHash } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { type Connection, connectionFrom } from '../connection.ts'
import { connect } from '../db.ts'
import { type Embedded, startEmbedded, usersOf } from '../embedded-postgres.ts'
import { migrate, quoted, schemaDigest } from '../migrate.ts'

/** Connections with which tests make databases, and the template they copy. */
export type TestServer = {
  /** May make databases: the superuser of a throw-away cluster, the owner elsewhere. */
  readonly admin: Connection
  readonly owner: Connection
  readonly app: Connection
  readonly template: string
}

const checkout = realpathSync(join(import.meta.dirname, '../../..'))

/**
 * A server for tests with a template that has every migration.
 *
 * Gives the server and `stop`, which stops a throw-away cluster if nobody else uses it, and with `remove` deletes it.
 */
export async function startTestServer(): Promise<{
  server: TestServer
  stop: (options?: { remove?: boolean }) => Promise<void>
}> {
  const appUrl = process.env.ONROLL_DATABASE_URL
  const ownerUrl = process.env.ONROLL_OWNER_DATABASE_URL
  if (appUrl && ownerUrl) {
    const owner = connectionFrom(ownerUrl)
    const app = connectionFrom(appUrl)
    const template = await makeTemplate(owner, owner, app)
    const dropTemplate = () =>
      asAdmin(owner, sql => sql.unsafe(`drop database if exists ${quoted(template)}`))
        // Another run on the same server may be copying it.
        .catch(() => {})
    return {
      server: { admin: owner, owner, app, template },
      stop: async ({ remove = false } = {}) => {
        if (remove) await dropTemplate()
      },
    }
  }

  const dataDir = testFolder()
  const start = () =>
    startEmbedded({
      checkout,
      dataDir,
      durable: false,
      purpose: 'tests',
      settings: { max_connections: '200' },
    })
  let embedded: Embedded
  try {
    embedded = await start()
  } catch (error) {
    if (usersOf(dataDir).length > 0) throw error
    // It promised nothing, so after a power cut it may be past mending.
    rmSync(dataDir, { recursive: true, force: true })
    embedded = await start()
  }
  if (usersOf(dataDir).length === 0) await dropLeftovers(embedded.superuser)
  const template = await makeTemplate(embedded.superuser, embedded.owner, embedded.app)
  const { superuser: admin, owner, app } = embedded
  return {
    server: { admin, owner, app, template },
    stop: options => embedded.stop(options),
  }
}

function testFolder(): string {
  const key = createHash('sha256').update(checkout).digest('hex').slice(0, 10)
  return join(tmpdir(), `onroll-test-${userInfo().uid}-${key}`)
}

/** Makes the template if the migrations have changed since the last one. Whoever comes meanwhile waits. */
async function makeTemplate(admin: Connection, owner: Connection, app: Connection): Promise<string> {
  const template = `onroll_template_${schemaDigest()}`
  await asAdmin(admin, async sql => {
    const lock = await sql.reserve()
    try {
      await lock`select pg_advisory_lock(hashtext('onroll test template'))`
      const [made] = await lock`select 1 from pg_database where datname = ${template}`
      if (made) return
      const making = `${template}_making`
      await lock.unsafe(`drop database if exists ${quoted(making)} with (force)`)
      await lock.unsafe(`create database ${quoted(making)} owner ${quoted(owner.username)}`)
      const ownerSql = connect({ ...owner, database: making }, { max: 1 })
      try {
        await migrate(ownerSql, {
          appRole: app.username,
          appPassword: app.password,
        })
      } finally {
        await ownerSql.end()
      }
      // Named last, so that a half-made one is never copied.
      await lock.unsafe(`alter database ${quoted(making)} rename to ${quoted(template)}`)
    } finally {
      await lock`select pg_advisory_unlock(hashtext('onroll test template'))`
      lock.release()
    }
  })
  return template
}

/** Databases of tests that were killed, and templates of older migrations. */
async function dropLeftovers(admin: Connection): Promise<void> {
  const current = `onroll_template_${schemaDigest()}`
  await asAdmin(admin, async sql => {
    const old = await sql<{ datname: string }[]>`
      select datname from pg_database
       where (datname like 'onroll\\_test\\_%' or datname like 'onroll\\_template\\_%') and datname <> ${current}`
    for (const { datname } of old) await sql.unsafe(`drop database if exists ${quoted(datname)} with (force)`)
  })
}

/** Does one thing with a connection of its own, and closes it. */
export async function asAdmin<T>(admin: Connection, act: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(admin, { max: 1 })
  try {
    return await act(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
