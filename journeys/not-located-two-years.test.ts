// A child who is not located for two years: recorded by two people, looked at by a manager each month, searched for again each term,
// never closed by time or by one person, and closed at last when compulsory school age has ended and a safeguarding view is written.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asViewer } from '../src/access/store.ts'
import { makeChild } from '../src/access/testing/people.ts'
import { addDays, localDate } from '../src/calendar/local-date.ts'
import { takeStep } from '../src/cases/actions.ts'
import { requiredChecks } from '../src/cases/authority-checks.ts'
import { caseFrom } from '../src/cases/case.ts'
import { longListQueue } from '../src/cases/jobs.ts'
import * as steps from '../src/cases/steps.ts'
import { caseByToken, historyOf } from '../src/cases/store.ts'
import { refer } from '../src/cases/testing/referred.ts'
import { makeCalendar } from '../src/enquiries/testing/absence.ts'
import { createJobs } from '../src/jobs.ts'
import type { Page } from '../src/platform/testing/browser.ts'
import { beginJourney, type Journey, words } from './case-journey.ts'
import { choose, press, type } from './keyboard.ts'

let journey: Journey
let token: string
before(async () => {
  journey = await beginJourney('not-located', '2026-11-20T10:00', async (owner, people) => {
    await makeCalendar(owner, people)
  })
})
after(() => journey?.app.close())

type Who = 'cme-officer' | 'manager'
/** A step of these people that is no part of what is looked at: taken as their form would take it, on a day. */
async function takes(who: Who, on: string, decide: Parameters<typeof takeStep>[4]): Promise<void> {
  const viewer = journey.people.right[who].viewer(on)
  const taken = await asViewer(journey.sql, viewer, tx => takeStep(tx, viewer, token, '', decide))
  assert.ok(taken.done, JSON.stringify(taken))
}
const theCase = async () => {
  const viewer = journey.people.right.manager.viewer(journey.clock.today())
  return asViewer(journey.sql, viewer, async tx =>
    caseFrom(await historyOf(tx, viewer, (await caseByToken(tx, viewer, token)).id)),
  )
}
const night = () =>
  createJobs({ sql: journey.sql, clock: journey.clock }).handlers[longListQueue]!({ la: '001' })
const allChecks = async (on: string, from = 0) => {
  for (const { code } of requiredChecks.slice(from)) {
    await takes('cme-officer', on, c =>
      steps.answerCheck(c, { check: code, result: 'nothing found', says: '' }),
    )
  }
}

