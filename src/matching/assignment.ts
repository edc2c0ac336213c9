/**
 * Who goes with whom, when everybody may go with one only?
 *
 * Scoring looks at one record at a time. But a candidate whom another record of the list claims with far better reason is no
 * candidate, and one whom nobody else claims is a better one, since few children of either list are missing from the other.
 * The chance of each pair, over all ways in which the two lists could go together, is worked out by messages along the pairs
 * (the sum-product algorithm for matchings; Bethe's approximation), until they change no more, and where few claim each other
 * in circles by trying all ways.
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
  /** How many there are to mistake a child for, where that is more than the left list has. */
  readonly among?: number
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
/** A message that changes by less than this share has settled. */
const settled = 1e-4
/** However well two lists go together, so large a share of each may have nobody in the other. */
const leastMissingRight = 0.01
const leastMissingLeft = 0.02

/** A short list is drawn from more children than it holds: two lists of one child each do not make them one child. */
const fewest = 500
export const among = (listSize: number): number => Math.max(fewest, listSize)
/** So many records are imagined to have been asked about, and so many of them found, before any are: a handful tells little. */
const imagined = 4
const imaginedFound = 1

/**
 * The same, and how many of the right list are found is taken from what is found: before the claims of others are weighed, a
 * short list that many ask for looks fuller than it is.
 */
export function assignSettled(pairs: Pairs, prior: Prior): Assigned {
  let { matched } = prior
  for (let round = 0; ; round += 1) {
    const assigned = assign(pairs, { ...prior, matched, among: among(prior.leftSize) })
    const sum = assigned.chances.reduce((all, chance) => all + chance, 0)
    const found = (sum + imaginedFound) / (prior.rightSize + imagined)
    const next = Math.min(0.99, Math.max(0.0005, found))
    if (round === 3 || Math.abs(next - matched) < 0.002 + 0.02 * matched * (1 - matched)) return assigned
    matched = next
  }
}

/** Assigns records of the left to those of the right. */
export function assign(pairs: Pairs, prior: Prior): Assigned {
  const { starts, lefts, bits } = pairs
  const many = lefts.length
  const missingRight = Math.max(leastMissingRight, 1 - prior.matched)
  const missingLeft = prior.many
    ? 1
    : Math.max(leastMissingLeft, 1 - (prior.matched * prior.rightSize) / prior.leftSize)
  const one = prior.matched / (prior.among ?? prior.leftSize) / missingRight
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
  const rights: Side = { starts, order: undefined, unsettled: new Uint8Array(starts.length - 1).fill(1) }
  const leftEnds: Side = { starts: byLeft, order: ofLeft, unsettled: new Uint8Array(leftSize).fill(1) }
  const rightOf = owners(starts)
  for (let round = 0; round < roundsMost; round += 1) {
    const a = sweep(rights, weights, freeLeft, freeRight, round > 0, leftEnds.unsettled, lefts)
    const b = sweep(leftEnds, weights, freeRight, freeLeft, round > 0, rights.unsettled, rightOf)
    if (a + b === 0) break
  }
  const chances = new Float64Array(many)
  for (let pair = 0; pair < many; pair += 1) {
    const both = weights[pair]! * freeRight[pair]! * freeLeft[pair]!
    chances[pair] = both / (1 + both)
  }
  workOutCircles({ starts, lefts, rightOf, byLeft, ofLeft, weights, freeRight, freeLeft }, chances)
  return chances
}

/** What the messages came to. */
type Settled = {
  readonly starts: Int32Array
  readonly lefts: Int32Array
  readonly rightOf: Int32Array
  /** Where the pairs of each of the left begin in `ofLeft`. */
  readonly byLeft: Int32Array
  readonly ofLeft: Int32Array
  readonly weights: Float64Array
  readonly freeRight: Float64Array
  readonly freeLeft: Float64Array
}

/** A pair counts among those of a circle unless it is so many times less likely than the best of both its records. */
const slight = 2 ** -20
/** So many of each side are worked out by trying all ways. */
const circleMost = 8

/**
 * Messages that go round in a circle hear themselves, and make certainty of a slight preference: of two namesakes on either
 * side, four to one becomes ten thousand to one. So the small groups that claim each other in circles are worked out by trying
 * all ways, with everybody outside as the messages have it.
 */
