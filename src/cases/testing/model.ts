// A case's life by random steps: whatever is done, in whatever order, by whomever, does it keep its promises?
//
// What may close a case is worked out here a second time, from the bare history and in other words, so that a mistake in the rules
// is not taken for the rule.
import assert from 'node:assert/strict'
import { addDays, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { authorityChecks } from '../authority-checks.ts'
import {
  after,
  asides,
  type Case,
  type CaseEvent,
  caseFrom,
  checksMissing,
  type Happened,
  isDeciding,
  isOpen,
  may,
  moves,
  nextStep,
  nextSteps,
  placeWaiting,
  type Sighting,
  type Step,
  sightings,
  tenthDayOf,
} from '../case.ts'
import { levels } from '../clocks.ts'
import { outcomes } from '../closing.ts'
import { columnsOf } from '../columns.ts'
import * as steps from '../steps.ts'
import { factsOf, nothingLeft } from './proofs.ts'

/** The same numbers for the same seed, so that what went wrong can be gone through again. */
export function chance(seed: number): { upTo: (n: number) => number; yes: (share?: number) => boolean } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { upTo: n => Math.floor(next() * n), yes: (share = 0.5) => next() < share }
}
type Chance = ReturnType<typeof chance>
const one = <T>(random: Chance, of: readonly T[]): T => of[random.upTo(of.length)]!

const officer: steps.Doer = { id: 'officer', name: 'Olu Officer', role: 'cme-officer' }
export const people: readonly steps.Doer[] = [
  officer,
  { id: 'officer-2', name: 'Oda Officer', role: 'cme-officer' },
  { id: 'manager', name: 'Mina Manager', role: 'manager' },
  { id: 'manager-2', name: 'Otis Manager', role: 'manager' },
]
const day = localDate('2026-09-07')
const codes = authorityChecks.map(check => check.code)
/** Fewer than the twenty-eight, so that walks reach the long list. */
export const required = ['RL01', 'RL06']
const proofs = Object.keys(sightings) as Sighting[]

/** Each step that a person can take, with something plausible written in its form. */
export const doing: Record<
  Step,
  (c: Case, r: Chance, by: steps.Doer, on: LocalDate) => ReturnType<typeof steps.note>
