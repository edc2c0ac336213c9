import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { csaEnd, csaStart, isCompulsoryAge, yearGroup, yearGroupInWords } from './age.ts'
import { addDays, localDate, monthOf, weekday, yearOf } from './local-date.ts'

describe('compulsory school age', () => {
  const starts = [
    // Worked examples 1 to 3, and either side of each prescribed day.
    ['2020-08-31', '2025-08-31'],
    ['2020-09-01', '2025-12-31'],
    ['2021-01-01', '2026-03-31'],
    ['2021-03-31', '2026-03-31'],
    ['2021-04-01', '2026-08-31'],
    ['2020-12-31', '2025-12-31'],
    ['2020-08-30', '2025-08-31'],
    ['2020-02-29', '2025-03-31'],
  ] as const
  for (const [dob, expected] of starts) {
    test(`begins on ${expected} for a birth on ${dob}`, () =>
      assert.equal(csaStart(localDate(dob)), expected))
  }

  const ends = [
    // Worked examples 4 to 6, and the published leaving dates.
    ['2010-08-31', '2026-06-26'],
    ['2010-09-01', '2027-06-25'],
    ['2010-06-26', '2026-06-26'],
    ['2009-09-01', '2026-06-26'],
    ['2009-08-31', '2025-06-27'],
    ['2010-06-27', '2026-06-26'],
  ] as const
  for (const [dob, expected] of ends) {
    test(`ends on ${expected} for a birth on ${dob}`, () => assert.equal(csaEnd(localDate(dob)), expected))
  }

  test('holds from its first to its last day and on neither side', () => {
    const dob = localDate('2010-08-31')
    assert.equal(isCompulsoryAge(dob, localDate('2015-08-30')), false)
    assert.equal(isCompulsoryAge(dob, localDate('2015-08-31')), true)
    assert.equal(isCompulsoryAge(dob, localDate('2026-06-26')), true)
    assert.equal(isCompulsoryAge(dob, localDate('2026-06-27')), false)
  })

  test('always begins on a prescribed day and ends on a last Friday in June', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), days => {
        const dob = addDays(localDate('1990-01-01'), days)
        assert.match(csaStart(dob), /-(03-31|08-31|12-31)$/)
        const end = csaEnd(dob)
        assert.equal(weekday(end), 5)
        assert.equal(monthOf(end), 6)
        assert.equal(monthOf(addDays(end, 7)), 7)
        assert.ok(yearOf(end) - yearOf(dob) === 16 || yearOf(end) - yearOf(dob) === 17)
      }),
    )
  })
})

describe('year group', () => {
  test('follows the age on 31 August before the year', () => {
    // Worked example 7.
    const on = localDate('2025-11-10')
    assert.equal(yearGroup(localDate('2014-08-31'), on), 7)
    assert.equal(yearGroup(localDate('2014-09-01'), on), 6)
    assert.equal(yearGroup(localDate('2020-09-01'), on), 0)
    assert.equal(yearGroup(localDate('2021-09-01'), on), -1)
    assert.equal(yearGroup(localDate('2014-09-01'), localDate('2025-08-31')), 5)
  })

  test('is said in words', () => {
    assert.equal(yearGroupInWords(0), 'Reception')
    assert.equal(yearGroupInWords(-1), 'Nursery')
    assert.equal(yearGroupInWords(11), 'Year 11')
  })
})
