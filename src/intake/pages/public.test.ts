// Telling us about a child without an account: what is asked, what is kept, what is said back, and what nobody learns.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { type Browser, browser, makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { publicViewer, systemViewer, viewerSettings } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { inTransaction, type Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { deleteOldDrafts, draftIdOf, insertContact } from '../public/store.ts'

const today = '2026-11-20'
const now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: Sql
let web: FastifyInstance
let people: TestPeople
const base = '/missing-education/001/tell-us'

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  web = await createApp({ sql: app, clock: stoppedClock(now), publicUrl: 'http://localhost:3000' })
  const manager = people.right.manager.viewer(today)
  await asViewer(app, manager, tx =>
    insertContact(tx, manager, {
      from_on: '2026-09-01',
      contact_name: 'Priya Example',
      contact_role: 'CME officer',
      phone: '07700 900111',
      email: 'cme@example.org',
      hours: 'Monday to Friday, 9am to 5pm',
    }),
  )
})

type Told = Readonly<Record<string, string>>
/** Answers every question that is asked, and sends. Gives the browser, on the page that says the reference. */
async function tell(told: Told = {}): Promise<{ visitor: Browser; reference: string; html: string }> {
  const visitor = browser(web)
  const all: Told = { danger: 'no', why: 'He is in the park every morning', reply: 'no', ...told }
  await visitor.get(`${base}/danger`)
  let page = await visitor.send(`${base}/danger`, { danger: all.danger! })
  for (let at = 0; at < 9; at += 1) {
    const step = page.location!.split('/').at(-1)!
    if (step === 'check') break
    page = await visitor.get(page.location!)
    if (step === 'call-999') page = { ...page, location: `${base}/child` }
    else page = await visitor.send(`${base}/${step}`, all)
  }
  await visitor.get(`${base}/check`)
  const sent = await visitor.send(`${base}/check`)
  assert.equal(sent.location, `${base}/sent`)
  const said = await visitor.follow()
  return { visitor, reference: /P-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(said.text)?.[0] ?? '', html: said.html }
}

describe('whom to tell', () => {
  test('says 999 first, then the named contact, and never asks anyone to wait', async () => {
    const page = await browser(web).get('/missing-education/001')
    assert.equal(page.status, 200)
    assert.ok(page.text.indexOf('999') < page.text.indexOf('Priya Example'))
    for (const said of ['Priya Example, CME officer', '07700 900111', 'cme@example.org', 'Monday to Friday'])
      assert.ok(page.text.includes(said), said)
    assert.doesNotMatch(page.text, /four weeks|4 weeks/i)
    assert.match(page.text, /from the first day/)
  })
  test('asks which authority where there are several, and knows no other', async () => {
    const page = await browser(web).get('/missing-education')
    assert.ok(page.links.includes('/missing-education/001') && page.links.includes('/missing-education/002'))
    assert.equal((await browser(web).get('/missing-education/003')).status, 404)
    assert.equal((await browser(web).get('/missing-education/x')).status, 404)
  })
  test('says whom to ask where the authority has named nobody', async () => {
    assert.match((await browser(web).get('/missing-education/002')).text, /Ring Otherborough/)
  })
})

