import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate, schoolYearOf, weekday } from './local-date.ts'
import {
  isSchoolDay,
  nextSchoolDay,
  nthSchoolDayAfter,
  nthSchoolDayInclusive,
  previousSchoolDay,
  schoolCalendar,
  schoolCalendars,
  schoolDaysBetween,
  type TermDate,
  type TermDateKind,
} from './school-calendar.ts'
import { weekdayIndex } from './strip-days.ts'
import { exampleCalendar as calendar, exampleTermDates } from './worked-examples.ts'

const day = localDate

describe('a school calendar', () => {
  test('has the 190 pupil days of the worked examples', () => {
    assert.equal(calendar.days.length, 190)
    assert.equal(calendar.days[0], '2025-09-02')
    assert.equal(calendar.days.at(-1), '2026-07-20')
    assert.deepEqual(
      calendar.years.map(year => year.schoolYear),
      [2025],
    )
    assert.equal(calendar.years[0]!.lastTermEndsOn, '2026-07-21')
  })

  test('counts the pupil days that an authority printed beside its terms', () => {
    const path = join(import.meta.dirname, 'fixtures', 'term-dates-example.csv')
    const cells = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(','))
    const rows: TermDate[] = cells.map(([, , kind, name, startsOn, endsOn]) => ({
      kind: kind as TermDateKind,
      name: name!,
      startsOn: day(startsOn!),
      endsOn: day(endsOn!),
    }))
    const three = schoolCalendar(rows)
    const terms = cells.filter(([, , kind]) => kind === 'HALF_TERM')
    assert.equal(terms.length, 18)
    for (const [, , , name, startsOn, endsOn, pupilDays] of terms) {
      assert.equal(schoolDaysBetween(three, day(startsOn!), day(endsOn!)).length, Number(pupilDays), name)
    }
    assert.equal(three.years.length, 3)
  })

  test('leaves out weekends, holidays, training days, bank holidays and closures', () => {
    for (const closed of [
      '2025-09-06',
      '2025-10-27',
      '2025-11-03',
      '2026-05-04',
      '2026-06-01',
      '2026-07-21',
      '2025-09-01',
    ]) {
      assert.equal(isSchoolDay(calendar, day(closed)), false, closed)
    }
    const snow: TermDate = {
      kind: 'CLOSURE',
      name: 'Snow',
      startsOn: day('2026-01-12'),
      endsOn: day('2026-01-13'),
    }
    const shut = schoolCalendar([...exampleTermDates, snow])
    assert.equal(shut.days.length, 188)
    assert.equal(nextSchoolDay(shut, day('2026-01-09')), '2026-01-14')
  })

  test('counts on from a day that is day 0, or from a day that is the first', () => {
    // Worked examples 8 and 9: five school days after.
    assert.equal(nthSchoolDayAfter(calendar, day('2025-09-08'), 5), '2025-09-15')
    assert.equal(nthSchoolDayAfter(calendar, day('2025-10-21'), 5), '2025-11-05')
    assert.equal(nthSchoolDayInclusive(calendar, day('2025-10-20'), 10), '2025-11-10')
    assert.equal(nthSchoolDayInclusive(calendar, day('2025-10-25'), 1), '2025-11-04')
    assert.equal(nthSchoolDayAfter(calendar, day('2026-07-14'), 5), undefined)
    assert.equal(previousSchoolDay(calendar, day('2025-11-04')), '2025-10-24')
    assert.equal(previousSchoolDay(calendar, day('2025-09-02')), undefined)
  })

  test('is the school’s own where it has any row of its own', () => {
    const own: TermDate = {
      kind: 'HALF_TERM',
      name: 'Own',
      startsOn: day('2025-09-08'),
      endsOn: day('2025-09-12'),
      schoolUrn: '999001',
    }
    const calendarOf = schoolCalendars([...exampleTermDates, own])
    assert.equal(calendarOf('999001').days.length, 5)
    assert.equal(calendarOf('999002').days.length, 190)
  })

  test('has the last day of each school year’s terms, whatever order the lines are in', () => {
    const term = (startsOn: string, endsOn: string): TermDate => ({
      kind: 'HALF_TERM',
      name: '',
      startsOn: day(startsOn),
      endsOn: day(endsOn),
    })
    const lastDays = (...rows: TermDate[]) =>
      schoolCalendar(rows).years.map(year => [year.schoolYear, year.lastTermEndsOn])
    const lines = [
      term('2025-06-02', '2025-07-22'),
      term('2026-06-01', '2026-07-21'),
      term('2025-09-02', '2025-10-24'),
      term('2026-09-02', '2026-10-23'),
    ]
    const expected = [
      [2024, '2025-07-22'],
      [2025, '2026-07-21'],
      [2026, '2026-10-23'],
    ]
    assert.deepEqual(lastDays(...lines), expected)
    assert.deepEqual(lastDays(...lines.toReversed()), expected)
    // A line that runs over the turn of the year is of both years.
    assert.deepEqual(lastDays(term('2026-08-28', '2026-09-01')), [
      [2025, '2026-09-01'],
      [2026, '2026-09-01'],
    ])
    assert.deepEqual(lastDays(term('2026-06-01', '2026-08-31'), term('2026-09-01', '2026-09-04')), [
      [2025, '2026-08-31'],
      [2026, '2026-09-04'],
    ])
  })

  test('has the same school days in its mask, its numbers and its list, whatever the term dates', () => {
    const kinds: TermDateKind[] = ['HALF_TERM', 'HALF_TERM', 'INSET', 'BANK_HOLIDAY', 'CLOSURE', 'BREAK']
    const anyRow = fc.record({
      kind: fc.constantFrom(...kinds),
      start: fc.integer({ min: 0, max: 900 }),
      length: fc.integer({ min: 0, max: 60 }),
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), any => {
        const rows = any.map(({ kind, start, length }): TermDate => {
          const startsOn = addDays(day('2024-07-01'), start)
          return { kind, name: '', startsOn, endsOn: addDays(startsOn, length) }
        })
        const made = schoolCalendar(rows)
        const within = (kindsOf: TermDateKind[], date: string) =>
          rows.some(row => kindsOf.includes(row.kind) && row.startsOn <= date && date <= row.endsOn)
        const expected = []
        for (let date = day('2024-06-01'); date < '2027-06-01'; date = addDays(date, 1)) {
          const isOpen =
            weekday(date) <= 5 &&
            within(['HALF_TERM'], date) &&
            !within(['INSET', 'BANK_HOLIDAY', 'CLOSURE'], date)
          if (isOpen) expected.push(date)
          assert.equal(isSchoolDay(made, date), isOpen)
        }
        assert.deepEqual(made.days, expected)
        for (const year of made.years) {
          for (const date of year.days) {
            assert.equal(schoolYearOf(date), year.schoolYear)
            assert.equal(year.mask[weekdayIndex(year.schoolYear, date)], 1)
          }
          assert.equal(
            year.mask.reduce((sum, one) => sum + one, 0),
            year.days.length,
          )
        }
      }),
      { numRuns: 40 },
    )
  })
})
