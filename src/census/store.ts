// All the SQL of the census.
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { CaseEvent } from '../cases/case.ts'
import type { CmeDurationCode } from '../law/cme-durations.ts'
import type { CmeReasonCode } from '../law/cme-reasons.ts'
import { type PlacingStepRow, placingStepOf } from '../places/store.ts'
import type { Rows, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { CensusFacts } from './counted.ts'
import type { CensusRow, Figures, Topic } from './figures.ts'

export type TakingRow = {
  id: string
  token: string
  census_on: string
  school_year: number
  term: 'autumn' | 'spring' | 'summer'
  number: number
  state: 'taking' | 'taken'
  after_case: string | null
  done: number
  of_many: number
  figures: Figures | null
  why: string | null
  asked_name: string
  asked_at: Date
  taken_at: Date | null
  signed_name: string | null
  signed_at: Date | null
}

/** The takings of the authority, the latest census first; at most 40. */
export function takingsOf(tx: Tx, viewer: Viewer): Promise<TakingRow[]> {
  return tx<TakingRow[]>`
    select t.*, s.by_name as signed_name, s.at as signed_at
    from census_takings t
    left join census_signings s on s.la_code = t.la_code and s.taking_id = t.id
    where t.la_code = ${viewer.la}
    order by t.census_on desc, t.number desc limit 40`
}

/** One taking. Throws NotFound where there is none. */
export async function takingByToken(tx: Tx, viewer: Viewer, token: string): Promise<TakingRow> {
  const [row] = await tx<TakingRow[]>`
    select t.*, s.by_name as signed_name, s.at as signed_at
    from census_takings t
    left join census_signings s on s.la_code = t.la_code and s.taking_id = t.id
    where t.la_code = ${viewer.la} and t.token = ${token}`
  if (!row) throw new NotFound('taking of the census')
  return row
}

/** The same by its id, held until the transaction ends. */
export async function lockTaking(tx: Tx, viewer: Viewer, id: string): Promise<TakingRow | undefined> {
  const [row] = await tx<TakingRow[]>`
    select t.*, null as signed_name, null as signed_at from census_takings t
    where t.la_code = ${viewer.la} and t.id = ${id} for update`
  return row
}

/** The last taking of the census before this one. */
export async function takingBefore(tx: Tx, viewer: Viewer, census: string): Promise<TakingRow | undefined> {
  const [row] = await tx<TakingRow[]>`
    select t.*, null as signed_name, null as signed_at from census_takings t
    where t.la_code = ${viewer.la} and t.census_on < ${census} and t.state = 'taken'
    order by t.census_on desc, t.number desc limit 1`
  return row
}

export async function insertTaking(
  tx: Tx,
  viewer: Viewer,
  given: { censusOn: string; schoolYear: number; term: string; reasonsOf: string; why: string | null },
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newToken()]
  await tx`select pg_advisory_xact_lock(hashtextextended(${`census ${viewer.la} ${given.censusOn}`}, 0))`
  await tx`
    insert into census_takings (la_code, id, token, census_on, school_year, term, number, reasons_of, why, asked_by,
                                asked_name, of_many)
    select ${viewer.la}, ${id}, ${token}, ${given.censusOn}, ${given.schoolYear}, ${given.term},
           (select coalesce(max(number), 0) + 1 from census_takings
            where la_code = ${viewer.la} and census_on = ${given.censusOn}),
           ${given.reasonsOf}, ${given.why}, ${viewer.side === 'system' ? null : viewer.personId}, ${viewer.name},
           (select count(*) from cases k
            where k.la_code = ${viewer.la} and k.opened_on <= ${given.censusOn}
              and (k.closed_on is null or k.closed_on >= ${`${given.schoolYear - 1}-09-01`}))`
  return { id, token }
}

/** Has the day of this census been taken, or begun to be? */
export async function isTaken(tx: Tx, viewer: Viewer, censusOn: string): Promise<boolean> {
  const rows =
    await tx`select 1 from census_takings where la_code = ${viewer.la} and census_on = ${censusOn} limit 1`
  return rows.length > 0
}

/** A case to look at, with its child under the one record it is counted by. */
export type CaseToCount = {
  caseId: string
  childId: string
  personId: string
  standing: string
  ehcp: boolean
  childProtection: boolean
  facts: CensusFacts
}

