// Every child with a day that still has code N, the soonest due first.
import type { Page } from '../../access/page.ts'
import { dueInWords } from '../../children/pages/pupil-work.ts'
import { type ReasonToSettle, reasonsToSettle } from '../../enquiries/store.ts'

const rows = 50

export const reasonsPage: Page = {
  path: '/reasons',
  allow: 'school.day',
  shows: 'children',
  section: 'Today',
  async get({ db, viewer, query }) {
    const page = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1)
    const found = await reasonsToSettle(db, viewer, rows + 1, (page - 1) * rows)
    const shown = found.slice(0, rows)
    return {
      template: 'absences/pages/reasons.njk',
      children: shown.map(reason => reason.child_id),
      data: {
        heading: 'Reasons to settle',
        back: { href: '/today', text: 'Back to today' },
        reasons: shown.map(reason => shownReason(reason, viewer.today)),
        before: page > 1 ? `/reasons?page=${page - 1}` : undefined,
        after: found.length > rows ? `/reasons?page=${page + 1}` : undefined,
      },
    }
  },
}

export const shownReason = (reason: ReasonToSettle, today: string) => ({
  name: `${reason.forename} ${reason.surname}`,
  href: `/pupils/${reason.token}/run`,
  days: reason.days === 1 ? '1 day with code N' : `${reason.days} days with code N`,
  due: dueInWords(reason.first_due, today),
})
