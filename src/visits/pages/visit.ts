// The visitor's own pages, made for a phone with a poor signal: one page to check in and out and to write the visit down, the
// released address, an urgent concern in two presses, the printed sheet. Plain forms; nothing needs a script.

import type { Page, Request } from '../../access/page.ts'
import { demonstrationCode, provedBy } from '../../access/pages/prove.ts'
import { asViewer } from '../../access/store.ts'
import { systemViewer } from '../../access/viewer.ts'
import { timeInWords } from '../../platform/clock.ts'
import { type Decision, NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text, texts } from '../../platform/web/page.ts'
import {
  arrive,
  isReleased,
  keepAlert,
  leave,
  openReleased,
  raiseUrgent,
  report,
  timesAt,
} from '../actions.ts'
import { doorsOf, releasedAddress, type VisitRow, visitByToken } from '../store.ts'
import {
  concerns,
  isSign,
  type Outcome,
  outBy,
  outcomes,
  readTime,
  signsOfOccupancy,
  usualMinutes,
  whereVisitorIs,
  wrongWithReport,
} from '../visit.ts'
import { headOf, listOf, reportsShown } from './shared.ts'

const visitOf = ({ db, viewer, params }: Request): Promise<VisitRow> =>
  visitByToken(db, viewer, params.visit ?? '')

/** Where to go and whom to ring: on the day alone, and of a protected child only what was released and opened. */
async function whereToGo(request: Request, visit: VisitRow) {
  const { db, viewer } = request
  const isDay = visit.planned_on !== null && visit.planned_on <= viewer.today && visit.ended_on === null
  if (visit.protected) {
    const opened = isDay ? await releasedAddress(db, viewer, visit) : undefined
    const released = await isReleased(db, viewer, visit)
    return {
      isDay,
      addresses: opened ? [opened.address] : [],
      openUntil: opened ? timeInWords(opened.until) : undefined,
      released,
      openHref: released && !opened ? `/visits/${visit.token}/address` : undefined,
      phone: undefined,
    }
  }
  const door = isDay ? (await doorsOf(db, viewer, [visit.child_id])).get(visit.child_id) : undefined
  return { isDay, addresses: door?.addresses ?? [], phone: door?.phone, released: false }
}

async function view(request: Request, visit: VisitRow, errors: FormError[] = []) {
  const { viewer, body, now } = request
  const sent = body.formToken !== undefined && text(body, 'do') === 'report'
  const { rows, hidden } = await reportsShown(request, [visit])
  const where = await whereToGo(request, visit)
  const times = timesAt(visit, now)
  const value = (name: string, otherwise = '') => (sent ? text(body, name) : otherwise)
  const radios = (name: string, from: Readonly<Record<string, string>>) =>
    Object.entries(from).map(([key, says]) => ({ value: key, text: says, checked: value(name) === key }))
  const signs = sent ? texts(body, 'signs') : []
  const isOut = whereVisitorIs(
    {
      arrivedAt: visit.arrived_at ?? undefined,
      leftAt: visit.left_at ?? undefined,
      minutes: visit.minutes ?? usualMinutes,
      needsHelp: visit.needs_help,
    },
    now,
  )
  return {
    template: 'visits/pages/visit.njk',
    child: visit.child_id,
    errors,
    ...(where.openUntil ? { why: `Visit ${visit.reference}, released` } : {}),
    data: {
      heading: `Visit ${visit.reference}`,
      pageTitle: `Visit ${visit.reference}`,
      back: listOf(request),
      ...headOf(visit, viewer.today),
      where,
      planned: visit.state === 'planned',
      protectHref: visit.protected ? undefined : `/children/${visit.child_token}/protect`,
      isOut,
      arrived: visit.arrived_at ? timeInWords(visit.arrived_at) : undefined,
      left: visit.left_at ? timeInWords(visit.left_at) : undefined,
      outBy: visit.arrived_at
        ? timeInWords(outBy(visit.arrived_at, visit.minutes ?? usualMinutes))
        : undefined,
      rows,
      hidden,
      attempt: rows.length + 1,
      boxes: {
        on: dateBoxes('on', sent ? { body } : { day: times.on }),
        nextOn: dateBoxes('nextOn', sent ? { body } : {}),
      },
      times: { arrived: value('arrived', times.arrived), left: value('left', times.left) },
      outcomes: radios('outcome', outcomes),
      concerns: radios('concern', concerns),
      signs: Object.entries(signsOfOccupancy).map(([key, says]) => ({
        value: key,
        text: says,
        checked: signs.includes(key),
      })),
      safe: sent && text(body, 'saysSafe') === 'yes',
      card: sent && text(body, 'card') === 'yes',
      typed: Object.fromEntries(
        [
          'who',
          'shownHow',
          'fact',
          'opinion',
          'whoElse',
          'neighbours',
          'wishes',
          'promises',
          'concernSays',
          'nextAt',
        ].map(name => [name, value(name)]),
      ),
    },
  }
}

