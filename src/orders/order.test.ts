import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween, type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Commencement } from '../law/pending.ts'
import {
  byManager,
  type Did,
  type Law,
  mayDo,
  orderFrom,
  papersOf,
  proposedBecause,
  type Served,
  type Step,
  type StepType,
  stepInWords,
  stepsOpen,
  waitsFor,
} from './order.ts'

const day = localDate
const law: Law = { commencements: [], set: [] }
const ended = (on: string): Law => ({
  commencements: [{ provision: 's39', on: day(on), cites: 'SI 2027/1' } satisfies Commencement],
  set: [],
})
const byHand = (on: string): Served => ({ how: 'by hand', on: day(on), proof: 'Officer’s note' })
const school = { schoolId: 's1', school: 'CanarySchool' }
const other = { schoolId: 's2', school: 'Another School' }
const at = (on: string, did: Did, role = 'manager'): Step => ({ ...did, on: day(on), by: 'A', role, id: on })

const opened: Did = { type: 'opened', opening: 'home education', says: 'Not suitable', placeHeld: false }
const agreed: Did = { type: 'agreed', says: 'Yes' }
const notice = (on: string, daysGiven = 15): Did => ({ type: 'notice', served: byHand(on), daysGiven })
const unsatisfied: Did = { type: 'evaluated', result: 'not satisfied', expedient: true, says: 'Nothing came' }
const intention = (on: string, plan = false): Did => ({
  type: 'intention',
  served: byHand(on),
  others: '',
  plan,
  ...school,
})
const consulted = (on: string, of = school): Did => ({ type: 'consulted', served: byHand(on), ...of })
const made = (on: string): Did => ({ type: 'made', served: byHand(on), says: 'Expedient' })
const says = (steps: Step[], did: Did, today: string, role = 'manager', by: Law = law): string => {
  const decision = mayDo(steps.length ? orderFrom(steps) : undefined, did, { role }, day(today), by)
  return decision.allowed ? '' : decision.refusals.map(one => `${one.says} (${one.cites})`).join('; ')
}
const asFarAsNotice = [
  at('2026-11-02', opened),
  at('2026-11-02', agreed),
  at('2026-11-03', notice('2026-11-03')),
]
const asFarAsJudged = [...asFarAsNotice, at('2026-11-18', unsatisfied)]
const asFarAsConsulted = [
  ...asFarAsJudged,
  at('2026-11-18', intention('2026-11-18')),
  at('2026-11-19', consulted('2026-11-19')),
]
const inForce = [...asFarAsConsulted, at('2026-12-04', made('2026-12-04'))]

describe('the notice', () => {
  for (const [given, is] of [
    [14, /must give at least 15/],
    [15, undefined],
    [16, undefined],
  ] as const) {
    test(`gives ${given} days`, () => {
      const against = says(asFarAsNotice.slice(0, 2), notice('2026-11-03', given), '2026-11-03')
      if (is) assert.match(against, is)
      else assert.equal(against, '')
    })
  }
  test('served on a day to come, or before it was agreed to', () => {
    assert.match(says(asFarAsNotice.slice(0, 2), notice('2026-11-04'), '2026-11-03'), /still to come/)
    assert.match(says(asFarAsNotice.slice(0, 2), notice('2026-11-01'), '2026-11-03'), /before the step/)
  })
})

describe('L-06: judged unsatisfied after the period that begins with the day of service', () => {
  for (const [served, given, today, is] of [
    [byHand('2026-11-03'), 15, '2026-11-16', false],
    [byHand('2026-11-03'), 15, '2026-11-17', false],
    [byHand('2026-11-03'), 15, '2026-11-18', true],
    [byHand('2026-11-03'), 21, '2026-11-23', false],
    [byHand('2026-11-03'), 21, '2026-11-24', true],
    // Posted first class on a Thursday: the second working day after is Monday 9, which is day 1.
    [{ how: 'first class', on: day('2026-11-05'), proof: 'Book' } as const, 15, '2026-11-23', false],
    [{ how: 'first class', on: day('2026-11-05'), proof: 'Book' } as const, 15, '2026-11-24', true],
  ] as const) {
    test(`${served.how} ${served.on}, ${given} days, on ${today}`, () => {
      const steps = [
        ...asFarAsNotice.slice(0, 2),
        at('2026-11-05', { type: 'notice', served, daysGiven: given }),
      ]
      const against = says(steps, unsatisfied, today)
      if (is) assert.equal(against, '')
      else assert.match(against, /is the first of \d\d.*L-06: .*section 437/)
      // That the parent has satisfied us may be said at once.
      assert.equal(says(steps, { ...unsatisfied, result: 'satisfied' } as Did, '2026-11-05'), '')
    })
  }
  test('never before as many days as the notice gives have passed, and always after (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15, max: 40 }), fc.integer({ min: 0, max: 60 }), (given, later) => {
        const steps = [...asFarAsNotice.slice(0, 2), at('2026-11-03', notice('2026-11-03', given))]
        const today = addDays(day('2026-11-03'), later)
        assert.equal(says(steps, unsatisfied, today) === '', daysBetween(day('2026-11-03'), today) >= given)
      }),
    )
  })
})

