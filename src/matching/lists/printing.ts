import { type Assigned, among, type Pairs } from '../assignment.ts'
import { bandOf, probableFrom, vetoesInWords, vetoesOf } from '../bands.ts'
import { type Evidence, evidenceOf, hasRival, lookReason } from '../evidence.ts'
import { fields, levelWords, unknown } from '../fields.ts'
import type { Linker } from '../linker.ts'
import { weightOf } from '../score.ts'
import { type Ids, idOf } from './ids.ts'
import {
  type Best,
  fieldJson,
  inAHundred,
  type PairPrinted,
  pairJson,
  pairText,
  unmatchedJson,
  unmatchedText,
} from './printed.ts'

export type PrintOptions = {
  json: boolean
  threshold: number
  /** One list is searched for several records of one child. */
  dedupe: boolean
}

/** What is printed: the pairs that were chosen, every pair that was scored, or those of the right list that found nobody. */
export type Chosen = 'pairs' | 'candidates' | 'unmatched'

/** Text for a stretch of the right list, and what is to be said of it at the end. */
export type Printed = { bytes: Uint8Array; sums: Sums }

export type Sums = {
  /** How many pairs were printed in each band. */
  certain: number
  probable: number
  look: number
  none: number
  /** How many right records were given nobody. */
  unmatched: number
  /** Of those linked as certain or probable: how many are expected to be wrong, or of a child who is not there. */
  wrongExpected: number
  /** Of those given nobody: how many are expected to be there all the same. */
  thereExpected: number
}

export const noSums = (): Sums => ({
  certain: 0,
  probable: 0,
  look: 0,
  none: 0,
  unmatched: 0,
  wrongExpected: 0,
  thereExpected: 0,
})

const encoder = new TextEncoder()

/** Writes what was found, a stretch of the right list at a time. */
export class Printing {
  readonly #linker: Linker
  readonly #ids: { left: Ids; right: Ids }
  readonly #pairs: Pairs
  readonly #assigned: Assigned
  readonly #options: PrintOptions
  readonly #weights = new Int32Array(fields.length)
  readonly #fields = new Int32Array(fields.length)
  /** The same few thousand texts stand for the fields of millions of pairs. */
  readonly #known = new Map<number, string>()

  constructor(
    linker: Linker,
    ids: { left: Ids; right: Ids },
    pairs: Pairs,
    assigned: Assigned,
    options: PrintOptions,
  ) {
    this.#linker = linker
    this.#ids = ids
    this.#pairs = pairs
    this.#assigned = assigned
    this.#options = options
  }

  print(what: Chosen, from: number, to: number): Printed {
    const sums = noSums()
    let text = ''
    for (let right = from; right < to; right++) {
      if (what === 'unmatched') text += this.#unmatched(right)
      else if (what === 'candidates') text += this.#candidates(right, sums)
      else text += this.#chosen(right, sums)
    }
    return { bytes: encoder.encode(text), sums }
  }

  /** The pairs that a right record was given: one or none, or all of one child where one list is searched. */
  #givenTo(right: number): number[] {
    const { starts } = this.#pairs
    const { chances, given } = this.#assigned
    const { threshold, dedupe } = this.#options
    if (!dedupe) {
      const pair = given[right]!
      return pair >= 0 && chances[pair]! >= threshold ? [pair] : []
    }
    const found: number[] = []
    for (let pair = starts[right]!; pair < starts[right + 1]!; pair++)
      if (chances[pair]! >= threshold && !this.#isOneId(this.#pairs.lefts[pair]!, right)) found.push(pair)
    return found
  }

