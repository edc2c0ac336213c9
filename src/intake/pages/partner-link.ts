// What a partner agency sees behind its link: a form of one page, and the category of what came of its reports. Nothing else.
import type { LinkPage, LinkRequest } from '../../access/page.ts'
import { weekday } from '../../cases/pages/case-work.ts'
import { type FormError, type Redirect, redirect, text, type View } from '../../platform/web/page.ts'
import { partnerLinkKind, sendPartnerForm } from '../partners/actions.ts'
import { allFields, answersInWords, isWhole, parts } from '../partners/form.ts'
import { type PartnerRow, partnerById } from '../partners/store.ts'
import { type Answers, readFields } from '../public/form.ts'
import { type Category, categoryOf } from '../public/report.ts'
import { addToDraft, beginDraft, contactOn, draftNow, reportsOfPartner } from '../public/store.ts'

const gone: View = {
  template: 'platform/web/templates/message.njk',
  status: 404,
  data: {
    heading: 'This link has ended',
    paragraphs: ['Ask the authority for a new one. Is a child in danger now? Call 999.'],
  },
}

const categoryInWords: Readonly<Record<Category, string>> = {
  received: 'Received',
  working: 'We are working on it',
  'closed: found in education': 'Closed: found in education',
  closed: 'Closed',
}

/** The partner, and the form as far as it is written, or nothing where the partner was let go. */
async function open({ db, link, asSystem, now }: LinkRequest) {
  return asSystem(async system => {
    const partner = await partnerById(db, system, link.about)
    if (!partner || link.endedWhy !== undefined) return undefined
    return { partner, draft: await draftNow(db, system, link.id, now) }
  })
}

export const partnerLinkPage: LinkPage = {
  kind: partnerLinkKind,
  async get(request) {
    const opened = await open(request)
    if (!opened) return gone
    const { partner, draft } = opened
    const { step, address } = request
    const answers = draft && draft.reference === undefined ? draft.answers : undefined
    if (step === 'form') return form(request, partner, answers ?? {})
    if (step === 'check') {
      if (!answers || !isWhole(answers)) return redirect(`${address}/form`)
      return check(request, answers)
    }
    if (step === 'sent') {
      if (!draft?.reference) return redirect(address)
      return {
        template: 'intake/pages/partner-sent.njk',
        data: { heading: 'Thank you. We have your report', reference: draft.reference, address },
      }
    }
    return start(request, partner)
  },
  async post(request) {
    const opened = await open(request)
    if (!opened) return gone
    return request.step === 'check' ? send(request, opened.partner) : save(request, opened.partner)
  },
}

async function save(request: LinkRequest, partner: PartnerRow): Promise<View | Redirect> {
  const { db, body, link, now, address, asSystem } = request
  const { answers, errors } = readFields(allFields, name => text(body, name))
  const named = allFields.some(field => /-\d$/.test(field.name) && answers[field.name] !== '')
  if (!named && answers.family === '')
    errors.push({ field: 'forename-1', text: 'Write what you know of the child, or of the family' })
  await asSystem(async system => {
    const kept = await addToDraft(db, system, link.id, answers, now)
    if (!kept) await beginDraft(db, system, link.id, answers, now)
  })
  return errors.length > 0 ? form(request, partner, answers, errors) : redirect(`${address}/check`)
}

async function send(request: LinkRequest, partner: PartnerRow): Promise<Redirect> {
  const { db, link, now, address, asSystem, answered } = request
  const came = await asSystem(system => sendPartnerForm(db, system, partner, link.id, now))
  if (came.is === 'unfinished') return redirect(`${address}/form`)
  // The link keeps that a report came by it; the words are the report's alone.
  if (came.first) await answered({ reference: came.reference })
  return redirect(`${address}/sent`)
}

async function start(
  { db, link, address, asSystem, today }: LinkRequest,
  partner: PartnerRow,
): Promise<View> {
  const { came, contact } = await asSystem(async system => ({
    came: await reportsOfPartner(db, system, { linkId: link.id }),
    contact: await contactOn(db, system, today),
  }))
  return {
    template: 'intake/pages/partner-start.njk',
    data: {
      heading: 'Tell us about a child or a family',
      partner: `${partner.contact_name}, ${partner.contact_role}, ${partner.organisation}`,
      authority: link.shows.authority,
      contact,
      form: `${address}/form`,
      rows: came.map(one => ({
        reference: one.reference,
        came: weekday(one.came_on),
        says: categoryInWords[categoryOf(one.state, one.cases)],
      })),
    },
  }
}

function form(
  { address, body }: LinkRequest,
  partner: PartnerRow,
  answers: Answers,
  errors: FormError[] = [],
): View {
  return {
    template: 'intake/pages/partner-form.njk',
    errors: [...errors].sort((a, b) => order(a) - order(b)),
    data: {
      heading: 'Tell us about a child or a family',
      partner: `${partner.contact_name}, ${partner.organisation}`,
      back: { href: address },
      parts: parts.map(part => ({
        heading: part.heading,
        // More children are folded away until somebody needs them.
        folded: /^Another child/.test(part.heading),
        open: part.fields.some(field => (answers[field.name] ?? '') !== ''),
        fields: part.fields.map(field => {
          const value = errors.length > 0 ? text(body, field.name) : (answers[field.name] ?? '')
          return {
            ...field,
            value,
            items: Object.entries(field.choices ?? {}).map(([of, says]) => ({
              value: of,
              text: says,
              checked: of === value,
            })),
          }
        }),
      })),
    },
  }
}
const order = (error: FormError) => allFields.findIndex(field => field.name === error.field)

const check = ({ address, link }: LinkRequest, answers: Answers): View => ({
  template: 'intake/pages/partner-check.njk',
  data: {
    heading: 'Check what you send',
    back: { href: `${address}/form` },
    authority: link.shows.authority,
    rows: answersInWords(answers),
    change: `${address}/form`,
    danger: answers.danger !== 'no',
  },
})
