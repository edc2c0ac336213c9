// All the SQL of visits. A field officer reads the visits given to them; the rest of the team all of the area's.
import { acrossOrganisations, childInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Outcome } from './visit.ts'

export type VisitState = 'asked' | 'planned' | 'to decide' | 'done' | 'called off'
export type VisitRow = {
  id: string
  token: string
  reference: string
  case_id: string
  case_token: string
  child_id: string
  child_token: string
  state: VisitState
  reason: string
  question: string
  hazards: string
  staff_risk: string
  language: string
  best_times: string
  two_people: boolean
  needed_by: string
  asked_by: string
  asked_name: string
  asked_on: string
  officer_id: string | null
  officer_name: string | null
  second_name: string | null
  team_phone: string | null
  planned_on: string | null
  planned_at: string | null
  minutes: number | null
  planned_name: string | null
  arrived_at: Date | null
  left_at: Date | null
  needs_help: boolean
  ended_on: string | null
  protected: boolean
  surname: string
  forename: string
  date_of_birth: string | null
}

/** The application's wall for visits: the team's all, a field officer's own, of children still given to them. */
function visitInScope(tx: Tx, viewer: Viewer): Fragment {
  if (viewer.unscoped) return tx`true`
  if (seesTheArea(viewer)) return tx`${childInScope(tx, viewer, tx`v.child_id`)}`
  if (viewer.role !== 'field-officer') return tx`false`
  return tx`(v.officer_id = ${viewer.personId} and ${childInScope(tx, viewer, tx`v.child_id`)})`
}

// A field officer reads no case: the case's address is for the team alone, and no row of it is needed here.
const columns = (tx: Tx): Fragment => tx`
  v.id, v.token, v.reference, v.case_id, coalesce(k.token, '') as case_token, v.child_id, c.token as child_token, v.state, v.reason, v.question,
  v.hazards, v.staff_risk, v.language, v.best_times, v.two_people, v.needed_by, v.asked_by, v.asked_name, v.asked_on,
  v.officer_id, v.officer_name, v.second_name, v.team_phone, v.planned_on, v.planned_at, v.minutes, v.planned_name,
  v.arrived_at, v.left_at, v.needs_help, v.ended_on, c.surname, c.forename, c.date_of_birth,
  exists (select 1 from protections p where p.la_code = v.la_code and p.child_id = v.child_id) as protected`
const joined = (tx: Tx): Fragment => tx`
  visits v join children c on c.la_code = v.la_code and c.id = v.child_id
  left join cases k on k.la_code = v.la_code and k.id = v.case_id`

/** The visit whose token stands in the address. Throws NotFound when there is none in the viewer's scope. */
export async function visitByToken(tx: Tx, viewer: Viewer, token: string): Promise<VisitRow> {
  const [row] = await tx<VisitRow[]>`
    select ${columns(tx)} from ${joined(tx)}
    where v.la_code = ${viewer.la} and v.token = ${token} and ${visitInScope(tx, viewer)}`
  if (!row) throw new NotFound('visit')
  return row
}

/** Holds a visit until the transaction ends: two presses come one after the other. Takes the system's viewer. */
export async function holdVisit(tx: Tx, system: Viewer, token: string): Promise<VisitRow> {
  await tx`select 1 from visits v where v.la_code = ${system.la} and v.token = ${token} for update`
  return visitByToken(tx, system, token)
}

/** The visits of a case, the latest first. */
export function visitsOfCase(tx: Tx, viewer: Viewer, caseId: string): Promise<VisitRow[]> {
  return tx<VisitRow[]>`
    select ${columns(tx)} from ${joined(tx)}
    where v.la_code = ${viewer.la} and v.case_id = ${caseId} and ${visitInScope(tx, viewer)}
    order by v.id desc limit 50`
}

/** What this person is to visit, or has not yet written up: by day and time. */
export function visitsOfOfficer(tx: Tx, viewer: Viewer): Promise<VisitRow[]> {
  return tx<VisitRow[]>`
    select ${columns(tx)} from ${joined(tx)}
    where v.la_code = ${viewer.la} and v.officer_id = ${viewer.personId} and v.ended_on is null
      and v.state = 'planned' and ${visitInScope(tx, viewer)}
    order by v.planned_on, v.planned_at, v.id limit 100`
}

