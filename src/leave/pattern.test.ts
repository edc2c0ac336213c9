import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, addYears, localDate } from '../calendar/local-date.ts'
import { familyPattern, isSameWeek, type PastLeave, sameWeekDays, yearsInTheSameWeek } from './pattern.ts'

const day = localDate
const span = (startsOn: string, endsOn = startsOn) => ({ startsOn: day(startsOn), endsOn: day(endsOn) })
const past = (startsOn: string, more: Partial<PastLeave> = {}): PastLeave => ({
  child: 'this child',
  ...span(startsOn),
  outcome: 'granted',
  daysAwayUnauthorised: 0,
  ...more,
})
const asked = span('2026-11-16', '2026-11-20')

describe('the same week of another year', () => {
  const table: [string, boolean][] = [
    ['2025-11-16', true],
    ['2025-11-23', true],
    ['2025-11-24', false],
    ['2025-11-09', true],
    ['2025-11-08', false],
    ['2023-11-20', true],
    ['2026-11-16', false],
    ['2026-11-09', false],
    ['2026-05-16', false],
  ]
  for (const [startsOn, same] of table) {
    test(`${startsOn} is ${same ? '' : 'not '}the same week`, () => {
      assert.equal(isSameWeek(asked, span(startsOn)), same)
    })
  }
  test('about New Year and the first of September, a week is a week', () => {
    assert.equal(isSameWeek(span('2027-01-04'), span('2025-12-29')), true)
    assert.equal(isSameWeek(span('2026-09-03'), span('2025-08-29')), true)
  })
  test('for any day, any number of years and any days beside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: -60, max: 60 }),
        (from, years, beside) => {
          const before = addDays(day('2016-01-01'), from)
          const now = addDays(addYears(before, years), beside)
          assert.equal(
            isSameWeek({ startsOn: now, endsOn: now }, { startsOn: before, endsOn: before }),
            Math.abs(beside) <= sameWeekDays,
          )
        },
      ),
    )
  })
})

describe('a family’s pattern', () => {
  test('says the telling things first, each leave once', () => {
    const lines = familyPattern(asked, [
      past('2026-03-02'),
      past('2025-11-17'),
      past('2026-06-08', { outcome: 'refused', daysAwayUnauthorised: 4 }),
      past('2026-11-16', { child: { name: 'Bilal' }, outcome: 'waiting' }),
      past('2024-11-18'),
      past('2025-01-10', { outcome: 'cancelled' }),
    ])
    assert.deepEqual(
      lines.map(line => `${line.kind} ${line.on}`),
      [
        'same week 2025-11-17',
        'same week 2024-11-18',
        'refused and away 2026-06-08',
        'brother or sister 2026-11-16',
        'earlier 2026-03-02',
      ],
    )
    assert.match(lines[2]!.says, /refused leave .* away without authority on 4 school days of them/)
    assert.match(lines[3]!.says, /Bilal, of the same family, has asked .* Within the days now asked for/)
  })
  test('leave refused and not taken is not "refused and away"', () => {
    const [line] = familyPattern(asked, [past('2026-06-08', { outcome: 'refused' })])
    assert.equal(line!.kind, 'earlier')
  })
  test('counts school years, not leaves, of this child alone', () => {
    const all = [
      past('2025-11-17'),
      past('2025-11-19'),
      past('2024-11-18'),
      past('2023-11-18', { child: { name: 'Bilal' } }),
    ]
    assert.equal(yearsInTheSameWeek(asked, all), 2)
  })
})
