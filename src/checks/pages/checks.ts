// The checks of a case as a list; asking several at once; the texts to send, and that they were sent.
import { may as mayDo } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { authorityChecks, checkOf } from '../../cases/authority-checks.ts'
import { checksMissing, may } from '../../cases/case.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text, texts } from '../../platform/web/page.ts'
import { dropRequest, markSent, prepareChecks } from '../actions.ts'
import { coverOf, isSharedField, routes, type SharedField, sharedFields } from '../agreement.ts'
import { checkDetails } from '../details.ts'
import { forProtected } from '../request.ts'
import { type ChecksWork, checksHead, checksWork, coverInWords, groupsOf } from './case-checks.ts'

export const checksPage: Page = {
  path: '/cases/:case/checks',
  allow: 'checks.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const { viewer } = request
    const work = await checksWork(request)
    const { row, child, c } = work
    const open = may(c, 'make a check') && mayDo(viewer, 'checks.record') && work.mayRead
    const missing = checksMissing(c, work.required)
    const at = `/cases/${row.token}`
    const toSend = work.requests.filter(one => one.sent_on === null && one.settled_on === null).length
    return {
      template: 'checks/pages/checks.njk',
      child: child.id,
      data: {
        ...checksHead(work, request, 'Checks'),
        back: { href: at, text: 'Back to the case' },
        open,
        mayRead: work.mayRead,
        missing: missing.map(check => ({ text: check.label, href: `${at}/checks/${check.code}` })),
        askHref: open ? `${at}/checks/ask` : '',
        sendHref: toSend > 0 && open ? `${at}/checks/send` : '',
        toSend,
        groups: groupsOf(work, viewer.today),
        refused: work.notes
          .filter(note => note.kind === 'no agreement' || note.kind === 'not shared')
          .slice(0, 20)
          .map(note => ({
            text: checkOf(note.code)?.label ?? note.code,
            kind: note.kind === 'not shared' ? 'Decided not to share' : 'Could not be asked',
            says: note.says,
            by: note.by_name,
            on: note.on_date,
          })),
      },
    }
  },
}

// ---- Ask several at once ----

/** What is asked of a body for a case once: the check, and the agreement where there are several. */
const itemOf = (value: string): { code: string; agreement?: string } => {
  const [code = '', agreement] = value.split(' ')
  return agreement === undefined ? { code } : { code, agreement }
}

function askable(work: ChecksWork, today: string, chosen: readonly string[]) {
  const open = new Set(
    work.requests.filter(one => one.settled_on === null).map(one => `${one.code} ${one.agreement_id}`),
  )
  return [...new Set(authorityChecks.map(check => check.group))].map(name => ({
    name,
    items: authorityChecks
      .filter(check => check.group === name && checkDetails[check.code]?.ours === undefined)
      .flatMap(check => {
        const cover = coverOf(work.agreements, check.code, localDate(today))
        const left = cover.live.filter(terms => !open.has(`${check.code} ${terms.agreementId}`))
        if (cover.live.length > 0 && left.length === 0) return []
        const options = left.length === 0 ? [undefined] : left
        return options.map(terms => {
          const value = terms ? `${check.code} ${terms.token}` : check.code
          return {
            value,
            text: `${check.label}${options.length > 1 && terms ? `: ${terms.partner}` : ''}`,
            hint: {
              text: terms
                ? coverInWords({ live: [terms], whyNot: undefined }, check.code)
                : `${cover.whyNot}. It cannot be asked, and that is recorded`,
            },
            checked: chosen.includes(value) || chosen.includes(check.code),
          }
        })
      }),
  }))
}

const tickable: readonly SharedField[] = [
  'other-names',
  'sex',
  'upn',
  'parents',
  'contacts',
  'last-address',
  'last-school',
  'siblings',
]

export const askPage: Page = {
  path: '/cases/:case/checks/ask',
  allow: 'checks.record',
  shows: 'one child',
  section: 'Cases',
  get: request => askView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const items = texts(body, 'ask').map(itemOf)
    if (items.length === 0) return askView(request, [{ field: 'ask', text: 'Choose which checks to ask' }])
    if (items.length > 40) return askView(request, [{ field: 'ask', text: 'Choose 40 or fewer' }])
    const ticked = texts(body, 'more').filter(isSharedField)
    const asked = await prepareChecks(db, viewer, params.case ?? '', { items, ticked })
    if (!asked.allowed)
      return askView(
        request,
        asked.refusals.map(one => ({ field: 'ask', text: one.says })),
      )
    const { prepared, refused, already } = asked.value
    const at = `/cases/${params.case}/checks`
    const says = [
      prepared === 0
        ? 'Nothing can be sent.'
        : `${prepared} ${prepared === 1 ? 'request is' : 'requests are'} written. Send ${prepared === 1 ? 'it' : 'them'}, then say so.`,
      ...refused.map(one => `Not ${checkOf(one.code)?.label ?? one.code}: ${one.says}.`),
      ...(already.length > 0 ? [`Asked already: ${already.join(', ')}.`] : []),
    ].join(' ')
    return redirect(prepared > 0 ? `${at}/send` : at, says)
  },
}

