import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { deskRoles, systemViewer, type Viewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import { caseFrom } from '../cases/case.ts'
import { caseByToken, historyOf, openCaseFromDoor } from '../cases/store.ts'
import { makeCalendar } from '../enquiries/testing/absence.ts'
import { removalAlreadyMade } from '../leavers/actions.ts'
import { tellOfHomeEducation } from '../leavers/home-education/actions.ts'
import { stoppedClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import {
  answerPart,
  factsInWords,
  giveToDesk,
  noteForTeam,
  openCaseAndRoute,
  recordFacts,
  routeByItself,
  takePartBack,
} from './actions.ts'
import { type PartRow, partByToken, partsAsked, partsOfChild, stepsOf } from './store.ts'

const today = localDate('2026-11-20')
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  await makeCalendar(db.owner, people)
})
const system = () => systemViewer('001', today)
const as = (role: (typeof deskRoles)[number] | 'cme-officer' | 'cme-assistant' | 'manager' | 'dsl') =>
  people.right[role].viewer(today)
const flag = (child: TestChild, ...names: string[]) =>
  Promise.all(
    names.map(
      name => db.owner`
        insert into child_flags (la_code, id, child_id, flag, says, source)
        values ('001', ${newId()}, ${child.id}, ${name}, 'yes', 'A test')`,
    ),
  )
const opened = async (...flags: string[]) => {
  const child = await makeChild(db.owner, { school: people.alder })
  await flag(child, ...flags)
  const made = await asViewer(db.app, system(), tx =>
    openCaseFromDoor(tx, system(), {
      childId: child.id,
      how: 'a letter or email',
      startCode: 'START-07',
      level: 'keep in view',
      says: 'Heard of',
      on: today,
    }),
  )
  return { child, ...made }
}
const route = (child: TestChild, about = `case ${newId()}`, says = 'A school told of the child') =>
  asViewer(db.app, system(), tx => routeByItself(tx, system(), { childId: child.id, about, says }))
const partsOf = async (child: TestChild, viewer: Viewer = system()) => [
  ...(await asViewer(db.app, viewer, tx => partsOfChild(tx, viewer, child.id))),
]
const caseOf = (token: string) =>
  asViewer(db.app, system(), async tx => {
    const row = await caseByToken(tx, system(), token)
    const history = await historyOf(tx, system(), row.id)
    return { c: caseFrom(history), history }
  })
const refusalsOf = (decision: { allowed: boolean; refusals?: { says: string }[] }) =>
  decision.allowed ? [] : decision.refusals!.map(one => one.says)

