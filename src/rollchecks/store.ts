// All the SQL of roll checks. For the authority alone; the row rules say the same. What concerns a protected child stands in
// candidates that are held, which those alone read who may decide on a match.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { protectedAmong } from '../children/received/store.ts'
import { linkedWith } from '../matching/proposals/store.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { Answer, AnswerName, Candidate, Claim } from './answer.ts'
import { type Given, whereabouts } from './given.ts'
import type { Asker } from './words.ts'

export type CheckRow = {
  id: string
  token: string
  asked_by: Asker
  asker: string | null
  purpose: string
  name: string
  is_list: boolean
  row_count: number
  rows_done: number
  state: 'checking' | 'checked' | 'deleted'
  counts: Partial<Counts>
  received_at: Date
  received_name: string
  checked_at: Date | null
  delete_rows_on: string
}

/** Nobody of a school asks this. */
const forAuthority = (tx: Tx, viewer: Viewer): Fragment =>
  viewer.unscoped || viewer.side !== 'school' ? tx`true` : tx`false`
/** Held candidates are for those who may decide; those with a new identity for managers alone. */
function heldToo(tx: Tx, viewer: Viewer, held: Fragment, childId: Fragment): Fragment {
  if (viewer.unscoped || viewer.role === 'manager' || viewer.role === 'system') return tx`true`
  if (!may(viewer, 'match.decide')) return tx`not ${held}`
  return tx`(not ${held} or not exists (
    select 1 from protections scope_p
    where scope_p.la_code = ${viewer.la} and scope_p.child_id = ${childId} and scope_p.kind = 'identity'))`
}

const columns = (tx: Tx) => tx`
  k.id, k.token, k.asked_by, k.asker, k.purpose, k.name, k.is_list, k.row_count, k.rows_done, k.state, k.counts,
  k.received_at, k.received_name, k.checked_at, k.delete_rows_on`

/** The newest roll checks, at most fifty. */
export function checksOf(tx: Tx, viewer: Viewer): Promise<CheckRow[]> {
  return tx<CheckRow[]>`
    select ${columns(tx)} from roll_checks k
    where k.la_code = ${viewer.la} and ${forAuthority(tx, viewer)}
    order by k.received_at desc, k.id desc limit 50`
}

/** The check whose token stands in the address. Throws NotFound where there is none for this viewer. */
export async function checkByToken(tx: Tx, viewer: Viewer, token: string): Promise<CheckRow> {
  const [row] = await tx<CheckRow[]>`
    select ${columns(tx)} from roll_checks k
    where k.la_code = ${viewer.la} and k.token = ${token} and ${forAuthority(tx, viewer)}`
  if (!row) throw new NotFound('roll check')
  return row
}

/** The same by id, locked until the transaction ends: one worker at a time. */
export async function lockCheck(tx: Tx, viewer: Viewer, id: string): Promise<CheckRow> {
  const [row] = await tx<CheckRow[]>`
    select ${columns(tx)} from roll_checks k
    where k.la_code = ${viewer.la} and k.id = ${id} and ${forAuthority(tx, viewer)}
    for update`
  if (!row) throw new NotFound('roll check')
  return row
}

/** A check of the very same list whose rows are still here. */
export async function sameListBefore(tx: Tx, viewer: Viewer, digest: string): Promise<CheckRow | undefined> {
  // Sent twice at one moment, the second waits for the first and finds it.
  await tx`select pg_advisory_xact_lock(hashtextextended(${`roll check ${viewer.la} ${digest}`}, 0))`
  const [row] = await tx<CheckRow[]>`
    select ${columns(tx)} from roll_checks k
    where k.la_code = ${viewer.la} and k.digest = ${digest} and k.state <> 'deleted' and ${forAuthority(tx, viewer)}
    order by k.received_at desc limit 1`
  return row
}

export type NewCheck = {
  askedBy: Asker
  asker: string | null
  purpose: string
  name: string
  isList: boolean
  digest: string | null
  receivedAt: Date
  deleteRowsOn: string
}

