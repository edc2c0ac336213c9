// All the SQL of safeguarding. Concerns and social care are read by those who sign or decide; notices and the police by the
// child's school.
import { may } from '../access/actions-allowed.ts'
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Fragment, Rows, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { unanswered } from './contact-state.ts'
import type { Told } from './notices.ts'
import type { PoliceKind, PoliceResult } from './police.ts'
import type { StepKind } from './social-care.ts'

export type About = { readonly childId: string; readonly schoolId: string }

/** Who recorded a row, and when: at the end of each. */
export type Recorded = { by_name: string; by_role: string; recorded_at: Date }

/** The rows of these children that the viewer may see. */
const ofChildren = (tx: Tx, viewer: Viewer, row: Fragment, childIds: readonly string[]): Fragment => tx`
  ${row}.la_code = ${viewer.la} and ${row}.child_id = any (${childIds as string[]}::uuid[])
  and ${schoolInScope(tx, viewer, tx`${row}.school_id`)} and ${childInScope(tx, viewer, tx`${row}.child_id`)}`

/** What is read by those alone who sign or decide. */
const closed = (tx: Tx, viewer: Viewer, row: Fragment, childIds: readonly string[]): Fragment => tx`
  ${may(viewer, 'screen.see')} and ${ofChildren(tx, viewer, row, childIds)}`

export type NoticeRow = Recorded & {
  id: string
  child_id: string
  about: 'absence' | 'removal'
  arose_on: LocalDate
  told: Told
  person_told: string
  how: string
  told_on: LocalDate
  told_at: string
  late_why: string | null
}

/** Who was told of these children's absences and removals, newest first: 400 at most. */
export function noticesOf(tx: Tx, viewer: Viewer, childIds: readonly string[]): Rows<NoticeRow> {
  return tx<NoticeRow[]>`
    select n.id, n.child_id, n.about, n.arose_on, n.told, n.person_told, n.how, n.told_on, n.told_at, n.late_why, n.by_name,
           n.by_role, n.recorded_at
    from safeguarding_notices n where ${ofChildren(tx, viewer, tx`n`, childIds)}
    order by n.told_on desc, n.recorded_at desc, n.id desc limit 400`
}

