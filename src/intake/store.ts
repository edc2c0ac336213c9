// All the SQL of what reaches the authority by telephone or in writing, of who told it, and of exclusions. (What the public and
// partners send has a store of its own.)
import { childInScope, placeInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { CaseState } from '../cases/case.ts'
import type { Level } from '../cases/clocks.ts'
import type { RollSpell } from '../cases/cme-status.ts'
import type { Fragment, Rows, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { digestOf, newId, newToken } from '../platform/ids.ts'
import type { Stage } from './replies.ts'
import type { Consultation, GivenChild, How, TellerKind } from './told/consultation.ts'

/** The application's wall for what is the authority's own: nobody else. */
const own = (tx: Tx, viewer: Viewer): Fragment => (seesTheArea(viewer) ? tx`true` : tx`false`)

/** Who told of a protected child, and in which words, is for those who may open what is protected. */
const openToViewer = (tx: Tx, viewer: Viewer, childId: Fragment): Fragment =>
  placeInScope(tx, viewer, childId)

// ---- Consultations ----

export type ConsultationRow = {
  id: string
  token: string
  reference: string
  how: How
  received_on: LocalDate
  received_at: string
  teller: TellerKind
  teller_name: string
  organisation: string
  school_id: string | null
  said: string
  home_lines: string
  postcode: string
  parent_name: string
  parent_phone: string
  reply_wanted: boolean
  reply_how: '' | 'telephone' | 'email' | 'letter'
  reply_to: string
  reply_safe: string
  by_name: string
  recorded_on: LocalDate
  ended: 'advice' | 'cases' | null
  advice: string | null
  adviser: string | null
  start_code: string | null
  ended_on: LocalDate | null
  ended_by: string | null
  children: number
}

const consultationRows = (tx: Tx) => tx`
  select n.id, n.token, n.reference, n.how, n.received_on, n.received_at, n.teller, n.teller_name, n.organisation, n.school_id,
         n.said, n.home_lines, n.postcode, n.parent_name, n.parent_phone, n.reply_wanted, n.reply_how, n.reply_to, n.reply_safe,
         n.by_name, n.recorded_on, e.what as ended, e.advice, e.adviser, e.start_code, e.ended_on, e.by_name as ended_by,
         (select count(*)::int from consultation_children c where c.la_code = n.la_code and c.consultation_id = n.id) as children
  from consultations n
  left join consultation_ends e on e.la_code = n.la_code and e.consultation_id = n.id`

/** No protected child is among those it was about, unless the viewer may open what is protected. */
const aboutOpen = (tx: Tx, viewer: Viewer, id: Fragment): Fragment => tx`not exists (
  select 1 from consultation_cases g where g.la_code = ${viewer.la} and g.consultation_id = ${id}
    and not ${openToViewer(tx, viewer, tx`g.child_id`)})`

/** Keeps what somebody told. The same words of the same day are kept once: gives the one there is. */
export async function insertConsultation(
  tx: Tx,
  viewer: Viewer,
  reference: () => Promise<string>,
  given: Consultation,
): Promise<{ id: string; token: string; already: boolean }> {
  const sameAs = digestOf(JSON.stringify([viewer.personId, given]))
  await tx`select pg_advisory_xact_lock(hashtextextended(${`consultation ${viewer.la} ${sameAs}`}, 0))`
  const [before] = await tx<{ id: string; token: string }[]>`
    select n.id, n.token from consultations n where n.la_code = ${viewer.la} and n.same_as = ${sameAs} and ${own(tx, viewer)}`
  if (before) return { ...before, already: true }
  const [id, token] = [newId(), newToken()]
  await tx`
    insert into consultations (la_code, id, token, reference, how, received_on, received_at, teller, teller_name, organisation,
      school_id, said, home_lines, postcode, parent_name, parent_phone, reply_wanted, reply_how, reply_to, reply_safe, same_as,
      by_person, by_name, recorded_on)
    values (${viewer.la}, ${id}, ${token}, ${await reference()}, ${given.how}, ${given.receivedOn}, ${given.receivedAt},
      ${given.teller}, ${given.tellerName}, ${given.organisation}, ${given.schoolId ?? null}, ${given.said},
      ${given.homeLines}, ${given.postcode}, ${given.parentName}, ${given.parentPhone}, ${given.replyWanted},
      ${given.replyHow}, ${given.replyTo}, ${given.replySafe}, ${sameAs}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
  return { id, token, already: false }
}

/** The consultation whose token stands in the address. Throws NotFound where the viewer may not read it. */
export async function consultationByToken(tx: Tx, viewer: Viewer, token: string): Promise<ConsultationRow> {
  const [row] = await tx<ConsultationRow[]>`
    ${consultationRows(tx)}
    where n.la_code = ${viewer.la} and n.token = ${token} and ${own(tx, viewer)} and ${aboutOpen(tx, viewer, tx`n.id`)}`
  if (!row) throw new NotFound('consultation')
  return row
}

/** The same, held until the transaction ends, so that two who decide come one after the other. */
export async function lockConsultation(tx: Tx, viewer: Viewer, token: string): Promise<ConsultationRow> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`told ${viewer.la} ${token}`}, 0))`
  return consultationByToken(tx, viewer, token)
}

export const consultationsPerPage = 50

/** What was told and nobody has ended, the oldest receipt first; or what was ended, the latest first. One more than a page. */
export function listConsultations(
  tx: Tx,
  viewer: Viewer,
  which: 'waiting' | 'ended',
  page = 1,
): Promise<ConsultationRow[]> {
  const ended = which === 'ended'
  return tx<ConsultationRow[]>`
    ${consultationRows(tx)}
    where n.la_code = ${viewer.la} and ${own(tx, viewer)} and ${aboutOpen(tx, viewer, tx`n.id`)}
      and e.consultation_id is ${ended ? tx`not null` : tx`null`}
    order by ${ended ? tx`n.recorded_on desc, n.id desc` : tx`n.received_on, n.id`}
    limit ${consultationsPerPage + 1} offset ${(page - 1) * consultationsPerPage}`
}

/** How many were told and nobody has ended. */
export async function countToldWaiting(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ many: number }[]>`
    select count(*)::int as many from (
      select 1 from consultations n
      where n.la_code = ${viewer.la} and ${own(tx, viewer)}
        and not exists (select 1 from consultation_ends e where e.la_code = n.la_code and e.consultation_id = n.id)
      limit 1000) waiting`
  return row?.many ?? 0
}

export type GivenRow = { number: number; given: GivenChild; by_name: string }

/** The children somebody told of, as they were given. */
export function givenChildren(tx: Tx, viewer: Viewer, id: string): Promise<GivenRow[]> {
  return tx<GivenRow[]>`
    select c.number, c.given, c.by_name from consultation_children c
    where c.la_code = ${viewer.la} and c.consultation_id = ${id} and ${own(tx, viewer)} order by c.number limit 20`
}

export async function insertGivenChild(
  tx: Tx,
  viewer: Viewer,
  id: string,
  number: number,
  given: GivenChild,
): Promise<void> {
  await tx`
    insert into consultation_children (la_code, id, consultation_id, number, given, by_name)
    values (${viewer.la}, ${newId()}, ${id}, ${number}, ${tx.json({ ...given })}, ${viewer.name})`
}

export async function insertEnd(
  tx: Tx,
  viewer: Viewer,
  id: string,
  end: { what: 'advice' | 'cases'; advice: string; adviser: string; startCode?: string; level?: Level },
): Promise<void> {
  await tx`
    insert into consultation_ends (la_code, consultation_id, what, advice, adviser, start_code, level, by_person, by_name, ended_on)
    values (${viewer.la}, ${id}, ${end.what}, ${end.advice}, ${end.adviser}, ${end.startCode ?? null}, ${end.level ?? null},
            ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

export async function insertConsultationCase(
  tx: Tx,
  viewer: Viewer,
  id: string,
  row: { number: number; childId: string; caseId: string | undefined; was: 'known' | 'new'; joined: boolean },
): Promise<void> {
  await tx`
    insert into consultation_cases (la_code, consultation_id, number, child_id, case_id, was, joined)
    values (${viewer.la}, ${id}, ${row.number}, ${row.childId}, ${row.caseId ?? null}, ${row.was}, ${row.joined})`
}

export type ConsultationCaseRow = {
  number: number
  child_id: string
  surname: string
  forename: string
  child_token: string
  case_token: string | null
  reference: string | null
  state: CaseState | null
  was: 'known' | 'new'
  joined: boolean
}

/** Whose record each child turned out to be, and its case. */
export function casesOfConsultation(tx: Tx, viewer: Viewer, id: string): Promise<ConsultationCaseRow[]> {
  return tx<ConsultationCaseRow[]>`
    select g.number, g.child_id, c.surname, c.forename, c.token as child_token, k.token as case_token, k.reference, k.state,
           g.was, g.joined
    from consultation_cases g
    join children c on c.la_code = g.la_code and c.id = g.child_id
    left join cases k on k.la_code = g.la_code and k.id = g.case_id
    where g.la_code = ${viewer.la} and g.consultation_id = ${id} and ${childInScope(tx, viewer, tx`g.child_id`)}
      and ${openToViewer(tx, viewer, tx`g.child_id`)}
    order by g.number limit 20`
}

export type ToldInCase = {
  token: string
  reference: string
  how: How
  received_on: LocalDate
  recorded_on: LocalDate
  teller: TellerKind
  teller_name: string
  organisation: string
  said: string
}

/** What was told by telephone or in writing and is in this case, the latest first. */
export function toldInCase(tx: Tx, viewer: Viewer, caseId: string): Rows<ToldInCase> {
  return tx<ToldInCase[]>`
    select n.token, n.reference, n.how, n.received_on, n.recorded_on, n.teller, n.teller_name, n.organisation, n.said
    from consultation_cases g
    join consultations n on n.la_code = g.la_code and n.id = g.consultation_id
    where g.la_code = ${viewer.la} and g.case_id = ${caseId} and ${own(tx, viewer)}
      and ${aboutOpen(tx, viewer, tx`n.id`)}
    order by n.received_on desc, n.id desc limit 20`
}

export type Alongside = {
  child_id: string
  surname: string
  forename: string
  case_token: string
  reference: string
  state: CaseState
}

/** The other children who were told of together with this case's child. None where either is protected. */
export function toldTogether(tx: Tx, viewer: Viewer, caseId: string): Rows<Alongside> {
  const open = (child: Fragment) => tx`not exists (
    select 1 from protections p where p.la_code = ${viewer.la} and p.child_id = ${child})`
  return tx<Alongside[]>`
    select distinct o.child_id, c.surname, c.forename, k.token as case_token, k.reference, k.state
    from consultation_cases g
    join consultation_cases o on o.la_code = g.la_code and o.consultation_id = g.consultation_id and o.child_id <> g.child_id
    join children c on c.la_code = o.la_code and c.id = o.child_id
    join cases k on k.la_code = o.la_code and k.id = o.case_id
    where g.la_code = ${viewer.la} and g.case_id = ${caseId} and ${childInScope(tx, viewer, tx`g.child_id`)}
      and ${childInScope(tx, viewer, tx`o.child_id`)} and ${open(tx`g.child_id`)} and ${open(tx`o.child_id`)}
    order by k.reference limit 20`
}

// ---- Who told, and what they are told in turn ----

export type TellerDoor = 'consultation' | 'public' | 'partner' | 'another authority'
export type NewTeller = {
  caseId: string
  childId: string
  door: TellerDoor
  /** The row of the door: a consultation, a report. */
  sourceId: string
  /** What they were given to quote. */
  reference: string
  /** They told as part of their work. */
  professional: boolean
  name: string
  organisation: string
  replyHow: string
  replyTo: string
  replySafe: string
  toldOn: string
}

/** Keeps who told, once for a case. Gives its id, or nothing where it was kept before. */
export async function insertTeller(tx: Tx, viewer: Viewer, t: NewTeller): Promise<string | undefined> {
  const id = newId()
  const rows = await tx`
    insert into tellers (la_code, id, token, case_id, child_id, door, source_id, reference, professional, name, organisation,
      reply_how, reply_to, reply_safe, told_on)
    values (${viewer.la}, ${id}, ${newToken()}, ${t.caseId}, ${t.childId}, ${t.door}, ${t.sourceId}, ${t.reference},
      ${t.professional}, ${t.name}, ${t.organisation}, ${t.replyHow}, ${t.replyTo}, ${t.replySafe}, ${t.toldOn})
    on conflict (la_code, case_id, source_id) do nothing
    returning 1`
  return rows.length > 0 ? id : undefined
}

export type TellerRow = {
  id: string
  token: string
  case_id: string
  child_id: string
  source_id: string
  reference: string
  professional: boolean
  name: string
  organisation: string
  reply_how: string
  reply_to: string
  reply_safe: string
  told_on: LocalDate
  state: CaseState
  level: Level
  outcome: string | null
  case_token: string
  case_reference: string
  surname: string
  forename: string
  protected: boolean
  closed_on: LocalDate | null
  done: Stage[]
}

const tellerRows = (tx: Tx, viewer: Viewer) => tx`
  select t.id, t.token, t.case_id, t.child_id, t.source_id, t.reference, t.professional, t.name, t.organisation, t.reply_how,
         t.reply_to, t.reply_safe, t.told_on, k.state, k.level, k.outcome, k.token as case_token,
         k.reference as case_reference, k.closed_on, c.surname, c.forename,
         exists (select 1 from protections p where p.la_code = t.la_code and p.child_id = t.child_id) as protected,
         array(select x.stage from teller_steps x where x.la_code = t.la_code and x.teller_id = t.id) as done
  from tellers t
  join cases k on k.la_code = t.la_code and k.id = t.case_id
  join children c on c.la_code = t.la_code and c.id = t.child_id
  where t.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`t.child_id`)} and ${openToViewer(tx, viewer, tx`t.child_id`)}
    and ${seesTheArea(viewer)}`

/** Whoever told us and has not heard what there is to hear, the longest waiting first: 51 at most. */
export function repliesOwed(tx: Tx, viewer: Viewer): Promise<TellerRow[]> {
  const told = (stage: Fragment) => tx`exists (
    select 1 from teller_steps x where x.la_code = t.la_code and x.teller_id = t.id ${stage})`
  const deciding = tx`k.state in ('received', 'triage', 'needs information')`
  return tx<TellerRow[]>`
    ${tellerRows(tx, viewer)} and not ${told(tx`and x.stage = 'outcome'`)}
      and (k.state in ('closed', 'declined')
        or ${deciding} and not ${told(tx``)}
        or not ${deciding} and not ${told(tx`and x.stage = 'decision'`)})
    order by t.told_on, t.id limit 51`
}

/** Those who told us of the child of a case. */
export function tellersOfCase(tx: Tx, viewer: Viewer, caseId: string): Rows<TellerRow> {
  return tx<
    TellerRow[]
  >`${tellerRows(tx, viewer)} and t.case_id = ${caseId} order by t.told_on, t.id limit 20`
}

/** One of them. Throws NotFound where the viewer may not read it. */
export async function tellerByToken(tx: Tx, viewer: Viewer, token: string): Promise<TellerRow> {
  const [row] = await tx<TellerRow[]>`${tellerRows(tx, viewer)} and t.token = ${token}`
  if (!row) throw new NotFound('teller')
  return row
}

/** The same person's rows of the same telling: a family is told of in one call, and the caller is rung once. */
export function sameTelling(tx: Tx, viewer: Viewer, sourceId: string): Promise<TellerRow[]> {
  return tx<TellerRow[]>`${tellerRows(tx, viewer)} and t.source_id = ${sourceId} order by t.id limit 20`
}

/** Writes down that they were told so much. False where that was written before. */
export async function insertTellerStep(
  tx: Tx,
  viewer: Viewer,
  teller: { id: string; child_id: string },
  step: { stage: Stage; what: 'told' | 'not needed'; how: string; says: string },
): Promise<boolean> {
  const rows = await tx`
    insert into teller_steps (la_code, id, teller_id, child_id, stage, what, how, says, by_person, by_name, on_date)
    values (${viewer.la}, ${newId()}, ${teller.id}, ${teller.child_id}, ${step.stage}, ${step.what}, ${step.how}, ${step.says},
            ${viewer.personId}, ${viewer.name}, ${viewer.today})
    on conflict (la_code, teller_id, stage) do nothing
    returning 1`
  return rows.length > 0
}

export type TellerStepRow = {
  stage: Stage
  what: 'told' | 'not needed'
  how: string
  says: string
  by_name: string
  on_date: LocalDate
}
export function stepsOfTeller(tx: Tx, viewer: Viewer, id: string): Promise<TellerStepRow[]> {
  return tx<TellerStepRow[]>`
    select x.stage, x.what, x.how, x.says, x.by_name, x.on_date from teller_steps x
    where x.la_code = ${viewer.la} and x.teller_id = ${id} and ${childInScope(tx, viewer, tx`x.child_id`)}
      and ${openToViewer(tx, viewer, tx`x.child_id`)}
    order by x.at limit 10`
}

// ---- What a child is counted as ----

/** The rolls the authority knows of, the child's own and those of records that are linked as the same child. */
export async function rollsOf(tx: Tx, viewer: Viewer, childId: string): Promise<RollSpell[]> {
  const rows = await tx<{ from: LocalDate; to: LocalDate | null }[]>`
    select e.entry_date as from, e.leaving_date as to from enrolments e
    where e.la_code = ${viewer.la} and e.entry_date is not null and ${childInScope(tx, viewer, tx`e.child_id`)}
      and e.child_id in (
        select ${childId}::uuid
        union select case when l.child_id = ${childId} then l.other_id else l.child_id end from child_links l
        where l.la_code = ${viewer.la} and (l.child_id = ${childId} or l.other_id = ${childId})
          and not exists (select 1 from child_link_steps t
                          where t.la_code = l.la_code and t.link_id = l.id and t.what = 'undone'))
    order by e.entry_date desc limit 50`
  return rows.map(({ from, to }) => ({ from, ...(to && { to }) }))
}

/** Whether less than full time is arranged for a child on a roll today: a part-time timetable, education off site, a suspension. */
export async function lessThanFullTime(tx: Tx, viewer: Viewer, childId: string): Promise<boolean> {
  const [row] = await tx<{ is: boolean }[]>`
    select exists (
      select 1 from arrangements a
      where a.la_code = ${viewer.la} and a.child_id = ${childId} and ${childInScope(tx, viewer, tx`a.child_id`)}
        and a.starts_on <= ${viewer.today}
        and not exists (select 1 from arrangement_endings x where x.la_code = a.la_code and x.arrangement_id = a.id
                          and x.on_date <= ${viewer.today}))
    or exists (
      select 1 from suspensions u
      where u.la_code = ${viewer.la} and u.child_id = ${childId} and ${childInScope(tx, viewer, tx`u.child_id`)}
        and u.first_day <= ${viewer.today} and coalesce(u.last_day, u.first_day + 365) >= ${viewer.today}
        and not exists (select 1 from suspension_steps t where t.la_code = u.la_code and t.suspension_id = u.id
                          and t.step = 'cancelled')) as is`
  return row!.is
}

export type OpenAmong = {
  child_id: string
  surname: string
  forename: string
  token: string
  reference: string
  state: CaseState
}

/** Which of these children have an open case: a referral about one of them may be the same again. */
export function openCasesAmong(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<OpenAmong[]> {
  if (childIds.length === 0) return Promise.resolve([])
  return tx<OpenAmong[]>`
    select k.child_id, c.surname, c.forename, k.token, k.reference, k.state
    from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where k.la_code = ${viewer.la} and k.closed_on is null and k.child_id = any (${childIds as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`k.child_id`)} and ${openToViewer(tx, viewer, tx`k.child_id`)}
    order by k.reference limit 20`
}

// ---- Exclusions ----

export type ExclusionRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  date_of_birth: string | null
  school_id: string
  school: string
  first_day: LocalDate
  looked_after: boolean
  protected: boolean
  what: 'in place' | 'nothing in place' | 'case opened' | null
  starts_on: LocalDate | null
  place: string | null
  says: string | null
  by_name: string | null
  on_date: LocalDate | null
  case_token: string | null
  case_reference: string | null
  steps: number
}

const exclusionRows = (tx: Tx, viewer: Viewer) => tx`
  select u.id, u.token, u.child_id, c.token as child_token, c.surname, c.forename, c.date_of_birth, u.school_id,
         s.name as school, u.first_day,
         exists (select 1 from child_flags f where f.la_code = u.la_code and f.child_id = u.child_id and f.flag = 'in_care'
                   and f.says = 'yes' and not exists (
                     select 1 from child_flags g where g.la_code = f.la_code and g.child_id = f.child_id
                       and g.flag = f.flag and g.recorded_at > f.recorded_at)) as looked_after,
         exists (select 1 from protections p where p.la_code = u.la_code and p.child_id = u.child_id) as protected,
         x.what, x.starts_on, x.place, x.says, x.by_name, x.on_date, coalesce(x.number, 0) as steps,
         k.token as case_token, k.reference as case_reference
  from suspensions u
  join children c on c.la_code = u.la_code and c.id = u.child_id
  join schools s on s.la_code = u.la_code and s.id = u.school_id
  left join lateral (select * from exclusion_steps e where e.la_code = u.la_code and e.suspension_id = u.id
                     order by e.number desc limit 1) x on true
  left join lateral (select k.token, k.reference from cases k where k.la_code = u.la_code and k.child_id = u.child_id
                       and k.closed_on is null order by k.opened_on desc limit 1) k on true
  where u.la_code = ${viewer.la} and u.kind = 'permanent exclusion' and ${childInScope(tx, viewer, tx`u.child_id`)}
    and ${placeInScope(tx, viewer, tx`u.child_id`)} and ${own(tx, viewer)}
    and not exists (select 1 from suspension_steps t where t.la_code = u.la_code and t.suspension_id = u.id
                      and t.step = 'cancelled')`

/** The permanent exclusions of the last school year that were not cancelled, the latest first: 101 at most. */
export function exclusions(tx: Tx, viewer: Viewer, limit = 101): Promise<ExclusionRow[]> {
  return tx<ExclusionRow[]>`
    ${exclusionRows(tx, viewer)} and u.first_day >= ${viewer.today}::date - 365
    order by u.first_day desc, u.id desc limit ${limit}`
}

/** Those for whom nobody wrote down anything yet, or nothing, or only from a later day: for the job. The oldest first. */
export function exclusionsToLookAt(
  tx: Tx,
  viewer: Viewer,
  after: string,
  limit = 200,
): Promise<ExclusionRow[]> {
  return tx<ExclusionRow[]>`
    ${exclusionRows(tx, viewer)} and u.first_day between ${viewer.today}::date - 365 and ${viewer.today} and u.id > ${after}
      and not exists (select 1 from exclusion_steps o where o.la_code = u.la_code and o.suspension_id = u.id
                        and o.what = 'case opened')
    order by u.id limit ${limit}`
}

/** The exclusion whose token stands in the address. Throws NotFound where it is not in the viewer's scope. */
export async function exclusionByToken(tx: Tx, viewer: Viewer, token: string): Promise<ExclusionRow> {
  const [row] = await tx<ExclusionRow[]>`${exclusionRows(tx, viewer)} and u.token = ${token}`
  if (!row) throw new NotFound('exclusion')
  return row
}

/** Makes two who write of one exclusion come one after the other. */
export async function holdExclusion(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`exclusion ${viewer.la} ${id}`}, 0))`
}

