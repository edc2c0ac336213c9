/**
 * On which days is a school open to its pupils?
 *
 * Almost every limit in this work counts school days, and almost every mistake comes from counting other days. A school
 * day is a Monday to Friday inside a half term that is not a training day, a bank holiday or a closure. Where a school
 * has term dates of its own, only those hold for it. A line may be for some year groups only, so a calendar is a school's or,
 * within it, a year group's.
 */
import {
  addDays,
  dayNumber,
  type LocalDate,
  schoolYearEnd,
  schoolYearOf,
  schoolYearStart,
  weekday,
} from './local-date.ts'
import {
  dateOfWeekdayIndex,
  dayNumberOfWeekdayIndex,
  weekdayIndex,
  weekdaysBefore,
  weekdaysIn,
} from './strip-days.ts'
import { type PupilYearGroup, yearGroupsInWords } from './year-groups.ts'

export const termDateKinds = ['HALF_TERM', 'INSET', 'BANK_HOLIDAY', 'CLOSURE', 'BREAK'] as const
export type TermDateKind = (typeof termDateKinds)[number]

/** One line of an authority's or a school's term dates. Both days belong to it. */
export type TermDate = {
  kind: TermDateKind
  name: string
  startsOn: LocalDate
  endsOn: LocalDate
  schoolUrn?: string | undefined
  /** The year groups it is for (0 is Reception, -1 Nursery). Nothing: for all of them. */
  yearGroups?: readonly number[] | undefined
}

/** The school days of one school year, in the shapes that the walk over strips needs. */
export type CalendarYear = {
  readonly schoolYear: number
  /** One byte a weekday: 1 for a school day, else 0. */
  readonly mask: Uint8Array
  /** The place of each school day among the weekdays, ascending. */
  readonly weekdayIndexes: Uint16Array
  /** The day number of each school day, ascending. */
  readonly dayNumbers: Int32Array
  /** The school days themselves, ascending. */
  readonly days: readonly LocalDate[]
  /** The last day of the year's last half term, training day or not. */
  readonly lastTermEndsOn: LocalDate
}

/** A school's calendar: the years in which it has a school day, oldest first, and all the school days in order. */
export type SchoolCalendar = {
  readonly years: readonly CalendarYear[]
  readonly days: readonly LocalDate[]
  readonly dayNumbers: Int32Array
  /** The term dates it was made from: what a day without school is explained by. */
  readonly termDates: readonly TermDate[]
}

/**
 * The calendar of one school (or, with no school named, of its authority), and within it of one year group where one is given.
 * Takes every term date of the authority; a school that has any row of its own uses only its own rows.
 *
 * With no year group it is the school's own calendar: a half term for some year groups is a half term, a training day or closure
 * for some is none. A year group given as a number is taken for every year of the calendar; given with its school year it goes up
 * by one each September. A year group that no half term is for has the school's own calendar: no pupil is left without one.
 */
export function schoolCalendar(
  rows: readonly TermDate[],
  schoolUrn?: string,
  yearGroup?: number | PupilYearGroup,
): SchoolCalendar {
  const own = schoolUrn === undefined ? [] : rows.filter(row => row.schoolUrn === schoolUrn)
  const used = rowsFor(own.length > 0 ? own : rows.filter(row => !row.schoolUrn), yearGroup)
  const years = schoolYearsOf(used).flatMap(schoolYear => calendarYear(used, schoolYear) ?? [])
  return {
    years,
    days: years.flatMap(year => year.days),
    dayNumbers: Int32Array.from(years.flatMap(year => [...year.dayNumbers])),
    termDates: used,
  }
}

/** Finds a school's calendar and, where a year group is given, that year group's within it. */
export type SchoolCalendars = (schoolUrn: string, yearGroup?: number | PupilYearGroup) => SchoolCalendar

/**
 * Finds each school's calendar. Schools with no term dates of their own share one calendar, built once; so do the year groups of
 * a school whose term dates speak of none, and pupils of the same year group.
 */
