import type { Assigned, Pairs } from '../assignment.ts'
import { type KeyIndex, storedIndex } from '../candidates.ts'
import type { Corpus, Values } from '../corpus.ts'
import { type Counts, countsOf } from '../counts.ts'
import { keyHashes } from '../keys.ts'
import type { Kin } from '../kin.ts'
import { Linker, type Lists, wideIndex } from '../linker.ts'
import type { Background, Household, Sample } from '../training.ts'
import { startingWeights, type Weights } from '../weights.ts'
import type { Ids } from './ids.ts'
import { type Chosen, type Printed, Printing, type PrintOptions } from './printing.ts'
import { type PlainValues, plainValues, renumber, valuesFrom } from './sharing.ts'

/**
 * One thread's share of linking two lists, a step at a time. What a step gives and takes can be handed between threads:
 * plain values, and arrays in memory that all of them read.
 */
export class Work {
  #values: Values | undefined
  #lists: Lists | undefined
  #linker: Linker | undefined
  #wide: KeyIndex | undefined
  #known: Pairs | undefined
  #printing: Printing | undefined

  /** Keeps the left list's values, as this thread read them. */
  protected keep(values: Values): void {
    this.#values = values
  }

  /** Takes the values of both lists, as another thread gives them. */
  take(values: PlainValues): void {
    this.#values = valuesFrom(values)
  }

  /** Gives the right list, if there is one, the numbers of the left's values; gives all values, for the other thread. */
  merge(own: PlainValues | undefined, right: Corpus): PlainValues {
    if (own) renumber(this.#values!, own, right)
    return plainValues(this.#values!)
  }

  /** The lists, in the numbers of this thread's values. `right` is nothing where one list is searched for doubles. */
  begin(left: Corpus, right: Corpus | undefined): void {
    this.#lists = { values: this.#values!, left, right: right ?? left }
  }

  /** The keys of the left list, for all threads. */
  index(): KeyIndex {
    const { values, left } = this.#lists!
    return storedIndex(values, left, keyHashes(values), true)
  }

  /** How common each value is in the left list, for all threads. */
  counts(): Counts {
    const counts = countsOf(
      this.#values!,
      this.#lists!.left,
      this.#lists!.right === this.#lists!.left ? 2 : 1,
    )
    const shared = Object.entries(counts).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : inSharedMemory(value),
    ])
    return Object.fromEntries(shared) as Counts
  }

  prepare(index: KeyIndex, counts: Counts): void {
    this.#linker = new Linker({ lists: this.#lists!, index, counts, weights: startingWeights })
  }

  learnStrangers(seed: number): Float64Array {
    return this.#linker!.learnStrangers(seed)
  }

  learnSiblings(seed: number): Household {
    return this.#linker!.learnSiblings(seed)
  }

  takeSample(background: Background, seed: number, part: number, parts: number): Sample {
    return this.#linker!.takeSample(background, seed, part, parts)
  }

  use(weights: Weights): void {
    this.#linker!.use(weights)
  }

  score(from: number, to: number): Pairs {
    return this.#linker!.score(from, to)
  }

  /** The keys by which so many records look again, wider; nothing where the lists are short enough to compare all with all. */
  wideIndex(asked: Int32Array): KeyIndex | undefined {
    return wideIndex(this.#lists!, asked, true)
  }

  lookWider(wide: KeyIndex | undefined): void {
    this.#wide = wide
  }

  scoreWide(rights: Int32Array): Pairs {
    return this.#linker!.scoreWide(rights, this.#wide, this.#known!)
  }

  closed(pairs: Pairs, assigned: Assigned): { pairs: Pairs; assigned: Assigned } {
    return this.#linker!.closed(pairs, assigned)
  }

  useKin(kin: Kin): void {
    this.#linker!.useKin(kin)
  }

  /** Knows the pairs that were found so far. */
  know(pairs: Pairs): void {
    this.#known = pairs
  }

  scoreKin(rights: Int32Array): Pairs {
    return this.#linker!.scoreKin(rights, this.#known!)
  }

  /** How many pairs this thread has compared. */
  compared(): number {
    return this.#linker!.compared
  }

  printing(ids: { left: Ids; right: Ids }, pairs: Pairs, assigned: Assigned, options: PrintOptions): void {
    this.#printing = new Printing(this.#linker!, ids, pairs, assigned, options)
  }

  print(what: Chosen, from: number, to: number): Printed {
    return this.#printing!.print(what, from, to)
  }
}

/** A copy that all threads may read. */
export function inSharedMemory<T extends Float32Array | Float64Array | Int32Array>(column: T): T {
  const shared = new SharedArrayBuffer(column.byteLength)
  const copy =
    column instanceof Float64Array
      ? new Float64Array(shared)
      : column instanceof Float32Array
        ? new Float32Array(shared)
        : new Int32Array(shared)
  copy.set(column)
  return copy as T
}

/** Where brothers and sisters were found, for all threads to read. */
export const sharedKin = ({ leftHomes, starts, lefts, share }: Kin): Kin => ({
  leftHomes: inSharedMemory(leftHomes),
  starts: inSharedMemory(starts),
  lefts: inSharedMemory(lefts),
  share,
})

/** Pairs that all threads may read. */
export const sharedPairs = ({ starts, lefts, bits }: Pairs): Pairs => ({
  starts: inSharedMemory(starts),
  lefts: inSharedMemory(lefts),
  bits: inSharedMemory(bits),
})

/** An assignment that all threads may read. */
export const sharedAssigned = ({ chances, alone, given }: Assigned): Assigned => ({
  chances: inSharedMemory(chances),
  alone: inSharedMemory(alone),
  given: inSharedMemory(given),
})
