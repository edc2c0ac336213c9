import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import {
  type Away,
  awayFrom,
  closeBoard,
  countsOf,
  isAwayWithoutReason,
  keptBy,
  mostPressingFirst,
  sentencesOf,
  stateOfBoard,
  whyHere,
} from './board.ts'
import { type HeldContact, toRing } from './contacts-to-ring.ts'
import { defaultHours } from './hours.ts'
import { type LadderFacts, ladder, type Standing, type Step } from './ladder.ts'
import { type ClassMarks, untakenNow } from './registers-untaken.ts'

const away = (given: Partial<Away> = {}): Away => ({
  surname: 'Example',
  forename: 'Amina',
  nc_year: '4',
  am: 'N',
  pm: 'N',
  run_days: 1,
  run_since: localDate('2026-11-20'),
  findings: [],
  flags: [],
  ...given,
})
const standing = (now: number, ...steps: Step[]): Standing => {
  const facts: LadderFacts = {
    today: localDate('2026-11-20'),
    now,
    hours: defaultHours,
    firstCallMinutes: 15,
    assessmentHours: 2,
    awayFrom: 'AM',
    dayBegan: 0,
    calls: [],
    steps,
    ringNext: undefined,
  }
  return ladder(facts)
}
const open = standing(900)
const ill = standing(900, { kind: 'reason known', at: 600, by: 'A', says: 'Ill.', code: 'I' })
const seen = standing(900, { kind: 'seen', at: 600, by: 'A', says: 'At home' })
const has = (nextAt: number, now = 900) =>
  standing(now, { kind: 'escalated', at: 600, by: 'A', toWhom: 'The police', nextAt })

describe('who comes first', () => {
  const worry: Standing = { ...open, branch: 'not reassured' }
  const order: [name: string, away: Away, standing: Standing][] = [
    ['something worrying', away({ nc_year: '11' }), worry],
    ['a plan', away({ nc_year: '11', flags: ['child_protection_plan'] }), open],
    [
      'not back after leave',
      away({ nc_year: '11', findings: [{ rule: 'T-14', on: localDate('2026-11-20') }] }),
      open,
    ],
    ['twenty days', away({ nc_year: '11', findings: [{ rule: 'T-15', on: localDate('2026-11-20') }] }), open],
    ['ten days', away({ nc_year: '11', findings: [{ rule: 'T-07', on: localDate('2026-11-20') }] }), open],
    ['the youngest', away({ nc_year: 'R' }), open],
    ['a history', away({ findings: [{ rule: 'T-07', on: localDate('2026-10-09') }] }), open],
    ['the longest away', away({ run_days: 3 }), open],
    ['by name', away({ surname: 'Aspen' }), open],
    ['and then', away({ surname: 'Example' }), open],
    ['late after the register', away({ nc_year: 'R', am: 'U', pm: 'U' }), open],
  ]
  test('each before the next, however they came', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(order, { minLength: order.length }), given => {
        const sorted = given
          .map(([name, a, s]) => ({ name, away: a, standing: s }))
          .sort(mostPressingFirst)
          .map(one => one.name)
        assert.deepEqual(
          sorted,
          order.map(([name]) => name),
        )
      }),
    )
  })
  test('a finding of an earlier absence does not say why this one is here', () => {
    assert.equal(
      whyHere(away({ findings: [{ rule: 'T-15', on: localDate('2026-11-19') }] })),
      'Absent without a reason',
    )
  })
})

describe('a register’s codes', () => {
  test('who is away without a reason, and from which session', () => {
    for (const [am, pm, is, from] of [
      ['N', 'N', true, 'AM'],
      ['O', '\\', true, 'AM'],
      ['/', 'N', true, 'PM'],
      ['U', 'N', true, 'PM'],
      ['U', 'U', true, 'AM'],
      ['N', '', true, 'AM'],
      ['', 'G', true, 'PM'],
      ['U', '\\', false, undefined],
      ['I', 'I', false, undefined],
      ['', '', false, undefined],
    ] as const) {
      assert.equal(isAwayWithoutReason({ am, pm }), is, `${am} ${pm}`)
      if (from) assert.equal(awayFrom({ am, pm }), from, `${am} ${pm}`)
    }
  })
})

