/**
 * PostgreSQL's binary COPY, row by row, however its bytes are cut.
 *
 * A beginning of 19 bytes; then of each row the number of fields (2 bytes) and of each field its length (4) and itself; then
 * -1 for a number. Only rows of which every field but the last has a known length are read here, so that each field has its
 * place and nothing is decoded before it is asked for.
 */
const beginning = 19

/** Takes a row: the bytes, and where in them it begins. They are used again afterwards, so keep nothing of them. */
export type OnRow = (bytes: Uint8Array, at: number) => void

export class BinaryRows {
  /** Rows read. */
  rows = 0
  readonly #prefix: number
  readonly #longest: number
  readonly #onRow: OnRow
  #isBegun = false
  #rest: Uint8Array = new Uint8Array(0)

  /** Takes how many bytes of a row come before what its last field says, and the longest that this can be. */
  constructor(prefix: number, lastFieldMax: number, onRow: OnRow) {
    this.#prefix = prefix
    this.#longest = prefix + lastFieldMax
    this.#onRow = onRow
  }

  /** Takes the next bytes. */
  take(bytes: Uint8Array): void {
    // Whole rows are read where they lie; only one that is cut in two is put together.
    let at = 0
    if (this.#rest.length > 0) {
      const held = this.#rest.length
      const missing = this.#lengthOf(joined(this.#rest, bytes.subarray(0, this.#longest)), 0) - held
      if (missing < 0 || bytes.length < missing) {
        this.#rest = joined(this.#rest, bytes)
        return
      }
      const whole = joined(this.#rest, bytes.subarray(0, missing))
      this.#rest = new Uint8Array(0)
      this.#piece(whole, 0)
      at = missing
    }
    while (at < bytes.length) {
      const length = this.#lengthOf(bytes, at)
      if (length < 0 || bytes.length - at < length) {
        this.#rest = bytes.slice(at)
        return
      }
      this.#piece(bytes, at)
      at += length
    }
  }

  /** How long the piece is that begins here; -1 where too little of it is there to say. */
  #lengthOf(bytes: Uint8Array, at: number): number {
    if (!this.#isBegun) return beginning
    if (bytes.length - at < 2) return -1
    // The end of the rows.
    if (bytes[at] === 0xff) return 2
    const prefix = this.#prefix
    if (bytes.length - at < prefix) return -1
    return prefix + ((bytes[at + prefix - 2]! << 8) | bytes[at + prefix - 1]!)
  }

  #piece(bytes: Uint8Array, at: number): void {
    if (!this.#isBegun) this.#isBegun = true
    else if (bytes[at] !== 0xff) {
      this.rows++
      this.#onRow(bytes, at)
    }
  }
}

/** A whole number of four bytes, the highest first. */
export function int32At(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
}

/** PostgreSQL counts days from 1 January 2000; its two infinities are the ends of what four bytes hold. */
const daysTo2000 = 10_957
const infinity = 0x7fffffff
const minusInfinity = -0x80000000

/** A day as a day number; `otherwise` where the database holds an infinity, our word for "none" in these rows. */
export function dayAt(bytes: Uint8Array, at: number, otherwise: number): number {
  const day = int32At(bytes, at)
  return day === infinity || day === minusInfinity ? otherwise : day + daysTo2000
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
