// Partner agencies: who may tell us by a link, on what footing; giving a link, and taking it back.
import { linksAbout } from '../../access/links/store.ts'
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { weekday } from '../../cases/pages/case-work.ts'
import { londonDay } from '../../platform/clock.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { authorityName } from '../../schools/store.ts'
import { giveLink, letGo } from '../partners/actions.ts'
import { isKind, kinds } from '../partners/partner.ts'
import {
  changePartner,
  insertPartner,
  type Partner,
  type PartnerRow,
  partnerByToken,
  partnersOf,
} from '../partners/store.ts'

const section = 'My work'

export const partnersPage: Page = {
  path: '/partners',
  allow: 'partners.keep',
  shows: 'no child',
  section,
  async get({ db, viewer }) {
    const rows = await partnersOf(db, viewer)
    return {
      template: 'intake/pages/partners.njk',
      data: {
        heading: 'Partner agencies',
        back: { href: '/reports-in', text: 'Back to reports from outside' },
        rows: rows.map(one => ({
          href: `/partners/${one.token}`,
          organisation: one.organisation,
          kind: isKind(one.kind) ? kinds[one.kind] : one.kind,
          who: `${one.contact_name}, ${one.contact_role}`,
          agreement: one.agreement_until ? `Until ${weekday(one.agreement_until)}` : 'No end',
          late: one.agreement_until !== null && one.agreement_until < viewer.today,
          ended: one.ended_on ? weekday(one.ended_on) : undefined,
          reports: one.reports,
        })),
      },
    }
  },
}

const fields = [
  ['organisation', 'Organisation', 'Enter the name of the organisation'],
  ['contact_name', 'Name of the person', 'Enter the name of the person'],
  ['contact_role', 'Their role', 'Enter their role'],
  ['phone', 'Phone number', 'Enter a phone number'],
  ['email', 'Email address', 'Enter an email address'],
  [
    'basis',
    'Legal basis on which they share',
    'Enter the legal basis, such as Children Act 2004, section 10',
  ],
  ['agreement', 'The agreement', 'Enter which agreement covers it, and where it is kept'],
  [
    'word_asked',
    'What they are asked when they open the link',
    'Enter what they are asked, such as the word agreed by telephone',
  ],
] as const

function read({ body }: Request): { partner: Partner | undefined; errors: FormError[] } {
  const errors: FormError[] = []
  const kind = text(body, 'kind')
  if (!isKind(kind)) errors.push({ field: 'kind', text: 'Choose what kind of organisation it is' })
  const typed = Object.fromEntries(fields.map(([name]) => [name, text(body, name)])) as Record<
    (typeof fields)[number][0],
    string
  >
  for (const [name, , missing] of fields) {
    if (typed[name] === '') errors.push({ field: name, text: missing })
    if (typed[name].length > 300) errors.push({ field: name, text: 'Use 300 characters or fewer' })
  }
  const until = readDate(body, 'until')
  if (until === undefined) errors.push({ field: 'until', text: 'Enter a day, or leave it empty' })
  return {
    partner:
      errors.length > 0 ? undefined : { ...typed, kind, agreement_until: until === 'empty' ? null : until! },
    errors,
  }
}

const formView = ({ body }: Request, partner: PartnerRow | undefined, errors: FormError[]) => {
  const typed = body.formToken !== undefined
  const value = (name: keyof Partner) =>
    typed
      ? text(body, name)
      : String(partner?.[name] ?? (name === 'word_asked' ? 'The word we agreed by telephone' : ''))
  return {
    template: 'intake/pages/partner-edit.njk',
    errors,
    data: {
      heading: partner ? 'Change what is kept of a partner' : 'Add a partner',
      back: partner ? { href: `/partners/${partner.token}` } : { href: '/partners' },
      fields: [
        {
          as: 'select',
          name: 'kind',
          label: 'Kind of organisation',
          items: [
            { value: '', text: 'Choose' },
            ...Object.entries(kinds).map(([of, says]) => ({
              value: of,
              text: says,
              selected: of === value('kind'),
            })),
          ],
        },
        ...fields.map(([name, label]) => ({ as: 'input', name, label, value: value(name) })),
        {
          as: 'date',
          name: 'until',
          label: 'Until when does the agreement hold?',
          hint: 'No link lasts longer. Leave it empty if it has no end.',
          boxes: dateBoxes(
            'until',
            typed ? { body } : partner?.agreement_until ? { day: localDate(partner.agreement_until) } : {},
          ),
        },
      ],
      button: partner ? 'Keep' : 'Add',
    },
  }
}

