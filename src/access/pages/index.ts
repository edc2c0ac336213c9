// Every page of access, for app.ts.
import type { OpenPage, Page } from '../page.ts'
import { accountPage, newFactorPage, passwordPage, recoveryCodesPage } from './account.ts'
import { choosePage } from './choose.ts'
import { demonstrationPage } from './demonstration.ts'
import { authenticatorPage, invitationPage } from './invitation.ts'
import { provePage } from './prove.ts'
import { codePage, recoveryPage, signInPage, signOutPage, startPage } from './sign-in.ts'
import { wordsPages } from './words.ts'

export const pages: readonly Page[] = [
  choosePage,
  provePage,
  accountPage,
  passwordPage,
  newFactorPage,
  recoveryCodesPage,
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