export function schoolCalendars(rows: readonly TermDate[]): SchoolCalendars {
  const bySchool = new Map<string, readonly TermDate[]>()
  for (const { schoolUrn } of rows) {
    if (schoolUrn && !bySchool.has(schoolUrn)) {
      bySchool.set(
        schoolUrn,
        rows.filter(row => row.schoolUrn === schoolUrn),
      )
    }
  }
  const authority = rows.filter(row => !row.schoolUrn)
  const shared = yearGroupCalendars(authority)
  const own = new Map([...bySchool].map(([urn, theirs]) => [urn, yearGroupCalendars(theirs, urn)]))
  return (schoolUrn, yearGroup) => (own.get(schoolUrn) ?? shared)(yearGroup)
}

/** As `schoolCalendars`, for the rows of one school or of an authority: each year group's calendar, built when first asked for. */
export function yearGroupCalendars(
  rows: readonly TermDate[],
  schoolUrn?: string,
): (yearGroup?: number | PupilYearGroup) => SchoolCalendar {
  const whole = schoolCalendar(rows, schoolUrn)
  if (rows.every(row => row.yearGroups === undefined)) return () => whole
  const made = new Map<string, SchoolCalendar>()
  return yearGroup => {
    if (yearGroup === undefined) return whole
    const key =
      typeof yearGroup === 'number' ? `always ${yearGroup}` : `from ${yearGroup.group - yearGroup.in}`
    const known = made.get(key)
    if (known) return known
    const calendar = schoolCalendar(rows, schoolUrn, yearGroup)
    made.set(key, calendar)
    return calendar
  }
}

function rowsFor(
  rows: readonly TermDate[],
  yearGroup: number | PupilYearGroup | undefined,
): readonly TermDate[] {
  const ofTheSchool = rows.filter(row => row.yearGroups === undefined || row.kind === 'HALF_TERM')
  if (yearGroup === undefined) return ofTheSchool
  const theirs = rows.filter(row => row.yearGroups?.includes(groupAt(yearGroup, row.startsOn)) ?? true)
  return theirs.some(row => row.kind === 'HALF_TERM') ? theirs : ofTheSchool
}

const groupAt = (yearGroup: number | PupilYearGroup, on: LocalDate): number =>
  typeof yearGroup === 'number' ? yearGroup : yearGroup.group + schoolYearOf(on) - yearGroup.in

/** The calendar's part for one school year, if it has a school day in it. */
export function yearOfCalendar(calendar: SchoolCalendar, schoolYear: number): CalendarYear | undefined {
  return calendar.years.find(year => year.schoolYear === schoolYear)
}

/** Is the school open to its pupils on this day? A day of a year that the calendar does not have is none. */
export function isSchoolDay(calendar: SchoolCalendar, date: LocalDate): boolean {
  const schoolYear = schoolYearOf(date)
  return yearOfCalendar(calendar, schoolYear)?.mask[weekdayIndex(schoolYear, date)] === 1
}

/** Why a day is no school day, in words; nothing where it is one. */
export function whyNoSchoolDay(calendar: SchoolCalendar, date: LocalDate): string | undefined {
  if (isSchoolDay(calendar, date)) return undefined
  if (weekday(date) > 5) return 'weekend'
  const rows = calendar.termDates.filter(row => row.startsOn <= date && date <= row.endsOn)
  const closing = rows.find(row => row.kind in closingInWords)
  if (closing) return named(closingInWords[closing.kind]!, closing)
  const holiday = rows.find(row => row.kind === 'BREAK')
  return holiday ? named('holiday', holiday) : 'not in term'
}

const closingInWords: Readonly<Partial<Record<TermDateKind, string>>> = {
  BANK_HOLIDAY: 'bank holiday',
  INSET: 'training day',
  CLOSURE: 'closure',
}

function named(what: string, { name, yearGroups }: TermDate): string {
  const whose = yearGroups ? `${what} for ${yearGroupsInWords(yearGroups)}` : what
  return name.trim() === '' ? whose : `${whose} (${name.trim()})`
}

