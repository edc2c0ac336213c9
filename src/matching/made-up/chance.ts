/** What can be asked of chance, whatever its numbers come from. */
export abstract class Choosing {
  /** A number from 0 up to but not 1. */
  abstract next(): number

  /** A whole number from 0 up to but not `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  /** True so often out of one. */
  is(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!
  }

  /** Picks by weight: the second of each pair says how often against the others. */
  weighted<T>(of: readonly (readonly [T, number])[]): T {
    let at = this.next() * of.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of of) {
      at -= weight
      if (at < 0) return value
    }
    return of.at(-1)![0]
  }
}

/**
 * Chance that comes out the same every time. 128 bits of state (sfc32): with the 32 bits that do for a demonstration, two of
 * a million families would now and then be the same family twice, which is just what a matcher must not meet by accident.
 */
export class Chance extends Choosing {
  #a: number
  #b: number
  #c: number
  #d = 1

  /** `names` say what is decided, such as a seed, a list and a child. */
  constructor(...names: readonly (string | number)[]) {
    super()
    let a = 0x811c9dc5
    let b = 0x9e3779b9
    for (const name of names) {
      const text = String(name)
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        a = Math.imul(a ^ code, 0x01000193)
        b = Math.imul((b ^ code) + 0x7f4a7c15, 0x85ebca6b)
        b ^= b >>> 13
      }
      a = Math.imul(a ^ 0x1f, 0x01000193)
      b = Math.imul(b ^ 0x1f, 0xc2b2ae35)
    }
    this.#a = a | 0
    this.#b = b | 0
    this.#c = (a ^ Math.imul(b, 0x27d4eb2f)) | 0
    for (let i = 0; i < 12; i++) this.next()
  }

  /** A number from 0 up to but not 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
}
