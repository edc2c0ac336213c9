// Change role: for people who wear several hats. Every page says which one is on.
import { NotFound } from '../../platform/errors.ts'
import { redirect, text, type View } from '../../platform/web/page.ts'
import { changeHat } from '../actions.ts'
import type { Page, Request } from '../page.ts'
import { hatsOf } from '../store.ts'
import { roleNames } from '../viewer.ts'

async function choose({ db, viewer }: Request): Promise<View> {
  const hats = await hatsOf(db, viewer.la, viewer.personId, viewer.today)
  return {
    template: 'access/pages/choose.njk',
    data: {
      heading: 'Which role are you working in?',
      hats: hats.map(hat => ({
        value: hat.role,
        text: roleNames[hat.role],
        hint: { text: hat.organisation },
        checked: hat.role === viewer.role,
      })),
    },
  }
}

export const choosePage: Page = {
  path: '/choose',
  allow: 'own.account',
  shows: 'no child',
  get: choose,
  async post(request) {
    const role = text(request.body, 'role')
    if (!role) return { ...(await choose(request)), errors: [{ field: 'role', text: 'Choose a role' }] }
    if (!(await changeHat(request.db, request.viewer, role))) throw new NotFound('role')
    return redirect('/')
  },
}
