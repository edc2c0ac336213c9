// All the SQL of leave: what was asked for, what became of it, who is away or not back, and children abroad without leave. A school sees
// its own; the authority the area's.
import { asStrip } from '../absences/store.ts'
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { LeaveReason, LeaveStepKind } from './leave.ts'

// ---- Requests ----

export type StepRow = {
  id: string
  kind: LeaveStepKind
  on_date: LocalDate
  starts_on: LocalDate | null
  ends_on: LocalDate | null
  data: Readonly<Record<string, string>>
  by_name: string
  by_role: string
}
export type RequestRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  enrolment_id: string
  school_id: string
  asked_on: LocalDate
  asked_by: string
  relationship: string
  starts_on: LocalDate
  ends_on: LocalDate
  reason: LeaveReason
  why: string
  country: string
  with_whom: string
  recorded_name: string
  recorded_on: LocalDate
  steps: StepRow[]
}

/** What the record holds of where a protected child is or is to be is for whoever has opened the protected details now. */
export const protectedHere = 'Protected'
const isHidden = (tx: Tx, viewer: Viewer, childId: Fragment) => tx`(
  exists (select 1 from protections h where h.la_code = ${viewer.la} and h.child_id = ${childId})
  and not exists (select 1 from break_glass b where b.la_code = ${viewer.la} and b.child_id = ${childId}
                    and b.person_id = ${viewer.personId} and b.expires_at > now()))`
const unless = (tx: Tx, hidden: Fragment, column: Fragment) =>
  tx`case when ${hidden} then ${protectedHere} else ${column} end`

const requests = (tx: Tx, viewer: Viewer) => tx`
  select r.id, r.token, r.child_id, c.token as child_token, c.surname, coalesce(c.preferred_forename, c.forename) as forename,
         r.enrolment_id, r.school_id, r.asked_on, ${unless(tx, isHidden(tx, viewer, tx`r.child_id`), tx`r.asked_by`)} as asked_by,
         r.relationship, r.starts_on, r.ends_on, r.reason, r.why,
         ${unless(tx, isHidden(tx, viewer, tx`r.child_id`), tx`r.country`)} as country,
         ${unless(tx, isHidden(tx, viewer, tx`r.child_id`), tx`r.with_whom`)} as with_whom, r.recorded_name, r.recorded_on,
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'on_date', s.on_date,
                          'starts_on', s.starts_on, 'ends_on', s.ends_on, 'data', s.data, 'by_name', s.by_name,
                          'by_role', s.by_role) order by s.at, s.id)
                   from leave_steps s where s.la_code = r.la_code and s.request_id = r.id), '[]') as steps
  from leave_requests r join children c on c.la_code = r.la_code and c.id = r.child_id
  where r.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
    and (${childInScope(tx, viewer, tx`r.child_id`)})`

/** The request whose token stands in the address. Throws NotFound out of the viewer's scope. */
export async function requestByToken(tx: Tx, viewer: Viewer, token: string): Promise<RequestRow> {
  const [row] = await tx<RequestRow[]>`${requests(tx, viewer)} and r.token = ${token}`
  if (!row) throw new NotFound('leave')
  return row
}

/** What was asked for a child, the latest first. */
export function requestsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<RequestRow[]> {
  return tx<
    RequestRow[]
  >`${requests(tx, viewer)} and r.child_id = ${childId} order by r.starts_on desc, r.id desc limit 50`
}

/** Is the request `r` undecided, and not of a time long gone? */
export const isUndecided = (tx: Tx, viewer: Viewer) => tx`r.starts_on >= ${viewer.today}::date - 200
  and not exists (select 1 from leave_steps d where d.la_code = r.la_code and d.request_id = r.id
                    and d.kind in ('granted', 'refused', 'cancelled'))`

