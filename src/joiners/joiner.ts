/**
 * What does a school write down of a pupil who joins, and what does it do for one (form F2, practice.md sections 7 and 17)?
 *
 * Who the child is, the year and the day of entry come from the register's own row and are asked by nobody.
 */
import { countSchoolDaysAfter } from '../calendar/counting.ts'
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { childProtectionFileDays, transferFileSchoolDays } from '../law/absence-limits.ts'
import { inForce } from '../law/dated.ts'
import { newPupilReturn } from '../law/roll-clocks.ts'

export const joinerSteps = [
  'transfer file asked for',
  'transfer file received',
  'child protection file received',
  'no child protection file',
  'first came',
  'case told',
] as const
export type JoinerStep = (typeof joinerSteps)[number]

export const knownAnswers = ['yes', 'no', 'not known'] as const
export type Known = (typeof knownAnswers)[number]

export type JoinerFacts = {
  readonly firstDay: LocalDate
  readonly firstDayAgreed: Known
  readonly previousSchool: string
  readonly previousAuthority: string
  readonly country: string
  readonly reason: string
  readonly ehcp: Known
  readonly language: string
  readonly heard: string
  /** Where the child lives in another authority than the school's: its name. */
  readonly homeAuthority: string
}

/**
 * Did the pupil begin in the school's youngest class by the first day of the school year? Then the law asks for no return (T-10a),
 * and this is no joiner of whom a school is asked anything one by one.
 */
export function beginsWithTheYear(
  calendar: SchoolCalendar,
  entered: LocalDate,
  mostJuniorClass: boolean | null,
): boolean {
  return mostJuniorClass === true && !newPupilReturn({ calendar, enteredOn: entered, mostJuniorClass }).arises
}

/** A task of a joiner: what, by when and why. */
export type JoinerTask = {
  readonly step: JoinerStep
  readonly says: string
  readonly due: LocalDate | undefined
  readonly because: string
}

/**
 * What is still to be done for a joiner. The previous school must send its transfer file within 15 school days of the day the
 * pupil left (T-21), and a child protection file within five days (T-24); the day the pupil left is taken to be the day before
 * entry, which is the latest it can have been. Nothing is asked of who begins with the year group in the youngest class, unless
 * somebody wrote down a school they come from.
 */
export function joinerTasks(facts: {
  readonly calendar: SchoolCalendar
  readonly entered: LocalDate
  readonly previousSchool: string
  readonly done: readonly JoinerStep[]
  /** In the youngest class from the first day of the year (T-10a). */
  readonly beginsWithTheYear?: boolean
}): JoinerTask[] {
  const { calendar, entered, done } = facts
  if (facts.beginsWithTheYear && facts.previousSchool.trim() === '') return []
  const from = facts.previousSchool || 'the previous school'
  const left = addDays(entered, -1)
  const tasks: JoinerTask[] = []
  const isDone = (step: JoinerStep) => done.includes(step)
  if (!isDone('transfer file received')) {
    const due = countSchoolDaysAfter(calendar, left, inForce(transferFileSchoolDays, entered).value).due
    tasks.push(
      isDone('transfer file asked for')
        ? {
            step: 'transfer file received',
            says: `The common transfer file from ${from} has not come`,
            due,
            because: `A school sends it within 15 school days of the day the pupil left${due ? `: by ${inWords(due)} at the latest` : ''}. Ask again if it is late.`,
          }
        : {
            step: 'transfer file asked for',
            says: `Ask ${from} for the common transfer file`,
            due: entered,
            because:
              'Ask on the day the name is entered. The file says what the pupil has done and who is to be told.',
          },
    )
  }
  if (!isDone('child protection file received') && !isDone('no child protection file')) {
    const due = addDays(left, inForce(childProtectionFileDays, entered).value)
    tasks.push({
      step: 'child protection file received',
      says: `Has ${from} a child protection file?`,
      due,
      because: `It comes separately, to the safeguarding lead, within five days (by ${inWords(due)}). Ask, and write down that it came or that there is none.`,
    })
  }
  return tasks
}
