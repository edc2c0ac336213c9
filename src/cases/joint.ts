/**
 * What does the authority owe a school in their joint enquiries? An answer in writing: agree that the name may come off, or not yet
 * and why. Nothing follows from silence: the name stays on.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import type { Happened } from './case.ts'
import { dueBy } from './clocks.ts'

/** What the case waits for while a school waits for the answer. */
export const removalAnswerKey = (schoolId: string): string => `removal answer ${schoolId}`

/** The task that a school's signed conclusion sets. The clock is ours, and the same whatever the level: a week at most. */
export function removalAnswerTask(
  schoolId: string,
  school: string,
  outcome: string,
  on: LocalDate,
): Extract<Happened, { type: 'task-set' }> {
  const says = wantsRemoval(outcome)
    ? `Answer ${school} in writing: may the name come off, or not yet and why?`
    : `Read what ${school} concludes, and sign what we conclude`
  return {
    type: 'task-set',
    key: removalAnswerKey(schoolId),
    says,
    due: dueBy('answer', 'act this week', on),
  }
}

const wantsRemoval = (outcome: string): boolean =>
  outcome === 'NOT_LOCATED_AFTER_JOINT' || outcome === 'LOCATED_AGREED_WILL_NOT_ATTEND'

/** Is this conclusion of ours a yes to taking the name off? One of the two conclusions, and no sickness or unavoidable cause. */
export const agreesToRemoval = (given: { outcome: string; unavoidable: string }): boolean =>
  wantsRemoval(given.outcome) && given.unavoidable === 'no'
