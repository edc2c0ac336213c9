import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import { concernState } from './concern.ts'
import { noContactSince } from './contact-state.ts'
import { agoInWords, hoursBetween, latest } from './last-seen.ts'
import { type DslFacts, hoursAfter, nextDslStep } from './next-step.ts'
import { type NoticeFacts, noticeStates, noticesFor } from './notices.ts'
import { policeState } from './police.ts'
import { type RouteFacts, routes, routesFor } from './routes.ts'
import { type CareStep, careState, factsToSend } from './social-care.ts'

const friday = localDate('2026-11-20')
const day = (text: string): LocalDate => localDate(text)
const anyDay = fc.integer({ min: 0, max: 500 }).map(n => addDays(day('2026-01-01'), n))

describe('who must be told the same day (T-05)', () => {
  const facts = (flags: readonly string[], more: Partial<NoticeFacts> = {}): NoticeFacts => ({
    about: 'absence',
    on: friday,
    flags: flags.map(flag => ({ flag, from_on: null })),
    noContactOn: undefined,
    ...more,
  })
  for (const [flags, noContact, told] of [
    [[], true, []],
    [['SEN_support', 'young_carer'], true, []],
    [['child_in_need'], false, ['social worker']],
    [['child_protection_plan'], false, ['social worker']],
    [['in_care'], false, ['social worker', 'virtual school']],
    [['youth_justice'], false, ['youth justice worker']],
    [['EHCP'], false, []],
    [['EHCP'], true, ['SEN officer']],
    [
      ['in_care', 'youth_justice', 'EHCP'],
      true,
      ['social worker', 'youth justice worker', 'virtual school', 'SEN officer'],
    ],
  ] as const) {
    test(`${flags.join(' and ') || 'no flag'}${noContact ? ', nobody reached' : ''}: ${told.join(', ') || 'nobody'}`, () => {
      assert.deepEqual(
        noticesFor(facts(flags, { noContactOn: noContact ? friday : undefined })).map(notice => notice.told),
        told,
      )
    })
  }
  test('a removal tells the SEN officer whoever was reached', () => {
    assert.deepEqual(
      noticesFor(facts(['EHCP'], { about: 'removal' })).map(notice => notice.told),
      ['SEN officer'],
    )
  })
  test('is due on the day it arose, or on the day a later flag began', () => {
    const due = (from_on: string | null) =>
      noticesFor(facts([], { flags: [{ flag: 'child_in_need', from_on }] }))[0]!.due
    assert.equal(due(null), friday)
    assert.equal(due('2026-11-19'), friday)
    assert.equal(due('2026-11-23'), '2026-11-23')
  })
  test('the SEN officer’s is due on the day nobody could be reached, not before', () => {
    const [sen] = noticesFor(facts(['EHCP'], { on: day('2026-11-16'), noContactOn: day('2026-11-19') }))
    assert.equal(sen?.due, '2026-11-19')
    const [early] = noticesFor(facts(['EHCP'], { on: day('2026-11-16'), noContactOn: day('2026-11-12') }))
    assert.equal(early?.due, '2026-11-16')
  })
  for (const [results, since] of [
    [[], undefined],
    [['no answer'], '2026-11-16'],
    [['no answer', 'message left'], '2026-11-16'],
    [['no answer', 'child safe'], undefined],
    [['child safe', 'no answer', 'no answer'], '2026-11-17'],
  ] as const) {
    test(`tries ${results.join(', ') || 'none'}: no contact since ${since ?? 'no day'}`, () => {
      const tries = results.map((result, n) => ({ done_on: addDays(day('2026-11-16'), n), result }))
      assert.equal(noContactSince(tries), since)
    })
  }
  const recorded = (told_on: string) => ({
    told: 'social worker',
    told_on,
    told_at: '10:05',
    person_told: 'A. Worker',
    how: 'Telephone',
    late_why: null,
    by_name: 'Sam Reed',
  })
  for (const [today, done, late] of [
    ['2026-11-20', undefined, false],
    ['2026-11-21', undefined, true],
    ['2026-11-25', '2026-11-20', false],
    ['2026-11-25', '2026-11-21', true],
  ] as const) {
    test(`on ${today}, ${done ? `told on ${done}` : 'not told'}: ${late ? 'late' : 'in time'}`, () => {
      const { states } = noticeStates(
        noticesFor(facts(['child_in_need'])),
        done ? [recorded(done)] : [],
        day(today),
      )
      assert.equal(states[0]!.late, late)
      assert.equal(states[0]!.done?.told_on, done)
    })
  }
  test('what was told although it is no longer due is kept', () => {
    assert.equal(noticeStates([], [recorded('2026-11-20')], friday).others.length, 1)
  })
  test('is never due before the absence began, whatever the flags', () => {
    fc.assert(
      fc.property(anyDay, fc.option(anyDay, { nil: null }), (on, from_on) => {
        for (const notice of noticesFor(facts([], { on, flags: [{ flag: 'in_care', from_on }] })))
          assert.ok(notice.due >= on)
      }),
    )
  })
})

