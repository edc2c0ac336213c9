// Destinations as people meet them: the school that the child leaves, the school that is asked, and whoever holds a link.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  type Browser,
  browser,
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

let owner: Sql
let app: FastifyInstance
let people: TestPeople
let cedar: TestPerson

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  cedar = await makePerson(owner, { role: 'attendance-officer', name: 'Cedar officer', school: people.cedar })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app?.close())

const leaver = () =>
  makeChild(owner, { school: people.alder, leavingDate: '2026-11-13', seenUntil: '2027-06-30' })
const office = () => browser(app, people.right['attendance-officer'])
const at = (child: TestChild, rest = '') => `/pupils/${child.token}/destination${rest}`
const claim = { kind: 'school', name: 'Cedar Primary', how: 'The mother told the office by phone' }
const protect = (child: TestChild) => owner`
  insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
  values ('001', ${newId()}, ${child.id}, 'address', '2026-11-01', 'A refuge', 'A test')`

describe('the school that the child leaves', () => {
  test('records a claim, asks the school that was named, and reads its answer', async () => {
    const child = await leaver()
    const window = office()
    let page = await window.get(at(child))
    assert.equal(page.status, 200)
    assert.match(page.text, /Not asked yet/)
    page = await window.post(at(child, '/claim'))
    assert.deepEqual(page.errorFields, ['kind', 'name', 'how'])
    page = await window.post(at(child, '/claim'), claim)
    page = await window.follow()
    assert.match(page.text, /Claimed/)
    assert.match(page.text, /by Friday 27 November 2026, a possible CME case opens by itself/)
    const claimId = /name="claim" value="([^"]+)"/.exec(page.html)![1]!
    await window.post(at(child), { claim: claimId })
    page = await window.follow()
    assert.match(page.text, /Asked: Cedar Primary/)

    const theirs = browser(app, cedar)
    page = await theirs.get('/arrivals')
    assert.match(page.text, new RegExp(child.surname))
    const link = page.links.find(one => one.startsWith('/arrivals/'))!
    page = await theirs.get(link)
    assert.match(page.text, /Alder Primary/)
    assert(!/Sample Street|ZZ99|07700|Parent/.test(page.html), 'only the few details')
    page = await theirs.post(link, { answer: 'on roll' })
    assert.deepEqual(page.errorFields, ['since'])
    page = await theirs.post(link, {
      answer: 'on roll',
      'since-day': '16',
      'since-month': '11',
      'since-year': '2026',
    })
    assert.equal(page.location, '/arrivals')
    page = await window.get(at(child))
    assert.match(page.text, /Confirmed/)
    assert.match(
      page.text,
      /Cedar Primary says that the child is on its roll or register since Monday 16 November 2026/,
    )
    const looks =
      await owner`select by_name from looks where child_id = ${child.id} and by_name = 'Cedar officer'`
    assert(looks.length >= 2, 'a look is written down')
    assert.equal((await theirs.get(at(child))).status, 404)
  })
  test('is told what is missing for “nobody knows”, in the order of the form', async () => {
    const child = await leaver()
    const window = office()
    let page = await window.post(at(child, '/unknown'))
    assert.deepEqual(page.errorFields, ['tried'])
    page = await window.post(at(child, '/unknown'), { tried: 'Rang the mother three times' })
    assert.deepEqual(page.errorFields, ['sure'])
    await window.post(at(child, '/unknown'), { tried: 'Rang the mother three times', sure: 'yes' })
    page = await window.follow()
    assert.match(page.text, /A possible CME case is open/)
  })
  test('writes nothing of a protected child, and is told what to do', async () => {
    const child = await leaver()
    const window = office()
    await window.post(at(child, '/claim'), claim)
    await window.follow()
    await protect(child)
    const page = await window.get(at(child))
    assert.match(page.text, /ring the authority/)
    assert.doesNotMatch(page.text, /Cedar/)
    const refused = await window.post(at(child, '/claim'), claim)
    assert.equal(refused.status, 422)
  })
})

