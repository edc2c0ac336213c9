// All the SQL of provision: arrangements and suspensions of pupils on roll. A school sees its own; the authority the area's.
import { childInScope, placeInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { ArrangementKind, Consulted, Ending, SuspensionStep } from './provision.ts'

/** Makes what two people do about one child's provision come one after the other. */
export async function holdProvision(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`provision ${viewer.la} ${childId}`}, 0))`
}

export type ArrangementRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  enrolment_id: string
  kind: ArrangementKind
  code: string
  hours: string
  full_hours: string
  place: string
  reason: string
  starts_on: LocalDate
  review_on: LocalDate
  ends_on: LocalDate
  end_plan: string
  agreed_by: string
  parent_signed_on: LocalDate | null
  ehcp_consulted: Consulted
  worker_consulted: Consulted
  by_name: string
  recorded_on: LocalDate
  /** The latest review, if there was one. */
  reviews: number
  now_hours: string | null
  now_review_on: LocalDate | null
  now_ends_on: LocalDate | null
  parent_agrees: Consulted | 'not known' | null
  ended_on: LocalDate | null
  ended_how: Ending | null
  ended_why: string | null
  ended_by: string | null
  /** The day by which somebody looks at it again. */
  look_on: LocalDate
}

const arrangementRows = (tx: Tx) => tx`
  select a.id, a.token, a.child_id, c.token as child_token, c.surname, c.forename, a.school_id, s.name as school,
         a.enrolment_id, a.kind, a.code, a.hours, a.full_hours, a.place, a.reason, a.starts_on, a.review_on, a.ends_on,
         a.end_plan, a.agreed_by, a.parent_signed_on, a.ehcp_consulted, a.worker_consulted, a.by_name, a.recorded_on,
         coalesce(r.number, 0) as reviews, r.hours as now_hours, r.review_on as now_review_on, r.ends_on as now_ends_on,
         r.parent_agrees, x.on_date as ended_on, x.how as ended_how, x.why as ended_why, x.by_name as ended_by,
         least(coalesce(r.review_on, a.review_on), coalesce(r.ends_on, a.ends_on)) as look_on
  from arrangements a
  join children c on c.la_code = a.la_code and c.id = a.child_id
  join schools s on s.la_code = a.la_code and s.id = a.school_id
  left join lateral (select * from arrangement_reviews v where v.la_code = a.la_code and v.arrangement_id = a.id
                     order by v.number desc limit 1) r on true
  left join arrangement_endings x on x.la_code = a.la_code and x.arrangement_id = a.id`

/** Arrangements that have not ended, by the day they are looked at again: 50 from `offset` and one more. */
export function arrangementsNow(tx: Tx, viewer: Viewer, offset = 0): Promise<ArrangementRow[]> {
  return tx<ArrangementRow[]>`
    ${arrangementRows(tx)}
    where a.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
      and ${childInScope(tx, viewer, tx`a.child_id`)}
      and ${placeInScope(tx, viewer, tx`a.child_id`)} and (x.on_date is null or x.on_date > ${viewer.today})
    order by look_on, a.starts_on, a.id
    limit 51 offset ${offset}`
}

/** A child's arrangements, the newest first. */
export function arrangementsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<ArrangementRow[]> {
  return tx<ArrangementRow[]>`
    ${arrangementRows(tx)}
    where a.la_code = ${viewer.la} and a.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
      and ${childInScope(tx, viewer, tx`a.child_id`)}
      and ${placeInScope(tx, viewer, tx`a.child_id`)}
    order by a.starts_on desc, a.id desc limit 20`
}

/** The arrangement whose token stands in the address. Throws NotFound where it is not in the viewer's scope. */
export async function arrangementByToken(tx: Tx, viewer: Viewer, token: string): Promise<ArrangementRow> {
  const [row] = await tx<ArrangementRow[]>`
    ${arrangementRows(tx)}
    where a.la_code = ${viewer.la} and a.token = ${token} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
      and ${childInScope(tx, viewer, tx`a.child_id`)}
      and ${placeInScope(tx, viewer, tx`a.child_id`)}`
  if (!row) throw new NotFound('arrangement')
  return row
}

export type ReviewRow = {
  number: number
  on_date: LocalDate
  found: string
  hours: string
  review_on: LocalDate
  ends_on: LocalDate
  parent_agrees: string
  by_name: string
}

/** The reviews of an arrangement, the newest first. */
export function reviewsOf(tx: Tx, viewer: Viewer, arrangementId: string): Promise<ReviewRow[]> {
  return tx<ReviewRow[]>`
    select v.number, v.on_date, v.found, v.hours, v.review_on, v.ends_on, v.parent_agrees, v.by_name
    from arrangement_reviews v
    where v.la_code = ${viewer.la} and v.arrangement_id = ${arrangementId}
      and ${schoolInScope(tx, viewer, tx`v.school_id`)} and ${childInScope(tx, viewer, tx`v.child_id`)}
    order by v.number desc limit 50`
}

export type NewArrangement = {
  childId: string
  schoolId: string
  enrolmentId: string
  kind: ArrangementKind
  code: string
  hours: number
  fullHours: number
  place: string
  reason: string
  startsOn: string
  reviewOn: string
  endsOn: string
  endPlan: string
  agreedBy: string
  parentSignedOn: string | null
  ehcpConsulted: Consulted
  workerConsulted: Consulted
}

/** Adds an arrangement, once for a pupil, kind and first day. Gives its token, or that of the one there was. */
export async function insertArrangement(
  tx: Tx,
  viewer: Viewer,
  a: NewArrangement,
): Promise<{ token: string; already: boolean }> {
  const token = newToken()
  const rows = await tx`
    insert into arrangements (la_code, id, token, child_id, school_id, enrolment_id, kind, code, hours, full_hours, place,
      reason, starts_on, review_on, ends_on, end_plan, agreed_by, parent_signed_on, ehcp_consulted, worker_consulted,
      by_person, by_name, recorded_on)
    values (${viewer.la}, ${newId()}, ${token}, ${a.childId}, ${a.schoolId}, ${a.enrolmentId}, ${a.kind}, ${a.code},
      ${a.hours}, ${a.fullHours}, ${a.place}, ${a.reason}, ${a.startsOn}, ${a.reviewOn}, ${a.endsOn}, ${a.endPlan},
      ${a.agreedBy}, ${a.parentSignedOn}, ${a.ehcpConsulted}, ${a.workerConsulted}, ${viewer.personId}, ${viewer.name},
      ${viewer.today})
    on conflict (la_code, enrolment_id, kind, starts_on) do nothing
    returning 1`
  if (rows.length > 0) return { token, already: false }
  const [before] = await tx<{ token: string }[]>`
    select a.token from arrangements a
    where a.la_code = ${viewer.la} and a.enrolment_id = ${a.enrolmentId} and a.kind = ${a.kind}
      and a.starts_on = ${a.startsOn} and ${childInScope(tx, viewer, tx`a.child_id`)}
      and ${placeInScope(tx, viewer, tx`a.child_id`)}`
  if (!before) throw new NotFound('arrangement')
  return { token: before.token, already: true }
}

/** Adds a review by its number. False where that number was taken: somebody was a moment earlier. */
export async function insertReview(
  tx: Tx,
  viewer: Viewer,
  row: ArrangementRow,
  review: {
    number: number
    on: string
    found: string
    hours: number
    reviewOn: string
    endsOn: string
    parentAgrees: string
  },
): Promise<boolean> {
  const rows = await tx`
    insert into arrangement_reviews (la_code, id, arrangement_id, number, child_id, school_id, on_date, found, hours,
      review_on, ends_on, parent_agrees, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${row.id}, ${review.number}, ${row.child_id}, ${row.school_id}, ${review.on},
      ${review.found}, ${review.hours}, ${review.reviewOn}, ${review.endsOn}, ${review.parentAgrees}, ${viewer.personId},
      ${viewer.name})
    on conflict (la_code, arrangement_id, number) do nothing
    returning 1`
  return rows.length > 0
}

/** Ends an arrangement, once. False where it had ended. */
export async function insertEnding(
  tx: Tx,
  viewer: Viewer,
  row: ArrangementRow,
  ending: { on: string; how: Ending; why: string },
): Promise<boolean> {
  const rows = await tx`
    insert into arrangement_endings (la_code, arrangement_id, child_id, school_id, on_date, how, why, by_person, by_name)
    values (${viewer.la}, ${row.id}, ${row.child_id}, ${row.school_id}, ${ending.on}, ${ending.how}, ${ending.why},
            ${viewer.personId}, ${viewer.name})
    on conflict (la_code, arrangement_id) do nothing
    returning 1`
  return rows.length > 0
}

export type SuspensionRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  kind: 'suspension' | 'permanent exclusion'
  first_day: LocalDate
  last_day: LocalDate | null
  reasons: string
  by_name: string
  recorded_on: LocalDate
  done: SuspensionStep[]
  looked_after: boolean
  social_worker: boolean
}

const latestFlag = (tx: Tx, flags: readonly string[]) => tx`
  exists (select 1 from child_flags f where f.la_code = u.la_code and f.child_id = u.child_id
            and f.flag = any (${flags as string[]}::text[]) and f.says = 'yes'
            and not exists (select 1 from child_flags g where g.la_code = f.la_code and g.child_id = f.child_id
                              and g.flag = f.flag and g.recorded_at > f.recorded_at))`

const suspensionRows = (tx: Tx) => tx`
  select u.id, u.token, u.child_id, c.token as child_token, c.surname, c.forename, u.school_id, s.name as school, u.kind,
         u.first_day, u.last_day, u.reasons, u.by_name, u.recorded_on,
         array(select t.step from suspension_steps t where t.la_code = u.la_code and t.suspension_id = u.id) as done,
         ${latestFlag(tx, ['in_care'])} as looked_after,
         ${latestFlag(tx, ['in_care', 'child_protection_plan', 'child_in_need'])} as social_worker
  from suspensions u
  join children c on c.la_code = u.la_code and c.id = u.child_id
  join schools s on s.la_code = u.la_code and s.id = u.school_id`

/** Suspensions that last today or still ask for something recent, and permanent exclusions: the latest first, 50 at most. */
export function suspensionsNow(tx: Tx, viewer: Viewer): Promise<SuspensionRow[]> {
  return tx<SuspensionRow[]>`
    ${suspensionRows(tx)}
    where u.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`u.school_id`)}
      and ${childInScope(tx, viewer, tx`u.child_id`)}
      and ${placeInScope(tx, viewer, tx`u.child_id`)}
      and coalesce(u.last_day, u.first_day + 365) >= ${viewer.today}::date - 10
      and not exists (select 1 from suspension_steps t where t.la_code = u.la_code and t.suspension_id = u.id
                        and t.step = 'cancelled')
    order by u.first_day desc, u.id desc limit 50`
}

/** A child's suspensions and exclusions, the newest first. */
export function suspensionsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<SuspensionRow[]> {
  return tx<SuspensionRow[]>`
    ${suspensionRows(tx)}
    where u.la_code = ${viewer.la} and u.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`u.school_id`)}
      and ${childInScope(tx, viewer, tx`u.child_id`)}
      and ${placeInScope(tx, viewer, tx`u.child_id`)}
    order by u.first_day desc, u.id desc limit 50`
}

/** The suspension whose token stands in the address. Throws NotFound where it is not in the viewer's scope. */
export async function suspensionByToken(tx: Tx, viewer: Viewer, token: string): Promise<SuspensionRow> {
  const [row] = await tx<SuspensionRow[]>`
    ${suspensionRows(tx)}
    where u.la_code = ${viewer.la} and u.token = ${token} and ${schoolInScope(tx, viewer, tx`u.school_id`)}
      and ${childInScope(tx, viewer, tx`u.child_id`)}
      and ${placeInScope(tx, viewer, tx`u.child_id`)}`
  if (!row) throw new NotFound('suspension')
  return row
}

/** Adds a suspension, once for a pupil, kind and first day. Gives its token, or that of the one there was. */
export async function insertSuspension(
  tx: Tx,
  viewer: Viewer,
  u: {
    childId: string
    schoolId: string
    enrolmentId: string
    kind: SuspensionRow['kind']
    firstDay: string
    lastDay: string | null
    reasons: string
  },
): Promise<{ token: string; already: boolean }> {
  const token = newToken()
  const rows = await tx`
    insert into suspensions (la_code, id, token, child_id, school_id, enrolment_id, kind, first_day, last_day, reasons,
      by_person, by_name, recorded_on)
    values (${viewer.la}, ${newId()}, ${token}, ${u.childId}, ${u.schoolId}, ${u.enrolmentId}, ${u.kind}, ${u.firstDay},
      ${u.lastDay}, ${u.reasons}, ${viewer.personId}, ${viewer.name}, ${viewer.today})
    on conflict (la_code, enrolment_id, kind, first_day) do nothing
    returning 1`
  if (rows.length > 0) return { token, already: false }
  const [before] = await tx<{ token: string }[]>`
    select u.token from suspensions u
    where u.la_code = ${viewer.la} and u.enrolment_id = ${u.enrolmentId} and u.kind = ${u.kind}
      and u.first_day = ${u.firstDay} and ${childInScope(tx, viewer, tx`u.child_id`)}
      and ${placeInScope(tx, viewer, tx`u.child_id`)}`
  if (!before) throw new NotFound('suspension')
  return { token: before.token, already: true }
}

/** Writes down a step of a suspension, once. False where it had been done. */
export async function insertSuspensionStep(
  tx: Tx,
  viewer: Viewer,
  row: SuspensionRow,
  step: { step: SuspensionStep; on: string; says: string },
): Promise<boolean> {
  const rows = await tx`
    insert into suspension_steps (la_code, id, suspension_id, child_id, school_id, step, on_date, says, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${row.id}, ${row.child_id}, ${row.school_id}, ${step.step}, ${step.on}, ${step.says},
            ${viewer.personId}, ${viewer.name})
    on conflict (la_code, suspension_id, step) do nothing
    returning 1`
  return rows.length > 0
}

export type SuspensionStepRow = { step: SuspensionStep; on_date: LocalDate; says: string; by_name: string }

/** What followed a suspension, in the order of the days. */
export function stepsOfSuspension(tx: Tx, viewer: Viewer, id: string): Promise<SuspensionStepRow[]> {
  return tx<SuspensionStepRow[]>`
    select t.step, t.on_date, t.says, t.by_name from suspension_steps t
    where t.la_code = ${viewer.la} and t.suspension_id = ${id} and ${schoolInScope(tx, viewer, tx`t.school_id`)}
      and ${childInScope(tx, viewer, tx`t.child_id`)}
    order by t.on_date, t.recorded_at limit 20`
}

/**
 * How many pupils on a register miss some of their education (PME) on the viewer's day, by an arrangement or a suspension; and how
 * many arrangements were to be looked at again before today. Never children missing education (CME).
 */
export async function countPme(tx: Tx, viewer: Viewer): Promise<{ pupils: number; late: number }> {
  const [row] = await tx<{ pupils: number; late: number }[]>`
    select count(distinct p.child_id)::int as pupils, count(*) filter (where p.late)::int as late from (
      select a.child_id, least(coalesce(r.review_on, a.review_on), coalesce(r.ends_on, a.ends_on)) < ${viewer.today} as late
      from arrangements a
      left join lateral (select v.review_on, v.ends_on from arrangement_reviews v
                         where v.la_code = a.la_code and v.arrangement_id = a.id order by v.number desc limit 1) r on true
      where a.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
        and ${childInScope(tx, viewer, tx`a.child_id`)}
      and ${placeInScope(tx, viewer, tx`a.child_id`)} and a.starts_on <= ${viewer.today}
        and not exists (select 1 from arrangement_endings x where x.la_code = a.la_code and x.arrangement_id = a.id
                          and x.on_date <= ${viewer.today})
      union all
      select u.child_id, false from suspensions u
      where u.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`u.school_id`)}
        and ${childInScope(tx, viewer, tx`u.child_id`)}
      and ${placeInScope(tx, viewer, tx`u.child_id`)} and u.first_day <= ${viewer.today}
        and (u.last_day >= ${viewer.today} or u.kind = 'permanent exclusion' and u.first_day >= ${viewer.today}::date - 365)
        and not exists (select 1 from suspension_steps t where t.la_code = u.la_code and t.suspension_id = u.id
                          and t.step = 'cancelled')) p`
  return row ?? { pupils: 0, late: 0 }
}
