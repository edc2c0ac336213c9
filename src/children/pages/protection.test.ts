// Protection, as people meet it: put on by anyone, at once; opened by few, with a reason and the second factor;
// reviewed by somebody else; and never learnt from who looked.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { codeNow } from '../../access/second-factor.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { isDeskRole } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

let now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: FastifyInstance
let people: TestPeople
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await owner`update people set totp_secret = ${secret}`
  app = await createApp({
    sql: database.app,
    clock: { now: () => now, today: () => londonDay(now) },
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})

/** A new code each time: one serves once. */
const code = () => {
  now = new Date(now.getTime() + 60_000)
  return codeNow(secret, now)
}
const protection = {
  kind: 'address',
  'from-day': '20',
  'from-month': '11',
  'from-year': '2026',
  reason: 'The mother rang and told the office',
}
const reason = { reason: 'contact-family', why: 'To arrange a safe call with the mother' }

let made = 0
/** Each of a family of its own: a protection passes to those who live with the child. */
async function child(): Promise<TestChild> {
  made += 1
  return makeChild(owner, {
    school: people.alder,
    address: `Flat ${made}, 7 Canary Lane`,
    contact: `Canary Parent${'abcdefghijklmnopqrstuvwxyz'[made % 26]}`,
    phone: '07700 900777',
  })
}
async function protectedChild(): Promise<TestChild> {
  const one = await child()
  const page = await browser(app, people.right['attendance-officer']).post(
    `/pupils/${one.token}/protect`,
    protection,
  )
  assert.equal(page.location, `/pupils/${one.token}`)
  return one
}
async function opened(one: TestChild, person: TestPerson, prefix = 'pupils') {
  const visitor = browser(app, person)
  const page = await visitor.post(`/${prefix}/${one.token}/open-protected`, { ...reason, code: code() })
  assert.equal(page.location, `/${prefix}/${one.token}/protected`)
  return visitor
}

