/**
 * What is a rule? A lawyer reads its sources, a headteacher its plain words, an engineer its limit; it is one record.
 *
 * The rule book is printed from these records, and so are the explanations. A rule that only the code knew would be a rule that
 * nobody can check.
 */
import type { DayUnit } from '../calendar/counting.ts'
import type { Dated } from './dated.ts'
import type { Citation } from './source.ts'

export type RuleKind =
  | 'definition'
  | 'attendance code'
  | 'school duty'
  | 'authority duty'
  | 'deletion ground'
  | 'measure'

/**
 * So many days of a kind. "after": the day itself is day 0; "beginning with": it is day 1; "in a row": a run of days; "in all":
 * in a row or added up.
 */
export type TimeLimit = {
  readonly count: number
  readonly unit: DayUnit
  readonly counted: 'after' | 'beginning with' | 'in a row' | 'in all'
}

export type Rule = {
  /** As the catalogue has it: `T-07`, `L-06`, `D-CSA-START`, `C-N5`, `R9-I`, `PA`. */
  readonly id: string
  readonly kind: RuleKind
  /** A few words: "10 school days of absence: tell the authority". */
  readonly name: string
  /** What it says, for a headteacher. One to three sentences. */
  readonly plain: string
  /** What sets it off. */
  readonly trigger: string
  /** "The school", "The authority". */
  readonly who: string
  /** To whom, where somebody is told. */
  readonly toWhom?: string
  /** What is to be told, done or kept. */
  readonly content?: string
  /** The versions of the limit, oldest first, where it has one that is counted. */
  readonly limit?: readonly Dated<TimeLimit>[]
  /** The limit in words: "the same day", "at least once in a calendar month". */
  readonly limitInWords: string
  /** What would change the answer: facts and corrections, in words. */
  readonly wouldChange: readonly string[]
  readonly cites: readonly Citation[]
  /** The open question (section 11 of the catalogue) whose safest reading this follows. */
  readonly reading?: string
  /** Keys of the authority's settings that make it stricter. */
  readonly settings?: readonly string[]
  /** The test files that hold it, as paths in the project. */
  readonly tests: readonly string[]
}
