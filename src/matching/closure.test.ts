import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Assigned, Pairs } from './assignment.ts'
import { closePairs } from './closure.ts'
import { corpusOf, Values } from './corpus.ts'
import { Linker, linkLists, pairsOfOne, prepare } from './linker.ts'
import { makeLists } from './made-up/lists.ts'
import type { Described } from './record.ts'
import { child, describedOf, type Sketch, upnOf } from './testing/compared.ts'
import { startingWeights } from './weights.ts'

type Edge = readonly [i: number, j: number, chance: number]

/** Pairs of one list: each stands with the later of its records. */
function pairsOf(size: number, edges: readonly Edge[]): { pairs: Pairs; assigned: Assigned } {
  const sorted = edges
    .map(([a, b, chance]) => [Math.min(a, b), Math.max(a, b), chance] as const)
    .sort((a, b) => a[1] - b[1] || b[2] - a[2])
  const starts = new Int32Array(size + 1)
  for (const [, j] of sorted) starts[j + 1]! += 1
  for (let j = 0; j < size; j += 1) starts[j + 1]! += starts[j]!
  const chances = Float64Array.from(sorted, ([, , chance]) => chance)
  return {
    pairs: {
      starts,
      lefts: Int32Array.from(sorted, ([i]) => i),
      bits: Float32Array.from(chances, chance => Math.log2(chance / (1 - chance))),
    },
    assigned: { chances, alone: chances, given: new Int32Array(size).fill(-1) },
  }
}

function closed(
  size: number,
  edges: readonly Edge[],
  bits: (i: number, j: number) => number | undefined = () => 10,
): Map<string, number> {
  const { pairs, assigned } = pairsOf(size, edges)
  const after = closePairs(pairs, assigned, bits, 0)
  const found = new Map<string, number>()
  for (let j = 0; j < size; j += 1)
    for (let pair = after.pairs.starts[j]!; pair < after.pairs.starts[j + 1]!; pair += 1) {
      const i = after.pairs.lefts[pair]!
      assert.ok(i < j)
      assert.ok(!found.has(`${i} ${j}`), 'each pair once')
      found.set(`${i} ${j}`, after.assigned.chances[pair]!)
    }
  return found
}

const isNear = (a: number | undefined, b: number) =>
  assert.ok(a !== undefined && Math.abs(a - b) < 1e-9, `${a} for ${b}`)

