// Every page of access, for app.ts.
import type { OpenPage, Page } from '../page.ts'
import { accountPage, newFactorPage, passwordPage, recoveryCodesPage } from './account.ts'
import { choosePage } from './choose.ts'
import { demonstrationPage } from './demonstration.ts'
import { authenticatorPage, invitationPage } from './invitation.ts'
import {
  endPersonPage,
  endRolePage,
  giveRolePage,
  invitePage,
  peoplePage,
  personPage,
  recoverPersonPage,
} from './people.ts'
import { provePage } from './prove.ts'
import { settingsPage } from './settings.ts'
import { codePage, recoveryPage, signInPage, signOutPage, startPage } from './sign-in.ts'
import { wordsPages } from './words.ts'

export const pages: readonly Page[] = [
  choosePage,
  provePage,
  accountPage,
  passwordPage,
  newFactorPage,
  recoveryCodesPage,
  settingsPage,
  peoplePage,
  invitePage,
  personPage,
  giveRolePage,
  endRolePage,
  endPersonPage,
  recoverPersonPage,
]
export const openPages: readonly OpenPage[] = [
  startPage,
  signInPage,
  codePage,
  recoveryPage,
  signOutPage,
  demonstrationPage,
  invitationPage,
  authenticatorPage,
  ...wordsPages,
]