/** Requests that nobody has decided, the soonest first: 50 and one more. */
export function requestsWaiting(tx: Tx, viewer: Viewer): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    ${requests(tx, viewer)} and ${isUndecided(tx, viewer)}
    order by r.starts_on, r.id limit 51`
}

/** Requests of which the DSL was told lately, the latest first. */
export function requestsToldToDsl(tx: Tx, viewer: Viewer): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    ${requests(tx, viewer)} and r.starts_on >= ${viewer.today}::date - 200
      and exists (select 1 from leave_steps d where d.la_code = r.la_code and d.request_id = r.id
                    and d.kind = 'DSL told' and d.on_date >= ${viewer.today}::date - 30)
    order by r.starts_on desc, r.id limit 50`
}

export type NewRequest = {
  childId: string
  enrolmentId: string
  schoolId: string
  askedOn: LocalDate
  askedBy: string
  relationship: string
  startsOn: LocalDate
  endsOn: LocalDate
  reason: LeaveReason
  why: string
  country: string
  withWhom: string
}

/** Adds a request; one for the same days, asked on the same day for the same reason, is the one there is. */
export async function insertRequest(
  tx: Tx,
  viewer: Viewer,
  given: NewRequest,
): Promise<{ token: string; already: boolean }> {
  const token = newToken()
  const rows = await tx`
    insert into leave_requests (la_code, id, token, child_id, enrolment_id, school_id, asked_on, asked_by, relationship,
                                starts_on, ends_on, reason, why, country, with_whom, recorded_by, recorded_name, recorded_on)
    values (${viewer.la}, ${newId()}, ${token}, ${given.childId}, ${given.enrolmentId}, ${given.schoolId},
            ${given.askedOn}, ${given.askedBy}, ${given.relationship}, ${given.startsOn}, ${given.endsOn},
            ${given.reason}, ${given.why}, ${given.country}, ${given.withWhom}, ${viewer.personId}, ${viewer.name},
            ${viewer.today})
    on conflict (la_code, child_id, school_id, starts_on, ends_on, asked_on, reason) do nothing returning id`
  if (rows.length > 0) return { token, already: false }
  const [known] = await tx<{ token: string }[]>`
    select r.token from leave_requests r
    where r.la_code = ${viewer.la} and r.child_id = ${given.childId} and r.school_id = ${given.schoolId}
      and r.starts_on = ${given.startsOn}
      and r.ends_on = ${given.endsOn} and r.asked_on = ${given.askedOn} and r.reason = ${given.reason}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)} and (${childInScope(tx, viewer, tx`r.child_id`)})`
  if (!known) throw new NotFound('leave')
  return { token: known.token, already: true }
}

export type NewStep = {
  kind: LeaveStepKind
  on: LocalDate
  startsOn?: LocalDate | undefined
  endsOn?: LocalDate | undefined
  data?: Readonly<Record<string, string>>
}

/** Adds what became of a request. Gives the step's id. */
export async function insertStep(
  tx: Tx,
  viewer: Viewer,
  of: { id: string; child_id: string; school_id: string },
  step: NewStep,
): Promise<string> {
  const id = newId()
  await tx`
    insert into leave_steps (la_code, id, request_id, child_id, school_id, kind, on_date, starts_on, ends_on, data,
                             by_person, by_name, by_role)
    values (${viewer.la}, ${id}, ${of.id}, ${of.child_id}, ${of.school_id}, ${step.kind}, ${step.on},
            ${step.startsOn ?? null}, ${step.endsOn ?? null}, ${tx.json(step.data ?? {})}, ${viewer.personId},
            ${viewer.name}, ${viewer.role})`
  return id
}

// ---- Leave that holds, with the register beside it ----

export type HoldingRow = {
  enrolment_id: string
  child_id: string
  school_id: string
  token: string
  surname: string
  forename: string
  nc_year: string | null
  date_of_birth: LocalDate | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
  leaves: { starts_on: LocalDate; ends_on: LocalDate }[]
  strips: { school_year: number; marks: string }[] | null
}