> = {
  accept: (c, r, by) => steps.accept(c, { level: one(r, levels), owner: by }, by),
  'ask for more': (c, r, _by, on) =>
    steps.askForMore(c, { what: 'Which GP?', due: addDays(on, r.upTo(20) - 2) }, on),
  'record answer': (c, r) => steps.recordAnswer(c, { says: r.yes(0.9) ? 'None' : '', from: 'School' }),
  decline: (c, r) => steps.decline(c, { because: r.yes() ? 'not CME' : 'other', says: 'On a roll' }),
  'found on roll': (c, r, by, on) =>
    steps.foundOnRoll(
      c,
      {
        enrolmentId: 'e',
        schoolId: `s${r.upTo(3)}`,
        school: 'Found School',
        offerId: `f${c.seen}`,
        since: on,
      },
      by,
    ),
  assign: (c, _r, by) => steps.assign(c, by),
  'make a check': (c, r, _by, on) => {
    const check = r.yes(0.6) ? one(r, required) : one(r, codes)
    return r.yes()
      ? steps.askCheck(c, { check, says: '', due: addDays(on, r.upTo(12)) }, on)
      : steps.answerCheck(c, { check, result: 'nothing found', says: '' })
  },
  'record a contact': c =>
    steps.contact(c, { who: 'Mother', method: 'phone', result: 'no answer', says: '' }),
  'add a note': (c, r) => steps.note(c, { fact: r.yes(0.9) ? 'A fact' : '', opinion: '' }),
  review: c => steps.review(c, { says: 'Looked again' }),
  'consider safeguarding': (c, r) =>
    steps.considerSafeguarding(c, { says: 'A view', with: r.yes(0.8) ? 'Lena Lead' : '' }),
  'record located': (c, r) => steps.locate(c, { proof: one(r, proofs), where: 'this area', says: 'x' }),
  'record lost again': c => steps.loseAgain(c, { says: 'Moved' }),
  'offer a place': (c, r, _by, on) =>
    steps.offer(c, {
      offerId: `o${c.seen}`,
      schoolId: `s${r.upTo(3)}`,
      school: 'New School',
      startsOn: addDays(on, r.upTo(20) - 5),
    }),
  'answer an offer': (c, r, _by, on) => {
    if (c.attendance && !placeWaiting(c)) {
      const attendedOn = r.yes(0.7) ? on : (tenthDayOf(c) ?? on)
      return steps.answerTenthDay(
        c,
        c.attendance.offerId,
        r.yes(0.7) ? { says: 'attending', attendedOn } : { says: 'not attending', why: 'Gone' },
        on,
      )
    }
    const offerId = placeWaiting(c)?.offerId ?? c.places.at(-1)?.offerId ?? 'none'
    if (r.yes(0.1)) return steps.withdrawOffer(c, { offerId, says: 'x' })
    return steps.answerOffer(
      c,
      offerId,
      r.yes(0.6)
        ? { says: 'started', attendedOn: addDays(on, -r.upTo(3)) }
        : { says: r.yes() ? 'will not come' : 'not started yet', why: 'x' },
      on,
    )
  },
  'record a start': (c, _r, _by, on) => steps.claimStart(c, { startedOn: on, says: '', from: 'Mother' }, on),
  'record not located': (c, _r, by) => steps.recordNotLocated(c, { says: 'Considered' }, by, required),
  'set the level': (c, r, by) => {
    const asked = r.yes() ? { asked: { id: one(r, people).id } } : {}
    return steps.setLevel(c, { level: one(r, levels), why: 'Facts', ...asked }, by)
  },
  'set the standing': (c, r, _by, on) =>
    steps.setStanding(c, { standing: r.yes() ? 'CME' : 'not decided', from: on, why: 'x' }, on),
  'sign the conclusion': c =>
    steps.conclude(c, { outcome: 'IN_PROGRESS', unavoidable: 'not known', reasons: 'x' }),
  'set the pathway': (c, r) => steps.setPathway(c, { pathway: r.yes() ? 'A' : 'B', says: 'x' }),
  'set aside': (c, r, by, on) =>
    r.yes()
      ? steps.hold(c, { says: 'x', until: addDays(on, r.upTo(30)) }, by, on)
      : steps.setAside(c, { as: one(r, asides), says: 'x', until: addDays(on, r.upTo(30)) }, on),
  'take back': c => steps.takeBack(c, { says: 'x' }),
  'record proof': (c, r, _by, on) => {
    const { code } = one(r, outcomes)
    if (code === 'O07') {
      return steps.recordAcceptance(c, { authority: 'B', says: '', from: 'C', acceptedOn: on }, on)
    }
    const facts = r.yes(0.85) ? factsOf(code, on) : {}
    return steps.recordProof(c, { outcome: code, facts }, on, {
      compulsoryAgeEnds: addDays(on, r.yes() ? -1 : 300),
    })
  },
  close: (c, r, by) => {
    if (c.proof && r.yes(0.1)) return steps.sendProofBack(c, { says: 'More' }, by)
    const outcome = r.yes(0.7) ? (c.proof?.outcome ?? 'O01') : one(r, outcomes).code
    return steps.close(c, { outcome, says: 'Done', record: nothingLeft }, by)
  },
  reopen: c => steps.reopen(c, { why: 'News' }),
}

/** What others do to a case while it is open: schools, rules, the other nouns, the night. */
function fromOutside(c: Case, r: Chance, on: LocalDate): Happened[] {
  const key = `visit ${r.upTo(4)}`
  switch (r.upTo(10)) {
    case 0:
      return [{ type: 'told-again', how: 'a partner', says: 'Seen' }]
    case 1:
      return [
        {
          type: 'referral-added',
          referralId: 'r',
          schoolId: 's',
          school: 'S',
          startCode: 'START-01',
          level: one(r, levels),
        },
      ]
    case 2:
      return [
        {
          type: 'removal-added',
          enrolmentId: 'e',
          schoolId: c.places.at(-1)?.schoolId ?? 's',
          school: 'S',
          says: 'x',
          ...(r.yes() && { standing: 'CME' as const }),
        },
      ]
    case 3:
    case 4:
      return [{ type: 'task-set', key, says: 'Hear of it', due: addDays(on, r.upTo(15)) }]
    case 5:
      return [{ type: 'task-done', key, says: 'Heard' }]
    case 6: {
      const begun = steps.beginReSearch(c, {
        term: `term ${r.upTo(4)}`,
        termFrom: on,
        checks: required,
        due: addDays(on, 20),
      })
      return begun.allowed ? begun.value : []
    }
    case 7:
      return [{ type: 'recorded', what: 'visit', title: 'A visit', lines: [], work: r.yes() }]
    default:
      return [{ type: 'recorded', what: 'letter', title: 'A letter', lines: [], work: false }]
  }
}

