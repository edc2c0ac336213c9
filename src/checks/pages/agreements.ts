// The register of agreements: what may be sent to whom, on what basis, until when.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { authorityChecks, checkOf } from '../../cases/authority-checks.ts'
import { colleagues } from '../../cases/store.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text, texts, type View } from '../../platform/web/page.ts'
import { keepAgreement } from '../actions.ts'
import {
  coverOf,
  isRoute,
  isSharedField,
  type NewTerms,
  problemsWith,
  routes,
  sharedFields,
  standingOn,
  type Terms,
  warningOf,
} from '../agreement.ts'
import { checkDetails } from '../details.ts'
import { agreementByToken, agreementsNow } from '../store.ts'

const longest = 2000
export const standingShown = {
  'in date': { standing: 'In date', colour: '' },
  'not yet': { standing: 'Not begun', colour: 'govuk-tag--grey' },
  ended: { standing: 'Ended', colour: 'govuk-tag--red' },
} as const

const kindInWords = { 'own service': 'A service of the authority', 'other body': 'Another body' } as const

export const agreementsPage: Page = {
  path: '/agreements',
  allow: 'checks.see',
  shows: 'no child',
  section: 'Cases',
  async get({ db, viewer }) {
    const today = localDate(viewer.today)
    const all = await agreementsNow(db, viewer)
    const rows = all.map(terms => ({
      partner: terms.partner,
      href: `/agreements/${terms.token}`,
      kind: kindInWords[terms.kind],
      covers: terms.covers.join(', '),
      until: terms.endsOn ? dateInWords(terms.endsOn) : 'No last day',
      review: dateInWords(terms.reviewOn),
      warning: warningOf(terms, today) ?? '',
      ...standingShown[standingOn(terms, today)],
    }))
    const uncovered = authorityChecks
      .filter(check => checkDetails[check.code]?.ours === undefined)
      .map(check => ({ ...check, whyNot: coverOf(all, check.code, today).whyNot }))
      .filter(check => check.whyNot !== undefined)
    return {
      template: 'checks/pages/agreements.njk',
      data: {
        heading: 'Agreements for checks',
        rows,
        warnings: rows.filter(row => row.warning !== '').length,
        uncovered: uncovered.map(check => ({ code: check.code, label: check.label, whyNot: check.whyNot })),
        add: may(viewer, 'agreements.keep') ? '/agreements/new' : '',
      },
    }
  },
}

/** What the form holds: as typed, or as the agreement stands. */
type Typed = {
  body?: Request['body']
  terms?: Terms
}

async function formView(
  request: Request,
  heading: string,
  given: Typed,
  errors: FormError[] = [],
  more: Record<string, unknown> = {},
): Promise<View> {
  const { db, viewer } = request
  const { body, terms } = given
  const value = (name: string, held: string | undefined) => (body ? text(body, name) : (held ?? ''))
  const chosen = (name: string, held: readonly string[] | undefined) =>
    body ? texts(body, name) : (held ?? [])
  const boxes = (name: string, held: LocalDate | undefined) =>
    dateBoxes(name, body ? { body } : { day: held })
  const covers = chosen('covers', terms?.covers)
  const fields = chosen('fields', terms?.fields)
  const officers = chosen('officers', terms?.officers)
  const kind = value('kind', terms?.kind)
  const route = value('route', terms?.route)
  return {
    template: 'checks/pages/agreement-form.njk',
    errors,
    data: {
      heading,
      pageTitle: heading,
      back: { href: '/agreements', text: 'Back to agreements' },
      seen: value('seen', terms && String(terms.number)),
      partner: value('partner', terms?.partner),
      kinds: Object.entries(kindInWords).map(([name, says]) => ({
        value: name,
        text: says,
        checked: kind === name,
      })),
      covers: authorityChecks
        .filter(check => checkDetails[check.code]?.ours === undefined)
        .map(check => ({
          value: check.code,
          text: `${check.label} (${check.code})`,
          checked: covers.includes(check.code),
        })),
      basis: value('basis', terms?.basis),
      fields: Object.entries(sharedFields).map(([name, says]) => ({
        value: name,
        text: says,
        checked: fields.includes(name),
      })),
      starts: boxes('starts', terms?.startsOn),
      ends: boxes('ends', terms?.endsOn),
      review: boxes('review', terms?.reviewOn),
      signedOurs: value('signedOurs', terms?.signedOurs),
      signedTheirs: value('signedTheirs', terms?.signedTheirs),
      contact: value('contact', terms?.contact),
      routes: Object.entries(routes).map(([name, says]) => ({
        value: name,
        text: says,
        checked: route === name,
      })),
      routeDetail: value('routeDetail', terms?.routeDetail),
      officers: (await colleagues(db, viewer)).map(one => ({
        value: one.id,
        text: one.name,
        checked: officers.includes(one.id),
      })),
      formReference: value('formReference', terms?.formReference),
      why: value('why', ''),
      mayKeep: may(viewer, 'agreements.keep'),
      ...more,
    },
  }
}

