import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Assigned, Pairs } from './assignment.ts'
import { Comparer } from './compare.ts'
import { corpusOf, Values } from './corpus.ts'
import { countsOf } from './counts.ts'
import { familyMost, findKin, type Kin, leftFamilies, withKin } from './kin.ts'
import { linkLists } from './linker.ts'
import { makeLists } from './made-up/lists.ts'
import type { Home } from './record.ts'
import { child, describedOf, levelsIn, type Sketch } from './testing/compared.ts'
import { startingWeights, withFamilies } from './weights.ts'

const old: Home = { lines: '12 Sample Street', postcode: 'ZZ99 1AA' }
const now: Home = { lines: '3 Model Road', postcode: 'ZZ98 2BB' }
const far: Home = { lines: '40 Example Lane', postcode: 'ZZ97 3CC' }

const named = (forename: string, born: string, home?: Home, surname = 'Okafor'): Sketch => ({
  surname,
  forename,
  born,
  ...(home && { home }),
})

/** A family before it moved, and a namesake of the youngest, of a family of her own. */
const before = [
  named('Chidera', '2010-05-02', old),
  named('Tobenna', '2012-09-21', old),
  named('Amara', '2014-03-14', old),
  named('Amara', '2014-03-14', far),
  named('Ifeoma', '2011-01-30', far),
  named('Uzoma', '2009-12-12'),
]
const after = [
  named('Chidera', '2010-05-02', now),
  named('Tobenna', '2012-09-21', now),
  named('Amara', '2014-03-14', now),
  named('Uzoma', '2009-12-12', now),
]

function listsOf(left: readonly Sketch[], right: readonly Sketch[]) {
  const values = new Values()
  return { values, left: corpusOf(values, left.map(child)), right: corpusOf(values, right.map(child)) }
}

/** Each of the right given one of the left, or nobody (-1), with a chance. */
function assignedAs(given: readonly (readonly [left: number, chance: number])[]): {
  pairs: Pairs
  assigned: Assigned
} {
  const found = given.filter(([left]) => left >= 0)
  const starts = new Int32Array(given.length + 1)
  given.forEach(([left], right) => {
    starts[right + 1] = starts[right]! + (left >= 0 ? 1 : 0)
  })
  const chances = Float64Array.from(found, ([, chance]) => chance)
  return {
    pairs: { starts, lefts: Int32Array.from(found, ([left]) => left), bits: new Float32Array(found.length) },
    assigned: {
      chances,
      alone: chances,
      given: Int32Array.from(given, ([left], right) => (left >= 0 ? starts[right]! : -1)),
    },
  }
}

const kinOf = ({ starts, lefts }: Kin, right: number) => [
  ...lefts.subarray(starts[right]!, starts[right + 1]!),
]

