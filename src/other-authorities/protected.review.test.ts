// What another authority was asked, and what it still sees by its link, once the child is protected: and who of ours reads it then.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { createApp } from '../app.ts'
import { refer } from '../cases/testing/referred.ts'
import { protect } from '../children/actions.ts'
import { childById } from '../children/store.ts'
import { keepAllKeys } from '../matching/testing/keys.ts'
import { stoppedClock } from '../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { makeAuthorityRecords } from './testing/records.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})
after(() => app.close())
const of = (role: 'cme-officer' | 'cme-assistant' | 'manager') => browser(app, people.right[role])

/** A child with a case and a question to Camden about it. */
async function asked(surname: string): Promise<{ child: TestChild; request: string; at: string }> {
  const child = await makeChild(db.owner, { school: people.alder, surname, forename: 'Amina' })
  const { token } = await refer(db.app, people, child, { on: today })
  const { request } = await makeAuthorityRecords(
    db.owner,
    { la: '001', caseToken: token, childId: child.id, today },
    what => `Canary ${what}`,
  )
  await db.owner`update authority_requests set reference = ${`A-${surname}`} where token = ${request}`
  return { child, request, at: `/authority-requests/${request}` }
}
async function protectNow(child: TestChild): Promise<void> {
  const viewer = people.right['cme-officer'].viewer(today)
  await asViewer(db.app, viewer, async tx => {
    const done = await protect(tx, viewer, await childById(tx, viewer, child.id), {
      kind: 'address',
      fromOn: today,
      reason: 'The mother told us that they have fled',
    })
    assert(done.allowed)
  })
}

describe('a question to another authority, once its child is protected', () => {
  test('is seen by those alone who may open what is protected: which authority it is says where the child may be', async () => {
    const { child, request, at } = await asked('Fledlater')
    assert.match((await of('cme-assistant').get('/authority-requests')).text, /Fledlater/)
    await protectNow(child)
    for (const role of ['cme-officer', 'manager'] as const) assert.equal((await of(role).get(at)).status, 200)
    const assistant = of('cme-assistant')
    assert.equal((await assistant.get(at)).status, 404)
    assert.equal((await assistant.post(at, { do: 'chase' })).status, 404)
    for (const list of ['/authority-requests', '/authorities/202'])
      assert.doesNotMatch((await assistant.get(list)).text, /Fledlater/)
    // By the database alone, too.
    const viewer = people.right['cme-assistant'].viewer(today)
    const [rows] = await asViewer(
      db.app,
      viewer,
      tx => tx`select
        (select count(*)::int from authority_requests where token = ${request}) as requests,
        (select count(*)::int from authority_request_steps s
         where s.request_id = ${child.id} or s.says like '%protected%') as steps`,
    )
    assert.deepEqual({ ...rows }, { requests: 0, steps: 0 })
  })

  test('shows nothing more by the link that it was answered by: not even that something is not shown', async () => {
    const { child, at } = await asked('Fledmeanwhile')
    const made = await of('cme-officer').post(at, { do: 'link' })
    const path = /\/link\/[\w-]+/.exec(made.text)![0]
    const there = browser(app)
    await there.post(path, { answer: /same message: (\d{6})/.exec(made.text)![1]! })
    assert.match((await there.get(path)).text, /Canary wording/)
    await protectNow(child)
    const seen = await there.get(path)
    assert.doesNotMatch(seen.text, /Canary|protected|Camden/)
    const sent = await there.post(path, {
      answer: 'attending',
      school: 'Canary Junior',
      byName: 'Pat Example',
    })
    assert.doesNotMatch(sent.text, /Canary|protected/)
    const [row] = await db.owner`select state from authority_requests where child_id = ${child.id}`
    assert.equal(row!.state, 'open')
  })
})

describe('a question to us', () => {
  test('about a child who is protected already keeps no address once a person has named the child', async () => {
    const hidden = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Hiddenhere',
      forename: 'Amina',
      bornOn: '2012-09-17',
    })
    await protectNow(hidden)
    await keepAllKeys(db.app)
    const assistant = of('cme-assistant')
    const { location } = await assistant.post('/authority-requests/new', {
      kind: 'enquiry',
      ofCode: '202',
      forename: 'Amina',
      surname: 'Hiddenhere',
      'born-day': '17',
      'born-month': '9',
      'born-year': '2012',
      address: '7 Canary Refuge',
      siblings: 'Canary brother',
      questions: 'on-roll',
      why: 'They fled to Canary Refuge',
      legalBasis: 'Section 436A of the Education Act 1996',
      theirReference: 'X-1',
      askedBy: 'Pat Example',
    })
    assert.match(location ?? '', /^\/authority-requests\//)
    const done = await assistant.post(location!, { do: 'answer', child: hidden.token, answer: 'cannot-say' })
    assert.equal(done.status, 303, done.errors.join())
    assert.equal(done.location, '/authority-requests')
    assert.equal((await assistant.get(location!)).status, 404)
    assert.doesNotMatch((await of('cme-officer').get(location!)).text, /Canary/)
    const [row] = await db.owner`
      select to_jsonb(r)::text as says from authority_requests r where child_id = ${hidden.id}`
    assert.doesNotMatch(row!.says, /Canary/)
  })

  test('a link made before anyone named the child shows nothing once the child is protected', async () => {
    const { child, at, request } = await asked('Namedlater')
    const made = await of('cme-officer').post(at, { do: 'link' })
    const path = /\/link\/[\w-]+/.exec(made.text)![0]
    const there = browser(app)
    await there.post(path, { answer: /same message: (\d{6})/.exec(made.text)![1]! })
    await db.owner`update one_time_links set child_id = null
      where about_id = (select id from authority_requests where token = ${request})`
    await protectNow(child)
    assert.doesNotMatch((await there.get(path)).text, /Canary|protected/)
  })
})
