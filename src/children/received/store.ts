// What files say of children, many at a time: the SQL by which lists of pupils and contacts reach the record. Every
// function takes what to write already decided; what a child is said to be is decided by pure code elsewhere.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type ReceivedChild = {
  id: string
  surname: string
  forename: string
  middle_names: string | null
  preferred_surname: string | null
  preferred_forename: string | null
  former_surname: string | null
  date_of_birth: string | null
  sex: string | null
  upn: string | null
  upn_checked: boolean
  former_upn: string | null
  surname_key: string
  forename_key: string
}

/** Yes and no as one text that the database casts: the driver cannot tell a list of them from one of them. */
const flagList = (flags: readonly boolean[]): string => `{${flags.join(',')}}`

const columnsOf = (children: readonly ReceivedChild[]) => ({
  ids: children.map(c => c.id),
  surname: children.map(c => c.surname),
  forename: children.map(c => c.forename),
  middle: children.map(c => c.middle_names),
  preferredSurname: children.map(c => c.preferred_surname),
  preferredForename: children.map(c => c.preferred_forename),
  former: children.map(c => c.former_surname),
  born: children.map(c => c.date_of_birth),
  sex: children.map(c => c.sex),
  upn: children.map(c => c.upn),
  checked: flagList(children.map(c => c.upn_checked)),
  formerUpn: children.map(c => c.former_upn),
  surnameKey: children.map(c => c.surname_key),
  forenameKey: children.map(c => c.forename_key),
})

export async function insertChildren(
  tx: Tx,
  viewer: Viewer,
  children: readonly ReceivedChild[],
): Promise<void> {
  if (children.length === 0) return
  const c = columnsOf(children)
  await tx`
    insert into children (la_code, id, token, surname, forename, middle_names, preferred_surname, preferred_forename,
                          former_surname, date_of_birth, sex, upn, upn_checked, former_upn, surname_key, forename_key)
    select ${viewer.la}, c.* from unnest(
      ${c.ids}::uuid[], ${children.map(() => newToken())}::text[], ${c.surname}::text[], ${c.forename}::text[],
      ${c.middle}::text[], ${c.preferredSurname}::text[], ${c.preferredForename}::text[], ${c.former}::text[],
      ${c.born}::date[], ${c.sex}::text[], ${c.upn}::text[], ${c.checked}::boolean[], ${c.formerUpn}::text[],
      ${c.surnameKey}::text[], ${c.forenameKey}::text[]) as c`
}

export async function updateChildren(
  tx: Tx,
  viewer: Viewer,
  children: readonly ReceivedChild[],
): Promise<void> {
  if (children.length === 0) return
  const c = columnsOf(children)
  await tx`
    update children set surname = c.surname, forename = c.forename, middle_names = c.middle_names,
      preferred_surname = c.preferred_surname, preferred_forename = c.preferred_forename,
      former_surname = c.former_surname, date_of_birth = c.date_of_birth, sex = c.sex, upn = c.upn,
      upn_checked = c.upn_checked, former_upn = c.former_upn, surname_key = c.surname_key, forename_key = c.forename_key
    from unnest(
      ${c.ids}::uuid[], ${c.surname}::text[], ${c.forename}::text[], ${c.middle}::text[], ${c.preferredSurname}::text[],
      ${c.preferredForename}::text[], ${c.former}::text[], ${c.born}::date[], ${c.sex}::text[], ${c.upn}::text[],
      ${c.checked}::boolean[], ${c.formerUpn}::text[], ${c.surnameKey}::text[], ${c.forenameKey}::text[])
      as c(id, surname, forename, middle_names, preferred_surname, preferred_forename, former_surname, date_of_birth,
           sex, upn, upn_checked, former_upn, surname_key, forename_key)
    where children.la_code = ${viewer.la} and children.id = c.id and ${childInScope(tx, viewer, tx`children.id`)}`
}

export type ChildChange = {
  childId: string
  schoolId: string
  field: string
  before: string | null
  after: string | null
  why: string
}

/** History: what was said of a child before, and is said now. */
export async function insertChildChanges(
  tx: Tx,
  viewer: Viewer,
  importId: string | undefined,
  changes: readonly ChildChange[],
): Promise<void> {
  if (changes.length === 0) return
  await tx`
    insert into child_changes (la_code, id, child_id, by_name, import_id, school_id, field, old_value, new_value, why)
    select ${viewer.la}, c.id, c.child_id, ${viewer.name}, ${importId ?? null}, c.school_id, c.field, c.before, c.after, c.why
    from unnest(${changes.map(() => newId())}::uuid[], ${changes.map(c => c.childId)}::uuid[],
                ${changes.map(c => c.schoolId)}::uuid[], ${changes.map(c => c.field)}::text[],
                ${changes.map(c => c.before)}::text[], ${changes.map(c => c.after)}::text[],
                ${changes.map(c => c.why)}::text[]) as c(id, child_id, school_id, field, before, after, why)`
}

