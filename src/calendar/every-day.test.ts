/** The calendar against counting on one's fingers: every day of many years, and each side of each word. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ageOn, csaEnd, csaStart } from './age.ts'
import { daysInMonth, earlierOf, type LocalDate, laterOf, localDate, parseLocalDate } from './local-date.ts'
import { schoolCalendar, schoolCalendars, type TermDate, whyNoSchoolDay } from './school-calendar.ts'
import { dateOfWeekdayIndex, stripWidth, stripWidthMax, weekdayIndex, weekdaysBefore } from './strip-days.ts'
import { isWorkingDay } from './working-days.ts'
import { pupilYearGroup, readYearGroup, readYearGroups, yearGroupsInWords } from './year-groups.ts'

/** Every day from 1 September to 31 August, by the world's own calendar. */
function daysOf(schoolYear: number): { date: LocalDate; number: number; weekday: number }[] {
  const first = Date.UTC(schoolYear, 8, 1)
  const days = (Date.UTC(schoolYear + 1, 8, 1) - first) / 86_400_000
  return Array.from({ length: days }, (_, i) => {
    const instant = new Date(first + i * 86_400_000)
    const date = localDate(instant.toISOString().slice(0, 10))
    return { date, number: instant.getTime() / 86_400_000, weekday: instant.getUTCDay() || 7 }
  })
}

describe('strips', () => {
  for (let schoolYear = 2006; schoolYear <= 2035; schoolYear++) {
    test(`have a place for every weekday of ${schoolYear}`, () => {
      const all = daysOf(schoolYear)
      const weekdays = all.filter(day => day.weekday <= 5)
      assert.equal(stripWidth(schoolYear), weekdays.length * 2)
      assert.ok(stripWidth(schoolYear) <= stripWidthMax)
      for (const { date, number, weekday } of all) {
        const before = weekdays.filter(day => day.number < number).length
        assert.equal(weekdaysBefore(schoolYear, number), before, date)
        assert.equal(weekdayIndex(schoolYear, date), weekday > 5 ? -1 : before, date)
        if (weekday <= 5) assert.equal(dateOfWeekdayIndex(schoolYear, before), date)
      }
      for (const other of [daysOf(schoolYear - 1).at(-1)!, daysOf(schoolYear - 1).at(-9)!]) {
        assert.equal(weekdayIndex(schoolYear, other.date), -1)
        assert.equal(weekdaysBefore(schoolYear, other.number), 0)
      }
      const next = daysOf(schoolYear + 1)
      for (const other of [next[0]!, next[1]!, next[2]!, next[9]!]) {
        assert.equal(weekdayIndex(schoolYear, other.date), -1)
        assert.equal(weekdaysBefore(schoolYear, other.number), weekdays.length)
      }
      for (const none of [-1, 0.5, weekdays.length]) {
        assert.throws(() => dateOfWeekdayIndex(schoolYear, none), /has no weekday/)
      }
    })
  }
})

describe('days', () => {
  test('there are as many in a month as there are', () => {
    for (const year of [2024, 2025, 2000, 1900]) {
      for (let month = 1; month <= 12; month++) {
        const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
        assert.equal(daysInMonth(year, month), days)
        const text = (day: number) => `${year}-${String(month).padStart(2, '0')}-${day}`
        assert.equal(parseLocalDate(text(days)), text(days))
        assert.equal(parseLocalDate(text(days + 1)), undefined)
      }
    }
  })

  test('the later and the earlier of two', () => {
    const [a, b] = [localDate('2025-09-01'), localDate('2025-09-02')]
    assert.deepEqual([laterOf(a, b), laterOf(b, a), laterOf(a, a)], [b, b, a])
    assert.deepEqual([earlierOf(a, b), earlierOf(b, a), earlierOf(a, a)], [a, a, a])
  })

  test('of work: not one of a year whose holidays are not known is a holiday', () => {
    assert.equal(isWorkingDay(localDate('2040-12-25')), true)
    assert.equal(isWorkingDay(localDate('2025-12-25')), false)
    assert.equal(isWorkingDay(localDate('2025-12-24')), true)
  })
})

describe('ages', () => {
  test('begin on the birthday, the 29th of another month and another day of February too', () => {
    assert.equal(csaStart(localDate('2020-08-29')), '2025-08-31')
    assert.equal(csaEnd(localDate('2009-08-29')), '2025-06-27')
    assert.equal(ageOn(localDate('2014-02-10'), localDate('2025-02-10')), 11)
    assert.equal(ageOn(localDate('2014-02-10'), localDate('2025-02-09')), 10)
    assert.equal(ageOn(localDate('2014-05-29'), localDate('2025-05-28')), 10)
    assert.equal(ageOn(localDate('2012-02-29'), localDate('2025-02-28')), 12)
    assert.equal(ageOn(localDate('2012-02-29'), localDate('2025-03-01')), 13)
    assert.equal(ageOn(localDate('2012-02-29'), localDate('2024-02-29')), 12)
  })
})

const row = (kind: TermDate['kind'], from: string, to: string, more: Partial<TermDate> = {}): TermDate => ({
  kind,
  name: '',
  startsOn: localDate(from),
  endsOn: localDate(to),
  ...more,
})

