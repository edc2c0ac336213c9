// The form for a family: who may be sent it, how it is filled in, and that what it says changes nothing by itself.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  type Browser,
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
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

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app?.close())

const office = () => browser(app, people.right['attendance-officer'])
const at = (child: TestChild, rest = '') => `/pupils/${child.token}/destination${rest}`
const marked = (child: TestChild, email: 'yes' | 'no') => owner`
  insert into contact_safety (la_code, id, child_id, contact_id, school_id, may_ring, may_text, may_email, may_write, marked_name)
  values ('001', ${newId()}, ${child.id}, ${child.contactId}, ${people.alder.id}, 'yes', 'no', ${email}, 'yes', 'A test')`
const protect = (child: TestChild) => owner`
  insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
  values ('001', ${newId()}, ${child.id}, 'address', '2026-11-01', 'A refuge', 'A test')`
async function leaver(email: 'yes' | 'no' = 'yes'): Promise<TestChild> {
  const child = await makeChild(owner, { school: people.alder })
  await marked(child, email)
  return child
}
async function linkOf(child: TestChild): Promise<string> {
  const page = await office().post(at(child, '/parent'), { contact: child.contactId, way: 'link' })
  assert.equal(page.heading, 'Send this link', page.text)
  return /\/link\/[\w-]+/.exec(page.html)![0]
}
const birthday = { 'answer-day': '14', 'answer-month': '3', 'answer-year': '2017' }
async function opened(child: TestChild): Promise<{ path: string; parent: Browser }> {
  const path = await linkOf(child)
  const parent = browser(app)
  await parent.post(path, birthday)
  return { path, parent }
}
const school = {
  why: 'We move for work',
  next: 'school',
  school: 'Elm School, Otherton',
  place: 'applied',
  mayCheck: 'yes',
  'startsOn-day': '4',
  'startsOn-month': '1',
  'startsOn-year': '2027',
}
const home = {
  moving: 'yes',
  address: '7 Canary Lane, Otherton\nZZ99 7ZZ',
  livesWith: 'someone else',
  adult: 'Her aunt',
  longStay: 'yes',
}
async function sent(child: TestChild): Promise<{ path: string; parent: Browser }> {
  const { path, parent } = await opened(child)
  await parent.post(`${path}/school`, school)
  await parent.post(`${path}/home`, home)
  await parent.post(`${path}/check`)
  return { path, parent }
}

describe('a link for a family', () => {
  test('goes only to a contact marked as safe to text or email', async () => {
    const child = await leaver('no')
    const page = await office().post(at(child, '/parent'), { contact: child.contactId, way: 'link' })
    assert.equal(page.status, 422)
    assert.match(page.errors[0]!, /not marked as safe/)
  })
  test('is refused for a protected child, with what to do', async () => {
    const child = await leaver()
    await protect(child)
    const page = await office().get(at(child, '/parent'))
    assert.match(page.text, /Ring the authority/)
    assert.doesNotMatch(page.text, /Parent Example/)
    const refused = await office().post(at(child, '/parent'), { contact: child.contactId, way: 'link' })
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(' '), /protected/)
  })
  test('asks for the birthday first, and says nothing of the child before', async () => {
    const child = await leaver()
    const path = await linkOf(child)
    const page = await browser(app).get(path)
    assert(!page.html.includes(child.forename))
  })
})

