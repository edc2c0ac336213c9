/** Which term's search is it, for a child not located? Of the authority's term dates, or where it has none of our own. */
import {
  dateOf,
  daysBetween,
  type LocalDate,
  schoolYearInWords,
  schoolYearOf,
} from '../../calendar/local-date.ts'
import { type Term, termAt } from '../../calendar/terms.ts'

export type SearchTerm = { readonly name: string; readonly from: LocalDate }

/** The longest that a holiday between two terms is: beyond it the dates are not known, rather than a holiday. */
const longestHoliday = 62

/** Takes the authority's terms, oldest first, and a day. There is always one, so that a search never waits for term dates. */
export function searchTermOn(terms: readonly Term[], on: LocalDate): SearchTerm {
  const term = termAt(terms, on)
  if (term && daysBetween(term.endsOn, on) <= longestHoliday) return { name: term.name, from: term.startsOn }
  const year = schoolYearOf(on)
  const named = (season: string, from: LocalDate): SearchTerm => ({
    name: `${season} term ${schoolYearInWords(year)}`,
    from,
  })
  const summer = dateOf(year + 1, 4, 15)
  const spring = dateOf(year + 1, 1, 4)
  if (on >= summer) return named('Summer', summer)
  return on >= spring ? named('Spring', spring) : named('Autumn', dateOf(year, 9, 1))
}