export type Run = {
  taken: number
  refused: number
  closings: Record<string, number>
  states: Record<string, number>
  moves: Set<string>
  secondPersons: number
}

/** Goes so many steps through as many cases as that takes, and looks at each promise after each step. Throws where one is broken. */
export function explore(seed: number, steps: number): Run {
  const run: Run = { taken: 0, refused: 0, closings: {}, states: {}, moves: new Set(), secondPersons: 0 }
  for (let walk = 0; run.taken < steps; walk += 1) oneCase(chance(seed * 1_000_003 + walk), run, seed, walk)
  return run
}

const table = new Set(moves.flatMap(({ step, from, to }) => from.map(state => `${state} --${step}--> ${to}`)))

function oneCase(r: Chance, run: Run, seed: number, walk: number): void {
  let on = day
  let numbered = 0
  const history: CaseEvent[] = []
  const write = (happened: Happened, by: steps.Doer): CaseEvent => {
    numbered += 1
    const id = String(numbered).padStart(4, '0')
    const event = { ...happened, id, on, byId: by.id, by: by.name, role: by.role, side: 'authority' as const }
    history.push(event)
    return event
  }
  const first = write(
    {
      type: 'received',
      how: 'referral',
      school: 'Alder Primary',
      schoolId: 'alder',
      startCode: `START-${String(1 + r.upTo(16)).padStart(2, '0')}`,
      level: one(r, levels),
      pathway: r.yes() ? 'A' : 'B',
      says: 'A referral',
    },
    officer,
  )
  let c = caseFrom([first])
  const length = 10 + r.upTo(90)
  try {
    for (let i = 0; i < length; i += 1) {
      const before = c
      on = addDays(on, r.yes(0.4) ? 0 : r.upTo(12))
      // A day that passes is no event: nothing can have changed, whoever looks.
      assert.equal(c, before)
      const outside = isOpen(c) && r.yes(0.2)
      const by = one(r, people)
      const step = chooses(c, r)
      const decided = outside
        ? { allowed: true as const, value: fromOutside(c, r, on) }
        : doing[step](c, r, by, on)
      if (!decided.allowed) {
        run.refused += 1
        assert.ok(decided.refusals.length > 0, 'refused without a reason')
        continue
      }
      assert.ok(outside || may(before, step), `${step} was taken at ${before.state}`)
      const seenBefore = history.length
      for (const happened of decided.value) c = after(c, write(happened, by))
      assert.equal(history.length, seenBefore + decided.value.length)
      run.taken += 1
      run.states[c.state] = (run.states[c.state] ?? 0) + 1
      if (before.state !== c.state) {
        const move = `${before.state} --${step}--> ${c.state}`
        if (!outside) {
          run.moves.add(move)
          assert.ok(table.has(move), `${move} is not in the table`)
        }
      }
      promises(before, c, history, on, by, outside, run)
      if (r.yes(0.05)) assert.deepEqual(caseFrom(history), c, 'the history makes another case')
    }
    const again = caseFrom(history)
    assert.deepEqual(again, c, 'the history makes another case')
    assert.deepEqual(columnsOf(again), columnsOf(c))
  } catch (error) {
    const told = history.map(event => `${event.on} ${event.type} by ${event.by}`).join('\n  ')
    throw new Error(`Seed ${seed}, case ${walk}:\n  ${told}\n${(error as Error).message}`, { cause: error })
  }
}

/** Now and then the way to the long list, or to a closing, is gone on purpose: chance alone seldom gets so far. */
function chooses(c: Case, r: Chance): Step {
  const open = nextSteps[c.state] as readonly Step[]
  const wants = (step: Step) => open.includes(step) && r.yes(0.5)
  if (c.proof && wants('close')) return 'close'
  if (c.state === 'enquiring' || c.state === 'not located') {
    if (checksMissing(c, c.reSearch?.checks ?? required).length > 0) {
      if (r.yes(0.3)) return 'make a check'
    } else if (!c.safeguarding && r.yes(0.5)) return 'consider safeguarding'
    else if (wants('record not located')) return 'record not located'
  }
  if (c.attendance && r.yes(0.4)) return 'answer an offer'
  return one(r, open)
}

