// The SQL of who does a check: a school's own.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'

export type CheckOwner = { check_code: string; owner_name: string; set_name: string; set_on: string }

/** Who does which check of this child at the viewer's schools: the latest of each, without those taken back. */
export async function checkOwners(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  since: string,
): Promise<CheckOwner[]> {
  const rows = await tx<CheckOwner[]>`
    select distinct on (o.check_code) o.check_code, o.owner_name, o.set_name, o.set_on from check_owners o
    where o.la_code = ${viewer.la} and o.child_id = ${childId} and o.set_on >= ${since}
      and ${schoolInScope(tx, viewer, tx`o.school_id`)} and ${childInScope(tx, viewer, tx`o.child_id`)}
    order by o.check_code, o.set_at desc, o.id desc`
  return rows.filter(row => row.owner_name !== '')
}

export async function addCheckOwner(
  tx: Tx,
  viewer: Viewer,
  given: { id: string; childId: string; schoolId: string; checkCode: string; ownerName: string },
): Promise<void> {
  await tx`
    insert into check_owners (la_code, id, child_id, school_id, check_code, owner_name, set_on, set_by, set_name)
    values (${viewer.la}, ${given.id}, ${given.childId}, ${given.schoolId}, ${given.checkCode}, ${given.ownerName},
            ${viewer.today}, ${viewer.personId}, ${viewer.name})`
}
