// All the SQL of local steps: what an authority asks for, whom that catches in its registers and records, and what was done
// about it. Every query names la_code and the viewer's scope; the database's row rules stand behind.
import { asStrip, type StripRow } from '../absences/store.ts'
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, earlierOf, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import { type PupilYearGroup, pupilYearGroup, readYearGroup } from '../calendar/year-groups.ts'
import type { Answer } from '../law/answer.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'
import { placeOf } from '../registers/sheet.ts'
import type { TriggerFacts } from './caught.ts'
import { holdingFrom, type Switch } from './holding.ts'
import { refusalsOf } from './no-later.ts'
import { kinds, sideOf, type Trigger, type TriggerKind } from './trigger.ts'

export type TriggerRow = {
  id: string
  token: string
  name: string
  from_preset: string | null
  trigger: Trigger
  proposed_name: string
  proposed_on: LocalDate
  why: string
  switches: readonly Switch[]
}

type StoredTrigger = Omit<TriggerRow, 'trigger' | 'switches'> & {
  kind: TriggerKind
  n: number
  unit: Trigger['unit']
  action: Trigger['action']
  addressee: Trigger['addressee']
  form: Trigger['form'] | null
  only_year: number | null
  switches: Switch[] | null
}

/** So many steps an authority can have. */
export const triggersAtMost = 200

/** The authority's own steps with all that was said of them, newest first: all, or one by the token in its address. */
export async function triggersOf(tx: Tx, viewer: Viewer, token?: string): Promise<TriggerRow[]> {
  const which = token === undefined ? tx`true` : tx`t.token = ${token}`
  const rows = await tx<StoredTrigger[]>`
    select t.id, t.token, t.name, t.from_preset, t.trigger as kind, t.n, t.unit, t.action, t.addressee, t.form,
           t.only_year, t.proposed_name, t.proposed_on, t.why,
           (select jsonb_agg(jsonb_build_object('switched', s.switched, 'fromOn', s.from_on, 'caughtNow', s.caught_now,
                                                'by', s.set_name, 'why', s.why) order by s.set_at, s.id)
            from trigger_switches s where s.la_code = t.la_code and s.trigger_id = t.id) as switches
    from triggers t
    where t.la_code = ${viewer.la} and ${which}
    order by t.proposed_at desc, t.id desc limit ${triggersAtMost}`
  return rows.map(({ kind, n, unit, action, addressee, form, only_year, switches, ...row }) => ({
    ...row,
    trigger: {
      trigger: kind,
      n,
      unit,
      action,
      addressee,
      ...(form !== null && { form }),
      ...(only_year !== null && { onlyYear: only_year }),
    },
    switches: switches ?? [],
  }))
}

/** The steps that are on, on a day. One that today's law would no longer allow is passed over, as if it were off. */
export async function triggersHolding(
  tx: Tx,
  viewer: Viewer,
  on: LocalDate,
): Promise<(TriggerRow & { fromOn: LocalDate })[]> {
  return (await triggersOf(tx, viewer)).flatMap(row => {
    const holding = holdingFrom(row.switches, on)
    return holding && refusalsOf(row.trigger, on).length === 0 ? [{ ...row, fromOn: holding.fromOn }] : []
  })
}

export async function insertTrigger(
  tx: Tx,
  viewer: Viewer,
  given: { name: string; trigger: Trigger; preset?: string | undefined; why: string },
): Promise<string> {
  const { trigger } = given
  const token = newToken()
  await tx`
    insert into triggers (la_code, id, token, name, from_preset, trigger, n, unit, action, addressee, form, only_year,
                          proposed_by, proposed_name, proposed_on, why)
    values (${viewer.la}, ${newId()}, ${token}, ${given.name}, ${given.preset ?? null}, ${trigger.trigger}, ${trigger.n},
            ${trigger.unit}, ${trigger.action}, ${trigger.addressee}, ${trigger.form ?? null}, ${trigger.onlyYear ?? null},
            ${viewer.personId}, ${viewer.name}, ${viewer.today}, ${given.why})`
  return token
}

