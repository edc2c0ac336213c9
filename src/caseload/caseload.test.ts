import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople } from '../access/testing/people.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import { caseFrom } from '../cases/case.ts'
import * as steps from '../cases/steps.ts'
import { caseByToken, historyOf, tellCase } from '../cases/store.ts'
import { refer, taken } from '../cases/testing/referred.ts'
import { stoppedClock } from '../platform/clock.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { chaseMany, giveMany } from './actions.ts'
import { filterOf } from './views.ts'

const today = '2026-11-20'

async function world(t: Parameters<typeof freshDatabase>[0]) {
  const { owner, app: sql } = await freshDatabase(t)
  const people = await makePeople(owner)
  const officer = people.right['cme-officer']
  const cases = []
  for (const forename of ['Amina', 'Bela', 'Cy']) {
    const child = await makeChild(owner, { school: people.alder, surname: 'Loaded', forename })
    cases.push({ child, ...(await refer(sql, people, child, { on: '2026-11-02' })) })
  }
  // The third waits to be decided on.
  for (const one of cases.slice(0, 2)) {
    await taken(sql, officer, '2026-11-02', one.token, (c, by) =>
      steps.accept(c, { level: 'keep in view', owner: by }, by),
    )
  }
  const app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
  t?.after(() => app.close())
  const caseNow = (token: string) => {
    const viewer = officer.viewer(today)
    return asViewer(sql, viewer, async tx =>
      caseFrom(await historyOf(tx, viewer, (await caseByToken(tx, viewer, token)).id)),
    )
  }
  return { owner, sql, people, officer, cases, app, caseNow }
}

test('a view keeps only the filters the list knows', () => {
  assert.equal(
    filterOf({ owner: 'none', page: '3', state: '', q: 'Amina', late: 'yes' }),
    'owner=none&late=yes',
  )
  assert.equal(filterOf({ sort: 'due', state: 'on hold' }), 'state=on+hold&sort=due')
})

describe('many at once', () => {
  test('are given to one person, those that may be; what could not is said', async t => {
    const { sql, people, cases, app, caseNow } = await world(t)
    const colleague = people.wrongSchool['cme-officer']
    const window = browser(app, people.right['cme-officer'])
    const all = cases.map(one => one.token)
    assert.match(
      (await window.post('/cases/many', { what: 'give', to: colleague.id })).html,
      /Pick at least one case/,
    )
    assert.match(
      (await window.post('/cases/many', { what: 'give', case: all })).html,
      /Choose who works on them/,
    )
    const given = await window.post('/cases/many', {
      what: 'give',
      to: colleague.id,
      case: all,
      filter: 'owner=none&q=x',
    })
    assert.equal(given.location, '/cases?owner=none')
    assert.equal((await caseNow(all[0]!)).owner?.id, colleague.id)
    assert.equal((await caseNow(all[2]!)).owner, undefined)
    // By an assistant, not; by a school, not.
    assert.equal(
      (await browser(app, people.right['cme-assistant']).post('/cases/many', { what: 'give', case: all }))
        .status,
      404,
    )
    assert.equal(
      (await browser(app, people.right.dsl).post('/cases/many', { what: 'give', case: all })).status,
      404,
    )
    // Again it changes nothing; two at once do it once.
    const viewer = people.right.manager.viewer(today)
    const again = await asViewer(sql, viewer, tx => giveMany(tx, viewer, all, colleague))
    assert.deepEqual(again.done, [])
    const manager = { id: people.right.manager.id, name: 'Alder manager' }
    const both = await Promise.all(
      [all, [...all].reverse()].map(tokens =>
        asViewer(sql, viewer, tx => giveMany(tx, viewer, tokens, manager)),
      ),
    )
    assert.deepEqual(both.map(one => one.done.length).sort(), [0, 2])
  })

  test('cases of another authority are not among them', async t => {
    const { sql, people, cases } = await world(t)
    const viewer = people.wrongAuthority['cme-officer'].viewer(today)
    const result = await asViewer(sql, viewer, tx =>
      giveMany(
        tx,
        viewer,
        cases.map(one => one.token),
        { id: viewer.personId, name: viewer.name },
      ),
    )
    assert.deepEqual(result, { done: [], not: [] })
  })

  test('are chased where something they wait for is late, and not otherwise', async t => {
    const { sql, officer, cases, caseNow } = await world(t)
    const viewer = officer.viewer(today)
    const set = (token: string, due: string) =>
      asViewer(sql, viewer, async tx => {
        const row = await caseByToken(tx, viewer, token)
        await tellCase(tx, viewer, { caseId: row.id }, [
          { type: 'task-set', key: 'visit 1', says: 'A visit', due: localDate(due) },
        ])
      })
    await set(cases[0]!.token, '2026-11-19')
    await set(cases[1]!.token, today)
    const result = await asViewer(sql, viewer, tx =>
      chaseMany(
        tx,
        viewer,
        cases.map(one => one.token),
        'Rang each',
      ),
    )
    assert.equal(result.done.length, 1)
    assert.equal(result.not.length, 2)
    assert.equal((await caseNow(cases[0]!.token)).tasks['visit 1']!.due, '2026-11-24')
    assert.equal((await caseNow(cases[1]!.token)).tasks['visit 1']!.due, today)
  })
})

