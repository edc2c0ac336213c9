import type { LinkPage, OpenPage, Page } from '../../access/page.ts'
import { doorPages } from './doors.ts'
import { partnerLinkPage } from './partner-link.ts'
import { publicAuthorityPage, publicPage, publicStartPage, publicStepPage } from './public.ts'
import { publicPages } from './public-pages.ts'

export const pages: readonly Page[] = [...doorPages, ...publicPages]
/** Pages behind one-time links. */
export const linkPages: readonly LinkPage[] = [partnerLinkPage]
/** Pages for whoever has no account. */
export const openPages: readonly OpenPage[] = [
  publicPage,
  publicAuthorityPage,
  publicStartPage,
  publicStepPage,
]
