import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { giveChild } from '../access/caseloads/store.ts'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import { caseFrom } from '../cases/case.ts'
import { caseByToken, historyOf } from '../cases/store.ts'
import { stoppedClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { beginHomeEducation, recordHomeEducation } from './actions.ts'
import type { Did } from './home-education.ts'
import { atHome, homeEducationCounts, openCaseTokenOf, stepsOf } from './store.ts'

const today = localDate('2026-11-20')
let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
})
const system = (on = today) => systemViewer('001', on)
const desk = (on: string = today) => people.right['ehe-officer'].viewer(on)
const officer = (on: string = today) => people.right['cme-officer'].viewer(on)
const left = () =>
  makeChild(db.owner, { school: people.alder, leavingDate: '2026-10-01', seenUntil: '2026-12-30' })
const begin = (child: TestChild, viewer: Viewer = officer()) =>
  asViewer(db.app, viewer, tx =>
    beginHomeEducation(tx, viewer, {
      childId: child.id,
      since: localDate('2026-10-01'),
      source: 'A school’s notice',
    }),
  )
const did = (child: TestChild, what: Exclude<Did, { type: 'begun' }>, viewer: Viewer = desk()) =>
  asViewer(db.app, viewer, tx => recordHomeEducation(tx, viewer, child.id, what))
const view = (is: 'suitable' | 'unsuitable', reasons = 'Looked at the work') =>
  ({ type: 'view', view: is, reasons }) as const
const caseOf = (child: TestChild) =>
  asViewer(db.app, system(), async tx => {
    const token = await openCaseTokenOf(tx, system(), child.id)
    if (!token) return undefined
    const row = await caseByToken(tx, system(), token)
    return { token, c: caseFrom(await historyOf(tx, system(), row.id)) }
  })
const allowedOf = <T>(
  decision: { allowed: true; value: T } | { allowed: false; refusals: { says: string }[] },
) => {
  assert.ok(decision.allowed, decision.allowed ? '' : decision.refusals.map(one => one.says).join('; '))
  return decision.value
}

describe('begun', () => {
  test('once: twice, and two at once', async () => {
    const child = await left()
    const both = await Promise.all([begin(child), begin(child, people.right.manager.viewer(today))])
    assert.deepEqual(both.map(one => allowedOf(one).already).sort(), [false, true])
    assert.equal(allowedOf(await begin(child)).already, true)
    assert.equal((await db.owner`select 1 from home_educations where child_id = ${child.id}`).length, 1)
    // The home education desk sees the child from now on.
    const row = await asViewer(db.app, desk(), tx => atHome(tx, desk(), child.id))
    assert.equal(row?.state, 'educated at home')
  })
  test('not while a register has the child', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const decision = await begin(child)
    assert.ok(!decision.allowed)
    assert.match(decision.refusals[0]!.says, /register has the child/)
  })
  test('by nobody else', async () => {
    const child = await left()
    for (const role of ['cme-assistant', 'sen-officer', 'headteacher'] as const) {
      await assert.rejects(begin(child, people.right[role].viewer(today)), { name: 'NotFound' })
    }
    // The desk, of a child who was not given to it.
    await assert.rejects(begin(child, desk()), { name: 'NotFound' })
  })
})

