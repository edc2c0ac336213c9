// How a finding is shown: its words, its law, and the way to the days it was counted from.
import { findingKey } from '../../absences/pages/asked.ts'
import type { FindingRow } from '../../absences/store.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { dueAsRead, readingsOn } from '../../rulebook/due-as-read.ts'
import { dayInWords, dueInWords, ruleTitle, type Work } from './pupil-work.ts'

export type ShownFinding = {
  id: string
  rule: string
  title: string
  on: string
  due: string | undefined
  because: string
  cites: string
  version: string
  /** The page that shows the days one by one, and what the link to it says by itself. */
  whyHref: string
  why: string
}

/** By when it is due, as the school's authority reads the law. */
const dueOf = ({ calendar, settingRows }: Work, row: FindingRow) =>
  dueAsRead(
    { rule: row.rule, on: row.on_date, due: row.due_on ?? undefined },
    calendar,
    readingsOn(settingRows, row.on_date),
  )

/** A finding as the rules gave it, and where its whole working is shown. */
export function shownFinding(work: Work, row: FindingRow): ShownFinding {
  return {
    id: row.id,
    rule: row.rule,
    title: ruleTitle(row.rule),
    on: dayInWords(row.on_date),
    due: dueInWords(dueOf(work, row) ?? null, work.today),
    because: row.because,
    cites: row.cites.replace(/\.$/, ''),
    version: dateInWords(row.rule_version),
    whyHref: `/pupils/${work.child.token}/why/${findingKey({ rule: row.rule, on: row.on_date })}`,
    why: `Why? ${ruleTitle(row.rule)}`,
  }
}
