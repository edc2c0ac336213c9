// Checks of a case as people make them: nothing goes without an agreement, nothing more goes than must, and what came back is kept.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { caseFrom, type Happened, nextStep } from '../../cases/case.ts'
import * as steps from '../../cases/steps.ts'
import { append, byViewer, historyOf, lockCase } from '../../cases/store.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import {
  chase,
  decideNotToShare,
  dropRequest,
  keepAgreement,
  linkToAnswer,
  markSent,
  nothingHere,
  prepareChecks,
  recordAnswer,
} from '../actions.ts'
import type { NewTerms } from '../agreement.ts'
import { checksJobs } from '../jobs.ts'
import { lateRequests, repliesOf, requestsOf } from '../store.ts'
import { anAgreement } from '../testing/agreements.ts'

const today = localDate('2026-11-20')
let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  await agree({ partner: 'Example Health', covers: ['RL15', 'RL16'] })
  await agree({
    partner: 'Example Revenues',
    covers: ['RL09'],
    kind: 'own service',
    fields: ['parents', 'last-address'],
  })
  await agree({ partner: 'Old Police', covers: ['RL17'], endsOn: localDate('2026-11-19') })
  await agree({ partner: 'Coming Housing', covers: ['RL10'], startsOn: localDate('2026-11-21') })
  await agree({
    partner: 'Border desk',
    covers: ['RL23'],
    officers: [people.right.manager.id],
    officerNames: [people.right.manager.name],
    formReference: 'F-23',
  })
  await agree({
    partner: 'Refuge line',
    covers: ['RL25'],
    route: 'safe route',
    routeDetail: 'Ring Sam, word: harbour',
  })
})
after(() => app?.close())

const manager = () => people.right.manager.viewer(today)
const officer = () => people.right['cme-officer'].viewer(today)
async function agree(given: Partial<NewTerms>): Promise<string> {
  const kept = await asViewer(sql, manager(), tx => keepAgreement(tx, manager(), anAgreement(given)))
  assert(kept.allowed, JSON.stringify(kept))
  return kept.value
}
type World = { child: TestChild; token: string; caseId: string; at: string }
async function work(given: { protect?: boolean; on?: string } = {}): Promise<World> {
  const child = await makeChild(owner, { school: people.alder, address: 'CanaryStreet 9' })
  const on = given.on ?? '2026-11-09'
  const opened = await refer(sql, people, child, { on, level: 'act this week' })
  const person = people.right['cme-officer']
  await taken(sql, person, on, opened.token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: person.id, name: person.name } }, by),
  )
  if (given.protect) await protect(child)
  return { child, token: opened.token, caseId: opened.caseId, at: `/cases/${opened.token}/checks` }
}
const protect = (child: TestChild) =>
  asViewer(sql, manager(), async tx => {
    await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', gen_random_uuid(), ${child.id}, 'address', '2026-11-01', 'A reason', 'A test')`
    await tx`select protect_child('001', ${child.id})`
  })
const requests = (w: World) => asViewer(sql, manager(), tx => requestsOf(tx, manager(), w.caseId))
const replies = (w: World) => asViewer(sql, manager(), tx => repliesOf(tx, manager(), w.caseId))
const now = async (w: World) =>
  caseFrom(await asViewer(sql, manager(), tx => historyOf(tx, manager(), w.caseId)))
const as = (role: 'cme-officer' | 'cme-assistant' | 'manager') => browser(app, people.right[role])
const count = async (table: string, w: World) =>
  (await owner`select 1 from ${owner(table)} where case_id = ${w.caseId}`).length
/** Asked, and marked as sent today. */
async function sent(w: World, code = 'RL15', on = today) {
  const viewer = people.right.manager.viewer(on)
  await asViewer(sql, viewer, async tx => {
    await prepareChecks(tx, viewer, w.token, { items: [{ code }], ticked: [] })
    const [one] = (await requestsOf(tx, viewer, w.caseId)).filter(r => r.code === code && r.sent_on === null)
    await markSent(tx, viewer, w.token, { requests: [one!.token], on, by: '', formReference: '' })
  })
  return (await requests(w)).find(one => one.code === code)!
}

