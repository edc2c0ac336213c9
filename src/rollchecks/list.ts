// A list of children as it arrives: a CSV file with the columns of `onroll link` or what other systems call them, or a CTF.

import { type Delimiter, delimiters, type Row, RowReader, usualLimits } from '../formats/csv.ts'
import { type CtfPupil, readCtf } from '../formats/ctf.ts'
import { type Problem, shown } from '../formats/problem.ts'
import { clean } from '../formats/text.ts'
import { type Column, columns } from '../matching/lists/columns.ts'
import { meantBy, readHeadings } from '../matching/lists/headings.ts'
import { ListText } from '../matching/lists/list-text.ts'
import { canBeLookedFor, type Given } from './given.ts'

/** Rows of one list. Beyond this it belongs to `onroll link`, which takes millions. */
export const rowsMax = 20_000
const tooMany = `It has more than ${rowsMax.toLocaleString('en-GB')} rows. Split it, or ask your IT team to use the command onroll link`
const cellCharactersMax = 200
const problemsMax = 200
const headerWithinRows = 40

export type List =
  | { readonly rows: readonly Given[]; readonly problems: readonly Problem[] }
  | { readonly refused: string }

/** Reads a list whole. Gives its rows in their order with what was wrong in some, or why nothing of it can be checked. */
export function readList(bytes: Uint8Array): List {
  const text = new ListText()
  const all = text.push(bytes) + text.end()
  if (/^\s*</.test(all)) return listOfCtf(all)
  const found = findHeadings(all)
  if (!found) {
    return {
      refused:
        'The first lines name no columns that can be checked. It needs a line of headings such as surname, forename and date_of_birth, or upn',
    }
  }
  const reader = new RowReader(found.delimiter, { ...usualLimits, rowsMax: rowsMax + 50, columnsMax: 1000 })
  const rows: Given[] = []
  const problems: Problem[] = []
  const say = (problem: Problem) => {
    if (problems.length < problemsMax) problems.push(problem)
  }
  for (const { line, cells } of [...reader.push(all), ...reader.end()]) {
    if (line <= found.line || cells.every(cell => cell.trim() === '')) continue
    const given = givenFrom(cells, found.places)
    if (!canBeLookedFor(given)) {
      say({
        line,
        column: '',
        found: shown(cells.join(', ')),
        expected: 'a UPN, or a surname and a forename, or one name and a date of birth; the row was left out',
        severity: 'held',
      })
      continue
    }
    if (rows.length === rowsMax) {
      return {
        refused: tooMany,
      }
    }
    rows.push(given)
  }
  for (const problem of reader.takeProblems()) say(problem)
  return rows.length === 0
    ? {
        refused:
          'It has headings, but no row that can be looked for: each needs a UPN, or names and a date of birth',
      }
    : { rows, problems }
}

/** The pupils of a common transfer file, each as a row. */
function listOfCtf(text: string): List {
  const read = readCtf(text)
  if ('refused' in read) return read
  const rows = read.pupils.map(givenFromPupil).filter(canBeLookedFor)
  if (rows.length > rowsMax) return { refused: tooMany }
  return rows.length === 0
    ? { refused: 'None of its pupils can be looked for: each needs a UPN, or names and a date of birth' }
    : { rows, problems: [] }
}

function givenFromPupil(pupil: CtfPupil): Given {
  const [contact] = pupil.contacts
  // A list has room for one other surname and one UPN: those that stand now come first.
  const otherSurname = [pupil.formerSurname, pupil.preferredSurname].find(
    name => name !== undefined && name !== pupil.surname,
  )
  const given: Record<Column, string | undefined> = {
    id: undefined,
    surname: pupil.surname ?? pupil.preferredSurname,
    forename: pupil.forename ?? pupil.preferredForename,
    middle_names: pupil.middleNames,
    former_surname: otherSurname,
    date_of_birth: pupil.dateOfBirth,
    sex: pupil.sex,
    upn: pupil.upn ?? pupil.formerUpn,
    address_line_1: pupil.lines[0],
    address_line_2: pupil.lines.slice(1).join(', '),
    town: pupil.town,
    county: undefined,
    postcode: pupil.postcode,
    phone: pupil.phones[0] ?? contact?.phones[0],
    contact_surname: contact?.surname,
    contact_forename: contact?.forename,
  }
  const filled: Partial<Record<Column, string>> = {}
  for (const column of columns) {
    const value = given[column]?.slice(0, cellCharactersMax)
    if (value) filled[column] = value
  }
  return filled
}

function givenFrom(cells: readonly string[], places: ReadonlyMap<Column, number>): Given {
  const given: Partial<Record<Column, string>> = {}
  for (const [column, place] of places) {
    const value = clean(cells[place] ?? '').slice(0, cellCharactersMax)
    if (value !== '') given[column] = value
  }
  return given
}

/** Where each column stands: under our own name, else under what another system calls it. */
function placesOf(cells: readonly string[]): Map<Column, number> {
  const places = new Map<Column, number>()
  readHeadings(cells).places.forEach((place, i) => {
    if (place >= 0) places.set(columns[i]!, place)
  })
  cells.forEach((cell, i) => {
    const meant = meantBy(cell)
    if (meant && !places.has(meant) && ![...places.values()].includes(i)) places.set(meant, i)
  })
  return places
}

function findHeadings(
  all: string,
): { delimiter: Delimiter; line: number; places: Map<Column, number> } | undefined {
  const beginning = all.slice(0, 1 << 16)
  let best: { delimiter: Delimiter; line: number; places: Map<Column, number> } | undefined
  for (const delimiter of delimiters) {
    const reader = new RowReader(delimiter)
    const rows: Row[] = reader.push(beginning)
    if (rows.length < headerWithinRows) rows.push(...reader.end())
    for (const { line, cells } of rows.slice(0, headerWithinRows)) {
      const places = placesOf(cells)
      const hasNames = places.has('upn') || (places.has('surname') && places.has('forename'))
      if (hasNames && places.size > (best?.places.size ?? 0)) best = { delimiter, line, places }
    }
  }
  return best
}