  /** Twice one id in one list is said when the list is read; a record is no double of itself. */
  #isOneId(left: number, right: number): boolean {
    return this.#options.dedupe && this.#ids.left.ofRow[left] === this.#ids.right.ofRow[right]
  }

  #chosen(right: number, sums: Sums): string {
    const { starts, lefts } = this.#pairs
    const { chances, alone } = this.#assigned
    const given = this.#givenTo(right)
    if (given.length === 0) {
      sums.unmatched++
      let there = 0
      for (let pair = starts[right]!; pair < starts[right + 1]!; pair++) there += chances[pair]!
      sums.thereExpected += Math.min(1, there)
      return ''
    }
    let text = ''
    for (const pair of given) {
      const chance = chances[pair]!
      const rival = this.#hasRival(right, pair)
      const judged = this.#judged(lefts[pair]!, right, chance, alone[pair]!, rival)
      sums[judged.band]++
      if (chance >= probableFrom) sums.wrongExpected += 1 - chance
      text += this.#line(judged)
    }
    return text
  }

  /** Whether another of the left is nearly as likely. Several records of one child in one list are no rivals. */
  #hasRival(right: number, pair: number): boolean {
    if (this.#options.dedupe) return false
    const { starts, bits } = this.#pairs
    const others: number[] = []
    for (let other = starts[right]!; other < starts[right + 1]!; other++)
      if (other !== pair) others.push(bits[other]!)
    return hasRival(bits[pair]!, others)
  }

  /** Every pair of a right record that was scored, those first that were kept, with the chances they have among all. */
  #candidates(right: number, sums: Sums): string {
    const { starts, lefts, bits } = this.#pairs
    const { chances, alone } = this.#assigned
    const kept = new Map<number, number>()
    for (let pair = starts[right]!; pair < starts[right + 1]!; pair++) kept.set(lefts[pair]!, pair)
    const first = starts[right]!
    const all = this.#linker.candidatesOf(right)
    const known = new Set(all.map(({ left }) => left))
    for (const [left, pair] of kept) if (!known.has(left)) all.push({ left, bits: bits[pair]! })
    all.sort((a, b) => b.bits - a.bits || a.left - b.left)
    // Those that were not kept have the chance that their bits give beside the best of those that were.
    const scale = kept.size === 0 ? this.#prior() : alone[first]! * 2 ** -bits[first]!
    let text = ''
    for (const { left, bits: own } of all) {
      if (this.#isOneId(left, right)) continue
      const pair = kept.get(left)
      const chance = pair === undefined ? Math.min(scale * 2 ** own, 0.05) : chances[pair]!
      if (chance < this.#options.threshold) continue
      const byItself = pair === undefined ? chance : alone[pair]!
      const rival = pair === undefined || this.#hasRival(right, pair)
      const judged = this.#judged(left, right, chance, byItself, rival)
      sums[judged.band]++
      text += this.#line(judged)
    }
    return text
  }

  #prior(): number {
    const { matched } = this.#linker.comparer.weights
    return matched / among(this.#linker.lists.left.size) / Math.max(0.01, 1 - matched)
  }

  /** The pair in words. Afterwards the comparer holds how it compared. */
  #judged(left: number, right: number, chance: number, alone: number, rival: boolean): PairPrinted {
    const { comparer } = this.#linker
    comparer.compareWhole(left, right)
    const found = vetoesOf(comparer, left, right, { chance, alone, hasRival: rival })
    const band = bandOf(comparer, left, right, chance, found)
    const reasons = found === 0 ? [] : vetoesInWords(found)
    const look = lookReason(band, chance)
    if (look !== undefined) reasons.push(look)
    return {
      leftId: idOf(this.#ids.left, left),
      rightId: idOf(this.#ids.right, right),
      probability: chance,
      band,
      because: reasons.map(reason => (reason.endsWith('.') ? reason : `${reason}.`)).join(' '),
    }
  }

  #line(pair: PairPrinted): string {
    return this.#options.json
      ? pairJson(pair, this.#evidence())
      : pairText(pair, evidenceOf(this.#linker.comparer))
  }

  /** The pairs that a right record was given, with their evidence, as values. */
  pairsOf(right: number): (PairPrinted & { evidence: readonly Evidence[] })[] {
    const { chances, alone } = this.#assigned
    return this.#givenTo(right).map(pair => {
      const left = this.#pairs.lefts[pair]!
      const judged = this.#judged(left, right, chances[pair]!, alone[pair]!, this.#hasRival(right, pair))
      return { ...judged, evidence: evidenceOf(this.#linker.comparer) }
    })
  }

  /** Of a right record that was given nobody: the best candidate, and why it was not good enough. */
  unmatchedOf(right: number): { rightId: string; best: Best<readonly Evidence[]> | undefined; why: string } {
    const { best, why } = this.#bestOf(right)
    return {
      rightId: idOf(this.#ids.right, right),
      best: best && { ...best, evidence: evidenceOf(this.#linker.comparer) },
      why,
    }
  }

  /** The fields that were compared, heaviest first, as JSON. */
  #evidence(): string {
    const { comparer } = this.#linker
    const { levels, cells } = comparer
    let many = 0
    for (let field = 0; field < fields.length; field++) {
      if (levels[field] === unknown) continue
      const weight = Math.round(weightOf(comparer, field) * 100)
      let at = many++
      while (at > 0 && Math.abs(this.#weights[at - 1]!) < Math.abs(weight)) {
        this.#weights[at] = this.#weights[at - 1]!
        this.#fields[at] = this.#fields[at - 1]!
        at--
      }
      this.#weights[at] = weight
      this.#fields[at] = field
    }
    let text = ''
    for (let at = 0; at < many; at++) {
      const field = this.#fields[at]!
      const weight = this.#weights[at]!
      const key = cells[field]! * 65_536 + weight
      let json = this.#known.get(key)
      if (json === undefined) {
        const name = fields[field]!
        json = fieldJson(name, levelWords[name][levels[field]!]!.says, weight / 100)
        this.#known.set(key, json)
      }
      text += at === 0 ? json : `,${json}`
    }
    return text
  }

  #unmatched(right: number): string {
    if (this.#givenTo(right).length > 0) return ''
    const { best, why } = this.#bestOf(right)
    const rightId = idOf(this.#ids.right, right)
    if (this.#options.json)
      return unmatchedJson(rightId, best && { ...best, evidence: this.#evidence() }, why)
    return unmatchedText(rightId, best && { ...best, evidence: evidenceOf(this.#linker.comparer) }, why)
  }

  /** The best candidate of one that was given nobody. Afterwards the comparer holds how it compared. */
  #bestOf(right: number): { best: { leftId: string; probability: number } | undefined; why: string } {
    const { starts, lefts } = this.#pairs
    const { chances, alone } = this.#assigned
    let best = -1
    for (let pair = starts[right]!; pair < starts[right + 1]!; pair++)
      if (best < 0 || alone[pair]! > alone[best]!) best = pair
    if (best < 0) return { best: undefined, why: 'Nobody of the left file comes near.' }
    const left = lefts[best]!
    this.#linker.comparer.compareWhole(left, right)
    const leftId = idOf(this.#ids.left, left)
    return { best: { leftId, probability: chances[best]! }, why: this.#whyNot(right, best) }
  }

  #whyNot(right: number, best: number): string {
    const { starts, bits } = this.#pairs
    const { chances, alone } = this.#assigned
    const chance = chances[best]!
    if (alone[best]! > 2 * chance && alone[best]! >= this.#options.threshold)
      return `The best candidate goes with another record of this file, with better reason: ${inAHundred(chance)} that it is this one.`
    let near = 0
    for (let pair = starts[right]!; pair < starts[right + 1]!; pair++)
      if (pair !== best && bits[best]! - bits[pair]! < 1) near++
    const others =
      near === 0 ? '' : near === 1 ? ', and one other is as likely' : `, and ${near} others are as likely`
    return `The best candidate is too unlikely: ${inAHundred(chance)}${others}.`
  }
}
