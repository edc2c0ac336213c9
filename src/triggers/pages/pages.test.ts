// A manager takes over a published step, sees whom it would catch, switches it on; a school answers; nobody else can do either.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makePeople, type TestChild, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { makeAbsentChild, makeCalendar, today } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { findHits } from '../actions.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let child: TestChild
let shorter: TestChild

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  const { owner } = database
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 7,
    forename: 'Amina',
    surname: 'Sample',
  })
  shorter = await makeAbsentChild(owner, { school: people.alder, days: 4, forename: 'Tom', surname: 'Short' })
  await makeAbsentChild(owner, { school: people.birch, days: 9, forename: 'Ines', surname: 'Longer' })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const manager = () => browser(app, people.right.manager)
const officer = () => browser(app, people.right['attendance-officer'])
const find = () => findHits(database.app, systemViewer('001', today), { on: today })
const dayOf = (day: string) => ({
  'from-day': day.slice(8),
  'from-month': day.slice(5, 7),
  'from-year': day.slice(0, 4),
})
const homeVisit = {
  name: 'Home visit',
  trigger: 'unexplained-run',
  n: '5',
  unit: 'school day',
  action: 'visit',
  addressee: 'school office',
  form: '',
  onlyYear: '',
  why: 'The panel of 2 November agreed',
}
let step = ''

describe('the settings', () => {
  test('lead a manager to local steps, and say that there are none', async () => {
    const settings = await manager().get('/settings')
    assert.ok(settings.links.includes('/settings/triggers'))
    const list = await manager().get('/settings/triggers')
    assert.equal(list.heading, 'Local steps')
    assert.match(list.text, /No step has been written\. The law’s own limits hold as always/)
  })
  test('are for a manager alone', async () => {
    const paths = ['/settings/triggers', '/settings/triggers/examples', '/settings/triggers/new']
    for (const role of ['cme-officer', 'cme-assistant', 'headteacher', 'attendance-officer'] as const) {
      for (const path of paths) {
        assert.equal((await browser(app, people.right[role]).get(path)).status, 404, `${role} ${path}`)
      }
      assert.ok(
        !(await browser(app, people.right[role]).get('/settings')).links.includes('/settings/triggers'),
      )
    }
  })
  test('show all nine examples, each step with its way on or with why it is refused', async () => {
    const page = await manager().get('/settings/triggers/examples')
    for (const name of [
      'Gloucestershire',
      'Ealing',
      'Herefordshire',
      'Bradford',
      'Durham',
      'Barnet',
      'Milton Keynes',
      'Hertfordshire',
      'Hillingdon',
    ]) {
      assert.ok(page.text.includes(name), name)
    }
    assert.match(page.text, /Refused No name comes off a register because time has passed \(T-12, T-15\)/)
    assert.match(page.text, /As published in 2015, older/)
    const ways = page.links.filter(link => link.includes('?example='))
    assert.equal(ways.length, 22)
    assert.ok(!ways.some(link => /durham\.remove|durham\.lost-file$|end-of-september/.test(link)))
  })
})

describe('writing a step', () => {
  test('asks for everything in its own words, and keeps what was typed', async () => {
    const page = await manager().post('/settings/triggers/new', { name: 'Visit' })
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, [
      'Choose what it counts from',
      'Enter how many, as a number',
      'Choose a kind of day',
      'Choose what is asked',
      'Choose whom it is asked of',
      'Say why, and who agreed it',
    ])
    assert.deepEqual(page.errorFields, ['trigger', 'n', 'unit', 'action', 'addressee', 'why'])
    assert.match(page.html, /value="Visit"/)
  })
  test('is refused where it could be later than the law, saying by how much', async () => {
    const late = await manager().post('/settings/triggers/new', { ...homeVisit, action: 'refer', n: '11' })
    assert.deepEqual(late.errors, [
      'This could be later than the law. T-07: the authority is told of 10 school days of absence without leave. Enter 10 or fewer',
    ])
    assert.deepEqual(late.errorFields, ['n'])
    const weeks = await manager().post('/settings/triggers/new', { ...homeVisit, n: '2', unit: 'week' })
    assert.match(weeks.errors.join(), /2 weeks may end after 10 school days/)
  })
  test('offers no removal, and refuses one that is posted all the same', async () => {
    const form = await manager().get('/settings/triggers/new')
    assert.ok(!form.html.includes('value="remove"'))
    const posted = await manager().post('/settings/triggers/new', { ...homeVisit, action: 'remove', n: '20' })
    assert.match(posted.errors.join(), /No name comes off a register because time has passed/)
    assert.deepEqual(posted.errorFields, ['action'])
  })
  test('tells a school nothing that only the authority knows', async () => {
    const posted = await manager().post('/settings/triggers/new', { ...homeVisit, trigger: 'untraced' })
    assert.match(posted.errors.join(), /only the authority knows this/)
    assert.deepEqual(posted.errorFields, ['addressee'])
  })
  test('takes an example over, filled in', async () => {
    const form = await manager().get('/settings/triggers/new?example=gloucestershire.home-visit')
    assert.match(form.html, /value="Visit the home \(as Gloucestershire\)"/)
    assert.match(form.text, /If appropriate: the school can say that it is not needed/)
    const page = manager()
    const made = await page.post('/settings/triggers/new?example=gloucestershire.home-visit', {
      ...homeVisit,
      example: 'gloucestershire.home-visit',
    })
    assert.match(made.location ?? made.errors.join(), /^\/settings\/triggers\/[\w-]+$/)
    step = made.location!
    const shown = await page.follow()
    assert.equal(shown.heading, 'Home visit')
    assert.match(shown.text, /The step is written, and not on yet|Not on/)
    assert.match(shown.text, /Taken from Gloucestershire\./)
    assert.match(shown.text, /Nobody has looked yet/)
    assert.ok(!shown.links.includes(`${step}/on`), 'not before somebody has looked')
    const examples = await manager().get('/settings/triggers/examples')
    assert.ok(examples.links.includes(step))
  })
})

