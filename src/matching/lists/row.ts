import type { Described } from '../record.ts'
import { type Column, columns, type Places } from './columns.ts'

const at = Object.fromEntries(columns.map((column, i) => [column, i])) as Record<Column, number>
const nothing: readonly never[] = []

/** What a row of a list says of a child. Takes its cells, and where each of our columns stands among them. */
export function describedIn(cells: readonly string[], places: Places): Described {
  const cell = (column: number): string => {
    const place = places[column]!
    return place < 0 ? '' : (cells[place] ?? '')
  }
  const surname = cell(at.surname)
  const former = cell(at.former_surname)
  const forename = cell(at.forename)
  const line1 = cell(at.address_line_1)
  const line2 = cell(at.address_line_2)
  const town = cell(at.town)
  const postcode = cell(at.postcode)
  const upn = cell(at.upn)
  const phone = cell(at.phone)
  const contactSurname = cell(at.contact_surname)
  const contactForename = cell(at.contact_forename)
  const lines = line1 === '' ? line2 : line2 === '' ? line1 : `${line1}, ${line2}`
  return {
    surnames: former === '' ? (surname === '' ? nothing : [surname]) : [surname, former],
    forenames: forename === '' ? nothing : [forename],
    middleNames: cell(at.middle_names),
    dateOfBirth: cell(at.date_of_birth),
    sex: cell(at.sex),
    upns: upn === '' ? nothing : [upn],
    homes: lines === '' && town === '' && postcode === '' ? nothing : [{ lines, town, postcode }],
    phones: phone === '' ? nothing : [phone],
    contacts:
      contactSurname === '' && contactForename === ''
        ? nothing
        : [{ surname: contactSurname, forename: contactForename }],
  }
}
