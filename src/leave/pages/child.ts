// A child's leave: where it stands today, what is due if the child is not back, what was asked for before.
import type { Page } from '../../access/page.ts'
import { inWords } from '../../calendar/local-date.ts'
import { abroadNow } from '../abroad/actions.ts'
import { leaveOf, leavesNow } from '../actions.ts'
import { daysInWords, leaveReasons } from '../leave.ts'
import { overrunsTold, requestsOfChild } from '../store.ts'
import { placeOf } from './form.ts'
import { countdown, stateInWords } from './words.ts'

export const childPage: Page = {
  path: '/pupils/:child/leave',
  allow: 'leave.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const { child, frame } = await placeOf(request)
    const requests = await requestsOfChild(db, viewer, child.id)
    const [now] = await leavesNow(db, viewer, { childId: child.id })
    const told = await overrunsTold(db, viewer, child.id)
    const abroad = await abroadNow(db, viewer, child.id)
    const at = `/pupils/${child.token}`
    const overrun = now?.standing.is === 'overrun' ? now.standing : undefined
    const toldOfThis = told.find(one => one.leave_ended_on === now?.endsOn)
    return {
      template: 'leave/pages/child.njk',
      child: child.id,
      data: {
        ...frame,
        heading: 'Leave of absence',
        back: { href: at },
        stands: now && {
          days: daysInWords(now),
          says: now.standing.says,
          overrun: overrun !== undefined,
          lines: countdown(now.standing),
          told:
            toldOfThis &&
            `The authority was told on ${inWords(toldOfThis.opened_on)}: a possible-CME case is open.`,
          counted: overrun?.counted.map(day => `${inWords(day.on)}: ${day.says}`),
        },
        abroad: abroad && {
          known: inWords(abroad.process.known_on),
          next: nextLetter(abroad.standing.turns),
        },
        rows: requests.map(row => ({
          href: `${at}/leave/${row.token}`,
          name: daysInWords({ startsOn: row.starts_on, endsOn: row.ends_on }),
          hidden: leaveReasons[row.reason],
          cells: [leaveReasons[row.reason], stateInWords(leaveOf(row))],
        })),
      },
    }
  },
}

/** Which letter comes next, in a sentence. */
export function nextLetter(
  turns: readonly { isAllowed: boolean; isWritten: boolean; sentOn: string | undefined; code: string }[],
): string {
  const unsent = turns.find(turn => turn.isWritten && turn.sentOn === undefined)
  if (unsent) return 'A letter is written and not sent yet.'
  return turns.some(turn => turn.isAllowed) ? 'A letter can be written now.' : 'No letter is due today.'
}
