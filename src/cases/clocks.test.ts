import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween, localDate, weekday } from '../calendar/local-date.ts'
import { bankHolidaysVersion, isWorkingDay } from '../calendar/working-days.ts'
import { type PracticeClock, practiceClocks } from '../law/practice-rules.ts'
import { ruleOf } from '../law/rules.ts'
import {
  clockAnswer,
  dayAsked,
  daysFor,
  dueBy,
  inWorkingDays,
  kept,
  laterAnswer,
  levels,
  monthlyReview,
  urgencyOf,
} from './clocks.ts'

const day = localDate
const clocks = Object.keys(practiceClocks) as PracticeClock[]
const anyDay = fc.integer({ min: 0, max: 1700 }).map(n => addDays(day('2024-01-01'), n))

describe('our own clocks', () => {
  test('give each level its working days', () => {
    const on = day('2026-11-20')
    assert.deepEqual(
      Object.fromEntries(clocks.map(clock => [clock, levels.map(level => daysFor(clock, level, on))])),
      {
        acknowledge: [0, 1, 1],
        triage: [0, 1, 3],
        'first contact': [1, 3, 5],
        'own checks': [1, 3, 5],
        visit: [2, 5, 10],
        'agency checks': [1, 5, 10],
        review: [2, 5, 10],
        answer: [1, 5, 10],
        'decide on closing': [1, 1, 1],
        'hear of a start': [1, 1, 1],
        'tenth day': [10, 10, 10],
      },
    )
    assert.deepEqual(levels.map(urgencyOf), [3, 2, 1])
  })

  test('show their working', () => {
    assert.deepEqual(clockAnswer('review', 'act today', day('2026-12-23'), 'the last work on it'), {
      rule: 'P-REVIEW',
      ruleVersion: '2026-09-01',
      calendarVersion: bankHolidaysVersion,
      inputs: { clock: 'review', level: 'act today', from: '2026-12-23' },
      due: '2026-12-29',
      because:
        'Within 2 working days of the last work on it, Wednesday 23 December 2026: Tuesday 29 December 2026. The situation is “act today”.',
      days: [
        { on: '2026-12-24', did: 'counted', count: 1, says: 'working day 1' },
        { on: '2026-12-25', did: 'passed-over', says: 'weekend or bank holiday' },
        { on: '2026-12-26', did: 'passed-over', says: 'weekend or bank holiday' },
        { on: '2026-12-27', did: 'passed-over', says: 'weekend or bank holiday' },
        { on: '2026-12-28', did: 'passed-over', says: 'weekend or bank holiday' },
        { on: '2026-12-29', did: 'counted', count: 2, says: 'working day 2' },
      ],
      wouldChange: ['The situation judged more or less urgent', 'A bank holiday that is moved or added'],
      cites: 'Onroll’s own default, drawn from published practice; no law gives a number',
      mark: 'inferred',
    })
    assert.match(
      clockAnswer('triage', 'act today', day('2026-11-20')).because,
      /^The same day as that day, Friday/,
    )
  })

  test('name a rule that is in the rule book', () => {
    for (const clock of clocks)
      assert.ok(ruleOf(clockAnswer(clock, 'act today', day('2026-11-20')).rule), clock)
    assert.ok(ruleOf(monthlyReview(day('2026-11-20')).rule))
    assert.ok(ruleOf(dayAsked(day('2026-11-24'), day('2026-11-20'), 'The day').rule))
  })

  test('count from a weekend on: the Monday is the first working day, or the day itself for “the same day”', () => {
    for (const saturday of ['2026-11-21', '2026-11-22']) {
      assert.equal(dueBy('triage', 'act today', day(saturday)), '2026-11-23')
      assert.equal(dueBy('review', 'act today', day(saturday)), '2026-11-24')
      assert.equal(dueBy('triage', 'act this week', day(saturday)), '2026-11-23')
    }
  })

  test('never fall on a weekend or bank holiday, and a more urgent situation is never later', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...clocks), (from, clock) => {
        const dues = levels.map(level => dueBy(clock, level, from))
        for (const due of dues) {
          assert.ok(isWorkingDay(due) && due >= from)
        }
        assert.ok(dues[0]! <= dues[1]! && dues[1]! <= dues[2]!)
        const { days, inputs } = clockAnswer(clock, 'keep in view', from)
        assert.equal(days.at(-1)!.on, dues[2])
        assert.deepEqual(inputs, { clock, level: 'keep in view', from })
      }),
    )
  })
})

