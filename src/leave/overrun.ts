/**
 * Is the child back from leave, and if not, what is due and when?
 *
 * On the first school day after the agreed end the absence is unexplained (T-14). From the tenth, at the close of its registers, ground H
 * may be considered (H-10): that is never automatic. After a local number of days, never more than ten, a
 * possible-CME case opens (START-03). Days are counted by the law's own clocks, in the school's days.
 */

import { dayClass, hasInSchool, hasTaken, hasUntaken, isNoDay, untakenDay } from '../absences/day-class.ts'
import { type Strip, stripOf } from '../absences/walk.ts'
import type { CountedDay } from '../calendar/counting.ts'
import { countSchoolDaysAfter } from '../calendar/counting.ts'
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { nextSchoolDay, type SchoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { afterLeaveSchoolDays } from '../law/absence-limits.ts'
import { codeOfByte } from '../law/attendance-codes.ts'
import { inForce } from '../law/dated.ts'
import { afterLeave, leaveOverrun } from '../law/school-clocks.ts'

/** One school day after the leave as the register has it. */
export type DayAfter = {
  readonly on: LocalDate
  /** Some session was recorded; and every session was. */
  readonly taken: boolean
  readonly whole: boolean
  readonly inSchool: boolean
  /** Some session has code G, N, O or U. */
  readonly unauthorised: boolean
}

export type LeaveAndRegister = {
  readonly calendar: SchoolCalendar
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly today: LocalDate
  /** School days after the agreed end on which a case opens: the authority's setting. */
  readonly openAfter: number
  /** The school days after the leave up to today, oldest first. */
  readonly days: readonly DayAfter[]
}

/** The countdown of an overrun. */
export type Overrun = {
  readonly is: 'overrun'
  /** The first school day after the leave (T-14): the absence is unexplained from here. */
  readonly since: LocalDate
  /** Today is this school day after the leave: 1 is the first. On a day without school, the last that was. */
  readonly day: number
  /** The tenth school day (H-10), if the school's calendar goes so far; and how many school days are left to it. */
  readonly tenthOn: LocalDate | undefined
  readonly daysToTenth: number
  /** The register shows ten days away, all taken: ground H may be considered. Never by itself. */
  readonly isTenShown: boolean
  /** A day of the first ten whose register is not whole: ground H is not shown by it. */
  readonly notTakenOn: LocalDate | undefined
  /** From this day, still away without a reason, a possible-CME case opens. */
  readonly opensOn: LocalDate | undefined
  readonly isOpenDue: boolean
  /** The last register says that the absence has a reason (illness, say): no case opens by itself. */
  readonly isExcused: boolean
  readonly counted: readonly CountedDay[]
  readonly says: string
}
export type LeaveStanding =
  | { readonly is: 'not begun'; readonly says: string }
  | { readonly is: 'away'; readonly backOn: LocalDate | undefined; readonly says: string }
  | { readonly is: 'due back'; readonly backOn: LocalDate; readonly says: string }
  | { readonly is: 'back'; readonly on: LocalDate; readonly says: string }
  | { readonly is: 'not known'; readonly since: LocalDate; readonly says: string }
  | Overrun

/** How one leave stands today. T-14, H-10, START-03; regulation 9(1)(h) for any length of leave. */
export function leaveStanding(facts: LeaveAndRegister): LeaveStanding {
  const { calendar, startsOn, endsOn, today, openAfter, days } = facts
  const backOn = nextSchoolDay(calendar, endsOn)
  const back = backOn ? inWords(backOn) : 'the first school day after the term dates that are known'
  if (today < startsOn) return { is: 'not begun', says: `The leave begins on ${inWords(startsOn)}` }
  if (today <= endsOn || backOn === undefined || today < backOn) {
    return { is: 'away', backOn, says: `On leave to ${inWords(endsOn)}; back on ${back}` }
  }
  const came = days.find(day => day.inSchool)
  if (came) return { is: 'back', on: came.on, says: `Back in school on ${inWords(came.on)}` }
  const taken = days.filter(day => day.taken)
  if (taken.length === 0) {
    if (today === backOn) return { is: 'due back', backOn, says: `Due back today, ${inWords(backOn)}` }
    return {
      is: 'not known',
      since: backOn,
      says: `Due back on ${inWords(backOn)}, and no register of that day or since is here: find out whether the child came`,
    }
  }
  const since = leaveOverrun({ calendar, leaveEndedOn: endsOn }).due ?? backOn
  const h = afterLeave({ calendar, leaveEndedOn: endsOn })
  const ten = inForce(afterLeaveSchoolDays, endsOn).value
  const opensOn = countSchoolDaysAfter(calendar, endsOn, openAfter).due
  const day = schoolDaysBetween(calendar, backOn, today).length
  // The pupil's own days, as the walk over the register counts them.
  const first = days.slice(0, ten)
  const isTenShown = first.length === ten && first.every(one => one.whole)
  const isExcused = !taken.at(-1)!.unauthorised
  return {
    is: 'overrun',
    since,
    day,
    tenthOn: h.due,
    daysToTenth: Math.max(ten - day, 0),
    isTenShown,
    notTakenOn: first.find(one => one.on < today && !one.whole)?.on,
    opensOn,
    // Not in the night before: the register of that day, or of a later one, shows the child away.
    isOpenDue: opensOn !== undefined && !isExcused && taken.some(one => one.on >= opensOn),
    isExcused,
    counted: h.days,
    says: `Not back: due on ${inWords(since)}, and today is school day ${day} after the leave`,
  }
}

/** The school days after one day and up to another while on roll, as the strips have them. */
export function daysAfter(
  calendar: SchoolCalendar,
  strips: readonly Strip[],
  after: LocalDate,
  span: {
    readonly entryDate: LocalDate
    readonly leavingDate?: LocalDate | undefined
    readonly today: LocalDate
  },
): DayAfter[] {
  const found: DayAfter[] = []
  for (const year of calendar.years) {
    const strip = stripOf(strips, year.schoolYear)
    for (const [i, on] of year.days.entries()) {
      if (on <= after || on > span.today || on < span.entryDate) continue
      if (span.leavingDate !== undefined && on > span.leavingDate) continue
      const place = year.weekdayIndexes[i]! * 2
      const held = strip !== undefined && place + 1 < strip.length
      const am = held ? strip.bytes[strip.at + place]! : undefined
      const pm = held ? strip.bytes[strip.at + place + 1]! : undefined
      const flags = am === undefined || pm === undefined ? untakenDay : dayClass(am, pm)
      if ((flags & isNoDay) !== 0) continue
      found.push({
        on,
        taken: (flags & hasTaken) !== 0,
        whole: (flags & hasUntaken) === 0,
        inSchool: (flags & hasInSchool) !== 0,
        unauthorised: isUnauthorised(am) || isUnauthorised(pm),
      })
    }
  }
  return found
}

const isUnauthorised = (byte: number | undefined): boolean =>
  byte !== undefined && codeOfByte(byte)?.group === 'UNAUTHORISED'
