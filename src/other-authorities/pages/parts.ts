// What the pages between authorities share: fields as data, how a request stands in words, and the thread of both sides.
import type { Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, text, texts } from '../../platform/web/page.ts'
import type { Reason } from '../actions.ts'
import { answers, legalBases, questions, stateInWords } from '../request.ts'
import type { RequestRow, StepRow } from '../store.ts'

export type Body = Request['body']
type Item = { value: string; text: string; hint?: string }
export type Field = {
  as: 'radios' | 'checkboxes' | 'select' | 'input' | 'textarea' | 'date'
  name: string
  label: string
  hint?: string
  items?: readonly Item[]
  /** What it begins with; for a date, a day. */
  value?: string
  rows?: number
}
export type Form = {
  action?: string
  hidden?: readonly { name: string; value: string }[]
  fields: readonly object[]
  buttons: readonly { value: string; text: string; secondary?: boolean }[]
}

/** Fields as the template prints them: with what was typed, where something was. */
export const shown = (fields: readonly Field[], body?: Body): object[] =>
  fields.map(field => {
    const typed = body ? text(body, field.name) : (field.value ?? '')
    const chosen = body ? texts(body, field.name) : (field.value ?? '').split('|')
    return {
      ...field,
      value: typed,
      ...(field.as === 'date' && {
        boxes: dateBoxes(
          field.name,
          body ? { body } : { day: (field.value || undefined) as LocalDate | undefined },
        ),
      }),
      ...(field.items && {
        items: field.items.map((item, index) => ({
          ...item,
          id: index === 0 ? field.name : `${field.name}-${index + 1}`,
          ...(item.hint && { hint: { text: item.hint } }),
          checked: chosen.includes(item.value),
          selected: typed === item.value,
        })),
      }),
    }
  })

/** A day from its boxes: empty where none was typed; a mistake is added to the errors. */
export function dayFrom(body: Body, name: string, errors: FormError[]): string {
  const day = readDate(body, name)
  if (day === undefined) errors.push({ field: name, text: 'Enter a real date, such as 6 11 2026' })
  return day === undefined || day === 'empty' ? '' : day
}

/** What the rules said against it, each at its field; those about none at the first. */
export const errorsFrom = (refusals: readonly Reason[], first: string): FormError[] =>
  refusals.map(one => ({
    field: one.field ?? first,
    text: one.cites ? `${one.says} (${one.cites})` : one.says,
  }))

/** Errors in the order of the form's fields. */
export function inOrder(errors: readonly FormError[], fields: readonly Field[]): FormError[] {
  const place = (name: string) => {
    const at = fields.findIndex(field => field.name === name)
    return at === -1 ? fields.length : at
  }
  return [...errors].sort((a, b) => place(a.field) - place(b.field))
}

export const items = (of: Readonly<Record<string, string>>): Item[] =>
  Object.entries(of).map(([value, words]) => ({ value, text: words }))
export const lawItems: readonly Item[] = legalBases.map(law => ({ value: law, text: law }))

export const day = (on: string | null): string => (on ? inWords(on as LocalDate) : '')

export const answerFields: readonly Field[] = [
  { as: 'radios', name: 'answer', label: 'What is the answer?', items: items(answers) },
  { as: 'input', name: 'school', label: 'Which school, if on a roll' },
  { as: 'date', name: 'since', label: 'On its roll since, if known' },
  {
    as: 'textarea',
    name: 'says',
    label: 'Where was looked, if there is no trace',
    hint: 'Such as: rolls, admissions, home education, children’s social care. Write no address',
    rows: 3,
  },
]
export const questionItems = items(questions)

/** A request in a sentence, for lists and heads of pages. */
export function standing(request: RequestRow, today: string): string {
  if (request.state !== 'open') return `${stateInWords[request.state]} on ${day(request.ended_on)}`
  const late = request.due_on < today
  const chased =
    request.chased > 0 ? `, asked again ${request.chased === 1 ? 'once' : `${request.chased} times`}` : ''
  const managers = request.escalated_on ? '. With the managers' : ''
  if (request.direction === 'in')
    return `${late ? 'Our answer was due' : 'Our answer is due'} ${day(request.due_on)}`
  return `${late ? 'No answer. It was due' : 'No answer yet, looked for by'} ${day(request.due_on)}${chased}${managers}`
}
export function titleOf(request: RequestRow): string {
  const what = request.kind === 'enquiry' ? 'Enquiry' : 'Hand-over'
  return request.direction === 'out'
    ? `${what} ${request.reference} to ${request.of_name}`
    : `${what} ${request.reference} from ${request.of_name}`
}

const stepTitles: Readonly<Record<StepRow['step'], string>> = {
  asked: 'Asked',
  chased: 'Asked again',
  'link made': 'A link was made',
  answered: 'Answered',
  accepted: 'Accepted',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  'to managers': 'Manager to manager',
  'child named': 'Looked for here',
  'case opened': 'A case was opened',
}
/** The thread: both sides, oldest first. */
export const thread = (steps: readonly StepRow[]) =>
  steps.map(step => ({
    title: stepTitles[step.step],
    theirs: step.side === 'theirs',
    when: day(step.on_day),
    who: `${step.by_name}${step.how === 'in Onroll' ? '' : `, ${step.how}`}`,
    lines: step.says.split(' · '),
  }))
