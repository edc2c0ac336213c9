// The pages of what the public and partners tell, for those who deal with it.
import type { Page } from '../../access/page.ts'
import { editPartnerPage, newPartnerPage, partnerPage, partnersPage } from './partners.ts'
import {
  reportAnswerPage,
  reportAskPage,
  reportChildPage,
  reportMergePage,
  reportNewChildPage,
  reportNotTakenOnPage,
} from './public-decide.ts'
import { reportFindPage, reportInPage, reportsInPage } from './public-reports.ts'
import { publicSettingsPage } from './public-settings.ts'

export const publicPages: readonly Page[] = [
  reportsInPage,
  reportInPage,
  reportFindPage,
  reportChildPage,
  reportNewChildPage,
  reportAskPage,
  reportAnswerPage,
  reportNotTakenOnPage,
  reportMergePage,
  publicSettingsPage,
  partnersPage,
  newPartnerPage,
  partnerPage,
  editPartnerPage,
]
