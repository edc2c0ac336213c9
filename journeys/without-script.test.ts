// Nothing that matters needs JavaScript: a referral is sent and a case is closed in a browser that runs none.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makePeople, type TestChild, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { makeAbsentChild, makeCalendar } from '../src/enquiries/testing/absence.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import { newWindow, type Page, picture } from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, date, pick, press, tick, type } from './keyboard.ts'

let now = new Date('2026-11-20T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
let app: FastifyInstance
let origin: string
let people: TestPeople
let child: TestChild

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 10,
    forename: 'Amina',
    surname: 'Wayfarer',
  })
  app = await createApp({
    sql,
    clock,
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow({ script: false })
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}
async function fillClosing(page: Page): Promise<void> {
  await choose(page, 'What is the outcome?', 'On roll and attending, in this authority')
  await choose(page, 'Brothers and sisters', 'No brothers or sisters are known')
  await choose(page, 'Risk', 'No risk is left open')
  await choose(page, 'Whoever referred the child', /^Reads the category/)
  await press(page, 'button', 'Close the case')
}
const words = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const see = async (page: Page, expected: RegExp) => assert.match(await words(page), expected)

describe('without script', () => {
  test('a browser that runs none runs none', async () => {
    const page = await sits(people.right.dsl, '/today')
    assert.doesNotMatch((await page.locator('body').getAttribute('class')) ?? '', /js-enabled/)
  })

  test('a DSL who cannot wait answers the questions and sends', async () => {
    const page = await sits(people.right.dsl, `/pupils/${child.token}/refer`)
    await press(page, 'button', 'Start')
    // Attendance, or missing education? Each page says that urgent risk waits for none of these questions.
    for (const asks of [
      'Is Amina below or above compulsory school age?',
      'Is Amina on your register, the family in contact with you, and the home still within reach of the school?',
      'Is Amina ill, or is the absence unavoidable?',
      'Has a parent told you in writing that they will educate Amina at home?',
      'Has a new school or setting confirmed that Amina is on its register?',
    ]) {
      await see(page, /It never waits for these questions. You can send the referral as it stands/)
      await choose(page, asks, 'No')
      await press(page, 'button', 'Go on')
    }
    await see(page, /This may be a child missing education/)
    await press(page, 'button', 'Go on with the referral')
    await press(page, 'button', 'Go on')
    const next = () => press(page, 'button', 'Save and go on')
    await choose(page, 'Why may Amina be missing education?', /^We cannot reach the family/)
    await next()
    await date(page, 'When was Amina last in school?', '2026-11-06')
    await next()
    // Filled in from the register: nobody types it.
    await see(page, /When was Amina last seen by anyone\?.*Filled in from/)
    await next()
    await next()
    await see(page, /Say where the child was last seen and by whom/)
    await tick(page, 'Not known')
    await next()
    await see(page, /When did anyone last hear from Amina or the family\?/)
    await tick(page, 'Not known')
    await next()
    await type(page, 'What happened, in plain words?', 'She was seen at the coach station with luggage.')
    await next()
    await page.goto(`${origin}/pupils/${child.token}/refer/check`)
    await type(page, 'Why can it not wait?', 'Seen with luggage this morning')
    await press(page, 'button', 'Send now because of urgent risk')
    await see(page, /Referral sent/)
    await picture(page, 'without-script-sent')
  })

  test('the officer takes it on and places the child; a manager closes on the school’s word', async () => {
    const page = await sits(people.right['cme-officer'], '/work')
    await press(page, 'link', / [A-Z]+-\d+$/)
    await press(page, 'button', 'Accept')
    await press(page, 'button', 'Take it on')
    await press(page, 'link', 'Record where the child is')
    await choose(page, 'How is it known?', 'Seen in person by a trained adult')
    await choose(page, 'Where is the child?', 'In this authority’s area')
    await type(page, 'Who saw, spoke to or confirmed, and when?', 'A field officer, today')
    await press(page, 'button', 'Record')
    await press(page, 'link', 'Ask a school to take the child')
    await pick(page, 'Which school?', 'Birch Secondary')
    await date(page, 'From which day?', '2026-11-20')
    await press(page, 'button', 'Ask the school')
    await press(page, 'link', 'Close the case')
    await fillClosing(page)
    await see(page, /No school has confirmed a first day attended/)

    const birch = await sits(people.wrongSchool['attendance-officer'], '/offers')
    await press(birch, 'link', 'Amina Wayfarer')
    await choose(birch, 'Has the child attended with you?', 'Yes, the child has attended')
    await date(birch, 'If yes: first day attended', '2026-11-20')
    await press(birch, 'button', 'Send the answer')

    await page.goto(page.url())
    await fillClosing(page)
    await see(page, /has not confirmed the tenth day yet, Thursday 3 December 2026/)
    now = new Date('2026-12-03T16:00:00Z')
    await birch.goto(`${origin}/offers`)
    await press(birch, 'button', 'Yes, Amina Wayfarer attends')

    // Act today: an officer puts the closing forward, and a manager decides as a second person.
    const caseAt = new URL(page.url()).pathname.replace(/\/close$/, '')
    await page.goto(`${origin}${caseAt}/proof/O01`)
    await type(page, 'Why the case can be closed', 'In school for ten days, and seen there')
    await press(page, 'button', 'Record the proof')
    const manager = await sits(people.right.manager, `${caseAt}/close`)
    await fillClosing(manager)
    await see(manager, /Closed: On roll and attending, in this authority/)
    await picture(manager, 'without-script-closed')
  })
})
