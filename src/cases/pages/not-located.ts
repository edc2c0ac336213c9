// The long list: children not located, with the last check, the next look, and this term's search. Never emptied by time.
import type { Page } from '../../access/page.ts'
import { csaEnd } from '../../calendar/age.ts'
import { daysBetween, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { notLocatedCases, notLocatedPerPage } from '../not-located/store.ts'
import { dueInWords, levelsInWords } from '../words.ts'
import { day, nameOf } from './case-work.ts'

/** "2 years", "5 months", "3 weeks": how long it has been. */
export function howLong(from: LocalDate, to: LocalDate): string {
  const days = daysBetween(from, to)
  const [many, unit] =
    days >= 365
      ? [Math.floor(days / 365), 'year']
      : days >= 60
        ? [Math.floor(days / 30), 'month']
        : days >= 14
          ? [Math.floor(days / 7), 'week']
          : [days, 'day']
  return `${many} ${unit}${many === 1 ? '' : 's'}`
}

export const notLocatedListPage: Page = {
  path: '/not-located',
  allow: 'case.see',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer, query }) {
    const today = localDate(viewer.today)
    const page = Math.max(1, Math.min(10_000, Math.trunc(Number(query.page)) || 1))
    const { rows, total } = await notLocatedCases(db, viewer, page)
    const pages = Math.ceil(total / notLocatedPerPage)
    const address = (to: number) => `/not-located${to === 1 ? '' : `?page=${to}`}`
    return {
      template: 'cases/pages/not-located.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'Children not located',
        back: { href: '/cases', text: 'Back to cases' },
        count: `${total.toLocaleString('en-GB')} ${total === 1 ? 'child' : 'children'}`,
        rows: rows.map(row => {
          const ends = row.date_of_birth ? csaEnd(row.date_of_birth) : undefined
          return {
            href: `/cases/${row.token}`,
            name: nameOf(row),
            reference: row.reference,
            level: levelsInWords[row.level],
            urgent: row.level === 'act today',
            since:
              row.not_located_on === today
                ? 'Today'
                : `${day(row.not_located_on)}, ${howLong(row.not_located_on, today)} ago`,
            lastCheck: row.last_check_on ? day(row.last_check_on) : 'None in this episode',
            looked: row.manager_looked_on ? day(row.manager_looked_on) : 'Not yet',
            next: row.next_step,
            due: dueInWords(row.next_due, today),
            search: row.search_due
              ? `${row.search_term}: to be answered by ${day(row.search_due)}`
              : row.search_term
                ? `${row.search_term}: done`
                : 'All checks were made when it was recorded',
            age: ends ? (ends < today ? `Ended ${day(ends)}` : `Ends ${day(ends)}`) : 'Not known',
            owner: row.owner_name ?? 'Nobody yet',
          }
        }),
        previous: page > 1 ? address(page - 1) : undefined,
        next: page < pages ? address(page + 1) : undefined,
        page,
        pages,
      },
    }
  },
}
