/** The grounds of a pupil who is, or has gone, elsewhere: A, B, C and G of regulation 9(1). */

import { yearGroup, yearGroupInWords } from '../calendar/age.ts'
import { inWords, laterOf } from '../calendar/local-date.ts'
import { groundInWords } from '../law/deletion-grounds.ts'
import { aGround, type Ground } from './ground.ts'
import { type Demand, demandsOf, type Facts, type Law } from './ground-demand.ts'
import {
  anyDay,
  choice,
  type EvidenceOf,
  isWritten,
  listOf,
  pastDay,
  words,
  yesOrNo,
} from './ground-fields.ts'
import {
  mobileField,
  noOrderNamesThisSchool,
  notMobileMainSchool,
  orderField,
  regulation9,
  regulation9of3,
  returnFields,
  willNotAttendAgain,
} from './ground-shared.ts'

const about = (letter: string) => ({
  code: `R9-${letter}`,
  label: groundInWords(`R9-${letter}`),
  compulsoryAge: true,
})

const fieldsA = {
  otherSchool: words('The other school'),
  howKnown: choice('How do you know that the pupil is registered there?', {
    'confirmed by the school': 'The other school confirmed that the pupil is on its register',
    offer: 'A place was offered',
    'said by the family': 'The family says so',
  }),
  registeredOn: anyDay('The first day on the other school’s register'),
  confirmation: words('What you hold of it: the letter, the message, the note of the call'),
  dualRegistrationAgreed: yesOrNo('Is it agreed that the pupil is registered at both schools?'),
  ...orderField,
  ...mobileField,
}
const a = regulation9('A')
const askA = demandsOf<EvidenceOf<typeof fieldsA>>()

export const registeredElsewhere: Ground = aGround(about('A'), fieldsA, [
  askA.written('otherSchool', {
    asks: 'The other school is named',
    settledBy: 'The name of the school whose register the pupil is on',
    law: a,
  }),
  askA.oneOf(
    'howKnown',
    ['confirmed by the school'],
    {
      offer:
        'A place was offered. An offer is not registration: the name stays on until the pupil is registered there',
      'said by the family': 'The family says so, and the other school has not confirmed it',
    },
    {
      asks: 'The other school has confirmed that the pupil is on its register',
      settledBy:
        'The other school’s confirmation of registration and of the first day; an offer letter is not enough',
      law: a,
    },
  ),
  askA.day('registeredOn', {
    asks: 'The first day on the other school’s register is known',
    settledBy: 'The other school’s confirmation of the first day',
    law: a,
  }),
  askA.written('confirmation', {
    asks: 'The confirmation is kept',
    settledBy: 'Where the confirmation is: the letter, the message, the note of the call',
    law: a,
  }),
  noOrderNamesThisSchool(a),
  notMobileMainSchool(a),
  askA.no(
    'dualRegistrationAgreed',
    'It is agreed that the pupil is registered at both schools, so ground C is the one to ask about',
    {
      asks: 'Dual registration is not agreed',
      settledBy: 'The word of both schools',
      law: a,
    },
  ),
])

export const nurseryFields = {
  admittedForNursery: yesOrNo('Was the pupil admitted to the school for nursery education?'),
  nurseryEndedOn: anyDay('The day on which the pupil’s nursery education here ended'),
  wouldMoveUp: yesOrNo('Would the pupil move to Reception or above if they stayed?'),
  statement: words('The parent’s statement, or the other place: what you hold'),
  ...returnFields,
}

/** The lines of a pupil who does not go on from nursery: ground B, and its like for younger pupils. */
export function nurseryLines(at: Law): Demand<Facts<EvidenceOf<typeof nurseryFields>>>[] {
  const ask = demandsOf<EvidenceOf<typeof nurseryFields>>()
  return [
    ask.yes('admittedForNursery', 'The pupil was not admitted for nursery education', {
      asks: 'The pupil was admitted to the school for nursery education',
      settledBy: 'The admission register',
      law: at,
    }),
    ask.day('nurseryEndedOn', {
      asks: 'The pupil has completed nursery education here',
      settledBy: 'The day on which it ended',
      law: at,
    }),
    ask.yes('wouldMoveUp', 'The pupil would not move to Reception or above', {
      asks: 'The pupil would move to Reception or above',
      settledBy: 'The class that the pupil would be in next',
      law: at,
    }),
    {
      asks: 'The pupil is of an age to move up from nursery',
      settledBy: 'The date of birth, if it is wrong. A pupil who has moved up since has gone on from nursery',
      law: at,
      // Year 1 still, for a child who begins Reception a year late.
      missing: ({ dob, proposedOn }) =>
        dob !== undefined && yearGroup(dob, proposedOn) > 1
          ? `By age the pupil is in ${yearGroupInWords(yearGroup(dob, proposedOn))}, long past nursery`
          : undefined,
    },
    ask.written('statement', {
      asks: 'The parent’s statement, or the other place, is kept',
      settledBy: 'The parent’s statement that the pupil will not go on, or the other place',
      law: at,
    }),
    ...willNotAttendAgain(at),
  ]
}

