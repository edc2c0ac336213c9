import type { Page } from '../../access/page.ts'
import { checkAnswersPage } from './check-answers.ts'
import { referralsPage } from './list.ts'
import { questionPage } from './question.ts'
import { referPage } from './refer.ts'
import { routePage, routeQuestionPage } from './route.ts'
import { sentPage } from './sent.ts'

export const pages: readonly Page[] = [
  referralsPage,
  referPage,
  routePage,
  routeQuestionPage,
  checkAnswersPage,
  questionPage,
  sentPage,
]