/** Every visit of the area that has not ended, those to be planned first. */
export function openVisits(tx: Tx, viewer: Viewer): Promise<VisitRow[]> {
  return tx<VisitRow[]>`
    select ${columns(tx)} from ${joined(tx)}
    where v.la_code = ${viewer.la} and v.ended_on is null and ${seesTheArea(viewer)} and ${visitInScope(tx, viewer)}
    order by v.planned_on nulls first, v.planned_at, v.needed_by, v.id limit 200`
}

/** Visits that have not ended, of cases that have: at most 500. For the system. */
export function visitsOfClosed(tx: Tx, system: Viewer): Promise<{ id: string; child_id: string }[]> {
  return tx<{ id: string; child_id: string }[]>`
    select v.id, v.child_id from visits v join cases k on k.la_code = v.la_code and k.id = v.case_id
    where v.la_code = ${system.la} and v.ended_on is null and k.closed_on is not null and ${seesTheArea(system)}
    order by v.id limit 500`
}

export type NewVisit = {
  id: string
  token: string
  caseId: string
  childId: string
  reference: string
  reason: string
  question: string
  hazards: string
  staffRisk: string
  language: string
  bestTimes: string
  twoPeople: boolean
  neededBy: string
}

/** Writes down that a visit was asked for. */
export async function insertVisit(tx: Tx, viewer: Viewer, visit: NewVisit): Promise<void> {
  await tx`
    insert into visits (la_code, id, token, reference, case_id, child_id, reason, question, hazards, staff_risk, language,
                        best_times, two_people, needed_by, asked_by, asked_name, asked_on)
    values (${viewer.la}, ${visit.id}, ${visit.token}, ${visit.reference}, ${visit.caseId}, ${visit.childId}, ${visit.reason},
            ${visit.question}, ${visit.hazards}, ${visit.staffRisk}, ${visit.language}, ${visit.bestTimes},
            ${visit.twoPeople}, ${visit.neededBy}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

export type VisitPatch = Partial<
  Pick<
    VisitRow,
    | 'state'
    | 'officer_id'
    | 'officer_name'
    | 'second_name'
    | 'team_phone'
    | 'planned_on'
    | 'planned_at'
    | 'minutes'
    | 'planned_name'
    | 'arrived_at'
    | 'left_at'
    | 'needs_help'
    | 'ended_on'
  >
>

/** Writes how a visit stands now. For the team, and for the system once a field officer has read the visit. */
export async function updateVisit(tx: Tx, viewer: Viewer, id: string, patch: VisitPatch): Promise<void> {
  await tx`
    update visits set ${tx(patch)}, changed_at = now()
    where la_code = ${viewer.la} and id = ${id} and ${seesTheArea(viewer)}`
}

export type VisitStep = {
  type:
    | 'asked'
    | 'planned'
    | 'arrived'
    | 'left'
    | 'reported'
    | 'decided'
    | 'called off'
    | 'released'
    | 'opened'
    | 'urgent'
  says: string
}
export type VisitStepRow = VisitStep & { by_name: string; at: Date }

/** Adds to what was done about a visit. `by` is who did it, where the system writes for a field officer. */
export async function insertStep(
  tx: Tx,
  viewer: Viewer,
  visit: { id: string; child_id: string },
  step: VisitStep,
  at: Date,
  by: Pick<Viewer, 'personId' | 'name'> = viewer,
): Promise<void> {
  await tx`
    insert into visit_steps (la_code, id, visit_id, child_id, type, says, by_person, by_name, at)
    values (${viewer.la}, ${newId()}, ${visit.id}, ${visit.child_id}, ${step.type}, ${step.says}, ${by.personId},
            ${by.name}, ${at})`
}

/** What was done about a visit, oldest first. For the team. */
export function stepsOf(tx: Tx, viewer: Viewer, visitId: string): Promise<VisitStepRow[]> {
  return tx<VisitStepRow[]>`
    select s.type, s.says, s.by_name, s.at from visit_steps s
    where s.la_code = ${viewer.la} and s.visit_id = ${visitId} and ${seesTheArea(viewer)}
      and ${childInScope(tx, viewer, tx`s.child_id`)}
    order by s.id limit 200`
}

export type Report = {
  attempt: number
  outcome: Outcome
  visited_on: string
  arrived: string
  left_at: string
  who: string
  shown_how: string
  fact: string
  opinion: string
  who_else: string
  signs: string[]
  neighbours: string
  wishes: string
  promises: string
  concern: string
  concern_says: string
  card_left: boolean
  next_on: string | null
  next_at: string | null
}
export type ReportRow = Report & { by_person: string; by_name: string; written_at: Date }

/** What was written of a visit, the first attempt first. */
export function reportsOf(
  tx: Tx,
  viewer: Viewer,
  visits: readonly string[],
): Promise<(ReportRow & { visit_id: string })[]> {
  const mine = seesTheArea(viewer) ? tx`true` : tx`r.by_person = ${viewer.personId}`
  return tx<(ReportRow & { visit_id: string })[]>`
    select r.visit_id, r.attempt, r.outcome, r.visited_on, r.arrived, r.left_at, r.who, r.shown_how, r.fact, r.opinion,
           r.who_else, r.signs, r.neighbours, r.wishes, r.promises, r.concern, r.concern_says, r.card_left, r.next_on,
           r.next_at, r.by_person, r.by_name, r.written_at
    from visit_reports r
    where r.la_code = ${viewer.la} and r.visit_id = any (${visits as string[]}::uuid[]) and ${mine}
      and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.visit_id, r.attempt limit 400`
}

/** Keeps a report. Takes the system's viewer, and who wrote it. */
export async function insertReport(
  tx: Tx,
  system: Viewer,
  visit: { id: string; child_id: string },
  report: Report,
  by: Pick<Viewer, 'personId' | 'name'>,
  at: Date,
): Promise<void> {
  await tx`
    insert into visit_reports ${tx({
      ...report,
      la_code: system.la,
      id: newId(),
      visit_id: visit.id,
      child_id: visit.child_id,
      by_person: by.personId,
      by_name: by.name,
      written_at: at,
      child_seen: report.outcome === 'seen' || report.outcome === 'seen alone',
    })}`
}

// ---- Where to go ----

export type Door = { addresses: readonly string[]; phone: { name: string; number: string } | undefined }

/**
 * Where unprotected children live, and one number of each that may be rung, by the child's id. Read as the system for a field
 * officer, who has read the visits as themselves. Nothing of a protected child is in it.
 */
export function doorsOf(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<Map<string, Door>> {
  return acrossOrganisations(tx, viewer, async system => {
    const rows = await tx<
      { id: string; addresses: string[] | null; name: string | null; phone: string | null }[]
    >`
      select c.id,
             array(select distinct concat_ws(', ', a.lines, a.postcode) from child_addresses a
                   where a.la_code = ${system.la} and a.child_id = c.id and a.ended_at is null limit 5) as addresses,
             t.name, t.phone_1 as phone
      from children c
      left join lateral (
        select o.name, o.phone_1 from contacts o
        left join lateral (select s.may_ring from contact_safety s
                           where s.la_code = ${system.la} and s.contact_id = o.id order by s.marked_at desc limit 1) m on true
        where o.la_code = ${system.la} and o.child_id = c.id and o.ended_at is null and not o.restricted
          and o.phone_1 is not null and coalesce(m.may_ring, 'not known') <> 'no'
        order by o.contact_order, o.id limit 1) t on true
      where c.la_code = ${system.la} and c.id = any (${childIds as string[]}::uuid[])
        and ${childInScope(tx, system, tx`c.id`)}
        and not exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id)
      limit 100`
    return new Map(
      rows.map(row => [
        row.id,
        {
          addresses: row.addresses ?? [],
          phone: row.phone ? { name: row.name ?? '', number: row.phone } : undefined,
        },
      ]),
    )
  })
}

export type ReleaseRow = {
  id: string
  officer_id: string
  for_day: string
  why: string
  released_name: string
  released_at: Date
}

/** The release of a protected address for this visit, on its day, to the officer who has the visit now. */
export async function releaseOf(tx: Tx, viewer: Viewer, visit: VisitRow): Promise<ReleaseRow | undefined> {
  const mine = seesTheArea(viewer) ? tx`true` : tx`r.officer_id = ${viewer.personId}`
  const [row] = await tx<ReleaseRow[]>`
    select r.id, r.officer_id, r.for_day, r.why, r.released_name, r.released_at from visit_releases r
    where r.la_code = ${viewer.la} and r.visit_id = ${visit.id} and r.officer_id = ${visit.officer_id}
      and r.for_day = ${visit.planned_on} and ${mine}
    order by r.id desc limit 1`
  return row
}

/** Releases one protected address for one visit, on its day. The same again is one. For a manager. */
export async function insertRelease(
  tx: Tx,
  viewer: Viewer,
  visit: VisitRow,
  given: { detailId: string; why: string },
  at: Date,
): Promise<boolean> {
  const rows = await tx`
    insert into visit_releases (la_code, id, visit_id, child_id, detail_id, officer_id, for_day, why, released_by,
                                released_name, released_at)
    values (${viewer.la}, ${newId()}, ${visit.id}, ${visit.child_id}, ${given.detailId}, ${visit.officer_id},
            ${visit.planned_on}, ${given.why}, ${viewer.personId}, ${viewer.name}, ${at})
    on conflict (la_code, visit_id, officer_id, for_day) do nothing
    returning 1`
  return rows.length > 0
}

/** The one address released to this officer for this visit today, while their own opening lasts. Nothing for anybody else. */
export async function releasedAddress(
  tx: Tx,
  viewer: Viewer,
  visit: VisitRow,
): Promise<{ address: string; until: Date } | undefined> {
  if (viewer.role !== 'field-officer') return undefined
  const [row] = await tx<{ lines: string | null; postcode: string | null; until: Date }[]>`
    select d.detail->>'lines' as lines, d.detail->>'postcode' as postcode, b.expires_at as until
    from visit_releases r
    join protected_details d on d.la_code = r.la_code and d.id = r.detail_id and d.child_id = r.child_id
    join lateral (
      select o.expires_at from break_glass o
      where o.la_code = ${viewer.la} and o.child_id = r.child_id and o.person_id = ${viewer.personId}
        and o.expires_at > now()
      order by o.expires_at desc limit 1) b on true
    where r.la_code = ${viewer.la} and r.visit_id = ${visit.id} and r.officer_id = ${viewer.personId}
      and r.for_day = ${viewer.today} and ${childInScope(tx, viewer, tx`r.child_id`)}
    limit 1`
  return row && { address: [row.lines, row.postcode].filter(Boolean).join(', '), until: row.until }
}

/** Keeps that somebody asked for an address that was not released to them. Takes the system's viewer. */
export async function insertAlert(
  tx: Tx,
  system: Viewer,
  visitId: string,
  by: Pick<Viewer, 'personId' | 'name' | 'role'>,
  at: Date,
): Promise<void> {
  await tx`
    insert into visit_alerts (la_code, id, visit_id, by_person, by_name, role, at)
    values (${system.la}, ${newId()}, ${visitId}, ${by.personId}, ${by.name}, ${by.role}, ${at})`
}

/** Who asked lately for an address that was not theirs to see. Names no child. For a manager. */
export function alertsLately(
  tx: Tx,
  viewer: Viewer,
): Promise<{ by_name: string; role: string; at: Date; reference: string }[]> {
  return tx<{ by_name: string; role: string; at: Date; reference: string }[]>`
    select a.by_name, a.role, a.at, v.reference from visit_alerts a
    join visits v on v.la_code = a.la_code and v.id = a.visit_id
    where a.la_code = ${viewer.la} and ${viewer.unscoped === true || viewer.role === 'manager'}
    order by a.at desc, a.id desc limit 20`
}

export type Visitor = { id: string; name: string; role: string }

/** Who may be sent on a visit today: field officers first. An officer may not read the list of people: the system does. */
export function visitors(tx: Tx, viewer: Viewer): Promise<Visitor[]> {
  return acrossOrganisations(
    tx,
    viewer,
    system => tx<Visitor[]>`
      select p.id, p.name, case when bool_or(g.role = 'field-officer') then 'field-officer' else min(g.role) end as role
      from grants g join people p on p.la_code = g.la_code and p.id = g.person_id
      where g.la_code = ${system.la} and g.role in ('field-officer', 'cme-officer', 'manager') and g.ended_at is null
        and g.starts_on <= ${system.today} and (g.ends_on is null or g.ends_on >= ${system.today})
        and p.ended_at is null
      group by p.id, p.name
      order by bool_or(g.role = 'field-officer') desc, p.name limit 200`,
  )
}
