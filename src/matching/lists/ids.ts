import { Interner, textFrom } from '../interner.ts'

/** The ids of a list, as arrays that threads can share: row `i` has the text number `ofRow[i]`. */
export type Ids = { characters: Uint16Array; starts: Uint32Array; ofRow: Int32Array }

/**
 * Takes the ids of a list, a row at a time. An id may come twice: the rows may be two children by mistake, so both are kept
 * and each is printed with the id as it stands. Only a row that says the same once more is left out, by whoever asks.
 */
export class IdsTaken {
  readonly #ids = new Interner(1 << 12)
  #ofRow = new Int32Array(1 << 12)
  #firstRows = new Int32Array(1 << 12)
  /** By number of the id, where it came more than once: its rows. */
  readonly #rowsOf = new Map<number, number[]>()
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Takes the id of the next row; gives the rows that had it before. */
  take(id: string): readonly number[] {
    const before = this.#ids.count
    const number = this.#ids.numberOf(id)
    const row = this.#count++
    if (row >= this.#ofRow.length) this.#ofRow = longer(this.#ofRow)
    this.#ofRow[row] = number
    if (number === before) {
      if (number >= this.#firstRows.length) this.#firstRows = longer(this.#firstRows)
      this.#firstRows[number] = row
      return none
    }
    const rows = this.#rowsOf.get(number) ?? [this.#firstRows[number]!]
    this.#rowsOf.set(number, [...rows, row])
    return rows
  }

  /** Forgets the row taken last, whose id had come before. */
  dropLast(): void {
    const number = this.#ofRow[--this.#count]!
    this.#rowsOf.set(number, this.#rowsOf.get(number)!.slice(0, -1))
  }

  /** All ids. With `shared`, other threads may read them too. */
  done(shared = false): Ids {
    const { characters, starts } = this.#ids.texts()
    const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
    const ids = {
      characters: new Uint16Array(room(characters.byteLength)),
      starts: new Uint32Array(room(starts.byteLength)),
      ofRow: new Int32Array(room(4 * this.#count)),
    }
    ids.characters.set(characters)
    ids.starts.set(starts)
    ids.ofRow.set(this.#ofRow.subarray(0, this.#count))
    return ids
  }
}

/** The id of a row, as the file has it. */
export function idOf(ids: Ids, row: number): string {
  const number = ids.ofRow[row]!
  return textFrom(ids.characters, ids.starts[number]!, ids.starts[number + 1]!)
}

const none: readonly number[] = []

function longer(old: Int32Array): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(old.length * 2)
  bigger.set(old)
  return bigger
}
