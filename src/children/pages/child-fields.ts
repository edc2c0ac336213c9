// The fields that describe a child somebody looks for, shared by search and roll check: how they are read, and filled again.
import type { LocalDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, type PageRequest, text } from '../../platform/web/page.ts'

type Body = PageRequest<unknown>['body']

const fields = {
  surname: 'surname',
  forename: 'forename',
  'middle-names': 'middle_names',
  'former-surname': 'former_surname',
  sex: 'sex',
  upn: 'upn',
  address: 'address_line_1',
  town: 'town',
  postcode: 'postcode',
  phone: 'phone',
  'contact-forename': 'contact_forename',
  'contact-surname': 'contact_surname',
} as const
type Field = keyof typeof fields
/** What was typed, under the names that lists use too; empty fields are left out. */
export type ChildTyped = Partial<Record<(typeof fields)[Field] | 'date_of_birth', string>>

const charactersMax = 200

/** Reads the fields of a form. */
export function readChildFields(body: Body): {
  given: ChildTyped
  born: LocalDate | undefined
  errors: FormError[]
} {
  const given: ChildTyped = {}
  const errors: FormError[] = []
  for (const [field, column] of Object.entries(fields) as [Field, (typeof fields)[Field]][]) {
    const value = text(body, field)
    if (value.length > charactersMax) errors.push({ field, text: `Use ${charactersMax} characters or fewer` })
    else if (value !== '') given[column] = value
  }
  const born = readDate(body, 'born')
  if (born === undefined)
    errors.push({ field: 'born', text: 'Enter a real date of birth, such as 12 3 2014' })
  else if (born !== 'empty') given.date_of_birth = born
  return { given, born: born === 'empty' ? undefined : born, errors }
}

/** The fields filled again with what was typed. */
export function childFields(body: Body) {
  const sex = text(body, 'sex')
  return {
    values: Object.fromEntries(Object.keys(fields).map(field => [field, text(body, field)])),
    boxes: dateBoxes('born', { body }),
    sexes: [
      { value: '', text: 'Not known', selected: sex === '' },
      { value: 'F', text: 'Female', selected: sex === 'F' },
      { value: 'M', text: 'Male', selected: sex === 'M' },
    ],
  }
}
