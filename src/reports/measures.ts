/** What is counted of a school, in the words of the page that shows it: one list, so that every page counts alike. */

export const measures = [
  { id: 'onRoll', says: 'Pupils on roll' },
  { id: 'registerTaken', says: 'Today’s register has arrived' },
  { id: 'noReason', says: 'Absent today without a reason' },
  { id: 'tenDays', says: 'Away 10 school days or more without leave' },
  { id: 'twentyDays', says: 'Away 20 school days or more without leave' },
  { id: 'returnsLate', says: 'Ten-day returns late' },
  { id: 'referralsOpen', says: 'Referrals still open' },
  { id: 'removalsWaiting', says: 'Removals waiting for the head' },
  { id: 'removalsToExplain', says: 'Removals the authority asks about' },
  { id: 'leaversUnconfirmed', says: 'Leavers of this year with no next school confirmed' },
  { id: 'persistent', says: 'Missed a tenth of sessions or more' },
  { id: 'severe', says: 'Missed half of sessions or more' },
] as const
export type MeasureId = (typeof measures)[number]['id']
export type Counts = Readonly<Record<MeasureId, number>>

/** Counts as they are stored, whatever an older row did not know yet taken as nothing. */
export function countsFrom(stored: Readonly<Record<string, unknown>>): Partial<Counts> {
  return Object.fromEntries(
    measures.flatMap(({ id }) => (typeof stored[id] === 'number' ? [[id, stored[id]]] : [])),
  )
}

/** The measures by which a trust's page may be sorted: most first, so that what presses stands at the top. */
export const isMeasure = (id: string): id is MeasureId => measures.some(measure => measure.id === id)
