// The letters of a case: what was written and sent about its child by the authority, and every letter that may be started.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { caseByToken } from '../../cases/store.ts'
import { childById } from '../../children/store.ts'
import { attendanceLettersBySchool, lettersOf } from '../store.ts'
import { type LetterGroup, letterGroups } from '../template.ts'
import { letterTemplates, shortCode, templateOf } from '../templates.ts'
import { dayInWords, letterFrame, standing, withBack } from './letter-parts.ts'

/** The authority's groups first: they are why somebody came here. */
const order: readonly LetterGroup[] = ['team', 'bodies', 'education', 'visits', 'family']

export const caseLettersPage: Page = {
  path: '/cases/:case/letters',
  allow: 'case.see',
  shows: 'one child',
  section: 'Cases',
  async get({ db, viewer, params }) {
    const row = await caseByToken(db, viewer, params.case!)
    const child = await childById(db, viewer, row.child_id)
    const letters = await lettersOf(db, viewer, child.id)
    const frame = letterFrame(viewer, child)
    const here = `/cases/${row.token}/letters`
    return {
      template: 'letters/pages/case-letters.njk',
      child: child.id,
      data: {
        heading: 'Letters',
        pageTitle: `Letters of case ${row.reference}`,
        ...frame,
        reference: row.reference,
        back: { href: `/cases/${row.token}`, text: 'Back to the case' },
        mayWrite: may(viewer, 'letters.send'),
        letters: letters
          .filter(letter => letter.school_id === null)
          .map(letter => ({
            href: withBack(`/letters/${letter.token}`, here),
            title: letter.title ?? templateOf(letter.code)?.title ?? letter.code,
            code: shortCode(letter.code),
            to: letter.contact ?? (child.protected ? 'Protected' : 'Nobody named'),
            when: letter.sent_on ? dayInWords(letter.sent_on) : '',
            by: letter.sent_name ?? letter.written_name,
            standing: standing(letter),
            problem: letter.ways.map(way => way.problem).find(Boolean),
          })),
        groups: order.map(group => ({
          name: letterGroups[group],
          letters: letterTemplates
            .filter(template => template.group === group && template.sender !== 'school')
            .map(template => ({
              href: withBack(`${frame.at}/${shortCode(template.code)}`, here),
              title: template.title,
              code: shortCode(template.code),
              purpose: template.purpose,
            })),
        })),
      },
    }
  },
}

/** How often each school was asked for attendance details it had told late or not whole: L15, counted. */
export const lateSchoolsPage: Page = {
  path: '/letters/attendance-details',
  allow: 'returns.see',
  shows: 'no child',
  section: 'Cases',
  async get({ db, viewer }) {
    const schools = await attendanceLettersBySchool(db, viewer)
    return {
      template: 'letters/pages/late-schools.njk',
      data: {
        heading: 'Schools asked for attendance details',
        pageTitle: 'Schools asked for attendance details',
        back: { href: '/work' },
        schools: schools.map(school => ({
          name: school.name,
          count: school.count,
          last: dayInWords(school.last_on),
        })),
      },
    }
  },
}