describe('putting a protection on', () => {
  test('is named to the school only where it is one of its own people or the authority’s', async () => {
    const one = await protectedChild()
    await owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_by, put_on_name)
      values ('001', gen_random_uuid(), ${one.id}, 'address', '2026-11-19', 'Told by the mother',
              ${people.wrongSchool.dsl.id}, ${people.wrongSchool.dsl.name}),
             ('001', gen_random_uuid(), ${one.id}, 'address', '2026-11-18', 'Told by the mother',
              ${people.right.manager.id}, 'The manager')`
    for (const page of ['open-protected', 'protect']) {
      const seen = await browser(app, people.right.dsl).get(`/pupils/${one.token}/${page}`)
      assert.match(seen.text, /The manager/)
      assert.doesNotMatch(seen.html, /Birch/)
      const authority = await browser(app, people.right.manager).get(`/children/${one.token}/${page}`)
      assert.match(authority.text, /Birch dsl/)
    }
  })
  test('is open to everyone on the staff, and nobody elsewhere', async () => {
    for (const person of Object.values(people.right)) {
      // A trust's head sees no child to protect, and the authority's other teams only one that is given to them.
      if (person.role === 'trust-head') continue
      const one = await child()
      if (isDeskRole(person.role)) {
        const asked = () => browser(app, person).get(`/children/${one.token}/protect`)
        assert.equal((await asked()).status, 404, person.role)
        await owner`insert into caseloads ${owner({
          la_code: '001',
          id: newId(),
          child_id: one.id,
          role: person.role,
          about_id: newId(),
          why: 'Asked of this team',
          given_name: 'An officer',
        })}`
      }
      const prefix = person.school ? 'pupils' : 'children'
      assert.equal(
        (await browser(app, person).post(`/${prefix}/${one.token}/protect`, protection)).status,
        303,
        person.role,
      )
    }
    const one = await child()
    assert.equal(
      (await browser(app, people.right['trust-head']).post(`/pupils/${one.token}/protect`, protection))
        .status,
      404,
    )
    assert.equal((await browser(app, people.wrongSchool.dsl).get(`/pupils/${one.token}/protect`)).status, 404)
    assert.equal(
      (await browser(app, people.wrongAuthority.manager).get(`/children/${one.token}/protect`)).status,
      404,
    )
  })
  test('says what is missing', async () => {
    const one = await child()
    const page = await browser(app, people.right.dsl).post(`/pupils/${one.token}/protect`, {
      'from-year': '2026',
      'from-day': '31',
      'from-month': '2',
    })
    assert.equal(page.status, 422)
    assert.deepEqual(page.errorFields, ['kind', 'from', 'reason'])
    const future = await browser(app, people.right.dsl).post(`/pupils/${one.token}/protect`, {
      ...protection,
      'from-day': '21',
    })
    assert.deepEqual(future.errorFields, ['from'])
  })
  test('takes address and contacts off every page, and keeps new ones out', async () => {
    const one = await child()
    const visitor = browser(app, people.right.dsl)
    const at = `/pupils/${one.token}`
    assert.match((await visitor.get(at)).html, /7 Canary Lane/)
    await visitor.post(`${at}/protect`, protection)
    for (const path of [at, `${at}/contacts`, `${at}/protect`, `${at}/open-protected`, `${at}/looks`]) {
      const page = await visitor.get(path)
      assert.equal(page.status, 200, path)
      assert.doesNotMatch(page.html, /Canary|900777/, path)
    }
    assert.match((await visitor.get(at)).text, /Protected\. See reasons to open/)
    const [left] = await owner`select count(*)::int as n from contacts where child_id = ${one.id}`
    assert.equal(left!.n, 0)
    await assert.rejects(
      owner`insert into child_addresses (la_code, id, child_id, lines) values ('001', gen_random_uuid(), ${one.id}, 'x')`,
      /protected/,
    )
  })
  test('sent twice is done once; the same form sent for another child is another form', async () => {
    const one = await child()
    const other = await child()
    const visitor = browser(app, people.right.dsl)
    const page = await visitor.get(`/pupils/${one.token}/protect`)
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)![1]!
    for (const { token } of [one, one, other]) {
      const sent = await app.inject({
        method: 'POST',
        url: `/pupils/${token}/protect`,
        headers: {
          cookie: `onroll=${people.right.dsl.cookie}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ formToken, ...protection }).toString(),
      })
      assert.equal(sent.headers.location, `/pupils/${token}`)
    }
    for (const { id } of [one, other]) {
      const [rows] = await owner`select count(*)::int as n from protections where child_id = ${id}`
      assert.equal(rows!.n, 1)
    }
  })
})

