// A parent means to educate a child at home, in the four ways in which a school hears of it: in writing, by word of mouth, from a
// special school where the authority arranged the place, and with an attendance order in force. With the keyboard alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  makeChild,
  makePeople,
  makePerson,
  makeSchool,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { makeCalendar, makeRegister } from '../src/leavers/testing/absence.ts'
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

let now = new Date('2025-11-06T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
let owner: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
const wrong: string[] = []

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner)
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow({ width: 1280 })
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

/** Its words, and that the page is sound. */
async function at(page: Page, heading: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `home-education-${heading.replaceAll(/\W+/g, '-').slice(0, 30)}-${width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${heading} at ${width}: ${one}`)
    if ((await sidewaysScroll(page)) !== 0) wrong.push(`${heading} at ${width} scrolls sideways`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

const flag = (child: TestChild, name: string) => owner`
  insert into child_flags (la_code, id, child_id, flag, says, source, school_id)
  values ('001', ${newId()}, ${child.id}, ${name}, 'yes', 'A test', ${child.school.id})`

const heading = 'A parent wants to educate the child at home'
const fields = {
  how: 'How did the parent say it?',
  received: 'The day on which the school received it or was told',
  who: 'Who told the school, and how are they related to the child?',
}

async function letterOf(page: Page): Promise<void> {
  await choose(page, fields.how, 'By letter')
  await date(page, fields.received, '2025-11-06')
  await type(page, fields.who, 'Parent Example, mother')
  await date(page, 'The day written on the notice', '2025-11-05')
  await choose(
    page,
    'Is it from a parent of the pupil, or someone with parental responsibility or care?',
    'Yes',
  )
  await choose(
    page,
    'Does it say that the child will be educated otherwise than at school? “Please deregister” alone does not',
    'Yes',
  )
  await date(page, 'The day that it states, after which the child will not attend', '2025-11-07')
  await type(page, 'The letter or email: what you hold', 'Letter, in the file')
  await choose(page, 'Was the parent asked, advised or pressed by the school to do this?', 'No')
  await choose(page, 'Is a school attendance order in force for the pupil?', 'No')
}
const special = 'Is it a special school where the authority arranged the place?'

describe('home education, heard of in four ways', () => {
  let told: string
  let child: TestChild

  test('a letter: the facts lead to it, the authority is told, and the name stays until the day has passed', async () => {
    child = await makeChild(owner, {
      school: people.alder,
      upn: 'H801200001001',
      forename: 'Amara',
      surname: 'Testcase',
    })
    await makeRegister(owner, child, '2025-11-10')
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}`)
    await press(office, 'link', 'This child is leaving')
    await at(office, 'Where does the child go?')
    await choose(office, 'Where does the child go?', 'To be educated at home, or otherwise than at school')
    await press(office, 'button', 'Continue')
    await choose(office, 'Who told the school?', 'A parent, or someone with parental responsibility')
    await press(office, 'button', 'Continue')
    await choose(office, 'Is it in writing?', 'Yes')
    await press(office, 'button', 'Continue')
    assert.match(await at(office, 'What the answers lead to'), /educated otherwise/)
    await press(office, 'button', 'Write the notice down')
    await at(office, heading)
    await letterOf(office)
    await choose(office, special, 'No')
    await press(office, 'button', 'Save and tell the authority')
    const page = await at(office, 'Home education')
    assert.match(page, /The authority has been told: H-\d+/)
    assert.match(page, /The day has not passed/)
    told = new URL(office.url()).pathname
    const officer = await sits(people.right['cme-officer'], '/home-education')
    assert.match(await at(officer, 'Notices of home education'), /Amara Testcase/)
    await press(officer, 'link', /^Amara Testcase/)
    assert.match(await at(officer, 'Home education'), /Parent Example, mother/)
  })

  test('once the day has passed: asked, approved, off; the return, the file and the letter with it', async () => {
    now = new Date('2025-11-10T10:00:00Z')
    const office = await sits(people.right['attendance-officer'], told)
    await press(office, 'button', 'Go on to take the name off')
    assert.match(await at(office, 'Take a name off the register'), /written down already/)
    await press(office, 'button', 'Ask for removal')
    assert.match(await at(office, 'Removal asked for'), /The headteacher decides now/)
    const head = await sits(people.right.headteacher, new URL(office.url()).pathname)
    await press(head, 'button', 'Read and decide')
    await at(head, 'Does this name come off the register?')
    await press(head, 'button', 'Approve: take the name off today')
    const page = await at(head, 'Name taken off the register')
    assert.match(
      page,
      /The deletion return is sent: N-\d+\. The transfer file is ready: 0019001_CTF_MMMMMMM_\d{3}\.xml/,
    )
    assert.match(page, /Files that must follow/)
    const [letter] = await owner`select state from letters where child_id = ${child.id} and code = 'LET-L10'`
    assert.equal(letter?.state, 'draft')
  })

  for (const [what, says, prepare, fill] of [
    [
      'by word of mouth: no name comes off, and the authority is told that day',
      /Said, not written.*The name stays on the register/,
      async () => {},
      async (page: Page) => {
        await choose(page, fields.how, 'By telephone or in person')
        await date(page, fields.received, '2025-11-10')
        await type(page, fields.who, 'Parent Example, by telephone')
      },
    ],
    [
      'with an order in force: blocked, though the form says none',
      /An order is in force.*The name stays on the register/,
      async (one: TestChild) => void (await flag(one, 'attendance_order')),
      async (page: Page) => {
        await letterOf(page)
        await choose(page, special, 'No')
      },
    ],
    [
      'from a special school of the authority’s: its consent first',
      /The authority must consent.*The name stays on the register/,
      async (one: TestChild) => void (await flag(one, 'EHCP')),
      async (page: Page) => {
        await letterOf(page)
        await choose(page, special, 'Yes')
      },
    ],
  ] as const) {
    test(what, async () => {
      const isSpecial = /special/.test(what)
      const school = isSpecial
        ? await makeSchool(owner, '001', '999004', 'Dell Special', 'special')
        : people.alder
      const who = isSpecial
        ? await makePerson(owner, { role: 'attendance-officer', name: 'Dell office', school })
        : people.right['attendance-officer']
      const one = await makeChild(owner, { school })
      await makeRegister(owner, one, '2025-11-10')
      await prepare(one)
      const office = await sits(who, `/pupils/${one.token}/home-education`)
      await fill(office)
      await press(office, 'button', 'Save and tell the authority')
      const page = await at(office, 'Home education')
      assert.match(page, says)
      assert.doesNotMatch(page, /Go on to take the name off/)
      // Asked for all the same, it is refused, and the refusal kept.
      await office.goto(`${origin}/pupils/${one.token}/removal?ground=R9-F`)
      await press(office, 'button', 'Ask for removal')
      assert.match(await at(office, 'Removal refused'), /The name stays on the register/)
      const [row] = await owner`select leaving_date from enrolments where child_id = ${one.id}`
      assert.equal(row!.leaving_date, null)
    })
  }

  test('nothing was wrong with any page on the way', () => assert.deepEqual(wrong, []))
})
