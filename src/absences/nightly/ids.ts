/**
 * Which place has an id? Hundreds of thousands of ids of 16 bytes, each with a place in the order it came, found again by
 * its bytes without being written out. A table of places where an id's hash says, or just after (open addressing).
 */
import { int32At } from './binary-rows.ts'

const begin = 4096

export class Ids {
  size = 0
  /** Four numbers an id. */
  #ids = new Int32Array(begin * 4)
  /** The place + 1 of the id whose hash falls here or just before; 0 for none. Never more than half full. */
  #places = new Int32Array(begin * 4)

  /** The place of the id that these 16 bytes are; -1 where it has none. */
  find(bytes: Uint8Array, at: number): number {
    return this.#search(
      int32At(bytes, at),
      int32At(bytes, at + 4),
      int32At(bytes, at + 8),
      int32At(bytes, at + 12),
    )
  }

  /** The place of an id, which is the next one where it had none. */
  place(bytes: Uint8Array, at: number): number {
    const a = int32At(bytes, at)
    const b = int32At(bytes, at + 4)
    const c = int32At(bytes, at + 8)
    const d = int32At(bytes, at + 12)
    const known = this.#search(a, b, c, d)
    if (known >= 0) return known
    if (this.size * 4 === this.#ids.length) this.#grow()
    const place = this.size++
    const ids = this.#ids
    ids[place * 4] = a
    ids[place * 4 + 1] = b
    ids[place * 4 + 2] = c
    ids[place * 4 + 3] = d
    this.#put(place)
    return place
  }

  /** The id at a place, as it is written. */
  text(place: number): string {
    let hex = ''
    for (let i = 0; i < 4; i++) hex += (this.#ids[place * 4 + i]! >>> 0).toString(16).padStart(8, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  #search(a: number, b: number, c: number, d: number): number {
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

  #put(place: number): void {
    const places = this.#places
    const mask = places.length - 1
    const id = place * 4
    let i = hashOf(this.#ids[id + 1]!, this.#ids[id + 2]!, this.#ids[id + 3]!) & mask
    while (places[i] !== 0) i = (i + 1) & mask
    places[i] = place + 1
  }

  #grow(): void {
    const ids = new Int32Array(this.#ids.length * 2)
    ids.set(this.#ids)
    this.#ids = ids
    this.#places = new Int32Array(ids.length)
    for (let place = 0; place < this.size; place++) this.#put(place)
  }
}

/** The parts of an id of version 7 that are made by chance, and those that count. */
function hashOf(b: number, c: number, d: number): number {
  const hash = Math.imul(b ^ Math.imul(c, 0x85ebca6b) ^ d, 0x9e3779b1)
  return hash ^ (hash >>> 15)
}
