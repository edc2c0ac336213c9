/**
 * What does a rule say about a child's register, why, and by what law?
 *
 * A finding is about what the register shows. It is advice to a person and does nothing by itself.
 */
import { fromDayNumber, inWords, type LocalDate } from '../calendar/local-date.ts'
import { nthSchoolDayAfter, type SchoolCalendar } from '../calendar/school-calendar.ts'
import {
  afterLeaveSchoolDays,
  attendanceReturnSchoolDays,
  continuousAbsenceSchoolDays,
  leaveOverrunSchoolDays,
  reasonUnknownSchoolDays,
} from '../law/absence-limits.ts'
import { type Dated, inForce } from '../law/dated.ts'
import type { WalkedRule } from './walk.ts'

export type RuleId = WalkedRule | 'T-09' | 'T-10' | 'T-11' | 'T-21' | 'PA' | 'SA'

export type Finding = {
  readonly rule: RuleId
  /** The day from which this version of the rule is law. */
  readonly ruleVersion: LocalDate
  /** The day it became true. */
  readonly on: LocalDate
  readonly due?: LocalDate
  /** The first day of the run. */
  readonly since?: LocalDate
  readonly missed?: number
  readonly possible?: number
  /** For T-14 and H-10, the last day of the leave: what tells two leaves apart. */
  readonly leaveEndedOn?: LocalDate
  /** A sentence a school secretary understands. */
  readonly because: string
  readonly cites: string
}

/** What each rule is called on a page. */
export const ruleInWords: Readonly<Record<RuleId, string>> = {
  'T-04': 'Reason for absence not yet known',
  'T-07': '10 school days of absence: tell the authority',
  'T-09': '15 days of sickness: tell the authority',
  'T-10': 'New pupil: tell the authority',
  'T-11': 'Name removed: tell the authority',
  'T-14': 'Not back after leave',
  'T-15': '20 school days of continuous absence',
  'T-21': 'Name removed: send the transfer file',
  'H-10': '10 school days absent after leave',
  PA: 'Persistent absence',
  SA: 'Severe absence',
}

/** Puts a hit of the walk (day numbers) into words. Takes the calendar of the child's school, for the day it is due. */
export function findingOf(calendar: SchoolCalendar, rule: WalkedRule, on: number, since: number): Finding {
  const day = fromDayNumber(on)
  const from = fromDayNumber(since)
  switch (rule) {
    case 'T-04':
      return reasonUnknown(calendar, day)
    case 'T-07':
      return attendanceReturn(day, from)
    case 'T-15':
      return continuousAbsence(day, from)
    case 'T-14':
      return leaveOverrun(day, from)
    case 'H-10':
      return afterLeave(day, from)
    default:
      throw new Error(`No words for rule ${rule satisfies never}`)
  }
}

function reasonUnknown(calendar: SchoolCalendar, on: LocalDate): Finding {
  const limit = inForce(reasonUnknownSchoolDays, on)
  const due = nthSchoolDayAfter(calendar, on, limit.value)
  const by = due ? `by ${inWords(due)}` : `within ${limit.value} school days`
  return {
    ...said(limit, 'T-04', on),
    ...(due && { due }),
    because: `${inWords(on)} still has code N. Find out the reason and change the code ${by}; if the reason is still not known then, change it to O.`,
  }
}

function attendanceReturn(on: LocalDate, since: LocalDate): Finding {
  const limit = inForce(attendanceReturnSchoolDays, on)
  return {
    ...said(limit, 'T-07', on),
    since,
    because: `Absent for at least ${limit.value} school days in a row with codes G, N, O or U, counted from ${inWords(since)} to ${inWords(on)}. Days when the register was not taken are left out of the count and do not end it.`,
  }
}

function continuousAbsence(on: LocalDate, since: LocalDate): Finding {
  const limit = inForce(continuousAbsenceSchoolDays, on)
  return {
    ...said(limit, 'T-15', on),
    since,
    because: `Absent for at least ${limit.value} school days in a row, every session taken and coded G, N or O, counted from ${inWords(since)} to ${inWords(on)}. This alone is never a reason to remove the name: school and authority must first have made joint enquiries.`,
  }
}

function leaveOverrun(on: LocalDate, leaveEndedOn: LocalDate): Finding {
  return {
    ...said(inForce(leaveOverrunSchoolDays, on), 'T-14', on),
    leaveEndedOn,
    because: `Leave ended on ${inWords(leaveEndedOn)}. On ${inWords(on)}, the first school day after it with a register taken, the pupil was not in school.`,
  }
}

function afterLeave(on: LocalDate, leaveEndedOn: LocalDate): Finding {
  const limit = inForce(afterLeaveSchoolDays, on)
  return {
    ...said(limit, 'H-10', on),
    leaveEndedOn,
    because: `Leave ended on ${inWords(leaveEndedOn)}. The pupil was not in school at any session of the next ${limit.value} school days, to ${inWords(on)}. This alone is never a reason to remove the name: school and authority must first have made joint enquiries.`,
  }
}

/** What every finding says of its rule. */
export function said(limit: Dated<unknown>, rule: RuleId, on: LocalDate): Omit<Finding, 'because'> {
  return { rule, ruleVersion: limit.from, on, cites: limit.cites }
}
