import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { clockInWords, defaultHours, minutesOf, problemsWithHours, timeOf } from './hours.ts'
import { type Call, decidedSays, type LadderFacts, ladder, type Step, whenInWords } from './ladder.ts'
import { stepKinds } from './steps.ts'

const at = (time: string) => minutesOf(time)!
const call = (time: string, result = 'no answer', method = 'phone'): Call => ({
  at: at(time),
  today: true,
  method,
  result,
})
const step = (time: string, kind: Step['kind'], more: Partial<Step> = {}): Step => ({
  kind,
  at: at(time),
  by: 'Alder dsl',
  ...more,
})
const facts = (now: string, more: Partial<LadderFacts> = {}): LadderFacts => ({
  today: localDate('2026-11-20'),
  now: at(now),
  hours: defaultHours,
  firstCallMinutes: 15,
  assessmentHours: 2,
  awayFrom: 'AM',
  dayBegan: 0,
  calls: [],
  steps: [],
  ringNext: 'contact 1, mother',
  ...more,
})

describe('the clocks, a minute either side', () => {
  const rang = { calls: [call('09:40')], ringNext: undefined }
  const visited = { ...rang, steps: [step('10:30', 'visit not made')] }
  const assessed = { ...rang, steps: [step('11:30', 'risk assessed')] }
  const card = {
    ...rang,
    steps: [
      step('10:30', 'visit made'),
      step('10:31', 'card left', { nextAt: at('12:15') }),
      step('11:30', 'risk assessed'),
    ],
  }
  const asked = { ...rang, steps: [...card.steps, step('12:20', 'police asked')] }
  const twice = { ...asked, calls: [call('09:40'), call('13:35')] }
  const rows: [
    name: string,
    more: Partial<LadderFacts>,
    kind: string,
    lastInTime: string,
    firstLate: string,
  ][] = [
    ['first call, 15 minutes after the register closes', {}, 'first call', '09:45', '09:46'],
    ['with 5 minutes', { firstCallMinutes: 5 }, 'first call', '09:35', '09:36'],
    [
      'every contact, before visits are considered',
      { calls: [call('09:40')] },
      'every contact',
      '10:00',
      '10:01',
    ],
    ['home visit considered', rang, 'home visit', '11:00', '11:01'],
    ['risk written down, two hours from the first call', visited, 'risk assessment', '11:40', '11:41'],
    [
      'two hours from when the first call was due, where it came later',
      { ...visited, calls: [call('10:20')] },
      'risk assessment',
      '11:45',
      '11:46',
    ],
    ['with one hour', { ...visited, assessmentHours: 1 }, 'risk assessment', '10:40', '10:41'],
    ['with four hours', { ...visited, assessmentHours: 4 }, 'risk assessment', '13:40', '13:41'],
    ['police considered, with no card', assessed, 'police', '11:40', '11:41'],
    ['police considered, when the card’s time is over', card, 'police', '12:15', '12:16'],
    ['second round', asked, 'second round', '13:45', '13:46'],
    ['end of day', twice, 'end of day', '15:30', '15:31'],
    ['first call of an afternoon', { awayFrom: 'PM' }, 'first call', '13:45', '13:46'],
    [
      'visit of an afternoon',
      { ...rang, awayFrom: 'PM', calls: [call('13:40')] },
      'home visit',
      '15:00',
      '15:01',
    ],
    [
      'two hours of an afternoon end with the day',
      { awayFrom: 'PM', calls: [call('13:40')], ringNext: undefined, steps: [step('14:00', 'visit made')] },
      'risk assessment',
      '15:30',
      '15:31',
    ],
  ]
  for (const [name, more, kind, lastInTime, firstLate] of rows) {
    test(`${name}: ${kind} by ${lastInTime}`, () => {
      const before = ladder(facts(lastInTime, more))
      const after = ladder(facts(firstLate, more))
      assert.equal(before.next?.kind, kind)
      assert.equal(before.next?.late, false)
      assert.equal(before.next?.due, at(lastInTime))
      assert.match(before.next!.clock, new RegExp(` due ${clockInWords(at(lastInTime))}$`))
      assert.equal(after.next?.kind, kind)
      assert.equal(after.next?.late, true)
      assert.match(after.next!.clock, / was due /)
    })
  }
  test('noon divides the first round from the second', () => {
    const more = (time: string) => ({ ...asked, calls: [call('09:40'), call(time)] })
    assert.equal(ladder(facts('12:30', more('11:59'))).next?.kind, 'second round')
    assert.equal(ladder(facts('12:30', more('12:00'))).next?.kind, 'end of day')
  })
  test('somebody’s next time holds until its minute, and not at it', () => {
    const more = {
      ...twice,
      steps: [...twice.steps, step('15:00', 'escalated', { toWhom: 'The police', nextAt: at('16:00') })],
    }
    const before = ladder(facts('15:59', more))
    assert.equal(before.escalated?.toWhom, 'The police')
    assert.equal(before.next?.kind, 'look again')
    assert.equal(before.state, 'Escalated to the police; next look 4:00pm')
    const after = ladder(facts('16:00', more))
    assert.equal(after.escalated, undefined)
    assert.equal(after.lapsed?.toWhom, 'The police')
    assert.equal(after.next?.kind, 'end of day')
  })
})

