// Settings, as a manager and a head meet them: people and roles, schools, term dates, choices.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../app.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import {
  type Browser,
  browser,
  makePeople,
  makePerson,
  signedIn,
  type TestPeople,
} from '../testing/people.ts'

let now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: FastifyInstance
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  app = await createApp({
    sql: database.app,
    clock: { now: () => now, today: () => londonDay(now) },
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})

const starts = { 'starts-day': '20', 'starts-month': '11', 'starts-year': '2026' }
const invitation = (email: string, role: string, school = '') => ({
  name: 'New Person',
  email,
  role,
  school,
  ...starts,
  why: 'New in November',
})
const linkOn = (page: { html: string }) =>
  /<code>http:\/\/localhost:3000(\/invitation\/[\w-]+)<\/code>/.exec(page.html)?.[1]
const idOf = async (email: string): Promise<string> => {
  const [row] = await owner<
    { id: string }[]
  >`select id from people where email = ${email} and la_code = '001'`
  return row!.id
}

describe('inviting', () => {
  test('a manager invites anyone of the area, and the link leads in', async () => {
    const manager = browser(app, people.right.manager)
    const page = await manager.post(
      '/settings/people/invite',
      invitation('n.one@example.org', 'headteacher', people.cedar.id),
    )
    assert.equal(page.status, 200)
    assert.equal((await browser(app).get(linkOn(page)!)).heading, 'Choose a password')
    const list = await manager.get('/settings/people?find=cedar')
    assert.match(
      list.text,
      /New Person n\.one@example\.org Headteacher, Cedar Primary Invited, has not answered/,
    )
    // The link is shown once, and stands nowhere in the database.
    const token = linkOn(page)!.replace('/invitation/', '')
    const [kept] = await owner`select count(*)::int as n from invitations where token_hash = ${token}`
    assert.equal(kept!.n, 0)
  })
  test('a head invites only for the school’s own roles at their own school', async () => {
    const head = browser(app, people.right.headteacher)
    const form = await head.get('/settings/people/invite')
    assert.doesNotMatch(form.html, /value="manager"|value="cme-officer"|Birch/)
    assert.ok(
      linkOn(
        await head.post('/settings/people/invite', invitation('n.two@example.org', 'dsl', people.alder.id)),
      ),
    )
    for (const [role, school] of [
      ['dsl', people.birch.id],
      ['manager', ''],
      ['cme-officer', ''],
    ] as const) {
      const page = await head.post('/settings/people/invite', invitation('n.three@example.org', role, school))
      assert.equal(page.status, 422, role)
    }
    assert.equal((await owner`select 1 from people where email = 'n.three@example.org'`).length, 0)
  })
  test('nobody else may', async () => {
    for (const role of ['attendance-officer', 'dsl', 'cme-officer', 'cme-assistant'] as const) {
      const visitor = browser(app, people.right[role])
      assert.equal((await visitor.get('/settings')).status, 404)
      assert.equal(
        (
          await visitor.post(
            '/settings/people/invite',
            invitation('n.four@example.org', 'dsl', people.alder.id),
          )
        ).status,
        404,
      )
    }
  })
  test('says what is missing', async () => {
    const page = await browser(app, people.right.manager).post('/settings/people/invite', {
      email: 'x',
      role: 'dsl',
    })
    assert.deepEqual(page.errorFields, ['name', 'email', 'school', 'starts', 'why'])
  })
  test('someone with an account gets a further role and no link', async () => {
    const person = await makePerson(owner, { role: 'dsl', name: 'Works Twice', school: people.birch })
    await owner`update people set totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' where id = ${person.id}`
    const page = await browser(app, people.right.headteacher).post(
      '/settings/people/invite',
      invitation(person.email, 'dsl', people.alder.id),
    )
    assert.equal(page.location, `/settings/people/${person.id}`)
    assert.match((await browser(app, person).get('/account')).text, /Alder Primary and 1 more/)
  })
  test('a head gets no link to an account that somebody else has invited', async () => {
    const manager = browser(app, people.right.manager)
    const first = await manager.post('/settings/people/invite', invitation('n.five@example.org', 'manager'))
    const page = await browser(app, people.right.headteacher).post(
      '/settings/people/invite',
      invitation('n.five@example.org', 'dsl', people.alder.id),
    )
    assert.equal(linkOn(page), undefined)
    assert.equal(page.location, `/settings/people/${await idOf('n.five@example.org')}`)
    // The link of the one who invited first still leads in.
    assert.equal((await browser(app).get(linkOn(first)!)).heading, 'Choose a password')
  })
  test('needs a fresh second factor', async () => {
    const cookie = await signedIn(owner, people.right.manager, new Date(now.getTime() - 6 * 60_000))
    const manager = browser(app, { cookie })
    assert.match((await manager.get('/settings/people/invite')).location!, /^\/prove\?next=/)
  })
})

