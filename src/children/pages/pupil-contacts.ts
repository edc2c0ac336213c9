// Who speaks for the child, in the order to try them, with whether it is safe to ring, text, email or write.
import type { Page } from '../../access/page.ts'
import { type ContactRow, contactsOf } from '../store.ts'
import type { Prefix } from './protected-parts.ts'
import { frameOf, workOf } from './pupil-work.ts'

export const pupilContactsPage: Page = {
  path: '/pupils/:child/contacts',
  allow: 'pupil.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const work = await workOf(request)
    const contacts = await contactsOf(request.db, request.viewer, work.child.id)
    return {
      template: 'children/pages/pupil-contacts.njk',
      child: work.child.id,
      data: {
        heading: 'Contacts',
        ...frameOf(work, 'Contacts'),
        contacts: contacts.map(contact => contactShown(contact, work.child.token)),
      },
    }
  },
}

/** A contact as pages show one, for the school and for the authority. */
export function contactShown(contact: ContactRow, token: string, prefix: Prefix = 'pupils') {
  const at = `/${prefix}/${token}/contacts/${contact.id}/safe`
  const phones = [contact.phone_1, contact.phone_2].filter(phone => phone !== null)
  return {
    order: contact.contact_order,
    name: contact.name,
    relationship: contact.relationship ?? 'Relationship not known',
    responsibility: inWords(contact.parental_responsibility),
    livesWith: inWords(contact.lives_with),
    restricted: contact.restricted,
    // A number that is not safe to ring is not shown: nobody rings it by habit.
    phone:
      contact.may_ring === 'no' ? 'Held, and not shown: do not ring' : phones.join(' or ') || 'None held',
    email: contact.may_email === 'no' ? 'Held, and not shown: do not email' : (contact.email ?? 'None held'),
    safe: [
      safe('Ring', contact.may_ring),
      safe('Text', contact.may_text),
      safe('Email', contact.may_email),
      safe('Write', contact.may_write),
    ].join(' '),
    note: contact.safe_note,
    href: at,
  }
}

const inWords = (word: string): string => (word === 'yes' ? 'Yes' : word === 'no' ? 'No' : 'Not known')
const safe = (act: string, word: string): string =>
  word === 'yes' ? `${act}: safe.` : word === 'no' ? `${act}: not safe.` : `${act}: not known.`
