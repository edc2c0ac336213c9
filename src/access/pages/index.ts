import type { OpenPage, Page } from '../page.ts'

export const pages: readonly Page[] = []
export const openPages: readonly OpenPage[] = []