export async function insertSwitch(
  tx: Tx,
  viewer: Viewer,
  triggerId: string,
  given: { switched: 'on' | 'off'; fromOn: string; why: string; caughtNow?: number | undefined },
): Promise<void> {
  await tx`
    insert into trigger_switches (la_code, id, trigger_id, switched, from_on, caught_now, set_by, set_name, why)
    values (${viewer.la}, ${newId()}, ${triggerId}, ${given.switched}, ${given.fromOn}, ${given.caughtNow ?? null},
            ${viewer.personId}, ${viewer.name}, ${given.why})`
}

/** One person at a time changes a step. */
export async function holdTrigger(tx: Tx, viewer: Viewer, triggerId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`trigger ${viewer.la} ${triggerId}`}, 0))`
}

// ---- Whom a step catches: what the pure rules are asked about ----

/** A child and the facts that a trigger asks for. */
export type Subject = {
  child_id: string
  school_id: string | null
  enrolment_id: string | null
  /** Whose days of school are counted, where the school's dates speak of year groups. */
  yearGroup: PupilYearGroup | undefined
  facts: TriggerFacts
}

/** How far back leave and removals are looked at. A time that began earlier has been found long since. */
const daysBack = 400
/** For a preview of the last 30 days: a run that ended in them may have begun before. */
const daysBackForRuns = 75

/** The schools that have anyone on roll or lately left, by id. */
export async function schoolsToLookAt(tx: Tx, viewer: Viewer): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select s.id from schools s where s.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`s.id`)} order by s.id`
  return rows.map(row => row.id)
}

type RegisterRow = {
  id: string
  child_id: string
  school_id: string
  nc_year: string | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
  date_of_birth: LocalDate | null
  strips: StripRow[] | null
  leaves: { starts_on: LocalDate; ends_on: LocalDate }[] | null
}

/**
 * The children of some schools whose register may show what these triggers count: on a day, or at some time since another. It
 * names more than the triggers catch and leaves out nobody whom they would. Two school years of marks are enough: nothing here
 * is counted for longer.
 */
export async function registersToLookAt(
  tx: Tx,
  viewer: Viewer,
  given: {
    schoolIds: readonly string[]
    triggers: readonly Trigger[]
    on: LocalDate
    since?: LocalDate | undefined
  },
): Promise<Subject[]> {
  const { schoolIds, triggers, on, since } = given
  const asked = triggers.filter(trigger => kinds[trigger.trigger].readFrom === 'register')
  if (asked.length === 0 || schoolIds.length === 0) return []
  const has = (kind: TriggerKind): boolean => asked.some(trigger => trigger.trigger === kind)
  const schoolYear = schoolYearOf(on)
  // The last register says away without leave: so does every run that stands, and every child not back in school.
  const conditions = [tx`right(rtrim(m.marks, '.#Z'), 2) ~ '[NOGU]'`]
  if (has('reason-unknown')) conditions.push(tx`strpos(m.marks, 'N') > 0`)
  if (has('unauthorised-days')) {
    const least = Math.min(...asked.filter(one => one.trigger === 'unauthorised-days').map(one => one.n))
    conditions.push(tx`length(m.marks) - length(translate(m.marks, 'NOGU', '')) >= ${2 * least}`)
  }
  if (has('leave-overrun')) {
    conditions.push(
      tx`exists (select 1 from leaves l where l.la_code = e.la_code and l.enrolment_id = e.id
                   and l.ends_on < ${on} and l.ends_on > ${addDays(on, -daysBack)})`,
    )
  }
  if (since !== undefined) conditions.push(awayLately(tx, addDays(since, -daysBackForRuns)))
  const stillHere = since ?? on
  const rows = await tx<RegisterRow[]>`
    select e.id, e.child_id, e.school_id, e.nc_year, e.entry_date, e.leaving_date, c.date_of_birth,
           (select jsonb_agg(jsonb_build_object('school_year', y.school_year, 'marks', y.marks) order by y.school_year)
            from strips y where y.la_code = e.la_code and y.enrolment_id = e.id
              and y.school_year >= ${schoolYear - 1}) as strips,
           (select jsonb_agg(jsonb_build_object('starts_on', l.starts_on, 'ends_on', l.ends_on))
            from (select distinct on (h.starts_on) h.starts_on, h.ends_on, h.withdrawn from leaves h
                  where h.la_code = e.la_code and h.enrolment_id = e.id
                  order by h.starts_on, h.recorded_at desc, h.id desc) l where not l.withdrawn) as leaves
    from enrolments e
    cross join lateral (
      select string_agg(y.marks, '' order by y.school_year) as marks
      from strips y
      where y.la_code = e.la_code and y.enrolment_id = e.id and y.school_year >= ${schoolYear - 1}) m
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where e.la_code = ${viewer.la} and e.school_id = any (${listOf(schoolIds)}::uuid[])
      and ${schoolInScope(tx, viewer, tx`e.school_id`)} and ${childInScope(tx, viewer, tx`e.child_id`)}
      and e.entry_date <= ${on} and (e.leaving_date is null or e.leaving_date >= ${stillHere})
      and m.marks is not null and (${anyOf(tx, conditions)})`
  return rows.map(row => subjectOfRegister(row, on))
}