export async function insertExclusionStep(
  tx: Tx,
  viewer: Viewer,
  row: { id: string; child_id: string; steps: number },
  step: {
    what: 'in place' | 'nothing in place' | 'case opened'
    startsOn?: string | undefined
    place: string
    says: string
    caseId?: string | undefined
  },
): Promise<void> {
  await tx`
    insert into exclusion_steps (la_code, id, suspension_id, child_id, number, what, starts_on, place, says, case_id, by_person,
      by_name, on_date)
    values (${viewer.la}, ${newId()}, ${row.id}, ${row.child_id}, ${row.steps + 1}, ${step.what}, ${step.startsOn ?? null},
            ${step.place}, ${step.says}, ${step.caseId ?? null}, ${viewer.side === 'system' ? null : viewer.personId},
            ${viewer.name}, ${viewer.today})`
}

export type ExclusionStepRow = {
  what: 'in place' | 'nothing in place' | 'case opened'
  starts_on: LocalDate | null
  place: string
  says: string
  by_name: string
  on_date: LocalDate
}
export function stepsOfExclusion(tx: Tx, viewer: Viewer, id: string): Promise<ExclusionStepRow[]> {
  return tx<ExclusionStepRow[]>`
    select x.what, x.starts_on, x.place, x.says, x.by_name, x.on_date from exclusion_steps x
    where x.la_code = ${viewer.la} and x.suspension_id = ${id} and ${childInScope(tx, viewer, tx`x.child_id`)}
      and ${placeInScope(tx, viewer, tx`x.child_id`)}
    order by x.number desc limit 50`
}