describe('closing the day', () => {
  const names = (...standings: Standing[]) =>
    standings.map((one, i) => ({ name: `Child ${i + 1}`, standing: one }))
  const ready = { isSchoolDay: true, registerOfToday: true }
  test('a reason, seen, or somebody with a time ahead keeps a name; a time that has passed does not', () => {
    assert.equal(keptBy(ill), 'with reason')
    assert.equal(keptBy(seen), 'seen')
    assert.equal(keptBy(has(901)), 'escalated')
    assert.equal(keptBy(has(900)), undefined)
    assert.equal(keptBy(has(899)), undefined)
    assert.equal(keptBy(open), undefined)
    assert.equal(
      keptBy(standing(900, { kind: 'handed to DSL', at: 600, by: 'A' })),
      undefined,
      'nobody by name, no time',
    )
  })
  test('is refused with each name that is open', () => {
    const decision = closeBoard({ ...ready, names: names(ill, open, has(900), seen) })
    assert.ok(!decision.allowed)
    assert.deepEqual(
      decision.refusals.map(one => one.says),
      [
        'Child 2: no reason, not seen or spoken to, and nobody has it with a time to look again.',
        'Child 3: The police was to look again by now: say what came of it, or who looks again and when.',
      ],
    )
    assert.ok(closeBoard({ ...ready, names: names(ill, has(901), seen) }).allowed)
    assert.ok(closeBoard({ ...ready, names: [] }).allowed)
    assert.ok(!closeBoard({ ...ready, registerOfToday: false, names: [] }).allowed)
    assert.ok(!closeBoard({ ...ready, isSchoolDay: false, names: [] }).allowed)
  })
  test('is never allowed with an open name, and never refused without one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(ill, seen, open, has(950), has(850))), given => {
        const decision = closeBoard({ ...ready, names: names(...given) })
        const left = given.filter(one => keptBy(one) === undefined).length
        assert.equal(decision.allowed, left === 0)
        if (!decision.allowed) assert.equal(decision.refusals.length, left)
      }),
    )
  })
  test('what comes after it opens the day again', () => {
    const closing = { nth: 1, at: new Date(0), children: ['a', 'b'], by_name: 'A' }
    const state = (...children: [string, Standing][]) =>
      stateOfBoard(
        [closing],
        children.map(([childId, s]) => ({ childId, standing: s })),
      )
    assert.equal(stateOfBoard([], []).is, 'open')
    assert.equal(state(['a', ill], ['b', seen]).is, 'closed')
    assert.equal(state(['a', ill]).is, 'closed', 'a correction took a name off the board')
    assert.deepEqual(state(['a', ill], ['b', open]), { is: 'opened again', last: closing, since: 1 })
    assert.equal(
      state(['a', ill], ['c', ill]).is,
      'opened again',
      'a name it did not know, though accounted for',
    )
  })
  test('three sentences say it, and no name stands in them', () => {
    const nothing = { notTaken: 0, returnsDue: 0, waitForHead: 0 }
    assert.deepEqual(sentencesOf(countsOf([], nothing)), [
      'Every child in the register is accounted for.',
      'No child is missing from our knowledge tonight.',
      'Nothing waits for you.',
    ])
    assert.deepEqual(sentencesOf(countsOf([ill], nothing)), [
      'The 1 child away without a reason this morning is accounted for: 1 with a reason, 0 seen or spoken to, 0 that somebody has.',
      'No child is missing from our knowledge tonight.',
      'Nothing waits for you.',
    ])
    assert.deepEqual(
      sentencesOf(countsOf([ill, open, has(950)], { notTaken: 1, returnsDue: 2, waitForHead: 1 })),
      [
        '1 child of 3 is not accounted for.',
        '2 children have not been seen or spoken to; 1 was escalated to somebody by name.',
        'Waiting: 1 class has no register; 2 ten-day returns are to be sent; 1 decision waits for you.',
      ],
    )
  })
})

