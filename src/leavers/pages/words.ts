// What the pages about removals have in common: how one stands, in words.
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { childById, openingNow } from '../../children/store.ts'
import type { Refusal } from '../../law/decision.ts'
import { groundInWords } from '../../law/deletion-grounds.ts'
import type { Tx } from '../../platform/db.ts'
import type { Question } from '../../registers/ground-demand.ts'
import type { RemovalFacts } from '../../registers/removal.ts'
import { guardList } from '../guard-list.ts'
import type { RemovalRow } from '../store.ts'

export type Tag = { text: string; colour: 'grey' | 'blue' | 'yellow' | 'green' | 'orange' }

/** Where a protected child goes next is for whoever has opened the protected details now, and for nobody else. */
export async function hidesNextPlace(tx: Tx, viewer: Viewer, childId: string): Promise<boolean> {
  const child = await childById(tx, viewer, childId)
  return child.protected && (await openingNow(tx, viewer, childId)) === undefined
}
export const hiddenPlace = 'Protected: open the protected details to read it'

/** Words that were made from what a file named as the next place, without its name. */
export const withoutPlace = (says: string, place: string | undefined): string =>
  place ? says.replaceAll(`"${place}"`, 'the next place').replaceAll(place, 'the next place') : says

/** How a removal stands now. One colour for each meaning, and the meaning always in words. */
export function stateOf(row: RemovalRow): Tag {
  if (row.kind === 'already made') {
    if (row.decision !== 'flagged') {
      return row.facts.isOnAnotherRoll
        ? { text: 'Confirmed', colour: 'green' }
        : { text: 'End of phase, not confirmed yet', colour: 'grey' }
    }
    return row.answered ? { text: 'Answered', colour: 'blue' } : { text: 'Answer needed', colour: 'yellow' }
  }
  if (row.step === 'approved' || row.decided === 'approved') return { text: 'Name removed', colour: 'blue' }
  if (row.step === 'not approved' || row.decided === 'not approved') {
    return { text: 'Not approved', colour: 'grey' }
  }
  return row.decision === 'allowed'
    ? { text: 'For the headteacher', colour: 'yellow' }
    : { text: 'Refused', colour: 'orange' }
}

/** What happened, in a sentence without the child's name. */
export function happened(row: RemovalRow): string {
  const on = dateInWords(row.on_date)
  if (row.kind === 'already made') {
    return `Taken off on ${dateInWords(row.proposed_on)} in the school’s own system. Onroll was told on ${on}.`
  }
  if (row.step === 'approved') return `Approved by ${row.by_name}. The name came off on ${on}.`
  if (row.step === 'not approved') return `Not approved by ${row.by_name} on ${on}.`
  return `Asked for by ${row.by_name} on ${on}.`
}

export const nameOf = (row: { forename: string; surname: string }): string => `${row.forename} ${row.surname}`

export const groundOf = (row: RemovalRow): string =>
  row.ground ? `${groundInWords(row.ground)} (${row.ground})` : 'None that can be read'

/** The child's own page, which is another for each side. */
export const childHref = (viewer: Viewer, childToken: string): string =>
  `/${viewer.side === 'school' ? 'pupils' : 'children'}/${childToken}`

/** Reasons under the law that each rests on, so that it is said once. */
export function byLaw(reasons: readonly Refusal[]): { cites: string; says: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { says, cites } of reasons) groups.set(cites, [...(groups.get(cites) ?? []), says])
  return [...groups].map(([cites, says]) => ({ cites, says }))
}

/** The guard's list as a page prints it. */
export const linesOf = (facts: RemovalFacts) =>
  guardList(facts).map(line => ({ ...line, missing: byLaw(line.missing) }))

/** The questions of a ground without joint enquiries, as the same list. What shows them is the record, or what was given. */
export const linesOfQuestions = (questions: readonly Question[]) =>
  questions.map(({ about, asks, refusals }) => ({
    asks,
    isShown: refusals.length === 0,
    evidence: refusals.length === 0 ? (shownBy[about] ?? 'Given by the school, below.') : '',
    missing: byLaw(refusals),
  }))

const shownBy: Readonly<Record<string, string>> = {
  age: 'By the date of birth on the register.',
  'one ground': 'No other ground waits for the headteacher.',
  dates: 'Every day that was given is today or before.',
  day: 'The name would come off on the day the headteacher approves.',
  return: 'It is made and sent in the same step.',
}

/** What happened, as a person would say it: the choice of a ground. The letters are for nobody. */
export const groundAsFact: Readonly<Record<string, string>> = {
  'R9-A': 'Registered at another school now',
  'R9-B': 'Finished nursery here and not going on',
  'R9-C': 'On the registers of two schools, and stays at the other',
  'R9-D': 'The attendance order now names another school',
  'R9-E': 'The attendance order was revoked, because the child is educated otherwise',
  'R9-F': 'A parent has written that the child will be educated at home or otherwise',
  'R9-G': 'Moved too far away',
  'R9-J': 'Detained for 4 months or more',
  'R9-K': 'Has died',
  'R9-L': 'Leaving at the end of compulsory school age',
  'R9-M': 'Boarding fees are unpaid',
  'R9-N': 'Has left, and this is an independent or non-maintained special school',
  'R9-O': 'Permanently excluded',
  'R9-3-LEFT': 'Has left',
  'R9-3-ABSENT': 'Away for 20 school days, and not found',
  'R9-3-DIED': 'Has died',
  'R9-3-EXCLUDED': 'Permanently excluded',
  'R9-3-NURSERY': 'Finished nursery here and not going on',
}
