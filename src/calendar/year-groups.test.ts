import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from './local-date.ts'
import {
  isSchoolDay,
  schoolCalendar,
  schoolCalendars,
  type TermDate,
  whyNoSchoolDay,
  yearGroupCalendars,
} from './school-calendar.ts'
import { exampleTermDates } from './worked-examples.ts'
import {
  lastYearGroup,
  pupilYearGroup,
  readYearGroup,
  readYearGroups,
  yearGroupsAsText,
  yearGroupsInWords,
} from './year-groups.ts'

describe('year groups', () => {
  test('are read as schools write them', () => {
    for (const [text, groups] of [
      ['7 8 9', [7, 8, 9]],
      ['7-9', [7, 8, 9]],
      ['7 - 9', [7, 8, 9]],
      ['7–9', [7, 8, 9]],
      ['Years 7 and 8', [7, 8]],
      ['Year 10, Year 11', [10, 11]],
      ['Y10/Y11', [10, 11]],
      ['R', [0]],
      ['r;1', [0, 1]],
      ['Reception, Nursery', [-1, 0]],
      ['N1 N2', [-1]],
      ['n-2', [-1, 0, 1, 2]],
      ['9 7 7', [7, 9]],
      ['YR', [0]],
      ['Yr 12', [12]],
      ['Year R, Year 1', [0, 1]],
      ['Yrs 5 and 6', [5, 6]],
      [' 14 ', [14]],
      ['3-3', [3]],
    ] as const) {
      assert.deepEqual(readYearGroups(text), groups, text)
    }
    for (const text of [
      '',
      '  ',
      '15',
      '0',
      'Y0',
      '9-7',
      '7-',
      '-7',
      '7-8-9',
      'all',
      '7 x',
      '77',
      '7.5',
      'N3',
    ]) {
      assert.equal(readYearGroups(text), undefined, text)
    }
  })

  test('are written as a file has them, and read back', () => {
    assert.equal(yearGroupsAsText([-1, 0, 1, 12]), 'N R 1 12')
    const any = fc.uniqueArray(fc.integer({ min: -1, max: lastYearGroup }), { minLength: 1 })
    fc.assert(
      fc.property(any, some => {
        const groups = some.sort((a, b) => a - b)
        assert.deepEqual(readYearGroups(yearGroupsAsText(groups)), groups)
      }),
    )
  })

  test('are said in words', () => {
    assert.equal(yearGroupsInWords([7]), 'Year 7')
    assert.equal(yearGroupsInWords([0, 1]), 'Reception and Year 1')
    assert.equal(yearGroupsInWords([-1, 0, 1]), 'Nursery, Reception and Year 1')
    assert.equal(yearGroupsInWords([]), '')
  })

  test('of a pupil are those of the school year in which they were written', () => {
    assert.deepEqual(pupilYearGroup('7', localDate('2026-08-31')), { group: 7, in: 2025 })
    assert.deepEqual(pupilYearGroup('R', localDate('2026-09-01')), { group: 0, in: 2026 })
    for (const text of ['M', 'X', '', null, undefined]) {
      assert.equal(pupilYearGroup(text, localDate('2026-09-01')), undefined)
    }
    assert.equal(readYearGroup('Year 7'), 7)
  })
})

