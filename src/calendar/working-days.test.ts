import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from './local-date.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'

test('weekends and bank holidays are not working days', () => {
  for (const [day, works] of [
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-12-25', false],
    ['2026-12-28', false],
    ['2027-01-01', false],
    ['2027-01-04', true],
  ] as const) {
    assert.equal(isWorkingDay(localDate(day)), works, day)
  }
})

test('a clock runs over weekends and holidays', () => {
  for (const [from, count, to] of [
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-21', 0, '2026-11-23'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-24'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-31', 2, '2027-01-05'],
  ] as const) {
    assert.equal(addWorkingDays(localDate(from), count), to)
  }
  assert.equal(workingDaysBetween(localDate('2026-12-24'), localDate('2026-12-30')), 2)
  assert.equal(workingDaysBetween(localDate('2026-12-24'), localDate('2026-12-20')), 0)
})
