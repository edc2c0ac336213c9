/**
 * Did a pupil come on the first day that was agreed (T-06)?
 *
 * The name stands on the register from the first day expected, whether or not the pupil comes (T-13), so the register itself
 * says who did not. A day on which nobody took the register says nothing. A first day with a reason (ill, an appointment)
 * is no no-show: the first day after it without one is.
 */
import { hasInSchool, hasTaken, isNoDay } from '../absences/day-class.ts'
import { classAt, type Strip, stripOf } from '../absences/walk.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { codeOfByte } from '../law/attendance-codes.ts'

export type Arrival =
  /** The day has not come, or the calendar has no school day yet. */
  | { readonly is: 'to come'; readonly first: LocalDate }
  | { readonly is: 'came'; readonly first: LocalDate; readonly on: LocalDate; readonly missedFirst: boolean }
  | {
      readonly is: 'not come'
      readonly first: LocalDate
      readonly since: LocalDate
      readonly schoolDays: number
    }
  /** Away from the first day on, each day with a reason. */
  | { readonly is: 'away with a reason'; readonly first: LocalDate }
  | { readonly is: 'no register yet'; readonly first: LocalDate }

/**
 * What the register says of a pupil's first days. Takes the day that was agreed, the marks, today, and the day on which a person
 * says that the pupil first came, if one does. `since` is the first day away without a reason, `schoolDays` how many since.
 */
export function arrival(facts: {
  readonly calendar: SchoolCalendar
  readonly strips: readonly Strip[]
  readonly firstDay: LocalDate
  readonly today: LocalDate
  readonly cameOn?: LocalDate | undefined
}): Arrival {
  const { firstDay, today, cameOn } = facts
  const days = daysFrom(facts)
  const first = days[0]?.on ?? firstDay
  if (cameOn !== undefined) return { is: 'came', first, on: cameOn, missedFirst: cameOn > first }
  if (days.length === 0) return { is: 'to come', first: firstDay > today ? firstDay : today }
  let since: LocalDate | undefined
  let missed = 0
  let excused = false
  for (const day of days) {
    if (!day.taken) continue
    if (day.inSchool) return { is: 'came', first, on: day.on, missedFirst: since !== undefined }
    if (!day.unexplained) {
      excused = true
      continue
    }
    since ??= day.on
    missed += 1
  }
  if (since !== undefined) return { is: 'not come', first, since, schoolDays: missed }
  return { is: excused ? 'away with a reason' : 'no register yet', first }
}

type Day = { on: LocalDate; taken: boolean; inSchool: boolean; unexplained: boolean }

/** The school days from the agreed one up to today, with what the register says of each. */
function daysFrom(facts: {
  readonly calendar: SchoolCalendar
  readonly strips: readonly Strip[]
  readonly firstDay: LocalDate
  readonly today: LocalDate
}): Day[] {
  const days: Day[] = []
  for (const year of facts.calendar.years) {
    const strip = stripOf(facts.strips, year.schoolYear)
    const from = facts.firstDay
    for (let i = from <= year.days[0]! ? 0 : firstIndex(year.days, from); i < year.days.length; i++) {
      const on = year.days[i]!
      if (on > facts.today) return days
      const flags = classAt(year, strip, i)
      if (flags & isNoDay) continue
      const place = year.weekdayIndexes[i]! * 2
      const codes =
        strip && place + 1 < strip.length
          ? [codeOfByte(strip.bytes[strip.at + place]!), codeOfByte(strip.bytes[strip.at + place + 1]!)]
          : []
      days.push({
        on,
        taken: (flags & hasTaken) !== 0,
        inSchool: (flags & hasInSchool) !== 0,
        unexplained: codes.some(code => code?.group === 'UNAUTHORISED' && !code.inSchool),
      })
    }
  }
  return days
}

function firstIndex(days: readonly LocalDate[], from: LocalDate): number {
  const at = days.findIndex(day => day >= from)
  return at < 0 ? days.length : at
}
