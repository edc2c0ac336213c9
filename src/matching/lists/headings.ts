import { columnsOf, plain } from '../../formats/columns.ts'
import { type Column, columns, type Places } from './columns.ts'

const byPlainName = new Map<string, Column>(columns.map(column => [plain(column), column]))

/** What the headings of a list say. */
export type Headings = {
  places: Places
  /** Headings that are none of ours, as the file writes them. */
  unknown: string[]
  /** Columns of ours that stand there twice: the first counts. */
  twice: string[]
}

/** Reads a line of headings, in any order, in any case, with spaces, hyphens or underlines. */
export function readHeadings(cells: readonly string[]): Headings {
  const places: number[] = columns.map(() => -1)
  const unknown: string[] = []
  const twice: string[] = []
  for (const [i, cell] of cells.entries()) {
    const column = byPlainName.get(plain(cell))
    if (column === undefined) {
      if (cell.trim() !== '') unknown.push(cell.trim())
      continue
    }
    const at = columns.indexOf(column)
    if (places[at]! >= 0) twice.push(cell.trim())
    else places[at] = i
  }
  return { places, unknown, twice }
}

/** How many of our columns a line names; only a line with an `id` counts. */
export function headingScore(cells: readonly string[]): number {
  const { places } = readHeadings(cells)
  return places[0]! < 0 ? 0 : places.filter(place => place >= 0).length
}

/** What other systems call our columns, so that a heading which is not known can be answered with one that is. */
const otherNames = new Map<string, Column>([
  ...[...columnsOf.contacts, ...columnsOf.pupils].flatMap(({ name, also }) => {
    const ours = oursFor(name)
    return ours === undefined ? [] : also.map(other => [other, ours] as const)
  }),
  ['personid', 'id'],
  ['recid', 'id'],
  ['suburb', 'town'],
])

function oursFor(name: string): Column | undefined {
  const other: Record<string, Column> = {
    mis_id: 'id',
    legal_surname: 'surname',
    legal_forename: 'forename',
    phone_1: 'phone',
  }
  return Object.hasOwn(other, name) ? other[name] : columns.find(column => column === name)
}

/** The column that a heading which we do not know probably means; nothing where nobody calls it so. */
export const meantBy = (heading: string): Column | undefined => otherNames.get(plain(heading))
