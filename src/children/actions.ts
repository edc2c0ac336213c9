// What is done about a child's protection: put on, opened, reviewed; and the marks that say which contact is safe.

import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { dateInWords, parseLocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { protectWithFamily } from './family/actions.ts'
import { flagInWords, isByHand, isClosed } from './flags.ts'
import { isOpeningReason, isProtectionKind, openHours, problemWithSentence } from './protection.ts'
import {
  type ChildRow,
  childById,
  contactToMark,
  flagSaidByHand,
  holdFlags,
  insertFlagByHand,
  insertOpening,
  insertReview,
  insertSafety,
  openingById,
  openingNow,
  type SafetyMarks,
} from './store.ts'

/**
 * Puts a protection on a child, at once, and on those who live with the child. From this moment no ordinary page, file or
 * message can show where they are. A second one is written down beside the first. Gives how many others it was put on:
 * for the authority alone to be told.
 */
export async function protect(
  tx: Tx,
  viewer: Viewer,
  child: ChildRow,
  given: { kind: string; fromOn: string; reason: string },
): Promise<Decision<{ others: number }>> {
  if (!may(viewer, 'protection.put-on')) return refused({ says: 'You may not do this' })
  if (!isProtectionKind(given.kind)) return refused({ says: 'Choose what must be protected' })
  const from = parseLocalDate(given.fromOn)
  if (!from) return refused({ says: 'Enter the day it counts from' })
  if (from > viewer.today) {
    return refused({
      says: `A protection counts at once: enter today or an earlier day, not ${dateInWords(from)}`,
    })
  }
  const problem = problemWithSentence(given.reason, 'what you know and who told you')
  if (problem) return refused({ says: problem })
  const others = await protectWithFamily(tx, viewer, { ...given, childId: child.id })
  return allowed({ others: viewer.side === 'school' ? 0 : others })
}

/**
 * Opens a child's protected details to this person for four hours. The second factor was proved a moment ago. Asked
 * again while it is open, it does nothing.
 */
export async function openProtected(
  tx: Tx,
  viewer: Viewer,
  child: ChildRow,
  given: { reason: string; why: string },
): Promise<Decision<void>> {
  if (!may(viewer, 'protected.open')) return refused({ says: 'Your role may not open protected details' })
  if (!child.protected) return refused({ says: 'Nothing is protected here' })
  if (!isOpeningReason(given.reason)) return refused({ says: 'Choose a reason' })
  const problem = problemWithSentence(given.why, 'why you need it now')
  if (problem) return refused({ says: problem })
  if (!(await openingNow(tx, viewer, child.id))) {
    await insertOpening(tx, viewer, { ...given, childId: child.id, hours: openHours })
  }
  return allowed(undefined)
}

/** A manager says what they found of an opening by somebody else. */
export async function reviewOpening(
  tx: Tx,
  viewer: Viewer,
  openingId: string,
  finding: string,
): Promise<Decision<void>> {
  const opening = await openingById(tx, viewer, openingId)
  if (!opening || !may(viewer, 'break-glass.review')) return refused({ says: 'There is no such opening' })
  if (opening.person_id === viewer.personId) {
    return refused({ says: 'You opened this yourself. Another manager reviews it.' })
  }
  if (opening.finding !== null) return refused({ says: `${opening.reviewed_name} has reviewed this already` })
  const problem = problemWithSentence(finding, 'what you found')
  if (problem) return refused({ says: problem })
  await insertReview(tx, viewer, openingId, finding)
  return allowed(undefined)
}

const words = ['yes', 'no', 'not known']

/** Marks which ways of reaching a contact are safe. */
export async function markSafe(
  tx: Tx,
  viewer: Viewer,
  child: ChildRow,
  contactId: string,
  marks: SafetyMarks,
): Promise<Decision<void>> {
  const contact = await contactToMark(tx, viewer, child.id, contactId)
  if (!contact || !may(viewer, 'safe-contact.mark')) return refused({ says: 'There is no such contact' })
  const ways = [marks.may_ring, marks.may_text, marks.may_email, marks.may_write]
  if (!ways.every(way => words.includes(way)))
    return refused({ says: 'Answer each question: not known is an answer' })
  if (marks.note && marks.note.length > 500)
    return refused({ says: 'Use 500 characters or fewer in the note' })
  await insertSafety(tx, viewer, { ...marks, childId: child.id, contactId, schoolId: contact.school_id })
  return allowed(undefined)
}

/**
 * Records, or ends, a flag by hand: the fact, since when, and who says so. Practice notes, section 4. What a file says of the
 * same flag stands beside it and is ended in the file. The same words again change nothing. For a DSL, of their own school.
 */
export async function recordFlag(
  tx: Tx,
  viewer: Viewer,
  about: { childId: string; schoolId: string },
  given: { flag: string; says: 'yes' | 'no'; fromOn: string | null; source: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'safeguarding.record') || !viewer.schools.includes(about.schoolId))
    throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  const { flag, says, fromOn } = given
  if (!isByHand(flag)) return refused({ says: 'Choose what is known' })
  const source = given.source.trim()
  if (source.length < 3) return refused({ says: 'Say who told you, or where it is written' })
  if (source.length > 200) return refused({ says: 'Use 200 characters or fewer for the source' })
  if (fromOn !== null && (parseLocalDate(fromOn) === undefined || fromOn > viewer.today))
    return refused({ says: 'Enter the day it began: today or before' })
  await holdFlags(tx, viewer, about.childId)
  const last = await flagSaidByHand(tx, viewer, about.childId, flag)
  if (says === 'no' && last?.says !== 'yes') {
    return last
      ? allowed({ already: true })
      : refused({
          says: `Nobody recorded “${flagInWords(flag)}” here. What your pupil file says is ended there.`,
        })
  }
  if (last?.says === says && last.from_on === fromOn && last.source === source)
    return allowed({ already: true })
  await insertFlagByHand(tx, viewer, { ...about, flag, says, fromOn, source, closed: isClosed(flag) })
  return allowed({ already: false })
}
