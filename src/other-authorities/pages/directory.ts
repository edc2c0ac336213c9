// How each other authority is reached: the 153, and one with its history, its time to reply, and what is open with it.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text, type View } from '../../platform/web/page.ts'
import { keepContact, makeAskingLink } from '../actions.ts'
import { authoritiesLike, type LocalAuthority, localAuthority } from '../local-authorities.ts'
import { type ContactRow, contactHistory, contactsHolding, replyTimes, requestsWith } from '../store.ts'
import { day, errorsFrom, type Field, shown, standing, titleOf } from './parts.ts'

export const directoryPage: Page = {
  path: '/authorities',
  allow: 'other-authorities.see',
  shows: 'no child',
  section: 'Cases',
  async get({ db, viewer, query }) {
    const asked = (query.find ?? '').slice(0, 80)
    const found = authoritiesLike(asked)
    const contacts = new Map((await contactsHolding(db, viewer)).map(one => [one.of_code, one]))
    const times = new Map((await replyTimes(db, viewer)).map(one => [one.of_code, one]))
    return {
      template: 'other-authorities/pages/directory.njk',
      data: {
        heading: 'Other authorities',
        pageTitle: 'Other authorities',
        find: asked,
        count: found.length === 153 ? 'All 153' : `${found.length} of 153`,
        requestsAt: '/authority-requests',
        authorities: found.map(({ code, name, region }) => {
          const contact = contacts.get(code)
          return {
            href: `/authorities/${code}`,
            code,
            name,
            region,
            contact: contact
              ? [contact.contact_name, contact.phone, contact.email].filter(Boolean).join(', ')
              : '',
            replies: inDays(times.get(code)),
          }
        }),
      },
    }
  },
}

const inDays = (
  times: { asked: number; answered: number; median_days: number | null } | undefined,
): string =>
  times === undefined
    ? ''
    : times.median_days === null
      ? `${times.asked} asked, none answered`
      : `${times.answered} of ${times.asked} answered, half within ${Math.round(times.median_days)} days`

const fieldsOf = (contact: ContactRow | undefined): readonly Field[] => [
  { as: 'input', name: 'contactName', label: 'Name or team', value: contact?.contact_name ?? '' },
  { as: 'input', name: 'email', label: 'Email', value: contact?.email ?? '' },
  { as: 'input', name: 'phone', label: 'Telephone', value: contact?.phone ?? '' },
  { as: 'input', name: 'hours', label: 'When they answer', value: contact?.hours ?? '' },
  {
    as: 'input',
    name: 'replyDays',
    label: 'Working days they take to reply',
    hint: '5 where nothing else is known',
    value: String(contact?.reply_days ?? 5),
  },
  {
    as: 'textarea',
    name: 'escalation',
    label: 'Whom to ask when there is no answer',
    hint: 'Their manager, with a number',
    rows: 3,
    value: contact?.escalation ?? '',
  },
  { as: 'input', name: 'why', label: 'Where this is published, or who told us', value: '' },
]

export const authorityPage: Page = {
  path: '/authorities/:authority',
  allow: 'other-authorities.see',
  shows: 'children',
  section: 'Cases',
  async get(request) {
    return view(request, of(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const authority = of(request)
    if (!may(viewer, 'hand-over.decide')) throw new NotFound('page')
    if (text(body, 'do') === 'link') {
      const made = await makeAskingLink(db, viewer, authority.code)
      return made.allowed
        ? view(request, authority, { link: made.value })
        : view(request, authority, { errors: errorsFrom(made.refusals, 'contactName') })
    }
    const replyDays = Number(text(body, 'replyDays'))
    const kept = await keepContact(db, viewer, {
      of_code: authority.code,
      contact_name: text(body, 'contactName'),
      email: text(body, 'email'),
      phone: text(body, 'phone'),
      hours: text(body, 'hours'),
      reply_days: /^\d+$/.test(text(body, 'replyDays')) ? replyDays : 0,
      escalation: text(body, 'escalation'),
      why: text(body, 'why'),
    })
    if (!kept.allowed) return view(request, authority, { errors: errorsFrom(kept.refusals, 'contactName') })
    return redirect(`/authorities/${authority.code}`, `The contact of ${authority.name} is kept.`)
  },
}

function of({ params }: Request): LocalAuthority {
  const authority = localAuthority(params.authority ?? '')
  if (!authority) throw new NotFound('authority')
  return authority
}

async function view(
  request: Request,
  authority: LocalAuthority,
  more: { errors?: FormError[]; link?: { path: string; code: string; to: string } } = {},
) {
  const { db, viewer, body, today, services } = request
  const { code, name, region, type } = authority
  const history = await contactHistory(db, viewer, code)
  const [contact] = history
  const times = (await replyTimes(db, viewer)).find(one => one.of_code === code)
  const requests = await requestsWith(db, viewer, code)
  const errors = more.errors ?? []
  return {
    template: 'other-authorities/pages/authority.njk',
    children: requests.flatMap(one => one.child_id ?? []),
    errors,
    data: {
      heading: name,
      pageTitle: `Other authorities: ${name}`,
      back: { href: '/authorities' },
      facts: `${type}, ${region}. Its figures are ${code}.`,
      contact: contact && {
        rows: [
          ['Name or team', contact.contact_name],
          ['Email', contact.email],
          ['Telephone', contact.phone],
          ['When they answer', contact.hours],
          ['Working days they take to reply', String(contact.reply_days)],
          ['Whom to ask when there is no answer', contact.escalation],
        ]
          .filter(([, value]) => value !== '')
          .map(([key, value]) => ({ key, value })),
        kept: `${contact.by_name} wrote it on ${day(contact.on_day)}: ${contact.why}`,
      },
      times: inDays(times),
      earlier: history.slice(1).map(one => ({
        when: day(one.on_day),
        who: one.by_name,
        says: [one.contact_name, one.email, one.phone].filter(Boolean).join(', '),
      })),
      requests: requests.map(one => ({
        href: `/authority-requests/${one.token}`,
        title: titleOf(one),
        name: one.details.name,
        standing: standing(one, today),
      })),
      mayKeep: may(viewer, 'hand-over.decide'),
      link: more.link && { ...more.link, href: `${services.publicUrl}${more.link.path}` },
      form: {
        fields: shown(fieldsOf(contact), errors.length > 0 ? body : undefined),
        buttons: [{ value: 'keep', text: 'Keep the contact' }],
      },
    },
  } satisfies View & { children: string[] }
}
