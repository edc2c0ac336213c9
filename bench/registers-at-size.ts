// Years of marks as schools have them, and what the rules say of each. A few thousand are made and every child is given
// one of them: enough that no two children of a class are alike.

import { absenceFindings } from '../src/absences/register-findings.ts'
import { addDays, dateOf, type LocalDate } from '../src/calendar/local-date.ts'
import type { SchoolCalendar } from '../src/calendar/school-calendar.ts'
import { stripWidth } from '../src/calendar/strip-days.ts'
import { Chance } from '../src/demo/chance.ts'

export type Pattern = {
  /** A strip for each school year of the calendar, oldest first. */
  strips: { schoolYear: number; marks: string }[]
  leave: { startsOn: LocalDate; endsOn: LocalDate } | undefined
  findings: ReturnType<typeof absenceFindings>
}

/** Takes the calendar and the last day with a register; gives so many years of marks, the same each time. */
export function patterns(calendar: SchoolCalendar, last: LocalDate, count: number): Pattern[] {
  const ended = calendar.days.findIndex(day => day > last)
  const held = ended < 0 ? calendar.days.length : ended
  return Array.from({ length: count }, (_, number) => pattern(calendar, last, held, new Chance(20, number)))
}

function pattern(calendar: SchoolCalendar, last: LocalDate, held: number, chance: Chance): Pattern {
  const days: string[] = Array.from({ length: held }, () => '//')
  const fill = (from: number, length: number, marks: string) => {
    for (let i = Math.max(0, from); i < Math.min(held, from + length); i++) days[i] = marks
  }
  // Illness about four spells a year, appointments, lateness, days nobody explained.
  for (let i = 0; i < held; i++) {
    const draw = chance.next()
    if (draw < 0.012) fill(i, chance.between(1, 4), 'II')
    else if (draw < 0.018) days[i] = chance.is(0.5) ? 'M/' : '/M'
    else if (draw < 0.035) days[i] = 'L/'
    else if (draw < 0.036) days[i] = 'U/'
    else if (draw < 0.0385) fill(i, chance.between(1, 2), 'OO')
  }
  if (chance.is(0.05)) fill(chance.below(held), chance.between(3, 10), 'GG')
  // One in eighty is away long enough for the ten days at some time, one in four hundred until now.
  if (chance.is(1 / 80)) fill(chance.below(held), chance.between(9, 30), 'OO')
  if (chance.is(1 / 400)) {
    const length = chance.between(4, 45)
    fill(held - length, length, 'OO')
    fill(held - 4, 4, 'NN')
  }
  // The last days still have marks without a reason.
  for (let i = held - 3; i < held; i++) if (days[i] === '//' && chance.is(0.008)) days[i] = 'NN'
  let leave: Pattern['leave']
  if (chance.is(0.02)) {
    const from = chance.below(held - 30)
    const length = chance.between(3, 8)
    fill(from, length, 'CC')
    leave = { startsOn: calendar.days[from]!, endsOn: calendar.days[from + length - 1]! }
    if (chance.is(0.1)) fill(from + length, chance.between(1, 12), 'GG')
  }

  let at = 0
  const strips = calendar.years.map(year => {
    const marks = Array.from<string>({ length: stripWidth(year.schoolYear) / 2 }).fill('..')
    for (const place of year.weekdayIndexes) if (at < held) marks[place] = days[at++]!
    return { schoolYear: year.schoolYear, marks: marks.join('') }
  })
  const findings = absenceFindings(
    calendar,
    {
      // Of compulsory age all along; who is not is left out when these are given to children.
      dob: addDays(dateOf(calendar.years[0]!.schoolYear - 9, 9, 1), chance.below(360)),
      entryDate: calendar.days[0]!,
      leavingDate: undefined,
      leaves: leave ? [leave] : [],
      strips: strips.map(({ schoolYear, marks }) => {
        const bytes = Buffer.from(marks, 'latin1')
        return { schoolYear, bytes, at: 0, length: bytes.length }
      }),
    },
    last,
  )
  return { strips, leave, findings }
}