/** Leave that ended longer ago is no longer looked at: whoever is not back since then is a case, or a removal. */
const lookedBackDays = 120
/** Leave is never longer than this; an older row of the same first day is not read. */
const longestDays = 400

/**
 * Children on roll with leave that holds: begun by today, and not ended longer ago than we look back. Of one child, of one school or
 * of the viewer's. The soonest end last; `limit` enrolments at most.
 */
export function leaveHolding(
  tx: Tx,
  viewer: Viewer,
  of: { childId?: string; schoolId?: string; limit: number },
): Promise<HoldingRow[]> {
  const today = viewer.today
  return tx<HoldingRow[]>`
    select e.id as enrolment_id, e.child_id, e.school_id, c.token, c.surname,
           coalesce(c.preferred_forename, c.forename) as forename, e.nc_year, c.date_of_birth, e.entry_date,
           e.leaving_date, l.leaves,
           (select jsonb_agg(jsonb_build_object('school_year', s.school_year, 'marks', s.marks) order by s.school_year)
            from strips s where s.la_code = e.la_code and s.enrolment_id = e.id
              and s.school_year >= extract(year from ${today}::date)::int - 2) as strips
    from (
      select h.enrolment_id, max(h.ends_on) as last_on,
             jsonb_agg(jsonb_build_object('starts_on', h.starts_on, 'ends_on', h.ends_on) order by h.starts_on) as leaves
      from (select distinct on (k.enrolment_id, k.starts_on) k.enrolment_id, k.starts_on, k.ends_on, k.withdrawn
            from leaves k
            where k.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`k.school_id`)}
              and k.starts_on between ${today}::date - ${longestDays}::int and ${today}::date
              and ${of.schoolId === undefined ? tx`true` : tx`k.school_id = ${of.schoolId}`}
              and ${of.childId === undefined ? tx`true` : tx`k.child_id = ${of.childId}`}
            order by k.enrolment_id, k.starts_on, k.recorded_at desc, k.id desc) h
      where not h.withdrawn and h.ends_on >= ${today}::date - ${lookedBackDays}::int
      group by h.enrolment_id
      order by 2 desc limit ${of.limit}) l
    join enrolments e on e.la_code = ${viewer.la} and e.id = l.enrolment_id
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where (e.leaving_date is null or e.leaving_date > ${today})
      and ${schoolInScope(tx, viewer, tx`e.school_id`)} and (${childInScope(tx, viewer, tx`e.child_id`)})
    order by l.last_on, c.surname, c.forename, e.id`
}

export const stripsOf = (row: Pick<HoldingRow, 'strips'>) => (row.strips ?? []).map(asStrip)

/** The schools with leave that ended lately, for the system's round. */
export async function schoolsWithLeave(tx: Tx, system: Viewer): Promise<string[]> {
  const rows = await tx<{ school_id: string }[]>`
    select distinct k.school_id from leaves k
    where k.la_code = ${system.la} and k.starts_on between ${system.today}::date - ${longestDays}::int and ${system.today}::date
      and k.ends_on between ${system.today}::date - ${lookedBackDays}::int and ${system.today}::date
      and ${schoolInScope(tx, system, tx`k.school_id`)}`
  return rows.map(row => row.school_id)
}

// ---- Cases that opened because a child was not back ----

/** Writes down that the authority is told of an overrun; false where it was told of this one before. */
export async function insertOverrun(
  tx: Tx,
  system: Viewer,
  given: { enrolmentId: string; childId: string; schoolId: string; leaveEndedOn: LocalDate; says: string },
): Promise<boolean> {
  const rows = await tx`
    insert into leave_overruns (la_code, id, enrolment_id, child_id, school_id, leave_ended_on, opened_on, says)
    values (${system.la}, ${newId()}, ${given.enrolmentId}, ${given.childId}, ${given.schoolId}, ${given.leaveEndedOn},
            ${system.today}, ${given.says})
    on conflict (la_code, enrolment_id, leave_ended_on) do nothing returning id`
  return rows.length > 0
}

