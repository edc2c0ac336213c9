import type { Page } from '../../access/page.ts'
import { answerPage } from './answer.ts'
import { approvePage } from './approve.ts'
import { askPage } from './ask.ts'
import { conclusionPage } from './conclusion.ts'
import { leaversPage } from './list.ts'
import { removalPage } from './removal.ts'

export const pages: readonly Page[] = [
  leaversPage,
  removalPage,
  answerPage,
  approvePage,
  askPage,
  conclusionPage,
]
