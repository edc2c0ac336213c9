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
import { Ids } from './ids.ts'

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

const bornUnknown = -1_000_000
/** Enrolments there is room for before more is made: those of a large school. */
const begin = 4096

export class Rolls {
  /** Places of schools; days as day numbers, `never` where not left; the rest as in the rows. */
  school = new Int32Array(begin)
  entry = new Int32Array(begin)
  leaving = new Int32Array(begin)
  /** First and last day of compulsory school age. */
  csaFrom = new Int32Array(begin)
  csaTo = new Int32Array(begin)
  bits = new Uint8Array(begin)
  group = new Int8Array(begin)
  readonly #ids = new Ids()
  readonly #schools = new Ids()
  /** Of each day of birth and each writing of a year group, once. */
  readonly #csa = new Map<number, readonly [from: number, to: number]>()
  readonly #groups = new Map<number, number>()
  readonly #reader = new BinaryRows(prefix, longestGroup, (bytes, at) => this.#row(bytes, at))

  /** Takes the next bytes of the rolls. */
  take(bytes: Uint8Array): void {
    this.#reader.take(bytes)
  }

  get size(): number {
    return this.#ids.size
  }

  /** The schools that have a roll, in the order of their places. */
  get schools(): number {
    return this.#schools.size
  }

  schoolId(school: number): string {
    return this.#schools.text(school)
  }

  /** The place of the enrolment whose id these 16 bytes are; -1 where it is not on the rolls. */
  find(bytes: Uint8Array, at: number): number {
    return this.#ids.find(bytes, at)
  }

  /** Is the child's day of birth known? No rule can be asked without it. */
  isBornKnown(place: number): boolean {
    return this.csaFrom[place] !== bornUnknown
  }

  /** An enrolment's id as it is written. */
  idOf(place: number): string {
    return this.#ids.text(place)
  }

  #row(bytes: Uint8Array, at: number): void {
    const place = this.#ids.place(bytes, at + idAt)
    if (place === this.entry.length) this.#grow()
    this.school[place] = this.#schools.place(bytes, at + schoolAt)
    this.entry[place] = dayAt(bytes, at + entryAt, never)
    this.leaving[place] = dayAt(bytes, at + leavingAt, never)
    const born = dayAt(bytes, at + bornAt, bornUnknown)
    const csa = this.#csa.get(born) ?? this.#csaOf(born)
    this.csaFrom[place] = csa[0]
    this.csaTo[place] = csa[1]
    this.bits[place] = int32At(bytes, at + bitsAt)
    this.group[place] = this.#groupOf(bytes, at + groupAt)
  }

  #csaOf(born: number): readonly [number, number] {
    let csa: readonly [number, number] = [bornUnknown, bornUnknown]
    if (born !== bornUnknown) {
      const dob = fromDayNumber(born)
      csa = [dayNumber(csaStart(dob)), dayNumber(csaEnd(dob))]
    }
    this.#csa.set(born, csa)
    return csa
  }

  /** What is written in at most three letters, nearly everywhere, is known by them. */
  #groupOf(bytes: Uint8Array, at: number): number {
    const length = (bytes[at - 2]! << 8) | bytes[at - 1]!
    if (length > 3) return readGroup(bytes, at, length)
    let key = length
    for (let i = 0; i < length; i++) key = (key << 8) | bytes[at + i]!
    let group = this.#groups.get(key)
    if (group === undefined) {
      group = readGroup(bytes, at, length)
      this.#groups.set(key, group)
    }
    return group
  }

  #grow(): void {
    const size = this.entry.length * 2
    this.school = longer(this.school, new Int32Array(size))
    this.entry = longer(this.entry, new Int32Array(size))
    this.leaving = longer(this.leaving, new Int32Array(size))
    this.csaFrom = longer(this.csaFrom, new Int32Array(size))
    this.csaTo = longer(this.csaTo, new Int32Array(size))
    this.bits = longer(this.bits, new Uint8Array(size))
    this.group = longer(this.group, new Int8Array(size))
  }
}

function readGroup(bytes: Uint8Array, at: number, length: number): number {
  let written = ''
  for (let i = 0; i < length; i++) written += String.fromCharCode(bytes[at + i]!)
  return readYearGroup(written) ?? noGroup
}

function longer<T extends Int32Array | Uint8Array | Int8Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}
