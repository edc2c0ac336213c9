// The letters about a child: what was sent and what became of it, drafts, and those that may be written.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { childByToken } from '../../children/store.ts'
import { lettersOf } from '../store.ts'
import { type LetterGroup, letterGroups } from '../template.ts'
import { letterTemplates, shortCode, templateOf } from '../templates.ts'
import { backOf, dayInWords, letterFrame, standing, withBack } from './letter-parts.ts'

export const listPage: Page = {
  path: '/pupils/:child/letters',
  allow: 'letters.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer, params } = request
    const child = await childByToken(db, viewer, params.child!)
    const letters = await lettersOf(db, viewer, child.id)
    const frame = letterFrame(viewer, child)
    const back = backOf(request)
    const ours = letterTemplates.filter(
      template =>
        template.sender === 'either' ||
        template.sender === (viewer.side === 'school' ? 'school' : 'authority'),
    )
    return {
      template: 'letters/pages/list.njk',
      child: child.id,
      data: {
        heading: 'Letters',
        pageTitle: 'Letters',
        ...frame,
        back: { href: back ?? frame.childAt },
        letters: letters.map(letter => ({
          href: `/letters/${letter.token}`,
          title: letter.title ?? templateOf(letter.code)?.title ?? letter.code,
          code: shortCode(letter.code),
          to: letter.contact ?? (child.protected ? 'Protected' : 'Nobody named'),
          when: letter.sent_on ? dayInWords(letter.sent_on) : '',
          by: letter.sent_name ?? letter.written_name,
          standing: standing(letter),
          problem: letter.ways.map(way => way.problem).find(Boolean),
        })),
        groups: (Object.entries(letterGroups) as [LetterGroup, string][])
          .map(([group, name]) => ({
            name,
            letters: ours
              .filter(template => template.group === group)
              .map(template => ({
                href: withBack(`${frame.at}/${shortCode(template.code)}`, back),
                title: template.title,
                code: shortCode(template.code),
                purpose: template.purpose,
              })),
          }))
          .filter(group => group.letters.length > 0),
        mayWrite: may(viewer, 'letters.send'),
      },
    }
  },
}
