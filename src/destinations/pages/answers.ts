// What a family answered, as it was sent; and the new address it gave, for a person to take into the record or not.
import type { Page, Request } from '../../access/page.ts'
import { inWords } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { decideAddress } from '../parents/actions.ts'
import { inParentsWords, isPrivateFosteringQuestion } from '../parents/form.ts'
import { formByToken } from '../parents/store.ts'
import { asErrors, head, leaverIn } from './leaver.ts'

export const answersPage: Page = {
  path: '/pupils/:child/destination/answers/:form',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body, now } = request
    const decision = text(body, 'decision')
    if (decision !== 'take' && decision !== 'leave')
      return view(request, [{ field: 'decision', text: 'Press one of the two buttons' }])
    const decided = await decideAddress(db, viewer, {
      childToken: params.child!,
      form: params.form!,
      take: decision === 'take',
      now,
    })
    if (!decided.allowed) return view(request, asErrors('decision', decided.refusals))
    return redirect(
      `/pupils/${params.child}/destination/answers/${params.form}`,
      decided.value.already
        ? 'That was decided before'
        : decision === 'take'
          ? 'The address is in the record, beside the one that was there. Change it in your own system too'
          : 'The address was not taken. The answers stay as they were sent',
    )
  },
}

async function view(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const { db, viewer, params } = request
  const leaver = await leaverIn(request)
  const form = await formByToken(db, viewer, params.form!)
  if (form?.child_id !== leaver.child_id || !form.answers) throw new NotFound('form')
  const ways = { link: 'by a one-time link', paper: 'on paper', phone: 'by phone', 'would not answer': '' }
  const typed = form.typed_by ? `, typed in by ${form.typed_by}` : ''
  return {
    template: 'destinations/pages/answers.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'What the family answered'),
      who: `${form.answered_name} answered ${ways[form.how]} on ${inWords(form.sent_on!)}${typed}.`,
      lines: inParentsWords(form.answers),
      fostering: isPrivateFosteringQuestion(form.answers),
      hasAddress: form.answers.moving === 'yes' && (form.answers.address ?? '') !== '',
      decided:
        form.decision &&
        `${form.decision === 'address taken' ? 'The new address was taken into the record' : 'The new address was not taken'} by ${form.decided_name}, ${inWords(form.decided_on!)}.`,
    },
  }
}
