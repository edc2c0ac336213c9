// Names that came off a register or that someone asked to take off: what waits for an answer, what was refused and why.
import type { Page } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { lateFiles } from '../files/store.ts'
import { type RemovalList, type RemovalRow, removalLists, removalsFor } from '../store.ts'
import { groundOf, happened, nameOf, stateOf } from './words.ts'

const atOnce = 50

export const leaversPage: Page = {
  path: '/leavers',
  allow: 'removals.see',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer, query }) {
    const lists = viewer.side === 'school' ? schoolLists : authorityLists
    const list = removalLists.find(name => name === query.show) ?? lists[0]![0]
    const found = await removalsFor(db, viewer, list, query.before)
    const rows = found.slice(0, atOnce)
    const late = viewer.side === 'school' ? await lateFiles(db, viewer) : 0
    const last = found.length > atOnce ? rows.at(-1) : undefined
    return {
      template: 'leavers/pages/list.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: viewer.side === 'school' ? 'Leavers' : 'Removals from registers',
        isSchool: viewer.side === 'school',
        late: late > 0 ? `${late} ${late === 1 ? 'file is' : 'files are'} late` : undefined,
        lists: lists.map(([name, text]) => ({ text, href: `/leavers?show=${name}`, here: name === list })),
        rows: rows.map(row => shown(viewer, row)),
        empty: empty[list],
        isFirst: query.before === undefined,
        newest: `/leavers?show=${list}`,
        older: last && `/leavers?show=${list}&before=${last.token}`,
      },
    }
  },
}

const schoolLists: readonly (readonly [RemovalList, string])[] = [
  ['all', 'All'],
  ['waiting', 'Waiting for your answer'],
  ['asked', 'Asked for here'],
  ['made', 'Made in your own system'],
]
const authorityLists: readonly (readonly [RemovalList, string])[] = [
  ['flagged', 'To look at'],
  ['waiting', 'School has not answered'],
  ['asked', 'Asked for in Onroll'],
  ['all', 'All'],
]

const empty: Readonly<Record<RemovalList, string>> = {
  all: 'No removal has been recorded.',
  flagged: 'No removal has a reason to be looked at.',
  waiting: 'No removal is waiting for an answer.',
  asked: 'Nobody has asked for a removal here.',
  made: 'No removal made in a school’s own system has been recorded.',
}

function shown(viewer: Viewer, row: RemovalRow) {
  return {
    name: nameOf(row),
    href: `/leavers/${row.token}`,
    school: viewer.side === 'school' && viewer.schools.length === 1 ? undefined : row.school,
    happened: happened(row),
    on: dateInWords(row.on_date),
    ground: groundOf(row),
    state: stateOf(row),
    reasons: row.refusals.length,
  }
}
