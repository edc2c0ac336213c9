// Closing the day: every name has a reason, was seen or spoken to, or somebody has it. Refused with the names that have not.
import type { Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { dayAndWeekday } from '../../children/pages/pupil-work.ts'
import { timeInWords } from '../../platform/clock.ts'
import { type ChildrenView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { schoolById } from '../../schools/store.ts'
import { closeDay } from '../actions.ts'
import { keptBy, missingOf, stateOfBoard } from '../board.ts'
import { untakenNow } from '../registers-untaken.ts'
import { type BoardRow, boardNow, closingsOf, untakenOn } from '../store.ts'

export const closePage: Page = {
  path: '/today/close',
  allow: 'today.close',
  shows: 'children',
  section: 'Today',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, now } = request
    const schoolId = text(body, 'school') || viewer.schools[0] || ''
    const decision = await closeDay(db, viewer, schoolId, now)
    if (!decision.allowed) {
      return view(
        request,
        decision.refusals.map(refusal => ({ field: `close-${schoolId}`, text: refusal.says })),
      )
    }
    const school = viewer.schools.length > 1 ? (await schoolById(db, viewer, schoolId))?.name : undefined
    const says = decision.value.already ? 'The day is closed already.' : 'The day is closed.'
    return redirect(
      '/today/close',
      [says, school && `${school}.`, ...decision.value.sentences].filter(Boolean).join(' '),
    )
  },
}

const keptInWords = { 'with reason': 'Reason known', seen: 'Seen or spoken to', escalated: 'Somebody has it' }

async function view(request: Request, errors: FormErrors = []): Promise<ChildrenView> {
  const { db, viewer, now } = request
  const [board, closings, untaken] = await Promise.all([
    boardNow(db, viewer, now),
    closingsOf(db, viewer),
    untakenOn(db, viewer, viewer.today as LocalDate),
  ])
  const line = ({ row, standing }: BoardRow) => ({
    name: `${row.forename} ${row.surname}`,
    href: `/pupils/${row.token}/today`,
    state: standing.state,
    kept: keptBy(standing),
    missing: keptBy(standing) === undefined ? missingOf(standing) : undefined,
  })
  return {
    template: 'today/pages/close.njk',
    children: board.rows.map(({ row }) => row.child_id),
    errors,
    data: {
      heading: 'Close the day',
      day: dayAndWeekday(viewer.today),
      back: { href: '/today', text: 'Back to today' },
      several: viewer.schools.length > 1,
      schools: board.hours.map(({ schoolId, school, hours }) => {
        const rows = board.rows.filter(({ row }) => row.school_id === schoolId)
        const own = closings.filter(one => one.school_id === schoolId)
        const { is, since } = stateOfBoard(
          own,
          rows.map(({ row, standing }) => ({ childId: row.child_id, standing })),
        )
        const lines = rows.map(line)
        const missing = untakenNow(
          untaken.filter(one => one.school_id === schoolId),
          board.now,
          hours,
        )
        return {
          id: schoolId,
          name: school,
          state:
            is === 'closed'
              ? 'The day is closed.'
              : is === 'open'
                ? 'The day is not closed yet.'
                : `The day is open again: ${since === 1 ? '1 name' : `${since} names`} came or changed since it was closed.`,
          isClosed: is === 'closed',
          button: is === 'opened again' ? 'Close the day again' : 'Close the day',
          open: lines.filter(one => one.kept === undefined),
          kept: lines.flatMap(one => (one.kept ? [{ ...one, how: keptInWords[one.kept] }] : [])),
          registers: missing.map(
            one => `${one.registration_group}, ${one.session === 'AM' ? 'morning' : 'afternoon'}`,
          ),
          closings: own.map(one => ({
            when: timeInWords(one.at),
            by: one.by_name,
            sentences: one.sentences.join(' '),
          })),
        }
      }),
    },
  }
}
