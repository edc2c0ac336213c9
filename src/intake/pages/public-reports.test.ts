// What arrived from outside: listed by urgency, what was said apart from who said it, decided on once.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { answerAsked } from '../../matching/actions.ts'
import { keepAllKeys } from '../../matching/testing/keys.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { lookForSome, takeOn } from '../public/actions.ts'
import { type Answers, reportFrom } from '../public/form.ts'
import { asPublic, forgetTellers, insertReport } from '../public/store.ts'

const today = '2026-11-20'
const now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: Sql
let web: FastifyInstance
let people: TestPeople
const system = systemViewer('001', today)

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  web = await createApp({ sql: app, clock: stoppedClock(now), publicUrl: 'http://localhost:3000' })
})

/** A report as the public sends it. Gives the address of its page. */
async function told(
  answers: Answers = {},
): Promise<{ id: string; token: string; reference: string; page: string }> {
  const id = crypto.randomUUID()
  const reference = await app.begin(async tx => {
    const viewer = await asPublic(tx, '001', today, 'secret')
    return insertReport(tx, viewer, {
      id,
      how: 'the public',
      ...reportFrom({ danger: 'no', why: 'Seen in the park', reply: 'no', ...answers }),
      now,
    })
  })
  const [row] = await owner<{ token: string }[]>`select token from reports_in where id = ${id}`
  return { id, token: row!.token, reference, page: `/reports-in/${row!.token}` }
}
const as = (person: TestPerson) => browser(web, person)
const officer = () => people.right['cme-officer']

describe('the list', () => {
  test('stands for the CME team alone, the most urgent first, late ones said', async () => {
    const later = await told({ forename: 'Laterchild' })
    const urgent = await told({ danger: 'yes', forename: 'Urgentchild' })
    await owner`update reports_in set next_due = '2026-11-17' where id = ${later.id}`
    const page = await as(officer()).get('/reports-in')
    assert.ok(page.text.indexOf(urgent.reference) < page.text.indexOf(later.reference))
    assert.match(page.text, /Late/)
    assert.match(page.text, /3 working days late/)
    for (const role of ['dsl', 'headteacher', 'field-officer', 'sen-officer', 'trust-head'] as const)
      assert.equal((await as(people.right[role]).get('/reports-in')).status, 404, role)
    assert.doesNotMatch((await as(people.wrongAuthority.manager).get('/reports-in')).text, /Laterchild/)
    assert.equal((await as(people.wrongAuthority.manager).get(later.page)).status, 404)
  })
})

describe('one report', () => {
  test('says what was said apart from who said it; who said it only to those who decide', async () => {
    const one = await told({
      forename: 'Kim',
      reply: 'yes',
      way: 'phone',
      contact: '07700 900333',
      name: 'CanaryTeller',
    })
    const seen = await as(officer()).get(one.page)
    assert.match(seen.text, /CanaryTeller/)
    assert.match(seen.text, /Deleted a year after/)
    const assistant = await as(people.right['cme-assistant']).get(one.page)
    assert.equal(assistant.status, 200)
    assert.doesNotMatch(assistant.html, /CanaryTeller|900333/)
    const list = await as(officer()).get('/reports-in')
    assert.doesNotMatch(list.html, /CanaryTeller|900333/)
  })
  test('seen stops the first clock, once', async () => {
    const one = await told()
    const visitor = as(people.right['cme-assistant'])
    await visitor.get(one.page)
    await visitor.post(one.page)
    await visitor.post(one.page)
    const [row] = await owner`select state, next_due, decide_by from reports_in where id = ${one.id}`
    assert.deepEqual([row!.state, row!.next_due], ['seen', row!.decide_by])
    assert.equal((await owner`select 1 from report_steps where report_id = ${one.id}`).length, 1)
  })
  test('a job asks who may be meant; the page shows the child and its case', async () => {
    const child = await makeChild(owner, {
      school: people.alder,
      surname: 'Quillfeather',
      forename: 'Zephyrine',
    })
    await keepAllKeys(app)
    const one = await told({ forename: 'Zephyrine', surname: 'Quillfeather' })
    await asViewer(app, system, tx => lookForSome(tx, system, 100, now))
    const asked = await owner<
      { asked_id: string }[]
    >`select asked_id from report_questions where report_id = ${one.id}`
    assert.equal(asked.length, 1)
    await answerAsked(app, system, asked[0]!.asked_id)
    const page = await as(officer()).get(one.page)
    assert.ok(page.links.includes(`${one.page}/child/${child.token}`))
    const looks =
      await owner`select 1 from looks where child_id = ${child.id} and person_id = ${officer().id}`
    assert.ok(looks.length > 0)
    assert.equal(await asViewer(app, system, tx => lookForSome(tx, system, 100, now)), 0)
  })
  test('a name alone is looked for by people: the record with this name stands on the page', async () => {
    const child = await makeChild(owner, { school: people.alder, surname: 'Onlysurname' })
    const one = await told({ surname: 'Onlysurname' })
    assert.ok((await as(officer()).get(one.page)).links.includes(`${one.page}/child/${child.token}`))
  })
})

