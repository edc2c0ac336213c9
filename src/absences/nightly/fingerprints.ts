/**
 * Is what the register shows of a child what stands written of them already?
 *
 * Two sets of findings are compared for every child every night, and for nearly all of them they are the same. So each set
 * is kept as a sum of 64 bits over its findings, whatever their order: equal sums are equal sets (by chance once in many
 * million million), and only the children whose sums differ are judged in full.
 */
import type { RuleId } from '../finding.ts'

/** The rules in the order by which the database and these sums number them, from 1. */
export const rulesInOrder = [
  'T-04',
  'T-07',
  'T-15',
  'T-14',
  'H-10',
  'T-09',
  'PA',
  'SA',
  'T-10',
  'T-11',
  'T-21',
] as const satisfies readonly RuleId[]

export const ruleNumbers = Object.fromEntries(rulesInOrder.map((rule, i) => [rule, i + 1])) as Readonly<
  Record<RuleId, number>
>

/** For "no such day" among the days of a finding. */
export const noDay = -1

/** A sum of 64 bits for each of many children. */
export class Fingerprints {
  #low = new Int32Array(1024)
  #high = new Int32Array(1024)

  /** Adds a finding: its rule's number and its days as day numbers, `noDay` where there is none. */
  add(child: number, rule: number, on: number, due: number, since: number): void {
    if (child >= this.#low.length) this.#grow(child)
    this.#low[child] = (this.#low[child]! + mixed(0x2545f491, rule, on, due, since)) | 0
    this.#high[child] = (this.#high[child]! + mixed(0x9e3779b9, rule, on, due, since)) | 0
  }

  isSame(child: number, other: Fingerprints): boolean {
    return (
      (this.#low[child] ?? 0) === (other.#low[child] ?? 0) &&
      (this.#high[child] ?? 0) === (other.#high[child] ?? 0)
    )
  }

  #grow(child: number): void {
    const size = Math.max(child + 1, this.#low.length * 2)
    const [low, high] = [this.#low, this.#high]
    this.#low = new Int32Array(size)
    this.#low.set(low)
    this.#high = new Int32Array(size)
    this.#high.set(high)
  }
}

/** As in MurmurHash3: every bit of what goes in reaches every bit of what comes out. */
function mixed(seed: number, rule: number, on: number, due: number, since: number): number {
  let hash = round(round(round(round(seed, rule), on), due), since)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function round(hash: number, value: number): number {
  let mix = Math.imul(value, 0xcc9e2d51)
  mix = Math.imul((mix << 15) | (mix >>> 17), 0x1b873593)
  const both = hash ^ mix
  return (Math.imul((both << 13) | (both >>> 19), 5) + 0xe6546b64) | 0
}
