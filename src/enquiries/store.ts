// All the SQL of enquiries and risk screens. A school sees its own; the authority sees the area's.
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, type LocalDate } from '../calendar/local-date.ts'
import { readingKey } from '../law/readings.ts'
import type { Fragment, Rows, Tx } from '../platform/db.ts'
import { stricterReasonDays } from '../rulebook/due-as-read.ts'
import type { SeenHow } from './enquiry.ts'
import type { Level, ScreenAnswers } from './screening.ts'

export type EnquiryRow = {
  id: string
  child_id: string
  school_id: string | null
  school: string | null
  side: 'school' | 'authority'
  check_code: string
  method: string | null
  asked: string | null
  result: string
  note: string | null
  done_on: string
  done_at: string | null
  due_on: string | null
  seen_how: SeenHow | null
  evidence: string | null
  card_left: boolean | null
  by_name: string
  by_role: string
  recorded_at: Date
}

/** The checks that name a next place: the next school, its authority, another country. */
const placeChecks = ['RS13', 'RS14', 'RS18']
/**
 * Is what was asked and heard of this row kept from the viewer? Where a protected child may be is for whoever has opened the
 * protected details now. Stands where `q` is a row of enquiries.
 */
const isPlaceHidden = (tx: Tx, viewer: Viewer): Fragment => tx`(
  q.check_code = any (${placeChecks}::text[])
  and exists (select 1 from protections h where h.la_code = q.la_code and h.child_id = q.child_id)
  and not exists (select 1 from break_glass b where b.la_code = q.la_code and b.child_id = q.child_id
                    and b.person_id = ${viewer.personId} and b.expires_at > now()))`

/**
 * What schools did to find a child, oldest first, from a day on: the newest 200. A school reads its own; the authority
 * every school's.
 */
export async function schoolEnquiries(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  since = '1900-01-01',
): Promise<EnquiryRow[]> {
  const rows = await tx<EnquiryRow[]>`
    select q.id, q.child_id, q.school_id, s.name as school, q.side, q.check_code, q.method,
           case when not x.hidden then q.asked end as asked, q.result,
           case when x.hidden then 'Protected.' else q.note end as note,
           q.done_on, q.done_at, q.due_on, q.seen_how, case when not x.hidden then q.evidence end as evidence, q.card_left, q.by_name, q.by_role, q.recorded_at
    from enquiries q join schools s on s.la_code = q.la_code and s.id = q.school_id
    cross join lateral (select ${isPlaceHidden(tx, viewer)} as hidden) x
    where q.la_code = ${viewer.la} and q.child_id = ${childId} and q.side = 'school' and q.done_on >= ${since}
      and ${schoolInScope(tx, viewer, tx`q.school_id`)} and ${childInScope(tx, viewer, tx`q.child_id`)}
    order by q.done_on desc, q.recorded_at desc, q.id desc
    limit 200`
  return rows.reverse()
}

