// All the SQL of caseloads: which child is given to which other team of the authority, or to which field officer, and until when.
//
// It is the scope of the authority's desks and of its field officers, in both walls: who has no row here for a child does not
// see the child. A row ends by itself after its last day, or when what it was given for is done.
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { DeskRole, Viewer } from '../viewer.ts'

export type GivenTo = {
  childId: string
  role: DeskRole
  /** One person of the role; everyone of the role where left out. */
  personId?: string | undefined
  /** The noun's own row that it is given for: a visit, a desk's part. */
  aboutId: string
  /** Why, in a sentence. */
  why: string
  /** The last day, where it ends by itself. */
  endsOn?: string | undefined
}

/** Gives a child to a desk or to one field officer. The same again changes nothing but the last day. */
export async function giveChild(tx: Tx, viewer: Viewer, given: GivenTo): Promise<void> {
  await tx`
    insert into caseloads (la_code, id, child_id, role, person_id, about_id, why, given_name, ends_on)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.role}, ${given.personId ?? null}, ${given.aboutId},
            ${given.why}, ${viewer.name}, ${given.endsOn ?? null})
    on conflict (la_code, child_id, role, about_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid))
      where ended_at is null
    do update set ends_on = excluded.ends_on`
}

/** Takes back what was given for this row: nobody sees the child for it any more. */
export async function takeChildBack(tx: Tx, viewer: Viewer, aboutId: string, why: string): Promise<void> {
  await tx`
    update caseloads set ended_at = now(), ended_why = ${why}
    where la_code = ${viewer.la} and about_id = ${aboutId} and ended_at is null`
}
