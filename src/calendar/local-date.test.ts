import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  dayNumber,
  daysBetween,
  fromDayNumber,
  inWords,
  localDate,
  parseLocalDate,
  schoolYearInWords,
  schoolYearOf,
  weekday,
} from './local-date.ts'

describe('a day', () => {
  test('is read only where it exists', () => {
    for (const text of ['2026-09-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
      assert.equal(parseLocalDate(text), text)
    }
    const not = [
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-4-1',
      '26-04-01',
      '',
      ' 2026-04-01',
      '2026-04-01T00:00',
      '0000-01-01',
    ]
    for (const text of not) assert.equal(parseLocalDate(text), undefined, text)
    assert.throws(() => localDate('2026-02-30'), /2026-02-30/)
  })

  test('has a number that agrees with the calendar of the machine, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), count => {
        const date = fromDayNumber(count)
        assert.equal(dayNumber(date), count)
        assert.equal(date, new Date(count * 86_400_000).toISOString().slice(0, 10))
        assert.equal(weekday(date) % 7, new Date(count * 86_400_000).getUTCDay())
      }),
    )
  })

  test('moves and counts by calendar days', () => {
    assert.equal(addDays(localDate('2025-12-17'), 5), '2025-12-22')
    assert.equal(addDays(localDate('2024-03-01'), -1), '2024-02-29')
    assert.equal(daysBetween(localDate('2025-07-10'), localDate('2025-10-02')), 84)
  })

  test('belongs to the school year that began on 1 September', () => {
    assert.equal(schoolYearOf(localDate('2025-08-31')), 2024)
    assert.equal(schoolYearOf(localDate('2025-09-01')), 2025)
    assert.equal(schoolYearOf(localDate('2026-01-01')), 2025)
    assert.equal(schoolYearInWords(2025), '2025/26')
    assert.equal(schoolYearInWords(1999), '1999/00')
  })

  test('is said in words', () => {
    assert.equal(inWords(localDate('2025-09-26')), 'Friday 26 September 2025')
    assert.equal(inWords(localDate('2026-03-01')), 'Sunday 1 March 2026')
  })
})
