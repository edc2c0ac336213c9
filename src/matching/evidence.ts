/** A match that cannot be explained is not acted on: what was compared, in words and bits, for whoever has to decide. */
import { type Band, bands, rivalWithin } from './bands.ts'
import { type Comparer, isOtherName } from './compare.ts'
import {
  at,
  born,
  type Field,
  fields,
  forename,
  levelWords,
  postcode,
  surname,
  unknown,
  upn,
} from './fields.ts'
import { siblingWeightOf, weightOf } from './score.ts'

export type Evidence = {
  readonly field: Field
  /** "day and month exchanged" */
  readonly level: string
  /** Bits for the same child against two children at random; below nothing speaks against. */
  readonly weight: number
  readonly agrees: 'yes' | 'nearly' | 'no' | 'not known'
  /** What the record asked about says, and what the candidate says. */
  readonly left?: string | undefined
  readonly right?: string | undefined
  /** "shared by about 48 children here" */
  readonly note?: string | undefined
}

export type Explained = {
  readonly probability: number
  readonly band: Band
  /** Bits before anything is compared: how unlikely any two children are to be the same. */
  readonly start: number
  /** Heaviest first; what is not known comes last. */
  readonly evidence: readonly Evidence[]
  readonly sibling: string
  readonly rivals: string
  /** "97 in 100 that these are the same child." */
  readonly sentence: string
  /** Why a person must look, gravest first; empty where nothing stands against it. */
  readonly because: readonly string[]
}

/** After `comparer.compare(i, j)`: every field as it was compared, heaviest first, unknown last. */
export function evidenceOf(comparer: Comparer): Evidence[] {
  const all = fields.map((field, number): Evidence => {
    const found = levelWords[field][comparer.levels[number]!]
    if (!found) return { field, level: 'not known', weight: 0, agrees: 'not known' }
    return {
      field,
      level: found.says,
      weight: weightOf(comparer, number),
      agrees: found.agrees,
      note: noteOf(comparer, number),
    }
  })
  return all.sort(
    (a, b) =>
      Number(a.agrees === 'not known') - Number(b.agrees === 'not known') ||
      Math.abs(b.weight) - Math.abs(a.weight),
  )
}

/** How common the very value is here, where that is what was weighed. */
function noteOf({ levels, chances, counts }: Comparer, field: number): string | undefined {
  const isThisValue =
    (field === at.born && (levels[field] === born.same || levels[field] === born.exchanged)) ||
    (field === at.forename && levels[field] === forename.same) ||
    (field === at.surname && levels[field] === surname.same) ||
    (field === at.postcode && levels[field] === postcode.same)
  if (!isThisValue) return undefined
  const share = 2 ** chances[field]!
  const many = Math.round(share * counts.size)
  if (field === at.born || field === at.postcode)
    return `shared by about ${many < 2 ? 'one child' : `${many.toLocaleString('en-GB')} children`} here`
  const within = field === at.forename && levels[at.surname] === surname.same ? ' of this surname' : ''
  return share > 0.5
    ? undefined
    : `about 1 child in ${Math.round(1 / share).toLocaleString('en-GB')}${within}`
}

/** The brother-or-sister question in a sentence. */
export function siblingSentence(comparer: Comparer, siblingShare: number): string {
  let bits = Math.log2(siblingShare)
  let same = Math.log2(siblingShare)
  for (let field = 0; field < fields.length; field += 1) {
    bits += siblingWeightOf(comparer, field)
    same += weightOf(comparer, field)
  }
  const difference = same - bits
  if (bits < -10) return 'Could it be a brother or sister? Nothing says that they share a home.'
  if (difference > 7)
    return `Could it be a brother or sister? Unlikely: ${whatASiblingWouldNotShare(comparer)} would differ.`
  if (difference > 0) return 'Could it be a brother or sister? It could: look at forename, birthday and sex.'
  return 'Could it be a brother or sister? That is likelier than the same child.'
}

function whatASiblingWouldNotShare({ levels }: Comparer): string {
  if (levels[at.upn] === upn.same) return 'the UPN'
  const given = levels[at.forename]!
  if (given !== unknown && !isOtherName(given)) return 'the forename'
  return 'the date of birth'
}

/** Anyone else? `bits` are those of the pair, `others` those of the other candidates. */
export function rivalsSentence(bits: number, others: readonly number[]): string {
  const near = others.filter(other => bits - other < 20)
  if (near.length === 0) return 'Anyone else? Nobody else comes near.'
  const best = Math.max(...near)
  const times = 2 ** Math.abs(bits - best)
  const whom = near.length === 1 ? 'One other child' : `${near.length} other children, the best of them`
  if (Math.abs(bits - best) < 0.5) return `Anyone else? ${whom} just as likely.`
  const often =
    times > 1_000_000
      ? 'a million times'
      : `${times < 10 ? times.toFixed(1) : Math.round(times).toLocaleString('en-GB')} times`
  return `Anyone else? ${whom} ${often} ${bits > best ? 'less' : 'more'} likely.`
}

export const hasRival = (bits: number, others: readonly number[]): boolean =>
  others.some(other => Math.abs(bits - other) < rivalWithin || other > bits)

/** The chance in words: never "100 in 100", since nobody can know that. */
export function chanceSentence(chance: number): string {
  const share = Math.round(chance * 100)
  const inWords = share >= 100 ? 'More than 99' : share < 1 ? 'Fewer than 1' : String(share)
  return `${inWords} in 100 that these are the same child.`
}

/** Why a person has to look, besides the vetoes. */
export function lookReason(band: Band, chance: number): string | undefined {
  return band === 'look' ? `${bands.look}. ${chanceSentence(chance)}` : undefined
}