/** When the authority was told of a child's overruns, the latest first. */
export function overrunsTold(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{ leave_ended_on: LocalDate; opened_on: LocalDate }[]> {
  return tx`
    select o.leave_ended_on, o.opened_on from leave_overruns o
    where o.la_code = ${viewer.la} and o.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`o.school_id`)}
      and (${childInScope(tx, viewer, tx`o.child_id`)})
    order by o.opened_on desc limit 20`
}

// ---- The family's past leave ----

export type PastRow = {
  child_id: string
  forename: string
  starts_on: LocalDate
  ends_on: LocalDate
  outcome: 'granted' | 'refused' | 'waiting' | 'cancelled' | 'from a file'
  entry_date: LocalDate
  leaving_date: LocalDate | null
  enrolment_id: string
  school_id: string
}

/** Leave of these children at the viewer's school: asked for here, and told by files. The latest 100 that began in six years. */
export function pastLeaveOf(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
  exceptRequest: string | undefined,
): Promise<PastRow[]> {
  return tx<PastRow[]>`
    select p.child_id, coalesce(c.preferred_forename, c.forename) as forename, p.starts_on, p.ends_on, p.outcome,
           e.entry_date, e.leaving_date, e.id as enrolment_id, e.school_id
    from (
      select r.child_id, r.enrolment_id, coalesce(d.starts_on, r.starts_on) as starts_on,
             coalesce(d.ends_on, r.ends_on) as ends_on, coalesce(x.kind, d.kind, 'waiting') as outcome
      from leave_requests r
      left join lateral (select k.kind, k.starts_on, k.ends_on from leave_steps k
                         where k.la_code = r.la_code and k.request_id = r.id and k.kind in ('granted', 'refused')) d on true
      left join lateral (select k.kind from leave_steps k
                         where k.la_code = r.la_code and k.request_id = r.id and k.kind = 'cancelled' limit 1) x on true
      where r.la_code = ${viewer.la} and r.child_id = any (${childIds as string[]}::uuid[])
        and ${schoolInScope(tx, viewer, tx`r.school_id`)} and r.starts_on >= ${viewer.today}::date - 2200
        and r.id is distinct from ${exceptRequest ?? null}
      union all
      select h.child_id, h.enrolment_id, h.starts_on, h.ends_on, 'from a file'
      from (select distinct on (l.enrolment_id, l.starts_on) l.* from leaves l
            where l.la_code = ${viewer.la} and l.child_id = any (${childIds as string[]}::uuid[])
              and ${schoolInScope(tx, viewer, tx`l.school_id`)} and l.starts_on >= ${viewer.today}::date - 2200
            order by l.enrolment_id, l.starts_on, l.recorded_at desc, l.id desc) h
      where not h.withdrawn and h.step_id is null) p
    join children c on c.la_code = ${viewer.la} and c.id = p.child_id
    join enrolments e on e.la_code = ${viewer.la} and e.id = p.enrolment_id
    where (${childInScope(tx, viewer, tx`p.child_id`)})
    order by p.starts_on desc, p.child_id limit 100`
}

/** The marks of some enrolments of the viewer's school. */
export async function marksOf(
  tx: Tx,
  viewer: Viewer,
  enrolmentIds: readonly string[],
): Promise<{ enrolment_id: string; school_year: number; marks: string }[]> {
  if (enrolmentIds.length === 0) return []
  return tx`
    select s.enrolment_id, s.school_year, s.marks from strips s
    where s.la_code = ${viewer.la} and s.enrolment_id = any (${enrolmentIds as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`s.school_id`)}
    order by s.enrolment_id, s.school_year limit 400`
}

// ---- Abroad without leave ----

export type AbroadStepKind =
  | 'letter'
  | 'received'
  | 'terms'
  | 'contact'
  | 'review held'
  | 'authority told'
  | 'authority answered'
  | 'ended'
export type AbroadStepRow = {
  id: string
  kind: AbroadStepKind
  on_date: LocalDate
  data: Readonly<Record<string, string>>
  by_name: string
  by_role: string
}
export type ProcessRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  enrolment_id: string
  school_id: string
  school: string
  phase: string
  nc_year: string | null
  known_on: LocalDate
  how_known: string
  country: string
  begun_on: LocalDate
  by_name: string
  steps: AbroadStepRow[]
}