describe('asking', () => {
  test('several at once writes each as its agreement lets it, and keeps that one was refused', async () => {
    const w = await work()
    const me = as('cme-officer')
    await me.get(`${w.at}/ask`)
    await me.post(`${w.at}/ask`, { ask: ['RL15', 'RL16', 'RL09', 'RL17', 'RL10', 'RL11'] })
    const page = await me.follow()
    assert.equal(page.heading, 'Send the requests')
    assert.match(page.text, /3 requests are written/)
    assert.match(page.text, /Old Police ended on Thursday 19 November 2026/)
    assert.match(page.text, /Coming Housing begins on Saturday 21 November 2026/)
    assert.match(page.text, /No agreement covers this check/)
    const made = await requests(w)
    assert.deepEqual(made.map(one => one.code).sort(), ['RL09', 'RL15', 'RL16'])
    const revenues = made.find(one => one.code === 'RL09')!
    assert.match(revenues.says, /CanaryStreet 9/)
    assert.doesNotMatch(revenues.says, new RegExp(w.child.forename))
    // Nothing is asked of the case until a person has sent it.
    assert.deepEqual((await now(w)).checks, {})
    const list = await me.get(w.at)
    // A home visit is asked for and made on its own page.
    const visits = list.links.find(href => href.endsWith('/visits'))
    assert.equal((await me.get(visits ?? '/none')).heading, 'Visits')
    assert.match(list.text, /Could not be asked: The agreement with Old Police ended/)
  })
  test('is sent by a person, who says so: the case then waits with a day for each', async () => {
    const w = await work()
    const me = as('cme-assistant')
    await me.post(`${w.at}/ask`, { ask: ['RL15', 'RL09'] })
    const page = await me.follow()
    const tokens = [...page.html.matchAll(/name="sent" type="checkbox" value="([^"]+)"/g)].map(m => m[1]!)
    assert.equal(tokens.length, 2)
    const none = await me.post(`${w.at}/send`, { 'on-day': '20', 'on-month': '11', 'on-year': '2026' })
    assert.deepEqual(none.errorFields, ['sent'])
    await me.post(`${w.at}/send`, {
      sent: tokens,
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
      by: 'Jo',
    })
    const c = await now(w)
    // Act this week: five working days from Friday.
    assert.equal(c.checks.RL15?.due, '2026-11-27')
    assert.equal(Object.values(c.tasks).filter(task => task.key.startsWith('check ')).length, 2)
    const [one] = await requests(w)
    assert.equal(one!.sent_name, 'Jo')
    assert.equal(one!.route, 'secure mail')
    assert.match((await me.get(w.at)).text, /Answer due 27 November 2026/)
  })
  const sends = async (w: World, code: string, on: string, agreement: Partial<NewTerms>) => {
    const token = await agree({ partner: `Dated ${code} ${on} ${w.token}`, covers: [code], ...agreement })
    const viewer = people.right.manager.viewer(on)
    return asViewer(sql, viewer, async tx => {
      const asked = await prepareChecks(tx, viewer, w.token, {
        items: [{ code, agreement: token }],
        ticked: [],
      })
      return asked.allowed ? asked.value.prepared : -1
    })
  }
  const dates = { startsOn: localDate('2026-11-18'), endsOn: localDate('2026-11-25') }
  for (const [on, many] of [
    ['2026-11-17', 0],
    ['2026-11-18', 1],
    ['2026-11-25', 1],
    ['2026-11-26', 0],
  ] as const) {
    test(`on ${on}, under an agreement from 18 to 25 November: ${many === 1 ? 'yes' : 'no'}`, async () => {
      assert.equal(await sends(await work(), 'RL07', on, dates), many)
    })
  }
  test('stops at the sending where the agreement ended in between', async () => {
    const w = await work()
    const token = await agree({ partner: `Ends soon ${w.token}`, covers: ['RL26'], endsOn: today })
    const viewer = officer()
    await asViewer(sql, viewer, tx =>
      prepareChecks(tx, viewer, w.token, { items: [{ code: 'RL26', agreement: token }], ticked: [] }),
    )
    const [one] = await requests(w)
    const tomorrow = people.right['cme-officer'].viewer('2026-11-21')
    const mark = (on: string) =>
      asViewer(sql, tomorrow, tx =>
        markSent(tx, tomorrow, w.token, {
          requests: [one!.token],
          on: localDate(on),
          by: '',
          formReference: '',
        }),
      )
    const stopped = await mark('2026-11-21')
    assert(stopped.allowed && stopped.value.sent === 0 && stopped.value.stopped.length === 1)
    const early = await mark('2026-11-20')
    assert(early.allowed && early.value.sent === 1)
  })
  test('of the border is for approved officers alone, with the form', async () => {
    const w = await work()
    await as('cme-officer').post(`${w.at}/ask`, { ask: ['RL23'] })
    assert.equal((await requests(w)).length, 0)
    const boss = as('manager')
    await boss.post(`${w.at}/ask`, { ask: ['RL23'] })
    const page = await boss.follow()
    assert.match(page.text, /Reference of the form/)
    const token = /name="sent" type="checkbox" value="([^"]+)"/.exec(page.html)![1]!
    await boss.post(`${w.at}/send`, {
      sent: token,
      form: 'F-23/7',
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
    })
    assert.equal((await requests(w))[0]!.form_reference, 'F-23/7')
  })
  test('twice, or by two at once, is one request', async () => {
    const w = await work()
    const once = () =>
      asViewer(sql, officer(), tx =>
        prepareChecks(tx, officer(), w.token, { items: [{ code: 'RL15' }], ticked: [] }),
      )
    const came = await Promise.all([once(), once()])
    assert.equal((await requests(w)).length, 1)
    assert.equal(came.filter(one => one.allowed && one.value.prepared === 1).length, 1)
    const [one] = await requests(w)
    const mark = () =>
      asViewer(sql, officer(), tx =>
        markSent(tx, officer(), w.token, { requests: [one!.token], on: today, by: '', formReference: '' }),
      )
    const marked = await Promise.all([mark(), mark()])
    assert.deepEqual(marked.map(m => m.allowed && m.value.sent).sort(), [0, 1])
    const history = await asViewer(sql, manager(), tx => historyOf(tx, manager(), w.caseId))
    assert.equal(history.filter(event => event.type === 'check-asked').length, 1)
  })
  test('can be dropped, and decided against with a reason that is kept', async () => {
    const w = await work()
    const me = as('cme-officer')
    await me.post(`${w.at}/ask`, { ask: ['RL15'] })
    const page = await me.follow()
    const token = /name="drop" value="([^"]+)"/.exec(page.html)![1]!
    await me.post(`${w.at}/send`, { drop: token })
    assert.equal((await requests(w))[0]!.settled_how, 'dropped')
    const at = `${w.at}/RL15/not-shared`
    assert.deepEqual((await me.post(at, { says: '' })).errorFields, ['says'])
    await me.post(at, { says: 'An aunt works there' })
    assert.match((await me.follow()).text, /Decided not to share: An aunt works there/)
  })
  test('is not for a school, nor for another authority', async () => {
    const w = await work()
    for (const person of [
      people.right.dsl,
      people.right['field-officer'],
      people.wrongAuthority['cme-officer'],
    ])
      for (const path of [w.at, `${w.at}/ask`, `${w.at}/send`, `${w.at}/RL15`])
        assert.equal((await browser(app, person).get(path)).status, 404, path)
  })
})

