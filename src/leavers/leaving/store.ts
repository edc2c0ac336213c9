// The answers to where a child goes, kept until a removal is asked for: gone on with by whoever of the school opens them.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import type { LeaverEnrolment } from '../store.ts'
import type { Answers } from './facts.ts'

/** What was answered so far. */
export async function answersSoFar(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<Answers> {
  const [row] = await tx<{ answers: Answers }[]>`
    select d.answers from leaving_drafts d
    where d.la_code = ${viewer.la} and d.enrolment_id = ${enrolmentId}
      and ${schoolInScope(tx, viewer, tx`d.school_id`)} and (${childInScope(tx, viewer, tx`d.child_id`)})`
  return row?.answers ?? {}
}

/** Keeps the answers; the latest hold. */
export async function keepAnswers(
  tx: Tx,
  viewer: Viewer,
  enrolment: Pick<LeaverEnrolment, 'id' | 'child_id' | 'school_id'>,
  answers: Answers,
): Promise<void> {
  await tx`
    insert into leaving_drafts as d (la_code, enrolment_id, child_id, school_id, answers, by_name)
    values (${viewer.la}, ${enrolment.id}, ${enrolment.child_id}, ${enrolment.school_id}, ${tx.json(answers)}, ${viewer.name})
    on conflict (la_code, enrolment_id) do update set answers = excluded.answers, by_name = excluded.by_name, at = now()
      where d.la_code = ${viewer.la}`
}

/** Forgets them: a removal was asked for, or somebody begins anew. */
export async function forgetAnswers(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<void> {
  await tx`
    delete from leaving_drafts d
    where d.la_code = ${viewer.la} and d.enrolment_id = ${enrolmentId} and ${schoolInScope(tx, viewer, tx`d.school_id`)}`
}
