import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import type { CaseEvent, Happened } from '../cases/case.ts'
import { cmeReasons } from '../law/cme-reasons.ts'
import type { PlacingStep } from '../places/placing.ts'
import { type CensusFacts, countedAnyTime, countedOn } from './counted.ts'
import { type CensusRow, figuresOf, topics } from './figures.ts'

const day = localDate('2026-10-01')
let numbered = 0
const event = (happened: Happened, on: LocalDate): CaseEvent => {
  numbered += 1
  return { ...happened, id: String(numbered), on, by: 'Someone', role: 'cme-officer', side: 'authority' }
}
const received = (on: LocalDate, startCode = 'START-01'): CaseEvent =>
  event(
    {
      type: 'received',
      how: 'referral',
      school: 'Alder Primary',
      startCode,
      level: 'keep in view',
      pathway: 'A',
      says: 'A referral',
    },
    on,
  )
const accepted: Happened = { type: 'accepted', level: 'keep in view', ownerId: 'o', ownerName: 'O' }
const standing = (to: 'CME' | 'not CME' | 'possible CME', from: LocalDate): Happened => ({
  type: 'standing-set',
  standing: to,
  from,
  why: 'Facts',
})
const opened = addDays(day, -20)
const facts = (given: Partial<CensusFacts> = {}): CensusFacts => ({
  dob: localDate('2016-03-10'),
  sex: 'F',
  rolls: [{ from: localDate('2021-09-01'), to: addDays(day, -20) }],
  history: [received(opened), event(accepted, opened)],
  reasons: [],
  ...given,
})

describe('who is counted on the day', () => {
  const rows: [string, Partial<CensusFacts>, boolean | undefined, string[]][] = [
    ['off every roll, of compulsory age', {}, true, ['reason not recorded']],
    ['a case opened the day after', { history: [received(addDays(day, 1))] }, undefined, []],
    ['a case opened on the day', { history: [received(day)] }, true, ['reason not recorded']],
    [
      'closed on the day',
      {
        history: [
          received(opened),
          event(accepted, opened),
          event({ type: 'closed', outcome: 'O09', says: '' }, day),
        ],
      },
      undefined,
      [],
    ],
    [
      'closed the day after',
      {
        history: [
          received(opened),
          event(accepted, opened),
          event({ type: 'closed', outcome: 'O09', says: '' }, addDays(day, 1)),
        ],
      },
      true,
      ['reason not recorded'],
    ],
    ['still on a roll on the day', { rolls: [{ from: localDate('2021-09-01'), to: day }] }, false, []],
    [
      'off since the day before',
      { rolls: [{ from: localDate('2021-09-01'), to: addDays(day, -1) }] },
      true,
      ['reason not recorded'],
    ],
    ['on another roll from the day', { rolls: [{ from: day }] }, false, []],
    [
      'on another roll from the day after',
      { rolls: [{ from: addDays(day, 1) }] },
      true,
      ['reason not recorded', 'length not known'],
    ],
    [
      'a case that counts it, and a roll that has it',
      {
        rolls: [{ from: localDate('2021-09-01') }],
        history: [received(opened), event(standing('CME', opened), opened)],
      },
      false,
      ['on a roll'],
    ],
    [
      'a person says not CME',
      { history: [received(opened), event(standing('not CME', opened), opened)] },
      false,
      ['counted as not CME'],
    ],
    [
      'a declined case',
      { history: [received(opened), event({ type: 'declined', because: 'other', says: 'x' }, opened)] },
      undefined,
      [],
    ],
    ['no birthday, nobody counted it', { dob: undefined }, false, []],
    [
      'no birthday, a person counted it',
      { dob: undefined, history: [received(opened), event(standing('CME', opened), opened)] },
      true,
      ['birthday not known', 'reason not recorded'],
    ],
    ['below compulsory age', { dob: localDate('2022-03-10'), rolls: [] }, false, []],
    [
      'a reason recorded after the day is not known on it',
      { reasons: [{ reason: 'OTHER', from: addDays(day, 1) }] },
      true,
      ['reason not recorded'],
    ],
    ['a reason recorded on the day', { reasons: [{ reason: 'OTHER', from: day }] }, true, []],
  ]
  for (const [name, given, counted, queries] of rows) {
    test(name, () => {
      const result = countedOn(facts(given), day)
      assert.equal(result?.counted, counted)
      if (counted) assert.deepEqual(result?.queries, queries)
      else if (queries.length) assert.deepEqual(result?.queries, queries)
    })
  }

  test('the length runs from the day after the last roll; either side of each band', () => {
    const lengths: [number, string][] = [
      [0, 'LT2'],
      [13, 'LT2'],
      [14, 'W2_4'],
      [28, 'W2_4'],
      [29, 'W4_8'],
      [56, 'W4_8'],
      [57, 'W8_12'],
      [84, 'W8_12'],
      [85, 'W12_26'],
      [182, 'W12_26'],
      [183, 'W26_52'],
      [364, 'W26_52'],
      [365, 'GT52'],
      [2000, 'GT52'],
    ]
    for (const [days, band] of lengths) {
      const rolls = [{ from: localDate('2019-09-01'), to: addDays(day, -days - 1) }]
      assert.equal(
        countedOn(facts({ rolls, dob: localDate('2012-03-10') }), day)?.duration,
        band,
        `${days} days`,
      )
    }
  })

  test('of a child who was on no roll here nobody knows since when, unless compulsory age began lately', () => {
    assert.equal(countedOn(facts({ rolls: [] }), day)?.duration, 'UNK')
    const five = countedOn(facts({ rolls: [], dob: localDate('2021-08-20') }), day)
    assert.equal(five?.since, '2026-08-31')
    assert.equal(
      countedOn(facts({ rolls: [], history: [received(opened, 'START-08')] }), day)?.duration,
      'GT52',
    )
  })
})

