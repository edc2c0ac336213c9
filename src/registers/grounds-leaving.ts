/** The grounds of an end that has come: J to O of regulation 9(1), and what regulation 9(3) has of the same. */
import { csaEnd } from '../calendar/age.ts'
import { addDays, addMonths, inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import {
  nextSchoolDay,
  nthSchoolDayAfter,
  previousSchoolDay,
  type SchoolCalendar,
} from '../calendar/school-calendar.ts'
import { type Dated, inForce } from '../law/dated.ts'
import { groundInWords } from '../law/deletion-grounds.ts'
import { detentionMonths, exclusionReviewSchoolDays } from '../law/removal-limits.ts'
import { aGround, type Ground } from './ground.ts'
import { type Demand, demandsOf, type Facts, type Lack, type Law, untilThen } from './ground-demand.ts'
import {
  anyDay,
  choice,
  type EvidenceOf,
  isWritten,
  pastDay,
  wholeNumber,
  words,
  yesOrNo,
} from './ground-fields.ts'
import {
  regulation9,
  regulation9of3,
  returnFields,
  schoolTypeField,
  willNotAttendAgain,
} from './ground-shared.ts'

const about = (letter: string) => ({
  code: `R9-${letter}`,
  label: groundInWords(`R9-${letter}`),
  compulsoryAge: true,
})
const younger = (code: string) => ({ code, label: groundInWords(code), compulsoryAge: false })

/** The limit on a day; for a day before its first version, that one: the grounds are asked about days since then only. */
const limitOn = (limit: readonly Dated<number>[], on: LocalDate): number =>
  inForce(limit, laterOf(on, limit[0]!.from)).value

const fieldsJ = {
  detention: choice('Under what is the pupil detained?', {
    'final court order': 'A final order of a court',
    recall: 'A recall to detention',
    remand: 'Remand, or an order that is not final',
    other: 'Something else',
  }),
  detainedMonths: wholeNumber('For how many whole months?'),
  detainedFrom: pastDay('The day of the order or recall'),
  confirmedOn: pastDay('The day on which the youth justice service confirmed it'),
  confirmation: words('The confirmation of the order and its length: what you hold'),
  ...returnFields,
}
const j = regulation9('J')
const askJ = demandsOf<EvidenceOf<typeof fieldsJ>>()
const stays = 'the name stays on the register'

export const detained: Ground = aGround(about('J'), fieldsJ, [
  askJ.oneOf(
    'detention',
    ['final court order', 'recall'],
    {
      remand: `Remand is not detention under a final order: ${stays}, coded Y5 or as provided for`,
      other: `Only detention under a final court order, or on recall, is this ground: ${stays}`,
    },
    {
      asks: 'The pupil is detained under a final court order, or on recall',
      settledBy: 'The youth justice service’s confirmation of the order',
      law: j,
    },
  ),
  {
    asks: 'The detention is for at least 4 months',
    settledBy: 'The length of the order, confirmed by the youth justice service',
    law: j,
    missing: ({ evidence: { detainedMonths }, proposedOn }) => {
      if (detainedMonths === undefined) return 'Not shown: the detention is for at least 4 months'
      const atLeast = limitOn(detentionMonths, proposedOn)
      if (detainedMonths >= atLeast) return undefined
      return `The detention is for ${detainedMonths} months, less than ${atLeast}: ${stays}`
    },
  },
  askJ.day('detainedFrom', {
    asks: 'The day of the order or recall is known',
    settledBy: 'The day of the order or recall',
    law: j,
  }),
  {
    asks: 'The pupil is still detained on the day the name would come off',
    settledBy:
      'The day of the order or recall, and its length: a detention that has ended is no longer this ground',
    law: j,
    missing: ({ evidence: { detainedFrom, detainedMonths }, proposedOn }) => {
      if (detainedFrom === undefined || detainedMonths === undefined) return undefined
      // Whole months were asked for, so the detention may last up to a month more.
      const over = addMonths(detainedFrom, detainedMonths + 1)
      return proposedOn < over
        ? undefined
        : `A detention of ${detainedMonths} months from ${inWords(detainedFrom)} has ended`
    },
  },
  askJ.day('confirmedOn', {
    asks: 'The youth justice service has confirmed it',
    settledBy: 'The youth justice service’s confirmation, with its day',
    law: j,
  }),
  askJ.written('confirmation', {
    asks: 'The confirmation is kept',
    settledBy: 'The confirmation of the order and its length',
    law: j,
  }),
  ...willNotAttendAgain(j),
])

const deathFields = {
  deathConfirmedOn: pastDay('The day on which it was confirmed'),
  deathConfirmedBy: words('Who confirmed it officially'),
}

function deathLines(at: Law): Demand<Facts<EvidenceOf<typeof deathFields>>>[] {
  const ask = demandsOf<EvidenceOf<typeof deathFields>>()
  return [
    ask.day('deathConfirmedOn', {
      asks: 'The death has been confirmed, with the day',
      settledBy: 'Official confirmation, sought with care and not from the family',
      law: at,
    }),
    ask.written('deathConfirmedBy', {
      asks: 'Who confirmed it officially is written down',
      settledBy: 'The registrar, the coroner, the police, the hospital, the authority',
      law: at,
    }),
  ]
}

export const died: Ground = aGround(about('K'), deathFields, deathLines(regulation9('K')))
export const youngerDied: Ground = aGround(
  younger('R9-3-DIED'),
  deathFields,
  deathLines(regulation9of3('R9-3-DIED')),
)

const fieldsL = {
  leaving: choice('Why does the pupil not go on into the sixth form?', {
    'says will leave': 'The pupil or parent says that the pupil is leaving',
    'conditions not met': 'The pupil does not meet the conditions of entry to the sixth form',
    neither: 'Neither: it is not known whether the pupil goes on',
  }),
  leavingKnownOn: pastDay('The day on which it was said or decided'),
  leavingKept: words('What you hold of it: the letter, the form, the decision on entry'),
}
const l = regulation9('L')
const askL = demandsOf<EvidenceOf<typeof fieldsL>>()

export const overCompulsoryAge: Ground = aGround(about('L'), fieldsL, [
  {
    asks: 'The pupil will be over compulsory school age before the school next meets',
    settledBy:
      'The school leaving date, the last Friday in June of the pupil’s last year, and the school’s term dates',
    law: l,
    missing: ({ dob, calendar, proposedOn }) =>
      dob ? beforeNextMeeting(calendar, csaEnd(dob), proposedOn) : undefined,
    since: ({ dob, calendar }) => dob && lastMeetingBy(calendar, csaEnd(dob)),
  },
  askL.oneOf(
    'leaving',
    ['says will leave', 'conditions not met'],
    {
      neither:
        'Nobody has said that the pupil is leaving, and the conditions of entry are not known to be unmet',
    },
    {
      asks: 'The pupil will not go on into the sixth form',
      settledBy: 'The pupil’s or parent’s word that the pupil is leaving, or the decision on entry',
      law: l,
    },
  ),
  askL.day('leavingKnownOn', {
    asks: 'The day on which it was said or decided is known',
    settledBy: 'The day on which it was said or decided',
    law: l,
  }),
  askL.written('leavingKept', {
    asks: 'The pupil’s or parent’s word, or the decision on entry, is kept',
    settledBy: 'The letter, the form or the decision',
    law: l,
  }),
])

/** The last day on which the school meets while the pupil is of compulsory school age. */
function lastMeetingBy(calendar: SchoolCalendar, ageEnds: LocalDate): LocalDate | undefined {
  return nextSchoolDay(calendar, ageEnds) && previousSchoolDay(calendar, addDays(ageEnds, 1))
}

function beforeNextMeeting(calendar: SchoolCalendar, ageEnds: LocalDate, on: LocalDate): Lack | undefined {
  const meets = nextSchoolDay(calendar, on)
  if (meets === undefined) {
    // After the last day that is known the school meets again some time, but nobody can say that it is soon enough.
    return ageEnds <= on ? undefined : 'The school’s term dates do not say when it next meets'
  }
  if (ageEnds < meets) return undefined
  const says = `The school next meets on ${inWords(meets)}, and the pupil is of compulsory school age until the end of ${inWords(ageEnds)}`
  const from = lastMeetingBy(calendar, ageEnds)
  return from ? { says, from } : says
}

const fieldsM = {
  ...schoolTypeField,
  boards: yesOrNo('Does the pupil board at the school?'),
  feesDueForTermEndingOn: anyDay('The last day of the term for which the boarding fees were due'),
  feesUnpaid: yesOrNo('Are the boarding fees for that term unpaid?'),
  account: words('The account: what you hold'),
}
const m = regulation9('M')
const askM = demandsOf<EvidenceOf<typeof fieldsM>>()

export const boardingFeesUnpaid: Ground = aGround(about('M'), fieldsM, [
  askM.oneOf(
    'schoolType',
    ['maintained', 'academy'],
    {
      independent: 'This ground is only for a maintained school or academy',
      'non-maintained special': 'This ground is only for a maintained school or academy',
    },
    {
      asks: 'The school is a maintained school or an academy',
      settledBy: 'The kind of school it is',
      law: m,
    },
  ),
  askM.yes('boards', 'The pupil does not board at the school', {
    asks: 'The pupil boards at the school',
    settledBy: 'The admission register',
    law: m,
  }),
  askM.day('feesDueForTermEndingOn', {
    asks: 'The term for which the boarding fees were due has ended',
    settledBy: 'The last day of that term',
    law: m,
  }),
  askM.yes('feesUnpaid', 'The boarding fees are paid', {
    asks: 'The boarding fees for that term are unpaid',
    settledBy: 'The account at the end of the term',
    law: m,
  }),
  askM.written('account', { asks: 'The account is kept', settledBy: 'The account', law: m }),
])

const fieldsN = {
  ...schoolTypeField,
  ceasedOn: anyDay('The day on which the pupil ceased to be a pupil of the school'),
  contractEnd: words('The end of the contract: what you hold'),
}
const n = regulation9('N')
const askN = demandsOf<EvidenceOf<typeof fieldsN>>()

export const leftIndependentSchool: Ground = aGround(about('N'), fieldsN, [
  askN.oneOf(
    'schoolType',
    ['independent', 'non-maintained special'],
    {
      maintained: 'This ground is only for a school that is not a maintained school or academy',
      academy: 'This ground is only for a school that is not a maintained school or academy',
    },
    {
      asks: 'The school is an independent or a non-maintained special school',
      settledBy: 'The kind of school it is',
      law: n,
    },
  ),
  askN.day('ceasedOn', {
    asks: 'The pupil has ceased to be a pupil of the school',
    settledBy: 'The day on which the contract ended',
    law: n,
  }),
  askN.written('contractEnd', {
    asks: 'The end of the contract is kept',
    settledBy: 'The notice or agreement that ended it',
    law: n,
  }),
])

const exclusionFields = {
  governorsUpheld: yesOrNo('Did the governors decide that the pupil stays permanently excluded?'),
  governorsNoticeOn: pastDay('The day on which the parents had notice of the governors’ decision'),
  governorsDecision: words('The governors’ decision: what you hold'),
  review: choice('What became of the right to an independent review?', {
    'not asked for': 'Nobody has asked for a review',
    'waived in writing': 'The parents have given it up in writing',
    'exclusion stands': 'The review is finished, and the exclusion stands',
    'pupil goes back': 'The review is finished, and the pupil goes back or the governors decide again',
    'going on': 'The review has been asked for and is not finished',
  }),
  reviewEndedOn: pastDay('The day on which the review was finished or was given up'),
  reviewRecord: words('The panel’s decision, or the parents’ letter: what you hold'),
}

type Exclusion = Facts<EvidenceOf<typeof exclusionFields>>

function exclusionLines(at: Law): Demand<Exclusion>[] {
  const ask = demandsOf<EvidenceOf<typeof exclusionFields>>()
  const isOver = ({ evidence: { review } }: Exclusion) =>
    review === 'waived in writing' || review === 'exclusion stands'
  return [
    ask.yes('governorsUpheld', 'The governors decided that the pupil comes back', {
      asks: 'The governors upheld the permanent exclusion',
      settledBy:
        'The governors’ decision. Until it is final the pupil stays on the register, coded E or as provided for',
      law: at,
    }),
    ask.day('governorsNoticeOn', {
      asks: 'The parents have had notice of the governors’ decision',
      settledBy: 'The day of the notice',
      law: at,
    }),
    ask.written('governorsDecision', {
      asks: 'The governors’ decision is kept',
      settledBy: 'The decision',
      law: at,
    }),
    {
      asks: 'The permanent exclusion is final',
      settledBy:
        'The end of the review, the parents’ giving it up in writing, or the end of the 15 school days in which a review can be asked for',
      law: at,
      missing: facts => lackOfFinality(facts),
      since: facts =>
        facts.evidence.review === 'not asked for' ? timeRanOut(facts) : facts.evidence.reviewEndedOn,
    },
    {
      asks: 'The end of the review, or the giving up of it, is kept and dated',
      settledBy: 'The panel’s decision or the parents’ letter, with its day',
      law: at,
      missing: facts => {
        if (!isOver(facts)) return undefined
        const { governorsNoticeOn, reviewEndedOn, reviewRecord } = facts.evidence
        if (reviewEndedOn === undefined)
          return 'Not shown: the day on which the review was finished or was given up'
        if (governorsNoticeOn !== undefined && reviewEndedOn < governorsNoticeOn) {
          return `The review was finished or given up on ${inWords(reviewEndedOn)}, before the notice of the governors’ decision it would be about`
        }
        return isWritten(reviewRecord) ? undefined : 'The panel’s decision or the parents’ letter is not kept'
      },
    },
  ]
}

/** The first day after the time for asking for a review, where the term dates reach it. */
function timeRanOut({ evidence: { governorsNoticeOn }, calendar }: Exclusion): LocalDate | undefined {
  if (governorsNoticeOn === undefined) return undefined
  const last = nthSchoolDayAfter(
    calendar,
    governorsNoticeOn,
    limitOn(exclusionReviewSchoolDays, governorsNoticeOn),
  )
  return last && addDays(last, 1)
}

function lackOfFinality(facts: Exclusion): Lack | undefined {
  const { review, governorsNoticeOn } = facts.evidence
  switch (review) {
    case undefined:
      return 'Not shown: what became of the right to an independent review'
    case 'going on':
      return 'The review is not finished'
    case 'pupil goes back':
      return 'The review did not leave the exclusion standing'
    case 'waived in writing':
    case 'exclusion stands':
      return undefined
    case 'not asked for': {
      // Without the day of the notice the line before has said what is missing.
      if (governorsNoticeOn === undefined) return undefined
      const from = timeRanOut(facts)
      if (from === undefined)
        return 'The term dates do not reach the end of the 15 school days for asking for a review'
      if (facts.proposedOn >= from) return undefined
      return untilThen('A review can still be asked for. The exclusion is not final before', from)
    }
    default:
      return review satisfies never
  }
}

export const permanentlyExcluded: Ground = aGround(
  about('O'),
  exclusionFields,
  exclusionLines(regulation9('O')),
)
export const youngerExcluded: Ground = aGround(
  younger('R9-3-EXCLUDED'),
  exclusionFields,
  exclusionLines(regulation9of3('R9-3-EXCLUDED')),
)

const leftFields = {
  leftOn: anyDay('The day on which the pupil ceased to attend'),
  leftKnownBy: words('Who said so, and what you hold of it'),
}
const left3 = regulation9of3('R9-3-LEFT')
const askLeft = demandsOf<EvidenceOf<typeof leftFields>>()

export const youngerLeft: Ground = aGround(younger('R9-3-LEFT'), leftFields, [
  askLeft.day('leftOn', {
    asks: 'The pupil has ceased to attend the school',
    settledBy: 'The day on which the pupil left',
    law: left3,
  }),
  askLeft.written('leftKnownBy', {
    asks: 'Who said so is written down',
    settledBy: 'The parents’ word, or the pupil’s, and what is held of it',
    law: left3,
  }),
])
