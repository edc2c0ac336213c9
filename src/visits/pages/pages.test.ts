// Visits as people meet them: asked for in the office, given to one field officer, made, and what follows in the case.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { statementsOf } from '../../../bench/statements.ts'
import { codeNow } from '../../access/second-factor.ts'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  signedIn,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { type Case, caseFrom } from '../../cases/case.ts'
import * as steps from '../../cases/steps.ts'
import { historyOf } from '../../cases/store.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { protect } from '../../children/actions.ts'
import { childById } from '../../children/store.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { tidyVisitsQueue, visitsJobs } from '../jobs.ts'

const morning = new Date('2026-11-20T10:00:00Z')
let now = morning
let database: Awaited<ReturnType<typeof freshDatabase>>
let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople
let field: TestPerson
let other: TestPerson
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

before(async () => {
  database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  field = people.right['field-officer']
  other = await makePerson(owner, { role: 'field-officer', name: 'Another Visitor' })
  await owner`update people set totp_secret = ${secret}`
  app = await createApp({
    sql,
    clock: { now: () => now, today: () => londonDay(now) },
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})

let codes = 0
/** A new code each time: one serves once. */
const code = () => {
  codes += 1
  now = new Date(morning.getTime() + codes * 60_000)
  return codeNow(secret, now)
}
type Asked = { child: TestChild; case: string; caseId: string; visit: string; id: string }
const request = {
  reason: 'Nobody has seen her since half term',
  question: 'Does the family still live there?',
  hazards: 'A dog in the yard',
  staffRisk: 'None known',
  twoPeople: 'no',
  'neededBy-day': '24',
  'neededBy-month': '11',
  'neededBy-year': '2026',
}
const plan = (officer: TestPerson, day = '20') => ({
  officer: officer.id,
  'on-day': day,
  'on-month': '11',
  'on-year': '2026',
  at: '2pm',
  minutes: '45',
  teamPhone: '07700 900123',
})
const reported = {
  do: 'report',
  attempt: '1',
  'on-day': '20',
  'on-month': '11',
  'on-year': '2026',
  arrived: '14:00',
  left: '14:20',
  outcome: 'no answer',
  fact: 'Rang twice. Curtains drawn.',
  concern: 'none',
}

async function taking(
  level: 'act today' | 'act this week' = 'act this week',
  isProtected = false,
): Promise<Asked> {
  now = morning
  const child = await makeChild(owner, {
    school: people.alder,
    ...(isProtected
      ? { address: '9 Hidden Row', phone: '07700 900789' }
      : { address: '5 Canary Close', phone: '07700 900456' }),
  })
  const opened = await refer(sql, people, child, { on: '2026-11-19', level })
  const officer = people.right['cme-officer']
  await taken(sql, officer, '2026-11-19', opened.token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: officer.id, name: officer.name } }, by),
  )
  if (isProtected) {
    const viewer = people.right.dsl.viewer('2026-11-19')
    await asViewer(sql, viewer, async tx =>
      protect(tx, viewer, await childById(tx, viewer, child.id), {
        kind: 'address',
        fromOn: '2026-11-19',
        reason: 'The mother told us that they have fled',
      }),
    )
  }
  const page = await browser(app, officer).post(`/cases/${opened.token}/visits/ask`, {
    ...request,
    ...(level === 'act today' ? { 'neededBy-day': '23' } : {}),
  })
  assert.equal(page.location, `/cases/${opened.token}/visits`, page.errors.join())
  const [row] = await owner<
    { id: string; token: string }[]
  >`select id, token from visits where case_id = ${opened.caseId}`
  return { child, case: opened.token, caseId: opened.caseId, visit: row!.token, id: row!.id }
}
async function planned(level?: 'act today' | 'act this week', isProtected = false): Promise<Asked> {
  const asked = await taking(level, isProtected)
  const page = await browser(app, people.right['cme-officer']).post(
    `/visits/${asked.visit}/plan`,
    plan(field),
  )
  assert.equal(page.location, `/cases/${asked.case}/visits`, page.errors.join())
  return asked
}
const caseNow = (asked: Asked): Promise<Case> =>
  asViewer(sql, people.right.manager.viewer('2026-11-20'), async tx =>
    caseFrom(await historyOf(tx, people.right.manager.viewer('2026-11-20'), asked.caseId)),
  )
const tasks = async (asked: Asked) =>
  Object.values((await caseNow(asked)).tasks).map(task => [task.says, task.due])

