/**
 * Are these the same child? Which band does each candidate fall in, and in words, why?
 *
 * Three answers stand against each other for every pair: the same child, a brother or sister in the same home, and two
 * children who have nothing to do with each other. Candidates stand against each other too: two that are as good share
 * what is left. The bands say what a person should do; nothing is joined by a band.
 */
import { type Clean, clean, type Described } from './clean.ts'
import { type Compared, compare, type Field, siblingBits, totalBits } from './compare.ts'

export const bands = {
  certain: 'Almost certainly the same child',
  probable: 'Probably the same child',
  look: 'Worth a look: a person decides',
  none: 'Not alike enough',
} as const
export type Band = keyof typeof bands

export type Judged<T> = {
  readonly candidate: T
  readonly band: Band
  /** Out of 100, among all the candidates and nobody. */
  readonly share: number
  readonly compared: readonly Compared[]
  /** What speaks for and against, heaviest first, then what keeps it from being certain. */
  readonly because: readonly string[]
  readonly vetoes: readonly string[]
}

/** The chance, before anything is compared, that a child asked about is nowhere among the records. */
const nowhere = 0.3

const levelOf = (compared: readonly Compared[], field: Field) => compared.find(one => one.of === field)!.level
const isClose = (a: Clean, b: Clean, compared: readonly Compared[]): boolean => {
  const forename = levelOf(compared, 'forename')
  return (
    forename.agrees === 'yes' ||
    forename.says === 'the other’s middle name' ||
    a.forename.whole === b.forename.whole
  )
}

/** What keeps a pair from being called certain, whatever its score. */
export function vetoesOf(a: Clean, b: Clean, compared: readonly Compared[]): string[] {
  const vetoes: string[] = []
  if (levelOf(compared, 'UPN').agrees === 'no') {
    vetoes.push('Two different valid UPNs: strong against, though a child is sometimes given a second one')
  }
  if (isTwins(a, b, compared)) {
    vetoes.push('Same surname, birthday and home with another forename: they may be twins')
  }
  if (a.protected || b.protected) vetoes.push('One of them is protected: only a person decides')
  return vetoes
}

function isTwins(a: Clean, b: Clean, compared: readonly Compared[]): boolean {
  return (
    levelOf(compared, 'date of birth').agrees === 'yes' &&
    levelOf(compared, 'home').agrees === 'yes' &&
    levelOf(compared, 'forename').agrees !== 'not known' &&
    levelOf(compared, 'UPN').agrees !== 'yes' &&
    !isClose(a, b, compared)
  )
}

/** Enough beside the score for "certain": the number, or name, birthday and something independent of both. */
function isIndependent(compared: readonly Compared[]): boolean {
  if (levelOf(compared, 'UPN').agrees === 'yes') return true
  const forename = levelOf(compared, 'forename')
  const born = levelOf(compared, 'date of birth')
  return (
    (forename.agrees === 'yes' || forename.says === 'one letter different') &&
    (born.agrees === 'yes' ||
      born.says === 'day and month exchanged' ||
      born.says === 'one digit different') &&
    (levelOf(compared, 'home').agrees === 'yes' || levelOf(compared, 'telephone').agrees === 'yes')
  )
}

/**
 * Judges the candidates for one child against each other. `children` is how many there are to mistake the child for: the
 * size of the authority's lists. Gives all that are worth showing, likeliest first.
 */
export function judge<T extends Described>(
  of: Described,
  candidates: readonly T[],
  children: number,
): Judged<T>[] {
  const a = clean(of)
  const start = Math.log2((1 - nowhere) / Math.max(children, 1000))
  const sibling = Math.log2(1 / Math.max(children, 1000))
  const scored = candidates.map(candidate => {
    const b = clean(candidate)
    const compared = compare(a, b)
    const odds = 2 ** (start + totalBits(compared)) / (1 + 2 ** (sibling + siblingBits(compared)))
    return { candidate, b, compared, odds }
  })
  const all = scored.reduce((sum, one) => sum + one.odds, nowhere)
  const best = scored.map(one => one.odds).sort((x, y) => y - x)
  return scored
    .map(({ candidate, b, compared, odds }): Judged<T> => {
      const share = odds / all
      const vetoes = vetoesOf(a, b, compared)
      const rival = odds === best[0] ? best[1] : best[0]
      if (rival !== undefined && rival > odds / 64) vetoes.push('Another child is nearly as likely')
      return {
        candidate,
        share: Math.min(99, Math.round(share * 100)),
        compared,
        vetoes,
        band: bandOf(share, compared, vetoes, isTwins(a, b, compared)),
        because: [...reasons(compared), ...vetoes],
      }
    })
    .filter(one => one.band !== 'none')
    .sort((x, y) => y.share - x.share || totalBits(y.compared) - totalBits(x.compared))
}

function bandOf(
  share: number,
  compared: readonly Compared[],
  vetoes: readonly string[],
  twins: boolean,
): Band {
  if (share < 0.05) return twins ? 'look' : 'none'
  if (twins) return 'look'
  if (share >= 0.99 && vetoes.length === 0 && isIndependent(compared)) return 'certain'
  return share >= 0.9 ? 'probable' : 'look'
}

/** "Date of birth the same", heaviest first; what is not known comes last and says so. */
function reasons(compared: readonly Compared[]): string[] {
  return [...compared]
    .sort((x, y) => Math.abs(y.level.bits) - Math.abs(x.level.bits))
    .map(({ of, level }) => `${of[0]!.toUpperCase()}${of.slice(1)}: ${level.says}`)
}
