import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar, exampleTermDates } from '../calendar/worked-examples.ts'
import { currentRun } from './current-run.ts'
import { type SaidMarks, stripsWith } from './examples.ts'

const run = (marks: SaidMarks, on: string, entry = '2021-09-02') => {
  const { days, since } = currentRun(calendar, stripsWith(calendar, marks), localDate(on), localDate(entry))
  return [days, since]
}

describe('how long a child has been away', () => {
  test('is nothing where the last day was in school, and counts back to the day that ended it', () => {
    assert.deepEqual(run({}, '2025-09-30'), [0, undefined])
    const away = { '2025-09-15..2025-09-19': 'O' }
    assert.deepEqual(run(away, '2025-09-19'), [5, '2025-09-15'])
    assert.deepEqual(run(away, '2025-09-21'), [5, '2025-09-15'])
    assert.deepEqual(run(away, '2025-09-17'), [3, '2025-09-15'])
    assert.deepEqual(run(away, '2025-09-22'), [0, undefined])
    assert.deepEqual(run({ ...away, '2025-09-17': 'I' }, '2025-09-19'), [2, '2025-09-18'])
  })

  test('passes over days not taken, and does not begin with one', () => {
    const marks = { '2025-09-15..2025-09-19': 'O', '2025-09-15': '-', '2025-09-17': 'O -', '2025-09-18': '#' }
    assert.deepEqual(run(marks, '2025-09-19'), [2, '2025-09-16'])
  })

  test('passes over Y1 to Y4, which end the ten days of the return, and over no other code', () => {
    const away = { '2025-09-15..2025-09-19': 'O' }
    for (const code of ['Y1', 'Y2', 'Y3', 'Y4', 'O Y2', 'Y1 -']) {
      assert.deepEqual(run({ ...away, '2025-09-17': code }, '2025-09-19'), [4, '2025-09-15'], code)
    }
    for (const code of ['Y5', 'Y6', 'Y7', 'Q', 'Y2 /', 'Y2 I']) {
      assert.deepEqual(run({ ...away, '2025-09-17': code }, '2025-09-19'), [2, '2025-09-18'], code)
    }
  })

  test('begins with the time on roll', () => {
    const away = { '2025-09-08..2025-09-19': 'O' }
    assert.deepEqual(run(away, '2025-09-19', '2025-09-15'), [5, '2025-09-15'])
    assert.deepEqual(run(away, '2025-09-19', '2025-09-16'), [4, '2025-09-16'])
  })

  test('goes on over the holidays, from one school year to the next', () => {
    const autumn = {
      kind: 'HALF_TERM' as const,
      name: '',
      startsOn: localDate('2026-09-02'),
      endsOn: localDate('2026-10-23'),
    }
    const two = schoolCalendar([...exampleTermDates, autumn])
    const strips = stripsWith(two, { '2026-07-16..2026-09-04': 'O' })
    assert.deepEqual(currentRun(two, strips, localDate('2026-09-04'), localDate('2021-09-02')), {
      days: 6,
      since: '2026-07-16',
    })
    // With no marks of the year before, its days were not taken.
    const [, second] = strips
    assert.deepEqual(currentRun(two, [second!], localDate('2026-09-04'), localDate('2021-09-02')), {
      days: 3,
      since: '2026-09-02',
    })
  })
})
