// The authority's own steps: each with whether it is on and what it caught lately.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { triggersWithCounts } from '../actions.ts'
import { stepInWords } from '../trigger.ts'
import { forWhom, stateOf, whenOf } from './words.ts'

export const triggersPage: Page = {
  path: '/settings/triggers',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  async get({ db, viewer, today }) {
    const rows = await triggersWithCounts(db, viewer)
    return {
      template: 'triggers/pages/list.njk',
      data: {
        heading: 'Local steps',
        back: { href: '/settings', text: 'Settings' },
        rows: rows.map(({ row, caught, open }) => ({
          name: row.name,
          href: `/settings/triggers/${row.token}`,
          when: whenOf(row.trigger),
          step: stepInWords(row.trigger),
          whom: forWhom(row.trigger),
          state: stateOf(row, today as LocalDate),
          caught,
          open,
        })),
      },
    }
  },
}
