import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { systemViewer, viewerSettings } from '../access/viewer.ts'
import { inTransaction, type Sql, type Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { recordFlag } from './actions.ts'
import { flagInWords, flagKinds, isByHand, isClosed, mayStandInList, urgentFlags } from './flags.ts'
import { flagsSaid, insertFlags } from './received/store.ts'
import { flagHistory, flagsOf } from './store.ts'

const today = '2026-11-20'

describe('the flags of practice', () => {
  test('heritage, health and immigration never stand in a list, and are closed', () => {
    for (const flag of ['traveller', 'refugee', 'new_arrival', 'mental_health', 'teenage_parent']) {
      assert.equal(mayStandInList(flag), false, flag)
      assert.equal(isClosed(flag), true, flag)
    }
  })
  test('a flag nobody knows stands in no list, and is its own words', () => {
    assert.equal(mayStandInList('something else'), false)
    assert.equal(flagInWords('something else'), 'something else')
    assert.equal(isByHand('something else'), false)
    assert.equal(isByHand('toString'), false)
  })
  test('each says what it is in words of its own; the urgent ones may stand in a list', () => {
    const words = Object.values(flagKinds).map(kind => kind.words)
    assert.equal(new Set(words).size, words.length)
    for (const flag of urgentFlags) assert.ok(mayStandInList(flag), flag)
  })
})

describe('a flag recorded by hand', () => {
  let owner: Sql
  let app: Sql
  let people: TestPeople
  let child: TestChild
  before(async () => {
    const database = await freshDatabase()
    owner = database.owner
    app = database.app
    people = await makePeople(owner)
    child = await makeChild(owner, { school: people.alder })
  })
  type Who = 'dsl' | 'headteacher' | 'attendance-officer'
  const as = <T>(role: Who, work: (tx: Tx) => Promise<T>, staff = people.right) =>
    inTransaction(app, viewerSettings(staff[role].viewer(today)), work)
  const about = () => ({ childId: child.id, schoolId: people.alder.id })
  const given = {
    flag: 'refuge_or_domestic_abuse',
    says: 'yes',
    fromOn: '2026-11-03',
    source: 'Her mother',
  } as const
  const record = (role: Who, what: Partial<Parameters<typeof recordFlag>[3]> = {}, staff = people.right) =>
    as(role, tx => recordFlag(tx, staff[role].viewer(today), about(), { ...given, ...what }), staff)
  const flags = (role: Who) => as(role, tx => flagsOf(tx, people.right[role].viewer(today), child.id))

  test('is the DSL’s, of their own school', async () => {
    await assert.rejects(record('attendance-officer'), NotFound)
    await assert.rejects(record('headteacher'), NotFound)
    await assert.rejects(record('dsl', {}, people.wrongSchool), NotFound)
  })
  for (const [what, says] of [
    [{ flag: 'fsm_eligible' }, 'Choose what is known'],
    [{ source: ' ' }, 'Say who told you, or where it is written'],
    [{ fromOn: '2026-11-21' }, 'Enter the day it began: today or before'],
    [
      { says: 'no' },
      'Nobody recorded “Refuge or domestic abuse” here. What your pupil file says is ended there.',
    ],
  ] as const) {
    test(`is refused where it cannot be: ${says}`, async () => {
      assert.deepEqual(await record('dsl', what), { allowed: false, refusals: [{ says }] })
    })
  }
  test('is kept once, with who recorded it, and the office does not read it', async () => {
    const both = await Promise.all([record('dsl'), record('dsl')])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    const [held] = await flags('headteacher')
    assert.deepEqual(
      [held?.flag, held?.from_on, held?.source, held?.recorded_name],
      ['refuge_or_domestic_abuse', '2026-11-03', 'Her mother', 'Alder dsl'],
    )
    assert.equal((await flags('attendance-officer')).length, 0)
  })
  test('either wall alone keeps it from the office', async () => {
    const office = people.right['attendance-officer'].viewer(today)
    const count = (viewer: typeof office, settings: Record<string, string>, sql = app) =>
      inTransaction(sql, settings, async tx => (await flagsOf(tx, viewer, child.id)).length)
    assert.equal(await count(office, viewerSettings(people.right.dsl.viewer(today))), 0, 'the application’s')
    assert.equal(await count(people.right.dsl.viewer(today), viewerSettings(office)), 0, 'the database’s')
  })
  test('a file that knows nothing of it does not end it, and what a file says stands beside it', async () => {
    const system = systemViewer('001', today)
    await inTransaction(app, viewerSettings(system), async tx => {
      assert.equal((await flagsSaid(tx, system, [child.id])).length, 0)
      const said = { child_id: child.id, school_id: people.alder.id, flag: 'child_in_need' }
      await insertFlags(tx, system, [{ ...said, says: 'yes' }], 'pupils.csv', new Date())
    })
    assert.deepEqual((await flags('dsl')).map(one => one.flag).sort(), [
      'child_in_need',
      'refuge_or_domestic_abuse',
    ])
    await record('dsl', { flag: 'child_in_need' })
    await inTransaction(app, viewerSettings(system), tx =>
      insertFlags(
        tx,
        system,
        [{ child_id: child.id, school_id: people.alder.id, flag: 'child_in_need', says: 'no' }],
        'pupils.csv',
        new Date(Date.now() + 1000),
      ),
    )
    assert.ok((await flags('dsl')).some(one => one.flag === 'child_in_need'))
  })
  test('is ended by a person, and its history stays', async () => {
    assert.equal(
      (await record('dsl', { says: 'no', fromOn: null, source: 'The refuge says she has moved on' })).allowed,
      true,
    )
    assert.ok(!(await flags('dsl')).some(one => one.flag === given.flag))
    const history = await as('dsl', tx => flagHistory(tx, people.right.dsl.viewer(today), child.id))
    assert.deepEqual(
      history.filter(one => one.flag === given.flag).map(one => one.says),
      ['no', 'yes'],
    )
  })
})
