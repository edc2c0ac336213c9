// The weekly review, the first day of a term, and the walls around both.
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
import { localDate } from '../../calendar/local-date.ts'
import { schoolDaysBetween } from '../../calendar/school-calendar.ts'
import { calendar, makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { emptyStrip, placeOf, withMarks } from '../../registers/sheet.ts'
import { reviewWeek } from '../actions.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T12:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

/** A child in school but for these days, each with its two marks. */
async function child(
  away: Record<string, string>,
  given: Partial<Parameters<typeof makeChild>[1]> = {},
): Promise<TestChild> {
  const made = await makeChild(database.owner, { school: people.alder, ...given })
  const days = schoolDaysBetween(calendar, localDate('2026-09-03'), localDate('2026-11-20'))
  const marks = withMarks(
    emptyStrip(2026),
    days.map(day => ({ at: placeOf(day)!.at, marks: away[day] ?? '//' })),
  )
  await database.owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    values ('001', ${made.enrolmentId}, 2026, ${made.school.id}, ${marks})`
  return made
}
const dsl = () => browser(app, people.right.dsl)

describe('the weekly review', () => {
  const mondays = { '2026-11-02': 'OO', '2026-11-09': 'OO', '2026-11-16': 'II', '2026-10-19': 'OO' }
  test('shows what is unresolved, part days, reasons and patterns, each with the days it rests on', async () => {
    await makeAbsentChild(database.owner, {
      school: people.alder,
      days: 2,
      code: 'N',
      forename: 'Una',
      surname: 'Resolvedly',
    })
    await child({ '2026-11-11': 'O/', '2026-11-17': '/N' }, { forename: 'Pat', surname: 'Partly' })
    await child({ '2026-11-11': 'O/' }, { forename: 'Once', surname: 'Only' })
    await child(mondays, { forename: 'Mona', surname: 'Dayly', phone: '07700 900901' })
    await child(mondays, { forename: 'Milo', surname: 'Dayly', phone: '07700 900901' })
    const { text } = await dsl().get('/today/week')
    assert.match(text, /Una Resolvedly 2 school days away. Not tried today/)
    assert.match(text, /Una Resolvedly 2 days with code N/)
    assert.match(
      text,
      /Pat Partly 2 part days in the last 20 school days. Wednesday 11 November 2026, Tuesday 17 November 2026/,
    )
    assert.doesNotMatch(text, /Once Only/)
    assert.match(text, /Mona Dayly Away on 4 Mondays of 4 days away/)
    assert.match(text, /Mona Dayly Away together with Milo Dayly on 4 days/)
    assert.doesNotMatch(text, /truan|suspicious|excuse/i)
    assert.ok(!(await browser(app, people.wrongSchool.dsl).get('/today/week')).text.includes('Dayly'))
  })
  test('a press says that somebody looked, with a note, once', async () => {
    const looked = await child(mondays, { forename: 'Lena', surname: 'Lookedly' })
    const page = dsl()
    const fields = { child: looked.token, what: 'pattern', note: 'A clinic each Monday' }
    const sent = await page.post('/today/week', fields)
    assert.equal(sent.location, `/today/week#pattern-${looked.token}`)
    assert.match(
      (await page.follow()).text,
      /Looked at by Alder dsl, 20 November 2026 at 12:00pm: A clinic each Monday/,
    )
    await page.post('/today/week', fields)
    const press = () =>
      asViewer(database.app, people.right.dsl.viewer('2026-11-20'), tx =>
        reviewWeek(
          tx,
          people.right.dsl.viewer('2026-11-20'),
          { childId: looked.id, schoolId: looked.school.id },
          { weekOf: localDate('2026-11-16'), what: 'pattern', note: 'A clinic each Monday' },
          new Date('2026-11-20T12:00:00Z'),
        ),
      )
    for (const decision of await Promise.all([press(), press()]))
      assert.ok(decision.allowed && decision.value.already)
    const rows =
      await database.owner`select week_of::text as week from week_reviews where child_id = ${looked.id}`
    assert.deepEqual(
      rows.map(row => row.week),
      ['2026-11-16'],
    )
    assert.equal((await browser(app, people.wrongSchool.dsl).post('/today/week', fields)).status, 404)
    assert.equal((await dsl().post('/today/week', { ...fields, what: 'gossip' })).status, 404)
  })
  test('a protected child’s telephone ties to nobody', async () => {
    const phone = '07700 900902'
    await child(mondays, { forename: 'Hidden', surname: 'Kinly', phone })
    const other = await child(mondays, { forename: 'Seen', surname: 'Kinly', phone })
    assert.match((await dsl().get('/today/week')).text, /Away together with Hidden Kinly/)
    await database.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${other.id}, 'address', '2026-11-20', 'A test', 'A test')`
    assert.doesNotMatch((await dsl().get('/today/week')).text, /Away together with (Hidden|Seen) Kinly/)
  })
})

describe('the first day of a term', () => {
  test('lists everyone who was in neither session, and who was rung that day', async () => {
    const first = '2026-11-02'
    const gone = await child({ [first]: 'OO' }, { forename: 'Gone', surname: 'Termly' })
    await child({ [first]: 'II' }, { forename: 'Ill', surname: 'Termly' })
    await child({ [first]: 'N.' }, { forename: 'Half', surname: 'Termly' })
    await child({ [first]: 'O/' }, { forename: 'Came', surname: 'Termly' })
    await child({ [first]: '..' }, { forename: 'Untaken', surname: 'Termly' })
    await child({ [first]: '##' }, { forename: 'Closed', surname: 'Termly' })
    const page = dsl()
    const before = await page.get('/today/first-day')
    assert.match(
      before.text,
      /The last first day was Monday 2 November 2026. The next is Monday 4 January 2027/,
    )
    for (const name of ['Gone', 'Ill', 'Half'])
      assert.match(before.text, new RegExp(`${name} Termly .*?Not rung`))
    for (const name of ['Came', 'Untaken', 'Closed'])
      assert.doesNotMatch(before.text, new RegExp(`${name} Termly`))
    await database.owner`insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, asked, result, done_on, done_at, by_name, by_role)
      values ('001', ${newId()}, ${gone.id}, ${gone.school.id}, 'school', 'RS01', 'phone', 'Contact 1, mother', 'no answer', ${first}, '09:40', 'A', 'dsl')`
    assert.match((await page.get('/today/first-day')).text, /Gone Termly .*?No answer. 9:40am/)
    assert.ok(!(await browser(app, people.wrongSchool.dsl).get('/today/first-day')).text.includes('Termly'))
  })
})
