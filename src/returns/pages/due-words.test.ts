// How the day of a return is said, either side of it and of a weekend.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../../calendar/local-date.ts'
import { dueSays } from './due-words.ts'

for (const [due, today, says] of [
  ['2026-11-20', '2026-11-19', 'Due Friday 20 November 2026'],
  ['2026-11-20', '2026-11-20', 'Due today, Friday 20 November 2026'],
  ['2026-11-20', '2026-11-21', 'Was due on Friday 20 November 2026'],
  ['2026-11-21', '2026-11-20', 'Due Saturday 21 November 2026 (send by Friday 20 November 2026)'],
  ['2026-11-22', '2026-11-18', 'Due Sunday 22 November 2026 (send by Friday 20 November 2026)'],
  ['2026-11-22', '2026-11-21', 'Due Sunday 22 November 2026'],
  ['2026-11-21', '2026-11-21', 'Due today, Saturday 21 November 2026'],
  ['2026-11-23', '2026-11-20', 'Due Monday 23 November 2026'],
] as const) {
  test(`due ${due}, on ${today}`, () => assert.equal(dueSays(localDate(due), today), says))
}
