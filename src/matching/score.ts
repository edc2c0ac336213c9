/** How much likelier is what was seen if the two are the same child than if they are anyone else? */
import type { Comparer } from './compare.ts'
import { at, fields, forename } from './fields.ts'

/** A pair that speaks so little for the same child is not kept. */
export const leastBits = -4

/**
 * After `comparer.compare(i, j)`: log2 of the odds of "the same child" against "a brother or sister, or a stranger", before
 * anything is said about how many others there are to mistake the child for.
 * `siblingShare`: the chance that a given record of the list is of a brother or sister of the child.
 */
export function bitsFor(comparer: Comparer, siblingShare: number): number {
  const { levels, cells, chances, weights } = comparer
  let same = 0
  let siblings = 0
  for (let field = 0; field < fields.length; field += 1) {
    if (levels[field] === 0) continue
    const cell = cells[field]!
    const chance = chances[field]!
    same += weights.same[cell]! - chance
    siblings += weights.siblings[cell]! - chance
  }
  if (levels[at.forename] === forename.same) siblings += siblingNamesake(comparer)
  return same - Math.log2(1 + siblingShare * 2 ** siblings)
}

/** Where half a street is called Mohammed, two brothers may be: the commoner a name, the likelier that they share it. */
function siblingNamesake(comparer: Comparer): number {
  const cell = comparer.cells[at.forename]!
  const usual = comparer.weights.siblings[cell]!
  return Math.log2(2 ** usual + 0.1 * 2 ** comparer.chances[at.forename]!) - usual
}

/** The weight of one field in bits, for the same child against strangers. 0 where it is not known. */
export function weightOf(comparer: Comparer, field: number): number {
  return comparer.levels[field] === 0
    ? 0
    : comparer.weights.same[comparer.cells[field]!]! - comparer.chances[field]!
}

/** The weight of one field in bits, for a brother or sister against strangers. */
export function siblingWeightOf(comparer: Comparer, field: number): number {
  if (comparer.levels[field] === 0) return 0
  const usual = comparer.weights.siblings[comparer.cells[field]!]! - comparer.chances[field]!
  const isNamesake = field === at.forename && comparer.levels[field] === forename.same
  return isNamesake ? usual + siblingNamesake(comparer) : usual
}