/** Writes a check and its rows down. Gives its id and token. */
export async function insertCheck(
  tx: Tx,
  viewer: Viewer,
  check: NewCheck,
  rows: readonly Given[],
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newToken()]
  await tx`
    insert into roll_checks (la_code, id, token, asked_by, asker, purpose, name, is_list, digest, row_count, state,
                             received_at, received_by, received_name, delete_rows_on)
    values (${viewer.la}, ${id}, ${token}, ${check.askedBy}, ${check.asker}, ${check.purpose}, ${check.name},
            ${check.isList}, ${check.digest}, ${rows.length}, 'checking', ${check.receivedAt}, ${viewer.personId},
            ${viewer.name}, ${check.deleteRowsOn})`
  const atOnce = 2000
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce)
    await tx`
      insert into roll_check_rows (la_code, check_id, number, given)
      select ${viewer.la}, ${id}, r.number, r.given::jsonb
      from unnest(${some.map((_, i) => from + i + 1)}::int[], ${some.map(row => JSON.stringify(row))}::text[])
        as r(number, given)`
  }
  return { id, token }
}

export async function insertCheckEvent(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  what: 'received' | 'checked' | 'taken away' | 'rows deleted' | 'case begun' | 'asked again' | 'sent again',
  detail: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tx`
    insert into roll_check_events (la_code, check_id, id, by_person, by_name, what, detail)
    values (${viewer.la}, ${checkId}, ${newId()}, ${viewer.side === 'system' ? null : viewer.personId}, ${viewer.name},
            ${what}, ${tx.json(detail)})`
}

export type CheckEventRow = {
  at: Date
  by_name: string
  what: string
  detail: Readonly<Record<string, string | number>>
}
export function checkEventsOf(tx: Tx, viewer: Viewer, checkId: string): Promise<CheckEventRow[]> {
  return tx<CheckEventRow[]>`
    select e.at, e.by_name, e.what, e.detail from roll_check_events e
    where e.la_code = ${viewer.la} and e.check_id = ${checkId} and ${forAuthority(tx, viewer)}
    order by e.at, e.id limit 100`
}

// Working a list through.

/** The next rows that have no answer yet. */
export function rowsToAnswer(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  limit: number,
): Promise<{ number: number; given: Given }[]> {
  return tx<{ number: number; given: Given }[]>`
    select r.number, r.given from roll_check_rows r
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.answer is null and ${forAuthority(tx, viewer)}
    order by r.number limit ${limit}`
}

export type RollNow = { childId: string; enrolmentId: string }

/** For each of these children who is on a roll today, the enrolment; the latest where there are two. */
export async function rollsToday(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx<{ child_id: string; id: string }[]>`
    select distinct on (e.child_id) e.child_id, e.id from enrolments e
    where e.la_code = ${viewer.la} and e.child_id = any (${childIds as string[]}::uuid[])
      and e.entry_date <= ${viewer.today} and (e.leaving_date is null or e.leaving_date > ${viewer.today})
      and ${forAuthority(tx, viewer)}
    order by e.child_id, e.entry_date desc, e.id desc`
  return new Map(rows.map(row => [row.child_id, row.id]))
}

/**
 * The other records that each of these children is known as, where people linked them and none of them is protected. Few
 * children have any, so most batches end with the first statement.
 */
export async function linkedTo(
  tx: Tx,
  system: Viewer,
  childIds: readonly string[],
): Promise<Map<string, string[]>> {
  const ids = childIds as string[]
  const rows = await tx<{ id: string }[]>`
    select distinct c.id from unnest(${ids}::uuid[]) c(id)
    join child_links l on l.la_code = ${system.la} and (l.child_id = c.id or l.other_id = c.id)
    where ${forAuthority(tx, system)}
    order by c.id`
  const linked = new Map<string, string[]>()
  for (const { id } of rows) linked.set(id, await linkedWith(tx, system, id))
  const hidden = await protectedAmong(tx, system, [...new Set([...linked.values()].flat())])
  // Where one of them is protected, what links the others may be what nobody may know.
  for (const [id, others] of linked) if (others.some(other => hidden.has(other))) linked.set(id, [])
  return linked
}

