// The demonstration's way in, over a database that was made one.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { inTransaction, type Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { makeDemonstrationPeople } from '../actions.ts'
import { browser, makeChild, makePeople, type TestPeople } from '../testing/people.ts'
import { systemViewer, viewerSettings } from '../viewer.ts'

let owner: Sql
let app: FastifyInstance
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  await owner`insert into installation (demonstration) values (true)`
  people = await makePeople(owner)
  const system = systemViewer('001', '2026-11-20')
  await inTransaction(database.app, viewerSettings(system), tx =>
    makeDemonstrationPeople(tx, '001', [
      {
        name: 'Grace Adeyemi',
        email: 'grace@example.org',
        roles: [{ role: 'dsl', schoolId: people.alder.id }],
      },
      { name: 'Tom Field', email: 'tom@example.org', roles: [{ role: 'manager' }] },
    ]),
  )
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})
const valueFor = (html: string, name: string) =>
  [...html.matchAll(/value="([a-z-]+ [0-9a-f-]{36})">([^<]*)/g)].find(match => match[2]!.includes(name))![1]!

test('one press signs in, every page says it is a demonstration, and nobody else is offered', async () => {
  const visitor = browser(app)
  assert.equal((await visitor.get('/')).location, '/demonstration')
  const page = await visitor.follow()
  assert.match(page.text, /The authority Exampleshire CME manager: Tom Field/)
  assert.match(page.text, /Alder Primary Designated safeguarding lead \(DSL\): Grace Adeyemi/)
  assert.doesNotMatch(page.html, /Alder headteacher/)
  assert.equal((await visitor.post('/demonstration', { person: `dsl ${people.right.dsl.id}` })).status, 404)
  assert.equal((await visitor.post('/demonstration', { person: valueFor(page.html, 'Grace') })).location, '/')
  assert.equal((await visitor.follow()).location, '/today')
  assert.match((await visitor.get('/account')).html, /Demonstration: every child here is invented/)
})

test('the school is found by its name', async () => {
  assert.match((await browser(app).get('/demonstration?school=zzz')).text, /No school has a name like this/)
})

test('a made-up person can try what needs a second factor: the page says the code', async () => {
  const visitor = browser(app)
  const page = await visitor.get('/demonstration')
  await visitor.post('/demonstration', { person: valueFor(page.html, 'Grace') })
  const child = await makeChild(owner, { school: people.alder, address: '7 Canary Lane' })
  const at = `/pupils/${child.token}`
  await visitor.post(`${at}/protect`, {
    kind: 'address',
    'from-day': '20',
    'from-month': '11',
    'from-year': '2026',
    reason: 'The mother rang and told the office',
  })
  const form = await visitor.get(`${at}/open-protected?step=reason`)
  const code = /the code now is (\d{6})/.exec(form.text)![1]!
  const reason = { reason: 'visit', why: 'To plan the visit on Monday', code }
  assert.equal((await visitor.post(`${at}/open-protected`, reason)).location, `${at}/protected`)
  // Nobody who is not made up is told a code.
  const real = await browser(app, people.right.dsl).get(`${at}/open-protected?step=reason`)
  assert.doesNotMatch(real.text, /the code now is/)
})

test('made-up people have no password to guess', async () => {
  const [row] =
    await owner`select count(*)::int as n from people where demonstration and password_hash is not null`
  assert.equal(row!.n, 0)
})
