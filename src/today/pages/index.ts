// The pages of a school's day, for app.ts.
import type { Page } from '../../access/page.ts'
import { boardPage } from './board.ts'
import { dayPage, stepPage } from './day.ts'
import { stepFormPages } from './step-forms.ts'

export const pages: readonly Page[] = [boardPage, dayPage, stepPage, ...stepFormPages]
