// A trust or federation in numbers, school by school: no name, and nothing behind a number.
import type { Page } from '../../access/page.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { momentInWords } from '../../platform/clock.ts'
import { placeOf } from '../../registers/sheet.ts'
import { countsFrom, isMeasure, measures } from '../measures.ts'
import { type CountsRow, trustCounts } from '../store.ts'

/** The measures that stand side by side; the page would not fit more. */
const shown = [
  'onRoll',
  'noReason',
  'tenDays',
  'returnsLate',
  'removalsWaiting',
  'leaversUnconfirmed',
  'severe',
] as const

export const trustPage: Page = {
  path: '/trust',
  allow: 'trust.see',
  shows: 'no child',
  section: 'Reports',
  async get({ db, viewer, query, today }) {
    const rows = await trustCounts(db, viewer)
    const sort = isMeasure(query.sort ?? '') ? query.sort! : 'name'
    const counted = rows.map(row => ({ ...row, numbers: countsFrom(row.counts ?? {}) }))
    if (isMeasure(sort)) counted.sort((a, b) => (b.numbers[sort] ?? -1) - (a.numbers[sort] ?? -1))
    const total = (id: (typeof shown)[number]) =>
      counted.reduce((sum, row) => sum + (row.numbers[id] ?? 0), 0)
    const behind = counted.filter(row => row.numbers.registerTaken !== 1 || row.on_date !== today)
    return {
      template: 'reports/pages/trust.njk',
      data: {
        heading: 'Your schools in numbers',
        sentences: [
          `${plural(total('noReason'), 'child is', 'children are')} absent today without a reason, in ${plural(rows.length, 'school', 'schools')}.`,
          `${plural(total('tenDays'), 'child has', 'children have')} been away for 10 school days or more without leave.`,
          placeOf(today as LocalDate) === undefined
            ? 'It is the weekend: no register is taken today.'
            : behind.length === 0
              ? 'Every school’s register of today has arrived.'
              : `Today’s register has not arrived from ${behind.map(row => row.name).join(', ')}.`,
        ],
        columns: shown.map(id => ({
          text: measures.find(measure => measure.id === id)!.says,
          href: `/trust?sort=${id}`,
          here: id === sort,
        })),
        byName: { href: '/trust', here: sort === 'name' },
        rows: counted.map(row => ({
          name: row.name,
          numbers: shown.map((id, i) => ({
            label: measures.find(one => one.id === shown[i])!.says,
            value: row.numbers[id] ?? 'Not counted',
          })),
          taken: takenInWords(row),
        })),
        totals: shown.map(id => ({ label: measures.find(one => one.id === id)!.says, value: total(id) })),
      },
    }
  },
}

const plural = (n: number, one: string, many: string): string =>
  `${n === 0 ? 'No' : n} ${n === 1 ? one : many}`

function takenInWords({ taken_at, on_date }: CountsRow): string {
  if (!taken_at || !on_date) return 'Not counted yet'
  return `Counted ${momentInWords(taken_at)}, for ${dateInWords(on_date)}`
}
