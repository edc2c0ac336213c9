/**
 * What does a protection hide, and for which reasons may it be opened?
 *
 * Putting one on is safe to be wrong about, so anyone on the staff may, at once. Opening what it hides is always an
 * event: a reason from this list, a sentence, the second factor, four hours, and a review by somebody else.
 */
export const protectionKinds = {
  address: 'Where the child lives must not be found out',
  identity: 'Who the child is, or was, must not be found out',
  'no contact': 'Somebody must not be in touch with the child or the family',
} as const
export type ProtectionKind = keyof typeof protectionKinds
export const isProtectionKind = (text: string): text is ProtectionKind => Object.hasOwn(protectionKinds, text)

export const openingReasons = {
  'immediate-safety': 'To keep a child safe now',
  'police-or-social-care': 'To answer the police or social care about this child',
  visit: 'To plan or make a visit to the child',
  'contact-family': 'To reach the family about the child’s schooling',
  'check-record': 'To check whether two records are the same child',
} as const
export type OpeningReason = keyof typeof openingReasons
export const isOpeningReason = (text: string): text is OpeningReason => Object.hasOwn(openingReasons, text)

export const openHours = 4

/** A sentence that says something: what a reviewer can judge. Gives what is wrong with it, or nothing. */
export function problemWithSentence(text: string, what: string): string | undefined {
  if (text.length < 10) return `Say ${what} in a sentence`
  return text.length > 1000 ? 'Use 1,000 characters or fewer' : undefined
}

/** What every page says in place of an address or a contact that is protected. */
export const protectedSays = 'Protected. See reasons to open'
