/**
 * The words of a request to another body: the fewest details by which they can look, and not one field more.
 *
 * What goes is what the check needs and what a person ticked, of that what the agreement lets go, of that what is held. Nothing else
 * of the child reaches the function that writes the words, so that no change of the wording can let it out (trust.md 7 rule 3).
 */
import { dateInWords, inWords, type LocalDate } from '../calendar/local-date.ts'
import { checkOf } from '../cases/authority-checks.ts'
import type { Decision, Refusal } from '../platform/errors.ts'
import { type SharedField, sharedFields, type Terms } from './agreement.ts'
import { checkDetails } from './details.ts'

const refused = (...refusals: Refusal[]): Decision<never> => ({ allowed: false, refusals })

/** What is held of a child that could be shared, each as the lines it would be written in; absent where it is not held. */
export type Held = Readonly<Partial<Record<SharedField, readonly string[]>>>

/** Of a protected child nothing goes that leads to a place, a school or a family. */
export const forProtected: readonly SharedField[] = ['name', 'date-of-birth']

/** Fields by which a body can look for somebody at all. */
const identifying: readonly SharedField[] = [
  'name',
  'other-names',
  'upn',
  'parents',
  'last-address',
  'contacts',
]

/** Which fields go: needed or ticked, agreed, and for a protected child of the few that may. In the order of the register. */
export function fieldsThatGo(
  code: string,
  terms: Pick<Terms, 'fields'>,
  given: { ticked: readonly SharedField[]; isProtected: boolean },
): SharedField[] {
  const details = checkDetails[code]
  if (!details) return []
  const wanted = [...details.needs, ...details.offers.filter(field => given.ticked.includes(field))]
  return (Object.keys(sharedFields) as SharedField[]).filter(
    field =>
      wanted.includes(field) &&
      terms.fields.includes(field) &&
      (!given.isProtected || forProtected.includes(field)),
  )
}

/** The details that go and nothing else: the one way from what is held to what is written. */
function details(
  held: Held,
  fields: readonly SharedField[],
): { field: SharedField; lines: readonly string[] }[] {
  return fields.flatMap(field => {
    const lines = held[field]
    return lines && lines.length > 0 ? [{ field, lines }] : []
  })
}

export type Request = {
  readonly code: string
  readonly terms: Terms
  readonly held: Held
  readonly ticked: readonly SharedField[]
  readonly isProtected: boolean
  /** C-1042: opens nothing. */
  readonly reference: string
  readonly due: LocalDate
  readonly from: { readonly name: string; readonly organisation: string }
}
export type Written = {
  readonly fields: SharedField[]
  readonly says: string
  readonly missing: SharedField[]
}

/** The request as it will go; refused where the agreement lets nothing through by which they could look. */
export function write(request: Request): Decision<Written> {
  const { code, terms, held, ticked, isProtected } = request
  const check = checkOf(code)
  const about = checkDetails[code]
  if (!check || !about) return refused({ says: 'There is no such check' })
  const go = details(held, fieldsThatGo(code, terms, { ticked, isProtected }))
  const fields = go.map(one => one.field)
  if (!fields.some(field => identifying.includes(field))) return refused(nothingToLookBy(terms, isProtected))
  const missing = about.needs.filter(field => !fields.includes(field))
  const lines = [
    `Request for a check (${code})`,
    `Our reference: ${request.reference}`,
    '',
    `We look for a child who may be missing education. Basis: ${withStop(terms.basis)}`,
    `Agreement: ${terms.partner}, from ${dateInWords(terms.startsOn)}${terms.endsOn ? ` to ${dateInWords(terms.endsOn)}` : ''}.`,
    '',
    ...go.flatMap(({ field, lines: values }) =>
      values.length === 1
        ? [`${sharedFields[field]}: ${values[0]}`]
        : [`${sharedFields[field]}:`, ...values.map(value => `- ${value}`)],
    ),
    '',
    about.asks,
    'Please answer yes, no or in part, with the day of the last contact and the area (no address).',
    `Please answer by ${inWords(request.due)}. If you cannot say, tell us why.`,
    '',
    `${request.from.name}, ${request.from.organisation}`,
  ]
  return { allowed: true, value: { fields, says: lines.join('\n'), missing } }
}

const nothingToLookBy = (terms: Terms, isProtected: boolean): Refusal => ({
  says: isProtected
    ? `The agreement with ${terms.partner} does not cover the child’s name, and nothing else of a protected child is sent`
    : `Of what the agreement with ${terms.partner} covers, nothing is held by which they could look`,
})

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** The words of a reminder: what was asked is not said again, so that it can go by any agreed route. */
export function reminder(given: {
  code: string
  reference: string
  askedOn: LocalDate
  due: LocalDate
  from: { name: string; organisation: string }
}): string {
  return [
    `Our reference: ${given.reference}`,
    '',
    `On ${inWords(given.askedOn)} we asked you for a check (${given.code}), to be answered by ${inWords(given.due)}. We have no answer yet.`,
    'Please answer now, or tell us by when you can. If you cannot say, tell us why.',
    '',
    `${given.from.name}, ${given.from.organisation}`,
  ].join('\n')
}
