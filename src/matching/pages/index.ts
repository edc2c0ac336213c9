import type { Page } from '../../access/page.ts'
import { askedPage } from './asked.ts'
import { linkPage } from './link.ts'
import { measuresPage } from './measures.ts'
import { pairPage } from './pair.ts'
import { queuePage } from './queue.ts'

export const pages: readonly Page[] = [queuePage, askedPage, measuresPage, pairPage, linkPage]
