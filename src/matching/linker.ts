/**
 * One list against another: the steps, each a function of what the one before gave, so that threads can share the work.
 *
 *   two lists → keys → learn → score every record of the right → assign → what is left looks again, wider → assign
 *   → what is not settled looks where brothers and sisters were found → assign
 */
import { type Assigned, among, assignSettled, type Pairs, type Prior } from './assignment.ts'
import { CandidateFinder, type KeyIndex, keyIndex, storedIndex } from './candidates.ts'
import { closePairs } from './closure.ts'
import { Comparer } from './compare.ts'
import type { Corpus, Values } from './corpus.ts'
import { type Counts, countsOf } from './counts.ts'
import { at, born, upn } from './fields.ts'
import { type KeyHashes, KeyList, keyHashes, wideKeys } from './keys.ts'
import { familyMost, findKin, type Kin, leftFamilies, withKin } from './kin.ts'
import { bitsFor, leastBits } from './score.ts'
import {
  type Background,
  type Household,
  learnSiblings,
  learnStrangers,
  type Sample,
  type Training,
  takeSample,
  train,
} from './training.ts'
import { startingWeights, type Weights, withFamilies } from './weights.ts'

export type Lists = {
  readonly values: Values
  readonly left: Corpus
  /** The same as `left` where one list is searched for records of one child. */
  readonly right: Corpus
}

/** How many candidates of a record are kept; in one list, where a child may have many records, more. */
export const keptEach = 8
const keptEachOfOne = 32
/** One list of at most this many records is looked through by the wider keys too. */
export const wideOfOne = 100_000
/** Two lists of at most this many pairs are compared all with all, for what is left. */
const allWithAll = 4_000_000
/** In the second pass a key may be shared by so many. */
const crowdedWide = (size: number): number => Math.max(400, Math.min(1_500, Math.trunc(400_000_000 / size)))

/** What a thread needs to score records: everything but its own working space. */
export type Prepared = {
  readonly lists: Lists
  readonly counts: Counts
  readonly index: KeyIndex
  readonly weights: Weights
}

/** Scores records of the right list. Each thread has one of its own. */
export class Linker {
  readonly lists: Lists
  readonly counts: Counts
  readonly index: KeyIndex
  readonly comparer: Comparer
  readonly hashes: KeyHashes
  readonly #finder: CandidateFinder
  readonly #isOne: boolean
  #families: { starts: Int32Array; records: Int32Array } | undefined
  /** How many pairs were compared. */
  compared = 0

  constructor({ lists, counts, index, weights }: Prepared, hashes = keyHashes(lists.values)) {
    this.lists = lists
    this.counts = counts
    this.index = index
    this.hashes = hashes
    this.#isOne = lists.left === lists.right
    this.comparer = new Comparer(lists.values, lists.left, lists.right, counts, weights)
    this.#finder = new CandidateFinder(index, lists.values, lists.left.size, lists.right, hashes)
  }

