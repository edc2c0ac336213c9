// Where a leaver goes, as people go it: with the keyboard alone, on a clock that moves. The next school says that it has the child;
// or nobody says so, and the case opens by itself; and a family answers on a telephone that runs no script.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { makeCalendar } from '../src/enquiries/testing/absence.ts'
import { createJobs } from '../src/jobs.ts'
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
import { choose, date, press, type } from './keyboard.ts'

let now = new Date('2026-11-16T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const itIs = (day: string, time = '10:00') => {
  now = new Date(`${day}T${time}:00Z`)
}

let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let cedarOffice: TestPerson
/** What is wrong with a page, found on the way: the last test says all of it. */
const wrong: string[] = []
let stops = 0

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  cedarOffice = await makePerson(owner, {
    role: 'attendance-officer',
    name: 'Cedar office',
    school: people.cedar,
  })
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

/** Left on Friday 13 November 2026: the 10th school day after is Friday 27 November. */
const leaver = (surname: string): Promise<TestChild> =>
  makeChild(owner, {
    school: people.alder,
    forename: 'Amina',
    surname,
    leavingDate: '2026-11-13',
    seenUntil: '2027-03-31',
  })

async function sits(person: TestPerson | undefined, path: string, window = {}): Promise<Page> {
  const page = await newWindow(window)
  if (person) await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}
const words = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')

async function look(page: Page, heading: string, name: string, widths: readonly number[]): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  stops += 1
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `destinations-${String(stops).padStart(2, '0')}-${name}-${width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${width}: ${one}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${width}: scrolls sideways by ${over}`)
  }
  if (/Amina|Wayfarer|Rover/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}
