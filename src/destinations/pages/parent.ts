// A family is asked where a leaver goes: by a link, on paper or by phone; and a family that would rather not say.
import type { Page, Request } from '../../access/page.ts'
import { contactsOf } from '../../children/store.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { isSafeToSend, linkForParent, parentLinkDays, typedIn, wouldNotAnswer } from '../parents/actions.ts'
import { type ParentStep, parentFields, parentSteps, requiredStatement } from '../parents/form.ts'
import type { Leaver } from '../store.ts'
import { asErrors, head, leaverIn } from './leaver.ts'
import { fieldsOf, readStep } from './parent-fields.ts'

/** The contacts to choose from. Of a protected child there are none. */
async function contactChoices({ db, viewer, body }: Request, leaver: Leaver) {
  const contacts = await contactsOf(db, viewer, leaver.child_id)
  return contacts.map((contact, at) => ({
    id: at === 0 ? 'contact' : `contact-${at + 1}`,
    value: contact.id,
    text: `${contact.name}, ${contact.relationship ?? 'relationship not known'}`,
    hint: {
      text: contact.restricted
        ? 'There is a restriction on this contact: ask the DSL first'
        : isSafeToSend(contact)
          ? `Safe to ${[contact.may_email === 'yes' && 'email', contact.may_text === 'yes' && 'text'].filter(Boolean).join(' and ')}`
          : 'Not marked as safe to text or email',
    },
    checked: text(body, 'contact') === contact.id,
  }))
}

export const parentPage: Page = {
  path: '/pupils/:child/destination/parent',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body, services } = request
    const leaver = await leaverIn(request)
    const choices = await contactChoices(request, leaver)
    const contactId = choices.find(choice => choice.checked)?.value
    const way = text(body, 'way')
    const errors: FormError[] = []
    if (!leaver.protected && !contactId) errors.push({ field: 'contact', text: 'Choose whom you ask' })
    if (way !== 'link' && way !== 'refused') errors.push({ field: 'way', text: 'Choose what you want to do' })
    if (errors.length > 0) return view(request, errors)
    if (way === 'refused') {
      const told = text(body, 'told') === 'yes'
      const noted = await wouldNotAnswer(db, viewer, params.child!, { contactId: contactId ?? '', told })
      if (!noted.allowed) return view(request, asErrors('told', noted.refusals))
      return redirect(
        `/pupils/${params.child}/destination`,
        'Noted. Go on asking others, and record what was tried',
      )
    }
    const made = await linkForParent(db, viewer, params.child!, contactId ?? '')
    if (!made.allowed) return view(request, asErrors('contact', made.refusals))
    return {
      template: 'destinations/pages/link-made.njk',
      child: leaver.child_id,
      data: {
        ...head(leaver, 'Send this link'),
        link: `${services.publicUrl}${made.value.path}`,
        to: made.value.to,
        days: parentLinkDays,
        rules: [
          'Send it only to the number or address marked as safe, or read it out.',
          'Write nothing of the child in the message: “The school has a form for you”, and the school’s number.',
          'To open it they give their child’s date of birth.',
        ],
      },
    }
  },
}

async function view(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { body } = request
  return {
    template: 'destinations/pages/parent.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Ask the family'),
      contacts: await contactChoices(request, leaver),
      way: text(body, 'way'),
      told: text(body, 'told') === 'yes',
      statement: requiredStatement,
    },
  }
}

const allSteps = Object.keys(parentSteps) as ParentStep[]

export const typedPage: Page = {
  path: '/pupils/:child/destination/typed',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => typedView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const leaver = await leaverIn(request)
    const choices = await contactChoices(request, leaver)
    const contactId = choices.find(choice => choice.checked)?.value
    const how = text(body, 'how')
    const read = allSteps.map(step => readStep(step, body))
    const errors: FormError[] = [
      ...(contactId ? [] : [{ field: 'contact', text: 'Choose who answered' }]),
      ...(how === 'paper' || how === 'phone'
        ? []
        : [{ field: 'how', text: 'Choose whether it was on paper or by phone' }]),
      ...read.flatMap(one => one.errors),
    ]
    if (errors.length > 0) return typedView(request, errors)
    const decided = await typedIn(db, viewer, params.child!, {
      contactId: contactId!,
      how: how as 'paper',
      answers: Object.assign({}, ...read.map(one => one.answers)),
    })
    if (!decided.allowed) return typedView(request, asErrors('school', decided.refusals))
    return redirect(`/pupils/${params.child}/destination`, 'Kept as the family’s answers, typed in by you')
  },
}

async function typedView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { body } = request
  const typed = errors.length > 0 ? body : undefined
  return {
    template: 'destinations/pages/typed.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Type in what the family said'),
      contacts: await contactChoices(request, leaver),
      how: text(body, 'how'),
      parts: allSteps.map(step => ({
        heading: parentSteps[step].heading,
        fields: fieldsOf(step, {}, typed),
      })),
    },
  }
}

/** The form with nothing on it, to print and give out. */
export const blankPage: Page = {
  path: '/leaver-form',
  allow: 'destination.record',
  shows: 'no child',
  section: 'Leavers and joiners',
  async get() {
    return {
      template: 'destinations/pages/blank.njk',
      data: {
        heading: 'Your child is leaving our school',
        back: { href: '/leavers', text: 'Back to leavers' },
        statement: requiredStatement,
        parts: allSteps.map(step => ({
          heading: parentSteps[step].heading,
          fields: parentSteps[step].asks.map(name => {
            const { asks, kind, choices } = parentFields[name]
            return { asks, kind, choices: Object.values(choices ?? {}) }
          }),
        })),
      },
    }
  },
}