/** The school days from one day to another, both included. */
export function schoolDaysBetween(
  calendar: SchoolCalendar,
  from: LocalDate,
  to: LocalDate,
): readonly LocalDate[] {
  return calendar.days.slice(
    firstAtOrAfter(calendar.dayNumbers, dayNumber(from)),
    firstAtOrAfter(calendar.dayNumbers, dayNumber(to) + 1),
  )
}

/** The nth school day after a day (the day itself is day 0), or nothing where the calendar ends before it. */
export function nthSchoolDayAfter(
  calendar: SchoolCalendar,
  date: LocalDate,
  n: number,
): LocalDate | undefined {
  return nthSchoolDayInclusive(calendar, addDays(date, 1), n)
}

/** The nth school day counted from a day on, itself the first where it is a school day. */
export function nthSchoolDayInclusive(
  calendar: SchoolCalendar,
  date: LocalDate,
  n: number,
): LocalDate | undefined {
  return calendar.days[firstAtOrAfter(calendar.dayNumbers, dayNumber(date)) + n - 1]
}

/** The first school day after a day, or nothing where the calendar ends before it. */
export function nextSchoolDay(calendar: SchoolCalendar, date: LocalDate): LocalDate | undefined {
  return nthSchoolDayAfter(calendar, date, 1)
}

/** The last school day before a day, or nothing where the calendar begins after it. */
export function previousSchoolDay(calendar: SchoolCalendar, date: LocalDate): LocalDate | undefined {
  return calendar.days[firstAtOrAfter(calendar.dayNumbers, dayNumber(date)) - 1]
}

/** The place of the first number that is `value` or more in an ascending list; its length where there is none. */
export function firstAtOrAfter(ascending: Int32Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function schoolYearsOf(rows: readonly TermDate[]): number[] {
  const terms = rows.filter(row => row.kind === 'HALF_TERM')
  const years = new Set<number>()
  for (const term of terms) {
    for (let year = schoolYearOf(term.startsOn); year <= schoolYearOf(term.endsOn); year++) years.add(year)
  }
  return [...years].sort((a, b) => a - b)
}

function calendarYear(rows: readonly TermDate[], schoolYear: number): CalendarYear | undefined {
  const mask = new Uint8Array(weekdaysIn(schoolYear))
  const terms = rows.filter(row => row.kind === 'HALF_TERM' && touches(row, schoolYear))
  for (const term of terms) mark(mask, schoolYear, term, 1)
  for (const row of rows) {
    if (row.kind === 'INSET' || row.kind === 'BANK_HOLIDAY' || row.kind === 'CLOSURE') {
      mark(mask, schoolYear, row, 0)
    }
  }
  const indexes = [...mask.keys()].filter(index => mask[index] === 1)
  if (indexes.length === 0) return undefined
  return {
    schoolYear,
    mask,
    weekdayIndexes: Uint16Array.from(indexes),
    dayNumbers: Int32Array.from(indexes, index => dayNumberOfWeekdayIndex(schoolYear, index)),
    days: indexes.map(index => dateOfWeekdayIndex(schoolYear, index)),
    lastTermEndsOn: terms.reduce(
      (latest, term) => (term.endsOn > latest ? term.endsOn : latest),
      terms[0]!.endsOn,
    ),
  }
}

const touches = (row: TermDate, schoolYear: number): boolean =>
  row.startsOn <= schoolYearEnd(schoolYear) && row.endsOn >= schoolYearStart(schoolYear)

/** Sets the weekdays of a row. A row may be years long by mistake, so only the days of this year are looked at. */
function mark(mask: Uint8Array, schoolYear: number, row: TermDate, value: 0 | 1): void {
  const from = weekdaysBefore(schoolYear, dayNumber(row.startsOn))
  mask.fill(value, from, weekdaysBefore(schoolYear, dayNumber(row.endsOn) + 1))
}
