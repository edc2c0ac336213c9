// All the SQL of destinations: the leaver, the steps, what receiving schools are asked and what they answered.
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { BySide, CheckResult, DestinationKind, DestinationStep } from './destination.ts'

export type Leaver = {
  enrolment_id: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  date_of_birth: LocalDate | null
  school_id: string
  school: string
  nc_year: string | null
  leaving_date: LocalDate | null
  ground: string | null
  protected: boolean
}

const leaverColumns = (tx: Tx) => tx`
  e.id as enrolment_id, e.child_id, c.token as child_token, c.surname, c.forename, c.date_of_birth, e.school_id,
  s.name as school, e.nc_year, e.leaving_date, e.ground,
  exists (select 1 from protections p where p.la_code = e.la_code and p.child_id = e.child_id) as protected`

/** The child's latest time on one of the viewer's registers: the one of which a destination is asked. */
export async function leaverOf(tx: Tx, viewer: Viewer, childToken: string): Promise<Leaver | undefined> {
  const [row] = await tx<Leaver[]>`
    select ${leaverColumns(tx)}
    from children c
    join enrolments e on e.la_code = c.la_code and e.child_id = c.id
    join schools s on s.la_code = e.la_code and s.id = e.school_id
    where c.la_code = ${viewer.la} and c.token = ${childToken} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
      and ${childInScope(tx, viewer, tx`c.id`)}
    order by (e.leaving_date is null or e.leaving_date > ${viewer.today}) desc, e.leaving_date desc nulls first,
             e.entry_date desc, e.id desc
    limit 1`
  return row
}

