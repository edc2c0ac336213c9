// What waits for the head: everything that only a head decides, in one list, the longest waiting first.
import type { Page } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { groundInWords } from '../../law/deletion-grounds.ts'
import { removalsToDecide } from '../store.ts'

export const approvalsPage: Page = {
  path: '/approvals',
  allow: 'removal.approve',
  shows: 'children',
  section: 'Today',
  async get({ db, viewer }) {
    const removals = await removalsToDecide(db, viewer)
    return {
      template: 'reports/pages/approvals.njk',
      children: removals.map(row => row.child_id),
      data: {
        heading: 'What waits for you',
        several: viewer.schools.length > 1,
        removals: removals.map(row => ({
          href: `/leavers/${row.token}/approve`,
          name: row.name,
          school: row.school,
          ground: row.ground ? groundInWords(row.ground) : 'No ground named',
          since: dateInWords(row.on_date),
        })),
      },
    }
  },
}
