// A school's way with one absent child, page by page, as its people see it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { keysWorkedOut } from '../../children/family/testing/families.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { screenQuestions } from '../screening.ts'
import { makeAbsentChild, makeCalendar } from '../testing/absence.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let child: TestChild

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  child = await makeAbsentChild(database.owner, {
    school: people.alder,
    days: 10,
    forename: 'Amina',
    surname: 'Sample',
  })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const at = (page = '') => `/pupils/${child.token}${page}`

describe('every page of the way', () => {
  for (const page of [
    '',
    '/run',
    '/contacts',
    '/history',
    '/contact',
    '/enquiries',
    '/enquiries/RS04',
    '/refer',
    '/refer/kind',
    '/refer/check',
    '/return',
  ]) {
    test(`/pupils/:child${page} shows to its school and to nobody else`, async () => {
      const seen = await officer().get(at(page))
      assert.equal(seen.status, 200, seen.text.slice(0, 300))
      assert(!seen.title.includes('Sample'), 'no name in the title')
      for (const other of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right['cme-officer']]) {
        assert.equal((await browser(app, other).get(at(page))).status, 404)
      }
    })
  }
  test('/pupils/:child/screen shows to the DSL alone', async () => {
    assert.equal((await dsl().get(at('/screen'))).status, 200)
    assert.equal((await officer().get(at('/screen'))).status, 404)
  })
})

describe('today', () => {
  test('says who is not accounted for and why, and offers one press', async () => {
    const seen = await officer().get('/today')
    assert.equal(seen.heading, 'Today')
    assert.match(seen.text, /1 child is not accounted for/)
    assert.match(
      seen.text,
      /Amina Sample .* 10 school days or more without leave Why\? .* Amina Sample 10 school days since 9 November 2026/,
    )
    assert(seen.links.includes(`${at('/contact')}?from=today`))
    assert.match(seen.text, /Ten-day returns to send/)
  })
  test('puts first where the last contact worries, and says to tell the DSL', async () => {
    const worry = await makeAbsentChild(database.owner, {
      school: people.alder,
      days: 1,
      code: 'N',
      forename: 'Zed',
      surname: 'Zebra',
    })
    const page = officer()
    await page.post(`/pupils/${worry.token}/contact`, {
      who: worry.contactId,
      method: 'phone',
      result: 'not reassured',
    })
    const seen = await page.get('/today')
    assert(seen.text.indexOf('Zed Zebra') < seen.text.indexOf('Amina Sample'))
    assert.match(seen.text, /Zed Zebra .*? Tell the DSL now/)
    assert.match(seen.text, /1 child has a day with code N. It must become/)
    assert.match(
      (await page.get('/reasons')).text,
      /Zed Zebra : 1 day with code N. Due Friday 27 November 2026/,
    )
    assert.equal((await browser(app, people.right.manager).get('/reasons')).status, 404)
  })
  test('leaves out a child whose family said today that the child is safe', async () => {
    const safe = await makeAbsentChild(database.owner, {
      school: people.alder,
      days: 2,
      code: 'N',
      surname: 'Safely',
    })
    const page = officer()
    assert.match((await page.get('/today')).text, /Safely/)
    await page.post(`/pupils/${safe.token}/contact`, {
      who: safe.contactId,
      method: 'phone',
      result: 'child safe',
    })
    const seen = await page.get('/today')
    assert.match(seen.text, /1 family gave the reason today/)
    assert(!seen.links.includes(`/pupils/${safe.token}/contact?from=today`))
  })
})

