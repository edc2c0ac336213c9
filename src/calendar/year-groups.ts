/**
 * Which year groups does a line of term dates speak of?
 *
 * A training day, a closure or a half term may be for some year groups only. They are written `R 1 2`, `7-9` or `Year 10, Year 11`:
 * 0 is Reception, -1 Nursery, 1 to 14 the years. One list stands for one set, so it is kept in order and without repeats.
 */
import { yearGroupInWords } from './age.ts'
import { type LocalDate, schoolYearOf } from './local-date.ts'

export const nursery = -1
export const reception = 0
export const lastYearGroup = 14

/** A pupil's year group, and the school year in which it is theirs: a Year 7 of 2025/26 is a Year 8 of 2026/27. */
export type PupilYearGroup = { readonly group: number; readonly in: number }

/** The year group that a school wrote for a pupil (`R`, `7`), as it stood on a day. Nothing where none can be read. */
export function pupilYearGroup(
  written: string | null | undefined,
  on: LocalDate,
): PupilYearGroup | undefined {
  const group = readYearGroup(written ?? '')
  return group === undefined ? undefined : { group, in: schoolYearOf(on) }
}

/** One year group as schools write it: `N`, `N2`, `R`, `7`, `Y7`, `Year 7`. Nothing for what is no year group. */
export function readYearGroup(text: string): number | undefined {
  const word = text.trim().toUpperCase()
  if (/^(N[12]?|NURSERY)$/.test(word)) return nursery
  if (/^(R|RECEPTION|YEAR R|YR)$/.test(word)) return reception
  const digits = /^(?:Y|YR|YEAR)?\s*(\d{1,2})$/.exec(word)
  const year = Number(digits?.[1])
  return year >= 1 && year <= lastYearGroup ? year : undefined
}

/** Several year groups, between spaces, commas, semicolons or slashes, ranges with a dash. Nothing where one cannot be read. */
export function readYearGroups(text: string): readonly number[] | undefined {
  const tidy = text.replace(/\b(?:years?|yrs?|y)\s+(?=\d|r\b)/gi, '').replace(/\s*[-–]\s*/g, '-')
  const groups = new Set<number>()
  for (const part of tidy.split(/[\s,;/]|\band\b/i)) {
    if (part === '') continue
    const [from, to, ...more] = part.split('-').map(readYearGroup)
    const last = part.includes('-') ? to : from
    if (from === undefined || last === undefined || last < from || more.length > 0) return undefined
    for (let group = from; group <= last; group++) groups.add(group)
  }
  return groups.size === 0 ? undefined : [...groups].sort((a, b) => a - b)
}

/** As a file has it: `N R 1 2`. The inverse of `readYearGroups`. */
export function yearGroupsAsText(groups: readonly number[]): string {
  return groups.map(group => (group === nursery ? 'N' : group === reception ? 'R' : String(group))).join(' ')
}

/** "Reception, Year 1 and Year 2". */
export function yearGroupsInWords(groups: readonly number[]): string {
  const words = groups.map(yearGroupInWords)
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ')
}
