// What the office does about a visit: plan it, call it off, decide after attempts that did not see the child, release an address.

import type { Page, Request } from '../../access/page.ts'
import { demonstrationCode, provedBy } from '../../access/pages/prove.ts'
import { roleNames } from '../../access/viewer.ts'
import { localDate } from '../../calendar/local-date.ts'
import { childById, openingNow, protectedDetailsOf } from '../../children/store.ts'
import type { Decision } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { type AfterVisit, callOff, decideAfter, decisions, planVisit, release } from '../actions.ts'
import { type VisitRow, visitByToken, visitors } from '../store.ts'
import { readTime, usualMinutes } from '../visit.ts'
import { headOf, reportsShown, weekday } from './shared.ts'

const visitOf = ({ db, viewer, params }: Request): Promise<VisitRow> =>
  visitByToken(db, viewer, params.visit ?? '')
const backOf = (visit: VisitRow) => ({
  href: `/cases/${visit.case_token}/visits`,
  text: 'Back to the visits',
})
const errorsOf = (decision: Decision<unknown>, field: string): FormError[] =>
  decision.allowed ? [] : decision.refusals.map(({ says }) => ({ field, text: says }))

async function planView(request: Request, visit: VisitRow) {
  const { db, viewer, body } = request
  const sent = body.formToken !== undefined
  const people = await visitors(db, viewer)
  const chosen = sent ? text(body, 'officer') : (visit.officer_id ?? '')
  return {
    template: 'visits/pages/plan.njk',
    child: visit.child_id,
    data: {
      heading: 'Plan the visit',
      pageTitle: 'Plan the visit',
      back: backOf(visit),
      ...headOf(visit, viewer.today),
      people: [
        { value: '', text: 'Choose' },
        ...people.map(one => ({
          value: one.id,
          text: `${one.name}, ${roleNames[one.role as keyof typeof roleNames] ?? one.role}`,
          selected: one.id === chosen,
        })),
      ],
      on: dateBoxes('on', sent ? { body } : { day: localDate(visit.planned_on ?? visit.needed_by) }),
      at: sent ? text(body, 'at') : (visit.planned_at ?? ''),
      minutes: sent ? text(body, 'minutes') : String(visit.minutes ?? usualMinutes),
      second: sent ? text(body, 'second') : (visit.second_name ?? ''),
      teamPhone: sent ? text(body, 'teamPhone') : (visit.team_phone ?? ''),
    },
  }
}

export const planPage: Page = {
  path: '/visits/:visit/plan',
  allow: 'visit.plan',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return planView(request, await visitOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const visit = await visitOf(request)
    const on = readDate(body, 'on')
    const at = readTime(text(body, 'at'))
    const minutes = Number(text(body, 'minutes'))
    const teamPhone = text(body, 'teamPhone')
    const errors: FormError[] = [
      ...(text(body, 'officer') ? [] : [{ field: 'officer', text: 'Choose who goes' }]),
      ...(visit.two_people && text(body, 'second') === ''
        ? [{ field: 'second', text: 'Two people are needed: name the second' }]
        : []),
      ...(on === undefined || on === 'empty' ? [{ field: 'on', text: 'Enter the day of the visit' }] : []),
      ...(at ? [] : [{ field: 'at', text: 'Enter a time, such as 9:30 or 2pm' }]),
      ...(Number.isInteger(minutes) && minutes >= 15 && minutes <= 240
        ? []
        : [{ field: 'minutes', text: 'Enter how many minutes it may take, from 15 to 240' }]),
      ...(/^[\d +()]{0,20}$/.test(teamPhone)
        ? []
        : [{ field: 'teamPhone', text: 'Enter a telephone number in digits' }]),
    ]
    if (errors.length > 0 || on === undefined || on === 'empty' || !at)
      return { ...(await planView(request, visit)), errors }
    const decision = await planVisit(
      db,
      viewer,
      visit.token,
      { officerId: text(body, 'officer'), on, at, minutes, second: text(body, 'second'), teamPhone },
      now,
    )
    if (!decision.allowed)
      return { ...(await planView(request, visit)), errors: errorsOf(decision, 'officer') }
    return redirect(
      `/cases/${visit.case_token}/visits`,
      `Visit ${visit.reference} is planned for ${weekday(on)}`,
    )
  },
}

async function callOffView(request: Request, visit: VisitRow) {
  return {
    template: 'visits/pages/call-off.njk',
    child: visit.child_id,
    data: {
      heading: 'Call the visit off',
      pageTitle: 'Call the visit off',
      back: backOf(visit),
      ...headOf(visit, request.viewer.today),
      why: text(request.body, 'why'),
    },
  }
}