/** The next cases of a taking, by id: open on the day, or at any time in the school year before. Six statements a batch. */
export async function casesToCount(
  tx: Tx,
  system: Viewer,
  taking: Pick<TakingRow, 'census_on' | 'school_year' | 'after_case'>,
  many: number,
): Promise<CaseToCount[]> {
  const la = system.la
  const cases = await tx<
    { id: string; child_id: string; standing: string; sex: string | null; date_of_birth: string | null }[]
  >`
    select k.id, k.child_id, k.standing, c.sex, c.date_of_birth
    from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where k.la_code = ${la} and k.opened_on <= ${taking.census_on}
      and (k.closed_on is null or k.closed_on >= ${`${taking.school_year - 1}-09-01`})
      and k.id > ${taking.after_case ?? '00000000-0000-0000-0000-000000000000'}
    order by k.id limit ${many}`
  if (cases.length === 0) return []
  const ids = cases.map(one => one.id)
  const children = [...new Set(cases.map(one => one.child_id))]
  const links = await tx<{ child_id: string; other_id: string }[]>`
    select l.child_id, l.other_id from child_links l
    where l.la_code = ${la} and (l.child_id = any (${children}::uuid[]) or l.other_id = any (${children}::uuid[]))
      and not exists (select 1 from child_link_steps u
                      where u.la_code = l.la_code and u.link_id = l.id and u.what = 'undone')`
  const same = new Map<string, Set<string>>()
  for (const { child_id, other_id } of links) {
    for (const [one, other] of [
      [child_id, other_id],
      [other_id, child_id],
    ] as const) {
      same.set(one, (same.get(one) ?? new Set([one])).add(other))
    }
  }
  const everyone = [...new Set([...children, ...links.flatMap(link => [link.child_id, link.other_id])])]
  const rolls = await tx<{ child_id: string; entry_date: string; leaving_date: string | null }[]>`
    select e.child_id, e.entry_date, e.leaving_date from enrolments e
    where e.la_code = ${la} and e.child_id = any (${everyone}::uuid[])`
  const events = await tx<
    { case_id: string; id: string; on_date: string; type: string; data: Record<string, unknown> }[]
  >`
    select e.case_id, e.id, e.on_date, e.type, e.data from case_events e
    where e.la_code = ${la} and e.case_id = any (${ids}::uuid[]) and e.on_date <= ${taking.census_on}
    order by e.case_id, e.id`
  const said = await tx<
    { case_id: string | null; child_id: string; what: string; says: string; from_on: string }[]
  >`
    select r.case_id, r.child_id, 'reason' as what, r.reason as says, r.from_on::text, r.recorded_at as at
    from cme_reasons r
    where r.la_code = ${la} and r.case_id = any (${ids}::uuid[])
    union all
    select null, f.child_id, f.flag, f.says, coalesce(f.from_on, f.recorded_at::date)::text, f.recorded_at
    from child_flags f
    where f.la_code = ${la} and f.child_id = any (${children}::uuid[]) and f.flag in ('EHCP', 'child_protection_plan')
      and coalesce(f.from_on, f.recorded_at::date) <= ${taking.census_on}
    order by 5, 6`
  const placing = await tx<(PlacingStepRow & { child_id: string })[]>`
    select s.id, s.child_id, s.case_id, s.kind, s.on_date, s.by_name, s.data from placing_steps s
    where s.la_code = ${la} and s.child_id = any (${children}::uuid[]) and s.on_date <= ${taking.census_on}
    order by s.id`
  const placingOf = Map.groupBy(placing, step => step.child_id)
  const eventsOf = Map.groupBy(events, event => event.case_id)
  const rollsOf = Map.groupBy(rolls, roll => roll.child_id)
  const reasonsOf = Map.groupBy(
    said.filter(one => one.case_id !== null),
    one => one.case_id!,
  )
  const flagsOf = Map.groupBy(
    said.filter(one => one.case_id === null),
    one => one.child_id,
  )
  return cases.map(one => {
    const records = [...(same.get(one.child_id) ?? [one.child_id])].sort()
    const flag = (name: string) =>
      (flagsOf.get(one.child_id) ?? []).findLast(said => said.what === name)?.says === 'yes'
    return {
      caseId: one.id,
      childId: one.child_id,
      personId: records[0]!,
      standing: one.standing,
      ehcp: flag('EHCP'),
      childProtection: flag('child_protection_plan'),
      facts: {
        dob: one.date_of_birth === null ? undefined : localDate(one.date_of_birth),
        sex: (one.sex as 'F' | 'M' | 'U' | null) ?? undefined,
        rolls: records.flatMap(id =>
          (rollsOf.get(id) ?? []).map(roll => ({
            from: localDate(roll.entry_date),
            ...(roll.leaving_date !== null && { to: localDate(roll.leaving_date) }),
          })),
        ),
        history: (eventsOf.get(one.id) ?? []).map(
          event =>
            ({ ...event.data, type: event.type, id: event.id, on: localDate(event.on_date) }) as CaseEvent,
        ),
        reasons: (reasonsOf.get(one.id) ?? []).map(said => ({
          reason: said.says as CmeReasonCode,
          from: localDate(said.from_on),
        })),
        placing: (placingOf.get(one.child_id) ?? []).map(placingStepOf),
      },
    }
  })
}