describe('a role', () => {
  test('ends at the next press, with a reason', async () => {
    const person = await makePerson(owner, {
      role: 'attendance-officer',
      name: 'Leaves Soon',
      school: people.alder,
    })
    const theirs = browser(app, person)
    assert.equal((await theirs.get('/account')).status, 200)
    const head = browser(app, people.right.headteacher)
    const page = await head.get(`/settings/people/${person.id}`)
    const end = page.links.find(link => link.endsWith('/end') && link.includes('/roles/'))!
    assert.deepEqual((await head.post(end, {})).errorFields, ['why'])
    assert.equal(
      (await head.post(end, { why: 'Moved to the library' })).location,
      `/settings/people/${person.id}`,
    )
    assert.equal((await theirs.get('/account')).location, '/sign-in')
    assert.match((await head.post(end, { why: 'Again' })).errors[0]!, /ended already/)
  })
  test('of one’s own is not one’s own to change', async () => {
    const manager = browser(app, people.right.manager)
    const own = people.right.manager.id
    const page = await manager.get(`/settings/people/${own}`)
    assert.match(page.text, /Nobody changes their own roles/)
    const again = await manager.post(`/settings/people/${own}/roles`, {
      role: 'cme-officer',
      ...starts,
      why: 'More',
    })
    assert.match(again.errors[0]!, /Nobody changes their own/)
    assert.match(
      (await manager.post(`/settings/people/${own}/end`, { why: 'Leaving' })).errors[0]!,
      /their own account/,
    )
  })
  test('counts only on its own days', async () => {
    const person = await makePerson(owner, { role: 'dsl', name: 'In Time', school: people.alder })
    await owner`update grants set starts_on = '2026-11-20', ends_on = '2026-11-21' where person_id = ${person.id}`
    const visitor = browser(app, person)
    const before = now
    assert.equal((await visitor.get('/account')).status, 200)
    now = new Date('2026-11-22T10:00:00Z')
    assert.equal((await visitor.get('/account')).location, '/sign-in')
    now = before
  })
})

describe('ending a person', () => {
  test('signs them out everywhere, during an open form too', async () => {
    const person = await makePerson(owner, { role: 'cme-officer', name: 'Ends Now' })
    const theirs = browser(app, person)
    await theirs.get('/account')
    const manager = browser(app, people.right.manager)
    assert.equal((await manager.post(`/settings/people/${person.id}/end`, { why: 'Left' })).status, 303)
    assert.equal((await theirs.post('/account', { session: '0123456789abcdef' })).status, 401)
    assert.match((await manager.get(`/settings/people/${person.id}`)).text, /Ended .*Left/)
    assert.match(
      (await manager.post(`/settings/people/${person.id}/end`, { why: 'Left' })).errors[0]!,
      /already/,
    )
  })
  test('by a head ends only what is the head’s', async () => {
    const person = await makePerson(owner, { role: 'dsl', name: 'At Both', school: people.alder })
    await owner`
      insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
      values ('001', gen_random_uuid(), ${person.id}, 'dsl', ${people.birch.id}, '2020-09-01', 'A test', 'For a test')`
    const head = browser(app, people.right.headteacher)
    assert.equal((await head.post(`/settings/people/${person.id}/end`, { why: 'Left us' })).status, 303)
    assert.match((await browser(app, person).get('/account')).text, /Birch Secondary/)
    assert.equal((await head.get(`/settings/people/${person.id}`)).status, 200)
    const recovery = await browser(app, people.wrongSchool.headteacher).post(
      `/settings/people/${people.right.dsl.id}/recover`,
      { why: 'Take over' },
    )
    assert.equal(recovery.status, 404)
  })
  test('and inviting again gives nothing back of what they had', async () => {
    const manager = browser(app, people.right.manager)
    await manager.post('/settings/people/invite', invitation('n.five@example.org', 'cme-officer'))
    const id = await idOf('n.five@example.org')
    await owner`update people set password_hash = 'x', totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' where id = ${id}`
    await manager.post(`/settings/people/${id}/end`, { why: 'Left' })
    const page = await manager.post(
      '/settings/people/invite',
      invitation('n.five@example.org', 'cme-assistant'),
    )
    assert.ok(linkOn(page))
    const [row] = await owner`select password_hash, totp_secret, ended_at from people where id = ${id}`
    assert.deepEqual({ ...row }, { password_hash: null, totp_secret: null, ended_at: null })
    assert.match((await manager.get(`/settings/people/${id}`)).text, /CME assistant/)
  })
})

