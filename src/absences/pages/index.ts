import type { Page } from '../../access/page.ts'
import { nightlyPage } from './nightly.ts'
import { reasonsPage } from './reasons.ts'
import { runPage } from './run.ts'
import { saidPages } from './said.ts'
import { whyPages } from './why.ts'

export const pages: readonly Page[] = [reasonsPage, runPage, ...whyPages, ...saidPages, nightlyPage]