describe('L-08 and L-09: the order', () => {
  for (const [today, is] of [
    ['2026-12-02', /L-08.*L-09/],
    ['2026-12-03', /L-09/],
    ['2026-12-04', undefined],
  ] as const) {
    test(`intention served 18 November, school consulted on the 19th, on ${today}`, () => {
      const against = says(asFarAsConsulted, made(today), today)
      if (is) assert.match(against, is)
      else assert.equal(against, '')
      if (today === '2026-12-03') assert.doesNotMatch(against, /L-08/)
    })
  }
  test('served too early and written down later is too early', () => {
    assert.match(says(asFarAsConsulted, made('2026-12-03'), '2026-12-10'), /L-09/)
    assert.equal(says(asFarAsConsulted, made('2026-12-04'), '2026-12-10'), '')
  })
  test('with a plan there is no choice to wait for, and the school’s time is the same', () => {
    const steps = [
      ...asFarAsJudged,
      at('2026-11-18', consulted('2026-11-18')),
      at('2026-11-30', intention('2026-11-30', true)),
    ]
    assert.match(says(steps, made('2026-12-02'), '2026-12-02'), /L-09/)
    assert.equal(says(steps, made('2026-12-03'), '2026-12-03'), '')
  })
  test('the parent’s choice ends the waiting for it; the chosen school is consulted first', () => {
    const chosen = at('2026-11-20', {
      type: 'chosen',
      receivedOn: day('2026-11-20'),
      says: 'Wants',
      ...other,
    })
    const steps = [...asFarAsConsulted, chosen]
    assert.match(says(steps, made('2026-12-04'), '2026-12-04'), /Another School was not consulted/)
    const again = [...steps, at('2026-11-20', consulted('2026-11-20', other))]
    assert.match(says(again, made('2026-12-04'), '2026-12-04'), /L-09/)
    assert.equal(says(again, made('2026-12-05'), '2026-12-05'), '')
  })
  test('a direction that was asked for is waited for', () => {
    const asked = at('2026-11-30', { type: 'direction', result: 'asked', says: 'Full' })
    assert.match(says([...asFarAsConsulted, asked], made('2026-12-04'), '2026-12-04'), /direction: wait/)
    const stands = at('2026-12-04', { type: 'direction', result: 'stands', says: 'May be named' })
    assert.equal(says([...asFarAsConsulted, asked, stands], made('2026-12-04'), '2026-12-04'), '')
    const another = at('2026-12-04', { type: 'direction', result: 'another school', says: 'No' })
    assert.match(
      says([...asFarAsConsulted, asked, another], made('2026-12-04'), '2026-12-04'),
      /must be served/,
    )
  })
  test('neither period over, no order; both over, one (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (i, c, n) => {
          const base = day('2026-11-18')
          const [served, asked] = [addDays(base, i), addDays(base, c)]
          const today = addDays(served > asked ? served : asked, n)
          const steps = [...asFarAsJudged, at(served, intention(served)), at(asked, consulted(asked))]
          const over = daysBetween(served, today) >= 15 && daysBetween(asked, today) >= 15
          assert.equal(says(steps, made(today), today) === '', over)
        },
      ),
    )
  })
})

describe('who', () => {
  const each: [Step[], Did, string][] = [
    [[at('2026-11-02', opened)], agreed, '2026-11-02'],
    [asFarAsConsulted, made('2026-12-04'), '2026-12-04'],
    [
      [
        ...inForce,
        at('2026-12-10', {
          type: 'request',
          receivedOn: day('2026-12-10'),
          asks: 'revoke',
          says: 'At home again',
        }),
      ],
      { type: 'decided', result: 'revoked', says: 'Suitable now' },
      '2026-12-11',
    ],
    [inForce, { type: 'ended', because: 'over age', says: 'Sixteen' }, '2027-06-30'],
  ]
  for (const [steps, did, today] of each) {
    test(`a manager: ${did.type}`, () => {
      assert.equal(says(steps, did, today), '')
      assert.match(says(steps, did, today, 'cme-officer'), /A manager decides/)
    })
  }
  test('the others are an officer’s too', () => {
    assert.equal(says(asFarAsNotice, unsatisfied, '2026-11-18', 'cme-officer'), '')
    assert.deepEqual([...byManager].sort(), ['agreed', 'decided', 'made', 'prosecution'])
  })
})

