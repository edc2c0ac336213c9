/** The grounds of orders and of education otherwise than at school: D, E and F of regulation 9(1). */
import { addDays, inWords } from '../calendar/local-date.ts'
import { groundInWords } from '../law/deletion-grounds.ts'
import { consentNeededUnderS37 } from '../law/pending.ts'
import { aGround, type Ground, type GroundSituation } from './ground.ts'
import { demandsOf, type Facts, law } from './ground-demand.ts'
import { anyDay, choice, type EvidenceOf, isWritten, pastDay, words, yesOrNo } from './ground-fields.ts'
import { orderField, regulation9 } from './ground-shared.ts'

const about = (letter: string) => ({
  code: `R9-${letter}`,
  label: groundInWords(`R9-${letter}`),
  compulsoryAge: true,
})

const named = {
  orderNamedThisSchool: yesOrNo('Did the school attendance order name this school?'),
}
const fieldsD = {
  ...named,
  orderAmendedOn: pastDay('The day on which the authority amended the order'),
  nowNames: words('The school that the order names now'),
  amendedOrder: words('The amended order: what you hold'),
}
const d = regulation9('D')
const askD = demandsOf<EvidenceOf<typeof fieldsD>>()
const orderNamedUs = {
  asks: 'The school attendance order named this school',
  settledBy: 'The order as it was',
}

export const orderAmended: Ground = aGround(about('D'), fieldsD, [
  askD.yes('orderNamedThisSchool', 'The order did not name this school', { ...orderNamedUs, law: d }),
  askD.day('orderAmendedOn', {
    asks: 'The authority has amended the order',
    settledBy: 'The day on which the authority amended it',
    law: d,
  }),
  askD.written('nowNames', {
    asks: 'The order names another school in place of this one',
    settledBy: 'The name of the school that the order names now',
    law: d,
  }),
  askD.written('amendedOrder', {
    asks: 'The amended order is kept',
    settledBy: 'The amended order',
    law: d,
  }),
])

const fieldsE = {
  ...named,
  orderRevokedOn: pastDay('The day on which the authority revoked the order'),
  revokedForOtherEducation: yesOrNo(
    'Was it revoked because suitable education otherwise than at school was arranged?',
  ),
  revocation: words('The revocation: what you hold'),
}
const e = regulation9('E')
const askE = demandsOf<EvidenceOf<typeof fieldsE>>()

export const orderRevoked: Ground = aGround(about('E'), fieldsE, [
  askE.yes('orderNamedThisSchool', 'The order did not name this school', { ...orderNamedUs, law: e }),
  askE.day('orderRevokedOn', {
    asks: 'The authority has revoked the order',
    settledBy: 'The day on which the authority revoked it',
    law: e,
  }),
  askE.yes(
    'revokedForOtherEducation',
    'The order was not revoked because suitable education otherwise than at school was arranged',
    {
      asks: 'It was revoked because suitable education otherwise than at school was arranged',
      settledBy: 'The authority’s reason for revoking it',
      law: e,
    },
  ),
  askE.written('revocation', {
    asks: 'The revocation is kept',
    settledBy: 'The revocation',
    law: e,
  }),
])

const fieldsF = {
  notice: choice('How did the parent say it?', {
    letter: 'By letter',
    email: 'By email or another message in writing',
    spoken: 'By telephone or in person',
  }),
  noticeDatedOn: pastDay('The day written on the notice'),
  noticeReceivedOn: pastDay('The day on which the school received it'),
  fromParent: yesOrNo('Is it from a parent of the pupil, or someone with parental responsibility or care?'),
  saysEducatedOtherwise: yesOrNo(
    'Does it say that the child will be educated otherwise than at school? “Please deregister” alone does not',
  ),
  lastDay: anyDay('The day that it states, after which the child will not attend'),
  noticeKept: words('The letter or email: what you hold'),
  pressedByTheSchool: yesOrNo('Was the parent asked, advised or pressed by the school to do this?'),
  ...orderField,
  specialSchoolPlaceByAuthority: yesOrNo('Is it a special school where the authority arranged the place?'),
  authorityConsentedOn: pastDay('The day on which the authority consented'),
  secretaryOfStateDirectedOn: pastDay('The day on which the Secretary of State directed it'),
  consent: words('The consent or direction: what you hold'),
  independentSenPlaceByAuthority: yesOrNo(
    'Is it an independent school for special educational needs where the authority arranged the place?',
  ),
  section47Enquiries: yesOrNo('Is the authority making child protection enquiries (section 47)?'),
  section47Action: yesOrNo('Is the authority acting to protect the child after such enquiries?'),
  section37InForceFrom: anyDay(
    'The day on which section 37 of the Children’s Wellbeing and Schools Act 2026 begins, if an order says so',
  ),
  section37Order: words('The order that says so'),
}
type EvidenceF = EvidenceOf<typeof fieldsF>
type FactsF = GroundSituation & Facts<EvidenceF>
const f = regulation9('F')
const writtenNotice = law('T-16', 'Regs 2024', 'regulation 9(1)(f)', 'second-hand')
const spokenOnly = law('T-17', 'CME24', 'page 7', 'second-hand')
const orderBars = law('T-16', 'CME24', 'page 7: no school attendance order in force', 'second-hand')
const specialConsent = law('T-19', 'Regs 2024', 'regulation 9(2)', 'unverified')
const askF = demandsOf<EvidenceF>()

/** Consent, a direction in its place, and what is kept of it, where the law asks for them. */
function lackOfConsent({ evidence }: FactsF, because: string): string | undefined {
  const given = evidence.authorityConsentedOn ?? evidence.secretaryOfStateDirectedOn
  if (given === undefined) return because
  return isWritten(evidence.consent) ? undefined : 'The consent or direction is not kept'
}

