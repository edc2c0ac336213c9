/** What do the register rules say of a folder of files on a day? No database, no network, no clock. */
import { addDays, earlierOf, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import { type SchoolCalendar, schoolCalendars } from '../calendar/school-calendar.ts'
import type { PupilYearGroup } from '../calendar/year-groups.ts'
import { readDateTime, type Source } from '../formats/text.ts'
import type { Finding } from './finding.ts'
import {
  FileRefused,
  type OnProblem,
  type Pupil,
  readAttendance,
  readLeave,
  readPupils,
  readTermDates,
} from './register-files.ts'
import { byDayAndRule, type EnrolmentFacts, registerFindings } from './register-findings.ts'

/** The folder's files, as text or bytes, whole or in pieces. */
export type RegisterFolder = {
  readonly termDates: Source
  readonly pupils: Source
  readonly attendance: Source
  readonly leave?: Source | undefined
}

/** A finding, whose it is, and what it was worked out from. */
export type PupilFinding = {
  readonly pupil: Pupil
  readonly finding: Finding
  readonly calendar: SchoolCalendar
  readonly facts: EnrolmentFacts
}

/**
 * Reads the files, then gives the findings up to a day, sorted by school, pupil, day and rule.
 * What cannot be read goes to `onProblem`. Throws `FileRefused` where a file cannot be assessed at all.
 *
 * With `knownOn`, as it was known on that day: marks recorded later are left out. Of the other files all is taken as known.
 */
export async function assess(
  folder: RegisterFolder,
  on: LocalDate,
  onProblem: OnProblem,
  knownOn?: LocalDate,
): Promise<Iterable<PupilFinding>> {
  const termDates = await readTermDates(folder.termDates, onProblem)
  const calendarOf = schoolCalendars(termDates)
  if (calendarOf('').years.length === 0 && !termDates.some(row => row.schoolUrn)) {
    throw new FileRefused('term-dates.csv', 'no row makes a school day; expected at least one HALF_TERM')
  }
  const pupils = await readPupils(folder.pupils, onProblem)
  if (folder.leave !== undefined) await readLeave(folder.leave, pupils, onProblem)
  // The first moment of the next day, as clocks in England have it.
  const knownBefore = knownOn === undefined ? undefined : readDateTime(addDays(knownOn, 1))
  await readAttendance(folder.attendance, pupils, onProblem, knownBefore)
  return findingsOf(pupils.all, calendarOf, on)
}

/** The findings of these pupils up to a day, sorted as the command prints them. */
export function* findingsOf(
  pupils: readonly Pupil[],
  calendarOf: ReturnType<typeof schoolCalendars>,
  on: LocalDate,
): Generator<PupilFinding> {
  for (const pupil of [...pupils].sort(bySchoolAndNumber)) {
    const found = pupil.enrolments.flatMap(enrolment => {
      const calendar = calendarOf(pupil.schoolUrn, yearGroupOf(enrolment, on))
      const facts = { ...enrolment, leaves: leavesDuring(pupil, enrolment) }
      return registerFindings(calendar, facts, on).map(finding => ({ pupil, finding, calendar, facts }))
    })
    yield* found.sort((a, b) => byDayAndRule(a.finding, b.finding))
  }
}

/** The year group as the file gives it, which is that of the day asked about, or of the day of leaving. */
export function yearGroupOf(enrolment: EnrolmentFacts, on: LocalDate): PupilYearGroup | undefined {
  const { yearGroup: group, leavingDate = on } = enrolment
  return group === undefined ? undefined : { group, in: schoolYearOf(earlierOf(leavingDate, on)) }
}

/** A pupil who was on roll twice has each leave with the time on roll it fell in. */
export function leavesDuring(pupil: Pupil, enrolment: EnrolmentFacts): Pupil['leaves'] {
  if (pupil.enrolments.length === 1) return pupil.leaves
  return pupil.leaves.filter(
    leave =>
      leave.endsOn >= enrolment.entryDate &&
      (enrolment.leavingDate === undefined || leave.startsOn <= enrolment.leavingDate),
  )
}

function bySchoolAndNumber(a: Pupil, b: Pupil): number {
  return compared(a.schoolUrn, b.schoolUrn) || compared(a.misId, b.misId)
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
