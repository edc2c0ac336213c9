import type { Page } from '../../access/page.ts'
import { bringPage } from './bring.ts'
import { itemPage } from './item.ts'
import { packPage } from './pack.ts'
import { panelPage } from './panel.ts'
import { panelsPage } from './panels.ts'

export const pages: readonly Page[] = [panelsPage, panelPage, packPage, itemPage, bringPage]
