// What the pages about removals have in common: how one stands, in words.
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import type { Refusal } from '../../law/decision.ts'
import { groundInWords } from '../../law/deletion-grounds.ts'
import type { RemovalFacts } from '../../registers/removal.ts'
import { guardList } from '../guard-list.ts'
import type { RemovalRow } from '../store.ts'

export type Tag = { text: string; colour: 'grey' | 'blue' | 'yellow' | 'green' | 'orange' }

/** How a removal stands now. One colour for each meaning, and the meaning always in words. */
export function stateOf(row: RemovalRow): Tag {
  if (row.kind === 'already made') {
    if (row.decision !== 'flagged') return { text: 'Confirmed', colour: 'green' }
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
