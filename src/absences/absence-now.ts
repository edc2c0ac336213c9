/**
 * What does the register itself show of the absence that a removal would rest on?
 *
 * Counted again from the marks whenever it is asked, never read from a finding of last night: a correction that came this
 * morning may have ended the run, and nobody loses a place for a count that no longer stands.
 */

import { fromDayNumber, type LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { type AttendanceCode, byteToCode, codeOfByte } from '../law/attendance-codes.ts'
import type { RegisterShows } from '../registers/ground.ts'
import type { OtherCode } from '../registers/removal.ts'
import { hasUntaken } from './day-class.ts'
import { absenceFindings, type EnrolmentFacts, type Leave, leavesOf, walkOf } from './register-findings.ts'
import { classAt, stripOf } from './walk.ts'

/** What the register shows, and the last day on which the child was in school. */
export type AbsenceNow = RegisterShows & { readonly lastInSchoolOn?: LocalDate }

type Taken = { readonly on: LocalDate; readonly session: 'AM' | 'PM'; readonly code: AttendanceCode }

/** What the register shows for a ground (`R9-H`, or else as for `R9-I`) up to a day. */
export function absenceNow(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  ground: string,
  on: LocalDate,
): AbsenceNow {
  const marks = marksTaken(calendar, facts, on)
  const lastInSchoolOn = marks.findLast(mark => mark.code.inSchool)?.on
  const awaySince = marks.find(mark => lastInSchoolOn === undefined || mark.on > lastInSchoolOn)?.on
  const found = absenceFindings(calendar, facts, on)
  const twenty = found.filter(finding => finding.rule === 'T-15').at(-1)
  const run = twenty?.since && { since: twenty.since, twentyDaysOn: twenty.on }
  const leave = lastLeave(calendar, facts.leaves, on)
  const tenDaysOn = found.find(f => f.rule === 'H-10' && f.leaveEndedOn === leave?.endedOn)?.on
  const isH = ground === 'R9-H'
  const countedFrom = isH ? leave?.endedOn : run?.since
  const since = isH ? leave && marks.find(mark => mark.on > leave.endedOn)?.on : (run?.since ?? awaySince)
  const metOn = isH ? tenDaysOn : run?.twentyDaysOn
  const notTakenOn = metOn && firstNotTaken(calendar, facts, metOn, on)
  const again = countedFrom !== undefined && lastInSchoolOn !== undefined && lastInSchoolOn > countedFrom
  return {
    ...(since !== undefined && { since }),
    ...(lastInSchoolOn !== undefined && { lastInSchoolOn }),
    ...(leave && { leave: { ...leave, ...(tenDaysOn !== undefined && { tenDaysOn }) } }),
    ...(run && { run }),
    otherCodes:
      isH || since === undefined
        ? []
        : marks.filter(mark => mark.on >= since && isOther(mark.code)).map(shown),
    ...(again && { inSchoolAgainOn: lastInSchoolOn }),
    ...(notTakenOn && { notTakenOn }),
    ...(isH && since !== undefined && excuses(marks.filter(mark => mark.on >= since))),
  }
}

/** A session in school is said once, as that. */
const isOther = (code: AttendanceCode): boolean => code.twentyDay === 'breaks' && !code.inSchool

/** Leave that is granted, and travel of the family: a session with one of these is not a session after leave. */
const leaveCodes: readonly string[] = ['C', 'C1', 'T']

/** What the marks after leave say against ground H: that the leave goes on, or that the absence is excused to this day. */
function excuses(after: readonly Taken[]): Pick<RegisterShows, 'leaveGoesOn' | 'excusedNow'> {
  const goesOn = after.find(({ code }) => leaveCodes.includes(code.code))
  const last = after.at(-1)
  const ofLastDay = after.filter(({ on }) => on === last?.on)
  const isExcused = ofLastDay.every(({ code }) => isOther(code) && code.group !== 'UNAUTHORISED')
  return {
    ...(goesOn && { leaveGoesOn: shown(goesOn) }),
    ...(last && isExcused && { excusedNow: shown(last) }),
  }
}

/** The first school day on roll after one day and before another with a session that nobody recorded. */
function firstNotTaken(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  after: LocalDate,
  before: LocalDate,
): LocalDate | undefined {
  const walk = walkOf(facts, before)
  for (const year of calendar.years) {
    const strip = stripOf(walk.strips, year.schoolYear)
    const day = year.days.find(
      (on, i) =>
        on > after &&
        on < before &&
        year.dayNumbers[i]! <= walk.leaving &&
        (classAt(year, strip, i) & hasUntaken) !== 0,
    )
    if (day) return day
  }
  return undefined
}

const shown = ({ on, session, code }: Taken): OtherCode => ({ on, session, code: code.code })

function lastLeave(
  calendar: SchoolCalendar,
  leaves: readonly Leave[],
  on: LocalDate,
): { endedOn: LocalDate } | undefined {
  const begun = leaves.filter(leave => leave.startsOn <= on)
  const last = leavesOf(calendar, begun).at(-1)
  return last && { endedOn: fromDayNumber(last.to) }
}

/** Every mark taken on a school day while on roll, oldest first, up to a day. */
function marksTaken(calendar: SchoolCalendar, facts: EnrolmentFacts, on: LocalDate): Taken[] {
  const walk = walkOf(facts, on)
  const marks: Taken[] = []
  for (const year of calendar.years) {
    const strip = stripOf(walk.strips, year.schoolYear)
    if (!strip) continue
    for (const [i, number] of year.dayNumbers.entries()) {
      const place = year.weekdayIndexes[i]! * 2
      if (number < walk.entry || number > walk.leaving || number > walk.on) continue
      for (const [half, session] of [
        [0, 'AM'],
        [1, 'PM'],
      ] as const) {
        if (place + half >= strip.length) continue
        const byte = strip.bytes[strip.at + place + half]!
        const code = codeOfByte(byte)
        if (!code || code.group === 'ADMIN') continue
        marks.push({ on: year.days[i]!, session, code: { ...code, code: byteToCode(byte, session) } })
      }
    }
  }
  return marks
}