describe('where brothers and sisters were found', () => {
  const lists = listsOf(before, after)
  // The two eldest are found beyond doubt, the youngest may be either, of one nothing is known.
  const { pairs, assigned } = assignedAs([
    [0, 0.999],
    [1, 0.99],
    [3, 0.5],
    [-1, 0],
  ])
  const kin = findKin(lists, pairs, assigned)

  test('is told for each child of a home, of others, and only of those beyond doubt', () => {
    assert.deepEqual(kinOf(kin, 0), [1])
    assert.deepEqual(kinOf(kin, 1), [0])
    assert.deepEqual(kinOf(kin, 2), [0, 1])
    assert.deepEqual(kinOf(kin, 3), [0, 1])
  })

  test('asks again those whose own answer may change', () => {
    assert.deepEqual([...withKin(kin, pairs, assigned)], [0, 1, 2, 3])
    const settled = assignedAs([
      [0, 1],
      [1, 0.999_999_9],
      [2, 0.97],
      [-1, 0],
    ])
    const found = findKin(lists, settled.pairs, settled.assigned)
    assert.deepEqual([...withKin(found, settled.pairs, settled.assigned)], [2, 3])
  })

  test('is among the families of the left list', () => {
    const { starts, records } = leftFamilies(kin)
    const family = (left: number) => {
      const home = kin.leftHomes[left]!
      return [...records.subarray(starts[home]!, starts[home + 1]!)]
    }
    assert.deepEqual(family(0), [0, 1, 2])
    assert.deepEqual(family(3), [3, 4])
    assert.equal(kin.leftHomes[5], 0)
  })

  test('speaks for the family they were found in and against another', () => {
    const comparer = new Comparer(
      lists.values,
      lists.left,
      lists.right,
      countsOf(lists.values, lists.left),
      withFamilies(startingWeights, kin.share),
    )
    const household = (i: number, j: number) => {
      comparer.compareWhole(i, j)
      return levelsIn(comparer.levels).household
    }
    assert.equal(household(2, 2), 'unknown', 'not before it is known')
    comparer.kin = kin
    assert.equal(household(2, 2), 'same')
    assert.equal(household(3, 2), 'other')
    // Of one without a home it says nothing, and nobody bears witness of a record that is their own.
    assert.equal(household(5, 3), 'unknown')
    assert.equal(household(0, 1), 'unknown')
    assert.equal(household(1, 1), 'same')
  })

  test('is not told of a home with more than a family', () => {
    const many = Array.from({ length: familyMost + 1 }, (_, at) => named('Ada', `2010-01-${10 + at}`, now))
    const hostel = listsOf(before, many)
    const found = assignedAs(many.map((_, at) => [at < 2 ? at : -1, 1]))
    assert.deepEqual(kinOf(findKin(hostel, found.pairs, found.assigned), 5), [])
    const family = listsOf(before, many.slice(1))
    const some = assignedAs(many.slice(1).map((_, at) => [at < 2 ? at : -1, 1]))
    assert.deepEqual(kinOf(findKin(family, some.pairs, some.assigned), 5), [0, 1])
  })

  test('counts how often families stay together, within bounds', () => {
    assert.ok(kin.share >= 0.8 && kin.share <= 0.995)
    const apart = listsOf(
      Array.from({ length: 400 }, (_, at) =>
        named('Ada', '2010-01-10', { lines: `${at + 1} Sample Street`, postcode: 'ZZ99 1AA' }),
      ),
      Array.from({ length: 400 }, (_, at) =>
        named('Ada', '2010-01-10', { lines: `${(at >> 1) + 1} Model Road`, postcode: 'ZZ98 2BB' }),
      ),
    )
    const found = assignedAs(Array.from({ length: 400 }, (_, at) => [at, 1]))
    assert.equal(findKin(apart, found.pairs, found.assigned).share, 0.8)
  })
})

describe('a family that has moved', () => {
  const filler = makeLists({ children: 300, seed: 78, errors: 1, pool: 'usual' })
  const found = (left: readonly Sketch[], right: readonly Sketch[]) => {
    const values = new Values()
    const lists = {
      values,
      left: corpusOf(values, [...left.map(child), ...filler.left.map(describedOf)]),
      right: corpusOf(values, [...right.map(child), ...filler.right.map(describedOf)]),
    }
    const { pairs, assigned } = linkLists(lists)
    return (right: number) => {
      const pair = assigned.given[right]!
      return pair < 0 ? undefined : { left: pairs.lefts[pair]!, chance: assigned.chances[pair]! }
    }
  }

  test('is found together, its youngest in it and not in a namesake of another family', () => {
    const of = found(before, after)
    assert.deepEqual(
      [0, 1, 2, 3].map(right => of(right)?.left),
      [0, 1, 2, 5],
    )
    assert.ok(of(2)!.chance > 0.9, String(of(2)!.chance))
    // Alone in her new home she may be either.
    const alone = found(before, [after[2]!])
    assert.ok(alone(0)!.chance < 0.7, String(alone(0)!.chance))
  })

  test('finds who was renamed too', () => {
    const right = [after[0]!, after[1]!, named('Amara', '2014-03-14', now, 'Winterbottom')]
    const of = found(before.slice(0, 3), right)
    assert.equal(of(2)?.left, 2)
    const alone = found(before.slice(0, 3), [right[2]!])
    assert.ok((alone(0)?.chance ?? 0) < of(2)!.chance)
  })
})
