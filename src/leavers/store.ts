// All the SQL of leavers: what is recorded about a child whose name may come off a register, the removals themselves, the
// school's answers, and what each side concluded.

import { absenceNow } from '../absences/absence-now.ts'
import type { EnrolmentFacts, Leave } from '../absences/register-findings.ts'
import { asStrip, stripOf } from '../absences/store.ts'
import { acrossOrganisations, childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { dateOf, earlierOf, type LocalDate, yearOf } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { pupilYearGroup } from '../calendar/year-groups.ts'
import { checkOf } from '../cases/authority-checks.ts'
import { schoolEnquiries } from '../enquiries/store.ts'
import type { Refusal } from '../law/decision.ts'
import { orderInForce } from '../orders/store.ts'
import { type Rows, type Tx, together } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { Signature } from '../registers/removal.ts'
import type { Follows } from '../registers/removal-follows.ts'
import { settingsFor, versionedCalendarFor } from '../schools/store.ts'
import type { Question } from './already-made.ts'
import type { Conclusion, Recorded, RequiredCheck } from './removal-facts.ts'

export type LeaverEnrolment = {
  id: string
  child_id: string
  school_id: string
  school: string
  nc_year: string | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
}

/** The child's time on one of the viewer's own registers now. Nothing where the child is on none of them. */
export async function currentEnrolment(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<LeaverEnrolment | undefined> {
  const [row] = await tx<LeaverEnrolment[]>`
    select e.id, e.child_id, e.school_id, s.name as school, e.nc_year, e.entry_date, e.leaving_date
    from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.child_id = ${childId}
      and (e.leaving_date is null or e.leaving_date > ${viewer.today})
      and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, e.id desc limit 1`
  return row
}

/** One enrolment, and what is asked about any removal from it. */
export type Leaver = {
  readonly enrolmentId: string
  readonly childId: string
  readonly schoolId: string
  readonly school: string
  readonly dob: LocalDate | undefined
  readonly entryDate: LocalDate
  readonly leavingDate: LocalDate | undefined
  readonly isSpecialSchool: boolean
  readonly isReturnMade: boolean
  readonly ncYear: string | undefined
  readonly mostSeniorClass: boolean | undefined
  /** Flags that hold now. */
  readonly flags: readonly string[]
  /** Which school a school attendance order in force names, where the authority has made one. */
  readonly orderNames?: 'this school' | 'another school' | undefined
  /** The other schools whose register has the child on the system's day. */
  readonly alsoOnRollAt: readonly string[]
}

/** Reads an enrolment, as the system. The caller has read it in the viewer's own scope, or is an import. */
export async function readLeaver(tx: Tx, system: Viewer, enrolmentId: string): Promise<Leaver | undefined> {
  const la = system.la
  const [row] = await tx<
    (LeaverEnrolment & {
      phase: string
      most_senior_class: boolean | null
      date_of_birth: LocalDate | null
      return_made: boolean
      on_roll_at: string[] | null
      flags: string[] | null
    })[]
  >`
    select e.id, e.child_id, e.school_id, s.name as school, s.phase, e.nc_year, e.entry_date, e.leaving_date,
           e.most_senior_class, c.date_of_birth,
           exists (select 1 from returns r where r.la_code = e.la_code and r.rule = 'T-11' and r.enrolment_id = e.id)
             as return_made,
           (select array_agg(distinct os.name) from enrolments o
              join schools os on os.la_code = o.la_code and os.id = o.school_id
            where o.la_code = e.la_code and o.child_id = any (e.child_id || array(${sameChildAs(tx, la)}))
              and o.school_id <> e.school_id
              and o.entry_date <= ${system.today} and (o.leaving_date is null or o.leaving_date > ${system.today}))
             as on_roll_at,
           (select array_agg(distinct f.flag) from (
              select distinct on (g.flag, g.recorded_by is null) g.flag, g.says from child_flags g
              where g.la_code = e.la_code and g.child_id = e.child_id
              order by g.flag, g.recorded_by is null, g.recorded_at desc) f where f.says = 'yes') as flags
    from enrolments e
    join schools s on s.la_code = e.la_code and s.id = e.school_id
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where e.la_code = ${la} and e.id = ${enrolmentId}`
  if (!row) return undefined
  const order = await orderInForce(tx, system, row.child_id)
  return {
    enrolmentId: row.id,
    childId: row.child_id,
    schoolId: row.school_id,
    school: row.school,
    dob: row.date_of_birth ?? undefined,
    entryDate: row.entry_date,
    leavingDate: row.leaving_date ?? undefined,
    isSpecialSchool: /special/i.test(row.phase),
    isReturnMade: row.return_made,
    ncYear: row.nc_year ?? undefined,
    mostSeniorClass: row.most_senior_class ?? undefined,
    // An order that the authority made here holds a name as one that a file tells of.
    flags: [...new Set([...(row.flags ?? []), ...(order ? ['attendance_order'] : [])])],
    ...(order && { orderNames: order.schoolId === row.school_id ? 'this school' : 'another school' }),
    alsoOnRollAt: row.on_roll_at ?? [],
  }
}

/** What holds a name, read as the system as the guard reads it: flags that anybody recorded, and the kind of school. */
export async function heldBy(
  tx: Tx,
  viewer: Viewer,
  enrolmentId: string,
): Promise<Pick<Leaver, 'flags' | 'isSpecialSchool'>> {
  const leaver = await acrossOrganisations(tx, viewer, system => readLeaver(tx, system, enrolmentId))
  return { flags: leaver?.flags ?? [], isSpecialSchool: leaver?.isSpecialSchool ?? false }
}

/** Everything recorded that grounds H and I ask about, before one of them is looked at. */
export type OnRecord = Leaver &
  Omit<Recorded, 'register'> & {
    readonly calendar: SchoolCalendar
    /** The version of the school's term dates that the days were counted by. */
    readonly calendarVersion: string | undefined
    readonly facts: EnrolmentFacts
  }

/**
 * Reads all that the guard asks, as the system: what the authority did is not a school's to read, only whether it is done.
 */
export async function readOnRecord(tx: Tx, system: Viewer, leaver: Leaver): Promise<OnRecord> {
  const la = system.la
  const { childId, schoolId, enrolmentId } = leaver
  const today = system.today as LocalDate
  const { calendar, version } = await versionedCalendarFor(
    tx,
    system,
    schoolId,
    undefined,
    pupilYearGroup(leaver.ncYear, earlierOf(leaver.leavingDate ?? today, today)),
  )
  const settings = await settingsFor(tx, system)
  const strips = await stripOf(tx, system, enrolmentId)
  const enquiries = await schoolEnquiries(tx, system, childId)
  const read = tx<
    {
      leaves: Leave[] | null
      answers: { code: string; on: LocalDate }[] | null
      screens: Signature[] | null
      told: { who: string; on: LocalDate }[] | null
    }[]
  >`
    select
      (select jsonb_agg(jsonb_build_object('startsOn', l.starts_on, 'endsOn', l.ends_on) order by l.starts_on)
       from (select distinct on (h.starts_on) h.starts_on, h.ends_on, h.withdrawn from leaves h
             where h.la_code = ${la} and h.enrolment_id = ${enrolmentId}
             order by h.starts_on, h.recorded_at desc, h.id desc) l where not l.withdrawn) as leaves,
      (select jsonb_agg(jsonb_build_object('code', a.code, 'on', a.on_date)) from (
         select q.check_code as code, q.done_on as on_date from enquiries q
         where q.la_code = ${la} and q.child_id = ${childId} and q.side = 'authority' and q.result <> 'waiting'
         union
         select v.data->>'check', v.on_date from case_events v
         where v.la_code = ${la} and v.child_id = ${childId} and v.type = 'check-answered') a) as answers,
      (select jsonb_agg(jsonb_build_object('name', n.signed_name, 'on', n.signed_on) order by n.signed_on, n.signed_at)
       from screens n where n.la_code = ${la} and n.child_id = ${childId} and n.school_id = ${schoolId}
         and n.signed_role = 'dsl') as screens,
      (select jsonb_agg(jsonb_build_object('who', s.told, 'on', s.told_on)) from safeguarding_notices s
       where s.la_code = ${la} and s.child_id = ${childId} and s.school_id = ${schoolId} and s.about = 'removal') as told`
  const { found, conclusions } = await together(
    tx,
    { found: read, conclusions: conclusionRows(tx, system, childId, schoolId) },
    ['at'],
  )
  const rest = found[0]
  const { 'home-visit-required': visit, 'required-school-checks': required } = settings
  return {
    ...leaver,
    calendar,
    calendarVersion: version,
    facts: {
      // Without a date of birth the days are still counted; the guard says that the age is not shown.
      dob: leaver.dob ?? dateOf(yearOf(system.today as LocalDate) - 10, 9, 2),
      entryDate: leaver.entryDate,
      leavingDate: leaver.leavingDate,
      leaves: rest?.leaves ?? [],
      strips: strips.map(asStrip),
    },
    enquiries: enquiries
      .filter(q => q.school_id === schoolId)
      .map(q => ({
        checkCode: q.check_code,
        result: q.result,
        note: q.note,
        doneOn: q.done_on,
        doneAt: q.done_at,
        method: q.method,
      })),
    authorityAnswers: rest?.answers ?? [],
    screens: rest?.screens ?? [],
    told: rest?.told ?? [],
    conclusions: inOrder(conclusions).map(row => row.conclusion),
    requiredOfSchool: required.filter(code => visit || code !== 'RS09'),
    requiredOfAuthority: settings['required-authority-checks'].map(code => taskOf(code)),
  }
}

/** What is recorded, seen for one ground on one day. */
export function seenFor(record: OnRecord, ground: string, on: LocalDate): Recorded {
  return { ...record, register: absenceNow(record.calendar, record.facts, ground, on) }
}

/** Records that two people linked as one child with the enrolment's: one person's word is not enough to stop looking. */
function sameChildAs(tx: Tx, la: string) {
  return tx`
    select case when l.child_id = e.child_id then l.other_id else l.child_id end
    from child_links l
    where l.la_code = ${la} and (l.child_id = e.child_id or l.other_id = e.child_id)
      and not exists (select 1 from child_link_steps u
                      where u.la_code = l.la_code and u.link_id = l.id and u.what = 'undone')`
}

/** A check's name by itself can say something about a family, so a school reads of such a one only that there is one. */
function taskOf(code: string): RequiredCheck {
  const check = checkOf(code)
  return { code, task: check?.label ?? code, quiet: check?.quiet ?? true }
}

export type RemovalRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  enrolment_id: string
  school_id: string
  school: string
  kind: 'asked for here' | 'already made'
  ground: string | null
  proposed_on: LocalDate
  decision: 'refused' | 'allowed' | 'flagged'
  step: 'asked' | 'approved' | 'not approved'
  follows: string | null
  refusals: Refusal[]
  by_name: string
  on_date: LocalDate
  answered: boolean
  decided: 'approved' | 'not approved' | null
  facts: StoredFacts
}

/** What is kept beside a removal: what the guard was told, and what was received. */
export type StoredFacts = {
  readonly guard?: unknown
  /** What the school said of a ground without joint enquiries, as files have it. */
  readonly evidence?: unknown
  /** What the law was asked with besides: the record as it was. */
  readonly inputs?: unknown
  readonly ruleVersion?: LocalDate
  readonly calendarVersion?: string | undefined
  readonly earliest?: LocalDate | undefined
  readonly follows?: readonly Follows[]
  readonly groundAsReceived?: string
  readonly destination?: string
  readonly destinationUrn?: string
  readonly importId?: string
  readonly questions?: readonly Question[]
  readonly caseOpened?: boolean
  /** That another register has the child; never which: the school's own row is not where it learns that. */
  readonly isOnAnotherRoll?: boolean
  readonly why?: string
}

const columns = (tx: Tx) => tx`
  r.id, r.token, r.child_id, c.token as child_token, c.surname, c.forename, r.enrolment_id, r.school_id,
  s.name as school, r.kind, r.ground, r.proposed_on, r.decision, r.step, r.follows, r.refusals, r.by_name,
  r.on_date, r.facts,
  exists (select 1 from removal_answers a where a.la_code = r.la_code and a.removal_id = r.id) as answered,
  (select d.step from removals d where d.la_code = r.la_code and d.follows = r.id) as decided`

/** Which of them a list shows. */
export const removalLists = ['all', 'flagged', 'waiting', 'asked', 'made'] as const
export type RemovalList = (typeof removalLists)[number]

function shownIn(tx: Tx, list: RemovalList) {
  const unanswered = tx`r.decision = 'flagged' and not exists (
    select 1 from removal_answers w where w.la_code = r.la_code and w.removal_id = r.id)`
  switch (list) {
    case 'flagged':
      return tx`r.decision = 'flagged'`
    case 'waiting':
      return unanswered
    case 'asked':
      return tx`r.kind = 'asked for here'`
    case 'made':
      return tx`r.kind = 'already made'`
    case 'all':
      return tx`true`
    default:
      return list satisfies never
  }
}

/** Does the removal `r` wait for the headteacher: everything is there, and nobody has decided? */
export const waitsForHead = (
  tx: Tx,
) => tx`r.kind = 'asked for here' and r.step = 'asked' and r.decision = 'allowed'
  and not exists (select 1 from removals d where d.la_code = r.la_code and d.follows = r.id)`

/** Removals in the viewer's scope, newest first: 50 and one more, which says that there are others. */
export function removalsFor(
  tx: Tx,
  viewer: Viewer,
  list: RemovalList,
  beforeToken?: string,
): Promise<RemovalRow[]> {
  const before = beforeToken
    ? tx`(r.at, r.id) < (select p.at, p.id from removals p where p.la_code = ${viewer.la} and p.token = ${beforeToken})`
    : tx`true`
  return tx<RemovalRow[]>`
    select ${columns(tx)}
    from removals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and ${shownIn(tx, list)} and ${before}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)} and (${childInScope(tx, viewer, tx`r.child_id`)})
    order by r.at desc, r.id desc limit 51`
}

/** The removal whose token stands in the address, or nothing in this viewer's scope. */
export async function removalByToken(tx: Tx, viewer: Viewer, token: string): Promise<RemovalRow | undefined> {
  const [row] = await tx<RemovalRow[]>`
    select ${columns(tx)}
    from removals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and r.token = ${token}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)} and (${childInScope(tx, viewer, tx`r.child_id`)})`
  return row
}

/** Every removal of one child that the viewer may see, newest first. */
export function removalsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<RemovalRow[]> {
  return tx<RemovalRow[]>`
    select ${columns(tx)}
    from removals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and r.child_id = ${childId}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)} and (${childInScope(tx, viewer, tx`r.child_id`)})
    order by r.at desc, r.id desc limit 50`
}

/** Was this leaving date of this enrolment recorded before, from a file or by a headteacher's approval here? */
export async function isRemovalKnown(
  tx: Tx,
  system: Viewer,
  enrolmentId: string,
  leavingDate: string,
): Promise<boolean> {
  const rows = await tx`
    select 1 from removals where la_code = ${system.la} and enrolment_id = ${enrolmentId}
      and proposed_on = ${leavingDate} and (kind = 'already made' or step = 'approved') limit 1`
  return rows.length > 0
}

export type NewRemoval = {
  childId: string
  enrolmentId: string
  schoolId: string
  kind: RemovalRow['kind']
  ground: string | undefined
  proposedOn: string
  decision: RemovalRow['decision']
  step?: RemovalRow['step']
  follows?: string
  /** The day it was told, where that is not the viewer's. */
  onDate?: string
  refusals: readonly Refusal[]
  facts: StoredFacts
}

/** Adds a removal. Gives its id and token, or nothing where it stood there already (a file sent twice). */
export async function insertRemoval(
  tx: Tx,
  viewer: Viewer,
  given: NewRemoval,
): Promise<{ id: string; token: string } | undefined> {
  const made = { id: newId(), token: newToken() }
  const rows = await tx`
    insert into removals (la_code, id, token, child_id, enrolment_id, school_id, kind, ground, proposed_on, decision,
                          step, follows, on_date, refusals, facts, by_person, by_name)
    values (${viewer.la}, ${made.id}, ${made.token}, ${given.childId}, ${given.enrolmentId}, ${given.schoolId},
            ${given.kind}, ${given.ground ?? null}, ${given.proposedOn}, ${given.decision}, ${given.step ?? 'asked'},
            ${given.follows ?? null}, ${given.onDate ?? viewer.today}, ${tx.json(given.refusals as never)}, ${tx.json(given.facts as never)},
            ${viewer.personId}, ${viewer.name})
    on conflict do nothing returning id`
  return rows.length > 0 ? made : undefined
}

export type AnswerRow = { question: string; answer: string; by_name: string; on_date: LocalDate }

/** What the school answered, oldest first. */
export function answersOf(tx: Tx, viewer: Viewer, removalId: string): Promise<AnswerRow[]> {
  return tx<AnswerRow[]>`
    select a.question, a.answer, a.by_name, a.on_date from removal_answers a
    where a.la_code = ${viewer.la} and a.removal_id = ${removalId} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
    order by a.at, a.id limit 100`
}

export async function insertAnswers(
  tx: Tx,
  viewer: Viewer,
  removal: { id: string; schoolId: string },
  answers: readonly { question: string; answer: string }[],
): Promise<void> {
  for (const { question, answer } of answers) {
    await tx`
      insert into removal_answers (la_code, removal_id, id, school_id, on_date, by_person, by_name, question, answer)
      values (${viewer.la}, ${removal.id}, ${newId()}, ${removal.schoolId}, ${viewer.today}, ${viewer.personId},
              ${viewer.name}, ${question}, ${answer})`
  }
}

/** The child's open case, of which a school may know no more than that there is one. Read as the system. */
export async function openCaseOf(
  tx: Tx,
  system: Viewer,
  childId: string,
): Promise<{ id: string; reference: string } | undefined> {
  const [row] = await tx<{ id: string; reference: string }[]>`
    select id, reference from cases where la_code = ${system.la} and child_id = ${childId} and closed_on is null
    order by opened_on desc, id desc limit 1`
  return row
}

export type ConclusionRow = { conclusion: Conclusion; role: string; at: Date }

/** What each side concluded about a child of a school, oldest first. */
export async function conclusionsOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  schoolId: string,
): Promise<ConclusionRow[]> {
  return inOrder(await conclusionRows(tx, viewer, childId, schoolId))
}

type Concluded = Conclusion & { role: string; at: Date }
const inOrder = (rows: readonly Concluded[]): ConclusionRow[] =>
  rows.map(({ role, at, ...conclusion }) => ({ conclusion, role, at })).reverse()

function conclusionRows(tx: Tx, viewer: Viewer, childId: string, schoolId: string): Rows<Concluded> {
  return tx<Concluded[]>`
    select j.side, j.outcome, j.unavoidable, j.reasons, j.signed_name as "signedName", j.signed_on as "signedOn",
           j.signed_role as role, j.at
    from joint_conclusions j
    where j.la_code = ${viewer.la} and j.child_id = ${childId} and j.school_id = ${schoolId}
      and ${schoolInScope(tx, viewer, tx`j.school_id`)} and (${childInScope(tx, viewer, tx`j.child_id`)})
    order by j.at desc, j.id desc limit 100`
}
