/**
 * Which term is it? Registers know half terms; governors meet once a term.
 *
 * Half terms of one school year that begin with the same season's name are one term; where the names say no season, the
 * month in which a half term begins does.
 */
import { type LocalDate, monthOf, schoolYearOf } from './local-date.ts'
import type { TermDate } from './school-calendar.ts'

export type Term = { name: string; startsOn: LocalDate; endsOn: LocalDate }

const seasons = ['autumn', 'spring', 'summer'] as const

function seasonOf({ name, startsOn }: TermDate): (typeof seasons)[number] {
  const named = seasons.find(season => name.toLowerCase().startsWith(season))
  if (named) return named
  const month = monthOf(startsOn)
  return month >= 8 ? 'autumn' : month <= 3 ? 'spring' : 'summer'
}

/** The terms of these term dates, oldest first. */
export function termsOf(termDates: readonly TermDate[]): Term[] {
  const found = new Map<string, Term>()
  for (const row of termDates) {
    if (row.kind !== 'HALF_TERM') continue
    const season = seasonOf(row)
    const year = schoolYearOf(row.startsOn)
    const name = `${season[0]!.toUpperCase()}${season.slice(1)} term ${year}/${String(year + 1).slice(2)}`
    const before = found.get(name)
    found.set(name, {
      name,
      startsOn: before && before.startsOn < row.startsOn ? before.startsOn : row.startsOn,
      endsOn: before && before.endsOn > row.endsOn ? before.endsOn : row.endsOn,
    })
  }
  return [...found.values()].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
}

/** The term that holds a day, or the last that began before it: a report made in the holidays is about the term just gone. */
export function termAt(terms: readonly Term[], on: LocalDate): Term | undefined {
  return terms.findLast(term => term.startsOn <= on)
}
