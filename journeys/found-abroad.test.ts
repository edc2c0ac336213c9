// A school's ten-day referral, and a child who is found abroad: a claim is no finding, papers need our view of them, an officer
// cannot close it alone, and the school reads that the case is closed and nothing of where.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestChild } from '../src/access/testing/people.ts'
import { makeAbsentChild, makeCalendar } from '../src/enquiries/testing/absence.ts'
import type { Page } from '../src/platform/testing/browser.ts'
import { beginJourney, type Journey, words } from './case-journey.ts'
import { choose, date, press, tick, type } from './keyboard.ts'

let journey: Journey
let child: TestChild
before(async () => {
  journey = await beginJourney('found-abroad', '2026-11-20T10:00', async (owner, people) => {
    await makeCalendar(owner, people)
    child = await makeAbsentChild(owner, {
      school: people.alder,
      days: 10,
      forename: 'Amina',
      surname: 'Wayfarer',
    })
  })
})
after(() => journey?.app.close())

describe('found abroad', () => {
  let officer: Page
  let caseAt: string

  test('the school refers on the tenth day', async () => {
    const dsl = await journey.sits(journey.people.right.dsl, `/pupils/${child.token}/refer`)
    await press(dsl, 'button', 'Start')
    for (let asked = 0; asked < 5; asked += 1) {
      const asks = (await dsl.locator('legend').first().innerText()).trim()
      await choose(dsl, asks, 'No')
      await press(dsl, 'button', 'Go on')
    }
    await press(dsl, 'button', 'Go on with the referral')
    await press(dsl, 'button', 'Go on')
    const next = () => press(dsl, 'button', 'Save and go on')
    await choose(dsl, 'Why may Amina be missing education?', /^We cannot reach the family/)
    await next()
    await date(dsl, 'When was Amina last in school?', '2026-11-06')
    await next()
    await next()
    await next()
    await tick(dsl, 'Not known')
    await next()
    await tick(dsl, 'Not known')
    await next()
    await type(dsl, 'What happened, in plain words?', 'The flat is empty. A neighbour speaks of a journey.')
    await next()
    await journey.goes(dsl, `/pupils/${child.token}/refer/check`)
    await type(dsl, 'Why can it not wait?', 'Nobody has seen her for two weeks')
    await press(dsl, 'button', 'Send now because of urgent risk')
    assert.match(await words(dsl), /Referral sent/)
  })

  test('the authority takes it on and makes its checks', async () => {
    officer = await journey.sits(journey.people.right['cme-officer'], '/work')
    await press(officer, 'link', / [A-Z]+-\d+$/)
    await press(officer, 'button', 'Accept')
    await press(officer, 'button', 'Take it on')
    await journey.at(officer, /^Case C-/, 'taken-on')
    caseAt = new URL(officer.url()).pathname
    await press(officer, 'link', 'Checks')
    await press(officer, 'link', 'Border Force or immigration, by approved officers')
    await type(officer, 'The reply as it came (optional)', 'Left the country on 14 November, with her mother')
    await choose(officer, 'What did they answer?', 'They know something')
    await press(officer, 'button', 'Save the answer')
    await journey.at(officer, /./, 'check-answered')
    await journey.goes(officer, caseAt)
    assert.match(await words(officer), /Check answered: Border Force/)
  })

  test('an aunt says where she is: a claim, and the enquiries go on', async () => {
    await press(officer, 'link', 'Record where the child is')
    await journey.at(officer, 'Record where the child is', 'located')
    await choose(officer, 'How is it known?', 'Claimed by someone, not checked')
    await choose(officer, 'Where is the child?', 'Abroad')
    await type(officer, 'Who saw, spoke to or confirmed, and when?', 'Her aunt, by phone, today')
    await press(officer, 'button', 'Record')
    const page = await journey.at(officer, /^Case C-/, 'claimed')
    assert.match(page, /Enquiries are being made/)
    assert.match(page, /Someone says where the child is/)
  })

  test('papers and the border agree: located, and the proof says each thing by itself', async () => {
    await press(officer, 'link', 'Record where the child is')
    await choose(officer, 'How is it known?', 'Confirmed by an organisation')
    await choose(officer, 'Where is the child?', 'Abroad')
    await type(officer, 'Who saw, spoke to or confirmed, and when?', 'The border records of 14 November')
    await press(officer, 'button', 'Record')
    assert.match(await words(officer), /The child is found/)
    await press(officer, 'link', 'Record proof of an outcome')
    await journey.at(officer, 'Record proof of an outcome', 'outcomes')
    await press(officer, 'link', 'Abroad, confirmed')
    await choose(officer, 'What shows it', /^The parents’ papers/)
    await date(officer, 'Day we saw or received it', '2026-11-20')
    await type(officer, 'Who confirmed it', 'The mother, and a school abroad by email')
    await type(officer, 'What it shows', 'Tickets, and a letter of a school there with a first day')
    await press(officer, 'button', 'Record the proof')
    assert.match(
      await journey.at(officer, 'Proof: Abroad, confirmed', 'no-view'),
      /Write our view of the parents’ papers/,
    )
    await type(
      officer,
      'Our view of it',
      'The letter is on the school’s paper and the school answers at its number',
    )
    await press(officer, 'button', 'Record the proof')
    assert.match(
      await journey.at(officer, /^Case C-/, 'proof'),
      /Next: Decide on closing: abroad, confirmed.*Our view of it: The letter is on/,
    )
  })

  test('the officer cannot close it alone; a manager can, and it is written who looked at what', async () => {
    await press(officer, 'button', 'Close the case')
    await fillClosing(officer)
    assert.match(
      await journey.at(officer, 'Close the case', 'refused'),
      /A manager must approve this outcome/,
    )

    const manager = await journey.sits(journey.people.right.manager, caseAt)
    await press(manager, 'button', 'Close the case')
    assert.match(
      await journey.at(manager, 'Close the case', 'close'),
      /The parents’ papers.*This needs two people/,
    )
    await fillClosing(manager)
    const closed = await journey.at(manager, /^Case C-/, 'closed')
    assert.match(closed, /Closed: Abroad, confirmed/)
    assert.match(closed, /Brothers and sisters: no brothers or sisters are known/)
    assert.doesNotMatch(closed, /Next:/)
  })

  test('the school reads that the case is closed, and nothing of where', async () => {
    const dsl = await journey.sits(journey.people.right.dsl, '/referrals')
    const list = await journey.at(dsl, 'My referrals and what came back', 'told')
    assert.match(list, /The authority closed its case|Closed/i)
    for (const path of ['', '/history', '/joint']) {
      await journey.goes(dsl, `/pupils/${child.token}${path}`)
      assert.doesNotMatch(await words(dsl), /abroad|aunt|tickets|Border/i, path)
    }
    assert.doesNotMatch(list, /abroad|aunt|tickets|Border/i)
  })

  test('no page on the way had anything an accessibility engine finds, or scrolled sideways', () => {
    assert.deepEqual(journey.wrong, [])
  })
})

async function fillClosing(page: Page): Promise<void> {
  await choose(page, 'What is the outcome?', 'Abroad, confirmed')
  await choose(page, 'Brothers and sisters', 'No brothers or sisters are known')
  await choose(page, 'Risk', 'No risk is left open')
  await choose(page, 'Whoever referred the child', /^Reads the category/)
  await press(page, 'button', 'Close the case')
}
