/** What did the law say on that day? A threshold has a day it began and an instrument that says so. */
import type { LocalDate } from '../calendar/local-date.ts'
import type { Mark } from './source.ts'

/** One version of a value: in force from its day until the next version's. The day is the version's name. */
export type Dated<T> = {
  readonly from: LocalDate
  readonly value: T
  /** The law or guidance that says so, in words a person can look up. */
  readonly cites: string
  /** How well this value is known; read in its source where nothing is said. An unverified one is configuration. */
  readonly mark?: Mark
}

/** The version in force on a day. Takes versions oldest first; throws where nothing was in force yet. */
export function inForce<T>(versions: readonly Dated<T>[], on: LocalDate): Dated<T> {
  const current = versions.findLast(version => version.from <= on)
  if (!current) throw new Error(`Nothing was in force on ${on}`)
  return current
}
