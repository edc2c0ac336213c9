// Who does a check: said by the school's own people, the latest holds, and nothing is kept twice.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { giveCheckTo } from './actions.ts'
import { checkOwners } from './store.ts'

const today = '2026-11-20'
const since = '2026-11-09'
let database: FreshDatabase
let people: TestPeople
let child: TestChild
before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
})

const give = (person: TestPerson, ownerName: string, checkCode = 'RS09') => {
  const viewer = person.viewer(today)
  return asViewer(database.app, viewer, tx =>
    giveCheckTo(
      tx,
      viewer,
      { childId: child.id, schoolId: child.school.id, since },
      { checkCode, ownerName },
    ),
  )
}
const owners = async (person: TestPerson) => {
  const viewer = person.viewer(today)
  const rows = await asViewer(database.app, viewer, tx => checkOwners(tx, viewer, child.id, since))
  return rows.map(row => [row.check_code, row.owner_name])
}

describe('who does a check', () => {
  before(async () => {
    child = await makeChild(database.owner, { school: people.alder })
  })
  test('is the school’s own to say, of a check there is', async () => {
    for (const person of [people.right.manager, people.wrongSchool.dsl, people.wrongAuthority.dsl]) {
      await assert.rejects(give(person, 'Ms Office'), NotFound)
    }
    await assert.rejects(give(people.right.dsl, 'Ms Office', 'RS99'), NotFound)
    assert.equal((await give(people.right.dsl, 'x'.repeat(101))).allowed, false)
    assert.deepEqual(await owners(people.right.dsl), [])
  })
  test('two at once with the same name keep it once; the latest holds, and an empty name takes it back', async () => {
    const { dsl, 'attendance-officer': office } = people.right
    const both = await Promise.all([give(dsl, 'Ms Office'), give(office, ' Ms Office ')])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    assert.deepEqual(await owners(dsl), [['RS09', 'Ms Office']])
    await give(dsl, 'Mr Visitor')
    assert.deepEqual(await owners(office), [['RS09', 'Mr Visitor']])
    assert.deepEqual(await owners(people.wrongSchool.dsl), [])
    await give(dsl, '')
    assert.deepEqual(await owners(dsl), [])
    assert.equal((await database.owner`select 1 from check_owners`).length, 3)
  })
})
