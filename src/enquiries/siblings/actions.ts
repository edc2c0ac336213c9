// A school asks the schools of a child's brothers and sisters, and each answers about its own pupil in one step.
import { may } from '../../access/actions-allowed.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { familyNow } from '../../children/family/actions.ts'
import { childById } from '../../children/store.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addSchoolEnquiry, type EnquiryRow, holdChild, schoolEnquiries } from '../store.ts'
import {
  isSiblingAnswer,
  needsWords,
  nextForOwnPupil,
  resultOfSiblingAnswer,
  siblingAnswerInWords,
} from './answers.ts'
import {
  addAnswer,
  addAsk,
  addQuestion,
  addReply,
  addSettled,
  askerOf,
  fromAnotherSchool,
  isProtected,
  onOtherRolls,
  questionsForAuthority,
  type SiblingAsk,
  type SiblingQuestion,
  schoolOfQuestion,
  siblingAsks,
  siblingQuestionsOf,
} from './store.ts'

/** What the school that asked is told, whoever was reached: how many there are would say where the family is. */
export const askedInGeneral =
  'Asked. Any school of the authority where a brother or sister is on the register has been asked. Answers come back here.'
export const askedOfAuthority = 'The authority has been asked.'

export type Asked = {
  readonly already: boolean
  /** What may be said to the school, in one sentence. */
  readonly says: string
}

/**
 * Asks the schools of this child's brothers and sisters: are they on the register and in school, and what is known? Once a
 * day; again the same day does nothing. Who they are and where is worked out as the system; the school that asks is told
 * the same sentence whether any was found or none. Of a protected child nobody but the authority's officers is asked.
 * Practice notes, section 6, RS07. Throws NotFound for a child or school that is not the viewer's.
 */
