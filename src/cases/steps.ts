/**
 * May this step be taken now, and what does it write? One function a step: the case, what the person gave, who they are.
 *
 * Each asks the table of next steps first, then its own rule, and answers with all the reasons against it or with what
 * happened. None of them writes anything.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { Decision, Refusal } from '../platform/errors.ts'
import { checkOf } from './authority-checks.ts'
import {
  type Aside,
  type Case,
  checksMissing,
  type Happened,
  isOpen,
  may,
  needsTenthDay,
  type Pathway,
  type Sighting,
  type Standing,
  type Step,
  tenthDayOf,
  type Whereabouts,
} from './case.ts'
import { dueBy, type Level, monthlyReview, urgencyOf } from './clocks.ts'
import { type ClosingFacts, type ClosureRecord, outcomeOf, refusalsToClose } from './closing.ts'
import { type Facts, type Known, problemsWithProof } from './proofs.ts'

/** Who takes the step. */
export type Doer = { readonly id: string; readonly name: string; readonly role: string }
type Decided = Decision<Happened[]>
const allowed = (happened: Happened[]): Decided => ({ allowed: true, value: happened })
const refused = (...refusals: Refusal[]): Decided => ({ allowed: false, refusals })

/** How a state is called in a sentence about the case. */
const stands = (c: Case): string => (isOpen(c) ? `The case is at “${c.state}”` : `The case is ${c.state}`)

function step(c: Case, wanted: Step, against: readonly Refusal[], ...happened: Happened[]): Decided {
  const refusals = may(c, wanted)
    ? [...against]
    : [{ says: `${stands(c)}: this step is not open now` }, ...against]
  return refusals.length > 0 ? refused(...refusals) : allowed(happened)
}
const unless = (holds: boolean, says: string, cites?: string): Refusal[] =>
  holds ? [] : [cites === undefined ? { says } : { says, cites }]

/** Takes a referral on. The officer may judge it more or less urgent than the school did; lowering needs a manager. */
export function accept(
  c: Case,
  given: { level: Level; owner: { id: string; name: string } },
  by: Doer,
): Decided {
  return step(c, 'accept', lowering(c, given.level, by), {
    type: 'accepted',
    level: given.level,
    ownerId: given.owner.id,
    ownerName: given.owner.name,
  })
}

/**
 * From “act today” down it takes two people: one asks, with a reason, and another agrees; one of them is a manager. Trust, 5 (two
 * people). `asked` is who asked for it: the risk page brings it.
 */
function lowering(c: Case, to: Level, by: Doer, asked?: { readonly id: string }): Refusal[] {
  if (urgencyOf(to) >= urgencyOf(c.level) || c.level !== 'act today') return []
  if (!asked)
    return [{ says: 'The situation is “act today”. Two people lower it: ask for it on the Risk page' }]
  return [
    ...unless(asked.id !== by.id, 'Another person than the one who asked must agree'),
    ...unless(by.role === 'manager', 'The situation is “act today”. One of the two must be a manager'),
  ]
}

/** Asks for what is needed to decide. The answer is not waited for longer than an open case is left before it is looked at again. */
export function askForMore(c: Case, given: { what: string; due: LocalDate }, on: LocalDate): Decided {
  const latest = dueBy('review', c.level, on)
  return step(
    c,
    'ask for more',
    [
      ...unless(given.what !== '', 'Say what you need to know'),
      ...unless(given.due >= on, 'The day to answer by has passed'),
      ...unless(
        given.due <= latest,
        `${inWords(latest)} is the latest: nobody has decided on this child yet, and it is looked at again by then`,
      ),
    ],
    { type: 'more-asked', ...given },
  )
}

export function recordAnswer(c: Case, given: { says: string; from: string }): Decided {
  return step(c, 'record answer', unless(given.says !== '', 'Write what the answer was'), {
    type: 'answered',
    ...given,
  })
}

export function decline(
  c: Case,
  given: { because: Extract<Happened, { type: 'declined' }>['because']; says: string },
): Decided {
  return step(c, 'decline', unless(given.says !== '', 'Say why, so that the school can read it'), {
    type: 'declined',
    ...given,
  })
}

