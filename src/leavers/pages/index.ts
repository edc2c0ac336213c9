import type { Page } from '../../access/page.ts'
import { answerPage } from './answer.ts'
import { approvePage } from './approve.ts'
import { askPage } from './ask.ts'
import { conclusionPage } from './conclusion.ts'
import { filesPage } from './files.ts'
import { homeEducationListPage, homeEducationPage, tellHomeEducationPage } from './home-education.ts'
import { leaverFilePage } from './leaver-file.ts'
import { leavingPage } from './leaving.ts'
import { leaversPage } from './list.ts'
import { removalPage } from './removal.ts'
import { downloadTransferFilePage, transferFilePage } from './transfer-file.ts'

export const pages: readonly Page[] = [
  leaversPage,
  filesPage,
  removalPage,
  answerPage,
  approvePage,
  askPage,
  conclusionPage,
  leaverFilePage,
  transferFilePage,
  downloadTransferFilePage,
  homeEducationListPage,
  homeEducationPage,
  tellHomeEducationPage,
  leavingPage,
]
