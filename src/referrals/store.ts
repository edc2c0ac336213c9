// All the SQL of referrals and their drafts. A school sees its own; the authority sees the area's.
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import type { Answers } from './questions.ts'

/** Who last wrote an answer, and when. */
export type Changed = { by: string; at: string }
export type DraftRow = {
  answers: Answers
  changes: Readonly<Record<string, Changed>>
  saved_name: string
  saved_at: Date
}

/** The referral being written for a child at a school, if there is one. `lock` keeps it still until the transaction ends. */
export async function draftOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  schoolId: string,
  lock = false,
): Promise<DraftRow | undefined> {
  const [row] = await tx<DraftRow[]>`
    select d.answers, d.changes, d.saved_name, d.saved_at from referral_drafts d
    where d.la_code = ${viewer.la} and d.child_id = ${childId} and d.school_id = ${schoolId}
      and ${schoolInScope(tx, viewer, tx`d.school_id`)} and ${childInScope(tx, viewer, tx`d.child_id`)}
    ${lock ? tx`for update` : tx``}`
  return row
}

/** Keeps answers of a referral being written, over those kept before, with who wrote each and when. */
export async function saveDraft(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  schoolId: string,
  answers: Answers,
  at?: Date,
): Promise<void> {
  const saved = at ? tx`${at}::timestamptz` : tx`now()`
  await tx`
    insert into referral_drafts as d (la_code, child_id, school_id, answers, changes, saved_by, saved_name, saved_at)
    values (${viewer.la}, ${childId}, ${schoolId}, ${tx.json(answers)},
            (select jsonb_object_agg(id, jsonb_build_object('by', ${viewer.name}::text, 'at', ${saved}))
             from unnest(${Object.keys(answers)}::text[]) as id),
            ${viewer.personId}, ${viewer.name}, ${saved})
    on conflict (la_code, child_id, school_id) do update
      set answers = d.answers || excluded.answers, changes = d.changes || excluded.changes,
          saved_by = excluded.saved_by, saved_name = excluded.saved_name, saved_at = excluded.saved_at
      where d.la_code = ${viewer.la}`
}

export async function deleteDraft(tx: Tx, viewer: Viewer, childId: string, schoolId: string): Promise<void> {
  await tx`
    delete from referral_drafts d
    where d.la_code = ${viewer.la} and d.child_id = ${childId} and d.school_id = ${schoolId}
      and ${schoolInScope(tx, viewer, tx`d.school_id`)}`
}

/** A referral that a school still waits on: no answer has ended it. */
export const openOutcomes = ['received', 'accepted', 'more asked', 'working'] as const

export type ReferralRow = {
  id: string
  token: string
  reference: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  start_code: string
  urgent: boolean
  answers: Answers
  missing: readonly string[]
  passed_why: string | null
  sent_name: string
  sent_on: string
  sent_at: Date
  outcome: string
  outcome_says: string | null
  outcome_on: string | null
}

const columns = (tx: Tx) => tx`
  r.id, r.token, r.reference, r.child_id, c.token as child_token, c.surname, c.forename, r.school_id, s.name as school,
  r.start_code, r.urgent, r.answers, r.missing, r.passed_why, r.sent_name, r.sent_on, r.sent_at, r.outcome, r.outcome_says,
  r.outcome_on`

/** The referral whose token stands in the address. Throws NotFound where it is not in the viewer's scope. */
export async function referralByToken(tx: Tx, viewer: Viewer, token: string): Promise<ReferralRow> {
  const [row] = await tx<ReferralRow[]>`
    select ${columns(tx)}
    from referrals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and r.token = ${token}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)} and ${childInScope(tx, viewer, tx`r.child_id`)}`
  if (!row) throw new NotFound('referral')
  return row
}

/** The referrals of the viewer's schools, newest first, 50 from `offset`. */
export function referralsOfSchools(tx: Tx, viewer: Viewer, offset = 0): Promise<ReferralRow[]> {
  return tx<ReferralRow[]>`
    select ${columns(tx)}
    from referrals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
      and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.sent_at desc, r.id desc
    limit 51 offset ${offset}`
}

/** A child's referrals that the viewer may see, newest first. */
export function referralsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<ReferralRow[]> {
  return tx<ReferralRow[]>`
    select ${columns(tx)}
    from referrals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and r.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
      and ${childInScope(tx, viewer, tx`r.child_id`)}
    order by r.sent_at desc, r.id desc
    limit 20`
}

/** Which of these children have a referral still open, and its reference. */
export function openReferrals(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Promise<{ child_id: string; reference: string; sent_on: string }[]> {
  return tx`
    select distinct on (r.child_id) r.child_id, r.reference, r.sent_on from referrals r
    where r.la_code = ${viewer.la} and r.child_id = any (${childIds as string[]}::uuid[])
      and r.outcome = any (${openOutcomes as unknown as string[]})
      and ${schoolInScope(tx, viewer, tx`r.school_id`)}
    order by r.child_id, r.sent_at desc`
}

export async function addReferral(
  tx: Tx,
  viewer: Viewer,
  given: {
    id: string
    token: string
    reference: string
    childId: string
    schoolId: string
    caseId: string
    startCode: string
    urgent: boolean
    answers: Answers
    missing: readonly string[]
    passedWhy: string | undefined
  },
): Promise<void> {
  await tx`
    insert into referrals (la_code, id, token, reference, child_id, school_id, case_id, start_code, urgent, answers,
                           missing, passed_why, sent_by, sent_name, sent_on)
    values (${viewer.la}, ${given.id}, ${given.token}, ${given.reference}, ${given.childId}, ${given.schoolId},
            ${given.caseId}, ${given.startCode}, ${given.urgent}, ${tx.json(given.answers)}, ${tx.json(given.missing as string[])},
            ${given.passedWhy ?? null}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

/** What the authority has let the school know of its steps for this child, oldest first: the newest 100. */
export async function sharedSteps(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{ id: string; on_date: string; at: Date; by_name: string; says: string }[]> {
  const rows = await tx<{ id: string; on_date: string; at: Date; by_name: string; says: string }[]>`
    select p.id, p.on_date, p.at, p.by_name, p.says from shared_steps p
    where p.la_code = ${viewer.la} and p.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`p.school_id`)}
      and ${childInScope(tx, viewer, tx`p.child_id`)}
    order by p.on_date desc, p.at desc, p.id desc
    limit 100`
  return rows.reverse()
}

/**
 * What goes back to the school: the category of the outcome, and a sentence where the authority wrote one. Nothing changes
 * where the same category stands and there is no sentence. For the authority's steps in a case.
 */
export async function setOutcome(
  tx: Tx,
  viewer: Viewer,
  caseId: string,
  given: { outcome: string; says: string | undefined; on: string },
): Promise<void> {
  await tx`
    update referrals r set outcome = ${given.outcome}, outcome_says = ${given.says ?? null}, outcome_on = ${given.on}
    where r.la_code = ${viewer.la} and r.case_id = ${caseId}
      and (r.outcome <> ${given.outcome} or ${given.says ?? null}::text is not null)`
}
