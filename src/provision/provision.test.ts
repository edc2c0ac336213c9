// Codes by date, reviews either side of their day, and what a suspension asks.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { nthSchoolDayAfter, nthSchoolDayInclusive, schoolCalendar } from '../calendar/school-calendar.ts'
import {
  type Arranged,
  codesOn,
  latestReview,
  problemsWith,
  standingOf,
  suspendedDays,
  suspensionSteps,
  suspensionTasks,
} from './provision.ts'

const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn 1', startsOn: localDate('2026-09-03'), endsOn: localDate('2026-10-23') },
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: localDate('2026-11-02'), endsOn: localDate('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: localDate('2027-01-04'), endsOn: localDate('2027-03-25') },
])
const day = localDate

describe('the code that applies', () => {
  for (const [kind, on, codes] of [
    ['part-time timetable', '2024-08-18', ['C']],
    ['part-time timetable', '2024-08-19', ['C2']],
    ['part-time timetable', '2026-11-20', ['C2']],
    ['off-site education', '2024-08-18', ['B', 'D']],
    ['off-site education', '2024-08-19', ['B', 'D', 'K']],
  ] as const) {
    test(`of a ${kind} on ${on}: ${codes.join(', ')}`, () => {
      assert.deepEqual(
        codesOn(kind, day(on)).map(one => one.code),
        codes,
      )
    })
  }
})

describe('what stands against an arrangement', () => {
  const sound: Arranged = {
    kind: 'part-time timetable',
    code: 'C2',
    hours: 15,
    fullHours: 32.5,
    startsOn: day('2026-11-16'),
    reviewOn: day('2026-11-30'),
    endsOn: day('2026-12-18'),
    parentSignedOn: day('2026-11-13'),
    ehcpConsulted: 'not needed',
    workerConsulted: 'not needed',
  }
  const fields = (given: Partial<Arranged>, about: Record<string, unknown> = {}) =>
    problemsWith({
      given: { ...sound, ...given },
      today: day('2026-11-20'),
      dob: day('2014-03-14'),
      calendar,
      reviewDays: 20,
      hasEhcp: false,
      hasSocialWorker: false,
      ...about,
    }).map(one => one.field)
  for (const [says, given, expected, about] of [
    ['a sound one', {}, [], {}],
    ['the full week is not part-time', { hours: 32.5 }, ['hours'], {}],
    ['a tenth of an hour less is', { hours: 32.4 }, [], {}],
    ['more than the full week', { hours: 33 }, ['hours'], {}],
    ['the full week off site is sound', { kind: 'off-site education', code: 'B', hours: 32.5 }, [], {}],
    ['code B for a part-time timetable', { code: 'B' }, ['code'], {}],
    ['C2 before it was a code', { startsOn: day('2024-08-18'), reviewOn: day('2024-08-30') }, ['code'], {}],
    ['no signature', { parentSignedOn: undefined }, ['signed'], {}],
    ['signed today', { parentSignedOn: day('2026-11-20') }, [], {}],
    ['signed tomorrow', { parentSignedOn: day('2026-11-21') }, ['signed'], {}],
    ['no signature off site', { kind: 'off-site education', code: 'B', parentSignedOn: undefined }, [], {}],
    ['a review on the first day', { reviewOn: day('2026-11-16') }, ['review'], {}],
    ['a review the day after', { reviewOn: day('2026-11-17') }, [], {}],
    ['a review on the 20th school day', { reviewOn: day('2026-12-14') }, [], {}],
    ['a review on the 21st', { reviewOn: day('2026-12-15') }, ['review'], {}],
    ['a review on the last day', { endsOn: day('2026-11-30') }, [], {}],
    ['a review after the last day', { endsOn: day('2026-11-29') }, ['review'], {}],
    ['ended before it began', { endsOn: day('2026-11-15') }, ['end', 'review'], {}],
    ['a plan, and the SEN team not asked', {}, ['ehcp'], { hasEhcp: true }],
    ['a plan, and the SEN team asked', { ehcpConsulted: 'yes' }, [], { hasEhcp: true }],
    ['a social worker not asked', { workerConsulted: 'no' }, ['worker'], { hasSocialWorker: true }],
    ['a child below compulsory age', {}, ['kind'], { dob: day('2022-05-05') }],
    ['a child whose age nobody knows', {}, [], { dob: undefined }],
  ] as const) {
    test(says, () => assert.deepEqual(fields(given as Partial<Arranged>, about), expected))
  }
})

