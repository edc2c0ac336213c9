/**
 * How alike are two records, field by field, and why?
 *
 * Each field is compared by levels, the first that holds being the answer, with words for a person and two weights in
 * bits: how much it speaks for the same child, and how much for a brother or sister in the same home (who shares a
 * surname, a home and a telephone, and would otherwise pass for the same child). Not known is not different: it weighs
 * nothing either way. Weights are log2 of published starting values; none is trained on anyone's data yet.
 */
import { type Clean, type Name, withinOneEdit } from './clean.ts'
import { areVariants } from './variants.ts'

export type Level = {
  readonly when: (a: Clean, b: Clean) => boolean
  readonly says: string
  /** For the same child, against any two children. */
  readonly bits: number
  /** For a brother or sister, against any two children. */
  readonly sibling: number
  readonly agrees: 'yes' | 'nearly' | 'no' | 'not known'
}
export type Comparison = { readonly of: Field; readonly levels: readonly Level[] }
export const fields = ['UPN', 'date of birth', 'forename', 'surname', 'home', 'telephone', 'sex'] as const
export type Field = (typeof fields)[number]

const level = (
  says: string,
  agrees: Level['agrees'],
  bits: number,
  sibling: number,
  when: Level['when'] = () => true,
): Level => ({ says, agrees, bits, sibling, when })
const unknown = (when: Level['when']): Level => level('not known for one of them', 'not known', 0, 0, when)

const meet = (a: readonly string[], b: readonly string[]): boolean => a.some(one => b.includes(one))
const anyPair = (
  a: readonly string[],
  b: readonly string[],
  holds: (x: string, y: string) => boolean,
): boolean => a.some(x => b.some(y => holds(x, y)))
const near = (a: string, b: string): boolean =>
  a !== b && Math.min(a.length, b.length) >= 4 && withinOneEdit(a, b)
const wholes = (names: readonly Name[]): string[] => names.map(name => name.whole)
const sharesPart = (a: Name, b: Name): boolean =>
  (a.parts.length > 1 || b.parts.length > 1) && meet(a.parts, b.parts)
const shortened = (a: string, b: string): boolean => {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  return short.length >= 3 && long.startsWith(short)
}
const dayAndMonth = (a: Clean, b: Clean): boolean =>
  a.bornOn![0] === b.bornOn![0] && a.bornOn![1] === b.bornOn![2] && a.bornOn![2] === b.bornOn![1]
const digitsOf = (bornOn: Clean['bornOn']): string => bornOn!.join('')
const partOfDay = (a: Clean, b: Clean): boolean => {
  const [ay, am, ad] = a.bornOn!
  const [by, bm, bd] = b.bornOn!
  return (ay === by && am === bm) || (am === bm && ad === bd && Math.abs(Number(ay) - Number(by)) === 1)
}
const birthAllowsSwap = (a: Clean, b: Clean): boolean =>
  a.bornOn !== undefined &&
  b.bornOn !== undefined &&
  (digitsOf(a.bornOn) === digitsOf(b.bornOn) || partOfDay(a, b))
/** The forename of each is the surname of the other: one event over two fields, counted in the forename alone. */
const swapped = (a: Clean, b: Clean): boolean =>
  a.forename.whole !== '' &&
  a.surname.whole !== '' &&
  a.forename.whole !== a.surname.whole &&
  a.forename.whole === b.surname.whole &&
  a.surname.whole === b.forename.whole &&
  birthAllowsSwap(a, b)
/** A final letter marks a temporary number: agreement counts, disagreement says nothing. */
const permanent = (upns: readonly string[]): string[] => upns.filter(upn => /\d$/.test(upn))

