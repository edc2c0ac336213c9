// The other pages about one case, as the app has them: a page that is not there, or is not this person's, has no link.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { pages as caseload } from '../../caseload/pages/index.ts'
import { pages as checks } from '../../checks/pages/index.ts'
import { pages as desks } from '../../desks/pages/index.ts'
import { pages as enquiries } from '../../enquiries/pages/index.ts'
import { pages as homeEducation } from '../../home-education/pages/index.ts'
import { pages as letters } from '../../letters/pages/index.ts'
import { pages as orders } from '../../orders/pages/index.ts'
import { pages as otherAuthorities } from '../../other-authorities/pages/index.ts'
import { pages as panels } from '../../panels/pages/index.ts'
import { pages as places } from '../../places/pages/index.ts'
import { pages as risk } from '../../risk/pages/index.ts'
import { pages as visits } from '../../visits/pages/index.ts'
import { pages as cases } from './index.ts'

/** What each link says, in the order of the work, by the end of its address. */
const links: readonly (readonly [end: string, text: string])[] = [
  ['risk', 'Risk'],
  ['checks', 'Checks'],
  ['visits', 'Visits'],
  ['joint', 'Joint enquiries'],
  ['removal', 'Removal from a register'],
  ['places', 'Getting in'],
  ['orders', 'Home education and orders'],
  ['authorities', 'Other authorities'],
  ['desks', 'Other teams'],
  ['panel', 'Panel'],
  ['letters', 'Letters'],
  ['supervision', 'Supervision'],
  ['matches', 'Possible matches'],
]

// Read at the first request: by then every noun's list of pages is made, in whatever order they were loaded.
let known: ReadonlyMap<string, Page> | undefined
function pagesByPath(): ReadonlyMap<string, Page> {
  known ??= new Map(
    [
      ...cases,
      ...risk,
      ...checks,
      ...visits,
      ...enquiries,
      ...places,
      ...homeEducation,
      ...orders,
      ...otherAuthorities,
      ...desks,
      ...panels,
      ...letters,
      ...caseload,
    ].map(page => [page.path, page]),
  )
  return known
}

/** The links from a case to its other pages. Takes the case's address. */
export function caseNav(at: string, viewer: Viewer): { href: string; text: string }[] {
  return links.flatMap(([end, text]) => {
    const page = pagesByPath().get(`/cases/:case/${end}`)
    return page && may(viewer, page.allow) ? [{ href: `${at}/${end}`, text }] : []
  })
}
