// The pages of other authorities, for app.ts.
import type { LinkPage, Page } from '../../access/page.ts'
import { authorityPage, directoryPage } from './directory.ts'
import { authorityLink } from './link.ts'
import { askingLink, newRequestPage } from './new.ts'
import { askPage, caseAuthoritiesPage, handOverPage } from './of-case.ts'
import { requestPage, requestsPage } from './request.ts'

export const pages: readonly Page[] = [
  directoryPage,
  authorityPage,
  caseAuthoritiesPage,
  askPage,
  handOverPage,
  requestsPage,
  newRequestPage,
  requestPage,
]
/** Pages behind one-time links. */
export const linkPages: readonly LinkPage[] = [authorityLink, askingLink]
