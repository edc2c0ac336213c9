import type { Page } from '../../access/page.ts'
import { reasonsPage } from './reasons.ts'
import { runPage } from './run.ts'
import { todayPage } from './today.ts'

export const pages: readonly Page[] = [todayPage, reasonsPage, runPage]