describe('a contact', () => {
  test('with no answer takes one choice and one press, and goes back to the list', async () => {
    const page = officer()
    const form = await page.get(`${at('/contact')}?from=today`)
    assert.equal(form.heading, 'Record a contact')
    assert.match(form.html, /name="method"[^>]*value="phone" checked/)
    const who = /name="who"[^>]*value="([^"]+)" checked/.exec(form.html)?.[1]
    assert.equal(who, child.contactId)
    const sent = await page.post(`${at('/contact')}?from=today`, {
      who: child.contactId,
      method: 'phone',
      result: 'no answer',
    })
    assert.equal(sent.location, `/today#${child.token}`)
    const today = await page.follow()
    assert.match(today.text, /Contact recorded. No answer. Ring the next contact in order/)
    assert.match(today.text, /No answer. Today, 10:00am/)
    assert.match(today.text, /You tried to reach 2 families today/)
  })

  test('stands in the history without a name or a number', async () => {
    const again = await officer().get(at('/history'))
    assert.equal(again.text.match(/Ring every number held/g)?.length, 1)
    assert(!again.text.includes('07700'))
    assert.match(again.text, /Contact 1, mother/)
  })

  test('says what is missing in the words of the field, and keeps what was typed', async () => {
    const seen = await officer().post(at('/contact'), {
      who: 'other',
      note: 'A neighbour',
      'on-day': '31',
      'on-month': '2',
      'on-year': '2026',
    })
    assert.equal(seen.status, 422)
    assert.deepEqual(seen.errors, [
      'Say who you tried to reach',
      'Choose how you tried',
      'Choose what happened',
      'Enter a real date, such as 6 11 2026',
    ])
    for (const field of seen.errorFields)
      assert(seen.html.includes(`id="${field}"`), `${field} is on the page`)
    assert.match(seen.html, /A neighbour<\/textarea>/)
  })

  test('who does not have the child leads to the DSL at once, on the child’s page', async () => {
    const other = await makeAbsentChild(database.owner, { school: people.alder, days: 1, code: 'N' })
    const page = officer()
    const sent = await page.post(`/pupils/${other.token}/contact?from=today`, {
      who: other.contactId,
      method: 'phone',
      result: 'does not have the child',
    })
    assert.equal(sent.location, `/pupils/${other.token}/today`)
    const seen = await page.follow()
    assert.equal(seen.heading, 'Hand to the DSL')
    assert.match(seen.text, /Tell the DSL now. Ask the parent to call the police/)
    assert.match(
      (await page.get(`/pupils/${other.token}`)).text,
      /What to do next Tell the designated safeguarding lead \(DSL\) now/,
    )
  })

  test('cannot be recorded by someone of another school', async () => {
    const seen = await browser(app, people.wrongSchool.dsl).post(at('/contact'), {
      who: 'other',
      other: 'x',
      method: 'phone',
      result: 'no answer',
    })
    assert.equal(seen.status, 404)
  })
})

describe('a check', () => {
  test('is recorded with its day, and the list says so', async () => {
    const page = officer()
    const sent = await page.post(at('/enquiries/RS05'), {
      result: 'nothing known',
      asked: 'Class teacher',
      'on-day': '19',
      'on-month': '11',
      'on-year': '2026',
    })
    assert.equal(sent.location, at('/enquiries'))
    assert.match(
      (await page.follow()).text,
      /Ask staff who know the child Required before a referral. They know nothing. Last on 19 November 2026. Done/,
    )
  })
  test('that is not needed wants a reason', async () => {
    const seen = await officer().post(at('/enquiries/RS08'), {
      result: 'not needed',
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
    })
    assert.deepEqual(seen.errors, ['Say why this check is not needed'])
  })
  test('of a future day is refused', async () => {
    const seen = await officer().post(at('/enquiries/RS04'), {
      result: 'information',
      'on-day': '21',
      'on-month': '11',
      'on-year': '2026',
    })
    assert.deepEqual(seen.errors, ['The date must be today or before'])
  })
  test('of no such code, or the risk screen, is not a page', async () => {
    assert.equal((await officer().get(at('/enquiries/RS99'))).status, 404)
    assert.equal((await officer().get(at('/enquiries/RS22'))).status, 404)
  })
})

describe('the risk screen', () => {
  test('asks every question, and an empty one is not an answer', async () => {
    const seen = await dsl().post(at('/screen'), {})
    assert.equal(seen.errors.length, screenQuestions.length)
    for (const field of seen.errorFields)
      assert(seen.html.includes(`id="${field}"`), `${field} is on the page`)
  })
  test('signed, gives the level and the facts that gave it, to those who may see it', async () => {
    const page = dsl()
    const answers = Object.fromEntries(screenQuestions.map(question => [question.id, 'no']))
    const sent = await page.post(at('/screen'), {
      ...answers,
      earlier: 'yes',
      moves: 'not known',
      concerns: 'Missed in Year 2',
    })
    assert.equal(sent.location, at('/enquiries'))
    assert.match((await page.follow()).text, /Risk screen signed: act this week/)
    assert.match(
      (await page.get(at())).text,
      /Act this week. Risk screen signed by Alder dsl on 20 November 2026/,
    )
    const seen = (await page.get(at('/screen'))).text
    assert.match(seen, /The child was missing education before/)
    assert.match(seen, /Does the family move often\? Earlier addresses and schools would settle it/)
    const officers = await officer().get(at())
    assert(!officers.text.includes('Act this week'), 'an attendance officer does not see the level')
    assert.match(
      (await officer().get(at('/enquiries'))).text,
      /signed by the designated safeguarding lead \(DSL\) Required before a referral. Signed by the DSL. Done/,
    )
  })
})

