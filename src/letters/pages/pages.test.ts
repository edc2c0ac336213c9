// Letters as people see them: written, looked at, sent, printed, held and decided on.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { letterTemplates, shortCode } from '../templates.ts'
import { mark, protect } from '../testing/letters.ts'
import { readPdf } from '../testing/read-pdf.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let child: TestChild

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  await database.owner`
    insert into message_senders (la_code, channel, how, said_at) values ('001', 'email', 'a mail server', now())`
  child = await makeAbsentChild(database.owner, {
    school: people.alder,
    days: 3,
    forename: 'Amina',
    surname: 'Sample',
    contact: 'Nadia Sample',
    address: '12 Sample Street',
  })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const days = (name: string, day: string) => {
  const [year, month, date] = day.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
const filled = (of: TestChild) => ({
  contact: of.contactId,
  sender_phone: '07700 900123',
  ...days('absent_since', '2026-11-18'),
  ...days('reply_by', '2026-11-27'),
})

describe('a letter', () => {
  test('begins with what the record knows', async () => {
    const seen = await officer().get(`/pupils/${child.token}/letters/L03`)
    assert.equal(seen.status, 200, seen.text)
    assert.match(seen.html, /id="absent_since"[^>]*value="18"|value="18"[^>]*id="absent_since"/)
    assert(!seen.title.includes('Sample'))
    assert.match(seen.text, /Not marked safe for this letter/)
  })
  test('says what is missing, in the order of the form', async () => {
    const seen = await officer().post(`/pupils/${child.token}/letters/L03`, {})
    assert.equal(seen.status, 422)
    assert.deepEqual(seen.errorFields, ['contact', 'absent_since', 'sender_phone', 'reply_by'])
  })
  test('does not go to somebody not marked safe, and says why and where to mark it', async () => {
    const window = officer()
    const { location } = await window.post(`/pupils/${child.token}/letters/L03`, filled(child))
    const preview = await window.follow()
    assert.equal(preview.heading, 'Check the letter')
    assert.match(preview.text, /Not by post. We do not know whether it is safe to write to this person/)
    assert(preview.links.includes(`/pupils/${child.token}/contacts`))
    const refused = await window.post(location!, { channel: 'post' })
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(' '), /do not know whether it is safe/)
  })
  test('is looked at exactly as it is sent, sent once, and printed as it was looked at', async () => {
    await mark(database.owner, child, { may_write: 'yes', may_email: 'yes' })
    const window = officer()
    await window.post(`/pupils/${child.token}/letters/L03`, filled(child))
    const preview = await window.follow()
    assert.match(preview.text, /Nadia Sample 12 Sample Street/)
    assert.match(preview.text, /We have not seen Amina in school since 18 November 2026/)
    const at = preview.links.find(link => link.startsWith('/letters/'))!
    await window.post(at, { channel: 'post' })
    const sent = await window.follow()
    assert.match(sent.text, /By post: printed to be posted or given/)
    await window.post(at, { channel: 'email' })
    assert.match((await window.follow()).text, /By email: not yet sent/)
    const response = await app.inject({
      url: `${at}/pdf`,
      headers: { host: 'localhost:3000', cookie: `onroll=${people.right['attendance-officer'].cookie}` },
    })
    assert.equal(response.statusCode, 200)
    assert.match(String(response.headers['content-type']), /application\/pdf/)
    assert(!/Sample|Amina/.test(String(response.headers['content-disposition'])))
    const read = await readPdf(response.rawPayload)
    const squeezed = (text: string) => text.replaceAll(/\s/g, '')
    const onPage = preview.text.slice(preview.text.indexOf('Exactly as it will be sent'))
    assert.equal(squeezed(onPage), squeezed(`Exactly as it will be sent${read.text}`))
    // The check is written down with it, once.
    const checks = await database.owner`
      select method, result, note from enquiries where child_id = ${child.id} and check_code = 'RS11'`
    assert.deepEqual(
      checks.map(one => ({ ...one })),
      [{ method: 'letter', result: 'waiting', note: 'Letter L03: We have not seen your child in school' }],
    )
    // The list, and nobody else's list.
    assert.match(
      (await officer().get(`/pupils/${child.token}/letters`)).text,
      /We have not seen your child in school \(L03\).* By email: not yet sent. By post: printed/,
    )
    for (const other of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right.manager]) {
      assert.equal((await browser(app, other).get(at)).status, 404)
      assert.equal((await browser(app, other).get(`${at}/pdf`)).status, 404)
    }
    // The same letter to the same person about the same absence leads to the one there is.
    const again = await window.post(`/pupils/${child.token}/letters/L03`, filled(child))
    assert.equal(again.location, at)
    assert.match((await window.follow()).text, /was written already on 20 November 2026/)
  })
  test('of a protected child is stopped, confirmed by the DSL, and shows no address and no name of a contact', async () => {
    const hidden = await makeChild(database.owner, {
      school: people.alder,
      address: 'CanaryHidden Street',
      contact: 'CanaryHidden Parent',
    })
    await mark(database.owner, hidden, { may_write: 'yes' })
    const window = officer()
    // Sent while nothing was known of a danger.
    await window.post(`/pupils/${hidden.token}/letters/L03`, filled(hidden))
    const earlier = (await window.follow()).links.find(link => link.startsWith('/letters/'))!
    await window.post(earlier, { channel: 'post' })
    await protect(database.owner, hidden)
    const pages = [
      earlier,
      `${earlier}/pdf`,
      `/pupils/${hidden.token}/letters`,
      `/pupils/${hidden.token}/letters/L04`,
    ]
    for (const page of pages) assert(!/CanaryHidden/.test((await officer().get(page)).html), page)

    await window.post(`/pupils/${hidden.token}/letters/L04`, {
      ...filled(hidden),
      named_contact: 'Mrs Example',
    })
    const preview = await window.follow()
    const at = preview.links.find(link => link.startsWith('/letters/'))!
    assert(!/CanaryHidden/.test(preview.html))
    assert.match(preview.text, /Dear parent or carer/)
    await window.post(at, { channel: 'post' })
    assert.match((await window.follow()).text, /This child is protected. The letter waits/)
    assert.equal((await officer().get(`${at}/confirm`)).status, 404)
    const lead = dsl()
    const unopened = await lead.post(`${at}/confirm`, { send: 'yes', why: 'The social worker says so' })
    assert.match(unopened.errors.join(' '), /Open the protected details first/)
    await database.owner`
      insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', ${newId()}, ${hidden.id}, ${people.right.dsl.id}, 'DSL', 'Alder', 'contact-family', 'To write to them',
              now() + interval '1 hour')`
    assert.equal(
      (await lead.post(`${at}/confirm`, { send: 'yes', why: 'The social worker says so' })).status,
      303,
    )
    const sent = await lead.follow()
    assert.match(sent.text, /It has no address/)
    assert(!/CanaryHidden/.test(sent.html))
  })
  test('is printed only where it may be posted: not one that went by email alone, nor after a mark is withdrawn', async () => {
    const address = '1 Former Street'
    const of = await makeChild(database.owner, { school: people.alder, address })
    await mark(database.owner, of, { may_email: 'yes', may_write: 'no' })
    const window = officer()
    const { location } = await window.post(`/pupils/${of.token}/letters/L03`, filled(of))
    await window.post(location!, { channel: 'email' })
    const sent = await window.follow()
    assert.match(sent.text, /By email: not yet sent/)
    assert.doesNotMatch(sent.text, /Download the letter/)
    const cannot = async () =>
      (await window.get(`${location}/pdf`)).heading === 'This letter cannot be printed'
    assert(await cannot())
    await mark(database.owner, of, { may_email: 'yes', may_write: 'yes' })
    await window.post(location!, { channel: 'post' })
    assert.match((await window.follow()).text, /Download the letter/)
    assert(!(await cannot()))
    await database.owner`update child_addresses set lines = '2 Another Street' where child_id = ${of.id}`
    assert(await cannot(), 'the family has moved')
    await database.owner`update child_addresses set lines = ${address} where child_id = ${of.id}`
    assert(!(await cannot()))
    await mark(database.owner, of, { may_email: 'yes', may_write: 'no' })
    assert(await cannot())
  })
  test('prints what stands in a name as words, on the page and on paper', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const of = await makeChild(database.owner, {
      school: people.alder,
      forename: name,
      contact: `${name} {{sender_name}}`,
    })
    await mark(database.owner, of, { may_write: 'yes' })
    const window = officer()
    await window.post(`/pupils/${of.token}/letters/L03`, filled(of))
    const preview = await window.follow()
    assert(!preview.html.includes('<img src=x'), 'markup from a name')
    assert(preview.text.includes(`Dear ${name} {{sender_name}}`), preview.text)
  })
  test('of every kind can be written, and each page of it answers', async () => {
    for (const template of letterTemplates) {
      const window = template.sender === 'authority' ? browser(app, people.right['cme-officer']) : officer()
      const seen = await window.get(`/pupils/${child.token}/letters/${shortCode(template.code)}`)
      assert.equal(seen.status, 200, template.code)
      assert.equal(seen.heading, template.title)
    }
  })
})

