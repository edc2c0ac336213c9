// Why? of every finding, for the school and the authority; and the same as it was known on a past day.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makePeople, type TestChild, type TestPeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { placeOf } from '../../registers/sheet.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let child: TestChild

before(async () => {
  database = await freshDatabase()
  const { owner } = database
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 12,
    forename: 'Amina',
    surname: 'Sample',
  })
  // Each day's sheet came on its day, and the term dates in the summer.
  await owner`update sheets set received_at = day + time '17:00'`
  await owner`update calendar_versions set recorded_at = '2026-07-01'`
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T18:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const cme = () => browser(app, people.right['cme-officer'])
const why = (key = 'T-07-2026-11-18') => `/pupils/${child.token}/why/${key}`
const known = (day: number, month = 11) => `?known-day=${day}&known-month=${month}&known-year=2026`

describe('why', () => {
  test('shows the sentence, the days, what would change it, the law, the calendar and the inputs', async () => {
    const page = await officer().get(why())
    assert.equal(page.status, 200)
    assert.equal(page.heading, 'Why? 10 school days of absence: tell the authority')
    assert.match(page.text, /counted from Thursday 5 November 2026 to Wednesday 18 November 2026/)
    assert.match(
      page.text,
      /Wednesday 4 November 2026 Present Present Comes before the count In school: the count begins after/,
    )
    assert.match(
      page.text,
      /Saturday 7 November 2026 to Sunday 8 November 2026 No school No school Not counted Weekend/,
    )
    assert.match(page.text, /Wednesday 18 November 2026 O O Counted School day 10: the limit is reached/)
    assert.match(page.text, /What would change it If any of the days counted is corrected to present/)
    assert.match(page.text, /Source School Attendance .* regulation 13/)
    assert.match(page.text, /Applies from 19 August 2024 How sure we are Read in/)
    assert.match(page.text, /Calendar The authority’s term dates, latest version recorded 1 July 2026/)
    assert.match(page.text, /Compulsory school age from 31 March 2022/)
    assert(!page.text.includes('How corrections changed it'))
  })

  test('shows the same to the authority, from its own page of the child', async () => {
    const page = await cme().get(`/children/${child.token}`)
    assert.match(page.text, /Why\? 10 school days of absence: tell the authority/)
    const seen = await cme().get(`/children/${child.token}/why/T-07-2026-11-18`)
    assert.match(seen.text, /School day 10: the limit is reached/)
  })

  test('is linked from today, with words that make sense alone', async () => {
    const today = await officer().get('/today')
    assert.match(today.text, /Why\? 10 school days of absence: tell the authority ?, Amina Sample/)
    assert.ok(today.links.includes(why()), today.links.join(' '))
  })

  test('answers a rule of which no finding is kept', async () => {
    const page = await officer().get(why('SA-2026-11-20'))
    assert.equal(page.status, 404)
    const pa = await officer().get(why('PA-2026-11-20'))
    assert.match(pa.text, /24 of \d+ possible sessions missed/)
    assert.match(pa.text, /No session missed \(\d+ school days\)/)
  })

  test('is no page for a day on which the rule said nothing, for what is no rule, or for tomorrow', async () => {
    for (const key of [
      'T-07-2026-11-17',
      'T-99-2026-11-18',
      'T-07',
      'T-07-2026-02-30',
      'PA-2026-11-21',
      'x',
    ]) {
      assert.equal((await officer().get(why(key))).status, 404, key)
    }
  })

  test('is no page of another school, of another authority, or of the other side', async () => {
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right['cme-officer']]) {
      assert.equal((await browser(app, person).get(why())).status, 404)
      assert.equal((await browser(app, person).get(`/pupils/${child.token}/said`)).status, 404)
    }
    for (const person of [people.right.dsl, people.wrongAuthority.manager]) {
      assert.equal(
        (await browser(app, person).get(`/children/${child.token}/why/T-07-2026-11-18`)).status,
        404,
      )
      assert.equal((await browser(app, person).get(`/children/${child.token}/said`)).status, 404)
    }
  })
})

