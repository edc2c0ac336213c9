import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import {
  type Attempt,
  apartMinutes,
  childSeen,
  isOutcome,
  minutesOf,
  type Outcome,
  outcomes,
  readTime,
  whatFollows,
  whereVisitorIs,
  writtenAfter,
  wrongWithReport,
} from './visit.ts'

const monday = localDate('2026-11-16')
const tuesday = localDate('2026-11-17')
const tried = (on = monday, arrived = '10:00', outcome: Outcome = 'no answer'): Attempt => ({
  outcome,
  on,
  arrived,
})

describe('the rule of two attempts', () => {
  for (const [says, attempts, next] of [
    ['one without an answer', [tried()], 'again'],
    ['two on one day', [tried(), tried(monday, '16:00')], 'again'],
    ['two days, one time', [tried(), tried(tuesday, '10:00')], 'again'],
    ['two days, 119 minutes apart', [tried(), tried(tuesday, '11:59')], 'again'],
    ['two days, 120 minutes apart', [tried(), tried(tuesday, '12:00')], 'decide'],
    ['two days, 120 minutes earlier', [tried(), tried(tuesday, '08:00')], 'decide'],
    ['the third apart from the first', [tried(), tried(monday, '16:00'), tried(tuesday, '16:00')], 'decide'],
    ['the third apart from neither', [tried(), tried(monday, '10:30'), tried(tuesday, '11:00')], 'again'],
    [
      'an address not found, then no answer',
      [tried(monday, '10:00', 'address not found'), tried(tuesday, '14:00')],
      'decide',
    ],
    ['seen', [tried(monday, '10:00', 'seen')], 'done'],
    ['seen alone, after no answer', [tried(), tried(tuesday, '10:00', 'seen alone')], 'done'],
    ['an adult only, at once', [tried(monday, '10:00', 'adult only')], 'decide'],
    ['would not let the child be seen, at once', [tried(monday, '10:00', 'refused')], 'decide'],
    ['gone away, at once', [tried(monday, '10:00', 'gone away')], 'decide'],
    ['not safe, at once', [tried(monday, '10:00', 'unsafe left')], 'decide'],
  ] as const) {
    test(says, () => assert.equal(whatFollows(attempts).next, next))
  }
  test('the second attempt is on another working day: after a Friday, the Monday', () => {
    const follows = whatFollows([tried(localDate('2026-11-20'))])
    assert(follows.next === 'again')
    assert.equal(follows.from, '2026-11-23')
  })
  test('however many were in vain, it ends only with a child seen or with somebody who decides', () => {
    const attempt = fc.record({
      outcome: fc.constantFrom(...(Object.keys(outcomes) as Outcome[])),
      on: fc.integer({ min: 0, max: 9 }).map(n => addDays(monday, n)),
      arrived: fc
        .integer({ min: 7 * 60, max: 20 * 60 })
        .map(n => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`),
    })
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 1, maxLength: 6 }), attempts => {
        const follows = whatFollows(attempts)
        const last = attempts.at(-1)!
        // Done is only a child who was seen, and a child who was seen is always done.
        assert.equal(follows.next === 'done', childSeen(last.outcome))
        if (follows.next === 'again') {
          const vain = attempts.filter(one => ['no answer', 'address not found'].includes(one.outcome))
          assert(follows.from > last.on)
          assert(
            vain.every(
              one =>
                one.on === last.on ||
                Math.abs(minutesOf(one.arrived) - minutesOf(last.arrived)) < apartMinutes,
            ),
          )
        }
      }),
    )
  })
})

describe('safe and well', () => {
  const report = {
    outcome: 'adult only',
    who: 'A neighbour',
    shownHow: 'They did not',
    fact: 'She says that the child is fine.',
    opinion: '',
    concern: 'none',
    concernSays: '',
    saysSafe: true,
  }
  test('is never recorded unless the child was seen, whatever happened', () => {
    for (const outcome of Object.keys(outcomes)) {
      const wrong = wrongWithReport({ ...report, outcome }).some(one => one.field === 'saysSafe')
      assert.equal(wrong, outcome !== 'seen' && outcome !== 'seen alone', outcome)
    }
    assert(wrongWithReport({ ...report, outcome: '' }).some(one => one.field === 'saysSafe'))
  })
  test('every question that must be answered is asked again, in the order of the form', () => {
    const nothing = {
      outcome: '',
      who: '',
      shownHow: '',
      fact: '',
      opinion: '',
      concern: '',
      concernSays: '',
    }
    assert.deepEqual(
      wrongWithReport({ ...nothing, saysSafe: false }).map(one => one.field),
      ['outcome', 'fact', 'concern'],
    )
    assert.deepEqual(
      wrongWithReport({ ...nothing, outcome: 'refused', fact: 'x', concern: 'dsl', saysSafe: false }).map(
        one => one.field,
      ),
      ['who', 'shownHow', 'concernSays'],
    )
    assert.deepEqual(wrongWithReport({ ...report, saysSafe: false }), [])
  })
})

describe('the visitor', () => {
  const arrivedAt = new Date('2026-11-20T10:00:00Z')
  const at = (minutes: number) => new Date(arrivedAt.getTime() + minutes * 60_000)
  const visit = { arrivedAt, minutes: 60, needsHelp: false }
  test('is overdue after the minute they were to be out by, and not before', () => {
    assert.equal(whereVisitorIs({ minutes: 60, needsHelp: false }, at(0)), 'not begun')
    assert.equal(whereVisitorIs(visit, at(0)), 'there')
    assert.equal(whereVisitorIs(visit, at(60)), 'there')
    assert.equal(whereVisitorIs(visit, new Date(at(60).getTime() + 1)), 'overdue')
    assert.equal(whereVisitorIs({ ...visit, leftAt: at(70) }, at(500)), 'back')
    // Gone in again: what was left before does not count.
    assert.equal(whereVisitorIs({ ...visit, leftAt: at(-5) }, at(61)), 'overdue')
    assert.equal(whereVisitorIs({ ...visit, leftAt: at(5), needsHelp: true }, at(6)), 'needs help')
  })
  test('writes within the hour', () => {
    assert.equal(writtenAfter(arrivedAt, at(60)).inTime, true)
    assert.equal(writtenAfter(arrivedAt, at(61)).inTime, false)
    assert.match(writtenAfter(arrivedAt, at(25)).says, /25 minutes/)
    assert.match(writtenAfter(arrivedAt, at(61)).says, /1 hour after/)
    assert.match(writtenAfter(arrivedAt, at(60 * 72)).says, /3 days after/)
  })
})

test('a time of day is read as people type it', () => {
  for (const [typed, read] of [
    ['9:30', '09:30'],
    ['09.30', '09:30'],
    ['1432', '14:32'],
    ['2pm', '14:00'],
    ['12am', '00:00'],
    ['12:15 pm', '12:15'],
    ['23:59', '23:59'],
    ['24:00', undefined],
    ['13pm', undefined],
    ['9', undefined],
    ['soon', undefined],
    ['', undefined],
  ] as const)
    assert.equal(readTime(typed), read, typed)
  assert.equal(isOutcome('toString'), false)
})
