// Somebody who saw a child tells the authority, without an account, without script and with the keyboard alone; leaves fast when
// somebody comes in; and an officer opens the case from what was told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../src/access/store.ts'
import { makePeople, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { insertContact } from '../src/intake/public/store.ts'
import { createJobs } from '../src/jobs.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, press, type } from './keyboard.ts'

const clock = stoppedClock(new Date('2026-11-20T10:00:00Z'))
let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
/** What is wrong with a page, found on the way: the last test says all of it. */
const wrong: string[] = []
let stops = 0

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
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
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

const words = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const headingOf = async (page: Page) => (await page.locator('h1').first().innerText()).trim()

let twin: Page | undefined
/** Looks at the page at both widths; where it runs no script, through a second window with the same cookies. */
async function look(page: Page, heading: string, name: string, { exit = false } = {}): Promise<string> {
  assert.equal(await headingOf(page), heading)
  stops += 1
  const hasScript = (await page.locator('body.js-enabled').count()) > 0
  if (!hasScript) twin ??= await newWindow()
  const eyes = hasScript ? page : twin!
  if (!hasScript) {
    await eyes.context().clearCookies()
    await eyes.context().addCookies(await page.context().cookies())
    await eyes.goto(page.url())
    assert.equal(await headingOf(eyes), heading)
  }
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `public-report-${String(stops).padStart(2, '0')}-${name}-${width}`)
    await eyes.setViewportSize({ width, height: 900 })
    for (const one of await violationsOnTheWay(eyes)) wrong.push(`${name} at ${width}: ${one}`)
    const over = await sidewaysScroll(eyes)
    if (over !== 0) wrong.push(`${name} at ${width}: scrolls sideways by ${over}`)
  }
  if (exit && (await page.getByRole('button', { name: 'Exit this page' }).count()) === 0)
    wrong.push(`${name}: no way off the page`)
  return words(page)
}

async function outside(): Promise<Page> {
  const page = await newWindow({ script: false })
  // The way off is asked of our server, with its cookies; where it leads stands in for the page about the weather.
  await page.context().route('**/tell-us/exit', async route => {
    const cookies = await page.context().cookies()
    const cookie = cookies.map(one => `${one.name}=${one.value}`).join('; ')
    const response = await route.fetch({ maxRedirects: 0, headers: { ...route.request().headers(), cookie } })
    assert.equal(response.headers().location, 'https://www.bbc.co.uk/weather')
    await route.fulfill({
      status: 200,
      headers: { ...response.headers(), 'content-type': 'text/html' },
      body: '<title>Weather</title><h1>Weather</h1>',
    })
  })
  await page.goto(`${origin}/missing-education/001`)
  return page
}
async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow()
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

