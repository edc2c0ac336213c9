import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { keepAllKeys } from '../testing/keys.ts'
import { besideChild } from './beside.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const officer = () => people.right['cme-officer'].viewer(today)
const beside = async (childId: string, viewer = officer()) => {
  await keepAllKeys(db.app)
  return asViewer(db.app, viewer, tx => besideChild(tx, viewer, childId))
}

test('the same child is found under each kind of mistake, and a stranger is not', async () => {
  const { alder, birch } = people
  const right = { surname: 'Kowalska', forename: 'Zofia', bornOn: '2014-03-12' }
  const mistakes: Partial<typeof right>[] = [
    { surname: 'Nowak' },
    { bornOn: '2014-12-03' },
    { bornOn: '2013-03-12' },
    { surname: 'Zofia', forename: 'Kowalska' },
    { forename: 'Zosia' },
  ]
  const megan = await makeChild(db.owner, {
    school: birch,
    surname: 'Jones',
    forename: 'Megan',
    bornOn: '2014-03-12',
  })
  for (const [number, mistake] of mistakes.entries()) {
    const phone = `07700 90070${number}`
    const one = await makeChild(db.owner, { school: alder, phone, ...right })
    const two = await makeChild(db.owner, { school: birch, phone, ...right, ...mistake })
    const { possible } = await beside(one.id)
    assert.deepEqual(
      possible.map(one => one.record.id),
      [two.id],
      JSON.stringify(mistake),
    )
    assert.equal(possible[0]!.record.enrolments[0]!.school, 'Birch Secondary')
    assert.ok(possible.every(one => one.record.id !== megan.id))
    await db.owner`update children set surname_key = 'done', forename_key = 'done', date_of_birth = '2001-01-01', surname = 'Done', forename = 'Done' where id in (${one.id}, ${two.id})`
  }
})

test('what a person decided is not asked again; not sure is; and the records stay two', async () => {
  const a = await makeChild(db.owner, {
    school: people.alder,
    surname: 'Decide',
    forename: 'Amina',
    bornOn: '2015-05-05',
  })
  const b = await makeChild(db.owner, {
    school: people.birch,
    surname: 'Decide',
    forename: 'Amina',
    bornOn: '2015-05-05',
  })
  const decide = (decision: 'same' | 'different' | 'not sure') => db.owner`
    insert into match_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_name)
    values ('001', ${newId()}, ${a.id}, ${b.id}, ${decision}, 'Rang the school', '[]', 'An officer')`
  assert.deepEqual(
    (await beside(a.id)).possible.map(one => one.record.id),
    [b.id],
  )
  await decide('not sure')
  assert.equal((await beside(a.id)).possible[0]!.notSure, true)
  await decide('different')
  assert.deepEqual((await beside(a.id)).possible, [])
  assert.deepEqual((await beside(b.id)).possible, [])
  await decide('same')
  assert.deepEqual(
    (await beside(a.id)).same.map(one => one.id),
    [b.id],
  )
  const [{ n }] = await db.owner<[{ n: number }]>`select count(*) as n from children where surname = 'Decide'`
  assert.equal(n, 2)
})

test('a protected child is a possible match only for those who decide, without home or telephone', async () => {
  const a = await makeChild(db.owner, {
    school: people.alder,
    surname: 'Hidden',
    forename: 'Amina',
    bornOn: '2015-06-06',
  })
  const b = await makeChild(db.owner, {
    school: people.birch,
    surname: 'Hidden',
    forename: 'Amina',
    bornOn: '2015-06-06',
  })
  await asViewer(db.app, officer(), async tx => {
    await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${b.id}, 'address', ${today}, 'Fear of violence', 'An officer')`
    await tx`select protect_child('001', ${b.id})`
  })
  const seen = (await beside(a.id)).possible
  assert.equal(seen.length, 1)
  assert.notEqual(seen[0]!.seen.band, 'certain')
  assert.deepEqual(seen[0]!.record.homes, [])
  assert.deepEqual(seen[0]!.record.phones, [])
  assert.deepEqual((await beside(a.id, people.right['cme-assistant'].viewer(today))).possible, [])
})

test('no pair reaches across authorities', async () => {
  const a = await makeChild(db.owner, {
    school: people.alder,
    surname: 'Border',
    forename: 'Amina',
    bornOn: '2015-07-07',
  })
  await makeChild(db.owner, {
    school: people.fir,
    surname: 'Border',
    forename: 'Amina',
    bornOn: '2015-07-07',
  })
  assert.deepEqual((await beside(a.id)).possible, [])
})
