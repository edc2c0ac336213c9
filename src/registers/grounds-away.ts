/**
 * The grounds of a pupil who is away: H and I of regulation 9(1), as the evidence gives them, and the long absence of a pupil
 * who is not of compulsory school age.
 *
 * H and I are judged in `removal.ts`, which the pages ask with what school and authority recorded. Here the same questions are
 * asked of evidence that somebody wrote down: what nobody answered is missing too.
 */
import { inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { groundInWords } from '../law/deletion-grounds.ts'
import { aGround, type CommonEvidence, commonFields, type Ground, type GroundFacts } from './ground.ts'
import {
  type Demand,
  demandsOf,
  type Facts,
  law,
  type Missing,
  missing,
  type Question,
} from './ground-demand.ts'
import {
  anyDay,
  choice,
  type EvidenceOf,
  type Fields,
  isWritten,
  listOf,
  listOfWords,
  pastDay,
  signature,
  words,
  yesOrNo,
} from './ground-fields.ts'
import { orderField, regulation9of3 } from './ground-shared.ts'
import {
  notTakenInWords,
  type RemovalFacts,
  type RemovalLock,
  removalDays,
  removalQuestions,
} from './removal.ts'

const enquiry = {
  what: words('What was done'),
  doneOn: pastDay('The day'),
  by: words('Who did it'),
  result: words('What came of it'),
}

const causeFields = {
  sicknessOrUnavoidableCause: choice(
    'Is there reason to believe that sickness (mental health included) or an unavoidable cause keeps the child away?',
    { no: 'No', yes: 'Yes', 'not known': 'It is not known' },
  ),
  causeReasons: words('The reasons for that answer'),
}

const fieldsAway = {
  schoolEnquiries: listOf('What the school has done to find the child', enquiry),
  schoolStillToDo: listOfWords('What the school has still to do'),
  authorityEnquiries: listOf('What the authority has done to find the child', enquiry),
  authorityStillToDo: listOfWords('What the authority has still to do'),
  authorityAgrees: yesOrNo('Has the authority agreed in writing?'),
  authorityRepliedOn: pastDay('The day of the authority’s reply'),
  authoritySays: words('What the authority says'),
  ...causeFields,
  jointOutcome: choice('What have the joint enquiries come to?', {
    NOT_LOCATED_AFTER_JOINT: 'The child has not been found',
    LOCATED_AGREED_WILL_NOT_ATTEND:
      'The child was found, and both say there are no reasonable grounds to believe that they will attend again',
    LOCATED_EXPECTED_TO_ATTEND: 'The child was found, and is expected to attend again',
    LOCATED_NOT_AGREED: 'The child was found, and school and authority do not agree',
    IN_PROGRESS: 'The enquiries are going on',
  }),
  // That it is not after today the guard says itself, as it does of the signatures.
  concludedOn: anyDay('The day on which both concluded'),
  schoolSignature: signature('The headteacher’s signature'),
  safeguardingLeadSignature: signature('The designated safeguarding lead’s signature'),
  authoritySignature: signature('The signature of an officer of the authority'),
  ehcpNamesSpecialSchool: yesOrNo(
    'Does an education, health and care plan name this school, a special school?',
  ),
  authorityConsentedOn: pastDay('The day on which the authority consented, where it must'),
  dualRegistered: yesOrNo('Is the pupil on the register of another school too?'),
  ...orderField,
}

type Away = GroundFacts & Facts<EvidenceOf<typeof fieldsAway> & CommonEvidence>

export const notBackFromLeave: Ground = away('R9-H')
export const absentTwentyDays: Ground = away('R9-I')

function away(code: 'R9-H' | 'R9-I'): Ground {
  const fields: Fields = { ...fieldsAway, ...commonFields }
  const asAway = (facts: GroundFacts) => facts as Away
  return {
    code,
    label: groundInWords(code),
    compulsoryAge: true,
    fields,
    lines: [
      {
        ask: facts => questionsOf(asAway(facts), code),
        since: facts =>
          removalDays(removalFactsOf(asAway(facts), code)).reduce<LocalDate | undefined>(later, undefined),
      },
    ],
  }
}

const later = (last: LocalDate | undefined, day: LocalDate): LocalDate => (last ? laterOf(last, day) : day)

/** The guard's own lines: those that are asked of every ground alike are left to where they are asked of all. */
function questionsOf(facts: Away, code: 'R9-H' | 'R9-I'): Question[] {
  const shared = ['age', 'day', 'return']
  const guard = removalQuestions(removalFactsOf(facts, code)).filter(({ about }) => !shared.includes(about))
  return guard.map(question =>
    question.about === 'locks'
      ? { ...question, refusals: [...question.refusals, ...locksNotKnown(facts)] }
      : question,
  )
}

/** The evidence as the guard takes it. */
export function removalFactsOf(facts: Away, code: 'R9-H' | 'R9-I'): RemovalFacts {
  const { evidence, register } = facts
  const { sicknessOrUnavoidableCause: believed, causeReasons: reasons = '' } = evidence
  return {
    isCompulsoryAge: true,
    ground: code,
    today: facts.today,
    proposedOn: facts.proposedOn,
    leave: register?.leave,
    run: register?.run,
    otherCodes: register?.otherCodes ?? [],
    inSchoolAgainOn: register?.inSchoolAgainOn,
    notTakenOn: register?.notTakenOn,
    leaveGoesOn: register?.leaveGoesOn,
    excusedNow: register?.excusedNow,
    awaySince: register?.since,
    schoolChecksMissing: [
      ...lackOfEnquiries(facts, evidence.schoolEnquiries ?? []),
      ...(evidence.schoolStillToDo ?? []),
    ],
    authorityChecksMissing: [
      ...lackOfEnquiries(facts, evidence.authorityEnquiries ?? []),
      ...(evidence.authorityStillToDo ?? []),
    ],
    authorityReply:
      evidence.authorityRepliedOn === undefined
        ? undefined
        : {
            agrees: evidence.authorityAgrees === true,
            on: evidence.authorityRepliedOn,
            says: evidence.authoritySays ?? 'no reason is given',
          },
    sicknessOrUnavoidableCause:
      believed === undefined
        ? undefined
        : { believed: believed === 'not known' ? 'not-known' : believed, reasons },
    jointOutcome: evidence.jointOutcome ?? 'IN_PROGRESS',
    concludedOn: evidence.concludedOn,
    signatures: {
      school: evidence.schoolSignature,
      safeguardingLead: evidence.safeguardingLeadSignature,
      authority: evidence.authoritySignature,
    },
    locks: locksOf(evidence),
    isReturnReady: true,
  }
}

type Enquiry = EvidenceOf<typeof enquiry>

/** At least one enquiry in this absence, and of each that is named the day, who did it and what came of it. */
function lackOfEnquiries({ register }: GroundFacts, enquiries: readonly Enquiry[]): string[] {
  const since = register?.since
  const isOfThisAbsence = (day: LocalDate | undefined) =>
    day !== undefined && (since === undefined || day >= since)
  const unsaid = enquiries.flatMap((one, i) => {
    const lacks = [
      !isWritten(one.what) && 'what was done',
      one.doneOn === undefined && 'the day',
      !isWritten(one.by) && 'who did it',
      !isWritten(one.result) && 'what came of it',
    ].filter(lack => lack !== false)
    return lacks.length === 0 ? [] : [`say of enquiry ${i + 1} ${lacks.join(', ')}`]
  })
  if (unsaid.length > 0 || enquiries.some(one => isOfThisAbsence(one.doneOn))) return unsaid
  return [since === undefined ? 'any enquiry' : `any enquiry since the absence began on ${inWords(since)}`]
}

function locksOf(evidence: Away['evidence']): RemovalLock[] {
  const { attendanceOrder: order } = evidence
  const locks: RemovalLock[] = []
  if (evidence.ehcpNamesSpecialSchool && evidence.authorityConsentedOn === undefined) {
    locks.push('EHCP_SPECIAL_SCHOOL')
  }
  if (order === 'this school' || order === 'another school') locks.push('ATTENDANCE_ORDER')
  if (evidence.lookedAfter && evidence.virtualSchoolToldOn === undefined) {
    locks.push('LOOKED_AFTER_SCHOOL_NOT_TOLD')
  }
  if (evidence.socialWorker && evidence.socialWorkerToldOn === undefined) locks.push('SOCIAL_WORKER_NOT_TOLD')
  if (evidence.dualRegistered) locks.push('DUAL_REGISTERED')
  return locks
}

const locksAsked = [
  [
    'ehcpNamesSpecialSchool',
    'whether an education, health and care plan names this school, a special school',
  ],
  ['attendanceOrder', 'whether a school attendance order is in force'],
  ['lookedAfter', 'whether the child is looked after'],
  ['socialWorker', 'whether the child has a social worker'],
  ['dualRegistered', 'whether the child is on the register of another school too'],
] as const

/** A lock of which nobody has said that it is not there. */
function locksNotKnown({ evidence }: Away): Missing[] {
  const line = {
    asks: 'Nothing else holds the name on the register',
    settledBy: 'The school’s records, and the authority’s word',
    law: law('L-17', 'CME25', 'joint reasonable enquiries', 'second-hand'),
  }
  return locksAsked
    .filter(([key]) => evidence[key] === undefined)
    .map(([, words]) => missing(line, `Not shown: ${words}`))
}

const fieldsYounger = {
  schoolEnquiries: listOf('What the school has done to find the child', enquiry),
  whereabouts: choice('Is it known where the child is?', {
    'not found': 'No, after everything reasonable was done',
    found: 'Yes',
  }),
  ...causeFields,
}
type Younger = EvidenceOf<typeof fieldsYounger>
const at = regulation9of3('R9-3-ABSENT')
const askYounger = demandsOf<Younger>()

const absentFor20: Demand<GroundFacts> = {
  asks: 'The register shows 20 school days away, all coded G, N or O',
  settledBy: 'The register; a wrong code is corrected there, with the reason, and the days are counted again',
  law: at,
  missing: ({ register }) => [
    ...(register?.run
      ? []
      : [
          'The register does not show 20 school days of continuous absence, every session taken and coded G, N or O',
        ]),
    ...(register?.otherCodes ?? []).map(
      ({ on, session, code }) =>
        `The ${session === 'AM' ? 'morning' : 'afternoon'} of ${inWords(on)} has code ${code}, which is not G, N or O`,
    ),
    ...(register?.inSchoolAgainOn
      ? [`The child has been in school since, on ${inWords(register.inSchoolAgainOn)}`]
      : []),
    ...(register?.notTakenOn ? [notTakenInWords(register.notTakenOn)] : []),
  ],
  since: ({ register }) => register?.run?.twentyDaysOn,
}

export const youngerAbsent: Ground = aGround(
  {
    code: 'R9-3-ABSENT',
    label: groundInWords('R9-3-ABSENT'),
    compulsoryAge: false,
  },
  fieldsYounger,
  [
    absentFor20 as Demand<GroundFacts & Facts<Younger & CommonEvidence>>,
    askYounger.oneOf(
      'sicknessOrUnavoidableCause',
      ['no'],
      {
        yes: 'There is reason to believe in sickness or an unavoidable cause',
        'not known': 'It is not known whether sickness or an unavoidable cause keeps the child away',
      },
      {
        asks: 'No reason to believe in sickness or an unavoidable cause',
        settledBy: 'The school’s answer, with reasons',
        law: at,
      },
    ),
    askYounger.written('causeReasons', {
      asks: 'The reasons for that answer are written down',
      settledBy: 'The reasons, in a sentence',
      law: at,
    }),
    {
      asks: 'The school has made reasonable enquiries',
      settledBy: 'The record of each enquiry: what, when, who, and what came of it',
      law: at,
      missing: facts =>
        lackOfEnquiries(facts, facts.evidence.schoolEnquiries ?? []).map(
          one => `The school has still to do: ${one}`,
        ),
    },
    askYounger.oneOf(
      'whereabouts',
      ['not found'],
      { found: 'The child has been found: ask the parents whether the child is leaving' },
      {
        asks: 'The child has not been found',
        settledBy: 'The outcome of the enquiries',
        law: at,
      },
    ),
  ],
)
