/**
 * Why is a child educated at home? The Department's nineteen reasons, one for each child, exact labels.
 *
 * Read in a copy of the published figures, not in the collection's own guide.
 */
import type { Mark } from './source.ts'

export type EheReason = { readonly code: string; readonly label: string }

export const eheReasonsMark: Mark = 'second-hand'
export const eheReasonsCite = 'DfE elective home education collection, autumn 2025'

/** As collected in autumn 2025. A reason that the CME list has too has the same code there. */
export const eheReasons = [
  { code: 'MENTAL_HEALTH', label: 'Mental health' },
  { code: 'PHYSICAL_HEALTH', label: 'Physical health' },
  { code: 'COVID19', label: 'Health concerns related to COVID19' },
  { code: 'DISSATISFACTION_GENERAL', label: 'School dissatisfaction general' },
  { code: 'DISSATISFACTION_SEND', label: 'School dissatisfaction SEND' },
  { code: 'DISSATISFACTION_BULLYING', label: 'School dissatisfaction bullying' },
  { code: 'LIFESTYLE', label: 'Lifestyle' },
  { code: 'PHILOSOPHICAL', label: 'Philosophical or preferential' },
  { code: 'RELIGIOUS', label: 'Religious' },
  { code: 'EXCLUSION_RISK', label: 'Risk of school exclusion' },
  { code: 'PERMANENT_EXCLUSION', label: 'Permanent exclusion' },
  { code: 'NO_PREFERENCE', label: 'Did not get school preference' },
  { code: 'DIFFICULTY_PLACE', label: 'Difficulty accessing suitable school place' },
  { code: 'OFFERED_NOT_ACCEPTED', label: 'Offered school place but not yet accepted' },
  { code: 'DID_NOT_APPLY_CSA', label: 'Did not apply for school place at compulsory school age' },
  { code: 'SCHOOL_SUGGESTION', label: 'School suggestion' },
  { code: 'OTHER', label: 'Other' },
  { code: 'NO_REASON', label: 'No reason given' },
  { code: 'UNKNOWN', label: 'Unknown' },
] as const satisfies readonly EheReason[]

export type EheReasonCode = (typeof eheReasons)[number]['code']

/** The Department's label of a reason. */
export function eheReasonInWords(code: EheReasonCode): string {
  return eheReasons.find(reason => reason.code === code)!.label
}
