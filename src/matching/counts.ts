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
/** What a pair of names is worth that is there once: a third of one that was counted again. */
const unseen = 0.3
const manyBearers = 50

/**
 * What is expected of a value before it is counted: its usual share, and how many records that expectation is worth. A short
 * list says little about how common a name is; and no list says that a value which stands in it once is never met by chance.
 */
type Expected = { readonly share: number; readonly worth: number; readonly rarest: number }
const expected = {
  forename: { share: 1e-3, worth: 300, rarest: 2_000 },
  surname: { share: 5e-4, worth: 300, rarest: 2_000 },
  birthday: { share: 2e-4, worth: 2_000, rarest: 5_000 },
  postcode: { share: 4e-5, worth: 2_000, rarest: 20_000 },
  address: { share: 1e-5, worth: 2_000, rarest: 20_000 },
  phone: { share: 5e-6, worth: 2_000, rarest: 20_000 },
  contact: { share: 1e-5, worth: 2_000, rarest: 20_000 },
  upn: { share: 1e-7, worth: 2_000, rarest: 100_000 },
  town: { share: 0.02, worth: 100, rarest: 2_000 },
} as const satisfies Record<string, Expected>

/**
 * Counts the values of a list. `own`: how many of a value's records are of the child itself, and so say nothing of others: one,
 * or two where the list is searched for doubles.
 */
export function countsOf(values: Values, list: Corpus, own = 1): Counts {
  const n = Math.max(1, list.size)
  const names = values.names.wholes.length
  const share = (count: number, of: Expected): number =>
    Math.max((Math.max(0, count - own) + of.share * of.worth) / (n + of.worth), 1 / Math.max(n, of.rarest))
  const shares = (counts: Float64Array, of: Expected): Float32Array =>
    Float32Array.from(counts, count => Math.log2(share(count, of)))
  const perRecord = (of: (at: number) => number): Float32Array => {
    const each = new Float32Array(list.size)
    for (let at = 0; at < list.size; at += 1) each[at] = Math.log2(Math.min(1, of(at)))
    return each
  }
  const { forenames: ofForenames, surnames: ofSurnames, homes: ofHomes, contacts: ofContacts } = list.shape
  const forenames = tally(list.forenames, ofForenames, list.size, names)
  const surnames = tally(list.surnames, ofSurnames, list.size, names)
  const postcodes = tally(list.postcodes, ofHomes, list.size, values.postcodes.texts.length)
  const addresses = tally(list.addresses, ofHomes, list.size, values.addresses.texts.length)
  const pairs = tallyPairs(
    list.size,
    at => first(list.forenames, ofForenames, at),
    at => first(list.surnames, ofSurnames, at),
  )
  const homes = tallyPairs(
    list.size,
    at => first(list.postcodes, ofHomes, at),
    at => first(list.addresses, ofHomes, at),
  )
  const contacts = tallyPairs(
    list.size,
    at => first(list.contactForenames, ofContacts, at),
    at => first(list.contactSurnames, ofContacts, at),
  )
  const birthdays = tallyPairs(
    list.size,
    // A date that is no number is one as it was typed: "2014" is common.
    at => list.bornOn[at]! || -list.bornAsTyped[at]!,
    () => 1,
  )
  const tallied = (column: Int32Array, slots: number) => tally(column, slots, list.size, names)
  return {
    size: n,
    forenames: shares(forenames, expected.forename),
    surnames: shares(surnames, expected.surname),
    middles: shares(tallied(list.middles, list.shape.middles), expected.forename),
    contactForenames: shares(tallied(list.contactForenames, ofContacts), expected.forename),
    forenameVariants: shares(ofVariants(values, forenames), expected.forename),
    surnameVariants: shares(ofVariants(values, surnames), expected.surname),
    forenameGivenSurname: perRecord(at => {
      const surname = first(list.surnames, ofSurnames, at)
      const ofAll = share(forenames[first(list.forenames, ofForenames, at)]!, expected.forename)
      if (surname === 0) return ofAll
      const bearers = Math.max(0, surnames[surname]! - own)
      // Nobody else has this pair of names here: but to many bearers of a surname a forename that is new may come again.
      const mayCome = (unseen * bearers) / (bearers + manyBearers)
      return (Math.max(0, pairs[at]! - own) + mayCome + shrinkage * ofAll) / (bearers + shrinkage)
    }),
    birthdays: perRecord(at => share(birthdays[at]!, expected.birthday)),
    addressGivenPostcode: perRecord(at => {
      const postcode = first(list.postcodes, ofHomes, at)
      return (homes[at]! + 1) / ((postcodes[postcode] ?? 0) + 4)
    }),
    contacts: perRecord(at => share(contacts[at]!, expected.contact)),
    upns: shares(tally(list.upns, list.shape.upns, list.size, values.upns.texts.length), expected.upn),
    postcodes: shares(postcodes, expected.postcode),
    addresses: shares(addresses, expected.address),
    towns: shares(tally(list.towns, ofHomes, list.size, values.towns.texts.length), expected.town),
    phones: shares(
      tally(list.phones, list.shape.phones, list.size, values.phones.texts.length),
      expected.phone,
    ),
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
  let room = 16
  while (room < size * 2) room *= 2
  // Of each pair its two values and its count, side by side; and for each record where its pair stands.
  const table = new Int32Array(room * 4)
  const places = new Int32Array(size).fill(-1)
  for (let at = 0; at < size; at += 1) {
    const x = a(at)
    const y = b(at)
    if (x === 0 || y === 0) continue
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)
    hash ^= hash >>> 15
    let place = (hash & (room - 1)) * 4
    while (table[place] !== 0 && (table[place] !== x || table[place + 1] !== y))
      place = (place + 4) & (room * 4 - 1)
    table[place] = x
    table[place + 1] = y
    table[place + 2]! += 1
    places[at] = place
  }
  return Float64Array.from(places, place => (place < 0 ? 0 : table[place + 2]!))
}

/** How many have any of the other spellings and short forms of each name. */
function ofVariants({ names }: Values, counts: Float64Array): Float64Array {
  return Float64Array.from(names.wholes, whole => {
    let many = 0
    for (const variant of variantsOf(whole)) many += counts[names.find(variant)] ?? 0
    return many
  })
}
