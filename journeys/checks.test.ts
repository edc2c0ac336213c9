// Checks with other bodies, as people make them: with the keyboard alone, on a clock that moves. An agreement is written into the
// register; six checks are asked, one of them refused for want of an agreement; a reply is pasted; a body answers by its link on a
// telephone in three presses; what is late is chased.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../src/access/store.ts'
import { makeChild, makePeople, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import * as steps from '../src/cases/steps.ts'
import { refer, taken } from '../src/cases/testing/referred.ts'
import { keepAgreement } from '../src/checks/actions.ts'
import type { NewTerms } from '../src/checks/agreement.ts'
import { anAgreement } from '../src/checks/testing/agreements.ts'
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
import { choose, date, press, tick, type } from './keyboard.ts'

let now = new Date('2026-11-11T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const itIs = (day: string) => {
  now = new Date(`${day}T10:00:00Z`)
}

let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let token: string
/** What is wrong with a page, found on the way: the last test says all of it. */
const wrong: string[] = []
let stops = 0

const agree = async (given: Partial<NewTerms>) => {
  const viewer = people.right.manager.viewer('2026-11-11')
  const kept = await asViewer(sql, viewer, tx => keepAgreement(tx, viewer, anAgreement(given)))
  assert(kept.allowed)
}

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const child = await makeChild(owner, { school: people.alder, forename: 'Amina', surname: 'Wayfarer' })
  const opened = await refer(sql, people, child, { on: '2026-11-09', level: 'act this week' })
  token = opened.token
  const officer = people.right['cme-officer']
  await taken(sql, officer, '2026-11-10', token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: officer.id, name: officer.name } }, by),
  )
  await agree({
    partner: 'Revenues team',
    kind: 'own service',
    covers: ['RL09'],
    fields: ['parents', 'last-address'],
  })
  await agree({ partner: 'Example Housing', covers: ['RL10', 'RL11'] })
  await agree({ partner: 'Social care front door', kind: 'own service', covers: ['RL06'] })
  await agree({ partner: 'Otherborough', covers: ['RL20'] })
})
after(() => app?.close())

async function sits(person: TestPerson | undefined, path: string, window = {}): Promise<Page> {
  const page = await newWindow(window)
  if (person) await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}
const words = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')

/** Looks at a page wide and narrow, and leaves it as wide as it ends. */
async function at(page: Page, heading: string, name: string, widths = [375, 1280]): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  stops += 1
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `checks-${String(stops).padStart(2, '0')}-${name}-${width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${width}: ${one}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${width}: scrolls sideways by ${over}`)
  }
  if (/Amina|Wayfarer/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}

