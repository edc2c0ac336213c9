// Every page of this noun in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { newWindow, picture, sidewaysScroll, violationsOn } from '../../platform/testing/browser.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import * as steps from '../steps.ts'
import { refer, taken } from '../testing/referred.ts'
import { stepPages } from './case-work.ts'

const today = localDate('2026-11-20')
const earlier = localDate('2026-11-09')
let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const { 'cme-officer': officer, manager } = people.right
  const birch = people.wrongSchool['attendance-officer']
  const child = (surname: string, forename: string, given = {}) =>
    makeChild(owner, { school: people.alder, surname, forename, bornOn: '2014-03-12', ...given })
  const by = { id: officer.id, name: officer.name }
  const accept = async (token: string, on = earlier) => {
    await taken(sql, officer, on, token, (c, doer) => steps.accept(c, { level: c.level, owner: by }, doer))
  }

  const fresh = await child('Kowalska-Longersurname', 'Zofia')
  const one = await refer(sql, people, fresh, { on: today, level: 'act today' })
  const twin = await makeChild(owner, {
    school: people.birch,
    surname: 'Kowalska-Longersurname',
    forename: 'Zofia',
    bornOn: '2014-03-12',
    phone: '07700 900555',
  })
  await refer(sql, people, await child('Sample', 'Ines'), { on: earlier })
  const work = await refer(sql, people, await child('Testcase', 'Amara'), {
    on: earlier,
    level: 'act this week',
  })
  await accept(work.token)
  const step = (decide: Parameters<typeof taken>[4], token = work.token) =>
    taken(sql, officer, earlier, token, decide)
  await step((c, _by, on) =>
    steps.askCheck(c, { check: 'RL09', says: 'Asked the revenues team', due: on }, on),
  )
  await step(c => steps.answerCheck(c, { check: 'RL01', result: 'nothing found', says: '' }))
  await step(c => steps.contact(c, { who: 'Her mother', method: 'phone', result: 'no answer', says: '' }))
  await step(c =>
    steps.note(c, {
      fact: 'The neighbour says the flat has been empty since Monday.',
      opinion: 'They may have moved.',
    }),
  )
  const placed = await refer(sql, people, await child('Placeholder', 'Tom'), { on: earlier })
  await accept(placed.token)
  await step(c => steps.locate(c, { proof: 'seen', where: 'this area', says: 'Seen at home' }), placed.token)
  await step(
    c =>
      steps.offer(c, {
        offerId: newId(),
        schoolId: people.birch.id,
        school: 'Birch Secondary',
        startsOn: today,
      }),
    placed.token,
  )
  const said = await refer(sql, people, await child('Waiting', 'Lee'), { on: earlier })
  await step(
    (c, _by, on) => steps.askForMore(c, { what: 'Which language does the family speak?', due: on }, on),
    said.token,
  )
  const gone = await refer(sql, people, await child('Closed', 'Ada'), { on: earlier })
  await step(c => steps.decline(c, { because: 'not CME', says: 'On your roll and in contact' }), gone.token)
  const hidden = await child('Hidden', 'Noor')
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', ${today}, 'Fear of violence', 'An officer')`
  const protectedCase = await refer(sql, people, hidden, { on: earlier })
  await accept(protectedCase.token)
  const [offer] = await owner<{ token: string }[]>`select token from offers where state = 'asked'`

  const [asked] = await owner<{ token: string }[]>`select token from referrals where case_id = ${said.caseId}`

  sights.push(
    { name: 'work', path: '/work', person: officer },
    { name: 'work-everyone', path: '/work?whose=everyone', person: manager },
    { name: 'triage-queue', path: '/triage', person: officer },
    { name: 'triage', path: `/triage/${one.token}`, person: officer },
    { name: 'accept', path: `/triage/${one.token}/accept`, person: officer },
    { name: 'ask', path: `/triage/${one.token}/ask`, person: officer },
    { name: 'decline', path: `/triage/${one.token}/decline`, person: officer },
    {
      name: 'decline-errors',
      path: `/triage/${one.token}/decline`,
      person: officer,
      press: 'Do not take it on',
    },
    { name: 'match', path: `/matches/${fresh.token}/${twin.token}?case=${one.token}`, person: officer },
    {
      name: 'match-errors',
      path: `/matches/${fresh.token}/${twin.token}`,
      person: officer,
      press: 'Keep the decision',
    },
    { name: 'matches', path: `/cases/${one.token}/matches`, person: officer },
    { name: 'answer', path: `/cases/${said.token}/answer`, person: officer },
    { name: 'cases', path: '/cases?state=all', person: officer },
    { name: 'cases-none', path: '/cases?state=monitoring', person: officer },
    { name: 'case', path: `/cases/${work.token}`, person: manager },
    { name: 'case-placed', path: `/cases/${placed.token}`, person: officer },
    { name: 'case-declined', path: `/cases/${gone.token}`, person: officer },
    { name: 'case-protected', path: `/cases/${protectedCase.token}`, person: officer },
    { name: 'check', path: `/cases/${work.token}/checks/RL09`, person: officer },
    ...stepPages
      .filter(page => !['record answer', 'record lost again', 'reopen'].includes(page.step))
      .map(page => ({ name: page.path, path: `/cases/${work.token}/${page.path}`, person: manager })),
    { name: 'not-located-list', path: '/not-located', person: officer },
    ...['O04', 'O06', 'O08'].map(code => ({
      name: `proof-${code}`,
      path: `/cases/${work.token}/proof/${code}`,
      person: officer,
    })),
    {
      name: 'proof-errors',
      path: `/cases/${work.token}/proof/O02`,
      person: officer,
      press: 'Record the proof',
    },
    { name: 'close-errors', path: `/cases/${work.token}/close`, person: officer, press: 'Close the case' },
    { name: 'send-back', path: `/cases/${work.token}/send-back`, person: manager },
    { name: 'case-checks-only', path: `/cases/${work.token}?kind=checks&order=oldest`, person: officer },
    { name: 'lost', path: `/cases/${placed.token}/lost`, person: officer },
    { name: 'withdraw', path: `/cases/${placed.token}/withdraw`, person: officer },
    { name: 'reopen', path: `/cases/${gone.token}/reopen`, person: officer },
    { name: 'not-open', path: `/cases/${gone.token}/note`, person: officer },
    { name: 'offer-errors', path: `/cases/${work.token}/offer`, person: officer, press: 'Ask the school' },
    { name: 'offers', path: '/offers', person: birch },
    { name: 'offers-none', path: '/offers', person: people.right.dsl },
    { name: 'offer-answer', path: `/offers/${offer!.token}`, person: birch },
    { name: 'offer-answer-errors', path: `/offers/${offer!.token}`, person: birch, press: 'Send the answer' },
    { name: 'school-answer', path: `/referrals/${asked!.token}/answer`, person: people.right.dsl },
    { name: 'search', path: '/children', person: officer },
    { name: 'search-errors', path: '/children', person: officer, press: 'Find' },
    { name: 'child', path: `/children/${fresh.token}`, person: officer },
    { name: 'child-protected', path: `/children/${hidden.token}`, person: officer },
    { name: 'open-case', path: `/children/${twin.token}/open-case`, person: officer },
  )
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights)

  test('a search shows what it found', async () => {
    const window = await newWindow({ width: 375 })
    await window.context().addCookies([{ name: 'onroll', value: sights[0]!.person.cookie, url: origin }])
    await window.goto(`${origin}/children`)
    await window.getByLabel('Reference, UPN or name').fill('Hidden Noor')
    await window.getByRole('button', { name: 'Find', exact: true }).click()
    assert.ok(await window.getByRole('link', { name: 'Noor Hidden' }).isVisible())
    await picture(window, 'search-found-375')
    assert.deepEqual(await violationsOn(window), [])
    assert.equal(await sidewaysScroll(window), 0)
  })
})
