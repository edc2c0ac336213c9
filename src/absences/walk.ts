/**
 * The walk over strips: where in a child's register does something begin to matter?
 *
 * One walk serves `onroll assess` and the nightly `onroll detect`. It takes bytes and day numbers and makes no strings and
 * no objects, because it is run over every mark of an authority's year; the words come later, for what it found.
 *
 * A school year is a strip, and runs carry over from one strip to the next. The walk goes from school day to school day, so
 * holidays, weekends and training days are never looked at; a day before entry, after leaving or after `on` is not reached.
 */

import { dayNumber } from '../calendar/local-date.ts'
import { type CalendarYear, firstAtOrAfter, type SchoolCalendar } from '../calendar/school-calendar.ts'
import {
  afterLeaveSchoolDays,
  attendanceReturnSchoolDays,
  continuousAbsenceSchoolDays,
} from '../law/absence-limits.ts'
import type { Dated } from '../law/dated.ts'
import {
  breaksTen,
  breaksTwenty,
  countsTowardsTen,
  countsTowardsTwenty,
  dayClasses,
  endsBothRuns,
  hasInSchool,
  hasTaken,
  hasUntaken,
  holdsUnknownReason,
  isNoDay,
  runClasses,
  untakenDay,
} from './day-class.ts'

/** A day number later than any day: the leaving day of a child who has not left. */
export const never = 2_000_000_000

/** One school year of one child's marks: `length` bytes of `bytes` from `at`. What is beyond them was not taken. */
export type Strip = { schoolYear: number; bytes: Uint8Array; at: number; length: number }

/** Days from one to another, both included, as day numbers. */
export type Span = { readonly from: number; readonly to: number }

/** What the walk must know of one enrolment, as day numbers. May be one object used again and again. */
export type Walk = {
  /** First and last day of compulsory school age. */
  csaFrom: number
  csaTo: number
  /** First and last day on roll; `never` where not left. */
  entry: number
  leaving: number
  /** The last day to look at. */
  on: number
  strips: readonly Strip[]
}

/**
 * Something found: the rule, the day it became true, and the first day of the run (T-07, T-15) or the last day of the
 * leave (T-14, H-10); for T-04 the day itself. Days are day numbers.
 */
export type OnHit = (rule: WalkedRule, on: number, since: number) => void
export type WalkedRule = 'T-04' | 'T-07' | 'T-14' | 'T-15' | 'H-10'

const limits = {
  ten: byDayNumber(attendanceReturnSchoolDays),
  twenty: byDayNumber(continuousAbsenceSchoolDays),
  afterLeave: byDayNumber(afterLeaveSchoolDays),
}

/**
 * T-04, T-07 and T-15 of one enrolment, in order of day.
 *
 * T-07: a run of 10 counted days of G, N, O or U. Days not taken neither count nor end it, so that a forgotten register
 * never hides a child. T-15: 20 counted days of G, N or O. A session not taken ends it: nobody loses a place for days that
 * nobody recorded. Each is found once a run, on the first counted day, from the 10th or 20th on, on which the child is of
 * compulsory age.
 */
export function walkRuns(calendar: SchoolCalendar, walk: Walk, onHit: OnHit): void {
  const { csaFrom, csaTo, entry, on, strips } = walk
  const last = walk.leaving < on ? walk.leaving : on
  let ten = 0
  let tenSince = 0
  let tenFound = false
  let twenty = 0
  let twentySince = 0
  let twentyFound = false

  const years = calendar.years
  for (let y = 0; y < years.length; y++) {
    const year = years[y]!
    const dayNumbers = year.dayNumbers
    const schoolDays = dayNumbers.length
    const first = dayNumbers[0]! >= entry ? 0 : firstAtOrAfter(dayNumbers, entry)
    const end = dayNumbers[schoolDays - 1]! <= last ? schoolDays : firstAtOrAfter(dayNumbers, last + 1)
    if (first >= end) continue

    const strip = stripOf(strips, year.schoolYear)
    const held = strip ? heldDays(year, strip.length, end) : 0
    if (strip) {
      const bytes = strip.bytes
      const at = strip.at
      const weekdayIndexes = year.weekdayIndexes
      for (let i = first; i < held; i++) {
        const place = at + weekdayIndexes[i]! * 2
        const day = runClasses[(bytes[place]! << 8) | bytes[place + 1]!]!
        if (day === endsBothRuns) {
          ten = 0
          twenty = 0
          continue
        }
        if (day === 0) continue
        const date = dayNumbers[i]!
        if ((day & holdsUnknownReason) !== 0) onHit('T-04', date, date)
        if ((day & countsTowardsTen) !== 0) {
          if (ten === 0) {
            tenSince = date
            tenFound = false
          }
          ten++
          if (!tenFound && ten >= limitOn(limits.ten, date) && date >= csaFrom && date <= csaTo) {
            tenFound = true
            onHit('T-07', date, tenSince)
          }
        } else if ((day & breaksTen) !== 0) ten = 0
        if ((day & countsTowardsTwenty) !== 0) {
          if (twenty === 0) {
            twentySince = date
            twentyFound = false
          }
          twenty++
          if (!twentyFound && twenty >= limitOn(limits.twenty, date) && date >= csaFrom && date <= csaTo) {
            twentyFound = true
            onHit('T-15', date, twentySince)
          }
        } else if ((day & breaksTwenty) !== 0) twenty = 0
      }
    }
    // School days on roll for which no mark is held were not taken: they end the count to twenty, never that to ten.
    if (end > (held > first ? held : first)) twenty = 0
  }
}

