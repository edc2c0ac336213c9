import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, dayNumber, localDate, schoolYearEnd, schoolYearStart, weekday } from './local-date.ts'
import {
  dateOfWeekdayIndex,
  firstWeekdayNumber,
  stripWidth,
  stripWidthMax,
  weekdayIndex,
  weekdaysBefore,
  weekdaysIn,
  weekdaysMax,
} from './strip-days.ts'

describe('places in a strip', () => {
  test('count the weekdays of the school year from its first, for every day of twenty-eight years, which is every kind there is', () => {
    for (let year = 1999; year < 2028; year++) {
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

  test('are counted up to a day, none before the year and all after it', () => {
    for (const year of [1995, 1996, 2001, 2024, 2025, 2026, 2027, 2028]) {
      let before = 0
      const [first, last] = [dayNumber(schoolYearStart(year)), dayNumber(schoolYearEnd(year))]
      for (let day = first - 9; day <= last + 9; day++) {
        assert.equal(weekdaysBefore(year, day), before, `${year}, day ${day - first}`)
        if (day >= first && day <= last && weekday(addDays(schoolYearStart(year), day - first)) <= 5) before++
      }
      assert.equal(before, weekdaysIn(year))
    }
    assert.equal(firstWeekdayNumber(2025), dayNumber(localDate('2025-09-01')))
    assert.equal(firstWeekdayNumber(2024), dayNumber(localDate('2024-09-02')))
    assert.equal(firstWeekdayNumber(2029), dayNumber(localDate('2029-09-03')))
    assert.equal(weekdaysMax * 2, stripWidthMax)
  })

  test('do not exist outside the school year', () => {
    assert.equal(weekdayIndex(2025, localDate('2025-08-29')), -1)
    assert.equal(weekdayIndex(2025, localDate('2026-09-01')), -1)
    assert.throws(() => dateOfWeekdayIndex(2025, weekdaysIn(2025)))
    assert.throws(() => dateOfWeekdayIndex(2025, -1))
  })
})
