// Who looked at this child: a school sees its own people and the authority's, the authority sees all.

import { lookedAt } from '../../access/looked-at.ts'
import type { Page } from '../../access/page.ts'
import { looksAt } from '../../access/store.ts'
import { type Role, roleNames } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { parseLocalDate } from '../../calendar/local-date.ts'
import { momentInWords } from '../../platform/clock.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { childByToken } from '../store.ts'
import { dayInWords, type Prefix, placeOf } from './protected-parts.ts'

export const looksPage = (prefix: Prefix): Page => ({
  path: `/${prefix}/:child/looks`,
  allow: 'looks.see',
  shows: 'one child',
  section: prefix === 'pupils' ? 'Pupils' : 'Children',
  async get(request) {
    const { db, viewer, params, query } = request
    const child = await childByToken(db, viewer, params.child!)
    const day = (name: string) => {
      const read = readDate(query, name)
      return read === 'empty' ? undefined : read
    }
    const [from, until] = [day('from'), day('until')]
    const errors = (['from', 'until'] as const).flatMap(field =>
      readDate(query, field) === undefined ? [{ field, text: 'Enter a day, such as 27 3 2026' }] : [],
    )
    const looks = await looksAt(db, viewer, child.id, { from, until })
    return {
      template: 'children/pages/looks.njk',
      child: child.id,
      errors,
      data: {
        heading: 'Who looked at this record',
        ...placeOf(child, prefix),
        school: prefix === 'pupils',
        from: dateBoxes('from', { body: query }),
        until: dateBoxes('until', { body: query }),
        chosen: [from && `from ${words(from)}`, until && `until ${words(until)}`].filter(Boolean).join(' '),
        looks: looks.map(look => ({
          at: momentInWords(look.at),
          who: look.by_name,
          as: `${roleNames[look.role as Role] ?? look.role}, ${look.organisation}`,
          page: lookedAt(look.page),
          why: look.why ?? 'Not asked',
        })),
      },
    }
  },
})

const words = (day: LocalDate): string => (parseLocalDate(day) ? dayInWords(day) : '')
