// Who did not come on the first day that was agreed, either side of each boundary.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { asStrip } from '../absences/store.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { emptyStrip, placeOf, withMarks } from '../registers/sheet.ts'
import { type Arrival, arrival } from './arrival.ts'

const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: localDate('2026-11-02'), endsOn: localDate('2026-12-18') },
  { kind: 'INSET', name: 'Training', startsOn: localDate('2026-11-09'), endsOn: localDate('2026-11-09') },
])
const first = localDate('2026-11-05')
const days = schoolDaysBetween(calendar, first, localDate('2026-12-18'))

const asked = (
  marks: readonly string[],
  given: { firstDay?: LocalDate; today?: LocalDate; cameOn?: LocalDate } = {},
) =>
  arrival({
    calendar,
    strips: [
      asStrip({
        school_year: 2026,
        marks: withMarks(
          emptyStrip(2026),
          marks.map((mark, i) => ({ at: placeOf(days[i]!)!.at, marks: mark })),
        ),
      }),
    ],
    firstDay: given.firstDay ?? first,
    today: given.today ?? days[Math.max(0, marks.length - 1)]!,
    cameOn: given.cameOn,
  })

describe('the first day', () => {
  for (const [says, marks, expected] of [
    ['came', ['//'], { is: 'came', first, on: days[0], missedFirst: false }],
    ['came late', ['U/'], { is: 'came', first, on: days[0], missedFirst: false }],
    ['came in the afternoon', ['O/'], { is: 'came', first, on: days[0], missedFirst: false }],
    ['did not come', ['OO'], { is: 'not come', first, since: days[0], schoolDays: 1 }],
    ['no reason yet', ['NN'], { is: 'not come', first, since: days[0], schoolDays: 1 }],
    ['three days', ['NN', 'NN', 'OO'], { is: 'not come', first, since: days[0], schoolDays: 3 }],
    ['no register', ['..'], { is: 'no register yet', first }],
    ['no register, then away', ['..', 'NN'], { is: 'not come', first, since: days[1], schoolDays: 1 }],
    ['ill', ['II'], { is: 'away with a reason', first }],
    [
      'ill, then away without a reason',
      ['II', 'OO'],
      { is: 'not come', first, since: days[1], schoolDays: 1 },
    ],
    ['came on the second day', ['OO', '//'], { is: 'came', first, on: days[1], missedFirst: true }],
    ['ill, then came', ['II', '//'], { is: 'came', first, on: days[1], missedFirst: false }],
  ] as [string, string[], Arrival][]) {
    test(says, () => assert.deepEqual(asked(marks), expected))
  }
  test('the day before it is still to come; on the day it is asked', () => {
    assert.deepEqual(asked([], { today: localDate('2026-11-04') }), { is: 'to come', first })
    assert.equal(asked([], { today: first }).is, 'no register yet')
  })
  test('agreed for a Saturday or a training day, the next school day counts', () => {
    const monday = localDate('2026-11-10')
    for (const day of ['2026-11-07', '2026-11-08', '2026-11-09', '2026-11-10'].map(localDate)) {
      const found = asked(['//', '//', 'OO'], { firstDay: day, today: monday })
      assert.deepEqual(found, { is: 'not come', first: monday, since: monday, schoolDays: 1 })
    }
  })
  test('a person who says the pupil came is believed', () => {
    assert.equal(asked(['OO'], { cameOn: days[0]! }).is, 'came')
  })
  test('a pupil is never told of as not come whom the register has in school', () => {
    const mark = fc.constantFrom('//', 'OO', 'NN', 'II', '..', 'U/', '##')
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 20 }), marks => {
        const found = asked(marks)
        const wasIn = marks.some(one => one === '//' || one === 'U/')
        assert.equal(found.is === 'came', wasIn)
        if (found.is === 'not come') assert.equal(found.schoolDays, marks.filter(m => /[ON]/.test(m)).length)
      }),
    )
  })
})
