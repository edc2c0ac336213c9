/** Which days made this finding? Counted one by one, for the pupil's page and for anyone who doubts the count. */
import { fromDayNumber, type LocalDate, schoolYearOf, schoolYearStart } from '../calendar/local-date.ts'
import type { CalendarYear, SchoolCalendar } from '../calendar/school-calendar.ts'
import { afterLeaveSchoolDays } from '../law/absence-limits.ts'
import { byteToCode, codeOfByte, notTaken } from '../law/attendance-codes.ts'
import { inForce } from '../law/dated.ts'
import {
  breaksTen,
  breaksTwenty,
  countsTowardsTen,
  countsTowardsTwenty,
  dayClass,
  hasInSchool,
  hasTaken,
  hasUntaken,
  isNoDay,
} from './day-class.ts'
import type { Finding } from './finding.ts'
import { type EnrolmentFacts, walkOf } from './register-findings.ts'
import { stripOf, type Walk } from './walk.ts'

/** What one school day did: added to the count, was passed over, or ended it (or, before the run, let it begin). */
export type DayEffect = 'counted' | 'passed-over' | 'broke'

export type ExplainedDay = {
  readonly on: LocalDate
  /** The codes as the register shows them; empty where not taken. */
  readonly am: string
  readonly pm: string
  readonly did: DayEffect
  /** The count after this day, for a day that counted: days, for T-09 days of sickness in halves, for PA and SA sessions. */
  readonly count?: number
  readonly says: string
}

type Day = { readonly on: LocalDate; readonly am: number; readonly pm: number; readonly flags: number }

/**
 * The school days behind a finding, in order. For a run: the day before it that let it begin, then every day to its end or
 * to `asOf`, the ending day included. Rules about entry and removal have no days, and give none.
 */
export function explain(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  finding: Finding,
  asOf: LocalDate,
): ExplainedDay[] {
  const walk = walkOf(facts, asOf)
  const days = heldDays(calendar, walk)
  switch (finding.rule) {
    case 'T-04':
      return days.filter(day => day.on === finding.on).map(day => shown(day, 'counted', 'Still has code N'))
    case 'T-07':
      return runOf(days, finding, countsTowardsTen, breaksTen)
    case 'T-15':
      return runOf(days, finding, countsTowardsTwenty, breaksTwenty)
    case 'T-14':
    case 'H-10':
      return afterLeave(days, finding)
    case 'T-09':
      return summed(days, finding, isIllness, 0.5, count => `${count} days of sickness so far`)
    case 'PA':
    case 'SA':
      return summed(days, finding, isMissed, 1, count => `${count} sessions missed so far`)
    default:
      return []
  }
}

function runOf(days: readonly Day[], finding: Finding, counts: number, breaks: number): ExplainedDay[] {
  const since = finding.since ?? finding.on
  const shownDays: ExplainedDay[] = []
  const before = days.findLast(day => day.on < since && (day.flags & breaks) !== 0)
  if (before) shownDays.push(shown(before, 'broke', `${why(before)}: the count begins after this day`))
  let count = 0
  for (const day of days) {
    if (day.on < since) continue
    if ((day.flags & counts) !== 0) {
      count++
      shownDays.push(shown(day, 'counted', `School day ${count}`, count))
    } else if ((day.flags & breaks) !== 0) {
      shownDays.push(shown(day, 'broke', `${why(day)}: ends the count`))
      break
    } else shownDays.push(shown(day, 'passed-over', `${why(day)}: neither counts nor ends the count`))
  }
  return shownDays
}

function afterLeave(days: readonly Day[], finding: Finding): ExplainedDay[] {
  const leaveEnd = finding.leaveEndedOn ?? finding.on
  const limit = inForce(afterLeaveSchoolDays, finding.on).value
  const shownDays: ExplainedDay[] = []
  let count = 0
  for (const day of days) {
    if (day.on <= leaveEnd || count >= limit) continue
    if ((day.flags & hasInSchool) !== 0) {
      shownDays.push(shown(day, 'broke', 'In school'))
      break
    }
    if ((day.flags & isNoDay) !== 0) shownDays.push(shown(day, 'passed-over', `${why(day)}: no day at all`))
    else if ((day.flags & hasUntaken) !== 0) {
      shownDays.push(
        shown(day, 'passed-over', 'Register not taken: the 10 days cannot be shown from this register'),
      )
    } else {
      count++
      shownDays.push(shown(day, 'counted', `School day ${count} after the leave`, count))
    }
  }
  return shownDays
}

/** Adds up sessions of a kind over the finding's school year, and lists the days that have one. */
function summed(
  days: readonly Day[],
  finding: Finding,
  isCounted: (byte: number) => boolean,
  each: number,
  says: (count: number) => string,
): ExplainedDay[] {
  const shownDays: ExplainedDay[] = []
  let count = 0
  const yearStart = schoolYearStart(schoolYearOf(finding.on))
  for (const day of days) {
    if (day.on < yearStart || day.on > finding.on) continue
    const sessions = [day.am, day.pm].filter(byte => isCounted(byte)).length
    if (sessions === 0) continue
    count += sessions * each
    shownDays.push(shown(day, 'counted', says(count), count))
  }
  return shownDays
}

const isIllness = (byte: number): boolean => codeOfByte(byte)?.code === 'I'

function isMissed(byte: number): boolean {
  const group = codeOfByte(byte)?.group
  return group === 'AUTHORISED' || group === 'UNAUTHORISED'
}

function heldDays(calendar: SchoolCalendar, walk: Walk): Day[] {
  return calendar.years.flatMap(year => heldDaysOfYear(year, walk))
}

function heldDaysOfYear(year: CalendarYear, walk: Walk): Day[] {
  const strip = stripOf(walk.strips, year.schoolYear)
  const days: Day[] = []
  for (const [i, number] of year.dayNumbers.entries()) {
    if (number < walk.entry || number > walk.leaving || number > walk.on) continue
    const place = year.weekdayIndexes[i]! * 2
    const isHeld = strip !== undefined && place + 1 < strip.length
    const am = isHeld ? strip.bytes[strip.at + place]! : notTaken
    const pm = isHeld ? strip.bytes[strip.at + place + 1]! : notTaken
    days.push({ on: fromDayNumber(number), am, pm, flags: dayClass(am, pm) })
  }
  return days
}

/** Why a day did not count, in words. */
function why(day: Day): string {
  if ((day.flags & isNoDay) !== 0) return 'No session for this pupil'
  if ((day.flags & hasInSchool) !== 0) return 'In school'
  if ((day.flags & hasTaken) === 0) return 'Register not taken'
  if ((day.flags & breaksTen) !== 0) return `Code ${codesOf(day)}`
  return (day.flags & hasUntaken) !== 0 ? 'Register not taken for one session' : 'One session only'
}

function codesOf(day: Day): string {
  const codes = [byteToCode(day.am, 'AM'), byteToCode(day.pm, 'PM')].filter(code => code !== '')
  return [...new Set(codes)].join(' and ')
}

function shown(day: Day, did: DayEffect, says: string, count?: number): ExplainedDay {
  const marks = { on: day.on, am: byteToCode(day.am, 'AM'), pm: byteToCode(day.pm, 'PM') }
  return { ...marks, did, ...(count !== undefined && { count }), says }
}
