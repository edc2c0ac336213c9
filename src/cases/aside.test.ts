import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, localDate } from '../calendar/local-date.ts'
import { type CaseEvent, caseFrom, type Happened, nextStep } from './case.ts'
import * as steps from './steps.ts'

const on = localDate('2026-11-20')
const officer: steps.Doer = { id: 'officer', name: 'An officer', role: 'cme-officer' }
const manager: steps.Doer = { id: 'manager', name: 'A manager', role: 'manager' }
let numbered = 0
const event = (happened: Happened, day = on): CaseEvent => {
  numbered += 1
  return { ...happened, id: String(numbered), on: day, by: 'A', role: 'cme-officer', side: 'authority' }
}
const caseOf = (...happened: Happened[]) =>
  caseFrom([
    event({
      type: 'received',
      how: 'by hand',
      school: 'S',
      startCode: 'START-01',
      level: 'act this week',
      pathway: 'A',
      says: '',
    }),
    event({ type: 'accepted', level: 'act this week', ownerId: 'o', ownerName: 'O' }),
    ...happened.map(one => event(one)),
  ])
const held: Happened = { type: 'set-aside', as: 'on hold', says: 'A court decides', until: addDays(on, 7) }

describe('on hold', () => {
  // Friday 20 November: five working days on is Friday 27; four weeks on is Friday 18 December.
  for (const [who, until, may] of [
    [officer, '2026-11-19', false],
    [officer, '2026-11-20', true],
    [officer, '2026-11-27', true],
    [officer, '2026-11-28', false],
    [manager, '2026-11-28', true],
    [manager, '2026-12-18', true],
    [manager, '2026-12-19', false],
  ] as const) {
    test(`${who.role} until ${until}: ${may ? 'held' : 'refused'}`, () => {
      const decided = steps.hold(caseOf(), { says: 'A court decides', until: localDate(until) }, who, on)
      assert.equal(decided.allowed, may)
    })
  }
  test('wants a reason', () => {
    assert.equal(steps.hold(caseOf(), { says: '', until: on }, officer, on).allowed, false)
  })
  test('comes back on its day, or sooner for what else is waited for', () => {
    assert.equal(nextStep(caseOf(held))?.due, '2026-11-27')
    assert.equal(nextStep(caseOf(held))?.step, 'take back')
    const sooner: Happened = { type: 'task-set', key: 'visit 1', says: 'Hear of the visit', due: on }
    assert.equal(nextStep(caseOf(held, sooner))?.says, 'Hear of the visit')
  })
  test('news of the child ends it; a note does not; a panel keeps the case whatever is heard', () => {
    const news: Happened = { type: 'told-again', how: 'a partner', says: 'Seen in town' }
    assert.equal(caseOf(held, news).aside, undefined)
    assert.equal(caseOf(held, { type: 'note', fact: 'x', opinion: '' }).aside?.as, 'on hold')
    assert.equal(caseOf({ ...held, as: 'with panel' }, news).aside?.as, 'with panel')
  })
  test('a case with a panel is still ours: its own deadline holds where it is sooner', () => {
    assert.equal(nextStep(caseOf({ ...held, as: 'with panel', until: addDays(on, 40) }))?.due, '2026-11-25')
  })
})

test('what is told again is read: a task with a day, done by the first thing that somebody does', () => {
  const told: Happened = { type: 'told-again', how: 'the public', says: 'Seen in town' }
  const c = caseOf(told)
  assert.equal(nextStep(c)?.says, 'Read what was told of the child again: the public')
  assert.equal(nextStep(c)?.due, '2026-11-25')
  assert.deepEqual(caseOf(told, { type: 'note', fact: 'Read it', opinion: '' }).tasks, {})
  const letter: Happened = { type: 'recorded', what: 'letter', title: 'x', lines: [], work: false }
  assert.equal(
    Object.keys(caseOf(told, letter).tasks).length,
    1,
    'what another part of Onroll did is no reading',
  )
})

test('a pathway keeps the day it changed, by whatever step', () => {
  const c = caseOf()
  assert.equal(c.pathwayOn, on)
  const later = addDays(on, 3)
  const moved = caseFrom([
    event({
      type: 'received',
      how: 'by hand',
      school: 'S',
      startCode: 'START-01',
      level: 'act this week',
      pathway: 'A',
      says: '',
    }),
    event({ type: 'pathway-set', pathway: 'B', says: 'The address is known' }, later),
    event({ type: 'pathway-set', pathway: 'B', says: 'Again' }, addDays(later, 1)),
  ])
  assert.equal(moved.pathwayOn, later)
  assert.equal(steps.setPathway(c, { pathway: 'A', says: 'x' }).allowed, false)
  assert.equal(steps.setPathway(c, { pathway: 'B', says: '' }).allowed, false)
  assert.equal(steps.setPathway(c, { pathway: 'B', says: 'x' }).allowed, true)
})