test('a view is kept by name, for its person alone, and dropped', async t => {
  const { owner, people, app } = await world(t)
  const window = browser(app, people.right['cme-officer'])
  assert.match(
    (await window.post('/cases/views', { what: 'keep', filter: 'owner=none' })).html,
    /Give the view a name/,
  )
  const kept = { what: 'keep', name: 'Nobody’s', filter: 'owner=none&q=Amina' }
  assert.equal((await window.post('/cases/views', kept)).location, '/cases?owner=none')
  await window.post('/cases/views', { ...kept, filter: 'late=yes' })
  const rows = await owner<{ filter: string; token: string }[]>`select filter, token from case_views`
  assert.deepEqual(
    rows.map(row => row.filter),
    ['late=yes'],
  )
  assert.match((await window.get('/cases')).html, /Nobody’s/)
  const other = browser(app, people.right.manager)
  assert.ok(!(await other.get('/cases')).html.includes('Nobody’s'))
  await other.post('/cases/views', { what: 'drop', view: rows[0]!.token })
  assert.equal((await owner`select 1 from case_views`).length, 1)
  await window.post('/cases/views', { what: 'drop', view: rows[0]!.token })
  assert.equal((await owner`select 1 from case_views`).length, 0)
})

test('the caseload counts each person’s open cases as the list behind each number does', async t => {
  const { people, app, officer } = await world(t)
  const manager = browser(app, people.right.manager)
  assert.equal((await browser(app, officer).get('/caseload')).status, 404)
  const page = (await manager.get('/caseload')).html
  assert.match(page, /3 open, 3 late, 0 to act on today/)
  for (const [href, count] of [
    [`/cases?owner=${officer.id}`, 2],
    ['/cases?owner=none', 1],
    [`/cases?owner=${officer.id}&late=yes`, 2],
  ] as const) {
    assert.ok(page.includes(href.replaceAll('&', '&amp;')), href)
    assert.match((await manager.get(href)).html, new RegExp(`<strong>${count} case`))
  }
})

test('supervision: a manager notes it with the owner, who reads it; another officer does not, nor does anyone change it', async t => {
  const { owner, people, app, cases, officer, caseNow } = await world(t)
  const at = `/cases/${cases[0]!.token}/supervision`
  const manager = browser(app, people.right.manager)
  const next = { 'next-day': '4', 'next-month': '12', 'next-year': '2026' }
  const words = { talked: 'CanaryTalk about the visit', agreed: 'Visit again' }
  assert.equal((await manager.post(at, { ...words })).status, 422)
  assert.match(
    (await manager.post(`/cases/${cases[2]!.token}/supervision`, { ...words, ...next })).html,
    /Nobody has this case/,
  )
  assert.equal((await manager.post(at, { ...words, ...next })).status, 303)
  assert.match((await browser(app, officer).get(at)).html, /CanaryTalk/)
  assert.ok(!(await browser(app, people.wrongSchool['cme-officer']).get(at)).html.includes('CanaryTalk'))
  assert.equal((await browser(app, people.right['cme-assistant']).get(at)).status, 404)
  await browser(app, officer).post(at, { ...words, ...next })
  assert.equal((await owner`select 1 from supervision_notes`).length, 1)
  assert.equal((await caseNow(cases[0]!.token)).tasks.supervision?.due, '2026-12-04')
})
