// The police: report the child missing or ask for a welfare check, and write down what they answer.
import type { Page, Request } from '../../access/page.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { answerPolice, askPolice } from '../actions.ts'
import {
  policeHows,
  policeKindInWords,
  policeKinds,
  policeResultInWords,
  policeResults,
  policeState,
} from '../police.ts'
import { type PoliceRow, policeAsksOf } from '../store.ts'
import { afterwards, formView, nowValues, readWhen, safeguardingOf, whenFields } from './form.ts'

const aboutOf = (work: Work) => ({ childId: work.child.id, schoolId: work.schoolId })

export const policePage: Page = {
  path: '/pupils/:child/safeguarding/police',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return askView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const when = readWhen(request)
    const errors: FormError[] = [
      ...(text(body, 'kind') ? [] : [{ field: 'kind', text: 'Choose what you asked the police' }]),
      ...(text(body, 'how') ? [] : [{ field: 'how', text: 'Choose how you asked the police' }]),
      ...when.errors,
    ]
    if (errors.length > 0) return askView(request, work, errors)
    const decision = await askPolice(db, viewer, aboutOf(work), {
      kind: text(body, 'kind'),
      how: text(body, 'how'),
      reference: text(body, 'reference'),
      on: when.on,
      at: when.at,
    })
    if (!decision.allowed) return askView(request, work, asErrors(decision.refusals))
    return redirect(
      afterwards(request, work),
      text(body, 'reference')
        ? 'Recorded: the police know. Ask them what they found.'
        : 'Recorded: the police know. Ask them for the reference, and what they found.',
    )
  },
}

const asErrors = (refusals: readonly { says: string }[]): FormErrors =>
  refusals.map(({ says }) => ({
    field: /reference/.test(says)
      ? 'reference'
      : /time/.test(says)
        ? 'at'
        : /day|before/.test(says)
          ? 'on'
          : 'kind',
    text: says,
  }))

async function askView(request: Request, work: Work, errors: FormErrors = []) {
  const asks = await policeAsksOf(request.db, request.viewer, [work.child.id])
  return formView(
    request,
    work,
    {
      heading: 'Tell the police',
      pageTitle: 'Tell the police',
      intro: ['Is the child in danger now? Call 999 first. This page can wait.'],
      rows: asks.slice(0, 5).map(rowOf),
      ...(asks.length > 0 && {
        link: { href: `${safeguardingOf(work)}/police-answer`, text: 'Record what the police answered' },
      }),
      values: { kind: 'welfare check', how: '101', ...nowValues(request) },
      fields: [
        {
          kind: 'choice',
          id: 'kind',
          asks: 'What did you do?',
          choices: policeKinds.map(value => ({ value, text: policeKindInWords[value] })),
        },
        {
          kind: 'choice',
          id: 'how',
          asks: 'How?',
          choices: policeHows.map(value => ({ value, text: value })),
        },
        {
          kind: 'line',
          id: 'reference',
          asks: 'Police reference (optional)',
          hint: 'Leave it empty if they have not given one yet.',
          width: 'short',
        },
        ...whenFields,
      ],
      button: 'Record it',
    },
    errors,
  )
}

/** One ask and how it stands, as a row of a list. */
export function rowOf(ask: PoliceRow) {
  const { reference, answer, next } = policeState(ask.reference, ask.steps)
  return {
    key: policeKindInWords[ask.kind],
    text: [
      `${dayInWords(ask.asked_on)}, ${timeInWords(ask.asked_at)}, by ${ask.by_name} (${ask.how}).`,
      reference ? `Reference ${reference}.` : 'No reference yet.',
      answer ? `${policeResultInWords[answer]}.` : '',
      next ?? '',
    ]
      .filter(Boolean)
      .join(' '),
  }
}

export const policeAnswerPage: Page = {
  path: '/pupils/:child/safeguarding/police-answer',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return answerView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const when = readWhen(request)
    const errors: FormError[] = [
      ...(text(body, 'of') ? [] : [{ field: 'of', text: 'Choose what they answered to' }]),
      ...(text(body, 'result') ? [] : [{ field: 'result', text: 'Choose what the police answered' }]),
      ...when.errors,
    ]
    if (errors.length > 0) return answerView(request, work, errors)
    const decision = await answerPolice(db, viewer, aboutOf(work), {
      askId: text(body, 'of'),
      result: text(body, 'result'),
      reference: text(body, 'reference'),
      on: when.on,
      at: when.at,
    })
    if (!decision.allowed) return answerView(request, work, asErrors(decision.refusals))
    return redirect(afterwards(request, work), ['Recorded.', decision.value.next].filter(Boolean).join(' '))
  },
}

async function answerView(request: Request, work: Work, errors: FormErrors = []) {
  const asks = (await policeAsksOf(request.db, request.viewer, [work.child.id])).slice(0, 8)
  const first = asks.find(ask => policeState(ask.reference, ask.steps).open) ?? asks[0]
  if (!first) {
    return formView(request, work, {
      heading: 'What the police answered',
      pageTitle: 'What the police answered',
      intro: ['Nobody has recorded that the police were asked about this child.'],
      link: { href: `${safeguardingOf(work)}/police`, text: 'Tell the police' },
      fields: [],
      button: '',
    })
  }
  return formView(
    request,
    work,
    {
      heading: 'What the police answered',
      pageTitle: 'What the police answered',
      intro: [
        'Only what came of it. What they said about the child or the family is a concern: the DSL writes it down.',
      ],
      values: { of: first.id, ...nowValues(request) },
      fields: [
        {
          kind: 'choice',
          id: 'of',
          asks: 'What do they answer to?',
          choices: asks.map(ask => ({
            value: ask.id,
            text: `${policeKindInWords[ask.kind]}, ${dayInWords(ask.asked_on)}, ${timeInWords(ask.asked_at)}`,
          })),
        },
        {
          kind: 'choice',
          id: 'result',
          asks: 'What came of it?',
          choices: policeResults.map(value => ({ value, text: policeResultInWords[value] })),
        },
        { kind: 'line', id: 'reference', asks: 'Police reference (optional)', width: 'short' },
        ...whenFields,
      ],
      button: 'Record it',
    },
    errors,
  )
}
