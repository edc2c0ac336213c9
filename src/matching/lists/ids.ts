import { Interner, textFrom } from '../interner.ts'

/** The ids of a list, as arrays that threads can share: row `i` has the text number `ofRow[i]`. */
export type Ids = { characters: Uint16Array; starts: Uint32Array; ofRow: Int32Array }

/** What became of a row's id. */
export type IdTaken = 'new' | 'again' | 'same row again'

/**
 * Takes the ids of a list, a row at a time. An id may come twice: the rows may be two children by mistake, so both are kept
 * and each is printed with the id as it stands. Only a row that is the same to the letter is left out.
 */
export class IdsTaken {
  readonly #ids = new Interner(1 << 12)
  #ofRow = new Int32Array(1 << 12)
  #rowHashes = new Int32Array(1 << 13)
  /** By number of the id: whether it came more than once, and if so with which rows. */
  readonly #rowsOf = new Map<number, number[]>()
  #firstRows = new Int32Array(1 << 12)
  #count = 0

  get count(): number {
    return this.#count
  }

  take(id: string, cells: readonly string[]): IdTaken {
    const before = this.#ids.count
    const number = this.#ids.numberOf(id)
    const isNew = number === before
    const [h1, h2] = hashesOfRow(cells)
    if (!isNew) {
      const rows = this.#rowsOf.get(number) ?? [this.#firstRows[number]!]
      if (rows.some(row => this.#rowHashes[2 * row] === h1 && this.#rowHashes[2 * row + 1] === h2))
        return 'same row again'
      rows.push(this.#count)
      this.#rowsOf.set(number, rows)
    }
    const row = this.#count++
    if (row >= this.#ofRow.length) {
      this.#ofRow = longer(this.#ofRow)
      this.#rowHashes = longer(this.#rowHashes)
    }
    this.#ofRow[row] = number
    this.#rowHashes[2 * row] = h1
    this.#rowHashes[2 * row + 1] = h2
    if (isNew) {
      if (number >= this.#firstRows.length) this.#firstRows = longer(this.#firstRows)
      this.#firstRows[number] = row
    }
    return isNew ? 'new' : 'again'
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

/** Two hashes of all that a row says, in one pass: so long that no two rows of a file share them by chance. */
function hashesOfRow(cells: readonly string[]): [number, number] {
  let [one, other] = [1, 0x5bd1e995]
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]!
    for (let i = 0; i < cell.length; i++) {
      const code = cell.charCodeAt(i)
      one = Math.imul(one ^ code, 16777619)
      other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 15)
    }
    one = Math.imul(one ^ 0x1f, 16777619) ^ (one >>> 13)
    other = Math.imul(other ^ 0x1f, 0x85ebca6b)
  }
  return [one, other]
}

function longer(old: Int32Array): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(old.length * 2)
  bigger.set(old)
  return bigger
}
