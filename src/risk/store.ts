// All the SQL of the authority's risk screen, the high-risk route and lowerings.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Happened } from '../cases/case.ts'
import type { Level } from '../cases/clocks.ts'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Answers } from './risk.ts'
import { type RouteKind, type RouteStep, routeKinds } from './route.ts'

export type ScreenRow = {
  id: string
  answers: Answers & { lastSeen?: { on: LocalDate; source: string } }
  strengths: string
  level: Level
  signed_by: string
  signed_name: string
  signed_on: LocalDate
}

/** The screens of a case, the latest first. */
export function screensOf(tx: Tx, viewer: Viewer, caseId: string, atMost = 20): Promise<ScreenRow[]> {
  return tx<ScreenRow[]>`
    select r.id, r.answers, r.strengths, r.level, r.signed_by, r.signed_name, r.signed_on from risk_screens r
    where r.la_code = ${viewer.la} and r.case_id = ${caseId} and ${seesTheArea(viewer)}
      and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.id desc limit ${atMost}`
}

/** Keeps a screen, signed by the viewer today. */
export async function insertScreen(
  tx: Tx,
  viewer: Viewer,
  screen: { caseId: string; childId: string; answers: ScreenRow['answers']; strengths: string; level: Level },
  at: Date,
): Promise<void> {
  await tx`
    insert into risk_screens (la_code, id, case_id, child_id, answers, strengths, level, signed_by, signed_name, signed_on,
                              signed_at)
    values (${viewer.la}, ${newId()}, ${screen.caseId}, ${screen.childId}, ${tx.json(screen.answers as never)},
            ${screen.strengths}, ${screen.level}, ${viewer.personId}, ${viewer.name}, ${viewer.today}, ${at})`
}

// ---- The high-risk route ----

export type RouteRow = {
  id: string
  kind: RouteKind
  because: string
  due: LocalDate
  set_on: LocalDate
  set_name: string
  ended: 'done' | 'not needed' | null
  told: string | null
  says: string | null
  by_name: string | null
  on_date: LocalDate | null
}

/** The route of a case: what is open first, by its day. */
export function routeRows(tx: Tx, viewer: Viewer, caseId: string): Promise<RouteRow[]> {
  return tx<RouteRow[]>`
    select s.id, s.kind, s.because, s.due, s.set_on, s.set_name, e.ended, e.told, e.says, e.by_name, e.on_date
    from risk_steps s
    left join risk_step_ends e on e.la_code = s.la_code and e.step_id = s.id
    where s.la_code = ${viewer.la} and s.case_id = ${caseId} and ${seesTheArea(viewer)}
      and ${childInScope(tx, viewer, tx`s.child_id`)}
    order by e.step_id is not null, s.due, s.id limit 200`
}

/**
 * What a step of the route is called among the tasks of its case. A case with a `risk` task has a risk that is open; that a
 * manager looks again at what is not known is none by itself.
 */
export const routeTask = (step: { id: string; kind: RouteKind }): string =>
  `${step.kind === 'manager-review' ? 'review' : 'risk'} ${step.id}`

type NewOnRoute = RouteStep & { id: string }

/** Of what the route asks for, that which is not open in the case already. Manager's review: only where none was set this episode. */
export async function newOnRoute(
  tx: Tx,
  viewer: Viewer,
  caseId: string,
  steps: readonly RouteStep[],
  since: LocalDate,
): Promise<NewOnRoute[]> {
  const rows = await routeRows(tx, viewer, caseId)
  const there = new Set(
    rows
      // What was done since the screen before is not asked for again by the same facts.
      .filter(row => row.ended === null || row.set_on >= since)
      .map(row => row.kind),
  )
  return steps.filter(step => !there.has(step.kind)).map(step => ({ ...step, id: newId() }))
}

/** The tasks of the case for new steps of the route. */
export const tasksOf = (steps: readonly NewOnRoute[]): Happened[] =>
  steps.map(step => ({
    type: 'task-set',
    key: routeTask(step),
    says: routeKinds[step.kind].does,
    due: step.due,
  }))

/** Writes new steps of the route. */
export async function insertRoute(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string; childId: string },
  byName: string,
  steps: readonly NewOnRoute[],
): Promise<void> {
  for (const step of steps) {
    await tx`
      insert into risk_steps (la_code, id, case_id, child_id, kind, because, due, set_on, set_name)
      values (${viewer.la}, ${step.id}, ${at.caseId}, ${at.childId}, ${step.kind}, ${step.because}, ${step.due},
              ${viewer.today}, ${byName})`
  }
}