describe('a check', () => {
  const onDay = (day: number) => ({ 'on-day': String(day), 'on-month': '11', 'on-year': '2026' })
  test('keeps how the child was seen apart, the paper, and who does it', async () => {
    const one = await makeAbsentChild(database.owner, { school: people.alder, days: 6 })
    const page = officer()
    const path = `/pupils/${one.token}/enquiries/RS05`
    const sent = await page.post(path, {
      ...onDay(19),
      result: 'reported by a relative',
      evidence: 'Note in the pupil file',
    })
    assert.match(sent.location ?? sent.errors.join(), /enquiries$/)
    assert.match((await page.follow()).text, /A relative says that they saw the child/)
    const [row] = await database.owner`
      select result, seen_how, evidence from enquiries where child_id = ${one.id} and check_code = 'RS05'`
    assert.deepEqual(
      { ...row },
      {
        result: 'information',
        seen_how: 'reported by a relative',
        evidence: 'Note in the pupil file',
      },
    )
    await page.post(path, { act: 'owner', owner: 'Ms Office' })
    assert.match((await page.follow()).text, /Ask staff who know the child .*?Ms Office does this/)
    await page.post(path, { act: 'owner', owner: 'Ms Office' })
    assert.equal((await database.owner`select 1 from check_owners where child_id = ${one.id}`).length, 1)
    await page.post(path, { act: 'owner', owner: '' })
    assert.doesNotMatch((await page.follow()).text, /Ms Office does this/)
    assert.equal(
      (await browser(app, people.wrongSchool.dsl).post(path, { act: 'owner', owner: 'X' })).status,
      404,
    )
  })
  test('a visit nobody answered is half done, and a card is kept', async () => {
    const one = await makeAbsentChild(database.owner, { school: people.alder, days: 6 })
    const page = officer()
    const path = `/pupils/${one.token}/enquiries/RS09`
    await page.post(path, { ...onDay(18), time: '9:30am', result: 'no reply', card: 'yes' })
    await page.post(path, { ...onDay(19), time: '9:45am', result: 'no reply' })
    const list = await page.get(`/pupils/${one.token}/enquiries`)
    assert.match(
      list.text,
      /Visit the home .*?Tried 2 times. No answer. Try again on another day, at another time/,
    )
    assert.match(list.text, /A card was left/)
    await page.post(path, { ...onDay(20), time: '8am', result: 'no reply' })
    assert.match((await page.get(path)).text, /Done\./)
  })
  test('the list says what is late, and its days; on paper it says the same', async () => {
    const one = await makeAbsentChild(database.owner, { school: people.alder, days: 6 })
    const list = await officer().get(`/pupils/${one.token}/enquiries`)
    assert.match(list.text, /Day 3 Tuesday 17 November 2026/)
    assert.match(list.text, /3 school days late/)
    assert.match(list.text, /checks are late/)
    const paper = await officer().get(`/pupils/${one.token}/enquiries/print`)
    assert.equal(paper.heading, 'Reasonable enquiries by the school')
    assert.match(paper.text, /RS22/)
    assert.match(paper.text, /Day 20 Thursday 10 December 2026/)
  })
})

