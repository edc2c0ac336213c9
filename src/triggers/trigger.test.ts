// What a trigger is made of: from which side each thing is read and by whom it may be known, in one table.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  actionNames,
  actions,
  addresseeNames,
  addressees,
  kindNames,
  kinds,
  lengthInWords,
  sideOf,
  whenInWords,
  yearInWords,
} from './trigger.ts'

test('each kind: how it counts, where it is read, and whether a school may know', () => {
  assert.deepEqual(
    kindNames.map(name => {
      const { counted, readFrom, schoolMayKnow, units } = kinds[name]
      return `${name}: ${counted}, ${readFrom}, ${schoolMayKnow ? 'school' : 'authority only'}, ${units.length}`
    }),
    [
      'unexplained-run: in a row, register, school, 4',
      'unauthorised-run: in a row, register, school, 4',
      'reason-unknown: after, register, school, 4',
      'leave-overrun: after, register, school, 4',
      'no-show: from, register, school, 4',
      'last-attended: after, register, school, 4',
      'unauthorised-days: in a row, register, school, 1',
      'referral-received: after, records, school, 4',
      'other-authority-asks: after, records, authority only, 4',
      'home-education: after, records, school, 4',
      'out-of-education: after, records, authority only, 4',
      'removed-without-destination: after, records, school, 4',
      'untraced: after, records, authority only, 4',
    ],
  )
})
test('each step: whether it follows, and whether it is about compulsory age alone', () => {
  const having = (has: (name: (typeof actionNames)[number]) => boolean) => actionNames.filter(has)
  assert.deepEqual(
    having(name => actions[name].follows),
    ['send-follow-up', 'check', 'review', 'ask-how-it-stands', 'agree-with-new-authority'],
  )
  assert.deepEqual(
    having(name => actions[name].onlyCompulsoryAge),
    ['refer', 'send-form', 'open-case'],
  )
})
test('each addressee: whose list it is', () => {
  assert.deepEqual(
    addresseeNames.map(name => `${addressees[name].name}: ${sideOf({ addressee: name })}`),
    [
      'School office: school',
      'Designated safeguarding lead (DSL): school',
      'Headteacher: school',
      'Parent, by the school: school',
      'CME officer: authority',
      'Attendance team: authority',
    ],
  )
})
describe('in words', () => {
  test('one and several', () => {
    assert.equal(lengthInWords({ n: 1, unit: 'week' }), '1 week')
    assert.equal(lengthInWords({ n: 2, unit: 'working day' }), '2 working days')
    assert.equal(lengthInWords({ n: 0, unit: 'school day' }), '0 school days')
  })
  test('a year group', () => {
    assert.equal(yearInWords(0), 'Reception')
    assert.equal(yearInWords(1), 'Year 1')
    const trigger = {
      trigger: 'untraced',
      n: 0,
      unit: 'week',
      action: 'review',
      addressee: 'CME officer',
      onlyYear: 0,
    } as const
    assert.equal(
      whenInWords(trigger),
      'At once after the case was opened, and the child is not traced, Reception only',
    )
  })
})
