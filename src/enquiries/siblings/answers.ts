/**
 * A school is asked about its own pupil, because another looks for a brother or sister. What can it answer in one step?
 *
 * Practice notes, section 6 (RS07): on roll, attending, what they know. What is passed on is the sentence and the note,
 * never which child it is about; the school's name only where the school says so.
 */
import type { Result } from '../enquiry.ts'

export const siblingAnswersToChoose = [
  { value: 'in school', says: 'On our register, and in school today', result: 'information' },
  {
    value: 'absent with a reason',
    says: 'On our register, and absent today with a reason',
    result: 'information',
  },
  {
    value: 'absent too',
    says: 'On our register, and absent today too, without a reason',
    result: 'information',
  },
  { value: 'not seen', says: 'On our register, and not seen lately', result: 'information' },
  { value: 'has left', says: 'No longer on our register', result: 'information' },
  { value: 'family told us', says: 'The family told us something that helps', result: 'information' },
  { value: 'know nothing', says: 'We know nothing that helps', result: 'nothing known' },
] as const satisfies readonly { value: string; says: string; result: Result }[]
export type SiblingAnswer = (typeof siblingAnswersToChoose)[number]['value']

const byValue = new Map<string, (typeof siblingAnswersToChoose)[number]>(
  siblingAnswersToChoose.map(one => [one.value, one]),
)
export const isSiblingAnswer = (value: string): value is SiblingAnswer => byValue.has(value)

/** The answer as a sentence; a word we do not know prints as itself. */
export const siblingAnswerInWords = (value: string): string => byValue.get(value)?.says ?? value

/** Which result of the check RS07 the answer is. */
export const resultOfSiblingAnswer = (value: SiblingAnswer): Result => byValue.get(value)!.result

/** These need words beside them: without any they tell the other school nothing. */
export const needsWords = (value: SiblingAnswer): boolean =>
  value === 'family told us' || value === 'not seen'

/** What the school that was asked is to do for its own pupil, where its answer worries. */
export function nextForOwnPupil(value: SiblingAnswer): string | undefined {
  if (value === 'absent too')
    return 'Ring this family now, and tell your DSL that a brother or sister is being looked for.'
  if (value === 'not seen') return 'Tell your DSL now that a brother or sister is being looked for.'
  return undefined
}
