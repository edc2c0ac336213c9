/**
 * Many records as columns.
 *
 * Each distinct name, postcode, address and number is cleaned once and stands for ever after as a small integer, 0 being
 * "not known". So two million records fit in memory, most comparisons are of integers, and one child beside fifty
 * candidates is the same thing as a quarter of a million beside as many, only shorter.
 */
import { cleanDate, dateAsTyped } from './clean/dates.ts'
import { cleanAddress, cleanPostcode, cleanTown } from './clean/homes.ts'
import { cleanForename, cleanSurname, type Name } from './clean/names.ts'
import { cleanPhone, cleanSex, cleanUpn } from './clean/numbers.ts'
import { Interner } from './interner.ts'
import type { Described } from './record.ts'
import { phonetic } from './sounds.ts'
import { variantsOf } from './variants.ts'

/** A number from a text, the same everywhere and for ever: 32 bits of FNV-1a, stirred. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) | 0
}

/** Distinct texts and their numbers; 0 is the empty text. */
export class Texts {
  readonly texts: string[] = ['']
  readonly #ids = new Interner()

  constructor() {
    this.#ids.numberOf('')
  }

  id(text: string): number {
    const id = this.#ids.numberOf(text)
    if (id === this.texts.length) this.texts.push(text)
    return id
  }
}

/** What was worked out for each distinct text, so that it is worked out once. */
class Remembered {
  readonly #texts = new Interner()
  #known = new Int32Array(16)

  of(text: string | undefined, work: (text: string) => number): number {
    if (text === undefined || text === '') return 0
    const before = this.#texts.count
    const number = this.#texts.numberOf(text)
    if (number < before) return this.#known[number]!
    if (number === this.#known.length) {
      const more = new Int32Array(number * 2)
      more.set(this.#known)
      this.#known = more
    }
    const found = work(text)
    this.#known[number] = found
    return found
  }
}

/** Distinct cleaned names. One id for each whole; the writing with the most parts says what its parts are. */
export class Names {
  readonly wholes: string[] = ['']
  /** The parts of a double name, as ids; empty for a name of one part. */
  readonly parts: (readonly number[])[] = [[]]
  /** The number of how it sounds; 0 for an initial, which sounds like nothing. */
  readonly sounds: number[] = [0]
  readonly initials: boolean[] = [false]
  /** Written here with other parts too: Lilymae and Lily-Mae. Its parts may then be another record's. */
  readonly writtenOtherwise: boolean[] = [false]
  readonly #ids = new Map<string, number>([['', 0]])

  id(name: Name | undefined): number {
    if (name === undefined) return 0
    const known = this.#ids.get(name.whole)
    if (known !== undefined && !hasParts(name, this.parts[known]!, this.wholes))
      this.writtenOtherwise[known] = true
    let id = known
    if (id === undefined) {
      id = this.wholes.length
      this.#ids.set(name.whole, id)
      this.wholes.push(name.whole)
      this.parts.push([])
      this.sounds.push(name.initial ? 0 : hashOf(phonetic(name.whole)))
      this.initials.push(name.initial)
      this.writtenOtherwise.push(false)
    }
    if (name.parts.length > 1 && isRicher(name.parts, this.parts[id]!, this.wholes)) {
      this.parts[id] = name.parts.map(part => this.id({ whole: part, parts: [], initial: part.length === 1 }))
    }
    return id
  }

  readonly #variantSounds: (readonly number[] | undefined)[] = []

  /** How the other spellings and short forms of a name sound. */
  variantSounds(id: number): readonly number[] {
    this.#variantSounds[id] ??= variantsOf(this.wholes[id]!).map(variant => hashOf(phonetic(variant)))
    return this.#variantSounds[id]
  }

