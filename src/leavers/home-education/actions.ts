// A notice of home education: written down by the school, and with the authority the same moment.
import { may } from '../../access/actions-allowed.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { nextNumber } from '../../children/store.ts'
import { routeLeaver } from '../../desks/actions.ts'
import { holdChild } from '../../enquiries/store.ts'
import type { Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { readEvidence } from '../../registers/ground-fields.ts'
import { calendarFor } from '../../schools/store.ts'
import { currentEnrolment, heldBy } from '../store.ts'
import { type NoticeGiven, noticeFields, problemsWith, type Standing, standingOf } from './notice.ts'
import { insertNotice, insertReceipt, type NoticeRow, noticeByToken, noticesOfChild } from './store.ts'

type Given = Readonly<Record<string, unknown>>

/**
 * Writes a notice down and tells the authority: one row that both read. The same words again are the same notice. No name
 * comes off by this. Throws NotFound for a child on none of the viewer's registers. Source: T-16 to T-20; practice.md, 15.
 */
export async function tellOfHomeEducation(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  given: Given,
): Promise<
  | { ok: true; token: string; reference: string; already: boolean }
  | { ok: false; problems: { field: string; text: string }[] }
> {
  if (!may(viewer, 'removal.ask')) throw new NotFound('notice')
  const problems = problemsWith(given, viewer.today as LocalDate)
  if (problems.length > 0) return { ok: false, problems }
  await holdChild(tx, viewer, childId)
  const enrolment = await currentEnrolment(tx, viewer, childId)
  if (!enrolment) throw new NotFound('enrolment')
  const [last] = await noticesOfChild(tx, viewer, childId)
  if (last && last.enrolment_id === enrolment.id && written(last.facts) === written(given)) {
    return { ok: true, token: last.token, reference: last.reference, already: true }
  }
  const reference = `H-${await nextNumber(tx, viewer.la, 'home education', 1001)}`
  const { token } = await insertNotice(tx, viewer, {
    reference,
    childId,
    enrolmentId: enrolment.id,
    schoolId: enrolment.school_id,
    notice: String(given.notice),
    receivedOn: String(given.notice_received_on),
    facts: given,
  })
  await acrossOrganisations(tx, viewer, system =>
    routeLeaver(tx, system, {
      childId,
      about: `notice ${reference}`,
      says: 'A school was told that the child will be educated at home',
      isHomeEducated: true,
    }),
  )
  return { ok: true, token, reference, already: false }
}

/** Written the same way, whatever the order of the keys. */
const written = (value: Given): string =>
  JSON.stringify(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))

/** A notice and how it stands today. Opening it for the authority is its receipt. Throws NotFound out of scope. */
export async function openNotice(
  tx: Tx,
  viewer: Viewer,
  token: string,
): Promise<{ row: NoticeRow; given: NoticeGiven; standing: Standing }> {
  const row = await noticeByToken(tx, viewer, token)
  if (!row) throw new NotFound('notice')
  if (viewer.side === 'authority' && row.opened_on === null) await insertReceipt(tx, viewer, row)
  return { row, ...(await standingToday(tx, viewer, row)) }
}

/** How a notice stands today. */
export async function standingToday(
  tx: Tx,
  viewer: Viewer,
  row: NoticeRow,
): Promise<{ given: NoticeGiven; standing: Standing }> {
  const read = readEvidence(row.facts, noticeFields)
  if (!read.ok)
    throw new Error(`The notice ${row.reference} cannot be read: ${JSON.stringify(read.problems)}`)
  const given = read.evidence as NoticeGiven
  const held = await heldBy(tx, viewer, row.enrolment_id)
  const standing = standingOf(
    given,
    {
      ...held,
      calendar: await calendarFor(tx, viewer, row.school_id),
    },
    viewer.today as LocalDate,
  )
  return { given, standing }
}
