/**
 * By when is a finding due, as this authority reads the law?
 *
 * A finding keeps the day that the law gives in our own reading. Where the authority has chosen a stricter one, pages show the
 * earlier day, for findings from the day of the choice on. It never makes a day later.
 */
import { addDays, earlierOf, type LocalDate } from '../calendar/local-date.ts'
import { type SchoolCalendar, schoolCalendar } from '../calendar/school-calendar.ts'
import { asRead, type ReadingsChosen, readingsChosen } from '../law/readings.ts'
import { transferFile } from '../law/roll-clocks.ts'
import { codeNDue } from '../law/school-clocks.ts'

/** What of a finding decides by when it is due. */
export type DueFinding = {
  readonly rule: string
  readonly on: LocalDate
  readonly due: LocalDate | undefined
}

/** The readings that held on a day, from the settings that hold today. */
export function readingsOn(
  holding: readonly { key: string; value: unknown; from_on: LocalDate }[],
  on: LocalDate,
): ReadingsChosen {
  return readingsChosen(holding.filter(row => row.from_on <= on))
}

/** The day a finding is due: its own, or the earlier one of the reading chosen. */
export function dueAsRead(
  { rule, on, due }: DueFinding,
  calendar: SchoolCalendar,
  chosen: ReadingsChosen,
): LocalDate | undefined {
  const answer =
    rule === 'T-04'
      ? codeNDue({ calendar, on })
      : rule === 'T-21'
        ? transferFile({ calendar, removedOn: on, destination: 'another school' })
        : undefined
  const ours = answer?.due
  const read = answer && asRead(answer, chosen).due
  if (read === undefined || read === ours) return due
  return due === undefined ? read : earlierOf(due, read)
}

/** For each day with a code N from one to another: the stricter day by which the reason is to be found (OQ-1). */
export function stricterReasonDays(
  from: LocalDate,
  to: LocalDate,
): { readonly on: LocalDate[]; readonly due: LocalDate[] } {
  const days = { on: [] as LocalDate[], due: [] as LocalDate[] }
  for (let on = from; on <= to; on = addDays(on, 1)) {
    days.on.push(on)
    days.due.push(fifthWorkingDay(on))
  }
  return days
}

const noTerms = schoolCalendar([])

// Where no term dates are known, only the working days count.
const fifthWorkingDay = (on: LocalDate): LocalDate => codeNDue({ calendar: noTerms, on }).warnFrom!
