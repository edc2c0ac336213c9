// The pages of leave, for app.ts.
import type { Page } from '../../access/page.ts'
import { abroadFormPages, abroadPage } from './abroad.ts'
import { answerPage } from './answer.ts'
import { askPage } from './ask.ts'
import { childPage } from './child.ts'
import { listPage } from './list.ts'
import { requestPage } from './request.ts'
import { stepPages } from './steps.ts'

export const pages: readonly Page[] = [
  listPage,
  childPage,
  askPage,
  requestPage,
  ...stepPages,
  abroadPage,
  ...abroadFormPages,
  answerPage,
]
