import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Pairs } from './assignment.ts'
import { corpusOf, fileShape, Values } from './corpus.ts'
import { at, upn } from './fields.ts'
import {
  joined,
  keptEach,
  Linker,
  type Lists,
  linkLists,
  prepare,
  replaced,
  unsettled,
  wideIndex,
} from './linker.ts'
import { makeLists } from './made-up/lists.ts'
import { leastBits } from './score.ts'
import { describedOf } from './testing/compared.ts'

const made = makeLists({ children: 700, seed: 81, errors: 2.5, pool: 'usual' })
function listsOf(left = made.left, right = made.right): Lists {
  const values = new Values()
  return {
    values,
    left: corpusOf(values, left.map(describedOf), fileShape),
    right: corpusOf(values, right.map(describedOf), fileShape),
  }
}
const lists = listsOf()
const plain = ({ starts, lefts, bits }: Pairs) => ({
  starts: [...starts],
  lefts: [...lefts],
  bits: [...bits],
})

describe('scoring', () => {
  const whole = new Linker(prepare(lists)).score(0, lists.right.size)

  test('in parts, by any number of threads, is scoring the whole', () => {
    for (const cuts of [
      [0, 700],
      [0, 1, 300, 300, 700],
    ]) {
      const parts = cuts.slice(1).map((to, one) => new Linker(prepare(lists)).score(cuts[one]!, to))
      assert.deepEqual(plain(joined(parts)), plain(whole))
    }
  })

  test('keeps the best few of each record, best first', () => {
    const linker = new Linker(prepare(lists))
    for (let j = 0; j < lists.right.size; j += 1) {
      const [from, to] = [whole.starts[j]!, whole.starts[j + 1]!]
      const best = linker.candidatesOf(j).filter(({ bits }) => bits >= leastBits)
      assert.equal(to - from, Math.min(keptEach, best.length))
      for (let pair = from; pair < to; pair += 1) {
        assert.equal(whole.lefts[pair], best[pair - from]!.left)
        assert.equal(whole.bits[pair], Math.fround(best[pair - from]!.bits))
      }
    }
  })

  test('wider keeps all that was known', () => {
    const linker = new Linker(prepare(lists))
    const asked = Int32Array.of(3, 8, 600)
    const wide = linker.scoreWide(asked, wideIndex(lists, asked), whole)
    asked.forEach((right, one) => {
      const found = new Set(wide.lefts.subarray(wide.starts[one]!, wide.starts[one + 1]!))
      for (let pair = whole.starts[right]!; pair < whole.starts[right + 1]!; pair += 1)
        assert.ok(found.has(whole.lefts[pair]!) || found.size === keptEach)
    })
  })
})

describe('pairs', () => {
  const some: Pairs = {
    starts: Int32Array.of(0, 2, 2, 3),
    lefts: Int32Array.of(5, 6, 7),
    bits: Float32Array.of(9, 8, 7),
  }
  test('of some records are exchanged, those of the others stay', () => {
    const by: Pairs = {
      starts: Int32Array.of(0, 1, 1),
      lefts: Int32Array.of(4),
      bits: Float32Array.of(1),
    }
    assert.deepEqual(plain(replaced(some, Int32Array.of(1, 2), by)), {
      starts: [0, 2, 3, 3],
      lefts: [5, 6, 4],
      bits: [9, 8, 1],
    })
    assert.deepEqual(plain(replaced(some, new Int32Array(0), by)), plain(some))
  })

  test('are asked about again where nobody is likely', () => {
    const alone = Float64Array.of(0.4, 0.49, 0.5)
    assert.deepEqual([...unsettled(some, { alone, chances: alone, given: new Int32Array(3) })], [0, 1])
  })
})

describe('one list against another', () => {
  const linked = (of: Lists) => {
    const { pairs, assigned } = linkLists(of)
    return { ...plain(pairs), chances: [...assigned.chances], given: [...assigned.given] }
  }

  test('gives the same every time, and finds nearly all', () => {
    const found = linked(lists)
    assert.deepEqual(linked(listsOf()), found)
    const leftOf = new Map(made.left.map(({ truth }, i) => [truth.person, i]))
    let [right, wrong, there] = [0, 0, 0]
    made.right.forEach(({ truth }, j) => {
      const wanted = leftOf.get(truth.person)
      if (wanted !== undefined) there += 1
      const pair = found.given[j]!
      if (pair < 0 || found.chances[pair]! < 0.9) return
      if (found.lefts[pair] === wanted) right += 1
      else wrong += 1
    })
    assert.ok(wrong <= 1, `${wrong} wrong`)
    assert.ok(right / there > 0.98, `${right} of ${there}`)
  })

  test('a list with a copy of itself finds each child once', () => {
    const { given, lefts, chances } = linked(listsOf(made.left, made.left))
    const sure = given.filter((pair, j) => pair >= 0 && lefts[pair] === j && chances[pair]! > 0.9)
    assert.ok(sure.length > 0.995 * made.left.length, `${sure.length}`)
  })

  test('one list finds doubles, never a record with itself, and nobody with another UPN for certain', () => {
    const values = new Values()
    const doubled = [...made.left.slice(0, 400), ...made.left.slice(0, 40).map(one => ({ ...one, upn: '' }))]
    const list = corpusOf(values, doubled.map(describedOf), fileShape)
    const { linker, pairs, assigned } = linkLists({ values, left: list, right: list })
    const found = new Set<number>()
    for (let j = 0; j < list.size; j += 1)
      for (let pair = pairs.starts[j]!; pair < pairs.starts[j + 1]!; pair += 1) {
        const i = pairs.lefts[pair]!
        assert.ok(i < j)
        if (assigned.chances[pair]! < 0.9) continue
        linker.comparer.compareWhole(i, j)
        assert.notEqual(linker.comparer.levels[at.upn], upn.different)
        if (j >= 400 && i === j - 400) found.add(i)
      }
    assert.equal(found.size, 40)
  })
})
