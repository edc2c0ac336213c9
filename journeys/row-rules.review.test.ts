// The database's own rules for the tables of a school's day, tried with rows that exist: another school, another authority, a
// trust's head and a link write none of them, whatever school they put into the row, and change or delete none.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../src/access/store.ts'
import { publicViewer, type Viewer } from '../src/access/viewer.ts'
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

describe("the authority's other rooms", () => {
  const authority = ['cme-officer', 'cme-assistant', 'manager'] as const
  const see = (viewer: Viewer, query: string) =>
    asViewer(app, viewer, tx => tx.unsafe(query)).then(
      rows => rows.length,
      error => (error.code === '42501' ? 0 : String(error.code)),
    )

  test('are read by no school, no trust, no link and nobody from outside; a team reads what it was given alone', async () => {
    // What a team reads of a child: its own part, for a child given to it. The other tables of these rooms are the authority's alone.
    const given = new Set([
      'caseloads desk',
      'visits field-officer',
      'placing_steps admissions-officer',
      'placings admissions-officer',
      'desk_parts sen-officer',
      'desk_steps sen-officer',
      'home_educations ehe-officer',
      'home_education_steps ehe-officer',
    ])
    const rooms = await owner<{ name: string; has_child: boolean }[]>`
      select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'child_id') as has_child
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname ~ '^(caseloads|report|partners|consultation|teller|exclusion_steps|agreement_terms|check_(re|no)|s2s_|visit|risk_|plac|provider|desk_|home_education(s|_steps)|attendance_orders|order_steps|authority_(re|co)|case_views|supervision|panel|cme_reasons|census_)'
      order by 1`
    const { right, wrongSchool, wrongAuthority } = world.people
    const everyone = [
      ...Object.values(right).filter(one => !(authority as readonly string[]).includes(one.role)),
      wrongSchool.dsl,
      wrongAuthority['sen-officer'] ?? wrongAuthority.manager,
    ].map(one => ({ who: one.role as string, viewer: one.viewer(today) }))
    everyone.push({ who: 'the public', viewer: publicViewer('001', today) })
    everyone.push({
      who: 'a link',
      viewer: { ...publicViewer('001', today), side: 'link', role: 'link', personId: newId() },
    })
    const wrong: string[] = []
    let filled = 0
    for (const { name, has_child } of rooms) {
      const which = has_child ? `la_code = '001' and child_id is not null` : `la_code = '001'`
      if ((await owner.unsafe(`select 1 from ${name} where ${which} limit 1`)).length > 0) filled += 1
      for (const { who, viewer } of everyone) {
        const rows = await see(viewer, `select 1 from ${name} where ${which}`)
        const isGiven = given.has(`${name} ${who}`) || (given.has(`${name} desk`) && viewer.side === 'desk')
        if (rows !== 0 && !isGiven) wrong.push(`${name} by ${who}: ${rows}`)
        if (!has_child || !isGiven) continue
        const others = await see(
          viewer,
          `select 1 from ${name} where child_id not in ('${world.alder.child.id}', '${world.hidden.id}')`,
        )
        if (others !== 0) wrong.push(`${name} by ${who}: a child not given to it`)
      }
    }
    assert.deepEqual(wrong, [])
    assert(rooms.length > 40 && filled > 15, `${rooms.length} tables, ${filled} filled`)
  })

  test('show a team nothing of a child taken back, or on the day after the last: not even that it was given', async () => {
    const viewer = world.people.right['sen-officer'].viewer(today)
    const tables = ['caseloads', 'desk_parts', 'desk_steps', 'children', 'protections']
    const counts = async (of: Viewer) =>
      Promise.all(
        tables.map(name =>
          see(
            of,
            `select 1 from ${name}${name === 'children' ? '' : ` where child_id = '${world.alder.child.id}'`}`,
          ),
        ),
      )
    assert.deepEqual((await counts(viewer)).slice(0, 3), [1, 1, 1])
    await owner`update caseloads set ends_on = ${today} where role = 'sen-officer'`
    assert.deepEqual((await counts(viewer)).slice(0, 3), [1, 1, 1])
    assert.deepEqual(await counts({ ...viewer, today: '2026-11-21' }), [0, 0, 0, 0, 0])
    await owner`update caseloads set ends_on = null, ended_at = now() where role = 'sen-officer'`
    assert.deepEqual(await counts(viewer), [0, 0, 0, 0, 0])
    await owner`update caseloads set ended_at = null where role = 'sen-officer'`
  })

  test('show what was answered by a link about a protected child to those alone who may open what is protected', async () => {
    const { hidden, people } = world
    const id = newId()
    await owner`insert into one_time_links ${owner({
      la_code: '001',
      id,
      digest: newToken(),
      kind: 'check-reply',
      about_id: newId(),
      child_id: hidden.id,
      school_id: people.alder.id,
      sent_to: 'x',
      asks: 'x',
      answer: 'x',
      shows: {} as never,
      made_name: 'x',
      ends_on: '2027-01-01',
    })}`
    await owner`insert into link_answers (la_code, id, link_id, answers)
      values ('001', ${newId()}, ${id}, ${owner.json({ area: 'CanaryHidden area' })})`
    const by = async (role: keyof typeof people.right) => [
      await see(people.right[role].viewer(today), `select 1 from one_time_links where id = '${id}'`),
      await see(people.right[role].viewer(today), `select 1 from link_answers where link_id = '${id}'`),
    ]
    for (const role of ['dsl', 'headteacher', 'cme-officer', 'manager'] as const)
      assert.deepEqual(await by(role), [1, 1], role)
    for (const role of ['attendance-officer', 'cme-assistant', 'sen-officer', 'field-officer'] as const)
      assert.deepEqual(await by(role), [0, 0], role)
    // A school that no longer sees the child does not see that there is a protection either, and its link stays hidden.
    await owner`update enrolments set leaving_date = '2026-09-01', seen_until = '2026-09-30' where child_id = ${hidden.id}`
    assert.deepEqual(await by('attendance-officer'), [0, 0])
  })

  test('let an assistant write no order, panel or census, and let no officer take, note or sign one', async () => {
    const { right } = world.people
    const [kase] = await owner<{ id: string }[]>`select id from cases where token = ${world.alder.caseToken}`
    const child = { la_code: '001', child_id: world.alder.child.id, case_id: kase!.id }
    const panel = newId()
    const taking = newId()
    const rows = (by: string): Record<string, Row> => ({
      attendance_orders: { ...child, id: newId(), reference: newToken(), state: 'ended', opened_on: today },
      panels: {
        la_code: '001',
        id: panel,
        token: newToken(),
        kind: 'cme',
        meets_on: today,
        made_by: by,
        made_name: 'x',
      },
      census_takings: {
        la_code: '001',
        id: taking,
        token: newToken(),
        census_on: '2026-10-01',
        school_year: 2026,
        term: 'autumn',
        number: 90,
        reasons_of: '2025-10-01',
      },
      census_notes: {
        la_code: '001',
        id: newId(),
        taking_id: taking,
        figure: 'x',
        note: 'x',
        by_person: by,
        by_name: 'x',
      },
      census_signings: { la_code: '001', taking_id: taking, by_person: by, by_name: 'x', says: 'x' },
    })
    const refusedTo = async (role: 'cme-assistant' | 'cme-officer' | 'manager') => {
      const viewer = right[role].viewer(today)
      const refused: string[] = []
      for (const [table, row] of Object.entries(rows(viewer.personId))) {
        const came = await asViewer(app, viewer, async tx => {
          await tx`insert into ${tx(table)} ${tx(row as never)}`
          throw Object.assign(new Error('back'), { code: 'written' })
        }).catch(error => String(error.code))
        if (came === '42501') refused.push(table)
      }
      return refused
    }
    const census = ['census_takings', 'census_notes', 'census_signings']
    assert.deepEqual(await refusedTo('cme-assistant'), ['attendance_orders', 'panels', ...census])
    assert.deepEqual(await refusedTo('cme-officer'), census)
    assert.deepEqual(await refusedTo('manager'), [])
  })

  test('let nobody move a visit, a part, a placing, an order or a record of home education to another child or case', async () => {
    const viewer = world.people.right.manager.viewer(today)
    for (const table of [
      'visits',
      'desk_parts',
      'placings',
      'attendance_orders',
      'home_educations',
      'authority_requests',
    ])
      for (const column of ['child_id', 'la_code']) {
        if (table === 'authority_requests' && column === 'child_id') continue
        const came = await asViewer(app, viewer, tx =>
          tx.unsafe(`update ${table} set ${column} = ${column} where la_code = '001'`),
        ).then(
          () => 'written',
          error => String(error.code),
        )
        assert.equal(came, '42501', `${table}.${column}`)
      }
  })
})
