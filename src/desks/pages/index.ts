import type { Page } from '../../access/page.ts'
import { caseDesksPage, childDesksPage, takeBackPage, toldPage } from './case-desks.ts'
import { deskPage, desksPage } from './list.ts'
import { answerPage, factsPage, notePage, partPage } from './part.ts'

export const pages: readonly Page[] = [
  deskPage,
  partPage,
  answerPage,
  factsPage,
  notePage,
  desksPage,
  childDesksPage,
  caseDesksPage,
  takeBackPage,
  toldPage,
]
