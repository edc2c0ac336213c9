// All the SQL of checks: agreements, requests, answers, searches of the lost pupils area.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { isRoute, isSharedField, type NewTerms, type Terms } from './agreement.ts'
import type { Took } from './turnaround.ts'

/** The application's wall for what checks hold: the area's, and of a protected child for those who may open what is protected. */
function checksInScope(tx: Tx, viewer: Viewer, childId: Fragment): Fragment {
  const area = tx`${seesTheArea(viewer)} and ${childInScope(tx, viewer, childId)}`
  if (viewer.unscoped || may(viewer, 'protected.open')) return area
  return tx`${area} and not exists (select 1 from protections scope_p
    where scope_p.la_code = ${viewer.la} and scope_p.child_id = ${childId})`
}

// ---- Agreements ----

type TermsRow = {
  id: string
  agreement_id: string
  token: string
  number: number
  partner: string
  kind: Terms['kind']
  covers: string[]
  basis: string
  fields: string[]
  starts_on: string
  ends_on: string | null
  review_on: string
  signed_ours: string
  signed_theirs: string
  contact: string
  route: string
  route_detail: string
  officers: string[]
  officer_names: string[]
  form_reference: string
  why: string
  kept_name: string
  kept_on: string
}
/** A version of an agreement, and who changed it then, and why. */
export type TermsKept = Terms & { why: string; keptName: string; keptOn: LocalDate }

const termsOf = (row: TermsRow): TermsKept => ({
  id: row.id,
  agreementId: row.agreement_id,
  token: row.token,
  number: row.number,
  partner: row.partner,
  kind: row.kind,
  covers: row.covers,
  basis: row.basis,
  fields: row.fields.filter(isSharedField),
  startsOn: localDate(row.starts_on),
  endsOn: row.ends_on === null ? undefined : localDate(row.ends_on),
  reviewOn: localDate(row.review_on),
  signedOurs: row.signed_ours,
  signedTheirs: row.signed_theirs,
  contact: row.contact,
  route: isRoute(row.route) ? row.route : 'by hand',
  routeDetail: row.route_detail,
  officers: row.officers,
  officerNames: row.officer_names,
  formReference: row.form_reference,
  why: row.why,
  keptName: row.kept_name,
  keptOn: localDate(row.kept_on),
})

const termsColumns = (tx: Tx) => tx`
  t.id, t.agreement_id, t.token, t.number, t.partner, t.kind, t.covers, t.basis, t.fields, t.starts_on, t.ends_on, t.review_on,
  t.signed_ours, t.signed_theirs, t.contact, t.route, t.route_detail, t.officers, t.officer_names, t.form_reference, t.why,
  t.kept_name, t.kept_on`

/** More agreements than any authority has. */
const agreementsMax = 500

/** Every agreement as it stands since its last change, by the name of the body. */
export async function agreementsNow(tx: Tx, viewer: Viewer): Promise<TermsKept[]> {
  const rows = await tx<TermsRow[]>`
    select * from (
      select distinct on (t.agreement_id) ${termsColumns(tx)} from agreement_terms t
      where t.la_code = ${viewer.la} and ${seesTheArea(viewer)}
      order by t.agreement_id, t.number desc) latest
    order by lower(partner), agreement_id limit ${agreementsMax}`
  return rows.map(termsOf)
}

/** One agreement with all that it has been, the newest first. Throws NotFound where there is none. */
export async function agreementByToken(tx: Tx, viewer: Viewer, token: string): Promise<TermsKept[]> {
  const rows = await tx<TermsRow[]>`
    select ${termsColumns(tx)} from agreement_terms t
    where t.la_code = ${viewer.la} and t.token = ${token} and ${seesTheArea(viewer)}
    order by t.number desc limit 100`
  if (rows.length === 0) throw new NotFound('agreement')
  return rows.map(termsOf)
}

/** Keeps two people from changing the register at once. */
export async function holdAgreements(tx: Tx, viewer: Viewer): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${viewer.la} agreements`}, 2))`
}

