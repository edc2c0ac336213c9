/** What does a school look over each week? Each thing stays on the list until somebody says that they have looked. */
import { addDays, type LocalDate, weekday } from '../calendar/local-date.ts'

export const reviewKinds = ['unresolved', 'part days', 'reasons', 'pattern'] as const
export type ReviewKind = (typeof reviewKinds)[number]
export const isReviewKind = (text: string): text is ReviewKind =>
  (reviewKinds as readonly string[]).includes(text)

export const reviewInWords: Readonly<Record<ReviewKind, { title: string; about: string }>> = {
  unresolved: {
    title: 'Absences that are not resolved',
    about: 'Away without a known reason on the last day with a register.',
  },
  'part days': {
    title: 'Part days',
    about: 'A session missed, or late after the register closed, on two days or more of the last four weeks.',
  },
  reasons: { title: 'Reasons not settled', about: 'Days that still have code N.' },
  pattern: {
    title: 'Patterns worth asking about',
    about: 'A prompt for a conversation, and no finding: there are many good reasons.',
  },
}

/** So many part days in four weeks are looked at. */
export const partDaysLookedAt = 2
export const partDayWindow = 20

/** The Monday of the week that a day is in: a review is of a week. */
export const weekOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekday(day))
