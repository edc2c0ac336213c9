/** In which order should the day's work be done? Each open case stands in one group, with why it is there. */
import type { LocalDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

export const workGroups = [
  { id: 'late', title: 'Overdue', says: 'Ours to do, and the day has passed' },
  {
    id: 'new',
    title: 'New: decide on these',
    says: 'Referrals nobody has decided on, the most urgent first',
  },
  { id: 'replies', title: 'Replies that arrived', says: 'A school has answered' },
  { id: 'today', title: 'Due today', says: '' },
  { id: 'week', title: 'Due this week', says: 'In the next five working days' },
  {
    id: 'waiting',
    title: 'Waiting for others, and late',
    says: 'Promised by someone else, and the day has passed',
  },
] as const
export type WorkGroup = (typeof workGroups)[number]['id']

export type WorkFacts = {
  readonly state: string
  readonly level: string
  readonly next_due: string | null
  readonly last_type: string
  readonly last_side: string
}

const replies: readonly string[] = ['answered', 'attendance-confirmed', 'not-started', 'referral-added']
const waitsForOthers: readonly string[] = ['needs information', 'securing provision', 'starting']

/** The group of one case, or undefined where it is for a later week. */
export function workGroupOf(row: WorkFacts, today: LocalDate): WorkGroup | undefined {
  const due = row.next_due ?? today
  const isNew = row.state === 'received' || row.state === 'triage'
  if (row.last_side === 'school' && replies.includes(row.last_type)) return 'replies'
  if (due < today) return waitsForOthers.includes(row.state) ? 'waiting' : isNew ? 'new' : 'late'
  if (isNew) return 'new'
  if (due === today) return 'today'
  return due <= weekFrom(today) ? 'week' : undefined
}

/** The last day of "this week": five working days on. */
export const weekFrom = (today: LocalDate): LocalDate => addWorkingDays(today, 5)

const order: readonly string[] = ['act today', 'act this week', 'keep in view']
/** Within a group the most urgent come first, then the earliest due. */
export function inOrder<T extends WorkFacts>(rows: readonly T[]): T[] {
  return [...rows].sort(
    (a, b) =>
      order.indexOf(a.level) - order.indexOf(b.level) || ((a.next_due ?? '') < (b.next_due ?? '') ? -1 : 1),
  )
}
