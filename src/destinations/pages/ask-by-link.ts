// One link for a receiving side without an account: made here, shown once.
import type { Page, Request } from '../../access/page.ts'
import { type ChildView, type FormError, text } from '../../platform/web/page.ts'
import { linkForReceivingSide, receivingLinkDays } from '../actions.ts'
import { asErrors, head, leaverIn, standing } from './leaver.ts'

export const askByLinkPage: Page = {
  path: '/pupils/:child/destination/link',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body, services } = request
    const leaver = await leaverIn(request)
    const { claim } = await standing(request, leaver)
    const to = text(body, 'to')
    const way = text(body, 'way')
    const number = text(body, 'number').replaceAll(/\D/g, '')
    const errors: FormError[] = []
    if (to === '')
      errors.push({
        field: 'to',
        text: 'Write who the link is for, such as the admissions office of the school',
      })
    if (to.length > 200) errors.push({ field: 'to', text: 'Use 200 characters or fewer' })
    if (way !== 'number' && way !== 'birth')
      errors.push({ field: 'way', text: 'Choose how they show that it is for them' })
    if (way === 'number' && !/^\d{6,7}$/.test(number))
      errors.push({ field: 'number', text: 'Enter the URN (6 digits) or the DfE number (7 digits)' })
    if (errors.length > 0) return view(request, errors)
    const made = await linkForReceivingSide(db, viewer, params.child!, {
      claimId: claim.id,
      to,
      number: way === 'number' ? number : undefined,
    })
    if (!made.allowed) return view(request, asErrors('to', made.refusals))
    return {
      template: 'destinations/pages/link-made.njk',
      child: leaver.child_id,
      data: {
        ...head(leaver, 'Send this link'),
        link: `${services.publicUrl}${made.value.path}`,
        to: made.value.to,
        days: receivingLinkDays,
        rules: [
          'Send it to their published contact, never to an address that the family gave you.',
          'Write nothing of the child in the message: “You have a question from a school”, your name and your number.',
          way === 'number'
            ? 'To open it they give their URN or DfE number.'
            : 'To open it they give the child’s date of birth. Tell them on the phone which child it is about.',
        ],
      },
    }
  },
}

async function view(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { claim } = await standing(request, leaver)
  const { body } = request
  return {
    template: 'destinations/pages/ask-by-link.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Ask by a one-time link'),
      name: claim.name,
      to: text(body, 'to'),
      way: text(body, 'way'),
      number: text(body, 'number'),
    },
  }
}
