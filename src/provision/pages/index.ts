// The pages of provision, for app.ts.
import type { Page } from '../../access/page.ts'
import { provisionPage } from './list.ts'
import { newArrangementPage } from './new.ts'
import { arrangementPage, endArrangementPage, reviewArrangementPage } from './one.ts'
import { newSuspensionPage, suspensionPage, suspensionStepPage } from './suspension.ts'

export const pages: readonly Page[] = [
  provisionPage,
  newArrangementPage,
  arrangementPage,
  reviewArrangementPage,
  endArrangementPage,
  newSuspensionPage,
  suspensionPage,
  suspensionStepPage,
]
