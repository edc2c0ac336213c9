// Statutory returns: sent by the school, received by the authority. Nothing here asks about gates, visits or screens.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { childById, contactsOf, enrolmentsOf, nextNumber } from '../children/store.ts'
import { schoolEnquiries } from '../enquiries/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { ReturnContent } from './attendance-return.ts'
import { deletionReturn } from './deletion-return.ts'
import { addReceipt, addReturn, type ReturnRow, returnByToken, returnsOfChild } from './store.ts'

export type DueReturn = {
  rule: string
  findingId: string
  /** The first day of the absence: one return for each absence. */
  episodeOn: string
  enrolmentId: string
  childId: string
  schoolId: string
}

/**
 * Sends the return that a finding says is due. Takes the finding that stands now, or nothing where none does. Sending twice
 * sends once and gives the first reference.
 */
export async function sendReturn(
  tx: Tx,
  viewer: Viewer,
  due: DueReturn | undefined,
  content: ReturnContent | undefined,
): Promise<Decision<{ reference: string; token: string; already: boolean }>> {
  if (!may(viewer, 'return.send')) throw new NotFound('return')
  if (!due || !content) {
    return refused({
      says: 'No return is due for this child: the register does not show 10 school days of absence without leave',
      cites: 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13',
    })
  }
  if (!viewer.schools.includes(due.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, due.childId)
  const before = await sentFor(tx, viewer, due)
  if (before) return allowed({ reference: before.reference, token: before.token, already: true })
  const token = newToken()
  const reference = `N-${await nextNumber(tx, viewer.la, 'returns', 1001)}`
  const added = await addReturn(tx, viewer, { ...due, id: newId(), token, reference, content })
  if (added) return allowed({ reference, token, already: false })
  // Another window was a moment earlier.
  const theirs = await sentFor(tx, viewer, due)
  if (!theirs) throw new Error('A return stands for this absence and cannot be read')
  return allowed({ reference: theirs.reference, token: theirs.token, already: true })
}

const protectedNext = 'The child is protected: ask the school by telephone where the child goes next.'

async function sentFor(
  tx: Tx,
  viewer: Viewer,
  due: Pick<DueReturn, 'rule' | 'childId' | 'enrolmentId' | 'episodeOn'>,
): Promise<ReturnRow | undefined> {
  return (await returnsOfChild(tx, viewer, due.childId)).find(
    sent =>
      sent.rule === due.rule && sent.enrolment_id === due.enrolmentId && sent.episode_on === due.episodeOn,
  )
}

/**
 * Sends the deletion return (T-11) of a name that comes off the register in this same transaction. Sending twice sends once.
 * Throws NotFound for another school's enrolment.
 */
export async function sendDeletionReturn(
  tx: Tx,
  viewer: Viewer,
  removed: {
    id: string
    childId: string
    schoolId: string
    ground: string
    leavingDate: LocalDate
    next?: string | undefined
  },
): Promise<{ reference: string; token: string; already: boolean }> {
  if (!may(viewer, 'return.send') || !viewer.schools.includes(removed.schoolId)) throw new NotFound('school')
  const due = {
    rule: 'T-11',
    findingId: null,
    episodeOn: removed.leavingDate,
    enrolmentId: removed.id,
    childId: removed.childId,
    schoolId: removed.schoolId,
  }
  const before = await sentFor(tx, viewer, due)
  if (before) return { reference: before.reference, token: before.token, already: true }
  const child = await childById(tx, viewer, removed.childId)
  const enrolment = (await enrolmentsOf(tx, viewer, removed.childId)).find(one => one.id === removed.id)
  const enquiries = await schoolEnquiries(tx, viewer, removed.childId)
  const contacts = await contactsOf(tx, viewer, removed.childId)
  const content = deletionReturn({
    child: {
      surname: child.surname,
      forename: child.forename,
      middleNames: child.middle_names,
      dateOfBirth: child.date_of_birth,
      upn: child.upn,
    },
    year: enrolment?.nc_year ?? null,
    ground: removed.ground,
    removedOn: removed.leavingDate,
    // Where a protected child goes is told by voice, to somebody who has said who they are.
    next: child.protected && removed.next ? protectedNext : removed.next,
    enquiries: enquiries.map(one => ({
      checkCode: one.check_code,
      result: one.result,
      doneOn: one.done_on,
      method: one.method,
      note: one.note,
    })),
    livesWith: contacts.filter(one => one.lives_with === 'yes').map(one => one.relationship ?? 'an adult'),
  })
  const token = newToken()
  const reference = `N-${await nextNumber(tx, viewer.la, 'returns', 1001)}`
  await addReturn(tx, viewer, { ...due, id: newId(), token, reference, content })
  return { reference, token, already: false }
}

/** Someone of the authority opens a return: from now on the school can see that it arrived. */
export async function receiveReturn(tx: Tx, viewer: Viewer, token: string): Promise<ReturnRow> {
  if (!may(viewer, 'returns.see')) throw new NotFound('return')
  const sent = await returnByToken(tx, viewer, token)
  if (sent.received_at) return sent
  await addReceipt(tx, viewer, sent.id, sent.school_id)
  return returnByToken(tx, viewer, token)
}
