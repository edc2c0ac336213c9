/**
 * What is each level worth?
 *
 * Every pair is one of three: the same child, two children of one household, or two children who have nothing to do with each
 * other. For each level of each field a model holds how often it is met in each of the three. Brothers and sisters share a
 * surname, a home and a telephone, and twins a birthday: asked only "the same, or strangers?", they would pass for one child.
 */
import * as level from './fields.ts'
import { at, cellOf, cells } from './fields.ts'

export type Weights = {
  /** Which model this is, as links say it. */
  readonly version: string
  /** log2 of how often a level is met, by cell: of the same child, of brothers and sisters, of strangers. */
  readonly same: Float64Array
  readonly siblings: Float64Array
  readonly strangers: Float64Array
  /** The share of the records asked about that are in the list that is searched. */
  readonly matched: number
  /** How many brothers and sisters a child has in the list that is searched, on average. */
  readonly siblingsEach: number
}

type Chances = { [levelNumber: number]: number }
type Table = { same: Chances; siblings?: Chances; strangers: Chances }

const { upn, born, forename, surname, middle, sex, postcode, address, town, contact, phone, household } =
  level

/**
 * Where training starts, and what holds where there is too little to train on. Figures carried over from a published
 * experiment on made-up pupils, and our own for the levels that it did not have. Without `siblings`, a field drifts between
 * two lists alike for a child and for its brothers and sisters.
 */
