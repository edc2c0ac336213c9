import type { Page } from '../../access/page.ts'
import { breakGlassListPage, breakGlassPage } from './break-glass.ts'
import { childPage } from './child.ts'
import { familyPage } from './family.ts'
import { looksPage } from './looks.ts'
import { openProtectedPage, protectedPage } from './open-protected.ts'
import { protectPage } from './protect.ts'
import { prefixes } from './protected-parts.ts'
import { pupilPage } from './pupil.ts'
import { pupilContactsPage } from './pupil-contacts.ts'
import { pupilHistoryPage } from './pupil-history.ts'
import { pupilsPage } from './pupils.ts'
import { safeContactPage } from './safe-contact.ts'
import { searchPage } from './search.ts'

export const pages: readonly Page[] = [
  pupilsPage,
  pupilPage,
  pupilContactsPage,
  pupilHistoryPage,
  ...prefixes.flatMap(prefix => [
    protectPage(prefix),
    openProtectedPage(prefix),
    protectedPage(prefix),
    safeContactPage(prefix),
    looksPage(prefix),
    familyPage(prefix),
  ]),
  searchPage,
  childPage,
  breakGlassListPage,
  breakGlassPage,
]