describe('by itself', () => {
  for (const [name, desk] of [
    ['EHCP', 'sen-officer'],
    ['in_care', 'virtual-school'],
    ['child_in_need', 'social-worker'],
  ] as const) {
    test(`${name}: once, with a task of the case; a second time what is new is added`, async () => {
      const { child, token } = await opened(name)
      await Promise.all([route(child, 'removal 1'), route(child, 'removal 1')])
      await route(child, 'removal 1')
      await route(child, 'removal 2', 'A second school told')
      const parts = (await partsOf(child)).filter(part => part.desk === desk)
      assert.equal(parts.length, 1)
      assert.equal(parts[0]!.due, '2026-11-27')
      const { c } = await caseOf(token)
      assert.equal(c.tasks[`desk ${parts[0]!.id}`]?.due, '2026-11-27')
      const steps = await asViewer(db.app, system(), tx => stepsOf(tx, system(), [parts[0]!.id]))
      assert.deepEqual(
        steps.map(step => step.step),
        ['given', 'told again', 'told again'],
      )
    })
  }
  test('a child of whom nothing is on record goes nowhere', async () => {
    const { child } = await opened()
    assert.deepEqual(await route(child), [])
    assert.deepEqual(await partsOf(child), [])
  })
  test('a case that opens later waits for the desk too', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    await flag(child, 'EHCP')
    await route(child, 'removal 3')
    const made = await asViewer(db.app, as('dsl'), async tx => {
      const referralId = newId()
      return openCaseAndRoute(tx, as('dsl'), {
        referralId,
        caseId: newId(),
        childId: child.id,
        schoolId: people.alder.id,
        startCode: 'START-01',
        level: 'keep in view',
        on: today,
      })
    })
    const parts = await partsOf(child)
    assert.equal(parts.length, 1)
    assert.equal(parts[0]!.case_id, made.caseId)
    assert.ok((await caseOf(made.token)).c.tasks[`desk ${parts[0]!.id}`])
  })
  test('a removal already made, and home education: to each its desk, and the record begins', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      leavingDate: '2026-11-12',
      seenUntil: '2027-02-01',
    })
    await flag(child, 'EHCP', 'in_care')
    await asViewer(db.app, system(), tx =>
      removalAlreadyMade(tx, system(), {
        childId: child.id,
        enrolmentId: child.enrolmentId,
        schoolId: people.alder.id,
        leavingDate: '2026-11-12',
        ground: 'R9-F',
        on: today,
      }),
    )
    assert.deepEqual((await partsOf(child)).map(part => part.desk).sort(), [
      'ehe-officer',
      'sen-officer',
      'social-worker',
      'virtual-school',
    ])
    const [record] = await db.owner`select since, state from home_educations where child_id = ${child.id}`
    assert.deepEqual([record!.since, record!.state], ['2026-11-12', 'educated at home'])
  })
  test('a death goes nowhere, nor does a leaver of years ago', async () => {
    for (const [ground, leavingDate] of [
      ['R9-K', '2026-11-12'],
      ['R9-A', '2025-01-10'],
    ] as const) {
      const child = await makeChild(db.owner, { school: people.alder, leavingDate, seenUntil: '2027-02-01' })
      await flag(child, 'EHCP')
      await asViewer(db.app, system(), tx =>
        removalAlreadyMade(tx, system(), {
          childId: child.id,
          enrolmentId: child.enrolmentId,
          schoolId: people.alder.id,
          leavingDate,
          ground,
          on: today,
        }),
      )
      assert.deepEqual(await partsOf(child), [], ground)
    }
  })
  test('a notice of home education', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const told = () =>
      asViewer(db.app, as('dsl'), tx =>
        tellOfHomeEducation(tx, as('dsl'), child.id, {
          notice: 'spoken',
          notice_received_on: '2026-11-20',
          told_by: 'Parent',
        }),
      )
    assert.ok((await told()).ok)
    assert.ok((await told()).ok)
    const parts = await partsOf(child, as('ehe-officer'))
    assert.deepEqual(
      parts.map(part => part.desk),
      ['ehe-officer'],
    )
    // Still on the register: nothing is recorded as home education yet.
    assert.equal((await db.owner`select 1 from home_educations where child_id = ${child.id}`).length, 0)
  })
})

