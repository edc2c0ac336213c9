// The words of returns that are due, shared by their pages.
import type { Viewer } from '../../access/viewer.ts'
import { addDays, inWords, type LocalDate, weekday } from '../../calendar/local-date.ts'
import type { Tx } from '../../platform/db.ts'
import { authorityName } from '../../schools/store.ts'
import { addressees } from '../addressees.ts'
import type { Due } from '../due/actions.ts'
import { returnInWords } from '../return-names.ts'

const pageOf: Readonly<Record<string, string>> = {
  'T-06': 'no-show-return',
  'T-07': 'return',
  'T-08': 'attendance-return',
  'T-09': 'sickness-due-return',
  'T-10': 'new-pupil-return',
  'T-11': 'deletion-return',
}

/** Where a due return is shown ready to send. */
export const hrefOf = (due: Pick<Due, 'token' | 'rule'>): string => `/pupils/${due.token}/${pageOf[due.rule]}`

/** "Due Tuesday 24 November 2026", "Was due on Friday 20 November 2026"; for a day of the weekend, the Friday before it too. */
export function dueSays(due: LocalDate, today: string): string {
  if (due < today) return `Was due on ${inWords(due)}`
  if (due === today) return `Due today, ${inWords(due)}`
  const over = weekday(due) - 5
  const friday = addDays(due, -over)
  const early = over > 0 && friday >= today ? ` (send by ${inWords(friday)})` : ''
  return `Due ${inWords(due)}${early}`
}

/** Late, as far as anybody can know: what came before Onroll held the register may have gone another way. */
export const isLate = (due: Due, today: string): boolean => !due.isFromBefore && due.dueOn < today

/** A due return as a row of a list. Names the school where the viewer has several. */
export const rowOf = (due: Due, viewer: Viewer) => ({
  name: `${due.forename} ${due.surname}`,
  kind: returnInWords(due.rule),
  school: viewer.schools.length > 1 ? due.school : undefined,
  about: aboutOf(due),
  due: due.isFromBefore
    ? `From before you used Onroll, due on ${inWords(due.dueOn)}. If it went another way, say so`
    : dueSays(due.dueOn, viewer.today),
  isLate: isLate(due, viewer.today),
  because: due.because,
  href: hrefOf(due),
})

function aboutOf(due: Due): string {
  const day = inWords(due.episodeOn)
  switch (due.rule) {
    case 'T-10':
      return `Entered on ${day}`
    case 'T-11':
      return `Off the register on ${day}`
    case 'T-08':
    case 'T-09':
      return `Reached on ${inWords(due.reachedOn)}`
    case 'T-06':
      return `Expected on ${day}`
    default:
      return `Away since ${day}`
  }
}

/** To whom a return goes: the school's authority, and the home authority where that is another. */
export async function addresseesShown(
  db: Tx,
  viewer: Viewer,
  home?: string | null,
): Promise<{ authority: string; as: string; because: string; isElsewhere: boolean }[]> {
  const schoolAuthority = (await authorityName(db, viewer.la)) ?? 'Your authority'
  return addressees({ schoolAuthority, homeAuthority: home || undefined }).map((one, index) => ({
    authority: one.authority,
    as: one.as,
    because: one.because,
    isElsewhere: index > 0,
  }))
}
