// All the SQL of places: what was done for a child, where each case stands, places known to be free, what schools say after a start.
import { childInScope, placeInScope, schoolInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { By } from '../cases/store.ts'
import type { Rows, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Phase, PlacingHappened, PlacingStep } from './placing.ts'
import { forAdmissions } from './words.ts'

/** Makes what two people do for one child's place come one after the other. */
export async function holdPlacing(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`placing ${viewer.la} ${childId}`}, 0))`
}

export type PlacingStepRow = {
  id: string
  case_id: string
  kind: string
  on_date: string
  by_name: string
  data: object
}

/** What was done for a child, oldest first, as it is kept: what this viewer may read of it. */
export function placingStepRows(tx: Tx, viewer: Viewer, childId: string): Rows<PlacingStepRow> {
  const desk = viewer.side === 'desk'
  return tx<PlacingStepRow[]>`
    select s.id, s.case_id, s.kind, s.on_date, s.by_name, s.data from placing_steps s
    where s.la_code = ${viewer.la} and s.child_id = ${childId} and ${childInScope(tx, viewer, tx`s.child_id`)}
      and ${placeInScope(tx, viewer, tx`s.child_id`)} and ${desk ? tx`s.for_admissions` : tx`true`}
      and ${desk || seesTheArea(viewer)}
    order by s.id limit 1000`
}

/** A step as it was taken. */
export const placingStepOf = (row: PlacingStepRow): PlacingStep =>
  ({
    ...row.data,
    kind: row.kind,
    id: row.id,
    caseId: row.case_id,
    on: localDate(row.on_date),
    by: row.by_name,
  }) as PlacingStep

/** What was done for a child, oldest first: what this viewer may read of it. */
export async function placingSteps(tx: Tx, viewer: Viewer, childId: string): Promise<PlacingStep[]> {
  return (await placingStepRows(tx, viewer, childId)).map(placingStepOf)
}

/** Adds a step. Takes the authority's viewer, or the system for somebody else's step; `by` is who took it. */
export async function insertPlacingStep(
  tx: Tx,
  viewer: Viewer,
  at: { childId: string; caseId: string },
  happened: PlacingHappened,
  by: By,
): Promise<PlacingStep> {
  const { kind, ...data } = happened
  const id = newId()
  await tx`
    insert into placing_steps (la_code, id, child_id, case_id, kind, data, for_admissions, on_date, by_person, by_name, by_role)
    values (${viewer.la}, ${id}, ${at.childId}, ${at.caseId}, ${kind},
            ${tx.json(Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)))},
            ${forAdmissions(happened)}, ${viewer.today}, ${by.id ?? null}, ${by.name}, ${by.role})`
  return { ...happened, id, caseId: at.caseId, on: localDate(viewer.today), by: by.name }
}

// ---- Where each case stands ----

export type PlacingColumns = {
  phase: Phase
  phase_on: string
  reason: string
  out_since: string | null
  found_on: string | null
  offered_on: string | null
  started_on: string | null
  tenth_on: string | null
  year_group: number | null
  owner_name: string | null
  needs: string
  with_admissions: boolean
  ended_on: string | null
}

/** Writes where a case stands on the way into education. The phase's day changes only with the phase. */
export async function keepPlacing(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string; childId: string; reference: string },
  columns: PlacingColumns,
): Promise<void> {
  const row = {
    la_code: viewer.la,
    case_id: at.caseId,
    child_id: at.childId,
    reference: at.reference,
    ...columns,
  }
  await tx`
    insert into placings ${tx(row)}
    on conflict (la_code, case_id) do update set
      phase_on = case when placings.phase = excluded.phase then placings.phase_on else excluded.phase_on end,
      phase = excluded.phase,
      reason = case when excluded.out_since is null or excluded.started_on is not null then placings.reason else excluded.reason end,
      out_since = coalesce(excluded.out_since, placings.out_since),
      found_on = case when placings.ended_on is null then coalesce(placings.found_on, excluded.found_on) else excluded.found_on end, offered_on = coalesce(excluded.offered_on, placings.offered_on),
      started_on = excluded.started_on, tenth_on = excluded.tenth_on, year_group = excluded.year_group,
      owner_name = excluded.owner_name, needs = excluded.needs, with_admissions = excluded.with_admissions,
      ended_on = excluded.ended_on, refreshed_at = now()`
}

export type PlacingRow = {
  case_id: string
  child_id: string
  child_token: string
  case_token: string | null
  surname: string
  forename: string
  date_of_birth: string | null
  reference: string
  phase: Phase
  phase_on: string
  reason: string
  out_since: string | null
  year_group: number | null
  owner_name: string | null
  needs: string
  with_admissions: boolean
  ended_on: string | null
}
/** The national reason: what a person recorded last, where somebody did; else what the facts say. A desk reads no record of it. */
const reasonOf = (tx: Tx) => tx`
  coalesce((select r.reason from cme_reasons r where r.la_code = p.la_code and r.case_id = p.case_id
            order by r.from_on desc, r.recorded_at desc limit 1), p.reason)`
const placingRows = (tx: Tx, viewer: Viewer) => tx`
  select p.case_id, p.child_id, c.token as child_token, c.surname, c.forename, c.date_of_birth, p.reference, p.phase,
         p.phase_on, ${reasonOf(tx)} as reason, p.out_since, p.year_group, p.owner_name, p.needs, p.with_admissions, p.ended_on,
         ${viewer.side === 'desk' ? tx`null::text` : tx`(select k.token from cases k where k.la_code = p.la_code and k.id = p.case_id)`} as case_token
  from placings p
  join children c on c.la_code = p.la_code and c.id = p.child_id`

export const waitingPerPage = 50

/** The children who wait for a place, longest out of education first: 50 from `offset`, and one more. */
export function childrenWaiting(
  tx: Tx,
  viewer: Viewer,
  phase: Phase | undefined,
  offset: number,
): Promise<PlacingRow[]> {
  return tx<PlacingRow[]>`
    ${placingRows(tx, viewer)}
    where p.la_code = ${viewer.la} and p.ended_on is null and ${childInScope(tx, viewer, tx`p.child_id`)}
      and ${placeInScope(tx, viewer, tx`p.child_id`)} and ${phase === undefined ? tx`true` : tx`p.phase = ${phase}`}
    order by p.out_since, p.case_id
    limit ${waitingPerPage + 1} offset ${offset}`
}

/** How many children are at each phase: those in this viewer's sight. */
export function phaseCounts(tx: Tx, viewer: Viewer): Promise<{ phase: Phase; many: number }[]> {
  return tx<{ phase: Phase; many: number }[]>`
    select p.phase, count(*)::int as many from placings p
    where p.la_code = ${viewer.la} and p.ended_on is null and ${childInScope(tx, viewer, tx`p.child_id`)}
      and ${placeInScope(tx, viewer, tx`p.child_id`)}
    group by p.phase`
}

/** Where the open case of a child stands. Throws NotFound where the child has none in this viewer's sight. */
export async function placingOfChild(tx: Tx, viewer: Viewer, childToken: string): Promise<PlacingRow> {
  const [row] = await tx<PlacingRow[]>`
    ${placingRows(tx, viewer)}
    where p.la_code = ${viewer.la} and c.token = ${childToken} and p.ended_on is null
      and ${childInScope(tx, viewer, tx`p.child_id`)} and ${placeInScope(tx, viewer, tx`p.child_id`)}
    order by p.phase_on desc limit 1`
  if (!row) throw new NotFound('placing')
  return row
}

/**
 * Cases whose row is not as they are: on the pathway into education without a row, changed since it was written, or closed. Takes the
 * system; at most so many, the rest next time.
 */
export function placingsBehind(tx: Tx, system: Viewer, atMost: number): Promise<{ token: string }[]> {
  return tx<{ token: string }[]>`
    (select k.token from cases k
     left join placings p on p.la_code = k.la_code and p.case_id = k.id
     where k.la_code = ${system.la} and k.closed_on is null and (k.pathway = 'B' or p.case_id is not null)
       and (p.case_id is null or p.ended_on is not null or p.refreshed_at < k.changed_at)
     limit ${atMost})
    union all
    (select k.token from placings p
     join cases k on k.la_code = p.la_code and k.id = p.case_id
     where p.la_code = ${system.la} and p.ended_on is null and k.closed_on is not null
     limit ${atMost})
    limit ${atMost}`
}

/** Every open placing's days go on by themselves: those not written today, for the nightly run. */
export function placingsOfYesterday(tx: Tx, system: Viewer, atMost: number): Promise<{ token: string }[]> {
  return tx<{ token: string }[]>`
    select k.token from placings p join cases k on k.la_code = p.la_code and k.id = p.case_id
    where p.la_code = ${system.la} and p.ended_on is null and p.refreshed_at < ${system.today}::date
    order by p.refreshed_at limit ${atMost}`
}

// ---- Pace ----

export type PaceRow = {
  reason: string | null
  offered: number
  offered_median: number | null
  offered_90: number | null
  started: number
  started_median: number | null
  started_90: number | null
  out_median: number | null
  out_90: number | null
}

/**
 * How long it took, by national reason and in all (reason null), between two days: from found to offered for the offers made then, from
 * offered to started and in all for those who started then. Calendar days; the median and the 90th of a hundred.
 */
export function paceBetween(tx: Tx, viewer: Viewer, from: LocalDate, to: LocalDate): Promise<PaceRow[]> {
  return tx<PaceRow[]>`
    with counted as (
      select ${reasonOf(tx)} as reason,
             case when p.offered_on between ${from} and ${to} and p.found_on is not null
                  then greatest(0, p.offered_on - p.found_on) end as to_offer,
             case when p.started_on between ${from} and ${to} and p.offered_on is not null
                  then greatest(0, p.started_on - p.offered_on) end as to_start,
             case when p.started_on between ${from} and ${to} and p.out_since is not null
                  then greatest(0, p.started_on - p.out_since) end as days_out
      from placings p
      where p.la_code = ${viewer.la} and ${seesTheArea(viewer)}
        and (p.offered_on between ${from} and ${to} or p.started_on between ${from} and ${to})
    )
    select reason, count(to_offer)::int as offered,
           percentile_disc(0.5) within group (order by to_offer) as offered_median,
           percentile_disc(0.9) within group (order by to_offer) as offered_90,
           count(to_start)::int as started,
           percentile_disc(0.5) within group (order by to_start) as started_median,
           percentile_disc(0.9) within group (order by to_start) as started_90,
           percentile_disc(0.5) within group (order by days_out) as out_median,
           percentile_disc(0.9) within group (order by days_out) as out_90
    from counted group by grouping sets ((reason), ())
    order by reason nulls first limit 30`
}

/** The cases behind a number of the page on pace, the slowest first: those this viewer may see. */
export function paceCases(
  tx: Tx,
  viewer: Viewer,
  which: { measure: 'offered' | 'started'; reason: string | undefined; from: LocalDate; to: LocalDate },
): Promise<(PlacingRow & { took: number; in_all: number | null })[]> {
  const day = which.measure === 'offered' ? tx`p.offered_on` : tx`p.started_on`
  const since = which.measure === 'offered' ? tx`p.found_on` : tx`p.offered_on`
  return tx<(PlacingRow & { took: number; in_all: number | null })[]>`
    select t.*, (${day} - ${since}) as took, (p.started_on - p.out_since) as in_all
    from placings p join (${placingRows(tx, viewer)}) t on t.case_id = p.case_id
    where p.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`p.child_id`)} and ${placeInScope(tx, viewer, tx`p.child_id`)}
      and ${day} between ${which.from} and ${which.to} and ${since} is not null
      and ${which.reason === undefined ? tx`true` : tx`t.reason = ${which.reason}`}
    order by took desc, p.case_id limit 100`
}

// ---- Places known to be free ----

export type VacancyRow = {
  school_id: string
  school: string
  urn: string
  phase: string
  town: string | null
  postcode: string | null
  year_group: number
  places: number
  as_at: string
  note: string
  source: string
  by_name: string
}

/**
 * The latest telling for each school and year group, of schools that are open: those with places, or every one. By year group and by
 * words of the school's name, town or postcode. At most 200.
 */
export function vacanciesFound(
  tx: Tx,
  viewer: Viewer,
  sought: { yearGroup: number | undefined; words: string; withPlaces: boolean },
): Promise<VacancyRow[]> {
  const like = `%${sought.words.toLowerCase().replaceAll(/[%_\\]/g, '')}%`
  // One look for each school and year group: the latest stands first in the index.
  const years =
    sought.yearGroup === undefined ? Array.from({ length: 16 }, (_, i) => i - 1) : [sought.yearGroup]
  return tx<VacancyRow[]>`
    select v.school_id, s.name as school, s.urn, s.phase, e.town, e.postcode, v.year_group, v.places, v.as_at, v.note,
           v.source, v.by_name
    from schools s
    cross join unnest(${years}::int[]) as y(year_group)
    cross join lateral (
      select v.* from vacancies v
      where v.la_code = ${viewer.la} and v.year_group = y.year_group and v.school_id = s.id and v.as_at <= ${viewer.today}
      order by v.as_at desc, v.recorded_at desc limit 1) v
    left join establishments e on e.urn = s.urn
    where s.la_code = ${viewer.la} and ${viewer.side === 'desk' ? tx`true` : schoolInScope(tx, viewer, tx`s.id`)}
      and (s.closed_on is null or s.closed_on > ${viewer.today})
      and ${sought.withPlaces ? tx`v.places > 0` : tx`true`}
      and ${sought.words === '' ? tx`true` : tx`(lower(s.name) like ${like} or lower(coalesce(e.town, '')) like ${like} or lower(coalesce(e.postcode, '')) like ${like})`}
    order by v.year_group, s.name limit 200`
}

export type NewVacancy = {
  schoolId: string
  yearGroup: number
  places: number
  asAt: LocalDate
  note: string
}

/** Keeps tellings. The same again changes nothing. Gives how many were new. */
export async function insertVacancies(
  tx: Tx,
  viewer: Viewer,
  all: readonly NewVacancy[],
  source: 'by hand' | 'file',
): Promise<number> {
  if (all.length === 0) return 0
  const rows = await tx`
    insert into vacancies (la_code, id, school_id, year_group, places, as_at, note, source, by_name)
    select ${viewer.la}, t.id, t.school_id, t.year_group, t.places, t.as_at, t.note, ${source}, ${viewer.name}
    from unnest(${all.map(() => newId())}::uuid[], ${all.map(one => one.schoolId)}::uuid[],
                ${all.map(one => one.yearGroup)}::int[], ${all.map(one => one.places)}::int[],
                ${all.map(one => one.asAt)}::date[], ${all.map(one => one.note)}::text[])
         as t(id, school_id, year_group, places, as_at, note)
    on conflict do nothing returning 1`
  return rows.length
}

export type SchoolKnown = { id: string; name: string; urn: string; dfe_number: string }

/** The schools of the authority, to choose one or to find one by its number. */
export function schoolsKnown(tx: Tx, viewer: Viewer): Promise<SchoolKnown[]> {
  return tx<SchoolKnown[]>`
    select s.id, s.name, s.urn, s.dfe_number from schools s
    where s.la_code = ${viewer.la} and (s.closed_on is null or s.closed_on > ${viewer.today})
      and ${viewer.side === 'desk' ? tx`true` : schoolInScope(tx, viewer, tx`s.id`)}
    order by s.name limit 2000`
}

export const providerKinds = [
  'alternative provision',
  'hospital or medical',
  'tuition',
  'online',
  'college or training',
] as const
export type ProviderKind = (typeof providerKinds)[number]
export type ProviderRow = {
  id: string
  name: string
  kind: ProviderKind
  area: string
  places: number | null
  hours: string | null
  cost: string | null
  year_from: number | null
  year_to: number | null
  as_at: string | null
  facts_by: string | null
  checks: { what: string; passed: boolean; checked_by: string; on: string; until: string | null }[]
}

/** Providers that are no school, with the latest facts and the latest of each check. At most 200. */
export function providersKnown(
  tx: Tx,
  viewer: Viewer,
  sought: { yearGroup?: number | undefined; words?: string } = {},
): Promise<ProviderRow[]> {
  const like = `%${(sought.words ?? '').toLowerCase().replaceAll(/[%_\\]/g, '')}%`
  return tx<ProviderRow[]>`
    select p.id, p.name, p.kind, p.area, f.places, f.hours, f.cost, f.year_from, f.year_to, f.on_date as as_at,
           f.by_name as facts_by, coalesce(k.checks, '[]'::jsonb) as checks
    from providers p
    left join lateral (select * from provider_steps f where f.la_code = p.la_code and f.provider_id = p.id and f.kind = 'facts'
                       order by f.on_date desc, f.at desc limit 1) f on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('what', t.what, 'passed', t.passed, 'checked_by', t.checked_by,
                                          'on', t.on_date, 'until', t.holds_until) order by t.what) as checks
      from (select distinct on (t.what) t.* from provider_steps t
            where t.la_code = p.la_code and t.provider_id = p.id and t.kind = 'check'
            order by t.what, t.on_date desc, t.at desc limit 20) t) k on true
    where p.la_code = ${viewer.la} and ${seesTheArea(viewer) || viewer.role === 'admissions-officer'}
      and ${sought.words ? tx`(lower(p.name) like ${like} or lower(p.area) like ${like} or p.kind like ${like})` : tx`true`}
      and ${sought.yearGroup === undefined ? tx`true` : tx`(f.year_from is null or f.year_from <= ${sought.yearGroup}) and (f.year_to is null or f.year_to >= ${sought.yearGroup})`}
    order by p.name limit 200`
}

/** Adds a provider, or gives the one that has the name already. */
export async function addProvider(
  tx: Tx,
  viewer: Viewer,
  given: { name: string; kind: ProviderKind; area: string },
): Promise<string> {
  await tx`
    insert into providers (la_code, id, name, kind, area, added_name)
    values (${viewer.la}, ${newId()}, ${given.name}, ${given.kind}, ${given.area}, ${viewer.name})
    on conflict do nothing`
  const [row] = await tx<{ id: string }[]>`
    select p.id from providers p where p.la_code = ${viewer.la} and lower(p.name) = lower(${given.name})`
  return row!.id
}

export async function insertProviderFacts(
  tx: Tx,
  viewer: Viewer,
  providerId: string,
  given: {
    asAt: LocalDate
    places: number
    hours: number
    cost: string
    yearFrom: number | undefined
    yearTo: number | undefined
  },
): Promise<void> {
  await tx`
    insert into provider_steps (la_code, id, provider_id, kind, on_date, places, hours, cost, year_from, year_to, by_name)
    values (${viewer.la}, ${newId()}, ${providerId}, 'facts', ${given.asAt}, ${given.places}, ${given.hours}, ${given.cost},
            ${given.yearFrom ?? null}, ${given.yearTo ?? null}, ${viewer.name})`
}

export async function insertProviderCheck(
  tx: Tx,
  viewer: Viewer,
  providerId: string,
  given: { on: LocalDate; what: string; passed: boolean; checkedBy: string; until: LocalDate | undefined },
): Promise<void> {
  await tx`
    insert into provider_steps (la_code, id, provider_id, kind, on_date, what, passed, checked_by, holds_until, by_name)
    values (${viewer.la}, ${newId()}, ${providerId}, 'check', ${given.on}, ${given.what}, ${given.passed}, ${given.checkedBy},
            ${given.until ?? null}, ${viewer.name})`
}

// ---- What a school says after the first day ----

export const startQuestions = ['tenth day', 'week 6', 'week 12'] as const
export type StartQuestion = (typeof startQuestions)[number]
export type StartAnswerRow = {
  offer_id: string
  question: StartQuestion
  answer: 'attending' | 'not yet' | 'not attending'
  on_date: string
}

/** The answers to the questions after a start, of these offers, oldest first. */
export function startAnswers(tx: Tx, viewer: Viewer, offerIds: readonly string[]): Promise<StartAnswerRow[]> {
  return tx<StartAnswerRow[]>`
    select a.offer_id, a.question, a.answer, a.on_date from start_answers a
    where a.la_code = ${viewer.la} and a.offer_id = any (${offerIds as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`a.school_id`)} and ${childInScope(tx, viewer, tx`a.child_id`)}
    order by a.at limit 1000`
}

/** Keeps a school's answer, in its person's name. Takes the system. False where the question has been answered already. */
export async function insertStartAnswer(
  tx: Tx,
  system: Viewer,
  by: By,
  given: {
    offerId: string
    childId: string
    schoolId: string
    question: StartQuestion
    answer: StartAnswerRow['answer']
    says: string
  },
): Promise<boolean> {
  const rows = await tx`
    insert into start_answers (la_code, id, offer_id, child_id, school_id, question, answer, says, on_date, by_person, by_name)
    values (${system.la}, ${newId()}, ${given.offerId}, ${given.childId}, ${given.schoolId}, ${given.question}, ${given.answer},
            ${given.says}, ${system.today}, ${by.id ?? system.personId}, ${by.name})
    on conflict do nothing returning 1`
  return rows.length === 1
}
