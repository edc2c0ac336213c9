// A referral from the first question to its reference, the gate on the way, and a DSL who cannot wait.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  type Browser,
  browser,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { screenQuestions } from '../../enquiries/screening.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { defaultSettings } from '../../schools/settings.ts'
import { questions } from '../questions.ts'
import { routeIds } from '../route.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const onDay = (name: string, day: number, month: number) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: '2026',
})

const answers: Record<string, Record<string, string>> = {
  kind: { answer: 'START-01' },
  'last-attended': onDay('answer', 6, 11),
  'last-seen': onDay('answer', 6, 11),
  'seen-where': { answer: 'At the school gate, by her class teacher' },
  'what-happened': { answer: 'She left on Friday and nobody has answered since.' },
  'last-contact': { 'not-known': 'yes' },
  'why-think': { answer: '' },
  history: { answer: 'none' },
  'likely-area': { 'not-known': 'yes' },
  siblings: { answer: 'none' },
  agencies: { 'not-known': 'yes' },
  'family-told': { answer: 'no-cannot-reach' },
  origin: { answer: '' },
  people: { answer: 'Ms Lead (DSL), Ms Head' },
  'referrer-phone': { answer: '07700 900123, 9am to 4pm' },
}

async function answerAll(page: Browser, child: TestChild): Promise<void> {
  for (const id of routeIds) {
    const sent = await page.post(`/pupils/${child.token}/refer/route/${id}`, { answer: 'no' })
    assert.equal(sent.status, 303, `${id}: ${sent.errors.join()}`)
  }
  for (const question of questions) {
    const sent = await page.post(`/pupils/${child.token}/refer/${question.id}`, answers[question.id]!)
    assert.equal(sent.status, 303, `${question.id}: ${sent.errors.join()}`)
  }
}
async function doChecks(page: Browser, child: TestChild): Promise<void> {
  for (const code of defaultSettings['required-school-checks'].filter(code => code !== 'RS22')) {
    const sent = await page.post(`/pupils/${child.token}/enquiries/${code}`, {
      result: 'nothing known',
      ...onDay('on', 19, 11),
    })
    assert.equal(sent.status, 303, `${code}: ${sent.errors.join()}`)
  }
}
const signScreen = (page: Browser, child: TestChild) =>
  page.post(`/pupils/${child.token}/screen`, Object.fromEntries(screenQuestions.map(q => [q.id, 'no'])))
const rows = (table: 'referrals' | 'cases' | 'referral_drafts', child: TestChild) =>
  database.owner`select * from ${database.owner(table)} where child_id = ${child.id}`

describe('the way of a referral', () => {
  let child: TestChild
  before(async () => {
    child = await makeAbsentChild(database.owner, {
      school: people.alder,
      days: 10,
      forename: 'Amina',
      surname: 'Sample',
    })
  })
  const at = (page: string) => `/pupils/${child.token}/refer${page}`

  test('the first question suggests what the register says, and each is saved', async () => {
    const page = officer()
    const kind = await page.get(at('/kind'))
    assert.equal(kind.heading, 'Why may Amina be missing education?')
    assert.match(kind.html, /value="START-01" checked/)
    const wrong = await page.post(at('/kind'), { answer: 'START-99' })
    assert.deepEqual(wrong.errors, ['Choose why the child may be missing education'])
    const sent = await page.post(at('/kind'), { answer: 'START-01' })
    assert.equal(sent.location, at('/last-attended'))
    const next = await page.follow()
    assert.match(next.html, /id="answer"[^>]*name="answer-day"[^>]*value="6"/)
    assert.match((await page.get(at(''))).text, /Saved at .* by Alder attendance-officer/)
  })

  test('a day to come, and both an answer and "not known", are slips', async () => {
    const page = officer()
    assert.deepEqual((await page.post(at('/last-seen'), onDay('answer', 21, 11))).errors, [
      'The date must be today or before',
    ])
    assert.deepEqual(
      (await page.post(at('/last-seen'), { ...onDay('answer', 6, 11), 'not-known': 'yes' })).errors,
      ['Either give an answer or choose that it is not known, not both'],
    )
  })

  test('is not ready, and says every reason; an officer cannot send it, whatever they write', async () => {
    const page = officer()
    await answerAll(page, child)
    const check = await page.get(at('/check'))
    assert.match(check.text, /The DSL has not signed the risk screen/)
    assert.match(check.text, /The home visit is not done/)
    const sent = await page.post(at('/check'), { urgent: 'I want to' })
    assert.equal(sent.status, 422)
    assert.equal((await rows('referrals', child)).length, 0)
  })

  test('ready: sends once, opens the authority’s case, and gives a reference and a day', async () => {
    await doChecks(officer(), child)
    await signScreen(dsl(), child)
    const page = officer()
    const check = await page.get(at('/check'))
    assert.match(check.text, /goes to the children missing education team of Exampleshire/)
    const sent = await page.post(at('/check'))
    assert.match(sent.location ?? sent.errors.join(), /^\/referrals\/[\w-]+\/sent$/)
    const done = await page.follow()
    assert.equal(done.heading, 'Referral sent')
    assert.match(done.text, /R-1001/)
    assert.match(done.text, /The authority looks at it by Monday 23 November 2026/)
    const [referral] = await rows('referrals', child)
    assert.equal((await rows('cases', child))[0]!.id, referral!.case_id)
    assert.equal((await rows('referral_drafts', child)).length, 0)

    // From another window, a moment later.
    const again = await officer().post(at('/check'))
    assert.equal(again.location, sent.location)
    assert.equal((await rows('referrals', child)).length, 1)
    assert.equal((await rows('cases', child)).length, 1)
  })

  test('the list says what came back; another school sees none of it', async () => {
    const list = await officer().get('/referrals')
    assert.match(list.text, /Amina Sample R-1001/)
    assert.match(list.text, /Received, not yet looked at/)
    assert(!(await browser(app, people.wrongSchool.dsl).get('/referrals')).text.includes('Sample'))
    const [referral] = await rows('referrals', child)
    assert.equal(
      (await browser(app, people.wrongSchool.dsl).get(`/referrals/${referral!.token}/sent`)).status,
      404,
    )
  })

  test('a second referral while one is open is a duplicate', async () => {
    const page = officer()
    await page.post(at('/kind'), { answer: 'START-02' })
    assert.match((await page.get(at(''))).text, /You have already referred this child: R-1001/)
    assert.equal((await page.post(at('/check'))).status, 422)
  })
})

