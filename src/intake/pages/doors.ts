// The pages of the authority's own doors, in the order in which somebody meets them.
import type { Page } from '../../access/page.ts'
import { countListPages, countsNowPage } from './counts.ts'
import { exclusionPage, exclusionStepPage, exclusionsPage } from './exclusions.ts'
import { noPlacePage } from './no-place.ts'
import { repliesPage, replyLetterPage, replyPage } from './replies.ts'
import {
  addToldChildPage,
  adviceToldPage,
  casesToldPage,
  newToldPage,
  toldListPage,
  toldPage,
} from './told.ts'

export const doorPages: readonly Page[] = [
  toldListPage,
  newToldPage,
  toldPage,
  addToldChildPage,
  adviceToldPage,
  casesToldPage,
  repliesPage,
  replyPage,
  replyLetterPage,
  exclusionsPage,
  exclusionPage,
  exclusionStepPage,
  noPlacePage,
  countsNowPage,
  ...countListPages,
]
