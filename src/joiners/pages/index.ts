// The pages of joiners, for app.ts.
import type { Page } from '../../access/page.ts'
import { autumnPage } from './autumn.ts'
import { foundPage } from './found.ts'
import { joinersPage } from './list.ts'
import { joinerPage } from './one.ts'
import { reinstatePage } from './reinstate.ts'

export const pages: readonly Page[] = [joinersPage, autumnPage, joinerPage, reinstatePage, foundPage]
