// The cases of the authority: filtered and sorted on the server, fifty a page.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { viewsOf } from '../../caseload/store.ts'
import { filterOf } from '../../caseload/views.ts'
import { type FormError, text, texts } from '../../platform/web/page.ts'
import { asides, caseStates } from '../case.ts'
import { levels } from '../clocks.ts'
import {
  type CaseSort,
  caseSorts,
  casesCountedAtMost,
  casesPerPage,
  colleagues,
  listCases,
} from '../store.ts'
import { dueInWords, levelsInWords, stateLabel } from '../words.ts'
import { day, nameOf } from './case-work.ts'

const standings = ['possible CME', 'CME', 'not CME', 'not decided'] as const
const isSort = (text: string | undefined): text is CaseSort =>
  text !== undefined && Object.hasOwn(caseSorts, text)

/** The list with its filters; and what was wrong, where something was to be done to many and could not. */
export async function casesView(
  { db, viewer, query, body }: Request,
  errors: readonly FormError[] = [],
  given: Readonly<Record<string, string | undefined>> = query,
) {
  const today = localDate(viewer.today)
  const owners = await colleagues(db, viewer)
  const state = ['open', 'all', ...caseStates, ...asides].find(one => one === given.state) ?? 'open'
  const level = levels.find(one => one === given.level)
  const owner = given.owner === 'none' ? 'none' : owners.find(one => one.id === given.owner)?.id
  const pathway = (['A', 'B'] as const).find(one => one === given.pathway)
  const standing = standings.find(one => one === given.standing)
  const late = given.late === 'yes'
  const sort = isSort(given.sort) ? given.sort : 'due'
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(given.page)) || 1))
  const filter = { state, level, owner, pathway, standing, late }
  const { rows, total } = await listCases(db, viewer, filter, sort, page)
  const views = await viewsOf(db, viewer)
  const kept = filterOf({ ...given, sort })
  const address = (changes: Record<string, string | number>) => {
    const all = new URLSearchParams(kept)
    for (const [name, value] of Object.entries(changes)) all.set(name, String(value))
    return `/cases?${all}`
  }
  const chosen = (value: string | undefined, items: { value: string; text: string }[]) =>
    items.map(item => ({ ...item, selected: item.value === (value ?? '') }))
  const pages = Math.ceil(Math.min(total, casesCountedAtMost) / casesPerPage)
  const picked = new Set(texts(body, 'case'))
  return {
    template: 'cases/pages/list.njk',
    children: rows.map(row => row.child_id),
    data: {
      heading: 'Cases',
      states: chosen(state, [
        { value: 'open', text: 'All that are open' },
        ...[...caseStates, ...asides].map(one => ({ value: one, text: stateLabel(one) })),
        { value: 'all', text: 'All, closed too' },
      ]),
      levels: chosen(level, [
        { value: '', text: 'Any' },
        ...levels.map(one => ({ value: one, text: levelsInWords[one] })),
      ]),
      owners: chosen(owner, [
        { value: '', text: 'Anyone' },
        { value: 'none', text: 'Nobody yet' },
        ...owners.map(one => ({ value: one.id, text: one.name })),
      ]),
      pathways: chosen(pathway, [
        { value: '', text: 'Either' },
        { value: 'A', text: 'Find the child' },
        { value: 'B', text: 'Get the child into education' },
      ]),
      standings: chosen(standing, [
        { value: '', text: 'Any' },
        ...standings.map(one => ({ value: one, text: stateLabel(one) })),
      ]),
      late,
      count: `${total > casesCountedAtMost ? `More than ${casesCountedAtMost.toLocaleString('en-GB')}` : total.toLocaleString('en-GB')} ${total === 1 ? 'case' : 'cases'}`,
      sort,
      sorts: Object.entries(caseSorts).map(([value, text]) => ({
        text,
        href: address({ sort: value }),
        here: value === sort,
      })),
      rows: rows.map(row => ({
        href: `/cases/${row.token}`,
        token: row.token,
        picked: picked.has(row.token),
        isOpen: row.closed_on === null,
        reference: row.reference,
        name: nameOf(row),
        state: stateLabel(row.state),
        level: levelsInWords[row.level],
        urgent: row.level === 'act today',
        owner: row.owner_name ?? 'Nobody yet',
        school: row.school ?? '',
        next: row.next_step,
        due: row.next_due ? dueInWords(localDate(row.next_due), today) : `Closed ${day(row.closed_on!)}`,
      })),
      previous: page > 1 ? address({ page: page - 1 }) : undefined,
      next: page < pages ? address({ page: page + 1 }) : undefined,
      page,
      pages,
      filter: kept,
      mayKeepViews: may(viewer, 'work.views'),
      views: views.map(one => ({ ...one, href: `/cases?${one.filter}`, here: one.filter === kept })),
      viewName: text(body, 'name'),
      viewOpen: errors.some(one => one.field === 'name'),
      mayDoMany: may(viewer, 'work.bulk'),
      colleagues: [
        { value: '', text: 'Choose' },
        ...owners.map(one => ({ value: one.id, text: one.name, selected: one.id === text(body, 'to') })),
      ],
      how: text(body, 'how'),
    },
    ...(errors.length > 0 && { errors: [...errors] }),
  }
}

export const casesPage: Page = {
  path: '/cases',
  allow: 'case.see',
  shows: 'children',
  section: 'Cases',
  get: request => casesView(request),
}