/** Adds that somebody was told. Gives whether it is new: told of this before, nothing is added. */
export async function addNotice(
  tx: Tx,
  viewer: Viewer,
  given: About & {
    about: 'absence' | 'removal'
    arose: string
    told: Told
    person: string
    how: string
    on: string
    at: string
    lateWhy: string | null
  },
): Promise<boolean> {
  const rows = await tx`
    insert into safeguarding_notices (la_code, id, child_id, school_id, about, arose_on, told, person_told, how, told_on,
                                      told_at, late_why, by_person, by_name, by_role)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.about}, ${given.arose}, ${given.told},
            ${given.person}, ${given.how}, ${given.on}, ${given.at}, ${given.lateWhy}, ${viewer.personId}, ${viewer.name},
            ${viewer.role})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export type PoliceRow = Recorded & {
  id: string
  child_id: string
  kind: PoliceKind
  how: string
  asked_on: LocalDate
  asked_at: string
  reference: string | null
  steps: {
    result: PoliceResult
    reference: string | null
    on: LocalDate
    at: string
    by: string
  }[]
}

/** What the police were asked of these children, newest first, each with what followed in order: 200 at most. */
export function policeAsksOf(tx: Tx, viewer: Viewer, childIds: readonly string[]): Rows<PoliceRow> {
  return tx<PoliceRow[]>`
    select a.id, a.child_id, a.kind, a.how, a.asked_on, a.asked_at, a.reference, a.by_name, a.by_role, a.recorded_at,
           coalesce((select jsonb_agg(jsonb_build_object('result', x.result, 'reference', x.reference, 'on', x.on_date,
                                                         'at', x.at_time, 'by', x.by_name)
                                      order by x.recorded_at, x.id)
                     from police_steps x where x.la_code = a.la_code and x.ask_id = a.id), '[]') as steps
    from police_asks a where ${ofChildren(tx, viewer, tx`a`, childIds)}
    order by a.asked_on desc, a.recorded_at desc, a.id desc limit 200`
}

export async function addPoliceAsk(
  tx: Tx,
  viewer: Viewer,
  given: About & {
    id: string
    kind: PoliceKind
    how: string
    on: string
    at: string
    reference: string | null
  },
): Promise<void> {
  await tx`
    insert into police_asks (la_code, id, child_id, school_id, kind, how, asked_on, asked_at, reference, by_person, by_name,
                             by_role)
    values (${viewer.la}, ${given.id}, ${given.childId}, ${given.schoolId}, ${given.kind}, ${given.how}, ${given.on},
            ${given.at}, ${given.reference}, ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}

export async function addPoliceStep(
  tx: Tx,
  viewer: Viewer,
  given: About & { askId: string; result: PoliceResult; reference: string | null; on: string; at: string },
): Promise<void> {
  await tx`
    insert into police_steps (la_code, id, ask_id, child_id, school_id, result, reference, on_date, at_time, by_person,
                              by_name, by_role, recorded_at)
    values (${viewer.la}, ${newId()}, ${given.askId}, ${given.childId}, ${given.schoolId}, ${given.result},
            ${given.reference}, ${given.on}, ${given.at}, ${viewer.personId}, ${viewer.name}, ${viewer.role},
            clock_timestamp())`
}

export type CareRow = Recorded & {
  id: string
  child_id: string
  to_whom: string
  person: string | null
  how: string
  made_on: LocalDate
  made_at: string
  facts: string
  reference: string | null
  parent_told: boolean
  not_told_why: string | null
  steps: { kind: StepKind; on: LocalDate; who: string | null; says: string | null; by: string }[]
}

/** These children's referrals to social care, newest first, each with what followed in order: 200 at most. */
export function careReferralsOf(tx: Tx, viewer: Viewer, childIds: readonly string[]): Rows<CareRow> {
  return tx<CareRow[]>`
    select r.id, r.child_id, r.to_whom, r.person, r.how, r.made_on, r.made_at, r.facts, r.reference, r.parent_told,
           r.not_told_why, r.by_name, r.by_role, r.recorded_at,
           coalesce((select jsonb_agg(jsonb_build_object('kind', x.kind, 'on', x.on_date, 'who', x.who, 'says', x.says,
                                                         'by', x.by_name)
                                      order by x.recorded_at, x.id)
                     from social_care_steps x where x.la_code = r.la_code and x.referral_id = r.id), '[]') as steps
    from social_care_referrals r where ${closed(tx, viewer, tx`r`, childIds)}
    order by r.made_on desc, r.recorded_at desc, r.id desc limit 200`
}

export async function addCareReferral(
  tx: Tx,
  viewer: Viewer,
  given: About & {
    id: string
    toWhom: string
    person: string | null
    how: string
    on: string
    at: string
    facts: string
    reference: string | null
    parentTold: boolean
    notToldWhy: string | null
  },
): Promise<void> {
  await tx`
    insert into social_care_referrals (la_code, id, child_id, school_id, to_whom, person, how, made_on, made_at, facts,
                                       reference, parent_told, not_told_why, by_person, by_name, by_role)
    values (${viewer.la}, ${given.id}, ${given.childId}, ${given.schoolId}, ${given.toWhom}, ${given.person}, ${given.how},
            ${given.on}, ${given.at}, ${given.facts}, ${given.reference}, ${given.parentTold}, ${given.notToldWhy},
            ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}

export async function addCareStep(
  tx: Tx,
  viewer: Viewer,
  given: About & {
    referralId: string
    kind: StepKind
    on: string
    who: string | null
    says: string | null
  },
): Promise<void> {
  await tx`
    insert into social_care_steps (la_code, id, referral_id, child_id, school_id, kind, on_date, who, says, by_person,
                                   by_name, by_role, recorded_at)
    values (${viewer.la}, ${newId()}, ${given.referralId}, ${given.childId}, ${given.schoolId}, ${given.kind}, ${given.on},
            ${given.who}, ${given.says}, ${viewer.personId}, ${viewer.name}, ${viewer.role}, clock_timestamp())`
}

export type ConcernRow = Recorded & {
  id: string
  child_id: string
  on_date: LocalDate
  at_time: string | null
  fact: string
  opinion: string | null
  told_by: string
  review_on: LocalDate
  steps: {
    kind: 'reviewed' | 'closed'
    on: LocalDate
    review_on: LocalDate | null
    says: string
    by: string
  }[]
}

/** Concerns about these children, newest first, each with what followed in order: 200 at most. */
export function concernsOf(tx: Tx, viewer: Viewer, childIds: readonly string[]): Rows<ConcernRow> {
  return tx<ConcernRow[]>`
    select c.id, c.child_id, c.on_date, c.at_time, c.fact, c.opinion, c.told_by, c.review_on, c.by_name, c.by_role,
           c.recorded_at,
           coalesce((select jsonb_agg(jsonb_build_object('kind', x.kind, 'on', x.on_date, 'review_on', x.review_on,
                                                         'says', x.says, 'by', x.by_name)
                                      order by x.recorded_at, x.id)
                     from concern_steps x where x.la_code = c.la_code and x.concern_id = c.id), '[]') as steps
    from concerns c where ${closed(tx, viewer, tx`c`, childIds)}
    order by c.on_date desc, c.recorded_at desc, c.id desc limit 200`
}

export async function addConcern(
  tx: Tx,
  viewer: Viewer,
  given: About & {
    id: string
    on: string
    at: string | null
    fact: string
    opinion: string | null
    toldBy: string
    reviewOn: string
  },
): Promise<void> {
  await tx`
    insert into concerns (la_code, id, child_id, school_id, on_date, at_time, fact, opinion, told_by, review_on, by_person,
                          by_name, by_role)
    values (${viewer.la}, ${given.id}, ${given.childId}, ${given.schoolId}, ${given.on}, ${given.at}, ${given.fact},
            ${given.opinion}, ${given.toldBy}, ${given.reviewOn}, ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}

export async function addConcernStep(
  tx: Tx,
  viewer: Viewer,
  given: About & {
    concernId: string
    kind: 'reviewed' | 'closed'
    says: string
    on: string
    reviewOn: string | null
  },
): Promise<void> {
  await tx`
    insert into concern_steps (la_code, id, concern_id, child_id, school_id, kind, says, on_date, review_on, by_person,
                               by_name, by_role, recorded_at)
    values (${viewer.la}, ${newId()}, ${given.concernId}, ${given.childId}, ${given.schoolId}, ${given.kind}, ${given.says},
            ${given.on}, ${given.reviewOn}, ${viewer.personId}, ${viewer.name}, ${viewer.role}, clock_timestamp())`
}

export type RecentStrip = { enrolment_id: string; school_year: number; marks: string }

/** The marks of these times on a register, this school year's and the last one's: for the last session each child was in. */
export function stripsOf(
  tx: Tx,
  viewer: Viewer,
  enrolmentIds: readonly string[],
  schoolYear: number,
): Promise<RecentStrip[]> {
  return tx<RecentStrip[]>`
    select s.enrolment_id, s.school_year, s.marks from strips s
    where s.la_code = ${viewer.la} and s.enrolment_id = any (${enrolmentIds as string[]}::uuid[])
      and s.school_year between ${schoolYear - 1} and ${schoolYear} and ${schoolInScope(tx, viewer, tx`s.school_id`)}
    order by s.enrolment_id, s.school_year limit 800`
}

/** When each of these children was last seen in person, as enquiries have it: one row each. */
export function lastSeenOf(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Rows<{ child_id: string; done_on: LocalDate; done_at: string | null }> {
  return tx`
    select distinct on (q.child_id) q.child_id, q.done_on, q.done_at from enquiries q
    where ${ofChildren(tx, viewer, tx`q`, childIds)} and q.side = 'school' and q.result = 'child seen'
    order by q.child_id, q.done_on desc, q.done_at desc nulls last`
}

/** Since which day nobody has answered, of the families whose last try was not answered: one row each. The last 120 days. */
export function unansweredSince(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Rows<{ child_id: string; since: LocalDate }> {
  return tx`
    with tries as (
      select q.child_id, q.done_on, q.result = any (${unanswered as string[]}) as is_open,
             row_number() over (partition by q.child_id order by q.done_on desc, q.recorded_at desc, q.id desc) as n
      from enquiries q
      where ${ofChildren(tx, viewer, tx`q`, childIds)} and q.side = 'school' and q.check_code in ('RS01', 'RS02', 'RS03')
        and q.result <> 'not needed' and q.done_on >= ${viewer.today}::date - 120)
    select t.child_id, min(t.done_on) as since from tries t
    where t.is_open and t.n < coalesce((select min(a.n) from tries a where a.child_id = t.child_id and not a.is_open), 1000000)
    group by t.child_id`
}
