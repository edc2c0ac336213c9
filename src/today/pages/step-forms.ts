// The short forms of a day: a visit, the police, a reason, seen or spoken to, who has it, the risk in writing.
import type { Page, Request } from '../../access/page.ts'
import type { Decision } from '../../platform/errors.ts'
import { type ChildView, type FormError, type Redirect, redirect, text } from '../../platform/web/page.ts'
import { askPolice, assessRisk, type Done, giveReason, recordVisit, takeStep } from '../actions.ts'
import { escalatedTo, reasonChoices, riskDecisions, visitOutcomes } from '../steps.ts'
import { type ChildsDay, childsDay, dayFrame, daysToLookAgain, readNextAt } from './standing.ts'

type Field =
  | {
      kind: 'radios'
      name: string
      legend: string
      items: readonly { value: string; text: string; hint?: string }[]
    }
  | { kind: 'input'; name: string; label: string; hint?: string; width?: string }
  | { kind: 'textarea'; name: string; label: string; hint?: string }
type Form = {
  path: string
  allow: Page['allow']
  heading: string
  intro: (day: ChildsDay) => string
  fields: (day: ChildsDay) => readonly Field[]
  button: string
  /** Reads the form and does it. Errors pushed: nothing is done. */
  act: (request: Request, day: ChildsDay, errors: FormError[]) => Promise<Decision<Done> | undefined>
  says: (request: Request) => string
}

const whenFields = (day: ChildsDay, label: string, hint = 'For example, 2:30pm'): readonly Field[] => [
  { kind: 'input', name: 'time', label, hint, width: '5' },
  { kind: 'radios', name: 'when', legend: 'On which day?', items: daysToLookAgain(day) },
]
const about = (day: ChildsDay) => ({ childId: day.child.id, schoolId: day.schoolId })
const items = (words: readonly string[]) => words.map(word => ({ value: word, text: word }))
const required = (request: Request, field: string, says: string, errors: FormError[]): string => {
  const given = text(request.body, field)
  if (given === '') errors.push({ field, text: says })
  else if (given.length > 2000) errors.push({ field, text: 'Use 2,000 characters or fewer' })
  return given
}
const noDetails = 'No addresses or numbers.'