describe('a protected child', () => {
  test('is asked about by those who may open, with a name and a birthday alone', async () => {
    const w = await work({ protect: true })
    const refused = await as('cme-assistant').post(`${w.at}/ask`, { ask: ['RL15'] })
    assert.equal(refused.status, 422)
    const me = as('cme-officer')
    await me.post(`${w.at}/ask`, { ask: ['RL15', 'RL09'], more: ['last-address', 'siblings', 'parents'] })
    const made = await requests(w)
    assert.deepEqual(
      made.map(one => one.code),
      ['RL15'],
    )
    assert.deepEqual(made[0]!.fields, ['name', 'date-of-birth'])
    assert.doesNotMatch(made[0]!.says, /CanaryStreet|ZZ99|Parent/)
  })
  test('stops what was written before the protection', async () => {
    const w = await work()
    await as('cme-officer').post(`${w.at}/ask`, { ask: ['RL15'] })
    await protect(w.child)
    const [one] = await requests(w)
    const marked = await asViewer(sql, officer(), tx =>
      markSent(tx, officer(), w.token, { requests: [one!.token], on: today, by: '', formReference: '' }),
    )
    assert(marked.allowed && marked.value.stopped.length === 1)
  })
  test('keeps what came back from the case and from an assistant, in both walls', async () => {
    const w = await work({ protect: true })
    await sent(w)
    const me = as('cme-officer')
    await me.post(`${w.at}/RL15`, {
      result: 'something found',
      says: 'CanarySecret town',
      pasted: 'CanarySecret reply',
    })
    const history = await asViewer(sql, manager(), tx => historyOf(tx, manager(), w.caseId))
    assert.doesNotMatch(JSON.stringify(history), /CanarySecret|Example Health/)
    // Even who may open reads it only while the details are open.
    assert.doesNotMatch((await me.get(`${w.at}/RL15`)).html, /CanarySecret/)
    await owner`
      insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', gen_random_uuid(), ${w.child.id}, ${people.right['cme-officer'].id}, 'An officer', 'Exampleshire',
              'safety', 'To read an answer', now() + interval '1 hour')`
    assert.match((await me.get(`${w.at}/RL15`)).text, /CanarySecret town/)
    const looks =
      await owner`select 1 from looks where child_id = ${w.child.id} and why = 'To read an answer'`
    assert.equal(looks.length, 1)
    const assistant = people.right['cme-assistant']
    assert.doesNotMatch((await browser(app, assistant).get(w.at)).html, /CanarySecret/)
    assert.doesNotMatch(
      (await browser(app, assistant).get(`${w.at}/RL15`)).html,
      /CanarySecret|Example Health, in/,
    )
    for (const viewer of [assistant.viewer(today), { ...assistant.viewer(today), unscoped: true as const }]) {
      const rows = await asViewer(sql, viewer, tx => repliesOf(tx, viewer, w.caseId))
      assert.equal(rows.length, 0)
    }
  })
})

