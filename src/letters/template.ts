/** What is a letter's template: not only its words, but when it is sent, by whom, how, to whom never, and how often. */
import type { LocalDate } from '../calendar/local-date.ts'
import type { FieldName } from './fields.ts'

/** How a letter may go. `by hand` is a card left or given: printed like post, without an address. */
export const channels = ['post', 'email', 'text'] as const
export type Channel = (typeof channels)[number]

/** Whom a letter is to: the family, or a body that is written to about a child. */
export const recipients = ['family', 'school', 'referrer', 'authority', 'agency', 'panel'] as const
export type LetterTo = (typeof recipients)[number]
export type BodyKind = Exclude<LetterTo, 'family'>

export type LetterTemplate = {
  /** `LET-L03`, as practice.md section 13 has it; `L03` in addresses. */
  readonly code: string
  readonly title: string
  readonly purpose: string
  readonly trigger: string
  readonly group: LetterGroup
  readonly sender: 'school' | 'authority' | 'either'
  /** To the family where it is left out. */
  readonly to?: LetterTo
  readonly channels: readonly Channel[]
  /** A card that is left or given needs no address. */
  readonly byHand: boolean
  /** Whether it says anything about a child. If so it goes only to someone marked safe. */
  readonly discloses: boolean
  /** What makes it another letter: one of a kind to one person for each of these. */
  readonly about: FieldName | 'day' | 'child'
  readonly once: string
  /** The letter that must have been sent to this family before this one: never combined, never left out. */
  readonly after?: string
  /** Days that must still be to come when it is sent, or its reader could do nothing about them. */
  readonly ahead?: readonly FieldName[]
  /** The first day that a field may hold, by the law, for a letter posted on a day. */
  readonly atLeast?: {
    readonly field: FieldName
    readonly from: (posted: LocalDate) => LocalDate | undefined
    readonly cites: string
  }
  /** The field that holds a day which makes it matter whether the letter arrived. */
  readonly neededBy?: FieldName
  readonly approver: string
  /** Other languages are other texts, translated by people. */
  readonly languages: readonly ['English']
  /** The day this version of our text was written. */
  readonly version: string
  readonly body: string
}
export const letterGroups = {
  absence: 'Absence',
  abroad: 'Abroad without leave, in this order',
  leaving: 'Joining and leaving',
  visits: 'Visits and leave',
  family: 'For the family and the child',
  team: 'The authority to the family',
  education: 'Home education, orders and fair access',
  bodies: 'To schools, agencies and other authorities',
} as const
export type LetterGroup = keyof typeof letterGroups

/** To whom a template's letter goes. */
export const toWhom = (template: LetterTemplate): LetterTo => template.to ?? 'family'

/** What most templates share; each says the rest. */
export const ordinary = {
  sender: 'school',
  channels: ['post', 'email', 'text'],
  byHand: false,
  discloses: true,
  approver: 'Headteacher',
  languages: ['English'],
  version: '2026-11-22',
} as const
