// The manager's list of openings to review, and one of them. The list names no child; opening one does, and is a look.

import type { Page, Request } from '../../access/page.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { reviewOpening } from '../actions.ts'
import { type OpeningReason, openingReasons } from '../protection.ts'
import { childById, openingById, openingsToReview } from '../store.ts'

const reasonInWords = (reason: string): string => openingReasons[reason as OpeningReason] ?? reason

export const breakGlassListPage: Page = {
  path: '/break-glass',
  allow: 'break-glass.review',
  shows: 'no child',
  section: 'My work',
  async get({ db, viewer }) {
    const openings = await openingsToReview(db, viewer)
    return {
      template: 'children/pages/break-glass-list.njk',
      data: {
        heading: 'Protected details that were opened',
        openings: openings.map(opening => ({
          href: `/break-glass/${opening.id}`,
          at: momentInWords(opening.opened_at),
          who: `${opening.by_name}, ${opening.organisation}`,
          reason: reasonInWords(opening.reason),
          own: opening.person_id === viewer.personId,
        })),
      },
    }
  },
}

async function view({ db, viewer, params, body }: Request) {
  const opening = await openingById(db, viewer, params.opening!)
  if (!opening) throw new NotFound('opening')
  const child = await childById(db, viewer, opening.child_id)
  return {
    template: 'children/pages/break-glass.njk',
    child: child.id,
    why: 'Review of an opening of protected details',
    data: {
      heading: 'Review this opening',
      back: { href: '/break-glass' },
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      childHref: `/children/${child.token}`,
      at: momentInWords(opening.opened_at),
      who: `${opening.by_name}, ${opening.organisation}`,
      reason: reasonInWords(opening.reason),
      why: opening.why,
      own: opening.person_id === viewer.personId,
      reviewed: opening.finding === null ? undefined : `${opening.reviewed_name}: ${opening.finding}`,
      finding: text(body, 'finding'),
    },
  }
}

export const breakGlassPage: Page = {
  path: '/break-glass/:opening',
  allow: 'break-glass.review',
  shows: 'one child',
  section: 'My work',
  get: view,
  async post(request) {
    const finding = text(request.body, 'finding')
    if (!finding) {
      return {
        ...(await view(request)),
        errors: [{ field: 'finding', text: 'Say what you found in a sentence' }],
      }
    }
    const decision = await reviewOpening(request.db, request.viewer, request.params.opening!, finding)
    if (!decision.allowed) {
      const errors = decision.refusals.map(({ says }) => ({ field: 'finding', text: says }))
      return { ...(await view(request)), errors }
    }
    return redirect('/break-glass', 'The review is recorded.')
  },
}
