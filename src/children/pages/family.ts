// The family of a child: who may share a home or a parent, since when, on what evidence; and what a person answers. For a
// school: those on its own register, and nothing that could say whether there are others.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { decideFamily } from '../family/actions.ts'
import { childByToken } from '../store.ts'
import { familyShown } from './family-shown.ts'
import { type Prefix, placeOf } from './protected-parts.ts'

async function view(request: Request, prefix: Prefix) {
  const { db, viewer, params } = request
  const child = await childByToken(db, viewer, params.child!)
  const family = await familyShown(db, viewer, child.id)
  return {
    template: 'children/pages/family.njk',
    children: [child.id, ...(family?.children ?? [])],
    data: {
      heading: 'Family',
      pageTitle: 'Family of a child',
      ...placeOf(child, prefix),
      school: prefix === 'pupils',
      family,
      answers: prefix === 'children' && may(viewer, 'match.decide'),
    },
  }
}

const said = {
  'same family': 'Kept: they are one family.',
  'not family': 'Kept: they are not of one family. It is not asked again.',
  'not sure': 'Kept: you are not sure.',
  'taken back': 'The answer is taken back. It is still in the history.',
} as const

export const familyPage = (prefix: Prefix): Page => ({
  path: `/${prefix}/:child/family`,
  allow: prefix === 'pupils' ? 'pupil.see' : 'child.see',
  shows: 'children',
  section: prefix === 'pupils' ? 'Pupils' : 'Children',
  get: request => view(request, prefix),
  ...(prefix === 'children' && {
    async post(request: Request) {
      const { db, viewer, params, body } = request
      const child = await childByToken(db, viewer, params.child!)
      const [decision = '', other = ''] = text(body, 'answer').split('|')
      const decided = await decideFamily(db, viewer, child, { other, decision })
      if (!decided.allowed) {
        const errors = decided.refusals.map(({ says }) => ({ field: 'proposed', text: says }))
        return { ...(await view(request, prefix)), errors }
      }
      return redirect(`/children/${child.token}/family`, said[decision as keyof typeof said])
    },
  }),
})
