import type { Page } from '../../access/page.ts'
import { holdPage, pathwayPage, takeBackPage } from './aside.ts'
import { casePage } from './case.ts'
import { closePage, proofChoicePage, proofPage, reopenPage, sendBackPage } from './closing.ts'
import { acceptPage, answerPage, askForMorePage, declinePage } from './deciding.ts'
import { contactPage, notePage, reviewPage, safeguardingPage } from './enquiring.ts'
import { everythingPage } from './everything.ts'
import { casesPage } from './list.ts'
import { notLocatedListPage } from './not-located.ts'
import { offerPage as answerOfferPage, offersPage } from './offers.ts'
import { openCasePage } from './open.ts'
import { foundPage, locatedPage, lostPage, offerPage, startPage, withdrawPage } from './placing.ts'
import { schoolAnswerPage } from './school-answer.ts'
import { assignPage, conclusionPage, levelPage, notLocatedPage, standingPage } from './standing.ts'
import { matchesPage, triagePage, triageQueuePage } from './triage.ts'
import { workPage } from './work.ts'

export const pages: readonly Page[] = [
  workPage,
  everythingPage,
  triageQueuePage,
  triagePage,
  acceptPage,
  askForMorePage,
  declinePage,
  casesPage,
  notLocatedListPage,
  casePage,
  matchesPage,
  notePage,
  contactPage,
  reviewPage,
  safeguardingPage,
  answerPage,
  locatedPage,
  lostPage,
  offerPage,
  withdrawPage,
  startPage,
  foundPage,
  assignPage,
  levelPage,
  standingPage,
  pathwayPage,
  holdPage,
  takeBackPage,
  notLocatedPage,
  conclusionPage,
  proofChoicePage,
  proofPage,
  sendBackPage,
  closePage,
  reopenPage,
  openCasePage,
  offersPage,
  answerOfferPage,
  schoolAnswerPage,
]
