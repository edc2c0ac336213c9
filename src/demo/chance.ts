import { Choosing } from '../matching/made-up/chance.ts'

/**
 * Chance that comes out the same every time: everything in the made-up authority follows from a seed and
 * a name for what is being decided, never from the order in which things are asked.
 */
export class Chance extends Choosing {
  #state: number

  /** `names` say what is decided, such as a seed, a school and a pupil. */
  constructor(...names: readonly (string | number)[]) {
    super()
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

  /** How many of something rare, that comes so often on average (Knuth's method; small averages). */
  howMany(average: number): number {
    const limit = Math.exp(-average)
    let count = 0
    for (let product = this.next(); product > limit; product *= this.next()) count++
    return count
  }
}