describe('a step', () => {
  test('is not there for another authority, nor for anyone but a manager', async () => {
    assert.equal((await browser(app, people.wrongAuthority.manager).get(step)).status, 404)
    assert.equal((await browser(app, people.right['cme-officer']).get(step)).status, 404)
    assert.equal((await browser(app, people.wrongAuthority.manager).get(`${step}/on`)).status, 404)
    assert.equal((await manager().get('/settings/triggers/nothing-here')).status, 404)
  })
  test('cannot be switched on before its preview', async () => {
    const posted = await manager().post(`${step}/on`, { ...dayOf(today), why: 'Agreed' })
    assert.deepEqual(posted.errors, ['Look first, today, whom this would catch'])
  })
  test('shows whom it would catch, and then offers to be switched on', async () => {
    const page = manager()
    assert.equal((await page.post(step)).location, step)
    const shown = await page.follow()
    assert.match(shown.text, /2 children on Friday 20 November 2026, and 2 times in the 30 days up to then/)
    assert.match(shown.text, /Amina Sample Alder Primary 12 November 2026 18 November 2026/)
    assert.match(shown.text, /Ines Longer/)
    assert.ok(!shown.text.includes('Tom Short'))
    assert.ok(!shown.title.includes('Sample'))
    assert.ok(shown.links.includes(`${step}/on`))
    const looks =
      await database.owner`select 1 from looks where child_id = ${child.id} and page = '/settings/triggers/:trigger'`
    assert.ok(looks.length > 0, 'each named child was looked at')
  })
  test('wants a day and a reason', async () => {
    const empty = await manager().post(`${step}/on`, { ...dayOf(today), why: '' })
    assert.deepEqual(empty.errors, ['Say why, and who agreed it'])
    const past = await manager().post(`${step}/on`, { ...dayOf('2026-11-19'), why: 'x' })
    assert.match(past.errors.join(), /Enter today or a later day/)
    assert.deepEqual(past.errorFields, ['from'])
    const none = await manager().post(`${step}/on`, {
      'from-day': '40',
      'from-month': '1',
      'from-year': '2026',
      why: 'x',
    })
    assert.deepEqual(none.errors, ['Enter the day it holds from'])
  })
  test('is switched on once, and finds exactly those who were shown', async () => {
    const page = manager()
    const posted = await page.post(`${step}/on`, { ...dayOf(today), why: 'Agreed with heads' })
    assert.equal(posted.location, step, posted.errors.join())
    const shown = await page.follow()
    assert.match(shown.text, /On Since 20 November 2026/)
    assert.match(shown.text, /Agreed with heads 2 children would have been caught that day/)
    assert.ok(!shown.links.includes(`${step}/on`))
    await manager().post(`${step}/on`, { ...dayOf(today), why: 'Agreed with heads' })
    assert.equal((await database.owner`select 1 from trigger_switches`).length, 1)
    assert.equal((await find()).found, 2)
    assert.equal((await find()).found, 0)
    const list = await manager().get('/settings/triggers')
    assert.match(
      list.text,
      /Home visit 5 school days of unexplained absence in a row Visit the home School office On Since 20 November 2026\. 2 2/,
    )
  })
})

