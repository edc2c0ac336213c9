// One child, from the first day away to the twentieth: the days on which practice wants something done, each on its day, with
// the keyboard alone. The clock moves; a name does not come off by it, and then does, lawfully, with the authority.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { schoolDaysBetween } from '../src/calendar/school-calendar.ts'
import { requiredChecks } from '../src/cases/authority-checks.ts'
import { screenQuestions } from '../src/enquiries/screening.ts'
import { addSheet, calendar, makeCalendar } from '../src/enquiries/testing/absence.ts'
import { createJobs } from '../src/jobs.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { emptyStrip, placeOf, withMarks } from '../src/registers/sheet.ts'
import { defaultSettings } from '../src/schools/settings.ts'
import { choose, date, press, tabTo, tick, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }
const firstDay = localDate('2026-11-09')

let now = new Date('2026-11-11T09:30:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }

let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let child: TestChild
const wrong: string[] = []
let stops = 0

before(async () => {
  ;({ owner, app: sql } = await freshDatabase())
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  child = await makeChild(owner, { school: people.alder, forename: 'Amina', surname: 'Sample' })
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

/** It is this moment, and the registers have come up to this day: absent without a reason since the first day away. */
async function itIs(moment: string): Promise<void> {
  now = new Date(`${moment}:00Z`)
  const today = localDate(londonDay(now))
  const days = schoolDaysBetween(calendar, localDate('2026-09-03'), today)
  const marks = (day: string) => (day >= firstDay ? 'OO' : '//')
  const strip = withMarks(
    emptyStrip(2026),
    days.map(day => ({ at: placeOf(day)!.at, marks: marks(day) })),
  )
  await owner`delete from strips where enrolment_id = ${child.enrolmentId}`
  await owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    values ('001', ${child.enrolmentId}, 2026, ${people.alder.id}, ${strip})`
  for (const day of days.slice(-12)) await addSheet(owner, child, day, marks(day))
  await createJobs({ sql, clock }).handlers.detect!({ la: '001', school: people.alder.id })
}

async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow(wide)
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const headingOf = async (page: Page): Promise<string> => (await page.locator('h1').first().innerText()).trim()

/** Stops to look at the page, wide and narrow. */
async function at(page: Page, heading: string, name: string): Promise<string> {
  assert.equal(await headingOf(page), heading)
  stops += 1
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await picture(page, `${String(stops).padStart(2, '0')}-${name}-${size.width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${size.width}: ${one}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${size.width}: scrolls sideways by ${over}`)
  }
  await page.setViewportSize(wide)
  if (/Amina|Sample/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}

const onDay = (day: number, month = 11) => ({
  'on-day': String(day),
  'on-month': String(month),
  'on-year': '2026',
})
const enquiries = () => `/pupils/${child.token}/enquiries`
/** The same form again, for the checks that are no news. */
async function did(code: string, fields: Record<string, string>): Promise<void> {
  const sent = await browser(app, people.right['attendance-officer']).post(`${enquiries()}/${code}`, fields)
  assert.equal(sent.status, 303, `${code}: ${sent.errors.join()}`)
}

describe('days 3, 5, 10 and 20 of one absence', () => {
  let office: Page
  let dsl: Page
  let head: Page
  let officer: Page
  let caseToken: string

  test('day 3, Wednesday 11 November: the checklist starts, and letter 1 is offered', async () => {
    await itIs('2026-11-11T09:30')
    office = await sits(people.right['attendance-officer'], enquiries())
    const list = await at(office, 'Enquiries', 'day-3')
    assert.match(list, /Day 3 Wednesday 11 November 2026/)
    assert.match(list, /checks are due today/)
    const { kind } = await tabTo(office, { kind: 'link', name: 'Write letter L03' })
    assert.equal(kind, 'link')
    assert.match(await office.evaluate<string>('document.activeElement.href'), /letters\/L03\?back=/)
    await press(office, 'link', 'Check the register, notes, leave requests and reason codes')
    await at(office, 'Check the register, notes, leave requests and reason codes', 'check')
    await choose(office, 'What came of it?', 'They know nothing')
    await type(office, /^Paper that shows it/, 'Register of this week')
    await press(office, 'button', 'Save')
    await press(office, 'link', 'Write to the last address held')
    await choose(office, 'What came of it?', 'No reply')
    await press(office, 'button', 'Save')
    assert.match(await words(office), /A letter to the home: done 11 November 2026/)
    for (const code of ['RS02', 'RS05', 'RS08']) await did(code, { ...onDay(11), result: 'nothing known' })
  })

  test('between: calls on two days, other schools asked with one press, the home visited twice', async () => {
    await press(office, 'link', 'Ask the schools of brothers and sisters')
    await press(office, 'link', /through Onroll$/)
    await at(office, 'Ask the schools of brothers and sisters', 'ask-siblings')
    await press(office, 'button', 'Ask the other schools')
    assert.match(await words(office), /You asked today/)
    for (const code of ['RS01', 'RS03'])
      await did(code, { ...onDay(10), time: '9:30am', result: 'nothing known' })
    await itIs('2026-11-12T10:00')
    await did('RS09', { ...onDay(12), time: '9:45am', result: 'no reply', card: 'yes' })
  })

  test('day 5, Friday 13 November: the DSL reviews the risk in writing', async () => {
    await itIs('2026-11-13T14:00')
    dsl = await sits(people.right.dsl, enquiries())
    assert.match(await at(dsl, 'Enquiries', 'day-5'), /Day 5 Friday 13 November 2026.*?Due today/)
    await press(dsl, 'link', 'Open the risk screen')
    for (const question of screenQuestions) await choose(dsl, question.asks, 'No')
    await type(dsl, 'Concerns, and what would help', 'Nobody has heard from the family since Friday.')
    await press(dsl, 'button', 'Sign the risk screen')
    await did('RS09', { ...onDay(13), time: '4:30pm', result: 'no reply', card: 'yes' })
    await did('RS07', { ...onDay(13), result: 'nothing known' })
    await dsl.goto(origin + enquiries())
    assert.match(await words(dsl), /A risk screen signed on this day or after: done 13 November 2026/)
  })

  test('day 10, Friday 20 November: the return goes and waits for nothing', async () => {
    await itIs('2026-11-20T15:45')
    await office.goto(origin + enquiries())
    assert.match(await at(office, 'Enquiries', 'day-10'), /Not ready to refer yet/)
    await press(office, 'link', 'Send the ten-day return')
    await press(office, 'button', 'Send to Exampleshire')
    const [sent] = await owner`select 1 from returns where child_id = ${child.id} and rule = 'T-07'`
    assert(sent)
  })

  test('the referral asks first whether it is attendance, then goes through the gate', async () => {
    await office.goto(`${origin}/pupils/${child.token}/refer`)
    assert.match(
      await at(office, 'Refer a child who may be missing education', 'refer'),
      /Ask the previous school|ask the previous school/,
    )
    await press(office, 'button', /^Start|^Go on/)
    for (let n = 0; n < 5; n += 1) {
      await choose(office, await headingOf(office), 'No')
      await press(office, 'button', 'Go on')
    }
    await at(office, 'This may be a child missing education', 'route-end')
    await press(office, 'button', 'Go on with the referral')
    await press(office, 'button', /^Start|^Go on/)
    const next = () => press(office, 'button', 'Save and go on')
    await choose(office, 'Why may Amina be missing education?', /^We cannot reach the family/)
    await next()
    // The register's last day is filled in.
    await next()
    await date(office, 'When was Amina last seen by anyone?', '2026-11-06')
    await next()
    await type(office, 'Where was Amina last seen, and by whom?', 'At the gate, by her class teacher')
    await next()
    await tick(office, 'Not known')
    await next()
    await type(office, 'What happened, in plain words?', 'She did not come on Monday 9 November.')
    await next()
    await next()
    await type(office, /^What was there before/, 'none')
    await next()
    await tick(office, 'Not known')
    await next()
    await type(office, 'Does Amina have brothers or sisters?', 'none')
    await next()
    await tick(office, 'Not known')
    await next()
    await next()
    await choose(office, 'Does the family know that you are referring?', 'No, we cannot reach them')
    await next()
    await type(office, /^Who is your DSL/, 'Alder dsl, and Alder headteacher')
    await next()
    await type(office, /^On which number/, '07700 900123, 8:30am to 4pm')
    await next()
    const shut = await at(office, 'Check your answers and send', 'not-ready')
    assert.match(shut, /Not done: ask the previous school/)
    await press(office, 'link', /^Record it/)
    await choose(office, 'What came of it?', 'They know nothing')
    await press(office, 'button', 'Save')
    await office.goto(`${origin}/pupils/${child.token}/refer/check`)
    await press(office, 'button', 'Send to Exampleshire')
    assert.match(await at(office, 'Referral sent', 'sent'), /R-1001/)
    await office.goto(origin + enquiries())
    assert.match(await words(office), /The referral: done 20 November 2026/)
  })

  test('days 11 to 19: the authority takes it on and makes its checks', async () => {
    await itIs('2026-11-23T10:00')
    const [opened] = await owner<{ token: string }[]>`select token from cases where child_id = ${child.id}`
    caseToken = opened!.token
    const authority = browser(app, people.right['cme-officer'])
    const accepted = await authority.post(`/triage/${caseToken}/accept`, {
      level: 'act this week',
      owner: people.right['cme-officer'].id,
    })
    assert.equal(accepted.status, 303, accepted.errors.join())
    for (const { code } of requiredChecks.slice(1)) {
      if (!defaultSettings['required-authority-checks'].includes(code)) continue
      const sent = await authority.post(`/cases/${caseToken}/checks/${code}`, { result: 'nothing found' })
      assert.equal(sent.status, 303, `${code}: ${sent.errors.join()}`)
    }
    await office.goto(`${origin}/pupils/${child.token}/joint`)
    const room = await at(office, 'Joint enquiries with the authority', 'room-begun')
    assert.match(room, /Not done: Rolls, admissions, in-year applications and offers/)
    assert.match(room, /Done: Council tax/)
    assert.doesNotMatch(room, /Social care|Virtual School|nothing found/i)
  })

  test('day 20, Friday 4 December: time alone takes nothing off, and the refusal lists what is missing', async () => {
    await itIs('2026-12-04T15:50')
    await office.goto(`${origin}/pupils/${child.token}/joint`)
    assert.match(
      await at(office, 'Joint enquiries with the authority', 'day-20'),
      /Day 20 Friday 4 December 2026/,
    )
    await press(office, 'link', 'See what is missing, and ask')
    await press(office, 'button', 'Ask for removal')
    const refused = await at(office, 'Removal refused', 'refused')
    assert.match(refused, /Rolls, admissions, in-year applications and offers/)
    const [kept] = await owner`select decision from removals where child_id = ${child.id}`
    assert.equal(kept!.decision, 'refused')
    await stillOn()
  })

  test('the authority finishes its checks, and each side signs what it concludes', async () => {
    const authority = browser(app, people.right['cme-officer'])
    assert.equal(
      (await authority.post(`/cases/${caseToken}/checks/RL01`, { result: 'nothing found' })).status,
      303,
    )
    head = await sits(people.right.headteacher, `/pupils/${child.token}/joint`)
    await press(head, 'button', 'Sign the school’s conclusion')
    await at(head, 'What the school concludes', 'school-signs')
    await choose(head, 'What have the joint enquiries come to?', /has not been found/)
    await choose(
      head,
      'Is there reason to believe that sickness or an unavoidable cause keeps the child away?',
      'No',
    )
    await type(head, 'Reasons for both answers', 'Every check is done and nobody has heard of an illness.')
    await press(head, 'button', 'Sign the conclusion')
    // One side alone is not enough.
    const alone = await browser(app, people.right.dsl).post(`/pupils/${child.token}/removal`, {
      ground: 'R9-I',
    })
    assert.equal(alone.status, 303)
    const [last] =
      await owner`select decision from removals where child_id = ${child.id} order by at desc limit 1`
    assert.equal(last!.decision, 'refused')

    officer = await sits(people.right['cme-officer'], `/cases/${caseToken}`)
    await press(officer, 'link', 'Joint enquiries')
    const room = await at(officer, 'Joint enquiries with the school', 'authority-room')
    assert.match(room, /Done: Visit the home/)
    assert.match(room, /Every check is done and nobody has heard of an illness/)
    await press(officer, 'button', 'Sign our conclusion')
    await choose(officer, 'What do we conclude?', /^Not located/)
    await choose(officer, 'Is the child away because of sickness or an unavoidable cause?', /^No/)
    await type(officer, 'Our reasons', 'All our checks found nothing, and nothing speaks for illness.')
    await press(officer, 'button', 'Sign the conclusion')
    await head.goto(`${origin}/pupils/${child.token}/joint`)
    const agreed = await at(head, 'Joint enquiries with the authority', 'agreed')
    assert.match(agreed, /Agreed, Friday 4 December 2026: All our checks found nothing/)
    assert.match(agreed, /The school’s conclusion, signed: done 4 December 2026/)
  })

  test('the headteacher approves: the name comes off that day, the return goes, and the authority goes on looking', async () => {
    await press(head, 'link', 'See what is missing, and ask')
    await press(head, 'button', 'Ask for removal')
    await at(head, 'Removal asked for', 'asked')
    await press(head, 'button', 'Read and decide')
    await press(head, 'button', 'Approve: take the name off today')
    const [enrolment] = await owner<{ leaving_date: string }[]>`
      select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, '2026-12-04')
    const [open] = await owner`select closed_on from cases where child_id = ${child.id}`
    assert.equal(open!.closed_on, null)
  })

  test('every page on the way was sound, wide and narrow', () => assert.deepEqual(wrong, []))

  async function stillOn(): Promise<void> {
    const [enrolment] = await owner<{ leaving_date: string | null }[]>`
      select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, null)
  }
})
