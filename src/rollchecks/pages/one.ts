// "Is this child on any roll here?", for one child. Asked, answered and kept like a list of one.
import type { Page, Request } from '../../access/page.ts'
import { childFields, readChildFields } from '../../children/pages/child-fields.ts'
import { type FormError, redirect } from '../../platform/web/page.ts'
import { askAboutOne } from '../actions.ts'
import { canBeLookedFor } from '../given.ts'
import { askedFields, readAsked } from './list.ts'

export const rollCheckOnePage: Page = {
  path: '/roll-checks/one',
  allow: 'child.search',
  shows: 'no child',
  section: 'Children',
  get: async request => view(request, []),
  async post(request) {
    const { db, viewer, now } = request
    const { asked, errors } = readAsked(request)
    const child = readChildFields(request.body)
    errors.unshift(...child.errors)
    if (child.errors.length === 0 && !canBeLookedFor(child.given))
      errors.unshift({
        field: 'surname',
        text: 'Enter a surname and a forename, or one name and a date of birth, or a UPN',
      })
    if (errors.length > 0 || !asked) return view(request, errors)
    const decision = await askAboutOne(db, viewer, { ...asked, name: 'One child', now }, child.given)
    if (!decision.allowed)
      return view(
        request,
        decision.refusals.map(refusal => ({ field: 'surname', text: refusal.says })),
      )
    return redirect(`/roll-checks/${decision.value.token}/rows/1`)
  },
}

function view(request: Request, errors: readonly FormError[]) {
  return {
    template: 'rollchecks/pages/one.njk',
    errors,
    data: {
      heading: 'Is this child on any roll here?',
      back: { href: '/roll-checks', text: 'Roll checks' },
      child: childFields(request.body),
      ...askedFields(request),
    },
  }
}