/** The latest contact with each of these children's families, and how many there were since a day. */
export function latestContacts(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Promise<{ child_id: string; done_on: string; done_at: string | null; result: string; times: number }[]> {
  return tx`
    select l.child_id, l.done_on, l.done_at, l.result, l.times from (
      select q.child_id, q.done_on, q.done_at, q.result,
             count(*) over (partition by q.child_id)::int as times,
             row_number() over (partition by q.child_id order by q.done_on desc, q.recorded_at desc, q.id desc) as n
      from enquiries q
      where q.la_code = ${viewer.la} and q.child_id = any (${childIds as string[]}::uuid[]) and q.side = 'school'
        and q.check_code in ('RS01', 'RS02', 'RS03') and q.result <> 'not needed'
        and q.done_on >= ${viewer.today}::date - 120
        and ${schoolInScope(tx, viewer, tx`q.school_id`)}) l
    where l.n = 1`
}

export type NewEnquiry = {
  id: string
  childId: string
  schoolId: string
  checkCode: string
  method?: string | undefined
  asked?: string | undefined
  result: string
  note?: string | undefined
  doneOn: string
  doneAt?: string | undefined
  dueOn?: string | undefined
  seenHow?: SeenHow | undefined
  evidence?: string | undefined
  cardLeft?: boolean | undefined
}

/** Adds one enquiry of a school to the child's history. */
export async function addSchoolEnquiry(tx: Tx, viewer: Viewer, given: NewEnquiry): Promise<void> {
  await tx`
    insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, asked, result, note, done_on,
                           done_at, due_on, seen_how, evidence, card_left, by_person, by_name, by_role)
    values (${viewer.la}, ${given.id}, ${given.childId}, ${given.schoolId}, 'school', ${given.checkCode},
            ${given.method ?? null}, ${given.asked ?? null}, ${given.result}, ${given.note ?? null}, ${given.doneOn},
            ${given.doneAt ?? null}, ${given.dueOn ?? null}, ${given.seenHow ?? null}, ${given.evidence ?? null},
            ${given.cardLeft ?? null}, ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}

export type ScreenRow = {
  id: string
  school_id: string | null
  signed_name: string
  signed_role: string
  signed_on: string
  level: Level
  danger_now: boolean
  answers: ScreenAnswers
  concerns: string
}

/**
 * The risk screens of a child, newest first. The database shows them to DSLs and headteachers of the school, and to
 * officers and managers; to others none, so a page must not read "none" as "not signed" (see `screenSigned`).
 */
export function screensOf(tx: Tx, viewer: Viewer, childId: string): Rows<ScreenRow> {
  return tx<ScreenRow[]>`
    select n.id, n.school_id, n.signed_name, n.signed_role, n.signed_on, n.level, n.danger_now, n.answers, n.concerns
    from screens n
    where n.la_code = ${viewer.la} and n.child_id = ${childId}
      and ${schoolInScope(tx, viewer, tx`n.school_id`)} and ${childInScope(tx, viewer, tx`n.child_id`)}
    order by n.signed_at desc, n.id desc limit 20`
}

export async function addScreen(
  tx: Tx,
  viewer: Viewer,
  given: {
    id: string
    childId: string
    schoolId: string | null
    on: string
    level: Level
    dangerNow: boolean
    answers: ScreenAnswers
    concerns: string
  },
): Promise<void> {
  await tx`
    insert into screens (la_code, id, child_id, school_id, signed_by, signed_name, signed_role, signed_on, signed_at, level,
                         danger_now, answers, concerns)
    values (${viewer.la}, ${given.id}, ${given.childId}, ${given.schoolId}, ${viewer.personId}, ${viewer.name},
            ${viewer.role}, ${given.on}, clock_timestamp(), ${given.level}, ${given.dangerNow}, ${tx.json(given.answers)},
            ${given.concerns})`
}

/** Locks a child's history of work against another writer until this transaction ends, so that two become one after the other. */
export async function holdChild(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${viewer.la} ${childId}`}, 1))`
}

export type ReasonToSettle = {
  child_id: string
  token: string
  surname: string
  forename: string
  days: number
  first_due: string | null
}

/** Children with days that still have code N, by the day on which the first reason is due: 50 and one more, from `offset`. */
export function reasonsToSettle(tx: Tx, viewer: Viewer, limit = 51, offset = 0): Promise<ReasonToSettle[]> {
  return tx<ReasonToSettle[]>`
    select f.child_id, c.token, c.surname, c.forename, count(*)::int as days, min(${asRead(tx)}) as first_due
    from findings f join children c on c.la_code = f.la_code and c.id = f.child_id ${stricterDays(tx, viewer)}
    where f.la_code = ${viewer.la} and ${unsettled(tx, viewer)} and ${childInScope(tx, viewer, tx`f.child_id`)}
    group by f.child_id, c.token, c.surname, c.forename
    order by first_due nulls last, c.surname, c.forename, f.child_id limit ${limit} offset ${offset}`
}

/** How many children have such days, and for how many the first reason was due before today. */
export async function countReasonsToSettle(
  tx: Tx,
  viewer: Viewer,
): Promise<{ children: number; late: number }> {
  const [row] = await tx<{ children: number; late: number }[]>`
    select count(*)::int as children, (count(*) filter (where first_due < ${viewer.today}))::int as late from (
      select min(${asRead(tx)}) as first_due from findings f ${stricterDays(tx, viewer)}
      where f.la_code = ${viewer.la} and ${unsettled(tx, viewer)} and ${childInScope(tx, viewer, tx`f.child_id`)}
      group by f.child_id) one`
  return row ?? { children: 0, late: 0 }
}

/** The day a reason is due: by the law, or the earlier day of the authority's stricter reading (OQ-1), from its day on. */
const asRead = (tx: Tx) => tx`least(f.due_on, stricter.due)`
function stricterDays(tx: Tx, viewer: Viewer) {
  const today = viewer.today as LocalDate
  const { on, due } = stricterReasonDays(addDays(today, -60), today)
  return tx`
    left join (
      select d.on_date, d.due
      from unnest(${on}::date[], ${due}::date[]) as d(on_date, due)
      join (select r.value, r.from_on from settings r
            where r.la_code = ${viewer.la} and r.key = ${readingKey('OQ-1')} and r.from_on <= ${viewer.today}
            order by r.from_on desc, r.set_at desc, r.id desc limit 1) chosen
        on chosen.value = '"working-days"'::jsonb and d.on_date >= chosen.from_on) stricter
      on stricter.on_date = f.on_date`
}

/** Days with code N of the last 60 days that no correction has settled, at the viewer's schools. */
const unsettled = (tx: Tx, viewer: Viewer) => tx`
  f.rule = 'T-04' and f.on_date >= ${viewer.today}::date - 60 and ${schoolInScope(tx, viewer, tx`f.school_id`)}
  and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)`
