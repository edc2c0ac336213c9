// What the journeys of a case share: people at their own windows on a clock that moves, and a stop at each page, which is looked at
// wide and narrow.
import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import { makePeople, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }

export type Journey = {
  owner: Sql
  sql: Sql
  app: FastifyInstance
  people: TestPeople
  clock: Clock
  /** Moves the clock: `2026-11-20T10:00`. */
  itIs: (moment: string) => void
  /** Somebody's own window, on the page they come to. */
  sits: (person: TestPerson, path: string) => Promise<Page>
  /** Goes to an address that stands in no link, as from a bookmark. */
  goes: (page: Page, path: string) => Promise<void>
  /** Stops to look at the page; gives its words. */
  at: (page: Page, heading: string | RegExp, name: string) => Promise<string>
  /** What was wrong with the pages on the way. */
  wrong: readonly string[]
}

/** Begins a journey. Pictures and findings are called after it. */
export async function beginJourney(
  called: string,
  moment: string,
  prepare: (owner: Sql, people: TestPeople) => Promise<void>,
): Promise<Journey> {
  let now = new Date(`${moment}:00Z`)
  const clock: Clock = { now: () => now, today: () => londonDay(now) }
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await prepare(owner, people)
  const app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const wrong: string[] = []
  let stops = 0
  const at = async (page: Page, heading: string | RegExp, name: string): Promise<string> => {
    const found = (await page.locator('h1').first().innerText()).trim()
    if (typeof heading === 'string') assert.equal(found, heading)
    else assert.match(found, heading)
    stops += 1
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size)
      await picture(page, `${called}-${String(stops).padStart(2, '0')}-${name}-${size.width}`)
      for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${size.width}: ${one}`)
      const over = await sidewaysScroll(page)
      if (over !== 0) wrong.push(`${name} at ${size.width}: scrolls sideways by ${over}`)
    }
    await page.setViewportSize(wide)
    return words(page)
  }
  return {
    owner,
    sql,
    app,
    people,
    clock,
    itIs: when => {
      now = new Date(`${when}:00Z`)
    },
    sits: async (person, path) => {
      const page = await newWindow(wide)
      await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
      await page.goto(origin + path)
      return page
    },
    goes: async (page, path) => {
      await page.goto(origin + path)
    },
    at,
    wrong,
  }
}

/** The words of the page's main part, on one line. */
export const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
