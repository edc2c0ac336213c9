import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import type { Described } from '../record.ts'
import { keepAllKeys } from '../testing/keys.ts'
import { candidatesFor, type FindOptions } from './store.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const nothing = { surnames: [], forenames: [], upns: [], homes: [], phones: [], contacts: [] }
const found = async (
  asked: Partial<Described>,
  options?: FindOptions,
  viewer = people.right['cme-officer'].viewer(today),
): Promise<string[]> =>
  (await asViewer(db.app, viewer, tx => candidatesFor(tx, viewer, { ...nothing, ...asked }, options))).map(
    record => record.id,
  )

describe('children are found', () => {
  test('whether they are on a roll, have left, or were never on one here', async () => {
    const born = { surname: 'Wherever', bornOn: '2013-02-03' }
    const now = await makeChild(db.owner, { school: people.alder, ...born })
    const left = await makeChild(db.owner, {
      school: people.birch,
      ...born,
      leavingDate: '2025-07-20',
      seenUntil: '2025-08-20',
    })
    const never = await makeChild(db.owner, { school: people.birch, ...born })
    await db.owner`delete from enrolments where child_id = ${never.id}`
    await keepAllKeys(db.app)
    const ids = await found({ surnames: ['Wherever'], dateOfBirth: '2013-02-03' })
    assert.deepEqual(ids.sort(), [now.id, left.id, never.id].sort())
    assert.ok(
      !(await found({ surnames: ['Wherever'], dateOfBirth: '2013-02-03' }, { except: now.id })).includes(
        now.id,
      ),
    )
  })

  test('by an authority alone: no school is given one, of its own or another’s', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Ourselves',
      bornOn: '2012-01-05',
    })
    await keepAllKeys(db.app)
    const asked = { surnames: ['Ourselves'], dateOfBirth: '2012-01-05' }
    assert.deepEqual(await found(asked), [child.id])
    for (const role of ['attendance-officer', 'dsl', 'headteacher'] as const) {
      const viewer = people.right[role].viewer(today)
      assert.deepEqual(await found(asked, {}, viewer), [])
      // With the application's wall away the row rules answer the same.
      assert.deepEqual(await found(asked, {}, { ...viewer, unscoped: true }), [])
    }
    assert.deepEqual(await found(asked, {}, people.wrongAuthority.manager.viewer(today)), [])
  })

  test('under another identity by managers alone, under another protection by those who decide', async () => {
    const asked = { surnames: ['Sheltered'], dateOfBirth: '2012-07-07' }
    const seen: Record<string, string[]> = {}
    for (const kind of ['address', 'identity'] as const) {
      const child = await makeChild(db.owner, {
        school: people.alder,
        surname: 'Sheltered',
        bornOn: '2012-07-07',
      })
      await db.owner`
        insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
        values ('001', gen_random_uuid(), ${child.id}, ${kind}, ${today}, 'Fear', 'A DSL')`
      await keepAllKeys(db.app)
      seen[kind] = [child.id]
    }
    const who = async (role: 'manager' | 'cme-officer' | 'cme-assistant') =>
      (await found(asked, {}, people.right[role].viewer(today))).sort()
    assert.deepEqual(await who('manager'), [...seen.address!, ...seen.identity!].sort())
    assert.deepEqual(await who('cme-officer'), seen.address)
    assert.deepEqual(await who('cme-assistant'), [])
  })

  test('before their keys have been worked out, by number, names and birthday', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Justnow',
      forename: 'Wren',
      bornOn: '2014-09-09',
      upn: 'J001999121001',
    })
    for (const asked of [
      { upns: ['J001999121001'] },
      { dateOfBirth: '2014-09-09' },
      { surnames: ['Justnow'], forenames: ['Wren'] },
      { surnames: ['Wren'], forenames: ['Justnow'] },
    ]) {
      assert.deepEqual(await found(asked), [child.id], JSON.stringify(asked))
    }
    await keepAllKeys(db.app)
  })

  test('under keys too common to be asked alone, where they share two of them', async () => {
    // A hostel: one postcode, one birthday typed for want of a better, and one surname.
    const many = 450
    await db.owner`
      insert into children (la_code, id, token, surname, forename, date_of_birth, surname_key, forename_key)
      select '001', gen_random_uuid(), 'hostel-' || n, 'Crowded', 'Nobody' || n, '2011-01-01', 'crowded', 'nobody'
      from generate_series(1, ${many}) n`
    await db.owner`
      insert into child_addresses (la_code, id, child_id, lines, postcode)
      select '001', gen_random_uuid(), id, '1 Hostel Way', 'ZZ99 7HH' from children where surname = 'Crowded'`
    await keepAllKeys(db.app)
    const asked = {
      surnames: ['Crowded'],
      dateOfBirth: '2011-01-01',
      homes: [{ lines: '1 Hostel Way', postcode: 'ZZ99 7HH' }],
    }
    const ids = await found(asked)
    assert.ok(ids.length > 0 && ids.length <= 24, `${ids.length} found`)
    // One common key alone says too little.
    assert.deepEqual(await found({ homes: [{ lines: '', postcode: 'ZZ99 7HH' }] }), [])
    // Who shares something rarer comes first.
    const [one] = await db.owner<{ id: string }[]>`select id from children where token = 'hostel-7'`
    await db.owner`
      insert into contacts (la_code, id, child_id, name, phone_1)
      values ('001', gen_random_uuid(), ${one!.id}, 'A Parent', '07700 900321')`
    await keepAllKeys(db.app)
    assert.equal((await found({ ...asked, phones: ['07700 900321'] }))[0], one!.id)
  })

  test('a second after a file brought them in, and no later', async () => {
    const { insertChildren } = await import('../../children/received/store.ts')
    const { keepKeys } = await import('../kept/store.ts')
    const { systemViewer } = await import('../../access/viewer.ts')
    const { newId } = await import('../../platform/ids.ts')
    const system = systemViewer('001', today)
    const id = newId()
    await asViewer(db.app, system, async tx => {
      await insertChildren(tx, system, [
        {
          ...{ id, surname: 'Latest', forename: 'Ivy', middle_names: null, preferred_surname: null },
          ...{ preferred_forename: null, former_surname: null, date_of_birth: '2016-04-04', sex: 'F' },
          ...{ upn: null, upn_checked: false, former_upn: null, surname_key: 'latest', forename_key: 'ivy' },
        },
      ])
      await keepKeys(tx, system, [id])
      assert.deepEqual(
        await found({ surnames: ['Latest'], dateOfBirth: '2016-04-04' }),
        [],
        'not before it is there',
      )
    })
    assert.deepEqual(await found({ surnames: ['Latist'], dateOfBirth: '2016-04-04' }), [id])
  })
})