export function assign(c: Case, owner: { id: string; name: string }): Decided {
  return step(c, 'assign', [], { type: 'assigned', ownerId: owner.id, ownerName: owner.name })
}

export function askCheck(
  c: Case,
  given: { check: string; says: string; due: LocalDate },
  on: LocalDate,
): Decided {
  return step(
    c,
    'make a check',
    [
      ...unless(checkOf(given.check) !== undefined, 'There is no such check'),
      ...unless(given.due >= on, 'The day to answer by has passed'),
    ],
    { type: 'check-asked', ...given },
  )
}

export function answerCheck(
  c: Case,
  given: { check: string; result: Extract<Happened, { type: 'check-answered' }>['result']; says: string },
): Decided {
  return step(
    c,
    'make a check',
    [
      ...unless(checkOf(given.check) !== undefined, 'There is no such check'),
      ...unless(given.result !== 'not needed' || given.says !== '', 'Say why this check is not needed'),
      ...unless(given.result !== 'something found' || given.says !== '', 'Write what was found'),
    ],
    { type: 'check-answered', ...given },
  )
}

export function contact(
  c: Case,
  given: { who: string; method: string; result: string; says: string },
): Decided {
  return step(c, 'record a contact', unless(given.who !== '', 'Say who you tried to reach'), {
    type: 'contact',
    ...given,
  })
}

export function note(c: Case, given: { fact: string; opinion: string }): Decided {
  return step(
    c,
    'add a note',
    unless(given.fact !== '' || given.opinion !== '', 'Write a fact, an opinion, or both'),
    {
      type: 'note',
      ...given,
    },
  )
}

export function review(c: Case, given: { says: string }): Decided {
  return step(c, 'review', unless(given.says !== '', 'Write what you looked at and what comes next'), {
    type: 'reviewed',
    ...given,
  })
}

export function considerSafeguarding(c: Case, given: { says: string; with: string }): Decided {
  return step(c, 'consider safeguarding', unless(given.says !== '', 'Write the safeguarding view'), {
    type: 'safeguarding-considered',
    ...given,
  })
}

export function locate(c: Case, given: { proof: Sighting; where: Whereabouts; says: string }): Decided {
  return step(
    c,
    'record located',
    unless(given.says !== '', 'Say who saw, spoke to or confirmed, and when'),
    {
      type: 'located',
      ...given,
    },
  )
}

export function loseAgain(c: Case, given: { says: string }): Decided {
  return step(c, 'record lost again', unless(given.says !== '', 'Say what has changed'), {
    type: 'whereabouts-lost',
    ...given,
  })
}

/** A place asked for at a school. Only one at a time is waited for. */
export function offer(
  c: Case,
  given: { offerId: string; schoolId: string; school: string; startsOn: LocalDate },
): Decided {
  const waiting = c.places.find(place => place.state === 'asked')
  return step(
    c,
    'offer a place',
    unless(!waiting, `${waiting?.school} has not answered yet. Withdraw that first, or wait for its answer`),
    { type: 'place-offered', ...given },
  )
}

/** The child seems to be on this roll already: the school is asked, and its answer is the proof. */
export function foundOnRoll(
  c: Case,
  given: {
    enrolmentId: string
    otherChildId?: string
    schoolId: string
    school: string
    offerId: string
    since: LocalDate
  },
  by: Doer,
): Decided {
  const asked = c.places.some(place => place.schoolId === given.schoolId && place.state === 'asked')
  const decided = step(c, 'found on roll', unless(!asked, `${given.school} has been asked already`), {
    type: 'found-on-roll',
    ...given,
  })
  if (!decided.allowed || c.owner) return decided
  return allowed([{ type: 'assigned', ownerId: by.id, ownerName: by.name }, ...decided.value])
}

export function withdrawOffer(c: Case, given: { offerId: string; says: string }): Decided {
  const place = c.places.find(p => p.offerId === given.offerId)
  return step(
    c,
    'answer an offer',
    [
      ...unless(place?.state === 'asked', 'This place is not being waited for'),
      ...unless(given.says !== '', 'Say why the place is withdrawn'),
    ],
    { type: 'place-withdrawn', offerId: given.offerId, school: place?.school ?? '', says: given.says },
  )
}