  /** The id of a whole that is here, else 0. */
  find(whole: string): number {
    return this.#ids.get(whole) ?? 0
  }
}

function hasParts(name: Name, parts: readonly number[], wholes: readonly string[]): boolean {
  const many = name.parts.length > 1 ? name.parts.length : 0
  return many === parts.length && parts.every((part, at) => wholes[part] === name.parts[at])
}

/** More parts tell more; of as many, the first in the alphabet, so that the order of the records changes nothing. */
function isRicher(parts: readonly string[], than: readonly number[], wholes: readonly string[]): boolean {
  if (parts.length !== than.length) return parts.length > than.length
  return parts.join(' ') < than.map(part => wholes[part]).join(' ')
}

export const upnKinds = { unknown: 0, valid: 1, temporary: 2, wrong: 3 } as const

/** The distinct values of one or more lists of records. */
export class Values {
  readonly names = new Names()
  readonly upns = new Texts()
  readonly upnKinds: number[] = [0]
  readonly postcodes = new Texts()
  /** Number and street; the flat stands apart, since flats are written in too many ways. */
  readonly addresses = new Texts()
  readonly addressNumbers: number[] = [0]
  readonly addressStreets: number[] = [0]
  readonly numbers = new Texts()
  readonly streets = new Texts()
  readonly flats = new Texts()
  readonly towns = new Texts()
  readonly phones = new Texts()
  /** Dates that are no numbers: compared as they were typed. */
  readonly datesAsTyped = new Texts()

  readonly #forenames = new Remembered()
  readonly #surnames = new Remembered()
  readonly #lines = new Remembered()
  readonly #rawPostcodes = new Remembered()
  readonly #rawTowns = new Remembered()
  /** By number of the lines: address and flat. */
  readonly #placesOfLines: (readonly [address: number, flat: number])[] = []

  forename(text: string | undefined): number {
    return this.#forenames.of(text, raw => this.names.id(cleanForename(raw)))
  }

  surname(text: string | undefined): number {
    return this.#surnames.of(text, raw => this.names.id(cleanSurname(raw)))
  }

  postcode(text: string | undefined): number {
    return this.#rawPostcodes.of(text, raw => this.postcodes.id(cleanPostcode(raw)))
  }

  town(text: string | undefined): number {
    return this.#rawTowns.of(text, raw => this.towns.id(cleanTown(raw)))
  }

  upn(text: string): number {
    const cleaned = cleanUpn(text)
    if (!cleaned) return 0
    const id = this.upns.id(cleaned.upn)
    if (id === this.upnKinds.length) this.upnKinds.push(upnKinds[cleaned.is])
    return id
  }

  /** Number and street as one id, and the flat. */
  address(lines: string): readonly [address: number, flat: number] {
    const place = this.#lines.of(lines, raw => {
      this.#placesOfLines.push(this.#placeOf(raw))
      return this.#placesOfLines.length
    })
    return place === 0 ? nowhere : this.#placesOfLines[place - 1]!
  }

  #placeOf(lines: string): readonly [address: number, flat: number] {
    const cleaned = cleanAddress(lines)
    if (!cleaned) return nowhere
    const address = this.addresses.id(`${cleaned.number} ${cleaned.street}`)
    if (address === this.addressNumbers.length) {
      this.addressNumbers.push(this.numbers.id(cleaned.number))
      this.addressStreets.push(this.streets.id(cleaned.street))
    }
    return [address, this.flats.id(cleaned.flat)]
  }
}

const nowhere = [0, 0] as const

/** How many of each a record has room for. */
export type Shape = {
  readonly surnames: number
  readonly forenames: number
  readonly middles: number
  readonly upns: number
  readonly homes: number
  readonly phones: number
  readonly contacts: number
}
/** A row of a file: one of each, and a former surname. */
export const fileShape: Shape = {
  surnames: 2,
  forenames: 1,
  middles: 3,
  upns: 1,
  homes: 1,
  phones: 1,
  contacts: 1,
}
/** A child's whole record. */
export const recordShape: Shape = {
  surnames: 6,
  forenames: 4,
  middles: 4,
  upns: 4,
  homes: 8,
  phones: 8,
  contacts: 6,
}

