// The record of a child as matching reads it, and the keys kept beside it. A record and its keys change in one
// transaction: whoever writes a child calls `keepKeys` before it ends, and the database marks what was forgotten.
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Fragment, Tx } from '../../platform/db.ts'
import { keysStored, keysStoredOfMany, keyVersion } from '../keys.ts'
import type { Described, Home } from '../record.ts'

/** A child as matching reads one. The first surname and forename are the legal ones. */
export type StoredRecord = Described & {
  readonly id: string
  readonly token: string
  readonly surname: string
  readonly forename: string
  readonly protected: boolean
}

export type RecordRow = {
  id: string
  token: string
  surname: string
  forename: string
  middle_names: string | null
  preferred_surname: string | null
  preferred_forename: string | null
  former_surname: string | null
  date_of_birth: string | null
  sex: string | null
  upn: string | null
  former_upn: string | null
  protected: boolean
  homes: [lines: string, postcode: string | null][] | null
  contacts: [name: string, phone1: string | null, phone2: string | null][] | null
  before: [field: string, value: string][] | null
}

/** How many of each that a record gathers over the years are read, the latest first. */
const homesAtMost = 10
const contactsAtMost = 12
const changesAtMost = 20

/**
 * What a record holds, of the children `c` of a statement, former names, former UPNs and former homes with it; nothing of
 * where a protected child is.
 */
export const recordColumns = (tx: Tx, la: string): Fragment => tx`
  c.id, c.token, c.surname, c.forename, c.middle_names, c.preferred_surname, c.preferred_forename,
  c.former_surname, c.date_of_birth, c.sex, c.upn, c.former_upn, p.protected,
  case when not p.protected then (
    select json_agg(json_build_array(a.lines, a.postcode)) from (
      select a.lines, a.postcode from child_addresses a
      where a.la_code = ${la} and a.child_id = c.id
      order by a.ended_at is not null, a.recorded_at desc, a.id limit ${homesAtMost}) a) end as homes,
  case when not p.protected then (
    select json_agg(json_build_array(t.name, t.phone_1, t.phone_2)) from (
      select t.name, t.phone_1, t.phone_2 from contacts t
      where t.la_code = ${la} and t.child_id = c.id
      order by t.ended_at is not null, t.contact_order, t.id limit ${contactsAtMost}) t) end as contacts,
  (select json_agg(json_build_array(h.field, h.old_value)) from (
     select h.field, h.old_value from child_changes h
     where h.la_code = ${la} and h.child_id = c.id and h.old_value is not null
       and h.field in ('surname', 'preferred_surname', 'former_surname', 'forename', 'preferred_forename',
                       'upn', 'former_upn')
     order by h.at desc, h.id desc limit ${changesAtMost}) h) as before`

/** Beside them: whether the child is protected. Asked once for each child (offset), not for each column that it decides. */
export const isProtected = (tx: Tx, la: string): Fragment => tx`
  (select exists (select 1 from protections p where p.la_code = ${la} and p.child_id = c.id) as protected offset 0) p`

/** The records of these children. For the authority and the system alone: a school's row rules give it its own part. */
export async function recordsOf(tx: Tx, la: string, ids: readonly string[]): Promise<StoredRecord[]> {
  const rows = await tx<RecordRow[]>`
    select ${recordColumns(tx, la)}
    from children c cross join lateral ${isProtected(tx, la)}
    where c.la_code = ${la} and c.id = any (${ids as string[]}::uuid[])`
  return rows.map(recordFrom)
}

/** A row of `recordColumns` as a record. */
export function recordFrom(row: RecordRow): StoredRecord {
  const before = (...fields: string[]) =>
    (row.before ?? []).filter(([field]) => fields.includes(field)).map(([, value]) => value)
  const contacts = row.contacts ?? []
  return {
    id: row.id,
    token: row.token,
    surname: row.surname,
    forename: row.forename,
    surnames: distinct([
      row.surname,
      row.preferred_surname,
      row.former_surname,
      ...before('surname', 'preferred_surname', 'former_surname'),
    ]),
    forenames: distinct([row.forename, row.preferred_forename, ...before('forename', 'preferred_forename')]),
    middleNames: row.middle_names ?? undefined,
    dateOfBirth: row.date_of_birth ?? undefined,
    sex: row.sex ?? undefined,
    upns: distinct([row.upn, row.former_upn, ...before('upn', 'former_upn')]),
    homes: (row.homes ?? []).map(([lines, postcode]): Home => ({ lines, postcode: postcode ?? undefined })),
    phones: distinct(contacts.flatMap(([, one, two]) => [one, two])),
    contacts: contacts.map(([name]) => inTwo(name)),
    protected: row.protected,
  }
}

/** The first is the present one, and stays first even where it is empty. */
function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter(value => value !== null))]
}

