/** Whom does the school ring next, and what is missing from the list of contacts? */

export type HeldContact = {
  readonly id: string
  readonly order: number
  readonly relationship: string | null
  readonly livesWith: string
  readonly hasNumber: boolean
  /** Whether they may be rung: 'no' is never offered. */
  readonly mayRing: string
  readonly restricted: boolean
}
/** A call of today: who was rung, as history keeps it ("Contact 2, aunt"). */
export type CallMade = {
  readonly asked: string | null
  readonly at: number | undefined
  readonly result: string
}

export type ToRing = {
  /** Who is rung next: first whoever was not tried today, in order. Nothing where nobody may be rung. */
  readonly next: HeldContact | undefined
  /** Everyone, in the order to try: whoever may not be rung stands last. */
  readonly order: readonly { contact: HeldContact; tried: CallMade | undefined; callable: boolean }[]
  /** Has everyone who may be rung been tried today? */
  readonly allTried: boolean
  readonly gaps: readonly string[]
}

/** May this contact be offered to ring? Never one who is marked not safe, nor one under a restriction, nor without a number. */
export const isCallable = (contact: HeldContact): boolean =>
  contact.hasNumber && contact.mayRing !== 'no' && !contact.restricted

/** "Contact 2, aunt": the place and relationship, as an enquiry keeps them. */
const isOf = (call: CallMade, contact: HeldContact): boolean =>
  new RegExp(`^Contact ${contact.order}(?:,|$)`).test(call.asked ?? '')

/**
 * The order of calls now. Takes the contacts held and the calls of today, oldest first. Source: practice.md 5.1 (every
 * contact in order, one outside the home included); T-03 (more than one contact where that can be had).
 */
export function toRing(contacts: readonly HeldContact[], calls: readonly CallMade[]): ToRing {
  const order = contacts
    .map(contact => ({
      contact,
      tried: calls.findLast(call => isOf(call, contact)),
      callable: isCallable(contact),
    }))
    .sort((a, b) => Number(b.callable) - Number(a.callable) || a.contact.order - b.contact.order)
  const callable = order.filter(one => one.callable)
  const next = callable.find(one => !one.tried) ?? callable[0]
  return {
    next: next?.contact,
    order,
    allTried: callable.every(one => one.tried !== undefined),
    gaps: gapsOf(contacts),
  }
}

function gapsOf(contacts: readonly HeldContact[]): string[] {
  if (contacts.length === 0) return ['No contact is held (T-03).']
  const without = contacts.filter(contact => !contact.hasNumber)
  const unsafe = contacts.filter(contact => contact.mayRing === 'no' || contact.restricted)
  const numbers = (which: readonly HeldContact[]) => which.map(contact => contact.order).join(', ')
  return [
    ...(contacts.length === 1 ? ['Only one contact is held: more than one is wanted (T-03).'] : []),
    ...(without.length > 0 ? [`No number for contact ${numbers(without)}.`] : []),
    ...(unsafe.length > 0 ? [`Do not ring contact ${numbers(unsafe)}: ask the DSL first.`] : []),
    ...(contacts.length > 1 && contacts.every(contact => contact.livesWith === 'yes')
      ? ['Nobody outside the home is held.']
      : []),
  ]
}