describe('asking for a visit', () => {
  test('begins the check, a task for whoever plans, and is one at a time', async () => {
    const asked = await taking()
    const c = await caseNow(asked)
    assert.equal(c.checks.RL28?.due, '2026-11-24')
    assert.deepEqual(await tasks(asked), [
      [`Plan visit V-1001, needed by Tuesday 24 November 2026`, '2026-11-23'],
    ])
    const again = await browser(app, people.right['cme-officer']).post(
      `/cases/${asked.case}/visits/ask`,
      request,
    )
    assert.match(again.errors.join(), /asked for already/)
  })
  test('is by the day of our clock, not later', async () => {
    now = morning
    const child = await makeChild(owner, { school: people.alder })
    const opened = await refer(sql, people, child, { on: '2026-11-19', level: 'act today' })
    const officer = people.right['cme-officer']
    const early = await browser(app, officer).post(`/cases/${opened.token}/visits/ask`, request)
    assert.equal(early.status, 422, 'before the case was taken on')
    await taken(sql, officer, '2026-11-19', opened.token, (c, by) =>
      steps.accept(c, { level: c.level, owner: { id: officer.id, name: officer.name } }, by),
    )
    const late = await browser(app, officer).post(`/cases/${opened.token}/visits/ask`, {
      ...request,
      'neededBy-day': '25',
    })
    assert.match(late.errors.join(), /needed by Tuesday 24 November 2026 at the latest/)
    const [{ many }] =
      (await owner`select count(*)::int as many from visits where child_id = ${child.id}`) as unknown as [
        { many: number },
      ]
    assert.equal(many, 0)
  })
})

describe('planning', () => {
  test('gives the child to the one who goes, for the visit alone; a second person where two must go', async () => {
    const asked = await taking()
    assert.equal((await browser(app, field).get(`/visits/${asked.visit}`)).status, 404)
    await owner`update visits set two_people = true where id = ${asked.id}`
    const officer = browser(app, people.right['cme-officer'])
    const alone = await officer.post(`/visits/${asked.visit}/plan`, plan(field))
    assert.match(alone.errors.join(), /name the second/)
    await officer.post(`/visits/${asked.visit}/plan`, { ...plan(field), second: 'Ben Second' })
    assert.equal((await browser(app, field).get(`/visits/${asked.visit}`)).status, 200)
    assert.equal((await browser(app, other).get(`/visits/${asked.visit}`)).status, 404)
    // Planned anew for another: the first sees the child no more.
    await officer.post(`/visits/${asked.visit}/plan`, { ...plan(other), second: 'Ben Second' })
    assert.equal((await browser(app, field).get(`/visits/${asked.visit}`)).status, 404)
    assert.equal((await browser(app, other).get(`/visits/${asked.visit}`)).status, 200)
    assert.deepEqual(await tasks(asked), [[`Hear what visit ${await reference(asked)} found`, '2026-11-20']])
    assert.equal(
      (await browser(app, people.right['cme-assistant']).get(`/visits/${asked.visit}/plan`)).status,
      404,
    )
  })
  test('called off, nothing is left waiting and nobody sees the child', async () => {
    const asked = await planned()
    const page = await browser(app, people.right['cme-officer']).post(`/visits/${asked.visit}/call-off`, {
      why: 'They rang us',
    })
    assert.equal(page.status, 303)
    assert.deepEqual(await tasks(asked), [])
    assert.equal((await caseNow(asked)).checks.RL28?.result, 'not needed')
    assert.equal((await browser(app, field).get(`/visits/${asked.visit}`)).status, 404)
  })
})

test('a visit of a case that is closed is called off in the night, and nobody sees the child for it', async () => {
  const asked = await planned()
  await owner`update cases set state = 'closed', closed_on = '2026-11-20', outcome = 'O09', next_step = null, next_due = null where id = ${asked.caseId}`
  const { handlers } = visitsJobs({ sql, clock: { now: () => now, today: () => londonDay(now) } })
  await handlers[tidyVisitsQueue]!({})
  const [row] = await owner<{ state: string }[]>`select state from visits where id = ${asked.id}`
  assert.equal(row!.state, 'called off')
  assert.equal((await browser(app, field).get(`/visits/${asked.visit}`)).status, 404)
})

const reference = async (asked: Asked): Promise<string> => {
  const [row] = await owner<{ reference: string }[]>`select reference from visits where id = ${asked.id}`
  return row!.reference
}

