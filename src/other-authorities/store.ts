// All the SQL of other authorities: how each is reached, what was asked and answered, and both sides' steps.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { nextNumber } from '../children/store.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { Answer, Details, Direction, Kind, Question, RequestState } from './request.ts'

// How each is reached.

export type ContactRow = {
  of_code: string
  contact_name: string
  email: string
  phone: string
  hours: string
  reply_days: number
  escalation: string
  why: string
  by_name: string
  on_day: string
}
const contactColumns = (tx: Tx): Fragment => tx`
  c.of_code, c.contact_name, c.email, c.phone, c.hours, c.reply_days, c.escalation, c.why, c.by_name, c.on_day`

/** The contact that holds of each authority somebody wrote one down for; of one, where it is named. */
export function contactsHolding(tx: Tx, viewer: Viewer, codes?: readonly string[]): Promise<ContactRow[]> {
  return tx<ContactRow[]>`
    select distinct on (c.of_code) ${contactColumns(tx)} from authority_contacts c
    where c.la_code = ${viewer.la} and ${codes ? tx`c.of_code = any (${codes as string[]}::text[])` : tx`true`}
    order by c.of_code, c.at desc, c.id desc limit 200`
}
/** Every version of one authority's contact, newest first. */
export function contactHistory(tx: Tx, viewer: Viewer, code: string): Promise<ContactRow[]> {
  return tx<ContactRow[]>`
    select ${contactColumns(tx)} from authority_contacts c
    where c.la_code = ${viewer.la} and c.of_code = ${code} order by c.at desc, c.id desc limit 50`
}
export async function insertContact(
  tx: Tx,
  viewer: Viewer,
  given: Omit<ContactRow, 'by_name' | 'on_day'>,
): Promise<void> {
  await tx`
    insert into authority_contacts (la_code, id, of_code, contact_name, email, phone, hours, reply_days, escalation, why,
                                    by_person, by_name, on_day, at)
    values (${viewer.la}, ${newId()}, ${given.of_code}, ${given.contact_name}, ${given.email}, ${given.phone}, ${given.hours},
            ${given.reply_days}, ${given.escalation}, ${given.why}, ${viewer.personId}, ${viewer.name}, ${viewer.today},
            clock_timestamp())`
}

export type ReplyTimes = { of_code: string; asked: number; answered: number; median_days: number | null }
/** How long each authority took to answer what we asked in the last year, in days. */
export function replyTimes(tx: Tx, viewer: Viewer): Promise<ReplyTimes[]> {
  return tx<ReplyTimes[]>`
    select r.of_code, count(*)::int as asked, count(r.ended_on)::int as answered,
           percentile_cont(0.5) within group (order by (r.ended_on - r.asked_on)) as median_days
    from authority_requests r
    where r.la_code = ${viewer.la} and r.direction = 'out' and r.state <> 'withdrawn'
      and r.asked_on > ${viewer.today}::date - 365 and ${seesTheArea(viewer)}
    group by r.of_code limit 200`
}

// What was asked and answered.

export type RequestRow = {
  id: string
  token: string
  reference: string
  direction: Direction
  kind: Kind
  of_code: string
  of_name: string
  child_id: string | null
  case_id: string | null
  case_token: string | null
  details: Details
  questions: Question[]
  why: string
  legal_basis: string
  wording: string | null
  their_reference: string
  asked_by: string
  asked_on: string
  needed_by: string
  due_on: string
  urgent: boolean
  state: RequestState
  answer: (Answer & { from?: string }) | null
  ended_on: string | null
  link_id: string | null
  chased: number
  escalated_on: string | null
  check_code: string | null
}
const columns = (tx: Tx): Fragment => tx`
  r.id, r.token, r.reference, r.direction, r.kind, r.of_code, r.of_name, r.child_id, r.case_id, r.details, r.questions, r.why,
  r.legal_basis, r.wording, r.their_reference, r.asked_by, r.asked_on, r.needed_by, r.due_on, r.urgent, r.state, r.answer,
  r.ended_on, r.link_id, r.chased, r.escalated_on, r.check_code,
  (select k.token from cases k where k.la_code = r.la_code and k.id = r.case_id) as case_token`

/**
 * Requests about children in sight; one about nobody of ours is the authority's all the same. Which authority is asked about a
 * protected child says where the child may be: that is for those alone who may open what is protected.
 */