/** An unauthorised mark since a day: without one nobody was caught since. */
function awayLately(tx: Tx, since: LocalDate): Fragment {
  let day = since
  while (!placeOf(day)) day = addDays(day, -1)
  const { schoolYear, at } = placeOf(day)!
  return tx`exists (select 1 from strips y where y.la_code = e.la_code and y.enrolment_id = e.id
    and ((y.school_year > ${schoolYear} and y.marks ~ '[NOGU]')
      or (y.school_year = ${schoolYear} and substr(y.marks, ${at + 1}) ~ '[NOGU]')))`
}

function anyOf(tx: Tx, conditions: readonly Fragment[]): Fragment {
  return conditions.slice(1).reduce((all, one) => tx`${all} or ${one}`, conditions[0]!)
}

function subjectOfRegister(row: RegisterRow, on: LocalDate): Subject {
  const dob = row.date_of_birth ?? undefined
  return {
    child_id: row.child_id,
    school_id: row.school_id,
    enrolment_id: row.id,
    yearGroup: pupilYearGroup(row.nc_year, earlierOf(row.leaving_date ?? on, on)),
    facts: {
      dob,
      year: readYearGroup(row.nc_year ?? ''),
      register: {
        // Compulsory age is asked of the child's own day of birth alone; for the walk any day will do.
        dob: dob ?? ('2015-01-01' as LocalDate),
        entryDate: row.entry_date,
        leavingDate: row.leaving_date ?? undefined,
        leaves: (row.leaves ?? []).map(leave => ({ startsOn: leave.starts_on, endsOn: leave.ends_on })),
        strips: (row.strips ?? []).map(asStrip),
      },
    },
  }
}

type RecordRow = {
  child_id: string
  school_id: string | null
  enrolment_id: string | null
  nc_year: string | null
  date_of_birth: LocalDate | null
  happened_on: LocalDate
}

/** The children of whom something was recorded that a kind of trigger counts from, and still holds; of one school, or of all. */
export async function recordsToLookAt(
  tx: Tx,
  viewer: Viewer,
  kind: TriggerKind,
  given: { on: LocalDate; schoolId?: string | undefined },
): Promise<Subject[]> {
  const from = recordsOf(tx, viewer, kind, given.on)
  if (from === undefined) return []
  const whose = given.schoolId === undefined ? tx`true` : tx`r.school_id = ${given.schoolId}`
  const rows = await tx<RecordRow[]>`
    select r.child_id, r.school_id, r.enrolment_id, r.nc_year, c.date_of_birth, r.happened_on
    from (${from}) r
    join children c on c.la_code = ${viewer.la} and c.id = r.child_id
    where ${whose} and ${childInScope(tx, viewer, tx`r.child_id`)} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
    order by r.happened_on, r.child_id`
  return rows.map(row => ({
    child_id: row.child_id,
    school_id: row.school_id,
    enrolment_id: row.enrolment_id,
    yearGroup: pupilYearGroup(row.nc_year, row.happened_on),
    facts: {
      dob: row.date_of_birth ?? undefined,
      year: readYearGroup(row.nc_year ?? ''),
      happenedOn: row.happened_on,
    },
  }))
}

/** Grounds by which it is known where the child is, or that there is nothing to look for. */
const groundsThatAnswer = ['R9-A', 'R9-C', 'R9-D', 'R9-E', 'R9-F', 'R9-J', 'R9-K', 'R9-L'].concat([
  'R8-A',
  'R8-B',
  'R8-C',
  'R8-D',
  'R8-I',
  'R8-J',
  'R8-K',
])
const groundsOfHomeEducation = ['R9-F', 'R8-D']

