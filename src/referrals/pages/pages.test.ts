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
  'likely-area': { 'not-known': 'yes' },
  siblings: { answer: 'none' },
  agencies: { 'not-known': 'yes' },
  'family-told': { answer: 'no-cannot-reach' },
  'referrer-phone': { answer: '07700 900123, 9am to 4pm' },
}

async function answerAll(page: Browser, child: TestChild): Promise<void> {
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
