/**
 * Where does this child stand on the ladder of a first day, what is the next step, and by when?
 *
 * Takes what was done, with times, and the school's own hours; gives one next step with its clock, or that the child is
 * accounted for. Nothing here is stored: it is worked out each time anybody looks, so that a call recorded late or a clock
 * that was set wrong puts it right by itself. Source: practice.md 5.1; rule T-01 (WT p16, p20); the sign of harm, T-02.
 *
 * Times are minutes since midnight of today in London; a minute of an earlier day is negative.
 */
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import { clockInWords, type DayHours } from './hours.ts'
import type { StepKind } from './steps.ts'

export type Call = {
  /** When; absent where nobody wrote the time down. */
  readonly at: number | undefined
  /** Was it today? An earlier call of this absence speaks of where the child is, and starts no clock of today. */
  readonly today: boolean
  readonly method: string | null
  readonly result: string
}
export type Step = {
  readonly kind: StepKind
  readonly at: number
  readonly toWhom?: string | undefined
  readonly says?: string | undefined
  readonly code?: string | undefined
  /** The deadline of a card, or when somebody looks again. */
  readonly nextAt?: number | undefined
  readonly by: string
}
export type LadderFacts = {
  readonly today: LocalDate
  readonly now: number
  readonly hours: DayHours
  /** Settings of the authority: `first-call-minutes` and `assessment-hours`. */
  readonly firstCallMinutes: number
  readonly assessmentHours: number
  /** The first session that needs a reason. */
  readonly awayFrom: 'AM' | 'PM'
  /** The minute at which the day of the register in question begins: 0 for today's, negative for an earlier one. */
  readonly dayBegan: number
  /** Oldest first. */
  readonly calls: readonly Call[]
  /** Of this absence, oldest first. */
  readonly steps: readonly Step[]
  /** Who may be rung and was not yet today: "contact 2, aunt". Nothing where everyone was. */
  readonly ringNext: string | undefined
}

export type RungKind =
  | 'first call'
  | 'every contact'
  | 'home visit'
  | 'tell the DSL'
  | 'risk assessment'
  | 'visit decided'
  | 'police'
  | 'second round'
  | 'end of day'
export type Rung = {
  readonly kind: RungKind
  readonly done: boolean
  readonly due: number
  readonly late: boolean
  /** Nothing to wait for: it is due from the minute that somebody heard. */
  readonly atOnce: boolean
  /** Does it concern this child? A visit that no DSL asked for is passed over, and not shown. */
  readonly applies: boolean
  /** What there is to do: a phrase. */
  readonly says: string
}
export type Account = {
  readonly how: 'reason known' | 'seen' | 'spoken to'
  readonly says: string
  readonly code?: string | undefined
}
export type Escalation = { readonly toWhom: string; readonly since: number; readonly nextAt: number }
export type Branch = 'ordinary' | 'not reassured' | 'does not have the child'

export type Standing = {
  readonly branch: Branch
  /** The ladder of this branch, in order. */
  readonly rungs: readonly Rung[]
  /** The place of the next step among the rungs; their number where all is done, and one more where accounted for. */
  readonly place: number
  readonly accounted: Account | undefined
  /** Who has this name now, and until when. A time that has passed is none. */
  readonly escalated: Escalation | undefined
  /** An escalation whose time has passed. */
  readonly lapsed: Escalation | undefined
  readonly state: string
  readonly next: Next | undefined
  /** Steps after the next one whose time has passed too. */
  readonly alsoLate: readonly Rung[]
}
export type Next = {
  readonly kind: RungKind | 'look again'
  /** What to do: "Ring contact 1, mother". */
  readonly says: string
  readonly due: number
  readonly late: boolean
  /** "first call due 9:45am", "risk assessment was due 11:40am". */
  readonly clock: string
  readonly why: string
  readonly cites: string
}

const unanswered = ['no answer', 'message left', 'no reply']
const isWorry = (result: string): result is 'not reassured' | 'does not have the child' =>
  result === 'not reassured' || result === 'does not have the child'
/** A person rings or speaks: automatic messages are no calls (practice.md 5.1), and a visit is a step of its own. */
export const isCall = ({ method }: { readonly method: string | null }): boolean =>
  method === 'phone' || method === 'in person' || method === 'video call'

const noon = 720

/** How a decision of the DSL stands in the step that the office reads. */
export const decidedSays = {
  visit: 'Visit the home now.',
  police: 'Ask the police for a welfare check now.',
} as const