  /** Learns from the lists; from then on scores with what was learned. */
  train(seed: number): Training {
    return train(this.comparer, this.#finder, { seed, dedupe: this.#isOne })
  }

  // The steps of it, for threads that share them.

  learnStrangers(seed: number): Float64Array {
    return learnStrangers(this.comparer, { seed, dedupe: this.#isOne })
  }

  learnSiblings(seed: number): Household {
    return learnSiblings(this.comparer, { seed, dedupe: this.#isOne })
  }

  takeSample(background: Background, seed: number, part: number, parts: number): Sample {
    return takeSample(this.comparer, this.#finder, background, { seed, dedupe: this.#isOne }, part, parts)
  }

  use(weights: Weights): void {
    this.comparer.weights = weights
  }

  /** From then on, where brothers and sisters were found bears witness. */
  useKin(kin: Kin): void {
    this.comparer.kin = kin
    this.comparer.weights = withFamilies(this.comparer.weights, kin.share)
    this.#families = leftFamilies(kin)
  }

  /** Scores these records again, with their kin's families among the candidates. */
  scoreKin(rights: Int32Array, known: Pairs): Pairs {
    const kin = this.comparer.kin!
    const { starts, records } = this.#families!
    const kept = new Kept(rights.length, keptEach)
    rights.forEach(j => {
      this.#finder.begin()
      for (let pair = known.starts[j]!; pair < known.starts[j + 1]!; pair += 1)
        this.#finder.add(known.lefts[pair]!)
      for (let one = kin.starts[j]!; one < kin.starts[j + 1]!; one += 1) {
        const home = kin.leftHomes[kin.lefts[one]!]!
        const to = Math.min(starts[home + 1]!, starts[home]! + familyMost)
        for (let entry = starts[home]!; entry < to; entry += 1) this.#finder.add(records[entry]!)
      }
      this.#scoreFound(j, kept)
    })
    return kept.done()
  }

  /** Scores the records `from` up to `to` of the right list. With all candidates in mind keeps the best few of each. */
  score(from: number, to: number): Pairs {
    const kept = new Kept(to - from, this.#isOne ? keptEachOfOne : keptEach)
    for (let j = from; j < to; j += 1) {
      this.#finder.ask(j)
      this.#scoreFound(j, kept)
    }
    return kept.done()
  }

  /** Looks wider for these records: by more keys, or at everybody where the lists are short. `known` is kept. */
  scoreWide(rights: Int32Array, wide: KeyIndex | undefined, known: Pairs): Pairs {
    const { left } = this.lists
    const list = new KeyList()
    const kept = new Kept(rights.length, this.#isOne ? keptEachOfOne : keptEach)
    rights.forEach(j => {
      this.#finder.ask(j)
      if (wide) {
        wideKeys(this.lists.values, this.lists.right, j, this.hashes, list)
        this.#finder.take(wide, list)
      } else this.#finder.takeAll(left.size)
      for (let pair = known.starts[j]!; pair < known.starts[j + 1]!; pair += 1)
        this.#finder.add(known.lefts[pair]!)
      this.#scoreFound(j, kept)
    })
    return kept.done()
  }

  /** One list's pairs with what follows from them: see `closePairs`. Two who plainly differ are not joined by a third. */
  closed(pairs: Pairs, assigned: Assigned): { pairs: Pairs; assigned: Assigned } {
    const { comparer } = this
    const siblingShare = comparer.weights.siblingsEach / among(this.counts.size)
    // By themselves the two must be at least one in fifty.
    const least = Math.log2((0.02 * among(this.counts.size)) / comparer.weights.matched)
    const bitsOf = (i: number, j: number) => {
      if (!comparer.compare(i, j)) return undefined
      const { levels } = comparer
      if (levels[at.upn] === upn.different || levels[at.born] === born.different) return undefined
      return bitsFor(comparer, siblingShare)
    }
    return closePairs(pairs, assigned, bitsOf, least)
  }

  #scoreFound(j: number, kept: Kept): void {
    const { comparer } = this
    const siblingShare = comparer.weights.siblingsEach / among(this.counts.size)
    const { found, length } = this.#finder
    for (let one = 0; one < length; one += 1) {
      const i = found[one]!
      if (this.#isOne && i >= j) continue
      this.compared += 1
      if (!comparer.compare(i, j)) continue
      const bits = bitsFor(comparer, siblingShare)
      if (bits >= leastBits) kept.offer(i, bits)
    }
    kept.next()
  }

  /** Every candidate of a record with its bits, best first. For `--candidates`. */
  candidatesOf(j: number): { left: number; bits: number }[] {
    this.#finder.ask(j)
    const { comparer } = this
    const siblingShare = comparer.weights.siblingsEach / among(this.counts.size)
    const all: { left: number; bits: number }[] = []
    for (let one = 0; one < this.#finder.length; one += 1) {
      const i = this.#finder.found[one]!
      if (this.#isOne && i >= j) continue
      if (comparer.compare(i, j)) all.push({ left: i, bits: bitsFor(comparer, siblingShare) })
    }
    return all.sort((a, b) => b.bits - a.bits || a.left - b.left)
  }
}

/** Keeps the best pairs of one record after another. */
class Kept {
  readonly #starts: Int32Array
  #lefts: Int32Array
  #bits: Float32Array
  readonly #bestLefts: Int32Array
  readonly #bestBits: Float64Array
  readonly #each: number
  #best = 0
  #record = 0
  #many = 0

  constructor(records: number, each: number) {
    this.#each = each
    this.#bestLefts = new Int32Array(each)
    this.#bestBits = new Float64Array(each)
    this.#starts = new Int32Array(records + 1)
    this.#lefts = new Int32Array(records * 2 + 64)
    this.#bits = new Float32Array(records * 2 + 64)
  }

  offer(left: number, bits: number): void {
    let at = this.#best
    if (at === this.#each) {
      if (!isBefore(bits, left, this.#bestBits[at - 1]!, this.#bestLefts[at - 1]!)) return
      at -= 1
    } else this.#best += 1
    while (at > 0 && isBefore(bits, left, this.#bestBits[at - 1]!, this.#bestLefts[at - 1]!)) {
      this.#bestBits[at] = this.#bestBits[at - 1]!
      this.#bestLefts[at] = this.#bestLefts[at - 1]!
      at -= 1
    }
    this.#bestBits[at] = bits
    this.#bestLefts[at] = left
  }

  next(): void {
    if (this.#many + this.#best > this.#lefts.length) {
      const room = this.#lefts.length * 2
      const lefts = new Int32Array(room)
      const bits = new Float32Array(room)
      lefts.set(this.#lefts)
      bits.set(this.#bits)
      this.#lefts = lefts
      this.#bits = bits
    }
    for (let one = 0; one < this.#best; one += 1) {
      this.#lefts[this.#many] = this.#bestLefts[one]!
      this.#bits[this.#many++] = this.#bestBits[one]!
    }
    this.#best = 0
    this.#starts[++this.#record] = this.#many
  }

  done(): Pairs {
    return {
      starts: this.#starts,
      lefts: this.#lefts.slice(0, this.#many),
      bits: this.#bits.slice(0, this.#many),
    }
  }
}

const isBefore = (bits: number, left: number, otherBits: number, otherLeft: number): boolean =>
  bits > otherBits || (bits === otherBits && left < otherLeft)

/** What is needed before anything can be scored. */
export function prepare(lists: Lists, shared = false): Prepared {
  const { values, left } = lists
  return {
    lists,
    counts: countsOf(values, left, lists.right === left ? 2 : 1),
    index: storedIndex(values, left, keyHashes(values), shared),
    weights: startingWeights,
  }
}

/** The keys of the second pass; undefined where the lists are so short that everybody is compared with everybody. */
export function wideIndex(
  { values, left, right }: Lists,
  asked: Int32Array,
  shared = false,
): KeyIndex | undefined {
  if (asked.length * left.size <= allWithAll) return undefined
  const hashes = keyHashes(values)
  // Few ask: of all keys only those are sorted that somebody asks for, told roughly by a bit each.
  const wanted = new Uint32Array(1 << 20)
  const list = new KeyList()
  for (const record of asked) {
    wideKeys(values, right, record, hashes, list)
    for (let one = 0; one < list.length; one += 1) {
      const bit = list.keys[one]! >>> 7
      wanted[bit >>> 5]! |= 1 << (bit & 31)
    }
  }
  return keyIndex(
    left.size,
    (record, into) => {
      wideKeys(values, left, record, hashes, into)
      let kept = 0
      for (let one = 0; one < into.length; one += 1) {
        const key = into.keys[one]!
        const bit = key >>> 7
        if ((wanted[bit >>> 5]! & (1 << (bit & 31))) !== 0) into.keys[kept++] = key
      }
      into.length = kept
    },
    crowdedWide(left.size),
    crowdedWide(left.size),
    shared,
  )
}

/** From so many records on it takes seconds to weigh all claims against each other. */
const longFrom = 500_000

/**
 * How sure each pair is before the second pass. It only says who looks again, which in long lists is asked of each record's own
 * candidates, without weighing the claims of others.
 */
export const assignedAtFirst = (pairs: Pairs, prior: Prior): Assigned =>
  assignSettled(pairs, prior.leftSize < longFrom ? prior : { ...prior, many: true })

/** The records of the right list that nobody was found for with any confidence. */
export function unsettled(pairs: Pairs, { alone }: Assigned): Int32Array {
  const found: number[] = []
  for (let right = 0; right + 1 < pairs.starts.length; right += 1) {
    let best = 0
    for (let pair = pairs.starts[right]!; pair < pairs.starts[right + 1]!; pair += 1)
      best = Math.max(best, alone[pair]!)
    if (best < 0.5) found.push(right)
  }
  return Int32Array.from(found)
}

/** The pairs of all records, those of `rights` exchanged for the new ones. */
export function replaced(pairs: Pairs, rights: Int32Array, by: Pairs): Pairs {
  const size = pairs.starts.length - 1
  const starts = new Int32Array(size + 1)
  const which = new Int32Array(size).fill(-1)
  rights.forEach((right, one) => {
    which[right] = one
  })
  const sizeOf = (from: Pairs, record: number) => from.starts[record + 1]! - from.starts[record]!
  for (let right = 0; right < size; right += 1)
    starts[right + 1] =
      starts[right]! + (which[right]! >= 0 ? sizeOf(by, which[right]!) : sizeOf(pairs, right))
  const lefts = new Int32Array(starts[size]!)
  const bits = new Float32Array(starts[size]!)
  for (let right = 0; right < size; right += 1) {
    const [from, record] = which[right]! >= 0 ? [by, which[right]!] : [pairs, right]
    lefts.set(from.lefts.subarray(from.starts[record]!, from.starts[record + 1]!), starts[right]!)
    bits.set(from.bits.subarray(from.starts[record]!, from.starts[record + 1]!), starts[right]!)
  }
  return { starts, lefts, bits }
}

/** Several threads' pairs, one after the other. */
export function joined(parts: readonly Pairs[]): Pairs {
  const records = parts.reduce((sum, part) => sum + part.starts.length - 1, 0)
  const many = parts.reduce((sum, part) => sum + part.lefts.length, 0)
  const starts = new Int32Array(records + 1)
  const lefts = new Int32Array(many)
  const bits = new Float32Array(many)
  let record = 0
  let pair = 0
  for (const part of parts) {
    for (let one = 1; one < part.starts.length; one += 1) starts[record + one] = pair + part.starts[one]!
    lefts.set(part.lefts, pair)
    bits.set(part.bits, pair)
    record += part.starts.length - 1
    pair += part.lefts.length
  }
  return { starts, lefts, bits }
}

/** The chance of each pair where one list is searched for several records of one child: pairs do not stand against each other. */
export function pairsOfOne(pairs: Pairs, listSize: number, weights: Weights): Assigned {
  const prior = weights.matched / among(listSize)
  const chances = Float64Array.from(pairs.bits, bits => {
    const odds = prior * 2 ** bits
    return odds / (1 + odds)
  })
  return { chances, alone: chances, given: new Int32Array(pairs.starts.length - 1).fill(-1) }
}

/** Assigns, by what was learned of how the lists go together. */
export function assignPairs(pairs: Pairs, { left, right }: Lists, weights: Weights, many: boolean): Assigned {
  return assignSettled(pairs, { leftSize: left.size, rightSize: right.size, matched: weights.matched, many })
}

/** Both passes, in this thread alone. Gives the pairs and how they were assigned. */
export function linkLists(
  lists: Lists,
  { seed = 1, many = false }: { seed?: number; many?: boolean } = {},
): { linker: Linker; pairs: Pairs; assigned: Assigned; training: Training } {
  const linker = new Linker(prepare(lists))
  const training = linker.train(seed)
  linker.use(training.weights)
  let pairs = linker.score(0, lists.right.size)
  if (lists.left === lists.right) {
    if (lists.left.size <= wideOfOne) {
      const all = Int32Array.from({ length: lists.left.size }, (_, j) => j)
      pairs = linker.scoreWide(all, wideIndex(lists, all), pairs)
    }
    const closed = linker.closed(pairs, pairsOfOne(pairs, lists.left.size, training.weights))
    return { linker, ...closed, training }
  }
  const { matched } = training.weights
  const prior = { leftSize: lists.left.size, rightSize: lists.right.size, matched, many }
  const left = unsettled(pairs, assignedAtFirst(pairs, prior))
  pairs = replaced(pairs, left, linker.scoreWide(left, wideIndex(lists, left), pairs))
  let assigned = assignPairs(pairs, lists, training.weights, many)
  const kin = findKin(lists, pairs, assigned)
  linker.useKin(kin)
  const asked = withKin(kin, pairs, assigned)
  pairs = replaced(pairs, asked, linker.scoreKin(asked, pairs))
  assigned = assignPairs(pairs, lists, training.weights, many)
  return { linker, pairs, assigned, training }
}
