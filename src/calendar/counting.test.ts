import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Count,
  countCalendarDaysAfter,
  countCalendarDaysBeginningWith,
  countSchoolDaysAfter,
  countSchoolDaysBeginningWith,
  countWorkingDaysAfter,
} from './counting.ts'
import { addDays, localDate as day, daysBetween, type LocalDate, weekday } from './local-date.ts'
import { isSchoolDay, schoolCalendar, type TermDate, whyNoSchoolDay } from './school-calendar.ts'
import { exampleCalendar as calendar, exampleTermDates } from './worked-examples.ts'
import { isWorkingDay } from './working-days.ts'

const said = ({ days }: Count) =>
  days.map(one => `${one.on.slice(5)} ${one.did} ${one.count ?? '-'} ${one.says}`)

describe('counting school days', () => {
  test('after a day starts with the next one and passes over days without school, saying why', () => {
    const count = countSchoolDaysAfter(calendar, day('2026-04-30'), 2)
    assert.equal(count.due, '2026-05-05')
    assert.deepEqual(said(count), [
      '05-01 counted 1 school day 1',
      '05-02 passed-over - weekend',
      '05-03 passed-over - weekend',
      '05-04 passed-over - bank holiday (Early May)',
      '05-05 counted 2 school day 2',
    ])
  })

  test('of none is the day itself, school or not', () => {
    const none: Count = {
      due: day('2025-09-06'),
      days: [{ on: day('2025-09-06'), did: 'counted', count: 0, says: 'the day itself' }],
    }
    assert.deepEqual(countSchoolDaysAfter(calendar, day('2025-09-06'), 0), none)
    assert.deepEqual(countCalendarDaysAfter(day('2025-09-06'), 0), none)
  })

  test('beginning with a day counts it, where it is a school day', () => {
    const count = countSchoolDaysBeginningWith(calendar, day('2025-10-24'), 2)
    assert.equal(count.due, '2025-11-04')
    assert.equal(said(count)[0], '10-24 counted 1 school day 1')
    assert.equal(said(count).length, 12)
    assert.deepEqual(
      said(countSchoolDaysBeginningWith(calendar, day('2025-10-25'), 1))[0],
      '10-25 passed-over - weekend',
    )
    assert.equal(countSchoolDaysBeginningWith(calendar, day('2025-09-02'), 1).due, '2025-09-02')
  })

  test('does not guess past the end of the calendar', () => {
    assert.deepEqual(countSchoolDaysAfter(calendar, day('2026-07-17'), 2), { due: undefined, days: [] })
    assert.equal(countSchoolDaysAfter(calendar, day('2026-07-17'), 1).due, '2026-07-20')
    assert.deepEqual(countSchoolDaysBeginningWith(calendar, day('2026-07-20'), 2), {
      due: undefined,
      days: [],
    })
    assert.equal(countSchoolDaysBeginningWith(calendar, day('2026-07-20'), 1).due, '2026-07-20')
    assert.deepEqual(countSchoolDaysAfter(schoolCalendar([]), day('2026-07-20'), 1), {
      due: undefined,
      days: [],
    })
  })

  test('says closures, training days, holidays and days out of term apart', () => {
    const row = (kind: TermDate['kind'], name: string, on: string): TermDate => ({
      kind,
      name,
      startsOn: day(on),
      endsOn: day(on),
    })
    const snow = schoolCalendar([
      ...exampleTermDates,
      row('CLOSURE', 'Snow', '2026-01-12'),
      row('CLOSURE', ' ', '2026-01-13'),
      { ...row('BREAK', 'Autumn half term', '2025-10-25'), endsOn: day('2025-11-02') },
    ])
    const why = (on: string) => whyNoSchoolDay(snow, day(on))
    assert.equal(why('2026-01-12'), 'closure (Snow)')
    assert.equal(why('2026-01-13'), 'closure')
    assert.equal(why('2026-01-14'), undefined)
    assert.equal(why('2025-11-03'), 'training day (Training day)')
    assert.equal(why('2026-05-04'), 'bank holiday (Early May)')
    assert.equal(why('2025-10-27'), 'holiday (Autumn half term)')
    assert.equal(why('2025-10-25'), 'weekend')
    assert.equal(why('2025-12-25'), 'not in term')
    assert.equal(why('2030-01-02'), 'not in term')
  })
})

describe('counting calendar days', () => {
  test('takes every day', () => {
    // Worked examples 28 and 38, and a leap day.
    assert.equal(countCalendarDaysAfter(day('2025-12-17'), 5).due, '2025-12-22')
    assert.equal(countCalendarDaysBeginningWith(day('2026-03-02'), 15).due, '2026-03-16')
    assert.equal(countCalendarDaysBeginningWith(day('2026-03-02'), 1).due, '2026-03-02')
    assert.equal(countCalendarDaysAfter(day('2028-02-28'), 2).due, '2028-03-01')
    assert.deepEqual(said(countCalendarDaysAfter(day('2025-12-19'), 2)), [
      '12-20 counted 1 day 1',
      '12-21 counted 2 day 2',
    ])
    assert.deepEqual(said(countCalendarDaysBeginningWith(day('2025-12-19'), 2)), [
      '12-19 counted 1 day 1',
      '12-20 counted 2 day 2',
    ])
  })
})