export type Corpus = {
  readonly size: number
  readonly shape: Shape
  readonly surnames: Int32Array
  readonly forenames: Int32Array
  readonly middles: Int32Array
  /** yyyymmdd; 0 where it is not known or no number. */
  readonly bornOn: Int32Array
  readonly bornAsTyped: Int32Array
  /** 0 not known, 1 girl, 2 boy. */
  readonly sexes: Uint8Array
  readonly upns: Int32Array
  readonly postcodes: Int32Array
  readonly addresses: Int32Array
  readonly flats: Int32Array
  readonly towns: Int32Array
  readonly phones: Int32Array
  readonly contactSurnames: Int32Array
  readonly contactForenames: Int32Array
  /** 1 where only names, birthday, sex and UPN may be compared. */
  readonly protections: Uint8Array
}

/** A child of school age was born at most so many years before the day of the record: an older date is a slip. */
export type Ages = { readonly bornFrom: number; readonly bornTo: number }

/** Takes records one at a time; gives their columns. */
export class CorpusBuilder {
  readonly #values: Values
  readonly #shape: Shape
  readonly #ages: Ages | undefined
  #size = 0
  #room: number
  #columns: Corpus

  /** With `ages`, a birthday outside them is not known; without, all dates are compared as they are. */
  constructor(values: Values, shape: Shape, ages?: Ages, room = 64) {
    this.#values = values
    this.#shape = shape
    this.#ages = ages
    this.#room = room
    this.#columns = columnsFor(room, shape)
  }

  add(record: Described): void {
    if (this.#size === this.#room) this.#grow()
    const at = this.#size++
    const values = this.#values
    const c = this.#columns
    const shape = this.#shape
    distinct(c.surnames, at, shape.surnames, record.surnames, text => values.surname(text))
    const surname = c.surnames[at * shape.surnames]!
    // A forename that only repeats the surname is no forename.
    distinct(c.forenames, at, shape.forenames, record.forenames, text => {
      const id = values.forename(text)
      return id === surname ? 0 : id
    })
    if (record.middleNames) this.#addMiddles(at, record.middleNames)
    this.#addBirth(at, record.dateOfBirth)
    if (record.sex) {
      const sex = cleanSex(record.sex)
      c.sexes[at] = sex === 'F' ? 1 : sex === 'M' ? 2 : 0
    }
    distinct(c.upns, at, shape.upns, record.upns, text => (text === '' ? 0 : values.upn(text)))
    if (record.protected === true) {
      c.protections[at] = 1
      return
    }
    this.#addHomes(at, record)
    distinct(c.phones, at, shape.phones, record.phones, text =>
      text === '' ? 0 : values.phones.id(cleanPhone(text)),
    )
    const contacts = Math.min(shape.contacts, record.contacts.length)
    for (let slot = 0; slot < contacts; slot += 1) {
      const contact = record.contacts[slot]!
      // Most parents bear the child's surname: no need to look it up again.
      c.contactSurnames[at * shape.contacts + slot] =
        record.surnames.length === 1 && contact.surname === record.surnames[0]
          ? surname
          : values.surname(contact.surname)
      c.contactForenames[at * shape.contacts + slot] = values.forename(contact.forename)
    }
  }

  #addMiddles(at: number, text: string): void {
    const { middles, shape } = this.#columns
    const whole = this.#values.forename(text)
    const parts = this.#values.names.parts[whole]!
    const first = at * shape.middles
    if (parts.length === 0) middles[first] = whole
    else
      for (let slot = 0; slot < Math.min(shape.middles, parts.length); slot += 1)
        middles[first + slot] = parts[slot]!
  }

