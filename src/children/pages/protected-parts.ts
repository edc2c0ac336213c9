// What the pages around a protection share.

import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import type { ChildRow } from '../store.ts'

/** A school's address for a child's pages, and the authority's. */
export type Prefix = 'pupils' | 'children'
export const prefixes: readonly Prefix[] = ['pupils', 'children']

export const dayInWords = (day: string): string => dateInWords(day as LocalDate)

/** The head of such a page: whom it is about, and the way back. */
export function placeOf(child: ChildRow, prefix: Prefix) {
  return {
    childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
    at: `/${prefix}/${child.token}`,
    back: { href: `/${prefix}/${child.token}` },
  }
}
