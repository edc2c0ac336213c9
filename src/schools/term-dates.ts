/**
 * How does a person type a year's term dates, and what is wrong with them?
 *
 * One line for each: kind, name, first day, last day and, where it is for some only, the year groups. People copy them from a school's own page, so days may be
 * written 2 September 2026 or 02/09/2026 as well as 2026-09-02.
 */
import {
  dateInWords,
  dayNumber,
  type LocalDate,
  parseLocalDate,
  schoolYearEnd,
  schoolYearInWords,
  schoolYearStart,
} from '../calendar/local-date.ts'
import type { TermDate, TermDateKind } from '../calendar/school-calendar.ts'
import { readYearGroups, yearGroupsInWords } from '../calendar/year-groups.ts'

export const termDateLinesMax = 200

export const kindInWords: Record<TermDateKind, string> = {
  HALF_TERM: 'Half term',
  INSET: 'Training day',
  BANK_HOLIDAY: 'Bank holiday',
  CLOSURE: 'Closure',
  BREAK: 'Break',
}
const kinds: readonly (readonly [RegExp, TermDateKind])[] = [
  [/^(half[ _-]?term|term)$/, 'HALF_TERM'],
  [/^(inset|training( day)?|staff( training)? day)$/, 'INSET'],
  [/^bank[ _-]?holiday$/, 'BANK_HOLIDAY'],
  [/^(closure|closed)$/, 'CLOSURE'],
  [/^(break|holiday)$/, 'BREAK'],
]
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export type TypedTermDates = { rows: TermDate[]; problems: string[] }

/** Reads the lines for a school year. Gives the rows that could be read, and each problem in words, by line. */
export function readTypedTermDates(typed: string, schoolYear: number): TypedTermDates {
  const rows: TermDate[] = []
  const problems: string[] = []
  const lines = typed.split(/\r?\n/)
  if (lines.length > termDateLinesMax) {
    return { rows, problems: [`Use ${termDateLinesMax} lines or fewer`] }
  }
  lines.forEach((line, index) => {
    if (line.trim() === '') return
    const row = readLine(line, schoolYear)
    if (typeof row === 'string') problems.push(`Line ${index + 1}: ${row}`)
    else rows.push(row)
  })
  if (problems.length === 0 && !rows.some(row => row.kind === 'HALF_TERM')) {
    problems.push('Enter at least one half term: without one there is no school day')
  }
  if (problems.length === 0) problems.push(...overlaps(rows))
  return { rows, problems }
}

function readLine(line: string, schoolYear: number): TermDate | string {
  const parts = line.split(',').map(part => part.trim())
  if (parts.length < 3) return 'write kind, name, first day, last day, with commas between'
  const [kindText, name, from, ...rest] = parts
  // A day of its own needs no last day, so the fourth part may be the year groups already.
  const isOneDay = rest[0] === undefined || (!readDay(rest[0]) && readYearGroups(rest[0]) !== undefined)
  const to = isOneDay ? from : rest[0]
  const groupsText = rest.slice(isOneDay ? 0 : 1).join(', ')
  const kind = kinds.find(([pattern]) => pattern.test(kindText!.toLowerCase()))?.[1]
  if (!kind) return `"${kindText}" is not a kind. Use half term, training day, bank holiday, closure or break`
  if (!name) return 'give it a name, such as Autumn 1'
  const startsOn = readDay(from!)
  const endsOn = readDay(to!)
  if (!startsOn) return `"${from}" is not a day. Write it like 2 September 2026 or 2026-09-02`
  if (!endsOn) return `"${to}" is not a day. Write it like 2 September 2026 or 2026-09-02`
  if (endsOn < startsOn) return 'the last day is before the first'
  for (const day of [startsOn, endsOn]) {
    if (day < schoolYearStart(schoolYear) || day > schoolYearEnd(schoolYear)) {
      return `${dateInWords(day)} is not in the school year ${schoolYearInWords(schoolYear)}`
    }
  }
  if (groupsText === '') return { kind, name, startsOn, endsOn }
  const yearGroups = readYearGroups(groupsText)
  if (!yearGroups) return `"${groupsText}" are not year groups. Write them like Years 7 and 8, or R 1 2`
  return { kind, name, startsOn, endsOn, yearGroups }
}

/** A day as people write it. */
export function readDay(text: string): LocalDate | undefined {
  const iso = parseLocalDate(text)
  if (iso) return iso
  const parts = /^(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]+)[\s/.-]+(\d{4}|\d{2})$/i.exec(text)
  if (!parts) return undefined
  const named = months.indexOf(parts[2]!.slice(0, 3).toLowerCase()) + 1
  const month = named || Number(parts[2])
  const year = parts[3]!.length === 2 ? `20${parts[3]}` : parts[3]!
  return parseLocalDate(`${year}-${String(month).padStart(2, '0')}-${parts[1]!.padStart(2, '0')}`)
}

function overlaps(rows: readonly TermDate[]): string[] {
  const terms = rows
    .filter(row => row.kind === 'HALF_TERM')
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  return terms.flatMap((term, index) => {
    const before = terms.slice(0, index).findLast(one => isForSome(one, term))
    return before && dayNumber(term.startsOn) <= dayNumber(before.endsOn)
      ? [`${term.name} starts before ${before.name} has ended`]
      : []
  })
}

/** Are two lines both for some year group? */
const isForSome = (a: TermDate, b: TermDate): boolean =>
  !a.yearGroups || !b.yearGroups || a.yearGroups.some(group => b.yearGroups!.includes(group))

/** The rows as lines to edit. */
export function typedFrom(rows: readonly TermDate[]): string {
  return rows
    .map(row => {
      const line = `${kindInWords[row.kind]}, ${row.name.replaceAll(',', ' ')}, ${row.startsOn}, ${row.endsOn}`
      return row.yearGroups ? `${line}, ${yearGroupsInWords(row.yearGroups)}` : line
    })
    .join('\n')
}

/** Do two lists of rows say the same, in whatever order? */
export function sameTermDates(a: readonly TermDate[], b: readonly TermDate[]): boolean {
  const key = (rows: readonly TermDate[]) =>
    rows
      .map(row => `${row.startsOn} ${row.endsOn} ${row.kind} ${row.name} ${row.yearGroups?.join(' ') ?? ''}`)
      .sort()
      .join('\n')
  return key(a) === key(b)
}

/** "2026/27" or "2026-27" as the year it began in. */
export function schoolYearFrom(text: string): number | undefined {
  const parts = /^(20\d\d)[/-](\d\d)$/.exec(text)
  if (!parts) return undefined
  const year = Number(parts[1])
  return (year + 1) % 100 === Number(parts[2]) ? year : undefined
}
