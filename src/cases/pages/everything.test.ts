// Every page of the authority's that needs no child in its address can be come to by links alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { may, mayDo } from '../../access/actions-allowed.ts'
import { browser, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { createApp, pages } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { linksToEverything } from './everything.ts'

let people: TestPeople
let app: FastifyInstance
before(async () => {
  const db = await freshDatabase()
  people = await makePeople(db.owner)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

/** Pages that no list leads to, each for its reason. */
const elsewhere = new Map([
  ['/choose', 'for people of more than one role'],
  ['/prove', 'comes by itself before a step that needs the second factor'],
  ['/account', 'in the head of every page'],
  ['/account/authenticator', 'from one’s account'],
  ['/account/password', 'from one’s account'],
  ['/account/recovery-codes', 'from one’s account'],
  ['/checks-late/chase', 'the address that the list of late answers sends to'],
  ['/cases/many', 'the address that the list of cases sends to, with those chosen'],
  ['/pace/cases', 'from a number of the page on pace, where there is one'],
])

test('each link names the action of the page it leads to', () => {
  for (const [href, action] of linksToEverything) {
    assert.equal(pages.find(page => page.path === href)?.allow, action, href)
  }
})

describe('by links alone', () => {
  for (const role of ['manager', 'cme-officer', 'cme-assistant'] as const) {
    test(`a ${role} comes to every page of theirs`, async () => {
      const me = browser(app, people.right[role])
      const viewer = people.right[role].viewer('2026-11-20')
      const mine = new Set(
        pages
          .filter(page => page.get && !page.path.includes(':') && may(viewer, page.allow))
          .map(page => page.path),
      )
      const seen = new Set<string>([
        '/work',
        '/cases',
        '/children',
        '/panels',
        '/returns',
        '/files',
        '/settings',
      ])
      const queue = [...seen].filter(path => mine.has(path))
      while (queue.length > 0) {
        const at = queue.shift()!
        const page = await me.get(at)
        assert.ok(page.status === 200 || page.status === 303, `${at}: ${page.status}`)
        for (const href of page.links) {
          const path = href.split(/[?#]/)[0]!
          if (!mine.has(path) || seen.has(path)) continue
          seen.add(path)
          queue.push(path)
        }
      }
      const missed = [...mine].filter(path => !seen.has(path) && !elsewhere.has(path))
      assert.deepEqual(missed, [])
      assert.ok(mine.size > 30 && mayDo['authority.work'].length > 0)
    })
  }
})
