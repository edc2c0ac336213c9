// The list behind a number of the census: who was counted there, as they stood on the day.
import type { Page } from '../../access/page.ts'
import { yearGroupInWords } from '../../calendar/age.ts'
import { dateInWords, inWords, localDate } from '../../calendar/local-date.ts'
import { nameOf } from '../../cases/pages/case-work.ts'
import { durationOf } from '../../law/cme-durations.ts'
import { cmeReasonInWords } from '../../law/cme-reasons.ts'
import { NotFound } from '../../platform/errors.ts'
import { queriesInWords } from '../counted.ts'
import { headings, topics, topicsInWords } from '../figures.ts'
import { type Behind, childrenBehind, listedPerPage, takingByToken } from '../store.ts'

function behindOf(
  of: string | undefined,
  is: string | undefined,
): { behind: Behind; title: string } | undefined {
  if (of === 'total') return { behind: { topic: 'total' }, title: 'Missing education on the day' }
  if (of === 'any-time')
    return { behind: { topic: 'any-time' }, title: 'At any time in the school year before' }
  if (of === 'query') {
    const says = Object.entries(queriesInWords).find(([query]) => query === is)
    return says && { behind: { topic: 'query', heading: says[0] }, title: says[1] }
  }
  const topic = topics.find(one => one === of)
  const heading = topic && headings[topic].find(one => one.code === is)
  return (
    topic &&
    heading && {
      behind: { topic, heading: heading.code },
      title: `${topicsInWords[topic]}: ${heading.label}`,
    }
  )
}

export const behindPage: Page = {
  path: '/census/:taking/list',
  allow: 'census.see',
  shows: 'children',
  section: 'Returns',
  async get({ db, viewer, params, query }) {
    const taking = await takingByToken(db, viewer, params.taking!)
    const wanted = behindOf(query.of ?? 'total', query.is)
    if (!wanted) throw new NotFound('figure')
    const page = Math.max(1, Math.min(1000, Math.trunc(Number(query.page)) || 1))
    const rows = await childrenBehind(db, viewer, taking.id, wanted.behind, page)
    const at = (number: number) =>
      `/census/${taking.token}/list?${new URLSearchParams({ of: query.of ?? 'total', is: query.is ?? '', page: String(number) })}`
    return {
      template: 'census/pages/behind.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: wanted.title,
        pageTitle: 'Children behind a figure of the census',
        back: { href: `/census/${taking.token}`, text: 'The figures' },
        on: inWords(localDate(taking.census_on)),
        rows: rows.map(row => ({
          name: nameOf(row),
          href: `/cases/${row.token}`,
          reasonHref: `/cases/${row.token}/reason`,
          reference: row.reference,
          reason: cmeReasonInWords(row.reason),
          reasonBy:
            row.reason_by === 'a person'
              ? ''
              : row.reason_by === 'the facts'
                ? 'from the facts'
                : 'nobody has said',
          length: durationOf(row.duration).label,
          since: row.since ? `since ${dateInWords(localDate(row.since))}` : '',
          year: row.year_group === null ? 'Unknown' : yearGroupInWords(row.year_group),
        })),
        previous: page > 1 ? at(page - 1) : undefined,
        next: rows.length === listedPerPage ? at(page + 1) : undefined,
      },
    }
  },
}
