/**
 * What is written down when somebody rings, writes or comes about a child?
 *
 * A telephone consultation before a referral is ordinary, and is a step of its own (practice notes, sections 2 and 3): it ends in
 * advice, with whose advice it was, or in a case for each child. It is typed in when there is time; clocks run from the day it
 * reached the authority.
 */
import type { LocalDate } from '../../calendar/local-date.ts'
import type { ToldHow } from '../../cases/case.ts'

export const hows = {
  telephone: 'By telephone',
  email: 'By email',
  letter: 'By letter or on paper',
  'in person': 'In person',
} as const
export type How = keyof typeof hows
export const isHow = (text: string): text is How => Object.hasOwn(hows, text)

export const tellers = {
  school: 'A school',
  agency: 'Another body: health, police, housing, a charity',
  'another authority': 'Another authority',
  parent: 'A parent or carer',
  child: 'The child',
  public: 'A member of the public',
  other: 'Someone else',
} as const
export type TellerKind = keyof typeof tellers
export const isTeller = (text: string): text is TellerKind => Object.hasOwn(tellers, text)

/** Those who told us as part of their work: they may hear the category of the outcome. */
export const isProfessional = (teller: TellerKind): boolean =>
  teller === 'school' || teller === 'agency' || teller === 'another authority'

export const replyHows = {
  telephone: 'Ring them',
  email: 'Email them',
  letter: 'Write to them',
} as const
export type ReplyHow = keyof typeof replyHows
export const isReplyHow = (text: string): text is ReplyHow => Object.hasOwn(replyHows, text)

/** A child as somebody told of them: little, and perhaps wrong. */
export type GivenChild = {
  readonly surname: string
  readonly forename: string
  readonly dateOfBirth?: string | undefined
  readonly sex?: 'F' | 'M' | undefined
}
export const nameGiven = ({ forename, surname }: GivenChild): string =>
  [forename, surname].filter(Boolean).join(' ')

export type Consultation = {
  readonly how: How
  readonly receivedOn: LocalDate
  /** HH:MM, where it is known. */
  readonly receivedAt: string
  readonly teller: TellerKind
  readonly tellerName: string
  readonly organisation: string
  readonly schoolId?: string | undefined
  readonly said: string
  readonly homeLines: string
  readonly postcode: string
  readonly parentName: string
  readonly parentPhone: string
  readonly replyWanted: boolean
  readonly replyHow: ReplyHow | ''
  readonly replyTo: string
  readonly replySafe: string
}

/** How many children may be told of in one go: a family, not a list. A list is a roll check. */
export const childrenAtMost = 6

/** What is wrong with what was typed, by the field of the form. `schools`: whether it was one of ours. */
export function problemsWith(given: Consultation, today: LocalDate): { field: string; says: string }[] {
  const found: { field: string; says: string }[] = []
  const add = (field: string, says: string) => found.push({ field, says })
  if (given.receivedOn > today) add('received', 'The day it reached us must be today or before')
  if (given.receivedAt !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(given.receivedAt))
    add('time', 'Enter a time such as 09:30, or leave it empty')
  if (given.teller === 'school' && given.schoolId === undefined && given.organisation === '')
    add('school', 'Choose the school, or write its name below')
  if (given.said === '') add('said', 'Write what they said')
  if (given.replyWanted && given.replyHow === '') add('reply-how', 'Choose how to reply')
  if (given.replyWanted && given.replyTo === '') add('reply-to', 'Write the number or address to reply to')
  if (given.replyTo !== '' && given.replyHow === 'email' && !/^\S+@\S+\.\S+$/.test(given.replyTo))
    add('reply-to', 'Enter an email address in the correct form, such as name@example.org')
  return found
}

/** The door a case says it came in by. */
export const doorOf = (how: How): ToldHow =>
  how === 'telephone' || how === 'in person' ? 'a telephone consultation' : 'a letter or email'

/** Who told, as a case and a list say it: never how to reach them. */
export function whoTold(given: Pick<Consultation, 'teller' | 'tellerName' | 'organisation'>): string {
  const kind = tellers[given.teller].split(':')[0]!
  return [given.tellerName, given.organisation].filter(Boolean).join(', ') || kind
}
