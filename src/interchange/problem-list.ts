/**
 * What was wrong in a file, as it may be kept and shown.
 *
 * Every problem names the line, the heading as the sender knows it, what was found and what was expected. What stands in a
 * column of addresses or contacts is never repeated: the list is read by people who may not see those.
 */
import { columnsOf, type HeaderMapping, type Kind, plain } from '../formats/columns.ts'
import type { Problem as ReaderProblem } from '../formats/problem.ts'

/** As the readers have it, and `ask`: the row went through, and the school is to answer a question about it. */
export type Severity = ReaderProblem['severity'] | 'ask'
export type FileProblem = {
  line: number | undefined
  column: string
  found: string
  expected: string
  severity: Severity
}

/** So many are kept of one file; the rest are counted. Nobody reads ten thousand. */
const keptMax = 10_000

const addressColumns = [
  ...['uprn', 'saon', 'paon', 'street', 'locality', 'town', 'administrative_area', 'post_town', 'address'],
  ...['address_line_1', 'address_line_2', 'address_line_3', 'address_line_4', 'address_line_5'],
  ...['county', 'postcode', 'country', 'future_address', 'future_address_from'],
]
/** In a file of contacts only these columns say nothing of how to reach somebody. */
const shownOfContacts = [
  'school_urn',
  'school_dfe_number',
  'mis_id',
  'upn',
  'admission_number',
  'contact_order',
]

function secretHeadings(kind: Kind, mapping: HeaderMapping): ReadonlySet<string> {
  const secret = (name: string) =>
    kind === 'contacts' ? !shownOfContacts.includes(name) : kind === 'pupils' && addressColumns.includes(name)
  const names = columnsOf[kind].map(column => column.name).filter(secret)
  return new Set([...names, ...names.map(name => mapping.columns[name] ?? name)].map(plain))
}

/**
 * Does a value read like an address, a telephone number or an email? A comma that nobody quoted moves every cell of its row
 * to the right, and then an address stands in the column of birthdays.
 */
export function placesSomebody(found: string): boolean {
  return (
    found.includes('@') ||
    /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/i.test(found) ||
    /(?:\+44|\b0)[1237]\d{2,3}[ -]?\d{3}[ -]?\d{3,4}\b/.test(found) ||
    /^\d{1,4}[A-Z]?,? +(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|rows?\b))[A-Z]{3,}/i.test(found)
  )
}

export class ProblemList {
  readonly kept: FileProblem[] = []
  readonly counts: Record<Severity, number> = { held: 0, warning: 0, note: 0, ask: 0 }
  readonly #secret: ReadonlySet<string>
  readonly #hidesRows: boolean

  constructor(kind: Kind, mapping: HeaderMapping) {
    this.#secret = secretHeadings(kind, mapping)
    this.#hidesRows = kind === 'contacts' || kind === 'pupils'
  }

  add(problem: FileProblem): void {
    this.counts[problem.severity]++
    if (this.kept.length >= keptMax) return
    this.kept.push({ ...problem, found: this.#found(problem) })
  }

  /** How many were counted and not kept. */
  get notKept(): number {
    const { held, warning, note, ask } = this.counts
    return held + warning + note + ask - this.kept.length
  }

  #found({ column, found, severity }: FileProblem): string {
    if (found === 'nothing' || found === '') return found
    const isSecret = column === '' ? this.#hidesRows && severity !== 'note' : this.#secret.has(plain(column))
    // Problems of the whole line that we wrote ourselves begin with a word of ours and repeat no cell.
    const isOurs = column === '' && /^(pupil|row|school|UPN|a row) /.test(found)
    if ((!isSecret || isOurs) && !(this.#hidesRows && placesSomebody(found))) return found
    return `${found.length} characters, not shown here`
  }
}