export type CountedChild = CensusRow & {
  personId: string
  childId: string
  caseId: string
  reasonBy: string
  since: string | undefined
  standing: string
  ehcp: boolean
  childProtection: boolean
}

/** Adds who was counted. A child of several records or cases is counted once, by one that is open on the day. */
export async function insertCounted(
  tx: Tx,
  system: Viewer,
  takingId: string,
  rows: readonly CountedChild[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into census_children ${tx(
      rows.map(row => ({
        la_code: system.la,
        taking_id: takingId,
        person_id: row.personId,
        child_id: row.childId,
        case_id: row.caseId,
        on_day: row.onDay,
        any_time: row.anyTime,
        reason: row.reason,
        reason_by: row.reasonBy,
        duration: row.duration,
        since: row.since ?? null,
        sex: row.sex,
        year_group: row.year ?? null,
        standing: row.standing,
        ehcp: row.ehcp,
        child_protection: row.childProtection,
        queries: row.queries as string[],
      })),
    )}
    on conflict (la_code, taking_id, person_id) do update set
      child_id = case when excluded.on_day then excluded.child_id else census_children.child_id end,
      case_id = case when excluded.on_day then excluded.case_id else census_children.case_id end,
      reason = case when excluded.on_day then excluded.reason else census_children.reason end,
      reason_by = case when excluded.on_day then excluded.reason_by else census_children.reason_by end,
      duration = case when excluded.on_day then excluded.duration else census_children.duration end,
      since = case when excluded.on_day then excluded.since else census_children.since end,
      year_group = case when excluded.on_day then excluded.year_group else census_children.year_group end,
      queries = case when excluded.on_day then excluded.queries else census_children.queries end,
      on_day = census_children.on_day or excluded.on_day,
      any_time = census_children.any_time or excluded.any_time
    where (excluded.on_day and not census_children.on_day) or (excluded.any_time and not census_children.any_time)`
}

export async function keepProgress(
  tx: Tx,
  system: Viewer,
  takingId: string,
  given: { afterCase: string; more: number },
): Promise<void> {
  await tx`
    update census_takings set after_case = ${given.afterCase}, done = done + ${given.more}
    where la_code = ${system.la} and id = ${takingId}`
}

export async function keepFigures(
  tx: Tx,
  system: Viewer,
  takingId: string,
  figures: Figures,
  now: Date,
): Promise<void> {
  await tx`
    update census_takings set state = 'taken', figures = ${tx.json(figures as never)}, taken_at = ${now}
    where la_code = ${system.la} and id = ${takingId} and state = 'taking'`
}

/** All rows of a taking, as its figures are counted from. */
export function rowsOf(tx: Tx, viewer: Viewer, takingId: string): Promise<CensusRow[]> {
  return tx<CensusRow[]>`
    select n.on_day as "onDay", n.any_time as "anyTime", n.reason, n.duration, n.sex, n.year_group as year, n.queries
    from census_children n where n.la_code = ${viewer.la} and n.taking_id = ${takingId}`.then(rows =>
    rows.map(row => ({ ...row, year: row.year ?? undefined })),
  )
}

export type ListedChild = {
  child_id: string
  surname: string
  forename: string
  token: string
  reference: string
  reason: CmeReasonCode
  reason_by: string
  duration: CmeDurationCode
  since: string | null
  year_group: number | null
  ehcp: boolean
  child_protection: boolean
}
export type Behind =
  | { topic: Topic; heading: string }
  | { topic: 'total' }
  | { topic: 'any-time' }
  | { topic: 'query'; heading: string }
export const listedPerPage = 50

/** The list behind a number: a page of it. */
export function childrenBehind(
  tx: Tx,
  viewer: Viewer,
  takingId: string,
  behind: Behind,
  page: number,
): Promise<ListedChild[]> {
  const year = behind.topic === 'year' ? (behind.heading === 'U' ? null : Number(behind.heading)) : null
  const which = {
    total: () => tx`n.on_day`,
    'any-time': () => tx`n.any_time`,
    query: () => tx`${'heading' in behind ? behind.heading : ''} = any (n.queries)`,
    sex: () => tx`n.on_day and n.sex = ${'heading' in behind ? behind.heading : ''}`,
    year: () => tx`n.on_day and n.year_group is not distinct from ${year}::int`,
    duration: () => tx`n.on_day and n.duration = ${'heading' in behind ? behind.heading : ''}`,
    reason: () => tx`n.on_day and n.reason = ${'heading' in behind ? behind.heading : ''}`,
  }[behind.topic]()
  return tx<ListedChild[]>`
    select n.child_id, c.surname, c.forename, k.token, k.reference, n.reason, n.reason_by, n.duration, n.since,
           n.year_group, n.ehcp, n.child_protection
    from census_children n
    join children c on c.la_code = n.la_code and c.id = n.child_id
    join cases k on k.la_code = n.la_code and k.id = n.case_id
    where n.la_code = ${viewer.la} and n.taking_id = ${takingId} and ${which}
      and ${childInScope(tx, viewer, tx`n.child_id`)}
    order by n.person_id
    limit ${listedPerPage} offset ${(page - 1) * listedPerPage}`
}

export type NoteRow = { figure: string; note: string; by_name: string; at: Date }

/** The notes of a taking, oldest first: the latest of a figure stands. */
export function notesOf(tx: Tx, viewer: Viewer, takingId: string): Promise<NoteRow[]> {
  return tx<NoteRow[]>`
    select figure, note, by_name, at from census_notes
    where la_code = ${viewer.la} and taking_id = ${takingId} order by at, id limit 500`
}

export async function insertNote(
  tx: Tx,
  viewer: Viewer,
  takingId: string,
  given: { figure: string; note: string },
): Promise<void> {
  await tx`
    insert into census_notes (la_code, id, taking_id, figure, note, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${takingId}, ${given.figure}, ${given.note}, ${viewer.personId}, ${viewer.name})`
}

/** Signs a taking. False where it was signed before. */
export async function insertSigning(
  tx: Tx,
  viewer: Viewer,
  takingId: string,
  says: string,
): Promise<boolean> {
  const rows = await tx`
    insert into census_signings (la_code, taking_id, by_person, by_name, says)
    values (${viewer.la}, ${takingId}, ${viewer.personId}, ${viewer.name}, ${says})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export type ReasonRow = {
  reason: CmeReasonCode
  from_on: string
  why: string
  by_name: string
  recorded_at: Date
}

/** The reasons recorded for a case, latest first. */
export function reasonsOfCase(tx: Tx, viewer: Viewer, caseId: string): Rows<ReasonRow> {
  return tx<ReasonRow[]>`
    select r.reason, r.from_on, r.why, r.by_name, r.recorded_at from cme_reasons r
    where r.la_code = ${viewer.la} and r.case_id = ${caseId} and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.from_on desc, r.recorded_at desc limit 20`
}

export async function insertReason(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; caseId: string; reason: CmeReasonCode; from: LocalDate; why: string },
): Promise<void> {
  await tx`
    insert into cme_reasons (la_code, id, child_id, case_id, reason, from_on, why, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.caseId}, ${given.reason}, ${given.from}, ${given.why},
            ${viewer.personId}, ${viewer.name})`
}