const at = (page: Page, heading: string, name: string) => look(page, heading, name, [375, 1280])
let twin: Page | undefined
/** The telephone runs no script, and the accessibility engine is one: it looks from a second window of the same browser. */
async function onPhone(page: Page, heading: string, name: string): Promise<string> {
  twin ??= await newWindow({ width: 375 })
  await twin.context().addCookies(await page.context().cookies())
  await twin.goto(page.url())
  for (const one of await violationsOnTheWay(twin)) wrong.push(`${name}: ${one}`)
  for (const width of [320, 375]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${width}: scrolls sideways by ${over}`)
  }
  stops += 1
  await picture(page, `destinations-${String(stops).padStart(2, '0')}-${name}-375`)
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  if (/Amina|Wayfarer/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}

const night = () => createJobs({ sql, clock }).handlers.destinations!({ la: '001' })
const casesOf = (child: TestChild) =>
  owner<
    { reference: string; opened_on: string }[]
  >`select reference, opened_on from cases where child_id = ${child.id}`

async function claims(office: Page, name: string): Promise<void> {
  await press(office, 'link', 'Record where the child goes')
  await at(office, 'Record where the child goes', 'claim')
  await choose(office, 'Where does the child go?', 'A school')
  await type(office, /^Name of the school/, name)
  await date(office, 'First day there, if it was said', '2026-11-16')
  await type(office, /^Who said so/, 'The mother told the office by phone')
  await press(office, 'button', 'Save')
}

describe('A leaver is confirmed by the next school, in one step', () => {
  let child: TestChild
  let office: Page

  test('the office records what the mother said, and asks the school that she named', async () => {
    child = await leaver('Wayfarer')
    office = await sits(people.right['attendance-officer'], `/pupils/${child.token}/destination`)
    assert.match(await at(office, 'Where the child goes', 'nothing-said'), /Not asked yet/)
    await claims(office, 'Cedar Primary')
    assert.match(await at(office, 'Where the child goes', 'claimed'), /Claimed/)
    await press(office, 'button', 'Ask Cedar Primary')
    assert.match(await words(office), /Cedar Primary is asked, on its own page in Onroll/)
  })
  test('the next school finds the question, sees five facts, and answers', async () => {
    const theirs = await sits(cedarOffice, '/leavers')
    await press(theirs, 'link', /^Children who are said to come to you/)
    assert.match(
      await at(theirs, 'Children who are said to come to you', 'arrivals'),
      /Waiting for your answer/,
    )
    await press(theirs, 'link', 'Amina Wayfarer')
    const page = await at(theirs, 'Is this child with you?', 'arrival')
    assert.doesNotMatch(page, /Street|ZZ99|07700|Parent/)
    await choose(theirs, 'Is the child on your roll or register?', /^Yes/)
    await date(theirs, 'Since which day?', '2026-11-16')
    await date(theirs, 'First day attended, if the child has come', '2026-11-16')
    await press(theirs, 'button', 'Send the answer')
    assert.match(await words(theirs), /The other school has your answer/)
  })
  test('the first school reads that it is confirmed, by whom and since when, and no case ever opens', async () => {
    await office.goto(`${origin}/pupils/${child.token}/destination`)
    const page = await at(office, 'Where the child goes', 'confirmed')
    assert.match(
      page,
      /Cedar Primary says that the child is on its roll or register since Monday 16 November 2026/,
    )
    assert.match(page, /First day attended/)
    for (const day of ['2026-11-27', '2026-11-28', '2026-12-07']) {
      itIs(day, '02:15')
      await night()
    }
    assert.equal((await casesOf(child)).length, 0)
    itIs('2026-11-16')
  })
})

describe('A leaver whose next school nobody confirms becomes a case by itself', () => {
  let child: TestChild

  test('the school is told the day, and every night up to it nothing opens', async () => {
    child = await leaver('Rover')
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}/destination`)
    await claims(office, 'Elm School, Otherborough')
    assert.match(
      await words(office),
      /If nobody confirms it by Friday 27 November 2026, a possible CME case opens by itself the day after/,
    )
    for (const day of ['2026-11-17', '2026-11-20', '2026-11-26', '2026-11-27']) {
      itIs(day, '02:15')
      await night()
      assert.equal((await casesOf(child)).length, 0, day)
    }
  })
  test('the night after the 10th school day it opens, once, and both sides know', async () => {
    itIs('2026-11-28', '02:15')
    await night()
    await night()
    itIs('2026-11-29', '02:15')
    await night()
    const [opened, ...more] = await casesOf(child)
    assert.equal(opened?.opened_on, '2026-11-28')
    assert.equal(more.length, 0)
    itIs('2026-11-30')
    const officer = await sits(people.right['cme-officer'], '/triage')
    await press(officer, 'link', new RegExp(opened!.reference))
    const page = await words(officer)
    assert.match(
      page,
      /Elm School, Otherborough was named, and has not confirmed the child within 10 school days/,
    )
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}/destination`)
    assert.match(
      await at(office, 'Where the child goes', 'case-opened'),
      /The authority was told and looks for the child/,
    )
    itIs('2026-11-16')
  })
})

describe('A family answers on a telephone without script', () => {
  let child: TestChild
  let path: string
  let phone: Page

  test('the office makes the link for a contact marked as safe', async () => {
    child = await makeChild(owner, {
      school: people.alder,
      forename: 'Amina',
      surname: 'Wayfarer',
      bornOn: '2017-03-14',
      contact: 'Sam Wayfarer',
    })
    await owner`
      insert into contact_safety (la_code, id, child_id, contact_id, school_id, may_ring, may_text, may_email, may_write, marked_name)
      values ('001', ${newId()}, ${child.id}, ${child.contactId}, ${people.alder.id}, 'yes', 'yes', 'no', 'no', 'A test')`
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}/destination`)
    await press(office, 'link', 'Ask the family')
    await at(office, 'Ask the family', 'ask-family')
    await choose(office, 'Whom do you ask?', /^Sam Wayfarer/)
    await choose(office, 'What do you want to do?', /^Make a one-time link/)
    await press(office, 'button', 'Go on')
    await at(office, 'Send this link', 'link-made')
    path = new URL(await office.locator('#link').innerText()).pathname
  })
  test('it opens with the child’s birthday, after one slip', async () => {
    phone = await sits(undefined, path, { width: 375, script: false })
    assert.doesNotMatch(await onPhone(phone, 'Check that this is for you', 'phone-check'), /Amina/)
    await date(phone, 'When was your child born?', '2017-03-15')
    await press(phone, 'button', 'Continue')
    assert.match(await words(phone), /That is not what we have/)
    await date(phone, 'When was your child born?', '2017-03-14')
    await press(phone, 'button', 'Continue')
    await onPhone(phone, 'Amina is leaving Alder Primary', 'phone-start')
  })
  test('forwarded to another browser it opens nothing', async () => {
    const other = await sits(undefined, path, { width: 375 })
    assert.match(await words(other), /This link does not work/)
  })
  test('two short pages, one to check, sent once; what is missing is said in their words', async () => {
    await press(phone, 'button', 'Start the form')
    await onPhone(phone, 'Your child’s next school', 'phone-school')
    await press(phone, 'button', 'Save and go on')
    assert.match(
      await onPhone(phone, 'Your child’s next school', 'phone-school-wrong'),
      /Tell us why your child is leaving/,
    )
    await type(phone, 'Why is your child leaving this school?', 'We move for work')
    await choose(phone, 'Where will your child learn next?', /^At another school/)
    await type(phone, /^What is the name of the school/, 'Elm School, Otherton')
    await choose(phone, 'Do you have a place at that school?', /^Yes/)
    await choose(phone, 'May we ask the new school or the council if your child has started?', 'Yes')
    await press(phone, 'button', 'Save and go on')
    await onPhone(phone, 'Where your child will live', 'phone-home')
    await choose(phone, 'Will your child live at a new address?', 'Yes')
    await type(phone, 'What is the new address?', '7 Sample Lane, Otherton, ZZ99 7ZZ')
    await choose(phone, 'Who will your child live with?', 'With me')
    await press(phone, 'button', 'Save and go on')
    assert.match(await onPhone(phone, 'Check your answers', 'phone-check-answers'), /Elm School, Otherton/)
    await press(phone, 'button', 'Send to the school')
    assert.doesNotMatch(
      await onPhone(phone, 'Thank you. Your answers were sent', 'phone-sent'),
      /Elm|Sample Lane/,
    )
  })
  test('going back and sending again doubles nothing', async () => {
    await phone.goBack()
    await phone.goto(`${origin}${path}/check`)
    assert.match(await words(phone), /Your answers were sent/)
    const rows = await owner`select 1 from parent_form_answers where child_id = ${child.id}`
    assert.equal(rows.length, 1)
  })
  test('the school reads it as a claim, with an address that waits for a person', async () => {
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}/destination`)
    assert.match(
      await at(office, 'Where the child goes', 'family-answered'),
      /Elm School, Otherton .*Claimed|Claimed.* Elm School, Otherton/,
    )
    await press(office, 'link', 'Answers of Sam Wayfarer')
    await at(office, 'What the family answered', 'answers')
    await press(office, 'button', 'Take the address into the record')
    assert.match(await words(office), /beside the one that was there/)
  })
  test('who guesses the birthday is stopped after five tries', async () => {
    const again = await sits(people.right['attendance-officer'], `/pupils/${child.token}/destination/parent`)
    await choose(again, 'Whom do you ask?', /^Sam Wayfarer/)
    await choose(again, 'What do you want to do?', /^Make a one-time link/)
    await press(again, 'button', 'Go on')
    const second = new URL(await again.locator('#link').innerText()).pathname
    const guesser = await sits(undefined, second, { width: 375, script: false })
    for (let day = 1; day <= 5; day++) {
      await date(guesser, 'When was your child born?', `2017-04-0${day}`)
      await press(guesser, 'button', 'Continue')
    }
    assert.match(await words(guesser), /This link does not work/)
    await guesser.goto(origin + second)
    assert.match(await words(guesser), /This link does not work/)
  })
})

test('every page on the way is sound, wide and narrow', () => assert.deepEqual(wrong, []))
