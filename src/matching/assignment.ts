/**
 * Who goes with whom, when everybody may go with one only?
 *
 * Scoring looks at one record at a time. But a candidate whom another record of the list claims with far better reason is no
 * candidate, and one whom nobody else claims is a better one, since few children of either list are missing from the other.
 * The chance of each pair, over all ways in which the two lists could go together, is worked out by messages along the pairs
 * (the sum-product algorithm for matchings; Bethe's approximation), until they change no more.
 */

/** For each record of the right list, the pairs worth keeping, best first. */
export type Pairs = {
  /** Where the pairs of each right record begin; one more than there are records. */
  readonly starts: Int32Array
  readonly lefts: Int32Array
  /** log2 of the odds of each pair, before anything is said of how many there are to mistake the child for. */
  readonly bits: Float32Array
}

export type Prior = {
  readonly leftSize: number
  readonly rightSize: number
  /** The share of the right list that is on the left. */
  readonly matched: number
  /** Whether one of the left may go to several of the right. */
  readonly many: boolean
}

export type Assigned = {
  /** For every pair: the chance that it is the same child, among all rivals of both. */
  readonly chances: Float64Array
  /** The same from the right record's own candidates alone, as if no one else claimed them. */
  readonly alone: Float64Array
  /** For every right record the pair it is given, or -1. */
  readonly given: Int32Array
}

const roundsMost = 40
const settled = 1e-5
/** However well two lists go together, so large a share of each may have nobody in the other. */
const leastMissingRight = 0.01
const leastMissingLeft = 0.02

/** Assigns records of the left to those of the right. */
export function assign(pairs: Pairs, prior: Prior): Assigned {
  const { starts, lefts, bits } = pairs
  const many = lefts.length
  const missingRight = Math.max(leastMissingRight, 1 - prior.matched)
  const missingLeft = prior.many
    ? 1
    : Math.max(leastMissingLeft, 1 - (prior.matched * prior.rightSize) / prior.leftSize)
  const one = prior.matched / prior.leftSize / missingRight
  const weights = new Float64Array(many)
  const alone = new Float64Array(many)
  for (let right = 0; right + 1 < starts.length; right += 1) {
    let sum = 1
    for (let pair = starts[right]!; pair < starts[right + 1]!; pair += 1) {
      const odds = one * 2 ** bits[pair]!
      weights[pair] = odds / missingLeft
      alone[pair] = odds
      sum += odds
    }
    for (let pair = starts[right]!; pair < starts[right + 1]!; pair += 1) alone[pair]! /= sum
  }
  const chances = prior.many ? alone.slice() : messages(pairs, weights, prior.leftSize)
  return { chances, alone, given: given(pairs, chances, prior) }
}

/** Passes messages along the pairs until they settle; gives the chance of each pair. */
function messages({ starts, lefts }: Pairs, weights: Float64Array, leftSize: number): Float64Array {
  const many = lefts.length
  const byLeft = new Int32Array(leftSize + 1)
  for (let pair = 0; pair < many; pair += 1) byLeft[lefts[pair]! + 1]! += 1
  for (let left = 0; left < leftSize; left += 1) byLeft[left + 1]! += byLeft[left]!
  const next = byLeft.slice()
  const ofLeft = new Int32Array(many)
  for (let pair = 0; pair < many; pair += 1) ofLeft[next[lefts[pair]!]!++] = pair
  // How free each end of a pair would be without the pair.
  const freeRight = new Float64Array(many).fill(1)
  const freeLeft = new Float64Array(many).fill(1)
  const inOrder = Int32Array.from({ length: many }, (_, pair) => pair)
  for (let round = 0; round < roundsMost; round += 1) {
    const a = sweep(starts, inOrder, weights, freeLeft, freeRight, round === 0 ? 1 : 0.6)
    const b = sweep(byLeft, ofLeft, weights, freeRight, freeLeft, round === 0 ? 1 : 0.6)
    if (Math.max(a, b) < settled) break
  }
  const chances = new Float64Array(many)
  for (let pair = 0; pair < many; pair += 1) {
    const both = weights[pair]! * freeRight[pair]! * freeLeft[pair]!
    chances[pair] = both / (1 + both)
  }
  return chances
}

/**
 * For each record on one side: how free it would be for each of its pairs, given how free the others' other ends are. Gives
 * the largest change.
 */
function sweep(
  starts: Int32Array,
  order: Int32Array,
  weights: Float64Array,
  others: Float64Array,
  free: Float64Array,
  step: number,
): number {
  let most = 0
  for (let record = 0; record + 1 < starts.length; record += 1) {
    const from = starts[record]!
    const to = starts[record + 1]!
    if (to - from === 0) continue
    let sum = 0
    for (let at = from; at < to; at += 1) sum += weights[order[at]!]! * others[order[at]!]!
    for (let at = from; at < to; at += 1) {
      const pair = order[at]!
      const own = weights[pair]! * others[pair]!
      let rest = sum - own
      // Taking a large number from one hardly larger leaves nothing that can be trusted.
      if (own > 0.5 * sum) {
        rest = 0
        for (let other = from; other < to; other += 1)
          if (other !== at) rest += weights[order[other]!]! * others[order[other]!]!
      }
      const was = free[pair]!
      const now = was ** (1 - step) * (1 / (1 + rest)) ** step
      free[pair] = now
      const change = Math.abs(now - was)
      if (change > most) most = change
    }
  }
  return most
}

/** The likeliest pair first; whoever is taken is offered no more. */
function given({ starts, lefts }: Pairs, chances: Float64Array, { leftSize, many }: Prior): Int32Array {
  const rights = starts.length - 1
  const found = new Int32Array(rights).fill(-1)
  const owner = new Int32Array(lefts.length)
  for (let right = 0; right < rights; right += 1) owner.fill(right, starts[right]!, starts[right + 1]!)
  if (many) {
    for (let right = 0; right < rights; right += 1)
      for (let pair = starts[right]!; pair < starts[right + 1]!; pair += 1)
        if (found[right] === -1 || chances[pair]! > chances[found[right]!]!) found[right] = pair
    return found
  }
  const order = Int32Array.from({ length: lefts.length }, (_, pair) => pair)
  order.sort((a, b) => chances[b]! - chances[a]! || a - b)
  const taken = new Uint8Array(leftSize)
  for (const pair of order) {
    const right = owner[pair]!
    if (found[right] !== -1 || taken[lefts[pair]!] === 1) continue
    found[right] = pair
    taken[lefts[pair]!] = 1
  }
  return found
}