describe('a school’s days', () => {
  test('each day without school says why, and a school day says nothing', () => {
    const calendar = schoolCalendar([
      row('HALF_TERM', '2025-09-02', '2025-10-24'),
      row('INSET', '2025-09-03', '2025-09-03', { name: ' Training 1 ' }),
      row('CLOSURE', '2025-09-04', '2025-09-05', { name: '  ' }),
      row('BANK_HOLIDAY', '2025-09-08', '2025-09-08'),
      row('BREAK', '2025-10-27', '2025-10-31', { name: 'Half term' }),
    ])
    const why = (date: string) => whyNoSchoolDay(calendar, localDate(date))
    assert.equal(why('2025-09-01'), 'not in term')
    assert.equal(why('2025-09-02'), undefined)
    assert.equal(why('2025-09-03'), 'training day (Training 1)')
    assert.equal(why('2025-09-04'), 'closure')
    assert.equal(why('2025-09-05'), 'closure')
    assert.equal(why('2025-09-06'), 'weekend')
    assert.equal(why('2025-09-07'), 'weekend')
    assert.equal(why('2025-09-08'), 'bank holiday')
    assert.equal(why('2025-09-12'), undefined)
    assert.equal(why('2025-10-24'), undefined)
    assert.equal(why('2025-10-27'), 'holiday (Half term)')
    assert.equal(why('2025-10-31'), 'holiday (Half term)')
    assert.equal(why('2025-11-03'), 'not in term')
  })

  test('are its own where it has any, each school’s apart, and the authority’s where it has none', () => {
    const rows = [
      row('HALF_TERM', '2025-09-02', '2025-09-05'),
      row('HALF_TERM', '2025-09-09', '2025-09-12', { schoolUrn: '999001' }),
      row('HALF_TERM', '2025-09-16', '2025-09-19', { schoolUrn: '999002' }),
    ]
    const of = schoolCalendars(rows)
    for (const [urn, first, last] of [
      ['999001', '2025-09-09', '2025-09-12'],
      ['999002', '2025-09-16', '2025-09-19'],
      ['999003', '2025-09-02', '2025-09-05'],
      ['', '2025-09-02', '2025-09-05'],
    ] as const) {
      for (const calendar of [of(urn), schoolCalendar(rows, urn || undefined)]) {
        assert.deepEqual(
          [calendar.days[0], calendar.days.at(-1), calendar.days.length],
          [first, last, 4],
          urn,
        )
      }
    }
    assert.equal(of('999003'), of(''))
  })

  test('of a term that begins on the last day of a school year are in both years', () => {
    const calendar = schoolCalendar([
      row('HALF_TERM', '2026-08-31', '2026-09-01'),
      row('HALF_TERM', '2027-08-30', '2027-08-31'),
    ])
    assert.deepEqual(
      calendar.years.map(year => [year.schoolYear, ...year.days]),
      [
        [2025, '2026-08-31'],
        [2026, '2026-09-01', '2027-08-30', '2027-08-31'],
      ],
    )
  })

  test('there are none in a year whose only term is all holiday', () => {
    const calendar = schoolCalendar([
      row('HALF_TERM', '2025-09-06', '2025-09-07'),
      row('HALF_TERM', '2026-09-07', '2026-09-08'),
    ])
    assert.deepEqual(
      calendar.years.map(year => year.schoolYear),
      [2026],
    )
    assert.equal(calendar.years[0]!.lastTermEndsOn, '2026-09-08')
  })
})

describe('year groups', () => {
  test('are read with spaces around them, and not out of other words', () => {
    assert.equal(readYearGroup(' 7 '), 7)
    assert.equal(readYearGroup(' r '), 0)
    for (const none of ['', 'XR', 'RX', 'XN', 'NX', 'X7', '7X', '0', '15', '777', 'YEAR', 'RECEPTIONS'])
      assert.equal(readYearGroup(none), undefined, none)
    assert.equal(pupilYearGroup(undefined, localDate('2025-09-01')), undefined)
    assert.equal(pupilYearGroup('', localDate('2025-09-01')), undefined)
    assert.deepEqual(pupilYearGroup('8', localDate('2025-08-31')), { group: 8, in: 2024 })
  })

  test('several are read however they are parted, and none where one cannot be', () => {
    for (const text of [
      '1 2',
      ' 1 2 ',
      '1,2',
      '1, 2',
      '1 ,, 2',
      '1;2',
      '1/2',
      '1-2',
      '1 - 2',
      'Years  1 and 2',
      'y 1 y 2',
    ])
      assert.deepEqual(readYearGroups(text), [1, 2], text)
    assert.deepEqual(readYearGroups('R-2 1'), [0, 1, 2])
    assert.deepEqual(readYearGroups('3-3'), [3])
    for (const none of [
      '',
      ' ',
      ',',
      '9-7',
      '7-',
      '-7',
      '7-8-9',
      'x',
      '7 x',
      'x-7',
      '7-x',
      '9-7 3',
      'x-7 3',
      '7-x 3',
    ])
      assert.equal(readYearGroups(none), undefined, none)
  })

  test('in words', () => {
    assert.equal(yearGroupsInWords([]), '')
    assert.equal(yearGroupsInWords([1]), 'Year 1')
    assert.equal(yearGroupsInWords([0, 1, 2]), 'Reception, Year 1 and Year 2')
  })
})
