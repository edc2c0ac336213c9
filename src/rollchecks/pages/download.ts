// The answer as a file, to give back to whoever asked. Shown as it will be before it goes; written down when it does.
// A protected child is in it as if not known here: the same words as for anyone who was not found.
import type { Page, Request } from '../../access/page.ts'
import { type CellValue, csvForSpreadsheets } from '../../formats/csv-out.ts'
import { NotFound } from '../../platform/errors.ts'
import type { ChildrenView, Download } from '../../platform/web/page.ts'
import { rowsMax } from '../list.ts'
import { type CheckRow, insertCheckEvent, type RowShown, rowsShown } from '../store.ts'
import { aboutCheck, checkOf } from './parts.ts'

const columns = [
  'row',
  'id',
  'surname',
  'forename',
  'date_of_birth',
  'answer',
  'how_sure',
  'school',
  'school_urn',
  'since',
  'note',
] as const
const shownFirst = 5

export const downloadPage: Page = {
  path: '/roll-checks/:rollcheck/download',
  // A list leaves the building by those who decide on matches, not by everyone who may search.
  allow: 'match.decide',
  shows: 'children',
  section: 'Children',
  async get(request) {
    const check = await checkedOf(request)
    const rows = await rowsShown(request.db, request.viewer, check.id, {}, shownFirst, 0)
    return view(check, rows, request.viewer.today)
  },
  async post(request): Promise<Download> {
    const { db, viewer } = request
    const check = await checkedOf(request)
    const rows = await rowsShown(db, viewer, check.id, {}, rowsMax, 0)
    await insertCheckEvent(db, viewer, check.id, 'taken away', { rows: rows.length })
    return {
      fileName: `roll-check-${check.delete_rows_on}.csv`,
      type: 'text/csv; charset=utf-8',
      content: csvForSpreadsheets({ columns, rows: rows.map(row => cellsOf(row, viewer.today)) }),
      children: childrenIn(rows),
    }
  },
}

async function checkedOf(request: Request): Promise<CheckRow> {
  const check = await checkOf(request)
  if (check.state !== 'checked') throw new NotFound('answer of a roll check')
  return check
}

/** Children whose record the file speaks of. */
const childrenIn = (rows: readonly RowShown[]) =>
  rows.flatMap(row => (row.answer === 'on roll' && row.child_id ? [row.child_id] : []))

function cellsOf(row: RowShown, today: string): CellValue[] {
  const isOnRoll = row.answer === 'on roll'
  // A place that ended since the list was checked must not hide a child.
  const left = isOnRoll && row.until !== null && row.until <= today ? row.until : undefined
  const { given } = row
  return [
    row.number,
    given.id,
    given.surname,
    given.forename,
    given.date_of_birth,
    isOnRoll
      ? left
        ? 'has left since'
        : 'on a roll'
      : row.answer === 'look'
        ? 'needs a look'
        : 'not found on a roll',
    isOnRoll ? (row.how === 'decided' ? 'decided by a person' : (row.how ?? undefined)) : undefined,
    isOnRoll ? (row.school ?? undefined) : undefined,
    isOnRoll ? (row.school_urn ?? undefined) : undefined,
    isOnRoll ? (row.since ?? undefined) : undefined,
    // For a child behind a protection this line is the whole of what is said, so it stands with everyone not found.
    isOnRoll
      ? left && `Left on ${left}, after the list was checked. Ask again before anyone acts on this row.`
      : 'Not confirmed. Ask our team for children missing education before anyone acts on this row.',
  ]
}

function view(check: CheckRow, rows: readonly RowShown[], today: string): ChildrenView {
  const about = aboutCheck(check)
  return {
    template: 'rollchecks/pages/download.njk',
    children: childrenIn(rows),
    data: {
      heading: 'Download the answer',
      back: { href: about.at, text: 'Back to the roll check' },
      ...about,
      columns: columns.map(column => column.replaceAll('_', ' ')),
      rows: rows.map(row => cellsOf(row, today).map(cell => cell ?? '')),
      more: check.row_count > rows.length,
    },
  }
}
