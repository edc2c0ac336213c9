import type { Page } from '../../access/page.ts'
import { caseloadPage } from './caseload.ts'
import { manyPage, viewsPage } from './many.ts'
import { supervisionPage } from './supervision.ts'

export const pages: readonly Page[] = [manyPage, viewsPage, caseloadPage, supervisionPage]
