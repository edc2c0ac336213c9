import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { authorityChecks, requiredChecks } from './authority-checks.ts'
import {
  after,
  asides,
  type Case,
  type CaseEvent,
  caseFrom,
  checksMissing,
  type Happened,
  isOpen,
  may,
  moves,
  type NextStep,
  nextStep,
  nextSteps,
  type Step,
} from './case.ts'
import { dueBy, levels } from './clocks.ts'
import { outcomes } from './closing.ts'
import { diagram } from './diagram.ts'
import * as steps from './steps.ts'
import { factsOf, nothingLeft } from './testing/proofs.ts'

const day = localDate('2026-11-20')
const officer: steps.Doer = { id: 'officer', name: 'An officer', role: 'cme-officer' }
const manager: steps.Doer = { id: 'manager', name: 'A manager', role: 'manager' }
let numbered = 0
const made = (happened: Happened, on: LocalDate = day, by = officer): CaseEvent => {
  numbered += 1
  return { ...happened, id: String(numbered), on, byId: by.id, by: by.name, role: by.role, side: 'authority' }
}
const received = (given: Partial<Extract<Happened, { type: 'received' }>> = {}): CaseEvent =>
  made({
    type: 'received',
    how: 'referral',
    school: 'Alder Primary',
    schoolId: 'alder',
    startCode: 'START-01',
    level: 'keep in view',
    pathway: 'A',
    says: 'A referral',
    ...given,
  })
const accepted: Happened = { type: 'accepted', level: 'keep in view', ownerId: 'o', ownerName: 'O' }
const offered: Happened = {
  type: 'place-offered',
  offerId: 'p1',
  schoolId: 'birch',
  school: 'Birch Secondary',
  startsOn: day,
}
const started: Happened = {
  type: 'attendance-confirmed',
  offerId: 'p1',
  schoolId: 'birch',
  school: 'Birch Secondary',
  attendedOn: day,
}
const seen: Happened = { type: 'located', proof: 'seen', where: 'this area', says: 'At home' }
const of = (...happened: Happened[]) => caseFrom([received(), ...happened.map(h => made(h))])

describe('a state follows from the history', () => {
  const rows: [string, Happened[], Case['state']][] = [
    ['only received', [], 'received'],
    ['asked', [{ type: 'more-asked', what: 'Which GP?', due: day }], 'needs information'],
    [
      'asked and answered',
      [
        { type: 'more-asked', what: 'Which GP?', due: day },
        { type: 'answered', says: 'None', from: 'A' },
      ],
      'triage',
    ],
    ['declined', [{ type: 'declined', because: 'not CME', says: 'On a roll' }], 'declined'],
    ['accepted', [accepted], 'accepted'],
    ['a note is not work', [accepted, { type: 'note', fact: 'a', opinion: '' }], 'accepted'],
    ['a check is', [accepted, { type: 'check-asked', check: 'RL01', says: '', due: day }], 'enquiring'],
    ['seen', [accepted, seen], 'located'],
    ['claimed only', [accepted, { ...seen, proof: 'claimed' }], 'enquiring'],
    ['offered', [accepted, seen, offered], 'securing provision'],
    [
      'a claim of a start',
      [accepted, seen, offered, { type: 'started-claimed', startedOn: day, says: '', from: 'mother' }],
      'starting',
    ],
    ['the school confirms', [accepted, seen, offered, started], 'monitoring'],
    [
      'the school says no',
      [
        accepted,
        seen,
        offered,
        { type: 'not-started', offerId: 'p1', school: 'B', coming: 'will not come', says: '' },
      ],
      'located',
    ],
    [
      'not yet is waiting still',
      [
        accepted,
        seen,
        offered,
        { type: 'not-started', offerId: 'p1', school: 'B', coming: 'still expected', says: '' },
      ],
      'securing provision',
    ],
    ['lost again', [accepted, seen, { type: 'whereabouts-lost', says: 'Moved' }], 'enquiring'],
    ['not located', [accepted, { type: 'not-located', says: '', safeguardingLead: 'L' }], 'not located'],
    ['then found', [accepted, { type: 'not-located', says: '', safeguardingLead: 'L' }, seen], 'located'],
    [
      'a claim leaves the long list as it is',
      [accepted, { type: 'not-located', says: '', safeguardingLead: 'L' }, { ...seen, proof: 'claimed' }],
      'not located',
    ],
    [
      'closed and reopened',
      [
        accepted,
        offered,
        started,
        { type: 'closed', outcome: 'O01', says: '' },
        { type: 'reopened', why: 'Left' },
      ],
      'reopened',
    ],
    [
      'declined and reopened',
      [
        { type: 'declined', because: 'other', says: '' },
        { type: 'reopened', why: 'New facts' },
      ],
      'triage',
    ],
  ]
  for (const [name, happened, state] of rows) {
    test(name, () => assert.equal(of(...happened).state, state))
  }
})

