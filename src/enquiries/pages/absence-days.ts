// The four days of an absence as a page shows them: what is done of each, and where the rest is done.

import type { Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { dayAndWeekday, dayInWords, type Work } from '../../children/pages/pupil-work.ts'
import type { Conclusion } from '../../leavers/removal-facts.ts'
import { conclusionsOf } from '../../leavers/store.ts'
import { type Milestone, milestones, type Part } from '../milestones.ts'

const contacts = ['RS01', 'RS02', 'RS03']

/** The days of this absence, with what both sides concluded where that is known; none where the child is not absent now. */
export async function absenceDays(
  { db, viewer }: Request,
  work: Work,
  known?: readonly Conclusion[],
): Promise<Milestone[]> {
  if (work.run.since === undefined) return []
  const since = work.run.since
  const first = (days: readonly string[]): LocalDate | undefined =>
    [...days].sort().find(day => day >= since) as LocalDate | undefined
  const concluded =
    known ?? (await conclusionsOf(db, viewer, work.child.id, work.schoolId)).map(row => row.conclusion)
  const ofSide = (side: 'school' | 'authority') =>
    first(
      concluded.filter(one => one.side === side && one.outcome !== 'IN_PROGRESS').map(one => one.signedOn),
    )
  const doneOn = (is: (code: string) => boolean) =>
    work.enquiries
      .filter(e => is(e.check_code) && !['waiting', 'not needed'].includes(e.result))
      .map(e => e.done_on)
  return milestones(
    { calendar: work.calendar, since, today: work.today, rules: work.settings },
    {
      checklist: first(doneOn(code => !contacts.includes(code))),
      letter: first(doneOn(code => code === 'RS11')),
      screen: doneOn(code => code === 'RS22')
        .sort()
        .at(-1) as LocalDate | undefined,
      return: first(
        work.returns.filter(one => one.rule === 'T-07' && one.superseded_at === null).map(one => one.sent_on),
      ),
      referral: work.openReferral
        ? (work.openReferral.sent_on as LocalDate)
        : first(work.referrals.map(referral => referral.sent_on)),
      schoolConcludes: ofSide('school'),
      authorityAnswers: ofSide('authority'),
    },
  )
}

const colours = {
  Done: undefined,
  'Due today': 'govuk-tag--yellow',
  Late: 'govuk-tag--orange',
  'To come': 'govuk-tag--grey',
} as const

/** The same for the table of a page. `isDsl`: only a DSL opens the risk screen. */
export function shownDays(days: readonly Milestone[], work: Work, isDsl: boolean) {
  const at = `/pupils/${work.child.token}`
  const where: Readonly<Record<Part['id'], { href: string; text: string } | undefined>> = {
    checklist: undefined,
    letter: { href: `${at}/letters/L03?back=${at}/enquiries`, text: 'Write letter L03' },
    review: isDsl ? { href: `${at}/screen`, text: 'Open the risk screen' } : undefined,
    return: { href: `${at}/return`, text: 'Send the ten-day return' },
    referral: { href: `${at}/refer`, text: 'Refer' },
    'school concludes': { href: `${at}/joint`, text: 'Joint enquiries' },
    'authority answers': undefined,
  }
  return days.map(({ title, due, parts, status }) => ({
    day: `Day ${due.schoolDay}`,
    on: dayAndWeekday(due.on),
    title,
    status:
      status === 'Late' && due.daysLate > 0
        ? due.daysLate === 1
          ? '1 school day late'
          : `${due.daysLate} school days late`
        : status,
    colour: colours[status],
    parts: parts.map(({ id, says, doneOn }) => ({
      says,
      done: doneOn && dayInWords(doneOn),
      // What lies ahead is not offered before its day.
      link: doneOn === undefined && (due.state !== 'to come' || id === 'letter') ? where[id] : undefined,
    })),
  }))
}
