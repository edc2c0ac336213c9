// What a school does to find a child: a contact, a check, a signed risk screen. Each adds a row of history.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { childById } from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { type Result, results } from './enquiry.ts'
import type { LevelNow } from './levels/level.ts'
import { levelOfChild } from './levels/store.ts'
import { schoolCheck } from './school-checks.ts'
import {
  isLower,
  levelInWords,
  levelOf,
  type ScreenAnswers,
  type Screened,
  screenQuestions,
} from './screening.ts'
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
  if (given.result === 'child seen' && given.seenHow !== undefined && given.seenHow !== 'seen') {
    return refused({ says: 'Only a child seen in person is seen. Choose how it was.' })
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
      (e.note ?? '') === (given.note ?? '') &&
      (e.seen_how ?? '') === (given.seenHow ?? '') &&
      (e.evidence ?? '') === (given.evidence ?? ''),
  )
  if (same) return allowed({ id: same.id, already: true })
  const id = newId()
  await addSchoolEnquiry(tx, viewer, { ...given, ...about, id })
  return allowed({ id, already: false })
}

/**
 * Signs a risk screen. Only a DSL of the school signs. Every question must have an answer, "not known" included; the
 * level follows from the answers, and a DSL may raise it (never below them) with a reason. Where it is lower than the level
 * that holds, the concerns say why; and from 'act today' it waits for a second person: the level given back is the one that
 * holds. Practice notes, section 10.
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
): Promise<Decision<Screened & { waits: boolean }>> {
  if (!may(viewer, 'screen.sign') || !ownSchool(viewer, about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  if (given.missing.length > 0) {
    return refused(...given.missing.map(asks => ({ says: `Answer the question: ${asks}` })))
  }
  await holdChild(tx, viewer, about.childId)
  const screened = levelOf(given.answers)
  const raised = given.raiseTo && isLower(screened.level, given.raiseTo) ? given.raiseTo : screened.level
  if (raised !== screened.level && !given.concerns.trim()) {
    return refused({ says: 'Say why you raise the level, in the concerns.' })
  }
  const before = await levelOfChild(tx, viewer, about.childId)
  const [last] = await screensOf(tx, viewer, about.childId)
  const isSame =
    last?.signed_on === viewer.today &&
    last.signed_name === viewer.name &&
    last.level === raised &&
    last.concerns === given.concerns &&
    screenQuestions.every(
      ({ id }) =>
        last.answers[id]?.answer === given.answers[id]?.answer &&
        last.answers[id]?.source === given.answers[id]?.source &&
        last.answers[id]?.on === given.answers[id]?.on,
    )
  const outcome = (now: LevelNow | undefined) => ({
    ...screened,
    level: now?.level ?? raised,
    waits: now?.waiting !== undefined,
  })
  // The same words by the same person on one day: the form was sent twice.
  if (isSame) return allowed(outcome(before))
  if (before && isLower(raised, before.level) && !given.concerns.trim()) {
    return refused({
      says: `The level is ${levelInWords[before.level].toLowerCase()} now. Say why it is lower, in the concerns.`,
    })
  }
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
  return allowed(outcome(await levelOfChild(tx, viewer, about.childId)))
}

const ownSchool = (viewer: Viewer, schoolId: string): boolean => viewer.schools.includes(schoolId)
