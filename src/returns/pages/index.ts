// The pages of returns, for app.ts.
import type { Page } from '../../access/page.ts'
import { duePages } from './due.ts'
import { irregularPage } from './irregular.ts'
import { returnsPage } from './list.ts'
import { returnPage } from './one.ts'
import { sendReturnPage } from './send.ts'
import { sicknessPage } from './sickness.ts'
import { sendAllPage, toSendPage } from './to-send.ts'

export const pages: readonly Page[] = [
  returnsPage,
  returnPage,
  toSendPage,
  sendAllPage,
  sendReturnPage,
  sicknessPage,
  irregularPage,
  ...duePages,
]