const starting: readonly [field: number, group: number, table: Table][] = [
  [
    at.upn,
    0,
    {
      same: { [upn.same]: 0.98, [upn.near]: 0.01, [upn.different]: 0.01 },
      siblings: { [upn.same]: 1e-6, [upn.near]: 2e-4, [upn.different]: 0.9998 },
      strangers: { [upn.same]: 1e-5, [upn.near]: 4e-5, [upn.different]: 0.9999 },
    },
  ],
  [
    at.born,
    0,
    {
      same: {
        [born.same]: 0.965,
        [born.exchanged]: 0.005,
        [born.dayOut]: 0.003,
        [born.yearOut]: 0.005,
        [born.oneDigit]: 0.006,
        [born.firstOfMonth]: 0.004,
        [born.sameMonth]: 0.002,
        [born.sameYearAndDay]: 0.002,
        [born.sameYear]: 0.002,
        [born.different]: 0.006,
      },
      siblings: {
        [born.same]: 0.024,
        [born.exchanged]: 2e-4,
        [born.dayOut]: 4e-4,
        [born.yearOut]: 1e-3,
        [born.oneDigit]: 0.004,
        [born.firstOfMonth]: 3e-4,
        [born.sameMonth]: 0.004,
        [born.sameYearAndDay]: 0.002,
        [born.sameYear]: 6e-4,
        [born.different]: 0.9635,
      },
      strangers: {
        [born.same]: 2e-4,
        [born.exchanged]: 7e-5,
        [born.dayOut]: 4e-4,
        [born.yearOut]: 4e-4,
        [born.oneDigit]: 0.0045,
        [born.firstOfMonth]: 4e-4,
        [born.sameMonth]: 0.004,
        [born.sameYearAndDay]: 0.002,
        [born.sameYear]: 5e-4,
        [born.different]: 0.9875,
      },
    },
  ],
  ...bothGroups(at.forename, {
    same: {
      [forename.same]: 0.85,
      [forename.variant]: 0.03,
      [forename.near]: 0.045,
      [forename.sounds]: 0.01,
      [forename.short]: 0.006,
      [forename.middle]: 0.015,
      [forename.swapped]: 0.005,
      [forename.half]: 0.012,
      [forename.otherHalf]: 3e-4,
      [forename.initial]: 0.004,
      [forename.knownAs]: 0.012,
      [forename.different]: 0.006,
      [forename.distant]: 0.005,
      [forename.initialDiffers]: 2e-4,
    },
    siblings: {
      [forename.same]: 2e-4,
      [forename.variant]: 3e-4,
      [forename.near]: 0.001,
      [forename.sounds]: 0.006,
      [forename.short]: 5e-4,
      [forename.middle]: 0.004,
      [forename.swapped]: 1e-6,
      [forename.half]: 0.001,
      [forename.otherHalf]: 0.003,
      [forename.initial]: 0.001,
      [forename.knownAs]: 1e-4,
      [forename.different]: 0.93,
      [forename.distant]: 0.05,
      [forename.initialDiffers]: 0.003,
    },
    strangers: {
      [forename.same]: 1e-3,
      [forename.variant]: 4e-4,
      [forename.near]: 6e-4,
      [forename.sounds]: 3e-3,
      [forename.short]: 3e-4,
      [forename.middle]: 1e-3,
      [forename.swapped]: 1e-6,
      [forename.half]: 5e-4,
      [forename.otherHalf]: 5e-4,
      [forename.initial]: 8e-4,
      [forename.knownAs]: 1e-3,
      [forename.different]: 0.93,
      [forename.distant]: 0.05,
      [forename.initialDiffers]: 0.01,
    },
  }),
  [
    at.surname,
    0,
    {
      same: {
        [surname.same]: 0.885,
        [surname.variant]: 0.01,
        [surname.near]: 0.045,
        [surname.sounds]: 0.005,
        [surname.part]: 0.015,
        [surname.former]: 0.01,
        [surname.parents]: 0.006,
        [surname.gendered]: 0.003,
        [surname.different]: 0.018,
        [surname.distant]: 0.003,
      },
      siblings: {
        [surname.same]: 0.85,
        [surname.variant]: 0.01,
        [surname.near]: 0.042,
        [surname.sounds]: 0.005,
        [surname.part]: 0.015,
        [surname.former]: 0.01,
        [surname.parents]: 0.04,
        [surname.gendered]: 0.003,
        [surname.different]: 0.022,
        [surname.distant]: 0.003,
      },
      strangers: {
        [surname.same]: 8e-4,
        [surname.variant]: 1e-4,
        [surname.near]: 2e-4,
        [surname.sounds]: 1e-3,
        [surname.part]: 1e-4,
        [surname.former]: 2e-4,
        [surname.parents]: 5e-4,
        [surname.gendered]: 1e-4,
        [surname.different]: 0.95,
        [surname.distant]: 0.047,
      },
    },
  ],
  [
    at.middle,
    0,
    {
      same: {
        [middle.same]: 0.86,
        [middle.near]: 0.05,
        [middle.shares]: 0.02,
        [middle.initial]: 0.03,
        [middle.different]: 0.04,
      },
      siblings: {
        [middle.same]: 0.03,
        [middle.near]: 0.005,
        [middle.shares]: 0.01,
        [middle.initial]: 0.015,
        [middle.different]: 0.94,
      },
      strangers: {
        [middle.same]: 5e-3,
        [middle.near]: 2e-3,
        [middle.shares]: 3e-3,
        [middle.initial]: 0.01,
        [middle.different]: 0.98,
      },
    },
  ],
  [
    at.sex,
    0,
    {
      same: { [sex.same]: 0.993, [sex.different]: 0.007 },
      siblings: { [sex.same]: 0.5, [sex.different]: 0.5 },
      strangers: { [sex.same]: 0.5, [sex.different]: 0.5 },
    },
  ],
  [
    at.postcode,
    0,
    {
      same: {
        [postcode.same]: 0.83,
        [postcode.near]: 0.015,
        [postcode.sector]: 0.01,
        [postcode.district]: 0.02,
        [postcode.different]: 0.125,
      },
      strangers: {
        [postcode.same]: 4e-5,
        [postcode.near]: 3.5e-4,
        [postcode.sector]: 2.5e-3,
        [postcode.district]: 2.5e-2,
        [postcode.different]: 0.97,
      },
    },
  ],
  [
    at.address,
    0,
    {
      same: {
        [address.same]: 0.88,
        [address.near]: 0.09,
        [address.sameStreet]: 0.01,
        [address.different]: 0.02,
      },
      strangers: {
        [address.same]: 0.15,
        [address.near]: 0.03,
        [address.sameStreet]: 0.3,
        [address.different]: 0.52,
      },
    },
  ],
  [
    at.address,
    1,
    {
      same: {
        [address.same]: 0.03,
        [address.near]: 0.01,
        [address.sameStreet]: 0.005,
        [address.different]: 0.955,
      },
      strangers: {
        [address.same]: 5e-6,
        [address.near]: 1e-5,
        [address.sameStreet]: 1e-4,
        [address.different]: 0.9998,
      },
    },
  ],
  [
    at.address,
    2,
    {
      same: {
        [address.same]: 0.78,
        [address.near]: 0.07,
        [address.sameStreet]: 0.005,
        [address.different]: 0.145,
      },
      strangers: {
        [address.same]: 5e-6,
        [address.near]: 1e-5,
        [address.sameStreet]: 1e-4,
        [address.different]: 0.9998,
      },
    },
  ],
  [
    at.town,
    0,
    {
      same: { [town.same]: 0.6, [town.near]: 0.06, [town.different]: 0.34 },
      strangers: { [town.same]: 0.05, [town.near]: 0.01, [town.different]: 0.94 },
    },
  ],
  ...bothGroups(at.contact, {
    same: { [contact.both]: 0.75, [contact.forename]: 0.05, [contact.near]: 0.06, [contact.different]: 0.14 },
    strangers: {
      [contact.both]: 8e-6,
      [contact.forename]: 1.3e-3,
      [contact.near]: 1.4e-3,
      [contact.different]: 0.997,
    },
  }),
  [
    at.household,
    0,
    {
      same: { [household.same]: 0.95, [household.other]: 0.05 },
      strangers: { [household.same]: 1e-5, [household.other]: 0.99999 },
    },
  ],
  [
    at.phone,
    0,
    {
      same: { [phone.same]: 0.86, [phone.near]: 0.03, [phone.different]: 0.11 },
      strangers: { [phone.same]: 3e-6, [phone.near]: 1e-5, [phone.different]: 0.99998 },
    },
  ],
]

