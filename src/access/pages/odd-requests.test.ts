// What no browser sends by itself, and a scanner or a mistyped link does: an answer, never a fault.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { browser, makePeople, type TestPeople } from '../testing/people.ts'

describe('odd requests', () => {
  let app: FastifyInstance
  let people: TestPeople
  before(async () => {
    const database = await freshDatabase()
    people = await makePeople(database.owner)
    app = await createApp({
      sql: database.app,
      clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
  })

  for (const [path, status] of [
    ['/settings/people?find=a&find=b', 200],
    ['/prove?next=/account&next=/work', 200],
    ['/settings/people?find=%00', 404],
    ['/cases/%00', 404],
    ['/cases?owner=nobody&page=-1', 200],
  ] as const) {
    test(path, async () => {
      assert.equal((await browser(app, people.right.manager).get(path)).status, status)
    })
  }

  test('a form whose origin is no address is not taken', async () => {
    const { cookie } = people.right.manager
    const page = await browser(app, people.right.manager).get('/choose')
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)![1]!
    for (const [origin, status] of [
      ['garbage', 403],
      ['http://other.example', 403],
      ['http://localhost:3000', 303],
    ] as const) {
      const answer = await app.inject({
        method: 'POST',
        url: '/choose',
        headers: {
          host: 'localhost:3000',
          origin,
          cookie: `onroll=${cookie}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ formToken, role: 'manager' }).toString(),
      })
      assert.equal(answer.statusCode, status, origin)
    }
  })
})
