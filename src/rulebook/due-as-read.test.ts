import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { nthSchoolDayAfter, schoolCalendar } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { dueAsRead, readingsOn, stricterReasonDays } from './due-as-read.ts'

const on = localDate('2025-10-21')
const due = localDate('2025-11-05')
const workingDays = { 'OQ-1': 'working-days' }

describe('the day a finding is due', () => {
  test('is its own where nothing else was chosen, and for every other rule', () => {
    assert.equal(dueAsRead({ rule: 'T-04', on, due }, calendar, {}), due)
    assert.equal(dueAsRead({ rule: 'T-04', on, due }, calendar, { 'OQ-14': 'ten-school-days' }), due)
    for (const rule of ['T-07', 'T-10', 'T-15']) {
      assert.equal(
        dueAsRead({ rule, on, due }, calendar, { ...workingDays, 'OQ-14': 'ten-school-days' }),
        due,
      )
    }
    assert.equal(dueAsRead({ rule: 'T-07', on, due: undefined }, calendar, workingDays), undefined)
  })

  test('is the fifth working day for code N, over half-term, where that was chosen', () => {
    assert.equal(dueAsRead({ rule: 'T-04', on, due }, calendar, workingDays), '2025-10-28')
    // Past the end of the term dates there is only that day.
    const none = schoolCalendar([])
    assert.equal(dueAsRead({ rule: 'T-04', on, due: undefined }, none, workingDays), '2025-10-28')
  })

  test('is the tenth school day for a transfer file, where that was chosen', () => {
    const finding = { rule: 'T-21', on: localDate('2025-12-05'), due: localDate('2026-01-12') }
    assert.equal(dueAsRead(finding, calendar, { 'OQ-14': 'ten-school-days' }), '2025-12-19')
  })

  test('is never later for having been read more strictly', () => {
    const days = fc.integer({ min: 0, max: 250 }).map(n => addDays(localDate('2025-09-02'), n))
    const rule = fc.constantFrom('T-04', 'T-21')
    const all = { ...workingDays, 'OQ-14': 'ten-school-days' }
    fc.assert(
      fc.property(days, rule, (day, id) => {
        const own = nthSchoolDayAfter(calendar, day, id === 'T-04' ? 5 : 15)
        const read = dueAsRead({ rule: id, on: day, due: own }, calendar, all)
        assert.ok(own === undefined || (read !== undefined && read <= own), `${id} ${day}`)
      }),
    )
  })
})

describe('a choice', () => {
  test('holds from its day, and what came before stays as it was', () => {
    const holding = [{ key: 'reading.OQ-1', value: 'working-days', from_on: localDate('2025-10-21') }]
    assert.deepEqual(readingsOn(holding, localDate('2025-10-20')), {})
    assert.deepEqual(readingsOn(holding, localDate('2025-10-21')), workingDays)
  })
})

test('the stricter days of reasons are the fifth working day of each day', () => {
  const { on: days, due: dues } = stricterReasonDays(localDate('2025-12-20'), localDate('2026-01-05'))
  assert.equal(days.length, 17)
  assert.deepEqual([days[0], dues[0]], ['2025-12-20', '2025-12-30'])
  for (const [i, day] of days.entries()) {
    if (![6, 0].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !/12-2[56]|01-01/.test(day)) {
      assert.equal(dues[i], addWorkingDays(day, 5), day)
    }
  }
})