describe('urgent risk', () => {
  test('passes the gate for a DSL who says why, and is kept with what was missing', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 1, code: 'N' })
    const page = dsl()
    await page.post(`/pupils/${child.token}/refer/kind`, { answer: 'START-01' })
    const silent = await page.post(`/pupils/${child.token}/refer/check`, { urgent: ' ' })
    assert.equal(silent.status, 422)
    assert.deepEqual(silent.errors, ['Say why it cannot wait, or first do what is missing'])
    const sent = await page.post(`/pupils/${child.token}/refer/check`, {
      urgent: 'Seen at the coach station with luggage',
    })
    assert.match(sent.location ?? sent.errors.join(), /sent$/)
    const [referral] = await rows('referrals', child)
    assert.equal(referral!.urgent, true)
    assert.equal(referral!.passed_why, 'Seen at the coach station with luggage')
    assert((referral!.missing as string[]).includes('The home visit is not done'))
    assert.equal((await rows('cases', child))[0]!.level, 'act today')
  })
})

describe('attendance, or missing education?', () => {
  test('comes first, ends at the first yes, says what to do instead, and is kept with the draft', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 4 })
    const page = officer()
    const at = `/pupils/${child.token}/refer`
    assert((await page.get(at)).links.includes(`${at}/route/age`))
    const age = await page.get(`${at}/route/age`)
    assert.match(age.text, /of compulsory school age today/)
    assert.match(age.html, /value="no" checked/)
    assert.equal((await page.post(`${at}/route/age`, {})).status, 422)
    assert.equal((await page.post(`${at}/route/age`, { answer: 'no' })).location, `${at}/route/in-reach`)
    assert.equal((await page.post(`${at}/route/in-reach`, { answer: 'yes' })).location, `${at}/route`)
    const end = await page.follow()
    assert.equal(end.heading, 'This is an attendance matter')
    assert.match(end.text, /The name stays on your register/)
    assert(end.links.includes(`/pupils/${child.token}/contact`))
    // On another machine, by somebody else.
    assert.match((await dsl().get(at)).text, /This is an attendance matter/)
    assert.match((await page.get(`${at}/check`)).text, /You are in contact, and the school is within reach/)
    assert.equal((await page.post(`${at}/check`)).status, 422)
    await page.post(`${at}/route/in-reach`, { answer: 'no' })
    for (const id of ['ill', 'home-education', 'new-school'])
      await page.post(`${at}/route/${id}`, { answer: 'no' })
    assert.equal((await page.follow()).heading, 'This may be a child missing education')
    assert.equal((await page.get(`${at}/route/nothing`)).status, 404)
  })
  test('never holds back urgent risk', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 4 })
    const page = dsl()
    const at = `/pupils/${child.token}/refer`
    await page.post(`${at}/route/age`, { answer: 'no' })
    await page.post(`${at}/route/in-reach`, { answer: 'yes' })
    const sent = await page.post(`${at}/check`, { urgent: 'Seen with luggage' })
    assert.match(sent.location ?? sent.errors.join(), /sent$/)
    const [referral] = await rows('referrals', child)
    assert.equal((referral!.answers as Record<string, string>)['route-in-reach'], 'yes')
  })
})