export type NamesakeRow = {
  id: string
  upn: string
  protected: boolean
} & Omit<ReceivedChild, 'id' | 'upn' | 'surname_key' | 'forename_key'>

/** Children who have one of these UPNs, where the number was found to be a right one and theirs. */
export function childrenByUpn(tx: Tx, viewer: Viewer, upns: readonly string[]): Promise<NamesakeRow[]> {
  return tx<NamesakeRow[]>`
    select c.id, c.upn, c.surname, c.forename, c.middle_names, c.preferred_surname, c.preferred_forename,
           c.former_surname, c.date_of_birth, c.sex, c.upn_checked, c.former_upn,
           exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected
    from children c
    where c.la_code = ${viewer.la} and c.upn = any (${upns as string[]}::text[]) and c.upn_checked
      and ${childInScope(tx, viewer, tx`c.id`)}`
}

/** Which of these children are protected: what a file says of where they are goes to protected_details alone. */
export async function protectedAmong(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx<{ child_id: string }[]>`
    select distinct p.child_id from protections p
    where p.la_code = ${viewer.la} and p.child_id = any (${childIds as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`p.child_id`)}`
  return new Set(rows.map(row => row.child_id))
}

export type HeldAddress = {
  id: string
  child_id: string
  school_id: string
  lines: string
  postcode: string | null
}