/** What people decided about these rows and open candidates, the latest on each. */
export async function decisionsOn(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  numbers: readonly number[],
): Promise<{ number: number; childId: string; decision: 'same' | 'different' | 'not sure' }[]> {
  return tx<{ number: number; childId: string; decision: 'same' | 'different' | 'not sure' }[]>`
    select distinct on (d.number, d.child_id) d.number, d.child_id as "childId", d.decision
    from roll_check_decisions d
    where d.la_code = ${viewer.la} and d.check_id = ${checkId} and d.number = any (${numbers as number[]}::int[])
      and not d.held and ${forAuthority(tx, viewer)}
    order by d.number, d.child_id, d.decided_at desc, d.id desc`
}

/** Takes the answers of a whole list back, to look again. What people decided stays. */
export async function forgetAnswers(tx: Tx, viewer: Viewer, checkId: string): Promise<void> {
  await tx`
    delete from roll_check_candidates c
    where c.la_code = ${viewer.la} and c.check_id = ${checkId} and ${forAuthority(tx, viewer)}`
  await tx`
    update roll_check_rows r
    set answer = null, how = null, child_id = null, enrolment_id = null, probability = null, on_roll_probability = null
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and ${forAuthority(tx, viewer)}`
}

export type RowAnswer = {
  number: number
  answer: Answer & { readonly isDecided: boolean }
  /** Of children anyone here may be told of. */
  open: readonly Candidate[]
  /** Of protected children. */
  held: readonly Candidate[]
}