/** The records behind a kind, each: child_id, school_id, enrolment_id, nc_year, happened_on. */
function recordsOf(tx: Tx, viewer: Viewer, kind: TriggerKind, on: LocalDate): Fragment | undefined {
  const { la } = viewer
  const left = (where: Fragment) => tx`
    select distinct on (e.child_id) e.child_id, e.school_id, e.id as enrolment_id, e.nc_year, e.leaving_date as happened_on
    from enrolments e
    where e.la_code = ${la} and e.leaving_date <= ${on} and e.leaving_date > ${addDays(on, -daysBack)}
      and not exists (select 1 from enrolments n where n.la_code = e.la_code and n.child_id = e.child_id and n.id <> e.id
                        and (n.leaving_date is null or n.leaving_date > e.leaving_date))
      and ${where}
    order by e.child_id, e.leaving_date desc, e.id`
  const noPlaceKnown = tx`
    (e.ground is null or e.ground <> all (${groundsThatAnswer}::text[])) and e.destination_urn is null
    and coalesce(trim(e.destination), '') ~* '^(|not known|unknown|none|n/?a|tbc|other|[-?.]+)$'`
  const cases = (where: Fragment) => tx`
    select k.child_id, k.school_id, null::uuid as enrolment_id, null::text as nc_year, k.opened_on as happened_on
    from cases k where k.la_code = ${la} and k.closed_on is null and ${where}`
  switch (kind) {
    case 'referral-received':
      return tx`
        select r.child_id, r.school_id, null::uuid as enrolment_id, null::text as nc_year, min(r.sent_on) as happened_on
        from referrals r
        where r.la_code = ${la} and r.outcome in ('received', 'accepted', 'more asked', 'working')
        group by r.child_id, r.school_id`
    case 'other-authority-asks':
      return cases(tx`k.start_code = 'START-14'`)
    case 'home-education':
      return left(tx`e.ground = any (${groundsOfHomeEducation}::text[])`)
    case 'removed-without-destination':
      return left(noPlaceKnown)
    case 'out-of-education':
      // Whoever has a case that says so, and whoever left without a next place and has no case at all.
      return tx`
        (${cases(tx`k.standing = 'CME'`)})
        union all
        (select l.* from (${left(noPlaceKnown)}) l
         where not exists (select 1 from cases k where k.la_code = ${la} and k.child_id = l.child_id
                             and (k.closed_on is null or k.closed_on >= l.happened_on)))`
    case 'untraced':
      return cases(
        tx`k.pathway = 'A' and k.state not in ('located', 'securing provision', 'starting', 'monitoring')`,
      )
    default:
      return undefined
  }
}

/** Children of whom a step asks nothing any more: a case is open, or this school's referral is. */
export async function alreadyTaken(
  tx: Tx,
  viewer: Viewer,
  action: Trigger['action'],
  subjects: readonly Pick<Subject, 'child_id' | 'school_id'>[],
): Promise<Set<string>> {
  const children = listOf([...new Set(subjects.map(subject => subject.child_id))])
  if (subjects.length === 0 || (action !== 'refer' && action !== 'open-case')) return new Set()
  const rows = await tx<{ child_id: string; school_id: string | null }[]>`
    select k.child_id, null::uuid as school_id from cases k
    where ${action === 'open-case'} and k.la_code = ${viewer.la} and k.closed_on is null
      and k.child_id = any (${children}::uuid[]) and ${childInScope(tx, viewer, tx`k.child_id`)}
    union all
    select r.child_id, r.school_id from referrals r
    where ${action === 'refer'} and r.la_code = ${viewer.la}
      and r.outcome in ('received', 'accepted', 'more asked', 'working')
      and r.child_id = any (${children}::uuid[]) and ${childInScope(tx, viewer, tx`r.child_id`)}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)}`
  return new Set(rows.map(row => takenKey(action, row)))
}

/** A case answers for a child; a referral for the school that made it. */
export const takenKey = (
  action: Trigger['action'],
  { child_id, school_id }: Pick<Subject, 'child_id' | 'school_id'>,
): string => (action === 'refer' ? `${child_id} ${school_id}` : child_id)

// ---- Previews ----