// ---- Known here, of compulsory school age, on no roll ----

export type NoPlaceRow = {
  child_id: string
  token: string
  surname: string
  forename: string
  date_of_birth: LocalDate
  protected: boolean
}

/**
 * Children known here who were born between two days, were never on a register that the authority knows of, are not educated at home
 * and have no open case. Of a protected child, those alone who may open what is protected. One more than a page.
 */
export function neverOnARoll(
  tx: Tx,
  viewer: Viewer,
  born: { from: LocalDate; to: LocalDate },
  limit = 51,
): Promise<NoPlaceRow[]> {
  return tx<NoPlaceRow[]>`
    select c.id as child_id, c.token, c.surname, c.forename, c.date_of_birth,
           exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected
    from children c
    where c.la_code = ${viewer.la} and c.date_of_birth between ${born.from} and ${born.to}
      and ${childInScope(tx, viewer, tx`c.id`)} and ${openToViewer(tx, viewer, tx`c.id`)} and ${own(tx, viewer)}
      and not exists (select 1 from enrolments e where e.la_code = c.la_code and e.child_id = c.id)
      and not exists (select 1 from cases k where k.la_code = c.la_code and k.child_id = c.id)
      and not exists (select 1 from home_educations h where h.la_code = c.la_code and h.child_id = c.id and h.state <> 'ended')
      and not exists (select 1 from child_links l where l.la_code = c.la_code and (l.child_id = c.id or l.other_id = c.id)
        and not exists (select 1 from child_link_steps t
                        where t.la_code = l.la_code and t.link_id = l.id and t.what = 'undone'))
    order by c.date_of_birth, c.id limit ${limit}`
}

