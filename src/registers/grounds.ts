/**
 * May this name come off the register, on this ground, on this day, with what is shown? Every ground there is, and the answer.
 *
 * School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(1): fifteen grounds for pupils of compulsory
 * school age. Regulation 9(3): a list of its own for the others, of which nobody here has read the words. There are no more.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import { laterOf } from '../calendar/local-date.ts'
import { type Ground, type GroundFacts, groundQuestions, metSince } from './ground.ts'
import type { Missing } from './ground-demand.ts'
import { absentTwentyDays, notBackFromLeave, youngerAbsent } from './grounds-away.ts'
import {
  dualRegistrationEnds,
  livesTooFar,
  notContinuingAfterNursery,
  registeredElsewhere,
  youngerNotContinuing,
} from './grounds-elsewhere.ts'
import {
  boardingFeesUnpaid,
  detained,
  died,
  leftIndependentSchool,
  overCompulsoryAge,
  permanentlyExcluded,
  youngerDied,
  youngerExcluded,
  youngerLeft,
} from './grounds-leaving.ts'
import { educatedOtherwise, orderAmended, orderRevoked } from './grounds-orders.ts'
import { type Follows, whatFollows } from './removal-follows.ts'

/** Every ground: the fifteen of regulation 9(1) in their order, then those of regulation 9(3). */
export const grounds: readonly Ground[] = [
  registeredElsewhere,
  notContinuingAfterNursery,
  dualRegistrationEnds,
  orderAmended,
  orderRevoked,
  educatedOtherwise,
  livesTooFar,
  notBackFromLeave,
  absentTwentyDays,
  detained,
  died,
  overCompulsoryAge,
  boardingFeesUnpaid,
  leftIndependentSchool,
  permanentlyExcluded,
  youngerLeft,
  youngerAbsent,
  youngerDied,
  youngerExcluded,
  youngerNotContinuing,
]

/** The ground with this code, such as `R9-I` or `R9-3-LEFT`. */
export const groundWithCode = (code: string): Ground | undefined => grounds.find(one => one.code === code)

export type GroundAnswer = {
  readonly ground: string
  readonly on: LocalDate
  readonly allowed: boolean
  /** Everything that is missing, in the order a person works through it. */
  readonly missing: readonly Missing[]
  /** The earliest day on which the name could lawfully come off. Nothing where more than time is missing. */
  readonly earliest: LocalDate | undefined
  /** What must follow: once it has come off, or now that it may not. */
  readonly follows: readonly Follows[]
}

/** Asks a ground. Gives everything that is missing at once; where nothing is, the earliest day and what must follow. */
export function askGround(ground: Ground, facts: GroundFacts): GroundAnswer {
  const missing = groundQuestions(ground, facts).flatMap(question => question.refusals)
  const allowed = missing.length === 0
  return {
    ground: ground.code,
    on: facts.proposedOn,
    allowed,
    missing,
    earliest: earliestOf(ground, facts, missing),
    follows: whatFollows(ground, facts, allowed),
  }
}

function earliestOf(ground: Ground, facts: GroundFacts, missing: readonly Missing[]): LocalDate | undefined {
  const waits = missing.map(one => one.from)
  if (waits.some(day => day === undefined)) return undefined
  const days = [facts.today, metSince(ground, facts), ...waits].filter(day => day !== undefined)
  return days.reduce(laterOf)
}
