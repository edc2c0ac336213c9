import { Chance } from './chance.ts'

/** Names of one origin as they are written down here: commonest first, a space between two, `_` for a space inside one. */
export type NamesOfOrigin = {
  girls: string
  boys: string
  surnames: string
  /** What girls' surnames become, such as -ski to -ska. */
  girlsSurname?: (surname: string) => string
  /** The many rare surnames: every start with every end. */
  rareSurnames?: { starts: string; ends: string; share: number }
  rareGirls?: { starts: string; ends: string; share: number }
  rareBoys?: { starts: string; ends: string; share: number }
  /** How steeply the frequency falls with the rank (Zipf's law has 1). */
  steepness?: { forenames: number; surnames: number }
  /** How many children have a middle name. */
  middleNames: number
  /** How many children are known to have been born on 1 January. */
  firstOfJanuary?: number
  /** Typists here often cannot tell the surname from the forename. */
  unfamiliar?: boolean
}

export const words = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .map(word => word.replaceAll('_', ' '))

/** Names with how often each is drawn. */
export class NamePool {
  readonly names: readonly string[]
  readonly #upTo: Float64Array

  /** Frequency of the name of rank r (from 0) is 1/(r + 2)^steepness; the rare ones share `rareShare` almost evenly. */
  constructor(common: readonly string[], steepness: number, rare: readonly string[] = [], rareShare = 0) {
    const known = new Set(common)
    const added = rare.filter(name => !known.has(name))
    this.names = [...known, ...added]
    this.#upTo = new Float64Array(this.names.length)
    const weight = (rank: number, steep: number) => 1 / (rank + 2) ** steep
    let all = 0
    for (let i = 0; i < known.size; i++) all += weight(i, steepness)
    let allRare = 0
    for (let i = 0; i < added.length; i++) allRare += weight(i + 20, 0.6)
    let sum = 0
    for (let i = 0; i < this.names.length; i++) {
      sum +=
        i < known.size
          ? (weight(i, steepness) / all) * (added.length > 0 ? 1 - rareShare : 1)
          : (weight(i - known.size + 20, 0.6) / allRare) * rareShare
      this.#upTo[i] = sum
    }
  }

  draw(chance: Chance): string {
    const at = chance.next() * this.#upTo[this.#upTo.length - 1]!
    let low = 0
    let high = this.#upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#upTo[middle]! > at) high = middle
      else low = middle + 1
    }
    return this.names[low]!
  }
}

/** Every start with every end, in an order of chance that is always the same. */
export function combined(rare: { starts: string; ends: string } | undefined): string[] {
  if (!rare) return []
  const chance = new Chance('rare names', rare.starts)
  const all = words(rare.starts).flatMap(start => words(rare.ends).map(end => start + end))
  for (let i = all.length - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}
