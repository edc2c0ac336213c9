// What leaves the building: once, to somebody it is still safe to reach, saying nothing of a child; whatever the peer does.
import assert from 'node:assert/strict'
import { before, describe, type TestContext, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { Sql } from '../../platform/db.ts'
import { type Sender, sendersFor } from '../../platform/senders.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { draftLetter, sendLetter, tryAgain } from '../actions.ts'
import { lettersJobs } from '../jobs.ts'
import type { Channel } from '../template.ts'
import { mark, protect } from '../testing/letters.ts'
import { mailPeer, notifyPeer } from '../testing/peers.ts'
import { sendOutbox } from './actions.ts'

const today = '2026-11-20'
const start = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: Sql
let people: TestPeople
let minutes = 0
const now = () => new Date(start.getTime() + minutes * 60_000)
const system = systemViewer('001', today)

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
})

/** A letter of which an email or text waits: its message's row, read when asked. */
async function waiting(channel: Channel, given: Parameters<typeof makeChild>[1] | object = {}) {
  minutes = 0
  await owner`update messages set state = 'stopped' where state in ('waiting', 'sending', 'accepted')`
  const child = await makeChild(owner, {
    school: people.alder,
    forename: 'CanaryChild',
    surname: 'CanarySurname',
    contact: 'CanaryParent',
    address: 'CanaryStreet',
    ...given,
  })
  await mark(owner, child, { may_write: 'yes', may_email: 'yes', may_text: 'yes' })
  const officer = people.right['attendance-officer'].viewer(today)
  const { token, id } = await asViewer(app, officer, async tx => {
    const draft = await draftLetter(tx, officer, {
      childId: child.id,
      schoolId: people.alder.id,
      code: 'L03',
      contactId: child.contactId,
      fields: { absent_since: '2026-11-18', reply_by: '2026-11-25', sender_phone: '07700 900123' },
    })
    assert(draft.allowed)
    const sent = await sendLetter(tx, officer, {
      token: draft.value.token,
      channel,
      now: start,
      publicUrl: 'http://localhost:3000',
    })
    assert(sent.allowed, JSON.stringify(sent))
    return draft.value
  })
  const row = async () =>
    (
      await owner<
        { token: string; state: string; problem: string | null; body: string | null; tries: number }[]
      >`
        select token, state, problem, body, tries from messages where letter_id = ${id}`
    )[0]!
  return { child, token, row }
}
const send = (senders: readonly Sender[]) => sendOutbox(app, system, senders, now)
const smtp = (url: string) =>
  sendersFor({ smtp: { url, from: 'letters@example.org' }, notify: undefined }, 3000)
const notify = (url: string) =>
  sendersFor(
    {
      smtp: undefined,
      notify: {
        key: 'a-00000000-0000-4000-8000-000000000001-00000000-0000-4000-8000-000000000002',
        url,
        emailTemplate: '00000000-0000-4000-8000-000000000003',
        textTemplate: '00000000-0000-4000-8000-000000000004',
      },
    },
    3000,
  )
const details = (child: TestChild) =>
  new RegExp(`Canary|${child.school.name}|Alder|${child.forename}|${child.surname}|absen|school`, 'i')

