// What a school does to find a child: a contact, a check, a signed risk screen. Each adds a row of history.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { childById } from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { type Result, results } from './enquiry.ts'
import { schoolCheck } from './school-checks.ts'
import { levelOf, type ScreenAnswers, type Screened, screenQuestions } from './screening.ts'
import {
  addSchoolEnquiry,
  addScreen,
  holdChild,
  type NewEnquiry,
  schoolEnquiries,
  screensOf,
} from './store.ts'

/** The child, and the school on whose behalf the work is done. Each action asks again whether both are in scope. */
export type About = { childId: string; schoolId: string }
export type Given = Omit<NewEnquiry, 'id' | 'childId' | 'schoolId'>

/**
 * Records one thing done to find a child: a contact or a check. What is recorded stays; a mistake is put right by
 * recording again. The same words by the same person at the same time are taken as one. Throws NotFound for a school that
 * is not the viewer's.
 */
export async function recordEnquiry(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: Given,
): Promise<Decision<{ id: string; already: boolean }>> {
  if (!may(viewer, 'enquiry.record') || !ownSchool(viewer, about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  const check = schoolCheck(given.checkCode)
  if (!check) throw new NotFound('check')
  if (check.signed) return refused({ says: 'The risk screen is signed on its own page, by the DSL.' })
  if (!results.includes(given.result as Result)) return refused({ says: 'Choose what came of it.' })
  if (given.doneOn > viewer.today) return refused({ says: 'The day must be today or before.' })
  if (given.result === 'not needed' && !given.note?.trim()) {
    return refused({ says: 'Say why it is not needed. The authority sees the reason.' })
  }
  await holdChild(tx, viewer, about.childId)
  const same = (await schoolEnquiries(tx, viewer, about.childId, given.doneOn)).find(
    e =>
      e.check_code === given.checkCode &&
      e.by_name === viewer.name &&
      e.done_on === given.doneOn &&
      e.result === given.result &&
      (e.done_at ?? '') === (given.doneAt ?? '') &&
      (e.method ?? '') === (given.method ?? '') &&
      (e.asked ?? '') === (given.asked ?? '') &&
      (e.note ?? '') === (given.note ?? ''),
  )
  if (same) return allowed({ id: same.id, already: true })
  const id = newId()
  await addSchoolEnquiry(tx, viewer, { ...given, ...about, id })
  return allowed({ id, already: false })
}

/**
 * Signs a risk screen. Only a DSL of the school signs. Every question must have an answer, "not known" included; the
 * level follows from the answers, and a DSL may raise it (never lower it) with a reason.
 */
export async function signScreen(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: {
    answers: ScreenAnswers
    concerns: string
    raiseTo?: Screened['level']
    missing: readonly string[]
  },
): Promise<Decision<Screened>> {
  if (!may(viewer, 'screen.sign') || !ownSchool(viewer, about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  if (given.missing.length > 0) {
    return refused(...given.missing.map(asks => ({ says: `Answer the question: ${asks}` })))
  }
  await holdChild(tx, viewer, about.childId)
  const screened = levelOf(given.answers)
  const order: Screened['level'][] = ['act today', 'act this week', 'keep in view']
  const raised =
    given.raiseTo && order.indexOf(given.raiseTo) < order.indexOf(screened.level)
      ? given.raiseTo
      : screened.level
  if (raised !== screened.level && !given.concerns.trim()) {
    return refused({ says: 'Say why you raise the level, in the concerns.' })
  }
  const [last] = await screensOf(tx, viewer, about.childId)
  const isSame =
    last?.signed_on === viewer.today &&
    last.signed_name === viewer.name &&
    last.level === raised &&
    last.concerns === given.concerns &&
    screenQuestions.every(
      ({ id }) =>
        last.answers[id]?.answer === given.answers[id]?.answer &&
        last.answers[id]?.source === given.answers[id]?.source,
    )
  // The same words by the same person on one day: the form was sent twice.
  if (isSame) return allowed({ ...screened, level: raised })
  await addScreen(tx, viewer, {
    id: newId(),
    childId: about.childId,
    schoolId: about.schoolId,
    on: viewer.today,
    level: raised,
    dangerNow: screened.dangerNow,
    answers: given.answers,
    concerns: given.concerns,
  })
  // The screen itself is closed to those who do not decide; that it was signed is for everyone who works on the child.
  await addSchoolEnquiry(tx, viewer, {
    id: newId(),
    childId: about.childId,
    schoolId: about.schoolId,
    checkCode: 'RS22',
    method: 'records',
    result: 'information',
    doneOn: viewer.today,
  })
  return allowed({ ...screened, level: raised })
}

const ownSchool = (viewer: Viewer, schoolId: string): boolean => viewer.schools.includes(schoolId)