/** The addresses these schools gave and that still hold. */
export function addressesHeld(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<HeldAddress[]> {
  return tx<HeldAddress[]>`
    select a.id, a.child_id, a.school_id, a.lines, a.postcode from child_addresses a
    where a.la_code = ${viewer.la} and a.child_id = any (${childIds as string[]}::uuid[]) and a.ended_at is null
      and a.school_id is not null and ${schoolInScope(tx, viewer, tx`a.school_id`)}`
}

export async function endAddresses(tx: Tx, viewer: Viewer, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx`
    update child_addresses set ended_at = ${at}
    where la_code = ${viewer.la} and id = any (${ids as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`school_id`)}`
}

export type ReceivedAddress = { childId: string; schoolId: string; lines: string; postcode: string | null }

export async function insertAddresses(
  tx: Tx,
  viewer: Viewer,
  addresses: readonly ReceivedAddress[],
  at: Date,
): Promise<void> {
  if (addresses.length === 0) return
  await tx`
    insert into child_addresses (la_code, id, child_id, school_id, lines, postcode, recorded_at)
    select ${viewer.la}, a.id, a.child_id, a.school_id, a.lines, a.postcode, ${at}
    from unnest(${addresses.map(() => newId())}::uuid[], ${addresses.map(a => a.childId)}::uuid[],
                ${addresses.map(a => a.schoolId)}::uuid[], ${addresses.map(a => a.lines)}::text[],
                ${addresses.map(a => a.postcode)}::text[]) as a(id, child_id, school_id, lines, postcode)`
}

/** Where a protected child is, or how to reach the family: read by break-glass alone, not even by us who write it. */
export async function insertProtectedDetail(
  tx: Tx,
  viewer: Viewer,
  detail: { childId: string; schoolId: string; kind: 'address' | 'contact'; detail: Record<string, unknown> },
): Promise<void> {
  await tx`
    insert into protected_details (la_code, id, child_id, kind, detail, school_id)
    values (${viewer.la}, ${newId()}, ${detail.childId}, ${detail.kind}, ${tx.json(detail.detail as never)}, ${detail.schoolId})`
}

/** Is this what the school last said of a protected child? The one question the system may ask of what it cannot read. */
export async function isProtectedDetailHeld(
  tx: Tx,
  viewer: Viewer,
  asked: { childId: string; schoolId: string; kind: 'address' | 'contact'; detail: Record<string, unknown> },
): Promise<boolean> {
  const [row] = await tx<{ held: boolean }[]>`
    select protected_detail_held(${viewer.la}, ${asked.childId}, ${asked.schoolId}, ${asked.kind},
                                 ${tx.json(asked.detail as never)}) as held`
  return row!.held
}

export type FlagSaid = { child_id: string; school_id: string; flag: string; says: 'yes' | 'no' }

/** What each school's files last said of each flag: what a person recorded is that person's to end. */
export function flagsSaid(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<FlagSaid[]> {
  return tx<FlagSaid[]>`
    select distinct on (f.child_id, f.school_id, f.flag) f.child_id, f.school_id, f.flag, f.says from child_flags f
    where f.la_code = ${viewer.la} and f.child_id = any (${childIds as string[]}::uuid[]) and f.school_id is not null
      and f.recorded_by is null and ${schoolInScope(tx, viewer, tx`f.school_id`)}
    order by f.child_id, f.school_id, f.flag, f.recorded_at desc`
}

export async function insertFlags(
  tx: Tx,
  viewer: Viewer,
  flags: readonly FlagSaid[],
  source: string,
  at: Date,
): Promise<void> {
  if (flags.length === 0) return
  await tx`
    insert into child_flags (la_code, id, child_id, flag, says, source, school_id, recorded_at)
    select ${viewer.la}, f.id, f.child_id, f.flag, f.says, ${source}, f.school_id, ${at}
    from unnest(${flags.map(() => newId())}::uuid[], ${flags.map(f => f.child_id)}::uuid[],
                ${flags.map(f => f.flag)}::text[], ${flags.map(f => f.says)}::text[],
                ${flags.map(f => f.school_id)}::uuid[]) as f(id, child_id, flag, says, school_id)`
}

export type HeldContact = {
  id: string
  child_id: string
  school_id: string
  contact_order: number
  name: string
  relationship: string | null
  parental_responsibility: string
  lives_with: string
  phone_1: string | null
  phone_2: string | null
  email: string | null
  restricted: boolean
}

/** The contacts these schools gave and that still hold. */
export function contactsHeld(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<HeldContact[]> {
  return tx<HeldContact[]>`
    select c.id, c.child_id, c.school_id, c.contact_order, c.name, c.relationship, c.parental_responsibility,
           c.lives_with, c.phone_1, c.phone_2, c.email, c.restricted
    from contacts c
    where c.la_code = ${viewer.la} and c.child_id = any (${childIds as string[]}::uuid[]) and c.ended_at is null
      and c.school_id is not null and ${schoolInScope(tx, viewer, tx`c.school_id`)}
    order by c.child_id, c.contact_order, c.id`
}

export async function insertContacts(
  tx: Tx,
  viewer: Viewer,
  contacts: readonly HeldContact[],
  at: Date,
): Promise<void> {
  if (contacts.length === 0) return
  await tx`
    insert into contacts (la_code, id, child_id, school_id, contact_order, name, relationship, parental_responsibility,
                          lives_with, phone_1, phone_2, email, restricted, recorded_at)
    select ${viewer.la}, c.*, ${at} from unnest(
      ${contacts.map(c => c.id)}::uuid[], ${contacts.map(c => c.child_id)}::uuid[], ${contacts.map(c => c.school_id)}::uuid[],
      ${contacts.map(c => c.contact_order)}::int[], ${contacts.map(c => c.name)}::text[],
      ${contacts.map(c => c.relationship)}::text[], ${contacts.map(c => c.parental_responsibility)}::text[],
      ${contacts.map(c => c.lives_with)}::text[], ${contacts.map(c => c.phone_1)}::text[],
      ${contacts.map(c => c.phone_2)}::text[], ${contacts.map(c => c.email)}::text[],
      ${flagList(contacts.map(c => c.restricted))}::boolean[]) as c`
}

export async function endContacts(tx: Tx, viewer: Viewer, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx`
    update contacts set ended_at = ${at}
    where la_code = ${viewer.la} and id = any (${ids as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`school_id`)}`
}

/**
 * Carries "do not" from a contact to the one that took its place: a changed number must not make somebody reachable who was
 * not to be reached. What was allowed is asked anew: not known is not yes.
 */
export async function carryContactSafety(
  tx: Tx,
  viewer: Viewer,
  pairs: readonly { from: string; to: string }[],
  at: Date,
): Promise<void> {
  if (pairs.length === 0) return
  const no = (column: string) => tx`case when s.${tx(column)} = 'no' then 'no' else 'not known' end`
  await tx`
    insert into contact_safety (la_code, id, child_id, contact_id, may_write, may_ring, may_text, may_email, note,
                                marked_by, marked_name, marked_at, school_id)
    select s.la_code, p.id, s.child_id, p.to_id, ${no('may_write')}, ${no('may_ring')}, ${no('may_text')}, ${no('may_email')},
           s.note, s.marked_by, s.marked_name, ${at}, s.school_id
    from unnest(${pairs.map(() => newId())}::uuid[], ${pairs.map(p => p.from)}::uuid[], ${pairs.map(p => p.to)}::uuid[])
         as p(id, from_id, to_id)
    join lateral (select * from contact_safety s where s.la_code = ${viewer.la} and s.contact_id = p.from_id
                  order by s.marked_at desc limit 1) s on true
    where s.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`s.school_id`)}
      and 'no' in (s.may_write, s.may_ring, s.may_text, s.may_email)`
}
