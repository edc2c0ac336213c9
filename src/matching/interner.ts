/**
 * Distinct texts as numbers from 0, in the order in which they first came. A `Map` of strings does the same at twice to three
 * times the time and many times the memory, and cannot be handed to another thread: this is two typed arrays and a table.
 */
export class Interner {
  /** Four numbers a place: the text's number and 1, its hash, and where its characters begin. Side by side, for one fetch. */
  #table: Int32Array
  #mask: number
  #starts: Uint32Array
  #characters: Uint16Array
  #count = 0

  /** Takes how many distinct texts to make room for at first; it grows. */
  constructor(room = 16) {
    let size = 16
    while (size < room * 2) size *= 2
    this.#table = new Int32Array(size * 4)
    this.#mask = size - 1
    this.#starts = new Uint32Array(size / 2 + 1)
    this.#characters = new Uint16Array(size * 2)
  }

  /** How many distinct texts there are. */
  get count(): number {
    return this.#count
  }

  /** The number of a text, which is a new one if the text is new. */
  numberOf(text: string): number {
    const hash = hashOf(text)
    const length = text.length
    let place = this.#placeOf(hash, length)
    const known = this.#table[place]!
    if (known > 0) return known - 1
    const id = this.#count++
    if (id + 1 >= this.#starts.length) this.#starts = grown(this.#starts, new Uint32Array((id + 1) * 2))
    if (this.#count * 2 > this.#mask) {
      this.#rebuild()
      place = this.#placeOf(hash, length)
    }
    const start = this.#starts[id]!
    const end = start + length
    if (end > this.#characters.length) this.#characters = grown(this.#characters, new Uint16Array(end * 2))
    for (let i = 0; i < length; i++) this.#characters[start + i] = asked[i]!
    this.#starts[id + 1] = end
    this.#table[place] = id + 1
    this.#table[place + 1] = hash
    this.#table[place + 2] = start
    this.#table[place + 3] = length
    return id
  }

  /** The number of a text that came before; -1 if it did not. */
  find(text: string): number {
    return this.#table[this.#placeOf(hashOf(text), text.length)]! - 1
  }

  /** The text of a number that this gave. */
  textOf(id: number): string {
    return textFrom(this.#characters, this.#starts[id]!, this.#starts[id + 1]!)
  }

  /** All of it as two arrays, for another thread: text `i` is the characters from `starts[i]` to `starts[i + 1]`. */
  texts(): { characters: Uint16Array; starts: Uint32Array } {
    return {
      characters: this.#characters.subarray(0, this.#starts[this.#count]!),
      starts: this.#starts.subarray(0, this.#count + 1),
    }
  }

  /** Where the text that was hashed last stands, or would. */
  #placeOf(hash: number, length: number): number {
    const table = this.#table
    let place = (hash & this.#mask) * 4
    for (;;) {
      if (table[place] === 0) return place
      if (table[place + 1] === hash && table[place + 3] === length && this.#stands(table[place + 2]!, length))
        return place
      place = (place + 4) & (this.#mask * 4)
    }
  }

  #stands(start: number, length: number): boolean {
    const characters = this.#characters
    const wanted = asked
    for (let i = 0; i < length; i++) if (characters[start + i] !== wanted[i]) return false
    return true
  }

  #rebuild(): void {
    const old = this.#table
    const table = new Int32Array(old.length * 2)
    this.#mask = this.#mask * 2 + 1
    for (let from = 0; from < old.length; from += 4) {
      if (old[from] === 0) continue
      let place = (old[from + 1]! & this.#mask) * 4
      while (table[place] !== 0) place = (place + 4) & (this.#mask * 4)
      table[place] = old[from]!
      table[place + 1] = old[from + 1]!
      table[place + 2] = old[from + 2]!
      table[place + 3] = old[from + 3]!
    }
    this.#table = table
  }
}

/** One text out of the arrays of `texts()`. */
export function textFrom(characters: Uint16Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at += 4096)
    text += String.fromCharCode(...characters.subarray(at, Math.min(end, at + 4096)))
  return text
}

/** The characters of the text that was hashed last: taking them out of a text is what takes the time. */
let asked = new Uint16Array(256)

function hashOf(text: string): number {
  const { length } = text
  if (length > asked.length) asked = new Uint16Array(length * 2)
  const into = asked
  let hash = -2128831035
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    into[i] = code
    hash = Math.imul(hash ^ code, 16777619)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 739982445)
  return hash ^ (hash >>> 12)
}

function grown<T extends Uint32Array | Uint16Array>(old: T, bigger: T): T {
  bigger.set(old)
  return bigger
}