// ---- The four counts ----

export type CountedRow = {
  child_id: string
  surname: string
  forename: string
  /** A case, or the child's own page. */
  href: string
  says: string
}

/** How many open cases are counted as one thing, and the earliest fifty of them. */
export async function casesCounted(
  tx: Tx,
  viewer: Viewer,
  standing: 'possible CME' | 'CME',
  page = 1,
): Promise<CountedRow[]> {
  return tx<CountedRow[]>`
    select k.child_id, c.surname, c.forename, '/cases/' || k.token as href, k.reference || ', ' || k.state as says
    from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where k.la_code = ${viewer.la} and k.closed_on is null and k.standing = ${standing}
      and ${childInScope(tx, viewer, tx`k.child_id`)}
    order by k.opened_on, k.id limit 51 offset ${(page - 1) * 50}`
}

/** How many open cases are counted as each. */
export async function countCases(tx: Tx, viewer: Viewer): Promise<Readonly<Record<string, number>>> {
  const rows = await tx<{ standing: string; many: number }[]>`
    select k.standing, count(*)::int as many from cases k
    where k.la_code = ${viewer.la} and k.closed_on is null and ${childInScope(tx, viewer, tx`k.child_id`)}
    group by k.standing`
  return Object.fromEntries(rows.map(row => [row.standing, row.many]))
}

