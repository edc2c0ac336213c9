// All the SQL of absences: what the rules found, the strips they read, and the day's list. Every query names la_code and
// the viewer's scope; the database's row rules stand behind.
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { urgentFlags } from '../children/flags.ts'
import { byteToCode } from '../law/attendance-codes.ts'
import type { Tx } from '../platform/db.ts'
import { placeOf } from '../registers/sheet.ts'
import { calendarFor } from '../schools/store.ts'
import { currentRun } from './current-run.ts'
import type { Strip } from './walk.ts'

export type FindingRow = {
  id: string
  enrolment_id: string
  child_id: string
  school_id: string
  rule: string
  rule_version: LocalDate
  on_date: LocalDate
  due_on: LocalDate | null
  since_on: LocalDate | null
  because: string
  cites: string
  inputs: Record<string, unknown>
  found_at: Date
}
/** A finding as history keeps it: with how it ended, if it did. */
export type PastFindingRow = FindingRow & {
  ended_at: Date | null
  ended_because: string | null
  replaced_by: string | null
}

/** What the rules say of a child now, oldest first: findings that no correction has ended, the latest 200 of them. */
export async function currentFindingsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<FindingRow[]> {
  const newestFirst = await tx<FindingRow[]>`
    select f.id, f.enrolment_id, f.child_id, f.school_id, f.rule, f.rule_version, f.on_date, f.due_on, f.since_on,
           f.because, f.cites, f.inputs, f.found_at
    from findings f
    where f.la_code = ${viewer.la} and f.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`f.school_id`)}
      and ${childInScope(tx, viewer, tx`f.child_id`)}
      and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
    order by f.on_date desc, f.rule desc, f.id desc limit 200`
  return [...newestFirst].reverse()
}

/** Everything the rules ever said of a child, newest first, withdrawn findings with why. */
export function findingsHistoryOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<PastFindingRow[]> {
  return tx<PastFindingRow[]>`
    select f.id, f.enrolment_id, f.child_id, f.school_id, f.rule, f.rule_version, f.on_date, f.due_on, f.since_on,
           f.because, f.cites, f.inputs, f.found_at, x.at as ended_at, x.because as ended_because, x.replaced_by
    from findings f
    left join finding_endings x on x.la_code = f.la_code and x.finding_id = f.id
    where f.la_code = ${viewer.la} and f.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`f.school_id`)}
      and ${childInScope(tx, viewer, tx`f.child_id`)}
    order by f.found_at desc, f.on_date desc, f.id desc limit 200`
}

export type StripRow = { school_year: number; marks: string }

