// All the SQL of children. Every query names la_code and the viewer's scope; the database's row rules stand behind.
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations, childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { keepKeys } from '../matching/kept/store.ts'
import { forenameKey, surnameKey } from '../matching/name-keys.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'

export type ChildRow = {
  id: string
  token: string
  surname: string
  forename: string
  middle_names: string | null
  preferred_forename: string | null
  former_surname: string | null
  date_of_birth: string | null
  sex: string | null
  upn: string | null
  upn_checked: boolean
  protected: boolean
}

/** The child whose token stands in the address. Throws NotFound when there is none in the viewer's scope. */
export async function childByToken(tx: Tx, viewer: Viewer, token: string): Promise<ChildRow> {
  const [row] = await tx<ChildRow[]>`
    select c.id, c.token, c.surname, c.forename, c.middle_names, c.preferred_forename, c.former_surname,
           c.date_of_birth, c.sex, c.upn, c.upn_checked,
           exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected
    from children c
    where c.la_code = ${viewer.la} and c.token = ${token} and ${childInScope(tx, viewer, tx`c.id`)}`
  if (!row) throw new NotFound('child')
  return row
}

/** The same by id. */
export async function childById(tx: Tx, viewer: Viewer, id: string): Promise<ChildRow> {
  const [row] = await tx<ChildRow[]>`
    select c.id, c.token, c.surname, c.forename, c.middle_names, c.preferred_forename, c.former_surname,
           c.date_of_birth, c.sex, c.upn, c.upn_checked,
           exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected
    from children c
    where c.la_code = ${viewer.la} and c.id = ${id} and ${childInScope(tx, viewer, tx`c.id`)}`
  if (!row) throw new NotFound('child')
  return row
}

export type EnrolmentRow = {
  id: string
  child_id: string
  school_id: string
  school: string
  school_urn: string
  mis_id: string
  nc_year: string | null
  registration_group: string | null
  entry_date: string
  leaving_date: string | null
  ground: string | null
  ground_as_received: string | null
  destination: string | null
}

/** A child's times on registers that the viewer may see, latest first. */
export function enrolmentsOf(tx: Tx, viewer: Viewer, childId: string): Promise<EnrolmentRow[]> {
  return tx<EnrolmentRow[]>`
    select e.id, e.child_id, e.school_id, s.name as school, s.urn as school_urn, e.mis_id, e.nc_year,
           e.registration_group, e.entry_date, e.leaving_date, e.ground, e.ground_as_received, e.destination
    from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    order by e.entry_date desc, e.id desc
    limit 50`
}

export type AddressRow = { id: string; lines: string; postcode: string | null; from_on: string | null }

/** Ordinary addresses now held. Empty for a protected child: those open by break-glass alone. */
export function addressesOf(tx: Tx, viewer: Viewer, childId: string): Promise<AddressRow[]> {
  return tx<AddressRow[]>`
    select a.id, a.lines, a.postcode, a.from_on from child_addresses a
    where a.la_code = ${viewer.la} and a.child_id = ${childId} and a.ended_at is null
      and ${schoolInScope(tx, viewer, tx`a.school_id`)}
      and not exists (select 1 from protections p where p.la_code = a.la_code and p.child_id = a.child_id)
    order by a.recorded_at desc limit 10`
}

export type ContactRow = {
  id: string
  contact_order: number
  name: string
  relationship: string | null
  parental_responsibility: string
  lives_with: string
  phone_1: string | null
  phone_2: string | null
  email: string | null
  restricted: boolean
  may_write: string
  may_ring: string
  may_text: string
  may_email: string
  safe_note: string | null
}

