/**
 * Which names are spellings or short forms of each other? Kept as data, open to correction by a person; no table is
 * complete, so "nearly the same" and "sounds alike" must carry what it lacks. A name may stand in several sets: Charlie
 * is Charles and Charlotte, and that does not make Charles Charlotte.
 *
 * The data is from general knowledge of names, one line a set, one file an origin. Lines may be added and mended: what
 * is nobody's short form any more (Daisy for Margaret) is left out, because two sisters may well have the two names.
 */
import { african } from './variants/african.ts'
import { arabic } from './variants/arabic.ts'
import { celtic } from './variants/celtic.ts'
import { eastern } from './variants/eastern.ts'
import { english } from './variants/english.ts'
import { farEast } from './variants/far-east.ts'
import { southAsian } from './variants/south-asian.ts'
import { southern } from './variants/southern.ts'
import { surnames } from './variants/surnames.ts'
import { turkish } from './variants/turkish.ts'

const sets: readonly (readonly string[])[] = [
  english,
  celtic,
  arabic,
  southAsian,
  african,
  eastern,
  turkish,
  farEast,
  southern,
  surnames,
].flatMap(lines =>
  lines
    .trim()
    .split('\n')
    .map(line => line.split(' ')),
)

const setsOf = new Map<string, number[]>()
sets.forEach((names, number) => {
  for (const name of names) {
    const known = setsOf.get(name)
    if (known) known.push(number)
    else setsOf.set(name, [number])
  }
})

const none: readonly number[] = []

/** The numbers of the sets a cleaned name is in, rising; none for most names. They hold for one version of the data. */
export const variantSets = (whole: string): readonly number[] => setsOf.get(whole) ?? none

/** Are two cleaned names known spellings or short forms of one? Not of a name and itself, unless it is in a set. */
export function areVariants(a: string, b: string): boolean {
  const ofA = setsOf.get(a)
  if (ofA === undefined) return false
  const ofB = setsOf.get(b)
  if (ofB === undefined) return false
  for (let i = 0; i < ofA.length; i++) if (ofB.includes(ofA[i]!)) return true
  return false
}

/** Every name of the sets this name is in, itself among them; empty where it is in none. */
export const variantsOf = (whole: string): readonly string[] => [
  ...new Set(variantSets(whole).flatMap(number => sets[number]!)),
]

/** The end of a man's surname, and the end his sister's, wife's or daughter's has: Slavic, Baltic and Greek names. */
const endings: readonly (readonly [his: string, hers: string])[] = [
  ['ski', 'ska'],
  ['cki', 'cka'],
  ['dzki', 'dzka'],
  ['sky', 'ska'],
  ['sky', 'skaya'],
  ['skiy', 'skaya'],
  ['skyi', 'ska'],
  ['skyy', 'ska'],
  ['skij', 'skaja'],
  ['tskyi', 'tska'],
  ['ov', 'ova'],
  ['ev', 'eva'],
  ['yov', 'yova'],
  ['ow', 'owa'],
  ['ew', 'ewa'],
  ['in', 'ina'],
  ['yn', 'yna'],
  ['ny', 'na'],
  ['yi', 'aya'],
  ['yy', 'aya'],
  ['iy', 'aya'],
  ['yi', 'a'],
  // Czech and Slovak: Novak and Novakova, Svoboda and Svobodova, Novacek and Novackova.
  ['', 'ova'],
  ['a', 'ova'],
  ['ek', 'kova'],
  ['ec', 'cova'],
  // Lithuanian, wife and daughter; Latvian.
  ['as', 'iene'],
  ['as', 'aite'],
  ['is', 'iene'],
  ['is', 'yte'],
  ['us', 'iene'],
  ['us', 'ute'],
  ['ys', 'yte'],
  ['ins', 'ina'],
  ['ns', 'na'],
  // Greek.
  ['poulos', 'poulou'],
  ['idis', 'idou'],
  ['akis', 'aki'],
  ['os', 'ou'],
]

/**
 * Are these the surnames a man and a woman of one family have: Singh and Kaur, Kowalski and Kowalska, Ivanov and
 * Ivanova? Weaker than a variant: every Singh has every Kaur for a sister.
 */
export const areGenderedPair = (a: string, b: string): boolean =>
  a !== b && (gendered(a, b) || gendered(b, a))

function gendered(his: string, hers: string): boolean {
  // Singh Gill and Kaur Gill too.
  if (his.startsWith('singh') && hers.startsWith('kaur')) return his.slice(5) === hers.slice(4)
  // All of theirs end in a vowel, all of his in something else or another vowel: most pairs of names stop here.
  const last = hers.charCodeAt(hers.length - 1)
  if (last !== 97 && last !== 101 && last !== 117 && last !== 105) return false
  if (his.charCodeAt(0) !== hers.charCodeAt(0) || his.charCodeAt(1) !== hers.charCodeAt(1)) return false
  for (const [m, f] of endings) {
    const stem = his.length - m.length
    if (stem >= 3 && stem === hers.length - f.length && his.endsWith(m) && hers.endsWith(f)) {
      if (his.startsWith(hers.slice(0, stem))) return true
    }
  }
  return false
}