async function askView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const { viewer, body } = request
  const work = await checksWork(request)
  const chosen = texts(body, 'ask')
  const ticked = texts(body, 'more')
  const isProtected = work.row.protected
  const groups = askable(work, viewer.today, chosen)
  // The first box carries the field's own id, so that the error summary leads to it.
  const first = groups.find(group => group.items.length > 0)
  return {
    template: 'checks/pages/ask.njk',
    child: work.child.id,
    errors,
    data: {
      ...checksHead(work, request, 'Ask several checks'),
      open: may(work.c, 'make a check') && work.mayRead,
      groups: groups
        .filter(group => group.items.length > 0)
        .map((group, index) => ({ ...group, id: group === first ? 'ask' : `group-${index + 1}` })),
      more: isProtected
        ? []
        : tickable.map(field => ({
            value: field,
            text: sharedFields[field],
            checked: ticked.includes(field),
          })),
      onlyFields: forProtected.map(field => sharedFields[field].toLowerCase()).join(' and '),
    },
  }
}

// ---- Send ----

export const sendPage: Page = {
  path: '/cases/:case/checks/send',
  allow: 'checks.record',
  shows: 'one child',
  section: 'Cases',
  get: request => sendView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const token = params.case ?? ''
    const at = `/cases/${token}/checks`
    const drop = text(body, 'drop')
    if (drop !== '') {
      const dropped = await dropRequest(db, viewer, token, drop)
      if (!dropped.allowed) return sendView(request, asErrors(dropped.refusals))
      return redirect(`${at}/send`, 'Dropped. Nothing was sent')
    }
    const requests = texts(body, 'sent')
    const on = readDate(body, 'on')
    const errors: FormError[] = []
    if (requests.length === 0) errors.push({ field: 'sent', text: 'Tick what was sent' })
    if (on === undefined || on === 'empty') errors.push({ field: 'on', text: 'Enter the day it was sent' })
    if (text(body, 'by').length > 200) errors.push({ field: 'by', text: 'Use 200 characters or fewer' })
    if (errors.length > 0 || on === undefined || on === 'empty') return sendView(request, errors)
    const marked = await markSent(db, viewer, token, {
      requests,
      on,
      by: text(body, 'by'),
      formReference: text(body, 'form').slice(0, 200),
    })
    if (!marked.allowed) return sendView(request, asErrors(marked.refusals))
    const { sent, stopped } = marked.value
    if (stopped.length > 0 && sent === 0)
      return sendView(
        request,
        stopped.map(one => ({ field: 'sent', text: `${one.code}: ${one.says}` })),
      )
    const also = stopped.map(one => ` Not ${one.code}: ${one.says}.`).join('')
    const says = sent === 1 ? '1 request is recorded as sent.' : `${sent} requests are recorded as sent.`
    return redirect(stopped.length > 0 ? `${at}/send` : at, `${says} The case waits for the answers.${also}`)
  },
}

const asErrors = (refusals: readonly { says: string }[]): FormError[] =>
  refusals.map(one => ({ field: 'sent', text: one.says }))

async function sendView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const { viewer, body } = request
  const work = await checksWork(request)
  const sent = errors.length > 0
  const chosen = texts(body, 'sent')
  const prepared = work.requests.filter(one => one.sent_on === null && one.settled_on === null).toReversed()
  return {
    template: 'checks/pages/send.njk',
    child: work.child.id,
    errors,
    data: {
      ...checksHead(work, request, 'Send the requests'),
      requests: prepared.map((one, index) => {
        const terms = work.agreements.find(a => a.agreementId === one.agreement_id)
        return {
          id: index === 0 ? 'sent' : `sent-${index + 1}`,
          token: one.token,
          label: checkOf(one.code)?.label ?? one.code,
          partner: one.partner,
          says:
            work.mayReadWords ||
            one.fields.every(field => (forProtected as readonly string[]).includes(field))
              ? one.says
              : 'The child has been protected since this was written. Drop it and prepare it again.',
          rows: Math.min(22, one.says.split('\n').length + 2),
          fields: one.fields
            .filter(isSharedField)
            .map(field => sharedFields[field])
            .join('; '),
          lacks: (checkDetails[one.code]?.needs ?? [])
            .filter(field => !one.fields.includes(field))
            .map(field => sharedFields[field].toLowerCase())
            .join('; '),
          route: terms ? routes[terms.route] : '',
          routeDetail: terms?.routeDetail ?? '',
          contact: terms?.contact ?? '',
          refuge: one.code === 'RL25',
          quiet: checkOf(one.code)?.quiet ?? false,
          checked: !sent || chosen.includes(one.token),
        }
      }),
      border: prepared.some(one => one.code === 'RL23'),
      form: sent
        ? text(body, 'form')
        : (work.agreements.find(one => one.covers.includes('RL23'))?.formReference ?? ''),
      on: dateBoxes('on', sent ? { body } : { day: localDate(viewer.today) }),
      by: sent ? text(body, 'by') : viewer.name,
    },
  }
}