/** Keeps the answers of some rows. Where a protected child may be meant, what the row says of its home goes. */
export async function keepAnswers(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  rows: readonly RowAnswer[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    update roll_check_rows r
    set answer = a.answer, how = a.how, child_id = a.child_id, enrolment_id = a.enrolment_id, probability = a.probability,
        on_roll_probability = a.on_roll,
        given = case when a.held then r.given - ${whereabouts as unknown as string[]}::text[] else r.given end
    from unnest(
      ${rows.map(row => row.number)}::int[], ${rows.map(row => row.answer.answer)}::text[],
      ${rows.map(row => (row.answer.isDecided ? 'decided' : (row.answer.how ?? null)))}::text[], ${rows.map(row => row.answer.childId ?? null)}::uuid[],
      ${rows.map(row => row.answer.enrolmentId ?? null)}::uuid[], ${rows.map(row => row.answer.probability)}::real[],
      ${rows.map(row => row.answer.onRollProbability)}::real[], ${`{${rows.map(row => row.held.length > 0).join(',')}}`}::boolean[])
      as a(number, answer, how, child_id, enrolment_id, probability, on_roll, held)
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.number = a.number and ${forAuthority(tx, viewer)}`
  const all = rows.flatMap(row =>
    [...row.open.map(one => ({ one, held: false })), ...row.held.map(one => ({ one, held: true }))].map(
      ({ one, held }) => ({ number: row.number, held, ...one }),
    ),
  )
  if (all.length === 0) return
  await tx`
    insert into roll_check_candidates (la_code, check_id, number, child_id, enrolment_id, probability, band, held)
    select ${viewer.la}, ${checkId}, c.* from unnest(
      ${all.map(one => one.number)}::int[], ${all.map(one => one.childId)}::uuid[],
      ${all.map(one => one.enrolmentId ?? null)}::uuid[], ${all.map(one => one.probability)}::real[],
      ${all.map(one => one.band)}::text[], ${`{${all.map(one => one.held).join(',')}}`}::boolean[])
      as c(number, child_id, enrolment_id, probability, band, held)
    on conflict do nothing`
}

/** How far a check has come. */
export async function setProgress(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  to: { rowsDone: number; checkedAt?: Date },
): Promise<void> {
  await tx`
    update roll_checks k
    set rows_done = ${to.rowsDone}, state = ${to.checkedAt ? 'checked' : 'checking'}, checked_at = ${to.checkedAt ?? null}
    where k.la_code = ${viewer.la} and k.id = ${checkId}`
}

/** Every row that stands for a child, to be held against the other rows. */
export async function claimsOf(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
): Promise<(Claim & { answer: AnswerName })[]> {
  return tx<(Claim & { answer: AnswerName })[]>`
    select r.number, r.child_id as "childId", r.probability::float8 as probability, r.answer,
           coalesce(nullif(upper(r.given->>'upn'), ''), lower(concat_ws('|', r.given->>'surname', r.given->>'forename',
                                                                        r.given->>'date_of_birth'))) as "sameAs"
    from roll_check_rows r
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.child_id is not null and ${forAuthority(tx, viewer)}
    order by r.number`
}

/** Lets rows fall whose child another row claims with more right. */
export async function weaken(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  rows: readonly { number: number; probability: number; isLook: boolean }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    update roll_check_rows r
    set answer = case when w.look then 'look' else 'none' end, how = null, probability = w.probability,
        on_roll_probability = w.probability, child_id = case when w.look then r.child_id end,
        enrolment_id = case when w.look then r.enrolment_id end
    from unnest(${rows.map(row => row.number)}::int[], ${rows.map(row => row.probability)}::real[],
                ${`{${rows.map(row => row.isLook).join(',')}}`}::boolean[]) as w(number, probability, look)
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.number = w.number
      and r.answer <> 'none' and r.how is distinct from 'decided' and ${forAuthority(tx, viewer)}`
}

// What a person sees.

export type Counts = {
  onRoll: number
  certain: number
  probable: number
  look: number
  none: number
  notOnRollAfterAll: number
  onRollAfterAll: number
}

/** How many rows have each answer, and what the list expects to have wrong. The same for everybody. */
export async function countsOf(tx: Tx, viewer: Viewer, checkId: string): Promise<Counts> {
  const [row] = await tx<Counts[]>`
    select count(*) filter (where r.answer = 'on roll')::int as "onRoll",
           count(*) filter (where r.answer = 'on roll' and r.how = 'certain')::int as certain,
           count(*) filter (where r.answer = 'on roll' and r.how = 'probable')::int as probable,
           count(*) filter (where r.answer = 'look')::int as look,
           count(*) filter (where r.answer = 'none')::int as none,
           coalesce(sum(1 - r.on_roll_probability) filter (where r.answer = 'on roll' and r.how <> 'decided'), 0)::float8
             as "notOnRollAfterAll",
           coalesce(sum(r.on_roll_probability) filter (where r.answer = 'none' and r.how is distinct from 'decided'), 0)::float8
             as "onRollAfterAll"
    from roll_check_rows r
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and ${forAuthority(tx, viewer)}`
  return row!
}

/** How many rows wait for a named person, for those who may be one. */
export async function heldCount(tx: Tx, viewer: Viewer, checkId: string): Promise<number> {
  if (!viewer.unscoped && !may(viewer, 'match.decide')) return 0
  const [row] = await tx<{ many: number }[]>`
    select count(distinct c.number)::int as many from roll_check_candidates c
    where c.la_code = ${viewer.la} and c.check_id = ${checkId} and c.held and ${forAuthority(tx, viewer)}
      and ${heldToo(tx, viewer, tx`c.held`, tx`c.child_id`)}`
  return row!.many
}

export type RowShown = {
  number: number
  given: Given
  answer: AnswerName
  how: 'certain' | 'probable' | 'decided' | null
  probability: number
  child_id: string | null
  child_token: string | null
  surname: string | null
  forename: string | null
  date_of_birth: string | null
  school: string | null
  school_urn: string | null
  since: string | null
  until: string | null
  not_sure: boolean
  /** The record somebody made of the row, to open a case. */
  made_token: string | null
  /** For those who may decide: a protected child may be meant. */
  is_held: boolean
}

/** Rows with one answer (or those held), in the order of the list. */
export function rowsShown(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  which: { answer?: AnswerName; held?: true; number?: number },
  limit: number,
  offset: number,
): Promise<RowShown[]> {
  return tx<RowShown[]>`
    select r.number, r.given, r.answer, r.how, r.probability::float8 as probability, r.child_id, c.token as child_token, c.surname,
           c.forename, c.date_of_birth, s.name as school, s.urn as school_urn, e.entry_date as since,
           e.leaving_date as until, m.token as made_token,
           exists (select 1 from roll_check_decisions d
                   where d.la_code = r.la_code and d.check_id = r.check_id and d.number = r.number
                     and d.decision = 'not sure' and not d.held) as not_sure,
           exists (select 1 from roll_check_candidates h
                   where h.la_code = r.la_code and h.check_id = r.check_id and h.number = r.number and h.held
                     and ${heldToo(tx, viewer, tx`h.held`, tx`h.child_id`)}) as is_held
    from roll_check_rows r
    left join children c on c.la_code = r.la_code and c.id = r.child_id and ${childInScope(tx, viewer, tx`c.id`)}
    left join children m on m.la_code = r.la_code and m.id = r.made_child_id and ${childInScope(tx, viewer, tx`m.id`)}
    left join enrolments e on e.la_code = r.la_code and e.id = r.enrolment_id
    left join schools s on s.la_code = e.la_code and s.id = e.school_id
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and ${forAuthority(tx, viewer)} and r.answer is not null
      and (${which.answer ?? null}::text is null or r.answer = ${which.answer ?? null})
      and (${which.number ?? null}::int is null or r.number = ${which.number ?? null})
      and (${which.held !== true} or exists (
        select 1 from roll_check_candidates h
        where h.la_code = r.la_code and h.check_id = r.check_id and h.number = r.number and h.held
          and ${heldToo(tx, viewer, tx`h.held`, tx`h.child_id`)}))
    order by r.number
    limit ${limit} offset ${offset}`
}

/** The protected children whom these rows may mean, as far as the viewer may know of them. */
export async function candidatesOfHeld(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  numbers: readonly number[],
): Promise<string[]> {
  const rows = await tx<{ child_id: string }[]>`
    select distinct c.child_id from roll_check_candidates c
    where c.la_code = ${viewer.la} and c.check_id = ${checkId} and c.number = any (${numbers as number[]}::int[]) and c.held
      and ${forAuthority(tx, viewer)} and ${heldToo(tx, viewer, tx`c.held`, tx`c.child_id`)}`
  return rows.map(row => row.child_id)
}

export type CandidateShown = {
  child_id: string
  token: string
  surname: string
  forename: string
  date_of_birth: string | null
  probability: number
  band: 'certain' | 'probable' | 'look'
  held: boolean
  enrolment_id: string | null
  school: string | null
  since: string | null
  until: string | null
  decision: 'same' | 'different' | 'not sure' | null
  decided_name: string | null
  why: string | null
}

/** The records one row may be, likeliest first, with the latest decision on each. No school of a protected child. */
export function candidatesShown(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  number: number,
): Promise<CandidateShown[]> {
  return tx<CandidateShown[]>`
    select k.child_id, c.token, c.surname, c.forename, c.date_of_birth, k.probability::float8 as probability, k.band, k.held,
           k.enrolment_id, case when k.held then null else s.name end as school,
           case when k.held then null else e.entry_date end as since,
           case when k.held then null else e.leaving_date end as until,
           d.decision, d.decided_name, d.why
    from roll_check_candidates k
    join children c on c.la_code = k.la_code and c.id = k.child_id and ${childInScope(tx, viewer, tx`c.id`)}
    left join enrolments e on e.la_code = k.la_code and e.id = k.enrolment_id
    left join schools s on s.la_code = e.la_code and s.id = e.school_id
    left join lateral (
      select d.decision, d.decided_name, d.why from roll_check_decisions d
      where d.la_code = k.la_code and d.check_id = k.check_id and d.number = k.number and d.child_id = k.child_id
      order by d.decided_at desc, d.id desc limit 1) d on true
    where k.la_code = ${viewer.la} and k.check_id = ${checkId} and k.number = ${number} and ${forAuthority(tx, viewer)}
      and ${heldToo(tx, viewer, tx`k.held`, tx`k.child_id`)}
    order by k.probability desc, k.child_id limit 20`
}

/** Keeps what a person decided about a row and a record, with what they saw. */
export async function insertRowDecision(
  tx: Tx,
  viewer: Viewer,
  given: {
    checkId: string
    number: number
    childId: string
    decision: 'same' | 'different' | 'not sure'
    why: string
    evidence: readonly string[]
    held: boolean
  },
): Promise<void> {
  await tx`
    insert into roll_check_decisions (la_code, id, check_id, number, child_id, decision, why, evidence, held, decided_by,
                                      decided_name)
    values (${viewer.la}, ${newId()}, ${given.checkId}, ${given.number}, ${given.childId}, ${given.decision}, ${given.why},
            ${tx.json([...given.evidence])}, ${given.held}, ${viewer.personId}, ${viewer.name})`
}

/** What a row says after a person decided. */
export async function setRowAnswer(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  number: number,
  to: Pick<Answer, 'answer' | 'childId' | 'enrolmentId' | 'probability'> & {
    isDecided: boolean
    how: string | null
  },
): Promise<void> {
  await tx`
    update roll_check_rows r
    set answer = ${to.answer}, how = ${to.isDecided ? 'decided' : to.how}, child_id = ${to.childId ?? null},
        enrolment_id = ${to.enrolmentId ?? null}, probability = ${to.probability}
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.number = ${number} and ${forAuthority(tx, viewer)}`
}

/** One row, locked: somebody makes a record of it, once. */
export async function lockRow(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  number: number,
): Promise<{ given: Given; answer: AnswerName; made_child_id: string | null; child_id: string | null }> {
  const [row] = await tx<
    { given: Given; answer: AnswerName; made_child_id: string | null; child_id: string | null }[]
  >`
    select r.given, r.answer, r.made_child_id, r.child_id from roll_check_rows r
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.number = ${number} and r.answer is not null
      and ${forAuthority(tx, viewer)}
    for update`
  if (!row) throw new NotFound('row of a roll check')
  return row
}

/** The open case of a child that was told these very words already: pressed twice, told once. */
export async function caseTold(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  says: string,
): Promise<{ caseId: string; token: string; reference: string } | undefined> {
  const [row] = await tx<{ caseId: string; token: string; reference: string }[]>`
    select k.id as "caseId", k.token, k.reference from cases k
    where k.la_code = ${viewer.la} and k.child_id = ${childId} and k.closed_on is null
      and ${childInScope(tx, viewer, tx`k.child_id`)}
      and exists (select 1 from case_events e where e.la_code = k.la_code and e.case_id = k.id
                    and e.type in ('received', 'told-again') and e.data ->> 'says' = ${says})
    limit 1`
  return row
}

export async function setMadeChild(
  tx: Tx,
  viewer: Viewer,
  checkId: string,
  number: number,
  childId: string,
): Promise<void> {
  await tx`
    update roll_check_rows r set made_child_id = ${childId}
    where r.la_code = ${viewer.la} and r.check_id = ${checkId} and r.number = ${number} and ${forAuthority(tx, viewer)}`
}

// Ending.

/** Checks whose day has come: the rows go, the counts stay. Gives how many checks. */
export async function deleteOldRows(tx: Tx, viewer: Viewer): Promise<number> {
  const old = await tx<{ id: string }[]>`
    select k.id from roll_checks k
    where k.la_code = ${viewer.la} and k.state <> 'deleted' and k.delete_rows_on < ${viewer.today} and ${forAuthority(tx, viewer)}
    order by k.id limit 1000 for update`
  for (const { id } of old) {
    const counts = await countsOf(tx, viewer, id)
    await tx`delete from roll_check_candidates c where c.la_code = ${viewer.la} and c.check_id = ${id}`
    await tx`delete from roll_check_rows r where r.la_code = ${viewer.la} and r.check_id = ${id}`
    await tx`
      update roll_checks k set state = 'deleted', counts = ${tx.json(counts)}, digest = null
      where k.la_code = ${viewer.la} and k.id = ${id}`
    await insertCheckEvent(tx, viewer, id, 'rows deleted')
  }
  return old.length
}

/** Checks that were begun and are not finished: after a stop, they go on. */
export function unfinishedChecks(tx: Tx, viewer: Viewer): Promise<{ id: string }[]> {
  return tx<{ id: string }[]>`
    select k.id from roll_checks k
    where k.la_code = ${viewer.la} and k.state = 'checking' and ${forAuthority(tx, viewer)} order by k.received_at, k.id limit 100`
}
