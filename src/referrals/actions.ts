// A school tells its authority that a child may be missing education.
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { childById, nextNumber } from '../children/store.ts'
import { levelOfChild } from '../enquiries/levels/store.ts'
import type { Level } from '../enquiries/screening.ts'
import { holdChild } from '../enquiries/store.ts'
import { askAtTheDoor } from '../matching/doors/actions.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { type Gate, maySend } from './gate.ts'
import { type Answers, isStartCode, notKnown, question, readAnswer } from './questions.ts'
import { routeQuestions } from './route.ts'
import { addReferral, deleteDraft, draftOf, openReferrals, referralsOfChild, saveDraft } from './store.ts'

export type About = { childId: string; schoolId: string }

/** What somebody else wrote into the same answer meanwhile. */
export type Conflict = { theirs: string; by: string; at: Date }

/**
 * Keeps one answer of the referral being written, or of the questions before it. Gives what is wrong with it, in the
 * question's own words. `was` is the answer that stood when this person opened the question: where somebody has written
 * another since, nothing is kept and the conflict says what they wrote. `at` is when.
 */
export async function keepAnswer(
  tx: Tx,
  viewer: Viewer,
  about: About,
  id: string,
  given: { text: string; notKnown: boolean; was?: string; at?: Date },
): Promise<Decision<{ answers: Answers }> & { conflict?: Conflict }> {
  if (!may(viewer, 'referral.write') || !ownSchool(viewer, about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  const asked = question(id) ?? routeQuestions.find(one => one.id === id)
  if (!asked) throw new NotFound('question')
  const read = readAnswer(asked, given, viewer.today)
  if ('wrong' in read) return refused({ says: read.wrong })
  // One after the other: two who write the same answer at once must not both believe that they were alone.
  await holdChild(tx, viewer, about.childId)
  const before = await draftOf(tx, viewer, about.childId, about.schoolId)
  const stands = before?.answers[id]
  if (stands !== undefined && oneLine(stands) === oneLine(read.answer))
    return allowed({ answers: before!.answers })
  if (before && given.was !== undefined && oneLine(stands ?? '') !== oneLine(given.was)) {
    const changed = before.changes[id]
    const by = changed?.by ?? before.saved_name
    return {
      ...refused({ says: `${by} changed this while you wrote` }),
      conflict: {
        theirs: stands ?? '',
        by,
        at: changed ? new Date(changed.at) : before.saved_at,
      },
    }
  }
  await saveDraft(tx, viewer, about.childId, about.schoolId, { [id]: read.answer }, given.at)
  const draft = await draftOf(tx, viewer, about.childId, about.schoolId)
  return allowed({ answers: draft?.answers ?? {} })
}

/** Browsers end lines each in their own way; that changes no answer. */
const oneLine = (text: string): string => text.replaceAll('\r\n', '\n').trim()

export type Sent = { referralId: string; token: string; reference: string; already: boolean }

/** What the authority's case is opened with. */
export type Opening = {
  referralId: string
  /** The id to give a new case. */
  caseId: string
  childId: string
  schoolId: string
  startCode: string
  level: Level
  on: string
}

/**
 * Sends the referral that was written: the authority's case is opened (or the one it has for the child is joined), the
 * referral gets a reference, and the draft goes; all of it or nothing. Sent before, here or in another window: gives what
 * was sent, and nothing happens twice.
 *
 * `openCase` is given by the one who calls, because a case comes after a referral in the order of this house.
 * `gateNow` works the gate out again from what stands in the database, so that nothing old on a page decides. A gate that
 * is not open lets a referral through only for a DSL's reason of urgent risk, which is kept with what was missing.
 */
export async function sendReferral(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: {
    gateNow: (answers: Answers) => Promise<Gate>
    urgentBecause: string
    openCase: (opening: Opening) => Promise<{ caseId: string }>
  },
): Promise<Decision<Sent>> {
  if (!may(viewer, 'referral.write') || !ownSchool(viewer, about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  await holdChild(tx, viewer, about.childId)
  const draft = await draftOf(tx, viewer, about.childId, about.schoolId, true)
  const isUrgent = may(viewer, 'gate.pass') && given.urgentBecause.trim() !== ''
  if (!draft) {
    const { urgent, ...before } = await sentBefore(tx, viewer, about)
    // A DSL need not answer a single question first where the risk is urgent; nor does a referral that was sent before the
    // risk was known keep the authority from hearing of it.
    if (!isUrgent || (before.allowed && urgent)) return before
  }
  const answers = draft?.answers ?? {}

  const state = await given.gateNow(answers)
  const sends = maySend(state, { isDsl: may(viewer, 'gate.pass'), urgentBecause: given.urgentBecause })
  if (!sends.send) return refused(...sends.reasons.map(reason => ({ says: reason.says })))

  const kind = answers.kind ?? ''
  // Passed for urgent risk before it was said how it began: a child who cannot be found, until someone knows better.
  const startCode = isStartCode(kind) ? kind : 'START-01'
  // Urgent is what the DSL says is urgent, also where the gate stood open.
  const passedWhy = sends.passedWhy ?? (isUrgent ? given.urgentBecause.trim() : undefined)
  const urgent = passedWhy !== undefined
  const referralId = newId()
  const level = urgent ? 'act today' : await levelNow(tx, viewer, about.childId)
  const { caseId } = await given.openCase({
    ...about,
    referralId,
    caseId: newId(),
    startCode,
    level,
    on: viewer.today,
  })
  const token = newToken()
  const reference = `R-${await nextNumber(tx, viewer.la, 'referrals', 1001)}`
  await addReferral(tx, viewer, {
    ...about,
    id: referralId,
    token,
    reference,
    caseId,
    startCode,
    urgent,
    answers,
    missing: state.open ? [] : state.reasons.map(reason => reason.says),
    passedWhy,
  })
  await deleteDraft(tx, viewer, about.childId, about.schoolId)
  await askAtTheDoor(tx, viewer, { from: 'referral', about: about.childId })
  return allowed({ referralId, token, reference, already: false })
}

/** No draft: it was sent a moment ago from another window, or there is nothing to send. */
async function sentBefore(
  tx: Tx,
  viewer: Viewer,
  about: About,
): Promise<Decision<Sent> & { urgent?: boolean }> {
  const [open] = await openReferrals(tx, viewer, [about.childId])
  const row =
    open && (await referralsOfChild(tx, viewer, about.childId)).find(r => r.reference === open.reference)
  if (!row) return refused({ says: 'There is nothing to send yet. Answer the first question.' })
  return {
    ...allowed({ referralId: row.id, token: row.token, reference: row.reference, already: true }),
    urgent: row.urgent,
  }
}

/**
 * The level that holds. The sender may not read screens, so it is read across that wall and only the level
 * comes back. Nobody knows where the child is and no screen says more: act this week.
 */
async function levelNow(tx: Tx, viewer: Viewer, childId: string): Promise<Level> {
  const now = await acrossOrganisations(tx, viewer, system => levelOfChild(tx, system, childId))
  return now?.level ?? 'act this week'
}

/** What the answers of a referral give that are not "not known". */
export const known = (answers: Answers, id: string): string | undefined => {
  const answer = answers[id]
  return answer && answer !== notKnown ? answer : undefined
}

const ownSchool = (viewer: Viewer, schoolId: string): boolean => viewer.schools.includes(schoolId)
