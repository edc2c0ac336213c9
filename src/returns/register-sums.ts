/**
 * How many days of a kind does a register hold, counted in halves? For the return on irregular attendance (T-08) and the one
 * on sickness (T-09).
 */
import { hasInSchool } from '../absences/day-class.ts'
import { classAt, type Strip, stripOf } from '../absences/walk.ts'
import { type LocalDate, schoolYearOf, schoolYearStart } from '../calendar/local-date.ts'
import { type SchoolCalendar, yearOfCalendar } from '../calendar/school-calendar.ts'
import { type AttendanceCode, codeOfByte } from '../law/attendance-codes.ts'

type Session = AttendanceCode | undefined
type Day = {
  readonly on: LocalDate
  readonly sessions: readonly [Session, Session]
  readonly inSchool: boolean
}

/** The school days of one school year between two days, both included, with their marks. */
function* daysOf(
  calendar: SchoolCalendar,
  strips: readonly Strip[],
  from: LocalDate,
  upTo: LocalDate,
): Generator<Day> {
  const year = yearOfCalendar(calendar, schoolYearOf(upTo))
  const strip = year && stripOf(strips, year.schoolYear)
  if (!year || !strip) return
  for (let i = 0; i < year.days.length; i++) {
    const on = year.days[i]!
    if (on < from) continue
    const place = year.weekdayIndexes[i]! * 2
    if (on > upTo || place + 1 >= strip.length) return
    yield {
      on,
      sessions: [codeOfByte(strip.bytes[strip.at + place]!), codeOfByte(strip.bytes[strip.at + place + 1]!)],
      inSchool: (classAt(year, strip, i) & hasInSchool) !== 0,
    }
  }
}

/** Half days of a kind, as days. */
const halves = (sessions: readonly Session[], isCounted: (code: AttendanceCode) => boolean): number =>
  sessions.filter(code => code !== undefined && isCounted(code)).length / 2

export type Irregular = {
  /** Unauthorised days since the last time they were told, in halves. */
  readonly days: number
  readonly since: LocalDate | undefined
  /** The day on which the authority's number was reached. */
  readonly reachedOn: LocalDate | undefined
}

/**
 * T-08. The unauthorised days (G, N, O, U at half a day a session) of the school year that holds `upTo`, from the day after the
 * last return on irregular attendance. An absence that a ten-day return told of is not told twice: its days are left out until
 * the pupil is in school again.
 */
export function unauthorisedDays(facts: {
  readonly calendar: SchoolCalendar
  readonly strips: readonly Strip[]
  readonly upTo: LocalDate
  readonly number: number
  /** The first days of absences of which a ten-day return told. */
  readonly toldSince: readonly LocalDate[]
  /** The day up to which the last return on irregular attendance counted. */
  readonly toldUpTo?: LocalDate | undefined
}): Irregular {
  const { calendar, strips, upTo, number, toldSince, toldUpTo } = facts
  const start = schoolYearStart(schoolYearOf(upTo))
  let days = 0
  let since: LocalDate | undefined
  let reachedOn: LocalDate | undefined
  let isTold = false
  for (const day of daysOf(calendar, strips, start, upTo)) {
    if (toldSince.includes(day.on)) isTold = true
    if (day.inSchool) isTold = false
    if (isTold || (toldUpTo !== undefined && day.on <= toldUpTo)) continue
    const here = halves(day.sessions, code => code.group === 'UNAUTHORISED')
    if (here === 0) continue
    since ??= day.on
    days += here
    if (reachedOn === undefined && days >= number) reachedOn = day.on
  }
  return { days, since, reachedOn }
}

export type Sickness = {
  /** Days coded I so far this school year, in halves. */
  readonly days: number
  /** The first day of the sickness that goes on now, if one does. */
  readonly since: LocalDate | undefined
}

/**
 * T-09. The days coded I (half a day a session; no other code, OQ-19) in the school year that holds `upTo`, and since when the
 * pupil has been ill without a day in school between. A day without a register neither begins nor ends it.
 */
export function sicknessDays(facts: {
  readonly calendar: SchoolCalendar
  readonly strips: readonly Strip[]
  readonly upTo: LocalDate
}): Sickness {
  const { calendar, strips, upTo } = facts
  let days = 0
  let since: LocalDate | undefined
  for (const day of daysOf(calendar, strips, schoolYearStart(schoolYearOf(upTo)), upTo)) {
    const here = halves(day.sessions, code => code.code === 'I')
    days += here
    if (here > 0) since ??= day.on
    else if (day.sessions.some(code => code !== undefined && code.group !== 'ADMIN')) since = undefined
  }
  return { days, since }
}

/**
 * T-09a. Are two first days those of one continuous period of sickness? They are unless the register has the pupil in school on
 * a day between them. Nobody has been in school on a day that is still to come.
 */
export function isOneSickness(facts: {
  readonly calendar: SchoolCalendar
  readonly strips: readonly Strip[]
  readonly one: LocalDate
  readonly other: LocalDate
}): boolean {
  const { calendar, strips } = facts
  const [from, to] = facts.one <= facts.other ? [facts.one, facts.other] : [facts.other, facts.one]
  if (schoolYearOf(from) !== schoolYearOf(to)) return false
  for (const day of daysOf(calendar, strips, from, to))
    if (day.inSchool && day.on > from && day.on < to) return false
  return true
}
