// A child found on a roll in another authority, and accepted there: we ask with the least, their officer answers by a link on a
// telephone in three presses, we hand over, they accept by a link, our officer closes; whoever referred reads a category and nothing
// of where. No moment in which neither has the child.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeChild, type TestChild } from '../src/access/testing/people.ts'
import * as steps from '../src/cases/steps.ts'
import { refer, taken } from '../src/cases/testing/referred.ts'
import { newWindow, type Page } from '../src/platform/testing/browser.ts'
import { beginJourney, type Journey, words } from './case-journey.ts'
import { choose, pick, press, tick, type } from './keyboard.ts'

const today = '2026-11-20'
let journey: Journey
let child: TestChild
let caseAt: string
before(async () => {
  journey = await beginJourney('accepted-elsewhere', `${today}T10:00`, async (owner, people) => {
    child = await makeChild(owner, {
      school: people.alder,
      forename: 'Amina',
      surname: 'Movedaway',
      address: 'CanaryHome Street',
    })
  })
  const { sql, people } = journey
  const { token } = await refer(sql, people, child, { on: today })
  await taken(sql, people.right['cme-officer'], today, token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: by.id, name: by.name } }, by),
  )
  caseAt = `/cases/${token}`
})
after(() => journey?.app.close())

/** The link and the six figures that our page shows once; the link at the address of this run. */
async function linkShown(officer: Page): Promise<{ at: string; figures: string }> {
  const shown = await words(officer)
  const path = /\/link\/[\w-]+/.exec(shown)![0]
  return { at: new URL(officer.url()).origin + path, figures: /same message: (\d{6})/.exec(shown)![1]! }
}