describe('a draft', () => {
  test('is saved at each step, says so in words, and goes on elsewhere', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    const at = `/pupils/${child.token}/refer`
    const page = officer()
    await page.post(`${at}/kind`, { answer: 'START-01' })
    assert.match((await page.follow()).html, /Saved at 10:00am/)
    const elsewhere = await dsl().get(at)
    assert.match(elsewhere.text, /Saved at 10:00am on 20 November 2026 by Alder attendance-officer/)
    assert.match((await dsl().get(`${at}/kind`)).html, /value="START-01" checked/)
  })
  test('two people: both texts and three choices', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    const path = `/pupils/${child.token}/refer/seen-where`
    const [one, other] = [officer(), dsl()]
    await one.post(path, { answer: 'At the gate', was: '' })
    const clash = await other.post(path, { answer: 'On a video call', was: '' })
    assert.equal(clash.status, 409)
    assert.equal(clash.heading, 'Alder attendance-officer changed this at 10:00am')
    assert.match(clash.text, /What you wrote On a video call What Alder attendance-officer wrote At the gate/)
    const again = await other.post(path, { conflict: 'edit', mine: 'On a video call', was: 'At the gate' })
    assert.match(again.text, /Your colleague wrote: At the gate/)
    assert.match(again.html, /value="On a video call"/)
    const theirs = await other.post(path, { conflict: 'theirs', mine: 'On a video call', was: 'At the gate' })
    assert.equal(theirs.status, 303)
    const kept = async () => (await rows('referral_drafts', child))[0]!.answers as Record<string, string>
    assert.equal((await kept())['seen-where'], 'At the gate')
    const mine = await other.post(path, { conflict: 'mine', mine: 'On a video call', was: 'At the gate' })
    assert.equal(mine.status, 303)
    assert.equal((await kept())['seen-where'], 'On a video call')
  })
  test('the connection is lost after sending: the same form again gives the same referral', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    const page = officer()
    await answerAll(page, child)
    await doChecks(page, child)
    await signScreen(dsl(), child)
    const path = `/pupils/${child.token}/refer/check`
    const { html } = await page.get(path)
    const formToken = /name="formToken" value="([^"]+)"/.exec(html)![1]!
    const cookie = `onroll=${encodeURIComponent(people.right['attendance-officer'].cookie)}`
    const again = () =>
      app.inject({
        method: 'POST',
        url: path,
        headers: {
          host: 'localhost:3000',
          origin: 'http://localhost:3000',
          cookie,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ formToken }).toString(),
      })
    const [first, second] = await Promise.all([again(), again()])
    const third = await again()
    for (const one of [first, second, third]) assert.equal(one.statusCode, 303)
    assert.equal(first.headers.location, third.headers.location)
    assert.equal(second.headers.location, third.headers.location)
    // And from another page of another window, with a form of its own.
    assert.equal((await page.post(path)).location, third.headers.location)
    assert.equal((await rows('referrals', child)).length, 1)
    assert.equal((await rows('cases', child)).length, 1)
  })
})

describe('what is known already', () => {
  test('is filled in, said to be from the record, and saved only when somebody does', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 10, surname: 'Filled' })
    const page = officer()
    const at = `/pupils/${child.token}`
    await page.post(`${at}/contact`, { who: child.contactId, method: 'phone', result: 'no answer' })
    await page.post(`${at}/enquiries/RS10`, {
      ...onDay('on', 18, 11),
      result: 'child seen',
      asked: 'The caretaker',
      note: 'At the bus stop',
    })
    await database.owner`insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id)
      values ('001', gen_random_uuid(), ${child.id}, 'child_in_need', 'yes', '2026-09-03', 'your pupil file', ${people.alder.id})`
    const filled = async (id: string) => (await page.get(`${at}/refer/${id}`)).html
    assert.match(await filled('seen-where'), /value="The caretaker\. At the bus stop"/)
    assert.match(await filled('seen-where'), /Filled in from the record/)
    assert.match(await filled('last-seen'), /name="answer-day"[^>]*value="18"/)
    assert.match(await filled('what-happened'), /We rang once\. No answer\./)
    assert.match(await filled('agencies'), /\(your pupil file\)/)
    assert.doesNotMatch(await filled('likely-area'), /Filled in from the record/)
    assert.equal((await rows('referral_drafts', child)).length, 0)
  })
})
