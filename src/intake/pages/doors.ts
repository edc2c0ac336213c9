// The pages of the authority's own doors, in the order in which somebody meets them.
import type { Page } from '../../access/page.ts'
import {
  addToldChildPage,
  adviceToldPage,
  casesToldPage,
  newToldPage,
  toldListPage,
  toldPage,
} from './told.ts'

export const doorPages: readonly Page[] = [
  toldListPage,
  newToldPage,
  toldPage,
  addToldChildPage,
  adviceToldPage,
  casesToldPage,
]
