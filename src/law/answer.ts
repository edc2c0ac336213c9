/**
 * What is an answer of the rules? A day, a sentence, the days that were counted, what would change it, and what says so.
 *
 * A finding, a due day and a refusal are all shown from one of these. It carries the rule, its version, the calendar's version
 * and the inputs, so that it can be explained in a year, when the law, the dates and the marks have changed.
 */
import type { CountedDay } from '../calendar/counting.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Mark } from './source.ts'

export type Answer = {
  /** `T-21`. */
  readonly rule: string
  /** The day from which this version of the rule holds. */
  readonly ruleVersion: LocalDate
  /** The school's term dates that were used, where days of school were counted and the version is known. */
  readonly calendarVersion?: string | undefined
  /** The facts it was worked out from, by name. */
  readonly inputs: Readonly<Record<string, string | number | boolean>>
  /** The day by which it must be done. Nothing where there is none, or it lies beyond the school's calendar. */
  readonly due?: LocalDate | undefined
  /** A day before it from which a person should be warned. */
  readonly warnFrom?: LocalDate | undefined
  /** A sentence that a school secretary understands. */
  readonly because: string
  /** The days on the way, one by one. */
  readonly days: readonly CountedDay[]
  /** What would change it. */
  readonly wouldChange: readonly string[]
  /** The law or guidance, in words a person can look up. */
  readonly cites: string
  readonly mark: Mark
}
