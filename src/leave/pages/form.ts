// The forms of leave are made of the same few pieces: a choice, a line, a box, a day. One template shows them all.
import type { Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { type ChildRow, childByToken } from '../../children/store.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, type FormErrors, text } from '../../platform/web/page.ts'

export type Field =
  | {
      as: 'radios'
      name: string
      label: string
      hint?: string
      choices: readonly { value: string; text: string; hint?: string }[]
      asks: string
    }
  | { as: 'date'; name: string; label: string; hint?: string; asks: string; optional?: boolean }
  | { as: 'input' | 'textarea'; name: string; label: string; hint?: string; asks?: string; most?: number }

/** The child in the address, and what every page about its leave begins with. */
export async function placeOf(
  request: Request,
): Promise<{ child: ChildRow; frame: Record<string, unknown> }> {
  const child = await childByToken(request.db, request.viewer, request.params.child!)
  const first = child.preferred_forename ?? child.forename
  return {
    child,
    frame: {
      at: `/pupils/${child.token}`,
      childName: `${first} ${child.surname}`,
      first,
      protected: child.protected,
    },
  }
}

/** The fields as the template takes them: with what was typed, or what they begin with. */
export function fieldsShown(
  fields: readonly Field[],
  { body }: Request,
  begin: Readonly<Record<string, string | undefined>> = {},
) {
  const sent = body.formToken !== undefined
  return fields.map(field => {
    const value = sent ? text(body, field.name) : (begin[field.name] ?? '')
    switch (field.as) {
      case 'radios':
        return {
          as: field.as,
          name: field.name,
          label: field.label,
          hint: field.hint,
          items: field.choices.map(choice => ({
            value: choice.value,
            text: choice.text,
            checked: value === choice.value,
            ...(choice.hint && { hint: { text: choice.hint } }),
          })),
        }
      case 'date':
        return {
          as: field.as,
          name: field.name,
          label: field.label,
          hint: field.hint,
          boxes: dateBoxes(field.name, sent ? { body } : value ? { day: value as LocalDate } : {}),
        }
      case 'input':
      case 'textarea':
        return { as: field.as, name: field.name, label: field.label, hint: field.hint, value }
      default:
        return field satisfies never
    }
  })
}

/** What was typed, by field, and what is wrong with it, in the order of the form. A day left empty where it may be is ''. */
export function readFields(
  fields: readonly Field[],
  { body }: Request,
): { values: Record<string, string>; errors: FormError[] } {
  const values: Record<string, string> = {}
  const errors: FormError[] = []
  for (const field of fields) {
    if (field.as === 'date') {
      const day = readDate(body, field.name)
      if (day === undefined) errors.push({ field: field.name, text: 'Enter a real date, such as 6 11 2026' })
      else if (day === 'empty' && !field.optional) errors.push({ field: field.name, text: field.asks })
      values[field.name] = day === undefined || day === 'empty' ? '' : day
      continue
    }
    const value = text(body, field.name)
    values[field.name] = value
    if (field.as === 'radios') {
      if (!field.choices.some(choice => choice.value === value))
        errors.push({ field: field.name, text: field.asks })
      continue
    }
    const most = field.most ?? (field.as === 'input' ? 200 : 2000)
    if (field.asks && value === '') errors.push({ field: field.name, text: field.asks })
    else if (value.length > most) {
      errors.push({ field: field.name, text: `Use ${most.toLocaleString('en-GB')} characters or fewer` })
    }
  }
  return { values, errors }
}

/** Refusals as errors of one field. */
export const refusedAt = (field: string, refusals: readonly { says: string }[]): FormErrors =>
  refusals.map(({ says }) => ({ field, text: says }))
