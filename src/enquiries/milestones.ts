/**
 * Where does an absence stand on its four days: the start of the enquiries, the written review of risk, the referral, and
 * the joint review?
 *
 * Practice notes, section 5.2: days 3, 5, 10 and 20. The first and the third are an authority's own to move. Nothing happens
 * by the day alone: a name never comes off by time.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { type Due, type DueRules, dueOn } from './due-days.ts'

/** The school day on which the DSL reviews the risk in writing, and that of the joint review. */
export const riskReviewDay = 5
export const jointReviewDay = 20

export type MilestoneId = 'enquiries' | 'risk review' | 'referral' | 'joint review'
export type Part = {
  readonly id:
    | 'checklist'
    | 'letter'
    | 'review'
    | 'return'
    | 'referral'
    | 'school concludes'
    | 'authority answers'
  readonly says: string
  readonly doneOn: LocalDate | undefined
}
export type Milestone = {
  readonly id: MilestoneId
  readonly title: string
  readonly due: Due
  readonly parts: readonly Part[]
  readonly status: 'Done' | 'Due today' | 'Late' | 'To come'
}

/** The day on which each thing was first done in this absence, where it was. */
export type Done = {
  /** Anything of the list but a contact: those begin on the first day. */
  readonly checklist?: LocalDate | undefined
  /** A letter to the last address held (RS11). */
  readonly letter?: LocalDate | undefined
  /** The latest day on which the DSL signed a risk screen: the review of day 5 is one signed then or after. */
  readonly screen?: LocalDate | undefined
  readonly return?: LocalDate | undefined
  readonly referral?: LocalDate | undefined
  readonly schoolConcludes?: LocalDate | undefined
  readonly authorityAnswers?: LocalDate | undefined
}

/** The four days of an absence that began `since`. Days beyond the calendar are left out. */
export function milestones(
  absence: { calendar: SchoolCalendar; since: LocalDate; today: LocalDate; rules: DueRules },
  done: Done,
): Milestone[] {
  const { calendar, since, today, rules } = absence
  const at = (id: MilestoneId, day: number, title: string, parts: (due: Due) => Part[]): Milestone[] => {
    const due = dueOn(calendar, since, day, today)
    if (!due) return []
    const all = parts(due)
    const isDone = all.every(part => part.doneOn !== undefined)
    const status = isDone
      ? 'Done'
      : due.state === 'today'
        ? 'Due today'
        : due.state === 'late'
          ? 'Late'
          : 'To come'
    return [{ id, title, due, parts: all, status }]
  }
  return [
    ...at('enquiries', rules['enquiries-start-day'], 'Enquiries start', () => [
      { id: 'checklist', says: 'The checklist is begun', doneOn: done.checklist },
      { id: 'letter', says: 'A letter to the home', doneOn: done.letter },
    ]),
    ...at('risk review', riskReviewDay, 'The DSL reviews the risk in writing', due => [
      {
        id: 'review',
        says: 'A risk screen signed on this day or after',
        doneOn: done.screen !== undefined && done.screen >= due.on ? done.screen : undefined,
      },
    ]),
    ...at('referral', rules['referral-day'], 'Refer, at the latest', () => [
      {
        id: 'return',
        says: 'The ten-day return, which waits for nothing',
        doneOn: done.return,
      },
      { id: 'referral', says: 'The referral', doneOn: done.referral },
    ]),
    ...at('joint review', jointReviewDay, 'Joint review with the authority', () => [
      { id: 'school concludes', says: 'The school’s conclusion, signed', doneOn: done.schoolConcludes },
      {
        id: 'authority answers',
        says: 'The authority’s answer in writing: agreed, or not yet and why',
        doneOn: done.authorityAnswers,
      },
    ]),
  ]
}
