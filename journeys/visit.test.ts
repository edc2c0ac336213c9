// A visit by the authority, keyboard alone: asked for, planned, made on a phone. Nobody answers twice, so the officer decides; and of
// another child the visitor sees her, and her case says so. Each page on the way is looked at wide and narrow.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeChild, makePeople, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import * as steps from '../src/cases/steps.ts'
import { refer, taken } from '../src/cases/testing/referred.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, date, pick, press, tick, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }
let now = new Date('2026-11-20T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }

let app: FastifyInstance
let origin: string
let people: TestPeople
const cases: Record<'vain' | 'seen', string> = { vain: '', seen: '' }
const wrong: string[] = []
let stops = 0

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  people = await makePeople(owner)
  const officer = people.right['cme-officer']
  for (const [which, surname] of [
    ['vain', 'Wayfarer'],
    ['seen', 'Homely'],
  ] as const) {
    const child = await makeChild(owner, {
      school: people.alder,
      forename: 'Amina',
      surname,
      address: `${which} house, 5 Sample Street`,
      phone: '07700 900456',
    })
    const opened = await refer(sql, people, child, { on: '2026-11-19', level: 'act this week' })
    cases[which] = opened.token
    await taken(sql, officer, '2026-11-19', opened.token, (c, by) =>
      steps.accept(c, { level: c.level, owner: { id: officer.id, name: officer.name } }, by),
    )
  }
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000', logLevel: 'silent' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

async function sits(person: TestPerson, path: string, size = wide): Promise<Page> {
  const page = await newWindow(size)
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

/** Stops to look: the heading, both widths, nothing of the child in the title. Gives the words of the page. */
async function at(page: Page, heading: string | RegExp, name: string, size = wide): Promise<string> {
  const found = (await page.locator('h1').first().innerText()).trim()
  if (typeof heading === 'string') assert.equal(found, heading)
  else assert.match(found, heading)
  stops += 1
  for (const one of size === wide ? [narrow, wide] : [wide, narrow]) {
    await page.setViewportSize(one)
    await picture(page, `visit-${String(stops).padStart(2, '0')}-${name}-${one.width}`)
    for (const fault of await violationsOnTheWay(page)) wrong.push(`${name} at ${one.width}: ${fault}`)
    if ((await sidewaysScroll(page)) !== 0) wrong.push(`${name} at ${one.width}: scrolls sideways`)
  }
  if (/Amina|Wayfarer|Homely/.test(await page.title()))
    wrong.push(`${name}: the child’s name is in the title`)
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

/** Asks for a visit and plans it for a day, as the officer. */
async function askAndPlan(office: Page, which: 'vain' | 'seen', isLookedAt: boolean): Promise<void> {
  await office.goto(`${origin}/cases/${cases[which]}`)
  await press(office, 'link', 'Visits')
  if (isLookedAt) assert.match(await at(office, 'Visits', 'none'), /No visit has been asked for/)
  await press(office, 'button', 'Ask for a visit')
  if (isLookedAt) assert.match(await at(office, 'Ask for a visit', 'ask'), /within 5 working days of asking/i)
  await type(office, 'Why is a visit needed?', 'Nobody has seen her since half term')
  await type(office, 'What should the visit find out?', 'Does the family still live there?')
  await type(office, 'Known hazards', 'A dog in the yard')
  await type(office, 'Risk to staff', 'None known')
  await choose(office, 'Must two people go?', /^No/)
  await press(office, 'button', 'Ask for the visit')
  await press(office, 'link', /^Plan/)
  if (isLookedAt) await at(office, 'Plan the visit', 'plan')
  await pick(office, 'Who goes?', 'Alder field-officer, Attendance field officer')
  await date(office, 'Day of the visit', '2026-11-20')
  await type(office, 'Time', '2pm')
  await type(office, 'Number that the visitor rings', '07700 900123')
  await press(office, 'button', 'Plan the visit')
}

describe('A visit that meets nobody, twice', () => {
  let office: Page
  let phone: Page

  test('is asked for by our clock and planned for one field officer', async () => {
    office = await sits(people.right['cme-officer'], '/cases')
    await askAndPlan(office, 'vain', true)
    assert.match(await at(office, 'Visits', 'planned'), /V-1001: Planned.*Alder field-officer/)
  })

  test('is made on the phone: the address of today, in and out, and the first attempt', async () => {
    phone = await sits(people.right['field-officer'], '/visits', narrow)
    const list = await at(phone, 'My visits', 'mine', narrow)
    assert.match(list, /vain house, 5 Sample Street/)
    assert.match(list, /Hazards: A dog in the yard/)
    now = new Date('2026-11-20T14:00:00Z')
    await press(phone, 'link', /^V-1001/)
    await press(phone, 'button', 'Check in: I am at the door')
    const there = await at(phone, 'Visit V-1001', 'there', narrow)
    assert.match(there, /Saved on the server at 2:00pm\. You are checked in/)
    assert.match(there, /To be out by 3:00pm/)
    now = new Date('2026-11-20T14:20:00Z')
    await press(phone, 'button', 'Check out: I have left, safe and well')
    await choose(phone, 'What happened?', 'Nobody answered')
    await type(phone, 'What you saw and heard', 'Rang twice. Post on the mat.')
    await type(phone, 'What you think', 'They may be away.')
    await tick(phone, 'Post piled up')
    await choose(phone, 'Are you worried about the child?', 'No')
    await tick(phone, 'I left a card')
    await date(phone, 'Next attempt, if nobody was there', '2026-11-23')
    await type(phone, 'Time of the next attempt', '5:30pm')
    await press(phone, 'button', 'Save the visit')
    const saved = await at(phone, 'Visit V-1001', 'first', narrow)
    assert.match(saved, /Saved on the server at 2:20pm\. Go once more, on another day/)
    assert.match(saved, /Attempt 1: Nobody answered.*Friday 20 November 2026, 14:00 to 14:20/)
  })

  test('the second attempt, on another day and at another time, ends in a decision of the officer', async () => {
    now = new Date('2026-11-23T17:40:00Z')
    await phone.goto(`${origin}/visits`)
    await press(phone, 'link', /^V-1001/)
    await choose(phone, 'What happened?', 'Nobody answered')
    await type(phone, 'What you saw and heard', 'Dark. A neighbour has not seen them.')
    await choose(phone, 'Are you worried about the child?', 'No')
    await press(phone, 'button', 'Save the visit')
    assert.match(
      await at(phone, 'My visits', 'second', narrow),
      /Two attempts, on different days and at different times/,
    )
    await office.goto(`${origin}/cases/${cases.vain}`)
    assert.match(await office.locator('main').innerText(), /Decide what is done after visit V-1001/)
    await press(office, 'link', 'Visits')
    await press(office, 'link', /^Decide what is done now/)
    assert.match(await at(office, 'What is done now?', 'decide'), /The visitor thinks: They may be away/)
    await choose(office, 'What is done now?', /^No more visits now\. Raise/)
    await type(office, 'What did you consider, and why?', 'Nobody has seen her for three weeks')
    await press(office, 'button', 'Decide')
    await press(office, 'link', 'Back to the case')
    const page = await at(office, /^Case C-/, 'raised')
    assert.match(page, /Act today/)
    assert.match(page, /Tell the safeguarding hub now/)
  })
})

describe('A visit that sees the child', () => {
  test('cannot be “safe and well” on an adult’s word; seen, it answers the check and locates her', async () => {
    now = new Date('2026-11-20T10:00:00Z')
    const office = await sits(people.right['cme-officer'], '/cases')
    await askAndPlan(office, 'seen', false)
    now = new Date('2026-11-20T14:30:00Z')
    const phone = await sits(people.right['field-officer'], '/visits', narrow)
    await press(phone, 'link', /^V-1002/)
    await choose(phone, 'What happened?', 'I spoke to an adult, and did not see the child')
    await type(phone, 'Whom did you meet?', 'An aunt')
    await type(phone, 'How did they show who they are?', 'A letter')
    await type(phone, 'What you saw and heard', 'The aunt says that she is well.')
    await tick(phone, 'I saw the child, and the child was safe and well')
    await choose(phone, 'Are you worried about the child?', 'No')
    await press(phone, 'button', 'Save the visit')
    assert.match(
      await at(phone, 'Visit V-1002', 'refused', narrow),
      /You did not see the child, so you cannot record/,
    )
    // Nothing that was typed is gone.
    await choose(phone, 'What happened?', 'I saw the child and spoke to them alone')
    assert.equal(await phone.getByLabel('Whom did you meet?').inputValue(), 'An aunt')
    await press(phone, 'button', 'Save the visit')
    assert.match(await at(phone, 'My visits', 'seen', narrow), /Saved on the server at 2:30pm/)
    await office.goto(`${origin}/cases/${cases.seen}`)
    const page = await at(office, /^Case C-/, 'located')
    assert.match(page, /The child is found, and needs a school place/)
    assert.doesNotMatch(page, /Decide what is done after visit/)
  })

  test('at no stop did the accessibility engine find anything, and no page scrolled sideways', () => {
    assert(stops >= 12, `only ${stops} stops`)
    assert.deepEqual(wrong, [])
  })
})
