// Drafting, sending and deciding on letters, in the database and as each person may.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../access/testing/people.ts'
import type { Sql, Tx } from '../platform/db.ts'
import type { Decision } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { changeText, confirmProtected, draftLetter, letterWork, sendLetter } from './actions.ts'
import { linesOf } from './merge.ts'
import { letterSent, lettersOf } from './store.ts'
import type { Channel } from './template.ts'
import { mark, protect } from './testing/letters.ts'

const today = '2026-11-20'
const now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: Sql
let people: TestPeople

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
})

const as = <T>(person: TestPerson, work: (tx: Tx, viewer: ReturnType<TestPerson['viewer']>) => Promise<T>) =>
  asViewer(app, person.viewer(today), tx => work(tx, person.viewer(today)))
const officer = () => people.right['attendance-officer']
const ok = <T>(decision: Decision<T>): T => {
  assert(decision.allowed, JSON.stringify(decision))
  return decision.value
}
const saysNo = (decision: Decision<unknown>): string => {
  assert(!decision.allowed, 'It was not refused')
  return decision.refusals.map(one => one.says).join(' ')
}
const filled = { absent_since: '2026-11-18', reply_by: '2026-11-25', sender_phone: '07700 900123' }
const child = (given = {}) => makeChild(owner, { school: people.alder, forename: 'Amina', ...given })
const draft = (
  of: TestChild,
  fields: Record<string, string> = filled,
  contactId: string | undefined = of.contactId,
) =>
  as(officer(), async (tx, viewer) =>
    ok(
      await draftLetter(tx, viewer, {
        childId: of.id,
        schoolId: people.alder.id,
        code: 'L03',
        contactId,
        fields,
      }),
    ),
  )
const send = (token: string, channel: Channel, person = officer()) =>
  as(person, (tx, viewer) =>
    sendLetter(tx, viewer, { token, channel, now, publicUrl: 'http://localhost:3000' }),
  )

describe('a draft', () => {
  test('is one for each person and absence, however often it is asked for, also at once', async () => {
    const of = await child()
    const made = await Promise.all([draft(of), draft(of), draft(of)])
    assert.equal(new Set(made.map(one => one.token)).size, 1)
    const other = await draft(of, { ...filled, absent_since: '2026-12-01' })
    assert.notEqual(other.token, made[0]!.token)
  })
  test('left by another part of the system is the one that a person goes on with', async () => {
    const of = await child()
    const left = await as(officer(), async (tx, viewer) =>
      ok(
        await draftLetter(tx, viewer, {
          childId: of.id,
          schoolId: people.alder.id,
          code: 'LET-L03',
          fields: { absent_since: '2026-11-18' },
        }),
      ),
    )
    const gone = await draft(of)
    assert.equal(gone.token, left.token)
  })
  test('is refused to another school, with a wrong day, and for a letter of the authority', async () => {
    const of = await child()
    await assert.rejects(
      as(people.wrongSchool.dsl, (tx, viewer) =>
        draftLetter(tx, viewer, { childId: of.id, schoolId: people.birch.id, code: 'L03' }),
      ),
    )
    const wrong = { ...filled, reply_by: 'tomorrow' }
    assert.match(
      saysNo(
        await as(officer(), (tx, viewer) =>
          draftLetter(tx, viewer, { childId: of.id, schoolId: people.alder.id, code: 'L03', fields: wrong }),
        ),
      ),
      /real date/,
    )
    assert.match(
      saysNo(
        await as(people.right.manager, (tx, viewer) =>
          draftLetter(tx, viewer, { childId: of.id, schoolId: null, code: 'L03' }),
        ),
      ),
      /not one you send/,
    )
  })
})

