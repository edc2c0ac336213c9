/**
 * What does the proof of an outcome say, field by field, and what is wrong with one?
 *
 * A sentence that somebody confirmed something cannot be checked by a second person. So the facts that make it proof are asked for
 * each by itself: who, what kind, which day. The day of the first attendance and the end of compulsory age are never typed where we
 * know them.
 */
import { inWords, type LocalDate, parseLocalDate } from '../calendar/local-date.ts'

export type Facts = Readonly<Record<string, string>>

type Base = { readonly name: string; readonly label: string; readonly hint?: string }
export type ProofField = Base &
  (
    | { readonly as: 'text' | 'long'; readonly ifEmpty: string; readonly unless?: (facts: Facts) => boolean }
    | { readonly as: 'date'; readonly ifEmpty: string; readonly mayBeEmpty?: true }
    | {
        readonly as: 'choice'
        readonly items: readonly { value: string; text: string; hint?: string }[]
        readonly ifEmpty: string
      }
  )

/** What we know of the child that a proof is held against. */
export type Known = {
  /** The last day of compulsory school age; nothing where no date of birth is known. */
  readonly compulsoryAgeEnds?: LocalDate | undefined
  readonly compulsoryAgeBegins?: LocalDate | undefined
}

const date = (name: string, label: string, hint?: string): ProofField => ({
  as: 'date',
  name,
  label,
  ifEmpty: `${label}: enter a date, such as 20 11 2026`,
  ...(hint && { hint }),
})
const text = (name: string, label: string, hint?: string): ProofField => ({
  as: 'text',
  name,
  label,
  ifEmpty: `Write: ${label.toLowerCase()}`,
  ...(hint && { hint }),
})
const choice = (
  name: string,
  label: string,
  ...items: readonly { value: string; text: string; hint?: string }[]
): ProofField => ({ as: 'choice', name, label, items, ifEmpty: `Choose: ${label.toLowerCase()}` })
const item = (value: string, text: string, hint?: string) => ({ value, text, ...(hint && { hint }) })

const who = text('from', 'Who confirmed it', 'Name, and the organisation they speak for')
const what = (label: string, hint?: string): ProofField => ({
  as: 'long',
  name: 'says',
  label,
  ifEmpty: `Write: ${label.toLowerCase()}`,
  ...(hint && { hint }),
})

/** The form of each outcome that somebody records the proof of. O07 is written when the other authority accepts. */
export const proofFields: Readonly<Record<string, readonly ProofField[]>> = {
  O01: [
    what(
      'Why the case can be closed',
      'The school has confirmed the attendance; this is put before a second person',
    ),
  ],
  O02: [
    choice(
      'kind',
      'Which kind of school',
      item('another authority', 'A school in another authority'),
      item('independent', 'An independent school'),
    ),
    text('school', 'Name of the school'),
    date('registered', 'On its admission register since'),
    date('attended', 'First day attended'),
    choice(
      'confirmedBy',
      'Confirmed by',
      item('school', 'The school itself'),
      item('authority', 'The authority of the school'),
    ),
    who,
    what('What they said of the registration and the first day'),
  ],
  O03: [
    date('viewOn', 'Day of the home education officer’s view'),
    text('from', 'Home education officer'),
    what('The view: what is suitable, and how it is known'),
  ],
  O04: [
    choice(
      'kind',
      'Which kind',
      item('alternative provision', 'Alternative provision'),
      item('hospital', 'Hospital or medical education'),
      item('section 19', 'Education the authority arranged (section 19)'),
      item('otherwise than at school', 'Education otherwise than at school, by a plan'),
    ),
    text('provider', 'Provider'),
    date('started', 'First day of it'),
    text('hours', 'Hours a week', 'As the provider confirmed them'),
    who,
    what('What the provider confirmed'),
  ],
  O05: [
    text('provider', 'College or provider'),
    choice(
      'lawful',
      'Why it is lawful for the age',
      item('over', 'No longer of compulsory school age'),
      item('full-time 14 to 16', 'A full-time course for 14 to 16 year olds, enrolled directly'),
    ),
    date('started', 'First day of it'),
    who,
    what('What the provider confirmed'),
  ],
  O06: [
    choice(
      'kind',
      'What shows it',
      item('border records', 'Border records', 'By an approved officer’s request'),
      item('overseas school', 'A school abroad has confirmed it'),
      item('overseas authority', 'An authority, embassy or other official body abroad'),
      item('papers', 'The parents’ papers', 'Our own view of them is needed too'),
    ),
    date('seenOn', 'Day we saw or received it'),
    who,
    what('What it shows', 'Write no address'),
    {
      as: 'long',
      name: 'view',
      label: 'Our view of it',
      hint: 'Needed for parents’ papers: why we believe them',
      ifEmpty: 'Write our view of the parents’ papers: why we believe them',
      unless: facts => facts.kind !== 'papers',
    },
  ],
  O08: [what('What is known of the child at the end of compulsory school age'), who],
  O09: [
    choice(
      'kind',
      'Why it is not children missing education',
      item('attendance', 'On a roll: a matter of attendance'),
      item('under age', 'Not yet of compulsory school age'),
      item('over age', 'Over compulsory school age when it was opened'),
      item('duplicate', 'The same child has another record or case'),
      item('error', 'Opened in error'),
    ),
    who,
    what('The reason, and what shows it'),
  ],
  O10: [
    { ...date('died', 'Day of death, if known'), mayBeEmpty: true } as ProofField,
    who,
    what(
      'What we were told',
      'Only what must be kept. All letters and messages about the child stop when this is closed',
    ),
  ],
}

