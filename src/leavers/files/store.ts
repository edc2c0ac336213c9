// All the SQL of the files that follow a leaver: what is due, what was done with each, and the transfer files made.

import { stripOf } from '../../absences/store.ts'
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { addressesOf, contactsOf, flagsOf } from '../../children/store.ts'
import { destinationUnknown } from '../../formats/ctf-out.ts'
import type { Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { calendarFor } from '../../schools/store.ts'
import type { FileDue, FileKind, FileState, Next } from './files-due.ts'
import { schoolEnd, type TransferRecord } from './transfer-record.ts'

export type LeaverFile = {
  id: string
  token: string
  child_id: string
  enrolment_id: string
  school_id: string
  removal_id: string
  kind: FileKind
  left_on: LocalDate
  due: LocalDate | null
  warn_from: LocalDate | null
  rule: string
  because: string
  state: FileState
  state_on: LocalDate
}

const fileColumns = (tx: Tx) => tx`
  t.id, t.token, t.child_id, t.enrolment_id, t.school_id, t.removal_id, t.kind, t.left_on, t.due, t.warn_from, t.rule,
  t.because, t.state, t.state_on`

/** The files of one leaver, in their order. Takes the enrolment that ended and the day. */
export function filesOf(
  tx: Tx,
  viewer: Viewer,
  left: { enrolmentId: string; leftOn: string },
): Promise<LeaverFile[]> {
  return tx<LeaverFile[]>`
    select ${fileColumns(tx)} from leaver_tasks t
    where t.la_code = ${viewer.la} and t.enrolment_id = ${left.enrolmentId} and t.left_on = ${left.leftOn}
      and ${schoolInScope(tx, viewer, tx`t.school_id`)} and (${childInScope(tx, viewer, tx`t.child_id`)})
    order by array_position(array['transfer file', 'general record', 'SEN file', 'safeguarding file'], t.kind) limit 10`
}

export type OpenFile = LeaverFile & {
  surname: string
  forename: string
  school: string
  removal_token: string
}

/**
 * Files that are still to be sent or whose receipt nobody confirmed, the most urgent first: those of the viewer's own schools,
 * or of the area. At most `limit`.
 */
export function filesDue(tx: Tx, viewer: Viewer, limit = 51): Promise<OpenFile[]> {
  return tx<OpenFile[]>`
    select ${fileColumns(tx)}, c.surname, c.forename, s.name as school, r.token as removal_token
    from leaver_tasks t
    join children c on c.la_code = t.la_code and c.id = t.child_id
    join schools s on s.la_code = t.la_code and s.id = t.school_id
    join removals r on r.la_code = t.la_code and r.id = t.removal_id
    where t.la_code = ${viewer.la} and t.state in ('to send', 'sent')
      and ${schoolInScope(tx, viewer, tx`t.school_id`)} and (${childInScope(tx, viewer, tx`t.child_id`)})
    order by t.due nulls last, t.left_on, t.id limit ${limit}`
}

/**
 * Leavers of the last 60 days who left in the school's own system, and whose files nobody has begun here (T-21, T-22, T-24 run all
 * the same): the first to leave first, at most `limit`. Nobody who died, nor a name that is back.
 */
export function leaversWithoutFiles(
  tx: Tx,
  viewer: Viewer,
  limit = 21,
): Promise<
  { child_id: string; token: string; surname: string; forename: string; school: string; left_on: LocalDate }[]
> {
  return tx`
    select r.child_id, r.token, c.surname, c.forename, s.name as school, r.proposed_on as left_on
    from removals r
    join enrolments e on e.la_code = r.la_code and e.id = r.enrolment_id and e.leaving_date = r.proposed_on
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and r.school_id = any (${viewer.schools as string[]}::uuid[]) and r.kind = 'already made'
      and r.proposed_on between ${viewer.today}::date - 60 and ${viewer.today}::date
      and r.ground is distinct from 'R9-K' and r.ground is distinct from 'R9-3-DIED'
      and not exists (select 1 from leaver_tasks t where t.la_code = r.la_code and t.enrolment_id = r.enrolment_id)
      and (${childInScope(tx, viewer, tx`r.child_id`)})
    order by r.proposed_on, c.surname, c.forename, r.id limit ${limit}`
}

/**
 * Leavers since a day with a file still to be sent or confirmed, whose school may look no longer than `seenUntil`: enrolments, at
 * most `limit`. As the system.
 */
export async function leaversSoonUnseen(
  tx: Tx,
  system: Viewer,
  given: { leftSince: LocalDate; seenUntil: LocalDate; limit: number },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct e.id from leaver_tasks t
    join enrolments e on e.la_code = t.la_code and e.id = t.enrolment_id and e.leaving_date = t.left_on
    where t.la_code = ${system.la} and t.state in ('to send', 'sent') and e.leaving_date >= ${given.leftSince}
      and e.seen_until <= ${given.seenUntil}
      and ${schoolInScope(tx, system, tx`t.school_id`)} and (${childInScope(tx, system, tx`t.child_id`)})
    order by e.id limit ${given.limit}`
  return rows.map(row => row.id)
}

/** How many files are late: past their day and not sent, or sent and not confirmed. */
export async function lateFiles(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) as count from leaver_tasks t
    where t.la_code = ${viewer.la} and t.state in ('to send', 'sent') and t.due < ${viewer.today}
      and ${schoolInScope(tx, viewer, tx`t.school_id`)} and (${childInScope(tx, viewer, tx`t.child_id`)})`
  return row?.count ?? 0
}

/** Adds the files that are due, once for each enrolment, day and kind. Gives those that were not there. */
export async function insertFiles(
  tx: Tx,
  viewer: Viewer,
  left: { childId: string; enrolmentId: string; schoolId: string; removalId: string; leftOn: string },
  due: readonly FileDue[],
): Promise<LeaverFile[]> {
  if (due.length === 0) return []
  const nothing = (days: readonly (string | undefined)[]) => days.map(day => day ?? null) as string[]
  return tx<LeaverFile[]>`
    insert into leaver_tasks as t (la_code, id, token, child_id, enrolment_id, school_id, removal_id, kind, left_on, due,
                                   warn_from, rule, because, state_on)
    select ${viewer.la}, u.id, u.token, ${left.childId}, ${left.enrolmentId}, ${left.schoolId}, ${left.removalId}, u.kind,
           ${left.leftOn}, u.due, u.warn_from, u.rule, u.because, ${viewer.today}
    from unnest(${due.map(() => newId())}::uuid[], ${due.map(() => newToken())}::text[], ${due.map(one => one.kind)}::text[],
                ${nothing(due.map(one => one.due))}::date[], ${nothing(due.map(one => one.warnFrom))}::date[],
                ${due.map(one => one.rule)}::text[], ${due.map(one => one.because)}::text[])
         as u(id, token, kind, due, warn_from, rule, because)
    on conflict (la_code, enrolment_id, left_on, kind) do nothing
    returning ${fileColumns(tx)}`
}

export type StepRow = {
  what: string
  done_on: LocalDate
  on_date: LocalDate
  by_name: string
  how: string | null
  sent_to: string | null
  says: string | null
}

/** What was done with a file, oldest first. Of the safeguarding file nothing to whom it is not open. */
export function stepsOf(tx: Tx, viewer: Viewer, taskId: string): Promise<StepRow[]> {
  const isOpen = tx`(not p.closed or ${seesSafeguarding(viewer)})`
  return tx<StepRow[]>`
    select p.what, p.done_on, p.on_date, p.by_name, p.how, p.sent_to, p.says from leaver_task_steps p
    where p.la_code = ${viewer.la} and p.task_id = ${taskId} and ${isOpen}
      and ${schoolInScope(tx, viewer, tx`p.school_id`)} and (${childInScope(tx, viewer, tx`p.child_id`)})
    order by p.at, p.id limit 200`
}

/** Who reads what was done with a safeguarding file: the database says the same. */
export const seesSafeguarding = (viewer: Viewer): boolean =>
  ['dsl', 'headteacher', 'cme-officer', 'manager', 'system'].includes(viewer.role)

export type NewStep = {
  what: 'due' | 'prepared' | 'sent' | 'received' | 'archived' | 'not needed'
  doneOn: string
  how?: string | undefined
  sentTo?: string | undefined
  says?: string | undefined
}

/** Writes a step down, and where the file now stands. */
export async function insertStep(
  tx: Tx,
  viewer: Viewer,
  file: Pick<LeaverFile, 'id' | 'child_id' | 'school_id' | 'kind'>,
  step: NewStep,
): Promise<void> {
  await tx`
    insert into leaver_task_steps (la_code, id, task_id, child_id, school_id, closed, on_date, by_person, by_name, what,
                                   done_on, how, sent_to, says)
    values (${viewer.la}, ${newId()}, ${file.id}, ${file.child_id}, ${file.school_id},
            ${file.kind === 'safeguarding file'}, ${viewer.today}, ${viewer.personId}, ${viewer.name}, ${step.what},
            ${step.doneOn}, ${step.how ?? null}, ${step.sentTo ?? null}, ${step.says ?? null})`
  if (step.what === 'due' || step.what === 'prepared') return
  await tx`
    update leaver_tasks t set state = ${step.what}, state_on = ${step.doneOn}
    where t.la_code = ${viewer.la} and t.id = ${file.id} and ${schoolInScope(tx, viewer, tx`t.school_id`)}`
}

/** Another day by which a file must go; one that was kept here is to be sent again. */
export async function setClock(
  tx: Tx,
  viewer: Viewer,
  file: Pick<LeaverFile, 'id'>,
  clock: Pick<FileDue, 'due' | 'warnFrom' | 'rule' | 'because'>,
): Promise<void> {
  await tx`
    update leaver_tasks t set state = 'to send', state_on = ${viewer.today}, due = ${clock.due ?? null},
      warn_from = ${clock.warnFrom ?? null}, rule = ${clock.rule}, because = ${clock.because}
    where t.la_code = ${viewer.la} and t.id = ${file.id} and ${schoolInScope(tx, viewer, tx`t.school_id`)}`
}

export type MadeFile = {
  id: string
  token: string
  destination: string
  number: number
  file_name: string
  digest: string
  left_out: { element: string; says: string }[]
  made_name: string
  made_on: LocalDate
}

/** A file made before the child was protected holds where the child is, and its name the next school: nobody opens it any more. */
const sinceProtected = (tx: Tx, viewer: Viewer) =>
  viewer.unscoped
    ? tx`true`
    : tx`not exists (select 1 from protections p where p.la_code = f.la_code and p.child_id = f.child_id
                       and p.put_on_at >= f.made_at)`

/** The transfer files made of one leaver, newest first, without their bytes. */
export function madeFiles(tx: Tx, viewer: Viewer, taskId: string): Promise<MadeFile[]> {
  return tx<MadeFile[]>`
    select f.id, f.token, f.destination, f.number, f.file_name, f.digest, f.left_out, f.made_name, f.made_on
    from transfer_files f
    where f.la_code = ${viewer.la} and f.task_id = ${taskId} and ${sinceProtected(tx, viewer)}
      and ${schoolInScope(tx, viewer, tx`f.school_id`)} and (${childInScope(tx, viewer, tx`f.child_id`)})
    order by f.made_at desc, f.id desc limit 50`
}

/** One transfer file with its bytes. Throws NotFound where it is not this leaver's, or not in scope. */
export async function madeFile(
  tx: Tx,
  viewer: Viewer,
  taskId: string,
  token: string,
): Promise<{ file_name: string; content: string; digest: string; child_id: string }> {
  const [row] = await tx<{ file_name: string; content: string; digest: string; child_id: string }[]>`
    select f.file_name, f.content, f.digest, f.child_id from transfer_files f
    where f.la_code = ${viewer.la} and f.task_id = ${taskId} and f.token = ${token} and ${sinceProtected(tx, viewer)}
      and ${schoolInScope(tx, viewer, tx`f.school_id`)} and (${childInScope(tx, viewer, tx`f.child_id`)})`
  if (!row) throw new NotFound('transfer file')
  return row
}

/** The newest file for a destination: its content, to see whether a new one would say anything else. */
export async function lastContent(
  tx: Tx,
  viewer: Viewer,
  taskId: string,
  destination: string,
): Promise<{ token: string; file_name: string; content: string } | undefined> {
  const [row] = await tx<{ token: string; file_name: string; content: string }[]>`
    select f.token, f.file_name, f.content from transfer_files f
    where f.la_code = ${viewer.la} and f.task_id = ${taskId} and f.destination = ${destination}
      and ${sinceProtected(tx, viewer)} and ${schoolInScope(tx, viewer, tx`f.school_id`)}
    order by f.number desc limit 1`
  return row
}

/**
 * The next number of a school's files to one destination; the school is held meanwhile. Read as the system: a file of a child who
 * is no longer in sight has its number still.
 */
export async function nextFileNumber(
  tx: Tx,
  system: Viewer,
  schoolId: string,
  destination: string,
): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`transfer file ${system.la} ${schoolId} ${destination}`}, 0))`
  const [row] = await tx<{ last: number | null }[]>`
    select max(f.number) as last from transfer_files f
    where f.la_code = ${system.la} and f.school_id = ${schoolId} and f.destination = ${destination}
      and ${schoolInScope(tx, system, tx`f.school_id`)}`
  return (row?.last ?? 0) + 1
}

export async function insertTransferFile(
  tx: Tx,
  viewer: Viewer,
  file: Pick<LeaverFile, 'id' | 'child_id' | 'school_id'>,
  made: {
    destination: string
    number: number
    fileName: string
    content: string
    digest: string
    leftOut: readonly { element: string; says: string }[]
  },
): Promise<{ token: string }> {
  const token = newToken()
  await tx`
    insert into transfer_files (la_code, id, token, task_id, child_id, school_id, destination, number, file_name, content,
                                digest, left_out, made_by, made_name, made_on)
    values (${viewer.la}, ${newId()}, ${token}, ${file.id}, ${file.child_id}, ${file.school_id}, ${made.destination},
            ${made.number}, ${made.fileName}, ${made.content}, ${made.digest}, ${tx.json(made.leftOut as never)},
            ${viewer.personId}, ${viewer.name}, ${viewer.today})`
  return { token }
}

type Row = {
  id: string
  nc_year: string | null
  enrol_status: string | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
  ground: string | null
  most_senior_class: boolean | null
  school_id: string
  school: string
  urn: string
  dfe_number: string
}

/** Everything that a transfer file is made of. Throws NotFound where the enrolment is not the viewer's. */
export async function transferRecord(
  tx: Tx,
  viewer: Viewer,
  left: { childId: string; enrolmentId: string; leftOn: LocalDate; next: Next },
): Promise<TransferRecord> {
  const [child] = await tx<TransferRecord['child'][]>`
    select c.upn, c.former_upn, c.surname, c.forename, c.middle_names, c.preferred_surname, c.preferred_forename,
           c.former_surname, c.date_of_birth, c.sex,
           exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected
    from children c
    where c.la_code = ${viewer.la} and c.id = ${left.childId} and (${childInScope(tx, viewer, tx`c.id`)})`
  const rows = await tx<Row[]>`
    select e.id, e.nc_year, e.enrol_status, e.entry_date, e.leaving_date, e.ground, e.most_senior_class, e.school_id,
           s.name as school, s.urn, s.dfe_number
    from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.child_id = ${left.childId} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    order by e.entry_date, e.id limit 50`
  const row = rows.find(one => one.id === left.enrolmentId)
  if (!child || !row) throw new NotFound('leaver')
  const [address] = await addressesOf(tx, viewer, left.childId)
  const contacts = await contactsOf(tx, viewer, left.childId)
  const flags = await flagsOf(tx, viewer, left.childId)
  const strips = await stripOf(tx, viewer, left.enrolmentId)
  return {
    child,
    address,
    contacts,
    flags: flags.map(one => ({ flag: one.flag, from_on: one.from_on as LocalDate | null })),
    left: { ...timeOf(row), leaving_date: left.leftOn },
    before: rows.filter(one => one.id !== row.id && one.entry_date < row.entry_date).map(timeOf),
    strips: strips.map(one => ({ schoolYear: one.school_year, marks: one.marks })),
    calendar: await calendarFor(tx, viewer, row.school_id),
    next: left.next,
  }
}

const timeOf = ({ school, urn, dfe_number, ...row }: Row) => ({
  ...row,
  school: schoolEnd(dfe_number, { urn, name: school }) ?? { ...destinationUnknown, urn, name: school },
})
