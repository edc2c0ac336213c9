/**
 * What goes into the deletion return?
 *
 * School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13(4): no later than the day on which a name
 * is removed from the admission register, the authority is told, with the ground. It goes in the step that removes the name.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { Enquiry } from '../enquiries/enquiry.ts'
import { groundInWords } from '../law/deletion-grounds.ts'
import { attendanceReturn, type ReturnContent } from './attendance-return.ts'

/** Makes the content from the record. No address: the authority reads that where a protection can hold it back. */
export function deletionReturn(facts: {
  readonly child: Parameters<typeof attendanceReturn>[0]['child']
  readonly year: string | null
  readonly ground: string
  readonly removedOn: LocalDate
  readonly enquiries: readonly Enquiry[]
  readonly livesWith: readonly string[]
  /** What the school knows of the next school or provision, in a sentence. */
  readonly next?: string | undefined
}): ReturnContent {
  const { ground, removedOn, next } = facts
  const because = `The name was removed from the admission register on ${inWords(removedOn)}. Ground: ${groundInWords(ground)} (${ground}).${next ? ` ${next}` : ''}`
  return attendanceReturn({
    child: facts.child,
    year: facts.year,
    finding: { since: removedOn, on: removedOn, because },
    enquiries: facts.enquiries,
    livesWith: facts.livesWith,
    reason: groundInWords(ground),
    siblings: '',
  })
}
