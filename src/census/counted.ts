/**
 * Is this child counted as missing education on the census day, and how?
 *
 * The Department counts the children whose status on the day is missing education, each once, with one reason, one length of
 * time, a sex and a year group. What the registers say goes before what a case says: a child on any roll is not counted,
 * whatever stands in the case. Where the two differ the child is left on the side of the law and the difference is shown, so that a
 * person can mend one or the other.
 */
import { csaStart, yearGroup } from '../calendar/age.ts'
import { addDays, earlierOf, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { type CaseEvent, caseFrom, isOpen } from '../cases/case.ts'
import { cmeStatus, type RollSpell } from '../cases/cme-status.ts'
import { otherEducation, placeSteps } from '../cases/status-today.ts'
import { type CmeDurationCode, cmeDuration, cmeDurations } from '../law/cme-durations.ts'
import type { CmeReasonCode } from '../law/cme-reasons.ts'
import { placeStepsOf } from '../places/days-out.ts'
import { type PlacingStep, placingFrom } from '../places/placing.ts'

export type CensusFacts = {
  readonly dob: LocalDate | undefined
  readonly sex: 'F' | 'M' | 'U' | undefined
  /** Time on rolls of this authority, of every record that two people said is this child. */
  readonly rolls: readonly RollSpell[]
  /** The case's events, oldest first. Those after the day are not looked at. */
  readonly history: readonly CaseEvent[]
  /** The reasons people recorded, oldest first, each from its day. */
  readonly reasons: readonly { readonly reason: CmeReasonCode; readonly from: LocalDate }[]
  /** What was done for a place for this child, oldest first. Steps after the day are not looked at. */
  readonly placing?: readonly PlacingStep[]
}

/** What a person should look at before the figure goes out. */
export type Query =
  | 'on a roll'
  | 'not of compulsory age'
  | 'educated otherwise'
  | 'counted as not CME'
  | 'birthday not known'
  | 'reason not recorded'
  | 'length not known'

export const queriesInWords: Readonly<Record<Query, string>> = {
  'on a roll':
    'The case counts the child as missing education; a register has the child on roll on that day. Not counted.',
  'not of compulsory age':
    'The case counts the child as missing education; the child is not of compulsory school age on that day. Not counted.',
  'educated otherwise':
    'The case counts the child as missing education; the child is recorded as educated otherwise. Not counted.',
  'counted as not CME':
    'On no roll here and of compulsory school age; a person counted the child as not missing education. Not counted.',
  'birthday not known': 'The date of birth is not known, so the year group is not known.',
  'reason not recorded': 'Nobody has recorded why, and the facts do not say.',
  'length not known':
    'The child was on no roll here before, and nobody recorded since when the child has lived here or been without education.',
}

export type Counted = {
  readonly counted: boolean
  readonly reason: CmeReasonCode
  readonly reasonBy: 'a person' | 'the facts' | 'nobody'
  readonly duration: CmeDurationCode
  readonly since: LocalDate | undefined
  readonly sex: 'F' | 'M' | 'U'
  /** 0 for Reception to 11; nothing where it is not known. */
  readonly year: number | undefined
  readonly queries: readonly Query[]
}

/** How the child of an open case stands on the day; nothing where the case was not open then. Takes facts of one case. */
export function countedOn(facts: CensusFacts, day: LocalDate): Counted | undefined {
  const history = facts.history.filter(event => event.on <= day)
  if (history.length === 0) return undefined
  const c = caseFrom(history)
  if (!isOpen(c)) return undefined
  const recorded = facts.reasons.findLast(one => one.from <= day)?.reason
  const sex = facts.sex ?? 'U'
  const base = { sex, reasonBy: recorded ? ('a person' as const) : ('nobody' as const) }
  if (facts.dob === undefined) {
    const isCounted = c.standing === 'CME'
    const since = isCounted ? standingSince(history) : undefined
    return {
      ...base,
      counted: isCounted,
      reason: recorded ?? 'NOT_RECORDED',
      duration: durationCode(since, day),
      since,
      year: undefined,
      queries: isCounted ? ['birthday not known', ...(recorded ? [] : ['reason not recorded' as const])] : [],
    }
  }
  const year = yearOf(facts.dob, day)
  const not = (...queries: Query[]): Counted => ({
    ...base,
    counted: false,
    reason: recorded ?? 'NOT_RECORDED',
    duration: 'UNK',
    since: undefined,
    year,
    queries,
  })
  const status = cmeStatus(
    {
      dob: facts.dob,
      rolls: facts.rolls.filter(roll => roll.from <= day),
      otherEducation: otherEducation(c),
      placeSteps: [
        ...placeSteps(c, history),
        ...placeStepsOf(placingFrom((facts.placing ?? []).filter(step => step.on <= day))),
      ],
      recordedReason: recorded,
    },
    day,
  )
  if (status.status !== 'CME') {
    const differs = c.standing === 'CME'
    if (!differs) return not()
    return not(
      status.status === 'ON_ROLL'
        ? 'on a roll'
        : status.status === 'EDUCATED_OTHERWISE'
          ? 'educated otherwise'
          : 'not of compulsory age',
    )
  }
  // A person who knows of a school elsewhere says so by the standing; it is shown beside, never silently dropped.
  if (c.standing === 'not CME') return not('counted as not CME')
  const since = isSinceKnown({ dob: facts.dob, rolls: facts.rolls }, c.startCode, day)
    ? status.since
    : undefined
  return {
    ...base,
    counted: true,
    reason: status.reason,
    reasonBy: recorded ? 'a person' : status.reason === 'NOT_RECORDED' ? 'nobody' : 'the facts',
    duration: durationCode(since, day),
    since,
    year,
    queries: [
      ...(status.reason === 'NOT_RECORDED' ? ['reason not recorded' as const] : []),
      ...(since === undefined ? ['length not known' as const] : []),
    ],
  }
}

/** The year group, Reception to Year 11; nothing where it lies outside. */
function yearOf(dob: LocalDate, day: LocalDate): number | undefined {
  const year = yearGroup(dob, day)
  return year >= 0 && year <= 11 ? year : undefined
}

/**
 * Rolls that ended here say since when; a child who reached compulsory age with no place, too. Of a child first heard of at
 * eleven nobody knows what came before, and "over 52 weeks" would be a guess.
 */
export function isSinceKnown(
  { dob, rolls }: { dob: LocalDate; rolls: readonly RollSpell[] },
  startCode: string,
  day: LocalDate,
): boolean {
  if (rolls.some(roll => roll.to !== undefined && roll.to < day)) return true
  return startCode === 'START-08' || csaStart(dob) >= addDays(day, -365)
}

/** The day from which a person last counted the child as missing education. */
function standingSince(history: readonly CaseEvent[]): LocalDate | undefined {
  const set = history.findLast(event => event.type === 'standing-set')
  return set?.type === 'standing-set' ? set.from : undefined
}

const durationCode = (since: LocalDate | undefined, day: LocalDate): CmeDurationCode => {
  const { label } = cmeDuration(since === undefined ? undefined : earlierOf(since, day), day)
  return cmeDurations.find(band => band.label === label)!.code
}

/**
 * Was the child missing education on any day between these two? Looks at each day on which anything changed: an event, the day
 * after a roll ended, the first day of compulsory age, and the first of the days.
 */
export function countedAnyTime(facts: CensusFacts, from: LocalDate, to: LocalDate): boolean {
  const days = new Set<LocalDate>([from])
  for (const event of facts.history) days.add(laterOf(event.on, from))
  for (const roll of facts.rolls) {
    if (roll.to !== undefined) days.add(laterOf(addDays(roll.to, 1), from))
  }
  if (facts.dob) days.add(laterOf(csaStart(facts.dob), from))
  return [...days].some(day => day <= to && countedOn(facts, day)?.counted === true)
}
