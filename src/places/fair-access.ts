/**
 * Does this child fall under the fair access protocol, and what follows?
 *
 * The categories are those of the School Admissions Code 2021, paragraph 3.17, in the order of one published protocol: read in a
 * summary, not in the code. Two of them have a count of days (L-15, L-16); the rest are facts that a person states with a source.
 * A child with an education, health and care plan goes another way, and so does a child in care.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import type { Answer } from '../law/answer.ts'
import { fairAccessByFourWeeks, fairAccessByPlan } from '../law/authority-clocks.ts'

export const fairAccessCategories = {
  a: 'A child in need or child protection plan, now or in the last 12 months',
  b: 'Living in a refuge or other relevant accommodation',
  c: 'Known to criminal justice',
  d: 'Coming back from alternative provision, or permanently excluded and fit for a mainstream school',
  e: 'Special educational needs without a plan, a disability or a medical condition',
  f: 'A carer',
  g: 'Homeless',
  h: 'In formal kinship care',
  i: 'Gypsy, Roma or Traveller, a refugee or an asylum seeker',
  j: 'Refused a place because of challenging behaviour',
  k: 'No place was sought, owing to exceptional circumstances',
  l: 'Out of education for four weeks or more, with no place within a reasonable distance',
  m: 'Looked after before, and the authority could not promptly find a place',
} as const
export type FairAccessCategory = keyof typeof fairAccessCategories
export const isCategory = (text: string): text is FairAccessCategory =>
  Object.hasOwn(fairAccessCategories, text)

export const fairAccessCite =
  'School Admissions Code 2021, paragraph 3.17, as one published protocol lists it'

/** What the page says beside a direction to admit: nobody has read who may direct whom. */
export const directionCaution =
  'Who may direct which school to admit a child has not been read in the law: for a maintained school the authority is said to, for an academy the Secretary of State. Get this checked before you rely on it.'

export type FairAccessFacts = {
  readonly referred: LocalDate
  readonly hasPlan: boolean
  readonly inCare: boolean
  /** Category a: a plan now, or the last day of the latest that ended. */
  readonly planNow?: boolean | undefined
  readonly planEnded?: LocalDate | undefined
  /** Category l. */
  readonly firstDayOut?: LocalDate | undefined
  readonly placeWithinReasonableDistance?: boolean | undefined
  readonly refusedSuitableOffer?: boolean | undefined
}
export type FairAccessAnswer = {
  readonly eligible: boolean
  readonly because: string
  /** The rule's own answer, where it counts days. */
  readonly answer?: Answer | undefined
}

/** Is the child eligible in this category, and why? */
export function fairAccessEligibility(
  category: FairAccessCategory,
  facts: FairAccessFacts,
): FairAccessAnswer {
  if (facts.hasPlan) {
    return {
      eligible: false,
      because:
        'The child has an education, health and care plan: the plan names the school, and fair access is not the way.',
    }
  }
  if (facts.inCare) {
    return {
      eligible: false,
      because: 'The child is in care: the Virtual School asks for the place, and fair access is not the way.',
    }
  }
  if (category === 'a') {
    const answer = fairAccessByPlan({
      referred: facts.referred,
      planNow: facts.planNow === true,
      planEnded: facts.planEnded,
    })
    return { eligible: answer.eligible, because: answer.because, answer }
  }
  if (category === 'l') {
    if (facts.firstDayOut === undefined)
      return {
        eligible: false,
        because: 'The first day out of education is not known, so the four weeks cannot be counted.',
      }
    const answer = fairAccessByFourWeeks({
      firstDayOut: facts.firstDayOut,
      on: facts.referred,
      placeWithinReasonableDistance: facts.placeWithinReasonableDistance === true,
      refusedSuitableOffer: facts.refusedSuitableOffer === true,
    })
    return { eligible: answer.eligible, because: answer.because, answer }
  }
  return {
    eligible: true,
    because: `Category ${category}: ${fairAccessCategories[category].toLowerCase()}, as stated with its source.`,
  }
}
