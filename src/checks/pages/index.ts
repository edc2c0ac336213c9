// The pages of checks, for app.ts.
import type { LinkPage, Page } from '../../access/page.ts'
import { agreementPage, agreementsPage, changeAgreementPage, newAgreementPage } from './agreements.ts'
import { checkPage, linkPage, notSharedPage, replyPage } from './check.ts'
import { askPage, checksPage, sendPage } from './checks.ts'
import { administratorPage, chasePage, latePage, searchesPage, turnaroundPage } from './lists.ts'
import { replyLinkPage } from './reply-link.ts'

export const pages: readonly Page[] = [
  agreementsPage,
  newAgreementPage,
  agreementPage,
  changeAgreementPage,
  checksPage,
  askPage,
  sendPage,
  checkPage,
  notSharedPage,
  linkPage,
  replyPage,
  latePage,
  chasePage,
  turnaroundPage,
  searchesPage,
  administratorPage,
]

/** A request answered by its one-time link. */
export const linkPages: readonly LinkPage[] = [replyLinkPage]
