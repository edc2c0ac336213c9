/**
 * On which day are children missing education counted each term, and by when is the return?
 *
 * The Department names the days. Those of 2022/23 were read; the later ones are the days of the School Census, which the
 * collection appears to share. So the table is configuration: an authority sets a day with the place where it was published.
 */
import { type LocalDate, localDate, schoolYearInWords, schoolYearOf } from '../calendar/local-date.ts'
import type { Mark } from './source.ts'

export const terms = ['autumn', 'spring', 'summer'] as const
export type Term = (typeof terms)[number]

export type CensusDate = {
  /** The year in which the school year began. */
  readonly schoolYear: number
  readonly term: Term
  readonly on: LocalDate
  /** The day of the return, where it was published; otherwise it is counted. */
  readonly returnBy?: LocalDate
  readonly cites: string
  readonly mark: Mark
}

const read = (term: Term, on: string, returnBy: string): CensusDate => ({
  schoolYear: 2022,
  term,
  on: localDate(on),
  returnBy: localDate(returnBy),
  cites: 'DfE children missing education collection: timetable of 2022/23',
  mark: 'read',
})
const likeSchoolCensus = (schoolYear: number, term: Term, on: string): CensusDate => ({
  schoolYear,
  term,
  on: localDate(on),
  cites: 'Taken to be the day of the School Census',
  mark: 'unverified',
})

/** The days we know of, oldest first. 2023/24 and 2024/25 were not seen, but for one. */
export const censusDates: readonly CensusDate[] = [
  read('autumn', '2022-10-06', '2022-11-04'),
  read('spring', '2023-01-19', '2023-02-17'),
  read('summer', '2023-05-18', '2023-06-16'),
  likeSchoolCensus(2024, 'summer', '2025-05-15'),
  likeSchoolCensus(2025, 'autumn', '2025-10-02'),
  likeSchoolCensus(2025, 'spring', '2026-01-15'),
  likeSchoolCensus(2025, 'summer', '2026-05-21'),
  likeSchoolCensus(2026, 'autumn', '2026-10-01'),
  likeSchoolCensus(2026, 'spring', '2027-01-21'),
  likeSchoolCensus(2026, 'summer', '2027-05-20'),
]

/** "Autumn 2026/27". */
export function censusInWords({ schoolYear, term }: Pick<CensusDate, 'schoolYear' | 'term'>): string {
  return `${term[0]!.toUpperCase()}${term.slice(1)} ${schoolYearInWords(schoolYear)}`
}

/**
 * The table with what the authority has set: a day of its own replaces ours for the same term, unless ours was read. Oldest
 * first. Where the authority has set a term more than once the last in its list counts.
 */
export function censusDatesWith(set: readonly CensusDate[]): readonly CensusDate[] {
  const table = new Map(censusDates.map(date => [censusInWords(date), date]))
  for (const date of set) {
    if (table.get(censusInWords(date))?.mark !== 'read') table.set(censusInWords(date), date)
  }
  return [...table.values()].sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** The census that comes next, on the day itself or after it; nothing where no day is known. */
export function nextCensus(on: LocalDate, set: readonly CensusDate[] = []): CensusDate | undefined {
  return censusDatesWith(set).find(date => date.on >= on)
}

/**
 * What is wrong with a day for a term, in words; nothing where it may be set. It lies in the term's months: autumn September to
 * December, spring January to March, summer April to July, of its own school year.
 */
export function problemWithCensusDate({
  schoolYear,
  term,
  on,
}: Pick<CensusDate, 'schoolYear' | 'term' | 'on'>): string | undefined {
  const month = Number(on.slice(5, 7))
  const [first, last] = monthsOfTerm[term]
  return schoolYearOf(on) === schoolYear && month >= first && month <= last
    ? undefined
    : `Enter a day in the ${term} term of ${schoolYearInWords(schoolYear)}`
}

const monthsOfTerm: Readonly<Record<Term, readonly [number, number]>> = {
  autumn: [9, 12],
  spring: [1, 3],
  summer: [4, 7],
}