describe('somebody tells us of a child', () => {
  let reference = ''

  test('a neighbour, in small steps, and reads a reference alone', async () => {
    const page = await outside()
    const about = await look(page, 'Children missing education', 'about')
    assert.ok(about.indexOf('999') < about.indexOf('Priya Example'))
    await press(page, 'button', 'Tell us about a child')
    await look(page, 'Tell us about a child', 'start', { exit: true })
    await press(page, 'button', 'Start')
    await press(page, 'button', 'Continue')
    await look(page, 'Is a child in danger now?', 'danger', { exit: true })
    assert.match(await words(page), /Choose whether a child is in danger now/)
    await choose(page, 'Is a child in danger now?', 'No')
    await press(page, 'button', 'Continue')
    await look(page, 'Who is the child?', 'child', { exit: true })
    await type(page, /^First name/, 'Zephyrine')
    await type(page, /^Age or school year/, 'about 9')
    await press(page, 'button', 'Continue')
    await look(page, 'Where is the child?', 'where', { exit: true })
    await type(page, /^Where the child lives/, 'A flat above the shop in Example Road')
    await press(page, 'button', 'Continue')
    await look(page, 'Why do you think the child is not in school?', 'why', { exit: true })
    await type(
      page,
      /^Why do you think/,
      'She has been in the shop every day since summer. She told me she never went to a school',
    )
    await press(page, 'button', 'Continue')
    await look(page, 'What do you see now that worries you?', 'worry', { exit: true })
    await press(page, 'button', 'Continue')
    await look(page, 'Do you want us to reply?', 'reply', { exit: true })
    await choose(page, 'Do you want us to reply?', 'Yes')
    await press(page, 'button', 'Continue')
    await look(page, 'How can we reach you safely?', 'contact', { exit: true })
    await choose(page, 'How should we reach you?', 'Ring me')
    await type(page, 'Your phone number or email address', '07700 900222')
    await type(page, /^When and how is it safe/, 'In the morning. Leave no message')
    await press(page, 'button', 'Continue')
    const check = await look(page, 'Check your answers', 'check', { exit: true })
    assert.match(check, /Zephyrine/)
    await press(page, 'link', 'Change what you said: Age or school year')
    await type(page, /^Age or school year/, 'about 8')
    await press(page, 'button', 'Continue')
    assert.match(await words(page), /about 8/)
    await press(page, 'button', 'Send')
    const sent = await look(page, 'Thank you. We have your report', 'sent', { exit: true })
    reference = /P-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(sent)![0]
    assert.doesNotMatch(sent, /Zephyrine|Example Road|07700 900222/)
    // Nothing of it is left for whoever sits down next.
    await press(page, 'button', 'Exit this page')
    assert.equal(await headingOf(page), 'Weather')
    await page.goto(`${origin}/missing-education/001/tell-us/check`)
    assert.equal(await headingOf(page), 'What you wrote is not kept any more')
  })

  test('somebody comes in: one press, and going back shows nothing', async () => {
    const page = await outside()
    await press(page, 'button', 'Tell us about a child')
    await press(page, 'button', 'Start')
    await choose(page, 'Is a child in danger now?', 'Yes')
    await press(page, 'button', 'Continue')
    assert.match(await look(page, 'Call 999 now', 'call-999', { exit: true }), /press 55/)
    await press(page, 'button', 'Go on and tell us too')
    await type(page, /^First name/, 'Leftbehind')
    await press(page, 'button', 'Continue')
    await press(page, 'button', 'Exit this page')
    assert.equal(await headingOf(page), 'Weather')
    await page.goBack()
    assert.doesNotMatch(await page.content(), /Leftbehind/)
    await look(page, 'What you wrote is not kept any more', 'ended', { exit: true })
    assert.equal((await owner`select 1 from report_drafts where answers::text like '%Leftbehind%'`).length, 0)
    assert.deepEqual(
      (await page.context().cookies()).map(cookie => cookie.name).filter(name => name !== 'onroll-visitor'),
      [],
    )
  })

  test('an officer reads it, makes a record of the child and opens the case', async () => {
    await createJobs({ sql, clock }).handlers['reports-look-for']!({})
    const page = await sits(people.right['cme-officer'], '/reports-in')
    await look(page, 'Reports from outside', 'list')
    await press(page, 'link', reference)
    const report = await look(page, `Report ${reference}`, 'report')
    assert.match(report, /every day since summer/)
    assert.match(report, /07700 900222/)
    await press(page, 'button', 'I have looked at this')
    await press(page, 'link', 'Find another child')
    await look(page, 'Find the child', 'find')
    await type(page, 'Name, UPN or reference', 'Zephyrine')
    await press(page, 'button', 'Find')
    assert.match(await words(page), /Nobody is found/)
    await press(page, 'link', 'Make a record and open a case')
    await look(page, 'Make a record of the child', 'new-child')
    await type(page, 'Last name', 'Not known')
    await choose(page, 'What is to be done first?', /^We know where the child is/)
    await press(page, 'button', 'Make the record and open a case')
    assert.match(page.url(), /\/triage\//)
    assert.match(await words(page), /is open/)
    const [row] = await owner`
      select k.state, k.pathway, k.next_due, r.state as report from reports_in r
      join report_steps s on s.report_id = r.id and s.what = 'case opened' join cases k on k.id = s.case_id
      where r.reference = ${reference}`
    assert.deepEqual([row!.state, row!.pathway, row!.report], ['received', 'B', 'taken on'])
    assert.ok(row!.next_due)
    await page.goto(`${origin}/reports-in`)
    assert.doesNotMatch(await words(page), new RegExp(reference))
  })

  test('a manager says whom the public rings; an officer keeps a partner and gives a link', async () => {
    const manager = await sits(people.right.manager, '/settings/public-page')
    await look(manager, 'What the public page says', 'settings')
    const officer = await sits(people.right['cme-officer'], '/partners')
    await look(officer, 'Partner agencies', 'partners')
    await press(officer, 'button', 'Add a partner')
    await look(officer, 'Add a partner', 'partner-new')
    await officer.getByLabel('Kind of organisation').selectOption('health')
    for (const [label, text] of [
      ['Organisation', 'Example Health'],
      ['Name of the person', 'Hana Example'],
      ['Their role', 'Health visitor'],
      ['Phone number', '07700 900666'],
      ['Email address', 'hana@example.org'],
      ['Legal basis on which they share', 'Children Act 2004, section 10'],
      ['The agreement', 'Agreement 12'],
    ] as const)
      await type(officer, label, text)
    await press(officer, 'button', 'Add')
    await look(officer, 'Example Health', 'partner')
    await type(officer, 'The word you agreed with them', 'Heron')
    await press(officer, 'button', 'Make a link')
    await look(officer, 'Send this link', 'partner-given')
    const path = /\/link\/[\w-]+/.exec(await officer.locator('#link').innerText())![0]

    const partner = await newWindow()
    await partner.goto(origin + path)
    await type(partner, 'The word we agreed by telephone', 'heron')
    await press(partner, 'button', 'Continue')
    await look(partner, 'Tell us about a child or a family', 'partner-start')
    await press(partner, 'button', 'Tell us about a child or a family')
    await look(partner, 'Tell us about a child or a family', 'partner-form')
    await choose(partner, 'Is a child in danger now?', 'No')
    await type(partner, 'First name', 'Zephyrine')
    await type(partner, /^Why do you think/, 'Never seen in a school')
    await choose(partner, 'On what footing do you tell us?', 'To safeguard a child')
    await choose(partner, 'Do the parents know that you tell us?', 'Not known')
    await choose(partner, 'Should we get in touch?', /^No/)
    await press(partner, 'button', 'Continue')
    await look(partner, 'Check what you send', 'partner-check')
    await press(partner, 'button', 'Send to Exampleshire')
    const sent = await look(partner, 'Thank you. We have your report', 'partner-sent')
    assert.doesNotMatch(sent, /Zephyrine/)
    await press(partner, 'link', 'How your reports stand, or tell us of another')
    assert.match(await look(partner, 'Tell us about a child or a family', 'partner-stands'), /Received/)
  })

  test('each page was in order, wide and narrow', () => {
    assert.deepEqual(wrong, [])
    assert.ok(stops > 20)
  })
})
