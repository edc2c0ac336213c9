// The authority's letters as people see them: to a family with the law's days, to bodies with the least, and of a protected child.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { historyOf } from '../../cases/store.ts'
import { refer } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { lettersOf } from '../store.ts'
import { mark, protect } from '../testing/letters.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
const today = '2026-11-20'

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await database.owner`
    insert into message_senders (la_code, channel, how, said_at) values ('001', 'email', 'a mail server', now())`
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const days = (name: string, day: string) => {
  const [year, month, date] = day.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
async function aCase(more: { address?: string; contact?: string } = {}) {
  const child: TestChild = await makeChild(database.owner, { school: people.alder, ...more })
  const opened = await refer(database.app, people, child, { on: today })
  const [row] = await database.owner<{ token: string; reference: string }[]>`
    select token, reference from cases where id = ${opened.caseId}`
  return { child, caseId: opened.caseId, ...row! }
}
const officer = () => browser(app, people.right['cme-officer'])
const told = (caseId: string) => {
  const viewer = people.right['cme-officer'].viewer(today)
  return asViewer(database.app, viewer, async tx =>
    (await historyOf(tx, viewer, caseId)).filter(event => event.type === 'recorded'),
  )
}
const statutory = {
  sender_phone: '07700 900123',
  our_reference: 'C-1',
  what_would_help: 'A timetable',
  reasons: 'We have heard nothing',
}

describe('the letters of a case', () => {
  test('are listed and started from its page, and one that is sent is in its chronology, once', async () => {
    const { child, token, reference, caseId } = await aCase({
      contact: 'Nadia Sample',
      address: '1 Sample Street',
    })
    await mark(database.owner, child, { may_write: 'yes', may_email: 'yes' })
    const window = officer()
    const list = await window.get(`/cases/${token}/letters`)
    assert.equal(list.status, 200, list.text)
    assert.match(list.text, /has written no letter/)
    const start = list.links.find(link => link.includes('/letters/L12?back='))!
    const form = await window.get(start)
    assert.match(form.html, new RegExp(`value="${reference}"`), 'the reference is filled in')
    const { location: at } = await window.post(start, {
      contact: child.contactId,
      sender_phone: '07700 900123',
      our_reference: reference,
    })
    assert.match((await window.follow()).text, /My team helps when a child may not be in school/)
    for (const channel of ['post', 'email', 'post']) await window.post(at!, { channel })
    const events = await told(caseId)
    assert.deepEqual(
      events.map(event => event.type === 'recorded' && [event.what, event.title, event.lines]),
      [['letter', 'Letter sent: Who we are and how we can help (L12)', ['To Nadia Sample, by post.']]],
    )
    assert.match((await window.get(`/cases/${token}/letters`)).text, /Who we are and how we can help/)
    for (const other of [people.right.dsl, people.wrongAuthority['cme-officer']]) {
      assert.equal((await browser(app, other).get(`/cases/${token}/letters`)).status, 404)
    }
  })
  for (const [answerBy, allowed] of [
    ['2026-12-07', false],
    ['2026-12-08', true],
  ] as const) {
    test(`a notice of section 437 posted on 20 November with ${answerBy} is ${allowed ? 'let through' : 'refused'}`, async () => {
      // First class from Friday comes on Tuesday 24 November; 15 days beginning with it end on Tuesday 8 December.
      const { child } = await aCase({ contact: 'Nadia Sample', address: '1 Sample Street' })
      await mark(database.owner, child, { may_write: 'yes' })
      const window = officer()
      const { location } = await window.post(`/pupils/${child.token}/letters/L21`, {
        contact: child.contactId,
        ...statutory,
        ...days('answer_by', answerBy),
      })
      const sent = await window.post(location!, { channel: 'post' })
      assert.equal(sent.status, allowed ? 303 : 422)
      if (!allowed)
        assert.match(sent.errors.join(' '), /8 December 2026 or later \(Education Act 1996, section 437/)
    })
  }
  test('a notice of intention waits for the notice before it, and neither goes by email', async () => {
    const { child } = await aCase({ contact: 'Nadia Sample', address: '1 Sample Street' })
    await mark(database.owner, child, { may_write: 'yes', may_email: 'yes' })
    const window = officer()
    const { location } = await window.post(`/pupils/${child.token}/letters/L21-named-school`, {
      contact: child.contactId,
      ...statutory,
      schools_named: 'Cedar Primary',
      ...days('answer_by', '2026-12-20'),
    })
    const sent = await window.post(location!, { channel: 'post' })
    assert.match(
      sent.errors.join(' '),
      /Send “Please show us how your child is being educated” \(L21\) first/,
    )
    assert.equal((await window.post(location!, { channel: 'email' })).status, 422)
  })
})

describe('a letter to a body', () => {
  test('to a school that failed to report names the school, goes by post or email, and is counted against it', async () => {
    const { child, token } = await aCase()
    const window = officer()
    const at = `/pupils/${child.token}/letters/L15`
    const given = {
      'party-lines': '1 School Lane\nZZ99 1AB',
      'party-email': 'office@example.org',
      sender_phone: '07700 900123',
      our_reference: 'C-1',
      details_missing: 'The last day attended',
      ...days('due_on', '2026-11-13'),
      ...days('answer_by', '2026-11-27'),
    }
    const missing = await window.post(at, { ...given, 'party-email': 'a@example.org, b@example.org' })
    assert.deepEqual(missing.errorFields, ['party', 'party-email'])
    const { location } = await window.post(at, { ...given, party: people.alder.id })
    const preview = await window.follow()
    assert.match(preview.text, /Alder Primary 1 School Lane ZZ99 1AB/)
    assert.match(preview.text, /To the headteacher of Alder Primary/)
    for (const channel of ['email', 'email', 'post']) await window.post(location!, { channel })
    const late = await window.get('/letters/attendance-details')
    assert.match(late.text, /Alder Primary 1 20 November 2026/)
    assert.equal((await browser(app, people.right.dsl).get('/letters/attendance-details')).status, 404)
    const [waits] = await database.owner<{ body: string; subject: string }[]>`
      select m.body, m.subject from messages m join letters l on l.la_code = m.la_code and l.id = m.letter_id
      where l.child_id = ${child.id} and m.channel = 'email'`
    assert(!new RegExp(`${child.surname}|Alder|attend`, 'i').test(waits!.body + waits!.subject))
    assert.match((await window.get(`/cases/${token}/letters`)).text, /Alder Primary/)
    // A school's own people cannot write it.
    assert.equal((await browser(app, people.right.dsl).get(at)).status, 404)
  })
  test('two authorities asked on one day are two letters', async () => {
    const { child } = await aCase()
    const window = officer()
    const given = {
      'party-lines': '',
      'party-email': 'cme@example.org',
      sender_phone: '07700 900123',
      our_reference: 'C-1',
      what_asked: 'Is the child on a roll?',
      legal_basis: 'Section 436A of the Education Act 1996',
      ...days('answer_by', '2026-11-27'),
    }
    const at = `/pupils/${child.token}/letters/L18`
    const { location: first } = await window.post(at, { ...given, party: 'Otherborough' })
    const { location: second } = await window.post(at, { ...given, party: 'Thirdshire' })
    assert.notEqual(first, second)
    const { location: again } = await window.post(at, { ...given, party: 'Otherborough' })
    assert.equal(again, first)
    const wrong = await window.post(at, { ...given, party: 'X', legal_basis: 'Because I say so' })
    assert.deepEqual(wrong.errorFields, ['legal_basis'])
  })
  test('to whoever told us says one of a few sentences, and never the child’s name', async () => {
    const { child } = await aCase()
    const window = officer()
    const { location } = await window.post(`/pupils/${child.token}/letters/L17-outcome`, {
      party: 'Mrs Neighbour',
      'party-lines': '2 Sample Street',
      'party-email': '',
      sender_phone: '07700 900123',
      their_reference: 'P-77',
      outcome_category: 'Education has been confirmed.',
    })
    const preview = await window.follow()
    const sheet = preview.text.slice(preview.text.indexOf('Exactly as it will be sent'))
    assert.match(sheet, /Education has been confirmed\./)
    assert(!new RegExp(`${child.surname}|${child.forename}|Alder Primary`).test(sheet), sheet)
    assert.equal((await window.post(location!, { channel: 'email' })).status, 422)
    const free = await window.post(`/pupils/${child.token}/letters/L17-outcome`, {
      party: 'Mrs Neighbour',
      sender_phone: '07700 900123',
      their_reference: 'P-78',
      outcome_category: 'Education has been confirmed at Alder Primary.',
    })
    assert.deepEqual(free.errorFields, ['outcome_category'])
  })
  test('about a protected child keeps no body’s name, waits for a person, and goes without an address', async () => {
    const { child, token, caseId } = await aCase()
    const window = officer()
    const given = {
      party: 'CanaryRefuge House',
      'party-lines': 'CanaryRefuge Lane',
      'party-email': 'canary@example.org',
      sender_phone: '07700 900123',
      our_reference: 'C-1',
      what_asked: 'Is the family safe?',
      agreement: 'Sharing agreement of 2026',
      legal_basis: 'Section 436A of the Education Act 1996',
    }
    // Written, and one sent, while nothing was known of a danger.
    const at = `/pupils/${child.token}/letters/L19`
    const { location: early } = await window.post(at, { ...given, ...days('answer_by', '2026-11-27') })
    await window.post(early!, { channel: 'email' })
    await window.post(at, { ...given, ...days('answer_by', '2026-11-28') })
    await protect(database.owner, child)
    const [kept] = await database.owner<{ n: number }[]>`
      select count(*)::int as n from letters where child_id = ${child.id} and party is not null`
    assert.equal(kept!.n, 0)
    const { location } = await window.post(at, { ...given, ...days('answer_by', '2026-11-30') })
    const preview = await window.follow()
    assert(!/Canary/.test(preview.html))
    assert.match(preview.text, /To your service/)
    assert.equal((await window.post(location!, { channel: 'email' })).status, 422)
    await window.post(location!, { channel: 'post' })
    const viewer = people.right['cme-assistant'].viewer(today)
    const listed = await asViewer(database.app, viewer, tx => lettersOf(tx, viewer, child.id))
    assert(!/Canary/.test(JSON.stringify(listed)))
    assert(!/Canary/.test((await window.get(`/cases/${token}/letters`)).html))
    assert(!/Canary/.test((await window.get(early!)).html))
    const yes = await window.post(`${location}/confirm`, {
      send: 'yes',
      why: 'The hub rang them and agreed it',
    })
    assert.equal(yes.status, 303)
    const events = await told(caseId)
    assert.equal(events.length, 2)
    assert(!/Canary/.test(JSON.stringify(events.at(-1))))
  })
})
