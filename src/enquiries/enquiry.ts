/**
 * What has been done to find a child, and what is still missing?
 *
 * Every enquiry is a row of history: nothing is ticked off. The state of a check follows from its enquiries.
 */
import { type CheckCondition, type SchoolCheck, schoolCheck, schoolChecks } from './school-checks.ts'

/** What came of an enquiry. Of a check first, of a contact with the family after. */
export const results = [
  'no reply',
  'nothing known',
  'information',
  'child seen',
  'waiting',
  'not needed',
  'no answer',
  'message left',
  'child safe',
  'does not have the child',
  'not reassured',
] as const
export type Result = (typeof results)[number]

/** A result as a sentence: what happened, and no judgement of anyone. */
export const resultInWords: Readonly<Record<Result, string>> = {
  'no reply': 'No reply.',
  'nothing known': 'They know nothing.',
  information: 'They gave information.',
  'child seen': 'The child was seen.',
  waiting: 'Waiting for a reply.',
  'not needed': 'Not needed.',
  'no answer': 'No answer.',
  'message left': 'Left a message.',
  'child safe': 'The child is safe, and the reason was given.',
  'does not have the child': 'The parent does not have the child.',
  'not reassured': 'Someone else answered. We are not reassured.',
}
/** The sentence of a result as stored; a word we do not know prints as itself. */
export const inWordsOfResult = (result: string): string => resultInWords[result as Result] ?? `${result}.`

/** How someone was asked. */
export const methods = [
  'phone',
  'text',
  'email',
  'letter',
  'visit',
  'in person',
  'video call',
  'records',
  'police',
  'other',
] as const
export type Method = (typeof methods)[number]

export type Enquiry = {
  readonly checkCode: string
  readonly result: string
  readonly doneOn: string
  /** "09:30", where it is known. */
  readonly doneAt?: string | null
  readonly method?: string | null
  readonly note?: string | null
}

/**
 * How a child was seen. Each is weaker than the one before it, and they are never put together: only the first is a child
 * seen by a trained adult, in person.
 */
export const waysOfSeeing = ['seen', 'seen on video', 'spoken to', 'reported by a relative'] as const
export type SeenHow = (typeof waysOfSeeing)[number]
export const seenInWords: Readonly<Record<SeenHow, string>> = {
  seen: 'The child was seen in person.',
  'seen on video': 'The child was seen on video.',
  'spoken to': 'Someone spoke to the child, without seeing the child.',
  'reported by a relative': 'A relative says that they saw the child.',
}

/** Two tries are at different times of day when at least so many minutes lie between them. */
export const anotherTimeMinutes = 60

export type CheckStatus = 'Not started' | 'In progress' | 'Waiting for reply' | 'Done' | 'Not needed'
export type CheckState = {
  readonly check: SchoolCheck
  readonly status: CheckStatus
  /** Must it be answered before the school refers? */
  readonly required: boolean
  readonly because: string
  readonly lastOn?: string
}

/** What decides which checks are required here: the authority's list, and the facts of the child. */
export type CheckRules = {
  readonly required: readonly string[]
  readonly conditions: readonly CheckCondition[]
  /** Is there a risk screen of this absence, signed? */
  readonly screenSigned: boolean
}

/** Results that end a search by themselves. */
const answers: readonly string[] = [
  'nothing known',
  'information',
  'child seen',
  'child safe',
  'does not have the child',
  'not reassured',
]
const tries: readonly string[] = ['no reply', 'no answer', 'message left']

/** The state of every school check. Takes the enquiries of this absence in any order. */
export function checkStates(enquiries: readonly Enquiry[], rules: CheckRules): CheckState[] {
  return schoolChecks.map(check => {
    const own = enquiries.filter(e => e.checkCode === check.code)
    const required =
      rules.required.includes(check.code) ||
      (check.condition !== undefined && rules.conditions.includes(check.condition))
    if (check.signed) return { check, required, ...stateOfScreen(rules.screenSigned) }
    const lastOn = own.reduce<string | undefined>(
      (last, e) => (!last || e.doneOn > last ? e.doneOn : last),
      undefined,
    )
    return { check, required, ...stateOf(check, own), ...(lastOn !== undefined && { lastOn }) }
  })
}

/** The checks that must be answered and are not. */
export function missingChecks(states: readonly CheckState[]): CheckState[] {
  return states.filter(({ required, status }) => required && status !== 'Done' && status !== 'Not needed')
}

function stateOfScreen(signed: boolean): { status: CheckStatus; because: string } {
  return signed
    ? { status: 'Done', because: 'Signed by the DSL.' }
    : { status: 'Not started', because: 'No DSL has signed it yet.' }
}