  #addBirth(at: number, text: string | undefined): void {
    if (text === undefined || text === '') return
    const date = cleanDate(text)
    const ages = this.#ages
    if (date === 0) this.#columns.bornAsTyped[at] = this.#values.datesAsTyped.id(dateAsTyped(text))
    else if (!ages || (date >= ages.bornFrom && date <= ages.bornTo)) this.#columns.bornOn[at] = date
  }

  #addHomes(at: number, record: Described): void {
    const { shape, postcodes, addresses, flats, towns } = this.#columns
    const values = this.#values
    const homes = Math.min(shape.homes, record.homes.length)
    for (let slot = 0; slot < homes; slot += 1) {
      const home = record.homes[slot]!
      const to = at * shape.homes + slot
      postcodes[to] = values.postcode(home.postcode)
      if (home.lines !== '') {
        const [address, flat] = values.address(home.lines)
        addresses[to] = address
        flats[to] = flat
      }
      if (home.town) towns[to] = values.town(home.town)
    }
  }

  /** Do two of the records taken so far say the same in every column? */
  isSame(a: number, b: number): boolean {
    return columnNames.every(name => {
      const column = this.#columns[name]
      const slots = column.length / this.#room
      for (let slot = 0; slot < slots; slot += 1)
        if (column[a * slots + slot] !== column[b * slots + slot]) return false
      return true
    })
  }

  /** Forgets the record taken last. */
  dropLast(): void {
    this.#size -= 1
    for (const name of columnNames) {
      const column = this.#columns[name]
      const slots = column.length / this.#room
      column.fill(0, this.#size * slots, (this.#size + 1) * slots)
    }
  }

  #grow(): void {
    const room = this.#room * 2
    const grown = columnsFor(room, this.#shape)
    for (const name of columnNames) grown[name].set(this.#columns[name])
    this.#room = room
    this.#columns = grown
  }

  /** The columns of all records taken so far. With `shared`, other threads may read them too. */
  done(shared = false): Corpus {
    const exact = columnsFor(this.#size, this.#shape, shared)
    for (const name of columnNames) {
      exact[name].set(this.#columns[name].subarray(0, exact[name].length) as never)
    }
    return exact
  }
}

export const columnNames = [
  'surnames',
  'forenames',
  'middles',
  'bornOn',
  'bornAsTyped',
  'sexes',
  'upns',
  'postcodes',
  'addresses',
  'flats',
  'towns',
  'phones',
  'contactSurnames',
  'contactForenames',
  'protections',
] as const

/** Empty columns for so many records. */
export function columnsFor(size: number, shape: Shape, shared = false): Corpus {
  const buffer = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
  const ints = (slots: number) => new Int32Array(buffer(4 * size * slots))
  return {
    size,
    shape,
    surnames: ints(shape.surnames),
    forenames: ints(shape.forenames),
    middles: ints(shape.middles),
    bornOn: ints(1),
    bornAsTyped: ints(1),
    sexes: new Uint8Array(buffer(size)),
    upns: ints(shape.upns),
    postcodes: ints(shape.homes),
    addresses: ints(shape.homes),
    flats: ints(shape.homes),
    towns: ints(shape.homes),
    phones: ints(shape.phones),
    contactSurnames: ints(shape.contacts),
    contactForenames: ints(shape.contacts),
    protections: new Uint8Array(buffer(size)),
  }
}

/** Puts the distinct, known values of a list into a record's slots, in their order. */
function distinct(
  into: Int32Array,
  at: number,
  slots: number,
  texts: readonly string[],
  idOf: (text: string) => number,
): void {
  const first = at * slots
  let filled = 0
  for (const text of texts) {
    if (filled === slots) return
    const id = idOf(text)
    if (id === 0) continue
    let isNew = true
    for (let slot = 0; slot < filled; slot += 1) if (into[first + slot] === id) isNew = false
    if (isNew) into[first + filled++] = id
  }
}

/** The columns of records that are already in memory. */
export function corpusOf(
  values: Values,
  records: Iterable<Described>,
  shape: Shape = recordShape,
  ages?: Ages,
): Corpus {
  const builder = new CorpusBuilder(values, shape, ages)
  for (const record of records) builder.add(record)
  return builder.done()
}
