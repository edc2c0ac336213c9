// A school answers what was asked about a removal it made in its own system.
import type { Page, Request } from '../../access/page.ts'
import { deletionGrounds } from '../../law/deletion-grounds.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { answerRemoval } from '../actions.ts'
import type { Question } from '../already-made.ts'
import { removalByToken } from '../store.ts'
import { hidesNextPlace, nameOf, withoutPlace } from './words.ts'

const noneFits = 'None of these: the name should not have come off'

export const answerPage: Page = {
  path: '/leavers/:removal/answer',
  allow: 'removal.answer',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, {}, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const { row, questions } = await asked(request)
    const values = Object.fromEntries(questions.map(({ id }) => [id, text(body, id)]))
    const errors = questions
      .filter(({ id }) => values[id] === '')
      .map(({ id }): FormError => ({ field: id, text: missing[id] }))
    if (errors.length > 0) return view(request, values, errors)
    const answered = await answerRemoval(db, viewer, {
      token: params.removal!,
      answers: questions.map(({ id, asks }) => ({
        question: asks,
        answer: id === 'ground' ? groundSaid(values[id]!) : values[id]!,
      })),
    })
    if (!answered.allowed) {
      return view(
        request,
        values,
        answered.refusals.map(({ says }) => ({ field: questions[0]!.id, text: says })),
      )
    }
    return redirect(`/leavers/${row.token}`, 'Your answer is with the authority.')
  },
}

const missing: Readonly<Record<Question['id'], string>> = {
  ground: 'Choose the ground on which the name was removed, or say that none fits',
  evidence: 'Enter what shows that the ground was met. If you do not know, say so',
  destination: 'Enter where the child is going to school now. If you do not know, say so',
}

const groundSaid = (code: string): string => {
  const ground = deletionGrounds.find(one => one.code === code)
  return ground ? `${ground.label} (${ground.code})` : noneFits
}

async function asked({ db, viewer, params }: Request) {
  const row = await removalByToken(db, viewer, params.removal!)
  const questions = row?.facts.questions ?? []
  if (!row || questions.length === 0) throw new NotFound('removal')
  return { row, questions }
}

async function view(
  request: Request,
  values: Readonly<Record<string, string>>,
  errors: readonly FormError[],
) {
  const { row, questions } = await asked(request)
  const isHidden = await hidesNextPlace(request.db, request.viewer, row.child_id)
  return {
    template: 'leavers/pages/answer.njk',
    child: row.child_id,
    errors,
    data: {
      heading: 'Answer about this removal',
      pageTitle: 'Answer about this removal',
      name: nameOf(row),
      back: { href: `/leavers/${row.token}` },
      questions: questions.map(one => ({
        ...one,
        asks: withoutPlace(one.asks, isHidden ? row.facts.destination : undefined),
      })),
      values,
      grounds: [
        ...deletionGrounds.map(({ code, label }) => ({ value: code, text: label })),
        { divider: 'or' },
        { value: 'none', text: noneFits },
      ],
    },
  }
}
