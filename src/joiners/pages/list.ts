// Joiners: the names entered since September and those to come, who came and who did not, and what is still to be done.
import { asStrip } from '../../absences/store.ts'
import type { Page } from '../../access/page.ts'
import { addDays, inWords, type LocalDate, schoolYearOf } from '../../calendar/local-date.ts'
import { type SchoolCalendar, yearOfCalendar } from '../../calendar/school-calendar.ts'
import { calendarFor } from '../../schools/store.ts'
import { type Arrival, arrival } from '../arrival.ts'
import { beginsWithTheYear, joinerTasks } from '../joiner.ts'
import {
  countBeganWithTheYear,
  type JoinerRow,
  joinersOf,
  noShowCandidates,
  reinstatementsWaiting,
} from '../store.ts'

const rowsShown = 50
/** So long a name stands in the list. */
const daysShown = 120

export const joinersPage: Page = {
  path: '/joiners',
  allow: 'joiner.record',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer, query }) {
    const today = viewer.today as LocalDate
    const page = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1)
    const calendars = await Promise.all(
      viewer.schools.map(async id => [id, await calendarFor(db, viewer, id)] as [string, SchoolCalendar]),
    )
    const calendarOf = new Map(calendars)
    const firstDays = calendars.flatMap(([schoolId, calendar]) => {
      const day = yearOfCalendar(calendar, schoolYearOf(today))?.days[0]
      return day ? [{ schoolId, day }] : []
    })
    const from = addDays(today, -daysShown)
    const [found, began, missing, waiting] = await Promise.all([
      joinersOf(db, viewer, from, { offset: (page - 1) * rowsShown, firstDays }),
      countBeganWithTheYear(db, viewer, from, firstDays),
      noShowCandidates(db, viewer, addDays(today, -90)),
      reinstatementsWaiting(db, viewer),
    ])
    const rows = found.slice(0, rowsShown)
    const several = viewer.schools.length > 1
    const shown = (row: JoinerRow) => {
      const calendar = calendarOf.get(row.school_id)
      const came = calendar && cameOf(row, calendar, today)
      const tasks = calendar
        ? joinerTasks({
            calendar,
            entered: row.entry_date,
            previousSchool: row.previous_school ?? '',
            done: row.steps,
            beginsWithTheYear: beginsWithTheYear(calendar, row.entry_date, row.most_junior_class),
          })
        : []
      const late = tasks.filter(task => task.due !== undefined && task.due < today)
      return {
        name: `${row.forename} ${row.surname}`,
        href: `/pupils/${row.token}/joiner`,
        school: several ? row.school : undefined,
        entered: inWords(row.entry_date),
        came: came ? cameInWords(came) : '',
        isMissing: came?.is === 'not come',
        facts: row.facts_on ? 'Written down' : 'Not written down yet',
        tasks:
          row.entry_date > today
            ? 'Nothing yet'
            : tasks.length === 0
              ? 'All done'
              : late.length > 0
                ? `${tasks.length} to do, ${late.length} late`
                : `${tasks.length} to do`,
      }
    }
    const absent = missing.map(shown).filter(row => row.isMissing)
    return {
      template: 'joiners/pages/list.njk',
      children: [
        ...new Set([...rows, ...missing].map(row => row.child_id).concat(waiting.map(row => row.child_id))),
      ],
      data: {
        heading: 'Joiners',
        absent,
        rows: rows.map(shown),
        began:
          began === 0
            ? undefined
            : `${began === 1 ? '1 pupil who began in the youngest class on the first day of the year and came is' : `${began} pupils who began in the youngest class on the first day of the year and came are`} not in this list. No return is due for them. Their records come with the year group.`,
        waiting: waiting.map(row => ({
          name: `${row.forename} ${row.surname}`,
          href: `/pupils/${row.child_token}/reinstate`,
          says: `asked for on ${inWords(row.on_date)} by ${row.by_name}`,
          school: several ? row.school : undefined,
        })),
        before: page > 1 ? `/joiners?page=${page - 1}` : undefined,
        after: found.length > rowsShown ? `/joiners?page=${page + 1}` : undefined,
      },
    }
  },
}

/** What the register says of a joiner's first days. */
export const cameOf = (row: JoinerRow, calendar: SchoolCalendar, today: LocalDate): Arrival =>
  arrival({
    calendar,
    strips: row.strips.map(asStrip),
    firstDay: row.first_day ?? row.entry_date,
    today,
    cameOn: row.came_on ?? undefined,
  })

export function cameInWords(came: Arrival): string {
  switch (came.is) {
    case 'to come':
      return `Expected on ${inWords(came.first)}`
    case 'came':
      return came.missedFirst
        ? `Came on ${inWords(came.on)}, not on the first day, ${inWords(came.first)}`
        : `Came on ${inWords(came.on)}`
    case 'not come':
      return `Has not come. Expected on ${inWords(came.first)}; ${came.schoolDays === 1 ? '1 school day' : `${came.schoolDays} school days`} away without a reason`
    case 'away with a reason':
      return `Away with a reason since the first day, ${inWords(came.first)}`
    case 'no register yet':
      return `Expected on ${inWords(came.first)}. No register has come for it yet`
    default:
      return came satisfies never
  }
}