function bothGroups(field: number, table: Table): [field: number, group: number, table: Table][] {
  return [
    [field, 0, table],
    [field, 1, table],
  ]
}

/** The fields in which a child and its brothers and sisters drift alike between two lists. */
export const ofTheHousehold: readonly number[] = [at.postcode, at.address, at.town, at.contact, at.phone]

/** Never is not a chance: nothing that was met is held to be impossible. */
export const leastChance = 1e-7

const inBits = (chances: Float64Array): Float64Array =>
  chances.map(chance => Math.log2(Math.max(chance, leastChance)))

/** The chances the model starts from, by cell. */
export function startingChances(): { same: Float64Array; siblings: Float64Array; strangers: Float64Array } {
  const tables = {
    same: new Float64Array(cells),
    siblings: new Float64Array(cells),
    strangers: new Float64Array(cells),
  }
  for (const [field, group, table] of starting) {
    for (const kind of ['same', 'siblings', 'strangers'] as const) {
      const chances = table[kind] ?? table.same
      for (const [number, chance] of Object.entries(chances))
        tables[kind][cellOf(field, group, Number(number))] = chance
    }
  }
  return tables
}

/** The weights of a model given as chances by cell. */
export function weightsOf(
  chances: { same: Float64Array; siblings: Float64Array; strangers: Float64Array },
  shares: { matched: number; siblingsEach: number },
  version: string,
): Weights {
  return {
    version,
    same: inBits(chances.same),
    siblings: inBits(chances.siblings),
    strangers: inBits(chances.strangers),
    ...shares,
  }
}

/** The weights that need no training. */
export const startingWeights: Weights = weightsOf(
  startingChances(),
  { matched: 0.9, siblingsEach: 1 },
  'starting-1',
)

/** The same weights, with how often a child is in the family that its brothers and sisters were found in. */
export function withFamilies(weights: Weights, share: number): Weights {
  const same = weights.same.slice()
  const siblings = weights.siblings.slice()
  for (const bits of [same, siblings]) {
    bits[cellOf(at.household, 0, household.same)] = Math.log2(share)
    bits[cellOf(at.household, 0, household.other)] = Math.log2(1 - share)
  }
  return { ...weights, same, siblings }
}
