import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople } from '../access/testing/people.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import { caseFrom, nextStep } from '../cases/case.ts'
import * as steps from '../cases/steps.ts'
import { caseByToken, historyOf } from '../cases/store.ts'
import { refer, taken } from '../cases/testing/referred.ts'
import { stoppedClock } from '../platform/clock.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { bringCase, callPanel, decide } from './actions.ts'
import { agendaOf, panelByToken } from './store.ts'

const today = '2026-11-20'
const words = {
  question: 'Who can help?',
  summary: 'Unknown since October',
  untried: 'Housing',
  good: 'Seen by somebody',
}

async function world(t: Parameters<typeof freshDatabase>[0]) {
  const { owner, app: sql } = await freshDatabase(t)
  const people = await makePeople(owner)
  const child = await makeChild(owner, { school: people.alder, surname: 'Panelled', forename: 'Amina' })
  const opened = await refer(sql, people, child, { on: '2026-11-16' })
  await taken(sql, people.right['cme-officer'], '2026-11-16', opened.token, (c, by) =>
    steps.accept(c, { level: 'keep in view', owner: by }, by),
  )
  const officer = people.right['cme-officer']
  const call = async (on: string, kind = 'cme') => {
    const viewer = officer.viewer(today)
    const done = await asViewer(sql, viewer, tx =>
      callPanel(tx, viewer, { kind, meetsOn: localDate(on), startsAt: '10am', place: 'Room 2' }),
    )
    return done
  }
  const bring = (token: string, on = today) => {
    const viewer = officer.viewer(on)
    return asViewer(sql, viewer, async tx =>
      bringCase(tx, viewer, await panelByToken(tx, viewer, token), { token: opened.token, seen: '' }, words),
    )
  }
  const caseNow = async (on: string) => {
    const viewer = officer.viewer(on)
    return asViewer(sql, viewer, async tx =>
      caseFrom(await historyOf(tx, viewer, (await caseByToken(tx, viewer, opened.token)).id)),
    )
  }
  return { owner, sql, people, child, opened, officer, call, bring, caseNow }
}

describe('panels', () => {
  test('a panel is not called for a day that has passed', async t => {
    const { call } = await world(t)
    assert.equal((await call('2026-11-19')).allowed, false)
    assert.equal((await call(today)).allowed, true)
    assert.equal((await call('2026-11-27', 'no such')).allowed, false)
  })

  test('a case brought stands with the panel, has a next step, and takes the decision back as a task', async t => {
    const { sql, officer, call, bring, caseNow } = await world(t)
    const called = await call('2026-11-24')
    assert.ok(called.allowed)
    assert.equal((await bring(called.value)).done, true)
    const again = await bring(called.value)
    assert.ok(!again.done && /already/.test(again.refusals[0]!.says))
    const brought = await caseNow(today)
    assert.equal(brought.aside?.as, 'with panel')
    assert.equal(brought.aside?.until, '2026-11-25')
    assert.ok(nextStep(brought))

    const viewer = officer.viewer('2026-11-24')
    const item = await asViewer(
      sql,
      viewer,
      async tx => (await agendaOf(tx, viewer, (await panelByToken(tx, viewer, called.value)).id)).at(0)!,
    )
    const given = {
      kind: 'decided' as const,
      decision: 'Housing asks its records',
      who: 'Housing',
      due: localDate('2026-12-01'),
    }
    const early = officer.viewer('2026-11-23')
    assert.equal((await asViewer(sql, early, tx => decide(tx, early, item.token, given))).allowed, false)
    // Two people at once: one decision.
    const both = await Promise.all(
      [1, 2].map(() => asViewer(sql, viewer, tx => decide(tx, viewer, item.token, given))),
    )
    assert.deepEqual(both.map(one => one.allowed).sort(), [false, true])
    const after = await caseNow('2026-11-24')
    assert.equal(after.aside, undefined)
    assert.deepEqual(
      Object.values(after.tasks).map(task => task.due),
      ['2026-12-01'],
    )
  })

  test('put off, it goes back in hand and leaves nothing waiting', async t => {
    const { sql, officer, call, bring, caseNow } = await world(t)
    const called = await call(today)
    assert.ok(called.allowed)
    await bring(called.value)
    const viewer = officer.viewer(today)
    const item = await asViewer(
      sql,
      viewer,
      async tx => (await agendaOf(tx, viewer, (await panelByToken(tx, viewer, called.value)).id)).at(0)!,
    )
    const done = await asViewer(sql, viewer, tx =>
      decide(tx, viewer, item.token, {
        kind: 'put off',
        decision: 'Police did not come',
        who: '',
        due: undefined,
      }),
    )
    assert.equal(done.allowed, true)
    const after = await caseNow(today)
    assert.deepEqual([after.aside, after.tasks], [undefined, {}])
  })

  test('in the pages: brought, packed, decided, closed; not by a school, and a protected child without a name', async t => {
    const { owner, sql, people, child, opened } = await world(t)
    const app = await createApp({
      sql,
      clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
    t.after(() => app.close())
    const officer = browser(app, people.right['cme-officer'])
    const assistant = browser(app, people.right['cme-assistant'])
    assert.equal((await browser(app, people.right.dsl).get('/panels')).status, 404)
    const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
    assert.match((await officer.post('/panels', {})).html, /Choose which panel/)
    const at = (await officer.post('/panels', { kind: 'cme', ...on, place: 'Room 2' })).location!
    // An assistant reads the page and calls nothing.
    await assistant.post('/panels', { kind: 'cme', ...on })
    const [many] = await owner<{ many: number }[]>`select count(*)::int as many from panels`
    assert.equal(many!.many, 1)
    const bringing = `/cases/${opened.token}/panel`
    assert.match((await officer.post(bringing, {})).html, /Write the question/)
    assert.equal(
      (await officer.post(bringing, { ...words, panel: at.split('/').at(-1)!, seen: '' })).status,
      303,
    )
    assert.match((await officer.get(`${at}/pack`)).html, /Amina Panelled/)
    assert.equal((await assistant.get(`${at}/pack`)).status, 404)
    await owner`insert into protections ${owner({ la_code: '001', id: child.id, child_id: child.id, kind: 'address', from_on: today, reason: 'x', put_on_name: 'A' })}`
    assert.ok(!(await officer.get(`${at}/pack`)).html.includes('Panelled'))
    assert.match((await officer.post(at, { came: 'All' })).html, /write what was decided/)
    const item = /\/panels\/[\w-]+\/cases\/[\w-]+/.exec((await officer.get(at)).html)![0]
    assert.match((await officer.post(item, { kind: 'decided', decision: 'Ask' })).html, /Say who does it/)
    const due = { 'due-day': '1', 'due-month': '12', 'due-year': '2026' }
    assert.equal(
      (await officer.post(item, { kind: 'decided', decision: 'Ask housing', who: 'Dee', ...due })).status,
      303,
    )
    assert.match((await officer.get(`/cases/${opened.token}`)).html, /Ask housing/)
    assert.equal((await officer.post(item, { what: 'done', says: 'Asked' })).status, 303)
    assert.equal((await officer.post(at, { came: 'All', apologies: 'Police' })).status, 303)
    assert.match((await officer.get(at)).html, /Came: All\. Apologies: Police/)
  })
})
