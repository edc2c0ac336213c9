/**
 * From when to when must a child be educated, and in which year group would they be?
 *
 * Someone born on 29 February has their birthday on 1 March in a common year; no answer here turns on that.
 */
import { addYears, dateOf, type LocalDate, schoolYearOf, weekday, yearOf } from './local-date.ts'

/**
 * The day compulsory school age begins: the fifth birthday where that is 31 March, 31 August or 31 December,
 * otherwise the next of those days. Education Act 1996 section 8(2); SI 1998/1607.
 */
export function csaStart(dob: LocalDate): LocalDate {
  const fifth = addYears(dob, 5)
  const year = yearOf(fifth)
  const prescribed = [dateOf(year, 3, 31), dateOf(year, 8, 31), dateOf(year, 12, 31)]
  return prescribed.find(day => day >= fifth)!
}

/**
 * The last day of compulsory school age (inclusive): the last Friday in June of the school year in which the child
 * becomes 16. A sixteenth birthday of 1 September belongs to the next school year. Education Act 1996 section 8(3).
 */
export function csaEnd(dob: LocalDate): LocalDate {
  return schoolLeavingDate(schoolYearOf(addYears(dob, 16)))
}

/** The school leaving date of a school year: the last Friday in June. */
export function schoolLeavingDate(schoolYear: number): LocalDate {
  const lastOfJune = dateOf(schoolYear + 1, 6, 30)
  return dateOf(schoolYear + 1, 6, 30 - ((weekday(lastOfJune) + 2) % 7))
}

/** Is a child born on `dob` of compulsory school age on this day? Education Act 1996 section 8. */
export function isCompulsoryAge(dob: LocalDate, on: LocalDate): boolean {
  return csaStart(dob) <= on && on <= csaEnd(dob)
}

/** Whole years of age on a day. */
export function ageOn(dob: LocalDate, on: LocalDate): number {
  const years = yearOf(on) - yearOf(dob)
  return addYears(dob, years) <= on ? years : years - 1
}

/**
 * The year group a child's age would put them in: 0 is Reception, -1 Nursery, 1 to 13 Years 1 to 13. A child may be
 * placed out of cohort, so a school's own word wins where there is one. Takes the age on 31 August just before the year.
 */
export function yearGroup(dob: LocalDate, on: LocalDate): number {
  return ageOn(dob, dateOf(schoolYearOf(on), 8, 31)) - 4
}

/** "Reception", "Year 5". */
export function yearGroupInWords(group: number): string {
  if (group === 0) return 'Reception'
  return group < 0 ? 'Nursery' : `Year ${group}`
}
