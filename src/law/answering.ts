/** How is an answer of the school's clocks put together? From the rule's own record, so that page, clock and rule book agree. */
import type { CountedDay } from '../calendar/counting.ts'
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import type { Answer } from './answer.ts'
import type { Dated } from './dated.ts'
import { schoolRule } from './school-rules.ts'
import { citationInWords, sources, weakest } from './source.ts'

/** An answer that also says whether there is anything to do. Where there is not, `because` says why. */
export type Duty = Answer & { readonly arises: boolean }

/** The school's term dates, and the version they are where it is known. */
export type SchoolFacts = {
  readonly calendar: SchoolCalendar
  readonly calendarVersion?: string | undefined
}

/** What a clock found out, for the rule to be put around it. */
export type Found = {
  readonly arises: boolean
  readonly because: string
  readonly inputs: Answer['inputs']
  readonly due?: LocalDate | undefined
  readonly warnFrom?: LocalDate | undefined
  readonly days?: readonly CountedDay[]
  readonly calendarVersion?: string | undefined
}

/**
 * The answer of a rule. Takes its id, the version of its number that held (nothing where it has none) and what was found.
 * A rule without a number is as old as the first source it names, and as sure as the least sure of them.
 */
export function answerOf(rule: string, limit: Dated<unknown> | undefined, found: Found): Duty {
  const { cites, wouldChange } = schoolRule(rule)
  return {
    rule,
    ruleVersion: limit?.from ?? sources[cites[0]!.source].from,
    days: [],
    ...found,
    wouldChange,
    cites: limit?.cites ?? cites.map(citationInWords).join('; '),
    mark: limit ? (limit.mark ?? 'read') : weakest(cites.map(cite => cite.mark)),
  }
}

/** "by Friday 26 September 2025"; "within 15 school days" where that day lies past the school's calendar. */
export function byInWords(due: LocalDate | undefined, otherwise: string): string {
  return due ? `by ${inWords(due)}` : `within ${otherwise}`
}

/** Facts by name for the record, those that are not known left out. */
export function inputsOf(
  facts: Readonly<Record<string, string | number | boolean | undefined>>,
): Answer['inputs'] {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    ),
  )
}

/** "the parents, the authority and the social worker". */
export function inAList(words: readonly string[]): string {
  const before = words.slice(0, -1).join(', ')
  return [before, words.at(-1)].filter(Boolean).join(' and ')
}