/** One enrolment, by its id. */
export async function leaverById(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<Leaver | undefined> {
  const [row] = await tx<Leaver[]>`
    select ${leaverColumns(tx)}
    from enrolments e
    join children c on c.la_code = e.la_code and c.id = e.child_id
    join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.id = ${enrolmentId} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
      and ${childInScope(tx, viewer, tx`e.child_id`)}`
  return row
}

type StoredStep = {
  id: string
  claim_id: string | null
  type: DestinationStep['type']
  on_date: LocalDate
  by_name: string
  by_side: BySide
  data: StepData
}
/** What is kept of a step beside who and when. */
export type StepData = {
  readonly kind?: DestinationKind
  readonly name?: string
  readonly schoolId?: string
  readonly startsOn?: string
  readonly how?: string
  readonly tried?: string
  readonly result?: CheckResult
  readonly evidence?: string
  readonly to?: string
  readonly since?: string
  readonly day?: string
  readonly reference?: string
  /** The link that a question went by, or that an answer came by. */
  readonly linkId?: string
}

/** The steps of one leaver, oldest first. */
export async function stepsOf(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<DestinationStep[]> {
  const rows = await tx<StoredStep[]>`
    select d.id, d.claim_id, d.type, d.on_date, d.by_name, d.by_side, d.data
    from destination_steps d
    where d.la_code = ${viewer.la} and d.enrolment_id = ${enrolmentId} and ${schoolInScope(tx, viewer, tx`d.school_id`)}
      and ${childInScope(tx, viewer, tx`d.child_id`)} and ${inSight(tx, viewer)}
    order by d.at desc, d.id desc limit 200`
  return rows.reverse().map(asStep)
}

/** Where a protected child goes is for the system alone: it opens the case, and names no place. */
const inSight = (tx: Tx, viewer: Viewer) =>
  viewer.side === 'system' || viewer.unscoped
    ? tx`true`
    : tx`not exists (select 1 from protections p where p.la_code = d.la_code and p.child_id = d.child_id)`

function asStep(row: StoredStep): DestinationStep {
  const { data } = row
  const made = { on: row.on_date, byName: row.by_name, bySide: row.by_side }
  const claimId = row.claim_id ?? ''
  const day = (text: string | undefined) => (text ?? row.on_date) as LocalDate
  switch (row.type) {
    case 'claimed':
      return {
        ...made,
        type: 'claimed',
        id: row.id,
        kind: data.kind ?? 'school',
        name: data.name ?? '',
        schoolId: data.schoolId,
        startsOn: data.startsOn as LocalDate | undefined,
        how: data.how ?? '',
      }
    case 'unknown':
      return { ...made, type: 'unknown', tried: data.tried ?? '' }
    case 'checked':
      return {
        ...made,
        type: 'checked',
        claimId,
        result: data.result ?? 'no reply',
        evidence: data.evidence ?? '',
      }
    case 'asked':
      return { ...made, type: 'asked', claimId, to: data.to ?? '' }
    case 'confirmed':
      return row.claim_id === null
        ? { ...made, type: 'confirmed', since: day(data.since) }
        : { ...made, type: 'confirmed', claimId, since: day(data.since) }
    case 'expected':
      return { ...made, type: 'expected', claimId, startsOn: day(data.startsOn) }
    case 'denied':
      return { ...made, type: 'denied', claimId }
    case 'started':
    case 'tenth day':
      return { ...made, type: row.type, claimId, day: day(data.day) }
    case 'case opened':
      return { ...made, type: 'case opened', reference: data.reference ?? '' }
    default:
      return row.type satisfies never
  }
}

export type NewStep = {
  enrolment: Pick<Leaver, 'enrolment_id' | 'child_id' | 'school_id'>
  type: DestinationStep['type']
  claimId?: string | undefined
  on: string
  bySide: BySide
  /** Who said so, where it is not the viewer. */
  byName?: string
  data: StepData
}

/** Adds a step. Gives nothing where it may be there only once, and is. */
export async function addStep(tx: Tx, viewer: Viewer, step: NewStep): Promise<string | undefined> {
  const id = newId()
  const { enrolment } = step
  const [row] = await tx<{ id: string }[]>`
    insert into destination_steps (la_code, id, child_id, enrolment_id, school_id, claim_id, type, on_date, by_person,
                                   by_name, by_side, data)
    values (${viewer.la}, ${id}, ${enrolment.child_id}, ${enrolment.enrolment_id}, ${enrolment.school_id},
            ${step.claimId ?? null}, ${step.type}, ${step.on}, ${viewer.side === 'system' ? null : viewer.personId},
            ${step.byName ?? viewer.name}, ${step.bySide}, ${tx.json(step.data as Record<string, string>)})
    on conflict do nothing
    returning id`
  return row?.id
}

// What a receiving school is asked.

export type QuestionRow = {
  id: string
  token: string
  claim_id: string
  child_id: string
  enrolment_id: string
  school_id: string
  to_school_id: string
  to_school: string
  surname: string
  forename: string
  date_of_birth: LocalDate | null
  year_group: string | null
  previous_school: string
  starts_on: LocalDate | null
  asked_name: string
  asked_on: LocalDate
  answer: 'on roll' | 'expected' | 'not ours' | null
  answer_day: LocalDate | null
  answer_first_day: LocalDate | null
  answer_name: string | null
  answer_on: LocalDate | null
}

const questionColumns = (tx: Tx) => tx`
  d.id, d.token, d.claim_id, d.child_id, d.enrolment_id, d.school_id, d.to_school_id, s.name as to_school, d.surname,
  d.forename, d.date_of_birth, d.year_group, d.previous_school, d.starts_on, d.asked_name, d.asked_on,
  a.answer, a.day as answer_day, a.first_day as answer_first_day, a.by_name as answer_name, a.on_date as answer_on`
const latestAnswer = (tx: Tx) => tx`
  left join lateral (
    select a.* from destination_answers a where a.la_code = d.la_code and a.question_id = d.id
    order by a.at desc, a.id desc limit 1) a on true`

/** The application's wall around what a school is asked: only the rows that were written to it, none of a protected child. */
const askedOf = (tx: Tx, viewer: Viewer) =>
  viewer.unscoped
    ? tx`true`
    : tx`(d.to_school_id = any (${viewer.schools as string[]}::uuid[])
          and not pair_guarded(d.la_code, d.child_id, d.child_id))`

/** What the viewer's schools are asked: 50 and one more, those without an answer first; answered ones for 30 days. */
export function questionsTo(tx: Tx, viewer: Viewer): Promise<QuestionRow[]> {
  return tx<QuestionRow[]>`
    select ${questionColumns(tx)}
    from destination_questions d
    join schools s on s.la_code = d.la_code and s.id = d.to_school_id
    ${latestAnswer(tx)}
    where d.la_code = ${viewer.la} and ${askedOf(tx, viewer)}
      and (a.answer is null or a.answer = 'expected' or a.on_date >= ${viewer.today}::date - 30)
    order by (a.answer is not null), d.at desc, d.id desc limit 51`
}

/** How many questions wait for the viewer's schools to answer. */
export async function questionsWaiting(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from destination_questions d
    where d.la_code = ${viewer.la} and ${askedOf(tx, viewer)}
      and not exists (select 1 from destination_answers a where a.la_code = d.la_code and a.question_id = d.id)`
  return row!.n
}

export async function questionByToken(
  tx: Tx,
  viewer: Viewer,
  token: string,
): Promise<QuestionRow | undefined> {
  const [row] = await tx<QuestionRow[]>`
    select ${questionColumns(tx)}
    from destination_questions d
    join schools s on s.la_code = d.la_code and s.id = d.to_school_id
    ${latestAnswer(tx)}
    where d.la_code = ${viewer.la} and d.token = ${token} and ${askedOf(tx, viewer)}`
  return row
}

/** Asks a school. Gives nothing where it was asked about this claim before. */
export async function addQuestion(
  tx: Tx,
  viewer: Viewer,
  given: { leaver: Leaver; claimId: string; toSchoolId: string; startsOn: LocalDate | undefined },
): Promise<string | undefined> {
  const { leaver } = given
  const [row] = await tx<{ id: string }[]>`
    insert into destination_questions (la_code, id, token, claim_id, child_id, enrolment_id, school_id, to_school_id,
                                       surname, forename, date_of_birth, year_group, previous_school, starts_on,
                                       asked_by, asked_name, asked_on)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${given.claimId}, ${leaver.child_id}, ${leaver.enrolment_id},
            ${leaver.school_id}, ${given.toSchoolId}, ${leaver.surname}, ${leaver.forename}, ${leaver.date_of_birth},
            ${leaver.nc_year}, ${leaver.school}, ${given.startsOn ?? null}, ${viewer.personId}, ${viewer.name},
            ${viewer.today})
    on conflict do nothing returning id`
  return row?.id
}

export type NewAnswer = {
  answer: 'on roll' | 'expected' | 'not ours'
  day: LocalDate | undefined
  firstDay: LocalDate | undefined
}
export async function addAnswer(
  tx: Tx,
  viewer: Viewer,
  question: QuestionRow,
  given: NewAnswer,
): Promise<void> {
  await tx`
    insert into destination_answers (la_code, id, question_id, to_school_id, answer, day, first_day, by_person, by_name, on_date)
    values (${viewer.la}, ${newId()}, ${question.id}, ${question.to_school_id}, ${given.answer}, ${given.day ?? null},
            ${given.firstDay ?? null}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

/** May whoever was asked still be shown the child? Not once the child is protected. As the system. */
export async function isStillAsked(tx: Tx, system: Viewer, childId: string): Promise<boolean> {
  const rows =
    await tx`select 1 from protections p where p.la_code = ${system.la} and p.child_id = ${childId} limit 1`
  return rows.length === 0
}

// What the registers and the removals say.

/** The day since which another register known to Onroll has the child, as the system. Two linked records are one child. */
export async function onOtherRegisterSince(
  tx: Tx,
  system: Viewer,
  leaver: Pick<Leaver, 'child_id' | 'school_id'>,
): Promise<LocalDate | undefined> {
  const [row] = await tx<{ since: LocalDate | null }[]>`
    select min(o.entry_date) as since
    from enrolments o
    where o.la_code = ${system.la} and o.school_id <> ${leaver.school_id}
      and o.child_id = any (${leaver.child_id}::uuid || array(
        select case when l.child_id = ${leaver.child_id} then l.other_id else l.child_id end
        from child_links l
        where l.la_code = ${system.la} and (l.child_id = ${leaver.child_id} or l.other_id = ${leaver.child_id})
          and not exists (select 1 from child_link_steps u
                          where u.la_code = l.la_code and u.link_id = l.id and u.what = 'undone')))
      and o.entry_date <= ${system.today} and (o.leaving_date is null or o.leaving_date > ${system.today})`
  return row?.since ?? undefined
}

/** Has anybody looked for the child since the name came off: a case open, one opened for this leaving, or closed since? */
export async function caseSinceLeaving(
  tx: Tx,
  system: Viewer,
  leaver: Pick<Leaver, 'child_id' | 'enrolment_id' | 'leaving_date'>,
): Promise<'open' | 'was' | 'none'> {
  const rows = await tx<{ is_open: boolean }[]>`
    select k.closed_on is null as is_open from cases k
    where k.la_code = ${system.la} and k.child_id = ${leaver.child_id}
      and (k.closed_on is null or k.closed_on >= ${leaver.leaving_date ?? system.today}
           or exists (select 1 from case_events v
                      where v.la_code = k.la_code and v.case_id = k.id and v.type in ('received', 'removal-added')
                        and v.data->>'enrolmentId' = ${leaver.enrolment_id}))
    order by is_open desc limit 1`
  if (!rows[0]) return 'none'
  return rows[0].is_open ? 'open' : 'was'
}

/** The token of the case that the child has open. */
export async function openCaseToken(tx: Tx, system: Viewer, childId: string): Promise<string | undefined> {
  const [row] = await tx<{ token: string }[]>`
    select k.token from cases k
    where k.la_code = ${system.la} and k.child_id = ${childId} and k.closed_on is null
    order by k.opened_on desc limit 1`
  return row?.token
}

export type ApprovedRemoval = {
  id: string
  enrolment_id: string
  ground: string | null
  by_name: string
  on_date: LocalDate
  evidence: Readonly<Record<string, unknown>> | null
  /** What a file said of the next place, where the removal was made elsewhere. */
  by_file: string | null
  by_file_urn: string | null
}
const approved = (tx: Tx, viewer: Viewer) => tx`
  select r.id, r.enrolment_id, r.ground, r.by_name, r.on_date, r.facts->'evidence' as evidence,
         r.facts->>'destination' as by_file, r.facts->>'destinationUrn' as by_file_urn
  from removals r
  where r.la_code = ${viewer.la}
    and (r.kind = 'asked for here' and r.step = 'approved' and r.decision = 'allowed'
         or r.kind = 'already made' and r.facts->>'destination' is not null)
    and r.on_date >= ${viewer.today}::date - 60
    and not exists (select 1 from destination_steps d
                    where d.la_code = r.la_code and d.enrolment_id = r.enrolment_id
                      and d.type in ('claimed', 'unknown'))`

/** Removals approved or told of lately, of which nobody has recorded where the child goes, as the system: some after one. */
export function removalsWithoutClaim(
  tx: Tx,
  system: Viewer,
  after: string,
  limit: number,
): Promise<ApprovedRemoval[]> {
  return tx<ApprovedRemoval[]>`${approved(tx, system)} and r.id > ${after} order by r.id limit ${limit}`
}

/** The same of one enrolment. */
export async function removalWithoutClaim(
  tx: Tx,
  system: Viewer,
  enrolmentId: string,
): Promise<ApprovedRemoval | undefined> {
  const [row] = await tx<ApprovedRemoval[]>`
    ${approved(tx, system)} and r.enrolment_id = ${enrolmentId} order by r.id desc limit 1`
  return row
}

/** Leavers of whom something was claimed and nobody confirmed it, and for whom this opened no case yet: ids after one. */
export function leaversToConfirm(
  tx: Tx,
  system: Viewer,
  after: string,
  limit: number,
): Promise<{ enrolment_id: string }[]> {
  return tx<{ enrolment_id: string }[]>`
    select e.id as enrolment_id from enrolments e
    where e.la_code = ${system.la} and e.id > ${after} and e.leaving_date <= ${system.today}
      and e.leaving_date >= ${system.today}::date - 200
      and exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id
                    and d.type in ('claimed', 'unknown'))
      and not exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id
                        and d.type = 'case opened')
      and not exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id
                        and d.type = 'confirmed' and not exists (
                          select 1 from destination_steps n where n.la_code = d.la_code and n.claim_id = d.claim_id
                            and n.type = 'denied' and (n.at, n.id) > (d.at, d.id)))
    order by e.id limit ${limit}`
}

export type WaitingRow = {
  enrolment_id: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  leaving_date: LocalDate
  /** The place that was named last, if any was. */
  next: string | null
  case_opened: boolean
}

/** The viewer's leavers of the last 200 days whose next place is not confirmed: 50 and one more, longest gone first. */
export function waitingLeavers(tx: Tx, viewer: Viewer): Promise<WaitingRow[]> {
  return tx<WaitingRow[]>`
    select e.id as enrolment_id, e.child_id, c.token as child_token, c.surname, c.forename, e.school_id,
           s.name as school, e.leaving_date,
           (select n.data->>'name' from destination_steps n
            where n.la_code = e.la_code and n.enrolment_id = e.id and n.type in ('claimed', 'unknown')
            order by n.at desc, n.id desc limit 1) as next,
           exists (select 1 from destination_steps o where o.la_code = e.la_code and o.enrolment_id = e.id
                     and o.type = 'case opened') as case_opened
    from enrolments e
    join children c on c.la_code = e.la_code and c.id = e.child_id
    join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.leaving_date <= ${viewer.today}
      and e.leaving_date >= ${viewer.today}::date - 200
      and ${schoolInScope(tx, viewer, tx`e.school_id`)} and (${childInScope(tx, viewer, tx`e.child_id`)})
      and not exists (select 1 from protections p where p.la_code = e.la_code and p.child_id = e.child_id)
      and not exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id
                        and d.type = 'confirmed' and not exists (
                          select 1 from destination_steps n where n.la_code = d.la_code and n.claim_id = d.claim_id
                            and n.type = 'denied' and (n.at, n.id) > (d.at, d.id)))
      and exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id)
    order by e.leaving_date, e.id limit 51`
}