/** Children on a roll for whom less than full time is arranged today, or who are suspended, and whom no open case counts otherwise. */
const lessThanAll = (tx: Tx, viewer: Viewer) => tx`
  select distinct p.child_id from (
    select a.child_id from arrangements a
    where a.la_code = ${viewer.la} and a.starts_on <= ${viewer.today}
      and not exists (select 1 from arrangement_endings x where x.la_code = a.la_code and x.arrangement_id = a.id
                        and x.on_date <= ${viewer.today})
    union all
    select u.child_id from suspensions u
    where u.la_code = ${viewer.la} and u.first_day <= ${viewer.today} and u.first_day >= ${viewer.today}::date - 365
      and (u.last_day is null or u.last_day >= ${viewer.today})
      and not exists (select 1 from suspension_steps t where t.la_code = u.la_code and t.suspension_id = u.id
                        and t.step = 'cancelled')) p
  where ${childInScope(tx, viewer, tx`p.child_id`)} and ${placeInScope(tx, viewer, tx`p.child_id`)} and ${own(tx, viewer)}
    and not exists (select 1 from cases k where k.la_code = ${viewer.la} and k.child_id = p.child_id and k.closed_on is null
                      and k.standing in ('CME', 'possible CME'))`

/** How many miss some of their education while on a roll. */
export async function countOnRoll(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<
    { many: number }[]
  >`select count(*)::int as many from (${lessThanAll(tx, viewer)}) counted`
  return row!.many
}

/** Who they are, by name: one more than a page. */
export function onRollCounted(tx: Tx, viewer: Viewer, page = 1): Promise<CountedRow[]> {
  return tx<CountedRow[]>`
    select c.id as child_id, c.surname, c.forename, '/children/' || c.token as href,
           'On a roll, less than full time' as says
    from (${lessThanAll(tx, viewer)}) counted
    join children c on c.la_code = ${viewer.la} and c.id = counted.child_id
    order by c.surname_key, c.forename_key, c.id limit 51 offset ${(page - 1) * 50}`
}