describe('an answer', () => {
  test('is pasted as it came, and ends the waiting', async () => {
    const w = await work()
    await sent(w)
    const me = as('cme-assistant')
    await me.post(`${w.at}/RL15`, { result: 'nothing found', pasted: 'Dear colleague, no trace.' })
    const c = await now(w)
    assert.equal(c.checks.RL15?.result, 'nothing found')
    assert.deepEqual(Object.keys(c.tasks), [])
    const [reply] = await replies(w)
    assert.equal(reply!.pasted, 'Dear colleague, no trace.')
    assert.equal(reply!.entered_name, people.right['cme-assistant'].name)
    assert.equal((await requests(w))[0]!.settled_how, 'answered')
  })
  test('that knows something leads to the next step', async () => {
    const w = await work()
    await sent(w)
    const me = as('cme-officer')
    await me.post(`${w.at}/RL15`, {
      result: 'something found',
      says: 'Registered with a GP in Otherton',
      'last-day': '2',
      'last-month': '11',
      'last-year': '2026',
      area: 'Otherton',
    })
    const page = await me.follow()
    assert.match(page.text, /What it may lead to/)
    assert(page.links.includes(`/cases/${w.token}/located`))
    assert.match(page.text, /Last contact 2 November 2026, Otherton/)
  })
  test('must say what it is', async () => {
    const w = await work()
    const me = as('cme-officer')
    const wrong = async (fields: Record<string, string>) =>
      (await me.post(`${w.at}/RL15`, fields)).errorFields
    assert.deepEqual(await wrong({}), ['result'])
    assert.deepEqual(await wrong({ result: 'could not say' }), ['says'])
    assert.deepEqual(await wrong({ result: 'not needed' }), ['says'])
    assert.deepEqual(await wrong({ result: 'something found' }), ['result'])
    assert.deepEqual(await wrong({ result: 'nothing found', 'last-day': '40' }), ['last'])
    assert.equal(await count('check_replies', w), 0)
  })
  test('sent twice, or by two at once, is one', async () => {
    const w = await work()
    const request = await sent(w)
    const answer = {
      code: 'RL15',
      request: request.token,
      result: 'nothing found' as const,
      fact: '',
      pasted: 'No trace',
      area: '',
      answeredBy: '',
      reference: '',
      receivedOn: today,
    }
    const once = () => asViewer(sql, officer(), tx => recordAnswer(tx, officer(), w.token, answer))
    await Promise.all([once(), once()])
    const history = await asViewer(sql, manager(), tx => historyOf(tx, manager(), w.caseId))
    assert.equal(history.filter(event => event.type === 'check-answered').length, 1)
    assert.equal((await replies(w)).length, 1)
  })
  test('of one of two bodies does not end the check until the other has answered', async () => {
    const w = await work()
    await agree({ partner: `Second Health ${w.token}`, covers: ['RL16'] })
    const viewer = officer()
    await asViewer(sql, viewer, async tx => {
      const second = await tx<
        { token: string }[]
      >`select token from agreement_terms where partner like 'Second%' order by at desc limit 1`
      const first = await tx<
        { token: string }[]
      >`select token from agreement_terms where partner = 'Example Health' limit 1`
      await prepareChecks(tx, viewer, w.token, {
        items: [
          { code: 'RL16', agreement: first[0]!.token },
          { code: 'RL16', agreement: second[0]!.token },
        ],
        ticked: [],
      })
      const all = await requestsOf(tx, viewer, w.caseId)
      await markSent(tx, viewer, w.token, {
        requests: all.map(one => one.token),
        on: today,
        by: '',
        formReference: '',
      })
    })
    const me = as('cme-officer')
    assert.deepEqual((await me.post(`${w.at}/RL16`, { result: 'nothing found' })).errorFields, ['result'])
    const [a, b] = await requests(w)
    await me.post(`${w.at}/RL16`, { result: 'nothing found', request: a!.token })
    assert.equal((await now(w)).checks.RL16?.answeredOn, undefined)
    await me.post(`${w.at}/RL16`, { result: 'nothing found', says: 'No', request: b!.token })
    assert.equal((await now(w)).checks.RL16?.answeredOn, today)
    assert.deepEqual((await now(w)).tasks, {})
  })
  test('of our own records is never by itself: a person presses, and only where nothing is there', async () => {
    const w = await work()
    const me = as('cme-officer')
    const page = await me.get(`${w.at}/RL01`)
    assert.match(page.text, /On the roll of Alder Primary/)
    assert.equal((await me.post(`${w.at}/RL01`, { do: 'nothing here' })).status, 422)
    assert.equal((await now(w)).checks.RL01, undefined)
    await me.post(`${w.at}/RL04`, { do: 'nothing here' })
    assert.equal((await now(w)).checks.RL04?.result, 'nothing found')
    const [reply] = await replies(w)
    assert.equal(reply!.how, 'looked here')
    assert.match(reply!.basis, /section 436A/)
    const again = await asViewer(sql, officer(), tx =>
      nothingHere(tx, officer(), w.token, { code: 'RL15', looked: '' }),
    )
    assert(!again.allowed)
  })
  test('of the lost pupils area is a search, kept as evidence and in the log', async () => {
    const w = await work()
    const me = as('cme-assistant')
    const bare = await me.post(`${w.at}/RL18`, { do: 'search' })
    assert.deepEqual(bare.errorFields, ['on', 'by', 'with', 'result'])
    await me.post(`${w.at}/RL18`, {
      do: 'search',
      'on-day': '19',
      'on-month': '11',
      'on-year': '2026',
      by: 'Sam Search',
      with: ['name', 'UPN'],
      result: 'nothing found',
    })
    assert.equal((await now(w)).checks.RL18?.result, 'nothing found')
    const log = await me.get('/s2s-searches')
    assert.match(log.text, /Sam Search/)
    assert.match(log.text, /name, UPN/)
    const boss = as('manager')
    await boss.post('/s2s-searches/administrator', { name: 'Ada Admin', deputy: 'Dee Deputy' })
    assert.match((await boss.follow()).text, /Ada Admin administers .*Dee Deputy is the deputy/)
    assert.equal((await me.get('/s2s-searches/administrator')).status, 404)
  })
})