describe('as known on a past day', () => {
  test('the same rule is asked with what had been received by then', async () => {
    const then = await officer().get(why() + known(18))
    assert.match(then.text, /As known at the end of Wednesday 18 November 2026/)
    assert.match(then.text, /School day 10: the limit is reached/)
    assert(!then.text.includes('School days 11 to 12'))
    const before = await officer().get(why() + known(17))
    assert.match(
      before.text,
      /known at the end of Tuesday 17 November 2026, rule T-07 said nothing of this yet/,
    )
    assert.match((await officer().get(why())).text, /School days 11 to 12/)
  })

  test('a correction received later is not in it, and one received on the day is', async () => {
    const { owner } = database
    const [sheet] = await owner`select * from sheets where day = '2026-11-10'`
    await owner`insert into sheets ${owner({
      la_code: '001',
      school_id: people.alder.id,
      day: '2026-11-10',
      version: 2,
      received_at: new Date('2026-11-19T09:00:00Z'),
      enrolments: sheet!.enrolments,
      marks: 'II',
    })}`
    const before = await officer().get(why() + known(18))
    assert.match(before.text, /Tuesday 10 November 2026 O O Counted/)
    const after = await officer().get(why() + known(19))
    assert.match(after.text, /rule T-07 said nothing of this yet/)
    await owner`delete from sheets where day = '2026-11-10' and version = 2`
  })

  test('a day that is none, or is still to come, is asked for again', async () => {
    const wrong = await officer().get(`${why()}?known-day=31&known-month=2&known-year=2026`)
    assert.deepEqual(wrong.errors, ['Enter a real date, such as 26 9 2026'])
    const future = await officer().get(why() + known(21))
    assert.deepEqual(future.errors, ['Enter Friday 20 November 2026 or an earlier day'])
  })
})

describe('what the rules said', () => {
  const said = (query = '') => `/pupils/${child.token}/said${query}`
  const on = (day: number) => `?on-day=${day}&on-month=11&on-year=2026`

  test('is every finding up to a day, each with its why', async () => {
    const page = await officer().get(said(on(18)))
    assert.match(
      page.text,
      /Up to Wednesday 18 November 2026, with what was known at the end of Wednesday 18 November/,
    )
    assert.match(
      page.text,
      /Why\? 10 school days of absence: tell the authority ?, Wednesday 18 November 2026/,
    )
    assert.match(page.text, /Why\? Persistent absence/)
    const earlier = await officer().get(said(on(17)))
    assert(!earlier.text.includes('10 school days of absence'))
    assert.match(
      (await cme().get(`/children/${child.token}/said${on(18)}`)).text,
      /10 school days of absence/,
    )
  })

  test('takes a day that the rules are asked for apart from the day of what was known', async () => {
    const page = await officer().get(said(`${on(18)}&known-day=16&known-month=11&known-year=2026`))
    assert(!page.text.includes('10 school days of absence'))
    assert.match(
      page.text,
      /Up to Wednesday 18 November 2026, with what was known at the end of Monday 16 November/,
    )
  })

  test('leads to what a rule said then, though nothing of it was kept and a correction has undone it', async () => {
    const { owner } = database
    const other = await makeAbsentChild(owner, { school: people.alder, days: 12, surname: 'Undone' })
    const mine = owner`enrolments = array[${other.enrolmentId}]::uuid[]`
    await owner`update sheets set received_at = day + time '17:00' where ${mine}`
    await owner`delete from findings where child_id = ${other.id}`
    await owner`insert into sheets (la_code, school_id, day, version, received_at, enrolments, marks)
      select la_code, school_id, day, 99, '2026-11-19T09:00:00Z', enrolments, 'II' from sheets
      where day = '2026-11-10' and ${mine}`
    await owner`update strips set marks = overlay(marks placing 'II' from ${placeOf(localDate('2026-11-10'))!.at + 1}::int for 2)
      where enrolment_id = ${other.enrolmentId}`
    const at = `/pupils/${other.token}`
    const page = await officer().get(`${at}/said${on(18)}`)
    const link = page.links.find(href => href.includes('T-07-2026-11-18'))
    assert.ok(link, page.links.join(' '))
    const then = await officer().get(link)
    assert.match(then.text, /As known at the end of Wednesday 18 November 2026/)
    assert.match(then.text, /School day 10: the limit is reached/)
    assert.equal((await officer().get(`${at}/why/T-07-2026-11-18`)).status, 404)
    assert.equal((await officer().get(`${at}/why/T-07-2026-11-18${known(17)}`)).status, 404)
  })

  test('says so where no rule said anything, and where there was no register', async () => {
    assert.match((await officer().get(said(on(2)))).text, /The rules said nothing/)
    const long = await officer().get(said('?on-day=1&on-month=1&on-year=2020'))
    assert.match(long.text, /on no register here on that day/)
  })

  test('asks again for a day that is none', async () => {
    const wrong = await officer().get(said('?on-day=x&on-month=&on-year='))
    assert.deepEqual(wrong.errors, ['Enter a real date, such as 26 9 2026'])
  })

  test('says what could not be taken back to the day', async () => {
    const { owner } = database
    await owner`insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, at, by_name, type)
      values ('001', ${newId()}, ${child.enrolmentId}, ${child.id}, ${people.alder.id}, '2026-11-19', 'A test', 'entered')`
    assert.match(
      (await officer().get(said(on(18)))).text,
      /first recorded here after that day. It is taken as known/,
    )
    await owner`update calendar_versions set recorded_at = '2026-11-19'`
    assert.match((await officer().get(said(on(18)))).text, /No term dates were recorded here by that day/)
    await owner`update calendar_versions set recorded_at = '2026-07-01'`
  })
})