const forms: readonly Form[] = [
  {
    path: 'visit',
    allow: 'contact.record',
    heading: 'Home visit',
    intro: () =>
      'A home visit is considered on the first day. Going and not going are both kept, with why. Two trained adults go; nobody goes alone into a home.',
    fields: day => [
      {
        kind: 'radios',
        name: 'made',
        legend: 'What do you record?',
        items: [
          { value: 'yes', text: 'Somebody went to the home' },
          { value: 'no', text: 'Considered, and not made' },
        ],
      },
      {
        kind: 'radios',
        name: 'outcome',
        legend: 'If somebody went: what came of it?',
        items: items(visitOutcomes),
      },
      {
        kind: 'input',
        name: 'who',
        label: 'If somebody went: who?',
        hint: 'Names and roles of those who went',
      },
      {
        kind: 'input',
        name: 'time',
        label: 'If a card was left: by when does it ask for an answer?',
        hint: 'For example, 12:30pm. Leave empty where no card was left',
        width: '5',
      },
      { kind: 'radios', name: 'when', legend: 'The card: on which day?', items: daysToLookAgain(day) },
      {
        kind: 'textarea',
        name: 'note',
        label: 'What was seen and heard, or why no visit was made',
        hint: noDetails,
      },
    ],
    button: 'Save the visit',
    async act(request, day, errors) {
      const made = text(request.body, 'made')
      const note = text(request.body, 'note')
      if (made !== 'yes' && made !== 'no')
        errors.push({ field: 'made', text: 'Choose whether somebody went to the home' })
      if (note.length > 2000) errors.push({ field: 'note', text: 'Use 2,000 characters or fewer' })
      if (made === 'no') {
        if (note === '') errors.push({ field: 'note', text: 'Say why no visit was made' })
        if (errors.length > 0) return undefined
        return takeStep(
          request.db,
          request.viewer,
          about(day),
          { kind: 'visit not made', says: note },
          request.now,
        )
      }
      const outcome = text(request.body, 'outcome')
      if (made === 'yes' && !visitOutcomes.some(one => one === outcome))
        errors.push({ field: 'outcome', text: 'Choose what came of the visit' })
      const who = text(request.body, 'who').slice(0, 200)
      if (made === 'yes' && who === '') errors.push({ field: 'who', text: 'Say who went' })
      const card = readNextAt(request, day, errors, {
        needed: false,
        asks: 'by which the card asks for an answer',
      })
      if (errors.length > 0) return undefined
      return recordVisit(request.db, request.viewer, about(day), { outcome, who, note, card }, request.now)
    },
    says: request =>
      text(request.body, 'made') === 'no' ? 'Kept that no visit was made, and why.' : 'Visit recorded.',
  },
  {
    path: 'police',
    allow: 'contact.record',
    heading: 'Police welfare check',
    intro: () =>
      'Ring 101, or 999 where a child is in danger now. Keep the reference: it says that they have it, and who to ask.',
    fields: day => [
      {
        kind: 'radios',
        name: 'asked',
        legend: 'What do you record?',
        items: [
          { value: 'yes', text: 'The police were asked for a welfare check' },
          { value: 'no', text: 'Considered, and not asked for' },
        ],
      },
      {
        kind: 'input',
        name: 'reference',
        label: 'If they were asked: the reference',
        hint: 'As the police gave it, or “not given yet”',
        width: '20',
      },
      ...whenFields(day, 'If they were asked: when do you ask them what came of it?'),
      { kind: 'textarea', name: 'note', label: 'What was said, or why they were not asked', hint: noDetails },
    ],
    button: 'Save',
    async act(request, day, errors) {
      const asked = text(request.body, 'asked')
      const note = text(request.body, 'note')
      if (asked !== 'yes' && asked !== 'no')
        errors.push({ field: 'asked', text: 'Choose whether the police were asked' })
      if (asked === 'no') {
        required(request, 'note', 'Say why the police were not asked', errors)
        if (errors.length > 0) return undefined
        return takeStep(
          request.db,
          request.viewer,
          about(day),
          { kind: 'police not asked', says: note },
          request.now,
        )
      }
      const reference = text(request.body, 'reference').slice(0, 100)
      if (asked === 'yes' && reference === '')
        errors.push({ field: 'reference', text: 'Enter the reference, or “not given yet”' })
      const nextAt =
        asked === 'yes' ? readNextAt(request, day, errors, { asks: 'you ask them again' }) : undefined
      if (note.length > 2000) errors.push({ field: 'note', text: 'Use 2,000 characters or fewer' })
      if (errors.length > 0 || !nextAt) return undefined
      return askPolice(
        request.db,
        request.viewer,
        about(day),
        { reference, nextAt, says: note || undefined },
        request.now,
      )
    },
    says: request =>
      text(request.body, 'asked') === 'no'
        ? 'Kept that the police were not asked, and why.'
        : 'Police welfare check recorded.',
  },
  {
    path: 'reason',
    allow: 'contact.record',
    heading: 'The reason is known',
    intro: () =>
      'Onroll does not write your register. Enter the code in your own system; until the next register comes, the reason kept here accounts for the name.',
    fields: () => [
      {
        kind: 'radios',
        name: 'reason',
        legend: 'What reason was given?',
        items: reasonChoices.map(({ value, text, code }) => ({ value, text, hint: `Code ${code}` })),
      },
      {
        kind: 'textarea',
        name: 'note',
        label: 'Note (optional)',
        hint: `Who said so, in their words. ${noDetails}`,
      },
    ],
    button: 'Save the reason',
    async act(request, day, errors) {
      const reason = text(request.body, 'reason')
      if (!reasonChoices.some(choice => choice.value === reason))
        errors.push({ field: 'reason', text: 'Choose the reason that was given' })
      const note = text(request.body, 'note')
      if (note.length > 2000) errors.push({ field: 'note', text: 'Use 2,000 characters or fewer' })
      if (errors.length > 0) return undefined
      return giveReason(
        request.db,
        request.viewer,
        about(day),
        { reason, note: note || undefined },
        request.now,
      )
    },
    says: request => {
      const code = reasonChoices.find(choice => choice.value === text(request.body, 'reason'))?.code
      return `Reason kept. Enter code ${code} in your own register.`
    },
  },
  {
    path: 'seen',
    allow: 'contact.record',
    heading: 'The child was seen or spoken to',
    intro: () =>
      'Seen: a trained adult saw the child in person. Spoken to: somebody spoke to the child. What a relative reports is neither.',
    fields: () => [
      {
        kind: 'radios',
        name: 'how',
        legend: 'Which was it?',
        items: [
          { value: 'seen', text: 'Seen in person by a trained adult' },
          { value: 'spoken to', text: 'Spoken to, by telephone or video' },
        ],
      },
      { kind: 'textarea', name: 'note', label: 'By whom, where and when?', hint: noDetails },
    ],
    button: 'Save',
    async act(request, day, errors) {
      const how = text(request.body, 'how')
      if (how !== 'seen' && how !== 'spoken to')
        errors.push({ field: 'how', text: 'Choose whether the child was seen or spoken to' })
      const says = required(request, 'note', 'Say who saw or spoke to the child, where and when', errors)
      if (errors.length > 0 || (how !== 'seen' && how !== 'spoken to')) return undefined
      return takeStep(request.db, request.viewer, about(day), { kind: how, says }, request.now)
    },
    says: () => 'Recorded. The name is accounted for today.',
  },
  {
    path: 'escalate',
    allow: 'contact.record',
    heading: 'Somebody has it',
    intro: () =>
      'A name that has no reason by the end of the day is with somebody by name, who looks again at a time. Nothing is left blank.',
    fields: day => [
      { kind: 'radios', name: 'to', legend: 'Who has it?', items: items(escalatedTo) },
      {
        kind: 'input',
        name: 'person',
        label: 'Their name, or the team’s (optional)',
        hint: 'A member of staff or a professional, never the family',
      },
      ...whenFields(day, 'When do they look again?'),
      { kind: 'textarea', name: 'note', label: 'What they do next (optional)', hint: noDetails },
    ],
    button: 'Save',
    async act(request, day, errors) {
      const to = text(request.body, 'to')
      if (!escalatedTo.some(one => one === to)) errors.push({ field: 'to', text: 'Choose who has it' })
      const nextAt = readNextAt(request, day, errors, { asks: 'they look again' })
      const note = text(request.body, 'note')
      if (note.length > 2000) errors.push({ field: 'note', text: 'Use 2,000 characters or fewer' })
      if (errors.length > 0 || !nextAt) return undefined
      const person = text(request.body, 'person').slice(0, 100)
      return takeStep(
        request.db,
        request.viewer,
        about(day),
        { kind: 'escalated', toWhom: person ? `${to}, ${person}` : to, nextAt, says: note || undefined },
        request.now,
      )
    },
    says: () => 'Recorded: somebody has this name, and looks again.',
  },
  {
    path: 'assess',
    allow: 'safeguarding.record',
    heading: 'Write down the risk',
    intro: day =>
      `${day.settings['assessment-hours'] === 1 ? 'After an hour' : `After ${day.settings['assessment-hours']} hours`} in which nobody has answered, or at once where something worrying was heard, you write down what is known and what is not, and decide. A child in danger now: call 999 first.`,
    fields: day => [
      {
        kind: 'textarea',
        name: 'known',
        label: 'What is known?',
        hint: `When and where last seen, by whom; who answered; flags and their dates; brothers and sisters. ${noDetails}`,
      },
      {
        kind: 'textarea',
        name: 'notKnown',
        label: 'What is not known, and what would settle it?',
        hint: noDetails,
      },
      { kind: 'radios', name: 'decision', legend: 'What do you decide?', items: items(riskDecisions) },
      ...whenFields(day, 'When do you look again?'),
    ],
    button: 'Sign the assessment',
    async act(request, day, errors) {
      const known = required(request, 'known', 'Write down what is known', errors)
      const notKnown = required(request, 'notKnown', 'Write down what is not known', errors)
      const decision = text(request.body, 'decision')
      if (!riskDecisions.some(one => one === decision))
        errors.push({ field: 'decision', text: 'Choose what you decide' })
      const nextAt = readNextAt(request, day, errors, { asks: 'you look again' })
      if (errors.length > 0) return undefined
      return assessRisk(
        request.db,
        request.viewer,
        about(day),
        { known, notKnown, decision, nextAt },
        request.now,
      )
    },
    says: () => 'Signed. The office sees that it was done, and what to do next.',
  },
]

