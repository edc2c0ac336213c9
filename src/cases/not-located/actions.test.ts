import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { csaEnd } from '../../calendar/age.ts'
import { addDays, localDate } from '../../calendar/local-date.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { takeStep } from '../actions.ts'
import { requiredChecks } from '../authority-checks.ts'
import { caseFrom } from '../case.ts'
import * as steps from '../steps.ts'
import { caseByToken, historyOf, rebuildColumns } from '../store.ts'
import { refer } from '../testing/referred.ts'
import { beginSearches, tellAgeEnded } from './actions.ts'
import { notLocatedCases } from './store.ts'

let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  await makeCalendar(db.owner, people)
})

type Decide = Parameters<typeof takeStep>[4]
const take = (who: 'cme-officer' | 'manager', on: string, token: string, decide: Decide) =>
  asViewer(db.app, people.right[who].viewer(on), tx =>
    takeStep(tx, people.right[who].viewer(on), token, '', decide),
  )
async function lost(on: string, bornOn = '2013-02-01') {
  const child = await makeChild(db.owner, { school: people.alder, bornOn })
  const { token } = await refer(db.app, people, child, { level: 'keep in view', on })
  const owner = { id: people.right['cme-officer'].id, name: 'O' }
  await take('cme-officer', on, token, (c, by) => steps.accept(c, { level: 'keep in view', owner }, by))
  for (const { code } of requiredChecks) {
    await take('cme-officer', on, token, c =>
      steps.answerCheck(c, { check: code, result: 'nothing found', says: '' }),
    )
  }
  await take('cme-officer', on, token, c =>
    steps.considerSafeguarding(c, { says: 'A risk', with: 'A. Lead' }),
  )
  const recorded = await take('manager', on, token, (c, by) => steps.recordNotLocated(c, { says: 'All' }, by))
  assert.ok(recorded.done, JSON.stringify(recorded))
  return token
}
const caseOf = async (token: string) => {
  const system = systemViewer('001', '2026-11-20')
  return asViewer(db.app, system, async tx =>
    caseFrom(await historyOf(tx, system, (await caseByToken(tx, system, token)).id)),
  )
}
const search = (on: string) => beginSearches(db.app, systemViewer('001', on))

test('the search is made again once each term, by two at once too, and stays late over a new term', async () => {
  const token = await lost('2026-11-20')
  assert.equal(await search('2026-12-18'), 0, 'everything was searched this term')
  const begun = await Promise.all([search('2027-01-04'), search('2027-01-04')])
  assert.equal(begun[0]! + begun[1]!, 1)
  assert.equal(await search('2027-01-05'), 0)
  const c = await caseOf(token)
  assert.equal(c.reSearch?.term, 'Spring term 2026/27')
  assert.equal(c.reSearch?.due, '2027-02-01')
  assert.deepEqual(c.checks, {}, 'what was answered before says nothing of today')
  assert.equal(c.safeguarding, undefined)
  assert.equal(await search('2027-06-30'), 1)
  const late = await caseOf(token)
  assert.equal(late.reSearch?.term, 'Summer term 2026/27')
  assert.equal(late.reSearch?.due, '2027-02-01', 'a new term forgives nothing')
  const viewer = people.right.manager.viewer('2027-06-30')
  const { rows, total } = await asViewer(db.app, viewer, tx => notLocatedCases(tx, viewer, 1))
  assert.equal(total, 1)
  assert.equal(rows[0]?.token, token)
  assert.equal(rows[0]?.last_check_on, '2026-11-20')
})

test('the end of compulsory school age is said once, the day after it, and closes nothing', async () => {
  const bornOn = localDate('2010-10-10')
  const ends = csaEnd(bornOn)
  const token = await lost('2026-11-20', bornOn)
  const tell = (on: string) => tellAgeEnded(db.app, systemViewer('001', on))
  assert.equal(await tell(ends), 0)
  assert.equal(await tell(addDays(ends, 1)), 1)
  assert.equal(await tell(addDays(ends, 2)), 0)
  const c = await caseOf(token)
  assert.equal(c.state, 'not located')
  assert.match(Object.values(c.tasks)[0]!.says, /Compulsory school age ended on Friday 25 June 2027/)
})

test('the columns are what the histories say', async () => {
  const system = systemViewer('001', '2027-07-01')
  assert.deepEqual(await asViewer(db.app, system, tx => rebuildColumns(tx, system)), [])
})
