// How situations were judged and lowered in a month, as counts: so that somebody can see whether one group is treated otherwise.
import type { Page } from '../../access/page.ts'
import { addDays, addMonths, dateOf, localDate, monthOf, yearOf } from '../../calendar/local-date.ts'
import { levels } from '../../cases/clocks.ts'
import { levelsInWords } from '../../cases/words.ts'
import { countsOf } from '../store.ts'

const groupNames = { all: 'All', sex: 'Sex', age: 'Age', school: 'School the case came from' } as const
const sexes: Readonly<Record<string, string>> = { F: 'Girls', M: 'Boys', U: 'Not known' }

export const levelsPage: Page = {
  path: '/risk-levels',
  allow: 'caseload.see',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer, query }) {
    const today = localDate(viewer.today)
    const asked = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(query.month ?? '')
    const from = asked
      ? dateOf(Number(asked[1]), Number(asked[2]), 1)
      : dateOf(yearOf(today), monthOf(today), 1)
    const to = addDays(addMonths(from, 1), -1)
    const rows = await countsOf(db, viewer, from, to)
    const columns = [
      ...levels.map(level => ({ what: `level ${level}`, says: levelsInWords[level] })),
      ...levels
        .filter(level => level !== 'keep in view')
        .map(level => ({ what: `lowered from ${level}`, says: `Lowered from “${level}”` })),
    ]
    const inMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
    const named = (on: string) => inMonth.format(new Date(`${on}T00:00:00Z`))
    const link = (on: string) => ({ href: `/risk-levels?month=${on.slice(0, 7)}`, text: named(on) })
    return {
      template: 'risk/pages/levels.njk',
      children: [],
      data: {
        heading: `Levels of risk, ${named(from)}`,
        columns: columns.map(column => column.says),
        groups: Object.entries(groupNames).map(([group, name]) => ({
          name,
          rows: [...new Set(rows.filter(row => row.group === group).map(row => row.value))].map(value => ({
            value: group === 'sex' ? (sexes[value] ?? value) : value,
            counts: columns.map(
              column =>
                rows.find(row => row.group === group && row.value === value && row.what === column.what)
                  ?.many ?? 0,
            ),
          })),
        })),
        none: rows.length === 0,
        before: link(addMonths(from, -1)),
        after: to < today ? link(addMonths(from, 1)) : undefined,
      },
    }
  },
}
