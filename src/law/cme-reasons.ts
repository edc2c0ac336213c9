/**
 * Why is a child missing education? The Department's twenty primary reasons, one for each child, exact labels.
 *
 * Five of the twenty joined the list in autumn 2025. Which five was never published anywhere we have read; a copy of the list
 * marks two. So the list before that day is not known, and we do not make one up: an older record is mapped by hand.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Dated } from './dated.ts'

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

/** The reasons that a copy of the list marks as added in autumn 2025. Three more were; which, is not known. */
export const reasonsMarkedNew: readonly CmeReasonCode[] = ['DID_NOT_APPLY_CSA', 'OFFERED_NOT_ACCEPTED']

/** A label that an earlier edition of the list had, and the reason it is now. */
export const earlierReasonLabels: Readonly<Record<string, CmeReasonCode>> = {
  'Believed to have moved out of the country': 'MOVED_ABROAD',
}

/** What the list was for some time: the reasons; or that it is not known; or that none were collected. */
export type CmeReasonList =
  | { readonly known: 'yes'; readonly reasons: readonly CmeReason[] }
  | {
      readonly known: 'not which'
      /** The reasons that were on the list, or may have been. */
      readonly among: readonly CmeReason[]
      /** How many of them there were. */
      readonly count: number
    }
  | { readonly known: 'none collected' }

/** The Department's list, by date. The collection began without reasons. */
export const cmeReasonLists: readonly Dated<CmeReasonList>[] = [
  {
    from: localDate('2022-09-01'),
    value: { known: 'none collected' },
    cites: 'DfE children missing education collection, autumn 2022 to summer 2023: totals only',
    mark: 'read',
  },
  {
    from: localDate('2023-09-01'),
    value: {
      known: 'not which',
      among: cmeReasons.filter(({ code }) => !reasonsMarkedNew.includes(code)),
      count: 15,
    },
    cites:
      'DfE children missing education collection: primary reasons from autumn 2023; five of today’s were added in autumn 2025, and which five was not published where we could read it',
    mark: 'inferred',
  },
  {
    from: localDate('2025-10-01'),
    value: { known: 'yes', reasons: cmeReasons },
    cites: 'DfE children missing education collection, autumn 2025: twenty primary reasons',
    mark: 'read',
  },
]

/** The list that held on a day. Nothing before the collection began. */
export function cmeReasonsOn(day: LocalDate): Dated<CmeReasonList> | undefined {
  return cmeReasonLists.findLast(list => list.from <= day)
}

/**
 * Reads a reason as a return or an older record has it: our code, a label of today's, or an earlier label. Case and the space
 * around it do not matter. Nothing for anything else: a person maps it.
 */
export function readCmeReason(text: string): CmeReasonCode | undefined {
  const wanted = text.trim().toLowerCase()
  const today = cmeReasons.find(({ code, label }) =>
    [code.toLowerCase(), label.toLowerCase()].includes(wanted),
  )
  const earlier = Object.entries(earlierReasonLabels).find(([label]) => label.toLowerCase() === wanted)
  return today?.code ?? earlier?.[1]
}
