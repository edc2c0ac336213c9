/**
 * From which day on does a register show what a trigger counts, and did it end?
 *
 * An episode is one such time: a run of unexplained absence, the days after one leave, the days since a child was last in
 * school. It knows the school days that count, the days that show it to be still so, and the day that ended it. How many days
 * are too many is not asked here.
 */

import {
  breaksTen,
  countsTowardsTen,
  dayClass,
  hasInSchool,
  hasTaken,
  holdsUnknownReason,
  isNoDay,
  untakenDay,
} from '../absences/day-class.ts'
import { type EnrolmentFacts, leavesOf, walkOf } from '../absences/register-findings.ts'
import { stripOf } from '../absences/walk.ts'
import { dayNumber, type LocalDate, schoolYearOf, schoolYearStart } from '../calendar/local-date.ts'
import { firstAtOrAfter, type SchoolCalendar } from '../calendar/school-calendar.ts'
import { codeOfByte } from '../law/attendance-codes.ts'
import type { TriggerKind } from './trigger.ts'

/** Days are day numbers. */
export type Episode = {
  /** Day 1 of what is counted in a row or from a day; day 0 of what is counted after one. */
  readonly from: number
  /** The school days that count, in order: day 1 and on. */
  readonly counted: readonly number[]
  /** Where given: the days with a register since then, and whether each shows that it is still so. */
  readonly shown?: readonly { readonly on: number; readonly still: boolean }[]
  /** The day that ended it. */
  readonly endedOn?: number
}

/** One school day of a child's register. */
type Day = { readonly on: number; readonly flags: number; readonly unauthorised: boolean }

/** So many school days after entry a register must begin, or nothing can be said of the first day. */
const registerBegins = 5

/** Every episode of a kind that a register shows up to a day, oldest first. Takes the kinds that are read from a register. */
export function episodesOf(
  kind: TriggerKind,
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  on: LocalDate,
): Episode[] {
  const days = daysOnce(calendar, facts, on)
  switch (kind) {
    case 'unexplained-run':
      return runs(days, isUnexplained, endsUnexplained)
    case 'unauthorised-run':
      return runs(days, day => day.unauthorised, endsUnauthorised)
    case 'unauthorised-days':
      return inOneYear(days.filter(isUnexplained), on)
    case 'reason-unknown':
      return unknownReasons(days)
    case 'leave-overrun':
      return overruns(calendar, facts, days, on)
    case 'no-show':
      return noShow(facts, days)
    case 'last-attended':
      return sinceInSchool(days)
    default:
      return []
  }
}

const has = (day: Day, flag: number): boolean => (day.flags & flag) !== 0
const isUnexplained = (day: Day): boolean => has(day, countsTowardsTen)
const endsUnexplained = (day: Day): boolean => has(day, breaksTen)
/** A day with a register on which no session was unauthorised. */
const endsUnauthorised = (day: Day): boolean => has(day, hasTaken) && !day.unauthorised
const isSchoolDayOf = (day: Day): boolean => !has(day, isNoDay)

function runs(days: readonly Day[], counts: (day: Day) => boolean, ends: (day: Day) => boolean): Episode[] {
  const episodes: Episode[] = []
  let counted: number[] = []
  for (const day of days) {
    if (counts(day)) counted.push(day.on)
    else if (ends(day) && counted.length > 0) {
      episodes.push({ from: counted[0]!, counted, endedOn: day.on })
      counted = []
    }
  }
  if (counted.length > 0) episodes.push({ from: counted[0]!, counted })
  return episodes
}

/** Days of one school year, added up; the year that is over counts no further. */
function inOneYear(days: readonly Day[], on: LocalDate): Episode[] {
  const yearBegan = dayNumber(schoolYearStart(schoolYearOf(on)))
  const lastYear = days.filter(day => day.on < yearBegan).map(day => day.on)
  const thisYear = days.filter(day => day.on >= yearBegan).map(day => day.on)
  const episodes: Episode[] = []
  if (lastYear.length > 0) episodes.push({ from: lastYear[0]!, counted: lastYear, endedOn: yearBegan })
  if (thisYear.length > 0) episodes.push({ from: thisYear[0]!, counted: thisYear })
  return episodes
}

