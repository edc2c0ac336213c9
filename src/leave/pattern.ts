/**
 * What has this family asked for before?
 *
 * Shown to the DSL and the head beside a request, as facts with days and no judgement: the same week of another year, a brother's or
 * sister's leave at this school, leave that was refused and taken all the same. A pattern can be a yearly festival or a sick
 * grandmother; it can also be a sign.
 */
import { addYears, dateInWords, daysBetween, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'

/** Leave of one child of the family, as it was asked for or granted. */
export type PastLeave = {
  readonly child: 'this child' | { readonly name: string }
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly outcome: 'granted' | 'refused' | 'waiting' | 'cancelled' | 'from a file'
  /** School days within those days on which the register shows the child away without authority. */
  readonly daysAwayUnauthorised: number
}

export type PatternKind = 'same week' | 'refused and away' | 'brother or sister' | 'earlier'
export type PatternLine = { readonly kind: PatternKind; readonly says: string; readonly on: LocalDate }

/** So many days either way are still "the same week of the year". Ours. */
export const sameWeekDays = 7

/** Was past leave in the same week of an earlier year? A week either way counts: the same week has other dates each year. */
export function isSameWeek(asked: Span, past: Span): boolean {
  const years = Math.round(daysBetween(past.startsOn, asked.startsOn) / 365.25)
  if (years < 1) return false
  return Math.abs(daysBetween(addYears(past.startsOn, years), asked.startsOn)) <= sameWeekDays
}
type Span = { readonly startsOn: LocalDate; readonly endsOn: LocalDate }

const overlap = (a: Span, b: Span): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn

/** The lines of a family's pattern, the telling ones first, each leave once. Takes the days asked for and all leave before. */
export function familyPattern(asked: Span, past: readonly PastLeave[]): PatternLine[] {
  const lines = past
    .filter(leave => leave.outcome !== 'cancelled')
    .map(leave => ({ leave, kind: kindOf(asked, leave) }))
    .sort(
      (a, b) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) || (a.leave.startsOn < b.leave.startsOn ? 1 : -1),
    )
  return lines.map(({ leave, kind }) => ({ kind, on: leave.startsOn, says: inSentence(asked, leave, kind) }))
}

const order: readonly PatternKind[] = ['same week', 'refused and away', 'brother or sister', 'earlier']

function kindOf(asked: Span, leave: PastLeave): PatternKind {
  if (isSameWeek(asked, leave)) return 'same week'
  if (leave.outcome === 'refused' && leave.daysAwayUnauthorised > 0) return 'refused and away'
  return leave.child === 'this child' ? 'earlier' : 'brother or sister'
}

function inSentence(asked: Span, leave: PastLeave, kind: PatternKind): string {
  const who = leave.child === 'this child' ? 'This child' : `${leave.child.name}, of the same family,`
  const days = `${dateInWords(leave.startsOn)} to ${dateInWords(leave.endsOn)}`
  const away =
    leave.daysAwayUnauthorised > 0
      ? `, and was away without authority on ${leave.daysAwayUnauthorised} school ${leave.daysAwayUnauthorised === 1 ? 'day' : 'days'} of them`
      : ''
  const same = kind === 'same week' ? ' The same week of the year.' : ''
  const now = overlap(asked, leave) ? ' Within the days now asked for.' : ''
  switch (leave.outcome) {
    case 'refused':
      return `${who} was refused leave from ${days}${away}.${same}${now}`
    case 'waiting':
      return `${who} has asked for leave from ${days}, not decided yet${away}.${same}${now}`
    case 'granted':
    case 'from a file':
    case 'cancelled':
      return `${who} had leave from ${days}${away}.${same}${now}`
    default:
      return leave.outcome satisfies never
  }
}

/** In how many earlier school years this child was away in the same week. */
export function yearsInTheSameWeek(asked: Span, past: readonly PastLeave[]): number {
  const years = past
    .filter(
      leave => leave.child === 'this child' && leave.outcome !== 'cancelled' && isSameWeek(asked, leave),
    )
    .map(leave => schoolYearOf(leave.startsOn))
  return new Set(years).size
}
