// Who was expected this autumn and has not come (form F7): one page for the school, with what was done for each.
import type { Page } from '../../access/page.ts'
import {
  dateOf,
  inWords,
  type LocalDate,
  schoolYearInWords,
  schoolYearOf,
} from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { calendarFor } from '../../schools/store.ts'
import { checksOf, noShowCandidates } from '../store.ts'
import { cameInWords, cameOf } from './list.ts'

export const autumnPage: Page = {
  path: '/joiners/autumn',
  allow: 'joiner.record',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer }) {
    const today = viewer.today as LocalDate
    const year = schoolYearOf(today)
    const from = dateOf(year, 8, 1)
    // Local: the day by which we have seen an authority ask for it.
    const until = dateOf(year, 9, 30)
    const found = (await noShowCandidates(db, viewer, from)).filter(row => row.entry_date <= until)
    const [calendars, checks] = await Promise.all([
      Promise.all(
        viewer.schools.map(async id => [id, await calendarFor(db, viewer, id)] as [string, SchoolCalendar]),
      ),
      checksOf(
        db,
        viewer,
        found.map(row => row.child_id),
        from,
      ),
    ])
    const calendarOf = new Map(calendars)
    const doneFor = new Map(checks.map(one => [one.child_id, one]))
    const rows = found.flatMap(row => {
      const calendar = calendarOf.get(row.school_id)
      const came = calendar && cameOf(row, calendar, today)
      if (came?.is !== 'not come') return []
      const done = doneFor.get(row.child_id)
      return [
        {
          childId: row.child_id,
          name: `${row.forename} ${row.surname}`,
          href: `/pupils/${row.token}/joiner`,
          school: viewer.schools.length > 1 ? row.school : undefined,
          came: cameInWords(came),
          agreed: row.first_day_agreed === 'yes' ? 'Yes' : 'Not written down',
          done: [
            times(done?.calls ?? 0, 'call'),
            times(done?.letters ?? 0, 'letter or message', 'letters or messages'),
            times(done?.visits ?? 0, 'visit'),
          ].join(', '),
          next: done?.told_on
            ? `The authority was told on ${inWords(done.told_on)}`
            : 'Tell the authority: it has not been told',
          isTold: Boolean(done?.told_on),
        },
      ]
    })
    return {
      template: 'joiners/pages/autumn.njk',
      children: rows.map(row => row.childId),
      data: {
        heading: 'Who did not arrive this autumn',
        back: { href: '/joiners', text: 'Back to joiners' },
        year: schoolYearInWords(year),
        until: today > until ? `It was to be done by ${inWords(until)}.` : `Be done by ${inWords(until)}.`,
        rows,
      },
    }
  },
}

const times = (n: number, one: string, many = `${one}s`): string =>
  n === 1 ? `1 ${one}` : `${n || 'no'} ${many}`