export async function askSiblingSchools(
  tx: Tx,
  viewer: Viewer,
  about: { childId: string; schoolId: string },
): Promise<Decision<Asked>> {
  if (!may(viewer, 'enquiry.record') || !viewer.schools.includes(about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
  await holdChild(tx, viewer, about.childId)
  const toAuthority = await isProtected(tx, viewer, about.childId)
  const says = toAuthority ? askedOfAuthority : askedInGeneral
  const questionId = await addQuestion(tx, viewer, { ...about, toAuthority })
  if (!questionId) return allowed({ already: true, says })
  await addSchoolEnquiry(tx, viewer, {
    id: newId(),
    ...about,
    checkCode: 'RS07',
    method: 'other',
    asked: toAuthority ? 'The authority' : 'The schools of brothers and sisters, through Onroll',
    result: 'waiting',
    doneOn: viewer.today,
  })
  if (!toAuthority) {
    await acrossOrganisations(tx, viewer, async system => {
      const asked = await onOtherRolls(tx, system, {
        children: await siblingsOf(tx, system, about.childId),
        butNot: about.schoolId,
      })
      for (const { child_id, school_id } of asked) {
        await addAsk(tx, system, { questionId, childId: child_id, schoolId: school_id })
      }
    })
  }
  return allowed({ already: false, says })
}

/** Those whom people called one family, and those whom the evidence makes likely. None who is protected is among them. */
async function siblingsOf(tx: Tx, system: Viewer, childId: string): Promise<string[]> {
  const family = await familyNow(tx, system, childId)
  if (!family) return []
  const likely = family.relatives.filter(
    one =>
      one.answer?.decision === 'same family' ||
      (one.answer?.decision !== 'not family' && one.strength === 'likely' && !one.perhapsOneChild),
  )
  return [...likely.map(one => one.id), ...family.byAnswerAlone.map(row => row.other)]
}

export type SiblingAnswers = {
  /** When this school asked, newest first. */
  readonly asked: readonly SiblingQuestion[]
  /** What came back since then, oldest first. */
  readonly answers: readonly EnquiryRow[]
}

/** What a school asked about this child's brothers and sisters, and what came back, from a day on. */
export async function siblingAnswers(
  tx: Tx,
  viewer: Viewer,
  about: { childId: string; since: string },
): Promise<SiblingAnswers> {
  const asked = await siblingQuestionsOf(tx, viewer, about.childId, about.since)
  const rows = await schoolEnquiries(tx, viewer, about.childId, about.since)
  return {
    asked,
    answers: rows.filter(row => row.check_code === 'RS07' && row.by_role === fromAnotherSchool),
  }
}

/** The questions that wait at the viewer's schools, each about the school's own pupil; oldest first, at most so many. */
export const siblingQuestionsFor = (tx: Tx, viewer: Viewer, limit = 50): Promise<SiblingAsk[]> =>
  siblingAsks(tx, viewer, { answered: false, limit })

/** One of them. Throws NotFound for another school's. */
export async function siblingQuestion(tx: Tx, viewer: Viewer, token: string): Promise<SiblingAsk> {
  const [ask] = await siblingAsks(tx, viewer, { answered: false, token, limit: 1 })
  if (!ask) throw new NotFound('question')
  return ask
}

/**
 * A school answers about its own pupil, once. The answer goes into the checklist of the school that asked, with this school's
 * name only where it says so. Where either child has been protected since the question, the authority alone reads it.
 */
export async function answerSiblingQuestion(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { answer: string; note: string; nameShown: boolean },
): Promise<Decision<{ already: boolean; next: string | undefined }>> {
  if (!may(viewer, 'sibling.answer')) throw new NotFound('question')
  const ask = await siblingQuestion(tx, viewer, token)
  if (!viewer.schools.includes(ask.school_id)) throw new NotFound('question')
  const { answer } = given
  if (!isSiblingAnswer(answer)) return refused({ says: 'Choose what you know of your pupil' })
  const note = given.note.trim()
  if (needsWords(answer) && note === '') return refused({ says: 'Say what you know, in the note' })
  const next = nextForOwnPupil(answer)
  // The asker's child and this one are other people's to lock; one answer is kept by its key.
  const asker = await acrossOrganisations(tx, viewer, system => askerOf(tx, system, ask.id))
  const passedOn = asker !== undefined && !asker.is_protected
  const isFirst = await addAnswer(tx, viewer, { ask, answer, note, nameShown: given.nameShown, passedOn })
  if (!isFirst) {
    const stands = await siblingQuestion(tx, viewer, token)
    const isSame = stands.answer === answer && stands.note === note
    return isSame
      ? allowed({ already: true, next })
      : refused({
          says: `${stands.answered_name ?? 'Somebody'} has answered already: ${siblingAnswerInWords(stands.answer ?? '')}`,
        })
  }
  if (passedOn) {
    await acrossOrganisations(tx, viewer, system =>
      addReply(tx, system, {
        childId: asker.child_id,
        schoolId: asker.school_id,
        from: given.nameShown ? ask.school : 'Another school',
        asked: given.nameShown
          ? `${ask.school}, about a brother or sister`
          : 'A brother’s or sister’s school',
        result: resultOfSiblingAnswer(answer),
        note: [`${siblingAnswerInWords(answer)}.`, note].filter(Boolean).join(' '),
      }),
    )
  }
  return allowed({ already: false, next })
}

/**
 * An officer of the authority looked into a question that no school may answer. The school that asked learns that it was done
 * and, where the officer writes one, a sentence for it.
 */
export async function settleSiblingQuestion(
  tx: Tx,
  viewer: Viewer,
  questionId: string,
  given: { says: string; known: boolean },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'case.decide')) throw new NotFound('question')
  const [row] = await questionsForAuthority(tx, viewer, questionId)
  const asker = row && (await schoolOfQuestion(tx, viewer, questionId))
  if (!asker) throw new NotFound('question')
  const says = given.says.trim()
  if (says === '') return refused({ says: 'Write what the school may know' })
  if (!(await addSettled(tx, viewer, { questionId, says }))) return allowed({ already: true })
  await acrossOrganisations(tx, viewer, system =>
    addReply(tx, system, {
      childId: asker.child_id,
      schoolId: asker.school_id,
      from: 'The authority',
      asked: 'The authority',
      result: given.known ? 'information' : 'nothing known',
      note: says,
    }),
  )
  return allowed({ already: false })
}
