/**
 * A file of free places, as a school or an admissions team sends it: which school, which year group, how many, as at which day.
 *
 * Headings in the sender's words. Each row that cannot be read is told by its line and its own heading, with what stands there and
 * what was expected; the rows that can be read are kept. The same file again says nothing new.
 */
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import { readYearGroup } from '../calendar/year-groups.ts'
import { readDfeNumber, readUrn } from '../formats/cells.ts'
import { type Delimiter, delimiters, RowReader } from '../formats/csv.ts'
import { shown } from '../formats/problem.ts'
import { dateExpected, decodeText, readDate } from '../formats/text.ts'

/** More rows than any authority has schools and year groups. */
export const vacancyRowsMax = 20_000

const columns = {
  school: [
    'urn',
    'school urn',
    'school',
    'school name',
    'name',
    'dfe',
    'dfe number',
    'dfe no',
    'school dfe number',
    'establishment',
  ],
  year: ['year', 'year group', 'nc year', 'ncy', 'yr', 'group'],
  places: [
    'places',
    'vacancies',
    'free',
    'free places',
    'places free',
    'number',
    'available',
    'places available',
    'spaces',
  ],
  asAt: ['as at', 'as of', 'date', 'on', 'as at date', 'updated', 'day'],
  note: ['note', 'notes', 'comment', 'comments', 'remarks'],
} as const
type Column = keyof typeof columns
const namesOf: Readonly<Record<Column, string>> = {
  school: 'URN',
  year: 'Year group',
  places: 'Places',
  asAt: 'As at',
  note: 'Note',
}

export type FileSchool = {
  readonly id: string
  readonly name: string
  readonly urn: string
  readonly dfe_number: string
}
export type FileProblem = {
  readonly line: number
  readonly column: string
  readonly found: string
  readonly expected: string
}
export type FileRow = {
  line: number
  schoolId: string
  yearGroup: number
  places: number
  asAt: LocalDate
  note: string
}

/** What a file of free places says, and what in it could not be read. Takes the file, the schools it may be about, and the day. */
export function readVacancyFile(
  bytes: Uint8Array,
  schools: readonly FileSchool[],
  today: LocalDate,
): { rows: FileRow[]; problems: FileProblem[] } {
  const text = decodeText(bytes)
  const delimiter = delimiterOf(text)
  const reader = new RowReader(delimiter, {
    rowsMax: vacancyRowsMax + 100,
    rowCharactersMax: 20_000,
    columnsMax: 200,
  })
  const all = [...reader.push(text), ...reader.end()].filter(row =>
    row.cells.some(cell => cell.trim() !== ''),
  )
  const [headings, ...body] = all
  if (!headings)
    return {
      rows: [],
      problems: [{ line: 1, column: '', found: 'an empty file', expected: headingsExpected }],
    }
  const at = (column: Column) =>
    headings.cells.findIndex(cell => (columns[column] as readonly string[]).includes(plain(cell)))
  const places = {
    school: at('school'),
    year: at('year'),
    places: at('places'),
    asAt: at('asAt'),
    note: at('note'),
  }
  const missing = (['school', 'year', 'places'] as const).filter(column => places[column] < 0)
  if (missing.length > 0) {
    return {
      rows: [],
      problems: [
        {
          line: headings.line,
          column: missing.map(column => namesOf[column]).join(', '),
          found: shown(headings.cells.join(delimiter)),
          expected: headingsExpected,
        },
      ],
    }
  }
  const find = finderOf(schools)
  const rows: FileRow[] = []
  const problems: FileProblem[] = []
  for (const { line, cells } of body.slice(0, vacancyRowsMax)) {
    const cell = (column: Column) => (places[column] < 0 ? '' : (cells[places[column]] ?? '').trim())
    let sound = true
    const wrong = (column: Column, expected: string) => {
      sound = false
      const heading = places[column] < 0 ? namesOf[column] : headings.cells[places[column]]!.trim()
      problems.push({ line, column: heading, found: shown(cell(column)) || 'nothing', expected })
    }
    const schoolId = find(cell('school'))
    if (schoolId === undefined)
      wrong('school', 'the URN, DfE number or full name of an open school of this authority')
    const yearGroup = readYearGroup(cell('year'))
    if (yearGroup === undefined) wrong('year', 'one year group, such as R, 1 or Year 7')
    const many = /^\d{1,3}$/.test(cell('places')) ? Number(cell('places')) : undefined
    if (many === undefined) wrong('places', 'a whole number from 0 to 999')
    const day = cell('asAt') === '' ? today : readDate(cell('asAt'))
    if (day === undefined) wrong('asAt', dateExpected)
    else if (day > today) wrong('asAt', `a day that is not to come: today is ${inWords(today)}`)
    else if (day < addDays(today, -366)) wrong('asAt', 'a day of the last year')
    if (!sound) continue
    rows.push({
      line,
      schoolId: schoolId!,
      yearGroup: yearGroup!,
      places: many!,
      asAt: day!,
      note: cell('note').slice(0, 500),
    })
  }
  if (body.length > vacancyRowsMax) {
    const line = body[vacancyRowsMax]!.line
    problems.push({
      line,
      column: '',
      found: `${body.length} rows`,
      expected: `${vacancyRowsMax} rows at most: the rest was not read`,
    })
  }
  return { rows, problems }
}

const headingsExpected =
  'a line of headings: URN (or School), Year group, Places, and if you have them As at and Note'
const plain = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()

/** The delimiter that stands most often in the first line. */
function delimiterOf(text: string): Delimiter {
  const [first = ''] = text.split(/[\r\n]/, 1)
  return delimiters.reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best))
}

/** A school by its URN, its DfE number or its whole name. A name that two schools have finds neither. */
function finderOf(schools: readonly FileSchool[]): (said: string) => string | undefined {
  const byUrn = new Map(schools.map(school => [school.urn, school.id]))
  const byNumber = new Map(schools.map(school => [readDfeNumber(school.dfe_number) ?? '', school.id]))
  const byName = new Map<string, string | undefined>()
  for (const school of schools) {
    const name = school.name.toLowerCase()
    byName.set(name, byName.has(name) ? undefined : school.id)
  }
  return said => {
    if (said === '') return undefined
    const urn = readUrn(said)
    const number = readDfeNumber(said)
    return (urn && byUrn.get(urn)) ?? (number && byNumber.get(number)) ?? byName.get(said.toLowerCase())
  }
}

/** Is what was told on a day too old to go by? After so many days, the last of them still counting as fresh. */
export const isOld = (asAt: LocalDate, today: LocalDate, days: number): boolean =>
  asAt < addDays(today, -days)
