import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { assign, assignSettled, type Pairs } from './assignment.ts'

type Claim = { right: number; left: number; bits: number }

function pairsOf(rights: number, claims: readonly Claim[]): Pairs {
  const sorted = [...claims].sort((a, b) => a.right - b.right || b.bits - a.bits)
  const starts = new Int32Array(rights + 1)
  for (const { right } of sorted) starts[right + 1]! += 1
  for (let right = 0; right < rights; right++) starts[right + 1]! += starts[right]!
  return {
    starts,
    lefts: Int32Array.from(sorted, ({ left }) => left),
    bits: Float32Array.from(sorted, ({ bits }) => bits),
  }
}

/** The chance of each pair over all ways in which the two lists could go together, by trying them all. */
function exactly(pairs: Pairs, weights: readonly number[]): number[] {
  const rights = pairs.starts.length - 1
  const sums = weights.map(() => 0)
  let all = 0
  const go = (right: number, weight: number, taken: Set<number>, chosen: number[]) => {
    if (right === rights) {
      all += weight
      for (const pair of chosen) sums[pair]! += weight
      return
    }
    go(right + 1, weight, taken, chosen)
    for (let pair = pairs.starts[right]!; pair < pairs.starts[right + 1]!; pair++) {
      const left = pairs.lefts[pair]!
      if (taken.has(left)) continue
      go(right + 1, weight * weights[pair]!, new Set([...taken, left]), [...chosen, pair])
    }
  }
  go(0, 1, new Set(), [])
  return sums.map(sum => sum / all)
}

const size = 6
const prior = { leftSize: size, rightSize: size, matched: 0.6, many: false }
const missingRight = 0.4
const missingLeft = 0.4
const weightsOf = ({ bits }: Pairs) =>
  Array.from(bits, one => ((prior.matched / prior.leftSize / missingRight) * 2 ** one) / missingLeft)