describe('what was heard', () => {
  test('an automatic text is no call', () => {
    const standing = ladder(facts('09:50', { calls: [call('09:31', 'no answer', 'text')] }))
    assert.equal(standing.next?.kind, 'first call')
    assert.equal(standing.state, 'Not tried today')
  })
  test('a call of yesterday is none of today', () => {
    const yesterday = { ...call('09:40'), at: at('09:40') - 1440, today: false }
    assert.equal(ladder(facts('09:50', { calls: [yesterday] })).next?.kind, 'first call')
  })
  test('the child is safe: the name is accounted for, and nothing is next', () => {
    const standing = ladder(facts('12:00', { calls: [call('09:40'), call('09:50', 'child safe')] }))
    assert.equal(standing.accounted?.how, 'reason known')
    assert.equal(standing.next, undefined)
    assert.equal(standing.state, 'Reason known')
  })
  test('whoever said before that all is well, a parent who does not have the child is heard', () => {
    for (const worry of ['does not have the child', 'not reassured'] as const) {
      const standing = ladder(
        facts('10:10', { calls: [call('09:40', 'child safe'), call('10:00', worry)], ringNext: undefined }),
      )
      assert.equal(standing.accounted, undefined)
      assert.equal(standing.branch, worry)
      assert.equal(standing.next?.kind, 'tell the DSL')
    }
    const seen = { calls: [call('10:00', 'does not have the child')] }
    const before = ladder(facts('10:10', { ...seen, steps: [step('09:50', 'seen')] }))
    assert.equal(before.accounted, undefined)
    const after = ladder(facts('10:40', { ...seen, steps: [step('10:30', 'seen')] }))
    assert.equal(after.accounted?.how, 'seen')
    const found = ladder(facts('10:40', { calls: [...seen.calls, call('10:30', 'child safe')] }))
    assert.equal(found.accounted?.how, 'reason known')
  })
  test('a night takes back nothing that was heard, until somebody answers it', () => {
    const day = 1440
    const yesterday = { ...call('15:20', 'does not have the child'), at: at('15:20') - day, today: false }
    const standing = (...steps: Step[]) => ladder(facts('09:35', { calls: [yesterday], steps }))
    const open = standing()
    assert.equal(open.branch, 'does not have the child')
    assert.equal(open.state, 'The parent does not have the child')
    assert.equal(open.next?.clock, 'DSL told: now')
    const handed = { ...step('15:25', 'handed to DSL'), at: at('15:25') - day }
    assert.equal(standing(handed).next?.kind, 'police')
    // What the DSL wrote down, or a child who was seen, answers it: the day goes its ordinary way.
    for (const kind of ['risk assessed', 'seen', 'spoken to', 'reason known'] as const) {
      const answered = { ...step('15:50', kind), at: at('15:50') - day }
      assert.equal(standing(handed, answered).branch, 'ordinary', kind)
    }
    const before = { ...step('15:00', 'seen'), at: at('15:00') - day }
    assert.equal(standing(before).branch, 'does not have the child')
    const safe = { ...call('16:00', 'child safe'), at: at('16:00') - day, today: false }
    assert.equal(ladder(facts('09:35', { calls: [yesterday, safe] })).branch, 'ordinary')
  })
  test('someone else answered: the DSL is told now, and then decides', () => {
    const heard = { calls: [call('09:50', 'not reassured')] }
    const told = ladder(facts('09:50', heard))
    assert.equal(told.next?.kind, 'tell the DSL')
    assert.match(told.next!.clock, /DSL told: now, since 9:50am/)
    const handed = ladder(facts('09:52', { ...heard, steps: [step('09:51', 'handed to DSL')] }))
    assert.equal(handed.next?.kind, 'risk assessment')
    assert.equal(handed.next?.late, true)
    assert.equal(handed.state, 'Handed to the DSL 9:51am')
  })
  test('the parent does not have the child: the DSL, then the police, before anything is written', () => {
    const heard = { calls: [call('09:50', 'does not have the child'), call('09:55')] }
    const after = (...steps: Step[]) => ladder(facts('10:00', { ...heard, steps })).next
    assert.equal(after()?.kind, 'tell the DSL')
    const handed = step('09:51', 'handed to DSL')
    assert.match(after(handed)!.says, /Ask the parent to call the police/)
    const told = step('09:52', 'parent told to call police')
    assert.match(after(handed, told)!.says, /Make sure the police have it/)
    assert.equal(after(handed, told, step('09:58', 'police asked'))?.kind, 'risk assessment')
    assert.equal(after(handed)?.cites, 'T-01, T-02')
  })
  test('messages and tries are said in words', () => {
    assert.equal(ladder(facts('10:00', { calls: [call('09:40')] })).state, 'Tried once')
    assert.equal(ladder(facts('10:00', { calls: [call('09:40'), call('09:45')] })).state, 'Tried 2 times')
    assert.equal(
      ladder(facts('10:00', { calls: [call('09:40', 'message left')] })).state,
      'Waiting for a call back. Tried once',
    )
    assert.match(
      ladder(
        facts('10:40', {
          calls: [call('09:40')],
          steps: [step('10:30', 'card left', { nextAt: at('12:00') })],
        }),
      ).state,
      /card asks for an answer by 12:00pm/,
    )
    assert.equal(
      ladder(facts('10:40', { steps: [step('10:30', 'DSL took')] })).state,
      'With the DSL, Alder dsl, since 10:30am',
    )
  })
  test('what the DSL decided is done now, and no more only considered', () => {
    const more = (...steps: Step[]) =>
      ladder(facts('11:40', { calls: [call('09:40')], ringNext: undefined, steps })).next
    const visit = step('11:30', 'risk assessed', { says: decidedSays.visit })
    assert.equal(more(step('10:30', 'visit not made'), visit)?.kind, 'visit decided')
    assert.match(more(visit)!.clock, /home visit: now, since 11:30am/)
    assert.equal(more(visit, step('11:35', 'visit made'))?.kind, 'police')
    const police = more(step('11:30', 'risk assessed', { says: decidedSays.police }))
    assert.match(police!.says, /as the DSL decided/)
    assert.match(police!.clock, /now, since 11:30am/)
  })
  test('a time of another day is said with its day', () => {
    const today = localDate('2026-11-20')
    assert.equal(whenInWords(600, today), '10:00am')
    assert.equal(whenInWords(600 + 1440, today), 'tomorrow at 10:00am')
    assert.equal(whenInWords(600 - 1440, today), 'yesterday at 10:00am')
    assert.equal(whenInWords(540 + 3 * 1440, today), 'on Monday 23 November 2026 at 9:00am')
  })
  test('one call in the afternoon is no second round', () => {
    const more = {
      ringNext: undefined,
      steps: [step('11:00', 'risk assessed'), step('11:00', 'police not asked')],
    }
    assert.equal(ladder(facts('13:00', { ...more, calls: [call('12:30')] })).next?.kind, 'second round')
    assert.equal(
      ladder(facts('13:00', { ...more, calls: [call('12:30'), call('12:40')] })).next?.kind,
      'end of day',
    )
  })
  test('what was heard is how it stands', () => {
    const state = (result: string) => ladder(facts('10:00', { calls: [call('09:40', result)] })).state
    assert.equal(state('does not have the child'), 'The parent does not have the child')
    assert.match(state('not reassured'), /not reassured/)
  })
  test('an overdue step further up is not hidden by the next', () => {
    const standing = ladder(facts('12:00', { calls: [call('09:40')], ringNext: undefined }))
    assert.equal(standing.next?.kind, 'home visit')
    assert.deepEqual(
      standing.alsoLate.map(rung => rung.kind),
      ['risk assessment', 'police'],
    )
  })
})