/** Who speaks for the child, in the order to try them, with the latest safe-contact marks. Empty when protected. */
export function contactsOf(tx: Tx, viewer: Viewer, childId: string): Promise<ContactRow[]> {
  return tx<ContactRow[]>`
    select c.id, c.contact_order, c.name, c.relationship, c.parental_responsibility, c.lives_with,
           c.phone_1, c.phone_2, c.email, c.restricted,
           coalesce(s.may_write, 'not known') as may_write, coalesce(s.may_ring, 'not known') as may_ring,
           coalesce(s.may_text, 'not known') as may_text, coalesce(s.may_email, 'not known') as may_email,
           s.note as safe_note
    from contacts c
    left join lateral (select * from contact_safety s where s.la_code = c.la_code and s.contact_id = c.id
                       order by s.marked_at desc limit 1) s on true
    where c.la_code = ${viewer.la} and c.child_id = ${childId} and c.ended_at is null
      and ${schoolInScope(tx, viewer, tx`c.school_id`)}
      and not exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.child_id)
    order by c.contact_order, c.id limit 20`
}

export type FlagRow = {
  flag: string
  from_on: string | null
  source: string
  recorded_at: Date
  /** The person who recorded it; absent where a file said it. */
  recorded_name: string | null
}

/**
 * The flags that hold now. What files say of a flag and what people said each have a last word, and either says yes by
 * itself; a person's word is shown first. Closed ones come to those alone who sign or decide.
 */
export function flagsOf(tx: Tx, viewer: Viewer, childId: string): Promise<FlagRow[]> {
  return flagsOfChildren(tx, viewer, [childId])
}