describe('checks with other bodies', () => {
  let officer: Page
  let link = ''

  test('a manager writes an agreement into the register', async () => {
    const manager = await sits(people.right.manager, '/agreements')
    assert.match(await at(manager, 'Agreements for checks', 'agreements'), /Checks that cannot be sent today/)
    await press(manager, 'button', 'Write in an agreement')
    await at(manager, 'Write an agreement into the register', 'agreement-new')
    await type(manager, 'Which body or team is it?', 'Example Health')
    await choose(manager, 'What is it?', 'Another body')
    await tick(manager, /^NHS registration or GP/)
    await tick(manager, /^School nursing/)
    await type(manager, 'Legal basis, in words', 'Children Act 2004 section 10')
    await tick(manager, 'Child’s name')
    await tick(manager, 'Date of birth')
    await date(manager, 'First day', '2026-09-01')
    await date(manager, 'Last day', '2027-08-31')
    await date(manager, 'Review on', '2027-06-01')
    await type(manager, 'Who signed for the authority?', 'A director')
    await type(manager, 'Who signed for them?', 'A guardian')
    await type(manager, 'Who answers there?', 'The safeguarding office')
    await choose(manager, 'How are they asked?', 'Secure mail')
    await type(manager, 'The box, number or address of that route', 'The shared box')
    await press(manager, 'button', 'Write it in')
    assert.match(await words(manager), /Example Health/)
    await press(manager, 'link', 'Example Health')
    assert.match(await at(manager, 'Example Health', 'agreement'), /In date/)
  })

  test('an officer asks six at once; the one that no agreement covers is refused, and that is kept', async () => {
    officer = await sits(people.right['cme-officer'], `/cases/${token}/checks`)
    await press(officer, 'button', 'Ask several checks')
    await at(officer, 'Ask several checks', 'ask')
    for (const name of [
      /^Social care/,
      /^Council tax/,
      /^Council housing/,
      /^NHS registration/,
      /^Police/,
      /^Authority the family/,
    ])
      await tick(officer, name)
    await press(officer, 'button', 'Write the requests')
    const page = await at(officer, 'Send the requests', 'send')
    assert.match(page, /5 requests are written/)
    assert.match(
      page,
      /Not Police, safer schools officer, missing-person system: No agreement covers this check/,
    )
    const health = officer.locator('section', { hasText: 'Example Health' }).locator('textarea')
    const text = await health.inputValue()
    assert.match(text, /Amina Wayfarer/)
    assert.doesNotMatch(text, /Sample Street|ZZ99|Parent|07700/)
    await press(officer, 'button', 'Record as sent')
    const after = await at(officer, 'Checks', 'checks-sent')
    assert.match(after, /5 requests are recorded as sent/)
    assert.match(after, /Could not be asked: No agreement covers this check/)
  })

  test('a reply is pasted in three presses', async () => {
    itIs('2026-11-16')
    await officer.goto(`${origin}/cases/${token}/checks`)
    await press(officer, 'link', 'Council tax')
    await at(officer, 'Council tax', 'check')
    await type(officer, /^The reply as it came/, 'Account closed on 2 November. Moved to Otherton.')
    await choose(officer, 'What did they answer?', 'They know something')
    await press(officer, 'button', 'Save the answer')
    const page = await at(officer, 'Council tax', 'check-answered')
    assert.match(page, /What it may lead to/)
    assert.match(page, /Something known/)
  })

  test('a link is made for a body without an account', async () => {
    await officer.goto(`${origin}/cases/${token}/checks/RL15`)
    await press(officer, 'link', 'Make a link for Example Health to answer by')
    await at(officer, 'Make a link to answer by', 'link')
    await type(officer, 'A word to tell them by phone', 'harbour')
    await press(officer, 'button', 'Make the link')
    link = /\/link\/[\w-]+/.exec(await at(officer, 'Send this link', 'link-made'))![0]
  })

  test('and answered by it on a telephone: three presses after the word', async () => {
    const phone = await sits(undefined, link, { width: 375 })
    await at(phone, 'Check that this is for you', 'phone-word', [375])
    await type(phone, /Which word/, 'harbour')
    await press(phone, 'button', 'Continue')
    assert.match(
      await at(phone, 'Do you know of this child or family?', 'phone-question', [375]),
      /Amina Wayfarer/,
    )
    // One: the answer. Two: send. The third would be a name, which nobody has to give.
    await choose(phone, 'Your answer', 'No, nothing is known')
    await press(phone, 'button', 'Send the answer')
    await at(phone, 'Thank you. Your answer was sent', 'phone-thanks', [375])
    await officer.goto(`${origin}/cases/${token}/checks`)
    assert.match(await words(officer), /Answer to read/)
    await press(officer, 'link', 'NHS registration or GP, through the agreed health contact')
    await press(officer, 'link', 'Read it, and take it into the case')
    await at(officer, 'Read the answer', 'reply')
    await choose(officer, 'What becomes of it?', 'Take it into the case')
    await press(officer, 'button', 'Save')
    assert.match(await words(officer), /Answer recorded/)
  })

  test('what is late is chased in one press, in a text that names no child', async () => {
    itIs('2026-11-20')
    await officer.goto(`${origin}/checks-late`)
    assert.match(await at(officer, 'Answers to checks', 'late'), /2 working days late/)
    const boxes = await officer.locator('input[name=chase]').count()
    assert.equal(boxes, 3)
    await tick(officer, /^Amina Wayfarer/)
    await press(officer, 'button', 'Chase those chosen')
    await at(officer, '1 chased', 'chased')
    assert.doesNotMatch(await officer.locator('textarea').first().inputValue(), /Amina|Wayfarer/)
    await press(officer, 'button', 'Back to late answers')
    assert.match(await words(officer), /Chased once, last on 20 November 2026/)
    await officer.goto(`${origin}/checks-turnaround`)
    assert.match(
      await at(officer, 'How long answers take', 'turnaround'),
      /Example Health .* 1 1 \(100%\) 5 days/,
    )
  })

  test('the lost pupils area is searched, and the search kept', async () => {
    await officer.goto(`${origin}/cases/${token}/checks/RL18`)
    await at(officer, 'National search for lost pupils between schools (s2s)', 'search')
    await choose(officer, 'What came of it?', 'No file of the child')
    await press(officer, 'button', 'Record the search')
    await officer.goto(`${origin}/s2s-searches`)
    assert.match(await at(officer, 'Searches of the lost pupils area', 'searches'), /Amina Wayfarer/)
    await officer.goto(`${origin}/cases/${token}/checks/RL07/not-shared`)
    await at(officer, 'Decide not to share', 'not-shared')
  })

  test('no page has anything that an accessibility engine finds, scrolls sideways, or names the child in its title', () => {
    assert.deepEqual(wrong, [])
  })
})
