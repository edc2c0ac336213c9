/**
 * May a name be removed from the register because the child cannot be found, or will not come back?
 *
 * Only grounds H (not back from leave) and I (absent for 20 school days) are asked for here. Neither is ever met by time
 * alone: the Regulations also need joint reasonable enquiries by school and authority, a conclusion that both share, and no
 * reasonable grounds to believe in sickness or an unavoidable cause. And a name is never removed for a day gone by.
 *
 * The guard opens nothing by itself. It lists everything that is missing, all at once, each with its source; a refusal is
 * kept by whoever asked. Removals already made in a school's own system are recorded elsewhere, as the facts they are.
 */
import { inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { type Decision, decision, type Refusal } from '../law/decision.ts'
import { deletionGround } from '../law/deletion-grounds.ts'

/** What the joint enquiries came to. Only the first two can lead to a removal. */
export type JointOutcome =
  | 'NOT_LOCATED_AFTER_JOINT'
  | 'LOCATED_AGREED_WILL_NOT_ATTEND'
  | 'LOCATED_EXPECTED_TO_ATTEND'
  | 'LOCATED_NOT_AGREED'
  | 'IN_PROGRESS'

/** A name and a day under a statement. */
export type Signature = { readonly name: string; readonly on: LocalDate }

/** A mark in the period that is not G, N or O. */
export type OtherCode = { readonly on: LocalDate; readonly session: 'AM' | 'PM'; readonly code: string }

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
  /** The deletion return will go with the removal. */
  readonly isReturnReady: boolean
}

const regulations = 'School Attendance (Pupil Registration) (England) Regulations 2024'
const practice = 'Children missing education: statutory guidance, September 2025 (joint reasonable enquiries)'

/** May this name be removed? Gives every reason against it. Regulations 2024, regulation 9(1)(h) and (i). */
export function mayRemove(facts: RemovalFacts): Decision {
  const isH = facts.ground === 'R9-H'
  if (!isH && facts.ground !== 'R9-I') return decision([notThisGround(facts.ground)])
  return decision(removalQuestions(facts).flatMap(question => question.refusals))
}

/** One thing that must be shown, and what is missing of it: nothing where it is shown. */
export type RemovalQuestion = {
  readonly about:
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
  readonly asks: string
  readonly refusals: readonly Refusal[]
}

/** Everything that must be shown for ground H or I, in the order a person works through it. */
export function removalQuestions(facts: RemovalFacts): RemovalQuestion[] {
  const isH = facts.ground === 'R9-H'
  return [
    { about: 'age', asks: 'The child is of compulsory school age', refusals: ageRefusals(facts) },
    isH
      ? {
          about: 'days',
          asks: 'The register shows 10 school days away straight after leave',
          refusals: leaveRefusals(facts),
        }
      : {
          about: 'days',
          asks: 'The register shows 20 school days away, all coded G, N or O',
          refusals: runRefusals(facts),
        },
    {
      about: 'back in school',
      asks: 'The child has not been in school since',
      refusals: returnedRefusals(facts),
    },
    {
      about: 'cause',
      asks: 'No reason to believe in sickness or an unavoidable cause',
      refusals: causeRefusals(facts),
    },
    {
      about: 'enquiries',
      asks: 'School and authority have each made every required enquiry',
      refusals: enquiryRefusals(facts),
    },
    { about: 'conclusion', asks: 'Both have come to the same conclusion', refusals: outcomeRefusals(facts) },
    {
      about: 'signatures',
      asks: 'The headteacher, the DSL and an officer have signed',
      refusals: signatureRefusals(facts),
    },
    {
      about: 'locks',
      asks: 'Nothing else holds the name on the register',
      refusals: facts.locks.map(lock => lockRefusals[lock]),
    },
    {
      about: 'day',
      asks: 'The name comes off today or later, never before everything was there',
      refusals: dateRefusals(facts),
    },
    { about: 'return', asks: 'The deletion return goes with it', refusals: returnRefusals(facts) },
  ]
}

function notThisGround(ground: string): Refusal {
  const known = deletionGround(ground)
  return known
    ? { says: `"${known.label}" cannot be asked for here; only grounds H and I can`, cites: known.cites }
    : { says: 'Give exactly one ground that is in force', cites: `${regulations}, regulation 9(1)` }
}

function ageRefusals({ isCompulsoryAge }: RemovalFacts): Refusal[] {
  if (isCompulsoryAge) return []
  return [
    {
      says: 'This ground is only for a child of compulsory school age',
      cites: `${regulations}, regulation 9(1) and (3)`,
    },
  ]
}

function leaveRefusals({ leave }: RemovalFacts): Refusal[] {
  const cites = `${regulations}, regulation 9(1)(h)`
  if (!leave) return [{ says: 'No leave was granted, so there is no leave to have overrun', cites }]
  if (leave.tenDaysOn) return []
  return [
    {
      says: `The register does not show 10 school days of absence straight after the leave that ended on ${inWords(leave.endedOn)}`,
      cites,
    },
  ]
}

function runRefusals({ run, otherCodes }: RemovalFacts): Refusal[] {
  const cites = `${regulations}, regulation 9(1)(i)`
  const refusals: Refusal[] = []
  if (!run) {
    refusals.push({
      says: 'The register does not show 20 school days of continuous absence, every session taken and coded G, N or O',
      cites,
    })
  }
  for (const { on, session, code } of otherCodes) {
    const half = session === 'AM' ? 'morning' : 'afternoon'
    refusals.push({ says: `The ${half} of ${inWords(on)} has code ${code}, which is not G, N or O`, cites })
  }
  return refusals
}

