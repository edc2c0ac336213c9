// Who has how many cases, and how they stand: numbers, each opening its list.
import type { Page } from '../../access/page.ts'
import { dateInWords, localDate } from '../../calendar/local-date.ts'
import { loadOf } from '../store.ts'

export const caseloadPage: Page = {
  path: '/caseload',
  allow: 'caseload.see',
  shows: 'no child',
  section: 'My work',
  async get({ db, viewer }) {
    const rows = await loadOf(db, viewer)
    const list = (owner: string | null, filter = '') => `/cases?owner=${owner ?? 'none'}${filter}`
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + of(row), 0)
    return {
      template: 'caseload/pages/caseload.njk',
      data: {
        heading: 'Caseload',
        back: { href: '/work', text: 'My work' },
        rows: rows.map(row => ({
          owner: row.owner_name ?? 'Nobody yet',
          cells: [
            { label: 'Open', count: row.open, href: list(row.owner_id) },
            { label: 'Act today', count: row.today, href: list(row.owner_id, '&level=act+today') },
            { label: 'Late', count: row.late, href: list(row.owner_id, '&late=yes') },
            { label: 'Not located', count: row.not_located, href: list(row.owner_id, '&state=not+located') },
            { label: 'Aside', count: row.aside, href: '' },
            { label: 'Open over 90 days', count: row.old, href: list(row.owner_id, '&sort=opened') },
          ],
          oldest: dateInWords(localDate(row.oldest)),
        })),
        total: `${sum(row => row.open)} open, ${sum(row => row.late)} late, ${sum(row => row.today)} to act on today.`,
      },
    }
  },
}
