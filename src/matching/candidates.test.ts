import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { CandidateFinder, candidatesMost, type KeyIndex, keyIndex, storedIndex } from './candidates.ts'
import { corpusOf, Values } from './corpus.ts'
import { askedKeys, isBroadKey, KeyList, keyHashes, storedKeys } from './keys.ts'
import { makeLists } from './made-up/lists.ts'
import { describedOf } from './testing/compared.ts'

const values = new Values()
const nobody = corpusOf(values, [])

const listOf = (keys: readonly number[]): KeyList => {
  const list = new KeyList()
  for (const key of keys) list.add(key)
  return list
}

const indexOf = (records: readonly (readonly number[])[], most: number, mostBroad: number, shared = false) =>
  keyIndex(
    records.length,
    (record, into) => {
      into.length = 0
      for (const key of records[record]!) into.add(key)
    },
    most,
    mostBroad,
    shared,
  )

function finderOf(index: KeyIndex, size: number): (asked: readonly number[]) => number[] {
  const finder = new CandidateFinder(index, values, size, nobody, keyHashes(values))
  return asked => {
    finder.begin()
    finder.take(index, listOf(asked))
    return [...finder.found.subarray(0, finder.length)]
  }
}

/** The same by a map: every key with its records, the crowded ones left out. */
function slowly(records: readonly (readonly number[])[], most: number, mostBroad: number) {
  const all = new Map<number, Set<number>>()
  records.forEach((keys, record) => {
    for (const key of keys) all.set(key, (all.get(key) ?? new Set()).add(record))
  })
  const isCrowded = (key: number) => all.get(key)!.size > (isBroadKey(key) ? mostBroad : most)
  const skipped = [...all.keys()].filter(isCrowded)
  return {
    skippedKeys: skipped.length,
    skippedEntries: skipped.reduce((sum, key) => sum + all.get(key)!.size, 0),
    find: (asked: readonly number[]) => [
      ...new Set(asked.flatMap(key => (all.has(key) && !isCrowded(key) ? [...all.get(key)!] : []))),
    ],
  }
}

const sorted = (some: readonly number[]) => [...some].sort((a, b) => a - b)

// Few keys, so that many share them; some beside each other, so that they stand in one bucket; and of either sign.
const key = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: -12, max: -1 }),
  fc.constantFrom(2 ** 31 - 1, -(2 ** 31), 0x40000000, -0x40000000),
)
const lists = fc.array(fc.array(key, { maxLength: 12 }), { maxLength: 60, size: 'max' })
const limits = fc.record({ most: fc.nat(12), mostBroad: fc.nat(12) })

describe('the index', () => {
  test('finds what a map finds, each once, and leaves out and counts what is crowded', () => {
    fc.assert(
      fc.property(
        lists,
        limits,
        fc.array(fc.array(key, { maxLength: 8 }), { maxLength: 5 }),
        (records, { most, mostBroad }, questions) => {
          const index = indexOf(records, most, mostBroad)
          const slow = slowly(records, most, mostBroad)
          assert.equal(index.skippedKeys, slow.skippedKeys)
          assert.equal(index.skippedEntries, slow.skippedEntries)
          const find = finderOf(index, records.length)
          for (const asked of [...questions, ...records]) {
            const found = find(asked)
            assert.equal(new Set(found).size, found.length)
            assert.deepEqual(sorted(found), sorted(slow.find(asked)))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is the same columns every time, sorted by key and then by record, shared between threads or not', () => {
    fc.assert(
      fc.property(lists, limits, (records, { most, mostBroad }) => {
        const index = indexOf(records, most, mostBroad)
        const shared = indexOf(records, most, mostBroad, true)
        assert.ok(shared.keys.buffer instanceof SharedArrayBuffer)
        assert.ok(shared.records.buffer instanceof SharedArrayBuffer)
        assert.ok(shared.offsets.buffer instanceof SharedArrayBuffer)
        for (const column of ['keys', 'records', 'offsets'] as const)
          assert.deepEqual([...shared[column]], [...index[column]])
        for (let at = 1; at < index.keys.length; at += 1) {
          const isSameBucket =
            index.keys[at - 1]! >>> (32 - index.bits) === index.keys[at]! >>> (32 - index.bits)
          if (!isSameBucket) continue
          assert.ok(index.keys[at - 1]! <= index.keys[at]!)
          if (index.keys[at - 1] === index.keys[at]) assert.ok(index.records[at - 1]! < index.records[at]!)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('grows beyond what was made room for', () => {
    const records = Array.from({ length: 500 }, (_, at) =>
      Array.from({ length: 90 }, (_, one) => at * 1000 + one * 7),
    )
    const index = indexOf(records, 400, 400)
    assert.equal(index.keys.length, 500 * 90)
    const find = finderOf(index, records.length)
    records.forEach((keys, at) => {
      assert.ok(find(keys.slice(-1)).includes(at))
    })
  })

  test('of nobody finds nobody', () => {
    assert.deepEqual(finderOf(indexOf([], 1, 1), 0)([1, 2, 3]), [])
  })
})

describe('the candidates of a record', () => {
  const made = makeLists({ children: 300, seed: 75, errors: 2.5, pool: 'usual' })
  const values = new Values()
  const left = corpusOf(values, made.left.map(describedOf))
  const right = corpusOf(values, made.right.map(describedOf))
  const hashes = keyHashes(values)

  test('are those that share a key with it, and its own child is among them', () => {
    const list = new KeyList()
    const keysOf = (work: typeof storedKeys, of: typeof left, at: number) => {
      work(values, of, at, hashes, list)
      return [...list.keys.subarray(0, list.length)]
    }
    const kept = made.left.map((_, at) => keysOf(storedKeys, left, at))
    const slow = slowly(kept, 400, 400)
    const finder = new CandidateFinder(storedIndex(values, left, hashes), values, left.size, right, hashes)
    let own = 0
    let there = 0
    made.right.forEach(({ truth }, j) => {
      finder.ask(j)
      const found = [...finder.found.subarray(0, finder.length)]
      assert.deepEqual(sorted(found), sorted(slow.find(keysOf(askedKeys, right, j))))
      const wanted = made.left.findIndex(one => one.truth.person === truth.person)
      if (wanted < 0) return
      there += 1
      if (found.includes(wanted)) own += 1
    })
    assert.ok(there > 250)
    assert.ok(own / there > 0.995, `${own} of ${there}`)
  })

  test('everybody may be added, each once', () => {
    const finder = new CandidateFinder(storedIndex(values, left, hashes), values, left.size, right, hashes)
    finder.ask(0)
    const before = finder.length
    finder.takeAll(left.size)
    finder.add(5)
    assert.ok(before > 0)
    assert.deepEqual(
      sorted([...finder.found.subarray(0, finder.length)]),
      [...left.surnames.keys()].slice(0, left.size),
    )
    finder.begin()
    assert.equal(finder.length, 0)
  })

  test('are never more than the limit', () => {
    const size = candidatesMost + 10
    const index = indexOf(
      Array.from({ length: size }, () => [2]),
      size,
      size,
    )
    assert.equal(finderOf(index, size)([2]).length, candidatesMost)
    // But everybody is everybody: a handful who look through a long list look to its end.
    const finder = new CandidateFinder(index, values, size, nobody, keyHashes(values))
    finder.begin()
    finder.takeAll(size)
    assert.equal(finder.length, size)
    assert.equal(new Set(finder.found.subarray(0, size)).size, size)
  })
})
