import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { roles, systemViewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import { caseFrom, isOpen, nextStep } from '../cases/case.ts'
import { caseByToken, historyOf, openCaseFromDoor } from '../cases/store.ts'
import { makeCalendar } from '../enquiries/testing/absence.ts'
import { groundToday } from '../leavers/actions.ts'
import { readLeaver } from '../leavers/store.ts'
import { stoppedClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { groundWithCode } from '../registers/grounds.ts'
import { currentOrder, takeOrderStep } from './actions.ts'
import type { Did, Served } from './order.ts'
import { orderInForce, ordersOf } from './store.ts'

const day = localDate
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  await makeCalendar(db.owner, people)
})
const system = (on = '2026-12-10') => systemViewer('001', on)

const opened = async () => {
  const child = await makeChild(db.owner, { school: people.alder })
  const sys = system('2026-11-02')
  const made = await asViewer(db.app, sys, tx =>
    openCaseFromDoor(tx, sys, {
      childId: child.id,
      how: 'home education',
      startCode: 'START-09',
      level: 'act this week',
      says: 'Not suitable',
      on: day('2026-11-02'),
    }),
  )
  return { child, ...made }
}
type Made = Awaited<ReturnType<typeof opened>>
const byHand = (on: string): Served => ({ how: 'by hand', on: day(on), proof: 'Note of CanaryProof' })
const school = () => ({ schoolId: people.alder.id, school: people.alder.name })
const begin: Did = { type: 'opened', opening: 'home education', says: 'Not suitable', placeHeld: false }
const take = (made: Made, on: string, did: Did, role: (typeof roles)[number] = 'manager') => {
  const viewer = people.right[role].viewer(on)
  return asViewer(db.app, viewer, tx => takeOrderStep(tx, viewer, made.token, did))
}
const taken = async (...args: Parameters<typeof take>) => {
  const done = await take(...args)
  assert.ok(done.allowed, done.allowed ? '' : done.refusals.map(one => one.says).join('; '))
  return done.value
}
const refusalOf = async (...args: Parameters<typeof take>) => {
  const done = await take(...args)
  assert.ok(!done.allowed)
  return done.refusals.map(one => `${one.says} (${one.cites})`).join('; ')
}
const caseOf = (made: Made) =>
  asViewer(db.app, system(), async tx => {
    const row = await caseByToken(tx, system(), made.token)
    const history = await historyOf(tx, system(), row.id)
    return { c: caseFrom(history), history }
  })
const inForce = async () => {
  const made = await opened()
  await taken(made, '2026-11-02', begin)
  await taken(made, '2026-11-02', { type: 'agreed', says: 'Yes' })
  await taken(
    made,
    '2026-11-02',
    { type: 'notice', served: byHand('2026-11-02'), daysGiven: 15 },
    'cme-officer',
  )
  await taken(
    made,
    '2026-11-17',
    { type: 'evaluated', result: 'not satisfied', expedient: true, says: 'No answer' },
    'cme-officer',
  )
  await taken(
    made,
    '2026-11-17',
    { type: 'intention', served: byHand('2026-11-17'), others: '', plan: false, ...school() },
    'cme-officer',
  )
  await taken(
    made,
    '2026-11-17',
    { type: 'consulted', served: byHand('2026-11-17'), ...school() },
    'cme-officer',
  )
  await taken(made, '2026-12-02', { type: 'made', served: byHand('2026-12-02'), says: 'Expedient' })
  return made
}

