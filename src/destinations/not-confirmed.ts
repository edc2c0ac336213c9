/**
 * When does a leaver whose next place nobody confirmed become a possible-CME case by itself?
 *
 * START-02 (practice.md 3, S2): after the local number of school days, counted by the school's own calendar from the day after
 * leaving. The last of those days is still theirs who may confirm, so that the case opens on the day after it. Where nobody
 * answered for a claim the case opens; where the named place says no, at once.
 */
import { isCompulsoryAge } from '../calendar/age.ts'
import { addDays, type LocalDate } from '../calendar/local-date.ts'
import { nthSchoolDayAfter, type SchoolCalendar } from '../calendar/school-calendar.ts'
import type { Destination } from './destination.ts'

/**
 * So many days are waited at the most where the term dates do not reach: the six weeks of the summer holiday and two of school,
 * and some days over. A forgotten calendar must not hide a child.
 */
export const daysWithoutTermDates = 60

export type LeaverToConfirm = {
  readonly leftOn: LocalDate
  readonly dob: LocalDate | undefined
  readonly ground: string | undefined
  readonly calendar: SchoolCalendar
  /** The authority's number of school days. */
  readonly days: number
  readonly destination: Pick<Destination, 'state' | 'claim'>
}

/** The last day on which the next place may be confirmed before a case is opened. */
export function lastDayToConfirm({
  leftOn,
  calendar,
  days,
}: Pick<LeaverToConfirm, 'leftOn' | 'calendar' | 'days'>): LocalDate {
  return nthSchoolDayAfter(calendar, leftOn, days) ?? addDays(leftOn, daysWithoutTermDates)
}

export type CaseWanted = 'not yet' | 'never' | 'the days have gone by' | 'denied' | 'not known'

/** Is a case to be opened on this day? */
export function caseWanted(leaver: LeaverToConfirm, today: LocalDate): CaseWanted {
  const { leftOn, dob, ground, destination } = leaver
  if (destination.state === 'confirmed') return 'never'
  // Missing education is a matter of compulsory age on the day somebody asks: who left in June of Year 11 has passed it by July,
  // who left nursery comes into it. Who is not known to be outside it is within it.
  if (dob !== undefined && !isCompulsoryAge(dob, today)) return 'never'
  if (ground === 'R9-K' || ground === 'R9-3-DIED') return 'never'
  // Notice in writing of home education went to the authority with the removal, and is its own to look into (START-09, START-10).
  if (ground === 'R9-F' && (destination.claim === undefined || destination.claim.kind === 'home'))
    return 'never'
  if (leftOn > today) return 'not yet'
  if (destination.state === 'denied') return 'denied'
  if (destination.state === 'unknown') return 'not known'
  return today > lastDayToConfirm(leaver) ? 'the days have gone by' : 'not yet'
}
