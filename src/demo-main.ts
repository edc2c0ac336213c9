// The process that loads the demonstration, the first time. A process of its own, so that the memory it takes goes with
// it and the one that serves stays small; and so that it can be broken off at any moment.

import { loadDemonstration } from './demo/actions.ts'
import type { Connection } from './platform/connection.ts'
import { outliveLostConnections } from './platform/db.ts'

export type DemoOrder = { readonly app: Connection; readonly today: string }
/** What it says on the way, and at the end that it is done. */
export type DemoNews = { readonly progress: string } | { readonly done: true }

const tell = (news: DemoNews) => process.send?.(news)

// Ctrl-C in a terminal reaches us too; the parent ends us when it is ready to.
process.on('SIGINT', () => {})
process.once('disconnect', () => process.exit(1))
outliveLostConnections()

process.once('message', async ({ app, today }: DemoOrder) => {
  await loadDemonstration({ app, today, progress: says => tell({ progress: says }) })
  tell({ done: true })
})