describe('telling us', () => {
  test('gives a reference and nothing that was typed; what was told is kept once, apart from who told it', async () => {
    const { reference, html } = await tell({
      forename: 'CanaryForename',
      surname: 'CanarySurname',
      where: 'CanaryStreet',
      reply: 'yes',
      way: 'phone',
      contact: '07700 900222',
      name: 'CanaryTeller',
    })
    assert.ok(reference)
    assert.doesNotMatch(html, /Canary|07700 900222/)
    const [report] = await owner`select * from reports_in where reference = ${reference}`
    assert.equal(report!.said.children[0].forename, 'CanaryForename')
    assert.doesNotMatch(JSON.stringify(report), /CanaryTeller|900222/)
    const [teller] = await owner`select * from report_tellers where report_id = ${report!.id}`
    assert.equal(teller!.name, 'CanaryTeller')
    const [draft] = await owner`select answers from report_drafts where report_id = ${report!.id}`
    assert.deepEqual(draft!.answers, {})
  })
  test('keeps nobody who stays anonymous, whatever they had typed before', async () => {
    const { reference } = await tell({ name: 'CanaryNobody' })
    const rows = await owner`
      select 1 from report_tellers t join reports_in r on r.id = t.report_id where r.reference = ${reference}`
    assert.equal(rows.length, 0)
  })
  test('a child in danger: 999 at once, and the report is for today', async () => {
    for (const danger of ['yes', 'not sure']) {
      const visitor = browser(web)
      await visitor.get(`${base}/danger`)
      const page = await visitor.send(`${base}/danger`, { danger })
      assert.equal(page.location, `${base}/call-999`)
      assert.equal((await visitor.follow()).heading, 'Call 999 now')
      const { reference } = await tell({ danger })
      const [report] = await owner`select * from reports_in where reference = ${reference}`
      assert.deepEqual(
        [report!.level, report!.danger, report!.acknowledge_by, report!.decide_by],
        ['act today', true, today, today],
      )
    }
  })
  test('sent twice, or by two presses at once, it is one report with one reference', async () => {
    const { visitor, reference } = await tell()
    const many = async () => (await owner`select 1 from reports_in`).length
    const before = await many()
    await visitor.get(`${base}/danger`)
    await visitor.send(`${base}/check`)
    assert.match((await visitor.follow()).text, new RegExp(reference))
    assert.equal(await many(), before)

    const second = browser(web)
    await second.get(`${base}/danger`)
    await second.send(`${base}/danger`, { danger: 'no' })
    for (const [step, fields] of [
      ['why', { why: 'A reason' }],
      ['reply', { reply: 'no' }],
    ] as const) {
      await second.get(`${base}/${step}`)
      await second.send(`${base}/${step}`, fields)
    }
    const page = await second.get(`${base}/check`)
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)![1]!
    const cookie = [...second.cookies]
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
    const press = () =>
      web.inject({
        method: 'POST',
        url: `${base}/check`,
        headers: {
          host: 'localhost:3000',
          origin: 'http://localhost:3000',
          cookie,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ formToken }).toString(),
      })
    await Promise.all([press(), press(), press()])
    assert.equal(await many(), before + 1)
  })
  test('asks for what is missing, and keeps what was typed', async () => {
    const visitor = browser(web)
    await visitor.get(`${base}/danger`)
    const none = await visitor.send(`${base}/danger`)
    assert.equal(none.status, 422)
    assert.deepEqual(none.errors, ['Choose whether a child is in danger now'])
    await visitor.post(`${base}/danger`, { danger: 'no' })
    const long = await visitor.post(`${base}/child`, { forename: 'x'.repeat(201) })
    assert.deepEqual(long.errorFields, ['forename'])
    const why = await visitor.post(`${base}/why`, { why: '  ' })
    assert.deepEqual(why.errors, ['Write why you think the child is not in school'])
    assert.equal((await visitor.get(`${base}/check`)).location, `${base}/why`)
  })
  test('Exit this page stands on every page; it deletes the form and what told the browser from others', async () => {
    const visitor = browser(web)
    assert.ok((await visitor.get(base)).links.includes(`${base}/exit`))
    await visitor.get(`${base}/danger`)
    await visitor.send(`${base}/danger`, { danger: 'yes' })
    for (const step of ['danger', 'call-999', 'child', 'where', 'why', 'worry', 'reply', 'contact']) {
      const page = await visitor.get(`${base}/${step}`)
      assert.equal(page.status, 200, step)
      assert.ok(page.links.includes(`${base}/exit`), step)
      assert.equal(page.headers['cache-control'], 'no-store')
    }
    const id = draftIdOf(visitor.cookies.get('onroll-report')!)
    assert.equal((await owner`select 1 from report_drafts where id = ${id}`).length, 1)
    const left = await visitor.get(`${base}/exit`)
    assert.equal(left.location, 'https://www.bbc.co.uk/weather')
    assert.match(String(left.headers['clear-site-data']), /cache/)
    assert.equal((await owner`select 1 from report_drafts where id = ${id}`).length, 0)
    assert.deepEqual([...visitor.cookies.keys()], [])
    assert.match((await visitor.get(`${base}/child`)).text, /not kept any more/)
  })
  test('after an hour nothing of it is kept', async () => {
    const visitor = browser(web)
    await visitor.get(`${base}/danger`)
    await visitor.send(`${base}/danger`, { danger: 'no' })
    const id = draftIdOf(visitor.cookies.get('onroll-report')!)
    await visitor.get(`${base}/child`)
    await owner`update report_drafts set ends_at = ${now} where id = ${id}`
    assert.equal((await visitor.send(`${base}/child`, { forename: 'A' })).location, `${base}/ended`)
    assert.match((await visitor.get(`${base}/child`)).text, /not kept any more/)
    const system = systemViewer('001', today)
    await asViewer(app, system, tx => deleteOldDrafts(tx, system, now))
    assert.equal((await owner`select 1 from report_drafts where id = ${id}`).length, 0)
  })
  test('the reply is the same to the byte for a child who is known and for one who is not', async () => {
    const child = await makeChild(owner, { school: people.alder, surname: 'Knownson', forename: 'Kim' })
    assert.ok(child.id)
    const same = (html: string) =>
      html
        .replaceAll(/P-[2-9A-Z]{4}-[2-9A-Z]{4}/g, 'REFERENCE')
        .replaceAll(/name="formToken" value="[^"]+"/g, 'TOKEN')
        .replaceAll(/nonce="[^"]+"/g, 'NONCE')
    const known = await tell({ forename: 'Kim', surname: 'Knownson' })
    const unknown = await tell({ forename: 'Qux', surname: 'Nowhereman' })
    assert.equal(same(known.html), same(unknown.html))
  })
  test('too many from one place: kept, not sent, and the telephone is said; danger still passes', async () => {
    const crowded = await createApp({
      sql: app,
      clock: stoppedClock(now),
      publicUrl: 'http://localhost:3000',
    })
    const before = web
    web = crowded
    try {
      for (let at = 0; at < 30; at += 1) await tell()
      await assert.rejects(tell())
      const visitor = browser(crowded)
      await visitor.get(`${base}/danger`)
      await visitor.send(`${base}/danger`, { danger: 'no' })
      await visitor.post(`${base}/why`, { why: 'A reason' })
      await visitor.post(`${base}/reply`, { reply: 'no' })
      const page = await visitor.post(`${base}/check`)
      assert.equal(page.status, 429)
      assert.match(page.text, /07700 900111/)
      assert.match(page.text, /999/)
      assert.equal((await visitor.get(`${base}/check`)).status, 200)
      assert.ok((await tell({ danger: 'yes' })).reference)
    } finally {
      web = before
      await crowded.close()
    }
  })
})