describe('whom to ring', () => {
  const contact = (order: number, more: Partial<HeldContact> = {}): HeldContact => ({
    id: `c${order}`,
    order,
    relationship: 'mother',
    livesWith: 'yes',
    hasNumber: true,
    mayRing: 'not known',
    restricted: false,
    ...more,
  })
  const call = (order: number) => ({ asked: `Contact ${order}, mother`, at: 600, result: 'no answer' })
  test('in order, whoever was not tried today first; then the first again', () => {
    const contacts = [contact(2), contact(1), contact(3, { livesWith: 'no' })]
    assert.equal(toRing(contacts, []).next?.order, 1)
    assert.equal(toRing(contacts, [call(1)]).next?.order, 2)
    assert.equal(toRing(contacts, [call(1), call(3)]).next?.order, 2)
    const all = toRing(contacts, [call(1), call(2), call(3)])
    assert.equal(all.next?.order, 1)
    assert.ok(all.allTried)
  })
  test('contact 1 is not contact 11', () => {
    assert.equal(toRing([contact(1), contact(11)], [call(11)]).next?.order, 1)
  })
  test('never one who is not safe, restricted or without a number; and the gaps are said', () => {
    const contacts = [
      contact(1, { mayRing: 'no' }),
      contact(2, { hasNumber: false }),
      contact(3, { restricted: true }),
      contact(4),
    ]
    const ring = toRing(contacts, [])
    assert.equal(ring.next?.order, 4)
    assert.deepEqual(
      ring.order.map(one => one.contact.order),
      [4, 1, 2, 3],
    )
    assert.deepEqual(ring.gaps, [
      'No number for contact 2.',
      'Do not ring contact 1, 3: ask the DSL first.',
      'Nobody outside the home is held.',
    ])
    assert.deepEqual(toRing([], []).gaps, ['No contact is held (T-03).'])
    assert.match(toRing([contact(1)], []).gaps.join(), /Only one contact is held.*T-03/)
    assert.equal(toRing([contact(1, { mayRing: 'no' })], []).next, undefined)
  })
  test('whatever is held and was rung, nobody unsafe is offered', () => {
    const any = fc.array(
      fc.record({
        order: fc.integer({ min: 1, max: 12 }),
        hasNumber: fc.boolean(),
        mayRing: fc.constantFrom('yes', 'no', 'not known'),
        restricted: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(any, fc.array(fc.integer({ min: 1, max: 12 })), (held, rung) => {
        const contacts = held.map(one => contact(one.order, one))
        const { next, order } = toRing(contacts, rung.map(call))
        assert.equal(order.length, contacts.length)
        if (next) assert.ok(next.hasNumber && next.mayRing !== 'no' && !next.restricted)
        else assert.ok(contacts.every(one => !one.hasNumber || one.mayRing === 'no' || one.restricted))
      }),
    )
  })
})

describe('missing registers', () => {
  const one = (am: number, pm: number, pupils = 30): ClassMarks => ({
    registration_group: '4A',
    pupils,
    am,
    pm,
  })
  test('count from the minute their register closes, and from half a class', () => {
    const sessions = (now: number, marks: ClassMarks) =>
      untakenNow([marks], now, defaultHours).map(x => x.session)
    assert.deepEqual(sessions(569, one(30, 30)), [])
    assert.deepEqual(sessions(570, one(30, 30)), ['AM'])
    assert.deepEqual(sessions(809, one(30, 30)), ['AM'])
    assert.deepEqual(sessions(810, one(30, 30)), ['AM', 'PM'])
    assert.deepEqual(sessions(600, one(14, 0)), [])
    assert.deepEqual(sessions(600, one(15, 0)), ['AM'])
    assert.deepEqual(sessions(600, one(0, 0, 0)), [])
  })
})
