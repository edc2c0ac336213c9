import type { Page } from '../../access/page.ts'
import { runPage } from './run.ts'
import { todayPage } from './today.ts'

export const pages: readonly Page[] = [todayPage, runPage]