describe('deciding', () => {
  test('opens a case for the child once, says how it came, and keeps the words and the teller out of it', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const one = await told({
      where: 'CanaryStreet',
      why: 'CanaryWhy',
      reply: 'yes',
      way: 'email',
      contact: 'canary@example.org',
    })
    const address = `${one.page}/child/${child.token}`
    const refused = as(people.right['cme-assistant'])
    assert.equal((await refused.get(address)).status, 404)
    const visitor = as(officer())
    await visitor.get(address)
    assert.equal((await visitor.post(address)).status, 422)
    await owner`
      insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', gen_random_uuid(), ${child.id}, 'EHCP', 'yes', 'A test')`
    // It reached us two days before anybody took it on.
    await owner`update reports_in set came_on = '2026-11-18' where id = ${one.id}`
    const done = await visitor.post(address, { pathway: 'B' })
    assert.match(done.location ?? '', /^\/triage\//)
    const again = await visitor.post(address, { pathway: 'B' })
    assert.equal(again.location, one.page)
    const events = await owner<{ type: string; data: Record<string, unknown> }[]>`
      select e.type, e.data from case_events e where e.child_id = ${child.id} order by e.id`
    assert.deepEqual(events[0]!.data.how, 'the public')
    assert.equal(events.filter(event => event.type === 'received').length, 1)
    assert.doesNotMatch(JSON.stringify(events), /Canary|canary@/)
    const [kept] = await owner`select opened_on::text from cases where child_id = ${child.id}`
    assert.equal(kept!.opened_on, '2026-11-18')
    // The desk that must know of the child does, by itself.
    assert.deepEqual(
      (await owner`select desk from desk_parts where child_id = ${child.id}`).map(row => row.desk),
      ['sen-officer'],
    )
    // Whoever wants a reply is owed one, and the case waits for it.
    assert.ok(events.some(event => event.type === 'task-set'))
    const [row] = await owner`select state, settled_on, next_due from reports_in where id = ${one.id}`
    assert.deepEqual([row!.state, row!.settled_on, row!.next_due], ['taken on', today, null])
  })
  test('two people at once open one case; a second report joins it', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const one = await told()
    const viewer = officer().viewer(today)
    const press = () => asViewer(app, viewer, tx => takeOn(tx, viewer, one.token, child.token, 'A'))
    await Promise.all([press(), press()])
    assert.equal((await owner`select 1 from cases where child_id = ${child.id}`).length, 1)
    const two = await told()
    const joined = await asViewer(app, viewer, tx => takeOn(tx, viewer, two.token, child.token, 'A'))
    assert.ok(joined.allowed && joined.value !== 'already' && joined.value.joined)
    assert.equal((await owner`select 1 from cases where child_id = ${child.id}`).length, 1)
    const steps = await owner`select what from report_steps where child_id = ${child.id} order by id`
    assert.deepEqual(
      steps.map(step => step.what),
      ['case opened', 'case joined'],
    )
  })
  test('makes a record of a child nobody knows, with what is known, and opens a case', async () => {
    const one = await told({ forename: 'Newforename', age: 'about 6' })
    const visitor = as(officer())
    const form = await visitor.get(`${one.page}/new-child`)
    assert.match(form.html, /value="Newforename"/)
    const missing = await visitor.post(`${one.page}/new-child`, {
      forename: 'Newforename',
      surname: '',
      pathway: 'B',
    })
    assert.deepEqual(missing.errorFields, ['surname'])
    const done = await visitor.post(`${one.page}/new-child`, {
      forename: 'Newforename',
      surname: 'Not known',
      pathway: 'B',
      sex: '',
    })
    assert.match(done.location ?? '', /^\/triage\//)
    const [child] = await owner`select id, date_of_birth, upn from children where forename = 'Newforename'`
    assert.deepEqual([child!.date_of_birth, child!.upn], [null, null])
    const [row] = await owner`select start_code, pathway from cases where child_id = ${child!.id}`
    assert.deepEqual([row!.start_code, row!.pathway], ['START-13', 'B'])
  })
  test('asks more only of somebody who wants a reply; the answer brings it back to be decided', async () => {
    const silent = await told()
    const visitor = as(officer())
    const refused = await visitor.post(`${silent.page}/ask`, {
      what: 'Which street?',
      'due-day': '24',
      'due-month': '11',
      'due-year': '2026',
    })
    assert.match(refused.errors.join(), /did not want a reply/)
    const one = await told({ reply: 'yes', way: 'phone', contact: '07700 900444' })
    await visitor.post(`${one.page}/ask`, {
      what: 'Which street?',
      'due-day': '24',
      'due-month': '11',
      'due-year': '2026',
    })
    const [asked] = await owner`select state, next_due from reports_in where id = ${one.id}`
    assert.deepEqual([asked!.state, asked!.next_due], ['asked', '2026-11-24'])
    await visitor.post(`${one.page}/answer`, { says: 'The one by the park' })
    const [answered] = await owner`select state from reports_in where id = ${one.id}`
    assert.equal(answered!.state, 'seen')
    assert.match((await visitor.get(one.page)).text, /The one by the park/)
  })
  test('sets aside with a reason; never danger without what was done about it', async () => {
    const visitor = as(officer())
    const danger = await told({ danger: 'yes' })
    const refused = await visitor.post(`${danger.page}/not-taken-on`, { why: 'too little', says: 'Nothing' })
    assert.match(refused.errors.join(), /what was done about the danger/)
    const one = await told()
    assert.deepEqual((await visitor.post(`${one.page}/not-taken-on`, { says: 'x' })).errorFields, ['why'])
    const done = await visitor.post(`${one.page}/not-taken-on`, {
      why: 'too little',
      says: 'No name or place',
    })
    assert.equal(done.location, one.page)
    const [row] = await owner`select state from reports_in where id = ${one.id}`
    assert.equal(row!.state, 'not taken on')
    const child = await makeChild(owner, { school: people.alder })
    const late = await visitor.post(`${one.page}/child/${child.token}`, { pathway: 'A' })
    assert.match(late.errors.join(), /set aside/)
  })
  test('puts a report with another of the same name, by a person, and never with itself', async () => {
    const visitor = as(officer())
    const first = await told({ forename: 'Merge', surname: 'Twice' })
    const second = await told({ forename: 'merge', surname: 'TWICE' })
    assert.match((await visitor.get(`${second.page}`)).text, new RegExp(first.reference))
    const itself = await visitor.post(`${second.page}/merge`, { reference: second.reference })
    assert.match(itself.errors.join(), /no other report/)
    await visitor.post(`${second.page}/merge`, { reference: first.reference.toLowerCase() })
    const rows =
      await owner`select id, state from reports_in where id in (${first.id}, ${second.id}) order by came_at, id`
    assert.deepEqual(new Map(rows.map(row => [row.id, row.state])).get(second.id), 'merged')
    assert.deepEqual(new Map(rows.map(row => [row.id, row.state])).get(first.id), 'new')
  })
})

