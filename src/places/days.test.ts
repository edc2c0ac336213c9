// Every count of days on the way into education, either side of its boundary.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { isSchoolDay, schoolCalendar, type TermDate } from '../calendar/school-calendar.ts'
import { cmeDuration } from '../law/cme-durations.ts'
import { questionsAfter, schoolDaysFrom, tenthDayIn } from './after-start.ts'
import { daysOut, outSince, placeStepsOf } from './days-out.ts'
import { fairAccessEligibility } from './fair-access.ts'
import { placingFrom } from './placing.ts'

const on = localDate
const terms: TermDate[] = [
  { kind: 'HALF_TERM', name: 'Autumn 1', startsOn: on('2026-09-03'), endsOn: on('2026-10-23') },
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: on('2026-11-02'), endsOn: on('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: on('2027-01-04'), endsOn: on('2027-03-25') },
]
const calendar = schoolCalendar(terms)
const inside = fc.integer({ min: 0, max: 200 }).map(n => addDays(on('2026-09-03'), n))

describe('days out of education', () => {
  const table: [string, string, number, number | undefined][] = [
    ['2026-11-20', '2026-11-20', 0, 0],
    ['2026-11-20', '2026-11-21', 1, 1],
    ['2026-11-21', '2026-11-23', 2, 0],
    ['2026-10-24', '2026-11-02', 9, 0],
    ['2026-10-24', '2026-11-03', 10, 1],
    ['2026-12-18', '2027-01-04', 17, 1],
    ['2026-12-18', '2027-01-05', 18, 2],
    // Before the term dates that are known: no number rather than too small a one.
    ['2026-07-01', '2026-11-20', 142, undefined],
  ]
  for (const [since, until, days, schoolDays] of table) {
    test(`from ${since} to ${until}`, () => {
      const found = daysOut(on(since), on(until), calendar)
      assert.deepEqual([found.days, found.schoolDays], [days, schoolDays])
    })
  }
  test('the national band changes on the day that its count says', () => {
    const since = on('2026-11-02')
    for (const days of [13, 14]) assert.equal(daysOut(since, addDays(since, days)).days, days)
    assert.notEqual(cmeDuration(since, addDays(since, 13)).code, cmeDuration(since, addDays(since, 14)).code)
  })
  test('add up over any day between, and school days are never more than days', () => {
    fc.assert(
      fc.property(inside, inside, inside, (a, b, c) => {
        const [from, middle, to] = [a, b, c].sort() as [LocalDate, LocalDate, LocalDate]
        const [one, two, all] = [
          daysOut(from, middle, calendar),
          daysOut(middle, to, calendar),
          daysOut(from, to, calendar),
        ]
        assert.equal(one.days + two.days, all.days)
        assert.equal(one.schoolDays! + two.schoolDays!, all.schoolDays)
        assert.ok(all.schoolDays! <= all.days)
      }),
    )
  })
  test('begin the day after the last roll, and the national reason follows from the steps', () => {
    const facts = {
      dob: on('2017-03-14'),
      rolls: [{ from: on('2022-09-01'), to: on('2026-10-30') }],
      otherEducation: [],
    }
    const at = (kind: object, id: string) =>
      ({ ...kind, id, caseId: 'c', on: on('2026-11-10'), by: 'x' }) as never
    const applied = at({ kind: 'applied', to: 'Alder', received: '2026-11-10', answerBy: '2026-12-01' }, '1')
    const offered = at(
      { kind: 'offered', about: '1', school: 'Alder', startsOn: '2026-11-30', answerBy: '2026-11-24' },
      '2',
    )
    const accepted = at({ kind: 'parent-answered', about: '2', answer: 'accepted', says: '' }, '3')
    const refused = at({ kind: 'parent-answered', about: '2', answer: 'refused', says: 'x' }, '3')
    const reason = (...steps: never[]) => outSince(facts, placingFrom(steps), on('2026-11-20'))
    assert.deepEqual(reason(), { since: '2026-10-31', reason: 'NOT_RECORDED' })
    assert.equal(reason(applied)?.reason, 'APPLICATION_PENDING')
    assert.equal(reason(applied, offered)?.reason, 'OFFERED_NOT_ACCEPTED')
    assert.equal(reason(applied, offered, accepted)?.reason, 'WAITING_START')
    assert.equal(reason(applied, offered, refused)?.reason, 'NOT_RECORDED')
    assert.deepEqual(placeStepsOf(placingFrom([applied, offered, refused])), [])
    assert.equal(outSince(facts, placingFrom([]), on('2026-10-30')), undefined)
  })
})

describe('after the first day', () => {
  const tenths: [string, string][] = [
    ['2026-11-23', '2026-12-04'],
    ['2026-11-20', '2026-12-03'],
    // Over a half term and over Christmas: school days, not weeks.
    ['2026-10-19', '2026-11-06'],
    ['2026-12-14', '2027-01-08'],
    // Beyond the term dates: working days.
    ['2027-03-22', '2027-04-06'],
  ]
  for (const [first, tenth] of tenths) {
    test(`the tenth school day of a first day on ${first} is ${tenth}`, () =>
      assert.equal(tenthDayIn(calendar, on(first)), tenth))
  }
  test('the tenth day is the tenth school day, for any first day at school', () => {
    fc.assert(
      fc.property(inside, first => {
        fc.pre(isSchoolDay(calendar, first))
        const tenth = tenthDayIn(calendar, first)
        fc.pre(tenth <= '2027-03-25')
        assert.ok(isSchoolDay(calendar, tenth))
        assert.equal(schoolDaysFrom(calendar, first, 9), tenth)
      }),
    )
  })
  test('each question is due on its day and not before, once, and none after the child has left', () => {
    const first = on('2026-11-23')
    const answered = (question: string, answer = 'attending', at = '2026-12-04') => ({
      question,
      answer,
      on_date: at,
    })
    const ask = (day: string, ...answers: ReturnType<typeof answered>[]) => {
      const now = questionsAfter(first, calendar, answers, on(day))
      return now && [now.question, now.isDue]
    }
    assert.deepEqual(ask('2026-12-03'), ['tenth day', false])
    assert.deepEqual(ask('2026-12-04'), ['tenth day', true])
    const ten = answered('tenth day')
    assert.deepEqual(ask('2027-01-03', ten), ['week 6', false])
    assert.deepEqual(ask('2027-01-04', ten), ['week 6', true])
    const six = answered('week 6')
    assert.deepEqual(ask('2027-02-14', ten, six), ['week 12', false])
    assert.deepEqual(ask('2027-02-15', ten, six), ['week 12', true])
    assert.equal(ask('2027-02-15', ten, six, answered('week 12')), undefined)
    assert.equal(ask('2026-12-04', answered('tenth day', 'not attending')), undefined)
    // "Not yet" on the tenth day: asked again five school days on.
    assert.deepEqual(ask('2026-12-10', answered('tenth day', 'not yet')), ['tenth day', false])
    assert.deepEqual(ask('2026-12-11', answered('tenth day', 'not yet')), ['tenth day', true])
  })
})

describe('fair access', () => {
  const facts = { referred: on('2026-11-20'), hasPlan: false, inCare: false }
  test('category a: a plan that ended twelve months ago to the day still counts, a day more does not', () => {
    assert.equal(fairAccessEligibility('a', { ...facts, planEnded: on('2025-11-20') }).eligible, true)
    assert.equal(fairAccessEligibility('a', { ...facts, planEnded: on('2025-11-19') }).eligible, false)
    assert.equal(fairAccessEligibility('a', { ...facts, planNow: true }).eligible, true)
  })
  test('category l: four whole weeks, and no suitable offer refused', () => {
    const l = (firstDayOut: string, more = {}) =>
      fairAccessEligibility('l', { ...facts, firstDayOut: on(firstDayOut), ...more }).eligible
    assert.equal(l('2026-10-23'), true)
    assert.equal(l('2026-10-24'), false)
    assert.equal(l('2026-10-23', { refusedSuitableOffer: true }), false)
    assert.equal(l('2026-10-23', { placeWithinReasonableDistance: true }), false)
    assert.equal(fairAccessEligibility('l', facts).eligible, false)
  })
  test('a plan and care go another way, in any category', () => {
    for (const category of ['a', 'f', 'l'] as const) {
      assert.equal(
        fairAccessEligibility(category, { ...facts, planNow: true, hasPlan: true }).eligible,
        false,
      )
      assert.equal(fairAccessEligibility(category, { ...facts, planNow: true, inCare: true }).eligible, false)
    }
    assert.equal(fairAccessEligibility('g', facts).eligible, true)
  })
})
