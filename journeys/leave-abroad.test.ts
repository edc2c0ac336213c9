// One child granted a week of leave abroad, and not back: alert on the first school day, three letters in their order, terms kept and
// then missed, the authority told and asked, a removal refused and then possible. With the keyboard alone, on a clock that moves.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { schoolDaysBetween } from '../src/calendar/school-calendar.ts'
import { calendar, makeCalendar } from '../src/enquiries/testing/absence.ts'
import { createJobs } from '../src/jobs.ts'
import { makeAuthorityChecks, makeConclusion, makeSchoolChecks } from '../src/leavers/testing/absence.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { emptyStrip, placeOf, withMarks } from '../src/registers/sheet.ts'
import { choose, date, press, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }

let now = new Date('2026-11-02T09:30:00Z')
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
  await owner`insert into contact_safety (la_code, id, child_id, school_id, contact_id, may_ring, may_text, may_email, may_write, note, marked_name)
    values ('001', ${newId()}, ${child.id}, ${people.alder.id}, ${child.contactId}, 'yes', 'yes', 'yes', 'yes', '', 'A test')`
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

/** It is this moment; the registers have come: leave in the week of 9 November, and nobody knows why since. */
async function itIs(moment: string): Promise<void> {
  now = new Date(`${moment}:00Z`)
  const days = schoolDaysBetween(calendar, localDate('2026-09-03'), localDate(londonDay(now)))
  const marks = (day: string) => (day > '2026-11-13' ? 'NN' : day >= '2026-11-09' ? 'CC' : '//')
  const strip = withMarks(
    emptyStrip(2026),
    days.map(day => ({ at: placeOf(day)!.at, marks: marks(day) })),
  )
  await owner`delete from strips where enrolment_id = ${child.enrolmentId}`
  await owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    values ('001', ${child.enrolmentId}, 2026, ${people.alder.id}, ${strip})`
  const { handlers } = createJobs({ sql, clock })
  await handlers.detect!({ la: '001', school: people.alder.id })
  await handlers['leave-overruns']!({ la: '001' })
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

const pupil = (page = '') => `${origin}/pupils/${child.token}${page}`

/** Finishes the letter that stands drafted, and sends it by post. */
async function send(page: Page, lines: readonly [label: string, text: string][]): Promise<void> {
  await choose(page, 'Who is it for?', /Parent Sample/)
  for (const [label, text] of lines) await type(page, label, text)
  await type(page, 'The sender’s direct telephone number', '07700 900123')
  await press(page, 'button', 'Preview')
  await press(page, 'button', 'Print to post')
  assert.match(await words(page), /[Ss]ent/)
}

describe('A child granted leave abroad does not come back, and the way goes letter by letter', () => {
  let office: Page

  test('2 November: leave is asked for, and what was typed is looked at once more', async () => {
    await itIs('2026-11-02T09:30')
    office = await sits(people.right['attendance-officer'], '/pupils')
    await press(office, 'link', 'Leave of absence')
    await at(office, 'Leave of absence', 'list')
    await office.goto(pupil())
    await press(office, 'link', 'Leave')
    await at(office, 'Leave of absence', 'child')
    await press(office, 'button', 'A parent asks for leave')
    await at(office, 'A parent asks for leave', 'ask')
    await type(office, 'Who asked?', 'Parent Sample')
    await type(office, 'Their relationship to the child', 'mother')
    await date(office, 'First day of leave', '2026-11-09')
    await date(office, 'Last day of leave', '2026-11-20')
    await choose(office, 'What is it for?', 'A family event, such as a wedding')
    await type(office, 'Why, in the parent’s words', 'Her sister marries')
    await type(office, 'Which country, or which part of this one?', 'Elsewhere')
    await type(office, 'Which adult will be in charge of the child there?', 'Her mother')
    await press(office, 'button', 'Continue')
    await at(office, 'Check what you wrote', 'check')
    await press(office, 'button', 'Save the request')
    const page = await at(office, 'Leave that was asked for', 'request')
    assert.match(page, /Waits for the headteacher.*Forced marriage.*Tell the DSL/)
  })

  test('the meeting, the tickets, one press to the DSL', async () => {
    await press(office, 'link', 'Record a meeting about leave')
    await at(office, 'Record a meeting about leave', 'meeting')
    await type(office, 'Who met whom?', 'Alder headteacher and Parent Sample')
    await type(office, 'What was said?', 'One week was agreed to be enough')
    await press(office, 'button', 'Save the meeting')
    await press(office, 'link', 'Record evidence of the return')
    await at(office, 'Record evidence of the return', 'tickets')
    await type(office, 'What was it?', 'Return tickets for two')
    await date(office, 'Which day of return does it show?', '2026-11-14')
    await type(office, 'Who saw it?', 'The office')
    await press(office, 'button', 'Save the evidence')
    await press(office, 'button', 'Tell the DSL')
    assert.match(await words(office), /The DSL has been told about this request/)
  })

  test('3 November: the head grants one week of the two, with reasons', async () => {
    await itIs('2026-11-03T09:30')
    const head = await sits(people.right.headteacher, '/leave')
    assert.match(await at(head, 'Leave of absence', 'list-head'), /Waiting for you/)
    await press(head, 'link', /^Amina Sample/)
    await press(head, 'link', 'Decide on leave')
    assert.match(await at(head, 'Decide on leave', 'decide'), /Leave of this family before/)
    await choose(head, 'What do you decide?', 'Grant leave')
    await date(head, 'If granted: last day', '2026-11-13')
    await type(head, 'Your reasons', 'A sister’s wedding; one week is enough')
    await press(head, 'button', 'Decide')
    const page = await at(head, 'Leave that was asked for', 'granted')
    assert.match(page, /Granted: Monday 9 November 2026 to Friday 13 November 2026, code C/)
  })

  test('16 November, the first school day after: not back, and the alert stands', async () => {
    await itIs('2026-11-16T11:00')
    await office.goto(`${origin}/leave`)
    assert.match(
      await at(office, 'Leave of absence', 'overrun-list'),
      /Not back.*Monday 16 November 2026 School day 1 9 to the tenth/,
    )
    await press(office, 'link', /^Amina Sample/)
    const page = await at(office, 'Leave of absence', 'overrun')
    assert.match(page, /9 school days to the tenth, Friday 27 November 2026/)
    const found =
      await owner`select 1 from findings where child_id = ${child.id} and rule = 'T-14' and on_date = '2026-11-16'`
    assert.equal(found.length, 1)
  })

  test('17 November: abroad; Letter 2 is refused, Letter 1 is written and sent, and the authority is told', async () => {
    await itIs('2026-11-17T11:00')
    await office.goto(pupil('/leave'))
    await press(office, 'link', 'The child is abroad')
    await at(office, 'Abroad without leave', 'abroad-start')
    await type(office, 'How do you know that the child is abroad?', 'An aunt rang')
    await type(office, 'Which country?', 'Elsewhere')
    await press(office, 'button', 'Write it down')
    await at(office, 'Abroad without leave', 'abroad')
    await press(office, 'button', 'Write Letter 2')
    assert.match(await at(office, 'Abroad without leave', 'letter-2-refused'), /Letter 1 comes first/)
    await press(office, 'button', 'Write Letter 1')
    await send(office, [['When you will speak to the child', 'Every Tuesday at 10am, by video']])
    await office.goto(pupil('/abroad'))
    const page = await at(office, 'Abroad without leave', 'letter-1-sent')
    assert.match(page, /until Tuesday 1 December 2026 to answer Letter 1.*Sent on Tuesday 17 November 2026/)
    assert.match(page, /The authority was told on Tuesday 17 November 2026/)
    const [opened] = await owner`select start_code from cases where child_id = ${child.id}`
    assert.equal(opened!.start_code, 'START-04')
  })

  test('19 November: terms, what was needed, and Letter 1a', async () => {
    await itIs('2026-11-19T11:00')
    await office.goto(pupil('/abroad'))
    await press(office, 'link', 'Record the terms that were agreed')
    await at(office, 'Terms that were agreed', 'terms')
    await date(office, 'Day the child is to be back in school', '2026-12-14')
    await type(office, 'When will you speak to the child?', 'Every Tuesday at 10am, by video')
    await press(office, 'button', 'Save the terms')
    await press(office, 'button', 'Write Letter 1a')
    assert.match(await words(office), /Still needed: the address abroad/)
    for (const need of [
      'The address abroad',
      'The adult in charge, and their relationship to the child',
      'Evidence of the reason',
      'Evidence of the day of return',
      'An agreed contact schedule, with video calls in which the child speaks',
    ]) {
      await press(office, 'link', 'Record what the family sent')
      if (need === 'The address abroad') await at(office, 'What the family sent', 'received')
      await choose(office, 'What was it?', need)
      await type(
        office,
        'What it was, from whom, and where it is kept',
        'By email from the mother, in the file',
      )
      await press(office, 'button', 'Save')
    }
    await press(office, 'button', 'Write Letter 1a')
    await send(office, [['What was agreed', 'Back on 14 December; a call every week']])
  })

  test('24 November: a contact is missed; on the 25th Letter 2 is still too early', async () => {
    await itIs('2026-11-24T11:00')
    await office.goto(pupil('/abroad'))
    await press(office, 'link', 'Record a contact, kept or missed')
    await at(office, 'A contact, kept or missed', 'contact')
    await choose(office, 'How did it go?', 'The contact was missed: nobody answered')
    await press(office, 'button', 'Save the contact')
    await itIs('2026-11-25T11:00')
    await office.goto(pupil('/abroad'))
    await press(office, 'button', 'Write Letter 2')
    assert.match(
      await words(office),
      /Letter 2: the name will come off can be written from Wednesday 2 December 2026: Letter 1 was sent on Tuesday 17 November 2026/,
    )
  })

  test('2 December: Letter 2, naming a day five school days on', async () => {
    await itIs('2026-12-02T11:00')
    await office.goto(pupil('/abroad'))
    await press(office, 'button', 'Write Letter 2')
    await send(office, [])
    await office.goto(pupil('/abroad'))
    const page = await at(office, 'Abroad without leave', 'letter-2-sent')
    assert.match(page, /Not before Wednesday 9 December 2026.*The authority has not agreed/)
  })

  test('3 December: the authority agrees, on its case', async () => {
    await itIs('2026-12-03T11:00')
    const [found] = await owner<
      { id: string; token: string }[]
    >`select id, token from cases where child_id = ${child.id}`
    const officer = await sits(people.right['cme-officer'], `/cases/${found!.token}`)
    await press(officer, 'link', 'Abroad without leave')
    assert.match(
      await at(officer, 'Abroad without leave', 'answer'),
      /1a: terms agreed.*Sent on Thursday 19 November 2026/,
    )
    await choose(officer, 'May the name come off, once Letter 2 has run out?', 'Yes, we agree')
    await type(officer, 'Your reasons', 'Border checks show no return')
    await press(officer, 'button', 'Send the answer')
    // What both sides do for ground H besides is another journey's.
    await makeSchoolChecks(owner, child, '2026-12-02')
    await makeAuthorityChecks(owner, child, found!.id, '2026-12-02')
    for (const side of ['school', 'authority'] as const) {
      await makeConclusion(owner, child, found!.id, {
        side,
        outcome: 'LOCATED_AGREED_WILL_NOT_ATTEND',
        on: '2026-12-03',
      })
    }
  })

  test('8 December: the removal is refused, because Letter 2 names the 9th; on the 9th the headteacher decides', async () => {
    await itIs('2026-12-08T11:00')
    await office.goto(pupil('/removal?ground=R9-H'))
    const guard = await at(office, await headingOf(office), 'removal')
    assert.match(guard, /Letter 2 names Wednesday 9 December 2026: the name cannot come off before/)
    await press(office, 'button', 'Ask for removal')
    assert.match(await words(office), /The removal is refused/)
    await itIs('2026-12-09T11:00')
    await office.goto(pupil('/removal?ground=R9-H'))
    await press(office, 'button', 'Ask for removal')
    assert.match(
      await words(office),
      /Everything that the ground needs is there. The headteacher decides now/,
    )
  })

  test('every page on the way was sound, wide and narrow', () => {
    assert.ok(stops > 20)
    assert.deepEqual(wrong, [])
  })
})