/** The same of several children: at most 40 each of 200. */
export function flagsOfChildren(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Promise<(FlagRow & { child_id: string })[]> {
  return tx<(FlagRow & { child_id: string })[]>`
    select distinct on (child_id, flag) child_id, flag, from_on, source, recorded_at, recorded_name from (
      select distinct on (f.child_id, f.flag, f.recorded_by is null)
             f.child_id, f.flag, f.says, f.from_on, f.source, f.recorded_at, f.recorded_name
      from child_flags f
      where f.la_code = ${viewer.la} and f.child_id = any (${childIds as string[]}::uuid[])
        and ${schoolInScope(tx, viewer, tx`f.school_id`)} and (not f.closed or ${seesClosedFlags(viewer)})
      order by f.child_id, f.flag, f.recorded_by is null, f.recorded_at desc, f.id desc) latest
    where says = 'yes' order by child_id, flag, recorded_name is null limit 8000`
}

const seesClosedFlags = (viewer: Viewer): boolean => viewer.role === 'system' || may(viewer, 'screen.see')

/** A person's own last word on a flag of a child, of the viewer's schools; absent where nobody said any. */
export async function flagSaidByHand(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  flag: string,
): Promise<{ says: 'yes' | 'no'; from_on: string | null; source: string } | undefined> {
  const [row] = await tx<{ says: 'yes' | 'no'; from_on: string | null; source: string }[]>`
    select f.says, f.from_on, f.source from child_flags f
    where f.la_code = ${viewer.la} and f.child_id = ${childId} and f.flag = ${flag} and f.recorded_by is not null
      and ${schoolInScope(tx, viewer, tx`f.school_id`)} and ${childInScope(tx, viewer, tx`f.child_id`)}
    order by f.recorded_at desc, f.id desc limit 1`
  return row
}

/** What people and files said of a child's flags, newest first: the newest 100, those that have ended among them. */
export function flagHistory(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<(FlagRow & { says: 'yes' | 'no' })[]> {
  return tx<(FlagRow & { says: 'yes' | 'no' })[]>`
    select f.flag, f.says, f.from_on, f.source, f.recorded_at, f.recorded_name from child_flags f
    where f.la_code = ${viewer.la} and f.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`f.school_id`)}
      and ${childInScope(tx, viewer, tx`f.child_id`)} and (not f.closed or ${seesClosedFlags(viewer)})
    order by f.recorded_at desc, f.id desc limit 100`
}

/** Keeps two people from writing of one child's flags at once. */
export async function holdFlags(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${viewer.la} flags ${childId}`}, 1))`
}

/** Adds a person's word on a flag. */
export async function insertFlagByHand(
  tx: Tx,
  viewer: Viewer,
  said: {
    childId: string
    schoolId: string
    flag: string
    says: 'yes' | 'no'
    fromOn: string | null
    source: string
    closed: boolean
  },
): Promise<void> {
  await tx`
    insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id, closed, recorded_by, recorded_name)
    values (${viewer.la}, ${newId()}, ${said.childId}, ${said.flag}, ${said.says}, ${said.fromOn}, ${said.source},
            ${said.schoolId}, ${said.closed}, ${viewer.personId}, ${viewer.name})`
}

/** Gives the next number of a kind, for a reference people can say aloud. */
export async function nextNumber(tx: Tx, la: string, name: string, first: number): Promise<number> {
  const [row] = await tx<{ value: number }[]>`
    insert into counters as c (la_code, name, value) values (${la}, ${name}, ${first})
    on conflict (la_code, name) do update set value = c.value + 1 where c.la_code = ${la}
    returning value`
  return row!.value
}

export type PupilRow = {
  id: string
  token: string
  surname: string
  forename: string
  date_of_birth: string | null
  nc_year: string | null
  registration_group: string | null
  mis_id: string
  leaving_date: string | null
}

/**
 * Pupils of the viewer's own registers, by surname: all now on roll, or those that what was typed may mean (the start of
 * any name, a UPN, the number in the school's own system), leavers the school may still see included.
 */
export function pupilsOnRoll(
  tx: Tx,
  viewer: Viewer,
  lookingFor: string,
  limit: number,
  offset: number,
): Promise<PupilRow[]> {
  const words = lookingFor
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 4)
  const typed = lookingFor.toUpperCase().replaceAll(/\s/g, '')
  // Each word must begin a surname or a forename; a key holds letters only, so it needs no escaping.
  // What holds a digit is a number: the letter in front of a UPN is nobody's name.
  const named = words
    .filter(word => !/\d/.test(word))
    .map(word => surnameKey(word))
    .filter(Boolean)
  const match =
    lookingFor === ''
      ? tx`(e.leaving_date is null or e.leaving_date >= ${viewer.today})`
      : tx`(upper(e.mis_id) = ${typed} or upper(c.upn) = ${typed} or (${named.length > 0} and not exists (
            select 1 from unnest(${named}::text[]) as w(word)
            where not (c.surname_key like w.word || '%' or c.forename_key like w.word || '%'
                       or coalesce(lower(c.preferred_forename), '') like w.word || '%'))))`
  return tx<PupilRow[]>`
    select c.id, c.token, c.surname, c.forename, c.date_of_birth, e.nc_year, e.registration_group, e.mis_id,
           e.leaving_date
    from enrolments e join children c on c.la_code = e.la_code and c.id = e.child_id
    where e.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
      and (e.seen_until is null or e.seen_until >= ${viewer.today}::date)
      and ${match}
    order by c.surname_key, c.forename_key, c.id, e.id
    limit ${limit} offset ${offset}`
}

// Protection. Protected details are read here and nowhere else.

/**
 * Puts a protection on and takes what ordinary tables hold about where the child is out of them, in one step; and out of
 * the keys under which the child is found.
 */
export async function insertProtection(
  tx: Tx,
  viewer: Viewer,
  protection: { childId: string; kind: string; fromOn: string; reason: string },
): Promise<void> {
  await tx`
    insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_by, put_on_name)
    values (${viewer.la}, ${newId()}, ${protection.childId}, ${protection.kind}, ${protection.fromOn},
            ${protection.reason}, ${viewer.personId}, ${viewer.name})`
  await tx`select protect_child(${viewer.la}, ${protection.childId})`
  await keepKeys(tx, viewer, [protection.childId])
}

export type ProtectionRow = { kind: string; from_on: string; put_on_name: string; put_on_at: Date }

/**
 * That a child is protected, since when and by whom. The reason stays with those who may open. A school reads the names of
 * its own people and the authority's: who put it on at another school says where the child is.
 */
export async function protectionsOf(tx: Tx, viewer: Viewer, childId: string): Promise<ProtectionRow[]> {
  const rows = await tx<(ProtectionRow & { put_on_by: string })[]>`
    select p.kind, p.from_on, p.put_on_name, p.put_on_at, p.put_on_by from protections p
    where p.la_code = ${viewer.la} and p.child_id = ${childId} and ${childInScope(tx, viewer, tx`p.child_id`)}
    order by p.put_on_at desc, p.id desc limit 20`
  if (viewer.side !== 'school' || rows.length === 0) return rows
  const named = await acrossOrganisations(tx, viewer, async system => {
    const found = await tx<{ person_id: string }[]>`
      select distinct g.person_id from grants g
      where g.la_code = ${system.la} and g.person_id = any (${rows.map(row => row.put_on_by)}::uuid[])
        and (g.school_id is null or g.school_id = any (${viewer.schools as string[]}::uuid[]))`
    return new Set(found.map(({ person_id }) => person_id))
  })
  return rows.map(row =>
    named.has(row.put_on_by) ? row : { ...row, put_on_name: 'somebody who knows of it' },
  )
}

/**
 * Opens a child's protected details to this viewer for so many hours from now, by the database's own clock. `untilMidnight`: and
 * never past the end of the day, as what was released for one visit.
 */
export async function insertOpening(
  tx: Tx,
  viewer: Viewer,
  opening: { childId: string; reason: string; why: string; hours: number; untilMidnight?: true },
): Promise<void> {
  const midnight = opening.untilMidnight
    ? tx`(date_trunc('day', now() at time zone 'Europe/London') + interval '1 day') at time zone 'Europe/London'`
    : tx`'infinity'::timestamptz`
  await tx`
    insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
    values (${viewer.la}, ${newId()}, ${opening.childId}, ${viewer.personId}, ${viewer.name}, ${viewer.organisation},
            ${opening.reason}, ${opening.why}, least(now() + make_interval(hours => ${opening.hours}), ${midnight}))`
}

export type OpeningRow = { id: string; reason: string; why: string; opened_at: Date; expires_at: Date }

/** The viewer's own opening of this child's details that has not run out, if there is one. */
export async function openingNow(tx: Tx, viewer: Viewer, childId: string): Promise<OpeningRow | undefined> {
  const [row] = await tx<OpeningRow[]>`
    select b.id, b.reason, b.why, b.opened_at, b.expires_at from break_glass b
    where b.la_code = ${viewer.la} and b.child_id = ${childId} and b.person_id = ${viewer.personId}
      and b.expires_at > now()
    order by b.expires_at desc, b.id desc limit 1`
  return row
}

/** The application's own half of the wall around protected details: an opening of one's own, and a role that may. */
function openedTo(tx: Tx, viewer: Viewer, childId: Fragment): Fragment {
  if (viewer.unscoped) return tx`true`
  if (!may(viewer, 'protected.open') || viewer.role === 'system') return tx`false`
  return tx`exists (select 1 from break_glass scope_b where scope_b.la_code = ${viewer.la}
    and scope_b.child_id = ${childId} and scope_b.person_id = ${viewer.personId} and scope_b.expires_at > now())`
}

export type ProtectedDetail = {
  id: string
  kind: 'address' | 'contact'
  detail: Record<string, unknown>
  recorded_at: Date
} & SafetyMarks

/** What a protection hides, for whoever has opened it; nothing for anyone else. */
export function protectedDetailsOf(tx: Tx, viewer: Viewer, childId: string): Promise<ProtectedDetail[]> {
  return tx<ProtectedDetail[]>`
    select d.id, d.kind, d.detail, d.recorded_at, coalesce(s.may_ring, 'not known') as may_ring,
           coalesce(s.may_text, 'not known') as may_text, coalesce(s.may_email, 'not known') as may_email,
           coalesce(s.may_write, 'not known') as may_write, s.note
    from protected_details d
    left join lateral (
      select * from contact_safety where la_code = ${viewer.la} and contact_id = d.id
      order by marked_at desc, id desc limit 1) s on true
    where d.la_code = ${viewer.la} and d.child_id = ${childId} and ${childInScope(tx, viewer, tx`d.child_id`)}
      and ${schoolInScope(tx, viewer, tx`d.school_id`)} and ${openedTo(tx, viewer, tx`d.child_id`)}
    order by d.kind, d.recorded_at desc, d.id limit 50`
}

export type ReviewRow = {
  id: string
  person_id: string
  by_name: string
  organisation: string
  reason: string
  opened_at: Date
}

/** Openings nobody has reviewed yet, oldest first. Names no child. For the manager alone. */
export function openingsToReview(tx: Tx, viewer: Viewer): Promise<ReviewRow[]> {
  return tx<ReviewRow[]>`
    select b.id, b.person_id, b.by_name, b.organisation, b.reason, b.opened_at from break_glass b
    where b.la_code = ${viewer.la} and ${viewer.unscoped || may(viewer, 'break-glass.review') ? tx`true` : tx`false`}
      and not exists (select 1 from break_glass_reviews r where r.la_code = b.la_code and r.break_glass_id = b.id)
    order by b.opened_at, b.id limit 200`
}

/** One opening, with the child it was about. */
export async function openingById(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<
  | (ReviewRow & { child_id: string; why: string; reviewed_name: string | null; finding: string | null })
  | undefined
> {
  const [row] = await tx<
    (ReviewRow & { child_id: string; why: string; reviewed_name: string | null; finding: string | null })[]
  >`
    select b.id, b.person_id, b.by_name, b.organisation, b.reason, b.why, b.opened_at, b.child_id,
           r.reviewed_name, r.finding
    from break_glass b
    left join break_glass_reviews r on r.la_code = b.la_code and r.break_glass_id = b.id
    where b.la_code = ${viewer.la} and b.id = ${id}
      and ${viewer.unscoped || may(viewer, 'break-glass.review') ? tx`true` : tx`false`}`
  return row
}

export async function insertReview(
  tx: Tx,
  viewer: Viewer,
  openingId: string,
  finding: string,
): Promise<void> {
  await tx`
    insert into break_glass_reviews (la_code, break_glass_id, reviewed_by, reviewed_name, finding)
    values (${viewer.la}, ${openingId}, ${viewer.personId}, ${viewer.name}, ${finding})`
}

export type SafetyMarks = {
  may_ring: string
  may_text: string
  may_email: string
  may_write: string
  note: string | null
}

/** One contact as the form that marks it needs it: ordinary, or protected and opened by this viewer. */
export async function contactToMark(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  contactId: string,
): Promise<
  | ({ id: string; name: string; relationship: string | null; school_id: string | null } & SafetyMarks)
  | undefined
> {
  const [row] = await tx<
    ({ id: string; name: string; relationship: string | null; school_id: string | null } & SafetyMarks)[]
  >`
    select c.id, c.name, c.relationship, c.school_id, coalesce(s.may_ring, 'not known') as may_ring,
           coalesce(s.may_text, 'not known') as may_text, coalesce(s.may_email, 'not known') as may_email,
           coalesce(s.may_write, 'not known') as may_write, s.note
    from (
      select id, name, relationship, school_id from contacts
      where la_code = ${viewer.la} and child_id = ${childId} and id = ${contactId} and ended_at is null
        and ${childInScope(tx, viewer, tx`child_id`)} and ${schoolInScope(tx, viewer, tx`school_id`)}
      union all
      select d.id, d.detail->>'name', d.detail->>'relationship', d.school_id from protected_details d
      where d.la_code = ${viewer.la} and d.child_id = ${childId} and d.id = ${contactId} and d.kind = 'contact'
        and ${childInScope(tx, viewer, tx`d.child_id`)} and ${schoolInScope(tx, viewer, tx`d.school_id`)}
        and ${openedTo(tx, viewer, tx`d.child_id`)}) c
    left join lateral (
      select * from contact_safety where la_code = ${viewer.la} and contact_id = c.id
      order by marked_at desc, id desc limit 1) s on true
    limit 1`
  return row
}

/** The latest word on whether it is safe to ring, text, email or write. */
export async function insertSafety(
  tx: Tx,
  viewer: Viewer,
  mark: { childId: string; contactId: string; schoolId: string | null } & SafetyMarks,
): Promise<void> {
  await tx`
    insert into contact_safety (la_code, id, child_id, contact_id, may_write, may_ring, may_text, may_email, note,
                                marked_by, marked_name, school_id)
    values (${viewer.la}, ${newId()}, ${mark.childId}, ${mark.contactId}, ${mark.may_write}, ${mark.may_ring},
            ${mark.may_text}, ${mark.may_email}, ${mark.note}, ${viewer.personId}, ${viewer.name}, ${mark.schoolId})`
}

/** What someone looks for: a reference, a UPN, a name, a birthday, as far as each was given. */
export type Sought = {
  reference?: string | undefined
  upn?: string | undefined
  /** The name's words under their keys, and all of them together. */
  words: readonly string[]
  whole: string
  bornOn?: string | undefined
}
export type FoundRow = {
  id: string
  token: string
  surname: string
  forename: string
  preferred_forename: string | null
  former_surname: string | null
  surname_key: string
  forename_key: string
  date_of_birth: string | null
  upn: string | null
  protected: boolean
  schools: string | null
  cases: string | null
}
/** How many children one search shows. */
export const foundAtMost = 50

/** How children found are shown: where one is protected, no school is named. */
const foundColumns = (tx: Tx): Fragment => tx`
  c.id, c.token, c.surname, c.forename, c.preferred_forename, c.former_surname, c.surname_key, c.forename_key,
  c.date_of_birth, c.upn, p.protected,
  case when p.protected then null else (
    select string_agg(s.name, ', ') from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = c.la_code and e.child_id = c.id and e.leaving_date is null) end as schools,
  (select string_agg(k.reference, ', ' order by k.opened_on desc) from cases k
   where k.la_code = c.la_code and k.child_id = c.id) as cases`

/** These children, as a search shows them. For the authority alone. */
export async function childrenFound(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return []
  return tx<FoundRow[]>`
    select ${foundColumns(tx)} from children c
    cross join lateral (select exists (
      select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected) p
    where c.la_code = ${viewer.la} and c.id = any (${ids as string[]}::uuid[]) and ${childInScope(tx, viewer, tx`c.id`)}
      and (${viewer.side !== 'school'} or ${viewer.unscoped === true})
    order by c.id`
}

/**
 * The first key that comes after all those that begin with these letters. A range of keys may use the index under row
 * rules, which a pattern may not.
 */
const afterAll = (beginning: string): string =>
  beginning.endsWith('z')
    ? `${beginning}zzzzzzzz`
    : beginning.slice(0, -1) + String.fromCharCode(beginning.charCodeAt(beginning.length - 1) + 1)

/**
 * Children of the authority whose present number, reference or name is what was typed, or whose name begins with it; by
 * keys that have an index, at most 400. Only what the record says now: under a name a protected child has laid down nobody
 * finds the child here. For the authority alone. Where a child is protected, no school is named.
 */
export function searchChildren(tx: Tx, viewer: Viewer, sought: Sought): Promise<FoundRow[]> {
  const words = [...sought.words, sought.whole].filter(word => word !== '')
  const born = sought.bornOn ?? null
  // One word of a name that somebody began to type, or a surname so begun beside a birthday.
  const begun = sought.words.length === 1 && /^[a-z]{3,}$/.test(sought.words[0]!) ? sought.words[0]! : null
  const end = begun && afterAll(begun)
  return tx<FoundRow[]>`
    select ${foundColumns(tx)}
    from (
      (select k.child_id as id from cases k where k.la_code = ${viewer.la} and k.reference = ${sought.reference ?? null})
      union
      (select r.child_id from referrals r where r.la_code = ${viewer.la} and r.reference = ${sought.reference ?? null})
      union
      (select x.id from children x where x.la_code = ${viewer.la} and x.upn = ${sought.upn ?? null})
      union
      (select x.id from children x
       where x.la_code = ${viewer.la} and x.surname_key = any (${words}::text[])
         and (${sought.words.length < 2} or x.forename_key = any (${words}::text[]) or x.date_of_birth = ${born})
       limit 100)
      union
      (select x.id from children x
       where x.la_code = ${viewer.la} and x.forename_key = any (${words}::text[]) and x.date_of_birth = ${born} limit 50)
      union
      (select x.id from children x
       where x.la_code = ${viewer.la} and ${sought.words.length === 1} and ${born}::date is null
         and x.forename_key = any (${words}::text[]) limit 100)
      union
      (select x.id from children x
       where x.la_code = ${viewer.la} and x.surname_key >= ${begun} and x.surname_key < ${end} and ${born}::date is null
       order by x.surname_key limit 60)
      union
      (select x.id from children x
       where x.la_code = ${viewer.la} and x.forename_key >= ${begun} and x.forename_key < ${end} and ${born}::date is null
       order by x.forename_key limit 60)
      union
      (select x.id from children x where x.la_code = ${viewer.la} and x.date_of_birth = ${born} limit 200)
    ) found
    join children c on c.la_code = ${viewer.la} and c.id = found.id
    cross join lateral (select exists (
      select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected) p
    where c.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`c.id`)}
      and (${viewer.side !== 'school'} or ${viewer.unscoped === true})
    order by c.surname_key, c.forename_key, c.id
    limit 400`
}

/** Somebody whom no register gave us. */
export type NewChild = {
  surname: string
  forename: string
  middleNames: string | null
  formerSurname: string | null
  dateOfBirth: string | null
  sex: string | null
  upn: string | null
}

/** Makes a record of a child whom no file brought, with its keys. Gives its id and token. For the authority alone. */
export async function addChild(
  tx: Tx,
  viewer: Viewer,
  child: NewChild,
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newToken()]
  await tx`
    insert into children (la_code, id, token, surname, forename, middle_names, former_surname, date_of_birth, sex, upn,
                          surname_key, forename_key)
    values (${viewer.la}, ${id}, ${token}, ${child.surname}, ${child.forename}, ${child.middleNames},
            ${child.formerSurname}, ${child.dateOfBirth}, ${child.sex}, ${child.upn}, ${surnameKey(child.surname)},
            ${forenameKey(child.forename)})`
  await keepKeys(tx, viewer, [id])
  return { id, token }
}

/**
 * Keeps where a child lives and whom to ring, as somebody told the authority, with the child's keys. Of a child whom nobody has
 * protected: what may lead to a protected child has a table of its own. For the authority alone.
 */
export async function addHousehold(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  told: { lines: string; postcode: string; parent: string; phone: string },
): Promise<void> {
  const open = tx`not exists (
    select 1 from protections p where p.la_code = ${viewer.la} and p.child_id = ${childId})`
  if (told.lines || told.postcode) {
    await tx`
      insert into child_addresses (la_code, id, child_id, lines, postcode)
      select ${viewer.la}, ${newId()}, ${childId}, ${told.lines}, ${told.postcode || null} where ${open}`
  }
  if (told.parent || told.phone) {
    await tx`
      insert into contacts (la_code, id, child_id, name, phone_1)
      select ${viewer.la}, ${newId()}, ${childId}, ${told.parent || 'Name not known'}, ${told.phone || null} where ${open}`
  }
  await keepKeys(tx, viewer, [childId])
}