describe('social care is asked for its answer within one working day', () => {
  const step = (kind: CareStep['kind'], on: string): CareStep => ({ kind, on: day(on) })
  for (const [made, due] of [
    ['2026-11-19', '2026-11-20'],
    ['2026-11-20', '2026-11-23'],
    ['2026-11-21', '2026-11-24'],
    ['2026-12-24', '2026-12-29'],
  ] as const) {
    test(`made on ${made}, due on ${due}`, () => {
      assert.equal(careState(day(made), [], day(made)).due, due)
      assert.equal(careState(day(made), [], day(due)).late, false)
      assert.equal(careState(day(made), [], addDays(day(due), 1)).late, true)
    })
  }
  test('each chase counts anew; after two it goes higher, and then waits again', () => {
    const chased = [step('no answer yet', '2026-11-23')]
    assert.equal(careState(friday, chased, day('2026-11-23')).due, '2026-11-24')
    assert.equal(careState(friday, chased, day('2026-11-23')).takeHigher, false)
    const twice = [...chased, step('no answer yet', '2026-11-24')]
    assert.equal(careState(friday, twice, day('2026-11-24')).takeHigher, true)
    const higher = [...twice, step('escalated', '2026-11-24')]
    assert.equal(careState(friday, higher, day('2026-11-24')).takeHigher, false)
    assert.equal(careState(friday, higher, day('2026-11-24')).due, '2026-11-25')
  })
  test('a reference is not an answer', () => {
    assert.equal(careState(friday, [step('reference given', '2026-11-20')], friday).answer, undefined)
  })
  test('an answer ends the clock; no further action says how to disagree', () => {
    const state = careState(friday, [step('no further action', '2026-11-23')], day('2026-12-23'))
    assert.deepEqual([state.answer, state.due, state.late], ['no further action', undefined, false])
    assert.match(state.next, /disagree/)
  })
  test('is due on a working day after the last try, always', () => {
    fc.assert(
      fc.property(anyDay, fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }), (made, chases) => {
        const steps = chases.map(n => ({ kind: 'no answer yet' as const, on: addDays(made, n) }))
        const { due } = careState(made, steps, made)
        assert.ok(isWorkingDay(due!))
        for (const { on } of steps) assert.ok(due! > on)
        assert.ok(due! > made)
      }),
    )
  })
  test('the text holds the fewest details, and never where the child lives', () => {
    const text = factsToSend({
      school: 'Alder Primary',
      from: 'Sam Reed, designated safeguarding lead',
      name: 'Amina Example',
      born: '14 March 2017',
      year: 'Year 4',
      absence: 'Absent without leave for 3 school days.',
      lastSeen: 'in school on 17 November 2026',
      contacts: 'We rang 4 times. No answer.',
      worries: ['There is a concern about forced marriage'],
      level: 'Act today',
      plans: [],
      police: [],
    })
    assert.match(text, /^From Alder Primary: Sam Reed/)
    assert.match(text, /Our worry: There is a concern about forced marriage\./)
    assert.match(text, /address and contacts by telephone/)
    assert.doesNotMatch(text, /ZZ99|07700|\n\n|undefined/)
  })
})

