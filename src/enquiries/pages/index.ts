import type { Page } from '../../access/page.ts'
import { checkPage } from './check.ts'
import { checklistPage, printedChecklistPage } from './checklist.ts'
import { contactPage } from './contact.ts'
import { authorityRoomPage, schoolRoomPage } from './joint.ts'
import { screenPage } from './screen.ts'
import {
  askSiblingsPage,
  siblingAnswerPage,
  siblingQuestionsForAuthorityPage,
  siblingQuestionsPage,
} from './siblings.ts'

export const pages: readonly Page[] = [
  contactPage,
  checklistPage,
  printedChecklistPage,
  checkPage,
  screenPage,
  schoolRoomPage,
  authorityRoomPage,
  askSiblingsPage,
  siblingQuestionsPage,
  siblingAnswerPage,
  siblingQuestionsForAuthorityPage,
]
