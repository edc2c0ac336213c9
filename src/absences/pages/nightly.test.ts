// How the last night went, for the authority's manager: finished, or how far; and for nobody else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { browser, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { newWindow, picture, sidewaysScroll, violationsOn } from '../../platform/testing/browser.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { detect } from '../actions.ts'

const today = localDate('2026-11-20')

describe('the page of the nightly run', () => {
  let database: FreshDatabase
  let people: TestPeople
  let app: Awaited<ReturnType<typeof createApp>>
  before(async () => {
    database = await freshDatabase()
    people = await makePeople(database.owner)
    await makeCalendar(database.owner, people)
    await makeAbsentChild(database.owner, { school: people.alder, days: 3 })
    app = await createApp({
      sql: database.app,
      clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
      publicUrl: 'http://localhost:3000',
    })
  })
  after(() => app.close())
  let origin: Promise<string> | undefined
  const listening = () => {
    origin ??= app.listen({ port: 0, host: '127.0.0.1' })
    return origin
  }
  const as = (role: keyof TestPeople['right']) => browser(app, people.right[role])
  const run = (on: string, at: string, progress?: () => void) =>
    detect(database.app, systemViewer('001', today), {
      on: localDate(on),
      now: () => new Date(at),
      progress,
    })

  test('says that there was none yet', async () => {
    const page = await as('manager').get('/settings/nightly')
    assert.equal(page.heading, 'The nightly run of the rules')
    assert.match(page.text, /No run yet/)
    assert.match((await as('manager').get('/settings')).text, /The nightly run/)
  })

  test('says when it was, how many pupils, what it found', async () => {
    await run('2026-11-19', '2026-11-19T01:30:00Z')
    await run('2026-11-20', '2026-11-20T01:30:00Z')
    const { text } = await as('manager').get('/settings/nightly')
    assert.match(text, /Last night Finished 20 November 2026 at 1:30am/)
    assert.match(text, /Schools done 1 of 1/)
    assert.match(text, /Pupils looked at 1/)
    assert.match(text, /Earlier runs/)
  })

  test('is read by no school in the database either, and written by Onroll alone', async () => {
    const begun = { la_code: '001', on_date: '2026-11-20', started_at: new Date(), schools: 1, pupils: 1 }
    for (const role of ['headteacher', 'manager'] as const) {
      const viewer = people.right[role].viewer(today)
      const rows = await asViewer(database.app, viewer, tx => tx`select 1 from nightly_runs`)
      assert.equal(rows.length, role === 'manager' ? 2 : 0)
      await assert.rejects(
        asViewer(database.app, viewer, tx => tx`insert into nightly_runs ${tx({ ...begun, id: newId() })}`),
        /row-level security/,
      )
    }
  })

  test('says how far one came that was broken off', async () => {
    const breaksOff = () => {
      throw new Error('broken off')
    }
    await assert.rejects(run('2026-11-20', '2026-11-20T02:30:00Z', breaksOff), /broken off/)
    const { text } = await as('manager').get('/settings/nightly')
    assert.match(text, /Not finished: 0 of 1 schools done\. Nothing is lost/)
    await run('2026-11-20', '2026-11-20T02:31:00Z')
    assert.match((await as('manager').get('/settings/nightly')).text, /Finished .*Schools done 1 of 1/)
  })

  for (const width of [1280, 375]) {
    test(`looks right ${width} pixels wide`, async () => {
      const origin = await listening()
      const window = await newWindow({ width })
      await window.context().addCookies([{ name: 'onroll', value: people.right.manager.cookie, url: origin }])
      await window.goto(`${origin}/settings/nightly`)
      await picture(window, `nightly-${width}`)
      assert.deepEqual(await violationsOn(window), [])
      assert.equal(await sidewaysScroll(window), 0)
    })
  }

  test('is for the manager alone', async () => {
    for (const role of ['headteacher', 'cme-officer', 'attendance-officer'] as const) {
      assert.equal((await as(role).get('/settings/nightly')).status, 404, role)
    }
  })
})
