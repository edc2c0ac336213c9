import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { placeOf } from '../../registers/sheet.ts'
import {
  endOf,
  factsKnownBefore,
  factsNow,
  type MarkReceived,
  type Recorded,
  type RollEvent,
  stripsKnownBefore,
} from './known.ts'

const day = localDate
const at = (moment: string): number => Date.parse(moment)

const recorded = (more: Partial<Recorded> = {}): Recorded => ({
  dateOfBirth: day('2014-01-15'),
  births: [],
  entryDate: day('2021-09-02'),
  leavingDate: null,
  mostJuniorClass: null,
  mostSeniorClass: null,
  ncYear: '7',
  events: [],
  leaves: [],
  ...more,
})
const event = (type: RollEvent['type'], moment: string, more: Partial<RollEvent> = {}): RollEvent => ({
  at: at(moment),
  type,
  changes: [],
  leavingDate: null,
  ...more,
})
const noon = at('2025-10-01T12:00:00Z')
const known = (more: Partial<Recorded>, moment = noon) => factsKnownBefore(recorded(more), moment)

test('a day ends at midnight in England, summer and winter', () => {
  assert.equal(endOf(day('2025-07-01')), at('2025-07-01T23:00:00Z'))
  assert.equal(endOf(day('2025-12-01')), at('2025-12-02T00:00:00Z'))
})

