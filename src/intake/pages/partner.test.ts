// A partner agency tells us by a link: one report each time, its outcome category afterwards, and nothing else.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { type Browser, browser, makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { takeOn } from '../public/actions.ts'

const today = '2026-11-20'
let owner: Sql
let app: Sql
let web: FastifyInstance
let people: TestPeople

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  web = await createApp({
    sql: app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})

const kept = {
  organisation: 'Example Health',
  kind: 'health',
  contact_name: 'Hana Example',
  contact_role: 'Health visitor',
  phone: '07700 900666',
  email: 'hana@example.org',
  basis: 'Children Act 2004, section 10',
  agreement: 'Agreement 12, in the shared folder',
  word_asked: 'The word we agreed by telephone',
  'until-day': '31',
  'until-month': '12',
  'until-year': '2026',
}
const as = (role: 'cme-officer' | 'manager' | 'cme-assistant') => browser(web, people.right[role])

/** A partner and an open link of theirs, in their own browser. */
async function partnerWithLink(over: Record<string, string> = {}) {
  const officer = as('cme-officer')
  const added = await officer.post('/partners/new', { ...kept, ...over })
  const page = added.location!
  const given = await officer.post(page, { word: 'Heron' })
  const path = /\/link\/[\w-]+/.exec(given.text)![0]
  const partner = browser(web)
  await partner.post(path, { answer: 'heron' })
  return { officer, page, path, partner, given }
}
const answers = {
  danger: 'no',
  'forename-1': 'Firstchild',
  'surname-1': 'Familyname',
  'age-1': '27 3 2018',
  'forename-2': 'Secondchild',
  'surname-2': 'Familyname',
  'age-2': 'about 5',
  family: 'A mother and an aunt',
  why: 'Never seen in a school',
  relationship: 'Their health visitor',
  basis: 'safeguarding',
  parentsKnow: 'no',
  theirReference: 'HV-12',
  reply: 'no',
}
async function send(partner: Browser, path: string, over: Record<string, string> = {}): Promise<string> {
  const sent = await partner.post(`${path}/form`, { ...answers, ...over })
  assert.equal(sent.location, `${path}/check`)
  const done = await partner.post(`${path}/check`)
  assert.equal(done.location, `${path}/sent`)
  return /P-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec((await partner.follow()).text)![0]
}

describe('keeping partners', () => {
  test('is for officers and managers; each fact is asked for', async () => {
    assert.equal((await as('cme-assistant').get('/partners')).status, 404)
    const none = await as('manager').post('/partners/new', {})
    assert.ok(none.errors.length >= 9)
    const { page, officer } = await partnerWithLink()
    assert.match((await officer.get('/partners')).text, /Example Health, Hana Example/)
    assert.match((await officer.get(page)).text, /Children Act 2004, section 10/)
    assert.equal((await browser(web, people.wrongAuthority.manager).get(page)).status, 404)
  })
  test('a link lasts no longer than the agreement, and a new one ends the old', async () => {
    const { officer, page, partner, path, given } = await partnerWithLink()
    assert.match(given.text, /for 41 days/)
    await officer.post(page, { word: 'Bittern' })
    assert.equal((await partner.get(path)).status, 404)
    const { page: late, officer: other } = await partnerWithLink()
    await owner`update partners set agreement_until = '2026-11-19' where token = ${late.split('/').at(-1)!}`
    assert.match((await other.post(late, { word: 'Bittern' })).errors.join(), /has ended/)
  })
  test('whoever is let go tells us nothing by a link any more', async () => {
    const { officer, page, partner, path } = await partnerWithLink()
    await officer.get(page)
    await officer.send(page, { do: 'end', why: 'Has left' })
    assert.equal((await partner.get(path)).status, 404)
    assert.match((await officer.get(page)).text, /Has left/)
  })
})

describe('telling us', () => {
  test('needs the second check; one report each time, for a family too, with a reference and no detail', async () => {
    const { partner, path } = await partnerWithLink()
    assert.match(
      (await browser(web).get(path)).text + (await browser(web).get(path)).heading,
      /does not work/,
    )
    const reference = await send(partner, path)
    const page = await partner.get(`${path}/sent`)
    assert.doesNotMatch(page.html, /Firstchild|Familyname/)
    const [report] = await owner`select * from reports_in where reference = ${reference}`
    assert.deepEqual(
      report!.said.children.map((child: { forename: string; bornOn?: string; age: string }) => [
        child.forename,
        child.bornOn,
        child.age,
      ]),
      [
        ['Firstchild', '2018-03-27', ''],
        ['Secondchild', undefined, 'about 5'],
      ],
    )
    assert.equal(report!.how, 'a partner')
    // Pressed again: the same.
    await partner.get(`${path}/form`)
    assert.equal((await partner.send(`${path}/check`)).location, `${path}/sent`)
    assert.equal((await owner`select 1 from reports_in where link_id = ${report!.link_id}`).length, 1)
    const second = await send(partner, path, { 'forename-1': 'Otherchild' })
    assert.notEqual(second, reference)
    assert.equal((await owner`select 1 from reports_in where link_id = ${report!.link_id}`).length, 2)
    const [trace] =
      await owner`select answers from link_answers where link_id = ${report!.link_id} order by at limit 1`
    assert.deepEqual(trace!.answers, { reference })
  })
  test('asks for what is missing and keeps what was typed', async () => {
    const { partner, path } = await partnerWithLink()
    const none = await partner.post(`${path}/form`, { theirReference: 'HV-99' })
    assert.deepEqual(none.errorFields, ['danger', 'forename-1', 'why', 'basis', 'parentsKnow', 'reply'])
    assert.match((await partner.get(`${path}/form`)).html, /HV-99/)
    assert.equal((await partner.get(`${path}/check`)).location, `${path}/form`)
  })
  test('danger makes it a report for today', async () => {
    const { partner, path } = await partnerWithLink()
    const reference = await send(partner, path, { danger: 'not sure' })
    const [report] = await owner`select level, decide_by from reports_in where reference = ${reference}`
    assert.deepEqual([report!.level, report!.decide_by], ['act today', today])
  })
})

describe('what comes of it', () => {
  test('is a category, and of a protected child never that the child was found', async () => {
    const { partner, path } = await partnerWithLink()
    const reference = await send(partner, path)
    const stands = async () => (await partner.get(path)).text
    assert.match(await stands(), /Received/)
    const child = await makeChild(owner, { school: people.alder, surname: 'CanarySurname' })
    const officer = people.right['cme-officer'].viewer(today)
    const [report] = await owner<
      { token: string }[]
    >`select token from reports_in where reference = ${reference}`
    await asViewer(app, officer, tx => takeOn(tx, officer, report!.token, child.token, 'B'))
    assert.match(await stands(), /We are working on it/)
    await owner`
      update cases set closed_on = ${today}, state = 'closed', outcome = 'O01', next_step = null, next_due = null
      where child_id = ${child.id}`
    const closed = await partner.get(path)
    assert.match(closed.text, /Closed: found in education/)
    assert.doesNotMatch(closed.html, /Canary|Alder|C-\d/)
    await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${crypto.randomUUID()}, ${child.id}, 'address', ${today}, 'A test', 'A test')`
    const after = await stands()
    assert.match(after, /Closed/)
    assert.doesNotMatch(after, /found in education/)
  })
})