describe('opening', () => {
  test('needs a reason, a sentence and the code', async () => {
    const one = await protectedChild()
    const visitor = browser(app, people.right.dsl)
    const at = `/pupils/${one.token}`
    assert.equal((await visitor.get(`${at}/protected`)).location, `${at}/open-protected`)
    assert.equal((await visitor.get(`${at}/open-protected`)).heading, 'This child is protected')
    assert.equal(
      (await visitor.get(`${at}/open-protected?step=reason`)).heading,
      'Why do you need to open it?',
    )
    assert.deepEqual((await visitor.post(`${at}/open-protected`, {})).errorFields, ['reason', 'why'])
    assert.deepEqual((await visitor.post(`${at}/open-protected`, reason)).errorFields, ['code'])
    assert.deepEqual(
      (await visitor.post(`${at}/open-protected`, { ...reason, code: '000000' })).errorFields,
      ['code'],
    )
    assert.equal((await visitor.get(`${at}/protected`)).status, 303)
    assert.equal(
      (await visitor.post(`${at}/open-protected`, { ...reason, code: code() })).location,
      `${at}/protected`,
    )
    const page = await visitor.follow()
    assert.match(page.text, /7 Canary Lane/)
    assert.match(page.text, /Canary Parent/)
    assert.match(page.text, /Opened for 4 hours/)
    assert.doesNotMatch(page.title, /Amina|Example/)
  })
  test('is for the one who opened it, and ends after four hours', async () => {
    const one = await protectedChild()
    const visitor = await opened(one, people.right.dsl)
    const head = browser(app, people.right.headteacher)
    assert.equal((await head.get(`/pupils/${one.token}/protected`)).status, 303)
    await owner`update break_glass set opened_at = opened_at - interval '4 hours', expires_at = expires_at - interval '4 hours'`
    assert.equal((await visitor.get(`/pupils/${one.token}/protected`)).status, 303)
  })
  test('is refused to those whose role may not, with words that help', async () => {
    const one = await protectedChild()
    for (const person of [people.right['attendance-officer'], people.right['cme-assistant']]) {
      const visitor = browser(app, person)
      const page = await visitor.get(`/pupils/${one.token}/open-protected`)
      assert.match(page.text, /Your role may not open it/)
      assert.equal(
        (await visitor.post(`/pupils/${one.token}/open-protected`, { ...reason, code: code() })).status,
        404,
      )
      assert.equal((await visitor.get(`/pupils/${one.token}/protected`)).status, 404)
    }
  })
  test('is written down with why, as is every look at what it opened', async () => {
    const one = await protectedChild()
    const visitor = await opened(one, people.right['cme-officer'], 'children')
    await visitor.get(`/children/${one.token}/protected`)
    const looks = await browser(app, people.right.manager).get(`/children/${one.token}/looks`)
    assert.match(looks.text, /Child: protected .*To arrange a safe call with the mother/)
  })
  test('tells a school that the authority looked, and neither its words nor on which page', async () => {
    const one = await protectedChild()
    const officer = await opened(one, people.right['cme-officer'], 'children')
    await officer.get(`/children/${one.token}/protected`)
    const own = await opened(one, people.right.dsl)
    await own.get(`/pupils/${one.token}/protected`)
    const looks = await browser(app, people.right.dsl).get(`/pupils/${one.token}/looks`)
    assert.match(looks.text, /CME officer, Exampleshire Child Known to the authority/)
    assert.doesNotMatch(looks.text, /Child: protected/)
    assert.match(looks.text, /Pupil: protected .*To arrange a safe call with the mother/)
  })
  test('shows a school nothing that another school told us', async () => {
    const one = await protectedChild()
    await owner`
      insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date)
      values ('001', gen_random_uuid(), ${one.id}, ${people.birch.id}, 'B1', '2026-11-02')`
    await owner`
      insert into protected_details (la_code, id, child_id, kind, detail, school_id)
      values ('001', gen_random_uuid(), ${one.id}, 'address', '{"lines": "9 Heron Way"}', ${people.birch.id})`
    const alder = await opened(one, people.right.dsl)
    assert.doesNotMatch((await alder.get(`/pupils/${one.token}/protected`)).html, /Heron/)
    const birch = await opened(one, people.wrongSchool.dsl)
    const page = await birch.get(`/pupils/${one.token}/protected`)
    assert.match(page.html, /9 Heron Way/)
    assert.doesNotMatch(page.html, /Canary/)
    const authority = await opened(one, people.right.manager, 'children')
    assert.match(
      (await authority.get(`/children/${one.token}/protected`)).html,
      /9 Heron Way[\s\S]*7 Canary Lane|7 Canary Lane[\s\S]*9 Heron Way/,
    )
    // That Birch looks at the child says where the child is: Alder does not see it, and the authority does.
    const seenByAlder = await browser(app, people.right.dsl).get(`/pupils/${one.token}/looks`)
    assert.doesNotMatch(seenByAlder.html, /Birch/)
    assert.match((await authority.get(`/children/${one.token}/looks`)).html, /Birch/)
  })
})

