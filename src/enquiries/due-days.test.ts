// When is each check due, and how do the four days of an absence stand? A table either side of each boundary, and properties.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { schoolDaysBetween } from '../calendar/school-calendar.ts'
import { dueDayOf, dueInWords, dueOfCheck, dueOn } from './due-days.ts'
import { checkStates } from './enquiry.ts'
import { milestones } from './milestones.ts'
import { schoolChecks } from './school-checks.ts'
import { calendar } from './testing/absence.ts'

const rules = { 'enquiries-start-day': 3, 'referral-day': 10 }
// Monday 9 November 2026: day 3 is Wednesday 11, day 5 Friday 13, day 9 Thursday 19, day 10 Friday 20.
const since = localDate('2026-11-09')
const days = schoolDaysBetween(calendar, localDate('2026-09-03'), localDate('2027-03-25'))

describe('the school day by which a check is due', () => {
  for (const [code, day] of [
    ['RS02', 1],
    ['RS01', 2],
    ['RS04', 3],
    ['RS11', 3],
    ['RS07', 5],
    ['RS09', 5],
    ['RS22', 5],
    ['RS12', 9],
    ['RS21', 9],
  ] as const) {
    test(`${code} by day ${day}`, () => assert.equal(dueDayOf(code, rules), day))
  }
  test('moves with the authority’s own days', () => {
    assert.equal(dueDayOf('RS04', { ...rules, 'enquiries-start-day': 5 }), 5)
    assert.equal(dueDayOf('RS12', { ...rules, 'referral-day': 6 }), 5)
    assert.equal(dueDayOf('RS09', { ...rules, 'referral-day': 4 }), 3)
  })
  test('is never after the day before the referral, and never before the first', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...schoolChecks.map(check => check.code)),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 10 }),
        (code, start, referral) => {
          const day = dueDayOf(code, { 'enquiries-start-day': start, 'referral-day': referral })
          assert(day >= 1 && day <= Math.max(1, referral - 1))
        },
      ),
    )
  })
})

describe('a due day as a date', () => {
  for (const [today, state, words] of [
    ['2026-11-10', 'to come', 'Due Wednesday 11 November 2026, school day 3.'],
    ['2026-11-11', 'today', 'Due today, school day 3.'],
    ['2026-11-12', 'late', '1 school day late: was due Wednesday 11 November 2026.'],
    ['2026-11-13', 'late', '2 school days late: was due Wednesday 11 November 2026.'],
    // A weekend adds nothing.
    ['2026-11-15', 'late', '2 school days late: was due Wednesday 11 November 2026.'],
    ['2026-11-16', 'late', '3 school days late: was due Wednesday 11 November 2026.'],
  ] as const) {
    test(`day 3 on ${today} is ${state}`, () => {
      const due = dueOn(calendar, since, 3, localDate(today))
      assert.equal(due?.state, state)
      assert.equal(dueInWords(due!), words)
    })
  }
  test('passed over half-term: day 3 from Thursday 22 October is Monday 2 November', () => {
    assert.equal(dueOn(calendar, localDate('2026-10-22'), 3, since)?.on, '2026-11-02')
  })
  test('on the Saturday after a Friday no school day has gone by', () => {
    const due = dueOn(calendar, since, 5, localDate('2026-11-14'))
    assert.equal(due?.daysLate, 0)
    assert.equal(dueInWords(due!), 'Was due Friday 13 November 2026, school day 5.')
  })
  test('is not there where the calendar ends', () =>
    assert.equal(dueOn(calendar, localDate('2027-03-24'), 3, since), undefined))
  test('is always a school day, so many counted with the first, and late exactly when it is past', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...days.slice(0, 80)),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(...days),
        (from, day, today) => {
          const due = dueOn(calendar, from, day, today)
          assert(due)
          assert.equal(schoolDaysBetween(calendar, from, due.on).length, day)
          assert.equal(due.state, due.on > today ? 'to come' : due.on === today ? 'today' : 'late')
          if (due.state === 'late') {
            assert.equal(due.daysLate, schoolDaysBetween(calendar, due.on, today).length - 1)
          }
        },
      ),
    )
  })
})

describe('a check', () => {
  const absence = { calendar, since, today: localDate('2026-11-13'), rules }
  const stateOf = (code: string, enquiries: { result: string; doneOn: string }[]) =>
    checkStates(
      enquiries.map(e => ({ checkCode: code, ...e })),
      { required: ['RS05', 'RS12'], conditions: [], screenSigned: false },
    ).find(state => state.check.code === code)!
  test('is late when it is required and open', () => {
    assert.equal(dueOfCheck(stateOf('RS05', []), absence)?.daysLate, 2)
    assert.equal(dueOfCheck(stateOf('RS12', []), absence)?.state, 'to come')
  })
  test('has no due day when it is done, not needed, or not required', () => {
    assert.equal(
      dueOfCheck(stateOf('RS05', [{ result: 'nothing known', doneOn: '2026-11-12' }]), absence),
      undefined,
    )
    assert.equal(
      dueOfCheck(stateOf('RS05', [{ result: 'not needed', doneOn: '2026-11-12' }]), absence),
      undefined,
    )
    assert.equal(dueOfCheck(stateOf('RS06', []), absence), undefined)
  })
})

describe('days 3, 5, 10 and 20', () => {
  const on = (today: string, done: Parameters<typeof milestones>[1] = {}) =>
    milestones({ calendar, since, today: localDate(today), rules }, done).map(one => [
      one.due.schoolDay,
      one.due.on,
      one.status,
    ])
  test('with nothing done', () => {
    assert.deepEqual(on('2026-11-13'), [
      [3, '2026-11-11', 'Late'],
      [5, '2026-11-13', 'Due today'],
      [10, '2026-11-20', 'To come'],
      [20, '2026-12-04', 'To come'],
    ])
  })
  test('are done only when each part is', () => {
    const day = localDate('2026-11-11')
    assert.equal(on('2026-11-12', { checklist: day })[0]![2], 'Late')
    assert.equal(on('2026-11-12', { checklist: day, letter: day })[0]![2], 'Done')
    assert.equal(on('2026-11-20', { return: day })[2]![2], 'Due today')
    assert.equal(on('2026-11-20', { return: day, referral: day })[2]![2], 'Done')
    assert.equal(on('2026-12-07', { schoolConcludes: day })[3]![2], 'Late')
    assert.equal(on('2026-12-07', { schoolConcludes: day, authorityAnswers: day })[3]![2], 'Done')
  })
  test('a screen signed the day before does not review the risk of day 5', () => {
    assert.equal(on('2026-11-13', { screen: localDate('2026-11-12') })[1]![2], 'Due today')
    assert.equal(on('2026-11-13', { screen: localDate('2026-11-13') })[1]![2], 'Done')
  })
  test('the third is the authority’s own to bring forward', () => {
    const own = milestones(
      { calendar, since, today: since, rules: { 'enquiries-start-day': 1, 'referral-day': 6 } },
      {},
    )
    assert.deepEqual(
      own.map(one => one.due.schoolDay),
      [1, 5, 6, 20],
    )
  })
})