/** What is wrong with the facts of a proof: each with the field it is about. */
export function problemsWithProof(
  outcome: string,
  facts: Facts,
  on: LocalDate,
  known: Known = {},
): { field: string; says: string }[] {
  const problems: { field: string; says: string }[] = []
  for (const field of proofFields[outcome] ?? []) {
    const value = facts[field.name] ?? ''
    const problem = problemWith(field, value, facts, on)
    if (problem) problems.push({ field: field.name, says: problem })
  }
  if (problems.length > 0) return problems
  const ends = known.compulsoryAgeEnds
  const add = (field: string, says: string) => problems.push({ field, says })
  switch (outcome) {
    case 'O02':
      if (facts.attended! < facts.registered!)
        add('attended', 'The first day attended is before the day on the register')
      break
    case 'O05':
      if (facts.lawful === 'over' && (ends === undefined || ends >= on)) {
        add(
          'lawful',
          ends === undefined
            ? 'No date of birth is known, so the end of compulsory school age is not either'
            : `The child is of compulsory school age until ${inWords(ends)}`,
        )
      }
      break
    case 'O08':
      if (ends === undefined)
        add('says', 'No date of birth is known: the end of compulsory school age cannot be worked out')
      else if (ends >= on) add('says', `The child is of compulsory school age until ${inWords(ends)}`)
      break
    case 'O09':
      if (facts.kind === 'over age' && (ends === undefined || ends >= on))
        add('kind', 'By the date of birth we hold the child is not over compulsory school age')
      if (
        facts.kind === 'under age' &&
        (known.compulsoryAgeBegins === undefined || known.compulsoryAgeBegins <= on)
      )
        add('kind', 'By the date of birth we hold the child is not under compulsory school age')
      break
  }
  return problems
}

function problemWith(field: ProofField, value: string, facts: Facts, on: LocalDate): string | undefined {
  if (field.as === 'date') {
    if (value === '') return field.mayBeEmpty ? undefined : field.ifEmpty
    if (!parseLocalDate(value)) return 'Enter a real date, such as 6 11 2026'
    return value > on ? `${field.label}: the day is still to come` : undefined
  }
  if (field.as === 'choice') return field.items.some(one => one.value === value) ? undefined : field.ifEmpty
  return value === '' && !field.unless?.(facts) ? field.ifEmpty : undefined
}

/** The facts of a proof in lines, as a chronology and the page of closing say them. */
export function factsInWords(outcome: string, facts: Facts): string[] {
  return (proofFields[outcome] ?? [])
    .filter(field => field.name !== 'says' && field.name !== 'from' && facts[field.name])
    .map(field => {
      const value = facts[field.name]!
      if (field.as === 'date') return `${field.label}: ${inWords(value as LocalDate)}`
      const shown = field.as === 'choice' ? field.items.find(one => one.value === value)?.text : value
      return `${field.label}: ${shown ?? value}`
    })
}
