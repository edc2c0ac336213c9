import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, localDate } from '../calendar/local-date.ts'
import { closureOutcomes } from '../law/closure-outcomes.ts'
import { type CaseEvent, caseFrom, type Happened } from './case.ts'
import { outcomes, refusalsToClose } from './closing.ts'
import type { Facts } from './proofs.ts'
import * as steps from './steps.ts'
import { factsOf, nothingLeft } from './testing/proofs.ts'

const on = localDate('2026-11-20')
const officer = { id: 'officer', name: 'Olu Officer', role: 'cme-officer' }
const manager = { id: 'manager', name: 'Mina Manager', role: 'manager' }
const other = { id: 'other', name: 'Otis Manager', role: 'manager' }
let numbered = 0
const event = (happened: Happened, by = officer): CaseEvent => {
  numbered += 1
  return { ...happened, id: String(numbered), on, byId: by.id, by: by.name, role: by.role, side: 'authority' }
}
type Level = 'act today' | 'keep in view'
const received = (level: Level): CaseEvent =>
  event({
    type: 'received',
    how: 'by hand',
    school: 'S',
    startCode: 'START-01',
    level,
    pathway: 'A',
    says: '',
  })
const accepted = (level: Level): CaseEvent => event({ type: 'accepted', level, ownerId: 'o', ownerName: 'O' })
const caseOf = (level: Level, ...events: CaseEvent[]) =>
  caseFrom([received(level), accepted(level), ...events])
const proof = (outcome: string, by = officer, facts: Facts = factsOf(outcome, on)): CaseEvent =>
  event({ type: 'proof-recorded', outcome, says: 'Held', from: 'Someone', facts }, by)
const tenth = event({
  type: 'tenth-day-confirmed',
  offerId: 'p',
  schoolId: 's',
  school: 'Birch',
  attendedOn: addDays(on, 13),
})
const found = event({
  type: 'found-on-roll',
  enrolmentId: 'e',
  offerId: 'p',
  schoolId: 's',
  school: 'Birch',
  since: on,
})
const offered = event({ type: 'place-offered', offerId: 'p', schoolId: 's', school: 'Birch', startsOn: on })
const attended = event(
  { type: 'attendance-confirmed', offerId: 'p', schoolId: 's', school: 'Birch', attendedOn: on },
  { id: 'school', name: 'Sam School', role: 'attendance-officer' },
)
const located = event({ type: 'located', proof: 'seen', where: 'abroad', says: 'Seen' })
const says = (...given: Parameters<typeof refusalsToClose>) =>
  refusalsToClose(...given).map(reason => reason.says)