describe('given by a person, and answered', () => {
  const give = (
    child: TestChild,
    given: Partial<Parameters<typeof giveToDesk>[2]> = {},
    viewer = as('cme-officer'),
  ) =>
    asViewer(db.app, viewer, tx =>
      giveToDesk(tx, viewer, {
        childId: child.id,
        desk: 'sen-officer',
        asks: 'Is there a plan?',
        why: '',
        due: '2026-11-27',
        ...given,
      }),
    )
  const given = async () => {
    const made = await opened()
    const decision = await give(made.child)
    assert.ok(decision.allowed)
    return { ...made, part: decision.value.token }
  }
  const answer = (part: string, says: string, viewer = as('sen-officer')) =>
    asViewer(db.app, viewer, tx => answerPart(tx, viewer, part, { says }))

  test('the day: today may be asked, yesterday not', async () => {
    const { child } = await opened()
    assert.match(refusalsOf(await give(child, { due: '2026-11-19' })).join(), /has passed/)
    assert.deepEqual(refusalsOf(await give(child, { due: '2026-11-20' })), [])
    assert.match(refusalsOf(await give(child, { asks: ' ' })).join(), /what you ask/)
    assert.match(refusalsOf(await give(child, { desk: 'nobody' })).join(), /which team/)
  })
  test('twice and two at once are one; by no desk and no school', async () => {
    const { child, token } = await opened()
    await Promise.all([give(child), give(child, {}, as('manager'))])
    await give(child)
    assert.equal((await partsOf(child)).length, 1)
    assert.equal(Object.keys((await caseOf(token)).c.tasks).length, 1)
    for (const role of ['dsl', 'sen-officer', 'ehe-officer'] as const) {
      await assert.rejects(give(child, {}, as(role)), { name: 'NotFound' })
    }
  })
  test('an answer ends the task; twice is one; another desk and another authority have none of it', async () => {
    const { part, token } = await given()
    for (const viewer of [
      as('ehe-officer'),
      as('admissions-officer'),
      people.right['field-officer'].viewer(today),
      people.wrongAuthority['sen-officer'].viewer(today),
      as('dsl'),
    ]) {
      await assert.rejects(answer(part, 'No plan', viewer), { name: 'NotFound' }, viewer.role)
    }
    // The CME team reads it, and does not answer for the desk.
    await assert.rejects(answer(part, 'No plan', as('cme-officer')), { name: 'NotFound' })
    assert.match(refusalsOf(await answer(part, ' ')).join(), /Write the answer/)
    const both = await Promise.all([answer(part, 'No plan'), answer(part, 'No plan')])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    const { c, history } = await caseOf(token)
    assert.deepEqual(c.tasks, {})
    assert.equal(
      history.filter(event => event.type === 'recorded' && event.title === 'SEN team answers').length,
      1,
    )
    assert.equal(history.at(-1)!.by, 'Alder sen-officer')
    // Another answer is added.
    assert.deepEqual(refusalsOf(await answer(part, 'A plan after all')), [])
  })
  test('the desk sees the child for thirty days more, to the day', async () => {
    const { child, part } = await given()
    await answer(part, 'No plan')
    for (const [on, sees] of [
      ['2026-12-20', 1],
      ['2026-12-21', 0],
    ] as const) {
      const viewer = people.right['sen-officer'].viewer(on)
      await asViewer(db.app, viewer, async tx => {
        assert.equal((await partsOfChild(tx, viewer, child.id)).length, sees, on)
        assert.equal((await tx`select 1 from desk_parts where child_id = ${child.id}`).length, sees, on)
        assert.equal((await tx`select 1 from children where id = ${child.id}`).length, sees, on)
      })
    }
  })
  test('facts of its field and a note; of a protected child no place', async () => {
    const { child, part, token } = await given()
    const facts = (values: Record<string, string>) =>
      asViewer(db.app, as('sen-officer'), tx => recordFacts(tx, as('sen-officer'), part, values))
    assert.match(refusalsOf(await facts({})).join(), /at least one/)
    assert.match(refusalsOf(await facts({ plan: 'maybe' })).join(), /choose one/)
    assert.match(refusalsOf(await facts({ lastReview: '2026-13-01' })).join(), /real date/)
    assert.deepEqual(refusalsOf(await facts({ plan: 'held', named: 'CanaryPlace' })), [])
    const again = await facts({ plan: 'held', named: 'CanaryPlace' })
    assert.equal(again.allowed && again.value.already, true)
    await db.owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, 'address', '2026-11-20', 'A test', 'A test')`
    assert.deepEqual(refusalsOf(await facts({ plan: 'elsewhere', named: 'CanaryHidden' })), [])
    const note = () =>
      asViewer(db.app, as('sen-officer'), tx =>
        noteForTeam(tx, as('sen-officer'), part, { says: 'Rang twice' }),
      )
    await Promise.all([note(), note()])
    const { history } = await caseOf(token)
    assert.equal(JSON.stringify(history).split('Rang twice').length, 2)
    assert.doesNotMatch(JSON.stringify(history), /CanaryHidden/)
    // What was written before it is not shown any more.
    const [row] = await partsOf(child)
    assert.deepEqual(factsInWords('sen-officer', { plan: 'held', named: 'CanaryPlace' }, row!.protected), [
      'Education, health and care plan: A plan is held by this authority',
    ])
    const written = await db.owner`select facts from desk_steps where child_id = ${child.id}`
    assert.doesNotMatch(JSON.stringify(written), /CanaryHidden/)
  })
  test('taken back: the desk sees the child no more and the case waits no more', async () => {
    const { child, part, token } = await given()
    const back = (why: string, viewer = as('cme-assistant')) =>
      asViewer(db.app, viewer, tx => takePartBack(tx, viewer, part, { why }))
    assert.match(refusalsOf(await back(' ')).join(), /Say why/)
    await assert.rejects(back('x', as('sen-officer')), { name: 'NotFound' })
    await Promise.all([back('Not theirs'), back('Not theirs')])
    assert.deepEqual((await caseOf(token)).c.tasks, {})
    assert.deepEqual(await partsOf(child, as('sen-officer')), [])
    await assert.rejects(answer(part, 'Late'), { name: 'NotFound' })
  })
})

describe('both walls', () => {
  test('each desk its own parts, by SQL and by the application alone', async () => {
    const { child } = await opened('EHCP', 'in_care')
    await route(child)
    for (const role of deskRoles) {
      const viewer = as(role)
      const own = role === 'sen-officer' || role === 'virtual-school' ? [role] : []
      await asViewer(db.app, viewer, async tx => {
        const rows = await tx<{ desk: string }[]>`select desk from desk_parts where child_id = ${child.id}`
        assert.deepEqual(
          rows.map(row => row.desk),
          own,
        )
        const steps = await tx<{ desk: string }[]>`
          select distinct desk from desk_steps where child_id = ${child.id}`
        assert.deepEqual(
          steps.map(row => row.desk),
          own,
        )
      })
      // The database's wall away: the application's alone.
      const mine: PartRow[] = await db.owner.begin(tx => partsOfChild(tx, viewer, child.id))
      assert.deepEqual(
        mine.map(part => part.desk),
        own,
      )
    }
    const dsl = as('dsl')
    await asViewer(db.app, dsl, async tx => {
      assert.equal((await tx`select 1 from desk_parts`).length, 0)
      assert.equal((await partsAsked(tx, dsl)).length, 0)
    })
    const [part] = await partsOf(child)
    await asViewer(db.app, as('ehe-officer'), async tx => {
      await assert.rejects(partByToken(tx, { ...as('ehe-officer'), unscoped: true }, part!.token), {
        name: 'NotFound',
      })
    })
  })
})

describe('the pages', () => {
  let app: FastifyInstance
  before(async () => {
    app = await createApp({
      sql: db.app,
      clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
      publicUrl: 'http://localhost:3000',
    })
  })
  test('a desk sees its list and nothing of the case; the officer sees the answer', async () => {
    const { child, token } = await opened()
    const officer = browser(app, people.right['cme-officer'])
    const wrong = await officer.post(`/cases/${token}/desks`, {})
    assert.deepEqual(wrong.errorFields, ['desk', 'asks', 'due'])
    const sent = await officer.post(`/cases/${token}/desks`, {
      desk: 'sen-officer',
      asks: 'Is there a plan?',
      'due-day': '27',
      'due-month': '11',
      'due-year': '2026',
    })
    assert.equal(sent.status, 303, sent.errors.join())
    const sen = browser(app, people.right['sen-officer'])
    assert.match((await sen.get('/desk')).text, new RegExp(child.surname))
    assert.doesNotMatch(
      (await browser(app, people.right['virtual-school']).get('/desk')).text,
      new RegExp(child.surname),
    )
    const [part] = await partsOf(child)
    const page = await sen.get(`/desk/${part!.token}`)
    assert.match(page.text, /With the CME team, to be decided/)
    assert.doesNotMatch(page.html, /\/cases\//)
    const answered = await sen.post(`/desk/${part!.token}/answer`, { says: 'No plan is held' })
    assert.equal(answered.status, 303)
    assert.match((await officer.get(`/cases/${token}/desks`)).text, /No plan is held/)
    assert.match((await officer.get(`/cases/${token}`)).text, /SEN team answers/)
    assert.equal((await sen.get(`/cases/${token}`)).status, 404)
  })
  test('the social worker’s part is the officer’s to record', async () => {
    const { child } = await opened('child_in_need')
    await route(child)
    const [part] = await partsOf(child)
    const officer = browser(app, people.right['cme-officer'])
    assert.match((await officer.get('/desks')).text, new RegExp(child.surname))
    const told = await officer.post(`/desks/part/${part!.token}/told`, {
      says: 'Told on Friday; seen on Monday',
    })
    assert.equal(told.status, 303)
    assert.match((await officer.get(`/desks/${child.token}`)).text, /seen on Monday/)
  })
})
