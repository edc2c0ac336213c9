// Puts it all together: the platform, and every noun's pages.
import { pages as absencesPages } from './absences/pages/index.ts'
import { type Action, may } from './access/actions-allowed.ts'
import type { LinkPage, Page } from './access/page.ts'
import { pages as accessPages, openPages } from './access/pages/index.ts'
import { linkAddresses } from './access/pages/link.ts'
import { recordLooks, type SessionRow, sessionFor, sessionIdleSeconds } from './access/store.ts'
import { roleNames, type Viewer, viewerSettings } from './access/viewer.ts'
import { pages as caseloadPages } from './caseload/pages/index.ts'
import { pages as casesPages } from './cases/pages/index.ts'
import { pages as censusPages } from './census/pages/index.ts'
import { linkPages as checksLinkPages, pages as checksPages } from './checks/pages/index.ts'
import { pages as childrenPages } from './children/pages/index.ts'
import { pages as desksPages } from './desks/pages/index.ts'
import { linkPages as destinationsLinkPages, pages as destinationsPages } from './destinations/pages/index.ts'
import { pages as enquiriesPages } from './enquiries/pages/index.ts'
import { pages as homeEducationPages } from './home-education/pages/index.ts'
import {
  linkPages as intakeLinkPages,
  openPages as intakeOpenPages,
  pages as intakePages,
} from './intake/pages/index.ts'
import { pages as interchangePages } from './interchange/pages/index.ts'
import { pages as joinersPages } from './joiners/pages/index.ts'
import { pages as leavePages } from './leave/pages/index.ts'
import { pages as leaversPages } from './leavers/pages/index.ts'
import { linkPages as lettersLinkPages, pages as lettersPages } from './letters/pages/index.ts'
import { pages as matchingPages } from './matching/pages/index.ts'
import { pages as ordersPages } from './orders/pages/index.ts'
import {
  linkPages as otherAuthoritiesLinkPages,
  pages as otherAuthoritiesPages,
} from './other-authorities/pages/index.ts'
import { pages as panelsPages } from './panels/pages/index.ts'
import { pages as placesPages } from './places/pages/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Sql, Tx } from './platform/db.ts'
import { digestOf } from './platform/ids.ts'
import { createWeb } from './platform/web/server.ts'
import { pages as provisionPages } from './provision/pages/index.ts'
import { pages as referralsPages } from './referrals/pages/index.ts'
import { pages as reportsPages } from './reports/pages/index.ts'
import { pages as returnsPages } from './returns/pages/index.ts'
import { pages as riskPages } from './risk/pages/index.ts'
import { pages as rollchecksPages } from './rollchecks/pages/index.ts'
import { pages as rulebookPages } from './rulebook/pages/index.ts'
import { pages as safeguardingPages } from './safeguarding/pages/index.ts'
import { pages as schoolsPages } from './schools/pages/index.ts'
import { pages as todayPages } from './today/pages/index.ts'
import { pages as triggersPages } from './triggers/pages/index.ts'
import { pages as visitsPages } from './visits/pages/index.ts'

/** Every page for the signed-in, in the order a child meets the nouns. The walk over pages and roles reads this. */
export const pages: readonly Page[] = [
  ...accessPages,
  ...schoolsPages,
  ...rulebookPages,
  ...childrenPages,
  ...lettersPages,
  ...absencesPages,
  ...provisionPages,
  ...enquiriesPages,
  ...safeguardingPages,
  ...referralsPages,
  ...casesPages,
  ...matchingPages,
  ...riskPages,
  ...checksPages,
  ...visitsPages,
  ...placesPages,
  ...homeEducationPages,
  ...ordersPages,
  ...desksPages,
  ...otherAuthoritiesPages,
  ...panelsPages,
  ...intakePages,
  ...leavePages,
  ...leaversPages,
  ...destinationsPages,
  ...joinersPages,
  ...returnsPages,
  ...rollchecksPages,
  ...triggersPages,
  ...todayPages,
  ...reportsPages,
  ...censusPages,
  ...caseloadPages,
  ...interchangePages,
]

/** The pages behind one-time links, by their kind. */
export const linkPages: readonly LinkPage[] = [
  ...destinationsLinkPages,
  ...lettersLinkPages,
  ...checksLinkPages,
  ...otherAuthoritiesLinkPages,
  ...intakeLinkPages,
]

export type AppServices = {
  /** The pool of the application's own role. */
  sql: Sql
  clock: Clock
  publicUrl: string
  logLevel?: string
  /** For the one test that takes the application's wall away. main.ts never gives it. */
  withoutApplicationWall?: boolean
}

