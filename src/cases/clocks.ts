/**
 * How soon must the authority do the next thing? Its own clocks, in working days, by how urgent the situation is.
 *
 * None of these is law: the numbers stand in `law/practice-rules.ts` as our defaults, drawn from published practice. None of them
 * ends anything: time alone never closes a case. Each gives an answer that shows its working, so that any day of a case can be
 * explained in a year.
 */
import { countCalendarDaysAfter, countWorkingDaysAfter } from '../calendar/counting.ts'
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { bankHolidaysVersion } from '../calendar/working-days.ts'
import type { Answer } from '../law/answer.ts'
import {
  type ByLevel,
  monthlyReviewDays,
  ownOn,
  type PracticeClock,
  practiceClocks,
  practiceRuleId,
} from '../law/practice-rules.ts'

export const levels = ['act today', 'act this week', 'keep in view'] as const
export type Level = (typeof levels)[number]

/** Higher is more urgent. */
export const urgencyOf = (level: Level): number => levels.length - levels.indexOf(level)

export type Clock = PracticeClock

/** An answer that has a day, as every clock of a case has. */
export type DueAnswer = Answer & { readonly due: LocalDate }

/** The version of a clock on a day: so many working days for each level. */
const versionOf = (clock: Clock, on: LocalDate) => ownOn<ByLevel>(practiceClocks[clock], on)

/** How many working days a step may take at a level, on a day. */
export const daysFor = (clock: Clock, level: Level, on: LocalDate): number =>
  versionOf(clock, on).value[levels.indexOf(level)]!

const wouldChange = ['The situation judged more or less urgent', 'A bank holiday that is moved or added']

/**
 * By when a step is due, counted from a day which is day 0. `since` says what that day was: "receiving it". Where the day itself
 * is meant and it is no working day, the next one.
 */
export function clockAnswer(clock: Clock, level: Level, from: LocalDate, since = 'that day'): DueAnswer {
  const version = versionOf(clock, from)
  const count = daysFor(clock, level, from)
  const { due, days } = countWorkingDaysAfter(from, count)
  return {
    rule: practiceRuleId(clock),
    ruleVersion: version.from,
    calendarVersion: bankHolidaysVersion,
    inputs: { clock, level, from },
    due: due!,
    because: `${capital(inWorkingDays(count))} ${since}, ${inWords(from)}: ${inWords(due!)}. The situation is “${level}”.`,
    days,
    wouldChange,
    cites: version.cites,
    mark: version.mark ?? 'read',
  }
}

/** The day by which a step is due, counted from a day. */
export const dueBy = (clock: Clock, level: Level, from: LocalDate): LocalDate =>
  clockAnswer(clock, level, from).due

/** A child not located is looked at again every month, by a manager, for as long as it takes. */
export function monthlyReview(from: LocalDate): DueAnswer {
  const version = ownOn(monthlyReviewDays, from)
  const month = countCalendarDaysAfter(from, version.value)
  const working = countWorkingDaysAfter(month.due!, 0)
  const moved = working.due !== month.due
  return {
    rule: 'P-MONTHLY',
    ruleVersion: version.from,
    calendarVersion: bankHolidaysVersion,
    inputs: { from },
    due: working.due!,
    because: `${version.value} days after the last work on it, ${inWords(from)}${moved ? ', and on to the next working day' : ''}: ${inWords(working.due!)}. A child who is not located is looked for again every month; time never closes a case.`,
    days: [
      ...month.days,
      ...(moved
        ? working.days.map(({ on, says, did }) => ({
            on,
            did: 'passed-over' as const,
            says: did === 'counted' ? 'the next working day' : says,
          }))
        : []),
    ],
    wouldChange: ['Any work on the case: the month begins again', 'A bank holiday that is moved or added'],
    cites: version.cites,
    mark: version.mark ?? 'read',
  }
}

/** A day that a person set, as an answer: nothing is counted. `what` says of what it is the day. */
export function dayAsked(due: LocalDate, on: LocalDate, what: string): DueAnswer {
  const version = versionOf('answer', on)
  return {
    rule: practiceRuleId('answer'),
    ruleVersion: version.from,
    inputs: { asked: due },
    due,
    because: `${what}: ${inWords(due)}. A person chose the day.`,
    days: [],
    wouldChange: ['An answer that comes sooner'],
    cites: version.cites,
    mark: version.mark ?? 'read',
  }
}

/** Of two answers the one whose day is later; the first where they fall on the same day. */
export const laterAnswer = (a: DueAnswer, b: DueAnswer): DueAnswer => (b.due > a.due ? b : a)

/** What is kept of an answer with an event: enough to work it out again, and to see that it was. */
export type KeptDue = Pick<Answer, 'rule' | 'ruleVersion' | 'calendarVersion' | 'inputs' | 'due'>

/** What is kept of an answer. */
export const kept = ({ rule, ruleVersion, calendarVersion, inputs, due }: Answer): KeptDue => ({
  rule,
  ruleVersion,
  ...(calendarVersion !== undefined && { calendarVersion }),
  inputs,
  due,
})

/** "within 3 working days of", "the same day as": what it is counted from follows. */
export function inWorkingDays(count: number): string {
  if (count === 0) return 'the same day as'
  return count === 1 ? 'within 1 working day of' : `within ${count} working days of`
}

const capital = (words: string): string => words[0]!.toUpperCase() + words.slice(1)