/** Where the child stands now. */
export function ladder(facts: LadderFacts): Standing {
  const { now, steps } = facts
  const calls = facts.calls.filter(isCall)
  const accounted = accountOf(facts)
  const branch = branchOf(facts)
  const rungs = rungsOf(facts, calls, branch)
  const { current, lapsed } = escalationOf(steps, now)
  const first = rungs.findIndex(rung => !rung.done)
  const place = accounted ? rungs.length + 1 : first === -1 ? rungs.length : first
  const open = rungs[place]
  const next = accounted
    ? undefined
    : open
      ? nextOf(open, facts, branch)
      : lookAgain(current ?? lapsed, facts)
  return {
    branch,
    rungs,
    place,
    accounted,
    escalated: current,
    lapsed: current ? undefined : lapsed,
    state: stateOf(facts, calls, accounted, current),
    next,
    alsoLate: accounted ? [] : rungs.slice(place + 1).filter(rung => !rung.done && rung.late),
  }
}

const accounts: readonly StepKind[] = ['reason known', 'seen', 'spoken to']

/**
 * What accounts for the name of this day: a reason, or a trained adult who saw or spoke to the child. Whatever worrying is heard
 * after it takes it back: an aunt said at 9:40 that all is well, and at 10 the mother does not have the child.
 */
function accountOf(facts: LadderFacts): Account | undefined {
  const heardOf = facts.calls.findLastIndex(call => isOfToday(facts, call) && isWorry(call.result))
  const worryAt = facts.calls[heardOf]?.at ?? 0
  const step = facts.steps.findLast(
    one => accounts.includes(one.kind) && one.at >= facts.dayBegan && (heardOf === -1 || one.at >= worryAt),
  )
  if (step) {
    return {
      how: step.kind as Account['how'],
      says: step.says ?? '',
      ...(step.code !== undefined && { code: step.code }),
    }
  }
  const safe = facts.calls.findLastIndex(call => isOfToday(facts, call) && call.result === 'child safe')
  return safe > heardOf ? { how: 'reason known', says: 'The family said why.' } : undefined
}

const isOfToday = (facts: LadderFacts, call: Call): boolean => call.today || (call.at ?? 0) >= facts.dayBegan

/**
 * The worrying things that somebody heard and that still hold: all of this day, since a later call that nobody answers takes
 * nothing back; and those of an earlier day of this absence that nobody has answered since. A night does not find a child.
 */
function worriesOf(facts: LadderFacts): Call[] {
  return facts.calls.filter((call, place) => {
    if (!isWorry(call.result)) return false
    if (isOfToday(facts, call)) return true
    const isSafeSince = facts.calls.slice(place + 1).some(later => later.result === 'child safe')
    const at = call.at ?? Number.NEGATIVE_INFINITY
    const isAnswered = facts.steps.some(
      step => step.at >= at && (accounts.includes(step.kind) || step.kind === 'risk assessed'),
    )
    return !isSafeSince && !isAnswered
  })
}

/** The worst of what was heard and holds. */
function branchOf(facts: LadderFacts): Branch {
  const heard = worriesOf(facts).map(call => call.result)
  if (heard.includes('does not have the child')) return 'does not have the child'
  return heard.includes('not reassured') ? 'not reassured' : 'ordinary'
}

