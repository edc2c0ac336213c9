import type { Page } from '../../access/page.ts'
import { applyPage } from './apply.ts'
import { changedPage, newPage } from './changes.ts'
import { columnsPage } from './columns.ts'
import { filePage } from './file.ts'
import { filesPage } from './files.ts'
import { missingNamePage, missingPage } from './missing.ts'
import { problemsPage } from './problems.ts'

export const pages: readonly Page[] = [
  filesPage,
  filePage,
  columnsPage,
  newPage,
  changedPage,
  problemsPage,
  missingPage,
  missingNamePage,
  applyPage,
]
