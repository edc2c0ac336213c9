// What a ground asks of a school, as a form: its fields read into what files hold, shown again, and printed in words.

import type { Request } from '../../access/page.ts'
import { inWords, type LocalDate, parseLocalDate } from '../../calendar/local-date.ts'
import { type DateBoxes, dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, text } from '../../platform/web/page.ts'
import { type Field, type Fields, inFiles } from '../../registers/ground-fields.ts'

type Body = Request['body']
type Given = Readonly<Record<string, unknown>>

/** So many rows of a list stand on a form. */
const rowsShown = 3

/** A field as the template prints it. */
export type FormField = {
  readonly name: string
  readonly kind: Field['kind']
  readonly says: string
  readonly boxes?: DateBoxes
  readonly value?: string
  readonly items?: readonly { value: string; text: string }[]
  readonly rows?: readonly (readonly FormField[])[]
}

const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]

/** Reads the form. What was left empty is not there; only what cannot be read is an error. */
export function readForm(body: Body, fields: Fields): { given: Given; errors: FormError[] } {
  const errors: FormError[] = []
  return { given: readFields(body, fields, '', errors), errors }
}

function readFields(body: Body, fields: Fields, under: string, errors: FormError[]): Given {
  const given: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = readField(body, `${under}${name}`, field, errors)
    if (value !== undefined) given[inFiles(name)] = value
  }
  return given
}

function readField(body: Body, name: string, field: Field, errors: FormError[]): unknown {
  const typed = text(body, name)
  switch (field.kind) {
    case 'day': {
      const day = readDate(body, name)
      if (day === undefined) errors.push({ field: name, text: `Enter a real date: ${lower(field.says)}` })
      return day === 'empty' ? undefined : day
    }
    case 'yes or no':
      return typed === 'yes' ? true : typed === 'no' ? false : undefined
    case 'words':
      return typed === '' ? undefined : typed
    case 'whole number':
      if (typed === '') return undefined
      if (/^\d{1,4}$/.test(typed)) return Number(typed)
      errors.push({ field: name, text: 'Enter a whole number, such as 6' })
      return undefined
    case 'choice':
      return Object.hasOwn(field.choices, typed) ? typed : undefined
    case 'list': {
      const rows = Array.from({ length: rowsShown }, (_, i) =>
        readFields(body, field.of, `${name}-${i}-`, errors),
      ).filter(row => Object.keys(row).length > 0)
      return rows.length > 0 ? rows : undefined
    }
    // Signatures and lists of what is still to do are given by both sides elsewhere, not on a form.
    case 'signature':
    case 'list of words':
      return undefined
    default:
      return field satisfies never
  }
}

const lower = (says: string): string => says[0]!.toLowerCase() + says.slice(1)

/** The form, filled with what was typed, or with what was given the last time. */
export function formFields(fields: Fields, from: { body?: Body; given?: Given }, under = ''): FormField[] {
  return Object.entries(fields).map(([name, field]) =>
    formField(`${under}${name}`, inFiles(name), field, from),
  )
}

function formField(
  name: string,
  key: string,
  field: Field,
  { body, given = {} }: { body?: Body; given?: Given },
): FormField {
  const { kind, says } = field
  const before = given[key]
  const base = { name, kind, says }
  switch (kind) {
    case 'day': {
      const day = typeof before === 'string' ? parseLocalDate(before) : undefined
      return { ...base, boxes: dateBoxes(name, body ? { body } : { day }) }
    }
    case 'yes or no': {
      const answer = before === true ? 'yes' : before === false ? 'no' : ''
      return { ...base, items: yesNo, value: body ? text(body, name) : answer }
    }
    case 'choice': {
      const items = Object.entries(field.choices).map(([value, words]) => ({ value, text: words }))
      return { ...base, items, value: body ? text(body, name) : String(before ?? '') }
    }
    case 'list': {
      const rows = Array.isArray(before) ? (before as readonly Given[]) : []
      return {
        ...base,
        rows: Array.from({ length: rowsShown }, (_, i) =>
          formFields(field.of, body ? { body } : { given: rows[i] ?? {} }, `${name}-${i}-`),
        ),
      }
    }
    default:
      return { ...base, value: body ? text(body, name) : String(before ?? '') }
  }
}

/** What was given, in words, for whoever decides on it. */
export function givenInWords(fields: Fields, given: Given): { key: string; text: string }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = given[inFiles(name)]
    if (value === undefined || value === null) return []
    if (field.kind !== 'list') return [{ key: field.says, text: valueInWords(field, value) }]
    return (value as readonly Given[]).map((row, i) => ({
      key: `${field.says}: ${i + 1}`,
      text: givenInWords(field.of, row)
        .map(one => `${one.key}: ${one.text}`)
        .join('. '),
    }))
  })
}

function valueInWords(field: Field, value: unknown): string {
  if (field.kind === 'day') return inWords(value as LocalDate)
  if (field.kind === 'yes or no') return value === true ? 'Yes' : 'No'
  if (field.kind === 'choice') return field.choices[String(value)] ?? String(value)
  return String(value)
}