export type OfferAnswer =
  | { says: 'started'; attendedOn: LocalDate }
  | { says: 'not started yet' | 'will not come'; why: string }

/** The receiving school's own word. Only this makes a start into a fact. */
export function answerOffer(c: Case, offerId: string, answer: OfferAnswer, on: LocalDate): Decided {
  const place = c.places.find(p => p.offerId === offerId)
  const against = unless(place?.state === 'asked', 'This has been answered already, or was withdrawn')
  if (!place) return refused(...against)
  if (answer.says === 'started') {
    return step(
      c,
      'answer an offer',
      [
        ...against,
        ...unless(
          answer.attendedOn <= on,
          `${inWords(answer.attendedOn)} is still to come. Answer when the child has attended`,
        ),
      ],
      {
        type: 'attendance-confirmed',
        offerId,
        schoolId: place.schoolId,
        school: place.school,
        attendedOn: answer.attendedOn,
      },
    )
  }
  return step(c, 'answer an offer', against, {
    type: 'not-started',
    offerId,
    school: place.school,
    coming: answer.says === 'will not come' ? 'will not come' : 'still expected',
    says: answer.why,
  })
}

/** Someone says the child has started. Worth writing down; not proof. */
export function claimStart(
  c: Case,
  given: { startedOn: LocalDate; says: string; from: string },
  on: LocalDate,
): Decided {
  return step(
    c,
    'record a start',
    [
      ...unless(given.startedOn <= on, 'The first day is still to come'),
      ...unless(given.from !== '', 'Say who told you'),
    ],
    { type: 'started-claimed', ...given },
  )
}

/**
 * Not located: the long list. It never closes the case, and it needs everything to have been tried, the safeguarding lead's view by
 * one person, and the word of a manager who is another. Takes the codes of the checks that the authority requires. On the long list
 * already it is what ends a term's search.
 */
export function recordNotLocated(
  c: Case,
  given: { says: string },
  by: Doer,
  required?: readonly string[],
): Decided {
  const missing = checksMissing(c, c.reSearch?.checks ?? required)
  const cites = 'Children missing education: statutory guidance, September 2025'
  const practice = 'Onroll practice: outcomes and their proof'
  const view = c.safeguarding
  return step(
    c,
    'record not located',
    [
      ...missing.map(check => ({
        says: `${check.code} has no answer yet: ${check.label}`,
        cites: 'Onroll practice: authority checks',
      })),
      ...unless(
        view !== undefined && view.with !== '',
        'Record first what the safeguarding lead thinks: does what we do not know amount to a risk? Name the lead',
        cites,
      ),
      ...unless(given.says !== '', 'Write what was considered, and what was decided', cites),
      ...unless(by.role === 'manager', 'A manager records a child as not located'),
      ...unless(
        by.role !== 'manager' || view?.byId === undefined || (view.byId !== by.id && view.with !== by.name),
        `${by.name} wrote the safeguarding view: another manager records it, as a second person`,
        practice,
      ),
    ],
    { type: 'not-located', says: given.says, safeguardingLead: view?.with ?? '' },
  )
}

/** Begins the search of a term anew for a child not located. Once a term. */
export function beginReSearch(
  c: Case,
  { termFrom, ...given }: { term: string; termFrom: LocalDate; checks: readonly string[]; due: LocalDate },
): Decided {
  const against = [
    ...unless(
      c.notLocatedOn === undefined || c.notLocatedOn < termFrom,
      'Everything was searched this term, before the child was recorded as not located',
    ),
    ...unless(c.notLocatedOn !== undefined && isOpen(c), 'The child is not on the long list'),
    ...unless(c.reSearch?.term !== given.term && c.searchedInTerm !== given.term, 'Begun already this term'),
  ]
  return against.length > 0 ? refused(...against) : allowed([{ type: 're-search-begun', ...given }])
}

export function setLevel(
  c: Case,
  given: { level: Level; why: string; asked?: { readonly id: string } },
  by: Doer,
): Decided {
  return step(
    c,
    'set the level',
    [
      ...unless(given.level !== c.level, `It is “${c.level}” already`),
      ...unless(given.why !== '', 'Say which facts made you change it'),
      ...lowering(c, given.level, by, given.asked),
    ],
    { type: 'level-set', level: given.level, why: given.why },
  )
}

