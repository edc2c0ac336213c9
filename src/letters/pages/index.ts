// The pages of letters, for app.ts.
import type { Page } from '../../access/page.ts'

export const pages: readonly Page[] = []
