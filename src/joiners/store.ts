// All the SQL of joiners and of names put back on a register. A school sees its own; the authority the area's.
import { childInScope, placeInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { JoinerFacts, JoinerStep, Known } from './joiner.ts'

/** A name entered in a register, with what the school wrote down of it and its marks of two school years. */
export type JoinerRow = {
  enrolment_id: string
  child_id: string
  token: string
  surname: string
  forename: string
  school_id: string
  school: string
  mis_id: string
  nc_year: string | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
  most_junior_class: boolean | null
  first_day: LocalDate | null
  first_day_agreed: Known | null
  previous_school: string | null
  previous_authority: string | null
  country: string | null
  reason: string | null
  ehcp: Known | null
  language: string | null
  heard: string | null
  home_authority: string | null
  facts_by: string | null
  facts_on: LocalDate | null
  came_on: LocalDate | null
  /** The steps that were done. */
  steps: JoinerStep[]
  strips: { school_year: number; marks: string }[]
  /** The ids of the school's earlier times on its register of the same child, if there are any. */
  was_here: boolean
}

const joinerColumns = (tx: Tx) => tx`
  e.id as enrolment_id, e.child_id, c.token, c.surname, c.forename, e.school_id, s.name as school, e.mis_id, e.nc_year,
  e.entry_date, e.leaving_date, e.most_junior_class, j.first_day, j.first_day_agreed, j.previous_school,
  j.previous_authority, j.country, j.reason, j.ehcp, j.language, j.heard, j.home_authority, j.by_name as facts_by,
  j.recorded_on as facts_on,
  (select t.on_date from joiner_steps t
   where t.la_code = e.la_code and t.enrolment_id = e.id and t.step = 'first came') as came_on,
  coalesce((select array_agg(t.step) from joiner_steps t
            where t.la_code = e.la_code and t.enrolment_id = e.id), '{}') as steps,
  coalesce((select json_agg(json_build_object('school_year', p.school_year, 'marks', p.marks) order by p.school_year)
            from strips p where p.la_code = e.la_code and p.enrolment_id = e.id), '[]') as strips,
  exists (select 1 from enrolments o where o.la_code = e.la_code and o.child_id = e.child_id
            and o.school_id = e.school_id and o.id <> e.id and o.entry_date < e.entry_date) as was_here`
const joinerTables = (tx: Tx) => tx`
  enrolments e
  join children c on c.la_code = e.la_code and c.id = e.child_id
  join schools s on s.la_code = e.la_code and s.id = e.school_id
  left join lateral (select * from joiner_facts f where f.la_code = e.la_code and f.enrolment_id = e.id
                     order by f.recorded_at desc, f.id desc limit 1) j on true`

/** The first day of this school year at each school: who began in its youngest class by then is no joiner one by one (T-10a). */
export type FirstDays = readonly { readonly schoolId: string; readonly day: LocalDate }[]

/** Began in the youngest class with the year, has been in school, and nobody wrote anything down. */
const beganWithTheYear = (tx: Tx, firstDays: FirstDays) => tx`(
  e.most_junior_class is true and j.id is null
  and exists (select 1 from unnest(${firstDays.map(one => one.schoolId)}::uuid[], ${firstDays.map(one => one.day)}::date[])
                as d(school_id, day)
              where d.school_id = e.school_id
                and e.entry_date between make_date(extract(year from d.day)::int, 9, 1) and d.day)
  and exists (select 1 from strips p where p.la_code = e.la_code and p.enrolment_id = e.id and p.marks ~ '[/LKVPWBUD]'))`

/**
 * Names entered in the viewer's registers from a day on, those still to come included, the latest first: 50 from `offset` and
 * one more. Those who began with the year in the youngest class, and came, are left out.
 */
export function joinersOf(
  tx: Tx,
  viewer: Viewer,
  from: string,
  { offset = 0, firstDays = [] }: { offset?: number; firstDays?: FirstDays } = {},
): Promise<JoinerRow[]> {
  return tx<JoinerRow[]>`
    select ${joinerColumns(tx)} from ${joinerTables(tx)}
    where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and e.entry_date >= ${from} and (e.leaving_date is null or e.leaving_date > ${viewer.today})
      and not ${beganWithTheYear(tx, firstDays)}
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, c.surname, c.forename, e.id
    limit 51 offset ${offset}`
}

/** How many were left out of that list. */
export async function countBeganWithTheYear(
  tx: Tx,
  viewer: Viewer,
  from: string,
  firstDays: FirstDays,
): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from enrolments e
    left join lateral (select f.id from joiner_facts f where f.la_code = e.la_code and f.enrolment_id = e.id limit 1) j on true
    where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and e.entry_date >= ${from} and (e.leaving_date is null or e.leaving_date > ${viewer.today})
      and ${beganWithTheYear(tx, firstDays)} and ${childInScope(tx, viewer, tx`e.child_id`)}`
  return row?.count ?? 0
}

/**
 * Names entered in the viewer's registers between a day and today that the register does not have in school on any day, and of
 * whom nobody said that they came: at most 50, the first entered first. With `childId` that child's.
 */
export function noShowCandidates(
  tx: Tx,
  viewer: Viewer,
  from: string,
  childId?: string,
): Promise<JoinerRow[]> {
  return tx<JoinerRow[]>`
    select ${joinerColumns(tx)} from ${joinerTables(tx)}
    where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and e.entry_date >= ${from} and e.entry_date <= ${viewer.today}
      and (e.leaving_date is null or e.leaving_date > ${viewer.today})
      ${childId === undefined ? tx`` : tx`and e.child_id = ${childId}`}
      and exists (select 1 from strips p where p.la_code = e.la_code and p.enrolment_id = e.id and p.marks ~ '[GNO]')
      and not exists (select 1 from strips p where p.la_code = e.la_code and p.enrolment_id = e.id
                        and p.marks ~ '[/LKVPWBUD]')
      and not exists (select 1 from joiner_steps t
                      where t.la_code = e.la_code and t.enrolment_id = e.id and t.step = 'first came')
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date, e.id limit 50`
}

/** What was done to find each of these children since a day: how often the family was rung, written to and visited, and whether told of. */
export function checksOf(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
  from: string,
): Promise<
  { child_id: string; calls: number; letters: number; visits: number; told_on: LocalDate | null }[]
> {
  return tx`
    select w.child_id,
           count(q.id) filter (where q.check_code in ('RS01', 'RS03'))::int as calls,
           count(q.id) filter (where q.check_code in ('RS02', 'RS11'))::int as letters,
           count(q.id) filter (where q.check_code = 'RS09')::int as visits,
           (select max(n.sent_on) from returns n where n.la_code = ${viewer.la} and n.child_id = w.child_id
              and n.rule = 'T-06' and ${schoolInScope(tx, viewer, tx`n.school_id`)}) as told_on
    from unnest(${childIds as string[]}::uuid[]) as w(child_id)
    left join enquiries q on q.la_code = ${viewer.la} and q.child_id = w.child_id and q.side = 'school'
      and q.done_on >= ${from} and q.result <> 'not needed' and ${schoolInScope(tx, viewer, tx`q.school_id`)}
    where ${childInScope(tx, viewer, tx`w.child_id`)}
    group by w.child_id`
}

/** The child's latest time on one of the viewer's registers, as a joiner. Nothing where there is none. */
export async function joinerOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<JoinerRow | undefined> {
  const [row] = await tx<JoinerRow[]>`
    select ${joinerColumns(tx)} from ${joinerTables(tx)}
    where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and e.child_id = ${childId} and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, e.id desc limit 1`
  return row
}

/** Writes down what a school says of a joiner. The latest holds. */
export async function insertJoinerFacts(
  tx: Tx,
  viewer: Viewer,
  row: { enrolment_id: string; child_id: string; school_id: string },
  facts: JoinerFacts,
): Promise<void> {
  await tx`
    insert into joiner_facts (la_code, id, child_id, school_id, enrolment_id, first_day, first_day_agreed, previous_school,
      previous_authority, country, reason, ehcp, language, heard, home_authority, by_person, by_name, recorded_on)
    values (${viewer.la}, ${newId()}, ${row.child_id}, ${row.school_id}, ${row.enrolment_id}, ${facts.firstDay},
      ${facts.firstDayAgreed}, ${facts.previousSchool || null}, ${facts.previousAuthority || null},
      ${facts.country || null}, ${facts.reason || null}, ${facts.ehcp}, ${facts.language || null},
      ${facts.heard || null}, ${facts.homeAuthority || null}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

/** Writes down a step once. False where it had been done. */
export async function insertJoinerStep(
  tx: Tx,
  viewer: Viewer,
  row: { enrolment_id: string; child_id: string; school_id: string },
  step: { step: JoinerStep; on: string; says: string },
): Promise<boolean> {
  const rows = await tx`
    insert into joiner_steps (la_code, id, child_id, school_id, enrolment_id, step, on_date, says, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${row.child_id}, ${row.school_id}, ${row.enrolment_id}, ${step.step}, ${step.on},
            ${step.says}, ${viewer.side === 'system' ? null : viewer.personId}, ${viewer.name})
    on conflict (la_code, enrolment_id, step) do nothing
    returning 1`
  return rows.length > 0
}

export type JoinerStepRow = { step: JoinerStep; on_date: LocalDate; says: string; by_name: string }

/** What was done for a joiner, in the order of the days. */
export function joinerStepsOf(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<JoinerStepRow[]> {
  return tx<JoinerStepRow[]>`
    select t.step, t.on_date, t.says, t.by_name from joiner_steps t
    where t.la_code = ${viewer.la} and t.enrolment_id = ${enrolmentId} and ${schoolInScope(tx, viewer, tx`t.school_id`)}
      and ${childInScope(tx, viewer, tx`t.child_id`)}
    order by t.on_date, t.recorded_at limit 20`
}

/** An open case about this child or another record of the same child, as the system reads it. */
export type OpenCase = {
  id: string
  token: string
  reference: string
  child_id: string
  school_id: string | null
}

/** The open cases of a child and of the records that people linked to it. */
export function openCasesOf(tx: Tx, system: Viewer, childId: string): Promise<OpenCase[]> {
  return tx<OpenCase[]>`
    select k.id, k.token, k.reference, k.child_id, k.school_id from cases k
    where k.la_code = ${system.la} and k.closed_on is null and ${childInScope(tx, system, tx`k.child_id`)}
      and (k.child_id = ${childId} or k.child_id in (
        select case when l.child_id = ${childId} then l.other_id else l.child_id end from child_links l
        where l.la_code = ${system.la} and (l.child_id = ${childId} or l.other_id = ${childId})
          and not exists (select 1 from child_link_steps x where x.la_code = l.la_code and x.link_id = l.id and x.what = 'undone')))
    order by k.opened_on limit 5`
}

export type JoinerWithCase = {
  child_id: string
  child_token: string
  surname: string
  forename: string
  school: string
  entry_date: LocalDate
  case_token: string
  reference: string
  case_school: string | null
  /** True where the register's record is another one, linked to the case's by people. */
  is_linked: boolean
}

/**
 * For the authority: names entered in a register of its area from a day on, of children with an open case, or linked to one who
 * has, where the case began before the entry or at another school. The oldest case first.
 */
export function joinersWithCases(tx: Tx, viewer: Viewer, from: string): Promise<JoinerWithCase[]> {
  return tx<JoinerWithCase[]>`
    select * from (
      select distinct on (k.id) c.id as child_id, c.token as child_token, c.surname, c.forename, s.name as school,
             e.entry_date, k.token as case_token, k.reference, ks.name as case_school, e.child_id <> k.child_id as is_linked,
             k.opened_on
      from cases k
      join lateral (
        select k.child_id as id
        union select case when l.child_id = k.child_id then l.other_id else l.child_id end from child_links l
              where l.la_code = k.la_code and (l.child_id = k.child_id or l.other_id = k.child_id)
                and not exists (select 1 from child_link_steps x where x.la_code = l.la_code and x.link_id = l.id and x.what = 'undone')
      ) who on true
      join enrolments e on e.la_code = k.la_code and e.child_id = who.id
      join children c on c.la_code = e.la_code and c.id = e.child_id
      join schools s on s.la_code = e.la_code and s.id = e.school_id
      left join schools ks on ks.la_code = k.la_code and ks.id = k.school_id
      where k.la_code = ${viewer.la} and k.closed_on is null and e.entry_date >= ${from}
        and (e.leaving_date is null or e.leaving_date > ${viewer.today})
        and (e.entry_date >= k.opened_on or e.school_id is distinct from k.school_id)
        and ${schoolInScope(tx, viewer, tx`e.school_id`)} and ${childInScope(tx, viewer, tx`e.child_id`)}
      and ${placeInScope(tx, viewer, tx`e.child_id`)}
      order by k.id, e.entry_date desc) found
    order by found.opened_on, found.case_token limit 50`
}

// Names put back on a register.

export type ReinstatementRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  enrolment_id: string
  kind: 'taken off in error' | 'the child is back'
  step: 'asked' | 'done' | 'not done'
  follows: string | null
  leaving_date: LocalDate
  ground: string | null
  why: string
  on_date: LocalDate
  by_name: string
  by_role: string
  /** What the register says now. */
  leaving_now: LocalDate | null
  decided: boolean
}

const reinstatementRows = (tx: Tx) => tx`
  select r.id, r.token, r.child_id, c.token as child_token, c.surname, c.forename, r.school_id, s.name as school,
         r.enrolment_id, r.kind, r.step, r.follows, r.leaving_date, r.ground, r.why, r.on_date, r.by_name, r.by_role,
         e.leaving_date as leaving_now,
         exists (select 1 from reinstatements d where d.la_code = r.la_code and d.follows = r.id) as decided
  from reinstatements r
  join children c on c.la_code = r.la_code and c.id = r.child_id
  join schools s on s.la_code = r.la_code and s.id = r.school_id
  join enrolments e on e.la_code = r.la_code and e.id = r.enrolment_id`

/** What was asked and decided about putting this child's name back, the newest first. */
export function reinstatementsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<ReinstatementRow[]> {
  return tx<ReinstatementRow[]>`
    ${reinstatementRows(tx)}
    where r.la_code = ${viewer.la} and r.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
      and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.recorded_at desc, r.id desc limit 20`
}

/** Is the asking `r` for a name to be put back undecided? */
export const isReinstatementWaiting = (tx: Tx) => tx`r.step = 'asked'
  and not exists (select 1 from reinstatements d where d.la_code = r.la_code and d.follows = r.id)`

/** Those that a headteacher has not decided, the oldest first. */
export function reinstatementsWaiting(tx: Tx, viewer: Viewer): Promise<ReinstatementRow[]> {
  return tx<ReinstatementRow[]>`
    ${reinstatementRows(tx)}
    where r.la_code = ${viewer.la} and r.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${isReinstatementWaiting(tx)}
      and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.recorded_at, r.id limit 20`
}

/** Writes a step of a reinstatement, once where it is the doing or the answer to an asking. False where it stood already. */
export async function insertReinstatement(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    schoolId: string
    enrolmentId: string
    kind: ReinstatementRow['kind']
    step: ReinstatementRow['step']
    follows: string | null
    leavingDate: string
    ground: string | null
    newEnrolment: string | null
    why: string
  },
): Promise<boolean> {
  const rows = await tx`
    insert into reinstatements (la_code, id, token, child_id, school_id, enrolment_id, kind, step, follows, leaving_date,
      ground, new_enrolment, why, on_date, by_person, by_name, by_role)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${given.childId}, ${given.schoolId}, ${given.enrolmentId},
      ${given.kind}, ${given.step}, ${given.follows}, ${given.leavingDate}, ${given.ground}, ${given.newEnrolment},
      ${given.why}, ${viewer.today}, ${viewer.personId}, ${viewer.name}, ${viewer.role})
    on conflict do nothing
    returning 1`
  return rows.length > 0
}

/** The child's latest time on one of the viewer's registers that has ended, if none goes on. */
export async function endedEnrolment(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<
  | {
      id: string
      child_id: string
      school_id: string
      school: string
      mis_id: string
      entry_date: LocalDate
      leaving_date: LocalDate
      ground: string | null
      ground_as_received: string | null
      /** The latest pupil list in which the school's own system named the leaving date. */
      file_name: string | null
    }
  | undefined
> {
  const [row] = await tx<
    {
      id: string
      child_id: string
      school_id: string
      school: string
      mis_id: string
      entry_date: LocalDate
      leaving_date: LocalDate | null
      ground: string | null
      ground_as_received: string | null
      file_name: string | null
    }[]
  >`
    select e.id, e.child_id, e.school_id, s.name as school, e.mis_id, e.entry_date, e.leaving_date, e.ground,
           e.ground_as_received,
           (select i.file_name from enrolment_events v
            left join imports i on i.la_code = v.la_code and i.id = v.import_id
            where v.la_code = e.la_code and v.enrolment_id = e.id and v.type = 'left'
            order by v.at desc limit 1) as file_name
    from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.child_id = ${childId} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, e.id desc limit 1`
  return row && row.leaving_date !== null && row.leaving_date <= viewer.today
    ? { ...row, leaving_date: row.leaving_date }
    : undefined
}
