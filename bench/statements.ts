// How many statements does a page send to the database? The application in this process, one page at a time, with the
// driver's own counting.

import postgres from 'postgres'
import { createApp } from '../src/app.ts'
import { systemClock } from '../src/platform/clock.ts'
import type { Connection } from '../src/platform/connection.ts'
import type { Sql } from '../src/platform/db.ts'
import type { Pages } from './pages.ts'

/** The most statements that any of the first presses of each page took, those of the session and of the viewer counted too, `begin` and `commit` not. */
export async function statementsOf(
  connection: Connection,
  pages: Pages,
  heard?: (page: string, statement: string) => void,
): Promise<Record<string, number>> {
  let count = 0
  let page = ''
  const { ssl, ...rest } = connection
  const sql = postgres({
    ...rest,
    ...(ssl ? { ssl } : {}),
    max: 4,
    onnotice: () => {},
    // What the driver asks of itself, types of arrays, is asked once a connection and belongs to no page.
    fetch_types: true,
    types: {
      day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
    },
    debug: (_connection, statement) => {
      // They cost a turn to the database and ask it nothing.
      if (/^(begin|commit)\b/.test(statement)) return
      count++
      heard?.(page, statement)
    },
  }) as unknown as Sql
  const app = await createApp({
    sql,
    clock: systemClock,
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
  try {
    const most: Record<string, number> = {}
    for (const [name, presses] of Object.entries(pages)) {
      page = name
      for (const { path, cookie, form } of presses.slice(0, 8)) {
        const press = () =>
          app.inject({
            method: form ? 'POST' : 'GET',
            url: path,
            headers: { cookie, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
            ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
          })
        await press()
        count = 0
        await press()
        most[name] = Math.max(most[name] ?? 0, count)
      }
    }
    return most
  } finally {
    await app.close()
    await sql.end({ timeout: 1 })
  }
}
