/** A concern stays open until somebody settles it, and always has the day on which it is looked at again. */
import type { LocalDate } from '../calendar/local-date.ts'

export type ConcernStep = {
  readonly kind: 'reviewed' | 'closed'
  readonly on: LocalDate
  readonly review_on: LocalDate | null
}

export type ConcernState = {
  readonly open: boolean
  /** The day on which it is looked at again; undefined once it is settled. */
  readonly reviewOn: LocalDate | undefined
  readonly late: boolean
}

/** How long a concern may wait before it is looked at again, in days. Practice notes, section 23 (14): a review clock on every open one. */
export const reviewDaysMost = 28

/** How a concern stands after these steps, in the order they were recorded. Settled once, settled for good: a new worry is a new one. */
export function concernState(
  reviewOn: LocalDate,
  steps: readonly ConcernStep[],
  today: LocalDate,
): ConcernState {
  if (steps.some(step => step.kind === 'closed')) return { open: false, reviewOn: undefined, late: false }
  const next = steps.findLast(step => step.review_on !== null)?.review_on ?? reviewOn
  return { open: true, reviewOn: next, late: today > next }
}