/** An enrolment's marks, a school year each, oldest first. Empty where it is not in scope. */
export function stripOf(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<StripRow[]> {
  return tx<StripRow[]>`
    select s.school_year, s.marks from strips s
    where s.la_code = ${viewer.la} and s.enrolment_id = ${enrolmentId}
      and ${schoolInScope(tx, viewer, tx`s.school_id`)}
    order by s.school_year limit 20`
}

/** A strip as the walk takes it. */
export function asStrip({ school_year, marks }: StripRow): Strip {
  const bytes = Buffer.from(marks, 'latin1')
  return { schoolYear: school_year, bytes, at: 0, length: bytes.length }
}

/** One thing that was once said of a pupil's day. An empty code: that row said nothing of the session. */
export type MarkSaid = {
  version: number
  am: string
  pm: string
  /** When the mark was made, where the sender said; else nothing. */
  recorded_at: Date | null
  received_at: Date
  import_id: string | null
  file_name: string | null
}

/** Every version of a pupil's day as it was received, oldest first: a correction never takes the old mark away. */
export async function marksHistory(
  tx: Tx,
  viewer: Viewer,
  enrolmentId: string,
  day: string,
): Promise<MarkSaid[]> {
  const rows = await tx<
    {
      version: number
      marks: string
      recorded_at: number | null
      received_at: Date
      import_id: string | null
      file_name: string | null
    }[]
  >`
    select s.version, substr(s.marks, 2 * r.place::int - 1, 2) as marks, s.recorded_at[r.place] as recorded_at,
           s.received_at, s.import_id, i.file_name
    from enrolments e
    join sheets s on s.la_code = e.la_code and s.school_id = e.school_id and s.day = ${day}
    cross join lateral unnest(s.enrolments) with ordinality as r(enrolment_id, place)
    left join imports i on i.la_code = s.la_code and i.id = s.import_id
    where e.la_code = ${viewer.la} and e.id = ${enrolmentId} and r.enrolment_id = e.id
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    order by s.version, r.place limit 100`
  return rows.map(({ marks, recorded_at, ...row }) => ({
    ...row,
    am: codeSaid(marks.charCodeAt(0), 'AM'),
    pm: codeSaid(marks.charCodeAt(1), 'PM'),
    recorded_at: recorded_at === null ? null : new Date(recorded_at),
  }))
}

const codeSaid = (byte: number, session: 'AM' | 'PM'): string =>
  byte === 32 ? '' : byteToCode(byte, session)

export type TodayRow = {
  child_id: string
  token: string
  surname: string
  forename: string
  nc_year: string | null
  registration_group: string | null
  school_id: string
  school: string
  enrolment_id: string
  /** The last day with a register at that school, today or before. */
  day: LocalDate
  am: string
  pm: string
  /** School days away in a row, and since when. */
  run_days: number
  run_since: LocalDate | undefined
  findings: { rule: string; on: LocalDate; due: LocalDate | null }[]
  flags: string[]
  protected: boolean
}

/**
 * Children who were away without a known reason (N, O, G, or U all day) on the last day with a register at their school:
 * those with a social worker or a plan first, then the longest away. At most 200.
 */
export async function todayList(
  tx: Tx,
  viewer: Viewer,
  schoolIds: readonly string[],
  today: string,
): Promise<TodayRow[]> {
  const days = await tx<{ school_id: string; school: string; day: LocalDate }[]>`
    select s.id as school_id, s.name as school, d.day
    from schools s
    cross join lateral (select max(h.day) as day from sheets h
                        where h.la_code = s.la_code and h.school_id = s.id and h.day <= ${today}) d
    where s.la_code = ${viewer.la} and s.id = any (${schoolIds as string[]}::uuid[]) and d.day is not null
      and ${schoolInScope(tx, viewer, tx`s.id`)}
    order by s.name limit 20`
  const list: TodayRow[] = []
  for (const { school_id, school, day } of days) {
    const place = placeOf(day)
    if (!place) continue
    const rows = await tx<
      (Omit<TodayRow, 'day' | 'school' | 'am' | 'pm' | 'run_days' | 'run_since' | 'flags' | 'findings'> & {
        entry_date: LocalDate
        strips: StripRow[]
        flags: string[] | null
        findings: TodayRow['findings'] | null
      })[]
    >`
      select e.child_id, c.token, c.surname, c.forename, e.nc_year, e.registration_group, e.school_id,
             e.id as enrolment_id, e.entry_date,
             (select jsonb_agg(jsonb_build_object('school_year', y.school_year, 'marks', y.marks)) from strips y
              where y.la_code = e.la_code and y.enrolment_id = e.id and y.school_year >= ${place.schoolYear - 1}) as strips,
             (select jsonb_agg(distinct l.flag order by l.flag) from (
                select distinct on (g.flag, g.recorded_by is null) g.flag, g.says from child_flags g
                where g.la_code = e.la_code and g.child_id = e.child_id and ${schoolInScope(tx, viewer, tx`g.school_id`)}
                order by g.flag, g.recorded_by is null, g.recorded_at desc) l where l.says = 'yes') as flags,
             (select jsonb_agg(jsonb_build_object('rule', f.rule, 'on', f.on_date, 'due', f.due_on) order by f.on_date)
              from findings f where f.la_code = e.la_code and f.enrolment_id = e.id
                and f.rule in ('T-07', 'T-14', 'T-15')
                and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
             ) as findings,
             exists (select 1 from protections p where p.la_code = e.la_code and p.child_id = e.child_id) as protected
      from enrolments e
      join strips s on s.la_code = e.la_code and s.enrolment_id = e.id and s.school_year = ${place.schoolYear}
      join children c on c.la_code = e.la_code and c.id = e.child_id
      where e.la_code = ${viewer.la} and e.school_id = ${school_id} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
        and e.entry_date <= ${day} and (e.leaving_date is null or e.leaving_date >= ${day})
        and (e.seen_until is null or e.seen_until >= ${today})
        and (substr(s.marks, ${place.at + 1}, 2) ~ '[NOG]' or substr(s.marks, ${place.at + 1}, 2) = 'UU')
      limit 500`
    if (rows.length === 0) continue
    const calendar = await calendarFor(tx, viewer, school_id)
    for (const { strips, entry_date, ...row } of rows) {
      const marks = strips.find(strip => strip.school_year === place.schoolYear)!.marks
      const run = currentRun(calendar, strips.map(asStrip), day, entry_date)
      list.push({
        ...row,
        school,
        day,
        am: byteToCode(marks.charCodeAt(place.at), 'AM'),
        pm: byteToCode(marks.charCodeAt(place.at + 1), 'PM'),
        run_days: run.days,
        run_since: run.since,
        flags: row.flags ?? [],
        findings: row.findings ?? [],
      })
    }
  }
  return list.sort(mostUrgentFirst).slice(0, 200)
}

const urgency = (row: TodayRow): number => (row.flags.some(flag => urgentFlags.includes(flag)) ? 1 : 0)
function mostUrgentFirst(a: TodayRow, b: TodayRow): number {
  return (
    urgency(b) - urgency(a) ||
    b.run_days - a.run_days ||
    a.surname.localeCompare(b.surname, 'en') ||
    a.forename.localeCompare(b.forename, 'en')
  )
}

/** A mark that a later one replaced, as the register once said it. Empty code: that version said nothing of the session. */
export type EarlierMark = { day: LocalDate; version: number; am: string; pm: string; received_at: Date }

/** Every version of a pupil's days from one day to another that were sent more than once, oldest first. */
export async function versionsOfDays(
  tx: Tx,
  viewer: Viewer,
  enrolmentId: string,
  from: string,
  to: string,
): Promise<EarlierMark[]> {
  const rows = await tx<{ day: LocalDate; version: number; marks: string; received_at: Date }[]>`
    select v.day, v.version, v.marks, v.received_at from (
      select s.day, s.version, s.received_at, substr(s.marks, 2 * r.place::int - 1, 2) as marks,
             count(*) over (partition by s.day) as times
      from enrolments e
      join sheets s on s.la_code = e.la_code and s.school_id = e.school_id and s.day between ${from} and ${to}
      cross join lateral (select array_position(s.enrolments, e.id) as place) r
      where e.la_code = ${viewer.la} and e.id = ${enrolmentId} and r.place is not null
        and ${schoolInScope(tx, viewer, tx`e.school_id`)}) v
    where v.times > 1
    order by v.day, v.version limit 300`
  return rows.map(({ marks, ...row }) => ({
    ...row,
    am: codeSaid(marks.charCodeAt(0), 'AM'),
    pm: codeSaid(marks.charCodeAt(1), 'PM'),
  }))
}