describe('what is asked', () => {
  let hit = ''
  test('stands on Today and on a list of the school, of its own pupils alone', async () => {
    const todayPage = await officer().get('/today')
    assert.match(todayPage.text, /Local steps to take/)
    assert.match(todayPage.text, /Visit the home about Amina Sample : Amina Sample, since/)
    const list = await officer().get('/local-steps')
    assert.match(list.text, /Amina Sample Visit the home Home visit School office Wednesday 18 November 2026/)
    assert.ok(!list.text.includes('Longer') && !list.text.includes('Short'))
    hit = list.links.find(link => link.startsWith('/local-steps/'))!
    const other = await browser(app, people.wrongSchool['attendance-officer']).get('/local-steps')
    assert.ok(other.text.includes('Ines Longer') && !other.text.includes('Sample'))
    assert.match(
      (await browser(app, people.right['cme-officer']).get('/local-steps')).text,
      /Nothing is asked now/,
    )
  })
  test('says why, day by day', async () => {
    const page = await officer().get(hit)
    assert.equal(page.heading, 'Visit the home')
    assert.ok(!page.title.includes('Sample'))
    assert.match(
      page.text,
      /5 school days of unexplained absence in a row\. Counted from Thursday 12 November 2026, which is day 1; reached on Wednesday 18 November 2026/,
    )
    assert.match(page.text, /Saturday 14 November 2026 Not counted: weekend/)
    assert.match(page.text, /Wednesday 18 November 2026 School day 5/)
    assert.match(page.text, /A correction to a mark on one of these days/)
    assert.match(page.text, /a step of the authority, not of the law\. T-07: /)
  })
  test('is not there for another school or another authority, and not the authority’s to answer', async () => {
    assert.equal((await browser(app, people.wrongSchool['attendance-officer']).get(hit)).status, 404)
    assert.equal((await browser(app, people.wrongAuthority['cme-officer']).get(hit)).status, 404)
    const seen = await browser(app, people.right['cme-officer']).get(hit)
    assert.equal(seen.status, 200)
    assert.ok(!seen.labels.includes('Done'))
    const posted = await browser(app, people.right['cme-officer']).post(hit, { what: 'done', says: 'x' })
    assert.match(posted.errors.join(), /asked of the school/)
  })
  test('wants an answer and words', async () => {
    assert.deepEqual((await officer().post(hit, {})).errors, ['Choose what became of it'])
    const empty = await officer().post(hit, { what: 'not needed', says: '' })
    assert.deepEqual(empty.errors, ['Say why it is not needed'])
    assert.deepEqual(empty.errorFields, ['says'])
  })
  test('is answered once, and leaves every list', async () => {
    const page = officer()
    const answer = { what: 'done', says: 'Visited at 3pm. Nobody answered. A card was left.' }
    assert.equal((await page.post(hit, answer)).location, '/local-steps')
    assert.match((await page.follow()).text, /Nothing is asked now/)
    assert.ok(!(await officer().get('/today')).text.includes('Local steps to take'))
    const seen = await officer().get(hit)
    assert.match(seen.text, /Done Alder attendance-officer, 20 November 2026 Visited at 3pm/)
    assert.ok(!seen.labels.includes('Done'))
    const list = await manager().get('/settings/triggers')
    assert.match(list.text, /2 1$/)
  })
  test('a step for the authority stands on its list and counts on My work', async () => {
    const page = manager()
    const made = await page.post('/settings/triggers/new', {
      ...homeVisit,
      name: 'Look again',
      action: 'review',
      addressee: 'CME officer',
      n: '4',
    })
    await page.post(made.location!)
    await page.post(`${made.location}/on`, { ...dayOf(today), why: 'Agreed' })
    await find()
    const work = await browser(app, people.right['cme-assistant']).get('/work')
    assert.match(work.text, /3 local steps to take/)
    const list = await browser(app, people.right['cme-officer']).get('/local-steps')
    assert.match(list.text, /Tom Short Alder Primary Look at it again Look again CME officer/)
    assert.ok(!(await officer().get('/local-steps')).text.includes(shorter.surname))
    const { owner } = database
    await owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${shorter.id}, 'address', ${today}, 'A test', 'A test')`
    const protectedNow = await browser(app, people.right['cme-officer']).get('/local-steps')
    assert.match(protectedNow.text, /Tom Short Protected Look at it again/)
    assert.match((await manager().get(made.location!)).text, /Tom Short Protected/)
    await owner`delete from protections where child_id = ${shorter.id}`
    const href = list.links.find(link => link.startsWith('/local-steps/'))!
    assert.equal((await officer().get(href)).status, 404)
  })
})

describe('switching off', () => {
  test('ends what nobody has answered', async () => {
    const page = manager()
    assert.match((await page.get(`${step}/off`)).text, /what nobody has answered is no longer asked for/)
    const posted = await page.post(`${step}/off`, { ...dayOf(today), why: 'Heads asked us to' })
    assert.equal(posted.location, step)
    assert.match((await page.follow()).text, /Off Since 20 November 2026/)
    await find()
    assert.match(
      (await browser(app, people.wrongSchool['attendance-officer']).get('/local-steps')).text,
      /Nothing is asked now/,
    )
  })
  test('twice changes nothing', async () => {
    await manager().post(`${step}/off`, { ...dayOf(today), why: 'Heads asked us to' })
    assert.equal((await database.owner`select 1 from trigger_switches where switched = 'off'`).length, 1)
  })
})
