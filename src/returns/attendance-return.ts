/**
 * What goes into the ten-day attendance return?
 *
 * School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13: a pupil of compulsory school age
 * absent for 10 school days in a row without leave is told to the authority, with full name, address, and the reason if
 * known. It is a duty. No gate, no missing visit and no unsigned screen may hold it back.
 */
import { contactsInWords, type Enquiry } from '../enquiries/enquiry.ts'

/** What is kept of a return. No address: the authority reads that from the record, where a protection can hold it back. */
export type ReturnContent = {
  readonly name: string
  readonly dateOfBirth: string | null
  readonly upn: string | null
  readonly year: string | null
  readonly since: string
  /** The day on which the 10th school day was counted. */
  readonly reachedOn: string
  readonly because: string
  readonly reason: string
  readonly contactAttempts: string
  readonly livesWith: string | null
  readonly siblings: string | null
  /** What this kind of return says beside: for a new pupil, what the admission register holds. Never an address or a number. */
  readonly facts?: readonly { readonly key: string; readonly text: string }[]
  /**
   * The marks it rests on, where a sum of them made it due: sessions of these letters between two places of the strip. Fewer
   * than `atLeast` of them, after a correction, and what the return said no longer stands.
   */
  readonly counted?: {
    readonly schoolYear: number
    readonly letters: string
    readonly from: number
    readonly to: number
    readonly atLeast: number
  }
  /** Where the day on which the pupil did not come stands in the strip. */
  readonly missedAt?: { readonly schoolYear: number; readonly at: number }
}

export const reasonNotKnown = 'Not known'

/** Makes the content from the record and what the person added. */
export function attendanceReturn(facts: {
  readonly child: {
    readonly surname: string
    readonly forename: string
    readonly middleNames: string | null
    readonly dateOfBirth: string | null
    readonly upn: string | null
  }
  readonly year: string | null
  readonly finding: { readonly since: string; readonly on: string; readonly because: string }
  readonly enquiries: readonly Enquiry[]
  /** How the adults the child lives with are related to the child: never names, numbers or addresses. */
  readonly livesWith: readonly string[]
  readonly reason: string
  readonly siblings: string
  readonly facts?: ReturnContent['facts']
  readonly counted?: ReturnContent['counted']
  readonly missedAt?: ReturnContent['missedAt']
}): ReturnContent {
  const { child, finding } = facts
  return {
    name: [child.forename, child.middleNames, child.surname].filter(Boolean).join(' '),
    dateOfBirth: child.dateOfBirth,
    upn: child.upn,
    year: facts.year,
    since: finding.since,
    reachedOn: finding.on,
    because: finding.because,
    reason: facts.reason.trim() || reasonNotKnown,
    contactAttempts: contactsInWords(facts.enquiries),
    livesWith: facts.livesWith.length > 0 ? facts.livesWith.join(', ') : null,
    siblings: facts.siblings.trim() || null,
    ...(facts.facts && { facts: facts.facts }),
    ...(facts.counted && { counted: facts.counted }),
    ...(facts.missedAt && { missedAt: facts.missedAt }),
  }
}

/**
 * Does a return that was sent answer this finding? A correction may move the first day of an absence after the return
 * went: it is the same absence wherever the two spells share a day, and one return is made for each absence. A return that
 * went before the days it tells of were reached, as they are known now, told of other days: then another is due.
 */
export function answersFinding(
  sent: {
    readonly rule: string
    readonly enrolment_id: string
    readonly episode_on: string
    readonly sent_on: string
    readonly content: ReturnContent
  },
  finding: {
    readonly rule: string
    readonly enrolment_id: string
    readonly since_on: string | null
    readonly on_date: string
  },
): boolean {
  const since = finding.since_on ?? finding.on_date
  return (
    sent.rule === finding.rule &&
    sent.enrolment_id === finding.enrolment_id &&
    sent.episode_on <= finding.on_date &&
    sent.content.reachedOn >= since &&
    (sent.episode_on === since || sent.sent_on >= finding.on_date)
  )
}