async function read(request: Request): Promise<{ given: NewTerms; errors: FormError[] }> {
  const { db, viewer, body } = request
  const errors: FormError[] = []
  const day = (name: string, ifEmpty?: string): LocalDate | undefined => {
    const value = readDate(body, name)
    if (value === undefined) errors.push({ field: name, text: 'Enter a real date, such as 6 11 2026' })
    if (value === 'empty' && ifEmpty) errors.push({ field: name, text: ifEmpty })
    return value === 'empty' ? undefined : value
  }
  const kind = text(body, 'kind')
  if (kind !== 'own service' && kind !== 'other body')
    errors.push({ field: 'kind', text: 'Choose whether it is a service of the authority or another body' })
  const startsOn = day('starts', 'Enter its first day')
  const endsOn = day('ends')
  const reviewOn = day('review', 'Enter the day of its review')
  const route = text(body, 'route')
  if (!isRoute(route)) errors.push({ field: 'route', text: 'Choose how they are asked' })
  const officers = texts(body, 'officers')
  const named = (await colleagues(db, viewer)).filter(one => officers.includes(one.id))
  for (const name of [
    'partner',
    'basis',
    'signedOurs',
    'signedTheirs',
    'contact',
    'routeDetail',
    'formReference',
    'why',
  ])
    if (text(body, name).length > longest)
      errors.push({ field: name, text: `Use ${longest} characters or fewer` })
  const given: NewTerms = {
    partner: text(body, 'partner'),
    kind: kind === 'own service' ? kind : 'other body',
    covers: authorityChecks.map(check => check.code).filter(code => texts(body, 'covers').includes(code)),
    basis: text(body, 'basis'),
    fields: Object.keys(sharedFields)
      .filter(isSharedField)
      .filter(name => texts(body, 'fields').includes(name)),
    startsOn: startsOn ?? localDate(viewer.today),
    endsOn,
    reviewOn: reviewOn ?? localDate(viewer.today),
    signedOurs: text(body, 'signedOurs'),
    signedTheirs: text(body, 'signedTheirs'),
    contact: text(body, 'contact'),
    route: isRoute(route) ? route : 'by hand',
    routeDetail: text(body, 'routeDetail'),
    officers: named.map(one => one.id),
    officerNames: named.map(one => one.name),
    formReference: text(body, 'formReference'),
    why: text(body, 'why'),
  }
  const known = new Set(errors.map(one => one.field))
  errors.push(...problemsWith(given).filter(one => !known.has(one.field)))
  return { given, errors: inOrder(errors) }
}

const order = [
  'partner',
  'kind',
  'covers',
  'basis',
  'fields',
  'starts',
  'ends',
  'review',
  'signedOurs',
  'signedTheirs',
  'contact',
  'route',
  'routeDetail',
  'officers',
  'formReference',
  'why',
]
const inOrder = (errors: FormError[]): FormError[] =>
  errors.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))

