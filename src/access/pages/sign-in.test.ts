// Signing in, as people meet it: two factors or nothing, waiting after wrong tries, sessions that end.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../app.ts'
import { type Clock, londonDay } from '../../platform/clock.ts'
import { inTransaction, type Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { firstManager } from '../actions.ts'
import { codeNow } from '../second-factor.ts'
import {
  type Browser,
  browser,
  makePeople,
  makePerson,
  signedIn,
  type TestPeople,
} from '../testing/people.ts'
import { systemViewer, viewerSettings } from '../viewer.ts'

const password = 'otter lantern gravel'
let now = new Date('2026-11-20T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000', logLevel: 'silent' })
})

/** Invites a manager and answers the invitation: gives the link, the secret and the recovery codes. */
async function joined(email: string) {
  const system = systemViewer('001', clock.today())
  const decision = await inTransaction(sql, viewerSettings(system), tx =>
    firstManager(tx, system, { name: 'Priya Okafor', email }, now),
  )
  assert.ok(decision.allowed)
  const link = `/invitation/${decision.value}`
  const visitor = browser(app)
  const first = await visitor.get(link)
  assert.equal(first.heading, 'Choose a password')
  assert.deepEqual((await visitor.post(link, { password: 'password1234' })).errorFields, ['password'])
  assert.equal((await visitor.post(link, { password })).location, `${link}/authenticator`)
  const second = await visitor.follow()
  const key = /Key: ([A-Z2-7 ]+)/.exec(second.text)![1]!.replaceAll(' ', '')
  assert.match(second.html, /<svg/)
  assert.deepEqual((await visitor.post(`${link}/authenticator`, { code: '000000' })).errorFields, ['code'])
  const done = await visitor.post(`${link}/authenticator`, { code: codeNow(key, now) })
  assert.equal(done.heading, 'Keep these recovery codes')
  const codes = [...done.html.matchAll(/<code>([a-z0-9-]+)<\/code>/g)].map(match => match[1]!)
  assert.equal(codes.length, 10)
  later(60)
  return { link, key, codes, email }
}

async function enter(visitor: Browser, email: string, key: string) {
  assert.equal((await visitor.post('/sign-in', { email, password })).location, '/sign-in/code')
  later(30)
  return visitor.post('/sign-in/code', { code: codeNow(key, now) })
}

describe('an invitation', () => {
  test('sets password and second factor, once', async () => {
    const { link, key, email } = await joined('a.one@example.org')
    const visitor = browser(app)
    assert.equal((await visitor.get(link)).status, 404)
    assert.equal((await visitor.get(`${link}/authenticator`)).status, 404)
    assert.equal((await enter(visitor, email.toUpperCase(), key)).location, '/')
    assert.equal((await visitor.follow()).location, '/work')
    assert.match((await visitor.get('/account')).text, /10 left/)
  })
  test('runs out after seven days', async () => {
    const system = systemViewer('001', clock.today())
    const decision = await inTransaction(sql, viewerSettings(system), tx =>
      firstManager(tx, system, { name: 'Late', email: 'late@example.org' }, now),
    )
    assert.ok(decision.allowed)
    const visitor = browser(app)
    const before = now
    later(7 * 86_400 - 1)
    assert.equal((await visitor.get(`/invitation/${decision.value}`)).status, 200)
    later(2)
    assert.equal((await visitor.get(`/invitation/${decision.value}`)).status, 404)
    now = before
  })
})

