/**
 * Who is on the registers, as numbers: what the pass over the strips must know of each enrolment.
 *
 * 300,000 objects would cost more than the pass itself, so each fact is a column of numbers, an enrolment is a place in
 * them, and its id is looked up by its bytes.
 */
import { csaEnd, csaStart } from '../../calendar/age.ts'
import { dayNumber, fromDayNumber } from '../../calendar/local-date.ts'
import { readYearGroup } from '../../calendar/year-groups.ts'
import { never } from '../walk.ts'
import { BinaryRows, dayAt, int32At } from './binary-rows.ts'

/**
 * A row of the rolls: `id, school_id, entry_date, leaving_date or infinity, date_of_birth or -infinity, what is so of it
 * (the bits below), year group as the school writes it, or nothing`. Nothing is null.
 */
const idAt = 6
const schoolAt = 26
const entryAt = 46
const leavingAt = 54
const bornAt = 62
const bitsAt = 70
const groupAt = 78
const prefix = groupAt

export const inMostJuniorClass = 1
export const inMostSeniorClass = 2
export const hasLeave = 4

/** No year group that we can read. */
export const noGroup = -100
const longestGroup = 200

const bornUnknown = -never
/** Enrolments there is room for before more is made: a large school's. */
const begin = 4096

export class Rolls {
  size = 0
  /** Places of schools in `schoolIds`; days as day numbers, `never` where not left; the rest as in the rows. */
  school = new Int32Array(begin)
  entry = new Int32Array(begin)
  leaving = new Int32Array(begin)
  /** First and last day of compulsory school age. */
  csaFrom = new Int32Array(begin)
  csaTo = new Int32Array(begin)
  bits = new Uint8Array(begin)
  group = new Int8Array(begin)
  readonly schoolIds: string[] = []
  /** Four numbers an id. */
  #ids = new Int32Array(begin * 4)
  /** The place + 1 of the enrolment whose id falls here or just before; 0 for none. */
  #places = new Int32Array(begin * 4)
  readonly #schools = new Map<string, number>()
  #lastSchool = new Int32Array(4)
  #lastSchoolPlace = -1
  /** Of each day of birth, once. */
  readonly #csa = new Map<number, readonly [from: number, to: number]>()
  readonly #groups = new Map<string, number>()
  readonly #reader = new BinaryRows(prefix, longestGroup, (bytes, at) => this.#row(bytes, at))

  /** Takes the next bytes of the rows. */
  take(bytes: Uint8Array): void {
    this.#reader.take(bytes)
  }

  /** The place of the enrolment whose id these 16 bytes are; -1 where it is not on the rolls. */
  find(bytes: Uint8Array, at: number): number {
    const a = int32At(bytes, at)
    const b = int32At(bytes, at + 4)
    const c = int32At(bytes, at + 8)
    const d = int32At(bytes, at + 12)
    const ids = this.#ids
    const places = this.#places
    const mask = places.length - 1
    for (let i = hashOf(b, c, d) & mask; ; i = (i + 1) & mask) {
      const place = places[i]! - 1
      if (place < 0) return -1
      const id = place * 4
      if (ids[id] === a && ids[id + 1] === b && ids[id + 2] === c && ids[id + 3] === d) return place
    }
  }

  /** Is the child's day of birth known? No rule can be asked without it. */
  isBornKnown(place: number): boolean {
    return this.csaFrom[place] !== bornUnknown
  }

  /** An enrolment's id as it is written. */
  idOf(place: number): string {
    return uuidText(this.#ids, place * 4)
  }

  #row(bytes: Uint8Array, at: number): void {
    if (this.size === this.entry.length) this.#grow()
    const place = this.size++
    for (let i = 0; i < 4; i++) this.#ids[place * 4 + i] = int32At(bytes, at + idAt + i * 4)
    this.#put(place)
    this.school[place] = this.#schoolOf(bytes, at + schoolAt)
    this.entry[place] = dayAt(bytes, at + entryAt, never)
    this.leaving[place] = dayAt(bytes, at + leavingAt, never)
    const born = dayAt(bytes, at + bornAt, bornUnknown)
    const [from, to] = born === bornUnknown ? [bornUnknown, bornUnknown] : this.#csaOf(born)
    this.csaFrom[place] = from
    this.csaTo[place] = to
    this.bits[place] = int32At(bytes, at + bitsAt)
    this.group[place] = this.#groupOf(bytes, at + groupAt)
  }

  #csaOf(born: number): readonly [number, number] {
    let csa = this.#csa.get(born)
    if (!csa) {
      const dob = fromDayNumber(born)
      csa = [dayNumber(csaStart(dob)), dayNumber(csaEnd(dob))]
      this.#csa.set(born, csa)
    }
    return csa
  }

  #groupOf(bytes: Uint8Array, at: number): number {
    const length = (bytes[at - 2]! << 8) | bytes[at - 1]!
    let written = ''
    for (let i = 0; i < length; i++) written += String.fromCharCode(bytes[at + i]!)
    let group = this.#groups.get(written)
    if (group === undefined) {
      group = readYearGroup(written) ?? noGroup
      this.#groups.set(written, group)
    }
    return group
  }

  /** Rows of a school mostly stand together, so its id is looked up once for many. */
  #schoolOf(bytes: Uint8Array, at: number): number {
    const last = this.#lastSchool
    let isSame = this.#lastSchoolPlace >= 0
    for (let i = 0; i < 4; i++) {
      const part = int32At(bytes, at + i * 4)
      if (last[i] !== part) {
        isSame = false
        last[i] = part
      }
    }
    if (isSame) return this.#lastSchoolPlace
    const id = uuidText(last, 0)
    let place = this.#schools.get(id)
    if (place === undefined) {
      place = this.schoolIds.length
      this.schoolIds.push(id)
      this.#schools.set(id, place)
    }
    this.#lastSchoolPlace = place
    return place
  }

  #put(place: number): void {
    const places = this.#places
    const mask = places.length - 1
    const id = place * 4
    let i = hashOf(this.#ids[id + 1]!, this.#ids[id + 2]!, this.#ids[id + 3]!) & mask
    while (places[i] !== 0) i = (i + 1) & mask
    places[i] = place + 1
  }

  #grow(): void {
    const size = this.size * 2
    this.school = longer(this.school, new Int32Array(size))
    this.entry = longer(this.entry, new Int32Array(size))
    this.leaving = longer(this.leaving, new Int32Array(size))
    this.csaFrom = longer(this.csaFrom, new Int32Array(size))
    this.csaTo = longer(this.csaTo, new Int32Array(size))
    this.bits = longer(this.bits, new Uint8Array(size))
    this.group = longer(this.group, new Int8Array(size))
    this.#ids = longer(this.#ids, new Int32Array(size * 4))
    // Never more than half full, so that a look-up ends soon.
    this.#places = new Int32Array(size * 4)
    for (let place = 0; place < this.size; place++) this.#put(place)
  }
}

function longer<T extends Int32Array | Uint8Array | Int8Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}

/** The parts of an id of version 7 that are made by chance, and those that count. */
function hashOf(b: number, c: number, d: number): number {
  const hash = Math.imul(b ^ Math.imul(c, 0x85ebca6b) ^ d, 0x9e3779b1)
  return hash ^ (hash >>> 15)
}

/** An id of four numbers as it is written. */
function uuidText(parts: Int32Array, at: number): string {
  let hex = ''
  for (let i = 0; i < 4; i++) hex += (parts[at + i]! >>> 0).toString(16).padStart(8, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
