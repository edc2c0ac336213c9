/** What a list says of one child, as it came, and as matching compares it. */
import { readDate } from '../formats/text.ts'
import type { Column } from '../matching/lists/columns.ts'
import type { Described } from '../matching/record.ts'

/** The cells of one row under the names of the contract's columns; empty ones are left out. */
export type Given = Readonly<Partial<Record<Column, string>>>

/** Cells that say where a child lives or who with. Once a row may be about a protected child they are not kept. */
export const whereabouts = [
  'address_line_1',
  'address_line_2',
  'town',
  'county',
  'postcode',
  'phone',
  'contact_surname',
  'contact_forename',
] as const satisfies readonly Column[]

const some = (...values: (string | undefined)[]): string[] => values.filter(value => value !== undefined)

/** A row as matching compares it. A day that can be read is a day; any other stays as it was typed. */
export function describedFrom(given: Given): Described {
  const lines = some(given.address_line_1, given.address_line_2).join(', ')
  const hasHome = lines !== '' || given.postcode !== undefined
  const hasContact = given.contact_surname !== undefined || given.contact_forename !== undefined
  return {
    surnames: some(given.surname, given.former_surname),
    forenames: some(given.forename),
    middleNames: given.middle_names,
    dateOfBirth: given.date_of_birth && (readDate(given.date_of_birth) ?? given.date_of_birth),
    sex: given.sex && sexOf(given.sex),
    upns: some(given.upn),
    homes: hasHome ? [{ lines, town: given.town, postcode: given.postcode }] : [],
    phones: some(given.phone),
    contacts: hasContact ? [{ surname: given.contact_surname, forename: given.contact_forename }] : [],
  }
}

function sexOf(text: string): string {
  const letter = text.trim().toUpperCase()[0]
  return letter === 'F' || letter === 'G' ? 'F' : letter === 'M' || letter === 'B' ? 'M' : 'U'
}

/** Enough to look for somebody: a UPN, or some name with another name or a birthday. */
export function canBeLookedFor(given: Given): boolean {
  if (given.upn !== undefined) return true
  const names = some(given.surname, given.forename).length
  return names === 2 || (names === 1 && given.date_of_birth !== undefined)
}

/** The name of a row, for a person. */
export const nameGiven = (given: Given): string =>
  some(given.forename, given.surname).join(' ') || (given.upn ? 'No name given' : 'Nobody')
