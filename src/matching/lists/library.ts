import { type Band, lookFrom } from '../bands.ts'
import { CorpusBuilder, fileShape, Values } from '../corpus.ts'
import type { Evidence } from '../evidence.ts'
import { linkLists } from '../linker.ts'
import { type Column, columns } from './columns.ts'
import { IdsTaken, idOf } from './ids.ts'
import { columnOf, type PairPrinted } from './printed.ts'
import { Printing } from './printing.ts'
import { describedIn } from './row.ts'

/** One record, with the names of the columns of `onroll link`. What is absent or empty is unknown, not different. */
export type LinkRecord = { readonly id: string } & {
  readonly [column in Exclude<Column, 'id'>]?: string | null | undefined
}

export type LinkOptions = {
  /** Each of the left may go to several of the right. */
  many?: boolean
  /** Pairs of at least this probability are given; 0.05 if not said, all that is worth a look. */
  threshold?: number
  /** Fixes whatever is sampled. */
  seed?: number
}

/** One field as it was compared: in words, and in bits for (or against) the same person. */
export type LinkEvidence = { field: string; level: string; weight: number }

/** A pair, with the names of `onroll link --json`. */
export type LinkedPair = {
  left_id: string
  right_id: string
  /** That these are the same person, among all rivals. */
  probability: number
  band: Band
  evidence: LinkEvidence[]
  /** Why a person must look, or why it is not certain. */
  because?: string
}

/** One of the right that found nobody. */
export type Unlinked = {
  right_id: string
  best_candidate?: { left_id: string; probability: number; evidence: LinkEvidence[] }
  why: string
}

export type LinkResult = {
  /** In the order of the right list. */
  pairs: LinkedPair[]
  /** Those of the right list that found nobody; none where one list is searched for doubles. */
  unmatched: Unlinked[]
  /** How many pairs were compared. */
  compared: number
  /** What the weights were learned from, in words. */
  learned_from: string
}

/**
 * Finds the same person across two lists, or twice in one where `right` is left out: what `onroll link` does, with the same
 * answers. Takes plain rows; gives pairs with their evidence. Throws a RangeError where a record has no id or an option
 * makes no sense.
 */
export function link(
  left: Iterable<LinkRecord>,
  right?: Iterable<LinkRecord>,
  { many = false, threshold = lookFrom, seed = 1 }: LinkOptions = {},
): LinkResult {
  if (!(threshold >= 0 && threshold <= 1)) throw new RangeError(`threshold ${threshold} is not a probability`)
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`seed ${seed} is not a whole number from 0`)
  const values = new Values()
  const ofLeft = taken(values, left, 'left')
  const ofRight = right === undefined ? ofLeft : taken(values, right, 'right')
  const lists = { values, left: ofLeft.corpus, right: ofRight.corpus }
  if (lists.left.size === 0 || lists.right.size === 0) return nothingFound(ofRight.ids)
  const { linker, pairs, assigned, training } = linkLists(lists, { seed, many })
  const dedupe = right === undefined
  const ids = { left: ofLeft.ids, right: ofRight.ids }
  const found = new Printing(linker, ids, pairs, assigned, { json: true, threshold, dedupe })
  const result: LinkResult = {
    pairs: [],
    unmatched: [],
    compared: linker.compared,
    learned_from: training.from,
  }
  for (let row = 0; row < lists.right.size; row++) {
    const given = found.pairsOf(row)
    for (const pair of given) result.pairs.push(asLinked(pair))
    if (given.length > 0 || dedupe) continue
    const { rightId, best, why } = found.unmatchedOf(row)
    result.unmatched.push({
      right_id: rightId,
      ...(best && {
        best_candidate: {
          left_id: best.leftId,
          probability: best.probability,
          evidence: compared(best.evidence),
        },
      }),
      why,
    })
  }
  return result
}

function asLinked({
  leftId,
  rightId,
  probability,
  band,
  because,
  evidence,
}: PairPrinted & { evidence: readonly Evidence[] }) {
  const pair: LinkedPair = {
    left_id: leftId,
    right_id: rightId,
    probability,
    band,
    evidence: compared(evidence),
  }
  return because === '' ? pair : { ...pair, because }
}

/** The fields that were compared, by the names of their columns. */
function compared(evidence: readonly Evidence[]): LinkEvidence[] {
  return evidence
    .filter(one => one.agrees !== 'not known')
    .map(({ field, level, weight }) => ({ field: columnOf[field] ?? field, level, weight }))
}

function taken(values: Values, records: Iterable<LinkRecord>, which: string) {
  const builder = new CorpusBuilder(values, fileShape)
  const ids = new IdsTaken()
  let row = 0
  for (const record of records) {
    const cells = columns.map(column => record[column] ?? '')
    if (typeof record.id !== 'string' || record.id === '')
      throw new RangeError(`record ${row} of the ${which} list has no id`)
    const before = ids.take(record.id)
    builder.add(describedIn(cells, inOrder))
    if (before.some(one => builder.isSame(one, ids.count - 1))) {
      ids.dropLast()
      builder.dropLast()
    }
    row++
  }
  return { corpus: builder.done(), ids: ids.done() }
}

const inOrder = columns.map((_, i) => i)

function nothingFound(ids: ReturnType<IdsTaken['done']>): LinkResult {
  const unmatched = Array.from(ids.ofRow, (_, row) => ({
    right_id: idOf(ids, row),
    why: 'Nobody of the left file comes near.',
  }))
  return { pairs: [], unmatched, compared: 0, learned_from: 'nothing: a list is empty' }
}
