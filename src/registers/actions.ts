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

/**
 * Puts a name back on a register from which it was taken in error: the time on the register goes on as if it had not ended, and
 * the history keeps what the register said before, by whom it is put right and why. Nothing is dated back: that the name was off
 * in between stands in the history. Whether that may be is the caller's to have asked. Throws NotFound where the enrolment is
 * not in the viewer's scope, or no longer has that leaving date.
 */
export async function reinstateEnrolment(
  tx: Tx,
  viewer: Viewer,
  given: { enrolmentId: string; leavingDate: LocalDate; why: string },
): Promise<{ childId: string; schoolId: string; ground: string | null }> {
  type Before = Pick<
    EnrolmentEnd,
    'leaving_date' | 'leaving_reason' | 'ground' | 'ground_as_received' | 'destination'
  >
  const [was] = await tx<(Before & { child_id: string; school_id: string })[]>`
    select e.child_id, e.school_id, e.leaving_date, e.leaving_reason, e.ground, e.ground_as_received, e.destination
    from enrolments e
    where e.la_code = ${viewer.la} and e.id = ${given.enrolmentId} and e.leaving_date = ${given.leavingDate}
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    for update`
  if (!was) throw new NotFound('enrolment')
  await tx`
    update enrolments e set leaving_date = null, leaving_reason = null, ground = null, ground_as_received = null,
           destination = null, destination_urn = null, seen_until = null
    where e.la_code = ${viewer.la} and e.id = ${given.enrolmentId} and ${schoolInScope(tx, viewer, tx`e.school_id`)}`
  const changes = (['leaving_date', 'leaving_reason', 'ground', 'ground_as_received', 'destination'] as const)
    .filter(field => was[field] !== null)
    .map(field => ({ field, before: was[field], after: null }))
  await tx`
    insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, by_person, by_name, type, data)
    values (${viewer.la}, ${newId()}, ${given.enrolmentId}, ${was.child_id}, ${was.school_id}, ${viewer.personId},
            ${viewer.name}, 'reinstated', ${tx.json({ changes, why: given.why })})`
  return { childId: was.child_id, schoolId: was.school_id, ground: was.ground }
}

type EnrolmentEnd = {
  leaving_date: string | null
  leaving_reason: string | null
  ground: string | null
  ground_as_received: string | null
  destination: string | null
}

/**
 * Enters a child who has come back to a register from today: a new time on it, with the year, class and number of the one that
 * ended, which stays as it was. Gives the new one's id. Throws NotFound where the ended one is not in the viewer's scope or has
 * not ended, or where the child is on that register already.
 */
export async function enterAgain(
  tx: Tx,
  viewer: Viewer,
  given: { enrolmentId: string; why: string },
): Promise<string> {
  const id = newId()
  const [entered] = await tx<{ child_id: string; school_id: string }[]>`
    insert into enrolments (la_code, id, child_id, school_id, mis_id, admission_number, nc_year, registration_group,
      enrol_status, most_junior_class, most_senior_class, entry_date)
    select e.la_code, ${id}, e.child_id, e.school_id, e.mis_id, e.admission_number, e.nc_year, e.registration_group,
           e.enrol_status, false, e.most_senior_class, ${viewer.today}
    from enrolments e
    where e.la_code = ${viewer.la} and e.id = ${given.enrolmentId} and e.leaving_date <= ${viewer.today}
      and e.entry_date < ${viewer.today} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
      and not exists (select 1 from enrolments o where o.la_code = e.la_code and o.child_id = e.child_id
                        and o.school_id = e.school_id and (o.leaving_date is null or o.leaving_date > ${viewer.today}))
    returning child_id, school_id`
  if (!entered) throw new NotFound('enrolment')
  await tx`
    insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, by_person, by_name, type, data)
    values (${viewer.la}, ${newId()}, ${id}, ${entered.child_id}, ${entered.school_id}, ${viewer.personId}, ${viewer.name},
            'entered', ${tx.json({ entry_date: viewer.today, why: given.why })})`
  return id
}

/** Lets the schools of children who have left look for longer. Never shortens it, and changes nothing for one on roll. */
export async function keepSeenUntil(
  tx: Tx,
  viewer: Viewer,
  enrolmentIds: readonly string[],
  until: LocalDate,
): Promise<void> {
  await tx`
    update enrolments e set seen_until = greatest(e.seen_until, ${until})
    where e.la_code = ${viewer.la} and e.id = any (${enrolmentIds as string[]}::uuid[]) and e.leaving_date is not null
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}`
}
