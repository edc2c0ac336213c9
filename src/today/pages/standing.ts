// What the pages about one child's day all need: who the child is, what the register shows, what was done, where it stands.
import { currentRun } from '../../absences/current-run.ts'
import { asStrip, stripOf } from '../../absences/store.ts'
import type { Request } from '../../access/page.ts'
import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { nextSchoolDay, type SchoolCalendar } from '../../calendar/school-calendar.ts'
import { readTime } from '../../children/pages/pupil-form.ts'
import { type Day, dayAndWeekday, daysBack } from '../../children/pages/pupil-work.ts'
import {
  type ChildRow,
  childByToken,
  type EnrolmentRow,
  enrolmentsOf,
  type FlagRow,
  flagsOf,
} from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, text } from '../../platform/web/page.ts'
import type { Settings } from '../../schools/settings.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { isAwayWithoutReason } from '../board.ts'
import type { ToRing } from '../contacts-to-ring.ts'
import { type DayHours, defaultHours } from '../hours.ts'
import type { Standing } from '../ladder.ts'
import { type DoneAbout, doneAbout, hoursOf, instantAt, minuteOf, standingOf } from '../store.ts'

export type ChildsDay = {
  today: LocalDate
  child: ChildRow
  name: string
  first: string
  enrolment: EnrolmentRow
  schoolId: string
  calendar: SchoolCalendar
  settings: Settings
  hours: DayHours
  flags: FlagRow[]
  lastDay: Day | undefined
  /** Is the child away without a known reason on the last day with a register? */
  isAway: boolean
  runDays: number
  since: LocalDate
  done: DoneAbout
  standing: Standing
  ringing: ToRing
}

/** Reads it all for the child in the address. Throws NotFound for a child who is not on a register of the viewer's. */
export async function childsDay(request: Request): Promise<ChildsDay> {
  const { db, viewer, params, now } = request
  const today = viewer.today as LocalDate
  const child = await childByToken(db, viewer, params.child!)
  const enrolments = await enrolmentsOf(db, viewer, child.id)
  const enrolment = enrolments.find(e => e.leaving_date === null || e.leaving_date >= today) ?? enrolments[0]
  if (!enrolment || !viewer.schools.includes(enrolment.school_id)) throw new NotFound('child')
  const schoolId = enrolment.school_id
  const [calendar, strips, flags, settings, allHours, [done]] = await Promise.all([
    calendarFor(db, viewer, schoolId),
    stripOf(db, viewer, enrolment.id),
    flagsOf(db, viewer, child.id),
    settingsFor(db, viewer),
    hoursOf(db, viewer),
    doneAbout(db, viewer, [child.id]),
  ])
  if (!done) throw new NotFound('child')
  const walked = strips.map(asStrip)
  const entry = enrolment.entry_date as LocalDate
  const lastDay = daysBack(calendar, walked, today, entry, 60).find(day => day.taken)
  const run = currentRun(calendar, walked, lastDay?.on ?? today, entry)
  const away = {
    am: lastDay?.am ?? '',
    pm: lastDay?.pm ?? '',
    day: lastDay?.on ?? today,
    run_since: run.since,
  }
  const hours = allHours.find(one => one.schoolId === schoolId)?.hours ?? defaultHours
  const placed = standingOf(today, away, done, { now: minuteOf(now, today), hours, settings })
  const first = child.preferred_forename ?? child.forename
  return {
    today,
    child,
    first,
    name: `${first} ${child.surname}`,
    enrolment,
    schoolId,
    calendar,
    settings,
    hours,
    flags,
    lastDay,
    isAway: lastDay !== undefined && isAwayWithoutReason(lastDay),
    runDays: run.days,
    since: run.since ?? away.day,
    done,
    ...placed,
  }
}

/** The two days on which somebody may look again: today, and the next school day. */
export function daysToLookAgain(day: ChildsDay): { value: string; on: LocalDate; text: string }[] {
  const next = nextSchoolDay(day.calendar, day.today) ?? addDays(day.today, 1)
  return [
    { value: 'today', on: day.today, text: `Today, ${dayAndWeekday(day.today)}` },
    { value: 'next', on: next, text: `The next school day, ${dayAndWeekday(next)}` },
  ]
}

/** Reads "by when": a time, today or on the next school day. Pushes what is wrong. Nothing where it is empty and may be. */
export function readNextAt(
  request: Request,
  day: ChildsDay,
  errors: FormError[],
  { needed = true, asks = 'when somebody looks again' } = {},
): Date | undefined {
  const typed = text(request.body, 'time')
  if (typed === '' && !needed) return undefined
  const time = readTime(typed)
  if (!time) {
    errors.push({ field: 'time', text: `Enter the time ${asks}, such as 2:30pm` })
    return undefined
  }
  const chosen = text(request.body, 'when') || 'today'
  const on = daysToLookAgain(day).find(one => one.value === chosen)?.on
  if (!on) {
    errors.push({ field: 'when', text: 'Choose the day' })
    return undefined
  }
  const at = instantAt(on, time)
  if (at <= request.now) {
    errors.push({ field: 'time', text: 'The time must be later than now' })
    return undefined
  }
  return at
}

/** The head of each page about a child's day. */
export function dayFrame(day: ChildsDay): Record<string, unknown> {
  return {
    at: `/pupils/${day.child.token}`,
    childName: day.name,
    first: day.first,
    protected: day.child.protected,
  }
}
