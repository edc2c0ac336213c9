/** Which returns fall due because a name was entered in the register or removed from it (T-10, T-11, T-21)? */
import { type LocalDate, schoolYearEnd, schoolYearOf } from '../calendar/local-date.ts'
import { type SchoolCalendar, yearOfCalendar } from '../calendar/school-calendar.ts'
import type { Duty } from '../law/answering.ts'
import { deletionReturn, newPupilReturn, transferFile } from '../law/roll-clocks.ts'
import type { Finding, RuleId } from './finding.ts'

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

/** T-10, by the law's clock. */
function newPupil(calendar: SchoolCalendar, { entryDate, mostJuniorClass = false }: RollFacts): Finding[] {
  if (!yearOfCalendar(calendar, schoolYearOf(entryDate))) return []
  return asFinding(newPupilReturn({ calendar, enteredOn: entryDate, mostJuniorClass }), calendar, entryDate)
}

/** T-11 and T-21, by the law's clocks. A register does not say where the pupil went, so the file is one to another school. */
function removed(calendar: SchoolCalendar, removedOn: LocalDate, mostSeniorClass: boolean): Finding[] {
  if (!yearOfCalendar(calendar, schoolYearOf(removedOn))) return []
  const told = deletionReturn({ calendar, removedOn, mostSeniorClass, authorityAsked: false })
  const file = transferFile({ calendar, removedOn, destination: 'another school' })
  return [...asFinding(told, calendar, removedOn), ...asFinding(file, calendar, removedOn)]
}

/** What is due, as a finding of the day it arose; nothing where nothing is. A due day past the calendar is left out. */
function asFinding(duty: Duty, calendar: SchoolCalendar, on: LocalDate): Finding[] {
  if (!duty.arises) return []
  const { ruleVersion, due, because, cites } = duty
  const isReached = due !== undefined && due <= calendarEnd(calendar)
  return [{ rule: duty.rule as RuleId, ruleVersion, on, ...(isReached && { due }), because, cites }]
}

/** For a day counted in calendar days, the calendar ends with its last school year. */
function calendarEnd(calendar: SchoolCalendar): LocalDate {
  return schoolYearEnd(calendar.years.at(-1)!.schoolYear)
}
