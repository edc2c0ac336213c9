import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { keysStored, keyVersion } from '../keys.ts'
import type { Described } from '../record.ts'
import { keepAllKeys, wrongKeys } from '../testing/keys.ts'
import { keepKeys, keepSomeKeys, keysWait, recordsOf } from './store.ts'

const system = systemViewer('001', '2026-11-20')
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})

const heldUnder = async (record: Partial<Described>): Promise<string[]> => {
  const keys = keysStored({
    ...{ surnames: [], forenames: [], upns: [], homes: [], phones: [], contacts: [] },
    ...record,
  })
  assert.ok(keys.length > 0)
  const rows = await db.owner<{ child_id: string }[]>`
    select distinct child_id from child_keys where la_code = '001' and key = any (${keys})`
  return rows.map(row => row.child_id)
}

describe('the keys of a child', () => {
  test('are marked by whatever changes the record, and worked out by those who did', async () => {
    const child = await makeChild(db.owner, { school: people.alder, phone: '07700 900111' })
    await keepAllKeys(db.app)
    const marks: [string, () => Promise<unknown>][] = [
      ['a name', () => db.owner`update children set surname = 'Other' where id = ${child.id}`],
      ['a home', () => db.owner`update child_addresses set ended_at = now() where child_id = ${child.id}`],
      [
        'another home',
        () => db.owner`
          insert into child_addresses (la_code, id, child_id, lines) values ('001', gen_random_uuid(), ${child.id}, '7 Way')`,
      ],
      ['a home gone', () => db.owner`delete from child_addresses where child_id = ${child.id}`],
      [
        'a contact',
        () => db.owner`update contacts set phone_1 = '07700 900222' where child_id = ${child.id}`,
      ],
      [
        'another contact',
        () => db.owner`
          insert into contacts (la_code, id, child_id, name) values ('001', gen_random_uuid(), ${child.id}, 'A Parent')`,
      ],
      ['a contact gone', () => db.owner`delete from contacts where child_id = ${child.id}`],
      [
        'a former name',
        () => db.owner`
          insert into child_changes (la_code, id, child_id, by_name, field, old_value, why)
          values ('001', gen_random_uuid(), ${child.id}, 'A test', 'surname', 'Earlier', 'A test')`,
      ],
      [
        'a protection',
        () => db.owner`
          insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
          values ('001', gen_random_uuid(), ${child.id}, 'address', '2026-11-20', 'A test', 'A test')`,
      ],
    ]
    const version = async () =>
      (await db.owner`select key_version from child_key_sets where child_id = ${child.id}`)[0]!.key_version
    for (const [what, change] of marks) {
      assert.equal(await version(), keyVersion, what)
      await change()
      assert.equal(await version(), 0, what)
      assert.deepEqual((await wrongKeys(db.app)).differ, [child.id], what)
      await asViewer(db.app, system, tx => keepKeys(tx, system, [child.id]))
      assert.deepEqual((await wrongKeys(db.app)).differ, [], what)
    }
  })

  test('find it under a former name and a former UPN that only its history holds', async () => {
    const child = await makeChild(db.owner, { school: people.alder, surname: 'Nowadays', forename: 'Wren' })
    for (const [field, old] of [
      ['surname', 'Formerly'],
      ['upn', 'J001999121001'],
    ]) {
      await db.owner`
        insert into child_changes (la_code, id, child_id, by_name, field, old_value, new_value, why)
        values ('001', gen_random_uuid(), ${child.id}, 'A test', ${field!}, ${old!}, 'x', 'A list')`
    }
    await keepAllKeys(db.app)
    const [record] = await asViewer(db.app, system, tx => recordsOf(tx, '001', [child.id]))
    assert.deepEqual(record!.surnames, ['Nowadays', 'Formerly'])
    assert.deepEqual(await heldUnder({ surnames: ['Formerly'], dateOfBirth: '2017-03-14' }), [child.id])
    assert.deepEqual(await heldUnder({ upns: ['J001999121001'] }), [child.id])
  })

  test('of a protected child lose home and telephone and keep names and birthday, whoever protects', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Sheltered',
      address: '44 Hidden Mews',
      phone: '07700 900444',
    })
    await keepAllKeys(db.app)
    assert.deepEqual(await heldUnder({ phones: ['07700 900444'] }), [child.id])
    const dsl = people.right.dsl.viewer('2026-11-20')
    const { insertProtection } = await import('../../children/store.ts')
    await asViewer(db.app, dsl, tx =>
      insertProtection(tx, dsl, { childId: child.id, kind: 'address', fromOn: '2026-11-20', reason: 'Fear' }),
    )
    assert.deepEqual(await heldUnder({ phones: ['07700 900444'] }), [])
    const [home] = await db.owner<{ postcode: string }[]>`
      select detail->>'postcode' as postcode from protected_details where child_id = ${child.id} and kind = 'address'`
    assert.ok(home!.postcode)
    assert.ok(
      !(await heldUnder({ homes: [{ lines: '44 Hidden Mews', postcode: home!.postcode }] })).includes(
        child.id,
      ),
    )
    assert.deepEqual(await heldUnder({ surnames: ['Sheltered'], dateOfBirth: '2017-03-14' }), [child.id])
    assert.deepEqual((await wrongKeys(db.app)).differ, [])
  })

  test('of another version stay until they are worked out anew, some at a time', async () => {
    await keepAllKeys(db.app)
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Longstanding',
      phone: '07700 900555',
    })
    await keepAllKeys(db.app)
    await db.owner`update child_key_sets set key_version = -1`
    assert.deepEqual(await heldUnder({ phones: ['07700 900555'] }), [child.id])
    assert.equal(await asViewer(db.app, system, tx => keysWait(tx, '001')), true)
    assert.equal(await asViewer(db.app, system, tx => keepSomeKeys(tx, system, 2)), 2)
    await keepAllKeys(db.app)
    assert.equal(await asViewer(db.app, system, tx => keysWait(tx, '001')), false)
    assert.deepEqual((await wrongKeys(db.app)).differ, [])
  })

  test('are worked out from the latest record where two change it at once', async () => {
    const child = await makeChild(db.owner, { school: people.alder, phone: '07700 900666' })
    await keepAllKeys(db.app)
    let go = () => {}
    const held = new Promise<void>(done => {
      go = done
    })
    const first = asViewer(db.app, system, async tx => {
      await tx`update children set surname = 'Firstly' where id = ${child.id}`
      await keepKeys(tx, system, [child.id])
      await held
    })
    const second = asViewer(db.app, system, async tx => {
      await tx`update contacts set phone_1 = null, ended_at = now() where child_id = ${child.id}`.catch(
        () => {},
      )
      await keepKeys(tx, system, [child.id])
    })
    setTimeout(go, 100)
    await Promise.allSettled([first, second])
    await keepAllKeys(db.app)
    assert.deepEqual((await wrongKeys(db.app)).differ, [])
  })

  test('go with the child', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    await keepAllKeys(db.app)
    await db.owner.begin(async tx => {
      for (const table of ['child_addresses', 'contacts', 'enrolments', 'match_again']) {
        await tx`delete from ${tx(table)} where child_id = ${child.id}`
      }
      await tx`delete from children where id = ${child.id}`
    })
    const [left] = await db.owner`select count(*)::int as n from child_keys where child_id = ${child.id}`
    assert.equal(left!.n, 0)
  })

  test('are nothing a school can read or an application can forge', async () => {
    const school = people.right.headteacher.viewer('2026-11-20')
    const seen = await asViewer(
      db.app,
      school,
      tx => tx`select (select count(*) from child_keys) + (select count(*) from child_key_sets) as n`,
    )
    assert.equal(Number(seen[0]!.n), 0)
    await assert.rejects(
      asViewer(
        db.app,
        system,
        tx => tx`insert into child_keys (la_code, key, child_id) values ('001', 1, gen_random_uuid())`,
      ),
      /permission denied/,
    )
  })
})

