import type { LinkPage, OpenPage, Page } from '../../access/page.ts'
import { doorPages } from './doors.ts'
import { publicAuthorityPage, publicPage, publicStartPage, publicStepPage } from './public.ts'

export const pages: readonly Page[] = [...doorPages]
/** Pages behind one-time links. */
export const linkPages: readonly LinkPage[] = []
/** Pages for whoever has no account. */
export const openPages: readonly OpenPage[] = [
  publicPage,
  publicAuthorityPage,
  publicStartPage,
  publicStepPage,
]
