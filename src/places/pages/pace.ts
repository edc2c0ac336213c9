// How long it takes from found to offered, from offered to started, and in all, by national reason. Counts alone; each opens its list.
import type { Page, Request } from '../../access/page.ts'
import { addDays, inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { type PaceRow, paceBetween, paceCases } from '../store.ts'
import { reasonShown } from './children.ts'

const periods = {
  'last 90 days': 90,
  'last 12 months': 365,
} as const
type Period = keyof typeof periods
const isPeriod = (text: string | undefined): text is Period =>
  text !== undefined && Object.hasOwn(periods, text)

function between({ query, viewer }: Request): { period: Period; from: LocalDate; to: LocalDate } {
  const to = localDate(viewer.today)
  const period = isPeriod(query.period) ? query.period : 'last 12 months'
  return { period, from: addDays(to, -periods[period]), to }
}
const days = (many: number | null): string => (many === null ? 'None' : String(many))

export const pacePage: Page = {
  path: '/pace',
  allow: 'places.see',
  shows: 'no child',
  section: 'Cases',
  async get(request) {
    const { period, from, to } = between(request)
    const rows = await paceBetween(request.db, request.viewer, from, to)
    const link = (measure: string, row: PaceRow) =>
      `/pace/cases?measure=${measure}&period=${encodeURIComponent(period)}${row.reason === null ? '' : `&reason=${row.reason}`}`
    return {
      template: 'places/pages/pace.njk',
      data: {
        heading: 'How long it takes to get a child in',
        from: inWords(from),
        to: inWords(to),
        periods: Object.keys(periods).map(one => ({
          text: one[0]!.toUpperCase() + one.slice(1),
          href: `/pace?period=${encodeURIComponent(one)}`,
          here: one === period,
        })),
        rows: rows.map(row => ({
          reason: row.reason === null ? 'Every reason' : reasonShown(row.reason),
          offered: row.offered,
          offeredHref: link('offered', row),
          offeredMedian: days(row.offered_median),
          offered90: days(row.offered_90),
          started: row.started,
          startedHref: link('started', row),
          startedMedian: days(row.started_median),
          started90: days(row.started_90),
          outMedian: days(row.out_median),
          out90: days(row.out_90),
        })),
      },
    }
  },
}

export const paceCasesPage: Page = {
  path: '/pace/cases',
  allow: 'places.see',
  shows: 'children',
  section: 'Cases',
  async get(request) {
    const { db, viewer, query } = request
    const { period, from, to } = between(request)
    const measure = query.measure === 'offered' ? 'offered' : 'started'
    const reason = query.reason && /^[A-Z_]{1,60}$/.test(query.reason) ? query.reason : undefined
    const rows = await paceCases(db, viewer, { measure, reason, from, to })
    return {
      template: 'places/pages/pace-cases.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: measure === 'offered' ? 'From found to offered' : 'From offered to started',
        back: {
          href: `/pace?period=${encodeURIComponent(period)}`,
          text: 'How long it takes to get a child in',
        },
        reason: reason ? reasonShown(reason) : 'Every reason',
        from: inWords(from),
        to: inWords(to),
        rows: rows.map(row => ({
          href: `/cases/${row.case_token}/places`,
          reference: row.reference,
          name: `${row.forename} ${row.surname}`,
          took: row.took,
          inAll: row.in_all ?? 'Not started',
        })),
      },
    }
  },
}