describe('the police', () => {
  test('an ask is open until they answer; a reference or a chase is no answer', () => {
    assert.deepEqual(policeState(null, []).open, true)
    const waiting = policeState(null, [{ result: 'reference given', reference: 'X-12' }])
    assert.deepEqual([waiting.open, waiting.reference], [true, 'X-12'])
    assert.equal(policeState('X-1', [{ result: 'chased', reference: null }]).open, true)
  })
  test('only a child who was seen needs nothing more', () => {
    const after = (result: string) => policeState('X-1', [{ result, reference: null }])
    assert.equal(after('child seen').next, undefined)
    assert.match(after('child not seen').next!, /not seen/)
    assert.match(after('not attended').next!, /officer in charge/)
  })
})

describe('the high-risk route', () => {
  const facts = (more: Partial<RouteFacts>): RouteFacts => ({
    since: day('2026-11-18'),
    flags: [],
    noContactOn: undefined,
    yes: [],
    screenedOn: undefined,
    dayTwenty: undefined,
    ...more,
  })
  for (const [what, given, ids] of [
    ['nothing known', {}, []],
    ['a social worker, and the family answers', { flags: ['child_in_need'] }, []],
    [
      'a social worker, and nobody answers',
      { flags: ['child_in_need'], noContactOn: friday },
      ['social-worker'],
    ],
    ['a plan for special needs, and nobody answers', { flags: ['EHCP'], noContactOn: friday }, ['ehcp']],
    ['a yes of harm', { yes: ['fgm'], screenedOn: friday }, ['harm']],
    ['a flag of harm', { flags: ['exploitation'] }, ['harm']],
    ['the family gone', { yes: ['family-gone'], screenedOn: friday }, ['family-gone']],
    ['not found before', { flags: ['not_located_before'] }, ['earlier']],
    ['missing education before', { yes: ['earlier'], screenedOn: friday }, ['earlier']],
    ['day twenty', { dayTwenty: friday }, ['day-20']],
    ['a day twenty to come', { dayTwenty: day('2026-11-23') }, []],
  ] as const) {
    test(`${what}: ${ids.join(', ') || 'none'}`, () => {
      assert.deepEqual(
        routesFor(facts(given), {}, friday).map(route => route.id),
        ids,
      )
    })
  }
  test('every route says where it comes from and has a step with a clock', () => {
    for (const route of routes) assert.ok(route.cites && route.steps.length > 0, route.id)
  })
  for (const [today, doneOn, late] of [
    ['2026-11-20', undefined, false],
    ['2026-11-21', undefined, true],
    ['2026-11-30', '2026-11-20', false],
    ['2026-11-30', '2026-11-21', true],
  ] as const) {
    test(`the same day: on ${today}, ${doneOn ?? 'not done'}: ${late ? 'late' : 'in time'}`, () => {
      const [route] = routesFor(
        facts({ flags: ['EHCP'], noContactOn: friday }),
        doneOn ? { 'SEN officer': { on: day(doneOn), says: '' } } : {},
        day(today),
      )
      assert.equal(route!.steps[0]!.late, late)
    })
  }
  test('the next working day passes over a weekend', () => {
    const [route] = routesFor(facts({ yes: ['earlier'], screenedOn: friday }), {}, friday)
    assert.equal(route!.steps[0]!.due, '2026-11-23')
  })
})

describe('how long ago somebody saw the child', () => {
  const at = (on: string, time?: string) => ({ on: day(on), at: time })
  for (const [from, to, hours] of [
    [at('2026-11-19', '15:00'), at('2026-11-20', '10:00'), 19],
    [at('2026-11-19', '15:00'), at('2026-11-20', '09:59'), 18],
    [at('2026-11-20', '10:00'), at('2026-11-20', '10:59'), 0],
    [at('2026-11-20', '11:00'), at('2026-11-20', '10:00'), 0],
    [at('2026-11-19'), at('2026-11-20', '00:00'), 24],
  ] as const) {
    test(`${from.on} ${from.at ?? ''} to ${to.on} ${to.at}: ${hours}`, () => {
      assert.equal(hoursBetween(from, to), hours)
    })
  }
  for (const [hours, words] of [
    [0, 'less than an hour ago'],
    [1, '1 hour ago'],
    [72, '72 hours ago'],
    [73, '3 days ago'],
    [96, '4 days ago'],
  ] as const) {
    test(words, () => assert.equal(agoInWords(hours), words))
  }
  test('the latest is the latest, in any order', () => {
    const moments = [
      at('2026-11-18', '15:00'),
      undefined,
      at('2026-11-19', '12:00'),
      at('2026-11-19', '15:00'),
    ]
    assert.deepEqual(latest(moments), at('2026-11-19', '15:00'))
    assert.deepEqual(latest([...moments].reverse()), at('2026-11-19', '15:00'))
    assert.equal(latest([undefined]), undefined)
  })
  test('never grows fewer as time goes on', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 50 }),
        (on, hour, days) => {
          const time = `${String(hour).padStart(2, '0')}:00`
          const seen = { on, at: time }
          assert.equal(hoursBetween(seen, { on: addDays(on, days), at: time }), days * 24)
        },
      ),
    )
  })
})