describe('an order in force', () => {
  const request = (asks: 'revoke' | 'another school') =>
    at('2026-12-10', { type: 'request', receivedOn: day('2026-12-10'), asks, says: 'x' })
  test('another school, or revoked, as the parent asked', () => {
    const revoke: Did = { type: 'decided', result: 'revoked', says: 'x' }
    const substitute: Did = { type: 'decided', result: 'substituted', says: 'x', ...other }
    assert.match(says(inForce, revoke, '2026-12-11'), /asked for nothing/)
    assert.match(
      says([...inForce, request('another school')], revoke, '2026-12-11'),
      /asked for another school/,
    )
    assert.match(says([...inForce, request('revoke')], substitute, '2026-12-11'), /asked to revoke/)
    const changed = orderFrom([...inForce, request('another school'), at('2026-12-11', substitute)])
    assert.equal(changed.named?.schoolId, 's2')
    assert.equal(changed.state, 'in force')
    assert.equal(orderFrom([...inForce, request('revoke'), at('2026-12-11', revoke)]).state, 'ended')
  })
  test('does not end because we no longer want it', () => {
    assert.match(
      says(inForce, { type: 'ended', because: 'withdrawn', says: 'x' }, '2026-12-11'),
      /by age, by a direction/,
    )
  })
  test('prosecution after a supervision order was considered, and its papers', () => {
    const not = at('2026-12-20', {
      type: 'registration',
      registered: false,
      saidOn: day('2026-12-20'),
      says: 'School',
    })
    const prosecute: Did = { type: 'prosecution', result: 'prosecute', says: 'x' }
    assert.match(says(inForce, prosecute, '2026-12-20'), /did not register/)
    assert.match(
      says([...inForce, not], prosecute, '2026-12-20'),
      /supervision order must be considered.*L-11/,
    )
    const steps = [...inForce, not, at('2026-12-21', { type: 'supervision', says: 'Considered' })]
    assert.equal(says(steps, prosecute, '2026-12-21'), '')
    assert.deepEqual(
      papersOf(orderFrom(steps))
        .filter(one => one.held === undefined)
        .map(one => one.says),
      ['The decision to prosecute'],
    )
    assert.equal(
      papersOf(orderFrom([at('2026-11-02', opened)])).filter(one => one.held !== undefined).length,
      0,
    )
  })
})

describe('section 39 of the 2026 Act', () => {
  test('not commenced: nothing changes; from its day no step of the old way', () => {
    for (const [on, is] of [
      ['2026-12-05', ''],
      ['2026-12-04', /no longer applies/],
    ] as const) {
      const against = says(asFarAsConsulted, made('2026-12-04'), '2026-12-04', 'manager', ended(on))
      if (is === '') {
        // The day after belongs to the new way: whether anything follows has not been read, so nothing is made.
        assert.match(against, /has not been read|^$/)
      } else assert.match(against, is)
    }
    assert.match(says([], opened, '2027-01-01', 'manager', ended('2027-01-01')), /no longer applies/)
    assert.equal(says([], opened, '2026-12-31', 'manager', ended('2027-01-01')), '')
    assert.match(
      says(asFarAsNotice.slice(0, 2), notice('2026-11-03'), '2026-11-03', 'manager', ended('2026-11-03')),
      /no longer applies/,
    )
  })
})

