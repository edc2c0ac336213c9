/**
 * Which numbers and days has nobody checked, and what may an authority set in their place?
 *
 * Some values stand from memory, or are taken from something like them. Each is marked so wherever it is used. A manager who has
 * read the source enters the value and the place where it stands; from its day that value is used, and the mark goes.
 */
import { inWords, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import {
  type AuthorityLimitKey,
  type AuthorityMonthsKey,
  authorityLimits,
  authorityMonths,
  limitOn,
  monthsOn,
  type SetValue,
} from '../law/authority-limits.ts'
import {
  type CensusDate,
  censusDatesWith,
  censusInWords,
  problemWithCensusDate,
  terms,
} from '../law/census-dates.ts'
import type { Dated } from '../law/dated.ts'
import type { TimeLimit } from '../law/rule.ts'
import { timeLimitInWords } from './book.ts'

type NumberKey = AuthorityLimitKey | AuthorityMonthsKey

/** A number that nobody had checked, and what is used in its place today. */
export type NumberToCheck = {
  readonly is: 'number'
  /** Where its page is: `order-choice`. */
  readonly slug: NumberKey
  readonly name: string
  readonly unit: string
  readonly most: number
  /** What we take without a check, in words, and from where. */
  readonly ours: string
  readonly cites: string
}

/** A census day that was not read, or is not known at all. */
export type DayToCheck = {
  readonly is: 'day'
  readonly slug: string
  readonly name: string
  readonly schoolYear: number
  readonly term: CensusDate['term']
  readonly ours: string
  readonly cites: string
}
export type ToCheck = NumberToCheck | DayToCheck

/** What each number is called on a page. Every unchecked number has a line here: a test says so. */
export const numberNames: Readonly<Partial<Record<NumberKey, string>>> = {
  'order-choice': 'Days in which a parent can choose another school, before a school attendance order (L-08)',
  'order-consultation':
    'Days in which a school can ask for a direction, before a school attendance order (L-09)',
  'census-return': 'Days from the census day to the return (L-19)',
  'first-class-post': 'Working days after which a first-class letter counts as served',
  'second-class-post': 'Working days after which a second-class letter counts as served',
  'home-education-contact': 'Months from one contact with a home-educating family to the next (L-18)',
}

/** Every value that nobody had checked and that is in use on a day: the numbers, and the census days of two school years. */
export function valuesToCheck(on: LocalDate): readonly ToCheck[] {
  const limits = (Object.keys(authorityLimits) as AuthorityLimitKey[]).flatMap(key =>
    inUse<TimeLimit>(authorityLimits[key], on)
      .filter(version => version.mark === 'unverified')
      .map(version =>
        numberToCheck(key, version.cites, timeLimitInWords(version.value), `${version.value.unit}s`, 100),
      ),
  )
  const months = (Object.keys(authorityMonths) as AuthorityMonthsKey[]).flatMap(key =>
    inUse<number>(authorityMonths[key], on)
      .filter(version => version.mark === 'unverified')
      .map(version => numberToCheck(key, version.cites, `${version.value} months`, 'months', 36)),
  )
  return [...limits, ...months, ...censusDaysToCheck(on)]
}

const inUse = <T>(versions: readonly Dated<T>[], on: LocalDate): readonly Dated<T>[] =>
  versions.filter(version => version.from <= on).slice(-1)

function numberToCheck(
  slug: NumberKey,
  cites: string,
  ours: string,
  unit: string,
  most: number,
): NumberToCheck {
  return { is: 'number', slug, name: numberNames[slug] ?? slug, unit, most, ours, cites }
}

function censusDaysToCheck(on: LocalDate): DayToCheck[] {
  const known = new Map(censusDatesWith([]).map(date => [censusInWords(date), date]))
  return [schoolYearOf(on), schoolYearOf(on) + 1].flatMap(schoolYear =>
    terms.flatMap(term => {
      const words = censusInWords({ schoolYear, term })
      const ours = known.get(words)
      if (ours?.mark === 'read') return []
      return [
        {
          is: 'day' as const,
          slug: `census-${schoolYear}-${term}`,
          name: `Census day of the ${term} term ${words.replace(/^\S+ /, '')}`,
          schoolYear,
          term,
          ours: ours ? inWords(ours.on) : 'Not known',
          cites: ours?.cites ?? 'Nothing was found',
        },
      ]
    }),
  )
}

/** The number in use on a day, in words, with where it stands. Takes what the authority has set. */
export function numberInUse(
  slug: NumberKey,
  on: LocalDate,
  set: readonly SetValue[],
): { says: string; cites: string } {
  if (slug in authorityMonths) {
    const version = monthsOn(slug as AuthorityMonthsKey, on, set)
    return { says: `${version.value} months`, cites: version.cites }
  }
  const version = limitOn(slug as AuthorityLimitKey, on, set)
  return { says: timeLimitInWords(version.value), cites: version.cites }
}

/** The census day in use, in words. Takes what the authority has set. */
export function censusDayInUse(one: DayToCheck, set: readonly CensusDate[]): { says: string; cites: string } {
  const found = censusDatesWith(set).find(
    date => date.schoolYear === one.schoolYear && date.term === one.term,
  )
  return found ? { says: inWords(found.on), cites: found.cites } : { says: one.ours, cites: one.cites }
}

/** What is wrong with a number for this value, in words; nothing where it may be set. */
export function problemWithNumber(one: NumberToCheck, value: number | undefined): string | undefined {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= one.most
    ? undefined
    : `Enter a whole number of ${one.unit} from 1 to ${one.most}`
}

/** What is wrong with a day for this census, in words; nothing where it may be set. */
export function problemWithDay(one: DayToCheck, on: LocalDate | undefined): string | undefined {
  const problem = `Enter a day in the ${one.term} term of ${one.name.replace(/^.* /, '')}`
  return on === undefined ? problem : problemWithCensusDate({ ...one, on })
}
