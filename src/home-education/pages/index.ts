import type { Page } from '../../access/page.ts'
import { childPage } from './child.ts'
import { listPage } from './list.ts'
import { beginPage, contactPage, endPage, enquiryPage, replyPage, viewPage } from './steps.ts'

export const pages: readonly Page[] = [
  listPage,
  childPage,
  beginPage,
  contactPage,
  enquiryPage,
  replyPage,
  viewPage,
  endPage,
]