describe('a new link', () => {
  test('clears factors and sessions; a head cannot take over an account that is more than a school’s', async () => {
    const manager = browser(app, people.right.manager)
    const theirs = browser(app, { cookie: await signedIn(owner, people.right['cme-assistant']) })
    const page = await manager.post(`/settings/people/${people.right['cme-assistant'].id}/recover`, {
      why: 'Lost the telephone',
    })
    assert.ok(linkOn(page))
    assert.equal((await theirs.get('/account')).location, '/sign-in')
    const both = await makePerson(owner, { role: 'dsl', name: 'Also Officer', school: people.alder })
    await owner`
      insert into grants (la_code, id, person_id, role, starts_on, given_name, why)
      values ('001', gen_random_uuid(), ${both.id}, 'cme-officer', '2020-09-01', 'A test', 'For a test')`
    const soon = await makePerson(owner, { role: 'dsl', name: 'Officer Soon', school: people.alder })
    await owner`
      insert into grants (la_code, id, person_id, role, starts_on, given_name, why)
      values ('001', gen_random_uuid(), ${soon.id}, 'cme-officer', '2027-01-04', 'A test', 'For a test')`
    const head = browser(app, people.right.headteacher)
    for (const person of [both, soon]) {
      assert.match(
        (await head.post(`/settings/people/${person.id}/recover`, { why: 'Lost' })).errors[0]!,
        /works elsewhere/,
      )
    }
  })
})

describe('another authority', () => {
  test('is not there', async () => {
    const manager: Browser = browser(app, people.wrongAuthority.manager)
    const list = await manager.get('/settings/people')
    assert.doesNotMatch(list.html, /Alder|Birch/)
    for (const path of ['', '/roles', '/end', '/recover']) {
      assert.equal((await manager.get(`/settings/people/${people.right.dsl.id}${path}`)).status, 404)
      assert.equal(
        (await manager.post(`/settings/people/${people.right.dsl.id}${path}`, { why: 'Mine now' })).status,
        404,
      )
    }
  })
})

describe('schools', () => {
  test('one is added by hand, once, and closed with its roles', async () => {
    const manager = browser(app, people.right.manager)
    const school = {
      urn: '999050',
      dfeNumber: '001 9050',
      name: 'Dogwood Primary',
      phase: 'primary',
      lowAge: '4',
      highAge: '11',
    }
    assert.deepEqual((await manager.post('/settings/schools/add', {})).errorFields, [
      'urn',
      'dfeNumber',
      'name',
      'phase',
    ])
    assert.equal((await manager.post('/settings/schools/add', school)).location, '/settings/schools')
    assert.match((await manager.post('/settings/schools/add', school)).errors[0]!, /has that URN already/)
    assert.match(
      (await manager.get('/settings/schools')).text,
      /Dogwood Primary 999050 001\/9050 Primary Open/,
    )
    const [row] = await owner<
      { id: string; token: string }[]
    >`select id, token from schools where urn = '999050'`
    const head = await makePerson(owner, {
      role: 'headteacher',
      name: 'Dogwood Head',
      school: { la: '001', urn: '999050', dfeNumber: '001/9050', name: 'Dogwood Primary', ...row! },
    })
    const closing = { 'closed-day': '20', 'closed-month': '11', 'closed-year': '2026' }
    assert.equal((await browser(app, head).get('/account')).status, 200)
    assert.deepEqual((await manager.post(`/settings/schools/${row!.token}`, closing)).errorFields, ['why'])
    assert.equal(
      (await manager.post(`/settings/schools/${row!.token}`, { ...closing, why: 'Merged' })).location,
      '/settings/schools',
    )
    assert.equal((await browser(app, head).get('/account')).location, '/sign-in')
    const history = await owner`select what from access_events where about = ${row!.id} order by at, id`
    assert.deepEqual(
      history.map(event => event.what),
      ['school added', 'school closed'],
    )
  })
  test('are the manager’s to change', async () => {
    assert.equal((await browser(app, people.right.headteacher).get('/settings/schools')).status, 404)
    assert.equal(
      (await browser(app, people.wrongAuthority.manager).get(`/settings/schools/${people.alder.token}`))
        .status,
      404,
    )
  })
})

