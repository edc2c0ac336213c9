// All the SQL of the form for parents: that it was made, what is filled in so far, what was sent, what was done with the address.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { Tx } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'
import type { Leaver } from '../store.ts'
import type { ParentAnswers } from './form.ts'

export type FormRow = {
  id: string
  token: string
  child_id: string
  enrolment_id: string
  school_id: string
  contact_name: string
  how: 'link' | 'paper' | 'phone' | 'would not answer'
  made_name: string
  made_on: LocalDate
  answers: ParentAnswers | null
  sent_on: LocalDate | null
  answered_name: string | null
  typed_by: string | null
  decision: 'address taken' | 'address not taken' | null
  decided_name: string | null
  decided_on: LocalDate | null
}

const columns = (tx: Tx) => tx`
  f.id, f.token, f.child_id, f.enrolment_id, f.school_id, f.contact_name, f.how, f.made_name, f.made_on, a.answers, a.sent_on,
  a.by_name as answered_name, a.typed_by, d.decision, d.by_name as decided_name, d.on_date as decided_on`
const joined = (tx: Tx) => tx`
  from parent_forms f
  left join parent_form_answers a on a.la_code = f.la_code and a.form_id = f.id
  left join parent_form_decisions d on d.la_code = f.la_code and d.form_id = f.id`
/** Within scope, and of no protected child: what a family wrote says where the child is. */
const inSight = (tx: Tx, viewer: Viewer) => tx`
  ${schoolInScope(tx, viewer, tx`f.school_id`)} and (${childInScope(tx, viewer, tx`f.child_id`)})
  and not exists (select 1 from protections p where p.la_code = f.la_code and p.child_id = f.child_id)`

/** The forms of one leaver, newest first, the last 20. */
export function formsOf(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<FormRow[]> {
  return tx<FormRow[]>`
    select ${columns(tx)} ${joined(tx)}
    where f.la_code = ${viewer.la} and f.enrolment_id = ${enrolmentId} and ${inSight(tx, viewer)}
    order by f.at desc, f.id desc limit 20`
}

export async function formByToken(tx: Tx, viewer: Viewer, token: string): Promise<FormRow | undefined> {
  const [row] = await tx<FormRow[]>`
    select ${columns(tx)} ${joined(tx)}
    where f.la_code = ${viewer.la} and f.token = ${token} and ${inSight(tx, viewer)}`
  return row
}

/** The same by id, for the system behind a link. */
export async function formById(tx: Tx, system: Viewer, id: string): Promise<FormRow | undefined> {
  const [row] = await tx<FormRow[]>`
    select ${columns(tx)} ${joined(tx)} where f.la_code = ${system.la} and f.id = ${id} and ${inSight(tx, system)}`
  return row
}

export async function insertForm(
  tx: Tx,
  viewer: Viewer,
  given: {
    leaver: Leaver
    id: string
    contactId: string | undefined
    contactName: string
    how: FormRow['how']
    linkId?: string
  },
): Promise<string> {
  const token = newToken()
  const { leaver } = given
  await tx`
    insert into parent_forms (la_code, id, token, child_id, enrolment_id, school_id, contact_id, contact_name, how, link_id,
                              made_by, made_name, made_on)
    values (${viewer.la}, ${given.id}, ${token}, ${leaver.child_id}, ${leaver.enrolment_id}, ${leaver.school_id},
            ${given.contactId ?? null}, ${given.contactName}, ${given.how}, ${given.linkId ?? null}, ${viewer.personId},
            ${viewer.name}, ${viewer.today})`
  return token
}

/** Keeps what was sent, once. False where this form was sent before. */
export async function insertAnswers(
  tx: Tx,
  viewer: Viewer,
  given: {
    form: Pick<FormRow, 'id' | 'child_id' | 'school_id'>
    answers: ParentAnswers
    byName: string
    typedBy?: string
  },
): Promise<boolean> {
  const { form } = given
  const rows = await tx`
    insert into parent_form_answers (la_code, form_id, id, child_id, school_id, answers, by_name, typed_by, sent_on)
    values (${viewer.la}, ${form.id}, ${newId()}, ${form.child_id}, ${form.school_id}, ${tx.json(given.answers)},
            ${given.byName}, ${given.typedBy ?? null}, ${viewer.today})
    on conflict do nothing returning 1`
  return rows.length === 1
}

/** Writes down what was done with the address. False where that was done before. */
export async function insertDecision(
  tx: Tx,
  viewer: Viewer,
  form: FormRow,
  decision: 'address taken' | 'address not taken',
): Promise<boolean> {
  const rows = await tx`
    insert into parent_form_decisions (la_code, form_id, id, child_id, school_id, decision, by_person, by_name, on_date)
    values (${viewer.la}, ${form.id}, ${newId()}, ${form.child_id}, ${form.school_id}, ${decision}, ${viewer.personId},
            ${viewer.name}, ${viewer.today})
    on conflict do nothing returning 1`
  return rows.length === 1
}

/** What is filled in so far. */
export async function draftOf(tx: Tx, system: Viewer, formId: string): Promise<ParentAnswers> {
  const [row] = await tx<{ answers: ParentAnswers }[]>`
    select answers from parent_form_drafts where la_code = ${system.la} and form_id = ${formId}`
  return row?.answers ?? {}
}

export async function saveDraft(
  tx: Tx,
  system: Viewer,
  form: Pick<FormRow, 'id' | 'child_id'>,
  answers: ParentAnswers,
): Promise<void> {
  await tx`
    insert into parent_form_drafts (la_code, form_id, child_id, answers)
    values (${system.la}, ${form.id}, ${form.child_id}, ${tx.json(answers)})
    on conflict (la_code, form_id) do update set answers = excluded.answers, saved_at = now()`
}

export async function deleteDraft(tx: Tx, system: Viewer, formId: string): Promise<void> {
  await tx`delete from parent_form_drafts where la_code = ${system.la} and form_id = ${formId}`
}
