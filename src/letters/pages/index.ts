// The pages of letters, for app.ts.
import type { LinkPage, Page } from '../../access/page.ts'
import { caseLettersPage, lateSchoolsPage } from './case-letters.ts'
import { confirmPage, largePdfPage, letterPage, letterPdfPage, messagePage } from './letter.ts'
import { letterLink } from './link.ts'
import { listPage } from './list.ts'
import { outboxPage } from './outbox.ts'
import { textPage, textsPage } from './texts.ts'
import { writePage } from './write.ts'

export const pages: readonly Page[] = [
  listPage,
  caseLettersPage,
  lateSchoolsPage,
  writePage,
  letterPage,
  letterPdfPage,
  largePdfPage,
  confirmPage,
  outboxPage,
  messagePage,
  textsPage,
  textPage,
]

/** A letter read by its one-time link. */
export const linkPages: readonly LinkPage[] = [letterLink]