function workOutCircles(settled: Settled, chances: Float64Array): void {
  const { starts, lefts, rightOf, byLeft, weights } = settled
  const rights = starts.length - 1
  const leftSize = byLeft.length - 1
  const bestRight = new Float64Array(rights).fill(1)
  const bestLeft = new Float64Array(leftSize).fill(1)
  for (let pair = 0; pair < lefts.length; pair += 1) {
    const weight = weights[pair]!
    if (weight > bestRight[rightOf[pair]!]!) bestRight[rightOf[pair]!] = weight
    if (weight > bestLeft[lefts[pair]!]!) bestLeft[lefts[pair]!] = weight
  }
  const isSlight = (pair: number): boolean =>
    weights[pair]! < slight * Math.min(bestRight[rightOf[pair]!]!, bestLeft[lefts[pair]!]!)
  // Groups of records that claim each other: the left ones stand after the right ones.
  const parent = Int32Array.from({ length: rights + leftSize }, (_, at) => at)
  const groupOf = (record: number): number => {
    let root = record
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!
      root = parent[root]!
    }
    return root
  }
  const circles = new Map<number, number[]>()
  for (let pair = 0; pair < lefts.length; pair += 1) {
    if (isSlight(pair)) continue
    const [a, b] = [groupOf(rightOf[pair]!), groupOf(rights + lefts[pair]!)]
    // Who was joined before is joined again: that is a circle.
    if (a === b) circles.set(a, [])
    else parent[Math.max(a, b)] = Math.min(a, b)
  }
  if (circles.size === 0) return
  for (const group of [...circles.keys()]) circles.set(groupOf(group), [])
  for (let pair = 0; pair < lefts.length; pair += 1)
    if (!isSlight(pair)) circles.get(groupOf(rightOf[pair]!))?.push(pair)
  for (const pairs of circles.values()) workOutCircle(settled, pairs, chances)
}

function workOutCircle(settled: Settled, pairs: readonly number[], chances: Float64Array): void {
  const { lefts, rightOf, weights } = settled
  const ofRight = [...new Set(pairs.map(pair => rightOf[pair]!))]
  const ofLeft = [...new Set(pairs.map(pair => lefts[pair]!))]
  if (ofRight.length > circleMost || ofLeft.length > circleMost) return
  const outside = outsideOf(settled, new Set(pairs))
  const besideRight = new Map(ofRight.map(right => [right, outside.right(right)]))
  const besideLeft = new Map(ofLeft.map(left => [left, outside.left(left)]))
  // For each of the right: its pairs, with whom, and their odds against nobody of the group.
  const claims = ofRight.map(right => {
    const own = pairs.filter(pair => rightOf[pair] === right)
    const odds = own.map(
      pair => weights[pair]! / (besideRight.get(right)!.odds * besideLeft.get(lefts[pair]!)!.odds),
    )
    const most = Math.max(1, ...odds)
    return {
      nobody: 1 / most,
      each: own.map((pair, at) => ({
        pair,
        bit: 1 << ofLeft.indexOf(lefts[pair]!),
        odds: odds[at]! / most,
      })),
    }
  })
  // All ways of the first so many, by whom they take; and of the rest, by who is taken.
  const sets = 1 << ofLeft.length
  const before = [new Float64Array(sets)]
  before[0]![0] = 1
  for (const { nobody, each } of claims) {
    const was = before.at(-1)!
    const next = was.map(ways => ways * nobody)
    for (const { bit, odds } of each)
      for (let taken = 0; taken < sets; taken += 1)
        if ((taken & bit) === 0) next[taken | bit]! += was[taken]! * odds
    before.push(next)
  }
  const all = before.at(-1)!.reduce((sum, ways) => sum + ways, 0)
  if (!(all > 0)) return
  let after = new Float64Array(sets).fill(1)
  for (let at = claims.length - 1; at >= 0; at -= 1) {
    const { nobody, each } = claims[at]!
    const was = before[at]!
    const next = after.map(ways => ways * nobody)
    for (const { pair, bit, odds } of each) {
      let ways = 0
      for (let taken = 0; taken < sets; taken += 1) {
        if ((taken & bit) !== 0) continue
        ways += was[taken]! * odds * after[taken | bit]!
        next[taken]! += odds * after[taken | bit]!
      }
      chances[pair] = Math.min(1, ways / all)
    }
    after = next
  }
  // Whoever is left over in the group goes to somebody outside, as likely as before against nobody.
  const share = (beside: ReadonlyMap<number, Outside>, recordOf: Int32Array) => {
    for (const [record, { odds, each }] of beside) {
      let rest = 1
      for (const pair of pairs) if (recordOf[pair] === record) rest -= chances[pair]!
      for (const other of each) chances[other.pair] = (Math.max(0, rest) * other.odds) / odds
    }
  }
  share(besideRight, rightOf)
  share(besideLeft, lefts)
}

