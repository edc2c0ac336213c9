// Every page that somebody can come to, for every role, at four widths: in the demonstration's authority, by following
// links from the first page each role has. One example of each page is enough; what a page says is its own tests' work.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../../src/access/testing/people.ts'
import { type Role, roles } from '../../src/access/viewer.ts'
import { createApp, pages } from '../../src/app.ts'
import { loadDemonstration } from '../../src/demo/actions.ts'
import { stoppedClock } from '../../src/platform/clock.ts'
import type { Sql } from '../../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOn,
} from '../../src/platform/testing/browser.ts'
import { freshDatabase } from '../../src/platform/testing/database.ts'

const today = '2026-11-24'
const size = { schools: 6, pupils: 600 }
const widths = [1280, 768, 375, 320]
/** Where a link would end the session, or leads to no page. */
const notFollowed = /^\/(sign-out|assets)/

let app: FastifyInstance
let origin: string
let owner: Sql
let names: string[] = []
/** What every role came to. */
const seen = new Set<string>()

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  await owner`insert into installation (demonstration) values (true)`
  await loadDemonstration({ app: database.appOptions, today, progress: () => {}, size })
  names = (await owner<{ name: string }[]>`select distinct surname as name from children`).map(c => c.name)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

const patterns = pages.map(page => ({
  path: page.path,
  // A word of the path wins over a parameter: /settings/schools/add is not a school.
  words: page.path.split('/').filter(part => !part.startsWith(':')).length,
  is: new RegExp(`^${page.path.replaceAll(/:[^/]+/g, '[^/]+')}$`),
}))
const patternOf = (path: string): string | undefined =>
  patterns.filter(one => one.is.test(path)).sort((a, b) => b.words - a.words)[0]?.path

/** The person of a role with the most to see: the one with most children in view. */
async function someone(role: Role): Promise<{ la: string; id: string; role: Role } | undefined> {
  const [row] = await owner<{ la_code: string; id: string }[]>`
    select p.la_code, p.id from people p
    join grants g on g.la_code = p.la_code and g.person_id = p.id and g.role = ${role}
    left join referrals r on r.la_code = g.la_code and r.school_id = g.school_id
    group by p.la_code, p.id order by count(r.id) desc, p.id limit 1`
  return row && { la: row.la_code, id: row.id, role }
}

async function look(page: Page, role: Role, pattern: string): Promise<string[]> {
  const wrong: string[] = []
  const where = `${role} at ${pattern}`
  const title = await page.title()
  if (!/\S+ .*Onroll/.test(title)) wrong.push(`${where}: the title is “${title}”`)
  // A surname may also be a word: only a whole word with a capital counts, and none stands in our own words.
  const named = names.filter(name => new RegExp(`\\b${name}\\b`).test(title))
  if (named.length > 0) wrong.push(`${where}: the title names ${named.join()}`)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `${role}${pattern.replaceAll(/[/:]+/g, '-')}-${width}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${where}, ${width} wide: scrolls sideways by ${over}`)
    for (const one of await violationsOn(page)) wrong.push(`${where}, ${width} wide: ${one}`)
  }
  return wrong
}

describe('every page, at every width', () => {
  for (const role of roles) {
    test(role, async t => {
      const person = await someone(role)
      if (!person) return t.skip('Nobody in the demonstration has this role')
      const page = await newWindow()
      await page.context().addCookies([{ name: 'onroll', value: await signedIn(owner, person), url: origin }])
      const wrong: string[] = []
      const done = new Set<string>()
      const waiting = ['/', '/account']
      // A page shown once may still lead on: every address is tried, and those of a pattern already seen pass by.
      while (waiting.length > 0) {
        const path = waiting.shift()!
        const before = patternOf(path)
        if (before && done.has(before)) continue
        const response = await page.goto(origin + path)
        const pattern = patternOf(new URL(page.url()).pathname)
        if (response?.status() !== 200) wrong.push(`${role}: ${path} answers ${response?.status()}`)
        else if (pattern && !done.has(pattern)) {
          done.add(pattern)
          seen.add(pattern)
          wrong.push(...(await look(page, role, pattern)))
        }
        const links = await page.evaluate<string[]>(
          `[...document.querySelectorAll('a[href^="/"], a[href^="?"]')].map(a => new URL(a.href).pathname)`,
        )
        for (const link of new Set(links)) {
          const next = patternOf(link)
          if (next && !done.has(next) && !notFollowed.test(link) && !waiting.includes(link))
            waiting.push(link)
        }
      }
      t.diagnostic(`${done.size} pages`)
      assert.deepEqual(wrong, [])
      assert.ok(done.size >= 4, [...done].join())
    })
  }

  test('few pages were reached by nobody', t => {
    const missed = patterns.map(one => one.path).filter(path => !seen.has(path))
    t.diagnostic(`Reached by nobody: ${missed.join(', ')}`)
    assert.ok(seen.size > missed.length * 3, missed.join())
  })
})