describe('a review', () => {
  test('waits for a manager, names no child until it is opened, and is by somebody else', async () => {
    const one = await protectedChild()
    await opened(one, people.right.manager, 'children')
    await opened(one, people.right.dsl)
    const manager = browser(app, people.right.manager)
    const list = await manager.get('/break-glass')
    assert.match(list.text, /Alder dsl, Alder Primary/)
    assert.doesNotMatch(list.html, new RegExp(one.surname))
    assert.match(list.text, /Yours: another manager reviews it/)
    const openings = await owner<
      { id: string; person_id: string }[]
    >`select id, person_id from break_glass where child_id = ${one.id}`
    const own = openings.find(row => row.person_id === people.right.manager.id)!
    const other = openings.find(row => row.person_id === people.right.dsl.id)!
    const finding = 'It was needed: I rang the DSL and asked'
    assert.match((await manager.post(`/break-glass/${own.id}`, { finding })).errors[0]!, /yourself/)
    assert.deepEqual((await manager.post(`/break-glass/${other.id}`, { finding: 'ok' })).errorFields, [
      'finding',
    ])
    assert.equal((await manager.post(`/break-glass/${other.id}`, { finding })).location, '/break-glass')
    assert.match(
      (await manager.post(`/break-glass/${other.id}`, { finding })).errors.join(),
      /reviewed this already/,
    )
    const second = browser(app, people.wrongSchool.manager)
    assert.equal((await second.post(`/break-glass/${own.id}`, { finding })).location, '/break-glass')
    assert.equal(
      (await browser(app, people.wrongAuthority.manager).get(`/break-glass/${other.id}`)).status,
      404,
    )
    assert.equal((await browser(app, people.right['cme-officer']).get('/break-glass')).status, 404)
  })
})

describe('a safe-contact mark', () => {
  test('holds from the next look on, and the latest counts', async () => {
    const one = await child()
    const visitor = browser(app, people.right['attendance-officer'])
    const at = `/pupils/${one.token}/contacts/${one.contactId}/safe`
    assert.deepEqual((await visitor.post(at, { may_ring: 'yes' })).errorFields, [
      'may_text',
      'may_email',
      'may_write',
    ])
    const marks = {
      may_ring: 'no',
      may_text: 'not known',
      may_email: 'yes',
      may_write: 'no',
      note: 'Only by email',
    }
    assert.equal((await visitor.post(at, marks)).location, `/pupils/${one.token}/contacts`)
    const page = await visitor.follow()
    assert.match(page.text, /Only by email/)
    assert.equal((await visitor.post(at, { ...marks, may_ring: 'maybe' })).status, 422)
    assert.equal((await browser(app, people.wrongSchool['attendance-officer']).get(at)).status, 404)
  })
  test('of a protected contact is only for whoever has opened it', async () => {
    const one = await protectedChild()
    const at = `/pupils/${one.token}/contacts/${one.contactId}/safe`
    assert.equal((await browser(app, people.right.dsl).get(at)).status, 404)
    const visitor = await opened(one, people.right.dsl)
    const marks = { may_ring: 'no', may_text: 'no', may_email: 'yes', may_write: 'no', note: 'After ten' }
    assert.equal((await visitor.post(at, marks)).location, `/pupils/${one.token}/protected`)
    assert.match((await visitor.follow()).text, /Ring: no\. Text: no\. Email: yes\. Write: no\. After ten/)
  })
})

describe('who looked', () => {
  test('can be narrowed to days', async () => {
    const one = await child()
    const visitor = browser(app, people.right.dsl)
    await visitor.get(`/pupils/${one.token}/protect`)
    assert.match((await visitor.get(`/pupils/${one.token}/looks`)).text, /Alder dsl/)
    const early = await visitor.get(`/pupils/${one.token}/looks?until-day=1&until-month=jan&until-year=2026`)
    assert.match(early.text, /Nobody on these days/)
    const wrong = await visitor.get(`/pupils/${one.token}/looks?until-day=31&until-month=2&until-year=2026`)
    assert.deepEqual(wrong.errorFields, ['until'])
  })
})
