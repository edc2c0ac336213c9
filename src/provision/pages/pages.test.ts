// Part-time timetables, education off site and suspensions: recorded, reviewed and ended, once each, and never CME.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
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
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { type Clock, londonDay } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { countPme } from '../store.ts'

let now = new Date('2026-11-20T15:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const cme = () => browser(app, people.right['cme-officer'])
const date = (name: string, day: string) => {
  const [year, month, dayOf] = day.split('-')
  return { [`${name}-day`]: dayOf!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
const partTime = {
  kind: 'part-time timetable',
  code: 'C2',
  hours: '15',
  full: '32.5',
  place: 'Mornings at school',
  reason: 'Coming back after a long illness',
  ...date('start', '2026-11-16'),
  ...date('review', '2026-11-30'),
  ...date('end', '2026-12-18'),
  plan: 'Two hours more each week',
  agreed: 'Mother, the child, head of year',
  ...date('signed', '2026-11-13'),
  ehcp: 'not needed',
  worker: 'not needed',
}
const flag = (child: TestChild, name: string) =>
  database.owner`insert into child_flags (la_code, id, child_id, flag, says, source, school_id)
    values ('001', ${newId()}, ${child.id}, ${name}, 'yes', 'A test', ${people.alder.id})`

describe('a part-time timetable', () => {
  let child: TestChild
  let at: string
  before(async () => {
    child = await makeChild(database.owner, { school: people.alder, forename: 'Parta', surname: 'Sample' })
  })
  const form = () => `/pupils/${child.token}/part-time`

  test('is asked in full, and refused with every reason in the order of the form', async () => {
    const page = officer()
    const empty = await page.post(form(), { full: '' })
    assert.deepEqual(empty.errorFields.slice(0, 4), ['kind', 'hours', 'full', 'place'])
    await flag(child, 'EHCP')
    const wrong = await page.post(form(), {
      ...partTime,
      ...date('review', '2026-12-18'),
      'signed-day': '',
      'signed-month': '',
      'signed-year': '',
    })
    assert.deepEqual(wrong.errorFields, ['review', 'signed', 'ehcp'])
    assert.match(wrong.errors.join(), /by Monday 14 December 2026/)
    assert.equal((await database.owner`select 1 from arrangements`).length, 0)
  })
  test('recorded once by two people, it stands on the list as PME, and opens no case', async () => {
    const sound = { ...partTime, ehcp: 'yes' }
    const two = await Promise.all([officer().post(form(), sound), dsl().post(form(), sound)])
    for (const one of two) assert.equal(one.status, 303, one.errors.join())
    at = two[0]!.location!
    assert.equal(two[1]!.location, at)
    assert.equal((await database.owner`select 1 from arrangements`).length, 1)
    assert.equal((await database.owner`select 1 from cases where child_id = ${child.id}`).length, 0)
    const list = await officer().get('/provision')
    assert.match(list.text, /1 pupil on a register misses some education today \(PME\)/)
    assert.match(list.text, /None of them is a child missing education \(CME\)/)
    assert.match(
      list.text,
      /Parta Sample.*15 of 32.5 hours a week, code C2.*Review by Monday 30 November 2026/,
    )
    const again = await officer().post(form(), { ...sound, ...date('start', '2026-11-17') })
    assert.match(again.errors.join(), /There is one already, since Monday 16 November 2026/)
  })
  test('the authority sees it, and records nothing; another school and another authority see nothing', async () => {
    assert.match((await cme().get('/provision')).text, /Parta Sample.*Alder Primary/)
    assert.match((await cme().get(at)).text, /15 of 32.5 a week/)
    assert.equal((await cme().get(`${at}/review`)).status, 404)
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.manager, people.wrongAuthority.dsl]) {
      const other = browser(app, person)
      assert.equal((await other.get(at)).status, 404)
      assert(!(await other.get('/provision')).text.includes('Parta'))
      assert.equal((await other.post(`${at}/end`, {})).status, 404)
      assert.equal((await other.get(form())).status, 404)
    }
  })
  test('a review that is late says how late, and stands first', async () => {
    now = new Date('2026-12-02T15:00:00Z')
    const other = await makeChild(database.owner, { school: people.alder, forename: 'Latera' })
    await officer().post(`/pupils/${other.token}/part-time`, { ...partTime, ...date('review', '2026-12-07') })
    const list = await officer().get('/provision')
    assert.match(list.text, /1 review is late/)
    assert.match(
      list.text,
      /Parta Sample.*Review was due on Monday 30 November 2026: 2 school days late.*Latera/,
    )
  })
  test('looked at again: a row, the next day and the hours; two at one moment are one', async () => {
    const review = {
      ...date('on', '2026-12-02'),
      found: 'Longer mornings go well',
      hours: '20',
      agrees: 'yes',
      ...date('next', '2026-12-16'),
      ...date('end', '2027-01-29'),
    }
    const page = officer()
    const form = await page.get(`${at}/review`)
    const number = /name="number" value="(\d+)"/.exec(form.html)![1]!
    const wrong = await page.post(`${at}/review`, {
      ...review,
      number,
      ...date('next', '2027-01-29'),
      agrees: 'no',
    })
    assert.deepEqual(wrong.errorFields, ['agrees', 'next'])
    assert.match(
      (await page.post(`${at}/review`, { ...review, number, hours: '32.5' })).errors.join(),
      /end it instead/,
    )
    const both = await Promise.all([
      officer().post(`${at}/review`, { ...review, number }),
      dsl().post(`${at}/review`, { ...review, number }),
    ])
    assert.deepEqual(both.map(one => one.status).sort(), [303, 422])
    assert.match(both.flatMap(one => one.errors).join(), /Somebody looked at it a moment ago/)
    assert.equal((await database.owner`select 1 from arrangement_reviews`).length, 1)
    const seen = await page.get(at)
    assert.match(seen.text, /Review by Wednesday 16 December 2026/)
    assert.match(seen.text, /Review 1, Wednesday 2 December 2026.*Longer mornings go well 20 hours a week/)
    assert.match(seen.text, /Hours now 20 of 32.5 a week/)
  })
  test('ended with why, once, and gone from the list', async () => {
    const end = { ...date('ended', '2026-12-02'), how: 'back to full time', why: 'All days since Monday' }
    assert.deepEqual((await officer().post(`${at}/end`, { how: '' })).errorFields, ['ended', 'how', 'why'])
    await Promise.all([officer().post(`${at}/end`, end), dsl().post(`${at}/end`, end)])
    assert.equal((await database.owner`select 1 from arrangement_endings`).length, 1)
    assert.match(
      (await officer().get(at)).text,
      /Ended on Wednesday 2 December 2026. The pupil is back full time/,
    )
    assert(!(await officer().get('/provision')).text.includes('Parta'))
    assert.equal((await officer().post(`${at}/review`, {})).status, 422)
    const viewer = people.right.dsl.viewer('2026-12-02')
    assert.deepEqual(await asViewer(database.app, viewer, tx => countPme(tx, viewer)), { pupils: 1, late: 0 })
  })
})

describe('a suspension', () => {
  let child: TestChild
  let at: string
  before(async () => {
    now = new Date('2026-11-20T15:00:00Z')
    child = await makeChild(database.owner, { school: people.alder, forename: 'Susa', surname: 'Sample' })
    await flag(child, 'in_care')
  })
  test('is recorded once, with whom to tell and the sixth day', async () => {
    const form = `/pupils/${child.token}/suspension`
    const given = {
      kind: 'suspension',
      ...date('first', '2026-11-23'),
      ...date('last', '2026-12-01'),
      reasons: 'A fight',
    }
    assert.deepEqual((await officer().post(form, { ...given, kind: '' })).errorFields, ['kind'])
    assert.match(
      (await officer().post(form, { ...given, ...date('last', '2026-11-22') })).errors.join(),
      /not be before the first/,
    )
    assert.match(
      (
        await officer().post(form, { ...given, 'last-day': '', 'last-month': '', 'last-year': '' })
      ).errors.join(),
      /Enter the last day/,
    )
    const two = await Promise.all([officer().post(form, given), dsl().post(form, given)])
    at = two[0]!.location!
    assert.equal(two[1]!.location, at)
    assert.equal((await database.owner`select 1 from suspensions`).length, 1)
    const seen = await officer().get(at)
    for (const step of [
      'Tell the parents',
      'Tell the authority',
      'Tell the social worker',
      'Tell the virtual school head',
    ])
      assert(seen.text.includes(step), step)
    assert.match(seen.text, /Arrange full-time education Due Monday 30 November 2026/)
    assert.match(seen.text, /7 school days/)
  })
  test('each that is told is told once; the authority reads it, and cannot press', async () => {
    await Promise.all([
      officer().post(`${at}/done`, { step: 'authority told' }),
      dsl().post(`${at}/done`, { step: 'authority told' }),
    ])
    assert.equal((await database.owner`select 1 from suspension_steps`).length, 1)
    assert.match((await cme().get('/provision')).text, /Susa Sample.*Suspended/)
    assert(!(await cme().get(at)).links.some(link => link.endsWith('/done')))
    assert.equal((await cme().post(`${at}/done`, { step: 'cancelled', says: 'x' })).status, 404)
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.manager])
      assert.equal((await browser(app, person).get(at)).status, 404)
  })
  test('cancelled, with why, it asks nothing more', async () => {
    assert.match((await officer().post(`${at}/done`, { step: 'cancelled' })).errors.join(), /Say why/)
    await officer().post(`${at}/done`, { step: 'cancelled', says: 'The wrong pupil' })
    assert.match((await officer().get(at)).text, /Nothing is waiting/)
    assert(!(await officer().get('/provision')).text.includes('Susa'))
  })
})
