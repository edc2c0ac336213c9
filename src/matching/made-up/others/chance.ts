// Chance that can be repeated: the same seed gives the same set to the letter.

/** A list from which the first are taken far more often than the last. */
export type Pool = { values: readonly string[]; upTo: Float64Array }

/** A pool in which the value at rank r has the weight 1 / (r + offset) ^ steepness. */
export function pool(values: readonly string[], steepness = 1, offset = 3): Pool {
  const upTo = new Float64Array(values.length)
  let sum = 0
  for (let rank = 0; rank < values.length; rank++) {
    sum += 1 / (rank + offset) ** steepness
    upTo[rank] = sum
  }
  return { values, upTo }
}

/** Repeatable chance (sfc32). */
export class Chance {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = Math.imul(seed ^ 0x5bd1e995, 0x27d4eb2f)
    this.#c = 0x2545f491
    for (let i = 0; i < 20; i++) this.share()
  }

  /** At least 0 and below 1. */
  share(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#count++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }

  /** True in that share of calls. */
  is(share: number): boolean {
    return this.share() < share
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1))
  }

  /** One of a list, each as likely. */
  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.share() * list.length)]!
  }

  /** One of a pool, by its weights. */
  from(pool: Pool): string {
    const at = this.share() * pool.upTo[pool.upTo.length - 1]!
    let low = 0
    let high = pool.upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (pool.upTo[middle]! < at) low = middle + 1
      else high = middle
    }
    return pool.values[low]!
  }

  /** One of several, by share: `[[.7, a], [.3, b]]`. */
  among<T>(choices: readonly (readonly [number, T])[]): T {
    let at = this.share() * choices.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, what] of choices) {
      at -= weight
      if (at < 0) return what
    }
    return choices.at(-1)![1]
  }

  /** Poisson with that mean. */
  poisson(mean: number): number {
    const end = Math.exp(-mean)
    let count = 0
    for (let product = this.share(); product > end; product *= this.share()) count++
    return count
  }

  /** The list in another order, in place. */
  shuffle<T>(list: T[]): T[] {
    for (let last = list.length - 1; last > 0; last--) {
      const other = this.between(0, last)
      const kept = list[last]!
      list[last] = list[other]!
      list[other] = kept
    }
    return list
  }

  /** That many letters or digits, as the pattern says: `A` a letter, `0` a digit, all else itself. */
  text(pattern: string): string {
    return pattern.replace(/[A0]/g, sign =>
      sign === '0' ? String(this.between(0, 9)) : String.fromCharCode(65 + this.between(0, 25)),
    )
  }
}

/** Ids without order or meaning, none twice: what an id looks like must not tell who is who. */
export function idsOf(chance: Chance, pattern = 'A0000000'): () => string {
  const given = new Set<string>()
  return () => {
    for (;;) {
      const id = chance.text(pattern)
      if (!given.has(id)) {
        given.add(id)
        return id
      }
    }
  }
}
