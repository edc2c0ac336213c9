// Pupils missing some of their education (PME): the register of part-time timetables, education off site and suspensions, by the
// day somebody looks at each again.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { calendarFor, calendarsOf } from '../../schools/store.ts'
import { standingToday } from '../actions.ts'
import { suspendedDays, suspensionTasks } from '../provision.ts'
import {
  type ArrangementRow,
  arrangementsNow,
  countPme,
  type SuspensionRow,
  suspensionsNow,
} from '../store.ts'

const rowsShown = 50

export const provisionPage: Page = {
  path: '/provision',
  allow: 'provision.see',
  shows: 'children',
  section: 'Leavers and joiners',
  async get(request) {
    const { db, viewer, query } = request
    const today = viewer.today as LocalDate
    const page = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1)
    const [found, suspensions, count, calendarOf] = await Promise.all([
      arrangementsNow(db, viewer, (page - 1) * rowsShown),
      suspensionsNow(db, viewer),
      countPme(db, viewer),
      calendarsFor(request),
    ])
    const rows = found.slice(0, rowsShown)
    const isSchool = viewer.side === 'school'
    const naming = { several: !isSchool || viewer.schools.length > 1, isSchool }
    return {
      template: 'provision/pages/list.njk',
      children: [...new Set([...rows, ...suspensions].map(row => row.child_id))],
      data: {
        heading: 'Pupils missing some education',
        isSchool,
        summary: [
          count.pupils === 1
            ? '1 pupil on a register misses some education today (PME).'
            : `${count.pupils || 'No'} pupils on a register miss some education today (PME).`,
          ...(count.late > 0
            ? [count.late === 1 ? '1 review is late.' : `${count.late} reviews are late.`]
            : []),
        ].join(' '),
        rows: rows.map(row => arrangementShown(row, calendarOf(row.school_id), today, naming)),
        suspensions: suspensions.map(row => suspensionShown(row, calendarOf(row.school_id), today, naming)),
        before: page > 1 ? `/provision?page=${page - 1}` : undefined,
        after: found.length > rowsShown ? `/provision?page=${page + 1}` : undefined,
      },
    }
  },
}

/** The calendars of the schools that the viewer reads about: a school's own, or the area's at once. */
async function calendarsFor({ db, viewer }: Request): Promise<(schoolId: string) => SchoolCalendar> {
  if (viewer.side === 'school') {
    const own = await Promise.all(
      viewer.schools.map(async id => [id, await calendarFor(db, viewer, id)] as [string, SchoolCalendar]),
    )
    const byId = new Map(own)
    return schoolId => byId.get(schoolId)!
  }
  const area = await calendarsOf(db, viewer)
  return schoolId => area(schoolId).calendar
}

type Naming = { several: boolean; isSchool: boolean }

function arrangementShown(row: ArrangementRow, calendar: SchoolCalendar, today: LocalDate, naming: Naming) {
  const standing = standingToday(row, calendar, today)
  return {
    name: `${row.forename} ${row.surname}`,
    href: `/provision/${row.token}`,
    school: naming.several ? row.school : undefined,
    kind: row.kind === 'part-time timetable' ? 'Part-time timetable' : 'Education off site',
    hours: `${standing.hours} of ${Number(row.full_hours)} hours a week, code ${row.code}`,
    since: inWords(row.starts_on),
    look: lookInWords(standing.lookOn, today, standing.lateSchoolDays),
    isLate: standing.isLate,
    ends: inWords(standing.endsOn),
  }
}

/** "Review by Friday 27 November 2026", or how late it is. */
export function lookInWords(on: LocalDate, today: LocalDate, late: number): string {
  if (on >= today) return on === today ? 'Review today' : `Review by ${inWords(on)}`
  const days = late === 1 ? '1 school day late' : `${late} school days late`
  return `Review was due on ${inWords(on)}: ${days}`
}

export function suspensionShown(
  row: SuspensionRow,
  calendar: SchoolCalendar,
  today: LocalDate,
  naming: Naming,
) {
  const tasks = suspensionTasks({
    kind: row.kind,
    firstDay: row.first_day,
    lastDay: row.last_day ?? undefined,
    recordedOn: row.recorded_on,
    calendar,
    lookedAfter: row.looked_after,
    socialWorker: row.social_worker,
    done: row.done,
  })
  const days = suspendedDays(calendar, row.first_day, row.last_day)
  const waiting = tasks.filter(task => task.due !== undefined && task.due <= today)
  return {
    name: `${row.forename} ${row.surname}`,
    href: `/suspensions/${row.token}`,
    school: naming.several ? row.school : undefined,
    kind: row.kind === 'suspension' ? 'Suspended' : 'Permanently excluded',
    days:
      days === undefined
        ? `From ${inWords(row.first_day)}`
        : `${inWords(row.first_day)} to ${inWords(row.last_day!)}, ${days === 1 ? '1 school day' : `${days} school days`}`,
    todo:
      tasks.length === 0
        ? 'Nothing is waiting'
        : waiting.length > 0
          ? waiting.map(task => task.says).join('. ')
          : `Next: ${tasks[0]!.says}, by ${tasks[0]!.due ? inWords(tasks[0]!.due) : 'the sixth school day'}`,
    isLate: waiting.length > 0,
  }
}
