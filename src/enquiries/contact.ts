/** Someone rang, wrote or went to the family. Which check is that, and what may have come of it? */
import type { Method, Result } from './enquiry.ts'

/** How the family can be contacted, in the order people do it. */
export const contactMethods = [
  'phone',
  'text',
  'email',
  'in person',
  'visit',
  'video call',
] as const satisfies readonly Method[]
export type ContactMethod = (typeof contactMethods)[number]

export const contactResults = [
  'no answer',
  'message left',
  'child safe',
  'does not have the child',
  'not reassured',
] as const satisfies readonly Result[]
export type ContactResult = (typeof contactResults)[number]

/** What each way is called on the form. */
export const methodInWords: Readonly<Record<ContactMethod, string>> = {
  phone: 'Rang',
  text: 'Sent a text',
  email: 'Sent an email',
  'in person': 'Spoke in person',
  visit: 'Visited the home',
  'video call': 'Video call',
}

export type Contacted = {
  readonly order: number
  readonly relationship: string | null
  readonly livesWith: string
  readonly parentalResponsibility: string
}

/**
 * The check that a contact counts towards: RS01 for a parent the child lives with, RS03 for anyone else, RS02 for a text
 * or email, RS09 for a visit. `undefined` is someone who is not on the list of contacts.
 */
export function checkOfContact(method: ContactMethod, contacted: Contacted | undefined): string {
  if (method === 'visit') return 'RS09'
  if (method === 'text' || method === 'email') return 'RS02'
  const isParentAtHome =
    contacted !== undefined &&
    contacted.livesWith !== 'no' &&
    (contacted.parentalResponsibility === 'yes' || contacted.livesWith === 'yes' || contacted.order === 1)
  return isParentAtHome ? 'RS01' : 'RS03'
}

/**
 * Who was asked, as history keeps it: place in the order and relationship. Never a name, a number or an address: those
 * may have to be protected one day, and history cannot be changed.
 */
export function askedInWords({ order, relationship }: Contacted): string {
  return relationship ? `Contact ${order}, ${relationship}` : `Contact ${order}`
}
