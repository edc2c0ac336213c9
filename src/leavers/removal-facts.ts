/**
 * Everything the removal guard asks, put together from what school and authority have each recorded.
 *
 * Only what was done in this absence counts: an enquiry, a screen or a conclusion from before it began was about something
 * else. Where the two sides differ, the more careful answer holds.
 */

import type { AbsenceNow } from '../absences/absence-now.ts'
import { isCompulsoryAge } from '../calendar/age.ts'
import { type LocalDate, laterOf } from '../calendar/local-date.ts'
import { checkStates, type Enquiry, missingChecks } from '../enquiries/enquiry.ts'
import type { CheckCondition } from '../enquiries/school-checks.ts'
import type { JointOutcome, RemovalFacts, RemovalLock, Signature } from '../registers/removal.ts'

/** What one side concluded of the joint enquiries, and who signed. */
export type Conclusion = {
  readonly side: 'school' | 'authority'
  readonly outcome: JointOutcome
  readonly unavoidable: 'yes' | 'no' | 'not known'
  readonly reasons: string
  readonly signedName: string
  readonly signedOn: LocalDate
}

/** What is recorded about a child and an enrolment, as the store reads it. */
export type Recorded = {
  readonly dob: LocalDate | undefined
  readonly register: AbsenceNow
  /** The school's enquiries, oldest first. */
  readonly enquiries: readonly Enquiry[]
  /** Risk screens that a DSL signed. */
  readonly screens: readonly Signature[]
  /** In any order; the latest of each side holds. */
  readonly conclusions: readonly Conclusion[]
  /** Who was told that the name is to come off: the worker or service, and the day. */
  readonly told: readonly { readonly who: string; readonly on: LocalDate }[]
  /** Flags that hold now. */
  readonly flags: readonly string[]
  readonly isSpecialSchool: boolean
  /** Other schools whose register the child is on now. */
  readonly alsoOnRollAt: readonly string[]
  readonly requiredOfSchool: readonly string[]
  readonly requiredOfAuthority: readonly RequiredCheck[]
  /** The authority's checks that have their answer, whatever it was. */
  readonly authorityAnswers: readonly { readonly code: string; readonly on: LocalDate }[]
}

/** `quiet`: its name alone would tell a school something about the family. */
export type RequiredCheck = { readonly code: string; readonly task: string; readonly quiet: boolean }

export type Asked = {
  readonly ground: string
  readonly today: LocalDate
  readonly proposedOn: LocalDate
  readonly isReturnReady: boolean
}

/** The guard's facts for a ground asked for on a day. */
export function removalFacts(recorded: Recorded, asked: Asked): RemovalFacts {
  const { register, dob } = recorded
  const ofSchool = recorded.enquiries.filter(one => isOfThisAbsence(recorded, one.doneOn as LocalDate))
  const [schools, authoritys] = bothConclusions(recorded)
  const screen = recorded.screens.filter(({ on }) => isOfThisAbsence(recorded, on)).at(-1)
  return {
    isCompulsoryAge: dob !== undefined && isCompulsoryAge(dob, asked.proposedOn),
    ground: asked.ground,
    today: asked.today,
    proposedOn: asked.proposedOn,
    leave: register.leave,
    run: register.run,
    otherCodes: register.otherCodes,
    inSchoolAgainOn: register.inSchoolAgainOn,
    notTakenOn: register.notTakenOn,
    leaveGoesOn: register.leaveGoesOn,
    excusedNow: register.excusedNow,
    schoolChecksMissing: schoolMissing(recorded, ofSchool, screen !== undefined),
    authorityChecksMissing: authorityMissing(recorded),
    authorityReply: authoritys && {
      agrees: unlocks(authoritys.outcome) && authoritys.unavoidable === 'no',
      on: authoritys.signedOn,
      says: authoritys.reasons,
    },
    sicknessOrUnavoidableCause: causeOf(schools, authoritys),
    jointOutcome: jointOutcome(schools?.outcome, authoritys?.outcome),
    ...(schools && authoritys && { concludedOn: laterOf(schools.signedOn, authoritys.signedOn) }),
    signatures: {
      school: schools && { name: schools.signedName, on: schools.signedOn },
      safeguardingLead: screen,
      authority: authoritys && { name: authoritys.signedName, on: authoritys.signedOn },
    },
    locks: locksOf(recorded, ofSchool),
    isReturnReady: asked.isReturnReady,
  }
}

/**
 * What both sides' outcomes come to. Both must have concluded, and alike; a child found by one and not by the other has not
 * been agreed on, and a child expected back by either is expected back.
 */
export function jointOutcome(
  schools: JointOutcome | undefined,
  authoritys: JointOutcome | undefined,
): JointOutcome {
  const both = [schools, authoritys]
  if (both.includes('LOCATED_EXPECTED_TO_ATTEND')) return 'LOCATED_EXPECTED_TO_ATTEND'
  if (both.includes('LOCATED_NOT_AGREED')) return 'LOCATED_NOT_AGREED'
  if (!schools || !authoritys || both.includes('IN_PROGRESS')) return 'IN_PROGRESS'
  return schools === authoritys ? schools : 'LOCATED_NOT_AGREED'
}

