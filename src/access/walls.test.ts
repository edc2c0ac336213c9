// The second wall, read from the database's own catalogue: a table that forgot the rules fails here.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Sql } from '../platform/db.ts'
import { servingRoleProblems } from '../platform/migrate.ts'
import { freshDatabase } from '../platform/testing/database.ts'

let owner: Sql
let app: Sql
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
})

type Table = {
  name: string
  comment: string | null
  forced: boolean
  enabled: boolean
  columns: string[]
  key: string[]
  policies: string[]
}
const tables = () => owner<Table[]>`
  select c.relname as name, obj_description(c.oid) as comment, c.relforcerowsecurity as forced,
         c.relrowsecurity as enabled,
         array(select a.attname::text from pg_attribute a
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
         array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality k(attnum, at)
               join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
               where i.indrelid = c.oid and i.indisprimary order by k.at) as key,
         array(select p.polname::text from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`

/** Tables of no one authority, and why each may be. */
const ofNoAuthority = ['installation', 'migrations', 'sign_in_attempts']
/** Tables that say which authority and hold nothing that another may not know. */
const forAll: readonly string[] = ['authorities', 'establishments']

describe('every table', () => {
  test('of an authority has row security forced, with rules for the viewer', async () => {
    const wrong = (await tables())
      .filter(table => table.columns.includes('la_code') && !forAll.includes(table.name))
      .filter(
        table => !table.forced || !table.enabled || table.policies.every(policy => policy === 'owner_all'),
      )
    assert.deepEqual(
      wrong.map(table => table.name),
      [],
    )
  })
  test('has the authority first in its key', async () => {
    const wrong = (await tables()).filter(
      table =>
        !ofNoAuthority.includes(table.name) && table.name !== 'establishments' && table.key[0] !== 'la_code',
    )
    assert.deepEqual(
      wrong.map(table => table.name),
      [],
    )
  })
  test('says in its comment which class of thing it holds', async () => {
    const wrong = (await tables()).filter(
      table => table.name !== 'migrations' && !/^C(\d|1[0-2])\. /.test(table.comment ?? ''),
    )
    assert.deepEqual(
      wrong.map(table => table.name),
      [],
    )
  })
  test('asks of whoever looks more than the name of an authority, or is shut to the public', async () => {
    // Somebody without an account says the authority too: a rule that asks nothing else would show them the table.
    const open = await owner<{ name: string }[]>`
      select distinct p.polrelid::regclass::text as name from pg_policy p
      where p.polpermissive and p.polname <> 'owner_all'
        and concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
            !~ 'viewer_(is_authority|is_system|side|role|person|schools|trust_schools)|EXISTS|_in_sight'
        and not exists (select 1 from pg_policy r
                        where r.polrelid = p.polrelid and not r.polpermissive and r.polname = 'not_for_the_public')
      order by 1`
    assert.deepEqual(
      open.map(row => row.name),
      ['public_pages'],
    )
  })
  test('of history is added to, and never changed or deleted', async () => {
    const rows = await owner<{ name: string; comment: string | null; may: string[] }[]>`
      select c.relname as name, obj_description(c.oid) as comment,
             array(select distinct g.privilege_type::text from information_schema.role_table_grants g
                   where g.table_schema = 'public' and g.table_name = c.relname and g.grantee = ${await appRole()}
                   union select distinct g.privilege_type::text from information_schema.column_privileges g
                   where g.table_schema = 'public' and g.table_name = c.relname and g.grantee = ${await appRole()}
                   order by 1) as may
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`
    const history = rows.filter(row => /Only added to\./.test(row.comment ?? ''))
    assert.ok(history.length >= 15, 'the comments no longer say which tables are history')
    for (const row of history) assert.deepEqual(row.may, ['INSERT', 'SELECT'], row.name)
    const emptied = rows.filter(row =>
      row.may.some(one => ['TRUNCATE', 'REFERENCES', 'TRIGGER'].includes(one)),
    )
    assert.deepEqual(
      emptied.map(row => row.name),
      [],
    )
  })
})

const appRole = async (): Promise<string> =>
  (await app<{ name: string }[]>`select current_user::text as name`)[0]!.name

describe('the application’s role', () => {
  test('owns nothing, bypasses nothing, makes nothing', async () => {
    assert.deepEqual(await servingRoleProblems(app), [])
  })
  test('sees no row of any authority until it says for whom it looks', async () => {
    for (const table of (await tables()).filter(one => one.forced)) {
      assert.equal((await app`select 1 from ${app(table.name)} limit 1`).length, 0, table.name)
    }
  })
  test('runs only functions that were given to it, and each that runs as the owner has its search path fixed', async () => {
    const functions = await owner<
      { name: string; definer: boolean; config: string[] | null; may: boolean }[]
    >`
      select p.proname as name, p.prosecdef as definer, p.proconfig as config,
             has_function_privilege(${await appRole()}, p.oid, 'execute') as may
      from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`
    const loose = functions.filter(
      one => one.definer && !one.config?.some(line => line.startsWith('search_path=')),
    )
    assert.deepEqual(
      loose.map(one => one.name),
      [],
    )
    // A new one is a new way round the row rules: read it before you add it here.
    assert.deepEqual(
      functions.filter(one => one.definer && one.may).map(one => one.name),
      [
        'child_in_sight',
        'child_is_protected',
        'demonstration_people',
        'invitation_person',
        'link_with_digest',
        'pair_guarded',
        'pair_in_sight',
        'protect_child',
        'protected_detail_held',
        'roll_candidate_in_sight',
        'session_person',
        'session_with_roles',
        'sign_in_person',
      ],
    )
  })
})