describe('the way', () => {
  test('to an order: a task of the case at every step, O11 in its history, the case open throughout', async () => {
    const made = await inForce()
    const { c, history } = await caseOf(made)
    assert.ok(isOpen(c))
    assert.ok(nextStep(c))
    const tasks = Object.values(c.tasks)
    assert.equal(tasks.length, 1)
    assert.match(tasks[0]!.key, /^order /)
    assert.match(tasks[0]!.says, /registered the child as ordered/)
    assert.equal(history.filter(one => one.type === 'recorded' && /O11/.test(one.title)).length, 1)
    const said = {
      type: 'registration',
      registered: true,
      saidOn: day('2026-12-07'),
      says: 'The school',
    } as const
    await taken(made, '2026-12-07', said, 'cme-officer')
    assert.deepEqual((await caseOf(made)).c.tasks, {})
  })
  test('is refused where its days have not run, with the rule', async () => {
    const made = await opened()
    await taken(made, '2026-11-02', begin, 'cme-officer')
    assert.match(
      await refusalOf(made, '2026-11-02', { type: 'agreed', says: 'x' }, 'cme-officer'),
      /A manager decides/,
    )
    const notice = { type: 'notice', served: byHand('2026-11-02'), daysGiven: 15 } as const
    assert.match(await refusalOf(made, '2026-11-02', notice), /manager must agree/)
    await taken(made, '2026-11-02', { type: 'agreed', says: 'x' })
    await taken(made, '2026-11-02', notice)
    const judged = { type: 'evaluated', result: 'not satisfied', expedient: true, says: 'x' } as const
    assert.match(await refusalOf(made, '2026-11-16', judged), /L-06/)
    await taken(made, '2026-11-17', judged)
  })
  test('twice and two at once are one', async () => {
    const made = await opened()
    const both = await Promise.all([
      take(made, '2026-11-02', begin, 'cme-officer'),
      take(made, '2026-11-02', begin, 'cme-officer'),
    ])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    // Somebody else at once: the way is open already.
    assert.match(await refusalOf(made, '2026-11-02', begin), /open already/)
    assert.equal(
      (await db.owner`select 1 from attendance_orders where child_id = ${made.child.id}`).length,
      1,
    )
    assert.equal((await db.owner`select 1 from order_steps where child_id = ${made.child.id}`).length, 1)
  })
  test('satisfied: it ends, the case waits for it no more, and it may be opened again', async () => {
    const made = await opened()
    await taken(made, '2026-11-02', begin)
    await taken(made, '2026-11-02', { type: 'agreed', says: 'x' })
    await taken(made, '2026-11-02', { type: 'notice', served: byHand('2026-11-02'), daysGiven: 15 })
    const satisfied = { type: 'evaluated', result: 'satisfied', expedient: false, says: 'Saw work' } as const
    await taken(made, '2026-11-05', satisfied)
    assert.equal((await taken(made, '2026-11-05', satisfied)).already, true)
    assert.deepEqual((await caseOf(made)).c.tasks, {})
    await taken(made, '2026-11-20', begin)
    assert.equal(
      (await db.owner`select 1 from attendance_orders where child_id = ${made.child.id}`).length,
      2,
    )
  })
  test('is nobody else’s', async () => {
    const made = await opened()
    for (const role of roles.filter(one => one !== 'manager' && one !== 'cme-officer')) {
      await assert.rejects(take(made, '2026-11-02', begin, role), { name: 'NotFound' }, role)
    }
  })
})

describe('an order in force', () => {
  const groundF = (child: TestChild, on: string) => {
    const viewer = people.right.headteacher.viewer(on)
    return asViewer(db.app, viewer, async tx => {
      const ground = groundWithCode('R9-F')!
      const asked = await groundToday(tx, viewer, {
        childId: child.id,
        ground,
        evidence: { attendanceOrder: 'none' },
      })
      return JSON.stringify(asked!.questions)
    })
  }
  const namesOf = (child: TestChild, on: string) =>
    asViewer(db.app, system(on), tx => readLeaver(tx, system(on), child.enrolmentId))
  test('holds the name, whatever the form says, and lets it go once revoked', async () => {
    const made = await inForce()
    const { child } = made
    assert.match(await groundF(child, '2026-12-10'), /order is in force: it must first be revoked/)
    const held = await namesOf(child, '2026-12-10')
    assert.ok(held!.flags.includes('attendance_order'))
    assert.equal(held!.orderNames, 'this school')
    await taken(
      made,
      '2026-12-10',
      { type: 'request', receivedOn: day('2026-12-10'), asks: 'revoke', says: 'Taught at home now' },
      'cme-officer',
    )
    assert.match(await groundF(child, '2026-12-10'), /order is in force: it must first be revoked/)
    await taken(made, '2026-12-11', { type: 'decided', result: 'revoked', says: 'Suitable' })
    assert.doesNotMatch(await groundF(child, '2026-12-11'), /order is in force: it must first be revoked/)
    assert.equal((await namesOf(child, '2026-12-11'))!.orderNames, undefined)
    assert.equal(await asViewer(db.app, system(), tx => orderInForce(tx, system(), child.id)), undefined)
  })
  test('names another school after it was changed', async () => {
    const made = await inForce()
    await taken(
      made,
      '2026-12-10',
      { type: 'request', receivedOn: day('2026-12-10'), asks: 'another school', says: 'Nearer' },
      'cme-officer',
    )
    const other = { schoolId: people.birch.id, school: people.birch.name }
    await taken(made, '2026-12-11', { type: 'decided', result: 'substituted', says: 'Agreed', ...other })
    assert.equal((await namesOf(made.child, '2026-12-11'))!.orderNames, 'another school')
  })
})