/** The latest conclusion of each side in this absence: the school's, the authority's. */
export function bothConclusions(
  recorded: Pick<Recorded, 'conclusions' | 'register'>,
): [Conclusion | undefined, Conclusion | undefined] {
  const own = recorded.conclusions.filter(({ signedOn }) => isOfThisAbsence(recorded, signedOn))
  return [own.findLast(one => one.side === 'school'), own.findLast(one => one.side === 'authority')]
}

const unlocks = (outcome: JointOutcome): boolean =>
  outcome === 'NOT_LOCATED_AFTER_JOINT' || outcome === 'LOCATED_AGREED_WILL_NOT_ATTEND'

/** Without an absence on the register there is nothing that anything recorded could be about. */
function isOfThisAbsence({ register }: Pick<Recorded, 'register'>, on: LocalDate): boolean {
  return register.since !== undefined && on >= register.since
}

function causeOf(
  schools: Conclusion | undefined,
  authoritys: Conclusion | undefined,
): RemovalFacts['sicknessOrUnavoidableCause'] {
  const both = [schools, authoritys].filter(one => one !== undefined)
  const believing = both.filter(one => one.unavoidable === 'yes')
  if (believing.length > 0) return { believed: 'yes', reasons: believing.map(reasonsOf).join('; ') }
  if (both.length < 2) return undefined
  if (both.some(one => one.unavoidable !== 'no' || one.reasons.trim() === '')) {
    return { believed: 'not-known', reasons: both.map(reasonsOf).join('; ') }
  }
  return { believed: 'no', reasons: [...new Set(both.map(reasonsOf))].join('; ') }
}

const reasonsOf = (one: Conclusion): string => one.reasons.trim()

/** The conditional checks that the flags of the child make required. */
export function conditionsOf(flags: readonly string[]): CheckCondition[] {
  return [
    ...(flags.some(flag => hasSocialWorker.includes(flag)) ? (['agencies are known'] as const) : []),
    ...(flags.some(flag => flag === 'in_care' || flag === 'EHCP')
      ? (['the child is flagged for it'] as const)
      : []),
  ]
}

const hasSocialWorker: readonly string[] = ['child_protection_plan', 'child_in_need']

function schoolMissing(recorded: Recorded, enquiries: readonly Enquiry[], screenSigned: boolean): string[] {
  const states = checkStates(enquiries, {
    required: recorded.requiredOfSchool,
    conditions: conditionsOf(recorded.flags),
    screenSigned,
  })
  return missingChecks(states).map(({ check, status, because }) =>
    status === 'Not started' ? check.task : `${check.task} (${status.toLowerCase()}: ${because})`,
  )
}

/** What the authority has still to do, in words that a school may read: of some checks only that there are any. */
function authorityMissing(recorded: Recorded): string[] {
  const answered = recorded.authorityAnswers
    .filter(({ on }) => isOfThisAbsence(recorded, on))
    .map(({ code }) => code)
  const missing = recorded.requiredOfAuthority.filter(({ code }) => !answered.includes(code))
  const quiet = missing.filter(check => check.quiet).length
  return [
    ...missing.filter(check => !check.quiet).map(({ task }) => task),
    ...(quiet > 0 ? [quiet === 1 ? 'another of its own checks' : `${quiet} more of its own checks`] : []),
  ]
}

/** Told is less than answered: someone was reached or asked as an enquiry, or told of the removal itself (T-05). */
function isTold(recorded: Recorded, enquiries: readonly Enquiry[], code: string, who: string): boolean {
  const unreached = ['not needed', 'no answer', 'no reply']
  return (
    enquiries.some(one => one.checkCode === code && !unreached.includes(one.result)) ||
    recorded.told.some(one => one.who === who && isOfThisAbsence(recorded, one.on))
  )
}

function locksOf(recorded: Recorded, ofSchool: readonly Enquiry[]): RemovalLock[] {
  const { flags } = recorded
  const locks: RemovalLock[] = []
  if (flags.includes('EHCP') && recorded.isSpecialSchool) locks.push('EHCP_SPECIAL_SCHOOL')
  if (flags.includes('attendance_order')) locks.push('ATTENDANCE_ORDER')
  if (flags.includes('in_care') && !isTold(recorded, ofSchool, 'RS20', 'virtual school')) {
    locks.push('LOOKED_AFTER_SCHOOL_NOT_TOLD')
  }
  if (
    flags.some(flag => hasSocialWorker.includes(flag)) &&
    !isTold(recorded, ofSchool, 'RS15', 'social worker')
  ) {
    locks.push('SOCIAL_WORKER_NOT_TOLD')
  }
  if (recorded.alsoOnRollAt.length > 0) locks.push('DUAL_REGISTERED')
  return locks
}