describe('what is waited for', () => {
  const waits = (...steps: Step[]) => {
    const next = waitsFor(orderFrom(steps), law)
    return next && [next.says, next.due]
  }
  test('in each state', () => {
    assert.deepEqual(waits(at('2026-11-02', opened)), [
      'A manager decides on the way to an order',
      '2026-11-04',
    ])
    assert.deepEqual(waits(...asFarAsNotice.slice(0, 2)), [
      'Serve the notice under section 437',
      '2026-11-09',
    ])
    assert.equal(waits(...asFarAsNotice)![1], '2026-11-18')
    assert.equal(waits(...asFarAsJudged)![1], '2026-11-25')
    assert.equal(
      waits(...asFarAsJudged, at('2026-11-18', intention('2026-11-18')))![0],
      'Consult the school that is to be named',
    )
    assert.deepEqual(waits(...asFarAsConsulted), ['Make the order, or say why not', '2026-12-04'])
    assert.equal(waits(...inForce)![1], '2026-12-18')
    const registered = {
      type: 'registration',
      registered: true,
      saidOn: day('2026-12-10'),
      says: 'x',
    } as const
    assert.equal(waits(...inForce, at('2026-12-10', registered)), undefined)
    assert.match(
      String(waits(...inForce, at('2026-12-10', { ...registered, registered: false }))![0]),
      /not obeyed/,
    )
  })
  test('names no school, ever; something until it is over (property)', () => {
    const any: Did[] = [
      agreed,
      notice('2026-11-03'),
      { type: 'reply', receivedOn: day('2026-11-10'), says: 'x' },
      unsatisfied,
      { ...unsatisfied, result: 'satisfied' } as Did,
      intention('2026-11-18'),
      consulted('2026-11-19'),
      { type: 'direction', result: 'asked', says: 'x' },
      { type: 'chosen', receivedOn: day('2026-11-20'), says: 'x', ...other },
      made('2026-12-04'),
      { type: 'registration', registered: true, saidOn: day('2026-12-10'), says: 'x' },
      { type: 'registration', registered: false, saidOn: day('2026-12-10'), says: 'x' },
      { type: 'request', receivedOn: day('2026-12-10'), asks: 'revoke', says: 'x' },
      { type: 'decided', result: 'refused', says: 'x' },
      { type: 'decided', result: 'revoked', says: 'x' },
      { type: 'supervision', says: 'x' },
      { type: 'prosecution', result: 'do not prosecute', says: 'x' },
      { type: 'ended', because: 'withdrawn', says: 'x' },
    ]
    let took = 0
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), picks => {
        let steps = [at('2026-11-02', opened)]
        for (const pick of picks) {
          const order = orderFrom(steps)
          const there = any.filter(one => stepsOpen(order).includes(one.type))
          const did = there[pick % Math.max(1, there.length)] ?? agreed
          // Nothing but opening it anew is possible once it has ended.
          if (order.state === 'ended') assert.deepEqual(stepsOpen(order), ['opened'])
          if (!mayDo(order, did, { role: 'manager' }, day('2027-01-15'), law).allowed) continue
          steps = [...steps, at('2026-12-15', did)]
          took += 1
          const now = orderFrom(steps)
          const next = waitsFor(now, law)
          if (next) assert.doesNotMatch(next.says, /Canary|Another School/)
          const over =
            now.state === 'ended' ||
            (now.state === 'in force' &&
              !now.request &&
              (now.registration?.registered === true ||
                (now.registration !== undefined && now.prosecution !== undefined)))
          assert.equal(next === undefined, over)
        }
      }),
      { numRuns: 300 },
    )
    assert.ok(took > 300)
  })
})

test('every step that is not open is refused, whichever it is', () => {
  const all: StepType[] = [
    'agreed',
    'notice',
    'reply',
    'evaluated',
    'intention',
    'consulted',
    'chosen',
    'made',
    'decided',
  ]
  for (const type of all) {
    assert.notEqual(says([], { type, says: 'x' } as unknown as Did, '2026-11-20'), '', type)
  }
  assert.match(says(asFarAsNotice, opened, '2026-11-20'), /open already/)
})

test('of a protected child no school stands in any step’s words', () => {
  for (const step of inForce) {
    assert.doesNotMatch(JSON.stringify(stepInWords(step, true)), /Canary|Officer’s note/)
  }
  assert.match(JSON.stringify(inForce.map(step => stepInWords(step, false))), /CanarySchool/)
})

describe('when an order is proposed', () => {
  const place = (state: 'asked' | 'not started' | 'withdrawn') => ({
    offerId: 'o',
    schoolId: 's',
    school: 'S',
    startsOn: '2026-11-20' as LocalDate,
    state,
    found: false,
  })
  test('home education not suitable; a place refused and no other', () => {
    const none = { places: [], startCode: 'START-07' }
    assert.equal(proposedBecause(none, undefined), undefined)
    assert.equal(proposedBecause(none, 'suitable'), undefined)
    assert.equal(proposedBecause(none, 'unsuitable')?.opening, 'home education')
    assert.equal(proposedBecause(none, 'no reply')?.opening, 'home education')
    assert.equal(proposedBecause({ ...none, places: [place('not started')] }, undefined)?.opening, 'in year')
    assert.equal(
      proposedBecause({ places: [place('not started')], startCode: 'START-05' }, undefined)?.opening,
      'year 7',
    )
    assert.equal(
      proposedBecause({ ...none, places: [place('not started'), place('asked')] }, undefined),
      undefined,
    )
    assert.equal(proposedBecause({ ...none, places: [place('withdrawn')] }, undefined), undefined)
    // What the family said of an offer before any school was asked.
    assert.equal(proposedBecause(none, undefined, ['refused'])?.opening, 'in year')
    assert.equal(proposedBecause(none, undefined, ['refused', 'waiting']), undefined)
    assert.equal(proposedBecause({ ...none, places: [place('asked')] }, undefined, ['refused']), undefined)
  })
})