describe('the visitor', () => {
  test('sees the address and a number on the day, and not before', async () => {
    const asked = await taking()
    await browser(app, people.right['cme-officer']).post(`/visits/${asked.visit}/plan`, plan(field, '23'))
    const early = await browser(app, field).get(`/visits/${asked.visit}`)
    assert(!early.html.includes('Canary Close') && !early.html.includes('900456'))
    assert(!(await browser(app, field).get('/visits')).html.includes('Canary Close'))
    await browser(app, people.right['cme-officer']).post(`/visits/${asked.visit}/plan`, plan(field))
    for (const path of [`/visits/${asked.visit}`, '/visits', `/visits/${asked.visit}/sheet`]) {
      const page = await browser(app, field).get(path)
      assert(page.html.includes('5 Canary Close'), path)
    }
    assert((await browser(app, field).get('/visits')).html.includes('tel:07700900456'))
    // No story of risk on paper.
    assert(!(await browser(app, field).get(`/visits/${asked.visit}/sheet`)).html.includes('half term'))
  })
  test('is shown to the team in red when not out in time, and until somebody has spoken to them', async () => {
    const asked = await planned()
    const phone = browser(app, field)
    const team = browser(app, people.right['cme-assistant'])
    await phone.post(`/visits/${asked.visit}`, { do: 'arrive' })
    assert.match((await phone.follow()).text, /Saved on the server at 10:0\dam/)
    now = new Date(now.getTime() + 45 * 60_000)
    assert.doesNotMatch((await team.get('/visits/out')).text, /Overdue/)
    now = new Date(now.getTime() + 60_000)
    assert.match((await team.get('/visits/out')).text, /Overdue: not checked out/)
    await team.post('/visits/out', { visit: asked.visit })
    assert.doesNotMatch((await team.get('/visits/out')).text, /Overdue/)
    await phone.post(`/visits/${asked.visit}`, { do: 'arrive' })
    await phone.post(`/visits/${asked.visit}`, { do: 'help' })
    assert.match((await team.get('/visits/out')).text, /Asked to be rung now/)
    now = morning
  })
  test('cannot record safe and well on an adult’s word, and keeps what was typed', async () => {
    const asked = await planned()
    const page = await browser(app, field).post(`/visits/${asked.visit}`, {
      ...reported,
      outcome: 'adult only',
      who: 'An aunt',
      shownHow: 'She did not',
      fact: 'The aunt says that Amina is fine and asleep.',
      saysSafe: 'yes',
    })
    assert.equal(page.status, 422)
    assert.match(page.errors.join(), /did not see the child/)
    assert(page.html.includes('The aunt says that Amina is fine and asleep.'))
    assert.equal((await caseNow(asked)).located, undefined)
    const [row] = await owner`select 1 from visit_reports where visit_id = ${asked.id}`
    assert.equal(row, undefined)
  })
  test('who saw the child answers the check, locates the child, and sees the child no more', async () => {
    const asked = await planned()
    const phone = browser(app, field)
    const seen = {
      ...reported,
      outcome: 'seen alone',
      who: 'Her mother',
      shownHow: 'A letter',
      fact: 'At home, well.',
      saysSafe: 'yes',
    }
    const page = await phone.post(`/visits/${asked.visit}`, seen)
    assert.equal(page.location, '/visits', page.errors.join())
    assert.match((await phone.follow()).text, /Saved on the server at/)
    const c = await caseNow(asked)
    assert.equal(c.checks.RL28?.result, 'something found')
    assert.equal(c.located?.proof, 'seen')
    assert.deepEqual(Object.keys(c.tasks), [])
    assert.equal((await phone.get(`/visits/${asked.visit}`)).status, 404)
  })
  test('an adult alone never locates: the officer decides', async () => {
    const asked = await planned()
    await browser(app, field).post(`/visits/${asked.visit}`, {
      ...reported,
      outcome: 'adult only',
      who: 'An aunt',
      shownHow: 'She did not',
    })
    const c = await caseNow(asked)
    assert.equal(c.located, undefined)
    assert.match(Object.values(c.tasks)[0]!.says, /Decide what is done/)
  })
  test('the same form sent twice, and by two at once, is one report', async () => {
    const asked = await planned()
    const [one, two] = [browser(app, field), browser(app, field)]
    await one.get(`/visits/${asked.visit}`)
    await two.get(`/visits/${asked.visit}`)
    const sent = await Promise.all([
      one.post(`/visits/${asked.visit}`, reported),
      two.post(`/visits/${asked.visit}`, reported),
    ])
    assert.deepEqual(
      sent.map(page => page.status),
      [303, 303],
    )
    const rows = await owner`select attempt from visit_reports where visit_id = ${asked.id}`
    assert.equal(rows.length, 1)
  })
  test('two failures on different days and times: the officer decides, and nothing dangles', async () => {
    const asked = await planned()
    const phone = browser(app, field)
    await phone.post(`/visits/${asked.visit}`, reported)
    assert.deepEqual(await tasks(asked), [[`Visit ${await reference(asked)} again`, '2026-11-23']])
    now = new Date('2026-11-23T18:00:00Z')
    await phone.post(`/visits/${asked.visit}`, {
      ...reported,
      attempt: '2',
      'on-day': '23',
      arrived: '17:00',
      left: '17:10',
    })
    assert.match((await tasks(asked))[0]![0]!, /Decide what is done after visit/)
    const officer = browser(app, people.right['cme-officer'])
    assert.match(
      (await officer.post(`/visits/${asked.visit}/decide`, { decision: 'go on' })).errors.join(),
      /considered/,
    )
    await officer.post(`/visits/${asked.visit}/decide`, {
      decision: 'raise',
      why: 'Nobody has seen her for three weeks',
    })
    const c = await caseNow(asked)
    assert.equal(c.level, 'act today')
    assert.equal(c.checks.RL28?.result, 'nothing found')
    assert.deepEqual(
      Object.values(c.tasks).map(task => task.says),
      ['Tell the safeguarding hub now'],
    )
    now = morning
  })
  test('puts a protection on at the door, at once: the address is gone from the page', async () => {
    const asked = await planned()
    const phone = browser(app, field)
    assert(
      (await phone.get(`/visits/${asked.visit}`)).links.includes(`/children/${asked.child.token}/protect`),
    )
    const page = await phone.post(`/children/${asked.child.token}/protect`, {
      kind: 'address',
      'from-day': '20',
      'from-month': '11',
      'from-year': '2026',
      reason: 'The mother told me that they have fled',
    })
    assert.equal(page.location, '/', page.errors.join())
    assert(!(await phone.get(`/visits/${asked.visit}`)).html.includes('Canary Close'))
  })
  test('raises an urgent concern in two presses; twice is once', async () => {
    const asked = await planned()
    const phone = browser(app, field)
    const page = await phone.get(`/visits/${asked.visit}`)
    assert(page.links.includes(`/visits/${asked.visit}/urgent`))
    await phone.post(`/visits/${asked.visit}/urgent`)
    await phone.post(`/visits/${asked.visit}/urgent`)
    const c = await caseNow(asked)
    assert.equal(c.level, 'act today')
    assert.equal(Object.values(c.tasks).filter(task => /safeguarding hub/.test(task.says)).length, 1)
  })
})