/** School days on end that still have code N are one: the first is counted from. */
function unknownReasons(days: readonly Day[]): Episode[] {
  const school = days.filter(isSchoolDayOf)
  return school
    .filter((day, i) => has(day, holdsUnknownReason) && !(i > 0 && has(school[i - 1]!, holdsUnknownReason)))
    .map(first => after(school, first.on))
}

function overruns(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  days: readonly Day[],
  on: LocalDate,
): Episode[] {
  return leavesOf(calendar, facts.leaves)
    .filter(leave => leave.to < dayNumber(on))
    .map(leave => untilInSchool(days, leave.to, day => !has(day, hasInSchool)))
}

function noShow(facts: EnrolmentFacts, days: readonly Day[]): Episode[] {
  const entry = dayNumber(facts.entryDate)
  const begun = days.slice(0, registerBegins).some(day => has(day, hasTaken))
  if (!begun) return []
  // From the day of entry on: as if counted after the day before.
  return [{ ...untilInSchool(days, entry - 1, day => day.unauthorised), from: entry }]
}

/** One time from each day in school to the next, where days without lie between. */
function sinceInSchool(days: readonly Day[]): Episode[] {
  const episodes: Episode[] = []
  for (const [i, day] of days.entries()) {
    if (!has(day, hasInSchool)) continue
    const next = days[i + 1]
    if (next === undefined || has(next, hasInSchool)) continue
    const episode = untilInSchool(days.slice(i + 1), day.on, later => later.unauthorised)
    if (episode.counted.length > 0) episodes.push(episode)
  }
  return episodes
}

const after = (days: readonly Day[], from: number): Episode => ({
  from,
  counted: days.filter(day => day.on > from).map(day => day.on),
})

/** The school days after a day, until the child is in school; and on which of them it is seen to be still so. */
function untilInSchool(days: readonly Day[], from: number, still: (day: Day) => boolean): Episode {
  const counted: number[] = []
  const shown: { on: number; still: boolean }[] = []
  for (const day of days) {
    if (day.on <= from || !isSchoolDayOf(day)) continue
    if (has(day, hasInSchool)) return { from, counted, shown, endedOn: day.on }
    counted.push(day.on)
    if (has(day, hasTaken)) shown.push({ on: day.on, still: still(day) })
  }
  return { from, counted, shown }
}

const unauthorisedBytes: readonly boolean[] = Array.from(
  { length: 256 },
  (_, byte) => codeOfByte(byte)?.group === 'UNAUTHORISED',
)

type KnownDays = { readonly calendar: SchoolCalendar; readonly on: LocalDate; readonly days: readonly Day[] }
const knownDays = new WeakMap<EnrolmentFacts, KnownDays>()

/** Several triggers ask of one register: its days are put in order once. */
function daysOnce(calendar: SchoolCalendar, facts: EnrolmentFacts, on: LocalDate): readonly Day[] {
  const known = knownDays.get(facts)
  if (known && known.calendar === calendar && known.on === on) return known.days
  const days = registerDays(calendar, facts, on)
  knownDays.set(facts, { calendar, on, days })
  return days
}

/** The school days on roll up to a day, in order. */
function registerDays(calendar: SchoolCalendar, facts: EnrolmentFacts, on: LocalDate): Day[] {
  const walk = walkOf(facts, on)
  const last = Math.min(walk.on, walk.leaving)
  const days: Day[] = []
  for (const year of calendar.years) {
    const strip = stripOf(walk.strips, year.schoolYear)
    const first = firstAtOrAfter(year.dayNumbers, walk.entry)
    const end = firstAtOrAfter(year.dayNumbers, last + 1)
    for (let i = first; i < end; i++) {
      const place = year.weekdayIndexes[i]! * 2
      if (!strip || place + 1 >= strip.length) {
        days.push({ on: year.dayNumbers[i]!, flags: untakenDay, unauthorised: false })
        continue
      }
      const am = strip.bytes[strip.at + place]!
      const pm = strip.bytes[strip.at + place + 1]!
      days.push({
        on: year.dayNumbers[i]!,
        flags: dayClass(am, pm),
        unauthorised: unauthorisedBytes[am]! || unauthorisedBytes[pm]!,
      })
    }
  }
  return days
}
