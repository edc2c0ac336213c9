import type { Page } from '../../access/page.ts'
import { codesPage } from './codes.ts'
import { groundsPage } from './grounds.ts'
import { pendingLawPage, provisionPage } from './pending.ts'
import { questionsPage, readingPage } from './readings.ts'
import { rulePage, rulesPage } from './rules.ts'
import { valuePage, valuesPage } from './values.ts'

export const pages: readonly Page[] = [
  rulesPage,
  codesPage,
  groundsPage,
  pendingLawPage,
  questionsPage,
  rulePage,
  provisionPage,
  readingPage,
  valuesPage,
  valuePage,
]
