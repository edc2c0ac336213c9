// How many presses does a thing take that people do many times a day? Counted with the keyboard, from the page on which the
// work is met to the page that says it is done. Typing and moving are not presses; choosing an answer is.
//
// A school's own: a call, a standard letter and a return are counted in their journeys (school-day, letters,
// joiners-and-returns).
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../src/access/store.ts'
import { signIn } from '../src/access/testing/sights.ts'
import { createApp } from '../src/app.ts'
import { receiveRequest } from '../src/other-authorities/actions.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import { newWindow, type Page } from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, press, type } from './keyboard.ts'
import { makeWorld, today, type World } from './walk-world.ts'

let app: FastifyInstance
let origin: string
let world: World
let officer: Page

before(async () => {
  const database = await freshDatabase()
  world = await makeWorld(database.owner)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  // Camden has asked about a child whom nobody here knows.
  const asker = world.people.right['cme-officer'].viewer(today)
  await asViewer(database.app, asker, tx =>
    receiveRequest(
      tx,
      asker,
      {
        kind: 'enquiry',
        ofCode: '202',
        forename: 'Yusuf',
        surname: 'Asked',
        born: '2014-04-05',
        address: '',
        siblings: '',
        questions: ['on-roll'],
        why: 'He left a school there.',
        legalBasis: 'Section 436A of the Education Act 1996',
        neededBy: '',
        theirReference: 'T-1',
        askedBy: 'Pat Example',
        urgent: false,
      },
      'written down by us',
    ),
  )
  origin = await app.listen({ port: 0, host: 'localhost' })
  officer = await newWindow({ width: 1280 })
  await signIn(officer, origin, world.people.right['cme-officer'])
})
after(() => app?.close())

let presses = 0
const linkTo = (name: string | RegExp) => counted(press(officer, 'link', name))
const button = (name: string | RegExp) => counted(press(officer, 'button', name))
const answer = (group: string, name: string | RegExp) => counted(choose(officer, group, name))
async function counted(done: Promise<void>) {
  await done
  presses += 1
}
async function from(path: string): Promise<void> {
  await officer.goto(origin + path)
  presses = 0
}
const page = async () => (await officer.locator('main').innerText()).replaceAll(/\s+/g, ' ')

describe('presses', () => {
  test('to take on a referral: 4 at most', async t => {
    await from('/triage')
    await linkTo(/CanaryAlderFour|C-\d+/)
    await button('Accept')
    await button('Take it on')
    assert.match(await page(), /Next: /)
    assert(presses <= 4, `${presses} presses`)
    t.diagnostic(`to take on a referral: ${presses}`)
  })
  test('to add a check’s reply: 3 at most', async t => {
    await from(`/cases/${world.alder.caseToken}/checks`)
    await linkTo('Elective home education register')
    await answer('What did they answer?', 'They know nothing')
    await button('Save the answer')
    assert.match(await page(), /Elective home education register Nothing known.{0,200}Done/)
    assert(presses <= 3, `${presses} presses`)
    t.diagnostic(`to add a check’s reply: ${presses}`)
  })
  test('to answer another authority: 3 at most', async t => {
    await from('/authority-requests')
    await linkTo(/from Camden/)
    await answer('What is the answer?', /No trace/)
    await type(officer, /Where was looked/, 'Rolls, admissions and home education')
    await button('Send the answer')
    assert.match(await page(), /Our answer No trace, after the checks named/)
    assert(presses <= 3, `${presses} presses`)
    t.diagnostic(`to answer another authority: ${presses}`)
  })
  test('to find a child by reference: 2 at most', async t => {
    const reference = await referenceOf(world.alder.caseToken)
    await from('/children')
    await type(officer, /reference|UPN|name/i, reference)
    await button(/Find|Search/)
    await linkTo(/CanaryAlder/)
    assert.match(officer.url(), /\/(cases|children)\//)
    assert(presses <= 2, `${presses} presses`)
    t.diagnostic(`to find a child by reference: ${presses}`)
  })
})

async function referenceOf(caseToken: string): Promise<string> {
  await officer.goto(`${origin}/cases/${caseToken}`)
  return /C-\d+/.exec(await page())![0]
}
