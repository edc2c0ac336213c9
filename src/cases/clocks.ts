/**
 * How soon must the authority do the next thing? Its own clocks, in working days, by how urgent the situation is.
 *
 * None of these is law: they are our defaults, drawn from published practice. None of them ends anything: time alone
 * never closes a case.
 */
import { addDays, type LocalDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

export const levels = ['act today', 'act this week', 'keep in view'] as const
export type Level = (typeof levels)[number]

/** Higher is more urgent. */
export const urgencyOf = (level: Level): number => levels.length - levels.indexOf(level)

/** Working days, for act today, act this week, keep in view. */
const days = {
  triage: [0, 1, 3],
  'first contact': [1, 3, 5],
  'own checks': [1, 3, 5],
  visit: [2, 5, 10],
  'agency checks': [1, 5, 10],
  review: [2, 5, 10],
  /** Time for the other side to answer what we asked. */
  answer: [1, 5, 10],
} as const satisfies Record<string, readonly [number, number, number]>

export type Clock = keyof typeof days

/** How many working days a step may take at a level. */
export const daysFor = (clock: Clock, level: Level): number => days[clock][levels.indexOf(level)]!

/** The day by which a step is due, counted from a day. */
export const dueBy = (clock: Clock, level: Level, from: LocalDate): LocalDate =>
  addWorkingDays(from, daysFor(clock, level))

/** A child not located is looked at again every month, by a manager, for as long as it takes. */
export const monthlyReview = (from: LocalDate): LocalDate => addWorkingDays(addDays(from, 28), 0)

/** "within 3 working days of", "the same day as": what it is counted from follows. */
export function inWorkingDays(count: number): string {
  if (count === 0) return 'the same day as'
  return count === 1 ? 'within 1 working day of' : `within ${count} working days of`
}