describe('the form', () => {
  test('is filled in page by page, kept between them, checked, sent once, and thanked for without details', async () => {
    const child = await leaver()
    const { path, parent } = await opened(child)
    let page = await parent.get(path)
    assert.match(page.text, new RegExp(`${child.forename} is leaving Alder Primary`))
    assert(!page.html.includes(child.surname))
    page = await parent.post(`${path}/school`, { why: 'We move for work', next: 'school' })
    assert.deepEqual(page.errorFields, ['school', 'place', 'mayCheck'])
    page = await parent.get(`${path}/school`)
    assert.match(page.html, /We move for work/, 'what was typed is kept')
    page = await parent.get(`${path}/check`)
    assert.equal(page.location, `${path}/school`)
    assert.equal((await parent.post(`${path}/school`, school)).location, `${path}/home`)
    assert.deepEqual((await parent.post(`${path}/home`)).errorFields, ['moving', 'livesWith'])
    assert.equal((await parent.post(`${path}/home`, home)).location, `${path}/check`)
    page = await parent.get(`${path}/check`)
    assert.match(page.text, /Elm School, Otherton/)
    assert.equal((await owner`select 1 from parent_form_answers where child_id = ${child.id}`).length, 0)
    await parent.post(`${path}/check`)
    page = await parent.follow()
    assert.match(page.text, /Thank you\. Your answers were sent/)
    assert(!/Elm School|Canary|aunt/.test(page.html), 'no details')
    await parent.post(`${path}/check`)
    await parent.post(`${path}/school`, { ...school, school: 'Another' })
    const rows = await owner<
      { answers: { school: string } }[]
    >`select answers from parent_form_answers where child_id = ${child.id}`
    assert.deepEqual(
      rows.map(row => row.answers.school),
      ['Elm School, Otherton'],
    )
    assert.equal((await owner`select 1 from parent_form_drafts where child_id = ${child.id}`).length, 0)
    assert.equal((await owner`select 1 from destination_steps where child_id = ${child.id}`).length, 1)
    assert.equal((await browser(app).get(path)).status, 404, 'in another browser it opens nothing')
  })
  test('becomes a claim, and an address that waits for a person; nothing is overwritten', async () => {
    const child = await leaver()
    await sent(child)
    const window = office()
    let page = await window.get(at(child))
    assert.match(page.text, /Claimed/)
    assert.match(page.text, /applied for/)
    assert.match(page.text, /A new address waits for you/)
    const addresses = () => owner<{ lines: string; postcode: string; ended_at: Date | null }[]>`
      select lines, postcode, ended_at from child_addresses where child_id = ${child.id} order by recorded_at`
    assert.equal((await addresses()).length, 1)
    const answers = page.links.find(link => link.includes('/answers/'))!
    page = await window.get(answers)
    assert.match(page.text, /private fostering: tell your DSL/)
    assert.equal((await window.post(answers)).status, 422)
    await window.post(answers, { decision: 'take' })
    page = await window.follow()
    assert.match(page.text, /taken into the record by Alder attendance-officer/)
    await office().post(answers, { decision: 'leave' })
    const held = await addresses()
    assert.equal(held.length, 2)
    assert.deepEqual(
      { ...held.find(one => one.lines.includes('Canary')) },
      { lines: '7 Canary Lane, Otherton', postcode: 'ZZ99 7ZZ', ended_at: null },
    )
    assert(held.every(one => one.ended_at === null))
  })
  test('of a child protected meanwhile keeps nothing, and what was sent before is shown to nobody', async () => {
    const child = await leaver()
    const { path, parent } = await opened(child)
    await parent.post(`${path}/home`, home)
    await protect(child)
    const page = await parent.get(`${path}/check`)
    assert.match(page.text, /Please ring the school/)
    assert.equal((await owner`select 1 from parent_form_drafts where child_id = ${child.id}`).length, 0)
    const before = await leaver()
    await sent(before)
    const answers = (await office().get(at(before))).links.find(link => link.includes('/answers/'))!
    await protect(before)
    assert.equal((await office().get(answers)).status, 404)
    assert.doesNotMatch((await office().get(at(before))).html, /Canary|Elm/)
  })
  test('typed in from paper or the phone is marked so', async () => {
    const child = await leaver('no')
    const window = office()
    let page = await window.post(at(child, '/typed'))
    assert.deepEqual(page.errorFields.slice(0, 3), ['contact', 'how', 'why'])
    page = await window.post(at(child, '/typed'), {
      ...school,
      ...home,
      contact: child.contactId,
      how: 'phone',
    })
    assert.equal(page.location, at(child), page.errors.join(' '))
    page = await window.get(at(child))
    const answers = page.links.find(link => link.includes('/answers/'))!
    assert.match(
      (await window.get(answers)).text,
      /by phone on Friday 20 November 2026, typed in by Alder attendance-officer/,
    )
  })
  test('goes with a letter that asks for it, too', async () => {
    const child = await leaver()
    const window = office()
    const page = await window.get(at(child, '/parent'))
    const letter = page.links.find(link => link.includes('/letters/L05'))!
    assert.equal((await window.get(letter)).status, 200)
  })
  test('that a family would rather not fill in is noted, once they were told', async () => {
    const child = await leaver('no')
    const window = office()
    const refused = await window.post(at(child, '/parent'), { contact: child.contactId, way: 'refused' })
    assert.deepEqual(refused.errorFields, ['told'])
    await window.post(at(child, '/parent'), { contact: child.contactId, way: 'refused', told: 'yes' })
    assert.match((await window.follow()).text, /Would rather not answer/)
  })
  test('on paper holds nothing of any child', async () => {
    const page = await office().get('/leaver-form')
    assert.equal(page.status, 200)
    assert.match(page.text, /Where will your child learn next/)
  })
  test('is not another school’s to see', async () => {
    const child = await leaver()
    await sent(child)
    const answers = (await office().get(at(child))).links.find(link => link.includes('/answers/'))!
    const stranger = browser(app, people.wrongSchool.headteacher)
    assert.equal((await stranger.get(answers)).status, 404)
    assert.equal((await stranger.get(at(child, '/parent'))).status, 404)
  })
})
