// A neighbour tells of a child who was never in school. What she needs is written down, a place is found, offered and accepted; the
// school says that she came, and on the tenth day that she still does; then, and not before, the case closes. Keyboard alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asViewer } from '../src/access/store.ts'
import { makeCalendar } from '../src/enquiries/testing/absence.ts'
import { insertContact } from '../src/intake/public/store.ts'
import { createJobs } from '../src/jobs.ts'
import { placingsQueue } from '../src/places/jobs.ts'
import type { Page } from '../src/platform/testing/browser.ts'
import { beginJourney, type Journey, words } from './case-journey.ts'
import { choose, date, pick, press, type } from './keyboard.ts'

let journey: Journey

before(async () => {
  journey = await beginJourney('tenth-day', '2026-11-20T10:00', makeCalendar)
  const { people, sql } = journey
  const manager = people.right.manager.viewer('2026-11-20')
  await asViewer(sql, manager, tx =>
    insertContact(tx, manager, {
      from_on: '2026-09-01',
      contact_name: 'Priya Example',
      contact_role: 'CME officer',
      phone: '07700 900111',
      email: 'cme@example.org',
      hours: 'Monday to Friday, 9am to 5pm',
    }),
  )
})
after(() => journey?.app.close())

describe('from a report of the public to the tenth day at school', () => {
  let officer: Page
  let desk: Page
  let school: Page
  let reference = ''
  /** The case’s own address. */
  let caseAt = ''

  test('somebody who saw her tells us', async () => {
    const neighbour = await journey.sits(
      { ...journey.people.right['cme-officer'], cookie: 'nobody' },
      '/missing-education/001',
    )
    await press(neighbour, 'button', 'Tell us about a child')
    await press(neighbour, 'button', 'Start')
    await choose(neighbour, 'Is a child in danger now?', 'No')
    await press(neighbour, 'button', 'Continue')
    await type(neighbour, /^First name/, 'Zephyrine')
    await type(neighbour, /^Age or school year/, 'about 9')
    await press(neighbour, 'button', 'Continue')
    await type(neighbour, /^Where the child lives/, 'A flat above the shop in Example Road')
    await press(neighbour, 'button', 'Continue')
    await type(neighbour, /^Why do you think/, 'She told me that she never went to a school')
    await press(neighbour, 'button', 'Continue')
    await press(neighbour, 'button', 'Continue')
    await choose(neighbour, 'Do you want us to reply?', /^No/)
    await press(neighbour, 'button', 'Continue')
    await press(neighbour, 'button', 'Send')
    reference = /P-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await words(neighbour))![0]
  })

  test('an officer makes a record of her and takes the case on', async () => {
    await createJobs({ sql: journey.sql, clock: journey.clock }).handlers['reports-look-for']!({})
    officer = await journey.sits(journey.people.right['cme-officer'], '/reports-in')
    await press(officer, 'link', reference)
    await press(officer, 'link', 'Find another child')
    await type(officer, 'Name, UPN or reference', 'Zephyrine')
    await press(officer, 'button', 'Find')
    await press(officer, 'link', 'Make a record and open a case')
    await type(officer, 'Last name', 'Wayfarer')
    await date(officer, 'Date of birth', '2017-03-14')
    await choose(officer, 'What is to be done first?', /^We know where the child is/)
    await press(officer, 'button', 'Make the record and open a case')
    await press(officer, 'button', 'Accept')
    await press(officer, 'button', 'Take it on')
    caseAt = /\/cases\/[\w-]+/.exec(officer.url())![0]
    await press(officer, 'link', 'Getting in')
    const page = await journey.at(officer, 'Getting into education', 'nothing-yet')
    assert.match(page, /Nothing was asked for or offered yet/)
    assert.match(page, /Out of education since/)
  })

  test('what she needs is a fact with its source, and so is what stands in the way', async () => {
    await press(officer, 'link', 'Record a need')
    await press(officer, 'button', 'Record')
    assert.match(await journey.at(officer, 'Record a need', 'need-wrong'), /There is a problem/)
    await choose(officer, 'What is it about?', 'Language')
    await type(officer, 'What does the child need?', 'An interpreter for her mother')
    await type(officer, 'Who said so?', 'Her mother, 20 November 2026')
    await press(officer, 'button', 'Record')
    await press(officer, 'link', 'Record what stands in the way')
    await choose(officer, 'What is it?', 'Uniform')
    await type(officer, 'What is missing?', 'Everything but shoes')
    await type(officer, 'Who said so?', 'Her mother')
    await press(officer, 'button', 'Record')
    assert.match(await words(officer), /Not solved Uniform: Everything but shoes/i)
  })

  test('admissions see who waits, and tell which place is free', async () => {
    const { handlers } = createJobs({ sql: journey.sql, clock: journey.clock })
    await handlers[placingsQueue]!({})
    desk = await journey.sits(journey.people.right['admissions-officer'], '/vacancies')
    await press(desk, 'link', 'Record free places at a school')
    await journey.at(desk, 'Record free places at a school', 'vacancy-new')
    await pick(desk, 'Which school?', 'Birch Secondary')
    await pick(desk, 'Which year group?', 'Year 5')
    await type(desk, 'How many places are free?', '2')
    await press(desk, 'button', 'Record')
    await journey.at(desk, 'Places known to be free', 'vacancies-desk')
    await press(desk, 'link', 'Children waiting for a place')
    const list = await journey.at(desk, 'Children waiting for a place', 'waiting')
    assert.match(list, /Zephyrine Wayfarer/)
    await press(desk, 'link', 'Zephyrine Wayfarer')
    const page = await journey.at(desk, 'Getting into education', 'desk-child')
    assert.match(page, /An interpreter for her mother/)
    assert.doesNotMatch(page, /Everything but shoes/)
    await press(desk, 'link', 'Record an application')
    await pick(desk, 'To which school or authority?', 'Birch Secondary')
    await press(desk, 'button', 'Record')
    assert.match(await words(desk), /Hear from Birch Secondary about the application/)
  })

  test('the officer finds the place, records the offer, and the family accepts it', async () => {
    await journey.goes(officer, `${caseAt}/places`)
    await press(officer, 'link', 'Places known to be free')
    const free = await journey.at(officer, 'Places known to be free', 'vacancies')
    assert.match(free, /Birch Secondary Year 5 2/)
    await officer.goBack()
    await press(officer, 'link', 'Record an offer')
    await choose(officer, 'On which application?', /^Birch Secondary/)
    await pick(officer, 'Which school?', 'Birch Secondary')
    await date(officer, 'From which day?', '2026-11-23')
    await journey.at(officer, 'Record an offer of a place', 'offer')
    await press(officer, 'button', 'Record')
    assert.match(await words(officer), /Hear whether the family accepts Birch Secondary/)
    await press(officer, 'link', 'Record the family’s answer')
    await journey.at(officer, 'Record the family’s answer', 'answer')
    await choose(officer, 'What did the family say?', 'They accept the place')
    await press(officer, 'button', 'Record')
    assert.match(await words(officer), /Accepted/)
    await press(officer, 'link', 'Something in the way is solved')
    await type(officer, 'Who solved it?', 'The school’s own shop')
    await type(officer, 'How?', 'Given on Monday morning')
    await press(officer, 'button', 'Record')
    await journey.at(officer, 'Getting into education', 'accepted')
  })

  test('the school says that she came on the first day', async () => {
    journey.itIs('2026-11-23T16:00')
    school = await journey.sits(journey.people.wrongSchool['attendance-officer'], '/offers')
    await press(school, 'link', 'Zephyrine Wayfarer')
    await choose(school, 'Has the child attended with you?', 'Yes, the child has attended')
    await date(school, 'If yes: first day attended', '2026-11-23')
    await press(school, 'button', 'Send the answer')
    const list = await journey.at(school, 'Children the authority asks you about', 'school-list')
    assert.match(list, /We ask about the tenth school day from Friday 4 December 2026/)
  })

  test('a first day is not enough to close', async () => {
    await journey.goes(officer, `${caseAt}/close`)
    await closes(officer)
    assert.match(await words(officer), /has not confirmed the tenth day yet, Friday 4 December 2026/)
  })

  test('on the tenth day, from the same list in one press', async () => {
    journey.itIs('2026-12-04T15:30')
    await journey.goes(school, '/offers')
    await journey.at(school, 'Children the authority asks you about', 'school-tenth')
    await press(school, 'button', 'Yes, Zephyrine Wayfarer attends')
    assert.match(await words(school), /Children the authority asks you about/)
    assert.doesNotMatch(await words(school), /tenth school day\?/)
  })

  test('then the case is closed as on roll and attending, and the pace is counted', async () => {
    await journey.goes(officer, `${caseAt}/places`)
    assert.match(await journey.at(officer, 'Getting into education', 'tenth'), /Attending on day 10/)
    await journey.goes(officer, `${caseAt}/close`)
    await closes(officer)
    assert.match(await words(officer), /Closed: On roll and attending, in this authority/)
    await createJobs({ sql: journey.sql, clock: journey.clock }).handlers[placingsQueue]!({})
    await journey.goes(officer, '/pace')
    assert.match(
      await journey.at(officer, 'How long it takes to get a child in', 'pace'),
      /Every reason 0, 0/,
    )
    const [row] =
      await journey.owner`select outcome, next_due from cases where token = ${caseAt.split('/').at(-1)!}`
    assert.deepEqual(row, { outcome: 'O01', next_due: null })
    const [left] =
      await journey.owner`select 1 from caseloads where role = 'admissions-officer' and ended_at is null and why like 'Needs a place%'`
    assert.equal(left, undefined)
  })

  test('each page was in order, wide and narrow', () => {
    assert.deepEqual(journey.wrong, [])
  })
})

/** The form of closing, as the officer fills it. */
async function closes(page: Page): Promise<void> {
  await choose(page, 'What is the outcome?', 'On roll and attending, in this authority')
  await choose(page, 'Brothers and sisters', 'No brothers or sisters are known')
  await choose(page, 'Risk', 'No risk is left open')
  await choose(page, 'Whoever referred the child', /^Nobody referred/)
  await press(page, 'button', 'Close the case')
}