/**
 * Adds to the high-risk route of a case what another noun found: a visitor is worried. A step that is open already is not
 * doubled. Gives the tasks to append to the case; takes the team's viewer or the system, with the case held.
 */
export async function addToRoute(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string; childId: string },
  byName: string,
  steps: readonly RouteStep[],
): Promise<Happened[]> {
  const open = new Set(
    (await routeRows(tx, viewer, at.caseId)).filter(row => row.ended === null).map(row => row.kind),
  )
  const added = steps.filter(step => !open.has(step.kind)).map(step => ({ ...step, id: newId() }))
  await insertRoute(tx, viewer, at, byName, added)
  return tasksOf(added)
}

/** Keeps how a step ended. Twice is once. */
export async function insertStepEnd(
  tx: Tx,
  viewer: Viewer,
  given: { stepId: string; childId: string; ended: 'done' | 'not needed'; told: string; says: string },
  at: Date,
): Promise<boolean> {
  const rows = await tx`
    insert into risk_step_ends (la_code, step_id, child_id, ended, told, says, by_id, by_name, on_date, at)
    values (${viewer.la}, ${given.stepId}, ${given.childId}, ${given.ended}, ${given.told}, ${given.says},
            ${viewer.personId}, ${viewer.name}, ${viewer.today}, ${at})
    on conflict (la_code, step_id) do nothing returning 1`
  return rows.length > 0
}

/** Reviews by a manager that wait although the child was found, with the case of each: at most 500. For the system. */
export function reviewsOfFound(
  tx: Tx,
  system: Viewer,
): Promise<{ id: string; case_id: string; child_id: string; token: string }[]> {
  return tx<{ id: string; case_id: string; child_id: string; token: string }[]>`
    select s.id, s.case_id, s.child_id, k.token from risk_steps s
    join cases k on k.la_code = s.la_code and k.id = s.case_id
    where s.la_code = ${system.la} and s.kind = 'manager-review' and k.closed_on is null and k.pathway = 'B'
      and not exists (select 1 from risk_step_ends e where e.la_code = s.la_code and e.step_id = s.id)
      and ${seesTheArea(system)}
    order by s.id limit 500`
}

// ---- Lowering ----

export type LoweringRow = {
  id: string
  from_level: Level
  to_level: Level
  why: string
  proposed_by: string
  proposed_name: string
  proposed_role: string
  proposed_on: LocalDate
  decision: 'agreed' | 'not agreed' | null
  says: string | null
  by_name: string | null
  on_date: LocalDate | null
}

/** What was asked of lowering in a case, the latest first. */
export function loweringsOf(tx: Tx, viewer: Viewer, caseId: string): Promise<LoweringRow[]> {
  return tx<LoweringRow[]>`
    select l.id, l.from_level, l.to_level, l.why, l.proposed_by, l.proposed_name, l.proposed_role, l.proposed_on,
           e.decision, e.says, e.by_name, e.on_date
    from risk_lowerings l
    left join risk_lowering_ends e on e.la_code = l.la_code and e.lowering_id = l.id
    where l.la_code = ${viewer.la} and l.case_id = ${caseId} and ${seesTheArea(viewer)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}
    order by l.id desc limit 50`
}

export async function insertLowering(
  tx: Tx,
  viewer: Viewer,
  given: { id: string; caseId: string; childId: string; from: Level; to: Level; why: string },
  at: Date,
): Promise<void> {
  await tx`
    insert into risk_lowerings (la_code, id, case_id, child_id, from_level, to_level, why, proposed_by, proposed_name,
                                proposed_role, proposed_on, at)
    values (${viewer.la}, ${given.id}, ${given.caseId}, ${given.childId}, ${given.from}, ${given.to}, ${given.why},
            ${viewer.personId}, ${viewer.name}, ${viewer.role}, ${viewer.today}, ${at})`
}