describe('a protected address', () => {
  test('is released by a manager, for one officer, for the day; opened by break-glass; and by nobody else', async () => {
    const asked = await planned('act this week', true)
    const at = `/visits/${asked.visit}`
    const phone = browser(app, field)
    const leaks = async () => {
      const found: string[] = []
      for (const [who, person] of [
        ['field', field],
        ['other', other],
        ['assistant', people.right['cme-assistant']],
        ['officer', people.right['cme-officer']],
      ] as const) {
        for (const path of [
          at,
          '/visits',
          '/visits/out',
          `${at}/sheet`,
          `${at}/address`,
          `${at}/release`,
          `/cases/${asked.case}/visits`,
          `/cases/${asked.case}`,
        ]) {
          const page = await browser(app, person).get(path)
          if (/Hidden Row|900789/.test(page.html)) found.push(`${who} ${path}`)
        }
      }
      return found
    }
    assert.deepEqual(await leaks(), [])
    // Nothing was released: refused, and kept.
    const early = await phone.post(`${at}/address`, { code: code() })
    assert.equal(early.status, 403)
    assert.equal((await browser(app, other).post(`${at}/address`, { code: code() })).status, 404)
    assert.equal(
      (await browser(app, people.right['cme-officer']).post(`${at}/address`, { code: code() })).status,
      403,
    )
    const alerts = await owner<
      { by_name: string }[]
    >`select by_name from visit_alerts where visit_id = ${asked.id}`
    assert.deepEqual(
      [...new Set(alerts.map(one => one.by_name))].sort(),
      [other.name, people.right['cme-officer'].name, field.name].sort(),
    )

    const manager = browser(app, people.right.manager)
    assert.match((await manager.get(`${at}/release`)).text, /Open the protected details first/)
    const openProtected = `/children/${asked.child.token}/open-protected`
    await manager.post(openProtected, { reason: 'visit', why: 'To release it for the visit', code: code() })
    const [detail] = await owner<{ id: string }[]>`
      select id from protected_details where child_id = ${asked.child.id} and kind = 'address'`
    const released = await manager.post(`${at}/release`, {
      address: detail!.id,
      why: 'The hub asks that she is seen today',
      code: code(),
    })
    assert.equal(released.location, `/cases/${asked.case}/visits`, released.errors.join())
    // Released is not opened: every look is an event of the officer's own.
    assert.deepEqual(await leaks(), [])
    assert.equal((await phone.post(`${at}/address`, { code: '000000' })).status, 422)
    assert.equal((await phone.post(`${at}/address`, { code: code() })).location, at)
    assert((await phone.get(at)).html.includes('9 Hidden Row'))
    const [opening] = await owner<{ reason: string }[]>`
      select reason from break_glass where child_id = ${asked.child.id} and person_id = ${field.id}`
    assert.equal(opening!.reason, 'visit')
    assert.deepEqual(await leaks(), [`field ${at}`])
    // The database itself gives the officer the one address, and not how to reach the family.
    const viewer = field.viewer('2026-11-20')
    const rows = await asViewer(
      sql,
      viewer,
      tx => tx<{ kind: string }[]>`select kind from protected_details where child_id = ${asked.child.id}`,
    )
    assert.deepEqual(
      rows.map(row => row.kind),
      ['address'],
    )
    for (const day of ['2026-11-19', '2026-11-21']) {
      const none = await asViewer(
        sql,
        field.viewer(day),
        tx => tx`select 1 from protected_details where child_id = ${asked.child.id}`,
      )
      assert.equal(none.length, 0, `at midnight: ${day}`)
    }
    const another = await asViewer(sql, other.viewer('2026-11-20'), tx => tx`select 1 from protected_details`)
    assert.equal(another.length, 0)
    // The visit made, it is closed again, in the same minute.
    await phone.post(at, { ...reported, outcome: 'seen', who: 'Her mother', shownHow: 'A letter' })
    assert.deepEqual(await leaks(), [])
    const after = await asViewer(sql, viewer, tx => tx`select 1 from protected_details`)
    assert.equal(after.length, 0)
  })
  test('is released by no officer, and by nobody to themselves', async () => {
    const asked = await planned('act this week', true)
    assert.equal(
      (await browser(app, people.right['cme-officer']).get(`/visits/${asked.visit}/release`)).status,
      404,
    )
    const manager = browser(app, people.right.manager)
    await manager.post(`/visits/${asked.visit}/plan`, plan(people.right.manager))
    await manager.post(`/children/${asked.child.token}/open-protected`, {
      reason: 'visit',
      why: 'To make the visit myself',
      code: code(),
    })
    const [detail] = await owner<{ id: string }[]>`
      select id from protected_details where child_id = ${asked.child.id} and kind = 'address'`
    const page = await manager.post(`/visits/${asked.visit}/release`, {
      address: detail!.id,
      why: 'I go there myself today',
      code: code(),
    })
    assert.match(page.errors.join(), /You go yourself/)
    await assert.rejects(
      asViewer(sql, people.right['cme-officer'].viewer('2026-11-20'), async tx => {
        await tx`insert into visit_releases (la_code, id, visit_id, child_id, detail_id, officer_id, for_day, why, released_by, released_name, released_at)
          values ('001', gen_random_uuid(), ${asked.id}, ${asked.child.id}, ${detail!.id}, ${field.id}, '2026-11-20', 'x', ${people.right['cme-officer'].id}, 'x', now())`
      }),
      /row-level security/,
    )
  })
})

test('the pages of visits ask the database fifteen times at most', async () => {
  const asked = await planned()
  // The clock of this count is the machine's, so the visit is to be of its day.
  await owner`update visits set planned_on = current_date where id = ${asked.id}`
  await owner`update caseloads set ends_on = null where about_id = ${asked.id}`
  // Sessions of their own: the others were last seen by the clock of the tests above.
  const [ours, theirs] = [await signedIn(owner, field), await signedIn(owner, people.right.manager)]
  const one = (path: string, person: TestPerson) => [
    { path, cookie: `onroll=${person === field ? ours : theirs}` },
  ]
  const most = await statementsOf(database.appOptions, {
    mine: one('/visits', field),
    visit: one(`/visits/${asked.visit}`, field),
    'of a case': one(`/cases/${asked.case}/visits`, people.right.manager),
    out: one('/visits/out', people.right.manager),
    plan: one(`/visits/${asked.visit}/plan`, people.right.manager),
  })
  for (const [page, count] of Object.entries(most)) assert.ok(count >= 4 && count <= 15, `${page}: ${count}`)
})
