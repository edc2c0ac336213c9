// The pages of reports, for app.ts.
import type { Page } from '../../access/page.ts'
import { approvalsPage } from './approvals.ts'
import { governorsPage, reportsPage } from './governors.ts'
import { trustPage } from './trust.ts'

export const pages: readonly Page[] = [reportsPage, governorsPage, approvalsPage, trustPage]
