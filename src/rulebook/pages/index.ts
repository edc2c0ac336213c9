import type { Page } from '../../access/page.ts'
import { pendingLawPage, provisionPage } from './pending.ts'

export const pages: readonly Page[] = [pendingLawPage, provisionPage]