function rungsOf(facts: LadderFacts, calls: readonly Call[], branch: Branch): Rung[] {
  const { hours, now, steps } = facts
  const end = hours.dayEnds
  const has = (...kinds: StepKind[]) => steps.some(step => kinds.includes(step.kind))
  // An absence that begins in the afternoon has the same minutes, from the close of that register.
  const shift = facts.awayFrom === 'PM' ? hours.pmCloses - hours.amCloses : 0
  const firstDue = Math.min(hours.amCloses + shift + facts.firstCallMinutes, end)
  const today = calls.filter(call => call.today)
  const firstTried = today.reduce(
    (least, call) => (call.at !== undefined && call.at < least ? call.at : least),
    firstDue,
  )
  // From an earlier day it is due from the first minute of this one.
  const worriedAt = Math.max(worriesOf(facts)[0]?.at ?? 0, 0)
  const assessDue = branch === 'ordinary' ? Math.min(firstTried + facts.assessmentHours * 60, end) : worriedAt
  const visitDue = Math.min(Math.max(hours.visitTo + shift, firstDue), end)
  const everyDue = Math.min(Math.max(hours.visitFrom + shift, firstDue), end)
  const card = steps.findLast(step => step.kind === 'card left' && step.nextAt !== undefined)
  // What a DSL decided is done now, and no more only considered.
  const decision = steps.findLast(step => step.kind === 'risk assessed')
  const decidedAt = Math.max(decision?.at ?? 0, 0)
  const visitDecided = decision?.says === decidedSays.visit
  const policeDecided = decision?.says === decidedSays.police
  const visitedSince = steps.some(
    step =>
      decision !== undefined &&
      step.at >= decision.at &&
      (step.kind === 'visit made' || step.kind === 'visit not made'),
  )
  const policeDue =
    branch === 'does not have the child'
      ? worriedAt
      : policeDecided
        ? decidedAt
        : Math.min(card?.nextAt ?? Math.max(assessDue, visitDue), end)
  // From here the DSL decides what is done before it.
  const withDsl = has('handed to DSL', 'DSL took', 'risk assessed')

  const rung = (kind: RungKind, done: boolean, due: number, says: string): Rung => ({
    kind,
    done,
    due,
    late: !done && now > due,
    atOnce:
      (branch !== 'ordinary' &&
        (kind === 'tell the DSL' ||
          kind === 'risk assessment' ||
          (kind === 'police' && branch === 'does not have the child'))) ||
      (kind === 'visit decided' && visitDecided) ||
      (kind === 'police' && policeDecided),
    applies: kind !== 'visit decided' || visitDecided,
    says,
  })
  const firstCall = rung(
    'first call',
    withDsl || today.length > 0,
    firstDue,
    `Ring ${facts.ringNext ?? 'the family'}`,
  )
  const every = rung(
    'every contact',
    withDsl || facts.ringNext === undefined,
    everyDue,
    `Ring ${facts.ringNext ?? 'everyone'}`,
  )
  const visit = rung(
    'home visit',
    has('visit made', 'visit not made', 'risk assessed', 'police asked'),
    visitDue,
    'Consider a home visit',
  )
  const dsl = rung('tell the DSL', withDsl, worriedAt, 'Hand to the DSL')
  const assessed = rung(
    'risk assessment',
    has('risk assessed'),
    assessDue,
    withDsl ? 'The DSL writes down the risk and decides' : 'Hand to the DSL, who writes down the risk',
  )
  const police =
    branch === 'does not have the child'
      ? rung(
          'police',
          has('police asked'),
          policeDue,
          has('parent told to call police')
            ? 'Make sure the police have it, and keep the reference'
            : 'Ask the parent to call the police and everyone the child knows; call the police if the parent cannot',
        )
      : rung(
          'police',
          has('police asked', 'police not asked'),
          policeDue,
          policeDecided
            ? 'Ask the police for a welfare check, as the DSL decided'
            : 'Consider a police welfare check',
        )
  const decided = rung(
    'visit decided',
    !visitDecided || visitedSince,
    decidedAt,
    'Visit the home, as the DSL decided',
  )
  const again = rung(
    'second round',
    shift > 0
      ? today.length > 0
      : today.length > 1 && today.some(call => call.at !== undefined && call.at >= noon),
    shift > 0 ? end : Math.min(hours.pmCloses + facts.firstCallMinutes, end),
    'Ring everyone a second time',
  )
  const { current } = escalationOf(steps, now)
  const ended = rung(
    'end of day',
    current !== undefined,
    end,
    'Say who has this name, and when they look again',
  )
  switch (branch) {
    case 'ordinary':
      return [firstCall, every, visit, assessed, decided, police, again, ended]
    case 'not reassured':
      return [dsl, assessed, decided, visit, police, again, ended]
    case 'does not have the child':
      return [dsl, police, assessed, decided, again, ended]
    default:
      return branch satisfies never
  }
}

/** Whoever has the name: a person or a body, and a time in the future at which they look again. */
function escalationOf(
  steps: readonly Step[],
  now: number,
): { current: Escalation | undefined; lapsed: Escalation | undefined } {
  const all = steps.flatMap(step => {
    const toWhom = step.toWhom
    if (toWhom === undefined || step.nextAt === undefined) return []
    return [{ toWhom, since: step.at, nextAt: step.nextAt }]
  })
  return { current: all.findLast(one => one.nextAt > now), lapsed: all.findLast(one => one.nextAt <= now) }
}

