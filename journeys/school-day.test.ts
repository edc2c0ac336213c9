// A school's day from the close of the register to half past three, with the keyboard alone, on a clock that is moved between
// steps. At every stop the page is looked at wide and narrow: nothing an accessibility engine finds, no sideways scroll.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makePeople, type TestChild, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { makeAbsentChild, makeCalendar } from '../src/enquiries/testing/absence.ts'
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
import { choose, inFocus, press, tabTo, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }

let now = new Date('2026-11-20T09:32:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const itIs = (time: string) => {
  now = new Date(`2026-11-20T${time}:00Z`)
}

let owner: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
/** Ill, and the mother says so at once. */
let ill: TestChild
/** Nobody answers, all day. */
let gone: TestChild
/** Whom two people see to at the same moment. */
let both: TestChild
const wrong: string[] = []

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  const absent = (forename: string) =>
    makeAbsentChild(owner, { school: people.alder, days: 1, code: 'N', forename, surname: 'Wayfarer' })
  ill = await absent('Ines')
  gone = await absent('Amina')
  both = await absent('Bola')
  await owner`
    insert into contacts (la_code, id, child_id, school_id, contact_order, name, relationship, parental_responsibility,
                          lives_with, phone_1)
    values ('001', ${newId()}, ${gone.id}, ${people.alder.id}, 2, 'Rosa Example', 'aunt', 'no', 'no', '07700 900222')`
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

/** Somebody's own window, on the first page they come to. */
async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow(wide)
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

/** Stops to look at the page: its heading, and that it is sound at both widths. */
async function at(page: Page, heading: string, name: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await picture(page, `day-${name}-${size.width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${size.width}: ${one}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${size.width}: scrolls sideways by ${over}`)
  }
  await page.setViewportSize(wide)
  if (/Wayfarer/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}
const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
/** What the board says of a child. */
const rowOf = async (page: Page, child: TestChild): Promise<string> =>
  (await page.locator(`[id="${child.token}"]`).innerText()).replaceAll(/\s+/g, ' ')
const rows = async (table: 'enquiries' | 'day_steps', child: TestChild): Promise<number> =>
  (await owner`select 1 from ${owner(table)} where child_id = ${child.id}`).length