test('what the school confirmed stops counting once a new place is sought', () => {
  assert.equal(of(accepted, offered, started).attendance?.school, 'Birch Secondary')
  assert.equal(of(accepted, offered, started, { ...offered, offerId: 'p2' }).attendance, undefined)
  assert.equal(of(accepted, offered, started, { type: 'whereabouts-lost', says: '' }).attendance, undefined)
})

test('being on a confirmed roll is not CME; reopening asks the question again', () => {
  assert.equal(of(accepted, offered, started).standing, 'not CME')
  const again = of(
    accepted,
    offered,
    started,
    { type: 'closed', outcome: 'O01', says: '' },
    { type: 'reopened', why: '' },
  )
  assert.equal(again.standing, 'possible CME')
  assert.equal(again.episodes, 2)
  assert.equal(again.attendance, undefined)
})

describe('each deadline follows the situation', () => {
  for (const [level, due] of [
    ['act today', '2026-11-20'],
    ['act this week', '2026-11-23'],
    ['keep in view', '2026-11-25'],
  ] as const) {
    test(`a referral at ${level} is decided by ${due}`, () => {
      assert.equal(nextStep(caseFrom([received({ level })]))?.due, due)
    })
  }
  test('an unanswered check comes before the review', () => {
    const step = nextStep(
      of(accepted, { type: 'check-asked', check: 'RL09', says: '', due: localDate('2026-11-24') }),
    )
    assert.equal(step?.due, '2026-11-24')
    assert.match(step?.says ?? '', /Council tax/)
  })
  test('a child not located is looked at every month', () => {
    const c = of(accepted, { type: 'not-located', says: '', safeguardingLead: 'L' })
    assert.equal(nextStep(c)?.due, '2026-12-18')
  })
  test('clocks never run on a weekend', () => {
    assert.equal(dueBy('triage', 'act today', localDate('2026-11-21')), '2026-11-23')
  })
})

test('a second referral raises the level and never lowers it', () => {
  const added = (level: (typeof levels)[number]): Happened => ({
    type: 'referral-added',
    referralId: 'r',
    schoolId: 's',
    school: 'S',
    startCode: 'START-01',
    level,
  })
  assert.equal(of(added('act today')).level, 'act today')
  assert.equal(of(added('act today'), added('keep in view')).level, 'act today')
})

test('lowering from act today takes two people, one of them a manager', () => {
  const c = caseFrom([received({ level: 'act today' })])
  const lower = (by: steps.Doer, asked?: string) =>
    steps.setLevel(
      c,
      {
        level: 'keep in view',
        why: 'Seen at home',
        ...(asked === undefined ? {} : { asked: { id: asked } }),
      },
      by,
    ).allowed
  assert.equal(lower(officer), false)
  assert.equal(lower(manager), false, 'alone')
  assert.equal(lower(manager, manager.id), false, 'the same person twice')
  assert.equal(lower(officer, 'another'), false, 'no manager')
  assert.equal(lower(manager, officer.id), true)
  assert.equal(steps.accept(c, { level: 'keep in view', owner: officer }, manager).allowed, false)
})

