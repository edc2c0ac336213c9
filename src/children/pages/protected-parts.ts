// What the pages around a protection share.

import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { londonDay } from '../../platform/clock.ts'
import type { ChildRow } from '../store.ts'

/** A school's address for a child's pages, and the authority's. */
export type Prefix = 'pupils' | 'children'
export const prefixes: readonly Prefix[] = ['pupils', 'children']

export const dayInWords = (day: string): string => dateInWords(day as LocalDate)

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
})
export const timeInWords = (at: Date): string => clock.format(at)
export const momentInWords = (at: Date): string => `${dateInWords(londonDay(at))} at ${clock.format(at)}`

/** The head of such a page: whom it is about, and the way back. */
export function placeOf(child: ChildRow, prefix: Prefix) {
  return {
    childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
    at: `/${prefix}/${child.token}`,
    back: { href: `/${prefix}/${child.token}` },
  }
}