describe('the public’s side of the wall', () => {
  test('reads no row of any table but its own form and what is published', async () => {
    await tell({ reply: 'yes', way: 'email', contact: 'a@example.org' })
    const tables = await owner<{ name: string }[]>`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relforcerowsecurity order by 1`
    const visitor = browser(web)
    await visitor.get(`${base}/danger`)
    await visitor.send(`${base}/danger`, { danger: 'no' })
    const id = draftIdOf(visitor.cookies.get('onroll-report')!)
    const viewer = { ...publicViewer('001', today), personId: id }
    await inTransaction(app, viewerSettings(viewer), async tx => {
      for (const { name } of tables) {
        const rows = await tx`select * from ${tx(name)} limit 5`
        if (name === 'report_drafts') assert.deepEqual([rows.length, rows[0]?.id], [1, id])
        else if (name === 'public_pages') assert.equal(rows.length, 1)
        else assert.equal(rows.length, 0, name)
      }
    })
  })
  test('writes no form but its own, and no report that is anything but new', async () => {
    const viewer = publicViewer('001', today)
    const report = (over: Record<string, unknown>) => ({
      la_code: '001',
      id: crypto.randomUUID(),
      token: crypto.randomUUID(),
      reference: crypto.randomUUID(),
      how: 'the public',
      level: 'act this week',
      danger: false,
      said: {},
      reply_wanted: false,
      came_at: now,
      came_on: today,
      acknowledge_by: today,
      decide_by: today,
      ...over,
    })
    const write = (over: Record<string, unknown>) =>
      inTransaction(
        app,
        viewerSettings(viewer),
        tx => tx`insert into reports_in ${tx(report(over) as never)}`,
      )
    await write({})
    await assert.rejects(write({ how: 'a partner' }), /row-level security/)
    await assert.rejects(write({ state: 'taken on', settled_on: today }), /row-level security/)
    await assert.rejects(write({ la_code: '002' }), /row-level security/)
    await assert.rejects(
      inTransaction(
        app,
        viewerSettings(viewer),
        tx => tx`insert into report_drafts (la_code, id, report_id, answers, ends_at)
          values ('001', ${crypto.randomUUID()}, ${crypto.randomUUID()}, '{}', ${now})`,
      ),
      /row-level security/,
    )
    await inTransaction(app, viewerSettings(viewer), async tx => {
      assert.equal((await tx`update reports_in set state = 'merged' returning 1`).length, 0)
      assert.equal((await tx`delete from report_tellers returning 1`).length, 0)
    })
  })
})
