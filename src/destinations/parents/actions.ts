// A family is asked where a leaver goes: by a link, on paper, by phone. What it answers are claims, and one proposed address.
import { may } from '../../access/actions-allowed.ts'
import { makeLink } from '../../access/links/store.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { insertAddresses } from '../../children/received/store.ts'
import { type ContactRow, contactsOf } from '../../children/store.ts'
import { holdChild } from '../../enquiries/store.ts'
import { keepKeys } from '../../matching/kept/store.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addClaim, protectedRefusal } from '../actions.ts'
import { type Leaver, leaverById, leaverOf } from '../store.ts'
import { claimOfParent, firstUnfinished, type ParentAnswers, requiredStatement } from './form.ts'
import {
  deleteDraft,
  draftOf,
  type FormRow,
  formById,
  formByToken,
  insertAnswers,
  insertDecision,
  insertForm,
  saveDraft,
} from './store.ts'

export const parentLinkKind = 'leaver-form'
export const parentLinkDays = 14

/** May this contact be sent a link? Only where somebody marked a text or an email as safe, and no court restricts the contact. */
export const isSafeToSend = (contact: ContactRow): boolean =>
  !contact.restricted && (contact.may_email === 'yes' || contact.may_text === 'yes')

async function heldLeaver(tx: Tx, viewer: Viewer, childToken: string): Promise<Leaver> {
  if (!may(viewer, 'destination.record')) throw new NotFound('child')
  const leaver = await leaverOf(tx, viewer, childToken)
  if (!leaver) throw new NotFound('child')
  await holdChild(tx, viewer, leaver.child_id)
  return leaver
}

async function contactOf(tx: Tx, viewer: Viewer, leaver: Leaver, id: string): Promise<ContactRow> {
  const contact = (await contactsOf(tx, viewer, leaver.child_id)).find(one => one.id === id)
  if (!contact) throw new NotFound('contact')
  return contact
}

/**
 * Makes a one-time link of the form for one contact, to whom it is safe to send one. Refused for a protected child, with what to do
 * instead. The secret is given once. The answerer gives the child's date of birth.
 */
export async function linkForParent(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  contactId: string,
): Promise<Decision<{ path: string; to: string }>> {
  const leaver = await heldLeaver(tx, viewer, childToken)
  if (leaver.protected) return refused({ says: protectedRefusal })
  const contact = await contactOf(tx, viewer, leaver, contactId)
  if (!isSafeToSend(contact))
    return refused({
      says: `It is not marked as safe to text or email ${contact.name}. Mark it first, or ring them and type in what they say`,
    })
  if (leaver.date_of_birth === null)
    return refused({ says: 'The child’s date of birth is not recorded, so that nothing could be checked' })
  const id = newId()
  const link = await makeLink(tx, viewer, {
    kind: parentLinkKind,
    about: id,
    childId: leaver.child_id,
    schoolId: leaver.school_id,
    to: contact.name,
    check: { asks: 'When was your child born?', answer: leaver.date_of_birth, as: 'date' },
    shows: { forename: leaver.forename, school: leaver.school },
    days: parentLinkDays,
  })
  await insertForm(tx, viewer, {
    leaver,
    id,
    contactId: contact.id,
    contactName: contact.name,
    how: 'link',
    linkId: link.id,
  })
  return allowed({ path: link.path, to: contact.name })
}

/** Writes down that a contact would rather not answer, and was told that the school must ask and the authority will know. */
export async function wouldNotAnswer(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: { contactId: string; told: boolean },
): Promise<Decision<undefined>> {
  const leaver = await heldLeaver(tx, viewer, childToken)
  if (leaver.protected) return refused({ says: protectedRefusal })
  const contact = await contactOf(tx, viewer, leaver, given.contactId)
  if (!given.told) return refused({ says: `Tell them first: ${requiredStatement}` })
  await insertForm(tx, viewer, {
    leaver,
    id: newId(),
    contactId: contact.id,
    contactName: contact.name,
    how: 'would not answer',
  })
  return allowed(undefined)
}