export type PreviewRow = {
  id: string
  on_date: LocalDate
  asked_name: string
  asked_at: Date
  done_at: Date | null
  schools: number
  schools_done: number
  caught_now: number
  caught_lately: number
  first: readonly PreviewedChild[]
}
export type PreviewedChild = {
  child: string
  school: string | null
  since: LocalDate
  reachedOn: LocalDate
}
/** So many are named by a preview. */
export const previewNames = 50

export async function insertPreview(
  tx: Tx,
  viewer: Viewer,
  triggerId: string,
  schools: number,
): Promise<string> {
  const id = newId()
  await tx`
    insert into trigger_previews (la_code, id, trigger_id, on_date, asked_by, asked_name, schools)
    values (${viewer.la}, ${id}, ${triggerId}, ${viewer.today}, ${viewer.personId}, ${viewer.name}, ${schools})`
  return id
}

/** The latest preview of a step. */
export async function latestPreview(
  tx: Tx,
  viewer: Viewer,
  triggerId: string,
): Promise<PreviewRow | undefined> {
  const [row] = await tx<PreviewRow[]>`
    select p.id, p.on_date, p.asked_name, p.asked_at, p.done_at, p.schools, p.schools_done, p.caught_now, p.caught_lately,
           p.first
    from trigger_previews p
    where p.la_code = ${viewer.la} and p.trigger_id = ${triggerId}
    order by p.asked_at desc, p.id desc limit 1`
  return row
}

