// The visits of a case: asked for, planned, made, decided on.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { may as mayInCase } from '../../cases/case.ts'
import { caseWork, headOf as headOfCase } from '../../cases/pages/case-work.ts'
import { visitsOfCase } from '../store.ts'
import { headOf, reportsShown } from './shared.ts'

export const caseVisitsPage: Page = {
  path: '/cases/:case/visits',
  allow: 'visit.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const { db, viewer } = request
    const work = await caseWork(request)
    const visits = await visitsOfCase(db, viewer, work.row.id)
    const { rows, hidden } = await reportsShown(request, visits)
    const isOpen = visits.some(visit => visit.ended_on === null)
    return {
      template: 'visits/pages/case-visits.njk',
      child: work.child.id,
      data: {
        heading: 'Visits',
        pageTitle: 'Visits',
        ...headOfCase(work, viewer.today),
        back: { href: `/cases/${work.row.token}`, text: 'Back to the case' },
        askHref:
          !isOpen && may(viewer, 'visit.ask') && mayInCase(work.c, 'make a check')
            ? `/cases/${work.row.token}/visits/ask`
            : undefined,
        notYet: !isOpen && !mayInCase(work.c, 'make a check'),
        hidden,
        protectedHref: may(viewer, 'protected.open')
          ? `/children/${work.child.token}/open-protected`
          : undefined,
        visits: visits.map(visit => ({
          ...headOf(visit, viewer.today),
          reports: rows.filter(row => row.visitId === visit.id),
          links: linksOf(visit, viewer),
        })),
      },
    }
  },
}

type Visit = Awaited<ReturnType<typeof visitsOfCase>>[number]
type Viewer = Parameters<typeof may>[0]

/** What may be done about a visit, for this person, as it stands. */
export function linksOf(visit: Visit, viewer: Viewer): { href: string; text: string }[] {
  if (visit.ended_on !== null) return []
  const at = `/visits/${visit.token}`
  const planned = visit.state === 'planned'
  return [
    ...(visit.state === 'asked' && may(viewer, 'visit.plan') ? [{ href: `${at}/plan`, text: 'Plan' }] : []),
    ...(planned && !visit.arrived_at && may(viewer, 'visit.plan')
      ? [{ href: `${at}/plan`, text: 'Plan anew' }]
      : []),
    ...(visit.state === 'to decide' && may(viewer, 'visit.plan')
      ? [{ href: `${at}/decide`, text: 'Decide what is done now' }]
      : []),
    ...(planned && visit.protected && may(viewer, 'visit.release')
      ? [{ href: `${at}/release`, text: 'Release the address' }]
      : []),
    ...(planned && may(viewer, 'visit.do') ? [{ href: at, text: 'Visit record' }] : []),
    ...(planned ? [{ href: `${at}/sheet`, text: 'Printed sheet' }] : []).filter(() =>
      may(viewer, 'visit.do'),
    ),
    ...(may(viewer, 'visit.plan') ? [{ href: `${at}/call-off`, text: 'Call off' }] : []),
  ]
}
