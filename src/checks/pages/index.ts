// The pages of checks, for app.ts.
import type { LinkPage, Page } from '../../access/page.ts'
import { agreementPage, agreementsPage, changeAgreementPage, newAgreementPage } from './agreements.ts'

export const pages: readonly Page[] = [agreementsPage, newAgreementPage, agreementPage, changeAgreementPage]

/** A request answered by its one-time link. */
export const linkPages: readonly LinkPage[] = []
