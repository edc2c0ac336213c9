// All the SQL of notices of home education, as schools write them down and the authority reads them.
import { childInScope, placeInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { Tx } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type NoticeRow = {
  id: string
  token: string
  reference: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  enrolment_id: string
  school_id: string
  school: string
  notice: 'letter' | 'email' | 'spoken'
  received_on: LocalDate
  facts: Readonly<Record<string, unknown>>
  told_on: LocalDate
  by_name: string
  opened_on: LocalDate | null
}

const columns = (tx: Tx) => tx`
  n.id, n.token, n.reference, n.child_id, c.token as child_token, c.surname, c.forename, n.enrolment_id, n.school_id,
  s.name as school, n.notice, n.received_on, n.facts, n.told_on, n.by_name,
  (select r.on_date from home_education_receipts r where r.la_code = n.la_code and r.notice_id = n.id) as opened_on`

const inScope = (tx: Tx, viewer: Viewer) => tx`
  from home_education_notices n
  join children c on c.la_code = n.la_code and c.id = n.child_id
  join schools s on s.la_code = n.la_code and s.id = n.school_id
  where n.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
    and (${childInScope(tx, viewer, tx`n.child_id`)}) and ${placeInScope(tx, viewer, tx`n.child_id`)}`

/** Notices in the viewer's scope, newest first. */
export function noticesFor(tx: Tx, viewer: Viewer, limit = 51): Promise<NoticeRow[]> {
  return tx<NoticeRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} order by n.at desc, n.id desc limit ${limit}`
}

/** One child's notices, newest first. */
export function noticesOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<NoticeRow[]> {
  return tx<NoticeRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} and n.child_id = ${childId} order by n.at desc, n.id desc limit 20`
}

/** The notice whose token stands in the address, or nothing in this viewer's scope. */
export async function noticeByToken(tx: Tx, viewer: Viewer, token: string): Promise<NoticeRow | undefined> {
  const [row] = await tx<NoticeRow[]>`select ${columns(tx)} ${inScope(tx, viewer)} and n.token = ${token}`
  return row
}

export async function insertNotice(
  tx: Tx,
  viewer: Viewer,
  given: {
    reference: string
    childId: string
    enrolmentId: string
    schoolId: string
    notice: string
    receivedOn: string
    facts: Readonly<Record<string, unknown>>
  },
): Promise<{ token: string }> {
  const token = newToken()
  await tx`
    insert into home_education_notices (la_code, id, token, reference, child_id, enrolment_id, school_id, notice,
                                        received_on, facts, told_on, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${token}, ${given.reference}, ${given.childId}, ${given.enrolmentId},
            ${given.schoolId}, ${given.notice}, ${given.receivedOn}, ${tx.json(given.facts as never)}, ${viewer.today},
            ${viewer.personId}, ${viewer.name})`
  return { token }
}

/** Writes down that the authority opened a notice. The first time counts. */
export async function insertReceipt(
  tx: Tx,
  viewer: Viewer,
  notice: Pick<NoticeRow, 'id' | 'child_id' | 'school_id'>,
): Promise<void> {
  await tx`
    insert into home_education_receipts (la_code, notice_id, child_id, school_id, by_person, by_name, on_date)
    values (${viewer.la}, ${notice.id}, ${notice.child_id}, ${notice.school_id}, ${viewer.personId}, ${viewer.name},
            ${viewer.today})
    on conflict (la_code, notice_id) do nothing`
}