describe('counting working days', () => {
  test('passes over weekends and bank holidays', () => {
    const count = countWorkingDaysAfter(day('2026-04-02'), 2)
    assert.equal(count.due, '2026-04-08')
    assert.deepEqual(said(count), [
      '04-03 passed-over - weekend or bank holiday',
      '04-04 passed-over - weekend or bank holiday',
      '04-05 passed-over - weekend or bank holiday',
      '04-06 passed-over - weekend or bank holiday',
      '04-07 counted 1 working day 1',
      '04-08 counted 2 working day 2',
    ])
  })

  test('of none is the day itself, or the next working day', () => {
    assert.deepEqual(said(countWorkingDaysAfter(day('2026-04-02'), 0)), ['04-02 counted 0 the day itself'])
    assert.equal(countWorkingDaysAfter(day('2026-04-02'), 0).due, '2026-04-02')
    assert.equal(countWorkingDaysAfter(day('2026-04-03'), 0).due, '2026-04-07')
    assert.equal(countWorkingDaysAfter(day('2026-04-03'), 1).due, '2026-04-07')
  })
})

describe('every way of counting', () => {
  const from = fc.integer({ min: 0, max: 400 }).map(some => addDays(day('2025-08-01'), some))
  const n = fc.integer({ min: 1, max: 25 })
  const anyCalendar = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 0, max: 9 })), { maxLength: 8 })
    .map(closures =>
      schoolCalendar([
        ...exampleTermDates,
        { kind: 'HALF_TERM', name: '', startsOn: day('2026-09-01'), endsOn: day('2027-07-20') },
        ...closures.map(([start, length]): TermDate => {
          const startsOn = addDays(day('2025-09-01'), start)
          return { kind: 'CLOSURE', name: '', startsOn, endsOn: addDays(startsOn, length) }
        }),
      ]),
    )
  const ways: [
    string,
    (calendar: ReturnType<typeof schoolCalendar>) => {
      count: (from: LocalDate, n: number) => Count
      counts: (on: LocalDate) => boolean
    },
  ][] = [
    [
      'school days',
      one => ({ count: (d, k) => countSchoolDaysAfter(one, d, k), counts: on => isSchoolDay(one, on) }),
    ],
    ['calendar days', () => ({ count: countCalendarDaysAfter, counts: () => true })],
    ['working days', () => ({ count: countWorkingDaysAfter, counts: isWorkingDay })],
  ]

  for (const [name, way] of ways) {
    test(`${name}: lands on a day that counts, later for more days and for a later start, and adds up`, () => {
      fc.assert(
        fc.property(anyCalendar, from, n, n, (made, start, some, more) => {
          const { count, counts } = way(made)
          const one = count(start, some)
          assert.ok(one.due! > start)
          assert.ok(counts(one.due!))
          assert.ok(count(start, some + 1).due! > one.due!)
          assert.ok(count(addDays(start, 1), some).due! >= one.due!)
          assert.equal(count(one.due!, more).due, count(start, some + more).due)
          assert.equal(one.days.length, daysBetween(start, one.due!))
          assert.deepEqual(
            one.days.map(each => each.on),
            one.days.map((_, index) => addDays(start, index + 1)),
          )
          assert.deepEqual(
            one.days.filter(each => each.did === 'counted').map(each => each.count),
            Array.from({ length: some }, (_, index) => index + 1),
          )
          for (const each of one.days) assert.equal(each.did, counts(each.on) ? 'counted' : 'passed-over')
        }),
        { numRuns: 60 },
      )
    })
  }

  test('beginning with a day is after the day before', () => {
    fc.assert(
      fc.property(anyCalendar, from, n, (made, start, some) => {
        const dayBefore = addDays(start, -1)
        assert.deepEqual(
          countSchoolDaysBeginningWith(made, start, some),
          countSchoolDaysAfter(made, dayBefore, some),
        )
        assert.deepEqual(countCalendarDaysBeginningWith(start, some), countCalendarDaysAfter(dayBefore, some))
      }),
      { numRuns: 40 },
    )
  })

  test('a school day closed never brings a due day forward; one opened never puts it off', () => {
    fc.assert(
      fc.property(anyCalendar, from, n, fc.nat({ max: 300 }), (made, start, some, which) => {
        const on = made.days[which]!
        const closed = schoolCalendar([
          ...made.termDates,
          { kind: 'CLOSURE', name: '', startsOn: on, endsOn: on },
        ])
        assert.equal(closed.days.length, made.days.length - 1)
        const before = countSchoolDaysAfter(made, start, some).due!
        const after = countSchoolDaysAfter(closed, start, some).due!
        if (on > start && on <= before) assert.ok(after > before)
        else assert.equal(after, before)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a school that changes its term dates half-way', () => {
  test('has another due day from then, and the old one is still to be had from the old dates', () => {
    const moved = schoolCalendar([
      ...exampleTermDates,
      { kind: 'CLOSURE', name: 'Longer half term', startsOn: day('2025-11-04'), endsOn: day('2025-11-07') },
    ])
    assert.equal(countSchoolDaysAfter(calendar, day('2025-10-21'), 5).due, '2025-11-05')
    assert.equal(countSchoolDaysAfter(moved, day('2025-10-21'), 5).due, '2025-11-11')
    assert.equal(countSchoolDaysAfter(moved, day('2025-10-14'), 5).due, '2025-10-21')
    assert.equal(weekday(day('2025-11-11')), 2)
  })
})