describe('the facts', () => {
  test('as they stand now are those of the record', () => {
    assert.deepEqual(factsNow(recorded()), {
      dob: '2014-01-15',
      entryDate: '2021-09-02',
      leavingDate: undefined,
      mostJuniorClass: undefined,
      mostSeniorClass: undefined,
      leaves: [],
    })
    const full = { leavingDate: day('2025-12-05'), mostJuniorClass: false, mostSeniorClass: true }
    assert.deepEqual(factsNow(recorded({ ...full, dateOfBirth: null })), {
      dob: undefined,
      entryDate: '2021-09-02',
      ...full,
      leaves: [],
    })
  })

  test('with no history are those of now, and nothing is said of them', () => {
    assert.deepEqual(known({ mostJuniorClass: true, mostSeniorClass: false }), {
      facts: factsNow(recorded({ mostJuniorClass: true, mostSeniorClass: false })),
      ncYear: '7',
      notKept: [],
    })
  })

  test('have the date of birth of before a later correction, and after an earlier one', () => {
    const births = [
      { at: at('2025-09-01T10:00:00Z'), before: day('2013-01-15') },
      { at: at('2025-10-01T12:00:00Z'), before: day('2013-12-15') },
      { at: at('2025-11-01T10:00:00Z'), before: day('2014-01-05') },
    ]
    assert.equal(known({ births }).facts.dob, '2013-12-15')
    assert.equal(known({ births }, at('2025-08-01')).facts.dob, '2013-01-15')
    assert.equal(known({ births }, noon + 1).facts.dob, '2014-01-05')
    assert.equal(known({ births }, at('2026-01-01')).facts.dob, '2014-01-15')
    assert.equal(known({ births: [{ at: noon, before: null }] }).facts.dob, undefined)
  })

  test('have the entry date and the classes of before later changes', () => {
    const change = (moment: string, field: string, before: string | null, after: string | null) =>
      event('changed', moment, { changes: [{ field, before, after }] })
    const events = [
      change('2025-09-10T10:00:00Z', 'entry_date', '2021-09-01', '2021-09-03'),
      change('2025-10-02T10:00:00Z', 'entry_date', '2021-09-03', '2021-09-04'),
      change('2025-10-03T10:00:00Z', 'entry_date', '2021-09-04', '2021-09-02'),
      change('2025-10-03T10:00:00Z', 'most_junior_class', 'true', 'false'),
      change('2025-10-03T10:00:00Z', 'most_senior_class', null, 'true'),
    ]
    const facts = known({ events, mostJuniorClass: false, mostSeniorClass: true }).facts
    assert.equal(facts.entryDate, '2021-09-03')
    assert.equal(facts.mostJuniorClass, true)
    assert.equal(facts.mostSeniorClass, undefined)
    const later = known({ events, mostJuniorClass: false, mostSeniorClass: true }, at('2025-10-04')).facts
    assert.deepEqual(
      [later.entryDate, later.mostJuniorClass, later.mostSeniorClass],
      ['2021-09-02', false, true],
    )
    const moved = [
      change('2025-09-10T10:00:00Z', 'nc_year', '5', '6'),
      change('2025-10-03T10:00:00Z', 'nc_year', '6', '7'),
    ]
    assert.equal(known({ events: moved }).ncYear, '6')
    assert.equal(known({ events: moved }, at('2025-10-04')).ncYear, '7')
    assert.equal(known({ events: [change('2025-10-03T10:00:00Z', 'nc_year', null, '7')] }).ncYear, null)
    const wasNo = change('2025-10-03T10:00:00Z', 'most_junior_class', 'false', 'true')
    assert.equal(known({ events: [wasNo], mostJuniorClass: true }).facts.mostJuniorClass, false)
    const wasEmpty = change('2025-10-03T10:00:00Z', 'entry_date', null, '2021-09-02')
    assert.equal(known({ events: [wasEmpty] }).facts.entryDate, '2021-09-02')
  })

  test('have the leaving date as the last word before said', () => {
    const left = (moment: string, on: string) => event('left', moment, { leavingDate: day(on) })
    const back = (moment: string) => event('reinstated', moment)
    const cases: [string, Partial<Recorded>, LocalDate | undefined][] = [
      [
        'left since then',
        { leavingDate: day('2025-10-10'), events: [left('2025-10-10T10:00:00Z', '2025-10-10')] },
        undefined,
      ],
      [
        'left by then',
        { leavingDate: day('2025-09-10'), events: [left('2025-09-10T10:00:00Z', '2025-09-10')] },
        day('2025-09-10'),
      ],
      [
        'left by then, corrected since',
        {
          leavingDate: day('2025-09-11'),
          events: [left('2025-09-10T10:00:00Z', '2025-09-10'), left('2025-10-10T10:00:00Z', '2025-09-11')],
        },
        day('2025-09-10'),
      ],
      [
        'left by then, back since',
        {
          events: [
            left('2025-09-10T10:00:00Z', '2025-09-10'),
            event('reinstated', '2025-10-10T10:00:00Z', {
              changes: [{ field: 'leaving_date', before: '2025-09-10', after: null }],
            }),
          ],
        },
        day('2025-09-10'),
      ],
      [
        'left and back by then',
        { events: [left('2025-09-10T10:00:00Z', '2025-09-10'), back('2025-09-12T10:00:00Z')] },
        undefined,
      ],
      [
        'left and back by then, left again since',
        {
          leavingDate: day('2025-11-01'),
          events: [
            left('2025-09-10T10:00:00Z', '2025-09-10'),
            back('2025-09-12T10:00:00Z'),
            left('2025-11-01T10:00:00Z', '2025-11-01'),
          ],
        },
        undefined,
      ],
      [
        'changed by then, left again since',
        {
          leavingDate: day('2025-11-01'),
          events: [
            event('changed', '2025-09-10T10:00:00Z', {
              changes: [{ field: 'leaving_date', before: '2025-09-01', after: '2025-09-05' }],
            }),
            left('2025-11-01T10:00:00Z', '2025-11-01'),
          ],
        },
        day('2025-09-05'),
      ],
      [
        'emptied by then, left again since',
        {
          leavingDate: day('2025-11-01'),
          events: [
            left('2025-09-01T10:00:00Z', '2025-09-01'),
            event('changed', '2025-09-10T10:00:00Z', {
              changes: [{ field: 'leaving_date', before: '2025-09-01' }],
            }),
            left('2025-11-01T10:00:00Z', '2025-11-01'),
          ],
        },
        undefined,
      ],
    ]
    for (const [says, more, expected] of cases) {
      const { facts, notKept } = known(more)
      assert.equal(facts.leavingDate, expected, says)
      assert.deepEqual(notKept, [], says)
    }
  })

  test('of which it is not kept when they were recorded are taken as known, and it is said', () => {
    assert.deepEqual(known({ leavingDate: day('2025-11-01') }).notKept, [
      'When the leaving date was recorded is not kept. It is taken as known.',
    ])
    assert.equal(known({ leavingDate: day('2025-11-01') }).facts.leavingDate, '2025-11-01')
    // A later change of something else says nothing of the leaving date, nor does an earlier one.
    const other = (moment: string) =>
      event('changed', moment, { changes: [{ field: 'nc_year', before: '6', after: '7' }] })
    const events = [other('2025-09-10T10:00:00Z'), other('2025-10-10T10:00:00Z')]
    assert.equal(known({ leavingDate: day('2025-11-01'), events }).facts.leavingDate, '2025-11-01')
    assert.equal(known({ leavingDate: day('2025-11-01'), events }).notKept.length, 1)
    const entered = [event('entered', '2025-10-01T12:00:00Z')]
    assert.deepEqual(known({ events: entered }).notKept, [
      'The name itself was first recorded here after that day. It is taken as known.',
    ])
    assert.deepEqual(known({ events: entered }, noon + 1).notKept, [])
  })

  test('have the leave that was recorded by then, the later word on its end', () => {
    const leave = (startsOn: string, endsOn: string, moment: string) => ({
      leave: { startsOn: day(startsOn), endsOn: day(endsOn) },
      at: at(moment),
    })
    const leaves = [
      leave('2025-09-15', '2025-09-19', '2025-09-10T10:00:00Z'),
      leave('2025-09-22', '2025-09-23', '2025-09-11T10:00:00Z'),
      leave('2025-09-15', '2025-09-17', '2025-09-20T10:00:00Z'),
      leave('2025-09-15', '2025-09-30', '2025-10-01T12:00:00Z'),
    ]
    const ends = (moment: number) =>
      known({ leaves }, moment).facts.leaves.map(one => `${one.startsOn} ${one.endsOn}`)
    assert.deepEqual(ends(at('2025-09-12')), ['2025-09-15 2025-09-19', '2025-09-22 2025-09-23'])
    assert.deepEqual(ends(noon), ['2025-09-15 2025-09-17', '2025-09-22 2025-09-23'])
    assert.deepEqual(ends(noon + 1), ['2025-09-15 2025-09-30', '2025-09-22 2025-09-23'])
    assert.equal(factsNow(recorded({ leaves })).leaves[0]!.endsOn, '2025-09-30')
  })
})

