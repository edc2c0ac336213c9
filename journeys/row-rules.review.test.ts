// The database's own rules for the tables of a school's day, tried with rows that exist: another school, another authority, a
// trust's head and a link write none of them, whatever school they put into the row, and change or delete none.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../src/access/store.ts'
import type { Viewer } from '../src/access/viewer.ts'
import type { Sql } from '../src/platform/db.ts'
import { newId, newToken } from '../src/platform/ids.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { makeWorld, today, type World } from './walk-world.ts'

let owner: Sql
let app: Sql
let world: World
let tables: string[]
before(async () => {
  ;({ owner, app } = await freshDatabase())
  world = await makeWorld(owner)
  const rows = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'child_id')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id')
    order by 1`
  tables = rows.map(row => row.name)
})

/** Those who have no business with Alder's child. */
const strangers = (): { who: string; viewer: Viewer }[] => {
  const { wrongSchool, wrongAuthority, right } = world.people
  const link: Viewer = {
    ...right.dsl.viewer(today),
    side: 'link',
    role: 'link',
    personId: newId(),
    schools: [],
  }
  return [
    ...(['attendance-officer', 'dsl', 'headteacher'] as const).map(role => ({
      who: `another school's ${role}`,
      viewer: wrongSchool[role].viewer(today),
    })),
    { who: "another authority's manager", viewer: wrongAuthority.manager.viewer(today) },
    { who: "a trust's head", viewer: right['trust-head'].viewer(today) },
    { who: 'a link', viewer: link },
  ]
}

type Row = Record<string, unknown>
async function rowOf(table: string): Promise<Row | undefined> {
  const [row] = await owner<{ row: Row }[]>`
    select to_jsonb(t) as row from ${owner(table)} t where t.child_id = ${world.alder.child.id} limit 1`
  return row?.row
}

describe('a row about a child of one school', () => {
  test('is written by nobody else, with that school in it or with their own', async t => {
    const wrong: string[] = []
    let tried = 0
    for (const table of tables) {
      const row = await rowOf(table)
      if (!row) continue
      for (const { who, viewer } of strangers()) {
        for (const school_id of [row.school_id, viewer.schools[0] ?? null]) {
          const given = {
            ...row,
            school_id,
            la_code: viewer.la,
            ...('id' in row && { id: newId() }),
            ...('token' in row && { token: newToken() }),
            ...('by_person' in row && { by_person: viewer.personId }),
          }
          tried += 1
          // Taken back at once: a row that got in must not open the way for the next.
          const came = await asViewer(app, viewer, async tx => {
            await tx`insert into ${tx(table)}
              select * from jsonb_populate_record(null::${tx(table)}, ${tx.json(given as never)})`
            throw Object.assign(new Error('back'), { code: 'written' })
          }).catch(error => String(error.code))
          // 42501: the row rules, or the grants. Anything else was let through to the constraints behind them; of another authority
          // those are keys that hold the authority's number, and no less a wall.
          // A row of one's own authority that names another's school and child is about nobody: no key of that authority leads to it.
          const isHeld =
            viewer.la === row.la_code ? came === '42501' : came !== 'written' || table === 'returns'
          if (!isHeld)
            wrong.push(
              `${table} by ${who} with ${school_id === row.school_id ? 'that' : 'their'} school: ${came}`,
            )
        }
      }
    }
    t.diagnostic(`${tables.length} tables, ${tried} tries`)
    assert.deepEqual(wrong, [])
    assert(tried > 300)
  })

  test('is seen, changed and deleted by nobody else', async () => {
    const wrong: string[] = []
    for (const table of tables) {
      for (const { who, viewer } of strangers()) {
        for (const what of ['select 1 from', 'delete from', 'update'] as const) {
          const set = what === 'update' ? 'set la_code = la_code' : ''
          const tail = what === 'select 1 from' ? '' : 'returning 1'
          const came = await asViewer(app, viewer, tx =>
            tx.unsafe(`${what} ${table} ${set} where child_id = $1 ${tail}`, [world.alder.child.id]),
          ).then(
            rows => rows.length,
            error => (error.code === '42501' ? 0 : String(error.code)),
          )
          if (came !== 0) wrong.push(`${what} ${table} by ${who}: ${came}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  })
})
