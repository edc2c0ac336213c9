import type { Page } from '../../access/page.ts'

export const pages: readonly Page[] = []
