/** The calendar of the worked examples in the rule catalogue: school year 2025/26, 190 pupil days. For tests. */
import { localDate } from './local-date.ts'
import { schoolCalendar, type TermDate, type TermDateKind } from './school-calendar.ts'

export const exampleTermDates: readonly TermDate[] = [
  row('HALF_TERM', 'Autumn 1', '2025-09-02', '2025-10-24'),
  row('HALF_TERM', 'Autumn 2', '2025-11-03', '2025-12-19'),
  row('HALF_TERM', 'Spring 1', '2026-01-05', '2026-02-13'),
  row('HALF_TERM', 'Spring 2', '2026-02-23', '2026-04-02'),
  row('HALF_TERM', 'Summer 1', '2026-04-20', '2026-05-22'),
  row('HALF_TERM', 'Summer 2', '2026-06-01', '2026-07-21'),
  row('INSET', 'Training day', '2025-11-03', '2025-11-03'),
  row('INSET', 'Training day', '2026-01-05', '2026-01-05'),
  row('INSET', 'Training day', '2026-06-01', '2026-06-01'),
  row('INSET', 'Training day', '2026-07-21', '2026-07-21'),
  row('BANK_HOLIDAY', 'Early May', '2026-05-04', '2026-05-04'),
]

export const exampleCalendar = schoolCalendar(exampleTermDates)

function row(kind: TermDateKind, name: string, startsOn: string, endsOn: string): TermDate {
  return { kind, name, startsOn: localDate(startsOn), endsOn: localDate(endsOn) }
}
