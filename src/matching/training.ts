/**
 * Learning what each level is worth from the two lists themselves, without being told any answer.
 *
 * How often strangers agree is counted over pairs drawn at random. How often brothers and sisters agree is counted over the
 * pupils of one home. How often the records of one child agree is worked out by expectation-maximisation over the candidates
 * of some ten thousand records, each candidate standing against its rivals, against "a brother or sister" and against "not
 * here at all". Left alone, that would find the strongest clusters, which need not be children: so the starting values count
 * as some of the evidence, and a list too short to learn from is not learned from.
 */
import type { CandidateFinder } from './candidates.ts'
import { type Comparer, doSurnamesAgree, isOtherName } from './compare.ts'
import {
  at,
  born,
  cellOf,
  cells,
  fields,
  forename,
  groupsMax,
  levelsMax,
  postcode,
  surname,
  unknown,
  upn,
} from './fields.ts'
import { bitsFor } from './score.ts'
import {
  leastChance,
  ofTheHousehold,
  startingChances,
  startingWeights,
  type Weights,
  weightsOf,
} from './weights.ts'

/** Numbers from 0 up to 1 that look like chance and are the same for the same seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Lists shorter than this teach too little. */
export const shortest = 500
const strangerPairs = 200_000
const closePairs = 60_000
const siblingPairs = 60_000
const sampleRecords = 10_000
const roundsMost = 15
/** The starting values count as so much of the expected matches. */
const trustInStart = 0.05
const mostOtherBirthday = 0.03

export type Training = {
  readonly weights: Weights
  /** What it was learned from, in words. */
  readonly from: string
  readonly rounds: number
  readonly pairs: number
}

export type TrainingOptions = {
  readonly seed: number
  /** One list against itself. */
  readonly dedupe: boolean
}

/** What is learned before anything is said of one child: how strangers agree, and how brothers and sisters do. */
export type Background = { readonly strangers: Float64Array; readonly household: Household }
export type Household = { readonly chances: Float64Array; readonly each: number }

/** Learns the weights of two lists. The comparer's own weights are replaced as it goes. */
export function train(comparer: Comparer, finder: CandidateFinder, options: TrainingOptions): Training {
  const sizes = { left: comparer.left.size, right: comparer.right.size }
  if (teachesTooLittle(sizes)) return untrained
  const background = {
    strangers: learnStrangers(comparer, options),
    household: learnSiblings(comparer, options),
  }
  const sample = takeSample(comparer, finder, background, options)
  return trainFrom(background, [sample], sizes, options)
}

// The steps of it, for threads that share them.

export type Sizes = { readonly left: number; readonly right: number }

export const teachesTooLittle = ({ left, right }: Sizes): boolean => left < shortest || right < shortest

/** What there is where the lists teach too little. */
export const untrained: Training = {
  weights: startingWeights,
  from: 'starting weights: too few records to learn from',
  rounds: 0,
  pairs: 0,
}

/** Learns what "the same child" is worth from the samples, which are taken as one. */
export function trainFrom(
  background: Background,
  samples: readonly Sample[],
  { left, right }: Sizes,
  { dedupe }: TrainingOptions,
): Training {
  const { household, strangers } = background
  const sample = samples.length === 1 ? samples[0]! : samplesAsOne(samples)
  const before = weightsBefore(background, dedupe)
  const learn = (isFixed: boolean) =>
    learnSame(sample, before, startingChances().same, left, right, dedupe, isFixed)
  const free = learn(false)
  const isPlausible = areOfOneChild(free.same)
  const learned = isPlausible ? free : learn(true)
  return {
    weights: weightsOf(
      { same: learned.same, siblings: learned.siblings, strangers },
      { matched: learned.matched, siblingsEach: household.each },
      'learned',
    ),
    from: isPlausible
      ? `${sample.records} records and their ${sample.pairs} candidates`
      : `${sample.records} records: what is alike in them is not one child, so the starting weights are kept`,
    rounds: learned.rounds,
    pairs: sample.pairs,
  }
}

const weightsBefore = ({ strangers, household }: Background, dedupe: boolean): Weights =>
  weightsOf(
    { same: startingChances().same, siblings: household.chances, strangers },
    { matched: dedupe ? 0.5 : startingWeights.matched, siblingsEach: household.each },
    'learning',
  )

