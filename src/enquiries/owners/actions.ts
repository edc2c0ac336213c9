// Who at the school does a check.
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import { childById } from '../../children/store.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { About } from '../actions.ts'
import { schoolCheck } from '../school-checks.ts'
import { holdChild } from '../store.ts'
import { addCheckOwner, checkOwners } from './store.ts'

/**
 * Says who at the school does a check; with no name nobody does any more. The latest holds; the same again adds nothing.
 * Throws NotFound for a school that is not the viewer's.
 */
export async function giveCheckTo(
  tx: Tx,
  viewer: Viewer,
  about: About & { since: string },
  given: { checkCode: string; ownerName: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'enquiry.record') || !viewer.schools.includes(about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  if (!schoolCheck(given.checkCode)) throw new NotFound('check')
  const ownerName = given.ownerName.trim()
  if (ownerName.length > 100) return refused({ says: 'Use 100 characters or fewer for the name' })
  await holdChild(tx, viewer, about.childId)
  const owners = await checkOwners(tx, viewer, about.childId, about.since)
  const stands = owners.find(row => row.check_code === given.checkCode)?.owner_name ?? ''
  if (stands === ownerName) return allowed({ already: true })
  await addCheckOwner(tx, viewer, {
    id: newId(),
    childId: about.childId,
    schoolId: about.schoolId,
    checkCode: given.checkCode,
    ownerName,
  })
  return allowed({ already: false })
}
