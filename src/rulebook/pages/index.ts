import type { Page } from '../../access/page.ts'
import { codesPage } from './codes.ts'
import { pendingLawPage, provisionPage } from './pending.ts'
import { rulePage, rulesPage } from './rules.ts'

export const pages: readonly Page[] = [rulesPage, codesPage, pendingLawPage, rulePage, provisionPage]