describe('the walls', () => {
  test('a school, each desk and another authority read none of it, by SQL and by the application alone', async () => {
    const { child } = await inForce()
    for (const viewer of [
      ...roles
        .filter(role => !['cme-officer', 'cme-assistant', 'manager'].includes(role))
        .map(role => people.right[role].viewer('2026-12-10')),
      people.wrongAuthority.manager.viewer('2026-12-10'),
    ]) {
      await asViewer(db.app, viewer, async tx => {
        assert.equal((await tx`select 1 from attendance_orders`).length, 0, viewer.role)
        assert.equal((await tx`select 1 from order_steps`).length, 0, viewer.role)
      })
      assert.equal((await db.owner.begin(tx => ordersOf(tx, viewer, child.id))).length, 0, viewer.role)
    }
    const assistant = people.right['cme-assistant'].viewer('2026-12-10')
    assert.ok(await asViewer(db.app, assistant, tx => currentOrder(tx, assistant, child.id)))
    // Protected: an order names a school, which an assistant does not read.
    await db.owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, 'address', '2026-12-09', 'A test', 'A test')`
    await asViewer(db.app, assistant, async tx => {
      assert.equal((await tx`select 1 from attendance_orders where child_id = ${child.id}`).length, 0)
      assert.equal((await tx`select 1 from order_steps where child_id = ${child.id}`).length, 0)
    })
    assert.equal((await db.owner.begin(tx => ordersOf(tx, assistant, child.id))).length, 0)
    const officer = people.right['cme-officer'].viewer('2026-12-10')
    assert.ok(await asViewer(db.app, officer, tx => currentOrder(tx, officer, child.id)))
    // The guard is told all the same.
    assert.ok(await asViewer(db.app, system(), tx => orderInForce(tx, system(), child.id)))
  })
})

describe('the pages', () => {
  test('show the clock with its days, refuse with them, and warn of a protected child', async () => {
    const app = await createApp({
      sql: db.app,
      clock: stoppedClock(new Date('2026-11-16T10:00:00Z')),
      publicUrl: 'http://localhost:3000',
    })
    const made = await opened()
    const at = `/cases/${made.token}/orders`
    const officer = browser(app, people.right['cme-officer'])
    const manager = browser(app, people.right.manager)
    assert.match((await officer.get(at)).text, /No way to an order is open.*never an outcome/)
    const wrong = await officer.post(`${at}/open`, {})
    assert.deepEqual(wrong.errorFields, ['opening', 'placeHeld', 'says'])
    assert.equal((await officer.get(`${at}/agree`)).status, 404)
    const sent = await officer.post(`${at}/open`, {
      opening: 'home education',
      placeHeld: 'no',
      says: 'Not suitable',
    })
    assert.equal(sent.status, 303, sent.errors.join())
    assert.equal((await manager.post(`${at}/agree`, { says: 'Yes' })).status, 303)
    const served = (given: string) =>
      officer.post(`${at}/notice`, {
        how: 'by hand',
        'servedOn-day': '16',
        'servedOn-month': '11',
        'servedOn-year': '2026',
        proof: 'Note',
        daysGiven: given,
      })
    assert.match((await served('14')).errors.join(), /must give at least 15/)
    assert.match((await served('some')).errors.join(), /must give at least 15/)
    assert.equal((await served('15')).status, 303)
    const early = await officer.post(`${at}/judge`, {
      result: 'not satisfied',
      expedient: 'yes',
      says: 'None',
    })
    assert.match(early.errors.join(), /not before .*1 December 2026.*L-06/)
    const page = await officer.get(at)
    assert.match(page.text, /30 November 2026/)
    assert.match(page.text, /nothing changes yet/)
    assert.match((await officer.get(`${at}/papers`)).text, /Missing/)
    assert.match((await officer.get(`${at}/make`)).text + (await officer.get(`${at}/make`)).status, /404/)
    assert.match((await manager.get(`${at}/make`)).text, /not open now/)
    await app.close()
  })
})