export async function insertLoweringEnd(
  tx: Tx,
  viewer: Viewer,
  given: { loweringId: string; childId: string; decision: 'agreed' | 'not agreed'; says: string },
  at: Date,
): Promise<void> {
  await tx`
    insert into risk_lowering_ends (la_code, lowering_id, child_id, decision, says, by_id, by_name, on_date, at)
    values (${viewer.la}, ${given.loweringId}, ${given.childId}, ${given.decision}, ${given.says}, ${viewer.personId},
            ${viewer.name}, ${viewer.today}, ${at})`
}

// ---- What the records hold ----

/** The last screen that a school signed of a child: its day and whether the child was judged in danger then. */
export async function schoolScreen(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{ danger_now: boolean; signed_on: LocalDate; signed_name: string } | undefined> {
  const [row] = await tx<{ danger_now: boolean; signed_on: LocalDate; signed_name: string }[]>`
    select s.danger_now, s.signed_on, s.signed_name from screens s
    where s.la_code = ${viewer.la} and s.child_id = ${childId} and ${may(viewer, 'screen.see')}
      and ${seesTheArea(viewer)} and ${childInScope(tx, viewer, tx`s.child_id`)}
    order by s.signed_at desc limit 1`
  return row
}

/** The reference and opening of an open case of a child that people judged to be of the same family. */
export async function openCaseInFamily(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{ reference: string; opened_on: LocalDate } | undefined> {
  const [row] = await tx<{ reference: string; opened_on: LocalDate }[]>`
    select k.reference, k.opened_on from (
      select distinct on (pair.other) pair.other, pair.decision from (
        select d.other_id as other, d.decision, d.decided_at, d.id from family_decisions d
        where d.la_code = ${viewer.la} and d.child_id = ${childId}
        union all
        select d.child_id, d.decision, d.decided_at, d.id from family_decisions d
        where d.la_code = ${viewer.la} and d.other_id = ${childId}) pair
      order by pair.other, pair.decided_at desc, pair.id desc limit 100) family
    join cases k on k.la_code = ${viewer.la} and k.child_id = family.other and k.closed_on is null
    where family.decision = 'same family' and ${childInScope(tx, viewer, tx`k.child_id`)}
    order by k.opened_on limit 1`
  return row
}

// ---- Counts ----

export type CountRow = { what: string; group: string; value: string; many: number }

/**
 * How many situations were judged at each level in a month, and how many were lowered, by sex, age and the school that the case
 * came from. Counts alone. Heritage and language are not held, and so not counted.
 */
export function countsOf(tx: Tx, viewer: Viewer, from: LocalDate, to: LocalDate): Promise<CountRow[]> {
  return tx<CountRow[]>`
    with judged as (
      select 'level ' || x.level as what, x.child_id, x.case_id from (
        select distinct on (r.case_id) r.case_id, r.child_id, r.level from risk_screens r
        where r.la_code = ${viewer.la} and r.signed_on between ${from} and ${to} and ${seesTheArea(viewer)}
        order by r.case_id, r.id desc) x
      union all
      select 'lowered from ' || l.from_level, l.child_id, l.case_id from risk_lowering_ends e
      join risk_lowerings l on l.la_code = e.la_code and l.id = e.lowering_id
      where e.la_code = ${viewer.la} and e.decision = 'agreed' and e.on_date between ${from} and ${to}
        and ${seesTheArea(viewer)}
    ), about as (
      select j.what, coalesce(c.sex, 'U') as sex,
             case when c.date_of_birth is null then 'Not known'
                  when age(${to}::date, c.date_of_birth) < interval '8 years' then 'Under 8'
                  when age(${to}::date, c.date_of_birth) < interval '11 years' then '8 to 10'
                  when age(${to}::date, c.date_of_birth) < interval '14 years' then '11 to 13'
                  else '14 and over' end as age,
             case when exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id)
                  then 'Protected: no school is counted' else coalesce(s.name, 'No school') end as school
      from judged j
      join children c on c.la_code = ${viewer.la} and c.id = j.child_id
      join cases k on k.la_code = ${viewer.la} and k.id = j.case_id
      left join schools s on s.la_code = k.la_code and s.id = k.school_id
      where c.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`c.id`)}
    )
    select what, 'all' as group, 'All' as value, count(*)::int as many from about group by what
    union all select what, 'sex', sex, count(*)::int from about group by what, sex
    union all select what, 'age', age, count(*)::int from about group by what, age
    union all select what, 'school', school, count(*)::int from about group by what, school
    order by 2, 3, 1 limit 2000`
}