describe('an email by a mail server', () => {
  test('goes once, to the contact, and says nothing of the child, the school or why', async t => {
    const peer = await mailPeer(t)
    const { child, row } = await waiting('email', { email: 'parent@example.org' })
    assert.equal((await send(smtp(peer.url))).sent, 1)
    minutes = 600
    assert.equal((await send(smtp(peer.url))).sent, 0)
    assert.equal(peer.taken.length, 1)
    assert.deepEqual(peer.taken[0]!.to, ['parent@example.org'])
    assert.match(peer.taken[0]!.words, /^Subject: There is a letter for you/m)
    assert.match(peer.taken[0]!.words, /Message-ID: <[\w-]+@example.org>/)
    assert.match(peer.taken[0]!.words, /http:\/\/localhost:3000\/link\//)
    assert.doesNotMatch(peer.taken[0]!.words, details(child))
    assert.deepEqual([(await row()).state, (await row()).body], ['accepted', null])
  })
  test('to a server that takes it and goes away is not known: a person decides, and nothing is sent by itself', async t => {
    const peer = await mailPeer(t)
    const { row } = await waiting('email')
    peer.mood = 'ends'
    await send(smtp(peer.url))
    assert.equal((await row()).state, 'not known')
    for (minutes of [5, 30, 600, 6000]) await send(smtp(peer.url))
    assert.equal(peer.taken.length, 1, 'sent twice')
    // A person says so: the same Message-ID.
    peer.mood = 'honest'
    const officer = people.right['attendance-officer'].viewer(today)
    const token = (await row()).token
    const again = await asViewer(app, officer, tx =>
      tryAgain(tx, officer, { token, now: now(), publicUrl: 'http://localhost:3000' }),
    )
    assert(again.allowed)
    await send(smtp(peer.url))
    assert.equal((await row()).state, 'accepted')
    const ids = peer.taken.map(one => /Message-ID: (\S+)/.exec(one.words)?.[1])
    assert.equal(new Set(ids).size, 1)
  })
  test('that is refused has failed; that is put off, or finds nobody there, is tried again', async t => {
    const peer = await mailPeer(t)
    const first = await waiting('email')
    peer.mood = 'refuses'
    await send(smtp(peer.url))
    assert.equal((await first.row()).state, 'failed')
    const second = await waiting('email')
    peer.mood = 'later'
    await send(smtp(peer.url))
    assert.equal((await second.row()).state, 'waiting')
    await send(smtp('smtp://127.0.0.1:1'))
    assert.equal((await second.row()).tries, 1, 'not before its time')
    minutes = 2
    await send(smtp('smtp://127.0.0.1:1'))
    assert.deepEqual([(await second.row()).state, (await second.row()).tries], ['waiting', 2])
    peer.mood = 'honest'
    minutes = 60
    await send(smtp(peer.url))
    assert.equal((await second.row()).state, 'accepted')
    assert.equal(peer.taken.length, 1)
  })
  test('of which a worker died half way is not known, and not sent again', async t => {
    const peer = await mailPeer(t)
    const { row } = await waiting('email')
    const dies: Sender = {
      ...smtp(peer.url)[0]!,
      async send(message) {
        await smtp(peer.url)[0]!.send(message)
        throw new Error('killed')
      },
    }
    await assert.rejects(send([dies]), /killed/)
    assert.equal((await row()).state, 'sending')
    await send(smtp(peer.url))
    assert.equal((await row()).state, 'sending', 'its time is not over')
    minutes = 11
    await send(smtp(peer.url))
    assert.equal((await row()).state, 'not known')
    assert.equal(peer.taken.length, 1)
  })
  test('is sent once by ten workers at once', async t => {
    const peer = await mailPeer(t)
    const { row } = await waiting('email')
    await Promise.all(Array.from({ length: 10 }, () => send(smtp(peer.url))))
    assert.equal(peer.taken.length, 1)
    assert.equal((await row()).state, 'accepted')
  })
})

describe('by GOV.UK Notify', () => {
  for (const channel of ['email', 'text'] as const) {
    test(`a peer that takes a ${channel} and says nothing is asked, and it is not sent twice`, async t => {
      const peer = await notifyPeer(t)
      const { child, row } = await waiting(channel)
      peer.mood = 'ends'
      await send(notify(peer.url))
      assert.equal((await row()).state, 'sending')
      peer.mood = 'honest'
      for (minutes of [5, 11, 600]) await send(notify(peer.url))
      assert.deepEqual([peer.posts, peer.taken.length], [1, 1])
      assert.equal((await row()).state, 'accepted')
      assert.doesNotMatch(peer.taken[0]!.words, details(child))
      peer.taken[0]!.status = 'delivered'
      minutes = 700
      await send(notify(peer.url))
      assert.equal((await row()).state, 'delivered')
    })
  }
  test('what a dead worker had not handed over is sent, with the same reference', async t => {
    const peer = await notifyPeer(t)
    const { row } = await waiting('text')
    const dies: Sender = { ...notify(peer.url)[1]!, send: () => Promise.reject(new Error('killed')) }
    await assert.rejects(send([dies]), /killed/)
    for (minutes of [11, 30]) await send(notify(peer.url))
    assert.equal(peer.taken.length, 1)
    assert.equal((await row()).state, 'accepted')
  })
  test('what could not be delivered has failed, and is a person’s', async t => {
    const peer = await notifyPeer(t)
    const { row } = await waiting('text')
    await send(notify(peer.url))
    peer.taken[0]!.status = 'permanent-failure'
    minutes = 60
    await send(notify(peer.url))
    assert.equal((await row()).state, 'failed')
  })
})

describe('a moment before it goes', () => {
  const stopped = async (t: TestContext, change: (child: TestChild) => Promise<unknown>, says: RegExp) => {
    const peer = await mailPeer(t)
    const { child, row } = await waiting('email')
    await change(child)
    await send(smtp(peer.url))
    assert.equal(peer.taken.length, 0)
    assert.equal((await row()).state, 'stopped')
    assert.match((await row()).problem ?? '', says)
  }
  test('a mark withdrawn stops it', t =>
    stopped(t, child => mark(owner, child, { may_email: 'no' }), /not safe to email/))
  test('a protection stops it', t => stopped(t, child => protect(owner, child), /protected since/))
  test('a restriction stops it', t =>
    stopped(
      t,
      child => owner`update contacts set restricted = true where id = ${child.contactId}`,
      /restriction/,
    ))
  test('a contact that ended stops it', t =>
    stopped(
      t,
      child => owner`update contacts set ended_at = now() where id = ${child.contactId}`,
      /Choose who/,
    ))
  test('a second address or a line break in the address stops it', t =>
    stopped(
      t,
      child =>
        owner`update contacts set email = ${'a@example.org\r\nBcc: b@example.org'} where id = ${child.contactId}`,
      /no email address/,
    ))
  test('no sender stops it, and says to print', async () => {
    const { row } = await waiting('email')
    await send([])
    assert.deepEqual((await row()).state, 'stopped')
    assert.match((await row()).problem ?? '', /Print the letter/)
  })
})

test('a sender refuses a line break in what would be a header', async t => {
  const [sender] = smtp((await mailPeer(t)).url)
  const message = { reference: 'r', to: 'a@example.org', subject: 'Hello\r\nBcc: b@example.org', body: '' }
  await assert.rejects(sender!.send(message), /line break/)
})

test('the jobs say by what they can send, and send what waits', async t => {
  const peer = await mailPeer(t)
  const { row } = await waiting('email')
  const { handlers } = lettersJobs({
    sql: app,
    clock: { now, today: () => today as never },
    senders: smtp(peer.url),
  })
  await handlers.outbox!({ starting: true })
  assert.equal((await row()).state, 'accepted')
  const senders = await owner`select channel, how from message_senders where la_code = '001'`
  assert.deepEqual(
    senders.map(one => ({ ...one })),
    [{ channel: 'email', how: 'a mail server' }],
  )
  await lettersJobs({ sql: app, clock: { now, today: () => today as never } }).handlers.outbox!({
    starting: true,
  })
  assert.equal((await owner`select 1 from message_senders`).length, 0)
})