describe('the monthly look at a child who is not located', () => {
  test('comes after four weeks', () => {
    const answer = monthlyReview(day('2026-10-23'))
    assert.equal(answer.due, '2026-11-20')
    assert.equal(answer.days.length, 28)
    assert.equal(
      answer.because,
      '28 days after the last work on it, Friday 23 October 2026: Friday 20 November 2026. A child who is not located is looked for again every month; time never closes a case.',
    )
    assert.deepEqual(kept(answer), {
      rule: 'P-MONTHLY',
      ruleVersion: '2026-09-01',
      calendarVersion: bankHolidaysVersion,
      inputs: { from: '2026-10-23' },
      due: '2026-11-20',
    })
    assert.equal(answer.mark, 'inferred')
    assert.match(answer.cites, /^Onroll’s own default: every month/)
    assert.equal(answer.wouldChange.length, 2)
  })

  test('moves on from a weekend or holiday, and shows that', () => {
    // Four weeks after 27 November is 25 December; Monday the 28th is a bank holiday too.
    const answer = monthlyReview(day('2026-11-27'))
    assert.equal(answer.due, '2026-12-29')
    assert.match(
      answer.because,
      /Friday 27 November 2026, and on to the next working day: Tuesday 29 December/,
    )
    assert.deepEqual(answer.days.slice(27), [
      { on: '2026-12-25', did: 'counted', count: 28, says: 'day 28' },
      { on: '2026-12-26', did: 'passed-over', says: 'weekend or bank holiday' },
      { on: '2026-12-27', did: 'passed-over', says: 'weekend or bank holiday' },
      { on: '2026-12-28', did: 'passed-over', says: 'weekend or bank holiday' },
      { on: '2026-12-29', did: 'passed-over', says: 'the next working day' },
    ])
  })

  test('is always a working day, four weeks on or a little more', () => {
    fc.assert(
      fc.property(anyDay, from => {
        const { due } = monthlyReview(from)
        assert.ok(weekday(due) <= 5 && isWorkingDay(due))
        assert.ok(daysBetween(from, due) >= 28 && daysBetween(from, due) <= 34)
      }),
    )
  })
})

test('a day that a person chose is shown as that', () => {
  assert.deepEqual(dayAsked(day('2026-11-24'), day('2026-11-20'), 'The day we asked for the answer by'), {
    rule: 'P-ANSWER',
    ruleVersion: '2026-09-01',
    inputs: { asked: '2026-11-24' },
    due: '2026-11-24',
    because: 'The day we asked for the answer by: Tuesday 24 November 2026. A person chose the day.',
    days: [],
    wouldChange: ['An answer that comes sooner'],
    cites: 'Onroll’s own default, drawn from published practice; no law gives a number',
    mark: 'inferred',
  })
  assert.deepEqual(Object.keys(kept(dayAsked(day('2026-11-24'), day('2026-11-20'), 'The day'))), [
    'rule',
    'ruleVersion',
    'inputs',
    'due',
  ])
})

test('of two days the later holds, and of the same day the first answer', () => {
  const early = clockAnswer('review', 'act today', day('2026-11-20'))
  const late = clockAnswer('tenth day', 'act today', day('2026-11-20'))
  const same = clockAnswer('visit', 'act today', day('2026-11-20'))
  assert.equal(laterAnswer(early, late), late)
  assert.equal(laterAnswer(late, early), late)
  assert.equal(laterAnswer(early, same), early)
})

test('a number of working days in words', () => {
  assert.equal(inWorkingDays(0), 'the same day as')
  assert.equal(inWorkingDays(1), 'within 1 working day of')
  assert.equal(inWorkingDays(3), 'within 3 working days of')
})