describe('a concern', () => {
  const made = day('2026-11-27')
  test('waits for its day, and is late after it', () => {
    assert.deepEqual(concernState(made, [], made), { open: true, reviewOn: made, late: false })
    assert.equal(concernState(made, [], addDays(made, 1)).late, true)
  })
  test('a review sets a new day; settled, it has none', () => {
    const reviewed = { kind: 'reviewed' as const, on: made, review_on: day('2026-12-04') }
    assert.equal(concernState(made, [reviewed], made).reviewOn, '2026-12-04')
    const closed = { kind: 'closed' as const, on: made, review_on: null }
    assert.equal(concernState(made, [reviewed, closed], day('2027-01-01')).open, false)
    assert.equal(concernState(made, [closed, reviewed], day('2027-01-01')).open, false)
  })
})

describe('what the DSL does next', () => {
  const calm: DslFacts = {
    today: friday,
    now: '11:00',
    level: 'keep in view',
    lowerWaits: false,
    screened: true,
    screenOld: false,
    worry: undefined,
    handedAt: undefined,
    assessmentHours: 2,
    notices: undefined,
    policeOpen: false,
    care: undefined,
    told: false,
    referred: false,
    contactToday: true,
    reviewOn: undefined,
  }
  for (const [what, more, id, by, late] of [
    ['nothing waits', {}, 'look', undefined, false],
    ['nobody rang', { contactToday: false }, 'contact', undefined, false],
    ['a concern waits', { reviewOn: day('2026-11-19') }, 'review', undefined, true],
    ['no screen', { screened: false }, 'screen', undefined, false],
    ['handed over at nine', { screened: false, handedAt: '09:00' }, 'screen', '11:00', false],
    ['handed over before nine', { screened: false, handedAt: '08:59' }, 'screen', '10:59', true],
    [
      'a worry at half past nine',
      { screened: false, worry: { on: friday, at: '09:30' } },
      'screen',
      '11:30',
      false,
    ],
    [
      'a worry yesterday',
      { screened: false, worry: { on: day('2026-11-19'), at: '09:30' } },
      'screen',
      '11:30',
      true,
    ],
    [
      'the social worker',
      { notices: { words: 'the social worker', due: friday } },
      'notice',
      undefined,
      false,
    ],
    [
      'act today comes first',
      { level: 'act today', notices: { words: 'x', due: friday } },
      'tell',
      undefined,
      false,
    ],
    ['told, not referred', { level: 'act today', told: true }, 'refer', undefined, false],
    ['police open', { policeOpen: true }, 'police', undefined, false],
    ['no answer', { care: { due: day('2026-11-23'), takeHigher: false } }, 'care', undefined, false],
    ['a second person', { lowerWaits: true }, 'second', undefined, false],
    ['old answers', { screenOld: true }, 'screen', undefined, false],
  ] as const satisfies readonly (readonly [
    string,
    Partial<DslFacts>,
    string,
    string | undefined,
    boolean,
  ])[]) {
    test(`${what}: ${id}`, () => {
      const step = nextDslStep({ ...calm, ...more })
      assert.deepEqual([step.id, step.by, step.late], [id, by, late])
    })
  }
  test('hours after a time of day stay within the day', () => {
    assert.equal(hoursAfter('09:05', 2), '11:05')
    assert.equal(hoursAfter('21:59', 2), '23:59')
    assert.equal(hoursAfter('22:00', 2), '23:59')
  })
})
