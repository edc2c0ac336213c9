// Two who answer for one leaver at the same moment, by two links; and a form that is refused, which leaves nothing behind.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople, type TestPeople } from '../access/testing/people.ts'
import { createApp } from '../app.ts'
import { makeCalendar } from '../enquiries/testing/absence.ts'
import { stoppedClock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { linkForReceivingSide, recordClaim } from './actions.ts'
import { linkForParent, typedIn } from './parents/actions.ts'

const today = '2026-10-05'
let owner: Sql
let app: Sql
let people: TestPeople
before(async () => {
  ;({ owner, app } = await freshDatabase())
  people = await makePeople(owner)
  await makeCalendar(owner, people)
})
const leaver = () =>
  makeChild(owner, { school: people.alder, leavingDate: '2026-10-02', seenUntil: '2027-06-30' })
const web = () =>
  createApp({
    sql: app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })

async function twoLinks() {
  const child = await leaver()
  const viewer = people.right['attendance-officer'].viewer(today)
  const paths = await asViewer(app, viewer, async tx => {
    const claim = await recordClaim(tx, viewer, child.token, {
      kind: 'school',
      name: 'Far School',
      how: 'The mother said so',
    })
    assert(claim.allowed)
    const made: string[] = []
    for (const to of ['Admissions at Far School', 'The office of Far School']) {
      const link = await linkForReceivingSide(tx, viewer, child.token, {
        claimId: claim.value.id,
        to,
        number: '999777',
      })
      assert(link.allowed)
      made.push(link.value.path)
    }
    return made
  })
  return { child, paths }
}

describe('two links about one leaver', () => {
  test('answered at once with no: one case, one step that opened it, and no fault', async () => {
    const { child, paths } = await twoLinks()
    const server = await web()
    const windows = [browser(server), browser(server)]
    for (const [i, window] of windows.entries()) {
      assert.equal((await window.post(paths[i]!, { answer: '999777' })).status, 303)
      await window.get(paths[i]!)
    }
    const seen = await Promise.all(windows.map((window, i) => window.post(paths[i]!, { answer: 'not ours' })))
    assert.deepEqual(
      seen.map(one => one.status),
      [303, 303],
    )
    assert.equal((await owner`select 1 from cases where child_id = ${child.id}`).length, 1)
    const opened =
      await owner`select 1 from destination_steps where child_id = ${child.id} and type = 'case opened'`
    assert.equal(opened.length, 1)
    const notes =
      await owner`select 1 from case_events where child_id = ${child.id} and type = 'removal-added'`
    assert.equal(notes.length, 0)
    await server.close()
  })

  test('one link answered twice at once is answered once', async () => {
    const { child, paths } = await twoLinks()
    const server = await web()
    const window = browser(server)
    await window.post(paths[0]!, { answer: '999777' })
    const page = await window.get(paths[0]!)
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)![1]!
    const other = browser(server)
    for (const [name, value] of window.cookies) other.cookies.set(name, value)
    await other.get(paths[0]!)
    const seen = await Promise.all([
      window.post(paths[0]!, { answer: 'not ours' }),
      other.post(paths[0]!, { answer: 'not ours' }),
    ])
    assert(formToken !== '' && seen.every(one => one.status < 400))
    const answers = await owner`
      select 1 from link_answers a join one_time_links l on l.id = a.link_id where l.child_id = ${child.id}`
    assert.equal(answers.length, 1)
    const denied =
      await owner`select 1 from destination_steps where child_id = ${child.id} and type = 'denied'`
    assert.equal(denied.length, 1)
    await server.close()
  })

  test('opens in no other browser, and says the same of a link there is and one there is not', async () => {
    const { paths } = await twoLinks()
    const server = await web()
    await browser(server).post(paths[0]!, { answer: '999777' })
    const other = browser(server)
    const bound = await other.get(paths[0]!)
    const none = await other.get('/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
    assert.deepEqual([bound.status, bound.text], [none.status, none.text])
    assert((await other.post(paths[0]!, { answer: '999777' })).status >= 400)
    await server.close()
  })
})

describe('what staff type in for a family', () => {
  test('that names the school the child leaves is refused, and nothing of it stays', async () => {
    const child = await leaver()
    const viewer = people.right['attendance-officer'].viewer(today)
    const done = await asViewer(app, viewer, tx =>
      typedIn(tx, viewer, child.token, {
        contactId: child.contactId,
        how: 'phone',
        answers: { why: 'x', next: 'school', school: 'Alder Primary', place: 'offered', mayCheck: 'yes' },
      }),
    )
    assert(!done.allowed)
    for (const table of ['parent_forms', 'parent_form_answers', 'destination_steps'])
      assert.equal((await owner`select 1 from ${owner(table)} where child_id = ${child.id}`).length, 0, table)
  })

  test('is about a contact of this child, and of no other', async () => {
    const [child, other] = [await leaver(), await leaver()]
    const viewer = people.right['attendance-officer'].viewer(today)
    const given = { contactId: other.contactId, how: 'phone' as const, answers: {} }
    await assert.rejects(
      asViewer(app, viewer, tx => typedIn(tx, viewer, child.token, given)),
      { name: 'NotFound' },
    )
    await assert.rejects(
      asViewer(app, viewer, tx => linkForParent(tx, viewer, child.token, other.contactId)),
      { name: 'NotFound' },
    )
  })
})