test('not located needs every required check answered, a safeguarding view and a manager, and says all that is missing', () => {
  const none = steps.recordNotLocated(
    of(accepted, { type: 'contact', who: 'a', method: 'phone', result: 'no answer', says: '' }),
    { says: '' },
    officer,
  )
  assert.equal(none.allowed, false)
  assert.equal(none.allowed ? 0 : none.refusals.length, requiredChecks.length + 3)
  const answered = requiredChecks.map(
    (check): Happened => ({ type: 'check-answered', check: check.code, result: 'nothing found', says: '' }),
  )
  const view: Happened = { type: 'safeguarding-considered', says: 'A risk', with: 'A. Lead' }
  const record = (by: steps.Doer, ...more: Happened[]) =>
    steps.recordNotLocated(of(accepted, ...answered, ...more), { says: 'Considered' }, by)
  assert.equal(record(manager).allowed, false, 'without the safeguarding lead’s view')
  assert.equal(record(manager, { ...view, with: '' }).allowed, false, 'without the lead’s name')
  assert.equal(record(officer, view).allowed, false, 'an officer')
  assert.equal(record({ ...officer, role: 'manager' }, view).allowed, false, 'who wrote the view')
  assert.equal(record({ ...manager, name: 'A. Lead' }, view).allowed, false, 'the lead alone')
  assert.equal(record(manager, view).allowed, true)
  assert.equal(
    steps.recordNotLocated(of(accepted, view), { says: 'x' }, manager, ['RL27']).allowed,
    false,
    'the authority’s own list',
  )
  const armed: Happened = { type: 'check-answered', check: 'RL27', result: 'nothing found', says: '' }
  assert.equal(
    steps.recordNotLocated(of(accepted, armed, view), { says: 'x' }, manager, ['RL27']).allowed,
    true,
  )
})

test('only one place is waited for at a time, and a start still to come is not a start', () => {
  const c = of(accepted, offered)
  assert.equal(steps.offer(c, { offerId: 'p2', schoolId: 's', school: 'S', startsOn: day }).allowed, false)
  assert.equal(
    steps.answerOffer(c, 'p1', { says: 'started', attendedOn: addDays(day, 1) }, day).allowed,
    false,
  )
  assert.equal(steps.answerOffer(c, 'p1', { says: 'started', attendedOn: day }, day).allowed, true)
  const answered = of(accepted, offered, started)
  assert.equal(steps.answerOffer(answered, 'p1', { says: 'started', attendedOn: day }, day).allowed, false)
})

describe('the checks', () => {
  test('are RL01 to RL28, once each', () => {
    const codes = authorityChecks.map(check => check.code).sort()
    assert.deepEqual(
      codes,
      Array.from({ length: 28 }, (_, i) => `RL${String(i + 1).padStart(2, '0')}`),
    )
  })
})

/** Random steps, each asked for with plausible words, by somebody who may. */
const aStep = fc.record({
  pick: fc.nat(40),
  days: fc.nat(30),
  level: fc.constantFrom(...levels),
  check: fc.constantFrom(...authorityChecks.map(check => check.code)),
  proof: fc.constantFrom('seen', 'spoken to', 'confirmed by an organisation', 'claimed'),
  outcome: fc.constantFrom(...outcomes.map(outcome => outcome.code)),
  by: fc.constantFrom(officer, manager, { id: 'manager-2', name: 'Another', role: 'manager' }),
  yes: fc.boolean(),
})
type Random = typeof aStep extends fc.Arbitrary<infer T> ? T : never