describe('there is no way in with one factor', () => {
  test('the password alone opens nothing', async () => {
    const { email } = await joined('b.one@example.org')
    const visitor = browser(app)
    assert.equal((await visitor.get('/sign-in/code')).location, '/sign-in')
    assert.equal((await visitor.post('/sign-in', { email, password })).location, '/sign-in/code')
    assert.equal((await visitor.get('/account')).location, '/sign-in')
    assert.equal((await visitor.get('/')).location, '/sign-in')
    later(11 * 60)
    assert.equal((await visitor.post('/sign-in/code', { code: '123456' })).location, '/sign-in')
  })
  test('a code serves once', async () => {
    const { email, key } = await joined('c.one@example.org')
    const code = codeNow(key, now)
    const [first, second] = [browser(app), browser(app)]
    for (const visitor of [first, second]) await visitor.post('/sign-in', { email, password })
    assert.equal((await first.post('/sign-in/code', { code })).location, '/')
    assert.match((await second.post('/sign-in/code', { code })).errors[0]!, /has been used/)
  })
  test('the cookie of the first half is worth nothing after the second', async () => {
    const { email, key } = await joined('d.one@example.org')
    const visitor = browser(app)
    await visitor.post('/sign-in', { email, password })
    const half = visitor.cookies.get('onroll')!
    await visitor.post('/sign-in/code', { code: codeNow(key, now) })
    assert.notEqual(visitor.cookies.get('onroll'), half)
    assert.equal((await browser(app, { cookie: half }).get('/account')).location, '/sign-in')
  })
  test('a recovery code serves once', async () => {
    const { email, codes } = await joined('e.one@example.org')
    const visitor = browser(app)
    await visitor.post('/sign-in', { email, password })
    assert.equal((await visitor.post('/sign-in/recovery', { code: codes[3]!.toUpperCase() })).location, '/')
    assert.match((await visitor.get('/account')).text, /9 left/)
    await visitor.post('/sign-in', { email, password })
    assert.deepEqual((await visitor.post('/sign-in/recovery', { code: codes[3]! })).errorFields, ['code'])
  })
})

describe('wrong tries', () => {
  test('are answered alike whether or not there is an account', async () => {
    const { email } = await joined('f.one@example.org')
    const seen: string[] = []
    for (const address of [email, 'nobody@example.org']) {
      const visitor = browser(app)
      for (let i = 0; i < 5; i++) {
        const page = await visitor.post('/sign-in', { email: address, password: 'not the right one' })
        seen.push(`${page.status} ${page.errors.join()}`)
      }
    }
    assert.deepEqual(seen.slice(0, 5), seen.slice(5))
    assert.match(seen[3]!, /not right/)
    assert.match(seen[4]!, /Wait 4 seconds/)
  })
  test('lock nobody out elsewhere', async () => {
    const { email, key } = await joined('g.one@example.org')
    const attacker = browser(app)
    for (let i = 0; i < 12; i++) await attacker.post('/sign-in', { email, password: 'wrong wrong wrong' })
    assert.match((await attacker.post('/sign-in', { email, password })).errors[0]!, /Wait/)
    // The same person at another address on the network.
    const home = await app.inject({ url: '/sign-in', remoteAddress: '192.0.2.7' })
    const token = /name="formToken" value="([^"]+)"/.exec(home.body)![1]!
    const visitor = home.cookies.map(cookie => `${cookie.name}=${cookie.value}`).join('; ')
    const entered = await app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '192.0.2.7',
      headers: { cookie: visitor, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ formToken: token, email, password }).toString(),
    })
    assert.equal(entered.headers.location, '/sign-in/code')
    assert.ok(key)
  })
  test('of the code slow down too', async () => {
    const { email, key } = await joined('h.one@example.org')
    later(1000)
    const visitor = browser(app)
    await visitor.post('/sign-in', { email, password })
    for (let i = 0; i < 4; i++) await visitor.post('/sign-in/code', { code: '000000' })
    assert.match((await visitor.post('/sign-in/code', { code: codeNow(key, now) })).errors[0]!, /Wait/)
  })
})

