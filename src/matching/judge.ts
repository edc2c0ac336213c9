/**
 * Is one of these records the child that is asked about?
 *
 * Three answers stand against each other for every candidate: the same child, a brother or sister, and a stranger. The
 * candidates stand against each other too, and all of them against "nobody here". Nothing is joined by it: a person decides.
 */
import { bandOf, vetoesInWords, vetoesOf } from './bands.ts'
import { Comparer } from './compare.ts'
import { CorpusBuilder, recordShape, Values } from './corpus.ts'
import {
  chanceSentence,
  type Evidence,
  type Explained,
  evidenceOf,
  hasRival,
  lookReason,
  rivalsSentence,
  siblingSentence,
} from './evidence.ts'
import type { Field } from './fields.ts'
import type { Described } from './record.ts'
import { countsFrom, type Register, usualRegister } from './register.ts'
import { bitsFor } from './score.ts'

export { type Register, usualRegister }
export type Judged<T> = Explained & { readonly candidate: T }

/** The chance, before anything is compared, that a child asked about is nowhere among the records. */
export const nowhere = 0.3

/**
 * Judges the candidates for one child against each other. Gives all of them, likeliest first. `elsewhere`: the chance that
 * the child is in none of the records, before anything is compared.
 */
export function judge<T extends Described>(
  of: Described,
  candidates: readonly T[],
  register: Register,
  elsewhere: number = nowhere,
): Judged<T>[] {
  const values = new Values()
  const one = new CorpusBuilder(values, recordShape, undefined, 1)
  one.add(of)
  const others = new CorpusBuilder(values, recordShape, undefined, Math.max(1, candidates.length))
  for (const candidate of candidates) others.add(candidate)
  const left = others.done()
  const comparer = new Comparer(
    values,
    left,
    one.done(),
    countsFrom(register, values, left),
    register.weights,
  )
  const siblingShare = register.weights.siblingsEach / register.children
  const prior = (1 - elsewhere) / register.children
  const bits = candidates.map((_, i) => {
    comparer.compareWhole(i, 0)
    return bitsFor(comparer, siblingShare)
  })
  const odds = bits.map(one => prior * 2 ** one)
  const all = odds.reduce((sum, one) => sum + one, elsewhere)
  return candidates
    .map((candidate, i): Judged<T> & { bits: number } => {
      comparer.compareWhole(i, 0)
      const chance = odds[i]! / all
      const rivals = bits.filter((_, other) => other !== i)
      const found = vetoesOf(comparer, i, 0, { chance, alone: chance, hasRival: hasRival(bits[i]!, rivals) })
      const band = bandOf(comparer, i, 0, chance, found)
      const look = lookReason(band, chance)
      return {
        candidate,
        bits: bits[i]!,
        probability: chance,
        band,
        start: Math.log2(prior / elsewhere),
        evidence: evidenceOf(comparer).map(line => withValues(line, of, candidate)),
        sibling: siblingSentence(comparer, siblingShare),
        rivals: rivalsSentence(bits[i]!, rivals),
        sentence: chanceSentence(chance),
        because: [...vetoesInWords(found), ...(look === undefined ? [] : [look])],
      }
    })
    .sort((a, b) => b.probability - a.probability || b.bits - a.bits)
    .map(({ bits: _, ...judged }) => judged)
}

const withValues = (line: Evidence, of: Described, candidate: Described): Evidence => ({
  ...line,
  left: writtenIn(of, line.field),
  right: writtenIn(candidate, line.field),
})

/** Of a protected child nobody is told these, whoever put them into the record. */
const untold: ReadonlySet<Field> = new Set(['postcode', 'address', 'town', 'contact', 'phone'])

/** What a record says of a field, as it was written. */
export function writtenIn(record: Described, field: Field): string | undefined {
  if (record.protected === true && untold.has(field)) return undefined
  const all = (texts: readonly (string | undefined)[]): string | undefined =>
    [...new Set(texts.filter(text => text !== undefined && text !== ''))].join(', ') || undefined
  switch (field) {
    case 'upn':
      return all(record.upns)
    case 'date_of_birth':
      return record.dateOfBirth || undefined
    case 'forename':
      return all(record.forenames)
    case 'surname':
      return all(record.surnames)
    case 'middle_names':
      return record.middleNames || undefined
    case 'sex':
      return record.sex || undefined
    case 'postcode':
      return all(record.homes.map(home => home.postcode))
    case 'address':
      return all(record.homes.map(home => home.lines))
    case 'town':
      return all(record.homes.map(home => home.town))
    case 'contact':
      return all(
        record.contacts.map(({ forename, surname }) => [forename, surname].filter(Boolean).join(' ')),
      )
    case 'phone':
      return all(record.phones)
    case 'household':
      return undefined
  }
}
