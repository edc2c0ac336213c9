// The forms of safeguarding are made of the same few pieces: a choice, a line, a box, a day with a time. One template shows
// them all, so that each page says only what it asks.
import type { Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { londonTime, readTime } from '../../children/pages/pupil-form.ts'
import { frameOf, type Work } from '../../children/pages/pupil-work.ts'
import { type DateBoxes, dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, text } from '../../platform/web/page.ts'

type Choice = { readonly value: string; readonly text: string; readonly hint?: string }
export type Field =
  | {
      readonly kind: 'choice'
      readonly id: string
      readonly asks: string
      readonly hint?: string
      readonly choices: readonly Choice[]
    }
  | {
      readonly kind: 'line'
      readonly id: string
      readonly asks: string
      readonly hint?: string
      readonly width?: 'short'
    }
  | {
      readonly kind: 'box'
      readonly id: string
      readonly asks: string
      readonly hint?: string
      readonly rows?: number
    }
  | { readonly kind: 'day'; readonly id: string; readonly asks: string; readonly hint?: string }

export type Form = {
  readonly heading: string
  readonly pageTitle: string
  readonly fields: readonly Field[]
  readonly button: string
  /** Sentences before the form, the most important first. */
  readonly intro?: readonly string[]
  /** What stands in an empty form. A day without a value begins empty. */
  readonly values?: Readonly<Record<string, string>>
  /** Rows of things already known, above the form. */
  readonly rows?: readonly { readonly key: string; readonly text: string }[]
  readonly link?: { readonly href: string; readonly text: string }
  readonly hidden?: Readonly<Record<string, string>>
  readonly back?: { readonly href: string; readonly text: string }
}

/** A form about one child as its template wants it, with what was typed where it was sent. */
export function formView(request: Request, work: Work, form: Form, errors: FormErrors = []): ChildView {
  const { body } = request
  const sent = body.formToken !== undefined
  const value = (id: string) => (sent ? text(body, id) : (form.values?.[id] ?? ''))
  const at = safeguardingOf(work)
  return {
    template: 'safeguarding/pages/form.njk',
    child: work.child.id,
    errors,
    data: {
      ...frameOf(work, ''),
      heading: form.heading,
      pageTitle: form.pageTitle,
      back:
        form.back ??
        (request.viewer.role === 'attendance-officer'
          ? { href: `/pupils/${work.child.token}` }
          : { href: at, text: 'Back to safeguarding' }),
      intro: form.intro ?? [],
      rows: form.rows ?? [],
      link: form.link,
      hidden: Object.entries(form.hidden ?? {}).map(([name, value]) => ({ name, value })),
      button: form.button,
      fields: form.fields.map(field => shown(field, value, boxesOf(field, request, sent, form))),
    },
  }
}

function boxesOf(field: Field, { body }: Request, sent: boolean, form: Form): DateBoxes | undefined {
  if (field.kind !== 'day') return undefined
  const day = form.values?.[field.id]
  return dateBoxes(field.id, sent ? { body } : day ? { day: day as LocalDate } : {})
}

function shown(field: Field, value: (id: string) => string, boxes: DateBoxes | undefined) {
  const { kind, id, asks } = field
  return {
    kind,
    id,
    asks,
    hint: field.hint,
    value: kind === 'day' ? undefined : value(id),
    boxes,
    classes: kind === 'line' && field.width === 'short' ? 'govuk-input--width-10' : '',
    rows: kind === 'box' ? (field.rows ?? 4) : undefined,
    items:
      kind === 'choice'
        ? field.choices.map((choice, index) => ({
            id: index === 0 ? id : `${id}-${index + 1}`,
            value: choice.value,
            text: choice.text,
            checked: value(id) === choice.value,
            ...(choice.hint && { hint: { text: choice.hint } }),
          }))
        : undefined,
  }
}

export const safeguardingOf = (work: Work): string => `/pupils/${work.child.token}/safeguarding`

/** The page somebody comes back to: the office has no safeguarding page to see. */
export const afterwards = (request: Request, work: Work): string =>
  request.viewer.role === 'attendance-officer' ? `/pupils/${work.child.token}` : safeguardingOf(work)

/** The two fields of a moment, which begin as now: nobody types a time while they hold a telephone. */
export const whenFields: readonly Field[] = [
  { kind: 'day', id: 'on', asks: 'Which day?' },
  { kind: 'line', id: 'at', asks: 'What time?', hint: 'Such as 9:30am', width: 'short' },
]
export const nowValues = (request: Request) => ({
  on: request.viewer.today,
  at: londonTime(request.now),
})

/** Reads the moment: the day and the time typed, with what is wrong with them. */
export function readWhen({ body }: Request): { on: string; at: string; errors: FormError[] } {
  const day = readDate(body, 'on')
  const time = readTime(text(body, 'at'))
  const errors: FormError[] = []
  if (!day || day === 'empty') errors.push({ field: 'on', text: 'Enter a real day, such as 6 11 2026' })
  if (!time) errors.push({ field: 'at', text: 'Enter the time, such as 9:30am' })
  return { on: day && day !== 'empty' ? day : '', at: time ?? '', errors }
}

/** A day from its boxes; '' where there is none or it is no day. */
export function readOn({ body }: Request, name: string): string {
  const day = readDate(body, name)
  return day && day !== 'empty' ? day : ''
}