describe('accepted elsewhere', () => {
  let officer: Page
  let enquiry: { at: string; figures: string }

  test('we ask the authority the family is said to have gone to, and see exactly what goes', async () => {
    officer = await journey.sits(journey.people.right['cme-officer'], caseAt)
    await press(officer, 'link', 'Other authorities')
    await journey.at(officer, 'Other authorities', 'of-case')
    await press(officer, 'button', 'Ask other authorities')
    await pick(officer, 'Which authority?', 'Camden')
    await type(officer, /^Why do you think/, 'A neighbour said that they moved there in October.')
    await press(officer, 'button', 'Preview')
    const preview = await journey.at(officer, 'Ask other authorities', 'preview')
    assert.match(preview, /From Exampleshire to Camden.*Name: Amina Movedaway Date of birth: /)
    assert.doesNotMatch(preview, /CanaryHome/)
    await press(officer, 'button', 'Ask them')
    await journey.at(officer, /^Enquiry A-\d+ to Camden/, 'asked')
    await press(officer, 'button', 'Make a link by which they answer')
    await journey.at(officer, /^Enquiry A-/, 'link')
    enquiry = await linkShown(officer)
    await journey.goes(officer, caseAt)
    assert.match(await words(officer), /Answer of Camden to our enquiry A-/)
  })

  test('their officer answers on a telephone in three presses, and sees nothing else of ours', async () => {
    const there = await newWindow({ width: 375 })
    await there.goto(enquiry.at)
    await journey.at(there, /./, 'second-check')
    let presses = 0
    const counted = async (done: Promise<void>) => {
      await done
      presses += 1
    }
    await type(there, 'Which 6 figures were you told by telephone?', enquiry.figures)
    await counted(press(there, 'button', /./))
    const asked = await journey.at(there, 'Exampleshire asks about a child', 'their-form')
    assert.doesNotMatch(asked, /CanaryHome|Alder Primary/)
    await counted(choose(there, 'What is the answer?', 'Yes: on a roll here, and attending'))
    await type(there, /^Which school/, 'Example Junior')
    await type(there, 'Your name and post', 'Pat Example, CME officer')
    await counted(press(there, 'button', 'Send the answer'))
    const thanks = await journey.at(there, 'Thank you', 'answered')
    assert.match(thanks, /School: Example Junior/)
    assert.equal(presses, 3)
    // The same link in another browser shows nothing.
    const other = await newWindow({ width: 375 })
    await other.goto(enquiry.at)
    assert.doesNotMatch(await words(other), /Movedaway|Example Junior/)
  })

  test('the answer is in the case, the check with it, and nothing is waited for any more', async () => {
    await journey.goes(officer, caseAt)
    const page = await journey.at(officer, /^Case C-/, 'in-the-case')
    assert.match(page, /Answer of Camden \(A-\d+\).*School: Example Junior/)
    assert.match(page, /Check answered/)
    assert.doesNotMatch(page, /Answer of Camden to our enquiry A-\d+ by/)
  })

  test('a hand-over is proposed: the child stays ours, open, with a day', async () => {
    await press(officer, 'link', 'Other authorities')
    await press(officer, 'button', 'Hand the child over')
    await pick(officer, 'Which authority?', 'Camden')
    await type(officer, /^Why do you think/, 'She is on a roll with you, and attending.')
    await tick(officer, /^The last school/)
    await press(officer, 'button', 'Preview')
    const preview = await journey.at(officer, 'Hand the child over', 'pack')
    assert.match(preview, /Until you accept, the child stays with Exampleshire/)
    assert.match(preview, /Last school: Alder Primary/)
    assert.doesNotMatch(preview, /CanaryHome/)
    await press(officer, 'button', 'Propose it')
    await journey.at(officer, /^Hand-over A-\d+ to Camden/, 'proposed')
    await press(officer, 'button', 'Make a link by which they answer')
    enquiry = await linkShown(officer)
    await journey.goes(officer, caseAt)
    assert.match(await journey.at(officer, /^Case C-/, 'handed-over'), /It is ours until they accept/)
    await journey.goes(officer, `${caseAt}/close`)
    assert.doesNotMatch(await words(officer), /accepted the child/i)
  })

  test('they accept by the link, on a telephone', async () => {
    const there = await newWindow({ width: 375 })
    await there.goto(enquiry.at)
    await type(there, 'Which 6 figures were you told by telephone?', enquiry.figures)
    await press(there, 'button', /./)
    await journey.at(there, 'Exampleshire asks you to take a child on', 'their-decision')
    await press(there, 'button', 'Send the decision')
    assert.match(await words(there), /Choose whether you take the child on/)
    await choose(there, 'Do you take the child on?', /^We accept/)
    await type(there, 'Your name and post', 'Pat Example, CME officer')
    await press(there, 'button', 'Send the decision')
    assert.match(await journey.at(there, 'Thank you', 'accepted'), /You accepted this child/)
  })

  test('their acceptance is the proof, and our officer closes: O07', async () => {
    await journey.goes(officer, caseAt)
    const page = await journey.at(officer, /^Case C-/, 'proof')
    assert.match(page, /Camden accepted/)
    assert.match(page, /Next: Decide on closing: moved to another authority/)
    await press(officer, 'button', 'Close the case')
    await choose(officer, 'What is the outcome?', 'Moved to another authority, accepted there')
    await choose(officer, 'Brothers and sisters', 'No brothers or sisters are known')
    await choose(officer, 'Risk', 'No risk is left open')
    await choose(officer, 'Whoever referred the child', /^Reads the category/)
    await press(officer, 'button', 'Close the case')
    const closed = await journey.at(officer, /^Case C-/, 'closed')
    assert.match(closed, /Closed: Moved to another authority, accepted there/)
    assert.doesNotMatch(closed, /Next:/)
  })

  test('the school that referred reads a category, and nothing of where', async () => {
    const dsl = await journey.sits(journey.people.right.dsl, '/referrals')
    const list = await journey.at(dsl, 'My referrals and what came back', 'told')
    assert.match(list, /closed/i)
    for (const path of ['', '/history', '/joint']) {
      await journey.goes(dsl, `/pupils/${child.token}${path}`)
      assert.doesNotMatch(await words(dsl), /Camden|Example Junior|another authority/i, path)
    }
    assert.doesNotMatch(list, /Camden|Example Junior/i)
  })

  test('no page on the way had anything an accessibility engine finds, or scrolled sideways', () => {
    assert.deepEqual(journey.wrong, [])
  })
})