function samplesAsOne(samples: readonly Sample[]): Sample {
  const pairs = samples.reduce((sum, sample) => sum + sample.pairs, 0)
  const records = samples.reduce((sum, sample) => sum + sample.records, 0)
  const all = {
    records,
    pairs,
    starts: new Int32Array(records + 1),
    cells: new Uint16Array(pairs * fields.length),
    strangers: new Float64Array(pairs),
  }
  let record = 0
  let pair = 0
  for (const sample of samples) {
    for (let one = 1; one <= sample.records; one += 1) all.starts[record + one] = pair + sample.starts[one]!
    all.cells.set(sample.cells.subarray(0, sample.pairs * fields.length), pair * fields.length)
    all.strangers.set(sample.strangers.subarray(0, sample.pairs), pair)
    record += sample.records
    pair += sample.pairs
  }
  return all
}

/** Counts by cell, turned into chances within each field and case; the table counts as so many observations. */
function asChances(counts: Float64Array, table: Float64Array, trust: number): Float64Array {
  const chances = new Float64Array(cells)
  for (let field = 0; field < fields.length; field += 1) {
    for (let group = 0; group < groupsMax; group += 1) {
      const from = cellOf(field, group, 1)
      const to = cellOf(field, group, levelsMax - 1)
      let sum = 0
      let base = 0
      for (let cell = from; cell <= to; cell += 1) {
        sum += counts[cell]!
        base += table[cell]!
      }
      if (base === 0) continue
      for (let cell = from; cell <= to; cell += 1) {
        if (table[cell] === 0) continue
        chances[cell] = Math.max(leastChance, (counts[cell]! + (trust * table[cell]!) / base) / (sum + trust))
      }
    }
  }
  return chances
}

function tally(comparer: Comparer, counts: Float64Array, only?: readonly number[]): void {
  for (let field = 0; field < fields.length; field += 1) {
    if (comparer.levels[field] === unknown || (only && !only.includes(field))) continue
    counts[comparer.cells[field]!]! += 1
  }
}

/** The records of a list by one of their values: where each value's records begin, and the records. */
function recordsBy(
  column: Int32Array,
  slots: number,
  size: number,
): { starts: Int32Array; records: Int32Array } {
  let most = 0
  for (let at = 0; at < size; at += 1) most = Math.max(most, column[at * slots]!)
  const starts = new Int32Array(most + 2)
  for (let at = 0; at < size; at += 1) starts[column[at * slots]! + 1]! += 1
  for (let value = 0; value <= most; value += 1) starts[value + 1]! += starts[value]!
  const next = starts.slice()
  const records = new Int32Array(size)
  for (let at = 0; at < size; at += 1) records[next[column[at * slots]!]!++] = at
  return { starts, records }
}

/** How often two children who have nothing to do with each other agree: at large, of one surname, and in one postcode. */
export function learnStrangers(comparer: Comparer, { seed, dedupe }: TrainingOptions): Float64Array {
  const { left, right, levels } = comparer
  const chance = numbersFrom(seed)
  const table = startingChances().strangers
  comparer.weights = startingWeights
  const counts = new Float64Array(cells)
  // Short lists have fewer things to teach, and are not to be kept waiting for it.
  const pairs = Math.min(strangerPairs, left.size * right.size, 30 * (left.size + right.size))
  for (let pair = 0; pair < pairs; pair += 1) {
    const i = Math.floor(chance() * left.size)
    const j = Math.floor(chance() * right.size)
    if (dedupe && i === j) continue
    comparer.compareWhole(i, j)
    tally(comparer, counts)
  }
  // What is rare among all pairs has to be looked for: within a surname, and within a postcode. Whoever was born on one day
  // or has one home may be no stranger, and is left out.
  const within = (
    column: 'surnames' | 'postcodes',
    slots: 'surnames' | 'homes',
    isStranger: () => boolean,
    only: readonly number[],
  ) => {
    const by = recordsBy(left[column], left.shape[slots], left.size)
    const found = new Float64Array(cells)
    for (let pair = 0; pair < Math.min(closePairs, 20 * right.size); pair += 1) {
      const j = Math.floor(chance() * right.size)
      const value = right[column][j * right.shape[slots]]!
      if (value === 0 || value + 1 >= by.starts.length) continue
      const from = by.starts[value]!
      const many = by.starts[value + 1]! - from
      if (many < 3) continue
      const i = by.records[from + Math.floor(chance() * many)]!
      if (dedupe && i === j) continue
      comparer.compareWhole(i, j)
      if (isStranger()) tally(comparer, found, only)
    }
    return found
  }
  const isOtherDay = () => levels[at.born] === unknown || levels[at.born]! >= born.sameMonth
  const byName = within(
    'surnames',
    'surnames',
    () => isOtherDay() && (levels[at.postcode] === unknown || levels[at.postcode]! >= postcode.sector),
    [at.forename, at.contact],
  )
  const byPlace = within(
    'postcodes',
    'homes',
    () => isOtherDay() && !doSurnamesAgree(levels[at.surname]!) && levels[at.forename]! >= forename.sounds,
    [at.address],
  )
  for (const [field, group, from] of [
    [at.forename, 1, byName],
    [at.contact, 1, byName],
    [at.address, 0, byPlace],
  ] as const) {
    for (let cell = cellOf(field, group, 1); cell < cellOf(field, group, levelsMax); cell += 1)
      counts[cell] = from[cell]!
  }
  return asChances(counts, table, 30)
}

