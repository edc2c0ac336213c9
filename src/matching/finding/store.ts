// Which children may be meant? Those who share a key with the record asked about, or two where keys are common. Generous:
// the comparison judges them.
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import {
  isProtected,
  keysWaiting,
  type RecordRow,
  recordColumns,
  recordFrom,
  recordsOf,
  type StoredRecord,
} from '../kept/store.ts'
import { keysAsked } from '../keys.ts'
import { forenameKey, surnameKey } from '../name-keys.ts'
import type { Described } from '../record.ts'

/**
 * How many candidates are compared with one child: those who share most keys with it, and of as many the rarest. Among a
 * million made-up children the right one was the 14th at worst, with two and a half times the usual errors.
 */
export const candidatesAtMost = 24
/** A key under which more children stand says little by itself: two such together find a child all the same. */
const keyIsCommonFrom = 400
/** Of common keys so many children are looked through at most. */
const commonAtMost = 20_000

export type FindOptions = {
  /** A child who is not to be found: the one asked about. */
  except?: string | undefined
  atMost?: number
}

/**
 * The records that may be the child described, those first that share most keys with it. Current and former
 * pupils, children with a case, former names and former UPNs alike. Children whose keys wait to be worked out are looked
 * for by name, number and birthday. A protected child is found by those alone who may know of it.
 */
export async function candidatesFor(
  tx: Tx,
  viewer: Viewer,
  asked: Described,
  { except, atMost = candidatesAtMost }: FindOptions = {},
): Promise<StoredRecord[]> {
  if (viewer.side === 'school' && !viewer.unscoped) return []
  const { la } = viewer
  // One statement, since each costs a journey: who stands under the keys, and the records of those that share most.
  const rows = await tx<(Flags & (RecordRow | { id: null }))[]>`
    with under as materialized (
      select a.key, array_agg(k.child_id) as ids
      from unnest(${keysAsked(asked)}::int[]) a(key)
      cross join lateral (
        select c.child_id from child_keys c
        where c.la_code = ${la} and c.key = a.key limit ${keyIsCommonFrom + 1}) k
      group by a.key),
    best as materialized (
      select id from (
        select i.id, count(*) as shared, sum(1.0 / cardinality(u.ids)) as rare
        from under u cross join lateral unnest(u.ids) i(id)
        where cardinality(u.ids) <= ${keyIsCommonFrom}
        group by i.id) shares
      where id is distinct from ${except ?? null}::uuid
      order by shared desc, rare desc, id limit ${atMost}),
    found as (
      select ${recordColumns(tx, la)}
      from best join children c on c.la_code = ${la} and c.id = best.id
      cross join lateral ${isProtected(tx, la)})
    select array(select u.key from under u where cardinality(u.ids) > ${keyIsCommonFrom}) as common,
           ${keysWaiting(tx, la)} as wait, found.*
    from (select) one left join found on true`
  const records = rows.filter(row => row.id !== null).map(row => recordFrom(row as RecordRow))
  const { common, wait } = rows[0]!
  const more = new Set<string>()
  if (common.length > 1) for (const id of await underTwo(tx, la, common, atMost)) more.add(id)
  if (wait) for (const id of await byColumns(tx, la, asked)) more.add(id)
  for (const { id } of records) more.delete(id)
  if (except !== undefined) more.delete(except)
  if (more.size > 0) records.push(...(await recordsOf(tx, la, [...more])))
  return inSight(tx, viewer, records)
}

/**
 * Those of the records of which the viewer may know at all: of a protected child those alone who may decide on matches, and
 * of a child under another identity managers.
 */
export async function inSight<T extends StoredRecord>(
  tx: Tx,
  viewer: Viewer,
  records: readonly T[],
): Promise<T[]> {
  const guarded = records.filter(record => record.protected).map(record => record.id)
  if (guarded.length === 0 || viewer.unscoped || viewer.role === 'manager' || viewer.role === 'system') {
    return [...records]
  }
  if (!may(viewer, 'match.decide')) return records.filter(record => !record.protected)
  const rows = await tx<{ child_id: string }[]>`
    select distinct p.child_id from protections p
    where p.la_code = ${viewer.la} and p.child_id = any (${guarded}::uuid[]) and p.kind = 'identity'`
  const hidden = new Set(rows.map(row => row.child_id))
  return records.filter(record => !hidden.has(record.id))
}

/** On every row: keys that are too common to be asked alone, and whether children's keys wait to be worked out. */
type Flags = { common: number[]; wait: boolean }

/** Children who stand under two of these keys at least, each of which is too common to be asked alone. */
async function underTwo(tx: Tx, la: string, keys: readonly number[], atMost: number): Promise<string[]> {
  const rows = await tx<{ child_id: string }[]>`
    select k.child_id from (
      select c.child_id from unnest(${keys as number[]}::int[]) a(key)
      cross join lateral (
        select c.child_id from child_keys c
        where c.la_code = ${la} and c.key = a.key order by c.child_id limit ${Math.floor(commonAtMost / keys.length)}) c) k
    group by k.child_id having count(*) > 1
    order by count(*) desc, k.child_id limit ${atMost}`
  return rows.map(row => row.child_id)
}

/** By UPN, names and birthday as the record's own columns hold them: how children are found whose keys wait. */
async function byColumns(tx: Tx, la: string, asked: Described): Promise<string[]> {
  const surnames = [...new Set(asked.surnames.map(surnameKey))].filter(key => key !== '')
  const forenames = [...new Set(asked.forenames.map(forenameKey))].filter(key => key !== '')
  const born = /^\d{4}-\d\d-\d\d$/.test(asked.dateOfBirth ?? '') ? asked.dateOfBirth! : null
  const rows = await tx<{ id: string }[]>`
    (select c.id from children c where c.la_code = ${la} and c.upn = any (${asked.upns as string[]}::text[]) limit 10)
    union
    (select c.id from children c where c.la_code = ${la} and c.date_of_birth = ${born}
     order by c.surname_key = any (${surnames}::text[]) desc, c.forename_key = any (${forenames}::text[]) desc, c.id limit 60)
    union
    (select c.id from children c where c.la_code = ${la} and c.surname_key = any (${surnames}::text[])
       and c.forename_key = any (${forenames}::text[]) limit 30)
    union
    (select c.id from children c where c.la_code = ${la} and c.surname_key = any (${forenames}::text[])
       and c.forename_key = any (${surnames}::text[]) limit 10)`
  return rows.map(row => row.id)
}