const schoolNavigation = [
  { text: 'Today', href: '/today' },
  { text: 'Pupils', href: '/pupils' },
  { text: 'Referrals', href: '/referrals' },
  { text: 'Leavers and joiners', href: '/leavers' },
  { text: 'Reports', href: '/reports', action: 'reports.see' as const },
  { text: 'Files', href: '/files', action: 'files' as const },
  { text: 'Settings', href: '/settings', action: 'school.settings' as const },
]
const trustNavigation = [{ text: 'Reports', href: '/trust' }]
const authorityNavigation = [
  { text: 'My work', href: '/work' },
  { text: 'Cases', href: '/cases' },
  { text: 'Children', href: '/children' },
  { text: 'Places', href: '/vacancies' },
  { text: 'Panels', href: '/panels' },
  { text: 'Returns', href: '/returns' },
  { text: 'Files', href: '/files', action: 'files' as const },
  { text: 'Settings', href: '/settings', action: 'authority.settings' as const },
]

/** The authority's other teams: each its own list, and nothing of the rest. */
const deskNavigation = [
  { text: 'Visits', href: '/visits', action: 'visit.do' as const },
  { text: 'My list', href: '/desk', action: 'desk.see' as const },
  { text: 'Home education', href: '/home-educated', action: 'home-education.see' as const },
  { text: 'Places', href: '/vacancies', action: 'vacancies.record' as const },
]

type NavigationItem = { text: string; href: string; action?: Action }
function navigationOf({ side }: Viewer): readonly NavigationItem[] {
  if (side === 'trust') return trustNavigation
  if (side === 'desk') return deskNavigation
  return side === 'school' ? schoolNavigation : authorityNavigation
}

/** The whole web application, not yet listening. */
export async function createApp(services: AppServices) {
  const { sql, clock } = services
  const [installation] = await sql<{ demonstration: boolean }[]>`select demonstration from installation`
  const demonstration = installation?.demonstration ?? false
  const names = new Map<string, string>()
  async function readNames() {
    for (const row of await sql<{ la_code: string; name: string }[]>`select la_code, name from authorities`) {
      names.set(row.la_code, row.name)
    }
  }
  await readNames()
  const sessions = new WeakMap<Viewer, SessionRow>()

  return createWeb<Viewer, Page['allow']>({
    sql,
    clock,
    publicUrl: services.publicUrl,
    demonstration,
    pages,
    openPages: [...openPages, ...intakeOpenPages, ...linkAddresses(linkPages)],
    ...(services.logLevel ? { logLevel: services.logLevel } : {}),
    hooks: {
      async session(cookie, now) {
        const found = await sessionFor(sql, cookie, now, clock.today())
        if (!found) return undefined
        const viewer: Viewer = services.withoutApplicationWall
          ? { ...found.viewer, unscoped: true }
          : found.viewer
        sessions.set(viewer, found)
        // An authority added since we started, by hand.
        if (!names.has(viewer.la)) await readNames()
        return {
          viewer,
          secret: digestOf(`form ${cookie}`),
          factorAt: found.factorAt,
          idleSeconds: sessionIdleSeconds,
        }
      },
      may,
      settings: viewerSettings,
      recordLooks,
      async submitted(tx: Tx, viewer, key) {
        await tx`select pg_advisory_xact_lock(hashtextextended(${viewer.personId + key}, 0))`
        const [row] = await tx<{ location: string }[]>`
          select location from submissions
          where la_code = ${viewer.la} and person_id = ${viewer.personId} and key = ${key}`
        return row?.location
      },
      async rememberSubmission(tx, viewer, key, location) {
        await tx`insert into submissions (la_code, person_id, key, location)
          values (${viewer.la}, ${viewer.personId}, ${key}, ${location})`
      },
      frame(viewer, section) {
        const serviceName = 'Onroll'
        if (!viewer) {
          const only = names.size === 1 ? [...names.values()][0] : undefined
          return { serviceName, authorityName: only ?? 'Onroll' }
        }
        const navigation = navigationOf(viewer)
          .filter(item => item.action === undefined || may(viewer, item.action))
          .map(item => ({ ...item, active: item.text === section }))
        return {
          serviceName,
          authorityName: names.get(viewer.la) ?? viewer.organisation,
          navigation,
          viewer: { name: viewer.name, roleName: roleNames[viewer.role], organisation: viewer.organisation },
          hats: (sessions.get(viewer)?.hats.length ?? 0) > 1,
          idleSeconds: sessionIdleSeconds,
        }
      },
    },
  })
}
