// What waits for the head: everything that only a head decides, in one list, the longest waiting first.
import type { Page } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { reinstatementsWaiting } from '../../joiners/store.ts'
import { groundInWords } from '../../law/deletion-grounds.ts'
import { reasonInWords } from '../../leave/actions.ts'
import { requestsWaiting } from '../../leave/store.ts'
import { removalsToDecide } from '../store.ts'

export const approvalsPage: Page = {
  path: '/approvals',
  allow: 'removal.approve',
  shows: 'children',
  section: 'Today',
  async get({ db, viewer }) {
    const [removals, leaves, reinstatements] = await Promise.all([
      removalsToDecide(db, viewer),
      requestsWaiting(db, viewer),
      reinstatementsWaiting(db, viewer),
    ])
    const leaveShown = leaves.slice(0, 50)
    return {
      template: 'reports/pages/approvals.njk',
      children: [...new Set([...removals, ...leaveShown, ...reinstatements].map(row => row.child_id))],
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
        leaves: leaveShown.map(row => ({
          href: `/pupils/${row.child_token}/leave/${row.token}`,
          name: `${row.forename} ${row.surname}`,
          days:
            row.starts_on === row.ends_on
              ? dateInWords(row.starts_on)
              : `${dateInWords(row.starts_on)} to ${dateInWords(row.ends_on)}`,
          why: reasonInWords(row.reason),
        })),
        reinstatements: reinstatements.map(row => ({
          href: `/pupils/${row.child_token}/reinstate`,
          name: `${row.forename} ${row.surname}`,
          school: row.school,
          why: row.why,
        })),
      },
    }
  },
}
