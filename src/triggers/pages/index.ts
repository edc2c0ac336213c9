import type { Page } from '../../access/page.ts'
import { examplesPage } from './examples.ts'
import { hitPage, hitsPage } from './hits.ts'
import { triggersPage } from './list.ts'
import { triggerPage } from './one.ts'
import { switchPages } from './switch.ts'
import { writeStepPage } from './write.ts'

export const pages: readonly Page[] = [
  triggersPage,
  examplesPage,
  writeStepPage,
  triggerPage,
  ...switchPages,
  hitsPage,
  hitPage,
]