export function setStanding(
  c: Case,
  given: { standing: Standing; from: LocalDate; why: string },
  on: LocalDate,
): Decided {
  return step(
    c,
    'set the standing',
    [...unless(given.why !== '', 'Say why'), ...unless(given.from <= on, 'The day is still to come')],
    { type: 'standing-set', ...given },
  )
}

export function conclude(
  c: Case,
  given: { outcome: string; unavoidable: 'yes' | 'no' | 'not known'; reasons: string },
): Decided {
  return step(
    c,
    'sign the conclusion',
    unless(given.reasons !== '', 'Write the reasons for the conclusion'),
    {
      type: 'concluded',
      ...given,
    },
  )
}

/**
 * Puts forward the proof of an outcome, its facts each by itself. Closing is a second step, sometimes a second person's. Takes what
 * is known of the child's age.
 */
export function recordProof(
  c: Case,
  given: { outcome: string; facts: Facts },
  on: LocalDate,
  known: Known = {},
): Decided {
  const { outcome, facts } = given
  const wanted = outcomeOf(outcome)
  const problems = problemsWithProof(outcome, facts, on, known)
  const { says = '', from = '', ...rest } = facts
  const ended = outcome === 'O08' && known.compulsoryAgeEnds ? { ended: known.compulsoryAgeEnds } : {}
  return step(
    c,
    'record proof',
    [
      ...unless(wanted?.closes === true, 'This outcome does not close a case'),
      ...unless(
        outcome !== 'O07',
        'The other authority accepts on its own page: its acceptance is the proof, and is written here by itself',
      ),
      ...(outcome === 'O01' ? refusalsOfAttendance(c) : []),
      ...problems.map(({ field, says }) => ({ says, field })),
    ],
    {
      type: 'proof-recorded',
      outcome,
      says,
      from: outcome === 'O01' ? (c.attendance?.school ?? '') : from,
      ...(outcome === 'O02' && facts.attended ? { attendedOn: facts.attended as LocalDate } : {}),
      facts: { ...rest, ...ended },
    },
  )
}

const refusalsOfAttendance = (c: Case): Refusal[] =>
  refusalsToClose(c, 'O01', { id: '', name: '', role: '' })
    .filter(reason => /confirmed/.test(reason.says))
    .map(({ says, cites }) => ({ says, cites }))

/** Another authority has accepted the child, in writing: the proof of O07. */
export function recordAcceptance(
  c: Case,
  given: { authority: string; says: string; from: string; acceptedOn: LocalDate },
  on: LocalDate,
): Decided {
  return step(
    c,
    'record proof',
    [
      ...unless(given.acceptedOn <= on, 'The day they accepted is still to come'),
      ...unless(given.from !== '', 'Say who accepted there'),
    ],
    {
      type: 'proof-recorded',
      outcome: 'O07',
      says: given.says === '' ? `${given.authority} has accepted the child.` : given.says,
      from: given.from,
      facts: { authority: given.authority, acceptedOn: given.acceptedOn },
    },
  )
}

/** A manager does not accept the proof, and says what is missing. */
export function sendProofBack(c: Case, given: { says: string }, by: Doer): Decided {
  return step(
    c,
    'close',
    [
      ...unless(c.proof !== undefined, 'No proof is recorded'),
      ...unless(given.says !== '', 'Say what is missing'),
      ...unless(by.role === 'manager', 'A manager sends proof back'),
    ],
    { type: 'proof-sent-back', ...given },
  )
}

export type TenthDayAnswer =
  | { says: 'attending'; attendedOn: LocalDate }
  | { says: 'not attending'; why: string }