/** How brothers and sisters compare within one list, and how many of them a child has there. */
export function learnSiblings(comparer: Comparer, { seed, dedupe }: TrainingOptions): Household {
  const { left } = comparer
  const chance = numbersFrom(seed + 1)
  const table = startingChances().siblings
  const homes = recordsBy(left.addresses, left.shape.homes, left.size)
  const counts = new Float64Array(cells)
  const within = comparer.within()
  const { levels } = within
  let pairs = 0
  let tries = 0
  const many = Math.min(siblingPairs, left.size)
  const all = left.size <= siblingPairs
  for (let one = 0; one < many; one += 1) {
    const i = all ? one : Math.floor(chance() * left.size)
    const home = left.addresses[i * left.shape.homes]!
    const place = left.postcodes[i * left.shape.homes]!
    if (home === 0) continue
    tries += 1
    const from = homes.starts[home]!
    const to = homes.starts[home + 1]!
    if (to - from > 400) continue
    for (let entry = from; entry < to; entry += 1) {
      const j = homes.records[entry]!
      if (j === i || left.postcodes[j * left.shape.homes] !== place) continue
      within.compareWhole(i, j)
      // More than twelve at one address are no household.
      const areApart = levels[at.upn] === upn.different
      const mayBeOne =
        levels[at.born] !== unknown && levels[at.born]! <= born.sameYear && !isOtherName(levels[at.forename]!)
      if (!areApart && (dedupe || mayBeOne)) {
        // Without two numbers to tell them apart, only those plainly not one child count, and they teach little.
        if (levels[at.forename] !== forename.different || levels[at.born] !== born.different) continue
        if (!doSurnamesAgree(levels[at.surname]!)) continue
        if (!dedupe) tally(within, counts, [at.surname, at.sex, at.middle])
        pairs += 1
        continue
      }
      if (!doSurnamesAgree(levels[at.surname]!) && to - from > 12) continue
      pairs += 1
      tally(within, counts, [at.upn, at.born, at.forename, at.surname, at.sex, at.middle])
    }
  }
  const chances = asChances(counts, table, 60)
  const each = tries < 100 ? 0.8 : Math.min(3, Math.max(0.02, pairs / tries))
  return { chances, each }
}

/** The sampled records' candidates: for every pair the cell of each field and the chance of it between strangers. */
export type Sample = {
  readonly records: number
  readonly pairs: number
  readonly starts: Int32Array
  readonly cells: Uint16Array
  /** Sum of the chances between strangers, in bits. */
  readonly strangers: Float64Array
}

/** Takes the sample, or one part of it: the parts together are the same sample. */
export function takeSample(
  comparer: Comparer,
  finder: CandidateFinder,
  background: Background,
  { seed, dedupe }: TrainingOptions,
  part = 0,
  parts = 1,
): Sample {
  const { right } = comparer
  comparer.weights = weightsBefore(background, dedupe)
  const chance = numbersFrom(seed + 2)
  const whole = Math.min(sampleRecords, right.size)
  const asked = Int32Array.from({ length: whole }, (_, one) =>
    right.size <= sampleRecords ? one : Math.floor(chance() * right.size),
  ).subarray(Math.floor((whole * part) / parts), Math.floor((whole * (part + 1)) / parts))
  const many = asked.length
  const starts = new Int32Array(many + 1)
  let room = many * 64
  let found = new Uint16Array(room * fields.length)
  let strangers = new Float64Array(room)
  let pairs = 0
  for (let one = 0; one < many; one += 1) {
    starts[one] = pairs
    const j = asked[one]!
    finder.ask(j)
    for (let candidate = 0; candidate < finder.length; candidate += 1) {
      const i = finder.found[candidate]!
      if (dedupe && i === j) continue
      if (!comparer.compare(i, j)) continue
      if (bitsFor(comparer, 0) < -8) continue
      if (pairs === room) {
        room *= 2
        const moreCells = new Uint16Array(room * fields.length)
        moreCells.set(found)
        found = moreCells
        const more = new Float64Array(room)
        more.set(strangers)
        strangers = more
      }
      let sum = 0
      for (let field = 0; field < fields.length; field += 1) {
        if (comparer.levels[field] === unknown) continue
        found[pairs * fields.length + field] = comparer.cells[field]!
        sum += comparer.chances[field]!
      }
      strangers[pairs++] = sum
    }
  }
  starts[many] = pairs
  return { records: many, pairs, starts, cells: found, strangers }
}

