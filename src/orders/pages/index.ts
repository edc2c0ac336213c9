import type { Page } from '../../access/page.ts'
import { ordersPage, papersPage } from './orders.ts'
import { stepPages } from './steps.ts'

export const pages: readonly Page[] = [ordersPage, papersPage, ...stepPages]
