// One story of one child: what the school did, what the register showed, what was sent, and what the authority let the
// school know, in the order in which it happened.

import { findingKey } from '../../absences/pages/asked.ts'
import { findingsHistoryOfChild } from '../../absences/store.ts'
import type { Page } from '../../access/page.ts'
import { checkInWords, enquiryInWords } from '../../enquiries/enquiry.ts'
import { schoolEnquiries } from '../../enquiries/store.ts'
import { londonDay } from '../../platform/clock.ts'
import { kindInWords } from '../../referrals/questions.ts'
import { sharedSteps } from '../../referrals/store.ts'
import { returnInWords } from '../../returns/return-names.ts'
import { dayInWords, frameOf, ruleTitle, workOf } from './pupil-work.ts'

type Step = {
  on: string
  at: number
  title: string
  when: string
  who: string
  says: string
  school: boolean
  /** Where more is said of it, and what the link says by itself. */
  href?: string
  link?: string
}

export const pupilHistoryPage: Page = {
  path: '/pupils/:child/history',
  allow: 'pupil.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const { child } = work
    const [findings, enquiries, steps] = await Promise.all([
      findingsHistoryOfChild(db, viewer, child.id),
      schoolEnquiries(db, viewer, child.id),
      sharedSteps(db, viewer, child.id),
    ])
    const story: Step[] = [
      ...enquiries.map(e => ({
        on: e.done_on,
        at: e.recorded_at.getTime(),
        title: checkInWords(e.check_code),
        when: [dayInWords(e.done_on), e.done_at && timeInWords(e.done_at)].filter(Boolean).join(', '),
        who: `${e.by_name}, ${e.school ?? ''}`,
        says: enquiryInWords(e),
        school: true,
      })),
      ...findings.flatMap(f => [
        {
          on: f.on_date,
          at: f.found_at.getTime(),
          title: ruleTitle(f.rule),
          when: dayInWords(f.on_date),
          who: 'from the register',
          says: f.because,
          school: true,
          href: `/pupils/${child.token}/why/${findingKey({ rule: f.rule, on: f.on_date })}`,
          link: `Why? ${ruleTitle(f.rule)}, ${dayInWords(f.on_date)}`,
        },
        ...(f.ended_at
          ? [
              {
                on: londonDay(f.ended_at),
                at: f.ended_at.getTime(),
                title: `Withdrawn: ${ruleTitle(f.rule)}, ${dayInWords(f.on_date)}`,
                when: dayInWords(londonDay(f.ended_at)),
                who: 'from the register',
                says: f.ended_because ?? '',
                school: true,
              },
            ]
          : []),
      ]),
      ...work.referrals.map(r => ({
        on: r.sent_on,
        at: r.sent_at.getTime(),
        title: `Referred to the authority: ${r.reference}`,
        when: dayInWords(r.sent_on),
        who: `${r.sent_name}, ${r.school}`,
        says: `${kindInWords(r.start_code)}.`,
        school: true,
      })),
      ...work.returns.map(n => ({
        on: n.sent_on,
        at: n.sent_at.getTime(),
        title: `${returnInWords(n.rule)} sent: ${n.reference}`,
        when: dayInWords(n.sent_on),
        who: `${n.sent_name}, ${n.school}`,
        says: n.received_name ? 'The authority has received it.' : 'The authority has not opened it yet.',
        school: true,
      })),
      ...work.returns.flatMap(n =>
        n.superseded_at
          ? [
              {
                on: londonDay(n.superseded_at),
                at: n.superseded_at.getTime(),
                title: `${returnInWords(n.rule)} superseded: ${n.reference}`,
                when: dayInWords(londonDay(n.superseded_at)),
                who: 'from the register',
                says: `${n.superseded_because} The return is kept as it was sent.`,
                school: true,
              },
            ]
          : [],
      ),
      ...steps.map(s => ({
        on: s.on_date,
        at: s.at.getTime(),
        title: s.says,
        when: dayInWords(s.on_date),
        who: s.by_name === 'Onroll' ? 'The authority' : `${s.by_name}, the authority`,
        says: '',
        school: false,
      })),
    ]
    story.sort((a, b) => (a.on === b.on ? b.at - a.at : a.on < b.on ? 1 : -1))
    return {
      template: 'children/pages/pupil-history.njk',
      child: child.id,
      data: { heading: 'History', ...frameOf(work, 'History'), story: story.slice(0, 200) },
    }
  },
}

/** "9:30am", from "09:30". */
export function timeInWords(time: string): string {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return `${hours % 12 || 12}:${String(minutes).padStart(2, '0')}${hours < 12 ? 'am' : 'pm'}`
}