describe('texts', () => {
  test('are edited by the head, with a preview first, and every version is kept', async () => {
    const head = browser(app, people.right.headteacher)
    assert.equal((await head.get('/settings/letters')).status, 200)
    const at = '/settings/letters/L01'
    const bad = await head.post(at, {
      do: 'keep',
      title: 'T',
      body: 'After 20 days we take you off roll',
      why: '',
    })
    assert.equal(bad.status, 422)
    const body =
      'Dear {{contact_name}}\n\n# <b>Heading</b>\n\nRing {{sender_name}} on {{sender_phone}}. Tell us if it is wrong.'
    const preview = await head.post(at, {
      do: 'preview',
      title: 'A new title',
      body: body.replace(/<\/?b>/g, ''),
      why: '',
    })
    assert.match(preview.text, /A new title Dear \(the name of the person it is sent to\)/)
    await head.post(at, {
      do: 'keep',
      title: 'A new title',
      body: body.replace(/<\/?b>/g, ''),
      why: 'The governors agreed it',
    })
    assert.match((await head.follow()).text, /The school’s own text holds/)
    await head.post(at, { do: 'back', why: 'Ours is better' })
    const back = await head.follow()
    assert.match(back.text, /Our text holds/)
    assert.match(back.text, /A new title By Alder headteacher/)
    assert.equal((await officer().get(at)).status, 404)
  })
})

describe('the outbox', () => {
  test('shows to the head what waits and how it is sent', async () => {
    const head = browser(app, people.right.headteacher)
    const seen = await head.get('/outbox')
    assert.equal(seen.status, 200, seen.text)
    assert.match(seen.text, /Email: a mail server. Text messages: no sender is set up/)
    assert.match(seen.text, /Amina Sample/)
    assert.equal((await officer().get('/outbox')).status, 404)
    assert(!(await browser(app, people.wrongSchool.headteacher).get('/outbox')).text.includes('Amina'))
  })
})