describe('not suitable', () => {
  test('a case of getting the child in, the same day; never both; later suitable is its proof', async () => {
    const child = await left()
    await begin(child)
    const before = await asViewer(db.app, officer(), tx => homeEducationCounts(tx, officer()))
    const done = allowedOf(await did(child, view('unsuitable')))
    assert.match(done.caseReference!, /^C-/)
    const made = (await caseOf(child))!
    assert.equal(made.c.pathway, 'B')
    assert.equal(made.c.startCode, 'START-09')
    assert.equal(made.c.standing, 'CME')
    assert.equal(made.c.openedOn, today)
    const now = await asViewer(db.app, officer(), tx => homeEducationCounts(tx, officer()))
    assert.equal(now.educatedAtHome, before.educatedAtHome - 1)
    assert.equal(now.missingEducation, before.missingEducation + 1)
    // Two presses of one button.
    assert.equal(allowedOf(await did(child, view('unsuitable'))).already, true)
    const events = await db.owner`
      select e.type from case_events e where e.child_id = ${child.id} and e.type in ('received', 'told-again')`
    assert.equal(events.length, 1)
    // Not decided on yet: no proof can be recorded, and the view is told.
    assert.equal(allowedOf(await did(child, view('suitable', 'It is suitable now'))).proofRecorded, false)
  })
  test('suitable while the case is worked on: the view is the proof, by the desk’s own name', async () => {
    const child = await left()
    await begin(child)
    await did(child, view('unsuitable'))
    const { token } = (await caseOf(child))!
    const cme = browser(app, people.right['cme-officer'])
    const accepted = await cme.post(`/triage/${token}/accept`, {
      level: 'act this week',
      owner: people.right['cme-officer'].id,
    })
    assert.equal(accepted.status, 303, accepted.errors.join())
    assert.equal(allowedOf(await did(child, view('suitable', 'It is suitable now'))).proofRecorded, true)
    const { c } = (await caseOf(child))!
    assert.equal(c.proof?.outcome, 'O03')
    assert.equal(c.proof?.byName, 'Alder ehe-officer')
    assert.notEqual(c.state, 'closed')
    // And unsuitable again: the proof is no longer one.
    await did(child, view('unsuitable', 'It is not'))
    assert.equal((await caseOf(child))!.c.proof, undefined)
  })
  test('an open case is joined', async () => {
    const child = await left()
    await begin(child)
    await Promise.all([did(child, view('unsuitable')), did(child, view('unsuitable'), officer())])
    assert.equal((await db.owner`select 1 from cases where child_id = ${child.id}`).length, 1)
  })
  test('nobody ever reached: find the child', async () => {
    const child = await left()
    await begin(child, officer('2026-10-01'))
    await did(
      child,
      { type: 'enquiry', sentOn: localDate('2026-10-01'), replyBy: localDate('2026-10-22'), says: 'Asked' },
      desk('2026-10-01'),
    )
    const early = await did(child, { type: 'view', view: 'no reply', reasons: 'None' }, desk('2026-10-22'))
    assert.ok(!early.allowed)
    allowedOf(await did(child, { type: 'view', view: 'no reply', reasons: 'None' }, desk('2026-10-23')))
    const { c } = (await caseOf(child))!
    assert.deepEqual([c.startCode, c.pathway, c.standing], ['START-10', 'A', 'possible CME'])
  })
})

describe('both walls', () => {
  test('another desk, a school and another authority read nothing, by SQL', async () => {
    const child = await left()
    await begin(child)
    await asViewer(db.app, system(), tx =>
      giveChild(tx, system(), { childId: child.id, role: 'sen-officer', aboutId: newId(), why: 'A test' }),
    )
    for (const viewer of [
      people.right['sen-officer'].viewer(today),
      people.right.headteacher.viewer(today),
      people.wrongAuthority['ehe-officer'].viewer(today),
      people.wrongAuthority.manager.viewer(today),
    ]) {
      await asViewer(db.app, viewer, async tx => {
        assert.equal(
          (await tx`select 1 from home_educations where child_id = ${child.id}`).length,
          0,
          viewer.role,
        )
        assert.equal((await tx`select 1 from home_education_steps where child_id = ${child.id}`).length, 0)
        assert.equal(await atHome(tx, { ...viewer, unscoped: true }, child.id), undefined)
      })
    }
    // The application's own wall, where the database's is taken away.
    await db.owner.begin(async tx => {
      assert.ok(await atHome(tx, officer(), child.id))
      assert.equal(await atHome(tx, people.right['sen-officer'].viewer(today), child.id), undefined)
      assert.equal(await atHome(tx, people.right.headteacher.viewer(today), child.id), undefined)
    })
    const row = (await asViewer(db.app, desk(), tx => atHome(tx, desk(), child.id)))!
    assert.equal((await asViewer(db.app, desk(), tx => stepsOf(tx, desk(), row.id))).length, 1)
  })
})

describe('the pages', () => {
  test('the desk works through them', async () => {
    const child = await left()
    await begin(child)
    const at = browser(app, people.right['ehe-officer'])
    assert.match((await at.get('/home-educated')).text, new RegExp(child.surname))
    const page = await at.get(`/home-educated/${child.token}`)
    assert.match(page.text, /no right to enter the home/)
    assert.match(
      (await at.get(`/home-educated/${child.token}/enquiry`)).text,
      /Friday 11 December|working days/,
    )
    const wrong = await at.post(`/home-educated/${child.token}/view`, {})
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.errorFields, ['view', 'reasons'])
    const sent = await at.post(`/home-educated/${child.token}/view`, {
      view: 'unsuitable',
      reasons: 'No work',
    })
    assert.equal(sent.status, 303)
    const then = await at.follow()
    assert.match(then.text, /the CME team has the child/)
    assert.doesNotMatch(then.html, /href="\/cases\//)
    assert.match((await at.get('/home-educated')).text, /Missing education, with the CME team/)
  })
  test('an assistant reads and does not write', async () => {
    const child = await left()
    await begin(child)
    const at = browser(app, people.right['cme-assistant'])
    assert.equal((await at.get(`/home-educated/${child.token}`)).status, 200)
    assert.notEqual((await at.get(`/home-educated/${child.token}/view`)).status, 200)
  })
})
