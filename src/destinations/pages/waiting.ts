// Leavers whose next place nobody has confirmed: a school's own, or the area's for the authority.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { inWords } from '../../calendar/local-date.ts'
import { destinationsWaiting } from '../actions.ts'
import { questionsWaiting } from '../store.ts'

export const waitingPage: Page = {
  path: '/destinations',
  allow: 'removals.see',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer }) {
    const isSchool = viewer.side === 'school'
    const rows = await destinationsWaiting(db, viewer)
    const asked = isSchool && may(viewer, 'joiner.record') ? await questionsWaiting(db, viewer) : 0
    const shown = rows.slice(0, 50)
    return {
      template: 'destinations/pages/waiting.njk',
      children: shown.map(row => row.child_id),
      data: {
        heading: 'Leavers whose next place is not confirmed',
        back: { href: '/leavers', text: 'Back to leavers' },
        several: !isSchool || viewer.schools.length > 1,
        more: rows.length > 50,
        asked:
          asked === 0
            ? undefined
            : asked === 1
              ? 'Another school asks you about 1 child'
              : `Other schools ask you about ${asked} children`,
        rows: shown.map(row => ({
          href: isSchool ? `/pupils/${row.child_token}/destination` : `/children/${row.child_token}`,
          name: row.name,
          school: row.school,
          left: inWords(row.leaving_date),
          next: row.next ?? 'Nobody knows',
          by: row.case_opened
            ? 'A possible CME case is open'
            : row.confirmBy < viewer.today
              ? `Was to be confirmed by ${inWords(row.confirmBy)}`
              : `To be confirmed by ${inWords(row.confirmBy)}`,
        })),
      },
    }
  },
}