describe('the review clock', () => {
  test('twenty school days, over a holiday', () => {
    assert.equal(latestReview(calendar, day('2026-11-16'), 20), '2026-12-14')
    assert.equal(latestReview(calendar, day('2026-12-07'), 20), '2027-01-18')
    assert.equal(latestReview(calendar, day('2027-03-22'), 20), undefined)
  })
  const at = (today: string, given: Partial<Parameters<typeof standingOf>[0]> = {}) =>
    standingOf({
      calendar,
      startsOn: day('2026-11-02'),
      hours: 10,
      reviewOn: day('2026-11-16'),
      endsOn: day('2026-12-18'),
      today: day(today),
      ...given,
    })
  for (const [today, late, days] of [
    ['2026-11-15', false, 0],
    ['2026-11-16', false, 0],
    ['2026-11-17', true, 1],
    ['2026-11-20', true, 4],
    ['2026-11-21', true, 4],
    ['2026-11-23', true, 5],
  ] as const) {
    test(`on ${today} it is ${late ? `${days} school days late` : 'not late'}`, () => {
      assert.deepEqual([at(today).isLate, at(today).lateSchoolDays], [late, days])
    })
  }
  test('a review puts it off and sets the hours; an end ends it', () => {
    const review = { hours: 20, reviewOn: day('2026-11-30'), endsOn: day('2026-12-11') }
    assert.deepEqual(
      [
        at('2026-11-20', { review }).lookOn,
        at('2026-11-20', { review }).hours,
        at('2026-11-20', { review }).isLate,
      ],
      ['2026-11-30', 20, false],
    )
    assert.equal(at('2026-12-01', { review, endedOn: day('2026-12-01') }).state, 'ended')
    assert.equal(at('2026-11-30', { review, endedOn: day('2026-12-01') }).state, 'under way')
    assert.equal(at('2026-12-20', { endedOn: day('2026-12-01') }).isLate, false)
  })
  test('past its last day it goes on, late: it does not end by itself', () => {
    const found = at('2027-01-08', { reviewOn: day('2026-12-18') })
    assert.deepEqual([found.state, found.isLate, found.lateSchoolDays], ['under way', true, 5])
  })
  test('it is late exactly when the day has passed and it has not ended', () => {
    const some = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(some, some, fc.option(some, { nil: undefined }), (review, today, ended) => {
        const from = day('2026-11-02')
        const found = at(addDays(from, today), {
          reviewOn: addDays(from, review),
          endsOn: day('2027-03-25'),
          endedOn: ended === undefined ? undefined : addDays(from, ended),
        })
        const hasEnded = ended !== undefined && ended <= today
        assert.equal(found.state === 'ended', hasEnded)
        assert.equal(found.isLate, !hasEnded && review < today)
        assert(found.lateSchoolDays <= Math.max(0, today - review))
      }),
    )
  })
})

describe('a suspension', () => {
  const tasks = (given: Partial<Parameters<typeof suspensionTasks>[0]>) =>
    suspensionTasks({
      kind: 'suspension',
      firstDay: day('2026-11-16'),
      lastDay: day('2026-11-16'),
      recordedOn: day('2026-11-16'),
      calendar,
      lookedAfter: false,
      socialWorker: false,
      done: [],
      ...given,
    })
  const steps = (given: Partial<Parameters<typeof suspensionTasks>[0]>) => tasks(given).map(one => one.step)
  for (const [says, given, expected] of [
    ['half a day is told like any other', {}, ['parents told', 'authority told']],
    [
      'with a social worker',
      { socialWorker: true },
      ['parents told', 'authority told', 'social worker told'],
    ],
    [
      'of a looked-after child',
      { lookedAfter: true },
      ['parents told', 'authority told', 'social worker told', 'virtual school told'],
    ],
    ['what is done is done', { done: ['parents told'] }, ['authority told']],
    ['cancelled', { done: ['cancelled'] }, []],
  ] as const) {
    test(says, () =>
      assert.deepEqual(steps(given as Partial<Parameters<typeof suspensionTasks>[0]>), expected),
    )
  }
  for (const [last, days, due] of [
    ['2026-11-20', 5, undefined],
    ['2026-11-22', 5, undefined],
    ['2026-11-23', 6, '2026-11-23'],
    ['2026-12-04', 15, '2026-11-23'],
  ] as const) {
    test(`to ${last}, ${days} school days: education ${due ? `from ${due}` : 'is not asked for'}`, () => {
      const found = tasks({ lastDay: day(last) }).find(one => one.step === 'education arranged')
      assert.equal(found?.due, due)
      assert.equal(suspendedDays(calendar, day('2026-11-16'), day(last)), days)
    })
  }
  test('a permanent exclusion: the authority arranges it from the sixth school day', () => {
    const found = tasks({ kind: 'permanent exclusion', lastDay: undefined, firstDay: day('2026-12-16') })
    const education = found.find(one => one.step === 'education arranged')
    assert.equal(education?.due, '2027-01-06')
    assert.match(education!.says, /authority/)
    assert.equal(suspendedDays(calendar, day('2026-12-16'), null), undefined)
  })
  test('whatever its length: education is asked for from the sixth school day, or not at all, and nothing done is asked again', () => {
    const some = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(some, some, fc.subarray([...suspensionSteps]), (from, length, done) => {
        const firstDay = addDays(day('2026-09-03'), from)
        const lastDay = addDays(firstDay, length)
        const found = tasks({ firstDay, lastDay, done })
        for (const task of found) assert(!done.includes(task.step))
        const education = found.find(one => one.step === 'education arranged')
        const sixth = nthSchoolDayInclusive(calendar, firstDay, 6)
        if (education) assert.equal(education.due, sixth)
        else if (!done.includes('cancelled') && !done.includes('education arranged'))
          assert(sixth === undefined || sixth > lastDay)
        assert.equal(nthSchoolDayAfter(calendar, addDays(firstDay, -1), 6), sixth)
      }),
    )
  })
})
