// The cases of the authority: filtered and sorted on the server, fifty a page.
import type { Page } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { asides, caseStates } from '../case.ts'
import { levels } from '../clocks.ts'
import { type CaseSort, caseSorts, casesPerPage, colleagues, listCases } from '../store.ts'
import { dueInWords, levelsInWords, stateLabel } from '../words.ts'
import { day, nameOf } from './case-work.ts'

const isSort = (text: string | undefined): text is CaseSort =>
  text !== undefined && Object.hasOwn(caseSorts, text)

export const casesPage: Page = {
  path: '/cases',
  allow: 'case.see',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer, query }) {
    const today = localDate(viewer.today)
    const owners = await colleagues(db, viewer)
    const state = ['open', 'all', ...caseStates, ...asides].find(one => one === query.state) ?? 'open'
    const level = levels.find(one => one === query.level)
    const owner = query.owner === 'none' ? 'none' : owners.find(one => one.id === query.owner)?.id
    const sort = isSort(query.sort) ? query.sort : 'due'
    const page = Math.max(1, Math.min(10_000, Math.trunc(Number(query.page)) || 1))
    const { rows, total } = await listCases(db, viewer, { state, level, owner }, sort, page)
    const address = (changes: Record<string, string | number | undefined>) => {
      const given = {
        state: query.state,
        level: query.level,
        owner: query.owner,
        sort: query.sort,
        ...changes,
      }
      const kept = Object.entries(given).filter(([, value]) => value !== undefined && value !== '')
      return `/cases${kept.length ? '?' : ''}${new URLSearchParams(kept.map(([name, value]): [string, string] => [name, String(value)]))}`
    }
    const chosen = (value: string | undefined, items: { value: string; text: string }[]) =>
      items.map(item => ({ ...item, selected: item.value === (value ?? '') }))
    const pages = Math.ceil(total / casesPerPage)
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
        count: `${total.toLocaleString('en-GB')} ${total === 1 ? 'case' : 'cases'}`,
        sort,
        sorts: Object.entries(caseSorts).map(([value, text]) => ({
          text,
          href: address({ sort: value }),
          here: value === sort,
        })),
        rows: rows.map(row => ({
          href: `/cases/${row.token}`,
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
      },
    }
  },
}