/** A preview that is under way, with the token of its step and whoever asked for it. */
export async function previewById(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<{ token: string; done_at: Date | null; schools_done: number } | undefined> {
  const [row] = await tx<{ token: string; done_at: Date | null; schools_done: number }[]>`
    select t.token, p.done_at, p.schools_done from trigger_previews p
    join triggers t on t.la_code = p.la_code and t.id = p.trigger_id
    where p.la_code = ${viewer.la} and p.id = ${id}`
  return row
}

/** Adds what some schools gave. The first names are kept in the order they were found, fifty at most. */
export async function addToPreview(
  tx: Tx,
  viewer: Viewer,
  id: string,
  found: { schools: number; now: number; lately: number; first: readonly PreviewedChild[]; isDone: boolean },
): Promise<void> {
  await tx`
    update trigger_previews set
      schools_done = schools_done + ${found.schools},
      caught_now = caught_now + ${found.now},
      caught_lately = caught_lately + ${found.lately},
      first = (select coalesce(jsonb_agg(f.one order by f.at), '[]')
               from (select a.one, a.at from jsonb_array_elements(first || ${tx.json(found.first as never)})
                       with ordinality as a(one, at) order by a.at limit ${previewNames}) f),
      done_at = case when ${found.isDone} then now() else done_at end
    where la_code = ${viewer.la} and id = ${id}`
}

export type NamedChild = { id: string; token: string; surname: string; forename: string; protected: boolean }

/** The names of some children in scope. */
export function namesOf(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<NamedChild[]> {
  return tx<NamedChild[]>`
    select c.id, c.token, c.surname, c.forename, ${isProtected(tx)} as protected from children c
    where c.la_code = ${viewer.la} and c.id = any (${listOf(childIds)}::uuid[])
      and ${childInScope(tx, viewer, tx`c.id`)} limit 200`
}

// ---- Hits ----

/** A hit as the nightly run compares it. */
export type StandingHit = {
  id: string
  trigger_id: string
  child_id: string
  school_id: string | null
  since_on: LocalDate
  reached_on: LocalDate
  /** The latest of what was said of it, if anything was. */
  what: string | null
}

/** The hits of some steps: of one school, of all, or (for what is recorded of no school) of none. */
export function hitsToCompare(
  tx: Tx,
  viewer: Viewer,
  triggerIds: readonly string[],
  schoolIds: readonly string[] | 'all',
  since: LocalDate,
): Promise<StandingHit[]> {
  const whose = schoolIds === 'all' ? tx`true` : tx`h.school_id = any (${listOf(schoolIds)}::uuid[])`
  return tx<StandingHit[]>`
    select h.id, h.trigger_id, h.child_id, h.school_id, h.since_on, h.reached_on, x.what
    from trigger_hits h ${latestStep(tx)}
    where h.la_code = ${viewer.la} and h.trigger_id = any (${listOf(triggerIds)}::uuid[]) and ${whose}
      and (h.reached_on >= ${since} or x.what is null or x.what = 'so again')
      and ${childInScope(tx, viewer, tx`h.child_id`)}`
}

/** The hits of some steps that nobody has answered. */
export async function openHitsOf(tx: Tx, viewer: Viewer, triggerIds: readonly string[]): Promise<string[]> {
  if (triggerIds.length === 0) return []
  const rows = await tx<{ id: string }[]>`
    select h.id from trigger_hits h
    where h.la_code = ${viewer.la} and h.trigger_id = any (${listOf(triggerIds)}::uuid[]) and ${isOpen(tx)}
      and ${hitInScope(tx, viewer)}`
  return rows.map(row => row.id)
}

const latestStep = (tx: Tx) => tx`
  left join lateral (select s.what, s.says, s.by_name, s.on_date from trigger_hit_steps s
                     where s.la_code = h.la_code and s.hit_id = h.id order by s.at desc, s.id desc limit 1) x on true`

export type NewHit = {
  triggerId: string
  subject: Pick<Subject, 'child_id' | 'school_id' | 'enrolment_id'>
  toSchool: boolean
  since: LocalDate
  reachedOn: LocalDate
  answer: Answer
}

/** Writes hits; one that is there already is left as it is. Gives how many were new. */
export async function insertHits(tx: Tx, viewer: Viewer, hits: readonly NewHit[]): Promise<number> {
  if (hits.length === 0) return 0
  const rows = hits.map(hit => ({
    id: newId(),
    token: newToken(),
    trigger_id: hit.triggerId,
    child_id: hit.subject.child_id,
    school_id: hit.subject.school_id,
    enrolment_id: hit.subject.enrolment_id,
    to_school: hit.toSchool,
    since_on: hit.since,
    reached_on: hit.reachedOn,
    answer: hit.answer,
  }))
  const added = await tx`
    insert into trigger_hits (la_code, id, token, trigger_id, child_id, school_id, enrolment_id, to_school, since_on,
                              reached_on, answer, found_on)
    select ${viewer.la}, h.id, h.token, h.trigger_id, h.child_id, h.school_id, h.enrolment_id, h.to_school, h.since_on,
           h.reached_on, h.answer, ${viewer.today}
    from jsonb_to_recordset(${tx.json(rows as never)}) as h(id uuid, token text, trigger_id uuid, child_id uuid,
           school_id uuid, enrolment_id uuid, to_school boolean, since_on date, reached_on date, answer jsonb)
    on conflict do nothing
    returning 1`
  return added.length
}

export type HitStep = 'done' | 'not needed' | 'no longer so' | 'so again'

export async function insertHitSteps(
  tx: Tx,
  viewer: Viewer,
  steps: readonly { hitId: string; what: HitStep; says: string }[],
): Promise<void> {
  if (steps.length === 0) return
  const rows = steps.map(step => ({ ...step, id: newId() }))
  await tx`
    with said as (
      insert into trigger_hit_steps (la_code, hit_id, id, what, says, on_date, by_person, by_name, by_role)
      select ${viewer.la}, s."hitId", s.id, s.what, s.says, ${viewer.today},
             ${viewer.side === 'system' ? null : viewer.personId}::uuid, ${viewer.name}, ${viewer.role}
      from jsonb_to_recordset(${tx.json(rows as never)}) as s("hitId" uuid, id uuid, what text, says text)
      returning hit_id, what)
    update trigger_hits h set waits = (said.what = 'so again')
    from said where h.la_code = ${viewer.la} and h.id = said.hit_id and ${hitInScope(tx, viewer)}`
}

/** One run over an authority at a time: two would each find the same and ask twice. */
export async function waitForOtherHits(tx: Tx, viewer: Viewer): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`local steps ${viewer.la}`}, 0))`
}

export type HitRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  protected: boolean
  school: string | null
  to_school: boolean
  name: string
  action: Trigger['action']
  form: Trigger['form'] | null
  addressee: Trigger['addressee']
  since_on: LocalDate
  reached_on: LocalDate
  answer: Answer
  what: HitStep | null
  says: string | null
  by_name: string | null
  on_date: LocalDate | null
}

const isProtected = (tx: Tx) => tx`
  exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id)`
const hitColumns = (tx: Tx) => tx`
  h.id, h.token, h.child_id, c.token as child_token, c.surname, c.forename, ${isProtected(tx)} as protected, s.name as school,
  h.to_school, t.name, t.action, t.form, t.addressee, h.since_on, h.reached_on, h.answer, x.what, x.says, x.by_name, x.on_date`
const hitTables = (tx: Tx) => tx`
  trigger_hits h
  join triggers t on t.la_code = h.la_code and t.id = h.trigger_id
  join children c on c.la_code = h.la_code and c.id = h.child_id
  left join schools s on s.la_code = h.la_code and s.id = h.school_id
  ${latestStep(tx)}`

/** The application's wall around hits: a school's own that are for it; the authority's, all. */
function hitInScope(tx: Tx, viewer: Viewer): Fragment {
  if (viewer.unscoped || viewer.side !== 'school') return tx`true`
  return tx`h.to_school and ${schoolInScope(tx, viewer, tx`h.school_id`)} and ${childInScope(tx, viewer, tx`h.child_id`)}`
}

const isOpen = (tx: Tx): Fragment => tx`h.waits`
/** On this viewer's own list: a school's, or the authority's. */
const isMine = (tx: Tx, viewer: Viewer): Fragment =>
  viewer.side === 'school' ? tx`h.to_school` : tx`not h.to_school`

/** What is to be done by this side, the longest waiting first: so many, and one more to know whether there are others. */
export function openHits(tx: Tx, viewer: Viewer, limit: number, offset = 0): Promise<HitRow[]> {
  return tx<HitRow[]>`
    select ${hitColumns(tx)} from ${hitTables(tx)}
    where h.la_code = ${viewer.la} and ${isMine(tx, viewer)} and ${hitInScope(tx, viewer)} and ${isOpen(tx)}
    order by h.reached_on, h.id limit ${limit + 1} offset ${offset}`
}

/** How many are to be done by this side; a thousand at most are counted. */
export async function countOpenHits(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) as count from (
      select 1 from trigger_hits h
      where h.la_code = ${viewer.la} and ${isMine(tx, viewer)} and ${hitInScope(tx, viewer)} and ${isOpen(tx)}
      limit 1000) counted`
  return row?.count ?? 0
}

