// Raising the level of a situation, by anyone; and the second person's word on a screen that would lower it.
import { may } from '../../access/actions-allowed.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { childById } from '../../children/store.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { isLower, type Level, levels } from '../screening.ts'
import { holdChild } from '../store.ts'
import { addLevelStep, levelOfChild } from './store.ts'

type About = { childId: string; schoolId: string }

/**
 * Raises the level at once, with a reason. Anyone at the child's school may, and it waits for nobody. What the level is now the
 * person may not be allowed to read: it is read across that wall, and only whether it changed comes back. Raised to what it is
 * already: nothing is added, unless a lower one waits, which falls.
 */
export async function raiseLevel(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { level: string; why: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'enquiry.record') || !viewer.schools.includes(about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  const level = levels.find(one => one === given.level)
  if (!level || level === 'keep in view') return refused({ says: 'Choose how soon somebody must act' })
  const why = given.why.trim()
  if (why.length < 5) return refused({ says: 'Say in a few words what made you raise it' })
  if (why.length > 2000) return refused({ says: 'Use 2,000 characters or fewer' })
  await holdChild(tx, viewer, about.childId)
  const now = await acrossOrganisations(tx, viewer, system => levelOfChild(tx, system, about.childId))
  if (now && !isLower(now.level, level) && !(now.waiting && level === now.level)) {
    return allowed({ already: true })
  }
  await addLevelStep(tx, viewer, { ...about, kind: 'raised', level, screenId: null, why })
  return allowed({ already: false })
}

/**
 * The second person's word on a screen that gives less than 'act today': it may hold, or the level stays. Not for the one who
 * signed. Asked again, the first word stands.
 */
export async function answerLowering(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { screenId: string; agrees: boolean; why: string },
): Promise<Decision<{ level: Level }>> {
  if (!may(viewer, 'safeguarding.see') || !viewer.schools.includes(about.schoolId))
    throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  const why = given.why.trim()
  if (why.length < 5) return refused({ says: 'Say in a few words why' })
  if (why.length > 2000) return refused({ says: 'Use 2,000 characters or fewer' })
  await holdChild(tx, viewer, about.childId)
  const now = await levelOfChild(tx, viewer, about.childId)
  if (!now?.waiting || now.waiting.screenId !== given.screenId) {
    return refused({ says: 'Nothing waits for a second person any more' })
  }
  if (now.waiting.byId === viewer.personId) {
    return refused({ says: 'You signed this screen yourself. Somebody else has to agree to a lower level.' })
  }
  const level = given.agrees ? now.waiting.level : now.level
  const kind = given.agrees ? 'lowered' : 'kept'
  await addLevelStep(tx, viewer, { ...about, kind, level, screenId: given.screenId, why })
  return allowed({ level })
}
