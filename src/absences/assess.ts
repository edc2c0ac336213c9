/** What do the register rules say of a folder of files on a day? No database, no network, no clock. */
import type { LocalDate } from '../calendar/local-date.ts'
import { schoolCalendars } from '../calendar/school-calendar.ts'
import type { Source } from '../formats/text.ts'
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

/** A finding, and whose it is. */
export type PupilFinding = { readonly pupil: Pupil; readonly finding: Finding }

/**
 * Reads the files, then gives the findings up to a day, sorted by school, pupil, day and rule.
 * What cannot be read goes to `onProblem`. Throws `FileRefused` where a file cannot be assessed at all.
 */
export async function assess(
  folder: RegisterFolder,
  on: LocalDate,
  onProblem: OnProblem,
): Promise<Iterable<PupilFinding>> {
  const termDates = await readTermDates(folder.termDates, onProblem)
  const calendarOf = schoolCalendars(termDates)
  if (calendarOf('').years.length === 0 && !termDates.some(row => row.schoolUrn)) {
    throw new FileRefused('term-dates.csv', 'no row makes a school day; expected at least one HALF_TERM')
  }
  const pupils = await readPupils(folder.pupils, onProblem)
  if (folder.leave !== undefined) await readLeave(folder.leave, pupils, onProblem)
  await readAttendance(folder.attendance, pupils, onProblem)
  return findingsOf(pupils.all, calendarOf, on)
}

/** The findings of these pupils up to a day, sorted as the command prints them. */
export function* findingsOf(
  pupils: readonly Pupil[],
  calendarOf: ReturnType<typeof schoolCalendars>,
  on: LocalDate,
): Generator<PupilFinding> {
  for (const pupil of [...pupils].sort(bySchoolAndNumber)) {
    const calendar = calendarOf(pupil.schoolUrn)
    const findings = pupil.enrolments.flatMap(enrolment =>
      registerFindings(calendar, { ...enrolment, leaves: leavesDuring(pupil, enrolment) }, on),
    )
    for (const finding of findings.sort(byDayAndRule)) yield { pupil, finding }
  }
}

/** A pupil who was on roll twice has each leave with the time on roll it fell in. */
function leavesDuring(pupil: Pupil, enrolment: EnrolmentFacts): Pupil['leaves'] {
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
