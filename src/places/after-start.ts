/**
 * What is a school asked about a child after the first day, and from which day?
 *
 * The tenth school day, the first day attended being the first: only with it is a place kept, and not just taken. Then the sixth and
 * the twelfth week, since what breaks off in the first term is soon nobody's question. Practice, section 14.
 */
import { countSchoolDaysAfter, countSchoolDaysBeginningWith } from '../calendar/counting.ts'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

export type StartQuestionNow = {
  readonly question: 'tenth day' | 'week 6' | 'week 12'
  /** The first day on which it can be answered. */
  readonly from: LocalDate
  readonly isDue: boolean
}
type Answer = { readonly question: string; readonly answer: string; readonly on_date: string }

/** The n-th school day after a day; the n-th working day where the term dates that are known do not reach. */
export const schoolDaysFrom = (calendar: SchoolCalendar, from: LocalDate, n: number): LocalDate =>
  countSchoolDaysAfter(calendar, from, n).due ?? addWorkingDays(from, n)

/** The tenth school day of a school's own calendar, the first day attended being the first. */
export const tenthDayIn = (calendar: SchoolCalendar, firstDay: LocalDate): LocalDate =>
  countSchoolDaysBeginningWith(calendar, firstDay, 10).due ?? addWorkingDays(firstDay, 9)

/** How many school days after "not yet" a school is asked about the tenth day again. */
export const askedAgainAfter = 5
const weeksLater = { 'week 6': 6 * 7, 'week 12': 12 * 7 } as const

/** The question that is open, with the day from which it can be answered. None where all are answered, or the child has left. */
export function questionsAfter(
  firstDay: LocalDate,
  calendar: SchoolCalendar,
  answers: readonly Answer[],
  on: LocalDate,
): StartQuestionNow | undefined {
  if (answers.some(one => one.answer === 'not attending')) return undefined
  const isAnswered = (question: string) =>
    answers.some(one => one.question === question && one.answer === 'attending')
  const now = (question: StartQuestionNow['question'], from: LocalDate): StartQuestionNow => {
    const notYet = answers.filter(one => one.question === question && one.answer === 'not yet').at(-1)
    const day = notYet ? schoolDaysFrom(calendar, localDate(notYet.on_date), askedAgainAfter) : from
    return { question, from: day, isDue: on >= day }
  }
  if (!isAnswered('tenth day')) return now('tenth day', tenthDayIn(calendar, firstDay))
  if (!isAnswered('week 6')) return now('week 6', addDays(firstDay, weeksLater['week 6']))
  if (!isAnswered('week 12')) return now('week 12', addDays(firstDay, weeksLater['week 12']))
  return undefined
}