/** Keeps what a family said on paper or by phone, typed in by staff and marked so. Sent once for each form. */
export async function typedIn(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: { contactId: string; how: 'paper' | 'phone'; answers: ParentAnswers },
): Promise<Decision<undefined>> {
  const leaver = await heldLeaver(tx, viewer, childToken)
  if (leaver.protected) return refused({ says: protectedRefusal })
  const contact = await contactOf(tx, viewer, leaver, given.contactId)
  // First: what is refused leaves nothing behind.
  const taken = await takeClaim(tx, viewer, leaver, given.answers, contact.name)
  if (!taken.allowed) return taken
  const form = { id: newId(), child_id: leaver.child_id, school_id: leaver.school_id }
  await insertForm(tx, viewer, {
    leaver,
    id: form.id,
    contactId: contact.id,
    contactName: contact.name,
    how: given.how,
  })
  await insertAnswers(tx, viewer, {
    form,
    answers: given.answers,
    byName: contact.name,
    typedBy: viewer.name,
  })
  return allowed(undefined)
}

async function takeClaim(
  tx: Tx,
  viewer: Viewer,
  leaver: Leaver,
  answers: ParentAnswers,
  byName: string,
): Promise<Decision<undefined>> {
  const claim = claimOfParent(answers)
  if (!claim) return allowed(undefined)
  const taken = await addClaim(tx, viewer, leaver, claim, 'parent', byName)
  return taken.allowed ? allowed(undefined) : taken
}

/** The form behind a link, as the system. Nothing where the child has become protected: what was filled in is deleted then. */
export async function formBehindLink(
  tx: Tx,
  system: Viewer,
  formId: string,
): Promise<{ form: FormRow; draft: ParentAnswers } | undefined> {
  const form = await formById(tx, system, formId)
  if (!form) {
    await deleteDraft(tx, system, formId)
    return undefined
  }
  return { form, draft: await draftOf(tx, system, formId) }
}

/** Keeps a page of the form, over what was there, as the system. */
export async function keepDraft(
  tx: Tx,
  system: Viewer,
  form: FormRow,
  draft: ParentAnswers,
  page: ParentAnswers,
): Promise<ParentAnswers> {
  const answers = { ...draft, ...page }
  await saveDraft(tx, system, form, answers)
  return answers
}

/** Sends the form, as the system, in the transaction in which the family pressed the button. Sent again, it changes nothing. */
export async function sendForm(
  tx: Tx,
  system: Viewer,
  form: FormRow,
  answers: ParentAnswers,
): Promise<'sent' | 'sent before' | 'unfinished'> {
  if (form.answers) return 'sent before'
  if (firstUnfinished(answers)) return 'unfinished'
  await holdChild(tx, system, form.child_id)
  const leaver = await leaverById(tx, system, form.enrolment_id)
  if (!leaver) throw new NotFound('enrolment')
  if (!(await insertAnswers(tx, system, { form, answers, byName: form.contact_name }))) return 'sent before'
  await takeClaim(tx, system, leaver, answers, form.contact_name)
  await deleteDraft(tx, system, form.id)
  return 'sent'
}

/**
 * A person takes the new address that a family gave into the record, beside the one there is, or does not. Nothing is overwritten.
 * Decided once.
 */
export async function decideAddress(
  tx: Tx,
  viewer: Viewer,
  given: { childToken: string; form: string; take: boolean; now: Date },
): Promise<Decision<{ already: boolean }>> {
  const leaver = await heldLeaver(tx, viewer, given.childToken)
  const form = await formByToken(tx, viewer, given.form)
  if (form?.child_id !== leaver.child_id) throw new NotFound('form')
  const address = form.answers?.moving === 'yes' ? (form.answers.address ?? '') : ''
  if (address === '') throw new NotFound('address')
  const decision = given.take ? 'address taken' : 'address not taken'
  if (!(await insertDecision(tx, viewer, form, decision))) return allowed({ already: true })
  if (given.take) {
    await acrossOrganisations(tx, viewer, async system => {
      await insertAddresses(
        tx,
        system,
        [{ childId: form.child_id, schoolId: form.school_id, ...asAddress(address) }],
        given.now,
      )
      await keepKeys(tx, system, [form.child_id])
    })
  }
  return allowed({ already: false })
}

/** The postcode apart from the lines, where one stands in them. */
function asAddress(text: string): { lines: string; postcode: string | null } {
  const postcode = /\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b/i.exec(text)
  const lines = (postcode ? text.replace(postcode[0], '') : text)
    .split(/\r?\n|,/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .join(', ')
  return { lines, postcode: postcode ? `${postcode[1]} ${postcode[2]}`.toUpperCase() : null }
}
