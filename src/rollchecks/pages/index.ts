import type { Page } from '../../access/page.ts'
import { caseOfRowPage } from './case.ts'
import { rollCheckPage } from './check.ts'
import { downloadPage } from './download.ts'
import { rollChecksPage } from './list.ts'
import { rollCheckOnePage } from './one.ts'
import { rowPage } from './row.ts'
import { rowListPages } from './rows.ts'

export const pages: readonly Page[] = [
  rollChecksPage,
  rollCheckOnePage,
  rollCheckPage,
  ...rowListPages,
  rowPage,
  caseOfRowPage,
  downloadPage,
]
