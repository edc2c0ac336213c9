// How many days a register holds, either side of each boundary, and whatever the marks are.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { asStrip } from '../absences/store.ts'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { emptyStrip, placeOf, withMarks } from '../registers/sheet.ts'
import { isOneSickness, sicknessDays, unauthorisedDays } from './register-sums.ts'

const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn 1', startsOn: localDate('2026-09-03'), endsOn: localDate('2026-10-23') },
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: localDate('2026-11-02'), endsOn: localDate('2026-12-18') },
])
const days = schoolDaysBetween(calendar, localDate('2026-09-03'), localDate('2026-12-18'))
const last = days.at(-1)!

/** A strip with these marks on the first school days; the rest was not taken. */
const stripOf = (marks: readonly string[]) => [
  asStrip({
    school_year: 2026,
    marks: withMarks(
      emptyStrip(2026),
      marks.map((mark, i) => ({ at: placeOf(days[i]!)!.at, marks: mark })),
    ),
  }),
]
const many = (mark: string, n: number) => Array.from({ length: n }, () => mark)

describe('unauthorised days (T-08)', () => {
  const sum = (
    marks: readonly string[],
    given: { number?: number; toldSince?: LocalDate[]; toldUpTo?: LocalDate; upTo?: LocalDate } = {},
  ) =>
    unauthorisedDays({
      calendar,
      strips: stripOf(marks),
      upTo: given.upTo ?? last,
      number: given.number ?? 10,
      toldSince: given.toldSince ?? [],
      toldUpTo: given.toldUpTo,
    })
  for (const [says, marks, expected, reached] of [
    ['nine days', many('OO', 9), 9, undefined],
    ['nine and a half', [...many('OO', 9), 'O/'], 9.5, undefined],
    ['ten', many('OO', 10), 10, 9],
    ['ten with school between', ['OO', '//', ...many('OO', 9)], 10, 10],
    ['twenty halves', many('/U', 20), 10, 19],
    ['codes G, N, O and U', ['GG', 'NN', 'OO', 'UU'], 4, undefined],
    ['no other code', ['II', 'CC', 'EE', 'QQ', 'dd', '..', '##'], 0, undefined],
  ] as const) {
    test(`${says}: ${expected}`, () => {
      const found = sum(marks)
      assert.equal(found.days, expected)
      assert.equal(found.reachedOn, reached === undefined ? undefined : days[reached])
    })
  }
  test('an absence that a ten-day return told of is not told twice, until the pupil is in school again', () => {
    const marks = [...many('OO', 12), '//', ...many('OO', 3)]
    assert.equal(sum(marks, { toldSince: [days[0]!] }).days, 3)
    assert.equal(sum(marks, { toldSince: [days[5]!] }).days, 8)
  })
  test('what an irregular attendance return counted is not counted again', () => {
    const marks = [...many('OO', 10), '//', ...many('OO', 10)]
    assert.equal(sum(marks, { toldUpTo: days[9]! }).days, 10)
    assert.equal(sum(marks, { toldUpTo: days[9]! }).reachedOn, days[20])
    assert.equal(sum(marks, { toldUpTo: days[9]!, upTo: days[19]! }).reachedOn, undefined)
  })
  test('an earlier school year counts for nothing', () => {
    assert.equal(sum(many('OO', 10), { upTo: localDate('2027-09-10') }).days, 0)
  })
  test('whatever the marks are: never more than the days there are, and reached where and only where there are enough', () => {
    const mark = fc.constantFrom('/', 'O', 'U', 'G', 'N', 'I', '.', '#', 'C')
    const pair = fc.tuple(mark, mark).map(two => two.join(''))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (marks, number) => {
        const found = sum(marks, { number })
        const letters = [...marks.join('')].filter(one => 'GNOU'.includes(one)).length
        assert.equal(found.days, letters / 2)
        assert.equal(found.reachedOn !== undefined, found.days >= number)
      }),
    )
  })
})

describe('sickness (T-09)', () => {
  const sick = (marks: readonly string[]) => sicknessDays({ calendar, strips: stripOf(marks), upTo: last })
  for (const [says, marks, expected, since] of [
    ['none', ['//', 'OO'], 0, undefined],
    ['half a day', ['/I'], 0.5, 0],
    ['two spells, the second goes on', ['II', '//', 'II', 'II'], 3, 2],
    ['an appointment is no sickness', ['MM', 'II', 'MM'], 1, undefined],
    ['a day without a register neither begins nor ends it', ['II', '..', 'II'], 2, 0],
    ['back in school', ['II', 'II', '//'], 2, undefined],
    ['back in the afternoon of a day that began ill', ['II', 'I/'], 1.5, 0],
  ] as const) {
    test(says, () => {
      assert.deepEqual(sick(marks), { days: expected, since: since === undefined ? undefined : days[since] })
    })
  }
  const one = (marks: readonly string[], a: LocalDate, b: LocalDate) =>
    isOneSickness({ calendar, strips: stripOf(marks), one: a, other: b })
  test('two first days are one sickness unless the pupil was in school between', () => {
    const marks = ['II', 'II', 'II', '//', 'II', 'II']
    assert.equal(one(marks, days[0]!, days[2]!), true)
    assert.equal(one(marks, days[2]!, days[0]!), true)
    assert.equal(one(marks, days[0]!, days[3]!), true)
    assert.equal(one(marks, days[0]!, days[4]!), false)
    assert.equal(one(marks, days[4]!, days[5]!), true)
    assert.equal(one(marks, days[5]!, addDays(days[5]!, 20)), true)
    assert.equal(one(marks, days[5]!, localDate('2027-09-02')), false)
  })
  test('it is the same question whichever way round', () => {
    const mark = fc.constantFrom('II', '//', '..', 'I/')
    const at = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 31 }), at, at, (marks, a, b) => {
        assert.equal(one(marks, days[a]!, days[b]!), one(marks, days[b]!, days[a]!))
        assert.equal(one(marks, days[a]!, days[a]!), true)
      }),
    )
  })
})
