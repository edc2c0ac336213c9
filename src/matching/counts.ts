/**
 * How common is each value here?
 *
 * Two Smiths agree on little, two Okonkwo-Reillys on much. So where two values are equal, what counts is how common that very
 * value is in the list that is searched. All answers are log2 of a share, ready to be weighed.
 */
import type { Corpus, Values } from './corpus.ts'
import { variantsOf } from './variants.ts'

export type Counts = {
  /** How many records the shares are shares of. */
  readonly size: number
  /** By name. */
  readonly forenames: Float32Array
  readonly surnames: Float32Array
  readonly middles: Float32Array
  readonly contactForenames: Float32Array
  /** By name: all the other spellings and short forms of it together. */
  readonly forenameVariants: Float32Array
  readonly surnameVariants: Float32Array
  /** By record of the list that is searched: its forename among those of its surname; its birthday. */
  readonly forenameGivenSurname: Float32Array
  readonly birthdays: Float32Array
  /** By the first home of the record that is searched: its address within its postcode. */
  readonly addressGivenPostcode: Float32Array
  /** By the first contact of the record: the whole name. */
  readonly contacts: Float32Array
  readonly upns: Float32Array
  readonly postcodes: Float32Array
  readonly addresses: Float32Array
  readonly towns: Float32Array
  readonly phones: Float32Array
}

/** So many imagined bearers of a surname share the forenames out as everybody does. */
const shrinkage = 8

/** Counts the values of a list. */
export function countsOf(values: Values, list: Corpus): Counts {
  const n = Math.max(1, list.size)
  const names = values.names.wholes.length
  const forenames = tally(list.forenames, list.shape.forenames, list.size, names)
  const surnames = tally(list.surnames, list.shape.surnames, list.size, names)
  const postcodes = tally(list.postcodes, list.shape.homes, list.size, values.postcodes.texts.length)
  const pairs = tallyPairs(
    list.size,
    at => first(list.forenames, list.shape.forenames, at),
    at => first(list.surnames, list.shape.surnames, at),
  )
  const homes = tallyPairs(
    list.size,
    at => first(list.postcodes, list.shape.homes, at),
    at => first(list.addresses, list.shape.homes, at),
  )
  const contacts = tallyPairs(
    list.size,
    at => first(list.contactForenames, list.shape.contacts, at),
    at => first(list.contactSurnames, list.shape.contacts, at),
  )
  const birthdays = tallyPairs(
    list.size,
    at => list.bornOn[at]!,
    () => 1,
  )
  return {
    size: n,
    forenames: shares(forenames, n),
    surnames: shares(surnames, n),
    middles: shares(tally(list.middles, list.shape.middles, list.size, names), n),
    contactForenames: shares(tally(list.contactForenames, list.shape.contacts, list.size, names), n),
    forenameVariants: variantShares(values, forenames, n),
    surnameVariants: variantShares(values, surnames, n),
    forenameGivenSurname: perRecord(list.size, at => {
      const forename = first(list.forenames, list.shape.forenames, at)
      const surname = first(list.surnames, list.shape.surnames, at)
      const share = (forenames[forename]! + 1) / n
      return surname === 0 ? share : (pairs[at]! + shrinkage * share) / (surnames[surname]! + shrinkage)
    }),
    birthdays: perRecord(list.size, at => (birthdays[at]! + 1) / n),
    addressGivenPostcode: perRecord(list.size, at => {
      const postcode = first(list.postcodes, list.shape.homes, at)
      return Math.min(1, (homes[at]! + 1) / ((postcodes[postcode] ?? 0) + 4))
    }),
    contacts: perRecord(list.size, at => (contacts[at]! + 1) / n),
    upns: shares(tally(list.upns, list.shape.upns, list.size, values.upns.texts.length), n, 0),
    postcodes: shares(postcodes, n),
    addresses: shares(tally(list.addresses, list.shape.homes, list.size, values.addresses.texts.length), n),
    towns: shares(tally(list.towns, list.shape.homes, list.size, values.towns.texts.length), n),
    phones: shares(tally(list.phones, list.shape.phones, list.size, values.phones.texts.length), n),
  }
}

const first = (column: Int32Array, slots: number, at: number): number => column[at * slots]!

function tally(column: Int32Array, slots: number, size: number, values: number): Float64Array {
  const counts = new Float64Array(values)
  for (let slot = 0; slot < size * slots; slot += 1) counts[column[slot]!]! += 1
  counts[0] = 0
  return counts
}

/** How many records have the same two values as each record; 0 where either is not known. */
function tallyPairs(size: number, a: (at: number) => number, b: (at: number) => number): Float64Array {
  const counts = new Map<number, number>()
  const key = (at: number): number => {
    const x = a(at)
    const y = b(at)
    return x === 0 || y === 0 ? 0 : x * 0x4000000 + y
  }
  for (let at = 0; at < size; at += 1) {
    const pair = key(at)
    if (pair !== 0) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  const each = new Float64Array(size)
  for (let at = 0; at < size; at += 1) each[at] = counts.get(key(at)) ?? 0
  return each
}

const shares = (counts: Float64Array, n: number, smooth = 1): Float32Array =>
  Float32Array.from(counts, count => Math.log2(Math.min(1, Math.max(count + smooth, 1) / n)))

function perRecord(size: number, share: (at: number) => number): Float32Array {
  const each = new Float32Array(size)
  for (let at = 0; at < size; at += 1) each[at] = Math.log2(Math.min(1, share(at)))
  return each
}

function variantShares(values: Values, counts: Float64Array, n: number): Float32Array {
  const { names } = values
  return Float32Array.from(names.wholes, whole => {
    let mass = 0
    for (const variant of variantsOf(whole)) mass += counts[names.find(variant)] ?? 0
    return Math.log2(Math.min(1, (mass + 1) / n))
  })
}