describe('the joint room', () => {
  const room = (of: TestChild) => `/pupils/${of.token}/joint`
  test('says that there is nothing joint before a referral, and is the school’s own', async () => {
    const one = await makeAbsentChild(database.owner, { school: people.alder, days: 12 })
    assert.match((await officer().get(room(one))).text, /They begin when you refer the child/)
    for (const other of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right.manager]) {
      assert.equal((await browser(app, other).get(room(one))).status, 404)
    }
  })
  test('shows each side its own, and to the school no more than names and done or not', async () => {
    const one = await makeAbsentChild(database.owner, { school: people.alder, days: 12 })
    const sent = await dsl().post(`/pupils/${one.token}/refer/check`, { urgent: 'Seen with luggage' })
    assert.match(sent.location ?? '', /sent$/)
    const [opened] = await database.owner<
      { token: string }[]
    >`select token from cases where child_id = ${one.id}`
    const authority = browser(app, people.right['cme-officer'])
    await authority.post(`/triage/${opened!.token}/accept`, {
      level: 'act today',
      owner: people.right['cme-officer'].id,
    })
    for (const code of ['RL09', 'RL06']) {
      await authority.post(`/cases/${opened!.token}/checks/${code}`, {
        result: 'something found',
        says: 'A CanaryFound account',
      })
    }
    const seen = await officer().get(room(one))
    assert.match(seen.text, /Done : Council tax/)
    assert.match(seen.text, /Not done : Elective home education register/)
    assert.match(seen.text, /2 more of its own checks are not done/)
    assert.doesNotMatch(seen.text, /CanaryFound|Social care|something found/i)
    assert(!seen.links.includes(`/pupils/${one.token}/conclusion`), 'the office does not sign')
    const head = await browser(app, people.right.headteacher).get(room(one))
    assert(head.links.includes(`/pupils/${one.token}/conclusion`))
    const ours = await authority.get(`/cases/${opened!.token}/joint`)
    assert.match(ours.text, /Done : Social care and early help. Something found/)
    assert.match(ours.text, /Not started : Visit the home/)
    const assistant = await browser(app, people.right['cme-assistant']).get(`/cases/${opened!.token}/joint`)
    assert.equal(assistant.status, 200)
    assert(!assistant.links.includes(`/cases/${opened!.token}/conclusion`), 'an assistant does not sign')
    assert.equal((await officer().get(`/cases/${opened!.token}/joint`)).status, 404)
    // Once the child is protected, the school reads none of it.
    await database.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', gen_random_uuid(), ${one.id}, 'identity', '2026-11-20', 'A test', 'A test')`
    const hidden = await officer().get(room(one))
    assert.doesNotMatch(hidden.text, /Council tax/)
    assert.match(hidden.text, /the authority’s steps are not shown here/)
  })
})

describe('brothers and sisters at other schools', () => {
  test('are asked after with one press, and the answer is in the list', async () => {
    const home = { address: '77 Sample Way', contact: 'Ms Rosa Longform', phone: '07700 900771' }
    const one = await makeAbsentChild(database.owner, {
      school: people.alder,
      days: 4,
      surname: 'Longform',
      ...home,
    })
    const sister = await makeChild(database.owner, {
      school: people.birch,
      forename: 'Beatriz',
      surname: 'Longform',
      bornOn: '2013-05-05',
      ...home,
    })
    await database.owner`
      update child_addresses set postcode = 'ZZ99 7ZZ' where child_id = any (${[one.id, sister.id]}::uuid[])`
    await keysWorkedOut(database.app)
    const page = officer()
    const before = await page.get(`/pupils/${one.token}/ask-siblings`)
    assert.doesNotMatch(before.text, /Birch|Beatriz/)
    await page.post(`/pupils/${one.token}/ask-siblings`)
    assert.match((await page.follow()).text, /You asked today/)
    assert.match(
      (await page.get(`/pupils/${one.token}/enquiries`)).text,
      /brothers and sisters .*?Waiting for reply/,
    )

    const birch = browser(app, people.wrongSchool['attendance-officer'])
    assert.match((await birch.get('/today')).text, /1 question about a brother or sister of your pupil/)
    const waiting = await birch.get('/sibling-questions')
    assert.match(waiting.text, /Beatriz Longform/)
    assert.doesNotMatch(waiting.text, /Alder/)
    const link = waiting.links.find(href => href.startsWith('/sibling-questions/'))!
    assert.equal((await birch.post(link, {})).status, 422)
    const sent = await birch.post(link, { answer: 'in school', note: 'Seen at 9am.', name: 'yes' })
    assert.equal(sent.location, '/sibling-questions')
    assert.equal((await officer().get(link)).status, 404)
    const list = await officer().get(`/pupils/${one.token}/enquiries`)
    assert.match(
      list.text,
      /Birch Secondary, about a brother or sister. They gave information. On our register/,
    )
    assert.equal((await browser(app, people.right.manager).get('/authority/sibling-questions')).status, 200)
    assert.equal((await officer().get('/authority/sibling-questions')).status, 404)
  })
})