describe('sending', () => {
  test('is refused while safety is not known, while a field is empty, and to someone it is not safe to write to', async () => {
    const of = await child()
    const { token } = await draft(of)
    assert.match(saysNo(await send(token, 'post')), /do not know whether it is safe to write to/)
    await mark(owner, of, { may_write: 'no' })
    assert.match(saysNo(await send(token, 'post')), /not safe to write to/)
    await mark(owner, of, { may_write: 'yes' })
    const blank = await draft(of, { absent_since: '2026-10-01' })
    assert.match(saysNo(await send(blank.token, 'post')), /Not filled in: .*telephone/)
    ok(await send(token, 'post'))
  })
  test('happens once by each way, also when two press at once, and keeps the text as it was', async () => {
    const of = await child()
    await mark(owner, of, { may_write: 'yes', may_email: 'yes' })
    const { token, id } = await draft(of)
    for (const decision of await Promise.all([
      send(token, 'post'),
      send(token, 'post'),
      send(token, 'email'),
    ])) {
      ok(decision)
    }
    const messages = await owner<{ channel: string; state: string; body: string | null }[]>`
      select channel, state, body from messages where letter_id = ${id} order by channel`
    assert.deepEqual(
      messages.map(({ channel, state }) => `${channel} ${state}`),
      ['email waiting', 'post printed'],
    )
    const before = await as(officer(), (tx, viewer) => letterWork(tx, viewer, token))
    await as(people.right.headteacher, async (tx, viewer) =>
      ok(
        await changeText(tx, viewer, {
          code: 'L03',
          text: {
            title: 'Another title',
            body: 'Ring {{sender_name}} on {{sender_phone}}. If this is wrong, say so.',
          },
          why: 'For a test',
          now,
        }),
      ),
    )
    const after = await as(officer(), (tx, viewer) => letterWork(tx, viewer, token))
    assert.deepEqual(after.rendered, before.rendered)
    assert.match(
      linesOf(after.rendered.blocks).join(' '),
      /We have not seen Amina in school since 18 November 2026/,
    )
    const listed = await as(officer(), (tx, viewer) => lettersOf(tx, viewer, of.id))
    assert.equal(listed[0]!.state, 'sent')
    const sent = await as(officer(), (tx, viewer) => letterSent(tx, viewer, of.id, 'L03'))
    assert.deepEqual(sent?.channels, ['email', 'post'])
    assert.equal(sent?.sent_on, today)
    // Nobody else's wall opens to it.
    assert.equal((await as(people.right.manager, (tx, viewer) => lettersOf(tx, viewer, of.id))).length, 0)
    assert.equal((await as(people.wrongSchool.dsl, (tx, viewer) => lettersOf(tx, viewer, of.id))).length, 0)
  })
  test('waits for the letter that comes first, and refuses a day that has gone by', async () => {
    const of = await child()
    await mark(owner, of, { may_write: 'yes' })
    const written = (code: string, fields: Record<string, string>) =>
      as(officer(), async (tx, viewer) =>
        ok(
          await draftLetter(tx, viewer, {
            childId: of.id,
            schoolId: people.alder.id,
            code,
            contactId: of.contactId,
            fields: { sender_phone: '07700 900123', absent_since: '2026-11-02', ...fields },
          }),
        ),
      )
    const warning = {
      removal_on: today,
      removal_reason: 'leave ended and the child did not come back',
      removal_law: 'regulation 9(1)(h)',
    }
    const second = await written('L08', warning)
    const no = saysNo(await send(second.token, 'post'))
    assert.match(no, /\(L06\) first/)
    assert.match(no, /must still be to come/)
    const first = await written('L06', {
      reply_by: '2026-12-04',
      what_we_need: 'A ticket',
      contact_timetable: 'Every Tuesday at 10am',
    })
    ok(await send(first.token, 'post'))
    const later = await written('L08', { ...warning, removal_on: '2026-12-11' })
    ok(await send(later.token, 'post'))
  })
  test('stops where a register says that the child has died', async () => {
    const of = await child()
    await mark(owner, of, { may_write: 'yes' })
    await owner`update enrolments set ground = 'R9-K', leaving_date = ${today}, seen_until = '2027-01-01' where child_id = ${of.id}`
    const { token } = await draft(of)
    assert.match(saysNo(await send(token, 'post')), /has died/)
  })
})

