// Pairs of lists whose coverage is unusual: nothing in common, the very same, a few sought among many, few found.

import { Chance, idsOf } from './chance.ts'
import type { MadeSet } from './made-set.ts'
import { pupils } from './pupils.ts'

const usual = { matched: 0.95, hidden: 0.05, errors: 1 }

/** Two authorities that never met: no record of one is in the other. */
export function nothingInCommon(seed: number, children: number): MadeSet {
  const one = pupils({ ...usual, seed, children })
  const other = pupils({ ...usual, seed: seed + 7919, children })
  return { ...one, name: 'nothing-in-common', right: other.right!, truth: [] }
}

/** The same list twice under other ids and in another order. */
export function identical(seed: number, children: number): MadeSet {
  const one = pupils({ ...usual, seed, children })
  const chance = new Chance(seed + 1)
  const id = idsOf(chance, 'AA000000')
  const right = one.left.map(row => ({ ...row, id: id() }))
  const truth = one.left.map((row, i): [string, string] => [row.id!, right[i]!.id!])
  return { ...one, name: 'identical', right: chance.shuffle(right), truth }
}

/** Few children on the left, very many on the right, nearly all of the few among them. */
export function smallAndBig(seed: number, few: number, many: number): MadeSet {
  const made = pupils({ ...usual, seed, children: many })
  const left = made.left.slice(0, few)
  const kept = new Set(left.map(row => row.id))
  return { ...made, name: 'small-and-big', left, truth: made.truth.filter(([one]) => kept.has(one)) }
}

/** Only about 30% of the right list is on the left one. */
export function lowCoverage(seed: number, children: number): MadeSet {
  const made = pupils({ ...usual, seed, children })
  const chance = new Chance(seed + 2)
  const left = made.left.filter(() => chance.is(0.316))
  const kept = new Set(left.map(row => row.id))
  return { ...made, name: 'low-coverage', left, truth: made.truth.filter(([one]) => kept.has(one)) }
}
