import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CandidateFinder, storedIndex } from './candidates.ts'
import { Comparer } from './compare.ts'
import { corpusOf, fileShape, Values } from './corpus.ts'
import { countsOf } from './counts.ts'
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
  sex,
  surname,
  upn,
} from './fields.ts'
import { keyHashes } from './keys.ts'
import { Linker, type Lists, prepare } from './linker.ts'
import { type MadeRecord, makeLists } from './made-up/lists.ts'
import { describedOf } from './testing/compared.ts'
import { learnSiblings, learnStrangers, numbersFrom, shortest, takeSample, trainFrom } from './training.ts'
import { leastChance, ofTheHousehold, startingChances, startingWeights } from './weights.ts'

const made = makeLists({ children: 3000, seed: 79, errors: 1, pool: 'usual' })

function listsOf(left: readonly MadeRecord[], right: readonly MadeRecord[]): Lists {
  const values = new Values()
  return {
    values,
    left: corpusOf(values, left.map(describedOf), fileShape),
    right: corpusOf(values, right.map(describedOf), fileShape),
  }
}
const lists = listsOf(made.left, made.right)
const learned = new Linker(prepare(lists)).train(1)
const { weights } = learned

const chanceOf = (of: Float64Array, field: number, level: number, group = 0) =>
  2 ** of[cellOf(field, group, level)]!
/** The levels of the table: those that can be met, by field and case. */
const table = startingChances()

describe('what is learned', () => {
  test('is the same for the same seed, and hardly another for another', () => {
    const again = new Linker(prepare(lists)).train(1)
    assert.deepEqual(again, learned)
    const other = new Linker(prepare(lists)).train(2).weights
    assert.notDeepEqual(other.strangers, weights.strangers)
    assert.ok(Math.abs(other.matched - weights.matched) < 0.01)
    for (let cell = 0; cell < cells; cell += 1)
      assert.ok(Math.abs(2 ** other.same[cell]! - 2 ** weights.same[cell]!) < 0.02)
  })

  test('is the same whether one takes the sample or two share it', () => {
    const comparer = new Comparer(
      lists.values,
      lists.left,
      lists.right,
      countsOf(lists.values, lists.left),
      startingWeights,
    )
    const hashes = keyHashes(lists.values)
    const index = storedIndex(lists.values, lists.left, hashes)
    const finder = new CandidateFinder(index, lists.values, lists.left.size, lists.right, hashes)
    const options = { seed: 1, dedupe: false }
    const background = {
      strangers: learnStrangers(comparer, options),
      household: learnSiblings(comparer, options),
    }
    const parts = [0, 1, 2].map(part => takeSample(comparer, finder, background, options, part, 3))
    const sizes = { left: lists.left.size, right: lists.right.size }
    assert.deepEqual(trainFrom(background, parts, sizes, options), learned)
  })

  test('of one child is what is true of one child', () => {
    const comparer = new Comparer(
      lists.values,
      lists.left,
      lists.right,
      countsOf(lists.values, lists.left),
      startingWeights,
    )
    const leftOf = new Map(made.left.map(({ truth }, i) => [truth.person, i]))
    const counts = new Float64Array(cells)
    const sums = new Float64Array(fields.length * groupsMax)
    made.right.forEach(({ truth }, j) => {
      const i = leftOf.get(truth.person)
      if (i === undefined) return
      comparer.compareWhole(i, j)
      comparer.levels.forEach((level, field) => {
        if (level === 0) return
        counts[comparer.cells[field]!]! += 1
        sums[field * groupsMax + comparer.groups[field]!]! += 1
      })
    })
    for (const field of [
      at.upn,
      at.born,
      at.forename,
      at.surname,
      at.sex,
      at.postcode,
      at.address,
      at.contact,
      at.phone,
    ])
      for (let group = 0; group < groupsMax; group += 1) {
        const sum = sums[field * groupsMax + group]!
        if (sum < 300) continue
        for (let level = 1; level < levelsMax; level += 1) {
          const cell = cellOf(field, group, level)
          if (table.same[cell] === 0) continue
          const truth = counts[cell]! / sum
          const said = 2 ** weights.same[cell]!
          assert.ok(
            Math.abs(said - truth) < 0.015 + 2 / Math.sqrt(sum) / 4,
            `${fields[field]} ${group} ${level}: ${said} for ${truth}`,
          )
        }
      }
    const share = made.right.filter(({ truth }) => leftOf.has(truth.person)).length / made.right.length
    assert.ok(Math.abs(weights.matched - share) < 0.01, `${weights.matched} for ${share}`)
  })

  test('of strangers is as rare as it is', () => {
    const of = weights.strangers
    assert.ok(chanceOf(of, at.born, born.same) < 0.001)
    assert.ok(Math.abs(chanceOf(of, at.sex, sex.same) - 0.5) < 0.02)
    assert.ok(chanceOf(of, at.postcode, postcode.same) < 0.01)
    assert.ok(chanceOf(of, at.forename, forename.same) < 0.02)
    assert.ok(chanceOf(of, at.upn, upn.same) < 1e-3)
  })

  test('of brothers and sisters is that they share a surname and no forename', () => {
    const of = weights.siblings
    assert.ok(chanceOf(of, at.surname, surname.same) > 0.6)
    assert.ok(chanceOf(of, at.forename, forename.same) < 0.01)
    assert.ok(chanceOf(of, at.upn, upn.same) < 0.001)
    const twins = chanceOf(of, at.born, born.same)
    assert.ok(twins > 0.002 && twins < 0.1, String(twins))
    assert.ok(weights.siblingsEach > 0.3 && weights.siblingsEach < 2)
    // A home drifts alike for a child and its brothers and sisters.
    for (const field of ofTheHousehold)
      for (let cell = cellOf(field, 0, 0); cell < cellOf(field + 1, 0, 0); cell += 1)
        assert.ok(Math.abs(of[cell]! - weights.same[cell]!) < 1e-9, fields[field])
  })

  test('has a chance for every level of the table, and they are shares of one', () => {
    for (const kind of ['same', 'siblings', 'strangers'] as const) {
      for (let field = 0; field < fields.length; field += 1) {
        for (let group = 0; group < groupsMax; group += 1) {
          let sum = 0
          for (let level = 1; level < levelsMax; level += 1) {
            const cell = cellOf(field, group, level)
            if (table[kind][cell] === 0 && table.same[cell] === 0) continue
            const chance = 2 ** weights[kind][cell]!
            assert.ok(chance >= leastChance * 0.999, `${kind} ${fields[field]} ${level}`)
            sum += chance
          }
          if (sum > 0) assert.ok(Math.abs(sum - 1) < 1e-3, `${kind} ${fields[field]} ${group}: ${sum}`)
        }
      }
    }
  })

  test('never goes far from the table where nothing was met', () => {
    // A twentieth of the evidence is the table's.
    for (let cell = 0; cell < cells; cell += 1)
      if (table.same[cell]! > 0) assert.ok(2 ** weights.same[cell]! > 0.03 * table.same[cell]!)
  })
})