describe('what follows from pairs of one list', () => {
  test('whoever is one with a second who is one with a third is one with the third', () => {
    const found = closed(3, [
      [0, 1, 0.98],
      [1, 2, 0.95],
    ])
    isNear(found.get('0 2'), 0.93)
    isNear(found.get('0 1'), 0.98)
  })

  test('a pair that others bear out is raised, and none is lowered', () => {
    const found = closed(3, [
      [0, 1, 0.98],
      [1, 2, 0.97],
      [0, 2, 0.4],
    ])
    isNear(found.get('0 2'), 0.95)
    isNear(
      closed(3, [
        [0, 1, 0.98],
        [1, 2, 0.97],
        [0, 2, 0.99],
      ]).get('0 2'),
      0.99,
    )
  })

  test('not of two who plainly are two, nor of two who share too little', () => {
    const chain: Edge[] = [
      [0, 1, 0.99],
      [1, 2, 0.99],
      [2, 3, 0.99],
    ]
    const found = closed(4, chain, (i, j) => (i === 0 && j === 2 ? undefined : i === 0 && j === 3 ? -1 : 3))
    assert.deepEqual([...found.keys()].sort(), ['0 1', '1 2', '1 3', '2 3'])
  })

  test('not from a pair that is unlikely itself', () => {
    assert.equal(
      closed(3, [
        [0, 1, 0.99],
        [1, 2, 0.89],
      ]).size,
      2,
    )
  })

  test('not at the end of a chain so long that its doubts add up', () => {
    const chain = Array.from({ length: 24 }, (_, at): Edge => [at, at + 1, 0.95])
    const found = closed(25, chain)
    isNear(found.get('0 10'), 0.5)
    assert.ok(found.has('0 18'))
    assert.ok(!found.has('0 20'))
  })

  test('not where more belong together than any child has records', () => {
    const star = (many: number) => Array.from({ length: many - 1 }, (_, at): Edge => [0, at + 1, 0.99])
    assert.equal(closed(60, star(60)).size, (60 * 59) / 2)
    assert.equal(closed(61, star(61)).size, 60)
  })

  test('and is never likelier than the likeliest way there', () => {
    const edges = fc
      .uniqueArray(fc.tuple(fc.nat(6), fc.nat(6), fc.double({ min: 0.05, max: 0.999, noNaN: true })), {
        selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
        maxLength: 14,
      })
      .map(some => some.filter(([a, b]) => a !== b))
    /** The least sum of doubts of any way from one to the other that visits nobody twice. */
    const leastDoubt = (
      of: readonly Edge[],
      from: number,
      to: number,
      seen: readonly number[] = [],
    ): number => {
      if (from === to) return 0
      let best = 1
      for (const [a, b, chance] of of) {
        const next = a === from ? b : b === from ? a : -1
        if (next < 0 || seen.includes(next)) continue
        best = Math.min(best, 1 - chance + leastDoubt(of, next, to, [...seen, from]))
      }
      return best
    }
    fc.assert(
      fc.property(edges, some => {
        for (const [pair, chance] of closed(7, some)) {
          const [i, j] = pair.split(' ').map(Number)
          const own = some.find(([a, b]) => Math.min(a, b) === i && Math.max(a, b) === j)?.[2] ?? 0
          assert.ok(chance <= Math.max(own, 1 - leastDoubt(some, i!, j!)) + 1e-9)
          assert.ok(chance >= own)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('in one list', () => {
  const filler = makeLists({ children: 150, seed: 77, errors: 1, pool: 'usual' }).left.map(describedOf)
  const amara: Sketch = {
    surname: 'Okafor',
    forename: 'Amara',
    born: '2014-03-14',
    home: { lines: '12 Sample Street', postcode: 'ZZ99 1AA' },
    phone: '07700 900123',
  }
  const three = (first: Sketch, between: Sketch, last: Sketch): Described[] => [
    ...filler,
    ...[first, between, last].map(child),
  ]
  const [a, c] = [filler.length, filler.length + 2]
  const chanceOf = (records: readonly Described[]): number => {
    const values = new Values()
    const list = corpusOf(values, records)
    const { pairs, assigned } = linkLists({ values, left: list, right: list })
    for (let pair = pairs.starts[c]!; pair < pairs.starts[c + 1]!; pair += 1)
      if (pairs.lefts[pair] === a) return assigned.chances[pair]!
    return 0
  }

  test('a child who moved twice is one child', () => {
    const moved: Sketch = { ...amara, home: { lines: '3 Model Road', postcode: 'ZZ98 2BB' } }
    // The first and the last share a name and a birthday; the one between has the telephone of one and the home of the other.
    const first = { ...amara, middle: 'Grace' }
    const between = { ...moved, middle: 'Grace' }
    const last = { ...moved, phone: '07700 900999' }
    assert.ok(chanceOf(three(first, between, last)) > 0.9)
  })

  test('two with a UPN each, both in order, are not joined by a record between them', () => {
    const first = { ...amara, upn: upnOf(1) }
    const last = { ...amara, upn: upnOf(2) }
    const values = new Values()
    const list = corpusOf(values, three(first, amara, last))
    const lists = { values, left: list, right: list }
    const linker = new Linker(prepare(lists))
    const scored = linker.score(0, list.size)
    const before = pairsOfOne(scored, list.size, startingWeights)
    const own = (pairs: Pairs, chances: Float64Array) => {
      for (let pair = pairs.starts[c]!; pair < pairs.starts[c + 1]!; pair += 1)
        if (pairs.lefts[pair] === a) return chances[pair]!
      return 0
    }
    const after = linker.closed(scored, before)
    assert.equal(own(after.pairs, after.assigned.chances), own(scored, before.chances))
    // Without the numbers the three are one.
    assert.ok(chanceOf(three(amara, amara, amara)) > 0.99)
  })
})
