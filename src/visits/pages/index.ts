// The pages of visits.
import type { Page } from '../../access/page.ts'
import { askPage } from './ask.ts'
import { caseVisitsPage } from './case-visits.ts'
import { outPage, visitsPage } from './list.ts'
import { callOffPage, decidePage, planPage, releasePage } from './planning.ts'
import { addressPage, sheetPage, urgentPage, visitPage } from './visit.ts'

export const pages: readonly Page[] = [
  caseVisitsPage,
  askPage,
  visitsPage,
  outPage,
  planPage,
  callOffPage,
  decidePage,
  releasePage,
  visitPage,
  urgentPage,
  addressPage,
  sheetPage,
]