export const newPartnerPage: Page = {
  path: '/partners/new',
  allow: 'partners.keep',
  shows: 'no child',
  section,
  get: async request => formView(request, undefined, []),
  async post(request) {
    const { partner, errors } = read(request)
    if (!partner) return formView(request, undefined, errors)
    const token = await insertPartner(request.db, request.viewer, partner)
    return redirect(`/partners/${token}`, 'Added. Give them a link when they need one')
  },
}

export const editPartnerPage: Page = {
  path: '/partners/:partner/change',
  allow: 'partners.keep',
  shows: 'no child',
  section,
  async get(request) {
    return formView(
      request,
      await partnerByToken(request.db, request.viewer, request.params.partner ?? ''),
      [],
    )
  },
  async post(request) {
    const row = await partnerByToken(request.db, request.viewer, request.params.partner ?? '', { hold: true })
    const { partner, errors } = read(request)
    if (!partner) return formView(request, row, errors)
    await changePartner(request.db, request.viewer, row.id, partner)
    return redirect(`/partners/${row.token}`, 'Changed')
  },
}

export const partnerPage: Page = {
  path: '/partners/:partner',
  allow: 'partners.keep',
  shows: 'no child',
  section,
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body, now, services } = request
    const token = params.partner ?? ''
    if (text(body, 'do') === 'end') {
      const why = text(body, 'why')
      if (why === '' || why.length > 300)
        return view(request, [{ field: 'why', text: 'Write why, in 300 characters or fewer' }])
      await letGo(db, viewer, token, why, now)
      return redirect(`/partners/${token}`, 'Their links have ended')
    }
    const word = text(body, 'word')
    if (word.length < 4 || word.length > 100)
      return view(request, [{ field: 'word', text: 'Enter the word you agreed, of at least 4 letters' }])
    const authority = (await authorityName(db, viewer.la)) ?? 'the authority'
    const given = await giveLink(db, viewer, token, { word, authority, now })
    if (!given.allowed)
      return view(
        request,
        given.refusals.map(({ says }) => ({ field: 'word', text: says })),
      )
    const partner = await partnerByToken(db, viewer, token)
    return {
      template: 'intake/pages/partner-given.njk',
      data: {
        heading: 'Send this link',
        to: `${partner.contact_name}, ${partner.organisation}`,
        link: `${services.publicUrl}${given.value.path}`,
        days: given.value.days,
        asks: partner.word_asked,
        done: `/partners/${partner.token}`,
      },
    }
  },
}

async function view({ db, viewer, params, body }: Request, errors: FormError[] = []) {
  const partner = await partnerByToken(db, viewer, params.partner ?? '')
  const links = await linksAbout(db, viewer, partner.id)
  return {
    template: 'intake/pages/partner.njk',
    errors,
    data: {
      heading: partner.organisation,
      back: { href: '/partners', text: 'Back to partner agencies' },
      ended: partner.ended_on
        ? `May not tell us by a link since ${weekday(partner.ended_on)}: ${partner.ended_why}`
        : undefined,
      change: `/partners/${partner.token}/change`,
      why: text(body, 'why'),
      rows: [
        { label: 'Person', text: `${partner.contact_name}, ${partner.contact_role}` },
        { label: 'Phone', text: partner.phone },
        { label: 'Email', text: partner.email },
        { label: 'Legal basis', text: partner.basis },
        {
          label: 'Agreement',
          text: `${partner.agreement}${partner.agreement_until ? `, until ${weekday(partner.agreement_until)}` : ''}`,
        },
        { label: 'Asked when they open the link', text: partner.word_asked },
        { label: 'Kept by', text: partner.kept_name },
      ],
      links: links.map(link => ({
        made: `${weekday(londonDay(link.madeAt))}, by ${link.madeName}`,
        until: weekday(link.endsOn),
        state: link.endedAt
          ? `Ended: ${link.endedWhy}`
          : link.endsOn < viewer.today
            ? 'Ended by its day'
            : link.openedAt
              ? 'In use'
              : 'Not opened yet',
      })),
    },
  }
}