describe('closing', () => {
  test('in school here: only after the school’s own word, whatever else is held', () => {
    assert.match(says(caseOf('keep in view'), 'O01', officer).join(), /No school has confirmed/)
    assert.match(says(caseOf('keep in view', proof('O02')), 'O01', officer).join(), /No school has confirmed/)
    const claimed = event({ type: 'started-claimed', startedOn: on, says: '', from: 'Mother' })
    assert.match(
      says(caseOf('keep in view', offered, claimed), 'O01', officer).join(),
      /No school has confirmed/,
    )
    assert.match(
      says(caseOf('keep in view', offered, attended), 'O01', officer).join(),
      /Birch has not confirmed the tenth day yet, Thursday 3 December 2026/,
    )
    assert.deepEqual(says(caseOf('keep in view', offered, attended, tenth), 'O01', officer), [])
  })
  test('found on a roll: the school’s word that the child attends is enough, there is no tenth day of ours', () => {
    assert.deepEqual(says(caseOf('keep in view', found, attended), 'O01', officer), [])
  })
  test('a child who came and then stays away is in school no longer', () => {
    const away = event({ type: 'not-attending', offerId: 'p', schoolId: 's', school: 'Birch', says: 'Gone' })
    assert.match(
      says(caseOf('keep in view', offered, attended, away), 'O01', officer).join(),
      /No school has confirmed/,
    )
  })
  test('in school elsewhere: a named confirmation with the first day attended', () => {
    assert.match(says(caseOf('keep in view'), 'O02', officer).join(), /confirmed registration and the first/)
    assert.match(
      says(caseOf('keep in view', proof('O02', officer, {})), 'O02', officer).join(),
      /does not say all that is needed/,
    )
    assert.match(
      says(caseOf('keep in view', offered, attended, tenth), 'O02', officer).join(),
      /Record the proof first/,
      'a school here is not a school elsewhere',
    )
    assert.deepEqual(says(caseOf('keep in view', proof('O02')), 'O02', officer), [])
  })
  test('every other outcome: proof of that outcome, and of no other', () => {
    for (const outcome of outcomes.filter(one => one.closes && !one.attendance)) {
      const by = outcome.approver === 'manager' ? manager : officer
      assert.match(
        says(caseOf('keep in view', located), outcome.code, by).join(),
        /Record the proof first/,
        outcome.code,
      )
      const another = outcome.code === 'O03' ? 'O04' : 'O03'
      assert.match(
        says(caseOf('keep in view', located, proof(another)), outcome.code, by).join(),
        /Record the proof first/,
      )
      assert.deepEqual(
        says(caseOf('keep in view', located, proof(outcome.code)), outcome.code, by),
        [],
        outcome.code,
      )
    }
  })
  test('abroad, over age and died need a manager, and another than recorded the proof', () => {
    for (const code of ['O06', 'O08', 'O10']) {
      const c = caseOf('keep in view', located, proof(code, manager))
      assert.match(says(c, code, officer).join(), /A manager must approve/)
      assert.match(says(c, code, manager).join(), /another manager must approve/)
      assert.deepEqual(says(c, code, other), [])
    }
  })
  test('over age, never located: a safeguarding view first', () => {
    const c = caseOf('keep in view', proof('O08'))
    assert.match(says(c, 'O08', manager).join(), /safeguarding view first/)
    const considered = event({ type: 'safeguarding-considered', says: 'View', with: '' })
    assert.deepEqual(says(caseOf('keep in view', proof('O08'), considered), 'O08', manager), [])
    const ended = proof('O08', officer, { ended: on })
    assert.match(
      says(caseOf('keep in view', ended, considered), 'O08', manager).join(),
      /not of before/,
      'a view of the last day of compulsory age is of before its end',
    )
    const after = proof('O08', officer, { ended: addDays(on, -1) })
    assert.deepEqual(says(caseOf('keep in view', after, considered), 'O08', manager), [])
    const claimed = event({ type: 'located', proof: 'claimed', where: 'abroad', says: 'x' })
    assert.match(says(caseOf('keep in view', claimed, proof('O08')), 'O08', manager).join(), /never located/)
  })
  test('act today: a manager, as a second person', () => {
    const c = caseOf('act today', proof('O03'))
    assert.match(says(c, 'O03', officer).join(), /a manager must close it, as a second person/)
    assert.deepEqual(says(c, 'O03', manager), [])
    assert.match(says(caseOf('act today', proof('O03', manager)), 'O03', manager).join(), /another manager/)
    const there = [offered, attended, tenth]
    assert.match(says(caseOf('act today', ...there), 'O01', manager).join(), /puts the closing forward first/)
    assert.match(says(caseOf('act today', ...there), 'O01', officer).join(), /as a second person/)
    assert.deepEqual(says(caseOf('act today', ...there, proof('O01')), 'O01', manager), [])
    assert.match(says(caseOf('act today', ...there, proof('O01', manager)), 'O01', manager).join(), /another/)
  })
  test('a risk that is open: a manager, as a second person', () => {
    const c = caseOf('keep in view', proof('O03'))
    assert.deepEqual(says(c, 'O03', officer), [])
    assert.match(says(c, 'O03', officer, { openRisk: true }).join(), /A risk is open/)
    assert.deepEqual(says(c, 'O03', manager, { openRisk: true }), [])
    const mine = caseOf('keep in view', proof('O03', manager))
    assert.match(says(mine, 'O03', manager, { openRisk: true }).join(), /another manager/)
    const close = (risk: 'none open' | 'passed on', text: string) =>
      steps.close(c, { outcome: 'O03', says: text, record: { ...nothingLeft, risk } }, manager, {
        openRisk: true,
      }).allowed
    assert.equal(close('none open', ''), false)
    assert.equal(close('passed on', ''), false)
    assert.equal(close('passed on', 'With social care'), true)
  })
  test('not located: a manager, and only on the proof of something else', () => {
    const lost = event({ type: 'not-located', says: '', safeguardingLead: 'L' })
    assert.match(says(caseOf('keep in view', lost, proof('O07')), 'O07', officer).join(), /second person/)
    assert.deepEqual(says(caseOf('keep in view', lost, proof('O07')), 'O07', manager), [])
  })
  test('“not located” and an order are never an ending', () => {
    for (const code of ['O11', 'O12']) {
      for (const by of [officer, manager])
        assert.match(says(caseOf('keep in view', proof('O03')), code, by).join(), /does not close/)
    }
  })
  test('before a decision, and once closed, nothing closes; an unknown outcome is no outcome', () => {
    assert.match(says(caseFrom([received('keep in view')]), 'O03', officer).join(), /Decide first/)
    const closed = caseOf('keep in view', proof('O03'), event({ type: 'closed', outcome: 'O03', says: '' }))
    assert.match(says(closed, 'O03', officer).join(), /closed already/)
    assert.deepEqual(says(caseOf('keep in view'), 'O99', officer), ['Choose one of the outcomes'])
  })
  test('the guidance’s words for an outcome are recorded as outcomes that are there, and close as they do', () => {
    for (const { word, outcome, closes } of closureOutcomes) {
      assert.equal(outcomes.find(one => one.code === outcome)?.closes, closes, word)
    }
    const worded = new Set(closureOutcomes.map(one => one.outcome))
    // College, and the order that is only a status, are practice's own.
    assert.deepEqual(
      outcomes.map(one => one.code).filter(code => !worded.has(code)),
      ['O05', 'O11'],
    )
  })
  test('all reasons are given, not the first', () => {
    assert.equal(says(caseOf('act today'), 'O08', officer).length, 3)
  })
})

test('not located: a second person until the child is located, whatever was claimed or asked for since', () => {
  const lost = event({ type: 'not-located', says: 'All tried', safeguardingLead: 'L' })
  const claim = event({ type: 'started-claimed', startedOn: on, says: '', from: 'A neighbour' })
  for (const since of [claim, offered, found]) {
    const c = caseOf('keep in view', lost, since, proof('O03'))
    assert.match(says(c, 'O03', officer).join(), /not located: a manager must close it/)
    assert.deepEqual(says(c, 'O03', manager), [])
  }
  assert.deepEqual(says(caseOf('keep in view', lost, located, proof('O03')), 'O03', officer), [])
})
