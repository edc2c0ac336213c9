// The pages of safeguarding, for app.ts.
import type { Page } from '../../access/page.ts'
import { safeguardingPage } from './child.ts'
import { concernPage, concernReviewPage } from './concern.ts'
import { flagsPage } from './flags.ts'
import { raisePage, secondPage } from './level.ts'
import { vulnerableAbsentPage } from './list.ts'
import { noticePage } from './notice.ts'
import { policeAnswerPage, policePage } from './police.ts'
import { referNowPage } from './refer-now.ts'
import { socialCareAnswerPage, socialCarePage } from './social-care.ts'

export const pages: readonly Page[] = [
  vulnerableAbsentPage,
  safeguardingPage,
  noticePage,
  policePage,
  policeAnswerPage,
  socialCarePage,
  socialCareAnswerPage,
  concernPage,
  concernReviewPage,
  flagsPage,
  raisePage,
  secondPage,
  referNowPage,
]
