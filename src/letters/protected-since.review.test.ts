// A protection is put on between the draft and the sending, or between two ways of sending.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import type { Viewer } from '../access/viewer.ts'
import { protect } from '../children/actions.ts'
import { childById } from '../children/store.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { draftLetter, letterWork, sendLetter, tryAgain } from './actions.ts'
import type { Channel } from './template.ts'

const today = '2026-11-20'
const now = new Date(`${today}T10:00:00Z`)
const publicUrl = 'http://localhost:3000'
let owner: Sql
let app: Sql
let people: TestPeople
before(async () => {
  ;({ owner, app } = await freshDatabase())
  people = await makePeople(owner)
})
const as = <T>(work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> => {
  const viewer = people.right.dsl.viewer(today)
  return asViewer(app, viewer, tx => work(tx, viewer))
}
async function drafted(code: string, fields: Record<string, string>) {
  const child = await makeChild(owner, {
    school: people.alder,
    contact: 'Maria Secret',
    address: '1 Hidden Road',
  })
  await owner`insert into contact_safety (la_code, id, child_id, school_id, contact_id, may_ring, may_text, may_email, may_write, marked_name)
    values ('001', ${newId()}, ${child.id}, ${people.alder.id}, ${child.contactId}, 'yes', 'yes', 'yes', 'yes', 'x')`
  const made = await as((tx, viewer) =>
    draftLetter(tx, viewer, {
      childId: child.id,
      schoolId: people.alder.id,
      code,
      contactId: child.contactId,
      fields: { sender_phone: '07700 900123', ...fields },
    }),
  )
  assert(made.allowed)
  return { child, token: made.value.token }
}
const absence = { absent_since: '2026-11-18', reply_by: '2026-11-25' }
const send = (token: string, channel: Channel) =>
  as((tx, viewer) => sendLetter(tx, viewer, { token, channel, now, publicUrl }))
const protectNow = (child: TestChild) =>
  as(async (tx, viewer) => {
    const row = await childById(tx, viewer, child.id)
    const reason = 'The mother told us that they have fled'
    assert((await protect(tx, viewer, row, { kind: 'address', fromOn: today, reason })).allowed)
  })
const saysNo = (decision: { allowed: boolean; refusals?: readonly { says: string }[] }): string => {
  assert(!decision.allowed)
  return decision.refusals!.map(one => one.says).join(' ')
}

describe('a protection put on after the draft', () => {
  test('holds the post, names nobody in it, and stops an email', async () => {
    const { child, token } = await drafted('L03', absence)
    await protectNow(child)
    assert.match(saysNo(await send(token, 'email')), /protected/)
    const sent = await send(token, 'post')
    assert(sent.allowed && sent.value.state === 'waits')
    const work = await as((tx, viewer) => letterWork(tx, viewer, token))
    assert.doesNotMatch(JSON.stringify(work.letter), /Secret|Hidden/)
    assert.equal((await owner`select 1 from messages where child_id = ${child.id}`).length, 0)
  })

  test('wants a postcode that was typed before taken out', async () => {
    const { child, token } = await drafted('L09', {
      absent_since: '2026-11-18',
      review_on: '2026-12-01',
      review_place: 'At 2 Hidden Road, ZZ99 1AA',
    })
    await protectNow(child)
    assert.match(saysNo(await send(token, 'post')), /postcode/)
  })
})

describe('a protection put on after an email went', () => {
  test('the same letter does not go by post, nor the email again', async () => {
    const { child, token } = await drafted('L03', absence)
    const sent = await send(token, 'email')
    assert(sent.allowed && sent.value.state === 'sent')
    const [message] = await owner<
      { token: string }[]
    >`select token from messages where child_id = ${child.id}`
    await protectNow(child)
    assert.match(saysNo(await send(token, 'post')), /before this child was protected/)
    const again = await as((tx, viewer) => tryAgain(tx, viewer, { token: message!.token, now, publicUrl }))
    assert.match(saysNo(again), /protected/)
    const rows = await owner<{ state: string }[]>`select state from messages where child_id = ${child.id}`
    assert.deepEqual(
      rows.map(row => row.state),
      ['stopped'],
    )
  })
})
