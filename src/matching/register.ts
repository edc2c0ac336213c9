/**
 * What is known of the children of a place before any two are compared: how many there are, how common their names are, and
 * the weights that were learned. One child beside fifty candidates has no list to count, so it is counted once and kept.
 */
import { type Corpus, hashOf, type Values } from './corpus.ts'
import type { Counts } from './counts.ts'
import { variantsOf } from './variants.ts'
import { startingWeights, type Weights } from './weights.ts'

export type Register = {
  readonly weights: Weights
  /** How many children there are to mistake one for. */
  readonly children: number
  /** How many children bear each of the commonest cleaned forenames and surnames, and the least of those numbers. */
  readonly forenames: ReadonlyMap<string, number>
  readonly surnames: ReadonlyMap<string, number>
  readonly leastForename: number
  readonly leastSurname: number
  /** Postcodes with far more children than their neighbours, and how many. */
  readonly crowdedPostcodes: ReadonlyMap<string, number>
}

/** A register of so many children of whose names nothing is known. */
export function usualRegister(children: number): Register {
  const size = Math.max(1000, children)
  return {
    weights: startingWeights,
    children: size,
    forenames: new Map(),
    surnames: new Map(),
    // A name that was never counted is held to be as common as names are on average.
    leastForename: size * 1e-3,
    leastSurname: size * 8e-4,
    crowdedPostcodes: new Map(),
  }
}

/** How many names a register counts by themselves. */
export const countedNames = 5_000
/** Children of one postcode, above which it is kept as crowded. */
const crowdedFrom = 30

/** Counts a list for a register. */
export function registerFrom(values: Values, list: Corpus, weights: Weights): Register {
  const forenames = commonest(values, list.forenames, list.shape.forenames, list.size)
  const surnames = commonest(values, list.surnames, list.shape.surnames, list.size)
  const postcodes = tally(list.postcodes, list.shape.homes, list.size)
  const crowded = [...postcodes].filter(([, many]) => many >= crowdedFrom)
  return {
    weights,
    children: Math.max(1000, list.size),
    forenames: forenames.names,
    surnames: surnames.names,
    leastForename: forenames.least,
    leastSurname: surnames.least,
    crowdedPostcodes: new Map(crowded.map(([id, many]) => [values.postcodes.texts[id]!, many])),
  }
}

function tally(column: Int32Array, slots: number, size: number): Map<number, number> {
  const counts = new Map<number, number>()
  for (let at = 0; at < size * slots; at += 1) {
    const id = column[at]!
    if (id !== 0) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function commonest(values: Values, column: Int32Array, slots: number, size: number) {
  const sorted = [...tally(column, slots, size)]
    .map(([id, many]) => [values.names.wholes[id]!, many] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const kept = sorted.slice(0, countedNames)
  // A name that is not among the counted ones is borne by fewer than the rarest of them: a third, say.
  const least = sorted.length > countedNames ? kept.at(-1)![1] / 3 : 0
  return { names: new Map(kept), least }
}

/** The shares that the comparison asks for, for the few values of one question, from what the register knows. */
export function countsFrom(register: Register, values: Values, list: Corpus): Counts {
  const n = register.children
  const { names } = values
  const log = (many: number) => Math.log2(Math.min(1, Math.max(many, 1) / n))
  const forenameOf = (whole: string) => register.forenames.get(whole) ?? register.leastForename
  const surnameOf = (whole: string) => register.surnames.get(whole) ?? register.leastSurname
  const byName = (many: (whole: string) => number) =>
    Float32Array.from(names.wholes, whole => log(many(whole) + 1))
  const forenames = byName(forenameOf)
  const surnames = byName(surnameOf)
  // Only counted variants: names nobody has are not common because they are many.
  const variants = (counted: ReadonlyMap<string, number>, of: (whole: string) => number) =>
    byName(whole => {
      let mass = of(whole)
      for (const variant of variantsOf(whole)) mass += counted.get(variant) ?? 0
      return mass
    })
  const perRecord = (share: (at: number) => number) =>
    Float32Array.from({ length: list.size }, (_, at) => Math.log2(Math.min(1, share(at))))
  return {
    size: n,
    forenames,
    surnames,
    middles: Float32Array.from(forenames, bits => Math.max(bits, -9)),
    contactForenames: new Float32Array(names.wholes.length).fill(-9),
    forenameVariants: variants(register.forenames, forenameOf),
    surnameVariants: variants(register.surnames, surnameOf),
    forenameGivenSurname: perRecord(at => {
      const forename = list.forenames[at * list.shape.forenames]!
      const surname = list.surnames[at * list.shape.surnames]!
      // Which names go together is not kept: a common forename may well be commoner among the bearers of a common surname.
      const share = 2 ** forenames[forename]!
      const bearers = surnameOf(names.wholes[surname]!)
      return bearers > n / 500 ? Math.min(0.2, share * 3) : share
    }),
    birthdays: perRecord(at => (list.bornOn[at]! % 10_000 === 101 ? 8 : 1) / (365 * 14) + 1 / n),
    addressGivenPostcode: new Float32Array(list.size).fill(Math.log2(0.2)),
    contacts: new Float32Array(list.size).fill(log(3)),
    upns: new Float32Array(values.upns.texts.length).fill(log(1)),
    postcodes: Float32Array.from(values.postcodes.texts, text =>
      log(register.crowdedPostcodes.get(text) ?? 9),
    ),
    addresses: new Float32Array(values.addresses.texts.length).fill(log(6)),
    towns: new Float32Array(values.towns.texts.length).fill(Math.log2(0.1)),
    phones: new Float32Array(values.phones.texts.length).fill(log(3)),
  }
}

/** A register as it is kept: plain values that become JSON. */
export type PlainRegister = {
  weights: {
    version: string
    same: number[]
    siblings: number[]
    strangers: number[]
    matched: number
    siblingsEach: number
  }
  children: number
  forenames: [string, number][]
  surnames: [string, number][]
  leastForename: number
  leastSurname: number
  crowdedPostcodes: [string, number][]
}

export function plainRegister(register: Register): PlainRegister {
  const { weights } = register
  const rounded = (bits: Float64Array) => Array.from(bits, one => Math.round(one * 1e4) / 1e4)
  return {
    ...register,
    weights: {
      ...weights,
      same: rounded(weights.same),
      siblings: rounded(weights.siblings),
      strangers: rounded(weights.strangers),
    },
    forenames: [...register.forenames],
    surnames: [...register.surnames],
    crowdedPostcodes: [...register.crowdedPostcodes],
  }
}

export function registerOfPlain(plain: PlainRegister): Register {
  return {
    ...plain,
    weights: {
      ...plain.weights,
      same: Float64Array.from(plain.weights.same),
      siblings: Float64Array.from(plain.weights.siblings),
      strangers: Float64Array.from(plain.weights.strangers),
    },
    forenames: new Map(plain.forenames),
    surnames: new Map(plain.surnames),
    crowdedPostcodes: new Map(plain.crowdedPostcodes),
  }
}

/** The same weights always have the same name. */
export const versionOf = (plain: PlainRegister['weights']): string =>
  `learned-${(hashOf(JSON.stringify([plain.same, plain.siblings, plain.strangers])) >>> 0).toString(16)}`