const doing: Record<Step, (c: Case, r: Random, on: LocalDate) => ReturnType<typeof steps.note>> = {
  accept: (c, r) => steps.accept(c, { level: r.level, owner: r.by }, r.by),
  'ask for more': (c, r, on) => steps.askForMore(c, { what: 'Which GP?', due: addDays(on, r.days) }, on),
  'record answer': c => steps.recordAnswer(c, { says: 'None', from: 'School' }),
  decline: (c, r) => steps.decline(c, { because: r.yes ? 'not CME' : 'other', says: 'On a roll' }),
  'found on roll': (c, r, on) =>
    steps.foundOnRoll(
      c,
      { enrolmentId: 'e', schoolId: `s${r.pick}`, school: 'S', offerId: `o${c.seen}`, since: on },
      r.by,
    ),
  assign: (c, r) => steps.assign(c, r.by),
  'make a check': (c, r, on) =>
    r.yes
      ? steps.askCheck(c, { check: r.check, says: '', due: addDays(on, r.days) }, on)
      : steps.answerCheck(c, { check: r.check, result: 'nothing found', says: '' }),
  'record a contact': c =>
    steps.contact(c, { who: 'Mother', method: 'phone', result: 'no answer', says: '' }),
  'add a note': c => steps.note(c, { fact: 'A fact', opinion: '' }),
  review: c => steps.review(c, { says: 'Looked again' }),
  'consider safeguarding': c => steps.considerSafeguarding(c, { says: 'View', with: 'Lead' }),
  'record located': (c, r) => steps.locate(c, { proof: r.proof as 'seen', where: 'this area', says: 'x' }),
  'record lost again': c => steps.loseAgain(c, { says: 'Moved' }),
  'offer a place': (c, r, on) =>
    steps.offer(c, { offerId: `o${c.seen}`, schoolId: 's', school: 'S', startsOn: addDays(on, r.days - 10) }),
  'answer an offer': (c, r, on) => {
    if (c.state === 'monitoring' && c.attendance) {
      return steps.answerTenthDay(
        c,
        c.attendance.offerId,
        r.yes ? { says: 'attending', attendedOn: on } : { says: 'not attending', why: 'Gone' },
        on,
      )
    }
    const place = c.places.findLast(p => p.state === 'asked')
    return steps.answerOffer(
      c,
      place?.offerId ?? 'none',
      r.yes
        ? { says: 'started', attendedOn: on }
        : { says: r.pick % 2 ? 'will not come' : 'not started yet', why: 'x' },
      on,
    )
  },
  'record a start': (c, _r, on) => steps.claimStart(c, { startedOn: on, says: '', from: 'Mother' }, on),
  'record not located': (c, r) => steps.recordNotLocated(c, { says: 'Considered' }, r.yes ? manager : r.by),
  'set the level': (c, r) => steps.setLevel(c, { level: r.level, why: 'Facts' }, r.by),
  'set the standing': (c, r, on) =>
    steps.setStanding(c, { standing: r.yes ? 'CME' : 'not decided', from: on, why: 'x' }, on),
  'sign the conclusion': c =>
    steps.conclude(c, { outcome: 'IN_PROGRESS', unavoidable: 'not known', reasons: 'x' }),
  'set aside': (c, r, on) =>
    steps.setAside(c, { as: asides[r.pick % 3]!, says: 'x', until: addDays(on, r.days) }, on),
  'set the pathway': c => steps.setPathway(c, { pathway: c.pathway === 'A' ? 'B' : 'A', says: 'x' }),
  'take back': c => steps.takeBack(c, { says: 'x' }),
  'record proof': (c, r, on) =>
    steps.recordProof(c, { outcome: r.outcome, facts: r.pick % 7 === 0 ? {} : factsOf(r.outcome, on) }, on, {
      compulsoryAgeEnds: r.yes ? addDays(on, -1) : addDays(on, 300),
    }),
  close: (c, r) =>
    steps.close(
      c,
      { outcome: r.yes ? (c.proof?.outcome ?? 'O01') : r.outcome, says: 'Done', record: nothingLeft },
      r.by,
    ),
  reopen: c => steps.reopen(c, { why: 'News' }),
}

