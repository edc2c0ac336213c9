// Which database does this command work on? The one whose address was given, else the embedded one: joined if it runs,
// started if it does not, and stopped again by whoever leaves it last.

import { join } from 'node:path'
import type { Config } from './config.ts'
import { type Connection, SetupProblem } from './connection.ts'
import { type Embedded, startEmbedded } from './embedded-postgres.ts'

export const checkout = join(import.meta.dirname, '../..')

export type Database = {
  /** As the role that was asked for: the application's, or the owner's. */
  readonly connection: Connection
  /** As the application, always. */
  readonly app: Connection
  readonly embedded: Embedded | undefined
  /** Leaves the database. Await it, or an embedded one may be left running. */
  release(): Promise<void>
}

/**
 * The database of this configuration.
 * Throws SetupProblem if the owner was asked for and only the application's address was given.
 */
export async function databaseFor(
  config: Config,
  { owner = false, purpose = 'a command' }: { owner?: boolean; purpose?: string } = {},
): Promise<Database> {
  if (config.database) {
    if (owner && !config.ownerDatabase) {
      throw new SetupProblem(
        "This needs the owner of the tables: set ONROLL_OWNER_DATABASE_URL. The application's role may not do it.",
      )
    }
    return {
      connection: (owner ? config.ownerDatabase : undefined) ?? config.database,
      app: config.database,
      embedded: undefined,
      release: async () => {},
    }
  }
  const embedded = await startEmbedded({
    checkout,
    purpose,
    ...(config.dataDir === undefined ? {} : { dataDir: config.dataDir }),
  })
  return {
    connection: owner ? embedded.owner : embedded.app,
    app: embedded.app,
    embedded,
    release: () => embedded.stop(),
  }
}
