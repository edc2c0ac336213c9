// All the SQL of home education, as the authority keeps it. What schools were told of it stands in leavers/home-education.
import { childInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { Did, Kind, Step, View } from './home-education.ts'

export type HomeEducationRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  protected: boolean
  since: LocalDate
  state: Kind
  view: View | null
  view_on: LocalDate | null
  due: LocalDate | null
  case_id: string | null
}

const columns = (tx: Tx) => tx`
  h.id, h.token, h.child_id, c.token as child_token, c.surname, c.forename, h.since, h.state, h.view, h.view_on, h.due,
  h.case_id,
  exists (select 1 from protections x where x.la_code = h.la_code and x.child_id = h.child_id) as protected`

/** Home education in the viewer's scope: all of it for the CME team, the children given to it for the desk; none for a school. */
const inScope = (tx: Tx, viewer: Viewer) => tx`
  from home_educations h join children c on c.la_code = h.la_code and c.id = h.child_id
  where h.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`h.child_id`)}
    and ${viewer.unscoped === true || seesTheArea(viewer) || viewer.role === 'ehe-officer'}`

/** What is under way, by the day it is due. */
export function underWay(tx: Tx, viewer: Viewer, limit = 101): Promise<HomeEducationRow[]> {
  return tx<HomeEducationRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} and h.state <> 'ended'
    order by h.state, h.due nulls last, h.id limit ${limit}`
}

/** The newest record of a child, ended or not. Nothing where there is none in scope. */
export async function recordOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<HomeEducationRow | undefined> {
  const [row] = await tx<HomeEducationRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} and h.child_id = ${childId}
    order by h.state = 'ended', h.begun_on desc, h.id desc limit 1`
  return row
}

/** The record of a child that has not ended, whatever the view. Nothing where the child is not educated at home. */
export async function atHome(tx: Tx, viewer: Viewer, childId: string): Promise<HomeEducationRow | undefined> {
  const row = await recordOf(tx, viewer, childId)
  return row?.state === 'ended' ? undefined : row
}

/** How many are educated at home, and how many of those known to it the CME team counts instead. For the CME team. */
export async function homeEducationCounts(
  tx: Tx,
  viewer: Viewer,
): Promise<{ educatedAtHome: number; missingEducation: number }> {
  const [row] = await tx<{ educatedAtHome: number; missingEducation: number }[]>`
    select count(*) filter (where h.state = 'educated at home' and not counted.cme and not counted.on_roll)::int
             as "educatedAtHome",
           count(*) filter (where counted.cme or (h.state = 'missing education' and not counted.on_roll))::int
             as "missingEducation"
    from home_educations h,
         lateral (select exists (select 1 from enrolments e where e.la_code = h.la_code and e.child_id = h.child_id
                                   and e.entry_date <= ${viewer.today}
                                   and (e.leaving_date is null or e.leaving_date > ${viewer.today})) as on_roll,
                         exists (select 1 from cases k where k.la_code = h.la_code and k.child_id = h.child_id
                                   and k.closed_on is null and k.standing <> 'not CME') as cme) counted
    where h.la_code = ${viewer.la} and h.state <> 'ended' and ${childInScope(tx, viewer, tx`h.child_id`)}
      and ${seesTheArea(viewer)}`
  return row!
}

/** The standings of the open cases of these children: who is counted as missing education. Takes the system's viewer. */
export async function standingsOf(
  tx: Tx,
  system: Viewer,
  childIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx<{ child_id: string; standing: string }[]>`
    select distinct on (k.child_id) k.child_id, k.standing from cases k
    where k.la_code = ${system.la} and k.child_id = any (${childIds as string[]}::uuid[]) and k.closed_on is null
    order by k.child_id, k.opened_on desc limit 500`
  return new Map(rows.map(row => [row.child_id, row.standing]))
}

/** Keeps two people from writing of one child's home education at once. */
export async function holdHomeEducation(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`home education ${viewer.la} ${childId}`}, 3))`
}

/** All that was written of one record, oldest first. */
export async function stepsOf(tx: Tx, viewer: Viewer, id: string): Promise<Step[]> {
  const rows = await tx<{ id: string; type: string; data: object; on_date: string; by_name: string }[]>`
    select s.id, s.type, s.data, s.on_date, s.by_name from home_education_steps s
    where s.la_code = ${viewer.la} and s.home_education_id = ${id} and ${childInScope(tx, viewer, tx`s.child_id`)}
    order by s.id limit 1000`
  return rows.map(
    row => ({ ...row.data, type: row.type, id: row.id, on: localDate(row.on_date), by: row.by_name }) as Step,
  )
}

/** Begins a record. Takes the system's viewer; the child is held. */
export async function insertRecord(
  tx: Tx,
  system: Viewer,
  given: { childId: string; since: string; due: string; byName: string },
): Promise<{ id: string; token: string }> {
  const made = { id: newId(), token: newToken() }
  await tx`
    insert into home_educations (la_code, id, token, child_id, since, state, due, begun_on, begun_name)
    values (${system.la}, ${made.id}, ${made.token}, ${given.childId}, ${given.since}, 'educated at home', ${given.due},
            ${system.today}, ${given.byName})`
  return made
}

export async function insertStep(
  tx: Tx,
  system: Viewer,
  at: { id: string; childId: string },
  by: { id: string | undefined; name: string },
  did: Did,
): Promise<void> {
  const { type, ...data } = did
  await tx`
    insert into home_education_steps (la_code, id, home_education_id, child_id, type, data, on_date, by_person, by_name)
    values (${system.la}, ${newId()}, ${at.id}, ${at.childId}, ${type}, ${tx.json(data as never)}, ${system.today},
            ${by.id ?? null}, ${by.name})`
}

/** Writes what the steps come to, for lists. */
export async function setColumns(
  tx: Tx,
  system: Viewer,
  id: string,
  now: {
    state: Kind
    view: View | undefined
    viewOn: LocalDate | undefined
    due: LocalDate | undefined
    endedOn: LocalDate | undefined
    caseId?: string | undefined
  },
): Promise<void> {
  await tx`
    update home_educations h
    set state = ${now.state}, view = ${now.view ?? null}, view_on = ${now.viewOn ?? null}, due = ${now.due ?? null},
        ended_on = ${now.endedOn ?? null}, case_id = coalesce(${now.caseId ?? null}, h.case_id)
    where h.la_code = ${system.la} and h.id = ${id}`
}

/** Which of these children the register of a school has today. Takes the system's viewer: nobody is told which school. */
export async function onARegister(tx: Tx, system: Viewer, childIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ child_id: string }[]>`
    select distinct e.child_id from enrolments e
    where e.la_code = ${system.la} and e.child_id = any (${childIds as string[]}::uuid[]) and e.entry_date <= ${system.today}
      and (e.leaving_date is null or e.leaving_date > ${system.today}) limit 500`
  return new Set(rows.map(row => row.child_id))
}

/** The address of the child's open case, if there is one. Takes the system's viewer. */
export async function openCaseTokenOf(tx: Tx, system: Viewer, childId: string): Promise<string | undefined> {
  const [row] = await tx<{ token: string }[]>`
    select k.token from cases k where k.la_code = ${system.la} and k.child_id = ${childId} and k.closed_on is null
    order by k.opened_on desc limit 1`
  return row?.token
}
