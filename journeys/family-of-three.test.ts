// A call about a family of three. Three cases, linked as they open; one child is found on a roll here and the school confirms it, the
// others go on. What is one child's is nobody's who has another.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeChild, type TestChild } from '../src/access/testing/people.ts'
import { makeCalendar } from '../src/enquiries/testing/absence.ts'
import type { Page } from '../src/platform/testing/browser.ts'
import { beginJourney, type Journey, words } from './case-journey.ts'
import { choose, date, pick, press, type } from './keyboard.ts'

let journey: Journey
let ada: TestChild
let ben: TestChild
before(async () => {
  journey = await beginJourney('family-of-three', '2026-11-20T10:00', async (owner, people) => {
    await makeCalendar(owner, people)
    const family = { surname: 'Threesome', contact: 'Contact Threesome' }
    ada = await makeChild(owner, {
      ...family,
      school: people.birch,
      forename: 'Adaline',
      bornOn: '2013-02-03',
    })
    ben = await makeChild(owner, {
      ...family,
      school: people.alder,
      forename: 'Benedict',
      bornOn: '2016-05-09',
      sex: 'M',
      leavingDate: '2026-10-23',
      seenUntil: '2027-10-23',
    })
  })
})
after(() => journey?.app.close())

describe('a family of three', () => {
  let officer: Page
  let toldAt: string

  test('somebody rings about three children; it is written down once', async () => {
    officer = await journey.sits(journey.people.right['cme-officer'], '/triage')
    await journey.at(officer, 'Referrals to decide on', 'queue')
    await press(officer, 'link', 'Told by telephone or in writing')
    await journey.at(officer, 'Told by telephone or in writing', 'told')
    await press(officer, 'button', 'Write down a call or letter')
    await choose(officer, 'How did it reach us?', 'By telephone')
    await date(officer, 'Which day did it reach us?', '2026-11-19')
    await choose(officer, 'Who told us?', /^Another body/)
    await type(officer, /^Organisation/, 'Example Housing')
    await type(officer, /^Their name/, 'Lee Sample')
    await type(
      officer,
      'What did they say?',
      'A mother and three children came on Monday. One goes to the big school.',
    )
    await type(officer, 'Forename', 'Adaline')
    await type(officer, 'Surname', 'Threesome')
    await date(officer, 'Date of birth (if known)', '2013-02-03')
    await choose(officer, 'Do they want to hear back?', 'Yes')
    await choose(officer, 'How, if so?', 'Ring them')
    await type(officer, 'Number or address to reply to', '07700 900111')
    await journey.at(officer, 'Write down a call or letter', 'form')
    await press(officer, 'button', 'Write it down')
    assert.match(
      await journey.at(officer, /^T-\d+: by telephone/, 'written'),
      /Typed in.*Clocks run from the day it reached us/,
    )
    toldAt = new URL(officer.url()).pathname
    for (const [forename, born] of [
      ['Benedict', '2016-05-09'],
      ['Cedric', '2020-01-14'],
    ] as const) {
      await type(officer, 'Forename', forename)
      await type(officer, 'Surname', 'Threesome')
      await date(officer, 'Date of birth (if known)', born)
      await press(officer, 'button', 'Add the child')
    }
  })

  test('three cases, one for each, on the day of the call, linked as they open', async () => {
    const page = await journey.at(officer, /^T-\d+/, 'three')
    assert.match(page, /Who is Adaline Threesome.*Birch Secondary/)
    await choose(
      officer,
      'Who is Adaline Threesome, born 3 February 2013?',
      /^Adaline Threesome, born 3 February 2013/,
    )
    await choose(
      officer,
      'Who is Benedict Threesome, born 9 May 2016?',
      /^Benedict Threesome, born 9 May 2016/,
    )
    // A brother is like the third child; he is nobody here yet.
    if (/Who is Cedric Threesome/.test(page))
      await choose(
        officer,
        'Who is Cedric Threesome, born 14 January 2020?',
        'None of these: make a new record',
      )
    await choose(officer, 'Are they brothers and sisters?', 'Yes')
    await pick(officer, 'How did this begin?', 'Reported by an agency or the public')
    await choose(officer, 'Find the child first?', /^We know where the child is/)
    await choose(officer, 'How urgent is the situation?', 'Act this week')
    await press(officer, 'button', 'Open 3 cases')
    const done = await journey.at(officer, /^T-\d+/, 'opened')
    assert.match(
      done,
      /Adaline Threesome, C-\d+.*Benedict Threesome, C-\d+.*Cedric Threesome, C-\d+: a new record/,
    )
  })

  test('look first: one is on a roll here, and the school is asked in one press', async () => {
    await press(officer, 'link', /^Adaline Threesome, C-/)
    const triage = await journey.at(officer, /^Decide on C-/, 'look-first')
    assert.match(triage, /Told of together.*Benedict Threesome.*Cedric Threesome/)
    assert.match(triage, /On a roll here now.*Birch Secondary/)
    await press(officer, 'link', /Ask Birch Secondary to confirm/)
    await press(officer, 'button', 'Ask the school')
    assert.match(
      await journey.at(officer, /^Case C-/, 'asked'),
      /Birch Secondary was asked whether the child attends/,
    )
  })

  test('the school confirms, and reads nothing of who asks or of the others', async () => {
    const clerk = await journey.sits(journey.people.wrongSchool['attendance-officer'], '/offers')
    const list = await journey.at(clerk, 'Children the authority asks you about', 'school')
    await press(clerk, 'link', /Adaline Threesome/)
    const question = await words(clerk)
    await choose(clerk, 'Has the child attended with you?', /^Yes/)
    await date(clerk, 'If yes: first day attended', '2024-09-03')
    await press(clerk, 'button', 'Send the answer')
    for (const path of [
      `/pupils/${ada.token}`,
      `/pupils/${ada.token}/history`,
      `/pupils/${ada.token}/family`,
      '/referrals',
    ]) {
      await journey.goes(clerk, path)
      const page = await words(clerk)
      for (const word of [list, question, page])
        assert.doesNotMatch(word, /Benedict|Cedric|Example Housing|Lee Sample|T-1\d\d\d/, path)
    }
  })

  test('her case closes as found; whoever rang is told once for all that is the same', async () => {
    await journey.goes(officer, toldAt)
    await press(officer, 'link', /^Adaline Threesome, C-/)
    await press(officer, 'link', 'Close the case')
    await choose(officer, 'What is the outcome?', 'On roll and attending, in this authority')
    await choose(officer, 'Brothers and sisters', /^Looked at: one of them has a case/)
    await choose(officer, 'Risk', 'No risk is left open')
    await choose(officer, 'Whoever referred the child', /^Reads the category/)
    await press(officer, 'button', 'Close the case')
    assert.match(
      await journey.at(officer, /^Case C-/, 'closed'),
      /Closed: On roll and attending, in this authority/,
    )
    await journey.goes(officer, '/replies')
    const owed = await journey.at(officer, 'Replies to those who told us', 'replies')
    assert.match(owed, /Adaline Threesome.*That it is over/)
    assert.match(owed, /Benedict Threesome.*That it reached us/)
    await press(officer, 'link', /about Adaline Threesome/)
    const reply = await journey.at(officer, /^Reply: T-/, 'reply')
    assert.match(reply, /the child is in education/)
    assert.doesNotMatch(await officer.locator('#words').innerText(), /Birch|Adaline|Threesome/)
    await choose(officer, 'What was done?', 'They were told')
    await press(officer, 'button', 'Write it down')
    assert.doesNotMatch(await words(officer), /Adaline Threesome/)
  })

  test('the other two go on: taken on, and counted from the first day on no roll', async () => {
    for (const name of ['Benedict', 'Cedric']) {
      await journey.goes(officer, toldAt)
      await press(officer, 'link', new RegExp(`^${name} Threesome, C-`))
      await press(officer, 'button', 'Accept')
      const accept = await journey.at(officer, 'Take this referral on', `accept-${name.toLowerCase()}`)
      assert.match(accept, /counted from the first day, with no least time/)
      await press(officer, 'button', 'Take it on')
      assert.match(await words(officer), /is taken on/)
    }
    await journey.goes(officer, '/counts-now/cme')
    const counted = await journey.at(officer, 'Children missing education (CME), today', 'counted')
    assert.match(counted, /Benedict Threesome/)
    assert.match(counted, /Cedric Threesome/)
    assert.doesNotMatch(counted, /Adaline/)
  })

  test('the school that one of them left reads nothing of the others', async () => {
    const dsl = await journey.sits(journey.people.right.dsl, `/pupils/${ben.token}`)
    for (const path of ['', '/history', '/family']) {
      await journey.goes(dsl, `/pupils/${ben.token}${path}`)
      assert.doesNotMatch(await words(dsl), /Adaline|Cedric|Birch|Example Housing|Lee Sample/, path)
    }
  })

  test('every page was whole, wide and narrow', () => {
    assert.deepEqual(journey.wrong, [])
  })
})
