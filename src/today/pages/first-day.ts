// The first day of a term: every child who is not there is rung the same day.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { yearInWords } from '../../children/pages/pupil.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayAndWeekday } from '../../children/pages/pupil-work.ts'
import { inWordsOfResult } from '../../enquiries/enquiry.ts'
import { calendarsOf } from '../../schools/store.ts'
import { isCall } from '../ladder.ts'
import { doneAbout, hoursOf, notPresentOn } from '../store.ts'
import { firstDays } from '../terms.ts'

export const firstDayPage: Page = {
  path: '/today/first-day',
  allow: 'school.day',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { db, viewer } = request
    const today = viewer.today as LocalDate
    const [calendars, hours] = await Promise.all([calendarsOf(db, viewer), hoursOf(db, viewer)])
    const terms = hours.map(({ schoolId, school }) => ({
      schoolId,
      school,
      ...firstDays(calendars(schoolId).calendar, today),
    }))
    const days = terms.flatMap(({ schoolId, last }) => (last ? [{ schoolId, day: last }] : []))
    const rows = await notPresentOn(db, viewer, days)
    const done = new Map(
      (
        await doneAbout(
          db,
          viewer,
          rows.map(row => row.child_id),
        )
      ).map(one => [one.childId, one]),
    )
    const dayOf = new Map(days.map(one => [one.schoolId, one.day]))
    const children = rows.map(row => {
      const on = dayOf.get(row.school_id)
      const calls = (done.get(row.child_id)?.calls ?? []).filter(call => call.done_on === on && isCall(call))
      const last = calls.at(-1)
      return {
        id: row.child_id,
        name: `${row.forename} ${row.surname}`,
        href: `/pupils/${row.token}/today`,
        call: `/pupils/${row.token}/contact?from=today`,
        school: row.school,
        year: [row.nc_year && yearInWords(row.nc_year), row.registration_group].filter(Boolean).join(', '),
        marks: [row.am, row.pm].filter(Boolean).join(' and '),
        rung: last
          ? `${inWordsOfResult(last.result)}${last.done_at ? ` ${timeInWords(last.done_at)}` : ''}`
          : undefined,
      }
    })
    const notRung = children.filter(child => child.rung === undefined).length
    const several = terms.length > 1
    return {
      template: 'today/pages/first-day.njk',
      children: children.map(child => child.id),
      data: {
        heading: 'First day of term',
        back: { href: '/today', text: 'Back to today' },
        several,
        terms: terms.map(({ school, last, next }) => {
          const at = several ? ` at ${school}` : ''
          const began = last
            ? `The last first day${at} was ${dayAndWeekday(last)}${last === today ? ', today' : ''}.`
            : `No term has begun${at}.`
          return next ? `${began} The next is ${dayAndWeekday(next)}.` : began
        }),
        summary:
          children.length === 0
            ? 'Everyone in that day’s register was there, or no register of that day has come.'
            : `${children.length === 1 ? '1 child was' : `${children.length} children were`} not there. ${notRung === 0 ? 'Somebody rang about each of them that day.' : `Nobody rang about ${notRung} of them that day.`}`,
        children: [...children.filter(child => !child.rung), ...children.filter(child => child.rung)],
      },
    }
  },
}