/** Walks a case through random allowed steps, and hands each step's before and after to `look`. */
function walk(
  taken: readonly Random[],
  look: (before: Case, step: Step, now: Case, on: LocalDate, events: Happened[]) => void,
) {
  let on = day
  const history = [received()]
  let c = caseFrom(history)
  for (const random of taken) {
    on = addDays(on, random.days)
    const open = nextSteps[c.state]
    const step = open[random.pick % open.length]!
    // So that the long list is reached at all: now and then every check comes back.
    if (step === 'record not located') {
      for (const check of checksMissing(c)) {
        const event = made(
          { type: 'check-answered', check: check.code, result: 'nothing found', says: '' },
          on,
        )
        history.push(event)
        c = after(c, event)
      }
      const view = made({ type: 'safeguarding-considered', says: 'View', with: 'Lead' }, on)
      history.push(view)
      c = after(c, view)
    }
    const decision = doing[step](c, random, on)
    if (!decision.allowed) {
      assert.ok(decision.refusals.length > 0)
      continue
    }
    const before = c
    for (const happened of decision.value) {
      const event = made(happened, on, random.by)
      history.push(event)
      c = after(c, event)
    }
    look(before, step, c, on, decision.value)
  }
  assert.deepEqual(c, caseFrom(history))
}

const thousands = { numRuns: 3000 }
const sequences = fc.array(aStep, { maxLength: 80, size: 'max' })

test('an open case always has a next step and a day for it; a closed one has none', () => {
  fc.assert(
    fc.property(sequences, taken => {
      walk(taken, (_before, _step, now) => {
        const next = nextStep(now)
        assert.equal(next !== undefined, isOpen(now))
        assert.equal(now.closedOn === undefined, isOpen(now))
        if (next) {
          assert.match(next.due, /^\d{4}-\d\d-\d\d$/)
          assert.ok(may(now, next.step), `${next.step} at ${now.state}`)
          assert.ok(next.says && next.because)
        }
      })
    }),
    thousands,
  )
})

test('a case closes only with a confirmed outcome; "not located" never closes it, and no day that passes does', () => {
  let closings = 0
  fc.assert(
    fc.property(sequences, taken => {
      walk(taken, (before, step, now, _on, events) => {
        if (now.state === 'not located') assert.equal(now.closedOn, undefined)
        if (now.state !== 'closed') return
        if (before.state === 'closed') return
        closings += 1
        assert.equal(step, 'close')
        const outcome = now.outcome!
        assert.ok(!['O11', 'O12'].includes(outcome))
        if (outcome === 'O01') assert.ok(before.attendance && (before.attendance.found || before.tenthDay))
        else assert.equal(before.proof?.outcome, outcome)
        assert.equal(events.length, 1)
      })
    }),
    thousands,
  )
  assert.ok(closings > 50, `only ${closings} closings were tried: the property says little`)
})

test('the moves in the table are exactly those that cases make', () => {
  const moved = new Set<string>()
  fc.assert(
    fc.property(sequences, taken => {
      walk(taken, (before, step, now) => {
        if (before.state !== now.state) moved.add(`${before.state} --${step}--> ${now.state}`)
      })
    }),
    { numRuns: 6000, seed: 20261120 },
  )
  const table = moves.flatMap(({ step, from, to }) =>
    from.filter(state => state !== to).map(state => `${state} --${step}--> ${to}`),
  )
  assert.deepEqual([...moved].sort(), table.sort())
  for (const { step, from } of moves)
    for (const state of from) assert.ok(may({ state }, step), `${step} at ${state}`)
})

test('the diagram in the README is printed from the table', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  const start = '<!-- states -->\n'
  const shown = readme.slice(readme.indexOf(start) + start.length, readme.indexOf('<!-- end of states -->'))
  assert.equal(shown, diagram())
})

