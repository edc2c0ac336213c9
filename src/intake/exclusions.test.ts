import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { isSchoolDay, nthSchoolDayInclusive } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { excludedOn, type InPlace } from './exclusions.ts'

const on = (text: string) => localDate(text)
const firstDay = on('2026-01-14')
const stands = (day: string, latest?: InPlace, lookedAfter = false) =>
  excludedOn({ firstDay, lookedAfter, calendar, latest }, on(day))
const inPlace = (startsOn: string): InPlace => ({ what: 'in place', startsOn: on(startsOn) })

describe('the sixth school day of a permanent exclusion', () => {
  // Excluded on Wednesday 14 January 2026: the sixth school day, that day counted, is Wednesday 21.
  const table: [string, InPlace | undefined, string, boolean][] = [
    ['2026-01-14', undefined, 'waiting', false],
    ['2026-01-19', undefined, 'waiting', false],
    ['2026-01-20', undefined, 'waiting', false],
    ['2026-01-21', undefined, 'nothing', true],
    ['2026-01-22', undefined, 'nothing', true],
    ['2026-01-20', inPlace('2026-01-21'), 'in place', false],
    ['2026-01-21', inPlace('2026-01-21'), 'in place', false],
    ['2026-01-20', inPlace('2026-01-22'), 'late', false],
    ['2026-01-21', inPlace('2026-01-22'), 'late', true],
    ['2026-01-22', inPlace('2026-01-22'), 'late', false],
    ['2026-01-20', { what: 'nothing in place' }, 'waiting', false],
    ['2026-01-21', { what: 'nothing in place' }, 'nothing', true],
    ['2026-01-28', { what: 'case opened' }, 'case', false],
  ]
  for (const [day, latest, expected, opens] of table) {
    test(`${day}, ${latest ? `${latest.what} ${latest.startsOn ?? ''}` : 'nobody wrote anything'}: ${expected}${opens ? ', and a case opens' : ''}`, () => {
      const answer = stands(day, latest)
      assert.equal(answer.stands, expected)
      assert.equal(answer.opens, opens)
      assert.equal(answer.sixth, '2026-01-21')
    })
  }
  test('a child in care is expected to have it from the first day; the case still opens on the sixth', () => {
    assert.equal(stands('2026-01-14', undefined, true).expected, '2026-01-14')
    assert.equal(stands('2026-01-20', undefined, true).opens, false)
    assert.equal(stands('2026-01-21', undefined, true).opens, true)
    assert.equal(stands('2026-01-14').expected, '2026-01-21')
  })
  test('beyond the term dates nothing is opened, and the day is said not to be known', () => {
    const answer = excludedOn({ firstDay: on('2036-01-14'), lookedAfter: false, calendar }, on('2036-05-01'))
    assert.equal(answer.stands, 'not known')
    assert.equal(answer.opens, false)
  })
  test('is the same day, however it is counted, and opens no day earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250 }), fc.integer({ min: 0, max: 40 }), (start, later) => {
        const first = addDays(on('2025-09-08'), start)
        const day = addDays(first, later)
        const answer = excludedOn({ firstDay: first, lookedAfter: false, calendar }, day)
        const from: LocalDate = first
        const expected = nthSchoolDayInclusive(calendar, from, 6)
        assert.equal(answer.sixth, expected)
        if (answer.sixth) assert(isSchoolDay(calendar, answer.sixth))
        assert.equal(answer.opens, answer.sixth !== undefined && day >= answer.sixth)
      }),
    )
  })
})
