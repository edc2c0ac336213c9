// How a finding is shown: its words, its law, and the days it was counted from.
import { explain } from '../../absences/explain.ts'
import type { Finding, RuleId } from '../../absences/finding.ts'
import type { FindingRow } from '../../absences/store.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { dayAndWeekday, dayInWords, dueInWords, ruleTitle, type Work } from './pupil-work.ts'

export type ShownFinding = {
  id: string
  rule: string
  title: string
  on: string
  due: string | undefined
  because: string
  cites: string
  version: string
  days: { on: string; am: string; pm: string; says: string }[]
}

/** A finding with the days behind it, counted again one by one from the register as it stands. */
export function shownFinding(work: Work, row: FindingRow): ShownFinding {
  return {
    id: row.id,
    rule: row.rule,
    title: ruleTitle(row.rule),
    on: dayInWords(row.on_date),
    due: dueInWords(row.due_on, work.today),
    because: row.because,
    cites: row.cites.replace(/\.$/, ''),
    version: dateInWords(row.rule_version),
    days: daysOf(work, row),
  }
}

function daysOf(work: Work, row: FindingRow): ShownFinding['days'] {
  const { child, enrolment } = work
  if (!enrolment || row.enrolment_id !== enrolment.id || !child.date_of_birth) return []
  return explain(
    work.calendar,
    {
      dob: child.date_of_birth as LocalDate,
      entryDate: enrolment.entry_date as LocalDate,
      leavingDate: (enrolment.leaving_date ?? undefined) as LocalDate | undefined,
      leaves: [],
      strips: work.strips,
    },
    findingFrom(row),
    work.today,
  )
    .slice(0, 60)
    .map(day => ({
      on: dayAndWeekday(day.on),
      am: day.am || 'Not taken',
      pm: day.pm || 'Not taken',
      says: day.says,
    }))
}

/** A stored finding as the rules gave it. */
function findingFrom(row: FindingRow): Finding {
  const leaveEndedOn = row.inputs.leaveEndedOn ?? row.inputs.leave_ended_on
  return {
    rule: row.rule as RuleId,
    ruleVersion: row.rule_version,
    on: row.on_date,
    ...(row.due_on && { due: row.due_on }),
    ...(row.since_on && { since: row.since_on }),
    ...(typeof leaveEndedOn === 'string' && { leaveEndedOn: leaveEndedOn as LocalDate }),
    because: row.because,
    cites: row.cites,
  }
}
