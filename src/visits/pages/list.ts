// The visitor's own list, and the team's: who is out, who is overdue, what is to be planned and to be decided on.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { roleNames } from '../../access/viewer.ts'
import { momentInWords, timeInWords } from '../../platform/clock.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { visitorIsSafe } from '../actions.ts'
import { alertsLately, doorsOf, openVisits, type VisitRow, visitsOfOfficer } from '../store.ts'
import { outBy, usualMinutes, whereVisitorIs } from '../visit.ts'
import { linksOf } from './case-visits.ts'
import { headOf, weekday } from './shared.ts'

export const visitsPage: Page = {
  path: '/visits',
  allow: 'visit.do',
  shows: 'children',
  section: 'Visits',
  async get(request) {
    const { db, viewer } = request
    const visits = await visitsOfOfficer(db, viewer)
    const now = visits.filter(visit => visit.planned_on! <= viewer.today)
    const next = visits.filter(visit => visit.planned_on! > viewer.today)
    // Of a protected child the list names no address, released or not: that is opened on the visit's own page.
    const doors = await doorsOf(
      db,
      viewer,
      now.map(visit => visit.child_id),
    )
    return {
      template: 'visits/pages/visits.njk',
      children: visits.map(visit => visit.child_id),
      data: {
        heading: 'My visits',
        teamHref: may(viewer, 'visit.see') ? '/visits/out' : undefined,
        today: weekday(viewer.today),
        now: now.map(visit => ({
          ...headOf(visit, viewer.today),
          door: doors.get(visit.child_id),
          late: visit.planned_on! < viewer.today,
        })),
        next: next.map(visit => headOf(visit, viewer.today)),
      },
    }
  },
}

const outsInWords = {
  'not begun': 'Not begun',
  there: 'There now',
  overdue: 'Overdue: not checked out',
  back: 'Back',
  'needs help': 'Asked to be rung now',
} as const

function outRow(visit: VisitRow, viewer: Parameters<typeof linksOf>[1], now: Date) {
  const minutes = visit.minutes ?? usualMinutes
  const out = whereVisitorIs(
    {
      arrivedAt: visit.arrived_at ?? undefined,
      leftAt: visit.left_at ?? undefined,
      minutes,
      needsHelp: visit.needs_help,
    },
    now,
  )
  return {
    ...headOf(visit, viewer.today),
    caseHref: `/cases/${visit.case_token}/visits`,
    links: linksOf(visit, viewer),
    state: visit.state,
    isRed: out === 'overdue' || out === 'needs help',
    out: outsInWords[out],
    isOut: out === 'there' || out === 'overdue' || out === 'needs help',
    token: visit.token,
    arrived: visit.arrived_at ? timeInWords(visit.arrived_at) : undefined,
    outBy: visit.arrived_at ? timeInWords(outBy(visit.arrived_at, minutes)) : undefined,
  }
}

export const outPage: Page = {
  path: '/visits/out',
  allow: 'visit.see',
  shows: 'children',
  section: 'Visits',
  async get({ db, viewer, now }) {
    const visits = await openVisits(db, viewer)
    const rows = visits.map(visit => outRow(visit, viewer, now))
    const alerts = may(viewer, 'visit.release') ? await alertsLately(db, viewer) : []
    return {
      template: 'visits/pages/out.njk',
      children: visits.map(visit => visit.child_id),
      data: {
        heading: 'Visits of the team',
        mineHref: may(viewer, 'visit.do') ? '/visits' : undefined,
        red: rows.filter(row => row.isRed),
        out: rows.filter(row => row.isOut && !row.isRed),
        toDecide: rows.filter(row => row.state === 'to decide'),
        toPlan: rows.filter(row => row.state === 'asked'),
        planned: rows.filter(row => row.state === 'planned' && !row.isOut),
        alerts: alerts.map(one => ({
          says: `${one.by_name}, ${roleNames[one.role as keyof typeof roleNames] ?? one.role}, asked for the protected address of visit ${one.reference}`,
          when: momentInWords(one.at),
        })),
      },
    }
  },
  async post({ db, viewer, body, now }) {
    const decision = await visitorIsSafe(db, viewer, text(body, 'visit'), now)
    return redirect(
      '/visits/out',
      decision.allowed ? 'Noted: the visitor is safe and well' : decision.refusals[0]!.says,
    )
  },
}
