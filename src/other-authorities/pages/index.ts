import type { LinkPage, Page } from '../../access/page.ts'

export const pages: readonly Page[] = []
/** Pages behind one-time links. */
export const linkPages: readonly LinkPage[] = []
