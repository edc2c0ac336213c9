import type { Page } from '../../access/page.ts'
import { pupilPage } from './pupil.ts'
import { pupilContactsPage } from './pupil-contacts.ts'
import { pupilHistoryPage } from './pupil-history.ts'
import { pupilsPage } from './pupils.ts'

export const pages: readonly Page[] = [pupilsPage, pupilPage, pupilContactsPage, pupilHistoryPage]
