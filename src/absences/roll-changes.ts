/** Which returns fall due because a name was entered in the register or removed from it (T-10, T-11, T-21)? */
import { addDays, inWords, type LocalDate, schoolYearEnd, schoolYearOf } from '../calendar/local-date.ts'
import { nthSchoolDayAfter, type SchoolCalendar, yearOfCalendar } from '../calendar/school-calendar.ts'
import { deletionReturnDays, newPupilReturnDays, transferFileSchoolDays } from '../law/absence-limits.ts'
import { inForce } from '../law/dated.ts'
import { type Finding, said } from './finding.ts'

/** When a child came on a roll and left it, and whether in the school's first or last class. Not known counts as no. */
export type RollFacts = {
  readonly entryDate: LocalDate
  readonly leavingDate?: LocalDate | undefined
  readonly mostJuniorClass?: boolean | undefined
  readonly mostSeniorClass?: boolean | undefined
}

/** The returns that one enrolment made due up to a day, in the years of the calendar. */
export function rollChanges(calendar: SchoolCalendar, facts: RollFacts, on: LocalDate): Finding[] {
  const leaving = facts.leavingDate
  const findings: Finding[] = []
  if (facts.entryDate <= on) findings.push(...newPupil(calendar, facts))
  if (leaving && leaving <= on) findings.push(...removed(calendar, leaving, facts.mostSeniorClass === true))
  return findings
}

/** T-10. The exception has two limbs and both must hold. Regulations 2024, regulation 13(2) and (3). */
function newPupil(calendar: SchoolCalendar, { entryDate, mostJuniorClass }: RollFacts): Finding[] {
  const year = yearOfCalendar(calendar, schoolYearOf(entryDate))
  if (!year || (mostJuniorClass && entryDate <= year.days[0]!)) return []
  const limit = inForce(newPupilReturnDays, entryDate)
  const due = addDays(entryDate, limit.value)
  return [
    {
      ...said(limit, 'T-10', entryDate),
      ...(due <= calendarEnd(calendar) && { due }),
      because: `The name was entered in the register on ${inWords(entryDate)}. The authority must have everything the register says about the pupil by ${inWords(due)} (${limit.value} days, weekends counted).`,
    },
  ]
}

/** T-11 and T-21. The exception from T-11 has two limbs too: regulation 13(5) and (6). */
function removed(calendar: SchoolCalendar, leavingDate: LocalDate, mostSeniorClass: boolean): Finding[] {
  const year = yearOfCalendar(calendar, schoolYearOf(leavingDate))
  if (!year) return []
  const file = inForce(transferFileSchoolDays, leavingDate)
  const fileDue = nthSchoolDayAfter(calendar, leavingDate, file.value)
  const transfer: Finding = {
    ...said(file, 'T-21', leavingDate),
    ...(fileDue && { due: fileDue }),
    because: `The name was removed from the register on ${inWords(leavingDate)}. The transfer file must go ${fileDue ? `by ${inWords(fileDue)}` : `within ${file.value} school days`}.`,
  }
  if (mostSeniorClass && leavingDate >= year.lastTermEndsOn) return [transfer]
  const limit = inForce(deletionReturnDays, leavingDate)
  const told: Finding = {
    ...said(limit, 'T-11', leavingDate),
    due: addDays(leavingDate, limit.value),
    because: `The name was removed from the register on ${inWords(leavingDate)}. The authority must be told, with the ground, no later than that day.`,
  }
  return [told, transfer]
}

/** For a day counted in calendar days, the calendar ends with its last school year. */
function calendarEnd(calendar: SchoolCalendar): LocalDate {
  return schoolYearEnd(calendar.years.at(-1)!.schoolYear)
}
