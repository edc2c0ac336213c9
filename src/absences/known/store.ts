// The SQL of questions about the past: what is recorded of a child's times on registers, and when each thing was recorded.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { PastFindingRow } from '../store.ts'
import type { FieldChange, MarkReceived, Recorded } from './known.ts'

/** One time on a register, whose it is, and what is recorded of it. */
export type RecordedEnrolment = Recorded & {
  readonly id: string
  readonly schoolId: string
  readonly school: string
}

type Row = {
  id: string
  school_id: string
  school: string
  nc_year: string | null
  date_of_birth: LocalDate | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
  most_junior_class: boolean | null
  most_senior_class: boolean | null
  births: { at: number; before: LocalDate | null }[] | null
  events: { at: number; type: Recorded['events'][number]['type']; data: Record<string, unknown> }[] | null
  leaves: { starts_on: LocalDate; ends_on: LocalDate; withdrawn: boolean; at: number }[] | null
}

/** A child's times on registers in the viewer's sight, the latest first, each with the history that is kept of it. */
export async function recordedEnrolments(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<RecordedEnrolment[]> {
  const rows = await tx<Row[]>`
    select e.id, e.school_id, s.name as school, e.nc_year, c.date_of_birth, e.entry_date, e.leaving_date,
           e.most_junior_class, e.most_senior_class,
           (select jsonb_agg(jsonb_build_object('at', extract(epoch from h.at) * 1000, 'before', h.old_value) order by h.at, h.id)
            from child_changes h
            where h.la_code = e.la_code and h.child_id = e.child_id and h.field = 'date_of_birth') as births,
           (select jsonb_agg(jsonb_build_object('at', extract(epoch from h.at) * 1000, 'type', h.type, 'data', h.data)
                             order by h.at, h.id)
            from enrolment_events h where h.la_code = e.la_code and h.enrolment_id = e.id) as events,
           (select jsonb_agg(jsonb_build_object('starts_on', l.starts_on, 'ends_on', l.ends_on, 'withdrawn', l.withdrawn,
                                                'at', extract(epoch from l.recorded_at) * 1000) order by l.recorded_at, l.id)
            from leaves l where l.la_code = e.la_code and l.enrolment_id = e.id) as leaves
    from enrolments e
    join schools s on s.la_code = e.la_code and s.id = e.school_id
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where e.la_code = ${viewer.la} and e.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, e.id desc
    limit 20`
  return rows.map(row => ({
    id: row.id,
    schoolId: row.school_id,
    school: row.school,
    ncYear: row.nc_year,
    dateOfBirth: row.date_of_birth,
    births: row.births ?? [],
    entryDate: row.entry_date,
    leavingDate: row.leaving_date,
    mostJuniorClass: row.most_junior_class,
    mostSeniorClass: row.most_senior_class,
    events: (row.events ?? []).map(({ at, type, data }) => ({
      at,
      type,
      changes: Array.isArray(data.changes) ? (data.changes as FieldChange[]) : [],
      leavingDate: typeof data.leaving_date === 'string' ? (data.leaving_date as LocalDate) : null,
    })),
    leaves: (row.leaves ?? []).map(({ starts_on, ends_on, at, withdrawn }) => ({
      leave: { startsOn: starts_on, endsOn: ends_on },
      at,
      withdrawn,
    })),
  }))
}

/** Everything that sheets received before a moment said of one enrolment's days, at most two school years of them. */
export async function marksReceived(
  tx: Tx,
  viewer: Viewer,
  enrolmentId: string,
  span: { from: LocalDate; to: LocalDate; before: number },
): Promise<MarkReceived[]> {
  const rows = await tx<
    { day: LocalDate; version: number; received_at: Date; marks: string; recorded_at: number | null }[]
  >`
    select s.day, s.version, s.received_at, substr(s.marks, 2 * p.place - 1, 2) as marks, s.recorded_at[p.place] as recorded_at
    from enrolments e
    join sheets s on s.la_code = e.la_code and s.school_id = e.school_id and s.day between ${span.from} and ${span.to}
      and s.received_at < ${new Date(span.before)}
    cross join lateral unnest(array_positions(s.enrolments, e.id)) as p(place)
    where e.la_code = ${viewer.la} and e.id = ${enrolmentId} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    order by s.day, s.version, p.place
    limit 5000`
  return rows.map(row => ({
    day: row.day,
    version: row.version,
    receivedAt: row.received_at.getTime(),
    marks: row.marks,
    recordedAt: row.recorded_at,
  }))
}

/** Everything one rule ever said of a child, oldest first, with how each ended. */
export function findingsOfRule(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  rule: string,
): Promise<PastFindingRow[]> {
  return tx<PastFindingRow[]>`
    select f.id, f.enrolment_id, f.child_id, f.school_id, f.rule, f.rule_version, f.on_date, f.due_on, f.since_on,
           f.because, f.cites, f.inputs, f.found_at, x.at as ended_at, x.because as ended_because, x.replaced_by
    from findings f
    left join finding_endings x on x.la_code = f.la_code and x.finding_id = f.id
    where f.la_code = ${viewer.la} and f.child_id = ${childId} and f.rule = ${rule}
      and ${schoolInScope(tx, viewer, tx`f.school_id`)} and ${childInScope(tx, viewer, tx`f.child_id`)}
    order by f.found_at, f.id limit 400`
}

export type CalendarVersionRow = {
  recorded_at: Date
  by_name: string
  school: string | null
  academic_year: string
}

/** Who recorded a version of term dates, and when. */
export async function calendarVersionById(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<CalendarVersionRow | undefined> {
  const [row] = await tx<CalendarVersionRow[]>`
    select v.recorded_at, v.by_name, s.name as school, v.academic_year
    from calendar_versions v left join schools s on s.la_code = v.la_code and s.id = v.school_id
    where v.la_code = ${viewer.la} and v.id = ${id}`
  return row
}
