// What the pages that explain the rules ask: a child's times on registers, as they stand now or as they were known on a day.
import type { Request } from '../../access/page.ts'
import {
  earlierOf,
  inWords,
  type LocalDate,
  laterOf,
  parseLocalDate,
  schoolYearOf,
  schoolYearStart,
} from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { pupilYearGroup } from '../../calendar/year-groups.ts'
import { readDate } from '../../platform/web/date-boxes.ts'
import type { FormError } from '../../platform/web/page.ts'
import { versionedCalendarFor } from '../../schools/store.ts'
import type { Finding, RuleId } from '../finding.ts'
import { endOf, factsKnownBefore, factsNow, type RollAndLeave, stripsKnownBefore } from '../known/known.ts'
import { marksReceived, type RecordedEnrolment } from '../known/store.ts'
import { type EnrolmentFacts, registerFindings } from '../register-findings.ts'
import { asStrip, type PastFindingRow, stripOf } from '../store.ts'
import type { Strip } from '../walk.ts'

/** So many registers are asked on one page: more than a child was ever on in two school years. */
export const registersAsked = 4

/** One time on a register with everything the rules look at. Without facts where the date of birth is not known. */
export type Asked = {
  enrolment: RecordedEnrolment
  calendar: SchoolCalendar
  calendarVersion: string | undefined
  facts: EnrolmentFacts | undefined
  /** What could not be taken back to the day. */
  notKept: string[]
}

/** The enrolment as it stands now, or with `knownOn` as it was known at the end of that day when asked up to `on`. */
export async function asked(
  { db, viewer }: Request,
  enrolment: RecordedEnrolment,
  past?: { knownOn: LocalDate; on: LocalDate },
): Promise<Asked> {
  const today = viewer.today as LocalDate
  const groupNow = pupilYearGroup(enrolment.ncYear, earlierOf(enrolment.leavingDate ?? today, today))
  if (past === undefined) {
    const [{ calendar, version }, strips] = await Promise.all([
      versionedCalendarFor(db, viewer, enrolment.schoolId, undefined, groupNow),
      stripOf(db, viewer, enrolment.id),
    ])
    const facts = withStrips(factsNow(enrolment), strips.map(asStrip))
    return { enrolment, calendar, calendarVersion: version, facts, notKept: [] }
  }
  const moment = endOf(past.knownOn)
  const { facts, ncYear, notKept } = factsKnownBefore(enrolment, moment)
  const group = pupilYearGroup(ncYear, earlierOf(facts.leavingDate ?? past.knownOn, past.knownOn))
  // A run may have begun in the school year before; older marks can change no answer of these two years.
  const from = laterOf(schoolYearStart(schoolYearOf(past.on) - 1), facts.entryDate)
  const [then, rows] = await Promise.all([
    versionedCalendarFor(db, viewer, enrolment.schoolId, new Date(moment), group),
    marksReceived(db, viewer, enrolment.id, { from, to: past.on, before: moment }),
  ])
  const isKnown = then.calendar.years.length > 0
  const { calendar, version } = isKnown
    ? then
    : await versionedCalendarFor(db, viewer, enrolment.schoolId, undefined, group)
  return {
    enrolment,
    calendar,
    calendarVersion: version,
    facts: withStrips(facts, stripsKnownBefore(rows, moment)),
    notKept: isKnown
      ? notKept
      : [...notKept, 'No term dates were recorded here by that day. Those of now are taken.'],
  }
}

function withStrips({ dob, ...facts }: RollAndLeave, strips: readonly Strip[]): EnrolmentFacts | undefined {
  return dob === undefined ? undefined : { ...facts, dob, strips }
}

/** Every finding of the register rules up to a day. */
export const findingsUpTo = ({ calendar, facts }: Asked, on: LocalDate): Finding[] =>
  facts === undefined ? [] : registerFindings(calendar, facts, on)

/** A finding's place in an address: the rule and the day it became true. */
export const findingKey = (finding: { rule: string; on: string }): string => `${finding.rule}-${finding.on}`

/** The rule and the day of a finding's key; nothing for what is none. */
export function readFindingKey(key: string): { rule: RuleId; on: LocalDate } | undefined {
  const parts = /^(T-04|T-07|T-09|T-10|T-11|T-14|T-15|T-21|H-10|PA|SA)-(\d{4}-\d\d-\d\d)$/.exec(key)
  const on = parts ? parseLocalDate(parts[2]!) : undefined
  return parts && on ? { rule: parts[1] as RuleId, on } : undefined
}

/** A stored finding as the rules gave it. */
export function findingFrom(row: PastFindingRow): Finding {
  const { leaveEndedOn, leave_ended_on, missed, possible } = row.inputs
  const leaveEnd = leaveEndedOn ?? leave_ended_on
  return {
    rule: row.rule as RuleId,
    ruleVersion: row.rule_version,
    on: row.on_date,
    ...(row.due_on && { due: row.due_on }),
    ...(row.since_on && { since: row.since_on }),
    ...(typeof leaveEnd === 'string' && { leaveEndedOn: leaveEnd as LocalDate }),
    ...(typeof missed === 'number' && typeof possible === 'number' && { missed, possible }),
    because: row.because,
    cites: row.cites,
  }
}

/** The day typed into the boxes of an address, not after today; nothing where none was typed. */
export function dayAsked({ query, viewer }: Request, name: string): { day?: LocalDate; errors: FormError[] } {
  const day = readDate(query, name)
  if (day === 'empty') return { errors: [] }
  if (day === undefined) return { errors: [{ field: name, text: 'Enter a real date, such as 26 9 2026' }] }
  if (day > viewer.today) {
    const today = inWords(viewer.today as LocalDate)
    return { errors: [{ field: name, text: `Enter ${today} or an earlier day` }] }
  }
  return { day, errors: [] }
}

/** The boxes of a day as an address has them. */
export function dayInAddress(name: string, day: LocalDate): string {
  const [year, month, date] = day.split('-')
  return `${name}-day=${Number(date)}&${name}-month=${Number(month)}&${name}-year=${year}`
}
