import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { schoolCalendar, yearOfCalendar } from '../calendar/school-calendar.ts'
import { readAll } from '../formats/problem.ts'
import { readTermDates } from '../formats/term-dates.ts'
import { pupilDaysInYear, termDates } from './term-dates.ts'

describe('terms of the made-up authority', () => {
  test('are those of the example, to the day', async () => {
    const { records } = await readAll(
      readTermDates(readFileSync(join(import.meta.dirname, 'fixtures', 'term-dates-example.csv'))),
    )
    const expected = records.map(({ kind, name, startsOn, endsOn, academicYear, pupilDays }) =>
      [academicYear, kind, name, startsOn, endsOn, pupilDays].join(),
    )
    const made = [2024, 2025, 2026]
      .flatMap(year => termDates(year))
      .map(row => [row.academicYear, row.kind, row.name, row.startsOn, row.endsOn, row.pupilDays].join())
    assert.deepEqual(made.sort(), expected.sort())
  })

  test('have 190 days with pupils and five for training, in any year', () => {
    for (let year = 2015; year <= 2045; year++) {
      const rows = termDates(year)
      const days = yearOfCalendar(schoolCalendar(rows), year)!.days
      assert.equal(days.length, pupilDaysInYear, String(year))
      assert.equal(rows.filter(row => row.kind === 'INSET').length, 5)
      assert.equal(
        rows.reduce((sum, row) => sum + (row.pupilDays ?? 0), 0),
        pupilDaysInYear,
      )
      assert.ok(days.at(-1)! < `${year + 1}-08-01`, days.at(-1))
    }
  })

  test('one school may break earlier in the autumn', () => {
    const own = schoolCalendar(termDates(2026, { schoolUrn: '999008', autumnBreakEarlierWeeks: 1 }), '999008')
    const usual = schoolCalendar(termDates(2026))
    assert.equal(own.days.includes(usual.days[35]!), false)
    assert.equal(own.days.length, usual.days.length)
  })
})
