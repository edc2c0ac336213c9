/**
 * Under which keys is a record found?
 *
 * Two records are compared only if they share a key. A key is 32 bits of a hash: of a UPN, a postcode, a telephone, an
 * address, or a birthday with how a name sounds. The same function writes the keys of the database and of the file command,
 * so that what one finds the other finds. A key proves nothing; it only says "look here".
 *
 * Keys are derived personal data, and die with the record.
 */
import { type Corpus, corpusOf, hashOf, recordShape, Values } from './corpus.ts'
import type { Described } from './record.ts'

/** Raised whenever cleaning, sounds or the keys change: keys of another version have to be written again. */
export const keyVersion = 1

const kinds = {
  upn: 1,
  postcode: 2,
  phone: 3,
  /** Birthday and any of the child's names by sound, whichever place it stands in: finds exchanged names too. */
  birthday: 4,
  /** Year and month of birth, the same way. */
  month: 5,
  /** Both names by sound, in either order, and the year of birth. */
  namesAndYear: 6,
  /** Both names by sound: for those whose birthday is not known. */
  names: 7,
  address: 8,
  // Only for a second look at a list, by those whom nobody was found for.
  day: 9,
  postcodeAndName: 10,
  postcodeAndYear: 11,
  monthAndName: 12,
  contact: 13,
  streetAndName: 14,
} as const

function mix(kind: number, a: number, b: number): number {
  let hash = Math.imul(kind, 0x9e3779b1) ^ a
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13) ^ b, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f)
  hash = (hash ^ (hash >>> 15)) | 0
  return isBroad(kind) ? hash | 1 : hash & ~1
}

/** Names without a day find little, and many share them: their last bit says so, and a crowd is passed over sooner. */
const isBroad = (kind: number): boolean =>
  kind === kinds.month || kind === kinds.namesAndYear || kind === kinds.names || kind === kinds.monthAndName

/** Is this a key that says little by itself? */
export const isBroadKey = (key: number): boolean => (key & 1) === 1

/** Keys without repetition, in a list that is used again and again. */
export class KeyList {
  readonly keys = new Int32Array(512)
  length = 0

  add(key: number): void {
    for (let at = 0; at < this.length; at += 1) if (this.keys[at] === key) return
    if (this.length < this.keys.length) this.keys[this.length++] = key
  }
}

/** The hashes of those values that are keys by themselves, worked out once for each distinct value. */
export type KeyHashes = {
  readonly upns: Int32Array
  readonly postcodes: Int32Array
  readonly phones: Int32Array
  readonly addresses: Int32Array
  readonly streets: Int32Array
}

/** Works the hashes out for all values met so far. */
export function keyHashes(values: Values): KeyHashes {
  const all = (texts: readonly string[]) => Int32Array.from(texts, hashOf)
  return {
    upns: all(values.upns.texts),
    postcodes: all(values.postcodes.texts),
    phones: all(values.phones.texts),
    addresses: all(values.addresses.texts),
    streets: all(values.streets.texts),
  }
}

const sounding = new Int32Array(64)
/** How each of the record's names sounds, parts of double names too: forenames first, then surnames. Gives how many. */
function soundsOf(values: Values, c: Corpus, at: number): number {
  const { parts, sounds } = values.names
  let many = 0
  const add = (name: number) => {
    const sound = sounds[name]!
    if (name === 0 || sound === 0 || many === sounding.length) return
    for (let one = 0; one < many; one += 1) if (sounding[one] === sound) return
    sounding[many++] = sound
  }
  for (let slot = 0; slot < c.shape.forenames; slot += 1) {
    const name = c.forenames[at * c.shape.forenames + slot]!
    add(name)
    for (const part of parts[name]!) add(part)
  }
  for (let slot = 0; slot < c.shape.surnames; slot += 1) {
    const name = c.surnames[at * c.shape.surnames + slot]!
    add(name)
    for (const part of parts[name]!) add(part)
  }
  return many
}

const paired = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a])

function pairKeys(
  values: Values,
  c: Corpus,
  at: number,
  years: readonly number[],
  into: KeyList,
  isAsked: boolean,
): void {
  const { names } = values
  const { sounds } = names
  for (let s = 0; s < c.shape.surnames; s += 1) {
    const surname = sounds[c.surnames[at * c.shape.surnames + s]!]!
    if (surname === 0) continue
    for (let f = 0; f < c.shape.forenames; f += 1) {
      const name = c.forenames[at * c.shape.forenames + f]!
      const forename = sounds[name]!
      if (forename === 0) continue
      const [a, b] = paired(forename, surname)
      for (const year of years) into.add(mix(kinds.namesAndYear, Math.imul(year, 0x01000193) ^ a, b))
      into.add(mix(kinds.names, a, b))
      // A short form sounds like another name: ask for the long ones too.
      if (isAsked) {
        for (const sound of names.variantSounds(name)) {
          const [x, y] = paired(sound, surname)
          for (const year of years) into.add(mix(kinds.namesAndYear, Math.imul(year, 0x01000193) ^ x, y))
        }
      }
    }
  }
}

