// For the authority: a register of the area now has a child of whom a case is open. A person checks; nothing closes by itself.
import type { Page } from '../../access/page.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { joinersWithCases } from '../store.ts'

/** So far back an entry is looked at. */
export const daysBack = 120

export const foundPage: Page = {
  path: '/joiners-found',
  allow: 'authority.work',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer }) {
    const rows = await joinersWithCases(db, viewer, addDays(viewer.today as LocalDate, -daysBack))
    return {
      template: 'joiners/pages/found.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'On a register now',
        rows: rows.map(row => ({
          name: `${row.forename} ${row.surname}`,
          href: `/cases/${row.case_token}`,
          reference: row.reference,
          school: row.school,
          from: inWords(row.entry_date),
          caseSchool: row.case_school ?? 'No school',
          how: row.is_linked ? 'A record that two people linked' : 'The same record',
        })),
      },
    }
  },
}
