import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type LocalDate, localDate, weekday } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { isPartDay, type PatternDay, type PatternKind, patternsOf, togetherWith } from './patterns.ts'
import { firstDays, holidaysOf } from './terms.ts'

const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn 1', startsOn: localDate('2026-09-03'), endsOn: localDate('2026-10-23') },
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: localDate('2026-11-02'), endsOn: localDate('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: localDate('2027-01-04'), endsOn: localDate('2027-02-12') },
  { kind: 'INSET', name: '', startsOn: localDate('2026-11-09'), endsOn: localDate('2026-11-10') },
])
const holidays = holidaysOf(calendar)
const schoolDays = calendar.days.filter(day => day <= '2027-01-29')
const year = (away: readonly string[], code = 'O'): PatternDay[] =>
  schoolDays.map(on => (away.includes(on) ? { on, am: code, pm: code } : { on, am: '/', pm: '\\' }))
const kinds = (thisYear: PatternDay[], lastYear: PatternDay[] = []): PatternKind[] =>
  patternsOf({ thisYear, lastYear, holidays }).map(one => one.kind)

// The last sixty school days before the end of January.
const mondays = ['2026-11-16', '2026-11-23', '2026-11-30', '2026-12-07']

describe('a weekday', () => {
  test('makes a pattern from four days and three quarters of them, and not one less', () => {
    assert.deepEqual(kinds(year(mondays)), ['same weekday'])
    assert.deepEqual(kinds(year(mondays.slice(1))), [])
    assert.deepEqual(kinds(year([...mondays, '2026-11-18'])), ['same weekday'])
    assert.deepEqual(kinds(year([...mondays, '2026-11-18', '2026-11-26'])), [])
    assert.deepEqual(kinds(year(mondays, 'I')), ['same weekday'])
    assert.deepEqual(kinds(year(mondays, 'M')), [], 'a clinic explains itself')
    assert.deepEqual(kinds(year(mondays, 'C')), [], 'leave explains itself')
  })
  test('says how often and rests on the days', () => {
    const [pattern] = patternsOf({ thisYear: year(mondays), lastYear: [], holidays })
    assert.match(pattern!.says, /4 Mondays of 4 days away in the last 60 school days/)
    assert.deepEqual(pattern!.rests, mondays)
  })
  test('days longer ago than sixty school days say nothing', () => {
    const old = ['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28']
    assert.deepEqual(kinds(year(old)), [])
  })
  test('Mondays and Fridays together are beside the weekend', () => {
    assert.deepEqual(kinds(year(['2026-11-16', '2026-11-20', '2026-11-23', '2026-11-27'])), [
      'beside the weekend',
    ])
    assert.deepEqual(kinds(year(['2026-11-16', '2026-11-20', '2026-11-23', '2026-11-25'])), [])
  })
})

describe('holidays', () => {
  test('are gaps of a week or so, and training days are none', () => {
    assert.deepEqual(
      holidays.map(one => [one.before, one.after]),
      [
        ['2026-10-23', '2026-11-02'],
        ['2026-12-18', '2027-01-04'],
      ],
    )
  })
  test('two with a day away beside them make a pattern, one does not', () => {
    assert.deepEqual(kinds(year(['2026-10-23', '2027-01-04'])), ['beside holidays'])
    assert.deepEqual(kinds(year(['2026-10-23', '2026-11-02'])), [])
    assert.deepEqual(kinds(year(['2026-10-22', '2027-01-04'])), [])
  })
  test('leave in the same week of two years is said, and four days apart is not', () => {
    const last = (day: string): PatternDay[] => [{ on: localDate(day), am: 'C', pm: 'C' }]
    const now = year(['2026-11-19'], 'G')
    assert.deepEqual(kinds(now, last('2025-11-16')), ['same week each year'])
    assert.deepEqual(kinds(now, last('2025-11-22')), ['same week each year'])
    assert.deepEqual(kinds(now, last('2025-11-15')), [])
    assert.deepEqual(kinds(now, last('2025-11-23')), [])
  })
})

describe('with a brother or sister', () => {
  test('three days together, and half of the days of either', () => {
    const together = (own: string[], other: string[]) =>
      togetherWith('Adam', year(own), year(other))?.rests.length
    assert.equal(together(mondays.slice(0, 3), mondays.slice(0, 3)), 3)
    assert.equal(together(mondays.slice(0, 2), mondays.slice(0, 2)), undefined)
    const more = ['2026-11-17', '2026-11-18', '2026-11-19']
    assert.equal(together([...mondays.slice(0, 3), ...more], mondays.slice(0, 3)), 3)
    assert.equal(together([...mondays.slice(0, 3), ...more, '2026-11-24'], mondays.slice(0, 3)), undefined)
  })
})

describe('part of a day', () => {
  test('is one session missed and the other attended', () => {
    const is = (am: string, pm: string) => isPartDay({ on: localDate('2026-11-20'), am, pm })
    for (const [am, pm] of [
      ['/', 'O'],
      ['N', '\\'],
      ['U', '\\'],
      ['L', 'G'],
      ['U', 'O'],
      ['O', 'U'],
    ] as const) {
      assert.equal(is(am, pm), true, `${am} ${pm}`)
    }
    for (const [am, pm] of [
      ['O', 'O'],
      ['U', 'U'],
      ['/', '\\'],
      ['M', '\\'],
      ['I', '\\'],
      ['O', ''],
      ['', 'N'],
    ] as const) {
      assert.equal(is(am, pm), false, `${am} ${pm}`)
    }
  })
})

describe('the first day of a term', () => {
  const rows: [today: string, last: string | undefined, next: string | undefined][] = [
    ['2026-09-02', undefined, '2026-09-03'],
    ['2026-09-03', '2026-09-03', '2026-11-02'],
    ['2026-11-01', '2026-09-03', '2026-11-02'],
    ['2026-11-02', '2026-11-02', '2027-01-04'],
    ['2027-01-03', '2026-11-02', '2027-01-04'],
    ['2027-01-04', '2027-01-04', undefined],
  ]
  for (const [today, last, next] of rows) {
    test(`on ${today}`, () => assert.deepEqual(firstDays(calendar, localDate(today)), { last, next }))
  }
})

test('no pattern rests on a day that was attended, or on fewer days than it says', () => {
  const anyDay = fc.constantFrom(...schoolDays)
  const code = fc.constantFrom('I', 'N', 'O', 'G', 'M', '/')
  fc.assert(
    fc.property(fc.array(fc.tuple(anyDay, code), { maxLength: 30 }), given => {
      const marks = new Map<LocalDate, string>(given)
      const thisYear = schoolDays.map(on => ({ on, am: marks.get(on) ?? '/', pm: marks.get(on) ?? '/' }))
      for (const pattern of patternsOf({ thisYear, lastYear: [], holidays })) {
        assert.ok(pattern.rests.length >= 2)
        for (const day of pattern.rests) assert.ok(['I', 'N', 'O', 'G'].includes(marks.get(day) ?? '/'))
        if (pattern.kind === 'same weekday') assert.equal(new Set(pattern.rests.map(weekday)).size, 1)
      }
    }),
  )
})