function stateOf(
  facts: LadderFacts,
  calls: readonly Call[],
  accounted: Account | undefined,
  escalated: Escalation | undefined,
): string {
  if (accounted) {
    if (accounted.how === 'seen') return 'Seen'
    if (accounted.how === 'spoken to') return 'Spoken to'
    return 'Reason known'
  }
  if (escalated)
    return `Escalated to ${inSentence(escalated.toWhom)}; next look ${whenInWords(escalated.nextAt, facts.today)}`
  const took = facts.steps.findLast(step => step.kind === 'DSL took')
  if (took) return `With the DSL, ${took.by}, since ${whenInWords(took.at, facts.today)}`
  const handed = facts.steps.findLast(step => step.kind === 'handed to DSL')
  if (handed) return `Handed to the DSL ${whenInWords(handed.at, facts.today)}`
  const card = facts.steps.findLast(step => step.kind === 'card left' && (step.nextAt ?? 0) > facts.now)
  if (card) return `Waiting: a card asks for an answer by ${clockInWords(card.nextAt!)}`
  const today = calls.filter(call => call.today)
  const tried = today.filter(call => unanswered.includes(call.result)).length
  const heard = worriesOf(facts).at(-1)
  if (heard?.result === 'does not have the child') return 'The parent does not have the child'
  if (heard) return 'Someone else answered, and we are not reassured'
  if (today.length === 0) return 'Not tried today'
  const times = tried === 1 ? 'Tried once' : `Tried ${tried} times`
  return today.at(-1)?.result === 'message left' ? `Waiting for a call back. ${times}` : times
}

/** "The police" within a sentence. */
const inSentence = (whom: string): string => whom.replace(/^The /, 'the ')

/** "10:15am", or which day it is where it is not today. */
export function whenInWords(minutes: number, today: LocalDate): string {
  const day = Math.floor(minutes / 1440)
  const time = clockInWords(minutes)
  if (day === 0) return time
  if (day === 1) return `tomorrow at ${time}`
  if (day === -1) return `yesterday at ${time}`
  return `on ${inWords(addDays(today, day))} at ${time}`
}

const clockNames: Readonly<Record<RungKind, string>> = {
  'first call': 'first call',
  'every contact': 'every contact rung',
  'home visit': 'home visit considered',
  'tell the DSL': 'DSL told',
  'risk assessment': 'risk assessment',
  'visit decided': 'home visit',
  police: 'police welfare check considered',
  'second round': 'second round of calls',
  'end of day': 'somebody has it',
}

/** "risk assessment due 11:40am", "first call was due 9:45am". */
export const clockOf = ({ kind, due, late, atOnce }: Omit<Rung, 'done' | 'says'>): string =>
  atOnce
    ? `${clockNames[kind].replace(/ considered$/, '')}: now${due > 0 ? `, since ${clockInWords(due)}` : ''}`
    : `${clockNames[kind]} ${late ? 'was due' : 'due'} ${clockInWords(due)}`

function nextOf(rung: Rung, facts: LadderFacts, branch: Branch): Next {
  const { hours } = facts
  const closes = clockInWords(facts.awayFrom === 'AM' ? hours.amCloses : hours.pmCloses)
  const why: Record<RungKind, string> = {
    'first call': `The register closed at ${closes}; a person rings within ${facts.firstCallMinutes} minutes.`,
    'every contact': 'Every contact is rung in order, including one outside the home.',
    'home visit': `A home visit is considered between ${clockInWords(hours.visitFrom)} and ${clockInWords(hours.visitTo)}.`,
    'tell the DSL':
      branch === 'does not have the child'
        ? 'The parent does not have the child.'
        : 'Someone else answered, and the school is not reassured.',
    'risk assessment':
      branch === 'ordinary'
        ? `${facts.assessmentHours} hours without an answer: the DSL writes down the risk and decides.`
        : 'What was heard worries the school: the DSL decides now.',
    'visit decided': 'The DSL wrote down the risk and decided on a visit.',
    police:
      rung.atOnce && branch !== 'does not have the child'
        ? 'The DSL wrote down the risk and decided so.'
        : branch === 'does not have the child'
          ? 'A child whose parent does not know where they are is reported to the police.'
          : 'After the visit and the card, a police welfare check is considered.',
    'second round': 'Everyone is rung a second time in the afternoon.',
    'end of day':
      'Nothing is left blank: every name has a reason, was seen or spoken to, or somebody has it.',
  }
  return {
    kind: rung.kind,
    says: rung.says,
    due: rung.due,
    late: rung.late,
    clock: clockOf(rung),
    why: why[rung.kind],
    cites: branch === 'ordinary' ? 'T-01' : 'T-01, T-02',
  }
}

/** All of the day is done, and the child is still away: whoever has the name looks again at the time they said. */
function lookAgain(escalation: Escalation | undefined, { now, hours, today }: LadderFacts): Next {
  const due = escalation?.nextAt ?? hours.dayEnds
  const late = now > due
  return {
    kind: 'look again',
    says: `Ask ${escalation ? inSentence(escalation.toWhom) : 'whoever has it'} what came of it`,
    due,
    late,
    clock: `next look ${late ? 'was due' : 'due'} ${whenInWords(due, today)}`,
    why: 'Nobody has seen or spoken to the child yet, and the absence goes on.',
    cites: 'T-01',
  }
}
