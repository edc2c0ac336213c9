/**
 * What is compared, and in which levels.
 *
 * One field compares to one level, the first that holds. Few levels that mean something beat a figure of likeness: they can
 * be trained, and they can be said in words. Not known is a level of its own, and says nothing either way.
 */

export const fields = [
  'upn',
  'date_of_birth',
  'forename',
  'surname',
  'middle_names',
  'sex',
  'postcode',
  'address',
  'town',
  'contact',
  'phone',
  'household',
] as const
export type Field = (typeof fields)[number]

export const fieldInWords: Readonly<Record<Field, string>> = {
  upn: 'UPN',
  date_of_birth: 'Date of birth',
  forename: 'Forename',
  surname: 'Surname',
  middle_names: 'Middle names',
  sex: 'Sex',
  postcode: 'Postcode',
  address: 'Address',
  town: 'Town',
  contact: 'Contact',
  phone: 'Telephone',
  household: 'Brothers and sisters',
}

/** Where each field stands in columns of levels and weights. */
export const at = {
  upn: 0,
  born: 1,
  forename: 2,
  surname: 3,
  middle: 4,
  sex: 5,
  postcode: 6,
  address: 7,
  town: 8,
  contact: 9,
  phone: 10,
  household: 11,
} as const

/** Level 0 of every field: not known in one of the records, or counted elsewhere. */
export const unknown = 0

export const upn = { same: 1, near: 2, different: 3 } as const
export const born = {
  same: 1,
  exchanged: 2,
  dayOut: 3,
  yearOut: 4,
  oneDigit: 5,
  /** The same month and year, one of them the first of the month: often a guess by someone without papers. */
  firstOfMonth: 6,
  sameMonth: 7,
  sameYearAndDay: 8,
  /** The same year, one of them 1 January: the same guess, wider. */
  sameYear: 9,
  different: 10,
} as const
export const forename = {
  same: 1,
  variant: 2,
  near: 3,
  sounds: 4,
  short: 5,
  middle: 6,
  swapped: 7,
  /** Lily and Lily-Mae. */
  half: 8,
  /** Lily-Mae and Lily-Rose: a part shared, and another that differs. */
  otherHalf: 9,
  initial: 10,
  /** The same by a name the child is known by. */
  knownAs: 11,
  different: 12,
  /** Other names that have letters in common, as after two slips of different kinds. */
  distant: 13,
  initialDiffers: 14,
} as const
export const surname = {
  same: 1,
  variant: 2,
  near: 3,
  sounds: 4,
  part: 5,
  /** A former or other surname of one is a surname of the other. */
  former: 6,
  /** A parent's surname is the child's in the other record. */
  parents: 7,
  gendered: 8,
  different: 9,
  distant: 10,
} as const
export const middle = { same: 1, near: 2, shares: 3, initial: 4, different: 5 } as const
export const sex = { same: 1, different: 2 } as const
export const postcode = { same: 1, near: 2, sector: 3, district: 4, different: 5 } as const
export const address = { same: 1, near: 2, sameStreet: 3, different: 4 } as const
export const town = { same: 1, near: 2, different: 3 } as const
export const contact = { both: 1, forename: 2, near: 3, different: 4 } as const
export const phone = { same: 1, near: 2, different: 3 } as const
export const household = { same: 1, other: 2 } as const

type Says = { readonly says: string; readonly agrees: 'yes' | 'nearly' | 'no' }
const says = (words: string, agrees: Says['agrees']): Says => ({ says: words, agrees })

/** Each level in words, by its number; the first is for "not known". */
export const levelWords: Readonly<Record<Field, readonly (Says | undefined)[]>> = {
  upn: [
    undefined,
    says('the same', 'yes'),
    says('one or two characters different', 'nearly'),
    says('different, both in order', 'no'),
  ],
  date_of_birth: [
    undefined,
    says('the same', 'yes'),
    says('day and month exchanged', 'nearly'),
    says('a day apart', 'nearly'),
    says('the same day and month, a year apart', 'nearly'),
    says('one digit different', 'nearly'),
    says('the same month and year, one of them perhaps a guess', 'nearly'),
    says('the same month and year', 'nearly'),
    says('the same year and day, another month', 'nearly'),
    says('the same year, one of them perhaps a guess', 'nearly'),
    says('different', 'no'),
  ],
  forename: [
    undefined,
    says('the same', 'yes'),
    says('a spelling or short form of the same name', 'yes'),
    says('one letter different', 'nearly'),
    says('sounds alike', 'nearly'),
    says('shortened', 'nearly'),
    says('the other’s middle name', 'nearly'),
    says('forename and surname exchanged', 'nearly'),
    says('half of a double name', 'nearly'),
    says('half of a double name the same, the other half different', 'no'),
    says('the initial agrees', 'nearly'),
    says('a name the child is known by', 'yes'),
    says('different', 'no'),
    says('different, with letters in common', 'no'),
    says('another initial', 'no'),
  ],
  surname: [
    undefined,
    says('the same', 'yes'),
    says('a spelling of the same name', 'yes'),
    says('one letter different', 'nearly'),
    says('sounds alike', 'nearly'),
    says('part of a double name', 'nearly'),
    says('another surname the child has or had', 'nearly'),
    says('the surname of a parent', 'nearly'),
    says('the same name for a man and a woman', 'nearly'),
    says('different', 'no'),
    says('different, with letters in common', 'no'),
  ],
  middle_names: [
    undefined,
    says('the same', 'yes'),
    says('nearly the same', 'nearly'),
    says('one of them the same', 'nearly'),
    says('the initial agrees', 'nearly'),
    says('different', 'no'),
  ],
  sex: [undefined, says('the same', 'yes'), says('different', 'no')],
  postcode: [
    undefined,
    says('the same', 'yes'),
    says('one character different or exchanged', 'nearly'),
    says('different, the same neighbourhood', 'no'),
    says('different, the same district', 'no'),
    says('different, far apart', 'no'),
  ],
  address: [
    undefined,
    says('the same number and street', 'yes'),
    says('nearly the same', 'nearly'),
    says('the same street', 'nearly'),
    says('different', 'no'),
  ],
  town: [undefined, says('the same', 'yes'), says('nearly the same', 'nearly'), says('different', 'no')],
  contact: [
    undefined,
    says('the same name', 'yes'),
    says('the same forename', 'nearly'),
    says('nearly the same name', 'nearly'),
    says('different', 'no'),
  ],
  phone: [
    undefined,
    says('a number in common', 'yes'),
    says('one digit different', 'nearly'),
    says('different', 'no'),
  ],
  household: [undefined, says('found in the same family', 'yes'), says('found in another family', 'no')],
}

/** Some levels depend on another field's; each such case has weights of its own. */
export const groupsMax = 4
export const levelsMax = 16
/** Where the weight of a level stands: by field, by the case the other field makes, and by level. */
export const cellOf = (field: number, group: number, level: number): number =>
  (field * groupsMax + group) * levelsMax + level
export const cells = fields.length * groupsMax * levelsMax
