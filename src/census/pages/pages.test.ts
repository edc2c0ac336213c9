import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { browser, makePeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { beginTaking, takeOnTheDay } from '../actions.ts'
import { countAll, offRoll } from '../testing/off-roll.ts'

const now = new Date('2026-11-20T10:00:00Z')
const census = '2026-10-01'

describe('the census', () => {
  test('is taken, frozen, explained, signed and downloaded; each number opens its list', async t => {
    const { owner, app: sql } = await freshDatabase(t)
    const people = await makePeople(owner)
    const made = await offRoll(owner, sql, people, 3)
    const app = await createApp({
      sql,
      clock: stoppedClock(now),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
    t.after(() => app.close())
    const manager = browser(app, people.right.manager)
    const officer = browser(app, people.right['cme-officer'])

    assert.equal((await officer.post('/census/take', { on: census })).status, 404)
    const refused = await manager.post('/census/take', { on: '2027-01-21' })
    assert.match(refused.html, /still to come/)
    const begun = await manager.post('/census/take', { on: census })
    assert.equal(begun.status, 303)
    const at = begun.location!
    assert.match((await manager.get(at)).html, /Being counted: 0 of 3 cases/)
    const [taking] = await owner<{ id: string }[]>`select id from census_takings`
    await countAll(sql, taking!.id)
    // A job that runs again changes nothing.
    await countAll(sql, taking!.id)
    const page = await officer.get(at)
    assert.match(page.html, /3 children<\/a>\. There is no earlier census/)
    assert.match(page.html, /The reason is not recorded or unknown for 3 of 3/)
    const list = await officer.get(`${at}/list?of=reason&is=NOT_RECORDED`)
    for (const one of made) assert.ok(list.html.includes(one.child.surname))
    assert.ok(!(await officer.get(`${at}/list?of=sex&is=M`)).html.includes('Counted0'))
    assert.equal((await officer.get(`${at}/list?of=reason&is=NOTHING`)).status, 404)

    // Nothing that happens later changes what was counted.
    await owner`update enrolments set leaving_date = null, seen_until = null where id = ${made[0]!.child.enrolmentId}`
    assert.match((await officer.get(at)).html, /3 children<\/a>/)

    assert.match((await manager.post(`${at}/sign`)).html, /Explain first/)
    assert.equal((await manager.post(`${at}/note`, { figure: 'reason NOT_RECORDED', note: '' })).status, 422)
    assert.equal(
      (await manager.post(`${at}/note`, { figure: 'reason NOT_RECORDED', note: 'New cases' })).status,
      303,
    )
    assert.equal((await manager.post(`${at}/sign`)).status, 303)
    assert.match((await manager.post(`${at}/sign`)).html, /has signed it already/)
    assert.equal((await manager.post(`${at}/note`, { figure: 'total', note: 'x' })).status, 422)
    const sheet = await manager.post(`${at}/figures`)
    assert.equal(sheet.status, 200)
    assert.match(sheet.html, /202627,Autumn term,Local authority,001,x,Exampleshire,Total,[^,]+,3,100\.0,x/)
    assert.match(sheet.html, /Not recorded,3,100\.0,x,New cases/)
    assert.ok(!sheet.html.includes('Counted'))
    assert.equal((await officer.post(`${at}/figures`)).status, 404)

    // Taken again only with a reason, and beside the first.
    assert.match((await manager.post('/census/take', { on: census })).html, /Say why it is taken again/)
    assert.equal((await manager.post('/census/take', { on: census, why: 'A late file' })).status, 303)
    const [count] = await owner<{ many: number }[]>`select count(*)::int as many from census_takings`
    assert.equal(count!.many, 2)
  })

  test('counts a child once: of two records that two people linked, or with two cases in two batches', async t => {
    const { owner, app: sql } = await freshDatabase(t)
    const people = await makePeople(owner)
    const [one, two] = await offRoll(owner, sql, people, 2)
    const ids = [one!.child.id, two!.child.id].sort()
    await owner`insert into child_links ${owner({
      la_code: '001',
      id: one!.child.id,
      token: 'a-link-for-the-census',
      child_id: ids[0]!,
      other_id: ids[1]!,
      how: 'two people',
      why: 'x',
      proposed_by: people.right['cme-officer'].id,
      proposed_name: 'A',
      made_by: people.right.manager.id,
      made_name: 'B',
      band: 'certain',
      probability: 0.99,
      model_version: 'a test',
      evidence: [] as never,
    })}`
    const viewer = people.right.manager.viewer('2026-11-20')
    const begun = await asViewer(sql, viewer, tx => beginTaking(tx, viewer, census, ''))
    assert.ok(begun.allowed)
    const [taking] = await owner<{ id: string }[]>`select id from census_takings`
    await countAll(sql, taking!.id)
    const [row] = await owner<{ figures: { total: number } }[]>`select figures from census_takings`
    assert.equal(row!.figures.total, 1)
  })

  test('is begun by itself on its evening, once, and on no other', async t => {
    const { owner, app: sql } = await freshDatabase(t)
    await makePeople(owner)
    const on = async (day: string) => {
      const system = systemViewer('001', day)
      await asViewer(sql, system, tx => takeOnTheDay(tx, system))
      const [row] = await owner<{ many: number }[]>`select count(*)::int as many from census_takings`
      return row!.many
    }
    assert.equal(await on('2026-09-30'), 0)
    assert.equal(await on(census), 1)
    assert.equal(await on(census), 1)
    assert.equal(await on('2026-10-02'), 1)
  })

  test('takes the reason a person recorded, from its day', async t => {
    const { owner, app: sql } = await freshDatabase(t)
    const people = await makePeople(owner)
    const [one] = await offRoll(owner, sql, people, 1)
    const app = await createApp({
      sql,
      clock: stoppedClock(now),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
    t.after(() => app.close())
    const assistant = browser(app, people.right['cme-assistant'])
    const at = `/cases/${one!.token}/reason`
    assert.equal((await assistant.post(at, { reason: '', why: '' })).status, 422)
    const from = { 'from-day': '12', 'from-month': '9', 'from-year': '2026' }
    assert.equal(
      (await assistant.post(at, { reason: 'MOVED_LA', why: 'Told by an aunt', ...from })).status,
      303,
    )
    assert.equal((await browser(app, people.right.dsl).get(at)).status, 404)
    assert.match(
      (await assistant.get(`/cases/${one!.token}`)).html,
      /Believed to have moved to another local authority/,
    )
    const viewer = people.right.manager.viewer('2026-11-20')
    await asViewer(sql, viewer, tx => beginTaking(tx, viewer, census, ''))
    const [taking] = await owner<{ id: string }[]>`select id from census_takings`
    await countAll(sql, taking!.id)
    const rows = await owner`select reason, reason_by, since::text, duration from census_children`
    assert.deepEqual(
      [...rows],
      [{ reason: 'MOVED_LA', reason_by: 'a person', since: '2026-07-16', duration: 'W8_12' }],
    )
  })
})
