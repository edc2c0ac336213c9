/** Why is a child missing education? The Department's twenty primary reasons, one for each child, exact labels. */

export type CmeReason = { readonly code: string; readonly label: string }

/** As collected from autumn 2025. DfE children missing education collection, termly. */
export const cmeReasons = [
  { code: 'MOVED_ABROAD', label: 'Believed to have moved to another country' },
  { code: 'MOVED_LA', label: 'Believed to have moved to another local authority' },
  { code: 'CHALLENGING_SAO', label: 'Challenging school attendance order' },
  { code: 'DID_NOT_APPLY_CSA', label: 'Did not apply for school place at compulsory school age' },
  { code: 'NO_PREFERENCE', label: 'Did not get school preference' },
  { code: 'DIFFICULTY_PLACE', label: 'Difficulty accessing suitable school place' },
  { code: 'MENTAL_HEALTH', label: 'Mental health' },
  { code: 'ARRIVED_ABROAD', label: 'Moved in from another country' },
  { code: 'ARRIVED_LA', label: 'Moved in from another local authority' },
  { code: 'NOT_RECORDED', label: 'Not recorded' },
  { code: 'OFFERED_NOT_ACCEPTED', label: 'Offered school place but not yet accepted' },
  { code: 'OTHER', label: 'Other' },
  { code: 'PARENTAL_DECISION', label: 'Parental decision not to register at school' },
  { code: 'PHYSICAL_HEALTH', label: 'Physical health' },
  { code: 'APPLICATION_PENDING', label: 'School application awaiting outcome' },
  { code: 'DISSATISFACTION_SEND', label: 'School dissatisfaction SEND' },
  { code: 'DISSATISFACTION_GENERAL', label: 'School dissatisfaction general' },
  { code: 'UNKNOWN', label: 'Unknown' },
  { code: 'UNSUITABLE_EHE', label: 'Unsuitable elective home education' },
  { code: 'WAITING_START', label: 'Waiting school start' },
] as const satisfies readonly CmeReason[]

export type CmeReasonCode = (typeof cmeReasons)[number]['code']

/** The Department's label of a reason. */
export function cmeReasonInWords(code: CmeReasonCode): string {
  return cmeReasons.find(reason => reason.code === code)!.label
}
