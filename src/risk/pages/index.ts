// The pages of risk.
import type { Page } from '../../access/page.ts'
import { levelsPage } from './levels.ts'
import { answerPage, lowerPage, riskPage, stepPage } from './risk.ts'

export const pages: readonly Page[] = [riskPage, answerPage, stepPage, lowerPage, levelsPage]
