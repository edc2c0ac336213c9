// The records of children with the registers they are on. For the authority alone: a school never learns that a child is
// known elsewhere.
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { inSight } from './finding/store.ts'
import { recordsOf, type StoredRecord } from './kept/store.ts'

export { candidatesFor } from './finding/store.ts'

export type OnRoll = {
  enrolmentId: string
  schoolId: string
  schoolToken: string
  school: string
  since: string
  until: string | null
}
/** A child as matching reads one: what is compared, and the registers the child is or was on. */
export type ChildRecord = StoredRecord & { enrolments: readonly OnRoll[] }

/** The registers these children are or were on, the latest first: for those that are shown. */
export async function enrolmentsFor(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, OnRoll[]>> {
  const rows = await tx<(OnRoll & { childId: string })[]>`
    select e.child_id as "childId", e.id as "enrolmentId", e.school_id as "schoolId", s.token as "schoolToken",
           s.name as school, e.entry_date as since, e.leaving_date as until
    from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.child_id = any (${ids as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, e.id desc`
  const byChild = new Map<string, OnRoll[]>()
  for (const { childId, ...onRoll } of rows) {
    const before = byChild.get(childId)
    if (before) before.push(onRoll)
    else byChild.set(childId, [onRoll])
  }
  return byChild
}

/** Records with their registers; those of protected children for those alone who may know of them. */
export async function childRecords(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<ChildRecord[]> {
  if ((viewer.side === 'school' && !viewer.unscoped) || ids.length === 0) return []
  const found = await inSight(tx, viewer, await recordsOf(tx, viewer.la, ids))
  const enrolments = await enrolmentsFor(
    tx,
    viewer,
    found.map(record => record.id),
  )
  return found.map(record => ({ ...record, enrolments: enrolments.get(record.id) ?? [] }))
}
