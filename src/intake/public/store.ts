// All the SQL of what the public and partners tell. The public's own part is one row by one secret, and adding a report.
import { randomBytes } from 'node:crypto'
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import { nobody, publicViewer, seesTheArea, viewerSettings } from '../../access/viewer.ts'
import { localDate } from '../../calendar/local-date.ts'
import type { Level } from '../../cases/clocks.ts'
import { surnameKey } from '../../matching/name-keys.ts'
import { applySettings, type Fragment, type Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { digestOf, newId, newToken } from '../../platform/ids.ts'
import type { Answers, Said, Teller } from './form.ts'
import { clocksOf, dueIn, type How, referenceFrom, type State } from './report.ts'

// ---- Whom to tell: published ----

export type Contact = {
  from_on: string
  contact_name: string
  contact_role: string
  phone: string
  email: string
  hours: string
  written_name: string
}

/** The published contact on a day; none where the authority has not said. */
export async function contactOn(tx: Tx, viewer: Viewer, on: string): Promise<Contact | undefined> {
  const [row] = await tx<Contact[]>`
    select p.from_on, p.contact_name, p.contact_role, p.phone, p.email, p.hours, p.written_name from public_pages p
    where p.la_code = ${viewer.la} and p.from_on <= ${on} order by p.from_on desc, p.id desc limit 1`
  return row
}

/** What was published before and what is to come, latest first. */
export function contactHistory(tx: Tx, viewer: Viewer): Promise<Contact[]> {
  return tx<Contact[]>`
    select p.from_on, p.contact_name, p.contact_role, p.phone, p.email, p.hours, p.written_name from public_pages p
    where p.la_code = ${viewer.la} order by p.from_on desc, p.id desc limit 20`
}

export async function insertContact(
  tx: Tx,
  viewer: Viewer,
  contact: Omit<Contact, 'written_name'>,
): Promise<void> {
  await tx`
    insert into public_pages (la_code, id, from_on, contact_name, contact_role, phone, email, hours, written_by, written_name)
    values (${viewer.la}, ${newId()}, ${contact.from_on}, ${contact.contact_name}, ${contact.contact_role},
            ${contact.phone}, ${contact.email}, ${contact.hours}, ${viewer.personId}, ${viewer.name})`
}

/** The authorities of this installation, by name. */
export function authorities(tx: Tx): Promise<{ la_code: string; name: string }[]> {
  return tx<{ la_code: string; name: string }[]>`
    select a.la_code, a.name from authorities a order by a.name limit 200`
}

// ---- Forms not sent yet ----

/** Goes on in this transaction as a member of the public with this secret, or with none. */
export async function asPublic(
  tx: Tx,
  la: string,
  today: string,
  secret: string | undefined,
): Promise<Viewer> {
  const viewer = { ...publicViewer(la, today), personId: secret ? draftIdOf(secret) : nobody }
  await applySettings(tx, viewerSettings(viewer))
  return viewer
}

/** The id under which the form of a secret is kept: half of its digest. Nobody comes from the id to the secret. */
export function draftIdOf(secret: string): string {
  const hex = digestOf(`report ${secret}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export type Draft = { reportId: string; answers: Answers; reference: string | undefined }
type DraftRow = { report_id: string; answers: Answers; reference: string | null }
const draftOf = (row: DraftRow): Draft => ({
  reportId: row.report_id,
  answers: row.answers,
  reference: row.reference ?? undefined,
})

/** The form of this browser, or of this link, unless it has ended. `hold`: until the transaction ends. */
export async function draftNow(
  tx: Tx,
  viewer: Viewer,
  id: string,
  now: Date,
  { hold = false } = {},
): Promise<Draft | undefined> {
  const [row] = await tx<DraftRow[]>`
    select d.report_id, d.answers, d.reference from report_drafts d
    where d.la_code = ${viewer.la} and d.id = ${id} and d.ends_at > ${now} ${hold ? tx`for update` : tx``}`
  return row && draftOf(row)
}

/** Minutes for which a form is kept after its last page was sent. */
export const draftMinutes = 60
const endsAt = (now: Date) => new Date(now.getTime() + draftMinutes * 60_000)

/** Begins a form, in place of whatever this browser or link had. */
export async function beginDraft(
  tx: Tx,
  viewer: Viewer,
  id: string,
  answers: Answers,
  now: Date,
): Promise<void> {
  await tx`
    insert into report_drafts (la_code, id, report_id, answers, ends_at)
    values (${viewer.la}, ${id}, ${newId()}, ${tx.json(answers)}, ${endsAt(now)})
    on conflict (la_code, id) do update
      set report_id = excluded.report_id, answers = excluded.answers, ends_at = excluded.ends_at, reference = null`
}

/** Adds answers to the form. Gives all of them; nothing where it has ended or was sent. */
export async function addToDraft(
  tx: Tx,
  viewer: Viewer,
  id: string,
  answers: Answers,
  now: Date,
): Promise<Answers | undefined> {
  const [row] = await tx<{ answers: Answers }[]>`
    update report_drafts d set answers = d.answers || ${tx.json(answers)}::jsonb, ends_at = ${endsAt(now)}
    where d.la_code = ${viewer.la} and d.id = ${id} and d.ends_at > ${now} and d.reference is null
    returning d.answers`
  return row?.answers
}

/** The form was sent: nothing of it stays but the reference. */
export async function emptyDraft(tx: Tx, viewer: Viewer, id: string, reference: string): Promise<void> {
  await tx`
    update report_drafts d set answers = '{}', reference = ${reference} where d.la_code = ${viewer.la} and d.id = ${id}`
}

export async function deleteDraft(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await tx`delete from report_drafts d where d.la_code = ${viewer.la} and d.id = ${id}`
}

/** Deletes the forms that nobody went on with. Gives how many. */
export async function deleteOldDrafts(tx: Tx, system: Viewer, now: Date): Promise<number> {
  const rows = await tx`
    delete from report_drafts d where d.la_code = ${system.la} and d.ends_at <= ${now} returning 1`
  return rows.length
}

// ---- Reports ----

export type NewReport = {
  id: string
  how: How
  level: Level
  danger: boolean
  said: Said
  teller: Teller | undefined
  /** Where somebody is known and yet wants no reply. */
  replyWanted?: boolean
  partnerId?: string | undefined
  linkId?: string | undefined
  now: Date
}

/** Adds what was told. Gives its reference. It reads nothing: what is known of a child changes neither the answer nor its time. */
export async function insertReport(tx: Tx, viewer: Viewer, report: NewReport): Promise<string> {
  const { id, how, level, danger, said, teller, now } = report
  const cameOn = localDate(viewer.today)
  const clocks = clocksOf(level, cameOn)
  const reference = referenceFrom(randomBytes(8))
  await tx`
    insert into reports_in (la_code, id, token, reference, how, level, danger, said, partner_id, link_id, reply_wanted, came_at,
                            came_on, acknowledge_by, decide_by, next_due, name_key)
    values (${viewer.la}, ${id}, ${newToken()}, ${reference}, ${how}, ${level}, ${danger}, ${tx.json(said as never)},
            ${report.partnerId ?? null}, ${report.linkId ?? null}, ${report.replyWanted ?? teller !== undefined}, ${now}, ${cameOn},
            ${clocks.acknowledgeBy}, ${clocks.decideBy}, ${dueIn('new', clocks)},
            ${nameKeyOf(said)})`
  if (teller) {
    await tx`
      insert into report_tellers (la_code, report_id, name, organisation, role, contact, by_way, safe, language)
      values (${viewer.la}, ${id}, ${teller.name || null}, ${teller.organisation || null}, ${teller.role || null},
              ${teller.contact || null}, ${teller.way || null}, ${teller.safe || null}, ${teller.language || null})`
  }
  return reference
}

/** The first child's name, spelt as names are compared; '' where none was given. */
const nameKeyOf = ({ children: [first] }: Said): string =>
  surnameKey([first?.forename ?? '', first?.surname ?? ''].join(' ').trim())

/** Days within which two reports may be about the same thing. */
const alikeDays = 90

/** Other reports that name a child in the same way, latest first: they may be about the same child. People decide. */
export function reportsAlike(tx: Tx, viewer: Viewer, reportId: string): Promise<ReportRow[]> {
  return tx<ReportRow[]>`
    select ${reportColumns(tx)} from reports_in one
    join reports_in r on r.la_code = one.la_code and r.name_key = one.name_key and r.id <> one.id
    left join partners p on p.la_code = r.la_code and p.id = r.partner_id
    where one.la_code = ${viewer.la} and one.id = ${reportId} and one.name_key <> ''
      and r.came_at > one.came_at - ${`${alikeDays} days`}::interval and ${reportInScope(tx, viewer)}
    order by r.came_at desc limit 10`
}

export type ReportRow = {
  id: string
  token: string
  reference: string
  how: How
  level: Level
  danger: boolean
  said: Said
  partner_id: string | null
  organisation: string | null
  reply_wanted: boolean
  came_at: Date
  came_on: string
  acknowledge_by: string
  decide_by: string
  looked_for_at: Date | null
  state: State
  next_due: string | null
  settled_on: string | null
}

/** The application's wall: the authority's people; a report about a protected child only for those who may open what is protected. */
function reportInScope(tx: Tx, viewer: Viewer): Fragment {
  if (!seesTheArea(viewer)) return tx`false`
  if (may(viewer, 'protected.open')) return tx`true`
  return tx`not exists (select 1 from report_steps scope_s
    join protections scope_p on scope_p.la_code = scope_s.la_code and scope_p.child_id = scope_s.child_id
    where scope_s.la_code = ${viewer.la} and scope_s.report_id = r.id)`
}

const reportColumns = (tx: Tx): Fragment => tx`
  r.id, r.token, r.reference, r.how, r.level, r.danger, r.said, r.partner_id, p.organisation, r.reply_wanted, r.came_at, r.came_on,
  r.acknowledge_by, r.decide_by, r.looked_for_at, r.state, r.next_due, r.settled_on`

/** Reports to be dealt with, the most urgent first; or those dealt with, latest first. */
export function listReports(
  tx: Tx,
  viewer: Viewer,
  which: 'waiting' | 'settled',
  page: number,
  perPage: number,
): Promise<ReportRow[]> {
  const waiting = which === 'waiting'
  return tx<ReportRow[]>`
    select ${reportColumns(tx)} from reports_in r
    left join partners p on p.la_code = r.la_code and p.id = r.partner_id
    where r.la_code = ${viewer.la} and ${waiting ? tx`r.settled_on is null` : tx`r.settled_on is not null`}
      and ${reportInScope(tx, viewer)}
    order by ${waiting ? tx`r.urgency, r.next_due, r.id` : tx`r.came_at desc, r.id desc`}
    limit ${perPage} offset ${(page - 1) * perPage}`
}

/** How many reports wait, how many of them are late today, and how many speak of danger. */
export async function countReports(
  tx: Tx,
  viewer: Viewer,
): Promise<{ waiting: number; late: number; urgent: number }> {
  const [row] = await tx<{ waiting: number; late: number; urgent: number }[]>`
    select count(*)::int as waiting, (count(*) filter (where r.next_due < ${viewer.today}))::int as late,
           (count(*) filter (where r.level = 'act today'))::int as urgent
    from reports_in r where r.la_code = ${viewer.la} and r.settled_on is null and ${reportInScope(tx, viewer)}`
  return row!
}

/** The report whose token stands in the address. Throws NotFound where there is none in the viewer's scope. */
export async function reportByToken(
  tx: Tx,
  viewer: Viewer,
  token: string,
  { hold = false } = {},
): Promise<ReportRow> {
  if (hold)
    await tx`select 1 from reports_in r where r.la_code = ${viewer.la} and r.token = ${token} for update`
  const [row] = await tx<ReportRow[]>`
    select ${reportColumns(tx)} from reports_in r
    left join partners p on p.la_code = r.la_code and p.id = r.partner_id
    where r.la_code = ${viewer.la} and r.token = ${token} and ${reportInScope(tx, viewer)}`
  if (!row) throw new NotFound('report')
  return row
}

/** The report with this reference, as a person types it. */
export async function reportByReference(
  tx: Tx,
  viewer: Viewer,
  reference: string,
): Promise<ReportRow | undefined> {
  const [row] = await tx<ReportRow[]>`
    select ${reportColumns(tx)} from reports_in r
    left join partners p on p.la_code = r.la_code and p.id = r.partner_id
    where r.la_code = ${viewer.la} and r.reference = ${reference.trim().toUpperCase()} and ${reportInScope(tx, viewer)}`
  return row
}

export type TellerRow = {
  name: string | null
  organisation: string | null
  role: string | null
  contact: string | null
  by_way: string | null
  safe: string | null
  language: string | null
  forget_on: string | null
}

/** Who told us, for those who may know. */
export async function tellerOf(tx: Tx, viewer: Viewer, reportId: string): Promise<TellerRow | undefined> {
  if (!mayKnowTeller(viewer)) return undefined
  const [row] = await tx<TellerRow[]>`
    select t.name, t.organisation, t.role, t.contact, t.by_way, t.safe, t.language, t.forget_on from report_tellers t
    where t.la_code = ${viewer.la} and t.report_id = ${reportId}`
  return row
}
export const mayKnowTeller = (viewer: Viewer): boolean => may(viewer, 'intake.decide')

export type StepRow = {
  what: string
  says: string
  child_id: string | null
  child_token: string | null
  child_name: string | null
  case_token: string | null
  case_reference: string | null
  other_reference: string | null
  by_name: string
  on_date: string
}

/** What was done about a report, oldest first. */
export function stepsOf(tx: Tx, viewer: Viewer, reportId: string): Promise<StepRow[]> {
  return tx<StepRow[]>`
    select s.what, s.says, s.child_id, c.token as child_token, c.forename || ' ' || c.surname as child_name,
           k.token as case_token, k.reference as case_reference, o.reference as other_reference, s.by_name, s.on_date
    from report_steps s
    left join children c on c.la_code = s.la_code and c.id = s.child_id
    left join cases k on k.la_code = s.la_code and k.id = s.case_id
    left join reports_in o on o.la_code = s.la_code and o.id = s.other_id
    where s.la_code = ${viewer.la} and s.report_id = ${reportId} and ${seesTheArea(viewer)}
    order by s.id limit 100`
}

export type NewStep = {
  reportId: string
  what:
    | 'seen'
    | 'asked'
    | 'answered'
    | 'case opened'
    | 'case joined'
    | 'child added'
    | 'not taken on'
    | 'merged'
    | 'reply given'
  says: string
  childId?: string
  caseId?: string
  otherId?: string
}

export async function insertStep(tx: Tx, viewer: Viewer, step: NewStep): Promise<void> {
  await tx`
    insert into report_steps (la_code, id, report_id, what, says, child_id, case_id, other_id, by_id, by_name, on_date)
    values (${viewer.la}, ${newId()}, ${step.reportId}, ${step.what}, ${step.says}, ${step.childId ?? null},
            ${step.caseId ?? null}, ${step.otherId ?? null}, ${viewer.personId === nobody ? null : viewer.personId},
            ${viewer.name}, ${viewer.today})`
}

export async function setState(
  tx: Tx,
  viewer: Viewer,
  reportId: string,
  now: { state: State; nextDue: string | null; settledOn: string | null },
): Promise<void> {
  await tx`
    update reports_in r set state = ${now.state}, next_due = ${now.nextDue}, settled_on = ${now.settledOn}
    where r.la_code = ${viewer.la} and r.id = ${reportId}`
}

/** Was a case opened for this child from this report already? */
export async function isTakenFor(
  tx: Tx,
  viewer: Viewer,
  reportId: string,
  childId: string,
): Promise<boolean> {
  const rows = await tx`
    select 1 from report_steps s where s.la_code = ${viewer.la} and s.report_id = ${reportId} and s.child_id = ${childId}
      and s.what in ('case opened', 'case joined') limit 1`
  return rows.length > 0
}

/** Is the report about a child who is protected, whose details this viewer has not opened? Then its words may say where the child is. */
export async function isHeldBack(tx: Tx, viewer: Viewer, reportId: string): Promise<boolean> {
  const [row] = await tx<{ held: boolean }[]>`
    select exists (
      select 1 from report_steps s
      where s.la_code = ${viewer.la} and s.report_id = ${reportId}
        and exists (select 1 from protections p where p.la_code = s.la_code and p.child_id = s.child_id)
        and not exists (select 1 from break_glass b where b.la_code = s.la_code and b.child_id = s.child_id
                          and b.person_id = ${viewer.personId} and b.expires_at > now())) as held`
  return row!.held
}

// ---- Possible matches ----

/** Reports nobody has looked for yet, the most urgent first, held for us. */
export function reportsToLookFor(
  tx: Tx,
  system: Viewer,
  atMost: number,
): Promise<{ id: string; said: Said }[]> {
  return tx<{ id: string; said: Said }[]>`
    select r.id, r.said from reports_in r
    where r.la_code = ${system.la} and r.looked_for_at is null
    order by r.urgency, r.came_at limit ${atMost} for update skip locked`
}

export async function setLookedFor(
  tx: Tx,
  system: Viewer,
  reportId: string,
  askedIds: readonly string[],
  now: Date,
): Promise<void> {
  await tx`update reports_in r set looked_for_at = ${now} where r.la_code = ${system.la} and r.id = ${reportId}`
  for (const askedId of askedIds) {
    await tx`
      insert into report_questions (la_code, report_id, asked_id) values (${system.la}, ${reportId}, ${askedId})
      on conflict do nothing`
  }
}

/** The children whom the matching found for a report, likeliest first. The row rules say which of them the viewer may know of. */
export function foundFor(
  tx: Tx,
  viewer: Viewer,
  reportId: string,
): Promise<{ childId: string; band: string; probability: number }[]> {
  const kinds = viewer.role === 'cme-officer' ? tx`and p.kind = 'identity'` : tx``
  const open = viewer.role === 'manager' || viewer.role === 'system' || viewer.unscoped
  return tx<{ childId: string; band: string; probability: number }[]>`
    select n.child_id as "childId", n.band, n.probability
    from report_questions q
    join match_answer_candidates n on n.la_code = q.la_code and n.asked_id = q.asked_id
    where q.la_code = ${viewer.la} and q.report_id = ${reportId} and ${may(viewer, 'match.decide')}
      and ${
        open
          ? tx`true`
          : tx`not exists (select 1 from protections p where p.la_code = ${viewer.la} and p.child_id = n.child_id ${kinds})`
      }
    order by n.probability desc, n.child_id limit 20`
}

// ---- What came of it ----

export type CameOf = {
  id: string
  reference: string
  came_on: string
  state: State
  cases: { closed: boolean; outcome: string | null; isProtected: boolean }[]
}

/** The reports that came by a link, and how the cases opened from them stand. For the system: a partner reads the category alone. */
export function reportsOfPartner(tx: Tx, system: Viewer, by: { linkId: string }): Promise<CameOf[]> {
  return tx<CameOf[]>`
    select r.id, r.reference, r.came_on, r.state,
           coalesce((
             select jsonb_agg(jsonb_build_object('closed', k.closed_on is not null, 'outcome', k.outcome, 'isProtected',
                      exists (select 1 from protections p where p.la_code = k.la_code and p.child_id = k.child_id)))
             from report_steps s join cases k on k.la_code = s.la_code and k.id = s.case_id
             where s.la_code = r.la_code and s.report_id = r.id and s.what in ('case opened', 'case joined')), '[]') as cases
    from reports_in r
    where r.la_code = ${system.la} and r.link_id = ${by.linkId}
    order by r.came_at desc, r.id desc limit 50`
}

/**
 * Sets the day on which who told us is forgotten: a year after the report, or the last case from it, was closed; and takes the day
 * away where a case is open again. Then deletes the tellers whose day has passed. Gives how many.
 */
export async function forgetTellers(tx: Tx, system: Viewer): Promise<number> {
  await tx`
    update report_tellers t set forget_on = due.forget_on
    from (
      select r.id, case when r.settled_on is null or bool_or(k.id is not null and k.closed_on is null) then null
                        else (greatest(r.settled_on, max(k.closed_on)) + interval '1 year')::date end as forget_on
      from reports_in r
      join report_tellers x on x.la_code = r.la_code and x.report_id = r.id
      left join report_steps s on s.la_code = r.la_code and s.report_id = r.id and s.what in ('case opened', 'case joined')
      left join cases k on k.la_code = s.la_code and k.id = s.case_id
      where r.la_code = ${system.la}
      group by r.id, r.settled_on) due
    where t.la_code = ${system.la} and t.report_id = due.id and t.forget_on is distinct from due.forget_on`
  const gone = await tx`
    delete from report_tellers t where t.la_code = ${system.la} and t.forget_on < ${system.today} returning 1`
  return gone.length
}
