/**
 * What must school and authority have done together before a name comes off for "cannot be found", and what may they conclude?
 *
 * Guidance gives no fixed list: effort must fit the child. These are the checks the guidance and the forms of authorities name,
 * with the code under which each is recorded here (RS: the school's, RL: the authority's). Only two conclusions let a name come
 * off under ground H or I, and both sides must have reached the same one.
 */
import type { Mark } from './source.ts'

/** Whose work an item is. */
export type EnquirySide = 'school' | 'authority' | 'both'

export type EnquiryItem = {
  /** `S1`, `L3`, `J2`, as the catalogue has it. */
  readonly id: string
  readonly side: EnquirySide
  readonly label: string
  /** What shows that it was done. */
  readonly evidence?: string
  /** The checks it is recorded as; none for what is a step of the joint work. */
  readonly recordedAs: readonly string[]
  readonly mark: Mark
}

const school = (id: string, label: string, evidence: string, ...recordedAs: string[]): EnquiryItem => ({
  id,
  side: 'school',
  label,
  evidence,
  recordedAs,
  mark: 'second-hand',
})
const authority = (id: string, mark: Mark, label: string, ...recordedAs: string[]): EnquiryItem => ({
  id,
  side: 'authority',
  label,
  recordedAs,
  mark,
})
const joint = (id: string, label: string): EnquiryItem => ({
  id,
  side: 'both',
  label,
  recordedAs: [],
  mark: 'second-hand',
})

export const enquiryItems: readonly EnquiryItem[] = [
  school(
    'S1',
    'Call, text and email every contact, emergency contacts too, at different times',
    'The log of calls',
    'RS01',
    'RS02',
    'RS03',
  ),
  school('S2', 'Ring in person on the first day: an automatic message is not enough', 'The log', 'RS01'),
  school(
    'S3',
    'Write to the last address, saying what the concern is and that a referral may follow',
    'The copy',
    'RS11',
  ),
  school(
    'S4',
    'Ask staff, friends, siblings, relatives and the wider school community',
    'A note',
    'RS05',
    'RS06',
    'RS08',
  ),
  school('S5', 'Ask siblings’ schools whether they see the same, and agree who leads', 'A note', 'RS07'),
  school(
    'S6',
    'Look in the school’s own records: admission form, previous school, leave requests, planned moves, safeguarding file',
    'An extract',
    'RS04',
    'RS12',
  ),
  school(
    'S7',
    'Visit the home, with the risk weighed first; neighbours; signs that somebody lives there',
    'The visit form, and the card left',
    'RS09',
    'RS10',
  ),
  school(
    'S8',
    'Ask the agencies that work with the family: social worker, youth justice, health, early help, housing',
    'Their replies',
    'RS10',
    'RS15',
  ),
  school(
    'S9',
    'Ring a claimed new school or authority: registered, attending, applied? Abroad: address, school, tickets',
    'Their confirmation',
    'RS13',
    'RS14',
    'RS18',
  ),
  school(
    'S10',
    'The safeguarding lead weighs the risk, with every indicator, and records the decision on a referral',
    'The safeguarding lead’s note',
    'RS22',
  ),
  school('S11', 'Look at open social media, lawfully and in proportion', 'A note', 'RS17'),
  authority(
    'L1',
    'inferred',
    'The authority’s own education records: rolls, applications, home education, alternative provision, previous case, siblings',
    'RL01',
    'RL02',
    'RL04',
    'RL21',
  ),
  authority('L2', 'second-hand', 'Admissions here and in neighbouring authorities', 'RL01', 'RL19'),
  authority(
    'L3',
    'second-hand',
    'The school-to-school system and its lost pupils; Get Information About Pupils',
    'RL18',
  ),
  authority('L4', 'second-hand', 'Social care, early help and the safeguarding hub', 'RL06'),
  authority(
    'L5',
    'second-hand',
    'Council tax, housing, housing benefit, homelessness and temporary accommodation',
    'RL09',
    'RL10',
    'RL11',
    'RL12',
  ),
  authority(
    'L6',
    'second-hand',
    'Health: child health records, school nursing, GP registration, accident and emergency alerts',
    'RL15',
    'RL16',
  ),
  authority(
    'L7',
    'second-hand',
    'Police, with a safe-and-well check; refuges and domestic abuse services',
    'RL17',
    'RL25',
  ),
  authority('L8', 'second-hand', 'Youth justice, and education in custody', 'RL07'),
  authority('L9', 'second-hand', 'HMRC and the Department for Work and Pensions, where lawful', 'RL12'),
  authority('L10', 'second-hand', 'UK Visas and Immigration, Border Force: left or entered?', 'RL23'),
  authority(
    'L11',
    'unverified',
    'The authority and school the child came from, and any they may have gone to',
    'RL20',
  ),
  authority('L12', 'unverified', 'The home authority, where it is not the school’s', 'RL19'),
  authority('L13', 'unverified', 'Service families: the Armed Forces education service', 'RL27'),
  authority(
    'L14',
    'unverified',
    'Traveller education, migrant and asylum support, the team for unaccompanied children',
    'RL24',
    'RL26',
  ),
  authority(
    'L15',
    'inferred',
    'Special educational needs, the Virtual School, the home education team',
    'RL02',
    'RL03',
    'RL05',
  ),
  authority('L16', 'unverified', 'Home visits by the authority’s officer; neighbours, landlord', 'RL28'),
  joint('J1', 'School and authority exchange their logs'),
  joint('J2', 'They answer whether sickness or an unavoidable cause keeps the child away, with reasons'),
  joint('J3', 'They conclude, in one of the words below'),
  joint('J4', 'They agree the day it takes effect, never a day gone by'),
  joint('J5', 'The school makes the deletion return and sends the transfer file'),
  joint('J6', 'The authority keeps the case open as CME and goes on looking'),
]

export type EnquiryOutcome = {
  readonly code: string
  readonly label: string
  /** May a name come off under ground H or I on it, where both sides have concluded it? */
  readonly unlocks: boolean
}

/** What joint enquiries may conclude. The words are ours; that only two of them unlock is regulation 9(1)(h) and (i). */
export const enquiryOutcomes = [
  {
    code: 'NOT_LOCATED_AFTER_JOINT',
    label: 'Not found, after joint reasonable enquiries',
    unlocks: true,
  },
  {
    code: 'LOCATED_AGREED_WILL_NOT_ATTEND',
    label: 'Found; both agree that there are no reasonable grounds to believe the child will attend again',
    unlocks: true,
  },
  { code: 'LOCATED_EXPECTED_TO_ATTEND', label: 'Found, and expected to attend again', unlocks: false },
  { code: 'LOCATED_NOT_AGREED', label: 'Found; school and authority do not agree', unlocks: false },
  { code: 'IN_PROGRESS', label: 'Still being made', unlocks: false },
] as const satisfies readonly EnquiryOutcome[]

export type EnquiryOutcomeCode = (typeof enquiryOutcomes)[number]['code']

/**
 * Do the conclusions of both sides let a name come off under ground H or I? Both must be there, be the same, and be one of the
 * two that unlock. Takes codes; a code it does not know unlocks nothing. Regulation 9(1)(h) and (i), read second-hand.
 */
export function enquiriesUnlock(schoolSays: string | undefined, authoritySays: string | undefined): boolean {
  if (schoolSays !== authoritySays) return false
  return enquiryOutcomes.some(({ code, unlocks }) => unlocks && code === schoolSays)
}