const inSight = (tx: Tx, viewer: Viewer): Fragment =>
  tx`${seesTheArea(viewer)} and (r.child_id is null or (${childInScope(tx, viewer, tx`r.child_id`)}
     and (${may(viewer, 'protected.open')}
          or not exists (select 1 from protections p where p.la_code = r.la_code and p.child_id = r.child_id))))`

/** The request in the address. `hold` keeps others from it. Throws NotFound. */
export async function requestByToken(
  tx: Tx,
  viewer: Viewer,
  token: string,
  { hold = false } = {},
): Promise<RequestRow> {
  // Held first and read then: what others wrote while we waited is seen.
  if (hold) {
    await tx`
      select 1 from authority_requests r
      where r.la_code = ${viewer.la} and r.token = ${token} and ${inSight(tx, viewer)} for update of r`
  }
  const [row] = await tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.token = ${token} and ${inSight(tx, viewer)}`
  if (!row) throw new NotFound('request')
  return row
}
/** Is it still this viewer's to see, now that somebody has named its child? */
export async function isStillSeen(tx: Tx, viewer: Viewer, token: string): Promise<boolean> {
  const rows = await tx`
    select 1 from authority_requests r where r.la_code = ${viewer.la} and r.token = ${token} and ${inSight(tx, viewer)}`
  return rows.length > 0
}
export async function requestById(
  tx: Tx,
  viewer: Viewer,
  id: string,
  { hold = false } = {},
): Promise<RequestRow> {
  // Held first and read then: what others wrote while we waited is seen.
  if (hold) {
    await tx`
      select 1 from authority_requests r
      where r.la_code = ${viewer.la} and r.id = ${id} and ${inSight(tx, viewer)} for update of r`
  }
  const [row] = await tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.id = ${id} and ${inSight(tx, viewer)}`
  if (!row) throw new NotFound('request')
  return row
}
/** The requests of a case, newest first. */
export function requestsOfCase(tx: Tx, viewer: Viewer, caseId: string): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.case_id = ${caseId} and ${inSight(tx, viewer)}
    order by r.at desc, r.id desc limit 50`
}
/** What waits: theirs for us first and ours for them, each by the day; then what was answered lately. */
export function requestsWaiting(tx: Tx, viewer: Viewer): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.state = 'open' and ${inSight(tx, viewer)}
    order by r.direction, r.due_on, r.id limit 100`
}
export function requestsEnded(tx: Tx, viewer: Viewer): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.state <> 'open' and r.ended_on > ${viewer.today}::date - 30
      and ${inSight(tx, viewer)}
    order by r.ended_on desc, r.id desc limit 30`
}
/** The latest with one authority. */
export function requestsWith(tx: Tx, viewer: Viewer, code: string): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.of_code = ${code} and ${inSight(tx, viewer)}
    order by r.at desc, r.id desc limit 30`
}
/** What we have asked about this child and have no answer to, of these authorities; and a hand-over of the case to any. */
export function openOut(tx: Tx, viewer: Viewer, childId: string, kind: Kind): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.child_id = ${childId} and r.kind = ${kind} and r.direction = 'out'
      and r.state = 'open' and ${inSight(tx, viewer)} limit 20`
}
/** The same request of theirs, if it was written down before. */
export async function theirs(
  tx: Tx,
  viewer: Viewer,
  of: { code: string; kind: Kind; theirReference: string },
): Promise<RequestRow | undefined> {
  const [row] = await tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.direction = 'in' and r.of_code = ${of.code} and r.kind = ${of.kind}
      and r.their_reference = ${of.theirReference} and r.their_reference <> '' and ${seesTheArea(viewer)} limit 1`
  return row
}
/** What our case asked by this check, with the answers there are. */
export function ofCheck(tx: Tx, viewer: Viewer, caseId: string, check: string): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${columns(tx)} from authority_requests r
    where r.la_code = ${viewer.la} and r.case_id = ${caseId} and r.check_code = ${check} and r.state <> 'withdrawn'
      and ${inSight(tx, viewer)}
    order by r.at desc limit 50`
}

export type NewRequest = {
  id: string
  direction: Direction
  kind: Kind
  ofCode: string
  ofName: string
  childId?: string | undefined
  caseId?: string | undefined
  reference: string
  details: Details
  questions: readonly Question[]
  why: string
  legalBasis: string
  wording: string | null
  theirReference?: string
  askedBy: string
  askedOn: string
  neededBy: string
  dueOn: string
  urgent: boolean
  checkCode?: string
}
/** The next reference of a request: A-1, A-2. It opens nothing by itself. */
export const nextReference = async (tx: Tx, viewer: Viewer): Promise<string> =>
  `A-${await nextNumber(tx, viewer.la, 'authority request', 1)}`

export async function insertRequest(tx: Tx, viewer: Viewer, given: NewRequest): Promise<string> {
  const token = newToken()
  await tx`
    insert into authority_requests (la_code, id, token, reference, direction, kind, of_code, of_name, child_id, case_id,
      details, questions, why, legal_basis, wording, their_reference, asked_by, asked_on, needed_by, due_on, urgent, check_code)
    values (${viewer.la}, ${given.id}, ${token}, ${given.reference}, ${given.direction}, ${given.kind}, ${given.ofCode},
      ${given.ofName}, ${given.childId ?? null}, ${given.caseId ?? null}, ${tx.json(given.details as never)},
      ${given.questions as string[]}::text[], ${given.why}, ${given.legalBasis}, ${given.wording},
      ${given.theirReference ?? ''}, ${given.askedBy}, ${given.askedOn}, ${given.neededBy}, ${given.dueOn}, ${given.urgent},
      ${given.checkCode ?? null})`
  return token
}
/** Ends a request, once. Gives false where it had ended. */
export async function endRequest(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: {
    state: Exclude<RequestState, 'open'>
    answer: (Answer & { from?: string }) | Record<string, string> | null
  },
): Promise<boolean> {
  const rows = await tx`
    update authority_requests r set state = ${given.state}, answer = ${given.answer ? tx.json(given.answer as never) : null},
      ended_on = ${viewer.today}
    where r.la_code = ${viewer.la} and r.id = ${id} and r.state = 'open' and ${seesTheArea(viewer)} returning id`
  return rows.length > 0
}
export async function changeRequest(
  tx: Tx,
  viewer: Viewer,
  id: string,
  to: { dueOn?: string; chased?: true; linkId?: string; escalated?: true; childId?: string; caseId?: string },
): Promise<void> {
  await tx`
    update authority_requests r set due_on = coalesce(${to.dueOn ?? null}, due_on),
      chased = chased + ${to.chased ? 1 : 0}, link_id = coalesce(${to.linkId ?? null}, link_id),
      escalated_on = case when ${to.escalated === true} then ${viewer.today}::date else escalated_on end,
      child_id = coalesce(${to.childId ?? null}, child_id), case_id = coalesce(${to.caseId ?? null}, case_id)
    where r.la_code = ${viewer.la} and r.id = ${id} and ${seesTheArea(viewer)}`
}

export type StepRow = {
  id: string
  on_day: string
  side: 'ours' | 'theirs'
  step:
    | 'asked'
    | 'chased'
    | 'link made'
    | 'answered'
    | 'accepted'
    | 'refused'
    | 'withdrawn'
    | 'to managers'
    | 'child named'
    | 'case opened'
  says: string
  shared: boolean
  by_name: string
  how: 'in Onroll' | 'by link' | 'written down by us'
  at: Date
}
/** Both sides' steps, oldest first; what the other authority may see, where asked so. */
export function stepsOf(
  tx: Tx,
  viewer: Viewer,
  requestId: string,
  { shared = false } = {},
): Promise<StepRow[]> {
  return tx<StepRow[]>`
    select s.id, s.on_day, s.side, s.step, s.says, s.shared, s.by_name, s.how, s.at from authority_request_steps s
    where s.la_code = ${viewer.la} and s.request_id = ${requestId} and (s.shared or ${!shared}) and ${seesTheArea(viewer)}
    order by s.at, s.id limit 100`
}
export async function insertStep(
  tx: Tx,
  viewer: Viewer,
  requestId: string,
  given: Omit<StepRow, 'id' | 'on_day' | 'by_name' | 'at'> & { byName?: string; onDay?: string },
): Promise<void> {
  await tx`
    insert into authority_request_steps (la_code, request_id, id, on_day, side, step, says, shared, by_person, by_name, how, at)
    values (${viewer.la}, ${requestId}, ${newId()}, ${given.onDay ?? viewer.today}, ${given.side}, ${given.step}, ${given.says},
            ${given.shared}, ${viewer.side === 'system' ? null : viewer.personId}, ${given.byName ?? viewer.name}, ${given.how},
            clock_timestamp())`
}
