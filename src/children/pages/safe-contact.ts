// Mark which ways of reaching a contact are safe. Not known is an answer, and it is not yes.
import type { Page, Request } from '../../access/page.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { markSafe } from '../actions.ts'
import { childByToken, contactToMark, type SafetyMarks } from '../store.ts'
import { type Prefix, placeOf } from './protected-parts.ts'

const ways = [
  { field: 'may_ring', legend: 'Is it safe to ring?' },
  { field: 'may_text', legend: 'Is it safe to text?' },
  { field: 'may_email', legend: 'Is it safe to email?' },
  { field: 'may_write', legend: 'Is it safe to write to the address?' },
] as const
const answers = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
  { value: 'not known', text: 'Not known' },
]

async function view(request: Request, prefix: Prefix) {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const contact = await contactToMark(db, viewer, child.id, params.contact!)
  if (!contact) throw new NotFound('contact')
  const sent = body.formToken !== undefined
  return {
    template: 'children/pages/safe-contact.njk',
    child: child.id,
    data: {
      heading: 'How is it safe to reach this contact?',
      ...placeOf(child, prefix),
      contactName: [contact.name, contact.relationship].filter(Boolean).join(', '),
      ways: ways.map(({ field, legend }) => {
        const now = sent ? text(body, field) : contact[field]
        return { field, legend, items: answers.map(answer => ({ ...answer, checked: answer.value === now })) }
      }),
      note: sent ? text(body, 'note') : (contact.note ?? ''),
    },
  }
}

export const safeContactPage = (prefix: Prefix): Page => ({
  path: `/${prefix}/:child/contacts/:contact/safe`,
  allow: 'safe-contact.mark',
  shows: 'one child',
  section: prefix === 'pupils' ? 'Pupils' : 'Children',
  get: request => view(request, prefix),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const missing = ways.filter(({ field }) => !text(body, field))
    if (missing.length) {
      const errors = missing.map(({ field }) => ({ field, text: 'Choose yes, no or not known' }))
      return { ...(await view(request, prefix)), errors }
    }
    const marks: SafetyMarks = {
      may_ring: text(body, 'may_ring'),
      may_text: text(body, 'may_text'),
      may_email: text(body, 'may_email'),
      may_write: text(body, 'may_write'),
      note: text(body, 'note') || null,
    }
    const decision = await markSafe(db, viewer, child, params.contact!, marks)
    if (!decision.allowed) {
      const field = (says: string) => (/note/.test(says) ? 'note' : 'may_ring')
      const errors = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return { ...(await view(request, prefix)), errors }
    }
    const back = child.protected ? 'protected' : prefix === 'pupils' ? 'contacts' : ''
    return redirect(`/${prefix}/${child.token}${back ? `/${back}` : ''}`, 'The contact is marked.')
  },
})
