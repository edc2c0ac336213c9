/**
 * One thing that a ground needs, as a line that a lawyer can read: what must be shown, what would show it, what says so.
 *
 * A ground is a list of such lines and nothing else. Asking a ground is asking every line; what is missing is said of all of
 * them at once, so that nobody comes back four times.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import type { Refusal } from '../law/decision.ts'
import { type Citation, citationInWords, type Mark, type SourceId, sources } from '../law/source.ts'
import { isWritten } from './ground-fields.ts'

/** A rule of the catalogue, and where it is written. */
export type Law = { readonly rule: string; readonly cite: Citation }

export const law = (rule: string, source: SourceId, at: string, mark: Mark): Law => ({
  rule,
  cite: { source, at, mark },
})

/** Something that is missing, with everything a person needs to settle it or to check that it is asked rightly. */
export type Missing = Refusal & {
  readonly asks: string
  readonly rule: string
  /** The day from which this version of the rule holds. */
  readonly ruleVersion: LocalDate
  readonly mark: Mark
  /** What would settle it. */
  readonly settledBy: string
  /** Nothing but time will settle it: from this day it is there. */
  readonly from?: LocalDate | undefined
}

/** A line as a person works through it: what it asks, and what is missing of it, or nothing. */
export type Question<About extends string = string> = {
  readonly about: About
  readonly asks: string
  /** What would show it. */
  readonly settledBy: string
  readonly cites: string
  readonly mark: Mark
  readonly refusals: readonly Missing[]
}

/** What is asked about, whatever the ground. */
export type Situation = {
  /** The day on which it is asked. */
  readonly today: LocalDate
  /** The day the name would come off. */
  readonly proposedOn: LocalDate
  readonly dob: LocalDate | undefined
  readonly calendar: SchoolCalendar
}

export type Facts<Evidence> = Situation & { readonly evidence: Evidence }

/** What a line finds missing: a sentence, or one that time will settle from a day on. Nothing where it is shown. */
export type Lack = string | { readonly says: string; readonly from: LocalDate }

export type Demand<F> = {
  /** What must be shown, as a statement. */
  readonly asks: string
  /** What would show it. */
  readonly settledBy: string
  readonly law: Law
  readonly missing: (facts: F) => Lack | readonly Lack[] | undefined
  /** From which day it has been so. The name cannot come off before. */
  readonly since?: (facts: F) => LocalDate | undefined
}

/** What is missing of one line. */
export function missingOf<F>(demand: Demand<F>, facts: F): Missing[] {
  const lacks = demand.missing(facts)
  const all = lacks === undefined ? [] : Array.isArray(lacks) ? (lacks as readonly Lack[]) : [lacks as Lack]
  return all.map(lack =>
    typeof lack === 'string' ? missing(demand, lack) : { ...missing(demand, lack.says), from: lack.from },
  )
}

/** One missing thing of a line. */
export function missing(line: Pick<Demand<never>, 'asks' | 'settledBy' | 'law'>, says: string): Missing {
  const { rule, cite } = line.law
  return {
    asks: line.asks,
    says,
    cites: citationInWords(cite),
    rule,
    ruleVersion: sources[cite.source].from,
    mark: cite.mark,
    settledBy: line.settledBy,
  }
}

/** A line as a question, with what was found missing of it. */
export function questionOf<About extends string>(
  about: About,
  line: Pick<Demand<never>, 'asks' | 'settledBy' | 'law'>,
  refusals: readonly Missing[],
): Question<About> {
  const { cite } = line.law
  const { asks, settledBy } = line
  return { about, asks, settledBy, cites: citationInWords(cite), mark: cite.mark, refusals }
}

type Keys<E, V> = { [K in keyof E]-?: NonNullable<E[K]> extends V ? K : never }[keyof E] & string
type Line = { readonly asks: string; readonly settledBy: string; readonly law: Law }

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1)
const notShown = (asks: string): string => `Not shown: ${lower(asks)}`

/**
 * The ways in which most lines ask for what they ask. Takes the evidence's type, so that a misspelt field does not compile.
 */
export function demandsOf<E>() {
  type F = Facts<E>
  const value = (facts: F, key: keyof E): unknown => facts.evidence[key]
  return {
    /** The answer must be yes. `otherwise` is said of a no. */
    yes: (key: Keys<E, boolean>, otherwise: string, line: Line): Demand<F> => ({
      ...line,
      missing: facts =>
        value(facts, key) === true
          ? undefined
          : value(facts, key) === false
            ? otherwise
            : notShown(line.asks),
    }),
    /** The answer must be no. `otherwise` is said of a yes. */
    no: (key: Keys<E, boolean>, otherwise: string, line: Line): Demand<F> => ({
      ...line,
      missing: facts =>
        value(facts, key) === false
          ? undefined
          : value(facts, key) === true
            ? otherwise
            : notShown(line.asks),
    }),
    /** A day must be given, and the name cannot come off before it. */
    day: (key: Keys<E, LocalDate>, line: Line): Demand<F> => {
      const dayOf = (facts: F) => value(facts, key) as LocalDate | undefined
      return {
        ...line,
        missing: facts => {
          const day = dayOf(facts)
          return day === undefined ? notShown(line.asks) : undefined
        },
        since: dayOf,
      }
    },
    /** Something must be written: a document, a reason. */
    written: (key: Keys<E, string>, line: Line): Demand<F> => ({
      ...line,
      missing: facts => {
        const text = value(facts, key)
        return typeof text === 'string' && isWritten(text) ? undefined : notShown(line.asks)
      },
    }),
    /** One of some answers. `otherwise` says what is wrong with each of the others. */
    oneOf: <K extends Keys<E, string>>(
      key: K,
      right: readonly NonNullable<E[K]>[],
      otherwise: Partial<Record<NonNullable<E[K]> & string, string>>,
      line: Line,
    ): Demand<F> => ({
      ...line,
      missing: facts => {
        const given = facts.evidence[key] as (NonNullable<E[K]> & string) | undefined
        if (given === undefined) return notShown(line.asks)
        return right.includes(given) ? undefined : (otherwise[given] ?? notShown(line.asks))
      },
    }),
  }
}

/** A day ahead, in words, for a line that time will settle. */
export const untilThen = (says: string, from: LocalDate): Lack => ({ says: `${says} ${inWords(from)}`, from })