const consentDay = ({ evidence }: FactsF) =>
  evidence.authorityConsentedOn ?? evidence.secretaryOfStateDirectedOn

function section37(facts: FactsF) {
  const { evidence, commencements = [], proposedOn } = facts
  const { section37InForceFrom: on, section37Order: cites = 'as given' } = evidence
  return consentNeededUnderS37(
    [...commencements, ...(on ? [{ provision: 's37' as const, on, cites }] : [])],
    {
      specialSchoolByAuthority: evidence.specialSchoolPlaceByAuthority,
      senIndependentByAuthority: evidence.independentSenPlaceByAuthority,
      section47Enquiries: evidence.section47Enquiries,
      section47Action: evidence.section47Action,
    },
    proposedOn,
  )
}

export const educatedOtherwise: Ground = aGround(about('F'), fieldsF, [
  askF.oneOf(
    'notice',
    ['letter', 'email'],
    {
      spoken:
        'The parent has only said it. Without a notice in writing the name stays on, the register goes on, and the authority is told at the earliest opportunity',
    },
    {
      asks: 'The parent has said it in writing',
      settledBy: 'A letter or an email from the parent',
      law: spokenOnly,
    },
  ),
  askF.day('noticeDatedOn', {
    asks: 'The notice is dated',
    settledBy: 'The day written on the letter, or on which the email was sent',
    law: writtenNotice,
  }),
  askF.day('noticeReceivedOn', {
    asks: 'The school has received the notice',
    settledBy: 'The day on which it came',
    law: writtenNotice,
  }),
  {
    asks: 'The notice was written before it was received',
    settledBy: 'The day really written on it, and the day on which it really came',
    law: writtenNotice,
    missing: ({ evidence: { noticeDatedOn: dated, noticeReceivedOn: came } }) =>
      dated !== undefined && came !== undefined && dated > came
        ? `The notice is dated ${inWords(dated)}, after ${inWords(came)}, on which the school received it`
        : undefined,
  },
  askF.yes('fromParent', 'The notice is not from a parent', {
    asks: 'The notice is from a parent',
    settledBy: 'A notice from somebody with parental status',
    law: f,
  }),
  askF.yes(
    'saysEducatedOtherwise',
    'The notice does not say that the child will be educated otherwise. “Deregister” alone is not enough',
    {
      asks: 'The notice says that the child will be educated otherwise than at school',
      settledBy: 'A notice that says so',
      law: f,
    },
  ),
  {
    asks: 'The day that the notice states has passed',
    settledBy: 'A notice that states the day after which the child will not attend, and the end of that day',
    law: writtenNotice,
    missing: ({ evidence, proposedOn }) => {
      const { lastDay } = evidence
      if (lastDay === undefined) return 'The notice states no day after which the child will not attend'
      if (proposedOn > lastDay) return undefined
      const from = addDays(lastDay, 1)
      return { says: `The day that the notice states, ${inWords(lastDay)}, has not passed`, from }
    },
    since: ({ evidence }) => evidence.lastDay && addDays(evidence.lastDay, 1),
  },
  askF.written('noticeKept', {
    asks: 'The letter or email is kept',
    settledBy: 'The letter or email; a copy goes to the authority with the return',
    law: f,
  }),
  {
    asks: 'The school did not press for it',
    settledBy: 'The parent’s free decision, made without advice or pressure from the school',
    law: law('T-12', 'Regs 2024', 'regulation 9: for no other reason', 'second-hand'),
    missing: ({ evidence }) =>
      evidence.pressedByTheSchool === true
        ? 'The school asked, advised or pressed for it: that is off-rolling, not the parent’s notice'
        : undefined,
  },
  askF.oneOf(
    'attendanceOrder',
    ['none'],
    {
      'this school': 'A school attendance order is in force: it must first be revoked',
      'another school':
        'A school attendance order is in force, if for another school: it must first be revoked',
    },
    {
      asks: 'No school attendance order is in force',
      settledBy: 'The authority’s word that there is none; if there is one, its revocation',
      law: orderBars,
    },
  ),
  {
    asks: 'The authority consents, where it arranged a place at this special school',
    settledBy: 'The authority’s written consent, or a direction of the Secretary of State',
    law: specialConsent,
    missing: facts => {
      const isItsPlace = facts.evidence.specialSchoolPlaceByAuthority
      if (isItsPlace === undefined)
        return 'Not shown: whether it is a special school where the authority arranged the place'
      if (!isItsPlace) return undefined
      return lackOfConsent(
        facts,
        'The authority arranged the place at this special school and has not consented',
      )
    },
    since: facts => (facts.evidence.specialSchoolPlaceByAuthority ? consentDay(facts) : undefined),
  },
  {
    asks: 'The authority consents, once section 37 of the 2026 Act has begun, for a relevant child',
    settledBy: 'The authority’s written consent, or the answers that show that none is needed',
    law: law('R9-F', 'CWSA 2026', 'section 37, inserting section 434A of the Education Act 1996', 'read'),
    missing: facts => {
      const need = section37(facts)
      if (need.needed === 'no') return undefined
      const because = need.because.join(' ')
      if (need.needed === 'not known') {
        return lackOfConsent(
          facts,
          `Section 37 has begun, and it is not known whether the authority must consent. ${because}`,
        )
      }
      // Without a word on the place the line before has said what is missing of the consent.
      if (facts.evidence.specialSchoolPlaceByAuthority) return undefined
      return lackOfConsent(facts, `Section 37 has begun, and the authority has not consented. ${because}`)
    },
    since: facts => (section37(facts).needed === 'yes' ? consentDay(facts) : undefined),
  },
])
