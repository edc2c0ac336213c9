// A short form for one step of a case: its fields as data, what is wrong with what was typed, what the rules say no to,
// and what somebody else did in the meantime.
import type { Action } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { Refusal } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import type { Taken } from '../actions.ts'
import { may, type Step } from '../case.ts'
import type { Written } from '../store.ts'
import { eventInWords, stateLabel } from '../words.ts'
import { caseWork, headOf, moment, type Work } from './case-work.ts'

type Base = { name: string; label: string; hint?: string; value?: string }
export type Field = Base &
  (
    | { as: 'radios'; items: readonly { value: string; text: string; hint?: string }[]; ifEmpty: string }
    | { as: 'select'; items: readonly { value: string; text: string }[]; ifEmpty: string }
    | { as: 'input' | 'textarea'; ifEmpty?: string; rows?: number }
    | { as: 'date'; ifEmpty?: string }
  )
export type Values = Readonly<Record<string, string>>
/** A day that `read` has found to be one. */
export const dayOf = (values: Values, name: string): LocalDate => values[name] as LocalDate

export type StepPage = {
  path: string
  allow: Action
  step: Step
  heading: string | ((work: Work, request: Request) => string)
  section?: string
  /** Sentences above the form. */
  intro?: (work: Work, request: Request) => Promise<readonly string[]> | readonly string[]
  fields: (work: Work, request: Request) => Promise<readonly Field[]> | readonly Field[]
  button: string
  take: (request: Request, work: Work, values: Values, seen: string) => Promise<Taken>
  says: (values: Values, work: Work) => string
  /** Where to go afterwards; the case page where absent. */
  to?: (work: Work) => string
  back?: (work: Work) => { href: string; text: string }
}

const longest = 4000

/** The page of one step. */
export function stepPage(given: StepPage): Page {
  return {
    path: given.path,
    allow: given.allow,
    shows: 'one child',
    section: given.section ?? 'Cases',
    async get(request) {
      return view(given, request, await caseWork(request))
    },
    async post(request) {
      const work = await caseWork(request)
      const fields = await given.fields(work, request)
      const { values, errors } = readFields(fields, request.body)
      if (errors.length > 0) return view(given, request, work, { values, errors })
      const taken = await given.take(request, work, values, text(request.body, 'seen'))
      if (taken.done)
        return redirect(given.to?.(work) ?? `/cases/${work.row.token}`, given.says(values, work))
      if ('since' in taken) return view(given, request, work, { values, since: taken.since.map(eventShown) })
      return view(given, request, work, { values, errors: errorsFrom(taken.refusals, fields) })
    },
  }
}

const eventShown = (event: Written) => ({
  ...eventInWords(event),
  who: event.by,
  when: moment(event.at, event.on),
})

/** Each reason the rules give, leading to the field it is about, or else to the form's first. */
export const errorsFrom = (
  refusals: readonly (Refusal & { field?: string })[],
  fields: readonly Field[],
): FormError[] =>
  refusals.map(refusal => ({
    field: refusal.field ?? fields[0]?.name ?? 'send',
    text: refusal.cites ? `${refusal.says} (${refusal.cites})` : refusal.says,
  }))

/** What was typed in these fields, and what is wrong with it. For other short forms too. */
export function readFields(
  fields: readonly Field[],
  body: Request['body'],
): { values: Values; errors: FormError[] } {
  const values: Record<string, string> = {}
  const errors: FormError[] = []
  for (const field of fields) {
    const day = field.as === 'date' ? readDate(body, field.name) : undefined
    const value = field.as === 'date' ? (day === 'empty' || !day ? '' : day) : text(body, field.name)
    values[field.name] = value
    const noDay = field.as === 'date' && day === undefined
    const wrong = noDay ? 'Enter a real date, such as 6 11 2026' : wrongWith(field, value)
    if (wrong) errors.push({ field: field.name, text: wrong })
  }
  return { values, errors }
}

function wrongWith(field: Field, value: string): string | undefined {
  if (value === '') return field.ifEmpty
  if (field.as === 'radios' || field.as === 'select') {
    return field.items.some(item => item.value === value) ? undefined : field.ifEmpty
  }
  if (field.as === 'date') return undefined
  return value.length > longest ? `Use ${longest.toLocaleString('en-GB')} characters or fewer` : undefined
}

async function view(
  given: StepPage,
  request: Request,
  work: Work,
  again: { values?: Values; errors?: FormError[]; since?: ReturnType<typeof eventShown>[] } = {},
): Promise<ChildView> {
  const { viewer } = request
  const open = may(work.c, given.step)
  const heading = typeof given.heading === 'string' ? given.heading : given.heading(work, request)
  const errors = again.errors ?? []
  const fields = open ? await given.fields(work, request) : []
  return {
    template: 'cases/pages/step.njk',
    child: work.child.id,
    errors,
    status: again.since ? 409 : errors.length > 0 ? 422 : 200,
    data: {
      heading,
      pageTitle: heading,
      ...headOf(work, viewer.today),
      back: given.back?.(work) ?? { href: `/cases/${work.row.token}`, text: 'Back to the case' },
      intro: (await given.intro?.(work, request)) ?? [],
      open,
      closedBecause: `${stateLabel(work.c.state)} is where this case stands: this step is not open now.`,
      seen: work.c.seen,
      since: again.since ?? [],
      button: given.button,
      fields: fields.map(field => fieldShown(field, again.values, again.values ? request.body : undefined)),
    },
  }
}

/** A field as its template needs it. */
export function fieldShown(field: Field, values: Values | undefined, body: Request['body'] | undefined) {
  const value = values?.[field.name] ?? field.value ?? ''
  return {
    ...field,
    value,
    ...(field.as === 'date'
      ? {
          boxes: dateBoxes(
            field.name,
            body ? { body } : { day: field.value ? (field.value as LocalDate) : undefined },
          ),
        }
      : {}),
    ...(field.as === 'radios'
      ? {
          items: field.items.map(item => ({
            ...item,
            ...(item.hint ? { hint: { text: item.hint } } : {}),
            checked: item.value === value,
          })),
        }
      : {}),
    ...(field.as === 'select'
      ? {
          items: [{ value: '', text: 'Choose' }, ...field.items].map(item => ({
            ...item,
            selected: item.value === value,
          })),
        }
      : {}),
  }
}
