// Helpers for tests of the engine: records in a few words, and how two of them compare in words.
import { upnCheckLetter } from '../../formats/upn.ts'
import { Comparer } from '../compare.ts'
import { type Corpus, corpusOf, recordShape, type Shape, Values } from '../corpus.ts'
import { countsOf } from '../counts.ts'
import * as level from '../fields.ts'
import { type Field, fields } from '../fields.ts'
import type { MadeRecord } from '../made-up/lists.ts'
import type { Contact, Described, Home } from '../record.ts'
import { startingWeights, type Weights } from '../weights.ts'

const numbers: Readonly<Record<Field, Readonly<Record<string, number>>>> = {
  upn: level.upn,
  date_of_birth: level.born,
  forename: level.forename,
  surname: level.surname,
  middle_names: level.middle,
  sex: level.sex,
  postcode: level.postcode,
  address: level.address,
  town: level.town,
  contact: level.contact,
  phone: level.phone,
  household: level.household,
}

/** The names of a field's levels as `fields.ts` has them, by number. */
export const levelNames = (field: Field): string[] => {
  const names = ['unknown']
  for (const [name, number] of Object.entries(numbers[field])) names[number] = name
  return names
}

export type Levels = Readonly<Record<Field, string>>

/** The names of the levels that a comparer last found. */
export const levelsIn = (levels: ArrayLike<number>): Levels =>
  Object.fromEntries(
    fields.map((field, number) => [field, levelNames(field)[levels[number]!] ?? '?']),
  ) as Levels

/** A record of what is given and nothing else. A text stands for a list of one. */
export type Sketch = {
  surname?: string | readonly string[]
  forename?: string | readonly string[]
  middle?: string
  born?: string
  sex?: string
  upn?: string | readonly string[]
  home?: Home | readonly Home[]
  phone?: string | readonly string[]
  contact?: Contact | readonly Contact[]
  protected?: boolean
}

const list = <T>(given: T | readonly T[] | undefined): readonly T[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given as T]

export const child = (given: Sketch): Described => ({
  surnames: list(given.surname),
  forenames: list(given.forename),
  middleNames: given.middle,
  dateOfBirth: given.born,
  sex: given.sex,
  upns: list(given.upn),
  homes: list<Home>(given.home),
  phones: list(given.phone),
  contacts: list<Contact>(given.contact),
  protected: given.protected,
})

/** A UPN in order, of authority 001: permanent, or temporary if the serial number ends in a letter. */
export const upnOf = (serial: number | string): string => {
  const tail = `001${String(serial).padStart(9, '0')}`
  return upnCheckLetter(tail) + tail
}

/** The same number with a check letter that is not its own. */
export const wrongLetter = (upn: string): string => (upn[0] === 'A' ? 'B' : 'A') + upn.slice(1)

/** A comparer of two short lists, with the starting weights. `alsoThere` join the left list, and are counted with it. */
export function comparerOf(
  left: readonly Described[],
  right: readonly Described[],
  { weights = startingWeights, shape = recordShape }: { weights?: Weights; shape?: Shape } = {},
): Comparer {
  const values = new Values()
  const columns: Corpus = corpusOf(values, left, shape)
  const others = corpusOf(values, right, shape)
  return new Comparer(values, columns, others, countsOf(values, columns), weights)
}

/** How two records compare, in the names of `fields.ts`. */
export function compared(left: Sketch | Described, right: Sketch | Described): Levels {
  const comparer = comparerOf([whole(left)], [whole(right)])
  comparer.compareWhole(0, 0)
  return levelsIn(comparer.levels)
}

export const whole = (given: Sketch | Described): Described => ('surnames' in given ? given : child(given))

/** A made-up record as the engine takes it. */
export const describedOf = (made: MadeRecord): Described =>
  child({
    surname: [made.surname, made.former_surname].filter(name => name !== ''),
    forename: made.forename,
    middle: made.middle_names,
    born: made.date_of_birth,
    sex: made.sex,
    upn: made.upn === '' ? [] : made.upn,
    home: {
      lines: [made.address_line_1, made.address_line_2].filter(line => line !== '').join(', '),
      town: made.town,
      postcode: made.postcode,
    },
    phone: made.phone === '' ? [] : made.phone,
    contact: { surname: made.contact_surname, forename: made.contact_forename },
  })
