// The head's daily assurance: three sentences, three numbers, and who is not accounted for.
import type { Page } from '../../access/page.ts'
import { dayAndWeekday } from '../../children/pages/pupil-work.ts'
import { timeInWords } from '../../platform/clock.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { assureDay } from '../actions.ts'
import { assuranceFor } from '../store.ts'

export const assurancePage: Page = {
  path: '/assurance',
  allow: 'today.assure',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { db, viewer, now } = request
    const assured = await assuranceFor(db, viewer, now)
    return {
      template: 'today/pages/assurance.njk',
      children: assured.flatMap(one => one.unseen.map(({ row }) => row.child_id)),
      data: {
        heading: 'Is every child accounted for?',
        day: dayAndWeekday(viewer.today),
        back: { href: '/today', text: 'Back to today' },
        several: assured.length > 1,
        schools: assured.map(one => ({
          id: one.schoolId,
          name: one.school,
          sentences: one.sentences,
          numbers: [
            {
              n: one.counts.open,
              says: one.counts.open === 1 ? 'child not accounted for' : 'children not accounted for',
            },
            {
              n: one.unseen.length,
              says:
                one.unseen.length === 1 ? 'child not seen or spoken to' : 'children not seen or spoken to',
            },
            {
              n: one.counts.notTaken + one.counts.returnsDue + one.counts.waitForHead,
              says: 'things waiting',
            },
          ],
          state:
            one.state === 'closed'
              ? `The day was closed at ${timeInWords(one.closing!.at)} by ${one.closing!.by_name}.`
              : one.state === 'open'
                ? 'The day is not closed yet: this is how it stands now.'
                : `The day was closed at ${timeInWords(one.closing!.at)}, and is open again.`,
          unseen: one.unseen.map(({ row, standing }) => ({
            name: `${row.forename} ${row.surname}`,
            href: `/pupils/${row.token}/today`,
            state: standing.state,
          })),
          read: one.read.map(
            row => `${row.by_name} read this at ${timeInWords(row.at)}: ${row.sentences[0] ?? ''}`,
          ),
        })),
      },
    }
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const decision = await assureDay(db, viewer, text(body, 'school') || viewer.schools[0] || '', now)
    if (!decision.allowed) return redirect('/assurance', decision.refusals.map(one => one.says).join(' '))
    return redirect(
      '/assurance',
      decision.value.already ? 'You have read this already.' : 'Kept: you have read this.',
    )
  },
}