describe('A school’s day: nobody unaccounted for by half past three', () => {
  let office: Page
  let dsl: Page
  let head: Page

  test('9:32am: the board lists everyone away without a reason, with the clock of the first call', async () => {
    office = await sits(people.right['attendance-officer'], '/today')
    const page = await at(office, 'Today', 'board')
    assert.match(page, /3 children are not accounted for/)
    assert.match(await rowOf(office, gone), /Not tried today.*first call due 9:45am/)
  })

  test('a first-day absence is resolved in three presses, the first contact and “rang” chosen already', async () => {
    let presses = 0
    const pressed = async (done: Promise<void>) => {
      await done
      presses += 1
    }
    const began = performance.now()
    await pressed(press(office, 'link', 'Record a call about Ines Wayfarer'))
    await pressed(choose(office, 'What happened?', 'The child is safe, and ill'))
    await pressed(press(office, 'button', 'Save contact'))
    assert.equal(presses, 3)
    assert.ok(performance.now() - began < 20_000, 'under twenty seconds')
    assert.match(await words(office), /Contact recorded.*Enter code I in your own register/)
    assert.match(await rowOf(office, ill), /Reason known. Ill/)
  })

  test('the same form sent twice is one contact and one reason', async () => {
    await office.goto(`${origin}/pupils/${ill.token}/contact?from=today`)
    await choose(office, 'What happened?', 'The child is safe, and ill')
    // Two presses faster than the answer, and once more from the page that the browser still holds.
    await tabTo(office, { kind: 'button', name: 'Save contact' })
    const arrived = office.waitForEvent('domcontentloaded')
    await Promise.all([office.keyboard.press('Enter'), office.keyboard.press('Enter')])
    await arrived
    await office.waitForLoadState('load')
    const enquiries = await rows('enquiries', ill)
    const steps = await rows('day_steps', ill)
    assert.equal(steps, 1)
    assert.equal(enquiries, 1, 'the same words at the same time are one')
  })

  test('a failed call is three presses too, and the next call offers the next contact', async () => {
    await office.goto(`${origin}/today`)
    await press(office, 'link', 'Record a call about Amina Wayfarer')
    await at(office, 'Record a contact', 'contact')
    await choose(office, 'What happened?', 'No answer')
    await press(office, 'button', 'Save contact')
    assert.match(await rowOf(office, gone), /Tried once.*Ring contact 2, aunt/)
    itIs('09:36')
    await press(office, 'link', 'Record a call about Amina Wayfarer')
    await tabTo(office, { kind: 'radio', group: 'Who did you try to reach?' })
    assert.match((await inFocus(office)).name, /^2\. Rosa Example, aunt/)
    await choose(office, 'What happened?', 'No answer')
    await press(office, 'button', 'Save contact')
    assert.match(await rowOf(office, gone), /Tried 2 times.*home visit considered due 11:00am/)
  })

  test('10:30am: a visit is made, nobody answers, and a card asks for an answer by noon', async () => {
    itIs('10:30')
    await office.goto(`${origin}/today`)
    await press(office, 'link', 'Consider a home visit: Amina Wayfarer')
    await at(office, 'Consider a home visit', 'day')
    await press(office, 'link', 'Home visit: made, or not and why')
    await at(office, 'Home visit', 'visit')
    await choose(office, 'What do you record?', 'Somebody went to the home')
    await choose(office, 'If somebody went: what came of it?', 'No answer')
    await type(office, 'If somebody went: who?', 'Two of the office')
    await type(office, /^If a card was left/, '12pm')
    await press(office, 'button', 'Save the visit')
    assert.match(await words(office), /Waiting: a card asks for an answer by 12:00pm/)
  })

  test('11:33am: two hours without an answer have run out a minute ago; one press hands to the DSL', async () => {
    itIs('11:32')
    await office.goto(`${origin}/today`)
    assert.match(await rowOf(office, gone), /risk assessment due 11:32am/)
    itIs('11:33')
    await office.goto(`${origin}/today`)
    assert.match(await rowOf(office, gone), /risk assessment was due 11:32am/)
    await press(office, 'button', 'Hand to the DSL: Amina Wayfarer')
    assert.match(await rowOf(office, gone), /Handed to the DSL 11:33am/)
  })

  test('two people press the same button at once: it is done once, and each is told', async () => {
    dsl = await sits(people.right.dsl, '/today')
    for (const page of [office, dsl])
      await tabTo(page, { kind: 'button', name: 'Hand to the DSL: Bola Wayfarer' })
    const arrived = [office, dsl].map(page => page.waitForEvent('domcontentloaded'))
    await Promise.all([office, dsl].map(page => page.keyboard.press('Enter')))
    await Promise.all(arrived)
    assert.equal(await rows('day_steps', both), 1)
    const said = await Promise.all([words(office), words(dsl)])
    assert.equal(said.filter(one => /Done already: Alder/.test(one)).length, 1)
  })

  test('the DSL takes it, writes down the risk, and decides: the police', async () => {
    await dsl.goto(`${origin}/pupils/${gone.token}/today`)
    await press(dsl, 'button', 'I have it')
    await press(dsl, 'link', 'Write down the risk')
    await at(dsl, 'Write down the risk', 'assess')
    await type(dsl, 'What is known?', 'Last seen yesterday at 3:15pm by the class teacher.')
    await type(
      dsl,
      'What is not known, and what would settle it?',
      'Where the family is. The police could look.',
    )
    await choose(dsl, 'What do you decide?', 'Ask the police for a welfare check now')
    await type(dsl, 'When do you look again?', '1pm')
    await press(dsl, 'button', 'Sign the assessment')
    assert.match(
      await at(dsl, 'Ask the police for a welfare check, as the DSL decided', 'day-dsl'),
      /What the DSL wrote down/,
    )
  })

  test('12:05pm: the police have it, with a reference', async () => {
    itIs('12:05')
    await office.goto(`${origin}/today`)
    await press(office, 'link', 'Ask the police for a welfare check, as the DSL decided: Amina Wayfarer')
    assert.doesNotMatch(await words(office), /Where the family is/)
    await press(office, 'link', 'Police welfare check')
    await at(office, 'Police welfare check', 'police')
    await choose(office, 'What do you record?', 'The police were asked for a welfare check')
    await type(office, 'If they were asked: the reference', 'CAD 1234')
    await type(office, 'If they were asked: when do you ask them what came of it?', '3pm')
    await press(office, 'button', 'Save')
    assert.match(await words(office), /Reference: CAD 1234/)
    assert.match(await words(office), /Escalated to the police; next look 3:00pm/)
  })

  test('1:35pm: the second round of calls', async () => {
    itIs('13:35')
    await office.goto(`${origin}/today`)
    assert.match(await rowOf(office, gone), /Ring everyone a second time.*second round of calls due 1:45pm/)
    await press(office, 'link', 'Record a call about Amina Wayfarer')
    await choose(office, 'What happened?', 'No answer')
    await press(office, 'button', 'Save contact')
    assert.match(await rowOf(office, gone), /Escalated to the police.*next look due 3:00pm/)
  })

  test('3:20pm: the day cannot be closed while a name has nobody, and says whose', async () => {
    itIs('15:20')
    await office.goto(`${origin}/today/close`)
    await at(office, 'Close the day', 'close')
    await press(office, 'button', 'Close the day')
    const refused = await at(office, 'Close the day', 'close-refused')
    assert.match(refused, /There is a problem.*Amina Wayfarer: The police was to look again by now/)
    assert.match(refused, /Bola Wayfarer: no reason, not seen or spoken to/)
    for (const [child, name] of [
      [gone, 'The police'],
      [both, 'The DSL'],
    ] as const) {
      await office.goto(`${origin}/pupils/${child.token}/today/escalate`)
      await choose(office, 'Who has it?', name)
      await type(office, 'When do they look again?', '4:30pm')
      await press(office, 'button', 'Save')
    }
    await office.goto(`${origin}/today/close`)
    await press(office, 'button', 'Close the day')
    assert.match(
      await words(office),
      /The day is closed.*All 3 children away without a reason this morning are accounted for/,
    )
    await office.reload()
    assert.doesNotMatch(await words(office), /Still open/)
    assert.equal((await owner`select 1 from day_closings`).length, 1)
  })

  test('the head reads three sentences, and says so', async () => {
    head = await sits(people.right.headteacher, '/assurance')
    const page = await at(head, 'Is every child accounted for?', 'assurance')
    assert.match(page, /1 with a reason, 0 seen or spoken to, 2 that somebody has/)
    assert.match(page, /2 children have not been seen or spoken to; 2 were escalated to somebody by name/)
    assert.match(page, /Amina Wayfarer: Escalated to the police/)
    await press(head, 'button', 'I have read this')
    assert.match(await words(head), /Kept: you have read this/)
  })

  test('every page on the way was sound, wide and narrow', () => assert.deepEqual(wrong, []))
})
