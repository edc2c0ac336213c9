// A concern: what was seen or said, apart from what is thought of it; looked at again on a day, until it is settled.
import type { Page, Request } from '../../access/page.ts'
import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { readTime } from '../../children/pages/pupil-form.ts'
import { dayInWords, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { recordConcern, reviewConcern } from '../actions.ts'
import { concernState } from '../concern.ts'
import { concernsOf } from '../store.ts'
import { type Field, formView, nowValues, readOn, safeguardingOf } from './form.ts'

const aboutOf = (work: Work) => ({ childId: work.child.id, schoolId: work.schoolId })
const reviewField: Field = {
  kind: 'day',
  id: 'review',
  asks: 'When do you look at it again?',
  hint: 'Within 28 days. Sooner where it is urgent.',
}

export const concernPage: Page = {
  path: '/pupils/:child/safeguarding/concern',
  allow: 'safeguarding.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return addView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const on = readOn(request, 'on')
    const at = readTime(text(body, 'at'))
    const reviewOn = readOn(request, 'review')
    const errors: FormError[] = [
      ...(text(body, 'fact') ? [] : [{ field: 'fact', text: 'Write down what was seen or said' }]),
      ...(text(body, 'toldBy') ? [] : [{ field: 'toldBy', text: 'Say who saw it or said it' }]),
      ...(on ? [] : [{ field: 'on', text: 'Enter a real day, such as 6 11 2026' }]),
      ...(at === undefined
        ? [{ field: 'at', text: 'Enter the time, such as 9:30am, or leave it empty' }]
        : []),
      ...(reviewOn ? [] : [{ field: 'review', text: 'Choose the day on which you look at it again' }]),
    ]
    if (errors.length > 0) return addView(request, work, errors)
    const decision = await recordConcern(db, viewer, aboutOf(work), {
      on,
      at: at ?? '',
      fact: text(body, 'fact'),
      opinion: text(body, 'opinion'),
      toldBy: text(body, 'toldBy'),
      reviewOn,
    })
    if (!decision.allowed) {
      return addView(
        request,
        work,
        decision.refusals.map(({ says }) => ({
          field: /again/.test(says)
            ? 'review'
            : /day/.test(says)
              ? 'on'
              : /said it/.test(says)
                ? 'toldBy'
                : 'fact',
          text: says,
        })),
      )
    }
    return redirect(
      safeguardingOf(work),
      `Concern recorded. You look at it again on ${dayInWords(reviewOn)}.`,
    )
  },
}

const addView = (request: Request, work: Work, errors: FormErrors = []) =>
  formView(
    request,
    work,
    {
      heading: 'Write down a concern',
      pageTitle: 'Write down a concern',
      intro: [
        'Write what people did and said, in their words. What you think of it has its own box.',
        'Read by the DSLs and the headteacher of your school, and by officers and managers of the authority.',
      ],
      values: { ...nowValues(request), review: addDays(request.viewer.today as LocalDate, 7) },
      fields: [
        { kind: 'box', id: 'fact', asks: 'What was seen or said?', rows: 6 },
        { kind: 'line', id: 'toldBy', asks: 'Who saw it or said it?' },
        { kind: 'box', id: 'opinion', asks: 'What do you think, and what would help? (optional)' },
        { kind: 'day', id: 'on', asks: 'On which day?' },
        { kind: 'line', id: 'at', asks: 'What time? (optional)', hint: 'Such as 9:30am', width: 'short' },
        reviewField,
      ],
      button: 'Record the concern',
    },
    errors,
  )

export const concernReviewPage: Page = {
  path: '/pupils/:child/safeguarding/concern-review',
  allow: 'safeguarding.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return reviewView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const closes = text(body, 'closes')
    const reviewOn = readOn(request, 'review')
    const errors: FormError[] = [
      ...(text(body, 'of') ? [] : [{ field: 'of', text: 'Choose the concern' }]),
      ...(text(body, 'says') ? [] : [{ field: 'says', text: 'Say what you found' }]),
      ...(closes ? [] : [{ field: 'closes', text: 'Say whether it is settled' }]),
      ...(closes === 'no' && !reviewOn
        ? [{ field: 'review', text: 'Choose the day on which you look at it again' }]
        : []),
    ]
    if (errors.length > 0) return reviewView(request, work, errors)
    const decision = await reviewConcern(db, viewer, aboutOf(work), {
      concernId: text(body, 'of'),
      closes: closes === 'yes',
      says: text(body, 'says'),
      reviewOn,
    })
    if (!decision.allowed) {
      return reviewView(
        request,
        work,
        decision.refusals.map(({ says }) => ({ field: /again/.test(says) ? 'review' : 'says', text: says })),
      )
    }
    return redirect(
      safeguardingOf(work),
      closes === 'yes'
        ? 'The concern is settled. It stays in the record.'
        : `Recorded. Again on ${dayInWords(reviewOn)}.`,
    )
  },
}

async function reviewView(request: Request, work: Work, errors: FormErrors = []) {
  const today = request.viewer.today as LocalDate
  const open = (await concernsOf(request.db, request.viewer, [work.child.id]))
    .filter(row => concernState(row.review_on, row.steps, today).open)
    .slice(0, 10)
  const heading = 'Look at a concern again'
  if (open.length === 0) {
    return formView(request, work, {
      heading,
      pageTitle: heading,
      intro: ['No concern is open about this child.'],
      link: { href: `${safeguardingOf(work)}/concern`, text: 'Write down a concern' },
      fields: [],
      button: '',
    })
  }
  return formView(
    request,
    work,
    {
      heading,
      pageTitle: heading,
      values: { of: open.at(-1)!.id, review: addDays(today, 7) },
      fields: [
        {
          kind: 'choice',
          id: 'of',
          asks: 'Which concern?',
          choices: open.map(row => ({
            value: row.id,
            text: `${dayInWords(row.on_date)}: ${row.fact.length > 120 ? `${row.fact.slice(0, 118)}…` : row.fact}`,
          })),
        },
        { kind: 'box', id: 'says', asks: 'What did you find?' },
        {
          kind: 'choice',
          id: 'closes',
          asks: 'Is it settled?',
          choices: [
            { value: 'no', text: 'No, look at it again' },
            { value: 'yes', text: 'Yes, and I have said why' },
          ],
        },
        reviewField,
      ],
      button: 'Record it',
    },
    errors,
  )
}
