import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, localDate, schoolYearEnd, schoolYearStart, weekday } from './local-date.ts'
import { dateOfWeekdayIndex, stripWidth, stripWidthMax, weekdayIndex, weekdaysIn } from './strip-days.ts'

describe('places in a strip', () => {
  test('count the weekdays of the school year from its first, for every day of sixty years', () => {
    for (let year = 1990; year < 2050; year++) {
      let expected = 0
      for (let date = schoolYearStart(year); date <= schoolYearEnd(year); date = addDays(date, 1)) {
        if (weekday(date) > 5) assert.equal(weekdayIndex(year, date), -1, date)
        else {
          assert.equal(weekdayIndex(year, date), expected, date)
          assert.equal(dateOfWeekdayIndex(year, expected), date)
          expected++
        }
      }
      assert.equal(weekdaysIn(year), expected)
      assert.ok(stripWidth(year) <= stripWidthMax)
    }
  })

  test('do not exist outside the school year', () => {
    assert.equal(weekdayIndex(2025, localDate('2025-08-29')), -1)
    assert.equal(weekdayIndex(2025, localDate('2026-09-01')), -1)
    assert.throws(() => dateOfWeekdayIndex(2025, weekdaysIn(2025)))
    assert.throws(() => dateOfWeekdayIndex(2025, -1))
  })
})
