// What another authority asks of us: typed in by one of ours from an email or a call, or by their officer behind the link we gave them.
// Whoever asks is given a reference; whether the child is known takes no part in what they see.
import type { LinkPage, LinkRequest, Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import { type FormError, redirect, text, texts, type View } from '../../platform/web/page.ts'
import { receiveRequest, type TheirAsk } from '../actions.ts'
import { localAuthorities, localAuthority } from '../local-authorities.ts'
import {
  type Body,
  dayFrom,
  errorsFrom,
  type Field,
  inOrder,
  lawItems,
  questionItems,
  shown,
} from './parts.ts'

const fieldsOf = (today: string, ours: boolean): readonly Field[] => [
  ...(ours
    ? [
        {
          as: 'select' as const,
          name: 'ofCode',
          label: 'Which authority asks?',
          items: [
            { value: '', text: 'Choose' },
            ...[...localAuthorities]
              .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
              .map(one => ({ value: one.code, text: one.name })),
          ],
        },
      ]
    : []),
  {
    as: 'radios',
    name: 'kind',
    label: ours ? 'What is it?' : 'What do you ask?',
    items: [
      { value: 'enquiry', text: 'An enquiry about a child' },
      {
        value: 'hand-over',
        text: ours ? 'They ask us to take a child on' : 'That we take a child on from you',
      },
    ],
    value: 'enquiry',
  },
  { as: 'input', name: 'askedBy', label: ours ? 'Who asks there?' : 'Your name' },
  { as: 'input', name: 'theirReference', label: ours ? 'Their reference' : 'Your reference' },
  { as: 'input', name: 'forename', label: 'Child’s first name' },
  { as: 'input', name: 'surname', label: 'Child’s surname' },
  { as: 'date', name: 'born', label: 'Date of birth' },
  { as: 'input', name: 'address', label: 'Last address known, if we cannot look without it' },
  { as: 'input', name: 'siblings', label: 'Names of brothers and sisters, if we cannot look without them' },
  {
    as: 'checkboxes',
    name: 'questions',
    label: 'What is asked?',
    items: questionItems,
    value: 'on-roll|living',
  },
  { as: 'textarea', name: 'why', label: 'Why?', rows: 3 },
  { as: 'radios', name: 'legalBasis', label: 'Under which law?', items: lawItems, value: lawItems[0]!.value },
  { as: 'date', name: 'neededBy', label: 'Needed by', value: addWorkingDays(today as LocalDate, 5) },
  {
    as: 'checkboxes',
    name: 'urgent',
    label: 'Is there a risk?',
    items: [{ value: 'yes', text: 'It is urgent: there is a risk to the child' }],
  },
]

function askFrom(body: Body, ofCode: string, errors: FormError[]): TheirAsk {
  return {
    kind: text(body, 'kind') === 'hand-over' ? 'hand-over' : 'enquiry',
    ofCode,
    forename: text(body, 'forename'),
    surname: text(body, 'surname'),
    born: dayFrom(body, 'born', errors),
    address: text(body, 'address'),
    siblings: text(body, 'siblings'),
    questions: texts(body, 'questions'),
    why: text(body, 'why'),
    legalBasis: text(body, 'legalBasis'),
    neededBy: dayFrom(body, 'neededBy', errors),
    theirReference: text(body, 'theirReference'),
    askedBy: text(body, 'askedBy'),
    urgent: text(body, 'urgent') === 'yes',
  }
}

export const newRequestPage: Page = {
  path: '/authority-requests/new',
  allow: 'other-authorities.answer',
  shows: 'no child',
  section: 'Cases',
  async get(request) {
    return newView(request)
  },
  async post(request) {
    const { db, viewer, body } = request
    const errors: FormError[] = []
    const asked = askFrom(body, text(body, 'ofCode'), errors)
    if (errors.length > 0) return newView(request, errors)
    const received = await receiveRequest(db, viewer, asked, 'written down by us')
    if (!received.allowed) return newView(request, errorsFrom(received.refusals, 'ofCode'))
    return redirect(
      `/authority-requests/${received.value.token}`,
      `Kept as ${received.value.reference}. Look first, then answer.`,
    )
  },
}

function newView({ body, today }: Request, errors?: FormError[]): View {
  const fields = fieldsOf(today, true)
  return {
    template: 'other-authorities/pages/new.njk',
    errors: inOrder(errors ?? [], fields),
    data: {
      heading: 'Another authority asks',
      pageTitle: 'Another authority asks',
      back: { href: '/authority-requests' },
      form: {
        fields: shown(fields, errors ? body : undefined),
        buttons: [{ value: 'keep', text: 'Keep it' }],
      },
    },
  }
}

/** The form behind a link that we gave another authority: it may ask as often as it likes while the link lasts. */
export const askingLink: LinkPage = {
  kind: 'authority-asks',
  async get(request) {
    return linkView(request)
  },
  async post(request) {
    const { body, link } = request
    if (link.endedWhy !== undefined) return linkView(request)
    const errors: FormError[] = []
    const asked = askFrom(body, String(link.shows.of), errors)
    if (errors.length > 0) return linkView(request, errors)
    const received = await request.asSystem(system => receiveRequest(request.db, system, asked, 'by link'))
    if (!received.allowed) return linkView(request, errorsFrom(received.refusals, 'askedBy'))
    await request.answered({ reference: received.value.reference })
    return redirect(`${request.address}/kept`)
  },
}

function linkView({ body, today, link, address, step, answers }: LinkRequest, errors?: FormError[]): View {
  const fields = fieldsOf(today, false)
  const name = localAuthority(String(link.shows.of))?.name ?? ''
  return {
    template: 'other-authorities/pages/new.njk',
    errors: inOrder(errors ?? [], fields),
    data: {
      heading: step === 'kept' ? 'We have your question' : 'Ask about a child',
      pageTitle: 'Ask about a child',
      to: name,
      ended: link.endedWhy,
      kept: step === 'kept' ? answers.map(one => String(one.answers.reference)).reverse() : undefined,
      again: address,
      form: {
        action: address,
        fields: shown(fields, errors ? body : undefined),
        buttons: [{ value: 'keep', text: 'Send it' }],
      },
    },
  }
}