const saved = (now: Date, says: string) => `Saved on the server at ${timeInWords(now)}. ${says}`

export const visitPage: Page = {
  path: '/visits/:visit',
  allow: 'visit.do',
  shows: 'one child',
  section: 'Visits',
  async get(request) {
    return view(request, await visitOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const visit = await visitOf(request)
    const act = text(body, 'do')
    if (act === 'report') return write(request, visit)
    const decision: Decision<VisitRow> =
      act === 'arrive'
        ? await arrive(db, viewer, visit.token, now)
        : await leave(db, viewer, visit.token, now, act !== 'help')
    if (!decision.allowed) {
      return view(
        request,
        visit,
        decision.refusals.map(({ says }) => ({ field: 'arrive', text: says })),
      )
    }
    const says =
      act === 'arrive'
        ? 'You are checked in'
        : act === 'help'
          ? 'The team sees that you want to be rung'
          : 'You are checked out, safe and well'
    return redirect(`/visits/${visit.token}`, saved(now, says))
  },
}

async function write(request: Request, visit: VisitRow) {
  const { db, viewer, body, now } = request
  const on = readDate(body, 'on')
  const nextOn = readDate(body, 'nextOn')
  const [arrived, left] = [readTime(text(body, 'arrived')), readTime(text(body, 'left'))]
  const nextAt = text(body, 'nextAt')
  const errors: FormError[] = [
    ...(on === undefined || on === 'empty' || on > viewer.today
      ? [{ field: 'on', text: 'Enter the day of the visit: today or before' }]
      : []),
    ...(arrived ? [] : [{ field: 'arrived', text: 'Enter when you arrived, such as 9:30 or 2pm' }]),
    ...(left ? [] : [{ field: 'left', text: 'Enter when you left, such as 9:45 or 2:15pm' }]),
    ...(arrived && left && left < arrived
      ? [{ field: 'left', text: 'You left before you arrived: look at the times' }]
      : []),
    ...wrongWithReport({
      outcome: text(body, 'outcome'),
      who: text(body, 'who'),
      shownHow: text(body, 'shownHow'),
      fact: text(body, 'fact'),
      opinion: text(body, 'opinion'),
      concern: text(body, 'concern'),
      concernSays: text(body, 'concernSays'),
      saysSafe: text(body, 'saysSafe') === 'yes',
    }),
    ...(nextOn === undefined || (nextOn !== 'empty' && nextOn <= viewer.today)
      ? [{ field: 'nextOn', text: 'Enter a day after today for the next attempt, or leave it empty' }]
      : []),
    ...(nextAt === '' || readTime(nextAt)
      ? []
      : [{ field: 'nextAt', text: 'Enter a time for the next attempt, such as 5pm, or leave it empty' }]),
    ...['fact', 'opinion', 'whoElse', 'neighbours', 'wishes', 'promises', 'concernSays']
      .filter(name => text(body, name).length > 4000)
      .map(field => ({ field, text: 'Use 4,000 characters or fewer' })),
  ]
  if (errors.length > 0 || on === undefined || on === 'empty' || !arrived || !left)
    return view(request, visit, errors)
  const decision = await report(
    db,
    viewer,
    visit.token,
    {
      attempt: Number(text(body, 'attempt')),
      outcome: text(body, 'outcome') as Outcome,
      visited_on: on,
      arrived,
      left_at: left,
      who: text(body, 'who'),
      shown_how: text(body, 'shownHow'),
      fact: text(body, 'fact'),
      opinion: text(body, 'opinion'),
      who_else: text(body, 'whoElse'),
      signs: texts(body, 'signs').filter(isSign),
      neighbours: text(body, 'neighbours'),
      wishes: text(body, 'wishes'),
      promises: text(body, 'promises'),
      concern: text(body, 'concern'),
      concern_says: text(body, 'concernSays'),
      card_left: text(body, 'card') === 'yes',
      next_on: nextOn === 'empty' ? null : (nextOn ?? null),
      next_at: readTime(nextAt) ?? null,
      saysSafe: text(body, 'saysSafe') === 'yes',
    },
    now,
  )
  if (!decision.allowed) {
    return view(
      request,
      visit,
      decision.refusals.map(({ says }) => ({ field: 'outcome', text: says })),
    )
  }
  const { ended, says } = decision.value
  // Where the visit has ended the officer sees the child no more, so the way on is the list.
  return redirect(ended ? listOf(request).href : `/visits/${visit.token}`, saved(now, says))
}

async function urgentView(request: Request, visit: VisitRow, errors: FormError[] = []) {
  return {
    template: 'visits/pages/urgent.njk',
    child: visit.child_id,
    errors,
    data: {
      heading: 'Urgent concern',
      pageTitle: 'Urgent concern',
      back: { href: `/visits/${visit.token}`, text: 'Back to the visit' },
      ...headOf(visit, request.viewer.today),
      typed: text(request.body, 'says'),
    },
  }
}

/** Two presses from the visit: the link, and the button. What is wrong can be written, and need not be. */
export const urgentPage: Page = {
  path: '/visits/:visit/urgent',
  allow: 'visit.do',
  shows: 'one child',
  section: 'Visits',
  async get(request) {
    return urgentView(request, await visitOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const visit = await visitOf(request)
    const decision = await raiseUrgent(db, viewer, visit.token, text(body, 'says').slice(0, 2000), now)
    if (!decision.allowed) {
      return urgentView(
        request,
        visit,
        decision.refusals.map(({ says }) => ({ field: 'says', text: says })),
      )
    }
    return redirect(
      `/visits/${visit.token}`,
      saved(now, 'Raised to “act today”. The team is asked to tell the safeguarding hub now'),
    )
  },
}

async function addressView(request: Request, visit: VisitRow, errors: FormError[] = []) {
  const released =
    request.viewer.role === 'field-officer' && (await isReleased(request.db, request.viewer, visit))
  return {
    template: 'visits/pages/address.njk',
    child: visit.child_id,
    errors,
    data: {
      heading: 'Open the protected address',
      pageTitle: 'Open a protected address',
      back: { href: `/visits/${visit.token}`, text: 'Back to the visit' },
      ...headOf(visit, request.viewer.today),
      released,
      refused: errors.length > 0 && !released,
      demonstrationCode: released ? await demonstrationCode(request) : undefined,
    },
  }
}

/** Opening what was released: a break-glass event of the visitor's own. Asked for without a release, an alert is kept. */
export const addressPage: Page = {
  path: '/visits/:visit/address',
  allow: 'visit.do',
  shows: 'one child',
  section: 'Visits',
  async get(request) {
    const visit = await visitOrAlert(request)
    return addressView(request, visit)
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const visit = await visitOrAlert(request)
    if (viewer.role !== 'field-officer' || !(await isReleased(db, viewer, visit))) {
      await alert(request)
      return {
        ...(await addressView(request, visit, [
          {
            field: 'code',
            text: 'This address was not released to you for today. That you asked is recorded',
          },
        ])),
        status: 403,
      }
    }
    const wrongCode = await provedBy(db, viewer, text(body, 'code'), now)
    if (wrongCode) return addressView(request, visit, [wrongCode])
    const decision = await openReleased(db, viewer, visit.token, now)
    if (!decision.allowed) {
      return addressView(
        request,
        visit,
        decision.refusals.map(({ says }) => ({ field: 'code', text: says })),
      )
    }
    return redirect(`/visits/${visit.token}`)
  },
}

/** The visit, or, where it is not this person's, an alert and the answer that there is none. */
async function visitOrAlert(request: Request): Promise<VisitRow> {
  try {
    return await visitOf(request)
  } catch (error) {
    if (error instanceof NotFound) await alert(request)
    throw error
  }
}

// In a transaction of its own: the request's is undone where the answer is that there is no such visit.
async function alert({ services, viewer, params, now }: Request): Promise<void> {
  const system = systemViewer(viewer.la, viewer.today)
  await asViewer(services.sql, system, tx => keepAlert(tx, system, params.visit ?? '', viewer, now))
}

/** Paper for the visit: the least that is needed, no story of risk, no protected address. */
export const sheetPage: Page = {
  path: '/visits/:visit/sheet',
  allow: 'visit.do',
  shows: 'one child',
  section: 'Visits',
  async get(request) {
    const visit = await visitOf(request)
    const where = visit.protected ? undefined : await whereToGo(request, visit)
    return {
      template: 'visits/pages/sheet.njk',
      child: visit.child_id,
      data: {
        heading: `Visit sheet ${visit.reference}`,
        pageTitle: `Visit sheet ${visit.reference}`,
        back: { href: `/visits/${visit.token}`, text: 'Back to the visit' },
        ...headOf(visit, request.viewer.today),
        addresses: where?.addresses ?? [],
        isDay: where?.isDay ?? false,
        outcomes: Object.values(outcomes),
        printed: timeInWords(request.now),
      },
    }
  },
}
