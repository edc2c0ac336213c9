/**
 * Chance that comes out the same every time: everything in the made-up authority follows from a seed and
 * a name for what is being decided, never from the order in which things are asked.
 */
export class Chance {
  #state: number

  /** `names` say what is decided, such as a seed, a school and a pupil. */
  constructor(...names: readonly (string | number)[]) {
    let hash = 0x811c9dc5
    for (const name of names) {
      const text = String(name)
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
      hash = Math.imul(hash ^ 0x1f, 0x01000193)
    }
    this.#state = hash | 0
  }

  /** A number from 0 up to but not 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

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

  /** How many of something rare, that comes so often on average (Knuth's method; small averages). */
  howMany(average: number): number {
    const limit = Math.exp(-average)
    let count = 0
    for (let product = this.next(); product > limit; product *= this.next()) count++
    return count
  }
}
