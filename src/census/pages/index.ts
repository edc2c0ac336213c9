import type { Page } from '../../access/page.ts'
import { behindPage } from './behind.ts'
import { censusPage, takePage } from './census.ts'
import { reasonPage } from './reason.ts'
import { notePage, sheetPage, signPage, takingPage } from './taking.ts'

export const pages: readonly Page[] = [
  censusPage,
  takePage,
  takingPage,
  behindPage,
  notePage,
  signPage,
  sheetPage,
  reasonPage,
]
