/** Is there contact with the family now? Read from the tries of this absence, in their order. */
import type { LocalDate } from '../calendar/local-date.ts'

/** A try that nobody answered. */
export const unanswered: readonly string[] = ['no answer', 'message left', 'no reply', 'waiting']

/**
 * The first day of the tries that nobody has answered since anyone last did; undefined where the last was answered, or nobody
 * tried. One try without an answer is enough for those who must be told the same day.
 */
export function noContactSince(
  tries: readonly { readonly done_on: string; readonly result: string }[],
): LocalDate | undefined {
  const lastAnswered = tries.findLastIndex(one => !unanswered.includes(one.result))
  return tries[lastAnswered + 1]?.done_on as LocalDate | undefined
}

/** The same of the latest try alone. */
export const isNoContact = (result: string | undefined): boolean =>
  result !== undefined && unanswered.includes(result)
