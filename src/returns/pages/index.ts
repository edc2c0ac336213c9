import type { Page } from '../../access/page.ts'
import { returnsPage } from './list.ts'
import { returnPage } from './one.ts'
import { sendReturnPage } from './send.ts'

export const pages: readonly Page[] = [returnsPage, returnPage, sendReturnPage]
