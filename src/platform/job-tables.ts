// Where do jobs wait? In tables of pg-boss, in a schema of their own, made by the owner when it migrates, so that the
// role that serves needs no right to make anything.

import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import pgBossPackage from 'pg-boss/package.json' with { type: 'json' }
import type { Sql } from 'postgres'
import { SetupProblem } from './connection.ts'

export const jobsSchema = 'pgboss'

/**
 * Makes or brings up to date the tables of the job queue, and lets the application's role use them.
 * Takes a single connection of the owner. Throws SetupProblem if they were made by a later pg-boss.
 */
export async function installJobs(connection: Sql, appRole: string): Promise<void> {
  const wanted = pgBossPackage.pgboss.schema
  const [table] = await connection`select to_regclass(${`${jobsSchema}.version`}) as found`
  if (!table?.found) {
    await connection.unsafe(getConstructionPlans(jobsSchema))
  } else {
    const [{ version } = { version: 0 }] = await connection<
      { version: number }[]
    >`select version from pgboss.version`
    if (version > wanted) {
      throw new SetupProblem(
        `The job queue's tables are at version ${version} and this version of Onroll knows ${wanted}.`,
      )
    }
    if (version < wanted) await connection.unsafe(getMigrationPlans(jobsSchema, version))
  }
  const role = `"${appRole.replaceAll('"', '""')}"`
  await connection.unsafe(`
    revoke create on schema ${jobsSchema} from public;
    grant usage on schema ${jobsSchema} to ${role};
    grant select, insert, update, delete on all tables in schema ${jobsSchema} to ${role};
    grant execute on all functions in schema ${jobsSchema} to ${role};`)
}