/**
 * Are the pairs that were learned from records of one child? Where two lists have nobody in common, the strongest cluster is of
 * namesakes or neighbours: their birthdays or their names agree no more than anybody's.
 */
function areOfOneChild(same: Float64Array): boolean {
  const share = (field: number, levels: readonly number[]) =>
    [0, 1].map(group => levels.reduce((sum, level) => sum + same[cellOf(field, group, level)]!, 0))
  const otherNames = [forename.different, forename.distant, forename.otherHalf, forename.initialDiffers]
  return (
    same[cellOf(at.born, 0, born.same)]! >= 0.5 &&
    share(at.forename, otherNames).every(others => others <= 0.4) &&
    share(at.surname, [surname.different, surname.distant])[0]! <= 0.5
  )
}

/** With `isFixed` only the share of the list that is matched is learned. */
function learnSame(
  sample: Sample,
  before: Weights,
  table: Float64Array,
  listSize: number,
  rightSize: number,
  dedupe: boolean,
  isFixed: boolean,
): { same: Float64Array; siblings: Float64Array; matched: number; rounds: number } {
  let same: Float64Array = Float64Array.from(before.same, bits => 2 ** bits)
  let siblings: Float64Array = Float64Array.from(before.siblings, bits => 2 ** bits)
  let { matched } = before
  const odds = new Float64Array(1 + Math.max(...gaps(sample.starts)))
  let rounds = 0
  for (; rounds < roundsMost; rounds += 1) {
    const sameBits = same.map(chance => Math.log2(Math.max(chance, leastChance)))
    const siblingBits = siblings.map(chance => Math.log2(Math.max(chance, leastChance)))
    const counts = new Float64Array(cells)
    let expected = 0
    const prior = matched / listSize
    const siblingPrior = before.siblingsEach / listSize
    const nobody = Math.max(0.01, 1 - matched)
    for (let record = 0; record < sample.records; record += 1) {
      const from = sample.starts[record]!
      const to = sample.starts[record + 1]!
      let all = dedupe ? 0 : nobody
      for (let pair = from; pair < to; pair += 1) {
        let bits = -sample.strangers[pair]!
        let sibling = bits
        for (let field = 0; field < fields.length; field += 1) {
          const cell = sample.cells[pair * fields.length + field]!
          if (cell === 0) continue
          bits += sameBits[cell]!
          sibling += siblingBits[cell]!
        }
        const one = (prior * 2 ** bits) / (1 + siblingPrior * 2 ** sibling)
        odds[pair - from] = one
        all += one
      }
      for (let pair = from; pair < to; pair += 1) {
        const one = odds[pair - from]!
        const share = dedupe ? one / (1 + one) : one / all
        if (share < 1e-6) continue
        expected += share
        for (let field = 0; field < fields.length; field += 1) {
          const cell = sample.cells[pair * fields.length + field]!
          if (cell !== 0) counts[cell]! += share
        }
      }
    }
    const was = same
    if (!isFixed) same = asChances(counts, table, Math.max(20, trustInStart * expected))
    // However many slips a list has: with another birthday altogether most are another child.
    const other = cellOf(at.born, 0, born.different)
    same[other] = Math.min(same[other]!, mostOtherBirthday)
    siblings = siblings.slice()
    for (const field of ofTheHousehold) {
      const from = cellOf(field, 0, 0)
      siblings.set(same.subarray(from, from + groupsMax * levelsMax), from)
    }
    const share = expected / sample.records
    const moved = Math.abs(share - matched)
    // Never more than the shorter list has.
    const most = Math.min(0.99, listSize / rightSize)
    matched = dedupe ? Math.max(1e-4, Math.min(20, share)) : Math.max(0.001, Math.min(most, share))
    if (moved < 1e-4 && furthest(was, same) < 1e-3) break
  }
  return { same, siblings, matched, rounds: Math.min(rounds + 1, roundsMost) }
}

function gaps(starts: Int32Array): number[] {
  let most = 0
  for (let one = 1; one < starts.length; one += 1) most = Math.max(most, starts[one]! - starts[one - 1]!)
  return [most]
}

function furthest(a: Float64Array, b: Float64Array): number {
  let most = 0
  for (let cell = 0; cell < a.length; cell += 1) most = Math.max(most, Math.abs(a[cell]! - b[cell]!))
  return most
}