function stateOf(check: SchoolCheck, own: readonly Enquiry[]): { status: CheckStatus; because: string } {
  if (own.length === 0) return { status: 'Not started', because: 'Nothing recorded yet.' }
  if (own.some(e => answers.includes(e.result))) {
    return { status: 'Done', because: inWordsOfResult(own.findLast(e => answers.includes(e.result))!.result) }
  }
  const tried = own.filter(e => tries.includes(e.result))
  const days = new Set(tried.map(e => e.doneOn)).size
  const needed = check.tryOnDays ?? 1
  const atOneTime = check.atAnotherTime === true && !isAtAnotherTime(tried)
  if (days >= needed && !atOneTime)
    return { status: 'Done', because: `${triedInWords(tried.length)} No answer.` }
  if (days > 0) {
    return {
      status: 'In progress',
      because: `${triedInWords(tried.length)} No answer. Try again on another day, at another time.`,
    }
  }
  if (own.some(e => e.result === 'waiting'))
    return { status: 'Waiting for reply', because: 'Asked. Waiting for a reply.' }
  return { status: 'Not needed', because: own.at(-1)?.note || 'Not needed.' }
}

/** Were two of these on different days and at different times of day? A time that nobody wrote down is taken as another. */
function isAtAnotherTime(tried: readonly Enquiry[]): boolean {
  return tried.some((one, index) =>
    tried.slice(index + 1).some(other => {
      if (one.doneOn === other.doneOn) return false
      const [first, second] = [minutesOf(one.doneAt), minutesOf(other.doneAt)]
      return first === undefined || second === undefined || Math.abs(first - second) >= anotherTimeMinutes
    }),
  )
}

function minutesOf(time: string | null | undefined): number | undefined {
  const read = /^(\d{1,2}):(\d{2})$/.exec(time ?? '')
  return read ? Number(read[1]) * 60 + Number(read[2]) : undefined
}

const triedInWords = (times: number): string => (times === 1 ? 'Tried once.' : `Tried ${times} times.`)

/** "We rang 3 times. No answer.": the tries to reach the family, for a return and for a list. */
export function contactsInWords(enquiries: readonly Enquiry[]): string {
  const contacts = enquiries.filter(
    e => ['RS01', 'RS02', 'RS03'].includes(e.checkCode) && e.result !== 'not needed',
  )
  if (contacts.length === 0) return 'We have not recorded a contact yet.'
  const rang = contacts.filter(e => e.method === 'phone').length
  const wrote = contacts.filter(
    e => e.method === 'text' || e.method === 'email' || e.method === 'letter',
  ).length
  const visited = contacts.length - rang - wrote
  const times = (n: number) => (n === 1 ? 'once' : `${n} times`)
  const parts = [
    ...(rang > 0 ? [`We rang ${times(rang)}.`] : []),
    ...(wrote > 0 ? [`We wrote ${times(wrote)}.`] : []),
    ...(visited > 0 ? [`We tried another way ${times(visited)}.`] : []),
  ]
  const reached = contacts.find(e => answers.includes(e.result))
  return `${parts.join(' ')} ${reached ? inWordsOfResult(reached.result) : 'No answer.'}`
}

/** What a result means for the next minutes, as practice's first-day branch says. Nothing where the day goes on as usual. */
export function nextAfter(result: string): { says: string; urgent: boolean } | undefined {
  switch (result) {
    case 'does not have the child':
      return {
        urgent: true,
        says: 'Tell the DSL now. Ask the parent to call the police and everyone the child knows; call the police yourself if the parent cannot.',
      }
    case 'not reassured':
      return { urgent: true, says: 'Tell the DSL now. Say who answered and why you are not reassured.' }
    case 'no answer':
      return { urgent: false, says: 'Ring the next contact in order, including one outside the home.' }
    case 'message left':
      return { urgent: false, says: 'Ring the next contact in order. Do not wait for a call back.' }
    case 'child safe':
      return { urgent: false, says: 'Put the right code in the register, with the reason that was given.' }
    default:
      return undefined
  }
}

/** The name of a check for a history, or the code where we do not know it. */
export const checkInWords = (code: string): string => schoolCheck(code)?.task ?? code

/** One enquiry as a history tells it: who was asked, what came of it, the note. A signed screen says no more than that. */
export function enquiryInWords(row: {
  readonly check_code: string
  readonly asked: string | null
  readonly result: string
  readonly note: string | null
  readonly seen_how?: string | null
  readonly card_left?: boolean | null
  readonly evidence?: string | null
}): string {
  if (schoolCheck(row.check_code)?.signed) return 'Signed.'
  return [
    row.asked && `${row.asked}.`,
    resultAsSeen(row),
    row.card_left && 'A card was left.',
    row.note,
    row.evidence && `Paper: ${row.evidence}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What came of it, with how the child was seen where somebody did. */
export const resultAsSeen = (row: { readonly result: string; readonly seen_how?: string | null }): string =>
  seenInWords[row.seen_how as SeenHow] ?? inWordsOfResult(row.result)