describe('a protected child', () => {
  test('gets post only when the DSL has opened the details and somebody there is safe; and never an email', async () => {
    const of = await child()
    await mark(owner, of, { may_write: 'yes', may_email: 'yes' })
    await protect(owner, of)
    const { token, id } = await draft(of, filled, undefined)
    assert.match(saysNo(await send(token, 'email')), /nothing is sent by email/)
    assert.equal(ok(await send(token, 'post')).state, 'waits')
    assert.equal(ok(await send(token, 'post')).state, 'waits')
    const confirm = (person: TestPerson) =>
      as(person, (tx, viewer) =>
        confirmProtected(tx, viewer, { token, send: true, why: 'The social worker says it is safe', now }),
      )
    assert.match(saysNo(await confirm(officer())), /Your role may not/)
    assert.match(saysNo(await confirm(people.right.dsl)), /Open the protected details first/)
    await owner`
      insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', ${newId()}, ${of.id}, ${people.right.dsl.id}, 'DSL', 'Alder', 'contact-family', 'To write to them',
              now() + interval '1 hour')`
    ok(await confirm(people.right.dsl))
    assert.match(saysNo(await confirm(people.right.dsl)), /has decided on this letter already/)
    const [row] = await owner<{ state: string; address: string | null; recipient: string | null }[]>`
      select state, address, recipient from letters where id = ${id}`
    assert.deepEqual(row, { state: 'sent', address: null, recipient: null })
  })
  test('who is protected after a letter was sent: its address goes from the letter, and what waits is stopped', async () => {
    const of = await child({ address: '1 CanarySafe Street' })
    await mark(owner, of, { may_write: 'yes', may_email: 'yes' })
    const { token, id } = await draft(of)
    ok(await send(token, 'post'))
    ok(await send(token, 'email'))
    const [before] = await owner<{ address: string | null }[]>`select address from letters where id = ${id}`
    assert.match(before?.address ?? '', /CanarySafe/)
    await protect(owner, of)
    const [letter] = await owner<{ address: string | null }[]>`select address from letters where id = ${id}`
    assert.equal(letter?.address, null)
    const states =
      await owner`select channel, state, body from messages where letter_id = ${id} order by channel`
    assert.deepEqual(
      states.map(row => [row.channel, row.state, row.body]),
      [
        ['email', 'stopped', null],
        ['post', 'printed', null],
      ],
    )
    const [link] = await owner`select ended_why from one_time_links where about_id = ${id}`
    assert.match(link?.ended_why, /no longer/)
  })
})

describe('the text of a letter', () => {
  const change = (person: TestPerson, body: string, code = 'L04') =>
    as(person, (tx, viewer) =>
      changeText(tx, viewer, { code, text: { title: 'A title', body }, why: 'For a test', now }),
    )
  const good = 'Ring {{sender_name}} on {{sender_phone}}. If this is wrong, say so.'
  test('is changed by a head for the school and a manager for the authority, and by nobody else', async () => {
    assert.match(saysNo(await change(officer(), good)), /may not change/)
    ok(await change(people.right.manager, good))
    ok(await change(people.right.headteacher, `${good} Ours.`))
    const rows = await owner`select school_id from letter_texts where code = 'LET-L04' order by at, id`
    assert.deepEqual(
      rows.map(row => row.school_id),
      [null, people.alder.id],
    )
  })
  for (const [name, body, says] of [
    ['an unknown field', `${good} {{secret}}`, /no field “secret”/],
    ['an old shortcut', `${good} After 20 days your child will be taken off roll.`, /No name comes off/],
    ['four weeks', `${good} A child out of education for four weeks or more is reported.`, /Four weeks/],
    ['a blank', `${good} Dear [name]`, /blank in brackets/],
    ['no number', 'Ring {{sender_name}}. If this is wrong, say so.', /direct number/],
    ['no way to say it is wrong', 'Ring {{sender_name}} on {{sender_phone}}.', /something in it is wrong/],
  ] as const) {
    test(`is refused with ${name}`, async () => {
      assert.match(saysNo(await change(people.right.headteacher, body)), says)
    })
  }
})
