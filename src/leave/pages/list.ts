// Leave at this school: who waits for the head, who is not back, who is away, who is due back this week, who is abroad without leave.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { addDays, dateInWords, inWords, localDate, weekday } from '../../calendar/local-date.ts'
import { isOverrun, type LeaveNow, leaveOf, leavesNow } from '../actions.ts'
import { daysInWords, leaveReasons } from '../leave.ts'
import {
  type AbroadStepRow,
  processesNow,
  type RequestRow,
  requestsToldToDsl,
  requestsWaiting,
} from '../store.ts'

/** So many of each are shown. */
const most = 50

export const listPage: Page = {
  path: '/leave',
  allow: 'leave.record',
  shows: 'children',
  section: 'Pupils',
  async get({ db, viewer }) {
    const today = localDate(viewer.today)
    const waiting = await requestsWaiting(db, viewer)
    const told = may(viewer, 'safeguarding.see') ? await requestsToldToDsl(db, viewer) : []
    const all = await leavesNow(db, viewer)
    const abroad = await processesNow(db, viewer)
    const sunday = addDays(today, 7 - weekday(today))
    const overrun = all.filter(isOverrun).sort((a, b) => b.standing.day - a.standing.day)
    const notKnown = all.filter(one => one.standing.is === 'not known')
    const dueBack = all.filter(({ standing }) => {
      const backOn = standing.is === 'away' || standing.is === 'due back' ? standing.backOn : undefined
      return backOn !== undefined && backOn <= sunday
    })
    const away = all.filter(one => one.standing.is === 'away' && !dueBack.includes(one))
    const shown = [overrun, notKnown, dueBack, away].flatMap(list => list.slice(0, most))
    const requestRow = (row: RequestRow) => ({
      href: `/pupils/${row.child_token}/leave/${row.token}`,
      name: `${row.forename} ${row.surname}`,
      hidden: 'leave asked for',
      cells: [daysInWords({ startsOn: row.starts_on, endsOn: row.ends_on }), leaveReasons[row.reason]],
    })
    const nowRow = (one: LeaveNow, ...cells: string[]) => ({
      href: `/pupils/${one.token}/leave`,
      name: `${one.forename} ${one.surname}`,
      hidden: 'leave',
      cells,
    })
    return {
      template: 'leave/pages/list.njk',
      children: [
        ...new Set([
          ...waiting.slice(0, most).map(row => row.child_id),
          ...told.map(row => row.child_id),
          ...shown.map(one => one.childId),
          ...abroad.slice(0, most).map(row => row.child_id),
        ]),
      ],
      data: {
        heading: 'Leave of absence',
        isHead: may(viewer, 'leave.decide'),
        isDsl: may(viewer, 'safeguarding.see'),
        waiting: waiting.slice(0, most).map(requestRow),
        waitingMore: waiting.length > most,
        told: told.map(row => ({
          ...requestRow(row),
          cells: [...requestRow(row).cells, leaveOf(row).state],
        })),
        overrun: overrun
          .slice(0, most)
          .map(one =>
            nowRow(
              one,
              inWords(one.standing.since),
              `School day ${one.standing.day}`,
              one.standing.daysToTenth > 0
                ? `${one.standing.daysToTenth} to the tenth`
                : one.standing.isTenShown
                  ? 'Ten are shown'
                  : 'Ten are over, not all in the register',
            ),
          ),
        notKnown: notKnown.slice(0, most).map(one => nowRow(one, one.standing.says)),
        dueBack: dueBack
          .slice(0, most)
          .map(one =>
            nowRow(
              one,
              one.standing.is === 'away' || one.standing.is === 'due back'
                ? inWords(one.standing.backOn!)
                : '',
            ),
          ),
        away: away.slice(0, most).map(one => nowRow(one, inWords(one.endsOn))),
        abroad: abroad.slice(0, most).map(process => ({
          href: `/pupils/${process.child_token}/abroad`,
          name: `${process.forename} ${process.surname}`,
          hidden: 'abroad without leave',
          cells: [inWords(process.known_on), lastLetter(process.steps)],
        })),
      },
    }
  },
}

/** The last letter that was written, as a list says it. What is due next, the child's own page works out. */
function lastLetter(steps: readonly AbroadStepRow[]): string {
  const last = steps.findLast(step => step.kind === 'letter')
  return last ? `${last.data.title}, written ${dateInWords(last.on_date)}` : 'Letter 1 is not written'
}