export const comparisons: readonly Comparison[] = [
  {
    of: 'UPN',
    levels: [
      unknown((a, b) => a.typedUpns.length === 0 || b.typedUpns.length === 0),
      level('the same', 'yes', 16.6, -20, (a, b) => meet(a.upns, b.upns)),
      level('one character different', 'nearly', 8, -2, (a, b) => anyPair(a.typedUpns, b.typedUpns, near)),
      unknown((a, b) => permanent(a.upns).length === 0 || permanent(b.upns).length === 0),
      level('different, both valid', 'no', -6.6, 0),
    ],
  },
  {
    of: 'date of birth',
    levels: [
      unknown((a, b) => !a.bornOn || !b.bornOn),
      level(
        'the same, but 1 January is often a guess',
        'yes',
        8,
        4,
        (a, b) => digitsOf(a.bornOn) === digitsOf(b.bornOn) && digitsOf(a.bornOn).endsWith('0101'),
      ),
      level('the same', 'yes', 12.2, 6.9, (a, b) => digitsOf(a.bornOn) === digitsOf(b.bornOn)),
      level('day and month exchanged', 'nearly', 5.8, 0, dayAndMonth),
      level('one digit different', 'nearly', 1.4, 0, (a, b) =>
        withinOneEdit(digitsOf(a.bornOn), digitsOf(b.bornOn)),
      ),
      level('partly the same', 'nearly', 1.5, 0, partOfDay),
      level('different', 'no', -7.6, 0),
    ],
  },
  {
    of: 'forename',
    levels: [
      unknown((a, b) => a.forename.whole === '' || b.forename.whole === ''),
      level('the same', 'yes', 9.8, -2.3, (a, b) => a.forename.whole === b.forename.whole),
      level('forename and surname exchanged', 'nearly', 13.3, -3, swapped),
      level(
        'the name the other is known as',
        'yes',
        6.5,
        -2,
        (a, b) =>
          meet([a.forename.whole, ...wholes(a.knownAs)], wholes(b.knownAs)) ||
          meet(wholes(a.knownAs), [b.forename.whole]),
      ),
      level('a spelling or short form of the same name', 'yes', 6.2, -1, (a, b) =>
        areVariants(a.forename.whole, b.forename.whole),
      ),
      level('one letter different', 'nearly', 6.4, -1, (a, b) => near(a.forename.whole, b.forename.whole)),
      level(
        'the other’s middle name',
        'nearly',
        3.9,
        0,
        (a, b) => b.middles.includes(a.forename.whole) || a.middles.includes(b.forename.whole),
      ),
      // Lily-Mae and Lily-Rose share a part and may be twins; Lily and Lily-Mae may be one child.
      level('shortened', 'nearly', 4.1, 0, (a, b) => shortened(a.forename.whole, b.forename.whole)),
      level('different', 'no', -6.6, 0),
    ],
  },
  {
    of: 'surname',
    levels: [
      unknown((a, b) => a.surname.whole === '' || b.surname.whole === ''),
      level('the same', 'yes', 10.1, 10.1, (a, b) => a.surname.whole === b.surname.whole),
      level('counted with the forename', 'nearly', 0, 0, swapped),
      level('another surname the child has or had', 'yes', 6, 4, (a, b) =>
        meet([a.surname.whole, ...wholes(a.otherSurnames)], [b.surname.whole, ...wholes(b.otherSurnames)]),
      ),
      level('a spelling of the same name', 'yes', 7, 7, (a, b) =>
        areVariants(a.surname.whole, b.surname.whole),
      ),
      level('one letter different', 'nearly', 7.8, 7.8, (a, b) => near(a.surname.whole, b.surname.whole)),
      level('part of a double name', 'nearly', 7.2, 7.2, (a, b) => sharesPart(a.surname, b.surname)),
      level('different', 'no', -5.6, -3.3),
    ],
  },
  {
    of: 'home',
    levels: [
      unknown((a, b) => a.postcodes.length === 0 || b.postcodes.length === 0),
      level(
        'the same address',
        'yes',
        15.5,
        15.5,
        (a, b) => meet(a.postcodes, b.postcodes) && meet(a.addresses, b.addresses),
      ),
      level('the same postcode', 'yes', 13, 13, (a, b) => meet(a.postcodes, b.postcodes)),
      level('one character of the postcode different', 'nearly', 4, 4, (a, b) =>
        anyPair(a.postcodes, b.postcodes, near),
      ),
      level('different', 'no', -2.9, -2.9),
    ],
  },
  {
    of: 'telephone',
    levels: [
      unknown((a, b) => a.phones.length === 0 || b.phones.length === 0),
      level('a number in common', 'yes', 12, 12, (a, b) => meet(a.phones, b.phones)),
      level('different', 'no', -1.5, -1.5),
    ],
  },
  {
    of: 'sex',
    levels: [
      unknown((a, b) => !a.sex || !b.sex),
      level('the same', 'yes', 1, 0, (a, b) => a.sex === b.sex),
      level('different', 'no', -3, 0),
    ],
  },
]

/** How one field compared. */
export type Compared = { readonly of: Field; readonly level: Level }

/** Compares two records, every field, in the order of the table. */
export function compare(a: Clean, b: Clean): Compared[] {
  return comparisons.map(({ of, levels }) => ({ of, level: levels.find(one => one.when(a, b))! }))
}

export const totalBits = (compared: readonly Compared[]): number =>
  compared.reduce((sum, one) => sum + one.level.bits, 0)
export const siblingBits = (compared: readonly Compared[]): number =>
  compared.reduce((sum, one) => sum + one.level.sibling, 0)