describe('a session', () => {
  test('ends after 15 idle minutes, and after 10 hours whatever is done', async () => {
    const started = now
    const person = people.right.dsl
    const visitor = browser(app, { cookie: await signedIn(owner, person, now) })
    later(14 * 60)
    assert.equal((await visitor.get('/account')).status, 200)
    later(14 * 60)
    assert.equal((await visitor.get('/account')).status, 200)
    later(16 * 60)
    assert.equal((await visitor.get('/account')).location, '/sign-in')
    now = started
    const long = browser(app, { cookie: await signedIn(owner, person, now) })
    for (let minutes = 0; minutes < 600; minutes += 10) {
      assert.equal((await long.get('/account')).status, 200)
      later(600)
    }
    later(1)
    assert.equal((await long.get('/account')).location, '/sign-in')
    now = started
  })
  test('ends when signing out, and the browser is told to forget', async () => {
    const visitor = browser(app, { cookie: await signedIn(owner, people.right.dsl) })
    const cookie = visitor.cookies.get('onroll')!
    await visitor.get('/account')
    const out = await visitor.post('/sign-out')
    assert.equal(out.location, '/sign-in')
    assert.match(String(out.headers['clear-site-data']), /cache/)
    assert.equal((await browser(app, { cookie }).get('/account')).location, '/sign-in')
  })
  test('is one of five at most: the oldest ends', async () => {
    const { email, key } = await joined('i.one@example.org')
    const all: Browser[] = []
    for (let i = 0; i < 6; i++) {
      const visitor = browser(app)
      assert.equal((await enter(visitor, email, key)).location, '/')
      all.push(visitor)
    }
    const open = await Promise.all(all.map(async visitor => (await visitor.get('/account')).status === 200))
    assert.deepEqual(open, [false, true, true, true, true, true])
  })
  test('can be ended from the account page of another, never from itself', async () => {
    const mine = people.right['cme-officer']
    const first = browser(app, mine)
    const second = browser(app, { cookie: await signedIn(owner, mine) })
    const page = await first.get('/account')
    const [other] = [...page.html.matchAll(/name="session" value="([0-9a-f]+)"/g)].map(match => match[1]!)
    const someone = browser(app, people.right.dsl)
    assert.equal((await someone.post('/account', { session: other! })).status, 404)
    assert.equal((await first.post('/account', { session: other! })).location, '/account')
    assert.equal((await second.get('/account')).location, '/sign-in')
    assert.equal((await first.get('/account')).status, 200)
  })
  test('does not outlive a new authenticator', async () => {
    const { email, key } = await joined('j.one@example.org')
    const [first, second] = [browser(app), browser(app)]
    for (const visitor of [first, second]) await enter(visitor, email, key)
    const page = await first.get('/account/authenticator')
    const secret = /name="secret" value="([A-Z2-7]+)"/.exec(page.html)![1]!
    assert.deepEqual(
      (await first.post('/account/authenticator', { secret, code: codeNow(key, now) })).errorFields,
      ['code'],
    )
    const form = await first.post('/account/authenticator', { secret, code: codeNow(secret, now) })
    assert.equal(form.location, '/sign-in')
    for (const visitor of [first, second]) assert.equal((await visitor.get('/account')).location, '/sign-in')
  })
  test('asks for the second factor again before factors change', async () => {
    const { email, key } = await joined('k.one@example.org')
    const visitor = browser(app)
    await enter(visitor, email, key)
    later(6 * 60)
    const sent = await visitor.get('/account/recovery-codes')
    assert.equal(sent.location, '/prove?next=%2Faccount%2Frecovery-codes')
    await visitor.follow()
    assert.deepEqual(
      (await visitor.post('/prove', { code: '000000', next: '/account/recovery-codes' })).errorFields,
      ['code'],
    )
    assert.equal(
      (await visitor.post('/prove', { code: codeNow(key, now), next: '/account/recovery-codes' })).location,
      '/account/recovery-codes',
    )
    assert.equal((await visitor.post('/account/recovery-codes')).heading, 'Keep these recovery codes')
  })
  test('is never sent on to another site', async () => {
    const { email, key } = await joined('l.one@example.org')
    const visitor = browser(app)
    await enter(visitor, email, key)
    for (const next of ['https://example.org/', '//example.org', '/\\example.org', 'javascript:alert(1)']) {
      later(30)
      assert.equal((await visitor.post('/prove', { code: codeNow(key, now), next })).location, '/')
    }
  })
})

describe('several roles', () => {
  test('one is worn at a time, and only one’s own', async () => {
    const person = await makePerson(owner, { role: 'dsl', name: 'Two Hats', school: people.alder })
    await owner`
      insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
      values ('001', gen_random_uuid(), ${person.id}, 'headteacher', ${people.birch.id}, '2020-09-01', 'A test', 'For a test')`
    const visitor = browser(app, person)
    const page = await visitor.get('/choose')
    assert.match(page.text, /Birch Secondary/)
    assert.match(page.html, /Designated safeguarding lead \(DSL\), Alder Primary/)
    assert.equal((await visitor.post('/choose', { role: 'headteacher' })).location, '/')
    assert.match((await visitor.get('/account')).html, /Headteacher, Birch Secondary/)
    assert.equal((await visitor.post('/choose', { role: 'manager' })).status, 404)
  })
})

describe('pages for anyone', () => {
  for (const path of ['/help', '/accessibility', '/privacy', '/hidden', '/sign-in']) {
    test(path, async () => {
      const page = await browser(app).get(path)
      assert.equal(page.status, 200)
      assert.ok(page.heading)
    })
  }
})
