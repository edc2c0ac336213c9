/** What do the rules say of one child's time on one school's register? */
import { csaEnd, csaStart } from '../calendar/age.ts'
import { dayNumber, type LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { closed } from '../law/attendance-codes.ts'
import { type Finding, findingOf } from './finding.ts'
import { persistentAbsence, sicknessReturns } from './missed-sessions.ts'
import { type RollFacts, rollChanges } from './roll-changes.ts'
import { joinLeaves, never, type Strip, type Walk, walkLeaves, walkRuns } from './walk.ts'

/** Leave that was granted. Both days belong to it. */
export type Leave = { readonly startsOn: LocalDate; readonly endsOn: LocalDate }

/** One enrolment and its marks. */
export type EnrolmentFacts = RollFacts & {
  readonly dob: LocalDate
  readonly leaves: readonly Leave[]
  readonly strips: readonly Strip[]
  /** The year group on the day asked about, or on leaving; where nothing is said, the calendar is the whole school's. */
  readonly yearGroup?: number | undefined
  /** The sessions this child has on a school day; both, where nothing is said. A nursery child may have one, which is the day. */
  readonly sessions?: 'both' | 'AM' | 'PM' | undefined
}

/** T-04, T-07, T-14, T-15 and H-10 of one enrolment up to a day: what the nightly run looks for. */
export function absenceFindings(calendar: SchoolCalendar, facts: EnrolmentFacts, on: LocalDate): Finding[] {
  const walk = walkOf(facts, on)
  const findings: Finding[] = []
  const keep = (rule: Parameters<typeof findingOf>[1], day: number, since: number) => {
    findings.push(findingOf(calendar, rule, day, since))
  }
  walkRuns(calendar, walk, keep)
  if (facts.leaves.length > 0) walkLeaves(calendar, walk, leavesOf(calendar, facts.leaves), keep)
  return findings
}

/** Every register rule for one enrolment up to a day, sorted by day and rule. */
export function registerFindings(calendar: SchoolCalendar, facts: EnrolmentFacts, on: LocalDate): Finding[] {
  const walk = walkOf(facts, on)
  const absence = persistentAbsence(calendar, { ...walk, strips: sessionsOf(facts, closed) })
  return [
    ...absenceFindings(calendar, facts, on),
    ...sicknessReturns(calendar, walk),
    ...(absence ? [absence] : []),
    ...rollChanges(calendar, facts, on),
  ].sort(byDayAndRule)
}

/** The facts of one enrolment as the walk takes them. */
export function walkOf(facts: EnrolmentFacts, on: LocalDate): Walk {
  return {
    csaFrom: dayNumber(csaStart(facts.dob)),
    csaTo: dayNumber(csaEnd(facts.dob)),
    entry: dayNumber(facts.entryDate),
    leaving: facts.leavingDate ? dayNumber(facts.leavingDate) : never,
    on: dayNumber(on),
    strips: sessionsOf(facts, 'the same'),
  }
}

/** The strips, where a child has one session a day with the other filled in: as the same, so that the one makes the day. */
function sessionsOf(
  { strips, sessions = 'both' }: EnrolmentFacts,
  other: 'the same' | number,
): readonly Strip[] {
  if (sessions === 'both') return strips
  const has = sessions === 'AM' ? 0 : 1
  return strips.map(({ schoolYear, bytes, at, length }) => {
    const filled = bytes.slice(at, at + length)
    for (let day = 0; day + 1 < length; day += 2) {
      filled[day + 1 - has] = other === 'the same' ? filled[day + has]! : other
    }
    return { schoolYear, bytes: filled, at: 0, length }
  })
}

/** Leaves as the walk takes them: joined where no school day lies between, oldest first. */
export function leavesOf(calendar: SchoolCalendar, leaves: readonly Leave[]): ReturnType<typeof joinLeaves> {
  const spans = leaves.map(leave => ({ from: dayNumber(leave.startsOn), to: dayNumber(leave.endsOn) }))
  return joinLeaves(calendar, spans)
}

export function byDayAndRule(a: Finding, b: Finding): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1
  return 0
}
