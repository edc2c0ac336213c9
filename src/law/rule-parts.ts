/** The parts that every rule's record is put together from: a citation with its honest mark, and a limit with its unit. */
import type { DayUnit } from '../calendar/counting.ts'
import type { Dated } from './dated.ts'
import type { TimeLimit } from './rule.ts'
import type { Citation, Mark, SourceId } from './source.ts'

/** Read in the source for this catalogue. */
export const read = (source: SourceId, at?: string, note?: string): Citation =>
  cited('read', source, at, note)

/** Met only as others quote or summarise it: page and paragraph numbers are theirs. */
export const secondHand = (source: SourceId, at?: string, note?: string): Citation =>
  cited('second-hand', source, at, note)

/** Follows from what the sources say, and is said by none. */
export const inferred = (source: SourceId, at?: string, note?: string): Citation =>
  cited('inferred', source, at, note)

/** From memory, or from nobody we can name. */
export const unverified = (source: SourceId, at?: string, note?: string): Citation =>
  cited('unverified', source, at, note)

/** A number of the law as the limit of a rule: so many days of a kind, counted so, in each version. */
export function asLimit(
  versions: readonly Dated<number>[],
  unit: DayUnit,
  counted: TimeLimit['counted'],
): readonly Dated<TimeLimit>[] {
  return versions.map(version => ({ ...version, value: { count: version.value, unit, counted } }))
}

function cited(mark: Mark, source: SourceId, at?: string, note?: string): Citation {
  return { source, mark, ...(at !== undefined && { at }), ...(note !== undefined && { note }) }
}