/** Claims without a circle: each new record of either side is claimed by at most one that was there before. */
const tree = fc
  .array(fc.record({ of: fc.nat(), side: fc.boolean(), bits: fc.integer({ min: -4, max: 14 }) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map(steps => {
    const claims: Claim[] = [{ right: 0, left: 0, bits: steps[0]!.bits }]
    let [rights, lefts] = [1, 1]
    for (const { of, side, bits } of steps.slice(1)) {
      if (side && rights < size) claims.push({ right: rights++, left: of % lefts, bits })
      else if (!side && lefts < size) claims.push({ right: of % rights, left: lefts++, bits })
    }
    return pairsOf(size, claims)
  })

const anyClaims = fc
  .uniqueArray(
    fc.record({
      right: fc.nat(size - 1),
      left: fc.nat(size - 1),
      bits: fc.double({ min: -4, max: 40, noNaN: true }),
    }),
    { maxLength: 20, selector: ({ right, left }) => `${right} ${left}`, size: 'max' },
  )
  .map(claims => pairsOf(size, claims))

describe('who goes with whom', () => {
  test('each chance is what trying all ways gives, where no claims go round in a circle', () => {
    fc.assert(
      fc.property(tree, pairs => {
        const { chances } = assign(pairs, prior)
        for (const [pair, chance] of exactly(pairs, weightsOf(pairs)).entries())
          assert.ok(Math.abs(chances[pair]! - chance) < 1e-3, `${chances[pair]} for ${chance}`)
      }),
    )
  })

  test('each goes to one, the likeliest first, and the chances are chances whatever the claims', () => {
    fc.assert(
      fc.property(anyClaims, pairs => {
        const { chances, alone, given } = assign(pairs, prior)
        for (const chance of [...chances, ...alone]) assert.ok(chance >= 0 && chance <= 1)
        const taken = [...given].filter(pair => pair >= 0).map(pair => pairs.lefts[pair]!)
        assert.equal(new Set(taken).size, taken.length)
        for (const [right, pair] of given.entries()) {
          if (pair < 0) continue
          assert.ok(pair >= pairs.starts[right]! && pair < pairs.starts[right + 1]!)
          // Whoever it was not given to has one at least as likely.
          for (let other = pairs.starts[right]!; other < pairs.starts[right + 1]!; other++) {
            if (chances[other]! <= chances[pair]! + 1e-7) continue
            const owner = given.findIndex(one => one >= 0 && pairs.lefts[one] === pairs.lefts[other])
            assert.ok(owner >= 0 && chances[given[owner]!]! >= chances[other]! - 1e-7)
          }
        }
      }),
    )
  })

  test('and where claims do go round in circles, among so few', () => {
    fc.assert(
      fc.property(anyClaims, pairs => {
        const { chances } = assign(pairs, prior)
        for (const [pair, chance] of exactly(pairs, weightsOf(pairs)).entries())
          assert.ok(Math.abs(chances[pair]! - chance) < 0.01, `${chances[pair]} for ${chance}`)
      }),
      { numRuns: 60 },
    )
  })

  /** Two on either side, each a little more like one of the other side than the other. */
  const twoByTwo = (own: number, other: number): Pairs =>
    pairsOf(2, [
      { right: 0, left: 0, bits: own },
      { right: 0, left: 1, bits: other },
      { right: 1, left: 1, bits: own },
      { right: 1, left: 0, bits: other },
    ])
  const ofTwo = { leftSize: 1000, rightSize: 1000, matched: 0.9, many: false }

  test('twins go each to their own, as far as they can be told apart', () => {
    // Exchanging them costs the difference twice.
    for (const [own, other, chance] of [
      [30, 10, 1],
      [30, 28, 16 / 17],
      [30, 29, 4 / 5],
      [30, 30, 1 / 2],
    ] as const) {
      const { chances, alone } = assign(twoByTwo(own, other), ofTwo)
      assert.ok(Math.abs(chances[0]! - chance) < 1e-3, `${own} ${other}: ${chances[0]}`)
      // By themselves they are told apart less.
      assert.ok(alone[0]! <= chances[0]! + 1e-3)
    }
    const { given } = assign(twoByTwo(30, 29), ofTwo)
    assert.deepEqual([...given], [0, 2])
  })

  test('who loses in a circle goes to whom there is outside of it', () => {
    const pairs = pairsOf(size, [
      ...[0, 1, 2].flatMap(right => [0, 1].map(left => ({ right, left, bits: 40 }))),
      { right: 0, left: 2, bits: 12 },
      { right: 3, left: 2, bits: 45 },
      { right: 3, left: 3, bits: 65 },
    ])
    const { chances } = assign(pairs, prior)
    for (const [pair, chance] of exactly(pairs, weightsOf(pairs)).entries())
      assert.ok(Math.abs(chances[pair]! - chance) < 0.01, `${pair}: ${chances[pair]} for ${chance}`)
  })

  test('more namesakes than are tried in all ways are shared out all the same', () => {
    const many = 12
    const claims = Array.from({ length: many * many }, (_, at) => ({
      right: Math.floor(at / many),
      left: at % many,
      bits: 40,
    }))
    const { chances, given } = assign(pairsOf(many, claims), { ...ofTwo, leftSize: many, rightSize: many })
    for (const chance of chances) assert.ok(chance > 0.02 && chance < 0.2, String(chance))
    assert.equal(new Set(given).size, many)
  })

  test('whoever is claimed with better reason is no candidate, whom nobody else claims is a better one', () => {
    const claims = [
      { right: 0, left: 0, bits: 12 },
      { right: 1, left: 0, bits: 25 },
      { right: 2, left: 1, bits: 12 },
    ]
    const { chances, alone, given } = assign(pairsOf(3, claims), { ...ofTwo, matched: 0.97 })
    assert.ok(Math.abs(alone[0]! - alone[2]!) < 1e-9)
    assert.ok(chances[0]! < 0.01, 'claimed')
    assert.ok(chances[2]! > alone[2]! + 0.001, 'unclaimed')
    assert.deepEqual([...given], [-1, 1, 2])
    // Where many of the left are missing from the right, nothing follows from not being claimed.
    const short = assign(pairsOf(3, claims), { ...ofTwo, matched: 0.97, leftSize: 100_000 })
    assert.ok(Math.abs(short.chances[2]! - short.alone[2]!) < 0.01)
  })

  test('how many are found is taken from what is found', () => {
    // Forty of a hundred are found beyond doubt, and of the rest each has a candidate who may be theirs.
    const claims = Array.from({ length: 100 }, (_, right) => ({
      right,
      left: right,
      bits: right < 40 ? 40 : 6,
    }))
    const given = { leftSize: 1000, rightSize: 100, matched: 0.95, many: false }
    const first = assign(pairsOf(100, claims), given)
    const settled = assignSettled(pairsOf(100, claims), given)
    assert.ok(settled.chances[70]! < first.chances[70]!)
    assert.ok(settled.chances[10]! > 0.999)
  })

  test('of nobody, nobody', () => {
    const none = assign(pairsOf(3, []), ofTwo)
    assert.deepEqual([...none.given], [-1, -1, -1])
    assert.equal(none.chances.length, 0)
  })

  test('with many, one of the left goes to all who claim it', () => {
    const pairs = pairsOf(2, [
      { right: 0, left: 0, bits: 30 },
      { right: 1, left: 0, bits: 30 },
    ])
    const prior = { leftSize: 1, rightSize: 2, matched: 0.9, many: true }
    assert.deepEqual([...assign(pairs, prior).given], [0, 1])
    assert.deepEqual([...assign(pairs, { ...prior, many: false }).given], [0, -1])
  })
})

describe('short lists', () => {
  const settled = (rights: number, claims: readonly Claim[], lefts = rights) =>
    assignSettled(pairsOf(rights, claims), { leftSize: lefts, rightSize: rights, matched: 0.9, many: false })

  test('of one child each are not of one child because they have nobody else', () => {
    // A surname in common is worth eleven bits, the sex one.
    assert.ok(settled(1, [{ right: 0, left: 0, bits: 11 }]).chances[0]! < 0.8)
    assert.ok(settled(1, [{ right: 0, left: 0, bits: 1 }]).chances[0]! < 0.05)
    assert.ok(settled(1, [{ right: 0, left: 0, bits: 35 }]).chances[0]! > 0.999)
  })

  test('are not full because a few of many were found', () => {
    const claims = Array.from({ length: 20 }, (_, at) => ({ right: at, left: at, bits: at < 10 ? 30 : 2 }))
    const { chances } = settled(20, claims)
    for (const [at, chance] of chances.entries())
      assert.ok(at < 10 ? chance > 0.999 : chance < 0.1, `${at}: ${chance}`)
  })
})
