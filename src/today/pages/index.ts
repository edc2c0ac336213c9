// The pages of a school's day, for app.ts.
import type { Page } from '../../access/page.ts'
import { assurancePage } from './assurance.ts'
import { boardPage } from './board.ts'
import { closePage } from './close.ts'
import { dayPage, stepPage } from './day.ts'
import { firstDayPage } from './first-day.ts'
import { hoursPage } from './hours.ts'
import { registersPage } from './registers.ts'
import { siblingsPage } from './siblings.ts'
import { stepFormPages } from './step-forms.ts'
import { weekPage } from './week.ts'

export const pages: readonly Page[] = [
  boardPage,
  dayPage,
  stepPage,
  ...stepFormPages,
  siblingsPage,
  closePage,
  assurancePage,
  hoursPage,
  registersPage,
  weekPage,
  firstDayPage,
]
