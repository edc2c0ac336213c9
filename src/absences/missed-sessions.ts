/** How much school has been missed, and how much of it through illness? Sums over a year's sessions (T-09, PA, SA). */
import {
  fromDayNumber,
  inWords,
  type LocalDate,
  schoolYearInWords,
  schoolYearOf,
} from '../calendar/local-date.ts'
import {
  type CalendarYear,
  firstAtOrAfter,
  type SchoolCalendar,
  yearOfCalendar,
} from '../calendar/school-calendar.ts'
import {
  persistentAbsencePercent,
  severeAbsencePercent,
  sicknessReturnSchoolDays,
} from '../law/absence-limits.ts'
import { codeOfByte } from '../law/attendance-codes.ts'
import { inForce } from '../law/dated.ts'
import { type Finding, said } from './finding.ts'
import { type Strip, stripOf, type Walk } from './walk.ts'

const possible = 1
const missed = 2
const ill = 4

/** What one session's byte adds to the sums. */
const sessionClasses = Uint8Array.from({ length: 256 }, (_, byte) => {
  const code = codeOfByte(byte)
  if (!code || code.group === 'ADMIN' || code.group === 'NOT_POSSIBLE') return 0
  const absent = code.group === 'AUTHORISED' || code.group === 'UNAUTHORISED'
  return possible | (absent ? missed : 0) | (code.code === 'I' ? ill : 0)
})

export type Missed = { readonly missed: number; readonly possible: number }

/** The sessions taken in one school year up to the walk's day that could be attended, and how many of them were missed. */
export function missedSessions(calendar: SchoolCalendar, walk: Walk, schoolYear: number): Missed {
  const sums = { missed: 0, possible: 0 }
  const year = yearOfCalendar(calendar, schoolYear)
  const strip = stripOf(walk.strips, schoolYear)
  if (!year || !strip) return sums
  eachHeldDay(year, strip, walk, (_, am, pm) => {
    const both = [sessionClasses[am]!, sessionClasses[pm]!]
    for (const session of both) {
      if (session & possible) sums.possible++
      if (session & missed) sums.missed++
    }
  })
  return sums
}

/**
 * Persistent absence (PA) or severe absence (SA, then alone): at least 10% or 50% of possible sessions missed in the school
 * year that holds the walk's day, leavers too. No age is asked.
 */
export function persistentAbsence(calendar: SchoolCalendar, walk: Walk): Finding | undefined {
  const on = fromDayNumber(walk.on)
  const schoolYear = schoolYearOf(on)
  const sums = missedSessions(calendar, walk, schoolYear)
  if (sums.missed === 0) return undefined
  const severe = inForce(severeAbsencePercent, on)
  const persistent = inForce(persistentAbsencePercent, on)
  const isSevere = sums.missed * 100 >= severe.value * sums.possible
  if (!isSevere && sums.missed * 100 < persistent.value * sums.possible) return undefined
  const limit = isSevere ? severe : persistent
  const share = Math.floor((sums.missed * 1000) / sums.possible) / 10
  return {
    ...said(limit, isSevere ? 'SA' : 'PA', on),
    ...sums,
    because: `Missed ${sums.missed} of ${sums.possible} possible sessions (${share}%) in ${schoolYearInWords(schoolYear)} up to ${inWords(on)}. ${limit.value}% or more is ${isSevere ? 'severe' : 'persistent'} absence.`,
  }
}

/**
 * T-09: for each school year, the first day on which the sessions coded I have reached 15 days (at half a day each) and the
 * child is of compulsory age. A backstop: the duty itself arises when the school believes that it will come to 15 days.
 */
export function sicknessReturns(calendar: SchoolCalendar, walk: Walk): Finding[] {
  return calendar.years.flatMap(year => {
    const strip = stripOf(walk.strips, year.schoolYear)
    if (!strip) return []
    let sessions = 0
    let reachedOn: LocalDate | undefined
    eachHeldDay(year, strip, walk, (day, am, pm) => {
      const here = (sessionClasses[am]! & ill ? 1 : 0) + (sessionClasses[pm]! & ill ? 1 : 0)
      if (here === 0 || reachedOn) return
      sessions += here
      if (day < walk.csaFrom || day > walk.csaTo) return
      const date = fromDayNumber(day)
      if (sessions >= inForce(sicknessReturnSchoolDays, date).value * 2) reachedOn = date
    })
    return reachedOn ? [sicknessReturn(reachedOn, year.schoolYear)] : []
  })
}

function sicknessReturn(on: LocalDate, schoolYear: number): Finding {
  const limit = inForce(sicknessReturnSchoolDays, on)
  return {
    ...said(limit, 'T-09', on),
    because: `Sessions coded I reached ${limit.value} days in ${schoolYearInWords(schoolYear)} on ${inWords(on)}. Tell the authority, if that was not already done when the school came to believe it would be so.`,
  }
}

function eachHeldDay(
  year: CalendarYear,
  strip: Strip,
  walk: Walk,
  visit: (day: number, am: number, pm: number) => void,
): void {
  const last = Math.min(walk.leaving, walk.on)
  for (let i = firstAtOrAfter(year.dayNumbers, walk.entry); i < year.dayNumbers.length; i++) {
    const day = year.dayNumbers[i]!
    const place = year.weekdayIndexes[i]! * 2
    if (day > last || place + 1 >= strip.length) return
    visit(day, strip.bytes[strip.at + place]!, strip.bytes[strip.at + place + 1]!)
  }
}
