/** Leap days, the days on which British clocks change, and the ends of years: nothing may shift by a day. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  ageOn,
  csaEnd,
  csaStart,
  isCompulsoryAge,
  schoolLeavingDate,
  yearGroup,
  yearGroupInWords,
} from './age.ts'
import { countCalendarDaysAfter, countSchoolDaysAfter } from './counting.ts'
import {
  addDays,
  addMonths,
  addYears,
  dateOf,
  localDate as day,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  earlierOf,
  isLeapYear,
  laterOf,
  monthOf,
  schoolYearEnd,
  schoolYearOf,
  schoolYearStart,
  weekday,
  yearOf,
} from './local-date.ts'
import { schoolCalendar } from './school-calendar.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'

describe('leap days', () => {
  test('are in the years that have them', () => {
    for (const [year, leap] of [
      [2024, true],
      [2025, false],
      [2000, true],
      [1900, false],
      [2100, false],
      [2400, true],
    ] as const) {
      assert.equal(isLeapYear(year), leap)
      assert.equal(daysInMonth(year, 2), leap ? 29 : 28)
      assert.equal(daysBetween(dateOf(year, 2, 28), dateOf(year, 3, 1)), leap ? 2 : 1)
    }
    assert.deepEqual(
      Array.from({ length: 12 }, (_, month) => daysInMonth(2025, month + 1)),
      [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
    )
  })

  test('as birthdays are on 1 March in common years, and no age of the law turns on it', () => {
    const dob = day('2012-02-29')
    assert.equal(addYears(dob, 1), '2013-03-01')
    assert.equal(addYears(dob, 4), '2016-02-29')
    assert.equal(addYears(day('2012-02-28'), 1), '2013-02-28')
    assert.equal(addYears(day('2012-03-29'), 1), '2013-03-29')
    assert.equal(ageOn(dob, day('2017-02-28')), 4)
    assert.equal(ageOn(dob, day('2017-03-01')), 5)
    assert.equal(ageOn(dob, day('2016-02-28')), 3)
    assert.equal(ageOn(dob, day('2016-02-29')), 4)
    for (const neighbour of ['2012-02-28', '2012-03-01']) {
      assert.equal(csaStart(dob), csaStart(day(neighbour)))
      assert.equal(csaEnd(dob), csaEnd(day(neighbour)))
      assert.equal(yearGroup(dob, day('2025-11-10')), yearGroup(day(neighbour), day('2025-11-10')))
    }
    assert.equal(csaStart(dob), '2017-03-31')
    assert.equal(csaEnd(dob), '2028-06-30')
  })

  test('are the last of February to months that are counted', () => {
    for (const [from, months, to] of [
      ['2023-11-30', 3, '2024-02-29'],
      ['2024-11-30', 3, '2025-02-28'],
      ['2024-01-31', 1, '2024-02-29'],
      ['2024-02-29', 12, '2025-02-28'],
      ['2025-12-15', 1, '2026-01-15'],
      ['2025-11-15', 1, '2025-12-15'],
      ['2026-01-15', -1, '2025-12-15'],
      ['2026-03-31', 0, '2026-03-31'],
      ['2026-03-31', 25, '2028-04-30'],
    ] as const) {
      assert.equal(addMonths(day(from), months), to)
    }
  })

  test('are days like any other to a count', () => {
    const spring = schoolCalendar([
      { kind: 'HALF_TERM', name: '', startsOn: day('2024-02-19'), endsOn: day('2024-03-28') },
    ])
    assert.equal(countSchoolDaysAfter(spring, day('2024-02-28'), 1).due, '2024-02-29')
    assert.equal(countSchoolDaysAfter(spring, day('2024-02-28'), 2).due, '2024-03-01')
    assert.equal(countCalendarDaysAfter(day('2024-02-27'), 5).due, '2024-03-03')
    assert.equal(countCalendarDaysAfter(day('2025-02-27'), 5).due, '2025-03-04')
  })
})

describe('the days on which clocks change', () => {
  test('are one day long', () => {
    for (const [before, change] of [
      ['2025-10-25', '2025-10-26'],
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
    ] as const) {
      assert.equal(addDays(day(before), 1), change)
      assert.equal(daysBetween(day(before), addDays(day(change), 1)), 2)
      assert.equal(weekday(day(change)), 7)
      assert.equal(countCalendarDaysAfter(day(before), 3).days.length, 3)
    }
  })

  test('do not depend on where or when the machine thinks it is', () => {
    const before = process.env.TZ
    for (const zone of ['Europe/London', 'Pacific/Auckland', 'America/St_Johns', 'UTC']) {
      process.env.TZ = zone
      assert.equal(addDays(day('2026-03-28'), 2), '2026-03-30')
      assert.equal(addDays(day('2025-10-25'), 2), '2025-10-27')
      assert.equal(addWorkingDays(day('2026-03-27'), 1), '2026-03-30')
    }
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })
})

describe('the ends of years', () => {
  test('of school and of the calendar', () => {
    assert.equal(schoolYearStart(2025), '2025-09-01')
    assert.equal(schoolYearEnd(2025), '2026-08-31')
    assert.equal(addDays(schoolYearEnd(2025), 1), schoolYearStart(2026))
    assert.equal(addDays(day('2025-12-31'), 1), '2026-01-01')
    assert.equal(schoolYearOf(day('2025-12-31')), 2025)
    assert.equal(schoolYearOf(day('2026-08-31')), 2025)
    assert.equal(schoolYearOf(day('2026-09-01')), 2026)
    const date = day('2026-11-09')
    assert.deepEqual([yearOf(date), monthOf(date), dayOfMonth(date)], [2026, 11, 9])
    assert.equal(earlierOf(date, day('2026-11-10')), date)
    assert.equal(laterOf(date, day('2026-11-10')), '2026-11-10')
    assert.equal(earlierOf(day('2026-11-10'), date), date)
    assert.equal(laterOf(day('2026-11-10'), date), '2026-11-10')
  })

  test('count over, where the next year’s dates are known, and not where they are not', () => {
    const terms = [
      { kind: 'HALF_TERM' as const, name: '', startsOn: day('2026-07-13'), endsOn: day('2026-07-21') },
    ]
    const next = {
      kind: 'HALF_TERM' as const,
      name: '',
      startsOn: day('2026-09-02'),
      endsOn: day('2026-10-23'),
    }
    assert.equal(
      countSchoolDaysAfter(schoolCalendar([...terms, next]), day('2026-07-20'), 5).due,
      '2026-09-07',
    )
    assert.equal(countSchoolDaysAfter(schoolCalendar(terms), day('2026-07-20'), 5).due, undefined)
  })

  test('published leaving dates are the last Fridays in June', () => {
    for (const [year, date] of [
      [2024, '2025-06-27'],
      [2025, '2026-06-26'],
      [2026, '2027-06-25'],
      [2027, '2028-06-30'],
      [2028, '2029-06-29'],
      [2023, '2024-06-28'],
    ] as const) {
      assert.equal(schoolLeavingDate(year), date)
    }
  })

  test('a child is of compulsory age for one stretch of days and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), after => {
        const dob = addDays(day('2004-01-01'), after)
        const [from, to] = [csaStart(dob), csaEnd(dob)]
        assert.ok(isCompulsoryAge(dob, from) && isCompulsoryAge(dob, to))
        assert.ok(!isCompulsoryAge(dob, addDays(from, -1)) && !isCompulsoryAge(dob, addDays(to, 1)))
        const five = addYears(dob, 5)
        assert.ok(from >= five && daysBetween(five, from) <= 153)
        assert.ok([4, 5].includes(ageOn(dob, schoolYearStart(schoolYearOf(from)))))
        assert.ok(schoolYearOf(addYears(dob, 16)) === schoolYearOf(to))
        assert.ok([0, 1].includes(yearGroup(dob, from)))
        assert.equal(yearGroup(dob, to), 11)
      }),
      { numRuns: 300 },
    )
  })

  test('year groups are said in words', () => {
    assert.deepEqual([-2, -1, 0, 1, 14].map(yearGroupInWords), [
      'Nursery',
      'Nursery',
      'Reception',
      'Year 1',
      'Year 14',
    ])
  })
})

describe('working days', () => {
  test('leave out the bank holidays of England, and know when a substitute day is given', () => {
    const holidays = [
      ...['2025-08-25', '2025-12-25', '2025-12-26', '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04'],
      ...['2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29'],
      ...['2027-05-03', '2027-05-31', '2027-08-30', '2023-05-08', '2028-01-03', '2024-03-29', '2024-04-01'],
    ]
    for (const one of holidays) assert.equal(isWorkingDay(day(one)), false, one)
    for (const one of ['2026-12-29', '2026-12-31', '2028-01-04', '2025-12-24', '2031-01-02']) {
      assert.equal(isWorkingDay(day(one)), true, one)
    }
    assert.equal(isWorkingDay(day('2026-12-26')), false)
    assert.equal(isWorkingDay(day('2026-11-22')), false)
  })

  test('between two days are those after the first, up to the second', () => {
    assert.equal(workingDaysBetween(day('2026-11-20'), day('2026-11-23')), 1)
    assert.equal(workingDaysBetween(day('2026-11-20'), day('2026-11-20')), 0)
    assert.equal(workingDaysBetween(day('2026-11-19'), day('2026-11-20')), 1)
    fc.assert(
      fc.property(fc.nat({ max: 700 }), fc.integer({ min: 1, max: 40 }), (after, n) => {
        const from = addDays(day('2026-01-01'), after)
        const due = addWorkingDays(from, n)
        assert.equal(isWorkingDay(due), true)
        const start = addWorkingDays(from, 0)
        assert.equal(workingDaysBetween(start, due), n)
      }),
    )
  })
})
