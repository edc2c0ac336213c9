// A name coming off an admission register, and how long its school may still look.
import { schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'

/**
 * Takes a name off a register, on a day that is not gone by, and writes why. Whether that may be is the caller's to have asked.
 * Throws NotFound where the enrolment is not in the viewer's scope or has ended.
 */
export async function endEnrolment(
  tx: Tx,
  viewer: Viewer,
  given: { enrolmentId: string; leavingDate: LocalDate; ground: string; seenUntil: LocalDate; why: string },
): Promise<void> {
  const [ended] = await tx<{ child_id: string; school_id: string }[]>`
    update enrolments e set leaving_date = ${given.leavingDate}, ground = ${given.ground}, seen_until = ${given.seenUntil}
    where e.la_code = ${viewer.la} and e.id = ${given.enrolmentId} and ${given.leavingDate} >= ${viewer.today}
      and (e.leaving_date is null or e.leaving_date > ${viewer.today})
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    returning child_id, school_id`
  if (!ended) throw new NotFound('enrolment')
  await tx`
    insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, by_person, by_name, type, data)
    values (${viewer.la}, ${newId()}, ${given.enrolmentId}, ${ended.child_id}, ${ended.school_id}, ${viewer.personId},
            ${viewer.name}, 'removed', ${tx.json({ leavingDate: given.leavingDate, ground: given.ground, why: given.why })})`
}

/** Lets the school of a child who has left look for longer. Never shortens it, and changes nothing for one on roll. */
export async function keepSeenUntil(
  tx: Tx,
  viewer: Viewer,
  enrolmentId: string,
  until: LocalDate,
): Promise<void> {
  await tx`
    update enrolments e set seen_until = greatest(e.seen_until, ${until})
    where e.la_code = ${viewer.la} and e.id = ${enrolmentId} and e.leaving_date is not null
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}`
}