export const newAgreementPage: Page = {
  path: '/agreements/new',
  allow: 'agreements.keep',
  shows: 'no child',
  section: 'Cases',
  get: request => formView(request, 'Write an agreement into the register', {}, [], { isNew: true }),
  async post(request) {
    const { given, errors } = await read(request)
    const again = (wrong: FormError[]) =>
      formView(request, 'Write an agreement into the register', { body: request.body }, wrong, {
        isNew: true,
      })
    if (errors.length > 0) return again(errors)
    const kept = await keepAgreement(request.db, request.viewer, given)
    if (!kept.allowed) return again(kept.refusals.map(one => ({ field: 'partner', text: one.says })))
    return redirect('/agreements', `The agreement with ${given.partner} is in the register`)
  },
}

async function oneView(request: Request): Promise<View> {
  const { db, viewer, params } = request
  const versions = await agreementByToken(db, viewer, params.agreement ?? '')
  const terms = versions[0]!
  const today = localDate(viewer.today)
  const row = (key: string, value: string) => ({ key, value })
  return formView(request, terms.partner, { terms }, [], {
    ...standingShown[standingOn(terms, today)],
    warning: warningOf(terms, today) ?? '',
    changeHref: `/agreements/${terms.token}/change`,
    summary: [
      row('Covers', terms.covers.map(code => `${checkOf(code)?.label ?? code} (${code})`).join('; ')),
      row('Legal basis', terms.basis),
      row('May be shared', terms.fields.map(field => sharedFields[field]).join('; ')),
      row(
        'In force',
        `${dateInWords(terms.startsOn)} to ${terms.endsOn ? dateInWords(terms.endsOn) : 'no last day'}`,
      ),
      row('Review', dateInWords(terms.reviewOn)),
      row('Signed', [terms.signedOurs, terms.signedTheirs].filter(Boolean).join('; ')),
      row('Contact', terms.contact || 'Not written down'),
      row('Route', `${routes[terms.route]}${terms.routeDetail ? `: ${terms.routeDetail}` : ''}`),
      ...(terms.officerNames.length > 0 ? [row('Approved officers', terms.officerNames.join(', '))] : []),
      ...(terms.formReference ? [row('Form', terms.formReference)] : []),
    ],
    versions: versions.map(one => ({
      number: one.number,
      says: one.number === 1 ? 'Written into the register' : one.why,
      by: one.keptName,
      on: dateInWords(one.keptOn),
      until: one.endsOn ? dateInWords(one.endsOn) : 'no last day',
    })),
  })
}

export const agreementPage: Page = {
  path: '/agreements/:agreement',
  allow: 'checks.see',
  shows: 'no child',
  section: 'Cases',
  get: request => oneView(request),
}

export const changeAgreementPage: Page = {
  path: '/agreements/:agreement/change',
  allow: 'agreements.keep',
  shows: 'no child',
  section: 'Cases',
  async get(request) {
    const [terms] = await agreementByToken(request.db, request.viewer, request.params.agreement ?? '')
    return changeView(request, { terms: terms! })
  },
  async post(request) {
    const token = request.params.agreement ?? ''
    const [terms] = await agreementByToken(request.db, request.viewer, token)
    const { given, errors } = await read(request)
    if (given.why === '') errors.push({ field: 'why', text: 'Write why it changes' })
    const again = (wrong: FormError[]) => changeView(request, { terms: terms!, body: request.body }, wrong)
    if (errors.length > 0) return again(errors)
    const seen = Number(text(request.body, 'seen'))
    const kept = await keepAgreement(request.db, request.viewer, given, { token, seen })
    if (!kept.allowed) return again(kept.refusals.map(one => ({ field: 'partner', text: one.says })))
    return redirect(`/agreements/${token}`, 'The agreement is changed. What it was before is kept below')
  },
}

const changeView = (request: Request, given: Typed & { terms: Terms }, errors: FormError[] = []) =>
  formView(request, 'Change the agreement', given, errors, {
    back: { href: `/agreements/${given.terms.token}`, text: 'Back to the agreement' },
    isChange: true,
  })