export const stepFormPages: readonly Page[] = forms.map(form => ({
  path: `/pupils/:child/today/${form.path}`,
  allow: form.allow,
  shows: 'one child',
  section: 'Today',
  async get(request) {
    return view(form, request, await childsDay(request))
  },
  async post(request): Promise<ChildView | Redirect> {
    const day = await childsDay(request)
    const errors: FormError[] = []
    const decision = await form.act(request, day, errors)
    if (!decision) return view(form, request, day, inOrder(errors, form.fields(day)))
    if (!decision.allowed) {
      const first = form.fields(day)[0]!.name
      return view(
        form,
        request,
        day,
        decision.refusals.map(refusal => ({ field: first, text: refusal.says })),
      )
    }
    return redirect(
      `/pupils/${day.child.token}/today`,
      decision.value.already ? 'This was recorded already.' : form.says(request),
    )
  },
}))

const inOrder = (errors: readonly FormError[], fields: readonly Field[]): FormError[] => {
  const place = (error: FormError) => fields.findIndex(field => field.name === error.field)
  return [...errors].sort((a, b) => place(a) - place(b))
}

function view(form: Form, request: Request, day: ChildsDay, errors: readonly FormError[] = []): ChildView {
  const { body } = request
  const sent = body.formToken !== undefined
  return {
    template: 'today/pages/form.njk',
    child: day.child.id,
    errors,
    data: {
      heading: form.heading,
      ...dayFrame(day),
      pageTitle: form.heading,
      back: { href: `/pupils/${day.child.token}/today`, text: 'Back to the child’s day' },
      intro: form.intro(day),
      button: form.button,
      fields: form.fields(day).map(field => ({
        ...field,
        value: text(body, field.name),
        ...(field.kind === 'radios' && {
          items: field.items.map((item, i) => ({
            id: i === 0 ? field.name : `${field.name}-${i + 1}`,
            value: item.value,
            text: item.text,
            checked: sent ? text(body, field.name) === item.value : field.name === 'when' && i === 0,
            ...(item.hint && { hint: { text: item.hint } }),
          })),
        }),
      })),
    },
  }
}