describe('the marks', () => {
  const row = (date: string, marks: string, receivedAt: string, more: Partial<MarkReceived> = {}) => ({
    day: day(date),
    version: 1,
    receivedAt: at(receivedAt),
    marks,
    recordedAt: null,
    ...more,
  })
  const marksOn = (rows: readonly MarkReceived[], moment: number, date = '2025-09-15') => {
    const place = placeOf(day(date))!
    const strip = stripsKnownBefore(rows, moment).find(one => one.schoolYear === place.schoolYear)
    return strip && String.fromCharCode(...strip.bytes.subarray(place.at, place.at + 2))
  }

  test('are those of sheets received by then', () => {
    const rows = [
      row('2025-09-15', 'NN', '2025-09-15T10:00:00Z'),
      row('2025-09-15', 'II', '2025-10-01T12:00:00Z', { version: 2 }),
      row('2025-09-16', 'OO', '2025-09-16T10:00:00Z'),
    ]
    assert.equal(marksOn(rows, at('2025-09-15T10:00:00Z')), undefined)
    assert.equal(marksOn(rows, noon), 'NN')
    assert.equal(marksOn(rows, noon + 1), 'II')
    assert.equal(marksOn(rows, noon, '2025-09-16'), 'OO')
    assert.equal(marksOn(rows, noon, '2025-09-17'), '..')
  })

  test('keep what a later row says nothing of, and prefer the mark that was made later', () => {
    const rows = [
      row('2025-09-15', 'NO', '2025-09-15T10:00:00Z'),
      row('2025-09-15', 'I ', '2025-09-16T10:00:00Z', { version: 2 }),
    ]
    assert.equal(marksOn(rows, noon), 'IO')
    const timed = [
      row('2025-09-15', 'NN', '2025-09-16T10:00:00Z', { version: 2, recordedAt: 500 }),
      row('2025-09-15', 'II', '2025-09-15T10:00:00Z', { recordedAt: 1000 }),
    ]
    assert.equal(marksOn(timed, noon), 'II')
    const twice = [
      row('2025-09-15', 'NN', '2025-09-15T10:00:00Z', { recordedAt: 500 }),
      row('2025-09-15', 'II', '2025-09-15T10:00:00Z', { recordedAt: 400 }),
    ]
    assert.equal(marksOn(twice, noon), 'NN')
  })

  test('of a weekend are none', () => {
    assert.deepEqual(stripsKnownBefore([row('2025-09-13', 'NN', '2025-09-13T10:00:00Z')], noon), [])
  })

  test('are a strip as the walk takes it', () => {
    const [strip, ...others] = stripsKnownBefore([row('2025-09-15', 'NN', '2025-09-15T10:00:00Z')], noon)
    assert.deepEqual(others, [])
    assert.deepEqual([strip!.schoolYear, strip!.at, strip!.length], [2025, 0, strip!.bytes.length])
  })

  test('as known later than everything are those of now, in whatever order the rows come', () => {
    const any = fc.record({
      day: fc.integer({ min: 0, max: 4 }).map(n => addDays(day('2025-09-15'), n)),
      version: fc.integer({ min: 1, max: 4 }),
      marks: fc.constantFrom('NN', 'OO', 'I ', ' /', '//'),
      recordedAt: fc.option(fc.integer({ min: 0, max: 5 })),
    })
    fc.assert(
      fc.property(fc.array(any), fc.integer({ min: 1, max: 5 }), (some, known) => {
        // One time of arrival for each version, and one row for each version and day.
        const rows = [...new Map(some.map(one => [`${one.day} ${one.version}`, one])).values()].map(one => ({
          ...one,
          receivedAt: one.version,
        }))
        const byThen = rows.filter(one => one.version < known)
        assert.deepEqual(
          stripsKnownBefore(rows.toReversed(), known).map(strip => [strip.schoolYear, strip.bytes]),
          stripsKnownBefore(byThen, Number.POSITIVE_INFINITY).map(strip => [strip.schoolYear, strip.bytes]),
        )
      }),
    )
  })
})