describe('a link to answer by', () => {
  const linked = async (w: World) => {
    const request = await sent(w)
    const made = await asViewer(sql, officer(), tx =>
      linkToAnswer(tx, officer(), w.token, { request: request.token, word: 'harbour' }),
    )
    assert(made.allowed)
    return made.value.path
  }
  test('shows the request as it went, and its answer waits for a person', async () => {
    const w = await work()
    const path = await linked(w)
    const them = browser(app)
    assert.doesNotMatch((await them.get(path)).html, new RegExp(w.child.surname))
    await them.post(path, { answer: 'Harbour' })
    const page = await them.follow()
    assert.match(page.text, new RegExp(w.child.surname))
    assert.doesNotMatch(page.text, /07700|Alder Primary/)
    assert.deepEqual((await them.post(path, {})).errorFields, ['answer'])
    assert.deepEqual((await them.post(path, { answer: 'could not say' })).errorFields, ['because'])
    await them.post(path, { answer: 'something found', says: 'Registered here', area: 'Otherton' })
    assert.match((await them.follow()).heading, /Thank you/)
    const c = await now(w)
    assert.equal(c.checks.RL15?.answeredOn, undefined)
    assert.match(Object.values(c.tasks)[0]!.says, /Read an answer that came/)
    const me = as('cme-officer')
    const check = await me.get(`${w.at}/RL15`)
    const read = check.links.find(link => link.includes('/replies/'))!
    // My work counts it and leads to a list where it stands, until a person has decided.
    const counted = /answers? to (?:a check|checks) came by (?:a link|links)/
    assert.match((await me.get('/work')).text, counted)
    const list = await me.get('/checks-late')
    assert.match(list.text, /Came by a link/)
    assert.ok(list.links.includes(`${w.at}/RL15`))
    await me.post(read, { decision: 'accepted' })
    assert.ok(!(await me.get('/checks-late')).links.includes(`${w.at}/RL15`))
    const after = await now(w)
    assert.equal(after.checks.RL15?.result, 'something found')
    assert.deepEqual(after.tasks, {})
    assert.equal((await me.post(read, { decision: 'accepted' })).status, 422)
  })
  test('whose answer is set aside is waited for again', async () => {
    const w = await work()
    const path = await linked(w)
    const them = browser(app)
    await them.post(path, { answer: 'harbour' })
    await them.post(path, { answer: 'nothing found' })
    const me = as('cme-officer')
    const read = (await me.get(`${w.at}/RL15`)).links.find(link => link.includes('/replies/'))!
    assert.equal((await me.post(read, { decision: 'set aside' })).status, 422)
    await me.post(read, { decision: 'set aside', says: 'Another child' })
    assert.equal((await requests(w))[0]!.settled_on, null)
    assert.equal(Object.values((await now(w)).tasks).length, 1)
    assert.equal((await now(w)).checks.RL15?.answeredOn, undefined)
  })
  test('asks nothing any more once it was answered otherwise', async () => {
    const w = await work()
    const path = await linked(w)
    const them = browser(app)
    await them.post(path, { answer: 'harbour' })
    await as('cme-officer').post(`${w.at}/RL15`, { result: 'nothing found' })
    assert.match((await them.get(path)).heading, /withdrawn/)
    await them.post(path, { answer: 'something found', says: 'Too late' })
    assert.equal((await replies(w)).length, 1)
  })
  test('is gone once the child is protected', async () => {
    const w = await work()
    const path = await linked(w)
    await protect(w.child)
    const seen = await browser(app).get(path)
    assert.equal(seen.status, 404)
    assert.doesNotMatch(seen.html, new RegExp(w.child.surname))
  })
  test('is never made for a refuge', async () => {
    const w = await work()
    const request = await sent(w, 'RL25')
    const made = await asViewer(sql, officer(), tx =>
      linkToAnswer(tx, officer(), w.token, { request: request.token, word: 'harbour' }),
    )
    assert(!made.allowed)
    assert.doesNotMatch((await as('manager').get(`${w.at}/RL25`)).html, /\/link\//)
  })
})

describe('late answers', () => {
  test('are listed from the day after they were due, by body, and chased once a day in one press', async () => {
    const w = await work({ on: '2026-11-02' })
    const other = await work({ on: '2026-11-02' })
    for (const one of [w, other]) await sent(one, 'RL15', localDate('2026-11-12'))
    const [request] = await requests(w)
    assert.equal(request!.due, '2026-11-19')
    const lateOn = (on: string) => {
      const viewer = people.right.manager.viewer(on)
      return asViewer(sql, viewer, tx => lateRequests(tx, viewer, { tokens: [request!.token] }))
    }
    assert.equal((await lateOn('2026-11-19')).length, 0)
    assert.equal((await lateOn('2026-11-20')).length, 1)
    const me = as('cme-assistant')
    const list = await me.get('/checks-late')
    assert.match(list.text, /Example Health ?, \d+ late/)
    assert.match(list.text, new RegExp(w.child.surname))
    assert.deepEqual((await me.post('/checks-late/chase', {})).errorFields, ['chase'])
    const tokens = [request!.token, (await requests(other))[0]!.token]
    const chased = await me.post('/checks-late/chase', { chase: tokens })
    assert.equal(chased.heading, '2 chased')
    assert.doesNotMatch(/<textarea[\s\S]*?<\/textarea>/.exec(chased.html)![0], new RegExp(w.child.surname))
    assert.equal(await asViewer(sql, manager(), tx => chase(tx, manager(), tokens)), 0)
    // The case waits from today again: five working days.
    assert.equal(Object.values((await now(w)).tasks)[0]!.due, '2026-11-27')
  })
  test('are measured by body and check, without a child', async () => {
    const w = await work({ on: '2026-11-02' })
    await sent(w, 'RL16', localDate('2026-11-12'))
    await as('cme-officer').post(`${w.at}/RL16`, { result: 'nothing found' })
    const page = await as('cme-assistant').get('/checks-turnaround')
    assert.match(page.text, /Example Health School nursing/)
    assert.match(page.text, /8 days/)
    assert.doesNotMatch(page.html, /Example[A-Z][a-z]* Amina/)
  })
})

describe('what a case waits for', () => {
  const codes = ['RL15', 'RL16', 'RL09'] as const
  const ops = ['write', 'send', 'answer', 'drop', 'not needed', 'not shared', 'chase'] as const
  const run = async (w: World, op: (typeof ops)[number], code: string) => {
    const viewer = officer()
    const open = (await requests(w)).filter(one => one.code === code && one.settled_on === null)
    const tokens = open.map(one => one.token)
    const answer = {
      code,
      fact: 'A reason',
      pasted: '',
      area: '',
      answeredBy: '',
      reference: '',
      receivedOn: today,
    }
    await asViewer(sql, viewer, async tx => {
      if (op === 'write') await prepareChecks(tx, viewer, w.token, { items: [{ code }], ticked: [] })
      if (op === 'send')
        await markSent(tx, viewer, w.token, { requests: tokens, on: today, by: '', formReference: '' })
      if (op === 'answer') await recordAnswer(tx, viewer, w.token, { ...answer, result: 'nothing found' })
      if (op === 'not needed') await recordAnswer(tx, viewer, w.token, { ...answer, result: 'not needed' })
      if (op === 'not shared') await decideNotToShare(tx, viewer, w.token, { code, says: 'A reason' })
      if (op === 'drop' && tokens[0]) await dropRequest(tx, viewer, w.token, tokens[0])
      if (op === 'chase') await chase(tx, viewer, tokens)
    })
  }
  test('is each request that was sent, and what is still to be sent: no more, no less, whatever is done', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...ops), fc.constantFrom(...codes)), {
          minLength: 4,
          maxLength: 9,
        }),
        async steps => {
          const w = await work()
          for (const [op, code] of steps) {
            await run(w, op, code)
            seen.add(op)
            const open = (await requests(w)).filter(one => one.settled_on === null)
            const waits = open.filter(one => one.sent_on !== null).map(one => `check ${one.id}`)
            if (open.length > waits.length) waits.push('checks to send')
            const c = await now(w)
            assert.deepEqual(Object.keys(c.tasks).sort(), waits.sort(), steps.join('; '))
            assert(nextStep(c), 'a case without a next step')
          }
        },
      ),
      { numRuns: 25 },
    )
    assert.equal(seen.size, ops.length)
  })
  test('is nothing of before in a case taken up again: the same body can be asked anew', async () => {
    const w = await work()
    await sent(w)
    await asViewer(sql, manager(), async tx => {
      const row = await lockCase(tx, manager(), w.token)
      const before = caseFrom(await historyOf(tx, manager(), w.caseId))
      const happened: Happened[] = [
        { type: 'closed', outcome: 'O09', says: 'Recorded twice' },
        { type: 'reopened', why: 'Not twice' },
      ]
      await append(tx, manager(), row, before, happened, byViewer(manager()), today)
    })
    assert.deepEqual((await now(w)).tasks, {})
    await sent(w)
    const how = (await requests(w)).map(one => one.settled_how)
    assert.deepEqual(how, [null, 'withdrawn'])
    assert.equal(Object.keys((await now(w)).tasks).length, 1)
  })
  test('ends with the case: in the night what was asked is let go', async () => {
    const w = await work()
    await sent(w)
    await as('cme-officer').post(`${w.at}/ask`, { ask: ['RL09'] })
    const night = () =>
      checksJobs({ sql, clock: stoppedClock(new Date('2026-11-20T04:20:00Z')) }).handlers['checks-settle']!({
        la: '001',
      })
    await night()
    assert.deepEqual(
      (await requests(w)).filter(one => one.settled_on !== null),
      [],
    )
    await owner`update cases set closed_on = '2026-11-20', state = 'closed', next_step = null, next_due = null where id = ${w.caseId}`
    await night()
    await night()
    const how = (await requests(w)).map(one => `${one.code} ${one.settled_how}`).sort()
    assert.deepEqual(how, ['RL09 dropped', 'RL15 withdrawn'])
  })
})