/**
 * T-14 and H-10 of one enrolment, for each leave in order. Takes leaves already joined (`joinLeaves`).
 *
 * T-14: on the first school day after the leave with any session taken, none was in school. H-10: all sessions of the next
 * 10 school days are taken and none is in school, on the 10th; the days of ground H, not the ground.
 */
export function walkLeaves(
  calendar: SchoolCalendar,
  walk: Walk,
  leaves: readonly Span[],
  onHit: OnHit,
): void {
  for (const leave of leaves) walkLeave(calendar, walk, leave.to, onHit)
}

function walkLeave(calendar: SchoolCalendar, walk: Walk, leaveEnd: number, onHit: OnHit): void {
  let looksForReturn = true
  let away = 0
  let allAway = true
  for (const year of calendar.years) {
    const strip = stripOf(walk.strips, year.schoolYear)
    for (let i = firstAtOrAfter(year.dayNumbers, leaveEnd + 1); i < year.dayNumbers.length; i++) {
      const date = year.dayNumbers[i]!
      if (date > walk.on || !(looksForReturn || allAway)) return
      const flags = date < walk.entry || date > walk.leaving ? untakenDay : classAt(year, strip, i)
      if ((flags & isNoDay) !== 0) continue
      if (looksForReturn && (flags & hasTaken) !== 0) {
        looksForReturn = false
        if ((flags & hasInSchool) === 0) onHit('T-14', date, leaveEnd)
      }
      if (allAway) {
        if ((flags & (hasUntaken | hasInSchool)) !== 0) allAway = false
        else if (++away === limitOn(limits.afterLeave, date)) {
          onHit('H-10', date, leaveEnd)
          allAway = false
        }
      }
    }
  }
}

/** The class of a school day of a year, by its place among the year's school days. */
export function classAt(year: CalendarYear, strip: Strip | undefined, schoolDay: number): number {
  const place = year.weekdayIndexes[schoolDay]! * 2
  if (!strip || place + 1 >= strip.length) return untakenDay
  return dayClasses[(strip.bytes[strip.at + place]! << 8) | strip.bytes[strip.at + place + 1]!]!
}

/** The strip of a school year, if there is one. */
export function stripOf(strips: readonly Strip[], schoolYear: number): Strip | undefined {
  for (let i = 0; i < strips.length; i++) if (strips[i]!.schoolYear === schoolYear) return strips[i]
  return undefined
}

/**
 * Leaves with no school day between them are one. Takes leaves in any order; gives them joined, oldest first.
 * Contracts: `leave.csv`.
 */
export function joinLeaves(calendar: SchoolCalendar, leaves: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const leave of [...leaves].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const before = joined.at(-1)
    if (before && nextSchoolDayNumber(calendar, before.to) >= leave.from) {
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, leave.to) }
    } else joined.push(leave)
  }
  return joined
}

function nextSchoolDayNumber(calendar: SchoolCalendar, day: number): number {
  return calendar.dayNumbers[firstAtOrAfter(calendar.dayNumbers, day + 1)] ?? never
}

/** How many of a year's first `end` school days lie wholly within so many bytes. A whole strip holds them all. */
function heldDays(year: CalendarYear, length: number, end: number): number {
  if (length >= year.mask.length * 2) return end
  let held = end
  while (held > 0 && year.weekdayIndexes[held - 1]! * 2 + 1 >= length) held--
  return held
}

type LimitFrom = { readonly from: number; readonly value: number }

function byDayNumber(versions: readonly Dated<number>[]): readonly LimitFrom[] {
  return versions.map(version => ({ from: dayNumber(version.from), value: version.value })).reverse()
}

/** The limit on a day. Asked only on a counted day, of which there are few. */
function limitOn(newestFirst: readonly LimitFrom[], day: number): number {
  for (let i = 0; i < newestFirst.length; i++) if (newestFirst[i]!.from <= day) return newestFirst[i]!.value
  return never
}