export const notContinuingAfterNursery: Ground = aGround(
  about('B'),
  nurseryFields,
  nurseryLines(regulation9('B')),
)

const other = {
  name: words('The school'),
  consentedOn: pastDay('The day on which it consented'),
  consent: words('What you hold of the consent'),
}
const fieldsC = {
  otherSchools: listOf('Every other school that the pupil is registered at', other),
  ...returnFields,
  ...orderField,
  ...mobileField,
}
const c = regulation9('C')

export const dualRegistrationEnds: Ground = aGround(about('C'), fieldsC, [
  {
    asks: 'The pupil is also registered at another school',
    settledBy: 'The other school or schools, each by name',
    law: c,
    missing: ({ evidence }) =>
      evidence.otherSchools === undefined || evidence.otherSchools.length === 0
        ? 'No other school is named'
        : evidence.otherSchools.flatMap((school, i) =>
            isWritten(school.name) ? [] : [`Other school ${i + 1} is not named`],
          ),
  },
  {
    asks: 'Every other school consents',
    settledBy: 'The consent of each other school, with its day',
    law: c,
    missing: ({ evidence }) =>
      (evidence.otherSchools ?? []).flatMap((school, i) => {
        const name = isWritten(school.name) ? school.name : `Other school ${i + 1}`
        if (school.consentedOn === undefined) return [`${name} has not consented`]
        return isWritten(school.consent) ? [] : [`The consent of ${name} is not kept`]
      }),
    since: ({ evidence }) =>
      (evidence.otherSchools ?? [])
        .map(school => school.consentedOn)
        .filter(day => day !== undefined)
        .reduce<ReturnType<typeof laterOf> | undefined>(
          (last, day) => (last ? laterOf(last, day) : day),
          undefined,
        ),
  },
  ...willNotAttendAgain(c),
  noOrderNamesThisSchool(c),
  notMobileMainSchool(c),
])

const fieldsG = {
  livesWithinDistance: yesOrNo('Does the pupil normally live a reasonable distance from the school?'),
  boards: yesOrNo('Does the pupil board at the school?'),
  movedOn: pastDay('The day from which the pupil has lived elsewhere'),
  addressVerifiedOn: pastDay('The day on which the new address was verified'),
  addressVerifiedBy: words('How it was verified, and by whom. Do not write the address here'),
  ...returnFields,
}
const g = regulation9('G')
const askG = demandsOf<EvidenceOf<typeof fieldsG>>()
const unlessVerified =
  'A new address that somebody has verified. While nobody has, this ground is not open: look for the child together with the authority (grounds H and I)'

export const livesTooFar: Ground = aGround(about('G'), fieldsG, [
  askG.no('livesWithinDistance', 'The pupil still lives a reasonable distance from the school', {
    asks: 'The pupil no longer normally lives a reasonable distance from the school',
    settledBy: 'The new address, and the way from there to the school',
    law: g,
  }),
  askG.no('boards', 'The pupil boards at the school', {
    asks: 'The pupil does not board at the school',
    settledBy: 'The admission register',
    law: g,
  }),
  askG.day('movedOn', {
    asks: 'The day from which the pupil has lived elsewhere is known',
    settledBy: 'The day of the move',
    law: g,
  }),
  askG.day('addressVerifiedOn', {
    asks: 'The new address has been verified, with the day',
    settledBy: unlessVerified,
    law: g,
  }),
  {
    asks: 'The new address was verified once the pupil lived there',
    settledBy: unlessVerified,
    law: g,
    missing: ({ evidence: { movedOn, addressVerifiedOn } }) =>
      movedOn !== undefined && addressVerifiedOn !== undefined && addressVerifiedOn < movedOn
        ? `The address was verified on ${inWords(addressVerifiedOn)}, before the move on ${inWords(movedOn)}: that shows a plan to move`
        : undefined,
  },
  askG.written('addressVerifiedBy', {
    asks: 'How the new address was verified is written down',
    settledBy: 'Who verified it and how: the new school, a border check, an embassy, a visit',
    law: g,
  }),
  ...willNotAttendAgain(g),
])

/** Regulation 9(3): a nursery pupil under compulsory school age who does not go on. */
export const youngerNotContinuing: Ground = aGround(
  {
    code: 'R9-3-NURSERY',
    label: groundInWords('R9-3-NURSERY'),
    compulsoryAge: false,
  },
  nurseryFields,
  nurseryLines(regulation9of3('R9-3-NURSERY')),
)
