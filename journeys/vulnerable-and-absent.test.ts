// A child with a plan does not come. The safeguarding lead goes all the way with the keyboard alone: the social worker told the same
// day, the risk screened, social care told and its answer kept, and the authority reached past every check. Each page on the way
// is looked at wide and narrow.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makePeople, type TestChild, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { screenQuestions } from '../src/enquiries/screening.ts'
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
import { choose, press, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }
let now = new Date('2026-11-20T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }

let owner: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let child: TestChild
const wrong: string[] = []
let stops = 0

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 1,
    code: 'N',
    forename: 'Amina',
    surname: 'Wayfarer',
  })
  await owner`
    insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id)
    values ('001', ${newId()}, ${child.id}, 'child_protection_plan', 'yes', '2026-11-03', 'pupils.csv', ${people.alder.id})`
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow(wide)
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

/** Stops to look: the heading, both widths, nothing of the child in the title. Gives the words of the page. */
async function at(page: Page, heading: string, name: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  stops += 1
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await picture(page, `vulnerable-${String(stops).padStart(2, '0')}-${name}-${size.width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${size.width}: ${one}`)
    if ((await sidewaysScroll(page)) !== 0) wrong.push(`${name} at ${size.width}: scrolls sideways`)
  }
  await page.setViewportSize(wide)
  if (/Amina|Wayfarer/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

describe('A child with a protection plan is absent, and everyone who must know knows the same day', () => {
  let dsl: Page

  test('the list says who, since when, why, and what to do by when', async () => {
    dsl = await sits(people.right.dsl, '/today')
    await press(dsl, 'link', 'Vulnerable and absent')
    const list = await at(dsl, 'Vulnerable and absent', 'list')
    assert.match(list, /Amina Wayfarer/)
    assert.match(list, /Child protection plan since 3 November 2026 \(pupils\.csv\)/)
    assert.match(list, /19 hours ago In school on Thursday 19 November 2026/)
    assert.match(list, /Tell the social worker about Amina Wayfarer Due today/)
  })

  test('the social worker is told: one name and one press', async () => {
    await press(dsl, 'link', 'Tell the social worker about Amina Wayfarer')
    assert.match(await at(dsl, 'Tell them of the absence', 'notice'), /Social worker Due today/)
    await type(dsl, 'Their name, or their team', 'J. Example, east team')
    await press(dsl, 'button', 'Record that they know')
    const page = await at(dsl, 'Safeguarding', 'safeguarding')
    assert.match(page, /Recorded: the social worker knows\./)
    assert.match(page, /J\. Example, east team, 20 November 2026, 10:00am.*Told in time/)
  })

  test('the risk screen says what to look for; one yes of danger is act today, with its source and day', async () => {
    await press(dsl, 'link', 'Sign the risk screen')
    await press(dsl, 'details', 'Forced marriage: what to look for, what to do, whom to tell')
    assert.match(await at(dsl, 'Risk screen', 'screen'), /you may have one chance to speak to the child/)
    for (const question of screenQuestions) {
      const yes = question.id === 'forced-marriage' || question.id === 'social-care'
      await choose(dsl, question.asks, yes ? 'Yes' : question.id === 'moves' ? 'Not known' : 'No')
      if (question.id === 'forced-marriage')
        await type(dsl, /^How do you know\? Is there a concern about forced/, 'Her friend')
    }
    await type(dsl, 'Concerns, and what would help', 'She trusts her tutor.')
    await press(dsl, 'button', 'Sign the risk screen')
    const page = await at(dsl, 'Safeguarding', 'act-today')
    assert.match(page, /Act today/)
    assert.match(page, /There is a concern about forced marriage \(Her friend, 20 November 2026\)/)
    assert.match(page, /Suspicion of harm, exploitation, forced marriage.*at once/)
    assert.match(page, /Do next Tell children’s social care or the police\. Due today/)
  })

  test('social care is told in words made from the record, and its answer is kept', async () => {
    now = new Date('2026-11-20T10:20:00Z')
    await press(dsl, 'link', 'Tell children’s social care or the police')
    await at(dsl, 'Tell children’s social care', 'social-care')
    const facts = await dsl.locator('#facts').inputValue()
    assert.match(facts, /About Amina Wayfarer, born 14 March 2017/)
    assert.match(facts, /Our worry: There is a concern about forced marriage/)
    assert.doesNotMatch(facts, /Sample Street|ZZ99|07700|Parent/)
    await choose(dsl, 'Was a parent told?', 'No')
    await type(dsl, 'If not, why not?', 'It would put her at risk')
    await press(dsl, 'button', 'Record the referral to social care')
    assert.match(
      await at(dsl, 'Safeguarding', 'told-social-care'),
      /Answer asked for\. Due Monday 23 November 2026/,
    )
    now = new Date('2026-11-20T11:30:00Z')
    await press(dsl, 'link', 'record what they answered')
    await at(dsl, 'What social care answered', 'social-care-answer')
    await choose(dsl, 'What did they answer?', 'Social care accepted the referral')
    await type(dsl, 'Who answered, or whom you asked (optional)', 'The hub')
    await press(dsl, 'button', 'Record it')
    assert.match(await at(dsl, 'Safeguarding', 'answered'), /Social care accepted the referral\./)
  })

  test('from the list the authority is reached in three presses, past every check', async () => {
    await press(dsl, 'link', 'Vulnerable and absent')
    let presses = 0
    const once = async (step: Promise<void>) => {
      presses += 1
      await step
    }
    await once(press(dsl, 'link', 'Refer now, urgent about Amina Wayfarer'))
    assert.match(
      await at(dsl, 'Refer now, urgent', 'refer-now'),
      /No visit, check, screen or letter has to be done first/,
    )
    await once(
      choose(
        dsl,
        'Why can it not wait?',
        'There may be harm or a crime. The DSL tells you more by telephone',
      ),
    )
    await once(press(dsl, 'button', 'Refer now, urgent'))
    assert.equal(presses, 3)
    assert.match(await at(dsl, 'Referral sent', 'sent'), /R-1001/)
    await dsl.goto(`${origin}/pupils/${child.token}/safeguarding`)
    const page = await at(dsl, 'Safeguarding', 'referred')
    assert.match(page, /Referred to the authority: R-1001, urgent/)
    assert.doesNotMatch(page, /Late\./)
  })

  test('the officer has it in triage, urgent, with why it could not wait', async () => {
    const officer = await sits(people.right['cme-officer'], '/work')
    const work = (await officer.locator('main').innerText()).replaceAll(/\s+/g, ' ')
    assert.match(work, /Amina Wayfarer/)
    await press(officer, 'link', / [A-Z]+-\d+$/)
    const triage = (await officer.locator('main').innerText()).replaceAll(/\s+/g, ' ')
    assert.match(triage, /Act today/)
    assert.match(triage, /There may be harm or a crime/)
  })

  test('the head reads it and changes nothing; the office has no such page', async () => {
    const head = await sits(people.right.headteacher, '/vulnerable-absent')
    await press(head, 'link', 'Amina Wayfarer')
    assert.match(await at(head, 'Safeguarding', 'head'), /Social care accepted/)
    assert.equal(await head.getByRole('link', { name: 'Write down a concern' }).count(), 0)
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}`)
    const page = (await office.locator('main').innerText()).replaceAll(/\s+/g, ' ')
    assert.doesNotMatch(page, /forced marriage|Social care|Act today/)
  })

  test('every page on the way was sound, wide and narrow', () => {
    assert.ok(stops >= 11)
    assert.deepEqual(wrong, [])
  })
})