function valueKeys(c: Corpus, at: number, hashes: KeyHashes, into: KeyList): void {
  for (let slot = 0; slot < c.shape.upns; slot += 1) {
    const upn = c.upns[at * c.shape.upns + slot]!
    if (upn !== 0) into.add(mix(kinds.upn, hashes.upns[upn]!, 0))
  }
  for (let slot = 0; slot < c.shape.homes; slot += 1) {
    const postcode = c.postcodes[at * c.shape.homes + slot]!
    if (postcode !== 0) into.add(mix(kinds.postcode, hashes.postcodes[postcode]!, 0))
    const address = c.addresses[at * c.shape.homes + slot]!
    if (address !== 0) into.add(mix(kinds.address, hashes.addresses[address]!, 0))
  }
  for (let slot = 0; slot < c.shape.phones; slot += 1) {
    const phone = c.phones[at * c.shape.phones + slot]!
    if (phone !== 0) into.add(mix(kinds.phone, hashes.phones[phone]!, 0))
  }
}

/** Puts the keys under which the record `at` is kept into the list. */
export function storedKeys(values: Values, c: Corpus, at: number, hashes: KeyHashes, into: KeyList): void {
  into.length = 0
  valueKeys(c, at, hashes, into)
  const born = c.bornOn[at]!
  const many = soundsOf(values, c, at)
  if (born !== 0) {
    const month = Math.trunc(born / 100)
    for (let one = 0; one < many; one += 1) {
      into.add(mix(kinds.birthday, born, sounding[one]!))
      into.add(mix(kinds.month, month, sounding[one]!))
    }
  }
  pairKeys(values, c, at, [Math.trunc(born / 10_000)], into, false)
}

/** Puts the keys that the record `at` asks for into the list: its own, and those of the usual slips. */
export function askedKeys(values: Values, c: Corpus, at: number, hashes: KeyHashes, into: KeyList): void {
  into.length = 0
  valueKeys(c, at, hashes, into)
  const born = c.bornOn[at]!
  const many = soundsOf(values, c, at)
  if (born !== 0) {
    const year = Math.trunc(born / 10_000)
    const month = Math.trunc(born / 100)
    const exchanged = year * 10_000 + (born % 100) * 100 + (month % 100)
    for (let one = 0; one < many; one += 1) {
      into.add(mix(kinds.birthday, born, sounding[one]!))
      into.add(mix(kinds.month, month, sounding[one]!))
      if (born % 100 <= 12) into.add(mix(kinds.birthday, exchanged, sounding[one]!))
    }
    pairKeys(values, c, at, [year, year - 1, year + 1, 0], into, true)
  } else pairKeys(values, c, at, [0], into, true)
}

/** Puts wider keys into the list, stored and asked alike: for a second look at what is left of a list. */
export function wideKeys(values: Values, c: Corpus, at: number, hashes: KeyHashes, into: KeyList): void {
  into.length = 0
  const { sounds } = values.names
  const born = c.bornOn[at]!
  const many = soundsOf(values, c, at)
  if (born !== 0) into.add(mix(kinds.day, born, 0))
  for (let slot = 0; slot < c.shape.homes; slot += 1) {
    const postcode = c.postcodes[at * c.shape.homes + slot]!
    const street = values.addressStreets[c.addresses[at * c.shape.homes + slot]!]!
    for (let one = 0; one < many; one += 1) {
      if (postcode !== 0) into.add(mix(kinds.postcodeAndName, hashes.postcodes[postcode]!, sounding[one]!))
      if (street !== 0) into.add(mix(kinds.streetAndName, hashes.streets[street]!, sounding[one]!))
    }
    if (postcode !== 0 && born !== 0)
      into.add(mix(kinds.postcodeAndYear, hashes.postcodes[postcode]!, Math.trunc(born / 10_000)))
  }
  for (let slot = 0; slot < c.shape.contacts; slot += 1) {
    const forename = sounds[c.contactForenames[at * c.shape.contacts + slot]!]!
    const surname = sounds[c.contactSurnames[at * c.shape.contacts + slot]!]!
    if (forename !== 0 && surname !== 0) into.add(mix(kinds.contact, forename, surname))
  }
  if (born !== 0)
    for (let one = 0; one < many; one += 1)
      into.add(mix(kinds.monthAndName, Math.trunc(born / 100), sounding[one]!))
}

function keysOf(record: Described, work: typeof storedKeys): number[] {
  const values = new Values()
  const corpus = corpusOf(values, [record], recordShape)
  const list = new KeyList()
  work(values, corpus, 0, keyHashes(values), list)
  return [...list.keys.subarray(0, list.length)]
}

/** The keys to keep with a record: distinct signed 32-bit numbers, written in the same transaction as the record. */
export const keysStored = (record: Described): number[] => keysOf(record, storedKeys)

/** What `keysStored` gives for each record: many together take a fraction of the time, since each name is cleaned once. */
export function keysStoredOfMany(records: readonly Described[]): number[][] {
  const values = new Values()
  const corpus = corpusOf(values, records, recordShape)
  const hashes = keyHashes(values)
  const list = new KeyList()
  return records.map((record, at) => {
    // What is kept with a record hangs on nobody else: not on how another record of the batch writes the name.
    if (isWrittenOtherwise(values, corpus, at)) return keysStored(record)
    storedKeys(values, corpus, at, hashes, list)
    return [...list.keys.subarray(0, list.length)]
  })
}

function isWrittenOtherwise({ names }: Values, { forenames, surnames, shape }: Corpus, at: number): boolean {
  const isIn = (column: Int32Array, slots: number) =>
    column.subarray(at * slots, (at + 1) * slots).some(name => names.writtenOtherwise[name])
  return isIn(forenames, shape.forenames) || isIn(surnames, shape.surnames)
}

/** The keys to ask for, so as to find a record in spite of slips. */
export const keysAsked = (record: Described): number[] => keysOf(record, askedKeys)