/** Adds a version of an agreement: a new one where `of` is absent. Gives its token. */
export async function insertTerms(
  tx: Tx,
  viewer: Viewer,
  given: NewTerms,
  of?: Pick<Terms, 'agreementId' | 'token' | 'number'>,
): Promise<string> {
  const token = of?.token ?? newToken()
  await tx`
    insert into agreement_terms ${tx({
      la_code: viewer.la,
      id: newId(),
      agreement_id: of?.agreementId ?? newId(),
      token,
      number: (of?.number ?? 0) + 1,
      partner: given.partner,
      kind: given.kind,
      covers: [...given.covers],
      basis: given.basis,
      fields: [...given.fields],
      starts_on: given.startsOn,
      ends_on: given.endsOn ?? null,
      review_on: given.reviewOn,
      signed_ours: given.signedOurs,
      signed_theirs: given.signedTheirs,
      contact: given.contact,
      route: given.route,
      route_detail: given.routeDetail,
      officers: [...given.officers],
      officer_names: [...given.officerNames],
      form_reference: given.formReference,
      why: given.why,
      kept_by: viewer.personId,
      kept_name: viewer.name,
      kept_on: viewer.today,
    })}`
  return token
}

// ---- Requests ----

export type RequestRow = {
  id: string
  token: string
  case_id: string
  child_id: string
  code: string
  terms_id: string
  agreement_id: string
  partner: string
  fields: string[]
  says: string
  prepared_on: string
  prepared_name: string
  sent_on: string | null
  sent_name: string | null
  route: string | null
  sent_to: string | null
  form_reference: string | null
  due: string | null
  settled_on: string | null
  settled_how: 'answered' | 'dropped' | 'withdrawn' | null
}
const requestColumns = (tx: Tx) => tx`
  q.id, q.token, q.case_id, q.child_id, q.code, q.terms_id, q.agreement_id, q.partner, q.fields, q.says, q.prepared_on,
  q.prepared_name, q.sent_on, q.sent_name, q.route, q.sent_to, q.form_reference, q.due, q.settled_on, q.settled_how`

