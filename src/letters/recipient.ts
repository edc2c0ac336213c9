/**
 * May this letter go to this person in this way? Asked when it is written, when it is sent, and again by the process that
 * sends it, a moment before it goes (trust.md TH-01). "Not known" is not yes.
 */
import type { Refusal } from '../platform/errors.ts'
import type { BodyKind, Channel } from './template.ts'

export type Facts = {
  protected: boolean
  /** A register says that the child has died: no letter goes to the family. */
  died: boolean
  /** An address of the child's that is no secret. */
  hasAddress: boolean
  /** Nobody chosen, or nobody any more. */
  contact: ContactFacts | undefined
  /** A body it is written to, where it is not to the family. */
  party?: PartyFacts | undefined
}
export type PartyFacts = { hasAddress: boolean; email: string | null }
/** A body that a letter goes to: a school, an agency, another authority, whoever told us. As typed, for this letter alone. */
export type Party = {
  kind: BodyKind
  name: string
  /** Its postal address. */
  lines: string
  email: string
  /** The school's id, where it is one of ours: what was late is counted against it. */
  schoolId?: string
}
export type ContactFacts = {
  restricted: boolean
  livesWith: string
  mayWrite: string
  mayEmail: string
  mayText: string
  email: string | null
  phones: readonly (string | null)[]
}
/** Of the letter: whether it says anything of a child, and whether it is given by hand. */
export type Sort = { discloses: boolean; byHand: boolean }

/** Every reason why not; none when it may go. Post of a protected child is held for a person, and that is not said here. */
export function whyNot(channel: Channel, letter: Sort, facts: Facts): Refusal[] {
  const reasons: Refusal[] = []
  const no = (says: string) => {
    reasons.push({ says })
  }
  if (facts.died) {
    no('A register says that this child has died. No letter is sent.')
    return reasons
  }
  if (facts.protected) {
    // Nothing is known here of whom it would reach. Post goes by way of a person; anything else does not go.
    if (channel !== 'post') no('This child is protected: nothing is sent by email or text.')
    return reasons
  }
  const { contact, party } = facts
  if (party) {
    if (channel === 'text') no('A body is written to by post or email.')
    if (channel === 'post' && !party.hasAddress) no('No postal address is given for them.')
    if (channel === 'email' && !isEmail(party.email)) no('No email address is given for them.')
    return reasons
  }
  if (!letter.discloses && letter.byHand) return reasons
  if (!contact) {
    no('Choose who it is for.')
    return reasons
  }
  if (contact.restricted) no('There is a restriction on this contact. Ask the DSL first.')
  const mark =
    channel === 'post' ? contact.mayWrite : channel === 'email' ? contact.mayEmail : contact.mayText
  const act = channel === 'post' ? 'write to' : channel
  if (mark === 'no') no(`It is not safe to ${act} this person.`)
  else if (mark !== 'yes') {
    no(`We do not know whether it is safe to ${act} this person. Ask, and mark it, before you send anything.`)
  }
  if (channel === 'post' && !letter.byHand) {
    if (contact.livesWith === 'no')
      no('The child does not live with this person, and we hold no address of theirs.')
    if (!facts.hasAddress) no('We hold no address.')
  }
  if (channel === 'email' && !isEmail(contact.email)) no('We hold no email address for this person.')
  if (channel === 'text' && !mobileOf(contact.phones)) no('We hold no mobile number for this person.')
  return reasons
}

/** One plain address and nothing else: a line break or a second address would be somebody else's letter. */
export const isEmail = (text: string | null): text is string =>
  text !== null &&
  text.length <= 254 &&
  /^[^\s@<>,;:"()\\[\]]+@[^\s@<>,;:"()\\[\]]+\.[^\s@<>,;:"()\\[\]]+$/.test(text)

/** The first number of a mobile in the United Kingdom, as +447700900123. */
export function mobileOf(phones: readonly (string | null)[]): string | undefined {
  for (const phone of phones) {
    const digits = (phone ?? '').replaceAll(/[\s()-]/g, '').replace(/^(?:\+44|0044)/, '0')
    if (/^07\d{9}$/.test(digits)) return `+44${digits.slice(1)}`
  }
  return undefined
}