describe('what guards it', () => {
  const trained = (left: readonly MadeRecord[], right: readonly MadeRecord[]) =>
    new Linker(prepare(listsOf(left, right))).train(1)

  test('short lists keep the starting weights', () => {
    for (const [left, right] of [
      [made.left.slice(0, shortest - 1), made.right],
      [made.left, made.right.slice(0, shortest - 1)],
    ] as const) {
      const { weights, rounds, from } = trained(left, right)
      assert.equal(weights, startingWeights)
      assert.equal(rounds, 0)
      assert.match(from, /too few/)
    }
  })

  test('no more are found than the shorter list has', () => {
    // Every child twice on the right: each is like somebody, and only half of them can be.
    const left = made.left.slice(0, 800)
    const there = new Set(left.map(({ truth }) => truth.person))
    const right = made.right.filter(({ truth }) => there.has(truth.person))
    const { weights } = trained(left, [...right, ...right])
    assert.ok(weights.matched <= left.length / (2 * right.length) + 1e-9, String(weights.matched))
    assert.ok(weights.matched > 0.4, String(weights.matched))
  })

  test('where the lists have nobody in common, what is alike in them is not taken for one child', () => {
    const others = makeLists({ children: 1500, seed: 80, errors: 1, pool: 'usual' })
    const { weights } = trained(made.left.slice(0, 1500), others.right)
    assert.ok(weights.matched < 0.02, String(weights.matched))
    assert.ok(chanceOf(weights.same, at.born, born.same) > 0.5)
  })
})

describe('numbers that look like chance', () => {
  test('are the same for the same seed, and spread over 0 to 1', () => {
    const some = (seed: number) => {
      const next = numbersFrom(seed)
      return Array.from({ length: 10_000 }, next)
    }
    assert.deepEqual(some(7), some(7))
    assert.notDeepEqual(some(7), some(8))
    assert.ok(some(7).every(one => one >= 0 && one < 1))
    const mean = some(7).reduce((sum, one) => sum + one, 0) / 10_000
    assert.ok(Math.abs(mean - 0.5) < 0.02)
  })
})
