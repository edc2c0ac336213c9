// Their side of a request, behind its link: what was asked, word for word, and their answer in three presses; or, of what they asked
// us, how it stands. It shows the one request and nothing else of ours.
import type { LinkPage, LinkRequest } from '../../access/page.ts'
import { type FormError, redirect, text, type View } from '../../platform/web/page.ts'
import { authorityName } from '../../schools/store.ts'
import { type Reason, recordTheirAnswer, recordTheirDecision } from '../actions.ts'
import { answerInWords, isAnswer, movesOf, questions } from '../request.ts'
import { type RequestRow, requestById, type StepRow, stepsOf } from '../store.ts'
import { answerFields, day, dayFrom, errorsFrom, type Field, inOrder, shown, thread } from './parts.ts'

const nameField: Field = { as: 'input', name: 'byName', label: 'Your name and post' }
const decisionFields: readonly Field[] = [
  {
    as: 'radios',
    name: 'decision',
    label: 'Do you take the child on?',
    items: [
      { value: 'accepted', text: 'We accept: the child is ours from today' },
      { value: 'refused', text: 'We do not accept' },
    ],
  },
  { as: 'textarea', name: 'says', label: 'Why, if you do not accept', rows: 3 },
  nameField,
]
const theirAnswerFields: readonly Field[] = [...answerFields, nameField]

type Seen = { row: RequestRow; steps: StepRow[]; authority: string }

const seenBy = (request: LinkRequest, hold = false): Promise<Seen> =>
  request.asSystem(async system => ({
    row: await requestById(request.db, system, request.link.about, { hold }),
    steps: await stepsOf(request.db, system, request.link.about, { shared: true }),
    authority: (await authorityName(request.db, system.la)) ?? '',
  }))

/** How a link ends by its own use: what was said by it can still be seen in that browser. Ended otherwise it shows nothing. */
const served: ReadonlySet<string> = new Set(['Answered', 'Accepted', 'Refused'])
const isOver = ({ link }: LinkRequest): boolean => link.endedWhy !== undefined && !served.has(link.endedWhy)
const over: View = {
  template: 'platform/web/templates/message.njk',
  data: {
    heading: 'This is not asked any more',
    paragraphs: [
      'You need do nothing. You can close this page.',
      'Ask whoever gave you the link if you need to.',
    ],
  },
}

export const authorityLink: LinkPage = {
  kind: 'authority-enquiry',
  async get(request) {
    return isOver(request) ? over : view(request, await seenBy(request))
  },
  async post(request) {
    const { body, link, db } = request
    if (isOver(request)) return over
    const seen = await seenBy(request, true)
    const { row } = seen
    if (link.endedWhy !== undefined || row.direction !== 'out' || row.state !== 'open')
      return view(request, seen)
    const errors: FormError[] = []
    const said = { byName: text(body, 'byName'), how: 'by link' as const }
    if (row.kind === 'hand-over') {
      const decision = text(body, 'decision')
      if (decision !== 'accepted' && decision !== 'refused') {
        errors.push({ field: 'decision', text: 'Choose whether you take the child on' })
        return view(request, seen, errors)
      }
      const given = {
        accepts: decision === 'accepted',
        says: decision === 'accepted' ? '' : text(body, 'says'),
      }
      await request.answered({ decision, says: given.says, by: said.byName })
      const done = await request.asSystem(system => recordTheirDecision(db, system, row.id, given, said))
      if (!done.allowed) return view(request, seen, errorsFrom(done.refusals as Reason[], 'decision'))
      await request.end(decision === 'accepted' ? 'Accepted' : 'Refused')
      return redirect(request.address)
    }
    const code = text(body, 'answer')
    const since = dayFrom(body, 'since', errors)
    if (errors.length > 0) return view(request, seen, errors)
    const answer = {
      ...(isAnswer(code) && { answer: code }),
      school: text(body, 'school'),
      ...(since && { since }),
      says: text(body, 'says'),
    }
    const done = await request.asSystem(system => recordTheirAnswer(db, system, row.id, answer, said))
    if (!done.allowed) return view(request, seen, errorsFrom(done.refusals as Reason[], 'answer'))
    await request.answered({ ...answer, by: said.byName })
    await request.end('Answered')
    return redirect(request.address)
  },
}

function view(request: LinkRequest, { row, steps, authority }: Seen, errors?: FormError[]): View {
  const { body, address, link } = request
  const hand = row.kind === 'hand-over'
  const open = row.direction === 'out' && movesOf(row).some(move => move === 'answer' || move === 'accept')
  const isForm = open && link.endedWhy === undefined
  const fields = hand ? decisionFields : theirAnswerFields
  const heading = isForm
    ? hand
      ? `${authority} asks you to take a child on`
      : `${authority} asks about a child`
    : row.direction === 'in'
      ? 'Your question to us'
      : 'Thank you'
  return {
    template: 'other-authorities/pages/link.njk',
    errors: inOrder(errors ?? [], fields),
    data: {
      heading,
      pageTitle: heading,
      reference: row.reference,
      wording: row.direction === 'out' ? row.wording : theirWording(row),
      answer: row.answer ? (row.answer.answer ? answerInWords(row.answer).join('\n') : undefined) : undefined,
      waiting:
        row.direction === 'in' && row.state === 'open' ? `We answer by ${day(row.due_on)}.` : undefined,
      accepted: row.direction === 'out' && row.state === 'accepted',
      thread: thread(steps),
      form: isForm && {
        action: address,
        fields: shown(fields, errors ? body : undefined),
        buttons: [{ value: 'answer', text: hand ? 'Send the decision' : 'Send the answer' }],
      },
    },
  }
}

/** What they asked us, as they told it. */
const theirWording = (row: RequestRow): string =>
  [
    `Your reference: ${row.their_reference || 'none given'}. Ours: ${row.reference}.`,
    `Name: ${row.details.name}`,
    ...(row.kind === 'hand-over'
      ? ['You ask us to take the child on.']
      : row.questions.map(one => questions[one])),
  ].join('\n')
