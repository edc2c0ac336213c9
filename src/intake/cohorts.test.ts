import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csaStart } from '../calendar/age.ts'
import { addDays, localDate } from '../calendar/local-date.ts'
import { cohortsBy } from './cohorts.ts'

test('the cohorts of a day, either side of the day on which one begins', () => {
  const starts = (on: string) => cohortsBy(localDate(on), 3).map(one => one.startsOn)
  assert.deepEqual(starts('2026-08-30'), ['2026-03-31', '2025-12-31', '2025-08-31'])
  assert.deepEqual(starts('2026-08-31'), ['2026-08-31', '2026-03-31', '2025-12-31'])
  assert.deepEqual(cohortsBy(localDate('2026-11-20'), 1)[0], {
    startsOn: '2026-08-31',
    from: '2021-04-01',
    to: '2021-08-31',
  })
})

test('each birthday is in one cohort: the one on whose day compulsory school age begins', () => {
  const cohorts = cohortsBy(localDate('2026-11-20'), 9)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), n => {
      const dob = addDays(localDate('2019-01-01'), n)
      const of = cohorts.filter(one => one.from <= dob && dob <= one.to)
      const start = csaStart(dob)
      if (start > '2026-11-20' || start < cohorts.at(-1)!.startsOn) return assert.equal(of.length, 0)
      assert.deepEqual(
        of.map(one => one.startsOn),
        [start],
      )
    }),
  )
})