/** The hit whose token stands in the address, if it is in the viewer's scope. */
export async function hitByToken(tx: Tx, viewer: Viewer, token: string): Promise<HitRow | undefined> {
  const [row] = await tx<HitRow[]>`
    select ${hitColumns(tx)} from ${hitTables(tx)}
    where h.la_code = ${viewer.la} and h.token = ${token} and ${hitInScope(tx, viewer)}`
  return row
}

/** The same, held until the transaction ends, so that two people's answers come one after the other. */
export async function lockHit(tx: Tx, viewer: Viewer, token: string): Promise<HitRow | undefined> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`hit ${viewer.la} ${token}`}, 0))`
  return hitByToken(tx, viewer, token)
}

/** Everything that was said of a hit, oldest first. */
export function stepsOfHit(
  tx: Tx,
  viewer: Viewer,
  hitId: string,
): Promise<{ what: HitStep; says: string; by_name: string; on_date: LocalDate }[]> {
  return tx`
    select s.what, s.says, s.by_name, s.on_date from trigger_hit_steps s
    where s.la_code = ${viewer.la} and s.hit_id = ${hitId} order by s.at, s.id limit 100`
}

/** How many a step has caught, and how many of them wait. */
export async function countsOfTriggers(
  tx: Tx,
  viewer: Viewer,
): Promise<Map<string, { caught: number; open: number }>> {
  const rows = await tx<{ trigger_id: string; caught: number; open: number }[]>`
    select h.trigger_id, count(*) as caught, count(*) filter (where ${isOpen(tx)}) as open
    from trigger_hits h
    where h.la_code = ${viewer.la} and ${hitInScope(tx, viewer)} and h.found_on > ${viewer.today}::date - 30
    group by h.trigger_id`
  return new Map(rows.map(row => [row.trigger_id, { caught: row.caught, open: row.open }]))
}

export const isToSchool = (trigger: Trigger): boolean => sideOf(trigger) === 'school'

const listOf = (ids: readonly string[]): string => `{${ids.join(',')}}`