describe('whatever is done, in whatever order', () => {
  const minutes = fc.integer({ min: 0, max: 1439 })
  const anyCall: fc.Arbitrary<Call> = fc.record({
    at: fc.option(minutes, { nil: undefined }),
    today: fc.constant(true),
    method: fc.constantFrom('phone', 'text', 'visit', 'in person'),
    result: fc.constantFrom(
      'no answer',
      'message left',
      'child safe',
      'not reassured',
      'does not have the child',
    ),
  })
  const anyStep: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom(...stepKinds),
    at: fc.integer({ min: -2000, max: 1439 }),
    by: fc.constant('Somebody'),
    says: fc.constantFrom('Go on ringing.', decidedSays.visit, decidedSays.police),
    toWhom: fc.option(fc.constant('The DSL'), { nil: undefined }),
    nextAt: fc.option(fc.integer({ min: -500, max: 3000 }), { nil: undefined }),
  })
  const anyFacts: fc.Arbitrary<LadderFacts> = fc.record({
    today: fc.constant(localDate('2026-11-20')),
    now: minutes,
    hours: fc.constant(defaultHours),
    firstCallMinutes: fc.integer({ min: 5, max: 60 }),
    assessmentHours: fc.integer({ min: 1, max: 4 }),
    awayFrom: fc.constantFrom('AM', 'PM'),
    dayBegan: fc.constantFrom(0, -1440),
    calls: fc.array(anyCall, { maxLength: 5 }),
    steps: fc.array(anyStep, { maxLength: 5 }),
    ringNext: fc.constantFrom('contact 1', undefined),
  })
  const severity = ['ordinary', 'not reassured', 'does not have the child']

  test('there is a next step with a clock, or the child is accounted for', () => {
    fc.assert(
      fc.property(anyFacts, given => {
        const { next, accounted } = ladder(given)
        assert.equal(next === undefined, accounted !== undefined)
        if (next) assert.ok(next.clock !== '' && next.says !== '' && Number.isFinite(next.due))
      }),
    )
  })
  test('no step is due after the day ends but by somebody’s own word', () => {
    fc.assert(
      fc.property(anyFacts, given => {
        for (const rung of ladder(given).rungs) {
          assert.ok(
            rung.atOnce || !rung.applies || rung.due <= defaultHours.dayEnds,
            `${rung.kind} at ${rung.due}`,
          )
        }
      }),
    )
  })
  test('what more is done never leads back to an earlier step', () => {
    fc.assert(
      fc.property(anyFacts, anyStep, anyCall, fc.boolean(), (given, more, rang, isCall) => {
        const before = ladder(given)
        const after = ladder(
          isCall ? { ...given, calls: [...given.calls, rang] } : { ...given, steps: [...given.steps, more] },
        )
        // A DSL alone may lead back, to the visit that a new word asks for; and a worry takes back that all was well.
        if (!isCall && more.kind === 'risk assessed') return
        if (isCall && before.accounted && !after.accounted) return
        const [a, b] = [before, after].map(one => severity.indexOf(one.branch)) as [number, number]
        assert.ok(b >= a, 'what was heard is not unheard')
        if (a === b)
          assert.ok(after.place >= before.place, `${before.next?.kind} came after ${after.next?.kind}`)
      }),
      { numRuns: 500 },
    )
  })
  test('the clock alone leads back only where somebody’s own time has passed', () => {
    fc.assert(
      fc.property(anyFacts, minutes, (given, later) => {
        const now = Math.max(given.now, later)
        const [before, after] = [ladder(given), ladder({ ...given, now })]
        if (before.escalated && !after.escalated) return
        assert.ok(after.place >= before.place)
        for (const [i, rung] of before.rungs.entries()) {
          if (rung.late) assert.ok(after.rungs[i]!.late)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('hours', () => {
  const ours = {
    amCloses: '09:30',
    pmCloses: '13:30',
    visitFrom: '10:00',
    visitTo: '11:00',
    dayEnds: '15:30',
  }
  test('are a day, in order', () => {
    assert.deepEqual(problemsWithHours(ours), [])
    for (const [key, value] of [
      ['amCloses', '10:00'],
      ['pmCloses', '09:30'],
      ['visitTo', '10:00'],
      ['dayEnds', '13:30'],
      ['dayEnds', '25:00'],
      ['amCloses', ''],
    ] as const) {
      assert.ok(problemsWithHours({ ...ours, [key]: value }).length > 0, `${key} ${value}`)
    }
  })
  test('read and print the same', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), m => minutesOf(timeOf(m)) === m))
    assert.equal(clockInWords(0), '12:00am')
    assert.equal(clockInWords(720), '12:00pm')
    assert.equal(clockInWords(-60), '11:00pm')
    assert.equal(minutesOf('24:00'), undefined)
    assert.equal(minutesOf('9:30'), undefined)
  })
})