const processes = (tx: Tx, viewer: Viewer) => tx`
  select p.id, p.token, p.child_id, c.token as child_token, c.surname, coalesce(c.preferred_forename, c.forename) as forename,
         p.enrolment_id, p.school_id, h.name as school, h.phase, e.nc_year, p.known_on,
         ${unless(tx, isHidden(tx, viewer, tx`p.child_id`), tx`p.how_known`)} as how_known,
         ${unless(tx, isHidden(tx, viewer, tx`p.child_id`), tx`p.country`)} as country, p.begun_on,
         p.by_name,
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'on_date', s.on_date, 'data', s.data,
                          'by_name', s.by_name, 'by_role', s.by_role) order by s.at, s.id)
                   from abroad_steps s where s.la_code = p.la_code and s.process_id = p.id), '[]') as steps
  from abroad_processes p
  join children c on c.la_code = p.la_code and c.id = p.child_id
  join schools h on h.la_code = p.la_code and h.id = p.school_id
  join enrolments e on e.la_code = p.la_code and e.id = p.enrolment_id
  where p.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`p.school_id`)}
    and (${childInScope(tx, viewer, tx`p.child_id`)})`
const notEnded = (tx: Tx) => tx`not exists (
  select 1 from abroad_steps x where x.la_code = p.la_code and x.process_id = p.id and x.kind = 'ended')`

/** The child's latest time abroad without leave, ended or not. */
export async function latestProcess(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<ProcessRow | undefined> {
  const [row] = await tx<ProcessRow[]>`
    ${processes(tx, viewer)} and p.child_id = ${childId} order by p.at desc, p.id desc limit 1`
  return row
}

/** Is it written down that the child is abroad without leave, and not over? */
export async function isAbroadNow(tx: Tx, viewer: Viewer, childId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from abroad_processes p
    where p.la_code = ${viewer.la} and p.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`p.school_id`)}
      and (${childInScope(tx, viewer, tx`p.child_id`)}) and ${notEnded(tx)} limit 1`
  return rows.length > 0
}

/** Children abroad without leave now, longest known first: 50 and one more. */
export function processesNow(tx: Tx, viewer: Viewer): Promise<ProcessRow[]> {
  return tx<ProcessRow[]>`${processes(tx, viewer)} and ${notEnded(tx)} order by p.known_on, p.id limit 51`
}

export async function insertProcess(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    enrolmentId: string
    schoolId: string
    knownOn: LocalDate
    how: string
    country: string
  },
): Promise<void> {
  await tx`
    insert into abroad_processes (la_code, id, token, child_id, enrolment_id, school_id, known_on, how_known, country,
                                  by_person, by_name, begun_on)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${given.childId}, ${given.enrolmentId}, ${given.schoolId},
            ${given.knownOn}, ${given.how}, ${given.country}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

export async function insertAbroadStep(
  tx: Tx,
  viewer: Viewer,
  of: { id: string; child_id: string; school_id: string },
  step: { kind: AbroadStepKind; on: LocalDate; data?: Readonly<Record<string, string>> },
): Promise<void> {
  await tx`
    insert into abroad_steps (la_code, id, process_id, child_id, school_id, kind, on_date, data, by_person, by_name, by_role)
    values (${viewer.la}, ${newId()}, ${of.id}, ${of.child_id}, ${of.school_id}, ${step.kind}, ${step.on},
            ${tx.json(step.data ?? {})}, ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}
