/**
 * What is a case? One child and one question, and everything that was done to answer it.
 *
 * A case is its history. Nothing about it is known that its events do not say; state, level, owner, what comes next and
 * by when are all worked out here, for a page, for a list's columns and for a test alike. Who is asking makes no
 * difference.
 */
import { inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { type AuthorityCheck, authorityChecks, checkOf, requiredChecks } from './authority-checks.ts'
import {
  type Clock,
  clockAnswer,
  type DueAnswer,
  dayAsked,
  daysFor,
  inWorkingDays,
  type KeptDue,
  type Level,
  laterAnswer,
  monthlyReview,
  urgencyOf,
} from './clocks.ts'
import { type ClosureRecord, outcomeOf, type Proof } from './closing.ts'
import type { Facts } from './proofs.ts'

/** A: find the child. B: the child is found, get the child into education. */
export type Pathway = 'A' | 'B'
export type Standing = 'possible CME' | 'CME' | 'not CME' | 'not decided'

/** Who did it, kept as they were called on the day. */
export type Made = {
  readonly id: string
  readonly on: LocalDate
  readonly byId?: string | undefined
  readonly by: string
  readonly role: string
  readonly side: 'school' | 'authority' | 'system'
  /** How the next step's day was worked out when this was written: rule, version, calendar, inputs. */
  readonly nextDue?: KeptDue | undefined
  /** The day our own clock gave for what was asked here; the person may have chosen another. */
  readonly suggestedDue?: KeptDue | undefined
}

export const sightings = {
  seen: 'Seen in person by a trained adult',
  'spoken to': 'Spoken to, not seen',
  'confirmed by an organisation': 'Confirmed by an organisation',
  claimed: 'Claimed by someone, not checked',
} as const
export type Sighting = keyof typeof sightings
export const whereabouts = {
  'this area': 'In this authority’s area',
  'another authority': 'In another authority in England',
  'elsewhere in the UK': 'In Wales, Scotland or Northern Ireland',
  abroad: 'Abroad',
} as const
export type Whereabouts = keyof typeof whereabouts

/** How the authority came to know of a child. */
export type ToldHow =
  | 'referral'
  | 'removal'
  | 'by hand'
  | 'the public'
  | 'a partner'
  | 'another authority'
  | 'a telephone consultation'
  | 'a letter or email'
  | 'a roll check'
  | 'an exclusion'
  | 'home education'

/** What a case waits for besides its own state: a visit, an answer, a reply to a notice. `key` names it: `visit ID`. */
export type Task = {
  readonly key: string
  readonly says: string
  readonly due: LocalDate
  readonly since: LocalDate
}

/** Where a case stands aside while others have it in hand. It stays ours, and open. */
export const asides = ['with panel', 'handed over', 'on hold'] as const
export type Aside = (typeof asides)[number]

export type Happened =
  | {
      type: 'received'
      how: ToldHow
      referralId?: string | undefined
      enrolmentId?: string | undefined
      schoolId?: string | undefined
      school: string
      startCode: string
      level: Level
      pathway: Pathway
      says: string
      /** What the records said the child is counted as on the day; possible CME where nothing is said. */
      standing?: Standing | undefined
    }
  | {
      type: 'referral-added'
      referralId: string
      schoolId: string
      school: string
      startCode: string
      level: Level
    }
  | {
      type: 'removal-added'
      enrolmentId: string
      schoolId: string
      school: string
      says: string
      /** CME where no roll is left that the authority knows of. */
      standing?: Standing | undefined
    }
  /** Told of the child again, while the case is open. */
  | { type: 'told-again'; how: ToldHow; says: string }
  /** Something is waited for, with a day. The same key again sets a new day. */
  | { type: 'task-set'; key: string; says: string; due: LocalDate }
  | { type: 'task-done'; key: string; says: string }
  | { type: 'set-aside'; as: Aside; says: string; until: LocalDate }
  | { type: 'taken-back'; says: string }
  | { type: 'pathway-set'; pathway: Pathway; says: string }
  /** The school’s word on the tenth day after the start. */
  | { type: 'tenth-day-confirmed'; offerId: string; schoolId: string; school: string; attendedOn: LocalDate }
  /**
   * What another noun did for the case, as its chronology says it. `work`: it counts as work to find or place the child. `told`:
   * what the schools that told us may read of it.
   */
  | {
      type: 'recorded'
      what:
        | 'supervision'
        | 'visit'
        | 'place'
        | 'order'
        | 'home education'
        | 'risk'
        | 'authority'
        | 'panel'
        | 'desk'
        | 'check'
        | 'letter'
        | 'exclusion'
        | 'family'
      title: string
      lines: readonly string[]
      work: boolean
      told?: string | undefined
    }
  | { type: 'more-asked'; what: string; due: LocalDate }
  | { type: 'answered'; says: string; from: string }
  | { type: 'declined'; because: 'not CME' | 'wrong team' | 'duplicate' | 'other'; says: string }
  | { type: 'accepted'; level: Level; ownerId: string; ownerName: string }
  | { type: 'assigned'; ownerId: string; ownerName: string }
  | { type: 'check-asked'; check: string; says: string; due: LocalDate }
  | {
      type: 'check-answered'
      check: string
      result: 'nothing found' | 'something found' | 'could not say' | 'not needed'
      says: string
    }
  | { type: 'contact'; who: string; method: string; result: string; says: string }
  | { type: 'note'; fact: string; opinion: string }
  | { type: 'reviewed'; says: string }
  | { type: 'safeguarding-considered'; says: string; with: string }
  | { type: 'located'; proof: Sighting; where: Whereabouts; says: string }
  | { type: 'whereabouts-lost'; says: string }
  | {
      type: 'found-on-roll'
      enrolmentId: string
      otherChildId?: string | undefined
      schoolId: string
      school: string
      offerId: string
      since: LocalDate
    }
  | { type: 'place-offered'; offerId: string; schoolId: string; school: string; startsOn: LocalDate }
  | { type: 'place-withdrawn'; offerId: string; school: string; says: string }
  | {
      type: 'not-started'
      offerId: string
      school: string
      coming: 'still expected' | 'will not come'
      says: string
    }
  | { type: 'started-claimed'; startedOn: LocalDate; says: string; from: string }
  | {
      type: 'attendance-confirmed'
      offerId: string
      schoolId: string
      school: string
      attendedOn: LocalDate
      /** The tenth day of that school's own calendar, the first day attended being the first. */
      tenthOn?: LocalDate | undefined
    }
  /** After a first day the school says that the child does not attend. */
  | { type: 'not-attending'; offerId: string; schoolId: string; school: string; says: string }
  | { type: 'not-located'; says: string; safeguardingLead: string }
  /** A new term: the required checks are made again for a child not located, and the safeguarding lead looks again. */
  | { type: 're-search-begun'; term: string; checks: readonly string[]; due: LocalDate }
  | { type: 'level-set'; level: Level; why: string }
  | { type: 'standing-set'; standing: Standing; from: LocalDate; why: string }
  | { type: 'concluded'; outcome: string; unavoidable: 'yes' | 'no' | 'not known'; reasons: string }
  | {
      type: 'proof-recorded'
      outcome: string
      says: string
      from: string
      attendedOn?: LocalDate | undefined
      /** What makes it proof, field by field: `proofs.ts`. */
      facts?: Facts | undefined
    }
  | { type: 'proof-sent-back'; says: string }
  | { type: 'closed'; outcome: string; says: string; record?: ClosureRecord | undefined }
  | { type: 'reopened'; why: string; standing?: Standing | undefined }

export type CaseEvent = Made & Happened

export const caseStates = [
  'received',
  'triage',
  'needs information',
  'declined',
  'accepted',
  'enquiring',
  'located',
  'securing provision',
  'starting',
  'monitoring',
  'not located',
  'closed',
  'reopened',
] as const
export type CaseState = (typeof caseStates)[number]

export type Step =
  | 'accept'
  | 'ask for more'
  | 'record answer'
  | 'decline'
  | 'found on roll'
  | 'assign'
  | 'make a check'
  | 'record a contact'
  | 'add a note'
  | 'review'
  | 'consider safeguarding'
  | 'record located'
  | 'record lost again'
  | 'offer a place'
  | 'answer an offer'
  | 'record a start'
  | 'record not located'
  | 'set the level'
  | 'set the standing'
  | 'sign the conclusion'
  | 'set the pathway'
  | 'set aside'
  | 'take back'
  | 'record proof'
  | 'close'
  | 'reopen'

const always = ['add a note', 'set the level', 'set the standing'] as const
const triaging = ['accept', 'ask for more', 'decline', 'found on roll', ...always] as const
const working = [
  'assign',
  'make a check',
  'record a contact',
  'review',
  'consider safeguarding',
  'found on roll',
  'offer a place',
  'answer an offer',
  'record a start',
  'sign the conclusion',
  'set the pathway',
  'set aside',
  'take back',
  'record proof',
  'close',
  ...always,
] as const

/** What may happen next in each state. Pages offer from this table and actions check against it. */
export const nextSteps = {
  received: triaging,
  triage: triaging,
  'needs information': ['record answer', ...triaging],
  declined: ['reopen'],
  accepted: ['record located', ...working],
  enquiring: ['record located', 'record not located', ...working],
  located: ['record located', 'record lost again', ...working],
  'securing provision': ['record located', 'record lost again', ...working],
  starting: ['record located', 'record lost again', ...working],
  monitoring: ['record located', 'record lost again', ...working],
  'not located': ['record located', 'record not located', ...working],
  closed: ['reopen'],
  reopened: ['record located', ...working],
} as const satisfies Record<CaseState, readonly Step[]>

/** May this step be taken in the state the case is in? */
export const may = (c: Pick<Case, 'state'>, step: Step): boolean =>
  (nextSteps[c.state] as readonly Step[]).includes(step)

const atWork = [
  'accepted',
  'enquiring',
  'located',
  'securing provision',
  'starting',
  'monitoring',
  'not located',
  'reopened',
] as const
const toPlace = ['securing provision', 'starting'] as const

/** Every change of state there is: the step, the states it leads from, and to where. A test walks cases and compares. */
export const moves: readonly { step: Step; from: readonly CaseState[]; to: CaseState }[] = [
  { step: 'accept', from: ['received', 'triage', 'needs information'], to: 'accepted' },
  { step: 'ask for more', from: ['received', 'triage'], to: 'needs information' },
  { step: 'record answer', from: ['needs information'], to: 'triage' },
  { step: 'decline', from: ['received', 'triage', 'needs information'], to: 'declined' },
  { step: 'reopen', from: ['declined'], to: 'triage' },
  { step: 'found on roll', from: ['received', 'triage', 'needs information', ...atWork], to: 'starting' },
  { step: 'make a check', from: ['accepted', 'reopened'], to: 'enquiring' },
  { step: 'record a contact', from: ['accepted', 'reopened'], to: 'enquiring' },
  { step: 'record located', from: ['accepted', 'reopened'], to: 'enquiring' },
  { step: 'record located', from: ['accepted', 'reopened', 'enquiring', 'not located'], to: 'located' },
  { step: 'record lost again', from: ['located', ...toPlace, 'monitoring'], to: 'enquiring' },
  { step: 'offer a place', from: atWork, to: 'securing provision' },
  { step: 'answer an offer', from: ['enquiring', 'located', ...toPlace, 'not located'], to: 'monitoring' },
  { step: 'answer an offer', from: [...toPlace, 'monitoring'], to: 'located' },
  { step: 'answer an offer', from: [...toPlace, 'monitoring'], to: 'enquiring' },
  { step: 'answer an offer', from: ['monitoring'], to: 'starting' },
  { step: 'record a start', from: atWork, to: 'starting' },
  { step: 'record not located', from: ['enquiring'], to: 'not located' },
  { step: 'close', from: atWork, to: 'closed' },
  { step: 'reopen', from: ['closed'], to: 'reopened' },
]

export type CheckState = {
  askedOn?: LocalDate
  due?: LocalDate
  answeredOn?: LocalDate
  result?: Extract<Happened, { type: 'check-answered' }>['result']
}
export type Place = {
  offerId: string
  schoolId: string
  school: string
  startsOn: LocalDate
  state: 'asked' | 'started' | 'not started' | 'withdrawn'
  /** The child was found on this roll, rather than offered a place there. */
  found: boolean
}
export type NextStep = {
  readonly says: string
  readonly due: LocalDate
  readonly because: string
  readonly step: Step
  /** How the day was worked out: its rule, the days counted, what would change it. */
  readonly answer: DueAnswer
}

/** A time the case was open: from when, until when, and what it ended with. */
export type Episode = {
  readonly from: LocalDate
  readonly until: LocalDate
  readonly ended: 'closed' | 'declined'
  readonly outcome?: string | undefined
  /** Why it was taken up again. */
  readonly again: string
}

/** A case as its history makes it. */
export type Case = {
  readonly state: CaseState
  readonly pathway: Pathway
  /** Since when it is on this pathway. */
  readonly pathwayOn: LocalDate
  readonly standing: Standing
  readonly level: Level
  readonly startCode: string
  readonly schoolId?: string | undefined
  readonly school?: string | undefined
  /** The first day of all. */
  readonly openedOn: LocalDate
  /** The first day of the present episode, from which clocks run. */
  readonly episodeOn: LocalDate
  readonly episodes: number
  /** The episodes before this one, oldest first. */
  readonly earlier: readonly Episode[]
  readonly owner?: { readonly id: string; readonly name: string } | undefined
  readonly asked?: { readonly what: string; readonly due: LocalDate } | undefined
  readonly checks: Readonly<Record<string, CheckState>>
  readonly places: readonly Place[]
  readonly located?:
    | { readonly on: LocalDate; readonly proof: Sighting; readonly where: Whereabouts }
    | undefined
  /** What is waited for besides, by its key. */
  readonly tasks: Readonly<Record<string, Task>>
  readonly aside?:
    | { readonly as: Aside; readonly says: string; readonly until: LocalDate; readonly since: LocalDate }
    | undefined
  /** The school's word on the tenth day. */
  readonly tenthDay?:
    | { readonly on: LocalDate; readonly attendedOn: LocalDate; readonly school: string }
    | undefined
  readonly startClaimed?: LocalDate | undefined
  readonly attendance?:
    | {
        readonly on: LocalDate
        readonly school: string
        readonly attendedOn: LocalDate
        readonly byId?: string | undefined
        readonly offerId: string
        /** On this roll already, when it was asked: there is no first day of ours to follow up. */
        readonly found: boolean
        readonly tenthOn?: LocalDate | undefined
      }
    | undefined
  /** The latest safeguarding view: who wrote it, and who considered it with them. */
  readonly safeguarding?:
    | {
        readonly on: LocalDate
        readonly byId?: string | undefined
        readonly by: string
        readonly with: string
      }
    | undefined
  readonly notLocatedOn?: LocalDate | undefined
  /** The last day on which a check was answered, in this episode. */
  readonly lastCheckOn?: LocalDate | undefined
  /** The last day a manager looked at a child not located. */
  readonly managerLookedOn?: LocalDate | undefined
  /** The search that is made again this term; gone when all of it is answered and recorded. */
  readonly reSearch?:
    | {
        readonly term: string
        readonly checks: readonly string[]
        readonly since: LocalDate
        readonly due: LocalDate
      }
    | undefined
  /** The last term in which the search was made again. */
  readonly searchedInTerm?: string | undefined
  readonly concludedOn?: LocalDate | undefined
  readonly proof?: Proof | undefined
  readonly closedOn?: LocalDate | undefined
  readonly outcome?: string | undefined
  readonly decidedOn?: LocalDate | undefined
  /** The last day on which the authority did something to find or place the child; a note is not that. */
  readonly workedOn: LocalDate
  /** The last event's id: what a form has seen. */
  readonly seen: string
}

const openedAs: Readonly<Record<string, Pathway>> = {
  'START-07': 'B',
  'START-08': 'B',
  'START-09': 'B',
  'START-11': 'B',
}
/** The pathway a start opens on, where nobody has said otherwise. */
export const pathwayOf = (startCode: string): Pathway => openedAs[startCode] ?? 'A'

/** The case that a history makes. Takes events oldest first; the first is always `received`. Throws where it is not. */
export function caseFrom(history: readonly CaseEvent[]): Case {
  const [first, ...rest] = history
  if (first?.type !== 'received') throw new Error('A case begins with what was received')
  return rest.reduce(after, {
    state: 'received',
    pathway: first.pathway,
    pathwayOn: first.on,
    standing: first.standing ?? 'possible CME',
    level: first.level,
    startCode: first.startCode,
    schoolId: first.schoolId,
    school: first.school,
    openedOn: first.on,
    episodeOn: first.on,
    episodes: 1,
    earlier: [],
    checks: {},
    places: [],
    tasks: {},
    workedOn: first.on,
    seen: first.id,
  })
}

const deciding: readonly CaseState[] = ['received', 'triage', 'needs information']
/** Work on a case that was only accepted, or taken up again, is the beginning of the enquiries. */
const begun = (state: CaseState): CaseState =>
  state === 'accepted' || state === 'reopened' ? 'enquiring' : state

/** What is news of the child: a case on hold is on hold no longer. */
const news: ReadonlySet<Happened['type']> = new Set([
  'referral-added',
  'removal-added',
  'told-again',
  'located',
  'whereabouts-lost',
  'found-on-roll',
  'attendance-confirmed',
  'not-attending',
  'proof-recorded',
] as const)

/** The key of what is waited for when the authority is told of the child again: that somebody reads it. */
export const toldAgainKey = 'told again'

/** The first thing that somebody of the authority does after that: it has been read. */
const reads: ReadonlySet<Happened['type']> = new Set([
  'accepted',
  'more-asked',
  'assigned',
  'check-asked',
  'check-answered',
  'contact',
  'note',
  'reviewed',
  'safeguarding-considered',
  'located',
  'whereabouts-lost',
  'found-on-roll',
  'place-offered',
  'not-located',
  'level-set',
  'set-aside',
  'taken-back',
  'pathway-set',
  'proof-recorded',
] as const)

function toldAgain(c: Case, event: CaseEvent): Case {
  if (event.type === 'told-again') {
    const { due } = clockAnswer('first contact', c.level, event.on)
    const says = `Read what was told of the child again: ${event.how}`
    return { ...c, tasks: { ...c.tasks, [toldAgainKey]: { key: toldAgainKey, says, due, since: event.on } } }
  }
  if (!c.tasks[toldAgainKey] || event.side !== 'authority' || !reads.has(event.type)) return c
  const { [toldAgainKey]: _read, ...tasks } = c.tasks
  return { ...c, tasks }
}

/** A case after one more event. */
export function after(before: Case, event: CaseEvent): Case {
  const now = toldAgain(afterOne(before, event), event)
  const moved = now.pathway === before.pathway ? now : { ...now, pathwayOn: event.on }
  return moved.aside?.as === 'on hold' && news.has(event.type) ? { ...moved, aside: undefined } : moved
}

function afterOne(before: Case, event: CaseEvent): Case {
  const c: Case = { ...before, seen: event.id }
  const worked = { ...c, workedOn: laterOf(c.workedOn, event.on) }
  switch (event.type) {
    case 'received':
      return c
    case 'referral-added':
      return urgencyOf(event.level) > urgencyOf(c.level) ? { ...c, level: event.level } : c
    case 'removal-added':
      return removed(c, event)
    case 'told-again':
      return c
    case 'task-set':
      return {
        ...c,
        tasks: {
          ...c.tasks,
          [event.key]: { key: event.key, says: event.says, due: event.due, since: event.on },
        },
      }
    case 'task-done': {
      const { [event.key]: _done, ...tasks } = c.tasks
      return { ...c, tasks }
    }
    case 'set-aside':
      return { ...worked, aside: { as: event.as, says: event.says, until: event.until, since: event.on } }
    case 'taken-back':
      return { ...worked, aside: undefined }
    case 'pathway-set':
      return { ...c, pathway: event.pathway }
    case 'tenth-day-confirmed':
      return {
        ...c,
        tenthDay: { on: event.on, attendedOn: event.attendedOn, school: event.school },
      }
    case 'recorded':
      return event.work ? { ...worked, state: begun(c.state) } : c
    case 'more-asked':
      return { ...c, state: 'needs information', asked: { what: event.what, due: event.due } }
    case 'answered':
      return c.state === 'needs information' ? { ...c, state: 'triage', asked: undefined } : c
    case 'declined':
      return {
        ...c,
        state: 'declined',
        tasks: {},
        closedOn: event.on,
        asked: undefined,
        standing: event.because === 'not CME' ? 'not CME' : c.standing,
      }
    case 'accepted':
      return {
        ...worked,
        state: 'accepted',
        level: event.level,
        owner: { id: event.ownerId, name: event.ownerName },
        asked: undefined,
        decidedOn: event.on,
      }
    case 'assigned':
      return { ...c, owner: { id: event.ownerId, name: event.ownerName } }
    case 'check-asked':
      return {
        ...worked,
        state: begun(c.state),
        checks: { ...c.checks, [event.check]: { askedOn: event.on, due: event.due } },
      }
    case 'check-answered':
      return {
        ...worked,
        lastCheckOn: event.on,
        state: begun(c.state),
        checks: {
          ...c.checks,
          [event.check]: { ...c.checks[event.check], answeredOn: event.on, result: event.result },
        },
      }
    case 'contact':
      return { ...worked, state: begun(c.state) }
    case 'note':
      return c
    case 'reviewed':
      return {
        ...worked,
        ...(event.role === 'manager' && c.notLocatedOn !== undefined && { managerLookedOn: event.on }),
      }
    case 'safeguarding-considered':
      return {
        ...worked,
        safeguarding: { on: event.on, byId: event.byId, by: event.by, with: event.with },
      }
    case 'located':
      return {
        ...worked,
        // A claim is not a finding: the enquiries go on until somebody has checked it.
        state: event.proof === 'claimed' ? stillLooking(c.state) : locatedFrom(c),
        pathway: event.proof === 'claimed' ? c.pathway : 'B',
        // What somebody claims does not replace what somebody saw.
        located:
          event.proof === 'claimed' && c.located
            ? c.located
            : { on: event.on, proof: event.proof, where: event.where },
        notLocatedOn: event.proof === 'claimed' ? c.notLocatedOn : undefined,
        reSearch: event.proof === 'claimed' ? c.reSearch : undefined,
      }
    case 'whereabouts-lost':
      return {
        ...worked,
        state: 'enquiring',
        pathway: 'A',
        standing: standingWithoutAttendance(c),
        proof: undefined,
        located: undefined,
        attendance: undefined,
        tenthDay: undefined,
        startClaimed: undefined,
      }
    case 'found-on-roll':
      return {
        ...worked,
        state: 'starting',
        asked: undefined,
        decidedOn: c.decidedOn ?? event.on,
        standing: standingWithoutAttendance(c),
        attendance: undefined,
        tenthDay: undefined,
        places: [...c.places, { ...placeOf(event), startsOn: event.since, found: true }],
      }
    case 'place-offered':
      return {
        ...worked,
        state: 'securing provision',
        pathway: 'B',
        standing: standingWithoutAttendance(c),
        attendance: undefined,
        tenthDay: undefined,
        places: [...c.places, { ...placeOf(event), startsOn: event.startsOn, found: false }],
      }
    case 'place-withdrawn':
      return withPlace(worked, event.offerId, 'withdrawn')
    case 'not-started':
      return event.coming === 'still expected' ? c : withPlace(c, event.offerId, 'not started')
    case 'started-claimed':
      return { ...worked, state: 'starting', startClaimed: event.startedOn }
    case 'attendance-confirmed':
      return {
        ...withPlace(c, event.offerId, 'started'),
        state: 'monitoring',
        pathway: 'B',
        standing: 'not CME',
        notLocatedOn: undefined,
        reSearch: undefined,
        tenthDay: undefined,
        attendance: {
          on: event.on,
          school: event.school,
          attendedOn: event.attendedOn,
          byId: event.byId,
          offerId: event.offerId,
          found: c.places.some(place => place.offerId === event.offerId && place.found),
          tenthOn: event.tenthOn,
        },
      }
    case 'not-attending':
      return {
        ...withPlace({ ...c, state: 'starting' }, event.offerId, 'not started'),
        attendance: undefined,
        tenthDay: undefined,
        standing: 'not decided',
      }
    case 'not-located':
      return {
        ...worked,
        state: 'not located',
        notLocatedOn: c.notLocatedOn ?? event.on,
        managerLookedOn: event.on,
        reSearch: undefined,
        searchedInTerm: c.reSearch?.term ?? c.searchedInTerm,
      }
    case 're-search-begun': {
      // What was answered before says nothing of today: each is asked again.
      const checks = Object.fromEntries(
        Object.entries(c.checks).filter(([code]) => !event.checks.includes(code)),
      )
      const { term, due } = event
      return {
        ...c,
        checks,
        safeguarding: undefined,
        // A search of the term before that is not finished stays late: a new term does not forgive it.
        reSearch: { term, checks: event.checks, since: event.on, due: c.reSearch?.due ?? due },
      }
    }
    case 'level-set':
      return { ...c, level: event.level }
    case 'standing-set':
      return { ...c, standing: event.standing }
    case 'concluded':
      return { ...worked, concludedOn: event.on }
    case 'proof-recorded':
      return {
        ...worked,
        proof: {
          outcome: event.outcome,
          says: event.says,
          from: event.from,
          attendedOn: event.attendedOn,
          byId: event.byId,
          byName: event.by,
          on: event.on,
          facts: event.facts ?? {},
        },
      }
    case 'proof-sent-back':
      return { ...c, proof: undefined }
    case 'closed':
      return {
        ...c,
        state: 'closed',
        tasks: {},
        aside: undefined,
        closedOn: event.on,
        outcome: event.outcome,
        // Nobody waits any more, so nobody goes on seeing the child for it.
        places: c.places.map(place => (place.state === 'asked' ? { ...place, state: 'withdrawn' } : place)),
        standing: outcomeOf(event.outcome)?.standing ?? c.standing,
      }
    case 'reopened':
      return {
        ...worked,
        // What was never accepted goes back to be decided; what was worked is worked again.
        state: c.state === 'declined' ? 'triage' : 'reopened',
        closedOn: undefined,
        outcome: undefined,
        proof: undefined,
        attendance: undefined,
        tenthDay: undefined,
        startClaimed: undefined,
        located: undefined,
        notLocatedOn: undefined,
        managerLookedOn: undefined,
        lastCheckOn: undefined,
        reSearch: undefined,
        searchedInTerm: undefined,
        concludedOn: undefined,
        safeguarding: undefined,
        earlier: [
          ...c.earlier,
          {
            from: c.episodeOn,
            until: c.closedOn ?? event.on,
            ended: c.state === 'declined' ? 'declined' : 'closed',
            outcome: c.outcome,
            again: event.why,
          },
        ],
        pathway: pathwayOf(c.startCode),
        standing: event.standing ?? 'possible CME',
        checks: {},
        episodeOn: event.on,
        episodes: c.episodes + 1,
      }
    default:
      event satisfies never
      return c
  }
}

const placeOf = (event: { offerId: string; schoolId: string; school: string }) => ({
  offerId: event.offerId,
  schoolId: event.schoolId,
  school: event.school,
  state: 'asked' as const,
})

/** What a school confirmed no longer holds, and with it that the child is not missing education. */
const standingWithoutAttendance = (c: Case): Standing =>
  c.attendance && c.standing === 'not CME' ? 'possible CME' : c.standing

/**
 * A school has removed the name, with no next school confirmed, and no roll is left: of a case that is at work the child is counted
 * anew, and what that school said of attendance is of the past. Of a case not decided on yet a person says it at triage.
 */
function removed(c: Case, event: Extract<CaseEvent, { type: 'removal-added' }>): Case {
  if (event.standing !== 'CME' || isDeciding(c)) return c
  const { attendance } = c
  const place = attendance && c.places.find(one => one.offerId === attendance.offerId)
  if (place && place.schoolId !== event.schoolId) return c
  const counted: Case = { ...c, standing: 'CME' }
  if (!place) return counted
  return {
    ...withPlace({ ...counted, state: 'starting' }, place.offerId, 'not started'),
    attendance: undefined,
    tenthDay: undefined,
  }
}

const stillLooking = (state: CaseState): CaseState => begun(state)

/** Found, and where the way into school stood already, it stands there still. */
function locatedFrom(c: Case): CaseState {
  return c.state === 'securing provision' || c.state === 'starting' || c.state === 'monitoring'
    ? c.state
    : 'located'
}

/** The case with one place's answer in, and back a step where no other place is being waited for. */
function withPlace(c: Case, offerId: string, state: Place['state']): Case {
  const places = c.places.map(place => (place.offerId === offerId ? { ...place, state } : place))
  const waiting = places.some(place => place.state === 'asked' || place.state === 'started')
  if (waiting || (c.state !== 'securing provision' && c.state !== 'starting')) return { ...c, places }
  return {
    ...c,
    places,
    state: c.located && c.located.proof !== 'claimed' ? 'located' : 'enquiring',
    startClaimed: undefined,
  }
}

export const isOpen = (c: Pick<Case, 'state'>): boolean => c.state !== 'closed' && c.state !== 'declined'
export const isDeciding = (c: Pick<Case, 'state'>): boolean => deciding.includes(c.state)

/** The required checks that have no answer yet. Takes the codes that the authority requires; our own default where absent. */
export const checksMissing = (
  c: Case,
  required: readonly string[] = requiredChecks.map(check => check.code),
): AuthorityCheck[] =>
  authorityChecks.filter(check => required.includes(check.code) && !c.checks[check.code]?.answeredOn)

/** The place whose answer the case waits for: the latest asked. */
export const placeWaiting = (c: Case): Place | undefined =>
  c.places.findLast(place => place.state === 'asked')

/** How the next step begins where proof is recorded and the closing waits for a person. */
export const closingWaits = 'Decide on closing'

/**
 * What must happen next, by when, and why then. Every open case has one, whatever its history: a case that waits for
 * nothing is a child forgotten. Undefined only where the case is closed or was declined.
 */
export function nextStep(c: Case): NextStep | undefined {
  const own = ownNextStep(c)
  if (!own) return undefined
  const first = Object.values(c.tasks).sort((a, b) => (a.due < b.due ? -1 : 1))[0]
  const task: NextStep | undefined = first && {
    step: 'add a note',
    says: first.says,
    due: first.due,
    because: 'the day it was to be done or answered by',
    answer: dayAsked(first.due, first.since, first.says),
  }
  const held: NextStep | undefined = c.aside && {
    step: 'take back',
    says:
      c.aside.as === 'on hold'
        ? `Take the case up again: ${c.aside.says}`
        : c.aside.as === 'with panel'
          ? `Hear what the panel decided: ${c.aside.says}`
          : `Hear whether the other authority accepts: ${c.aside.says}`,
    due: c.aside.until,
    because: 'the day that was set when it was put aside',
    answer: dayAsked(c.aside.until, c.aside.since, c.aside.says),
  }
  // Held with a reason, its own clock waits; with a panel or another authority it is ours, and goes on.
  const waiting = c.aside?.as === 'on hold' ? [held, task] : [held, task, own]
  return waiting.filter(next => next !== undefined).reduce((a, b) => (b.due < a.due ? b : a))
}

/** What the state itself asks for next, whatever else is waited for. */
function ownNextStep(c: Case): NextStep | undefined {
  const level = `the situation is “${c.level}”`
  const clocked = (step: Step, says: string, clock: Clock, from: LocalDate, since: string): NextStep => {
    const answer = clockAnswer(clock, c.level, from, since)
    const because = `${inWorkingDays(daysFor(clock, c.level, from))} ${since}, ${inWords(from)}, because ${level}`
    return { step, says, due: answer.due, because, answer }
  }
  const due = (step: Step, says: string, answer: DueAnswer, because: string): NextStep => ({
    step,
    says,
    due: answer.due,
    because,
    answer,
  })
  const lastWork = 'the last work on it'
  if (c.proof && isOpen(c) && !isDeciding(c)) {
    return due(
      'close',
      `${closingWaits}: ${outcomeOf(c.proof.outcome)?.label.toLowerCase() ?? 'proof recorded'}`,
      clockAnswer('decide on closing', c.level, c.workedOn, 'the proof being recorded'),
      `${c.proof.byName} recorded the proof on ${inWords(c.workedOn)}; the next working day`,
    )
  }
  switch (c.state) {
    case 'received':
      return clocked('accept', 'Decide on this referral', 'triage', c.episodeOn, 'receiving it')
    case 'triage':
      return clocked(
        'accept',
        'Decide on this referral: the answer has come',
        'triage',
        c.episodeOn,
        'receiving it',
      )
    case 'needs information':
      return due(
        'record answer',
        'Get the answer to what we asked',
        c.asked
          ? dayAsked(c.asked.due, c.episodeOn, 'The day we asked for the answer by')
          : clockAnswer('answer', c.level, c.episodeOn, 'receiving it'),
        'the day we asked for it by',
      )
    case 'accepted':
    case 'reopened':
      return clocked(
        'make a check',
        'Begin the checks and try a first contact',
        'first contact',
        c.workedOn,
        'the last decision',
      )
    case 'enquiring': {
      const waiting = Object.entries(c.checks)
        .filter(([, check]) => check.due && !check.answeredOn)
        .sort(([, a], [, b]) => (a.due! < b.due! ? -1 : 1))[0]
      const review = clocked('make a check', 'Make the next checks', 'review', c.workedOn, lastWork)
      if (waiting && waiting[1].due! <= review.due) {
        const label = checkOf(waiting[0])?.label ?? waiting[0]
        return due(
          'make a check',
          `Get the answer to a check: ${label}`,
          dayAsked(waiting[1].due!, c.episodeOn, `The day asked for the answer to “${label}”`),
          'the day its answer was due',
        )
      }
      return review
    }
    case 'located':
      return clocked(...onceLocated(c.located?.where), 'review', c.workedOn, lastWork)
    case 'securing provision':
    case 'starting': {
      const place = placeWaiting(c)
      if (!place) {
        return clocked(
          'record proof',
          'Get confirmation of the first day attended',
          'review',
          c.workedOn,
          lastWork,
        )
      }
      if (place.found) {
        return due(
          'answer an offer',
          `Hear from ${place.school} whether the child attends there`,
          clockAnswer('answer', c.level, c.workedOn, 'asking the school'),
          `${inWorkingDays(daysFor('answer', c.level, c.workedOn))} asking`,
        )
      }
      const start = due(
        'answer an offer',
        `Hear from ${place.school} whether the child has started`,
        clockAnswer('hear of a start', c.level, laterOf(place.startsOn, c.workedOn), 'the start'),
        'the working day after the start',
      )
      // Until the start the child is out of education still: a start far ahead does not put the case out of sight.
      const says = `Look again: the child waits to start at ${place.school} on ${inWords(place.startsOn)}`
      const review = clocked('review', says, 'review', c.workedOn, lastWork)
      return review.due < place.startsOn ? review : start
    }
    case 'monitoring': {
      const { attendance } = c
      if (!needsTenthDay(c)) {
        return due(
          'close',
          `${closingWaits}: the child attends ${attendance?.school ?? 'a school'}`,
          clockAnswer(
            'decide on closing',
            c.level,
            laterOf(c.tenthDay?.on ?? attendance?.on ?? c.workedOn, c.workedOn),
            'the school’s word',
          ),
          'the working day after the school confirmed it',
        )
      }
      return due(
        'answer an offer',
        `Hear from ${attendance?.school ?? 'the school'} how the tenth day went`,
        laterAnswer(
          hearOfTenthDay(c),
          clockAnswer('review', c.level, laterOf(attendance?.on ?? c.workedOn, c.workedOn), lastWork),
        ),
        'after the tenth day attended, or the next review where that is later',
      )
    }
    case 'not located':
      return notLocatedNext(c, due)
    case 'closed':
    case 'declined':
      return undefined
    default:
      c.state satisfies never
      return undefined
  }
}

/** What comes next for a child who was found: a place here, or the proof of where the child is. */
function onceLocated(where: Whereabouts | undefined): [step: Step, says: string] {
  switch (where) {
    case 'abroad':
      return ['record proof', 'Get the proof that the child is abroad']
    case 'another authority':
    case 'elsewhere in the UK':
      return [
        'record proof',
        'Get the acceptance of the authority there, or its school’s word that the child attends',
      ]
    default:
      return ['offer a place', 'Find a school place']
  }
}

type Due = (step: Step, says: string, answer: DueAnswer, because: string) => NextStep

/** A manager looks every month; each term the search is made again; whichever comes first. */
function notLocatedNext(c: Case, due: Due): NextStep {
  const review = due(
    'review',
    'Look again: the child has not been located',
    monthlyReview(c.managerLookedOn ?? c.notLocatedOn ?? c.workedOn),
    'a manager looks every month for as long as the child is not located; time never closes a case',
  )
  if (!c.reSearch || c.reSearch.due > review.due) return review
  const { term, since, checks } = c.reSearch
  const left = checksMissing(c, checks).length
  const answer = dayAsked(c.reSearch.due, since, `The search of the ${term}`)
  const because = `the required checks are made again each term; ${term} began`
  if (left > 0) {
    return due(
      'make a check',
      `Search again this term: ${left} ${left === 1 ? 'check has' : 'checks have'} no answer yet`,
      answer,
      because,
    )
  }
  return c.safeguarding
    ? due('record not located', 'Record what this term’s search found', answer, because)
    : due('consider safeguarding', 'Look again with the safeguarding lead this term', answer, because)
}

/** Is the school's word on the tenth day still needed? Not of a child who was on its roll already. */
export const needsTenthDay = (c: Case): boolean =>
  c.attendance !== undefined && !c.attendance.found && c.tenthDay === undefined

/** The tenth day, the first attended being the first: of the school's own calendar where it is known, else in working days. */
export const tenthDayOf = (c: Case): LocalDate | undefined =>
  c.attendance && (c.attendance.tenthOn ?? addWorkingDays(c.attendance.attendedOn, 9))

const hearOfTenthDay = (c: Case): DueAnswer => {
  const { tenthOn, attendedOn } = c.attendance!
  return tenthOn
    ? clockAnswer('hear of a start', c.level, tenthOn, 'the tenth school day')
    : clockAnswer('tenth day', c.level, attendedOn, 'the first day attended')
}

/**
 * The day that the law's own data gives for what an event asks, where a person may choose another: kept beside what they chose.
 * Nothing for an event that asks for no day.
 */
export function suggestedDue(before: Case, happened: Happened, on: LocalDate): DueAnswer | undefined {
  if (happened.type === 'more-asked') return clockAnswer('answer', before.level, on, 'asking')
  if (happened.type === 'check-asked') return clockAnswer('agency checks', before.level, on, 'asking')
  return undefined
}