/** The school's word on the tenth day after a first day that it confirmed. That the child stays away may be said at any time. */
export function answerTenthDay(c: Case, offerId: string, answer: TenthDayAnswer, on: LocalDate): Decided {
  const { attendance } = c
  const place = c.places.find(one => one.offerId === offerId)
  const waiting = attendance?.offerId === offerId && needsTenthDay(c)
  if (!attendance || !place || !waiting) {
    return refused({ says: 'This is not asked any more, or was answered already' })
  }
  const { schoolId, school } = place
  if (answer.says === 'not attending') {
    return step(c, 'answer an offer', unless(answer.why !== '', 'Write what you know about why'), {
      type: 'not-attending',
      offerId,
      schoolId,
      school,
      says: answer.why,
    })
  }
  const tenth = tenthDayOf(c)!
  return step(
    c,
    'answer an offer',
    [
      ...unless(answer.attendedOn <= on, `${inWords(answer.attendedOn)} is still to come`),
      ...unless(answer.attendedOn >= tenth, `The tenth day is ${inWords(tenth)}: answer then`),
    ],
    { type: 'tenth-day-confirmed', offerId, schoolId, school, attendedOn: answer.attendedOn },
  )
}

/** Closes, where nothing stands against it. Gives every reason where something does. */
export function close(
  c: Case,
  given: { outcome: string; says: string; record: ClosureRecord },
  by: Doer,
  facts: ClosingFacts = {},
): Decided {
  const reasons = [
    ...refusalsToClose(c, given.outcome, by, facts),
    ...unless(
      !facts.openRisk || given.record.risk === 'passed on',
      'A risk is open on the record: close it first, or write to whom it was passed',
    ),
    ...unless(given.record.risk !== 'passed on' || given.says !== '', 'Write to whom the risk was passed'),
  ]
  const table =
    may(c, 'close') || reasons.length > 0 ? [] : [{ says: `${stands(c)}: it cannot be closed now` }]
  if (reasons.length + table.length > 0) return refused(...reasons, ...table)
  return allowed([{ type: 'closed', ...given }])
}

/** Puts the case aside while a panel or another authority has it in hand, or holds it with a reason until a day. */
export function setAside(
  c: Case,
  given: { as: Aside; says: string; until: LocalDate },
  on: LocalDate,
): Decided {
  return step(
    c,
    'set aside',
    [
      ...unless(c.aside === undefined, `The case is ${c.aside?.as} already`),
      ...unless(given.says !== '', 'Say why'),
      ...unless(given.until >= on, 'The day has passed'),
    ],
    { type: 'set-aside', ...given },
  )
}

/**
 * Until when a case may be held: for an officer no longer than until it would be reviewed, for a manager no longer than a month, so
 * that nobody is out of sight for longer.
 */
export const longestHold = (c: Case, on: LocalDate, role: string): LocalDate =>
  role === 'manager' ? monthlyReview(on).due : dueBy('review', c.level, on)

/** Holds a case with a reason until a day. */
export function hold(c: Case, given: { says: string; until: LocalDate }, by: Doer, on: LocalDate): Decided {
  const latest = longestHold(c, on, by.role)
  const decided = setAside(c, { as: 'on hold', ...given }, on)
  const longer = unless(
    given.until <= latest,
    by.role === 'manager'
      ? `${inWords(latest)} is the latest: a case is looked at every month`
      : `${inWords(latest)} is the latest, when it would be reviewed. A manager may hold it for up to a month`,
    'Onroll practice: case status',
  )
  if (longer.length === 0) return decided
  return refused(...(decided.allowed ? [] : decided.refusals), ...longer)
}

/** Moves a case from finding the child to getting the child in, or back. The day of the event is the day of the change. */
export function setPathway(c: Case, given: { pathway: Pathway; says: string }): Decided {
  return step(
    c,
    'set the pathway',
    [
      ...unless(given.pathway !== c.pathway, 'The case is on this pathway already'),
      ...unless(given.says !== '', 'Write why the pathway changes'),
    ],
    { type: 'pathway-set', ...given },
  )
}

export function takeBack(c: Case, given: { says: string }): Decided {
  return step(
    c,
    'take back',
    [
      ...unless(c.aside !== undefined, 'The case is in hand already'),
      ...unless(given.says !== '', 'Say what was decided'),
    ],
    { type: 'taken-back', ...given },
  )
}

export function reopen(c: Case, given: { why: string; standing?: Standing | undefined }): Decided {
  return step(c, 'reopen', unless(given.why !== '', 'Say what has come to light'), {
    type: 'reopened',
    ...given,
  })
}