describe('leavers whose next place is not confirmed', () => {
  test('stand on a list of their school’s and of the authority’s, and on nobody else’s', async () => {
    const child = await leaver()
    const hidden = await leaver()
    await office().post(at(child, '/claim'), claim)
    await office().post(at(hidden, '/claim'), claim)
    await protect(hidden)
    for (const person of [people.right.headteacher, people.right['cme-officer']]) {
      const page = await browser(app, person).get('/destinations')
      assert.match(page.text, new RegExp(child.surname))
      assert.match(page.text, /To be confirmed by Friday 27 November 2026/)
      assert(!page.html.includes(hidden.surname))
    }
    const stranger = await browser(app, people.wrongSchool.headteacher).get('/destinations')
    assert(!stranger.html.includes(child.surname))
  })
})

const secretOf = (html: string): string => /\/link\/[\w-]+/.exec(html)![0]
async function made(child: TestChild): Promise<{ path: string; window: Browser }> {
  const window = office()
  await window.post(at(child, '/claim'), { ...claim, name: 'Elm School, Otherborough' })
  const page = await window.post(at(child, '/link'), {
    to: 'The office of Elm School',
    way: 'number',
    number: '999 888',
  })
  assert.equal(page.heading, 'Send this link')
  return { path: secretOf(page.html), window }
}

describe('a receiving side without an account', () => {
  test('opens its link with its number, answers once, and it is confirmed', async () => {
    const child = await leaver()
    const { path, window } = await made(child)
    const theirs = browser(app)
    let page = await theirs.get(path)
    assert(!page.html.includes(child.surname), 'nothing of the child before the check')
    await theirs.post(path, { answer: '999888' })
    page = await theirs.follow()
    assert.match(page.text, new RegExp(child.surname))
    assert(!/Sample Street|ZZ99|07700|Parent/.test(page.html))
    const elsewhere = browser(app)
    assert.equal((await elsewhere.get(path)).status, 404)
    page = await theirs.post(path, {
      answer: 'on roll',
      'since-day': '16',
      'since-month': '11',
      'since-year': '2026',
    })
    page = await theirs.follow()
    assert.match(page.text, /Your answer was sent/)
    assert(!page.html.includes(child.surname))
    await theirs.post(path, { answer: 'not ours' })
    page = await window.get(at(child))
    assert.match(page.text, /The office of Elm School says that the child is on its roll/)
    assert.match(page.text, /Confirmed/)
    const rows =
      await owner`select 1 from destination_steps where child_id = ${child.id} and by_side = 'receiving side'`
    assert.equal(rows.length, 1)
  })
  test('that says no opens the case', async () => {
    const child = await leaver()
    const { path } = await made(child)
    const theirs = browser(app)
    await theirs.post(path, { answer: '999888' })
    const refused = await theirs.post(path, {})
    assert.deepEqual(refused.errorFields, ['answer'])
    await theirs.post(path, { answer: 'not ours' })
    const cases = await owner`select 1 from cases where child_id = ${child.id}`
    assert.equal(cases.length, 1)
  })
  test('who guesses is stopped, and who has the link of a child protected since sees nothing', async () => {
    const child = await leaver()
    const { path } = await made(child)
    const guesser = browser(app)
    for (let i = 0; i < 5; i++) await guesser.post(path, { answer: `99977${i}` })
    assert.equal((await guesser.get(path)).status, 404)
    assert.equal((await browser(app).get(path)).status, 404)

    const other = await leaver()
    const second = await made(other)
    const theirs = browser(app)
    await theirs.post(second.path, { answer: '999888' })
    await protect(other)
    const page = await theirs.get(second.path)
    assert.match(page.text, /withdrawn/)
    assert(!page.html.includes(other.surname))
  })
})