function promises(
  before: Case,
  c: Case,
  history: readonly CaseEvent[],
  on: LocalDate,
  by: steps.Doer,
  outside: boolean,
  run: Run,
): void {
  const next = nextStep(c)
  assert.equal(next !== undefined, isOpen(c), 'an open case has a next step, and a closed one has none')
  assert.equal(c.closedOn === undefined, isOpen(c))
  assert.equal(c.seen, history.at(-1)!.id)
  if (next) {
    assert.match(next.due, /^\d{4}-\d\d-\d\d$/)
    assert.ok(next.says !== '' && next.because !== '')
    assert.ok(may(c, next.step), `the next step, ${next.step}, is not open at ${c.state}`)
    assert.ok(isDeciding(c) || c.owner !== undefined, 'an accepted case has an owner')
    for (const task of Object.values(c.tasks)) {
      assert.ok(next.due <= task.due, `${task.says} is due before the next step`)
    }
    if (c.aside) assert.ok(next.due <= c.aside.until, 'the case comes back before it is taken up')
  } else {
    assert.deepEqual(c.tasks, {}, 'a closed case waits for nothing')
    assert.equal(c.aside, undefined)
    assert.ok(!c.places.some(place => place.state === 'asked'), 'a closed case asks no school')
  }
  if (outside) assert.equal(isOpen(c), isOpen(before), 'what others do closes nothing')
  if (before.closedOn === undefined && c.state === 'closed') {
    const outcome = c.outcome!
    run.closings[outcome] = (run.closings[outcome] ?? 0) + 1
    mayHaveClosed(history, outcome, by, on, run)
  }
  if (c.state === 'not located' && before.state !== 'not located') longListRight(history, by)
}

/** From the bare history of the present episode: was there proof, and a second person where one is needed? */
function mayHaveClosed(
  history: readonly CaseEvent[],
  outcome: string,
  by: steps.Doer,
  on: LocalDate,
  run: Run,
): void {
  assert.ok(outcome !== 'O11' && outcome !== 'O12', `${outcome} is no ending`)
  const begun = history.findLastIndex(event => event.type === 'reopened' || event.type === 'received')
  const episode = history.slice(begun, -1)
  const lastOf = (...types: CaseEvent['type'][]) =>
    episode.findLast(event => (types as string[]).includes(event.type))
  const proof = lastOf('proof-recorded', 'proof-sent-back', 'whereabouts-lost')
  const holds = proof?.type === 'proof-recorded' && proof.outcome === outcome ? proof : undefined
  if (outcome === 'O01') {
    const came = lastOf(
      'attendance-confirmed',
      'not-attending',
      'whereabouts-lost',
      'place-offered',
      'found-on-roll',
    )
    assert.equal(came?.type, 'attendance-confirmed', 'closed as in school without the school’s word')
    const { offerId } = came as Extract<CaseEvent, { type: 'attendance-confirmed' }>
    const found = episode.some(event => event.type === 'found-on-roll' && event.offerId === offerId)
    const tenth = episode.some(
      event =>
        event.type === 'tenth-day-confirmed' &&
        event.offerId === offerId &&
        event.id > (came as CaseEvent).id,
    )
    assert.ok(found || tenth, 'closed before the tenth day')
  } else assert.ok(holds, `closed as ${outcome} without its proof`)
  const level = history
    .slice(0, -1)
    .reduce<string>(
      (now, event) =>
        event.type === 'received' || event.type === 'accepted' || event.type === 'level-set'
          ? event.level
          : event.type === 'referral-added' &&
              levels.indexOf(event.level) < levels.indexOf(now as 'act today')
            ? event.level
            : now,
      'keep in view',
    )
  const listed = lastOf(
    'not-located',
    'located',
    'attendance-confirmed',
    'whereabouts-lost',
    'place-offered',
    'found-on-roll',
    'started-claimed',
  )
  const byManager = ['O06', 'O08', 'O10'].includes(outcome)
  const needsTwo = byManager || level === 'act today' || listed?.type === 'not-located'
  if (needsTwo) {
    run.secondPersons += 1
    assert.equal(by.role, 'manager', `${outcome} needs a manager`)
    assert.ok(holds, 'nobody put the closing forward')
    assert.notEqual(holds.byId, by.id, 'the second person is the first')
  }
  assert.ok(episode.every(event => event.on <= on))
}

/** On the long list: by a manager, after the safeguarding view of another. */
function longListRight(history: readonly CaseEvent[], by: steps.Doer): void {
  const recorded = history.at(-1)
  if (recorded?.type !== 'not-located') return
  assert.equal(by.role, 'manager')
  const view = history.findLast(event => event.type === 'safeguarding-considered')
  assert.ok(view && view.byId !== by.id, 'two people record a child as not located')
}
