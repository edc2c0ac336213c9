// The local number of school days after leaving: either side of each boundary, over holidays and closed days.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { exampleCalendar } from '../calendar/worked-examples.ts'
import type { Destination } from './destination.ts'
import { caseWanted, daysWithoutTermDates, type LeaverToConfirm, lastDayToConfirm } from './not-confirmed.ts'

const claimed: Pick<Destination, 'state' | 'claim'> = { state: 'claimed', claim: undefined }
const leaver = (leftOn: string, more: Partial<LeaverToConfirm> = {}): LeaverToConfirm => ({
  leftOn: localDate(leftOn),
  dob: localDate('2017-03-14'),
  ground: 'R9-A',
  calendar: exampleCalendar,
  days: 10,
  destination: claimed,
  ...more,
})

// The calendar of rules.md section 10: 3 November and 5 January are INSET, half-term is 27 to 31 October.
const boundaries: [string, string, string][] = [
  ['an ordinary fortnight', '2025-09-12', '2025-09-26'],
  ['left in the middle of a week', '2025-09-17', '2025-10-01'],
  ['half-term and an INSET day between', '2025-10-17', '2025-11-10'],
  ['Christmas and an INSET day between', '2025-12-12', '2026-01-12'],
  ['left on the last day of term', '2025-12-19', '2026-01-19'],
  ['left in the holiday', '2025-12-29', '2026-01-19'],
  ['a bank holiday between', '2026-04-24', '2026-05-11'],
  ['half-term and an INSET day in June between', '2026-05-15', '2026-06-08'],
]
describe('the last day on which a next school may be confirmed', () => {
  for (const [name, left, tenth] of boundaries) {
    test(`${name}: left ${left}, the 10th school day is ${tenth}`, () => {
      const one = leaver(left)
      assert.equal(lastDayToConfirm(one), tenth)
      const days = schoolDaysBetween(exampleCalendar, localDate(left), addDays(localDate(tenth), 14))
      const ninth = days.filter(day => day < tenth).at(-1)!
      const eleventh = days.find(day => day > tenth)!
      assert.equal(caseWanted(one, ninth), 'not yet')
      assert.equal(caseWanted(one, localDate(tenth)), 'not yet')
      assert.equal(caseWanted(one, addDays(localDate(tenth), 1)), 'the days have gone by')
      assert.equal(caseWanted(one, eleventh), 'the days have gone by')
    })
  }
  test('a longer or shorter setting moves it', () => {
    assert.equal(lastDayToConfirm(leaver('2025-09-12', { days: 9 })), '2025-09-25')
    assert.equal(lastDayToConfirm(leaver('2025-09-12', { days: 5 })), '2025-09-19')
  })
  test('without term dates nobody waits for ever', () => {
    const none = leaver('2025-09-12', { calendar: schoolCalendar([]) })
    const last = addDays(localDate('2025-09-12'), daysWithoutTermDates)
    assert.equal(caseWanted(none, last), 'not yet')
    assert.equal(caseWanted(none, addDays(last, 1)), 'the days have gone by')
  })
})

describe('a case', () => {
  const late = localDate('2025-12-01')
  const at = (more: Partial<LeaverToConfirm>) => caseWanted(leaver('2025-09-12', more), late)
  test('is not for a place that is confirmed', () =>
    assert.equal(at({ destination: { state: 'confirmed', claim: undefined } }), 'never'))
  test('is at once for a place that says no', () => {
    const denied = leaver('2025-09-12', { destination: { state: 'denied', claim: undefined } })
    assert.equal(caseWanted(denied, localDate('2025-09-12')), 'denied')
    assert.equal(caseWanted(denied, localDate('2025-09-11')), 'not yet')
  })
  test('is at once where nobody knows', () => {
    const unknown = leaver('2025-09-12', { destination: { state: 'unknown', claim: undefined } })
    assert.equal(caseWanted(unknown, localDate('2025-09-12')), 'not known')
  })
  test('is for a place that was checked and not confirmed', () =>
    assert.equal(at({ destination: { state: 'checked', claim: undefined } }), 'the days have gone by'))
  test('is not for a child under or over compulsory age', () => {
    assert.equal(at({ dob: localDate('2022-03-14') }), 'never')
    assert.equal(at({ dob: localDate('2009-03-14') }), 'never')
    assert.equal(at({ dob: undefined }), 'the days have gone by')
  })
  test('is not for a young person who left in June and has passed the leaving date since (D-CSA-END, 26 June 2026)', () => {
    const june = leaver('2026-06-19', { dob: localDate('2010-01-15'), days: 10 })
    assert.equal(lastDayToConfirm(june), '2026-07-03')
    assert.equal(caseWanted(june, localDate('2026-07-04')), 'never')
    // Five days were over while the law still asked for education.
    assert.equal(caseWanted({ ...june, days: 4 }, localDate('2026-06-26')), 'the days have gone by')
    assert.equal(caseWanted({ ...june, days: 4 }, localDate('2026-06-27')), 'never')
  })
  test('is for a child who comes of age meanwhile', () =>
    assert.equal(
      caseWanted(leaver('2025-12-12', { dob: localDate('2020-12-20') }), localDate('2026-01-20')),
      'the days have gone by',
    ))
  test('is not for a death, nor by itself after written notice of home education', () => {
    assert.equal(at({ ground: 'R9-K' }), 'never')
    assert.equal(at({ ground: 'R9-F' }), 'never')
  })
})

describe('on any day, for any number of days', () => {
  const day = fc.integer({ min: 0, max: 260 }).map(n => addDays(localDate('2025-09-02'), n))
  test('once it is wanted it stays wanted', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), fc.nat(100), (left, days, later) => {
        const one = leaver(left, { days })
        const first = addDays(lastDayToConfirm(one), 1)
        assert.equal(caseWanted(one, addDays(first, later)), 'the days have gone by')
        assert.equal(caseWanted(one, addDays(first, -1)), 'not yet')
      }),
    )
  })
  test('exactly so many school days lie between leaving and the last day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 15 }), (left, days) => {
        const last = lastDayToConfirm(leaver(left, { days }))
        const between = schoolDaysBetween(exampleCalendar, addDays(left, 1), last) as LocalDate[]
        assert(between.length === days || last === addDays(left, daysWithoutTermDates))
      }),
    )
  })
})