describe('what must not be told', () => {
  test('a report about a protected child is for those who may open what is protected', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const one = await told({ where: 'CanaryRefuge' })
    const viewer = officer().viewer(today)
    await asViewer(app, viewer, tx => takeOn(tx, viewer, one.token, child.token, 'A'))
    const assistant = as(people.right['cme-assistant'])
    assert.equal((await assistant.get(one.page)).status, 200)
    await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${crypto.randomUUID()}, ${child.id}, 'address', ${today}, 'A test', 'A test')`
    assert.equal((await assistant.get(one.page)).status, 404)
    const list = await assistant.get('/reports-in?which=settled')
    assert.doesNotMatch(list.html, new RegExp(one.reference))
    // Those who may open it read where only after they have opened it, with a reason that is kept.
    const before = await as(officer()).get(one.page)
    assert.equal(before.status, 200)
    assert.doesNotMatch(before.html, /CanaryRefuge/)
    await owner`insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', ${crypto.randomUUID()}, ${child.id}, ${officer().id}, 'A test', 'A test', 'visit', 'A test', now() + interval '1 hour')`
    assert.match((await as(officer()).get(one.page)).html, /CanaryRefuge/)
  })
  test('who told us is deleted a year after the last case was closed, and not before', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const one = await told({ reply: 'yes', way: 'phone', contact: '07700 900555' })
    const viewer = officer().viewer(today)
    await asViewer(app, viewer, tx => takeOn(tx, viewer, one.token, child.token, 'A'))
    const onDay = (day: string) => {
      const then = systemViewer('001', day)
      return asViewer(app, then, tx => forgetTellers(tx, then))
    }
    const kept = async () =>
      (await owner`select forget_on from report_tellers where report_id = ${one.id}`)[0]
    await onDay('2029-01-01')
    assert.equal((await kept())?.forget_on, null)
    await owner`update cases set closed_on = '2027-03-31', state = 'closed', next_step = null, next_due = null where child_id = ${child.id}`
    await onDay('2028-03-31')
    assert.equal((await kept())?.forget_on, '2028-03-31')
    await onDay('2028-04-01')
    assert.equal(await kept(), undefined)
  })
})

describe('whom the public rings', () => {
  test('is named by a manager, from a day on', async () => {
    const manager = as(people.right.manager)
    assert.equal((await as(officer()).get('/settings/public-page')).status, 404)
    const fields = {
      contact_name: 'Sam Example',
      contact_role: 'CME officer',
      phone: '07700 900001',
      email: 'sam@example.org',
      hours: 'Monday to Friday',
      'from-day': '23',
      'from-month': '11',
      'from-year': '2026',
    }
    const wrong = await manager.post('/settings/public-page', {
      ...fields,
      phone: 'ask at the desk',
      email: 'sam',
    })
    assert.deepEqual(wrong.errorFields, ['email', 'phone'])
    await manager.post('/settings/public-page', fields)
    assert.doesNotMatch((await browser(web).get('/missing-education/001')).text, /Sam Example/)
    await manager.post('/settings/public-page', { ...fields, 'from-day': '20' })
    assert.match((await browser(web).get('/missing-education/001')).text, /Sam Example/)
  })
})