function returnedRefusals({ inSchoolAgainOn, ground }: RemovalFacts): Refusal[] {
  if (!inSchoolAgainOn) return []
  const cites = deletionGround(ground)!.cites
  return [{ says: `The child has been in school since, on ${inWords(inSchoolAgainOn)}`, cites }]
}

function causeRefusals({ sicknessOrUnavoidableCause: cause, ground }: RemovalFacts): Refusal[] {
  const cites = deletionGround(ground)!.cites
  if (cause?.believed === 'yes') {
    return [
      {
        says: `There is reason to believe in sickness or an unavoidable cause: ${cause.reasons.trim()}`,
        cites,
      },
    ]
  }
  if (cause?.believed === 'no' && cause.reasons.trim() !== '') return []
  return [
    {
      says: 'Answer, with reasons, whether there are grounds to believe that sickness or an unavoidable cause keeps the child away',
      cites,
    },
  ]
}

function enquiryRefusals(facts: RemovalFacts): Refusal[] {
  const { schoolChecksMissing, authorityChecksMissing, authorityReply } = facts
  const refusals: Refusal[] = []
  for (const check of schoolChecksMissing) {
    refusals.push({ says: `The school has still to do: ${check}`, cites: practice })
  }
  for (const check of authorityChecksMissing) {
    refusals.push({ says: `The authority has still to do: ${check}`, cites: practice })
  }
  if (!authorityReply) {
    refusals.push({ says: 'The authority has not replied in writing', cites: practice })
  } else if (!authorityReply.agrees) {
    refusals.push({
      says: `The authority replied on ${inWords(authorityReply.on)} that it does not agree yet: ${authorityReply.says.trim()}`,
      cites: practice,
    })
  }
  return refusals
}

const outcomeWords: Readonly<Record<JointOutcome, string | undefined>> = {
  NOT_LOCATED_AFTER_JOINT: undefined,
  LOCATED_AGREED_WILL_NOT_ATTEND: undefined,
  LOCATED_EXPECTED_TO_ATTEND: 'The child was found and is expected to attend again',
  LOCATED_NOT_AGREED:
    'The child was found, and school and authority do not both say there are no reasonable grounds to believe they will attend again',
  IN_PROGRESS: 'The joint enquiries have not come to a conclusion',
}

function outcomeRefusals({ jointOutcome, concludedOn, ground }: RemovalFacts): Refusal[] {
  const cites = deletionGround(ground)!.cites
  const against = outcomeWords[jointOutcome]
  if (against) return [{ says: against, cites }]
  return concludedOn ? [] : [{ says: 'Record the day on which both came to their conclusion', cites }]
}

function signatureRefusals({ signatures, today }: RemovalFacts): Refusal[] {
  const asked = [
    ['the headteacher', signatures.school],
    ['the designated safeguarding lead', signatures.safeguardingLead],
    ['an officer of the authority', signatures.authority],
  ] as const
  return asked.flatMap(([who, signature]) => {
    if (!signature || signature.name.trim() === '') {
      return [{ says: `Signature of ${who}, with name and date, is missing`, cites: practice }]
    }
    if (signature.on > today) {
      return [{ says: `Signature of ${who} is dated after today`, cites: practice }]
    }
    return []
  })
}

const lockRefusals: Readonly<Record<RemovalLock, Refusal>> = {
  EHCP_SPECIAL_SCHOOL: {
    says: 'An education, health and care plan names this special school: the authority must first consent',
    cites: `${regulations}, regulation 9(2)`,
  },
  ATTENDANCE_ORDER: {
    says: 'A school attendance order is in force: it must first be amended or revoked',
    cites: 'Education Act 1996, sections 437 to 442',
  },
  LOOKED_AFTER_SCHOOL_NOT_TOLD: {
    says: 'The child is looked after and the Virtual School has not been told',
    cites: 'Working together to improve school attendance (looked-after children)',
  },
  SOCIAL_WORKER_NOT_TOLD: {
    says: 'The child has a social worker who has not been told',
    cites: 'Working together to improve school attendance (children with a social worker)',
  },
  DUAL_REGISTERED: {
    // Not that another register has the child: the school the child left does not learn that from us.
    says: 'Speak to the authority first: its record holds something that must be settled before this name can come off',
    cites: `${regulations}, regulation 9(1)`,
  },
  ANOTHER_GROUND: {
    says: 'Another ground is being worked on for this child: a removal has exactly one',
    cites: `${regulations}, regulation 9(1)`,
  },
}

/** A name is never removed for a day gone by, nor before everything that the ground needs was there. */
function dateRefusals(facts: RemovalFacts): Refusal[] {
  const { proposedOn, today, concludedOn, authorityReply, signatures, leave, run, ground } = facts
  const cites = `${regulations}, regulation 9: never retrospectively`
  const refusals: Refusal[] = []
  if (proposedOn < today) {
    refusals.push({ says: `${inWords(proposedOn)} has gone by: a removal is never backdated`, cites })
  }
  const metOn = ground === 'R9-H' ? leave?.tenDaysOn : run?.twentyDaysOn
  const signedOn = [signatures.school?.on, signatures.safeguardingLead?.on, signatures.authority?.on]
  const needed = [metOn, concludedOn, authorityReply?.on, ...signedOn].filter(day => day !== undefined)
  if (needed.length === 0) return refusals
  const earliest = needed.reduce(laterOf)
  if (proposedOn < earliest) {
    refusals.push({
      says: `The ground was not met before ${inWords(earliest)}, so the name cannot come off before then`,
      cites,
    })
  }
  return refusals
}

function returnRefusals({ isReturnReady }: RemovalFacts): Refusal[] {
  if (isReturnReady) return []
  return [
    {
      says: 'The deletion return to the authority is not ready to go with the removal',
      cites: `${regulations}, regulation 13(4)`,
    },
  ]
}
