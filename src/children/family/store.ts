// The SQL of families: what is read of a child and of those who may share something with it, what people answered, and where
// each is now. Nothing of a protected child is read, and what was answered of one is shown to nobody.
import { acrossOrganisations, childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import type { ContactHeld, HomeHeld, OfFamily, YesNo } from '../../matching/family.ts'
import { keysAsked, keyVersion } from '../../matching/keys.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Fragment, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

type RecordRow = {
  id: string
  surname: string
  forename: string
  date_of_birth: LocalDate | null
  homes:
    | [
        lines: string,
        postcode: string | null,
        from: LocalDate | null,
        until: string | null,
        recorded: string,
      ][]
    | null
  contacts:
    | [
        name: string,
        relationship: string | null,
        responsibility: YesNo,
        livesWith: YesNo,
        phone1: string | null,
        phone2: string | null,
        email: string | null,
        until: string | null,
        recorded: string,
      ][]
    | null
}

/** How many children are found under one key: all of a postcode, and enough of a hostel to see that it is one. */
const underOneKey = 200
/** How many may be compared with one child. */
const comparedAtMost = 600

/** What is read of these children for their families: none of those who are protected, each side its own part. */
async function familyRecords(tx: Tx, viewer: Viewer, ids: Fragment): Promise<OfFamily[]> {
  const rows = await tx<RecordRow[]>`
    select c.id, c.surname, c.forename, c.date_of_birth,
           (select json_agg(json_build_array(a.lines, a.postcode, a.from_on, a.ended_at, a.recorded_at)) from (
              select a.lines, a.postcode, a.from_on, a.ended_at, a.recorded_at from child_addresses a
              where a.la_code = ${viewer.la} and a.child_id = c.id and ${schoolInScope(tx, viewer, tx`a.school_id`)}
              order by a.ended_at is not null, a.recorded_at desc, a.id limit 10) a) as homes,
           (select json_agg(json_build_array(t.name, t.relationship, t.parental_responsibility, t.lives_with, t.phone_1,
                                             t.phone_2, t.email, t.ended_at, t.recorded_at)) from (
              select t.* from contacts t
              where t.la_code = ${viewer.la} and t.child_id = c.id and ${schoolInScope(tx, viewer, tx`t.school_id`)}
              order by t.ended_at is not null, t.contact_order, t.id limit 12) t) as contacts
    from children c
    where c.la_code = ${viewer.la} and c.id = any (${ids}) and ${childInScope(tx, viewer, tx`c.id`)}
      and ${notProtected(tx, viewer, tx`c.id`)}`
  return rows.map(row => ({
    id: row.id,
    surname: row.surname,
    forename: row.forename,
    bornOn: row.date_of_birth ?? undefined,
    homes: (row.homes ?? []).map(
      ([lines, postcode, from, until, recorded]): HomeHeld => ({
        lines,
        postcode: postcode ?? undefined,
        from: from ?? undefined,
        until: until === null ? undefined : dayOf(until),
        recordedOn: dayOf(recorded),
      }),
    ),
    contacts: (row.contacts ?? []).map(
      ([
        name,
        relationship,
        hasResponsibility,
        livesWith,
        one,
        two,
        email,
        until,
        recorded,
      ]): ContactHeld => ({
        name,
        relationship: relationship ?? undefined,
        hasResponsibility,
        livesWith,
        phones: [one, two].filter(phone => phone !== null),
        email: email ?? undefined,
        until: until === null ? undefined : dayOf(until),
        recordedOn: dayOf(recorded),
      }),
    ),
  }))
}

const dayOf = (moment: string): LocalDate => localDate(londonDay(new Date(moment)))

const notProtected = (tx: Tx, viewer: Viewer, childId: Fragment): Fragment => tx`not exists (
  select 1 from protections scope_p where scope_p.la_code = ${viewer.la} and scope_p.child_id = ${childId})`

/**
 * A child and all who may share a home, a telephone or a grown-up with it, neighbours too: pure code judges them. For a
 * school, those on its own register alone, from what it said itself. Undefined where the child is protected or not in scope.
 */
export async function aroundFamily(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{ child: OfFamily; others: OfFamily[] } | undefined> {
  const [child] = await familyRecords(tx, viewer, tx`array[${childId}]::uuid[]`)
  if (!child) return undefined
  const keys = keysAsked({
    surnames: [],
    forenames: [],
    upns: [],
    homes: child.homes,
    phones: child.contacts.flatMap(contact => contact.phones),
    contacts: [],
  })
  const found =
    viewer.side === 'school'
      ? tx`${await onOwnRoll(tx, viewer, childId, keys)}::uuid[]`
      : tx`array(${underKeys(tx, viewer, childId, keys)})`
  return { child, others: await familyRecords(tx, viewer, found) }
}

/** By the keys kept beside each record; those whose keys wait to be worked out are looked at without. */
function underKeys(tx: Tx, viewer: Viewer, childId: string, keys: readonly number[]): Fragment {
  return tx`
    select distinct child_id from (
      select f.child_id from unnest(${keys as number[]}::int[]) as k(key)
      cross join lateral (select i.child_id from child_keys i
                          where i.la_code = ${viewer.la} and i.key = k.key
                          order by i.child_id limit ${underOneKey}) f
      union all
      (select s.child_id from child_key_sets s
       where s.la_code = ${viewer.la} and s.key_version < ${keyVersion} limit ${underOneKey})) found
    where found.child_id <> ${childId} and ${childInScope(tx, viewer, tx`found.child_id`)}
    order by child_id limit ${comparedAtMost}`
}

/**
 * A school has no keys of its own, so the system looks for it: each pupil of the register by itself, which takes as long
 * whoever else there is, and gives ids of that register alone. What is compared is then read as the school.
 */
function onOwnRoll(tx: Tx, viewer: Viewer, childId: string, keys: readonly number[]): Promise<string[]> {
  return acrossOrganisations(tx, viewer, async system => {
    const rows = await tx<{ child_id: string }[]>`
      select distinct e.child_id from enrolments e
      where e.la_code = ${system.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
        and e.child_id <> ${childId} and (e.seen_until is null or e.seen_until >= ${viewer.today}::date)
        and exists (select 1 from child_key_sets s
                    where s.la_code = ${system.la} and s.child_id = e.child_id
                      and (s.key_version < ${keyVersion} or s.keys && ${keys as number[]}::int[]))
      order by e.child_id limit ${comparedAtMost}`
    return rows.map(row => row.child_id)
  })
}

export type FamilyDecision = 'same family' | 'not family' | 'not sure' | 'taken back'
export type DecidedRow = {
  other: string
  /** 'one child': the two records are linked as one child, and are no brothers and sisters. */
  decision: FamilyDecision | 'one child'
  why: string
  decided_name: string
  decided_at: Date
  /** What the person saw. */
  evidence: { kind: string; strength: string }[]
}

/** The latest answer about each pair of this child that may still be shown. For the authority alone. */
export function familyDecisions(tx: Tx, viewer: Viewer, childId: string): Promise<DecidedRow[]> {
  if (viewer.side === 'school') return Promise.resolve([])
  const mine = (table: string) =>
    tx`${tx(table)}.la_code = ${viewer.la} and (${tx(table)}.child_id = ${childId} or ${tx(table)}.other_id = ${childId})
      and ${childInScope(tx, viewer, tx`${tx(table)}.child_id`)} and ${childInScope(tx, viewer, tx`${tx(table)}.other_id`)}
      and ${notProtected(tx, viewer, tx`${tx(table)}.child_id`)} and ${notProtected(tx, viewer, tx`${tx(table)}.other_id`)}`
  return tx<DecidedRow[]>`
    (select distinct on (other) other, decision, why, decided_name, decided_at, evidence from (
       select case when d.child_id = ${childId} then d.other_id else d.child_id end as other, d.*
       from family_decisions d where ${mine('d')}) decided
     order by other, decided_at desc, id desc limit 200)
    union all
    (select case when l.child_id = ${childId} then l.other_id else l.child_id end, 'one child', l.why, l.made_name, l.made_at, '[]'
     from child_links l
     where ${mine('l')} and not exists (select 1 from child_link_steps t
       where t.la_code = l.la_code and t.link_id = l.id and t.what = 'undone')
     limit 50)`
}

/** Keeps what a person answered, with what they saw. */
export async function keepFamilyDecision(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    otherId: string
    decision: FamilyDecision
    why: string
    evidence: readonly { kind: string; strength: string; says: string }[]
  },
): Promise<void> {
  const [one, other] = [given.childId, given.otherId].sort()
  await tx`
    insert into family_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_by, decided_name)
    values (${viewer.la}, ${newId()}, ${one!}, ${other!}, ${given.decision}, ${given.why},
            ${tx.json([...given.evidence])}, ${viewer.personId}, ${viewer.name})`
}

export type WhereNow = {
  child_id: string
  token: string
  surname: string
  forename: string
  preferred_forename: string | null
  date_of_birth: string | null
  school: string | null
  nc_year: string | null
  registration_group: string | null
  entry_date: string | null
  leaving_date: string | null
  /** The last day with a register at that school while the child was on it, and that school year's strip. */
  day: LocalDate | null
  marks: string | null
  case_token: string | null
  case_reference: string | null
}

/** Where each of these children is now: the latest register in scope, its last day, and for the authority an open case. */
export function whereNow(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<WhereNow[]> {
  return tx<WhereNow[]>`
    select c.id as child_id, c.token, c.surname, c.forename, c.preferred_forename, c.date_of_birth,
           e.school, e.nc_year, e.registration_group, e.entry_date, e.leaving_date, e.day, e.marks,
           k.token as case_token, k.reference as case_reference
    from children c
    left join lateral (
      select s.name as school, e.nc_year, e.registration_group, e.entry_date, e.leaving_date, d.day, y.marks
      from enrolments e
      join schools s on s.la_code = e.la_code and s.id = e.school_id
      cross join lateral (select max(h.day) as day from sheets h
                          where h.la_code = e.la_code and h.school_id = e.school_id and h.day <= ${viewer.today}
                            and h.day >= e.entry_date and (e.leaving_date is null or h.day <= e.leaving_date)) d
      left join strips y on y.la_code = e.la_code and y.enrolment_id = e.id
        and y.school_year = extract(year from d.day - interval '8 months')
      where e.la_code = ${viewer.la} and e.child_id = c.id and ${schoolInScope(tx, viewer, tx`e.school_id`)}
      order by e.leaving_date is not null and e.leaving_date < ${viewer.today}, e.entry_date desc, e.id desc limit 1) e on true
    left join lateral (
      select k.token, k.reference from cases k
      where k.la_code = ${viewer.la} and k.child_id = c.id and k.closed_on is null and ${viewer.side === 'authority'}
      order by k.opened_on desc, k.id desc limit 1) k on true
    where c.la_code = ${viewer.la} and c.id = any (${ids as string[]}::uuid[]) and ${childInScope(tx, viewer, tx`c.id`)}
      and ${notProtected(tx, viewer, tx`c.id`)}`
}
