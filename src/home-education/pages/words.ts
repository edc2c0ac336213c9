import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import type { ChildRow } from '../../children/store.ts'

export const nameOf = (child: { forename: string; surname: string }): string =>
  `${child.forename} ${child.surname}`
export const aboutChild = (child: ChildRow) => ({
  id: child.id,
  name: nameOf(child),
  isProtected: child.protected,
})
/** "Friday 20 November 2026", and that it has passed where it has. */
export const dueShown = (due: LocalDate, today: LocalDate) => ({ text: inWords(due), late: due < today })
export const day = (date: LocalDate): string => dateInWords(date)
export const section = 'Home education'
