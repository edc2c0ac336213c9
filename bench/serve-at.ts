// The web application as of one moment, in a process of its own: a school's day is measured on a school day, whatever
// day it is when somebody measures.
//
// Takes a connection and an instant as the first message; answers with the address it listens on.

import { createApp } from '../src/app.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Connection } from '../src/platform/connection.ts'
import { connect } from '../src/platform/db.ts'

export type ServeAt = { connection: Connection; instant: string }

process.once('message', async ({ connection, instant }: ServeAt) => {
  const app = await createApp({
    sql: connect(connection, { max: 10 }),
    clock: stoppedClock(new Date(instant)),
    publicUrl: 'http://localhost',
    logLevel: 'silent',
  })
  process.send!(await app.listen({ port: 0, host: 'localhost' }))
})
process.once('disconnect', () => process.exit())