test('the job works out what waits, and the command mends what was spoilt by hand', async () => {
  const { keysJobs } = await import('./jobs.ts')
  const { keysCommand } = await import('./commands.ts')
  const child = await makeChild(db.owner, { school: people.alder, phone: '07700 900777' })
  const { handlers } = keysJobs({ sql: db.app, clock: stoppedClock(new Date('2026-11-20T10:00:00Z')) })
  await handlers.keys!({})
  assert.deepEqual((await wrongKeys(db.app)).differ, [])
  await db.owner`delete from child_keys where child_id = ${child.id}`
  const said: string[] = []
  const run = (...args: string[]) => {
    const out = { write: (text: string) => said.push(text) } as unknown as NodeJS.WritableStream
    return keysCommand.run(args, {
      ...{ stdin: process.stdin, stdout: out, stderr: out },
      config: () => Promise.reject(new Error('not asked')),
      database: async () =>
        ({
          connection: db.appOptions,
          app: db.appOptions,
          embedded: undefined,
          release: async () => {},
        }) as never,
    } as unknown as Parameters<typeof keysCommand.run>[1])
  }
  assert.equal(await run('--check', '--la', '001'), 1)
  assert.equal(await run('--la', '001'), 0)
  assert.match(said.at(-1)!, /the keys of 1 differed, mended/)
  assert.equal(await run('--check', '--la', '001'), 0)
  assert.deepEqual((await wrongKeys(db.app)).differ, [])
})
