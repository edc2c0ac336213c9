/**
 * What may a school be asked to show for a ground, and how is it written down?
 *
 * Each ground names its fields once. The JSON file of `onroll assess --ground`, its description and the forms on the pages are
 * all read from them, so that what is asked in one place is what is asked in the others.
 */
import { type LocalDate, parseLocalDate } from '../calendar/local-date.ts'

/** A name and a day under a statement. */
export type Signature = { readonly name: string; readonly on: LocalDate }

export type Choices = Readonly<Record<string, string>>

/** Does a text say anything? Spaces, a dash or a mark that nobody can see are no letter, no name and no reason. */
export const isWritten = (text: string | undefined): text is string =>
  text !== undefined && /[\p{L}\p{N}]/u.test(text)

/** One thing to fill in. `says` is what a form prints over it. */
export type Field =
  | { readonly kind: 'day'; readonly says: string; readonly past: boolean }
  | { readonly kind: 'yes or no'; readonly says: string }
  | { readonly kind: 'words'; readonly says: string }
  | { readonly kind: 'whole number'; readonly says: string }
  | { readonly kind: 'choice'; readonly says: string; readonly choices: Choices }
  | { readonly kind: 'signature'; readonly says: string }
  | { readonly kind: 'list of words'; readonly says: string }
  | { readonly kind: 'list'; readonly says: string; readonly of: Fields }

export type Fields = Readonly<Record<string, Field>>

type ValueOf<F extends Field> = F extends { kind: 'day' }
  ? LocalDate
  : F extends { kind: 'yes or no' }
    ? boolean
    : F extends { kind: 'words' }
      ? string
      : F extends { kind: 'whole number' }
        ? number
        : F extends { kind: 'choice'; choices: infer C }
          ? keyof C & string
          : F extends { kind: 'signature' }
            ? Signature
            : F extends { kind: 'list of words' }
              ? readonly string[]
              : F extends { kind: 'list'; of: infer O extends Fields }
                ? readonly EvidenceOf<O>[]
                : never

/** What was filled in: any of it may be missing, which is then said. */
export type EvidenceOf<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K]> | undefined }

/** A day that something happened or was written: it cannot lie after today. */
export const pastDay = (says: string) => ({ kind: 'day', says, past: true }) as const
/** A day that may lie ahead. */
export const anyDay = (says: string) => ({ kind: 'day', says, past: false }) as const
export const yesOrNo = (says: string) => ({ kind: 'yes or no', says }) as const
export const words = (says: string) => ({ kind: 'words', says }) as const
export const wholeNumber = (says: string) => ({ kind: 'whole number', says }) as const
export const signature = (says: string) => ({ kind: 'signature', says }) as const
export const listOfWords = (says: string) => ({ kind: 'list of words', says }) as const
export const choice = <const C extends Choices>(says: string, choices: C) =>
  ({ kind: 'choice', says, choices }) as const
export const listOf = <const F extends Fields>(says: string, of: F) => ({ kind: 'list', says, of }) as const

/** A field's name as files have it: `registeredOn` is `registered_on`. */
export const inFiles = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** Where in the JSON something is wrong, and how. `at` is its path: `$.other_schools[0].consented_on`. */
export type EvidenceProblem = { readonly at: string; readonly found: string; readonly expected: string }

export type EvidenceRead =
  | { readonly ok: true; readonly evidence: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly EvidenceProblem[] }

/**
 * Reads a parsed JSON value as the evidence of some fields. An unknown key is a problem too: a misspelt one would otherwise be
 * an answer that nobody gave. `null` is the same as not there. Gives every problem, not the first.
 */
export function readEvidence(json: unknown, fields: Fields): EvidenceRead {
  const problems: EvidenceProblem[] = []
  const evidence = readObject(json, fields, '$', problems)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, evidence: evidence ?? {} }
}

type Read = Record<string, unknown> | undefined

function readObject(json: unknown, fields: Fields, at: string, problems: EvidenceProblem[]): Read {
  if (!isObject(json)) return bad(problems, at, json, 'an object')
  const names = new Map(Object.keys(fields).map(name => [inFiles(name), name]))
  const read: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(json)) {
    const name = names.get(key)
    const where = `${at}.${key}`
    if (name === undefined) {
      problems.push({ at: where, found: 'a key that is not asked for', expected: nearest(key, names) })
    } else if (value !== null) {
      read[name] = readValue(value, fields[name]!, where, problems)
    }
  }
  return read
}

function readValue(value: unknown, field: Field, at: string, problems: EvidenceProblem[]): unknown {
  switch (field.kind) {
    case 'day':
      return readDay(value, at, problems)
    case 'yes or no':
      return typeof value === 'boolean' ? value : bad(problems, at, value, 'true or false')
    case 'words':
      return typeof value === 'string' ? value : bad(problems, at, value, 'text')
    case 'whole number':
      return isCount(value) ? value : bad(problems, at, value, 'a whole number, 0 or more')
    case 'choice':
      return readChoice(value, field.choices, at, problems)
    case 'signature':
      return readSignature(value, at, problems)
    case 'list of words':
      return readList(value, at, problems, (one, where) =>
        typeof one === 'string' ? one : bad(problems, where, one, 'text'),
      )
    case 'list':
      return readList(value, at, problems, (one, where) => readObject(one, field.of, where, problems))
    default:
      return field satisfies never
  }
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0

function readDay(value: unknown, at: string, problems: EvidenceProblem[]): LocalDate | undefined {
  const day = typeof value === 'string' ? parseLocalDate(value) : undefined
  return day ?? bad(problems, at, value, 'a day as "YYYY-MM-DD"')
}

function readChoice(value: unknown, choices: Choices, at: string, problems: EvidenceProblem[]): unknown {
  if (typeof value === 'string' && Object.hasOwn(choices, value)) return value
  return bad(problems, at, value, oneOf(choices))
}

const signatureFields: Fields = { name: words('Name'), on: pastDay('Day') }

function readSignature(value: unknown, at: string, problems: EvidenceProblem[]): unknown {
  const read = readObject(value, signatureFields, at, problems)
  if (!read) return undefined
  for (const key of ['name', 'on']) {
    const isThere = isObject(value) && value[key] !== undefined && value[key] !== null
    if (!isThere) bad(problems, `${at}.${key}`, undefined, key === 'on' ? 'the day it was signed' : 'a name')
  }
  return read
}

function readList(
  value: unknown,
  at: string,
  problems: EvidenceProblem[],
  readOne: (one: unknown, at: string) => unknown,
): unknown {
  if (!Array.isArray(value)) return bad(problems, at, value, 'a list')
  return value.map((one, index) => readOne(one, `${at}[${index}]`))
}

function bad(problems: EvidenceProblem[], at: string, found: unknown, expected: string): undefined {
  problems.push({ at, found: found === undefined ? 'nothing' : JSON.stringify(found), expected })
  return undefined
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values a choice has, as a file writes them. */
export const oneOf = (choices: Choices): string =>
  Object.keys(choices)
    .map(one => `"${one}"`)
    .join(' or ')

/** Names the key that was probably meant, or all of them. */
function nearest(key: string, names: ReadonlyMap<string, string>): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')
  const meant = [...names.keys()].find(name => plain(name) === plain(key))
  return meant === undefined ? `one of ${[...names.keys()].join(', ')}` : `"${meant}"`
}