describe('a calendar of a year group', () => {
  const row = (
    kind: TermDate['kind'],
    startsOn: string,
    endsOn: string,
    yearGroups?: number[],
  ): TermDate => ({
    kind,
    name: kind === 'HALF_TERM' ? 'Term' : 'Day',
    startsOn: localDate(startsOn),
    endsOn: localDate(endsOn),
    yearGroups,
  })
  const training = row('INSET', '2025-10-08', '2025-10-08', [7, 8])
  const leave = row('CLOSURE', '2026-06-15', '2026-07-21', [11])
  const rows = [...exampleTermDates, training, leave]
  const on = localDate('2025-10-08')

  test('leaves out the days that are closed to it, and those alone', () => {
    assert.equal(isSchoolDay(schoolCalendar(rows, undefined, 7), on), false)
    assert.equal(isSchoolDay(schoolCalendar(rows, undefined, 9), on), true)
    assert.equal(schoolCalendar(rows, undefined, 7).days.length, 189)
    assert.equal(schoolCalendar(rows, undefined, 9).days.length, 190)
    const eleven = schoolCalendar(rows, undefined, 11)
    assert.equal(eleven.days.at(-1), '2026-06-12')
    assert.equal(isSchoolDay(eleven, on), true)
    assert.equal(eleven.years[0]!.lastTermEndsOn, '2026-07-21')
  })

  test('is not what a pupil of no known year group has: the school is open to somebody', () => {
    const whole = schoolCalendar(rows)
    assert.equal(whole.days.length, 190)
    assert.equal(whyNoSchoolDay(whole, on), undefined)
    const early = row('HALF_TERM', '2025-09-01', '2025-09-01', [12])
    assert.equal(schoolCalendar([...rows, early]).days[0], '2025-09-01')
    assert.equal(schoolCalendar([...rows, early], undefined, 12).days[0], '2025-09-01')
    assert.equal(schoolCalendar([...rows, early], undefined, 11).days[0], '2025-09-02')
  })

  test('says for whom the day is closed', () => {
    const seven = schoolCalendar(rows, undefined, 7)
    assert.equal(whyNoSchoolDay(seven, on), 'training day for Year 7 and Year 8 (Day)')
    assert.equal(whyNoSchoolDay(schoolCalendar(rows, undefined, 9), on), undefined)
    assert.equal(whyNoSchoolDay(seven, localDate('2025-11-03')), 'training day (Training day)')
  })

  test('is the school’s own where no half term is for the year group', () => {
    const terms = exampleTermDates.map(one =>
      one.kind === 'HALF_TERM' ? { ...one, yearGroups: [1, 2] } : one,
    )
    assert.equal(schoolCalendar(terms, undefined, 6).days.length, 190)
    assert.equal(schoolCalendar(terms, undefined, 2).days.length, 190)
    assert.deepEqual(schoolCalendar(terms, undefined, 6).termDates, schoolCalendar(terms).termDates)
  })

  test('goes up with the pupil in September', () => {
    const next = row('HALF_TERM', '2026-09-02', '2026-10-23')
    const seven = row('INSET', '2026-09-09', '2026-09-09', [7])
    const eight = row('INSET', '2026-09-10', '2026-09-10', [8])
    const two = [...rows, next, seven, eight]
    const rising = schoolCalendar(two, undefined, { group: 7, in: 2025 })
    assert.equal(isSchoolDay(rising, on), false)
    assert.equal(isSchoolDay(rising, localDate('2026-09-09')), true)
    assert.equal(isSchoolDay(rising, localDate('2026-09-10')), false)
    const always = schoolCalendar(two, undefined, 7)
    assert.equal(isSchoolDay(always, localDate('2026-09-09')), false)
    assert.equal(isSchoolDay(always, localDate('2026-09-10')), true)
  })

  test('is found by school and year group, and shared wherever it is the same', () => {
    const own = row('HALF_TERM', '2025-09-08', '2025-09-12')
    const off = row('CLOSURE', '2025-09-10', '2025-09-10', [3])
    const calendarOf = schoolCalendars([
      ...exampleTermDates,
      { ...own, schoolUrn: '999001' },
      { ...off, schoolUrn: '999001' },
    ])
    assert.equal(calendarOf('999001').days.length, 5)
    assert.equal(calendarOf('999001', 3).days.length, 4)
    assert.equal(calendarOf('999001', 4).days.length, 5)
    assert.equal(calendarOf('999001', { group: 3, in: 2025 }).days.length, 4)
    assert.equal(calendarOf('999001', { group: 3, in: 2024 }).days.length, 5)
    assert.equal(calendarOf('999001', { group: 2, in: 2024 }), calendarOf('999001', { group: 3, in: 2025 }))
    assert.equal(calendarOf('999001', 3), calendarOf('999001', 3))
    assert.equal(calendarOf('999001'), calendarOf('999001', undefined))
    assert.equal(calendarOf('999002').days.length, 190)
    assert.equal(calendarOf('999002', 3), calendarOf('999003'))
    const two = schoolCalendars([
      { ...own, schoolUrn: '999001' },
      { ...off, schoolUrn: '999001' },
      { ...own, schoolUrn: '999004', endsOn: localDate('2025-09-11') },
    ])
    assert.equal(two('999004', 3), two('999004'), 'no line of this school is for some')
    assert.equal(two('999004').days.length, 4)
    assert.equal(two('999005').days.length, 0)
    const every = yearGroupCalendars([own])
    assert.equal(every(3), every())
    assert.notEqual(yearGroupCalendars([own, off])(3).days.length, every(3).days.length)
  })
})
