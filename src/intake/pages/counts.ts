// How many today, in four counts that are kept apart; each opens the list behind it.
import type { Page } from '../../access/page.ts'
import { homeEducationCounts } from '../../home-education/store.ts'
import { type CountedRow, casesCounted, countCases, countOnRoll, onRollCounted } from '../store.ts'

export const countsNowPage: Page = {
  path: '/counts-now',
  allow: 'case.see',
  shows: 'no child',
  section: 'Cases',
  async get({ db, viewer }) {
    const cases = await countCases(db, viewer)
    const onRoll = await countOnRoll(db, viewer)
    const { educatedAtHome } = await homeEducationCounts(db, viewer)
    return {
      template: 'intake/pages/counts.njk',
      data: {
        heading: 'How many, today',
        pageTitle: 'How many, today',
        back: { href: '/triage', text: 'Back to referrals' },
        rows: [
          {
            href: '/counts-now/cme',
            name: 'Children missing education (CME)',
            many: cases.CME ?? 0,
            says: 'On no roll and not suitably educated otherwise, from the first day. There is no least time',
          },
          {
            href: '/counts-now/possible-cme',
            name: 'Possible CME',
            many: cases['possible CME'] ?? 0,
            says: 'On a roll or not known, and where the child is or goes next is not known',
          },
          {
            href: '/counts-now/on-roll',
            name: 'Missing education while on a roll',
            many: onRoll,
            says: 'A part-time timetable, education off site, a suspension or exclusion. Not CME',
          },
          {
            href: '/home-educated',
            name: 'Educated at home',
            many: educatedAtHome,
            says: 'By a parent’s choice, and not judged unsuitable. Not CME',
          },
        ],
        undecided: (cases['not decided'] ?? 0) + (cases['not CME'] ?? 0),
      },
    }
  },
}

function listPage(
  path: string,
  heading: string,
  read: (
    db: Parameters<typeof countCases>[0],
    viewer: Parameters<typeof countCases>[1],
    page: number,
  ) => Promise<CountedRow[]>,
): Page {
  return {
    path,
    allow: 'case.see',
    shows: 'children',
    section: 'Cases',
    async get({ db, viewer, query }) {
      const page = Math.max(1, Math.min(2000, Number.parseInt(query.page ?? '1', 10) || 1))
      const rows = await read(db, viewer, page)
      const shown = rows.slice(0, 50)
      return {
        template: 'intake/pages/counted.njk',
        children: shown.map(row => row.child_id),
        data: {
          heading,
          pageTitle: heading,
          back: { href: '/counts-now', text: 'Back to the counts' },
          rows: shown.map(row => ({
            name: `${row.forename} ${row.surname}`,
            href: row.href,
            says: row.says,
          })),
          next: rows.length > 50 ? `${path}?page=${page + 1}` : undefined,
          previous: page > 1 ? `${path}?page=${page - 1}` : undefined,
        },
      }
    },
  }
}

export const countListPages: readonly Page[] = [
  listPage('/counts-now/cme', 'Children missing education (CME), today', (db, viewer, page) =>
    casesCounted(db, viewer, 'CME', page),
  ),
  listPage('/counts-now/possible-cme', 'Possible CME, today', (db, viewer, page) =>
    casesCounted(db, viewer, 'possible CME', page),
  ),
  listPage('/counts-now/on-roll', 'Missing education while on a roll, today', (db, viewer, page) =>
    onRollCounted(db, viewer, page),
  ),
]
