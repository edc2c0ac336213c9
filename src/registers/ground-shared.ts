/** What several grounds ask in the same words. */
import { type Demand, demandsOf, type Facts, type Law, law } from './ground-demand.ts'
import { choice, type EvidenceOf, words, yesOrNo } from './ground-fields.ts'

/** Regulation 9(1) by its letter. A to E were read in the instrument; what is known of the others is second-hand or less. */
export function regulation9(letter: string): Law {
  const mark = 'ABCDE'.includes(letter) ? 'read' : 'FHI'.includes(letter) ? 'second-hand' : 'unverified'
  return law(`R9-${letter}`, 'Regs 2024', `regulation 9(1)(${letter.toLowerCase()})`, mark)
}

/** Regulation 9(3), of which the letters are not known. */
export const regulation9of3 = (code: string): Law => law(code, 'Regs 2024', 'regulation 9(3)', 'unverified')

export const orderField = {
  attendanceOrder: choice('Is a school attendance order in force for the pupil?', {
    none: 'No',
    'this school': 'Yes, it names this school',
    'another school': 'Yes, it names another school',
  }),
}
export const mobileField = {
  mobileChildMainSchool: yesOrNo(
    'Is this the main school of a mobile child (whose parents travel for work)?',
  ),
}
export const returnFields = {
  expectedToAttendAgain: yesOrNo(
    'Are there reasonable grounds to believe that the pupil will attend this school again?',
  ),
  expectedReasons: words('The reasons for that answer'),
}
export const schoolTypeField = {
  schoolType: choice('What kind of school is it?', {
    maintained: 'Maintained school',
    academy: 'Academy',
    independent: 'Independent school',
    'non-maintained special': 'Non-maintained special school',
  }),
}

type OrderEvidence = EvidenceOf<typeof orderField>
type MobileEvidence = EvidenceOf<typeof mobileField>
type ReturnEvidence = EvidenceOf<typeof returnFields>

/** No order in force names this school. */
export const noOrderNamesThisSchool = (at: Law): Demand<Facts<OrderEvidence>> =>
  demandsOf<OrderEvidence>().oneOf(
    'attendanceOrder',
    ['none', 'another school'],
    {
      'this school':
        'A school attendance order in force names this school: it must first be amended or revoked',
    },
    {
      asks: 'No school attendance order in force names this school',
      settledBy:
        'The authority’s word on whether an order is in force; if one is, its amendment or revocation',
      law: at,
    },
  )

export const notMobileMainSchool = (at: Law): Demand<Facts<MobileEvidence>> =>
  demandsOf<MobileEvidence>().no(
    'mobileChildMainSchool',
    'This is the main school of a mobile child, so the name stays on while the child is registered elsewhere too',
    {
      asks: 'This is not the main school of a mobile child',
      settledBy: 'The admission register, and the parents’ word on their travel for work',
      law: at,
    },
  )

/** No reasonable grounds to believe that the pupil will attend again, with reasons. */
export const willNotAttendAgain = (at: Law): Demand<Facts<ReturnEvidence>>[] => [
  demandsOf<ReturnEvidence>().no(
    'expectedToAttendAgain',
    'There are reasonable grounds to believe that the pupil will attend this school again',
    {
      asks: 'There are no reasonable grounds to believe that the pupil will attend this school again',
      settledBy: 'The school’s answer, after asking the parents and whoever else would know',
      law: at,
    },
  ),
  demandsOf<ReturnEvidence>().written('expectedReasons', {
    asks: 'The reasons for believing that the pupil will not attend again are written down',
    settledBy: 'The reasons, in a sentence',
    law: at,
  }),
]
