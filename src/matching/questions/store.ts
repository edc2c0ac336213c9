// What Onroll asks the authority about two records, of its own accord: so far, one UPN said of two children.
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

export type Question = {
  childId: string
  otherId: string
  /** What was said of both: the UPN. */
  said: string
  schoolId: string
  importId: string
}

/**
 * Asks the authority whether pairs of records are one child. A pair already asked about is not asked again. Runs its
 * statement even where there is nothing to ask, so that a school cannot tell by the time a list takes.
 */
export async function askWhoseUpn(tx: Tx, system: Viewer, questions: readonly Question[]): Promise<void> {
  await tx`
    insert into match_questions (la_code, id, kind, child_id, other_id, said, school_id, import_id)
    select ${system.la}, q.id, 'same upn', q.child_id, q.other_id, jsonb_build_object('upn', q.upn), q.school_id, q.import_id
    from unnest(${questions.map(() => newId())}::uuid[], ${questions.map(q => q.childId)}::uuid[],
                ${questions.map(q => q.otherId)}::uuid[], ${questions.map(q => q.said)}::text[],
                ${questions.map(q => q.schoolId)}::uuid[], ${questions.map(q => q.importId)}::uuid[])
         as q(id, child_id, other_id, upn, school_id, import_id)
    where not exists (
      select 1 from match_questions before
      where before.la_code = ${system.la} and before.kind = 'same upn'
        and (before.child_id, before.other_id) in ((q.child_id, q.other_id), (q.other_id, q.child_id)))
    on conflict do nothing`
}
