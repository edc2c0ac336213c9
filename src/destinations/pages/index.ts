// The pages of destinations, for app.ts.
import type { LinkPage, Page } from '../../access/page.ts'
import { answersPage } from './answers.ts'
import { arrivalPage, arrivalsPage } from './arrivals.ts'
import { askByLinkPage } from './ask-by-link.ts'
import { checkPage, dayPage } from './check.ts'
import { claimPage, unknownPage } from './claim.ts'
import { destinationPage } from './destination.ts'
import { blankPage, parentPage, typedPage } from './parent.ts'
import { parentLinkPage } from './parent-link.ts'
import { receivingLinkPage } from './receiving-link.ts'
import { waitingPage } from './waiting.ts'

export const pages: readonly Page[] = [
  waitingPage,
  destinationPage,
  claimPage,
  unknownPage,
  checkPage,
  dayPage,
  askByLinkPage,
  parentPage,
  typedPage,
  answersPage,
  blankPage,
  arrivalsPage,
  arrivalPage,
]

export const linkPages: readonly LinkPage[] = [receivingLinkPage, parentLinkPage]
