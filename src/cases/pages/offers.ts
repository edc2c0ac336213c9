// A school that was asked about a child: who, born when, from which day, and its answer. Its word is the proof.
import type { Page, Request } from '../../access/page.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { answerOffer } from '../actions.ts'
import type { OfferAnswer } from '../steps.ts'
import { type OfferRow, offerByToken, offersTo } from '../store.ts'
import { day, nameOf, weekday } from './case-work.ts'

const stateOf = (offer: OfferRow): string =>
  offer.state === 'started'
    ? `You confirmed the first day attended: ${weekday(offer.attended_on!)}`
    : offer.answered_on
      ? `You said on ${weekday(offer.answered_on)}: not started yet`
      : 'Waiting for your answer'

export const offersPage: Page = {
  path: '/offers',
  allow: 'offer.answer',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer }) {
    const rows = await offersTo(db, viewer)
    return {
      template: 'cases/pages/offers.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'Children the authority asks you about',
        several: viewer.schools.length > 1,
        rows: rows.map(row => ({
          href: `/offers/${row.token}`,
          name: nameOf(row),
          born: row.date_of_birth ? day(row.date_of_birth) : 'Not known',
          starts: weekday(row.starts_on),
          school: row.school,
          state: stateOf(row),
          waiting: row.state === 'asked',
        })),
      },
    }
  },
}

const answers = [
  { value: 'started', text: 'Yes, the child has attended', hint: 'Give the first day attended' },
  { value: 'not started yet', text: 'Not yet, but we expect the child' },
  { value: 'will not come', text: 'No, the child will not come, or is not ours' },
] as const

export const offerPage: Page = {
  path: '/offers/:offer',
  allow: 'offer.answer',
  shows: 'one child',
  section: 'Leavers and joiners',
  async get(request) {
    return view(request, await offerByToken(request.db, request.viewer, request.params.offer ?? ''))
  },
  async post(request) {
    const { db, viewer, body, params } = request
    const offer = await offerByToken(db, viewer, params.offer ?? '')
    const says = text(body, 'answer')
    const given = readDate(body, 'attended')
    const attendedOn = given === 'empty' ? undefined : given
    const why = text(body, 'why')
    const errors: FormError[] = []
    if (!answers.some(one => one.value === says))
      errors.push({ field: 'answer', text: 'Choose whether the child has attended' })
    if (says === 'started' && !attendedOn) {
      errors.push({ field: 'attended', text: 'Enter the first day the child attended, such as 23 11 2026' })
    }
    if (says === 'will not come' && why === '')
      errors.push({ field: 'why', text: 'Write what you know about why' })
    if (why.length > 2000) errors.push({ field: 'why', text: 'Use 2,000 characters or fewer' })
    if (errors.length > 0) return view(request, offer, errors)
    const answer: OfferAnswer =
      says === 'started' ? { says, attendedOn: attendedOn! } : { says: says as 'not started yet', why }
    const decision = await answerOffer(db, viewer, offer, answer)
    if (!decision.allowed) {
      const field = says === 'started' ? 'attended' : 'answer'
      return view(
        request,
        offer,
        decision.refusals.map(refusal => ({ field, text: refusal.says })),
      )
    }
    return redirect(
      '/offers',
      says === 'started'
        ? 'Thank you. The authority knows that the child is in school'
        : 'Thank you. The authority has your answer',
    )
  },
}

function view(request: Request, offer: OfferRow, errors: FormError[] = []): ChildView {
  const { body } = request
  const chosen = text(body, 'answer')
  return {
    template: 'cases/pages/offer.njk',
    child: offer.child_id,
    errors,
    data: {
      heading: 'Has this child started?',
      pageTitle: 'Has this child started?',
      back: { href: '/offers', text: 'Back to children you are asked about' },
      name: nameOf(offer),
      born: offer.date_of_birth ? day(offer.date_of_birth) : 'Not known',
      starts: weekday(offer.starts_on),
      school: offer.school,
      state: stateOf(offer),
      waiting: offer.state === 'asked',
      answers: answers.map(one => ({
        ...one,
        ...('hint' in one ? { hint: { text: one.hint } } : {}),
        checked: one.value === chosen,
      })),
      boxes: dateBoxes('attended', { body }),
      why: text(body, 'why'),
    },
  }
}