describe('a child whom a school confirmed as attending, and who is missing again', () => {
  const confirmed = [
    received(),
    made(accepted),
    made(offered),
    made(started),
    made({ type: 'tenth-day-confirmed', offerId: 'p1', schoolId: 'birch', school: 'Birch', attendedOn: day }),
  ]
  const gone = (standing: 'CME' | undefined, schoolId = 'birch'): Happened => ({
    type: 'removal-added',
    enrolmentId: 'e',
    schoolId,
    school: 'Birch Secondary',
    says: 'Removed, with no next school',
    standing,
  })

  test('is counted again when the whereabouts are lost, or another place is offered', () => {
    assert.equal(caseFrom(confirmed).standing, 'not CME')
    const lost = caseFrom([...confirmed, made({ type: 'whereabouts-lost', says: 'Moved out' })])
    assert.equal(lost.standing, 'possible CME')
    const other = caseFrom([...confirmed, made({ ...offered, offerId: 'p2' })])
    assert.equal(other.standing, 'possible CME')
  })

  test('is CME when that school removes the name and no roll is left, and the case does not close on its word', () => {
    const c = caseFrom([...confirmed, made(gone('CME'))])
    assert.equal(c.standing, 'CME')
    assert.equal(c.attendance, undefined)
    assert.ok(nextStep(c))
    assert.equal(steps.close(c, { outcome: 'O01', says: 'x', record: nothingLeft }, manager).allowed, false)
  })

  test('is not, where another roll is left, or another school than the one that confirmed removes the name', () => {
    for (const event of [gone(undefined), gone('CME', 'alder')]) {
      const c = caseFrom([...confirmed, made(event)])
      assert.equal(c.standing, 'not CME')
      assert.ok(c.attendance)
    }
  })

  test('of a case not decided on yet, a removal leaves the count to triage', () => {
    assert.equal(caseFrom([received(), made(gone('CME'))]).standing, 'possible CME')
    assert.equal(caseFrom([received(), made(accepted), made(gone('CME'))]).standing, 'CME')
  })
})

describe('no case is out of sight because a day far ahead was written', () => {
  const opened = (level: (typeof levels)[number]) => [received({ level }), made({ ...accepted, level })]
  const latest = { 'act today': '2026-11-24', 'act this week': '2026-11-27', 'keep in view': '2026-12-04' }

  test('more is asked for until the next look at the latest', () => {
    for (const level of levels) {
      const ask = (due: LocalDate) =>
        steps.askForMore(caseFrom([received({ level })]), { what: 'Which GP?', due }, day)
      assert.equal(ask(localDate(latest[level])).allowed, true, level)
      const refused = ask(addDays(localDate(latest[level]), 1))
      assert.equal(refused.allowed, false, level)
      assert.match(refused.allowed ? '' : refused.refusals[0]!.says, /is the latest/)
    }
  })

  test('a child who waits for a start is looked at again before it; from the review on, the start is heard of', () => {
    for (const level of levels) {
      const review = localDate(latest[level])
      const next = (startsOn: LocalDate): NextStep =>
        nextStep(caseFrom([...opened(level), made({ ...offered, startsOn })]))!
      assert.deepEqual([next(addDays(review, 1)).step, next(addDays(review, 1)).due], ['review', review])
      assert.equal(next(review).step, 'answer an offer')
      assert.equal(next(localDate('2027-04-12')).due, review)
    }
  })

  test('a child found elsewhere is not looked for a place here', () => {
    const where = (at: 'abroad' | 'another authority' | 'this area') =>
      nextStep(
        caseFrom([...opened('keep in view'), made({ type: 'located', proof: 'seen', where: at, says: 'x' })]),
      )!.step
    assert.deepEqual(
      [where('abroad'), where('another authority'), where('this area')],
      ['record proof', 'record proof', 'offer a place'],
    )
  })
})
