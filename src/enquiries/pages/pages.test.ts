// A school's way with one absent child, page by page, as its people see it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { makeAbsentChild, makeCalendar } from '../testing/absence.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let child: TestChild

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  child = await makeAbsentChild(database.owner, {
    school: people.alder,
    days: 10,
    forename: 'Amina',
    surname: 'Sample',
  })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const at = (page = '') => `/pupils/${child.token}${page}`

describe('every page of the way', () => {
  for (const page of [
    '',
    '/run',
    '/contacts',
    '/history',
    '/contact',
    '/enquiries',
    '/enquiries/RS04',
    '/refer',
    '/refer/kind',
    '/refer/check',
    '/return',
  ]) {
    test(`/pupils/:child${page} shows to its school and to nobody else`, async () => {
      const seen = await officer().get(at(page))
      assert.equal(seen.status, 200, seen.text.slice(0, 300))
      assert(!seen.title.includes('Sample'), 'no name in the title')
      for (const other of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right['cme-officer']]) {
        assert.equal((await browser(app, other).get(at(page))).status, 404)
      }
    })
  }
  test('/pupils/:child/screen shows to the DSL alone', async () => {
    assert.equal((await dsl().get(at('/screen'))).status, 200)
    assert.equal((await officer().get(at('/screen'))).status, 404)
  })
})

describe('today', () => {
  test('says who is not accounted for and why, and offers one press', async () => {
    const seen = await officer().get('/today')
    assert.equal(seen.heading, 'Today')
    assert.match(seen.text, /1 child is not accounted for/)
    assert.match(
      seen.text,
      /Amina Sample .* 10 school days or more without leave 10 school days since 9 November 2026/,
    )
    assert(seen.links.includes(`${at('/contact')}?from=today`))
    assert.match(seen.text, /Ten-day returns to send/)
  })
})