/** What was asked for a case, the newest first: 200 at most. */
export function requestsOf(tx: Tx, viewer: Viewer, caseId: string): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select ${requestColumns(tx)} from check_requests q
    where q.la_code = ${viewer.la} and q.case_id = ${caseId} and ${checksInScope(tx, viewer, tx`q.child_id`)}
    order by q.at desc, q.id desc limit 200`
}

/** A request by its token, or by its id. Throws NotFound where there is none in scope. */
export async function requestBy(
  tx: Tx,
  viewer: Viewer,
  by: { token: string } | { id: string },
): Promise<RequestRow> {
  const [row] = await tx<RequestRow[]>`
    select ${requestColumns(tx)} from check_requests q
    where q.la_code = ${viewer.la} and ${'token' in by ? tx`q.token = ${by.token}` : tx`q.id = ${by.id}`}
      and ${checksInScope(tx, viewer, tx`q.child_id`)}`
  if (!row) throw new NotFound('request')
  return row
}

/** Keeps a request as it will go. Gives false where this body is being asked the same for this case already. */
export async function insertRequest(
  tx: Tx,
  viewer: Viewer,
  given: {
    caseId: string
    childId: string
    code: string
    terms: Pick<Terms, 'id' | 'agreementId' | 'partner'>
    fields: readonly string[]
    says: string
  },
): Promise<boolean> {
  const rows = await tx`
    insert into check_requests ${tx({
      la_code: viewer.la,
      id: newId(),
      token: newToken(),
      case_id: given.caseId,
      child_id: given.childId,
      code: given.code,
      terms_id: given.terms.id,
      agreement_id: given.terms.agreementId,
      partner: given.terms.partner,
      fields: [...given.fields],
      says: given.says,
      prepared_on: viewer.today,
      prepared_by: viewer.personId,
      prepared_name: viewer.name,
    })}
    on conflict (la_code, case_id, code, agreement_id) where settled_on is null do nothing
    returning id`
  return rows.length > 0
}

/** A person has sent it. */
export async function setSent(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: { on: string; name: string; route: string; to: string; formReference: string; due: string },
): Promise<void> {
  await tx`
    update check_requests set sent_on = ${given.on}, sent_by = ${viewer.personId}, sent_name = ${given.name},
           route = ${given.route}, sent_to = ${given.to}, form_reference = ${given.formReference}, due = ${given.due}
    where la_code = ${viewer.la} and id = ${id} and sent_on is null and settled_on is null`
}

/** Nothing is waited for any more; or, with nothing given, it is again. */
export async function setSettled(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  how: RequestRow['settled_how'],
  on: string = viewer.today,
): Promise<void> {
  await tx`
    update check_requests set settled_how = ${how}, settled_on = ${how === null ? null : on}
    where la_code = ${viewer.la} and id = any (${ids as string[]}::uuid[])`
}

/**
 * What was still asked for cases that have been closed is asked no more: withdrawn where it was sent, dropped where it was not. For the
 * nightly run. Gives how many.
 */
export async function settleOfClosedCases(tx: Tx, system: Viewer): Promise<number> {
  const rows = await tx`
    update check_requests q
    set settled_on = k.closed_on, settled_how = case when q.sent_on is null then 'dropped' else 'withdrawn' end
    from cases k
    where q.la_code = ${system.la} and q.settled_on is null and k.la_code = q.la_code and k.id = q.case_id
      and k.closed_on is not null
    returning q.id`
  return rows.length
}

// ---- Answers ----

export type ReplyResult = 'nothing found' | 'something found' | 'partial' | 'could not say'
export type NewReply = {
  caseId: string
  childId: string
  requestId?: string | undefined
  code: string
  how: 'pasted' | 'by link' | 'looked here'
  result: ReplyResult
  fact: string
  pasted: string
  lastContactOn?: string | undefined
  area: string
  answeredBy: string
  reference: string
  basis: string
  receivedOn: string
  linkId?: string | undefined
}
export type ReplyRow = {
  id: string
  token: string
  request_id: string | null
  case_id: string
  child_id: string
  code: string
  how: NewReply['how']
  result: ReplyResult
  fact: string
  pasted: string
  last_contact_on: string | null
  area: string
  answered_by: string
  reference: string
  basis: string
  received_on: string
  entered_name: string
  decision: 'accepted' | 'set aside' | null
  decision_says: string | null
  decided_name: string | null
}

/**
 * Keeps an answer. Gives its id; nothing where the same words for the same check were kept that day, of the same request or without one,
 * or by the same link.
 */
export async function insertReply(tx: Tx, viewer: Viewer, given: NewReply): Promise<string | undefined> {
  const [same] = await tx`
    select 1 from check_replies r
    where r.la_code = ${viewer.la} and r.case_id = ${given.caseId} and r.code = ${given.code} and r.how = ${given.how}
      and r.result = ${given.result} and r.fact = ${given.fact} and r.pasted = ${given.pasted}
      and r.area = ${given.area} and r.received_on = ${given.receivedOn}
      and (${given.requestId ?? null}::uuid is null or r.request_id = ${given.requestId ?? null}::uuid) limit 1`
  if (same) return undefined
  const id = newId()
  const rows = await tx`
    insert into check_replies ${tx({
      la_code: viewer.la,
      id,
      token: newToken(),
      request_id: given.requestId ?? null,
      case_id: given.caseId,
      child_id: given.childId,
      code: given.code,
      how: given.how,
      result: given.result,
      fact: given.fact,
      pasted: given.pasted,
      last_contact_on: given.lastContactOn ?? null,
      area: given.area,
      answered_by: given.answeredBy,
      reference: given.reference,
      basis: given.basis,
      received_on: given.receivedOn,
      entered_by: viewer.side === 'system' ? null : viewer.personId,
      entered_name: viewer.side === 'system' ? given.answeredBy : viewer.name,
      link_id: given.linkId ?? null,
    })}
    on conflict (la_code, link_id) do nothing returning id`
  return rows.length > 0 ? id : undefined
}

/** What was answered in a case, the newest first: 200 at most, with what a person decided where it came by a link. */
export function repliesOf(tx: Tx, viewer: Viewer, caseId: string): Promise<ReplyRow[]> {
  return tx<ReplyRow[]>`
    select r.id, r.token, r.request_id, r.case_id, r.child_id, r.code, r.how, r.result, r.fact, r.pasted, r.last_contact_on,
           r.area, r.answered_by, r.reference, r.basis, r.received_on, r.entered_name, d.decision, d.says as decision_says,
           d.decided_name
    from check_replies r
    left join check_reply_decisions d on d.la_code = r.la_code and d.reply_id = r.id
    where r.la_code = ${viewer.la} and r.case_id = ${caseId} and ${checksInScope(tx, viewer, tx`r.child_id`)}
    order by r.at desc, r.id desc limit 200`
}

/** Keeps what a person decided about an answer by a link. Gives false where that was decided already. */
export async function insertReplyDecision(
  tx: Tx,
  viewer: Viewer,
  reply: { id: string; childId: string },
  decision: 'accepted' | 'set aside',
  says: string,
): Promise<boolean> {
  const rows = await tx`
    insert into check_reply_decisions (la_code, reply_id, child_id, decision, says, decided_by, decided_name, on_date)
    values (${viewer.la}, ${reply.id}, ${reply.childId}, ${decision}, ${says}, ${viewer.personId}, ${viewer.name},
            ${viewer.today})
    on conflict (la_code, reply_id) do nothing returning reply_id`
  return rows.length > 0
}

// ---- What was done around a check ----

export type NoteKind = 'no agreement' | 'not shared' | 'chased' | 'link made'
export type NoteRow = {
  code: string
  request_id: string | null
  kind: NoteKind
  partner: string
  says: string
  route: string
  by_name: string
  on_date: string
}

/** Keeps that something was done, or was not. Gives false where a request was chased today already. */
export async function insertNote(
  tx: Tx,
  viewer: Viewer,
  given: {
    caseId: string
    childId: string
    code: string
    kind: NoteKind
    says: string
    partner?: string
    route?: string
    requestId?: string
  },
): Promise<boolean> {
  const rows = await tx`
    insert into check_notes (la_code, id, case_id, child_id, code, request_id, kind, partner, says, route, by_person, by_name,
                             on_date)
    values (${viewer.la}, ${newId()}, ${given.caseId}, ${given.childId}, ${given.code}, ${given.requestId ?? null},
            ${given.kind}, ${given.partner ?? ''}, ${given.says}, ${given.route ?? ''}, ${viewer.personId}, ${viewer.name},
            ${viewer.today})
    on conflict (la_code, request_id, on_date) where kind = 'chased' do nothing returning id`
  return rows.length > 0
}

/** The same of a case, the newest first: 200 at most. */
export function notesOf(tx: Tx, viewer: Viewer, caseId: string): Promise<NoteRow[]> {
  return tx<NoteRow[]>`
    select n.code, n.request_id, n.kind, n.partner, n.says, n.route, n.by_name, n.on_date from check_notes n
    where n.la_code = ${viewer.la} and n.case_id = ${caseId} and ${checksInScope(tx, viewer, tx`n.child_id`)}
    order by n.at desc, n.id desc limit 200`
}

// ---- What is late, and how long answers take ----

export type LateRow = {
  token: string
  agreement_id: string
  agreement_token: string
  partner: string
  code: string
  case_id: string
  case_token: string
  reference: string
  child_id: string
  surname: string
  forename: string
  sent_on: string
  due: string
  route: string
  sent_to: string
  chased_on: string | null
  chases: number
}
export const latePerPage = 50

/** Answers that are late in open cases, of one body or of all, the latest due first to be asked: 50 from `offset` and one more. */
export function lateRequests(
  tx: Tx,
  viewer: Viewer,
  of: { agreement?: string | undefined; tokens?: readonly string[]; offset?: number },
): Promise<LateRow[]> {
  const which = of.tokens
    ? tx`q.token = any (${of.tokens as string[]}::text[])`
    : of.agreement === undefined
      ? tx`true`
      : tx`q.agreement_id in (select a.agreement_id from agreement_terms a
             where a.la_code = ${viewer.la} and a.token = ${of.agreement})`
  return tx<LateRow[]>`
    select q.*, n.chased_on, coalesce(n.chases, 0)::int as chases from (
      select q.la_code, q.id, q.token, q.agreement_id, t.token as agreement_token, q.partner, q.code, q.case_id,
             k.token as case_token, k.reference, q.child_id, c.surname, c.forename, q.sent_on, q.due, q.route, q.sent_to
      from check_requests q
      join cases k on k.la_code = q.la_code and k.id = q.case_id and k.closed_on is null
      join children c on c.la_code = q.la_code and c.id = q.child_id
      join agreement_terms t on t.la_code = q.la_code and t.id = q.terms_id
      where q.la_code = ${viewer.la} and q.settled_on is null and q.sent_on is not null and q.due < ${viewer.today}
        and ${which} and ${checksInScope(tx, viewer, tx`q.child_id`)}
      order by q.due, q.partner, q.id
      limit ${latePerPage + 1} offset ${of.offset ?? 0}) q
    left join lateral (
      select max(n.on_date) as chased_on, count(*) as chases from check_notes n
      where n.la_code = q.la_code and n.request_id = q.id and n.kind = 'chased') n on true
    order by q.due, q.partner, q.id`
}

export type ReplyToTake = {
  child_id: string
  case_token: string
  reference: string
  code: string
  surname: string
  forename: string
  answered_by: string
  received_on: string
}

/** Answers that came by a link into open cases and that nobody has taken in or set aside, the oldest first: 50 at most. */
export function repliesToTake(tx: Tx, viewer: Viewer): Promise<ReplyToTake[]> {
  return tx<ReplyToTake[]>`
    select r.child_id, k.token as case_token, k.reference, r.code, c.surname, c.forename, r.answered_by, r.received_on
    from check_replies r
    join cases k on k.la_code = r.la_code and k.id = r.case_id and k.closed_on is null
    join children c on c.la_code = r.la_code and c.id = r.child_id
    where r.la_code = ${viewer.la} and r.link_id is not null and ${checksInScope(tx, viewer, tx`r.child_id`)}
      and not exists (select 1 from check_reply_decisions d where d.la_code = r.la_code and d.reply_id = r.id)
    order by r.at, r.id limit 50`
}

/** How many are late with each body: counts alone. */
export function lateByPartner(
  tx: Tx,
  viewer: Viewer,
): Promise<{ token: string; partner: string; late: number; oldest: string }[]> {
  return tx<{ token: string; partner: string; late: number; oldest: string }[]>`
    select t.token, t.partner, l.late, l.oldest from (
      select q.agreement_id, count(*)::int as late, min(q.due) as oldest from check_requests q
      join cases k on k.la_code = q.la_code and k.id = q.case_id and k.closed_on is null
      where q.la_code = ${viewer.la} and q.settled_on is null and q.sent_on is not null and q.due < ${viewer.today}
        and ${checksInScope(tx, viewer, tx`q.child_id`)}
      group by q.agreement_id) l
    cross join lateral (
      select a.token, a.partner from agreement_terms a
      where a.la_code = ${viewer.la} and a.agreement_id = l.agreement_id order by a.number desc limit 1) t
    order by l.late desc, lower(t.partner) limit 100`
}

/**
 * How many answers took how many days, by body and check, of what was sent from one day to another: counts and days alone. Protected
 * children are left out for those who may not open what is protected, as everywhere.
 */
export function answersTook(tx: Tx, viewer: Viewer, from: string, to: string): Promise<Took[]> {
  return tx<Took[]>`
    select t.partner, q.code, q.days, q.many, q.late from (
      select q.agreement_id, q.code,
             case when q.settled_how = 'answered' then q.settled_on - q.sent_on end as days,
             count(*)::int as many,
             count(*) filter (where q.settled_on is null and q.due < ${viewer.today})::int as late
      from check_requests q
      where q.la_code = ${viewer.la} and q.sent_on is not null and q.sent_on between ${from} and ${to}
        and ${checksInScope(tx, viewer, tx`q.child_id`)}
      group by 1, 2, 3) q
    cross join lateral (
      select a.partner from agreement_terms a
      where a.la_code = ${viewer.la} and a.agreement_id = q.agreement_id order by a.number desc limit 1) t
    order by lower(t.partner), q.code, q.days limit 10000`
}

// ---- Searches of the lost pupils area ----

export type SearchRow = {
  id: string
  case_token: string
  reference: string
  child_id: string
  surname: string
  forename: string
  searched_on: string
  searched_name: string
  place: string
  searched_with: string[]
  result: 'nothing found' | 'something found' | 'could not search'
  found: string
  entered_name: string
}

export async function insertSearch(
  tx: Tx,
  viewer: Viewer,
  given: {
    caseId: string
    childId: string
    replyId: string
    on: string
    by: string
    place: string
    searchedWith: readonly string[]
    result: SearchRow['result']
    found: string
  },
): Promise<void> {
  await tx`
    insert into s2s_searches (la_code, id, case_id, child_id, reply_id, searched_on, searched_name, place, searched_with, result,
                              found, entered_by, entered_name)
    values (${viewer.la}, ${newId()}, ${given.caseId}, ${given.childId}, ${given.replyId}, ${given.on}, ${given.by},
            ${given.place}, ${given.searchedWith as string[]}, ${given.result}, ${given.found}, ${viewer.personId},
            ${viewer.name})`
}

export const searchesPerPage = 50

/** Searches, the newest first: of one case, or of all, 50 from `offset` and one more. */
export function searches(
  tx: Tx,
  viewer: Viewer,
  of: { caseId?: string; offset?: number } = {},
): Promise<SearchRow[]> {
  return tx<SearchRow[]>`
    select s.id, k.token as case_token, k.reference, s.child_id, c.surname, c.forename, s.searched_on, s.searched_name, s.place,
           s.searched_with, s.result, s.found, s.entered_name
    from s2s_searches s
    join cases k on k.la_code = s.la_code and k.id = s.case_id
    join children c on c.la_code = s.la_code and c.id = s.child_id
    where s.la_code = ${viewer.la} and ${of.caseId === undefined ? tx`true` : tx`s.case_id = ${of.caseId}`}
      and ${checksInScope(tx, viewer, tx`s.child_id`)}
    order by s.searched_on desc, s.id desc limit ${searchesPerPage + 1} offset ${of.offset ?? 0}`
}

export type AdministratorRow = { name: string; deputy: string; from_on: string; kept_name: string }

/** The named administrators of the school-to-school site, the latest first. */
export function administrators(tx: Tx, viewer: Viewer): Promise<AdministratorRow[]> {
  return tx<AdministratorRow[]>`
    select name, deputy, from_on, kept_name from s2s_administrators
    where la_code = ${viewer.la} and ${seesTheArea(viewer)} order by from_on desc, at desc limit 20`
}

export async function insertAdministrator(
  tx: Tx,
  viewer: Viewer,
  given: { name: string; deputy: string; fromOn: string },
): Promise<void> {
  await tx`
    insert into s2s_administrators (la_code, id, name, deputy, from_on, kept_by, kept_name)
    values (${viewer.la}, ${newId()}, ${given.name}, ${given.deputy}, ${given.fromOn}, ${viewer.personId}, ${viewer.name})`
}