describe('at any time in a year', () => {
  const [from, to] = [localDate('2025-09-01'), localDate('2026-08-31')]
  const rows: [string, Partial<CensusFacts>, boolean][] = [
    ['opened after the year', { history: [received(addDays(to, 1))] }, false],
    ['opened on its last day', { history: [received(to)], rolls: [{ from, to: addDays(to, -1) }] }, true],
    [
      'closed before it began',
      {
        history: [
          received(addDays(from, -30)),
          event({ type: 'closed', outcome: 'O09', says: '' }, addDays(from, -1)),
        ],
      },
      false,
    ],
    [
      'closed on its first day, and counted on none of its days',
      {
        history: [received(addDays(from, -30)), event({ type: 'closed', outcome: 'O09', says: '' }, from)],
        rolls: [],
      },
      false,
    ],
    [
      'on a roll until the year was over',
      { history: [received(addDays(from, 10))], rolls: [{ from: addDays(from, -900), to }] },
      false,
    ],
    [
      'off the roll in the middle',
      {
        history: [received(addDays(from, 10))],
        rolls: [{ from: addDays(from, -900), to: addDays(from, 90) }, { from: addDays(from, 95) }],
      },
      true,
    ],
  ]
  for (const [name, given, expected] of rows) {
    test(name, () => assert.equal(countedAnyTime(facts(given), from, to), expected))
  }
})

test('every child counted stands once under each topic, and the topics add up to the total', () => {
  const aRow = fc.record({
    onDay: fc.boolean(),
    anyTime: fc.boolean(),
    reason: fc.constantFrom(...cmeReasons.map(one => one.code)),
    duration: fc.constantFrom('LT2', 'W4_8', 'GT52', 'UNK'),
    sex: fc.constantFrom('F', 'M', 'U'),
    year: fc.option(fc.integer({ min: 0, max: 11 }), { nil: undefined }),
    queries: fc.constant([]),
  }) as fc.Arbitrary<CensusRow>
  fc.assert(
    fc.property(fc.array(aRow, { maxLength: 200 }), rows => {
      const figures = figuresOf(rows)
      assert.equal(figures.total, rows.filter(row => row.onDay).length)
      for (const topic of topics) {
        assert.equal(
          Object.values(figures.by[topic]).reduce((a, b) => a + b, 0),
          figures.total,
        )
      }
    }),
  )
})

test('a place applied for and offered says why, by its day; what a person recorded goes before', () => {
  const at = { caseId: 'c', by: 'x' }
  const placing: PlacingStep[] = [
    {
      ...at,
      kind: 'applied',
      id: '1',
      on: addDays(day, -5),
      to: 'Alder',
      answerBy: addDays(day, 9),
    } as never,
    {
      ...at,
      kind: 'offered',
      id: '2',
      about: '1',
      on: addDays(day, 1),
      school: 'Alder',
      startsOn: addDays(day, 20),
    } as never,
  ]
  const reasonOn = (on: LocalDate, more: Partial<CensusFacts> = {}) =>
    countedOn(facts({ placing, ...more }), on)
  assert.equal(reasonOn(addDays(day, -6))?.reason, 'NOT_RECORDED')
  assert.equal(reasonOn(addDays(day, -5))?.reason, 'APPLICATION_PENDING')
  assert.deepEqual([reasonOn(day)?.reason, reasonOn(day)?.reasonBy], ['APPLICATION_PENDING', 'the facts'])
  assert.equal(reasonOn(addDays(day, 1))?.reason, 'OFFERED_NOT_ACCEPTED')
  const recorded = reasonOn(day, { reasons: [{ reason: 'MENTAL_HEALTH', from: day }] })
  assert.deepEqual([recorded?.reason, recorded?.reasonBy], ['MENTAL_HEALTH', 'a person'])
})
