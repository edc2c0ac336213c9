// A school that was asked about a child: who, born when, from which day, and its answer. Its word is the proof: of the first day,
// of the tenth, and weeks later of whether it lasted.
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { answerAfterStart, answerPlace } from '../../places/actions.ts'
import { questionsAfter, type StartQuestionNow } from '../../places/after-start.ts'
import { startAnswers } from '../../places/store.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { calendarsOf } from '../../schools/store.ts'
import type { OfferAnswer } from '../steps.ts'
import { type OfferRow, offerByToken, offersTo } from '../store.ts'
import { day, nameOf, weekday } from './case-work.ts'

/** The question that is open about each child who has started: the tenth day, the sixth week, the twelfth. */
async function questionsNow(
  { db, viewer }: Request,
  offers: readonly OfferRow[],
): Promise<Map<string, StartQuestionNow>> {
  const started = offers.filter(
    offer => offer.state === 'started' && offer.attended_on !== null && !offer.found,
  )
  if (started.length === 0) return new Map()
  const answers = await startAnswers(
    db,
    viewer,
    started.map(offer => offer.id),
  )
  const calendars = await calendarsOf(db, viewer)
  return new Map(
    started.flatMap(offer => {
      const question = questionsAfter(
        localDate(offer.attended_on!),
        calendars(offer.school_id).calendar,
        answers.filter(answer => answer.offer_id === offer.id),
        localDate(viewer.today),
      )
      return question ? [[offer.id, question]] : []
    }),
  )
}

const asks: Readonly<Record<StartQuestionNow['question'], string>> = {
  'tenth day': 'Is the child attending on the tenth school day?',
  'week 6': 'Is the child still attending in the sixth week?',
  'week 12': 'Is the child still attending in the twelfth week?',
}
const stateOf = (offer: OfferRow, question: StartQuestionNow | undefined): string =>
  offer.state === 'started'
    ? `You confirmed the first day attended: ${weekday(offer.attended_on!)}${
        question && !question.isDue
          ? `. We ask about the ${inWeeks(question)} from ${weekday(question.from)}`
          : ''
      }`
    : offer.answered_on
      ? `You said on ${weekday(offer.answered_on)}: not started yet`
      : 'Waiting for your answer'

const inWeeks = ({ question }: StartQuestionNow): string =>
  ({ 'tenth day': 'tenth school day', 'week 6': 'sixth week', 'week 12': 'twelfth week' })[question]

export const offersPage: Page = {
  path: '/offers',
  allow: 'offer.answer',
  shows: 'children',
  section: 'Leavers and joiners',
  async get(request) {
    const { db, viewer } = request
    const rows = await offersTo(db, viewer)
    const questions = await questionsNow(request, rows)
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
          state: stateOf(row, questions.get(row.id)),
          waiting: row.state === 'asked',
          asks: questions.get(row.id)?.isDue ? asks[questions.get(row.id)!.question] : undefined,
          question: questions.get(row.id)?.question,
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
    if (offer.state === 'started') return afterStart(request, offer)
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
    const decision = await answerPlace(db, viewer, offer, answer)
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

const laterAnswers = [
  { value: 'attending', text: 'Yes, the child attends' },
  {
    value: 'not yet',
    text: 'Not on that day, but the child is coming',
    hint: 'Away for a reason you know. We ask again in a week',
  },
  { value: 'not attending', text: 'No, the child does not attend' },
] as const

/** The answer to the question that is open after the first day. */
async function afterStart(request: Request, offer: OfferRow) {
  const { db, viewer, body } = request
  const now = (await questionsNow(request, [offer])).get(offer.id)
  const answer = laterAnswers.find(one => one.value === text(body, 'answer'))?.value
  const says = text(body, 'why')
  if (!now || text(body, 'question') !== now.question) {
    return view(request, offer, [{ field: 'answer', text: 'This has been answered already' }])
  }
  if (!answer) return view(request, offer, [{ field: 'answer', text: 'Choose whether the child attends' }])
  // That the child stays away may be said at any time; that it attends on a day, from that day.
  if (answer !== 'not attending' && !now.isDue) {
    return view(request, offer, [
      {
        field: 'answer',
        text: `The ${inWeeks(now).replace('tenth school day', 'tenth day')} is ${weekday(now.from)}: answer then`,
      },
    ])
  }
  const decision = await answerAfterStart(db, viewer, offer, { question: now.question, answer, says })
  if (!decision.allowed) {
    return view(
      request,
      offer,
      decision.refusals.map(refusal => ({
        field: answer === 'not attending' ? 'why' : 'answer',
        text: refusal.says,
      })),
    )
  }
  return redirect('/offers', 'Thank you. The authority has your answer')
}

async function view(request: Request, offer: OfferRow, errors: FormError[] = []): Promise<ChildView> {
  const { body } = request
  const question = (await questionsNow(request, [offer])).get(offer.id)
  const chosen = text(body, 'answer')
  return {
    template: 'cases/pages/offer.njk',
    child: offer.child_id,
    errors,
    data: {
      heading: offer.state === 'started' ? 'Is this child still attending?' : 'Has this child started?',
      pageTitle: offer.state === 'started' ? 'Is this child still attending?' : 'Has this child started?',
      back: { href: '/offers', text: 'Back to children you are asked about' },
      name: nameOf(offer),
      born: offer.date_of_birth ? day(offer.date_of_birth) : 'Not known',
      starts: weekday(offer.starts_on),
      school: offer.school,
      state: stateOf(offer, question),
      waiting: offer.state === 'asked',
      question: question && { ...question, asks: asks[question.question] },
      laterAnswers: laterAnswers.map(one => ({
        ...one,
        ...('hint' in one ? { hint: { text: one.hint } } : {}),
        checked: one.value === chosen,
      })),
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