describe('term dates', () => {
  const lines = 'Half term, Autumn 1, 2 September 2026, 23 October 2026\nTraining day, Staff day, 2026-09-02'
  test('are set whole, by line, and not again where they say the same', async () => {
    const manager = browser(app, people.right.manager)
    const at = '/settings/term-dates/authority/2026-27'
    const wrong = await manager.post(at, { rows: 'Half term, Autumn 1, 2 September 2026' })
    assert.equal(wrong.status, 303)
    assert.match(
      (await manager.post(at, { rows: 'Hols, A, 2026-09-02' })).errors.join(),
      /Line 1: "Hols" is not a kind/,
    )
    assert.equal((await manager.post(at, { rows: lines })).location, at)
    assert.match((await manager.get(at)).text, /37 school days/)
    await manager.post(at, { rows: lines })
    const [versions] = await owner`select count(*)::int as n from calendar_versions where school_id is null`
    assert.equal(versions!.n, 2)
  })
  test('may have lines for some year groups, whose school days are said apart', async () => {
    const manager = browser(app, people.right.manager)
    const at = '/settings/term-dates/authority/2027-28'
    const rows =
      'Half term, Autumn 1, 2 September 2027, 22 October 2027\nTraining day, Staff day, 2027-09-03, Years 7 and 8'
    assert.match(
      (await manager.post(at, { rows: rows.replace('Years', '2027-09-03, Years') + ' x' })).errors.join(),
      /Line 2: "Years 7 and 8 x" are not year groups\. Write them like Years 7 and 8, or R 1 2/,
    )
    assert.equal((await manager.post(at, { rows })).location, at)
    const page = (await manager.get(at)).text
    assert.match(page, /37 school days\. For some year groups another number: Year 7: 36; Year 8: 36\./)
    assert.match(page, /Year 7 and Year 8/)
    assert.match(page, /Training day, Staff day, 2027-09-03, 2027-09-03, Year 7 and Year 8/)
  })
  test('of a school are its head’s; the authority’s are not', async () => {
    const head = browser(app, people.right.headteacher)
    const own = `/settings/term-dates/${people.alder.token}/2026-27`
    assert.equal((await head.post(own, { rows: lines })).location, own)
    assert.match((await head.get('/settings/term-dates')).text, /Alder Primary/)
    assert.equal((await head.get('/settings/term-dates/authority/2026-27')).status, 200)
    assert.equal((await head.post('/settings/term-dates/authority/2026-27', { rows: lines })).status, 404)
    assert.equal((await head.get(`/settings/term-dates/${people.birch.token}/2026-27`)).status, 404)
    assert.equal(
      (await head.post(`/settings/term-dates/${people.birch.token}/2026-27`, { rows: lines })).status,
      404,
    )
    assert.equal((await head.get(`/settings/term-dates/${people.alder.token}/2026-28`)).status, 404)
  })
})

describe('choices', () => {
  const from = { 'from-day': '1', 'from-month': '12', 'from-year': '2026' }
  test('are dated, have a reason, and stop at the law', async () => {
    const manager = browser(app, people.right.manager)
    const at = '/settings/choices/referral-day'
    assert.deepEqual((await manager.post(at, { value: '11', ...from, why: 'Longer' })).errorFields, ['value'])
    assert.deepEqual(
      (
        await manager.post(at, {
          value: '5',
          'from-day': '1',
          'from-month': '1',
          'from-year': '2026',
          why: 'Sooner',
        })
      ).errorFields,
      ['from'],
    )
    assert.deepEqual((await manager.post(at, { value: '5' })).errorFields, ['from', 'why'])
    assert.equal(
      (await manager.post(at, { value: '5', ...from, why: 'Agreed with heads' })).location,
      '/settings/choices',
    )
    assert.match((await manager.get(at)).text, /1 December 2026 School day 5 .*Agreed with heads/)
    assert.match(
      (await manager.get('/settings/choices')).text,
      /Day of absence on which a school refers School day 10/,
    )
    const checks = '/settings/choices/required-school-checks'
    assert.match(
      (await manager.post(checks, { value: ['RS02'], ...from, why: 'Fewer' })).errors[0]!,
      /Keep RS01, RS04, RS22/,
    )
    assert.equal(
      (await manager.post(checks, { value: ['RS01', 'RS04', 'RS22'], ...from, why: 'Fewer' })).status,
      303,
    )
    assert.equal(
      (await manager.post('/settings/choices/home-visit-required', { value: 'no', ...from, why: 'We visit' }))
        .status,
      303,
    )
    assert.equal((await manager.get('/settings/choices/nothing')).status, 404)
  })
})

describe('the demonstration’s way in', () => {
  test('is shut over any other database', async () => {
    const visitor = browser(app)
    assert.equal((await visitor.get('/demonstration')).status, 404)
    await visitor.get('/sign-in')
    assert.equal((await visitor.post('/demonstration', { person: `dsl ${people.right.dsl.id}` })).status, 404)
    assert.equal((await visitor.get('/')).location, '/sign-in')
  })
})