describe('two years', () => {
  let officer: Page
  let manager: Page

  test('every check has been made, and one person alone cannot record it', async () => {
    const { people, owner, sql } = journey
    // Compulsory school age ends on Friday 29 June 2029.
    const child = await makeChild(owner, {
      school: people.alder,
      forename: 'Noor',
      surname: 'Testfield',
      bornOn: '2012-10-10',
    })
    token = (await refer(sql, people, child, { level: 'keep in view', on: '2026-10-05' })).token
    const owned = { id: people.right['cme-officer'].id, name: people.right['cme-officer'].name }
    await takes('cme-officer', '2026-10-05', (c, by) =>
      steps.accept(c, { level: 'keep in view', owner: owned }, by),
    )
    await allChecks('2026-11-02')
    manager = await journey.sits(people.right.manager, `/cases/${token}`)
    await press(manager, 'link', 'Record as not located')
    await type(manager, 'What was considered, and what was decided?', 'Everything was tried')
    await press(manager, 'button', 'Record as not located')
    assert.match(
      await journey.at(manager, 'Record as not located', 'no-view'),
      /Record first what the safeguarding lead thinks/,
    )
  })

  test('the officer writes the safeguarding view, the manager records it, and it stands on the long list', async () => {
    officer = await journey.sits(journey.people.right['cme-officer'], `/cases/${token}`)
    await press(officer, 'link', 'Record a safeguarding view')
    await type(officer, /^Does what we do not know/, 'It may be a risk: the police keep their record open')
    await type(officer, /^Which safeguarding lead/, 'L. Leadbetter')
    await press(officer, 'button', 'Record the view')
    await journey.goes(manager, `/cases/${token}/not-located`)
    await type(manager, 'What was considered, and what was decided?', 'Everything was tried')
    await press(manager, 'button', 'Record as not located')
    assert.match(
      await journey.at(manager, /^Case C-/, 'recorded'),
      /We go on looking, for as long as it takes.*Next: Look again: the child has not been located.*Friday 18 December 2026/,
    )
    await press(manager, 'link', 'All children not located')
    assert.match(
      await journey.at(manager, 'Children not located', 'list'),
      /1 child\..*Noor Testfield.*Today.*All checks were made.*Ends 29 June 2029/,
    )
  })

  test('it cannot be closed because it is hard: not by an officer, not by a manager, not as not located', async () => {
    for (const page of [officer, manager]) {
      await journey.goes(page, `/cases/${token}/close`)
      await choose(page, 'What is the outcome?', 'No longer of compulsory school age')
      await choose(page, 'Brothers and sisters', 'No brothers or sisters are known')
      await choose(page, 'Risk', 'No risk is left open')
      await choose(page, 'Whoever referred the child', /^Reads the category/)
      await press(page, 'button', 'Close the case')
      assert.match(await words(page), /Record the proof first/)
      assert.doesNotMatch(await page.content(), /value="O12"/)
    }
    await journey.goes(officer, `/cases/${token}/proof/O08`)
    await type(officer, /^What is known/, 'Nothing')
    await type(officer, 'Who confirmed it', 'Us')
    await press(officer, 'button', 'Record the proof')
    assert.match(await words(officer), /of compulsory school age until Friday 29 June 2029/)
  })

  test('months pass: a manager looks each month, and a night that nobody looked after changes nothing', async () => {
    let on = localDate('2026-12-18')
    for (let month = 0; month < 24; month += 1) {
      journey.itIs(`${on}T09:00`)
      await night()
      const c = await theCase()
      assert.equal(c.state, 'not located', on)
      assert.equal(c.closedOn, undefined)
      if (c.reSearch) {
        await allChecks(on)
        await takes('cme-officer', on, now =>
          steps.considerSafeguarding(now, { says: 'Looked at again', with: 'L. Leadbetter' }),
        )
        await takes('manager', on, (now, by) =>
          steps.recordNotLocated(now, { says: 'Searched again, nothing new' }, by, []),
        )
      } else await takes('manager', on, now => steps.review(now, { says: 'Looked again' }))
      on = addDays(on, 28)
    }
    const history = (await theCase()).seen
    for (let nights = 0; nights < 3; nights += 1) await night()
    assert.equal((await theCase()).seen, history, 'a night without a new term writes nothing')
  })

  test('after two years it stands on the list as on the first day, with a search of each term behind it', async () => {
    journey.itIs('2028-11-21T10:00')
    const viewer = journey.people.right.manager.viewer('2028-11-21')
    const terms = await asViewer(journey.sql, viewer, async tx =>
      (await historyOf(tx, viewer, (await caseByToken(tx, viewer, token)).id)).flatMap(event =>
        event.type === 're-search-begun' ? [event.term] : [],
      ),
    )
    assert.deepEqual(terms, [
      'Spring term 2026/27',
      'Summer term 2026/27',
      'Autumn term 2027/28',
      'Spring term 2027/28',
      'Summer term 2027/28',
      'Autumn term 2028/29',
    ])
    await journey.goes(manager, '/not-located')
    assert.match(
      await journey.at(manager, 'Children not located', 'two-years'),
      /Noor Testfield.*20 November 2026, 2 years ago.*Autumn term 2028\/29: done/,
    )
    await journey.goes(manager, `/cases/${token}`)
    assert.match(
      await journey.at(manager, /^Case C-/, 'two-years-case'),
      /Search begun again: Autumn term 2028\/29/,
    )
  })

  test('compulsory school age ends: it is said, closed by two people after a safeguarding view, and by nothing before', async () => {
    journey.itIs('2029-07-02T09:00')
    await night()
    await journey.goes(officer, `/cases/${token}`)
    assert.match(
      await words(officer),
      /Compulsory school age ended on Friday 29 June 2029: record a safeguarding view, and decide on closing/,
    )
    await journey.goes(officer, `/cases/${token}/proof/O08`)
    await type(
      officer,
      /^What is known/,
      'Nothing new. The police are told that our duty to search has ended',
    )
    await type(officer, 'Who confirmed it', 'Olu, CME team')
    await press(officer, 'button', 'Record the proof')
    const close = async () => {
      await journey.goes(manager, `/cases/${token}/close`)
      await choose(manager, 'Brothers and sisters', 'No brothers or sisters are known')
      await choose(manager, 'Risk', 'No risk is left open')
      await choose(manager, 'Whoever referred the child', /^Reads the category/)
      await press(manager, 'button', 'Close the case')
    }
    await close()
    assert.match(await words(manager), /The child was never located: record a safeguarding view first/)
    await journey.goes(officer, `/cases/${token}/safeguarding`)
    await type(officer, /^Does what we do not know/, 'The police keep their record; adult services are told')
    await type(officer, /^Which safeguarding lead/, 'L. Leadbetter')
    await press(officer, 'button', 'Record the view')
    await close()
    assert.match(await journey.at(manager, /^Case C-/, 'ended'), /Closed: No longer of compulsory school age/)
    await journey.goes(manager, '/not-located')
    assert.match(await words(manager), /No child is recorded as not located/)
  })

  test('no page on the way had anything an accessibility engine finds, or scrolled sideways', () => {
    assert.deepEqual(journey.wrong, [])
  })
})
