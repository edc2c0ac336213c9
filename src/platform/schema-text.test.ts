import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { schemaText } from './schema-text.ts'
import { freshDatabase } from './testing/database.ts'

const file = join(import.meta.dirname, '../../database/schema.sql')

test('database/schema.sql is what the migrations make', async t => {
  const { owner, ownerOptions, appOptions } = await freshDatabase(t)
  const [server] = await owner`select current_setting('server_version_num')::int / 10000 as major`
  // Versions of PostgreSQL print the same expression in other words; the file speaks as the embedded one does.
  if (server!.major !== 18) return t.skip('printed by another version of PostgreSQL')
  const printed = await schemaText(owner, { owner: ownerOptions.username, app: appOptions.username })
  if (process.env.ONROLL_TEST_UPDATE === 'yes') await writeFile(file, printed)
  const committed = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  // Line by line: the first that differs says more than both texts whole.
  for (const [index, line] of printed.split('\n').entries()) {
    assert.equal(
      committed[index],
      line,
      `database/schema.sql is out of date from line ${index + 1}: ` +
        'ONROLL_TEST_UPDATE=yes npm test -- src/platform/schema-text.test.ts',
    )
  }
  assert.equal(committed.length, printed.split('\n').length)
})

test('every table says what it is for', async t => {
  const { owner } = await freshDatabase(t)
  const silent = await owner`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname <> 'migrations' and obj_description(oid, 'pg_class') is null`
  assert.deepEqual(
    silent.map(({ relname }) => relname),
    [],
  )
})