/** A contact is kept as one name, "Mrs Ayesha Khan": the last word is taken for the surname. */
function inTwo(name: string): { surname: string; forename: string } {
  const words = name.trim().split(/\s+/)
  return { surname: words.at(-1)!, forename: words.slice(0, -1).join(' ') }
}

/** How many sets of keys are worked out together. */
const atOnce = 2000

/**
 * Works out the keys of those of these children whose record has changed, or whose keys are of an older version. Call
 * it after the last statement that writes them, in the same transaction. The keys go by the whole record, of which a
 * school sees a part, so they are worked out as the system.
 */
export async function keepKeys(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<void> {
  if (childIds.length === 0) return
  const keep = async () => {
    for (let from = 0; from < childIds.length; from += atOnce) {
      const some = childIds.slice(from, from + atOnce)
      // Locked first and read then: whoever changes a record at the same moment waits, and works its keys out after us.
      const waiting = await tx<{ child_id: string }[]>`
        select s.child_id from child_key_sets s
        where s.la_code = ${viewer.la} and s.child_id = any (${some as string[]}::uuid[]) and s.key_version < ${keyVersion}
        order by s.child_id for update`
      await workOut(
        tx,
        viewer.la,
        waiting.map(row => row.child_id),
      )
    }
  }
  if (viewer.side === 'school') await acrossOrganisations(tx, viewer, keep)
  else await keep()
}

/**
 * Works out some of the keys that wait for it: forgotten, or of an older version. Gives how many it did; none when all
 * are right. Those that somebody else works on are left to them.
 */
export async function keepSomeKeys(tx: Tx, viewer: Viewer, atMost: number): Promise<number> {
  const waiting = await tx<{ child_id: string }[]>`
    select s.child_id from child_key_sets s
    where s.la_code = ${viewer.la} and s.key_version < ${keyVersion}
    order by s.key_version limit ${atMost} for update skip locked`
  await workOut(
    tx,
    viewer.la,
    waiting.map(row => row.child_id),
  )
  return waiting.length
}

async function workOut(tx: Tx, la: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const records = await recordsOf(tx, la, ids)
  const keys = keysStoredOfMany(records).map(inText)
  await tx`
    update child_key_sets s set keys = k.keys::int[], key_version = ${keyVersion}
    from unnest(${records.map(record => record.id)}::uuid[], ${keys}::text[]) as k(child_id, keys)
    where s.la_code = ${la} and s.child_id = k.child_id`
}

/** Always in the same order, so that keys which have not changed are seen to be the same. */
const inText = (keys: readonly number[]): string => `{${[...keys].sort((a, b) => a - b).join(',')}}`

/** Is there a child whose keys are of an older version, or wait? The first by the index: asked so, that no plan reads all. */
export const keysWaiting = (tx: Tx, la: string): Fragment => tx`
  coalesce((select s.key_version from child_key_sets s where s.la_code = ${la} order by s.key_version limit 1)
           < ${keyVersion}, false)`

export async function keysWait(tx: Tx, la: string): Promise<boolean> {
  const [row] = await tx<{ wait: boolean }[]>`select ${keysWaiting(tx, la)} as wait`
  return row!.wait
}

/** A walk over all children by id, comparing the keys held with those their records give. */
export async function checkSomeKeys(
  tx: Tx,
  viewer: Viewer,
  after: string,
  atMost: number,
): Promise<{ last: string | undefined; checked: number; differ: string[] }> {
  const sets = await tx<{ child_id: string; key_version: number; keys: number[]; found: number[] | null }[]>`
    select s.child_id, s.key_version, s.keys,
           (select array_agg(k.key order by k.key) from unnest(s.keys) a(key)
            join child_keys k on k.la_code = ${viewer.la} and k.key = a.key and k.child_id = s.child_id) as found
    from child_key_sets s
    where s.la_code = ${viewer.la} and s.child_id > ${after}
    order by s.child_id limit ${atMost}`
  const records = await recordsOf(
    tx,
    viewer.la,
    sets.map(set => set.child_id),
  )
  const wanted = new Map(records.map(record => [record.id, inText(keysStored(record))]))
  const differ = sets.filter(
    set =>
      set.key_version !== keyVersion ||
      wanted.get(set.child_id) !== `{${set.keys.join(',')}}` ||
      wanted.get(set.child_id) !== `{${(set.found ?? []).join(',')}}`,
  )
  return { last: sets.at(-1)?.child_id, checked: sets.length, differ: differ.map(set => set.child_id) }
}

/** Takes the keys of these children away, to be worked out anew. */
export async function markKeys(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<void> {
  if (childIds.length === 0) return
  await tx`
    update child_key_sets set key_version = 0, keys = '{}'
    where la_code = ${viewer.la} and child_id = any (${childIds as string[]}::uuid[])`
}