export const callOffPage: Page = {
  path: '/visits/:visit/call-off',
  allow: 'visit.plan',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return callOffView(request, await visitOf(request))
  },
  async post(request) {
    const visit = await visitOf(request)
    const decision = await callOff(
      request.db,
      request.viewer,
      visit.token,
      text(request.body, 'why'),
      request.now,
    )
    if (!decision.allowed)
      return { ...(await callOffView(request, visit)), errors: errorsOf(decision, 'why') }
    return redirect(`/cases/${visit.case_token}/visits`, `Visit ${visit.reference} was called off`)
  },
}

async function decideView(request: Request, visit: VisitRow) {
  const { viewer, body } = request
  return {
    template: 'visits/pages/decide.njk',
    child: visit.child_id,
    data: {
      heading: 'What is done now?',
      pageTitle: 'What is done after the visit?',
      back: backOf(visit),
      ...headOf(visit, viewer.today),
      toDecide: visit.state === 'to decide',
      ...(await reportsShown(request, [visit])),
      choices: Object.entries(decisions).map(([value, says]) => ({
        value,
        text: says,
        checked: text(body, 'decision') === value,
      })),
      why: text(body, 'why'),
    },
  }
}

export const decidePage: Page = {
  path: '/visits/:visit/decide',
  allow: 'visit.plan',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return decideView(request, await visitOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const visit = await visitOf(request)
    const decision = text(body, 'decision')
    const errors: FormError[] = [
      ...(Object.hasOwn(decisions, decision) ? [] : [{ field: 'decision', text: 'Choose what is done now' }]),
      ...(text(body, 'why') ? [] : [{ field: 'why', text: 'Say what you considered, and why' }]),
    ]
    if (errors.length > 0) return { ...(await decideView(request, visit)), errors }
    const done = await decideAfter(
      db,
      viewer,
      visit.token,
      { decision: decision as AfterVisit, why: text(body, 'why') },
      now,
    )
    if (!done.allowed) return { ...(await decideView(request, visit)), errors: errorsOf(done, 'decision') }
    return redirect(`/cases/${visit.case_token}/visits`, `Decided: ${decisions[decision as AfterVisit]}`)
  },
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

async function releaseView(request: Request, visit: VisitRow) {
  const { db, viewer, body } = request
  const child = await childById(db, viewer, visit.child_id)
  const isOpened = visit.protected && (await openingNow(db, viewer, visit.child_id)) !== undefined
  const details = isOpened ? await protectedDetailsOf(db, viewer, visit.child_id) : []
  return {
    template: 'visits/pages/release.njk',
    child: visit.child_id,
    ...(isOpened ? { why: `To release an address for visit ${visit.reference}` } : {}),
    data: {
      heading: 'Release the address for one visit',
      pageTitle: 'Release an address for one visit',
      back: backOf(visit),
      ...headOf(visit, viewer.today),
      planned: visit.state === 'planned',
      isOpened,
      openHref: `/children/${child.token}/open-protected`,
      addresses: details
        .filter(one => one.kind === 'address' && !one.detail.ended_at)
        .map(one => ({
          value: one.id,
          text: [asText(one.detail.lines), asText(one.detail.postcode)].filter(Boolean).join(', '),
          checked: text(body, 'address') === one.id,
        })),
      why: text(body, 'why'),
      demonstrationCode: isOpened ? await demonstrationCode(request) : undefined,
    },
  }
}

export const releasePage: Page = {
  path: '/visits/:visit/release',
  allow: 'visit.release',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return releaseView(request, await visitOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const visit = await visitOf(request)
    const errors: FormError[] = [
      ...(text(body, 'address') ? [] : [{ field: 'address', text: 'Choose which address is released' }]),
      ...(text(body, 'why').length >= 10
        ? []
        : [{ field: 'why', text: 'Say why the visit must be made to this address in a sentence' }]),
    ]
    const wrongCode = errors.length > 0 ? undefined : await provedBy(db, viewer, text(body, 'code'), now)
    if (wrongCode) errors.push(wrongCode)
    if (errors.length > 0) return { ...(await releaseView(request, visit)), errors }
    const decision = await release(
      db,
      viewer,
      visit.token,
      { detailId: text(body, 'address'), why: text(body, 'why') },
      now,
    )
    if (!decision.allowed)
      return { ...(await releaseView(request, visit)), errors: errorsOf(decision, 'address') }
    return redirect(
      `/cases/${visit.case_token}/visits`,
      `The address is released to ${visit.officer_name} until midnight of ${weekday(visit.planned_on!)}`,
    )
  },
}