/** Who a record of a group has outside of it, as the messages have them. */
type Outside = {
  /** One, for nobody at all, and the odds of all of them. */
  readonly odds: number
  readonly each: readonly { readonly pair: number; readonly odds: number }[]
}

function outsideOf(
  { starts, byLeft, ofLeft, weights, freeRight, freeLeft }: Settled,
  inside: ReadonlySet<number>,
): { right: (right: number) => Outside; left: (left: number) => Outside } {
  const of = (pairs: Int32Array, others: Float64Array): Outside => {
    const each = [...pairs]
      .filter(pair => !inside.has(pair))
      .map(pair => ({ pair, odds: weights[pair]! * others[pair]! }))
    return { odds: each.reduce((sum, { odds }) => sum + odds, 1), each }
  }
  const all = (right: number) =>
    Int32Array.from({ length: starts[right + 1]! - starts[right]! }, (_, at) => starts[right]! + at)
  return {
    right: right => of(all(right), freeLeft),
    left: left => of(ofLeft.subarray(byLeft[left]!, byLeft[left + 1]!), freeRight),
  }
}

/** One side's records: where the pairs of each begin in `order` (or in the pairs themselves), and who has yet to settle. */
type Side = {
  readonly starts: Int32Array
  readonly order: Int32Array | undefined
  readonly unsettled: Uint8Array
}

/**
 * For each record on one side that has not settled: how free it would be for each of its pairs, given how free the others'
 * other ends are. Whoever that changes anything for is unsettled again. Gives how many messages changed.
 */
function sweep(
  { starts, order, unsettled }: Side,
  weights: Float64Array,
  others: Float64Array,
  free: Float64Array,
  isDamped: boolean,
  unsettledEnds: Uint8Array,
  endOf: Int32Array,
): number {
  let changed = 0
  for (let record = 0; record + 1 < starts.length; record += 1) {
    if (unsettled[record] === 0) continue
    unsettled[record] = 0
    const from = starts[record]!
    const to = starts[record + 1]!
    let sum = 0
    for (let at = from; at < to; at += 1) {
      const pair = order ? order[at]! : at
      sum += weights[pair]! * others[pair]!
    }
    for (let at = from; at < to; at += 1) {
      const pair = order ? order[at]! : at
      const own = weights[pair]! * others[pair]!
      let rest = sum - own
      // Taking a large number from one hardly larger leaves nothing that can be trusted.
      if (own > 0.5 * sum) {
        rest = 0
        for (let other = from; other < to; other += 1) {
          const one = order ? order[other]! : other
          if (other !== at) rest += weights[one]! * others[one]!
        }
      }
      const was = free[pair]!
      const aim = 1 / (1 + rest)
      // Half way, so that two that answer each other do not swing for ever.
      const now = isDamped ? Math.sqrt(was * aim) : aim
      if (Math.abs(now - was) <= settled * was) continue
      free[pair] = now
      unsettled[record] = 1
      unsettledEnds[endOf[pair]!] = 1
      changed += 1
    }
  }
  return changed
}

/** The right record of each pair. */
function owners(starts: Int32Array): Int32Array {
  const rights = starts.length - 1
  const owner = new Int32Array(starts[rights]!)
  for (let right = 0; right < rights; right += 1) owner.fill(right, starts[right]!, starts[right + 1]!)
  return owner
}

/** The likeliest pair first; whoever is taken is offered no more. */
function given({ starts, lefts }: Pairs, chances: Float64Array, { leftSize, many }: Prior): Int32Array {
  const rights = starts.length - 1
  const found = new Int32Array(rights).fill(-1)
  if (many) {
    for (let right = 0; right < rights; right += 1)
      for (let pair = starts[right]!; pair < starts[right + 1]!; pair += 1)
        if (found[right] === -1 || chances[pair]! > chances[found[right]!]!) found[right] = pair
    return found
  }
  // The chance in the upper digits and the pair in the lower: numbers sort many times faster than pairs by a function.
  const pairsRoom = 2 ** 26
  const order = Float64Array.from(
    chances,
    (chance, pair) => Math.round((1 - chance) * 2 ** 26) * pairsRoom + pair,
  )
  order.sort()
  const owner = owners(starts)
  const taken = new Uint8Array(leftSize)
  for (const place of order) {
    const pair = place % pairsRoom
    const right = owner[pair]!
    if (found[right] !== -1 || taken[lefts[pair]!] === 1) continue
    found[right] = pair
    taken[lefts[pair]!] = 1
  }
  return found
}
