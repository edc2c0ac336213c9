/**
 * May a name be removed from the register because the child cannot be found, or will not come back?
 *
 * Grounds H (not back from leave) and I (absent for 20 school days) are neither of them ever met by time alone: the Regulations
 * also need joint reasonable enquiries by school and authority, a conclusion that both share, and no reasonable grounds to
 * believe in sickness or an unavoidable cause. And a name is never removed for a day gone by.
 *
 * The guard opens nothing by itself. It lists everything that is missing, all at once, each with its source; a refusal is
 * kept by whoever asked. The other grounds are in `grounds.ts`. Removals already made in a school's own system are recorded
 * elsewhere, as the facts they are.
 */
import { inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { type Decision, decision } from '../law/decision.ts'
import { deletionGround } from '../law/deletion-grounds.ts'
import type { OtherCode } from './ground.ts'
import { type Law, law, type Missing, missing, type Question, questionOf } from './ground-demand.ts'
import { isWritten, type Signature } from './ground-fields.ts'

export type { OtherCode } from './ground.ts'
export type { Signature } from './ground-fields.ts'

/** What the joint enquiries came to. Only the first two can lead to a removal. */
export type JointOutcome =
  | 'NOT_LOCATED_AFTER_JOINT'
  | 'LOCATED_AGREED_WILL_NOT_ATTEND'
  | 'LOCATED_EXPECTED_TO_ATTEND'
  | 'LOCATED_NOT_AGREED'
  | 'IN_PROGRESS'

/** Things that hold a name on the register whatever the enquiries say. */
export type RemovalLock =
  | 'EHCP_SPECIAL_SCHOOL'
  | 'ATTENDANCE_ORDER'
  | 'LOOKED_AFTER_SCHOOL_NOT_TOLD'
  | 'SOCIAL_WORKER_NOT_TOLD'
  | 'DUAL_REGISTERED'
  | 'ANOTHER_GROUND'

export type RemovalFacts = {
  /** Of compulsory school age on the proposed day. */
  readonly isCompulsoryAge: boolean
  /** `R9-H` or `R9-I`. */
  readonly ground: string
  readonly today: LocalDate
  /** The day the name would come off: today or later. */
  readonly proposedOn: LocalDate
  /** Ground H: the leave, and the 10th school day after it (finding H-10) if the register shows one. */
  readonly leave?: { readonly endedOn: LocalDate; readonly tenDaysOn?: LocalDate | undefined } | undefined
  /** Ground I: the run of 20 school days (finding T-15), if the register shows one. */
  readonly run?: { readonly since: LocalDate; readonly twentyDaysOn: LocalDate } | undefined
  /** Ground I: marks from the first day of absence to today that are not G, N or O. */
  readonly otherCodes: readonly OtherCode[]
  /** The last day the child was in school, if after the count began: then there is no absence to remove for. */
  readonly inSchoolAgainOn?: LocalDate | undefined
  /** A school day since the count with a session that nobody recorded: whether the child came is not known. */
  readonly notTakenOn?: LocalDate | undefined
  /** Ground H: a session after the leave with a code of leave or travel, so that the leave had not ended. */
  readonly leaveGoesOn?: OtherCode | undefined
  /** Ground H: the last session taken, where its code excuses the absence. */
  readonly excusedNow?: OtherCode | undefined
  /** The first day of this absence: what was concluded and signed before it was about something else. */
  readonly awaySince?: LocalDate | undefined
  readonly schoolChecksMissing: readonly string[]
  readonly authorityChecksMissing: readonly string[]
  /** The authority's written reply. */
  readonly authorityReply?:
    | { readonly agrees: boolean; readonly on: LocalDate; readonly says: string }
    | undefined
  /** Is there reason to believe in sickness (mental health included) or an unavoidable cause? Answered with reasons. */
  readonly sicknessOrUnavoidableCause?:
    | { readonly believed: 'no' | 'yes' | 'not-known'; readonly reasons: string }
    | undefined
  readonly jointOutcome: JointOutcome
  /** The day both concluded. */
  readonly concludedOn?: LocalDate | undefined
  readonly signatures: {
    /** The headteacher or a named deputy. */
    readonly school?: Signature | undefined
    readonly safeguardingLead?: Signature | undefined
    readonly authority?: Signature | undefined
  }
  readonly locks: readonly RemovalLock[]
  /** Of a child abroad without leave: what the letters to the family and the authority's agreement still lack, in sentences. */
  readonly abroadMissing?: readonly string[] | undefined
  /** The deletion return will go with the removal. */
  readonly isReturnReady: boolean
}

const guidance = law('L-17', 'CME25', 'joint reasonable enquiries', 'second-hand')

/** May this name be removed? Gives every reason against it. Regulations 2024, regulation 9(1)(h) and (i). */
export function mayRemove(facts: RemovalFacts): Decision {
  if (facts.ground !== 'R9-H' && facts.ground !== 'R9-I') return decision([notThisGround(facts.ground)])
  return decision(removalQuestions(facts).flatMap(question => question.refusals))
}

/** What the lines of grounds H and I are about. */
export type RemovalTopic =
  | 'age'
  | 'days'
  | 'back in school'
  | 'cause'
  | 'enquiries'
  | 'conclusion'
  | 'signatures'
  | 'locks'
  | 'day'
  | 'return'

/** One thing that must be shown, and what is missing of it: nothing where it is shown. */
export type RemovalQuestion = Question<RemovalTopic>

/** Everything that must be shown for ground H or I, in the order a person works through it. */
export function removalQuestions(facts: RemovalFacts): RemovalQuestion[] {
  return [
    ageQuestion(facts),
    facts.ground === 'R9-H' ? leaveQuestion(facts) : runQuestion(facts),
    returnedQuestion(facts),
    causeQuestion(facts),
    enquiryQuestion(facts),
    outcomeQuestion(facts),
    signatureQuestion(facts),
    lockQuestion(facts),
    dateQuestion(facts),
    returnQuestion(facts),
  ]
}

/** The days on which everything that ground H or I needs was there: it is met from the latest of them. */
export function removalDays(facts: RemovalFacts): LocalDate[] {
  const { concludedOn, authorityReply, signatures, leave, run, ground } = facts
  const metOn = ground === 'R9-H' ? leave?.tenDaysOn : run?.twentyDaysOn
  const signedOn = [signatures.school?.on, signatures.safeguardingLead?.on, signatures.authority?.on]
  return [metOn, concludedOn, authorityReply?.on, ...signedOn].filter(day => day !== undefined)
}

const groundLaw = (ground: string): Law =>
  law(ground, 'Regs 2024', ground === 'R9-H' ? 'regulation 9(1)(h)' : 'regulation 9(1)(i)', 'second-hand')

function notThisGround(ground: string): Missing {
  const known = deletionGround(ground)
  const line = {
    asks: 'One of the grounds that need joint enquiries',
    settledBy: 'The evidence for the ground that is meant',
    law: law(known ? known.code : 'T-12', 'Regs 2024', 'regulation 9(1)', 'second-hand'),
  }
  return missing(
    line,
    known
      ? `"${known.label}" is not a ground with joint enquiries; only grounds H and I are`
      : 'Give exactly one ground that is in force',
  )
}

function ageQuestion({ isCompulsoryAge, ground }: RemovalFacts): RemovalQuestion {
  const line = {
    about: 'age',
    asks: 'The child is of compulsory school age',
    settledBy: 'For a child under or over compulsory school age, one of the grounds of regulation 9(3)',
    law: law(ground, 'Regs 2024', 'regulation 9(1)', 'read'),
  } as const
  return lineOf(line, isCompulsoryAge ? [] : ['This ground is only for a child of compulsory school age'])
}

function leaveQuestion({ leave, leaveGoesOn, ground }: RemovalFacts): RemovalQuestion {
  const line = {
    about: 'days',
    asks: 'The register shows 10 school days away straight after leave',
    settledBy: 'The leave that was granted, and the register of the 10 school days after it',
    law: groundLaw(ground),
  } as const
  if (!leave) return lineOf(line, ['No leave was granted, so there is no leave to have overrun'])
  const goesOn = leaveGoesOn
    ? [`${sessionInWords(leaveGoesOn)}, so by the register the leave went on after ${inWords(leave.endedOn)}`]
    : []
  if (leave.tenDaysOn) return lineOf(line, goesOn)
  return lineOf(line, [
    `The register does not show 10 school days of absence straight after the leave that ended on ${inWords(leave.endedOn)}`,
    ...goesOn,
  ])
}

function sessionInWords({ on, session, code }: OtherCode): string {
  const half = session === 'AM' ? 'morning' : 'afternoon'
  return `The ${half} of ${inWords(on)} has code ${code}`
}

function runQuestion({ run, otherCodes, ground }: RemovalFacts): RemovalQuestion {
  const line = {
    about: 'days',
    asks: 'The register shows 20 school days away, all coded G, N or O',
    settledBy:
      'The register; a wrong code is corrected there, with the reason, and the days are counted again',
    law: groundLaw(ground),
  } as const
  const days = run
    ? []
    : [
        'The register does not show 20 school days of continuous absence, every session taken and coded G, N or O',
      ]
  const others = otherCodes.map(one => `${sessionInWords(one)}, which is not G, N or O`)
  return lineOf(line, [...days, ...others])
}

function returnedQuestion({ inSchoolAgainOn, notTakenOn, ground }: RemovalFacts): RemovalQuestion {
  const line = {
    about: 'back in school',
    asks: 'The child has not been in school since',
    settledBy:
      'The register of every day since. A child who comes to school has not been absent for all of it, and nothing settles that',
    law: groundLaw(ground),
  } as const
  return lineOf(line, [
    ...(inSchoolAgainOn ? [`The child has been in school since, on ${inWords(inSchoolAgainOn)}`] : []),
    ...(notTakenOn ? [notTakenInWords(notTakenOn)] : []),
  ])
}

/** Nobody loses a place for days that nobody recorded. */
export const notTakenInWords = (on: LocalDate): string =>
  `The register of ${inWords(on)} was not taken, so nobody can say that the child was still away`

function causeQuestion(facts: RemovalFacts): RemovalQuestion {
  const { sicknessOrUnavoidableCause: cause, excusedNow, ground } = facts
  const line = {
    about: 'cause',
    asks: 'No reason to believe in sickness or an unavoidable cause',
    settledBy:
      'An answer with reasons from both. Sickness includes mental health; an unavoidable cause can be transport or a place that was not provided',
    law: groundLaw(ground),
  } as const
  if (cause?.believed === 'yes') {
    const says = `There is reason to believe in sickness or an unavoidable cause: ${cause.reasons.trim()}`
    return lineOf(line, [says])
  }
  if (cause?.believed === 'no' && isWritten(cause.reasons)) {
    return lineOf(
      line,
      excusedNow
        ? [
            `${sessionInWords(excusedNow)}: the register itself still excuses the absence, and the answer says no`,
          ]
        : [],
    )
  }
  return lineOf(line, [
    'Answer, with reasons, whether there are grounds to believe that sickness or an unavoidable cause keeps the child away',
  ])
}

function enquiryQuestion(facts: RemovalFacts): RemovalQuestion {
  const { schoolChecksMissing, authorityChecksMissing, authorityReply, awaySince } = facts
  const line = {
    about: 'enquiries',
    asks: 'School and authority have each made every required enquiry',
    settledBy:
      'The record of each enquiry: who, when, how, whom, what came of it; and the authority’s written reply',
    law: guidance,
  } as const
  const says = [
    ...schoolChecksMissing.map(check => `The school has still to do: ${check}`),
    ...authorityChecksMissing.map(check => `The authority has still to do: ${check}`),
  ]
  if (!authorityReply) says.push('The authority has not replied in writing')
  else if (!authorityReply.agrees) {
    const { on, says: words } = authorityReply
    says.push(`The authority replied on ${inWords(on)} that it does not agree yet: ${words.trim()}`)
  } else says.push(...beforeAbsence('The reply of the authority', authorityReply.on, awaySince))
  return lineOf(line, says)
}

const outcomeWords: Readonly<Record<JointOutcome, string | undefined>> = {
  NOT_LOCATED_AFTER_JOINT: undefined,
  LOCATED_AGREED_WILL_NOT_ATTEND: undefined,
  LOCATED_EXPECTED_TO_ATTEND: 'The child was found and is expected to attend again',
  LOCATED_NOT_AGREED:
    'The child was found, and school and authority do not both say there are no reasonable grounds to believe they will attend again',
  IN_PROGRESS: 'The joint enquiries have not come to a conclusion',
}

function outcomeQuestion(facts: RemovalFacts): RemovalQuestion {
  const { jointOutcome, concludedOn, ground, today, awaySince } = facts
  const line = {
    about: 'conclusion',
    asks: 'Both have come to the same conclusion',
    settledBy:
      'The conclusion of both, dated: not found; or found, and both say there are no reasonable grounds to believe the child will attend again',
    law: groundLaw(ground),
  } as const
  const against = outcomeWords[jointOutcome]
  if (against) return lineOf(line, [against])
  if (!concludedOn) return lineOf(line, ['Record the day on which both came to their conclusion'])
  if (concludedOn > today) return lineOf(line, ['The conclusion is dated after today'])
  return lineOf(line, beforeAbsence('The conclusion', concludedOn, awaySince))
}

/** What was written before the absence began was about another. */
function beforeAbsence(what: string, on: LocalDate, awaySince: LocalDate | undefined): string[] {
  if (awaySince === undefined || on >= awaySince) return []
  return [`${what} is of ${inWords(on)}, before this absence began on ${inWords(awaySince)}`]
}

function signatureQuestion({ signatures, today, awaySince }: RemovalFacts): RemovalQuestion {
  const line = {
    about: 'signatures',
    asks: 'The headteacher, the DSL and an officer have signed',
    settledBy: 'Three signatures, each with a name and the day',
    law: guidance,
  } as const
  const asked = [
    ['the headteacher', signatures.school],
    ['the designated safeguarding lead', signatures.safeguardingLead],
    ['an officer of the authority', signatures.authority],
  ] as const
  const says = asked.flatMap(([who, signature]) => {
    if (!signature || !isWritten(signature.name)) {
      return [`Signature of ${who}, with name and date, is missing`]
    }
    if (signature.on > today) return [`Signature of ${who} is dated after today`]
    return beforeAbsence(`Signature of ${who}`, signature.on, awaySince)
  })
  return lineOf(line, [...says, ...signedForBoth(signatures)])
}

/** School and authority each sign by somebody of their own. The headteacher may be the safeguarding lead too. */
function signedForBoth({ school, safeguardingLead, authority }: RemovalFacts['signatures']): string[] {
  const officer = authority && plainName(authority.name)
  const isSame = [school, safeguardingLead].some(one => one && officer && plainName(one.name) === officer)
  return isSame
    ? [`${authority!.name.trim()} signed for the school and for the authority: each signs by its own`]
    : []
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

type Lock = { readonly says: string; readonly settledBy: string; readonly law: Law }

const lockRefusals: Readonly<Record<RemovalLock, Lock>> = {
  EHCP_SPECIAL_SCHOOL: {
    says: 'An education, health and care plan names this special school: the authority must first consent',
    settledBy: 'The authority’s written consent',
    law: law('T-19', 'Regs 2024', 'regulation 9(2)', 'unverified'),
  },
  ATTENDANCE_ORDER: {
    says: 'A school attendance order is in force: it must first be amended or revoked',
    settledBy: 'The amended order, or its revocation',
    law: law('L-12', 'EA 1996', 'sections 437 to 442', 'second-hand'),
  },
  LOOKED_AFTER_SCHOOL_NOT_TOLD: {
    says: 'The child is looked after and the Virtual School has not been told',
    settledBy: 'The day the Virtual School was told',
    law: law('T-05', 'WT', 'looked-after children', 'second-hand'),
  },
  SOCIAL_WORKER_NOT_TOLD: {
    says: 'The child has a social worker who has not been told',
    settledBy: 'The day the social worker was told',
    law: law('T-05', 'WT', 'children with a social worker', 'second-hand'),
  },
  DUAL_REGISTERED: {
    // Not that another register has the child: the school the child left does not learn that from us.
    says: 'Speak to the authority first: its record holds something that must be settled before this name can come off',
    settledBy: 'The authority',
    law: law('T-12', 'Regs 2024', 'regulation 9(1)', 'second-hand'),
  },
  ANOTHER_GROUND: {
    says: 'Another ground is being worked on for this child: a removal has exactly one',
    settledBy: 'Decide on one ground, and give up the other',
    law: law('T-12', 'Regs 2024', 'regulation 9(1)', 'second-hand'),
  },
}

function lockQuestion({ locks, abroadMissing = [] }: RemovalFacts): RemovalQuestion {
  const line = {
    asks: 'Nothing else holds the name on the register',
    settledBy: 'The school’s records, and the authority’s word on orders, plans and other registers',
    law: guidance,
  }
  const refusals = locks.map(lock => missing({ ...line, ...lockRefusals[lock] }, lockRefusals[lock].says))
  return questionOf('locks', line, [...refusals, ...abroadMissing.map(notYetAbroad)])
}

/** A child is abroad without leave, and the family has not been warned in order, or the authority does not agree. */
export const notYetAbroad = (says: string): Missing =>
  missing(
    {
      asks: 'The family of a child abroad was written to in order, and the authority agrees',
      settledBy: 'The three letters, each in its time, and the authority’s answer',
      law: law('L-17', 'Onroll', 'child abroad without leave', 'inferred'),
    },
    says,
  )

/** A name is never removed for a day gone by, nor before everything that the ground needs was there. */
function dateQuestion(facts: RemovalFacts): RemovalQuestion {
  const { proposedOn, today } = facts
  const line = {
    about: 'day',
    asks: 'The name comes off today or later, never before everything was there',
    settledBy: 'A day that is neither gone by nor before everything was there',
    law: law('T-12', 'Regs 2024', 'regulation 9: never retrospectively', 'second-hand'),
  } as const
  const says: string[] = []
  if (proposedOn < today) says.push(`${inWords(proposedOn)} has gone by: a removal is never backdated`)
  const needed = removalDays(facts)
  const earliest = needed.length > 0 ? needed.reduce(laterOf) : undefined
  if (earliest !== undefined && proposedOn < earliest) {
    says.push(`The ground was not met before ${inWords(earliest)}, so the name cannot come off before then`)
  }
  return lineOf(line, says)
}

function returnQuestion({ isReturnReady }: RemovalFacts): RemovalQuestion {
  const line = {
    about: 'return',
    asks: 'The deletion return goes with it',
    settledBy: 'The return: names, addresses, parents, phone numbers, the next school and the ground',
    law: law('T-11', 'Regs 2024', 'regulation 13(4)', 'read'),
  } as const
  return lineOf(
    line,
    isReturnReady ? [] : ['The deletion return to the authority is not ready to go with the removal'],
  )
}

type LineAbout = { about: RemovalTopic; asks: string; settledBy: string; law: Law }

function lineOf(line: LineAbout, says: readonly string[]): RemovalQuestion {
  return questionOf(
    line.about,
    line,
    says.map(one => missing(line, one)),
  )
}
