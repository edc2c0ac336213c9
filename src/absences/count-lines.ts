/** A count of days as a person reads it: each school day on its own line, the days between on one line with why. */
import type { CountedDay } from '../calendar/counting.ts'
import { addDays, type LocalDate } from '../calendar/local-date.ts'
import { type SchoolCalendar, whyNoSchoolDay } from '../calendar/school-calendar.ts'

/** One line of a count: a day, or several in a row of which the same is to be said. */
export type CountLine = CountedDay & {
  /** The last day, where the line stands for several. */
  readonly to?: LocalDate
  /** The codes as the register shows them, where the line is about marks: empty where not taken. */
  readonly am?: string
  readonly pm?: string
}

/** Puts a line between school days that do not follow each other: the weekend, holiday or closure that lies there. */
export function withGaps(calendar: SchoolCalendar, lines: readonly CountLine[]): CountLine[] {
  const all: CountLine[] = []
  for (const line of lines) {
    const before = all.at(-1)
    if (before) {
      const gap = gapBetween(calendar, addDays(before.to ?? before.on, 1), addDays(line.on, -1))
      if (gap) all.push(gap)
    }
    all.push(line)
  }
  return all
}

/** The days without school from one day to another, as one line; nothing where there are none. */
function gapBetween(calendar: SchoolCalendar, from: LocalDate, to: LocalDate): CountLine | undefined {
  const without: CountedDay[] = []
  for (let on = from; on <= to; on = addDays(on, 1)) {
    const says = whyNoSchoolDay(calendar, on)
    if (says !== undefined) without.push({ on, did: 'passed-over', says })
  }
  return without.length === 0 ? undefined : joined(without)
}

/** The lines of a count to a due day: every day that counted, and what was passed over on the way in one line each time. */
export function compact(days: readonly CountedDay[]): CountLine[] {
  const lines: CountLine[] = []
  let passed: CountedDay[] = []
  for (const day of days) {
    if (day.did === 'passed-over') {
      passed.push(day)
      continue
    }
    if (passed.length > 0) lines.push(joined(passed))
    passed = []
    lines.push(day)
  }
  if (passed.length > 0) lines.push(joined(passed))
  return lines
}

/** Several days without school as one line. A weekend goes without saying inside a holiday. */
function joined(days: readonly CountedDay[]): CountLine {
  const reasons = new Set(days.map(day => day.says))
  if (reasons.size > 1) reasons.delete('weekend')
  const on = days[0]!.on
  const to = days.at(-1)!.on
  return { on, ...(to !== on && { to }), did: 'passed-over', says: [...reasons].join(', ') }
}

/** Lines next to each other that `isSame` takes for one, made one by `join`. */
export function merged(
  lines: readonly CountLine[],
  isSame: (a: CountLine, b: CountLine) => boolean,
  join: (lines: readonly CountLine[]) => CountLine,
): CountLine[] {
  const groups: CountLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    if (group && isSame(group.at(-1)!, line)) group.push(line)
    else groups.push([line])
  }
  return groups.map(group => (group.length === 1 ? group[0]! : join(group)))
}

/** From the first day of several lines to the last, with the marks where all have the same. */
export function spanOf(lines: readonly CountLine[]): Pick<CountLine, 'on' | 'to' | 'am' | 'pm'> {
  const first = lines[0]!
  const last = lines.at(-1)!
  const { am, pm } = first
  const isSame = lines.every(line => line.am === am && line.pm === pm)
  return { on: first.on, to: last.to ?? last.on, ...(isSame && am !== undefined && { am, pm: pm! }) }
}
