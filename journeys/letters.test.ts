// Letters, with the keyboard alone: written, looked at, printed and emailed; closed to somebody not marked safe; and for a
// protected child stopped, until the DSL says so.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { makeAbsentChild, makeCalendar } from '../src/enquiries/testing/absence.ts'
import { createJobs } from '../src/jobs.ts'
import { mark, protect } from '../src/letters/testing/letters.ts'
import { mailPeer } from '../src/letters/testing/peers.ts'
import { readPdf } from '../src/letters/testing/read-pdf.ts'
import { type Clock, stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { sendersFor } from '../src/platform/senders.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, date, press, tick, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }
const clock: Clock = stoppedClock(new Date('2026-11-20T10:00:00Z'))

let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let amina: TestChild
let hidden: TestChild
const wrong: string[] = []
let presses = 0

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  await owner`
    insert into message_senders (la_code, channel, how, said_at) values ('001', 'email', 'a mail server', now())`
  await owner`update schools set telephone = '07700 900100' where id = ${people.alder.id}`
  amina = await makeAbsentChild(owner, {
    school: people.alder,
    days: 3,
    forename: 'Amina',
    surname: 'Wayfarer',
    contact: 'Nadia Wayfarer',
    email: 'parent@example.org',
    bornOn: '2017-03-14',
  })
  hidden = await makeChild(owner, {
    school: people.alder,
    forename: 'Zoë',
    surname: 'Sheltered',
    address: 'CanaryHidden Street',
    contact: 'CanaryHidden Parent',
  })
  await mark(owner, hidden, { may_write: 'yes', may_email: 'yes' })
  await protect(owner, hidden)
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

async function sits(person: TestPerson | undefined, path: string): Promise<Page> {
  const page = await newWindow(wide)
  if (person) await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  presses = 0
  return page
}
const go = async (page: Page, kind: 'link' | 'button', name: string | RegExp) => {
  presses += 1
  await press(page, kind, name)
}

/** Stops to look at the page: its heading, and that it is sound at both widths. */
async function at(page: Page, heading: string, name: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  for (const size of [narrow, wide]) {
    await page.setViewportSize(size)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${size.width}: ${one}`)
    if ((await sidewaysScroll(page)) !== 0) wrong.push(`${name} at ${size.width} scrolls sideways`)
    await picture(page, `letters-${name}-${size.width}`)
  }
  const html = await page.content()
  assert(!html.includes('CanaryHidden'), `${name} shows what is protected`)
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}
/** The words of a page that was looked at before, in another state. */
async function again(page: Page, heading: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}
const fileAt = async (path: string, person: TestPerson): Promise<Buffer> => {
  const response = await app.inject({
    url: path,
    headers: { host: 'localhost:3000', cookie: `onroll=${person.cookie}` },
  })
  assert.equal(response.headers['content-type'], 'application/pdf')
  return response.rawPayload
}

describe('letters', () => {
  test('a letter does not go to somebody whose safety is not known; marked, it is sent in five presses and printed', async t => {
    const officer = people.right['attendance-officer']
    const page = await sits(officer, `/pupils/${amina.token}`)
    await go(page, 'link', 'Letters')
    await at(page, 'Letters', 'list')
    await go(page, 'link', 'We have not seen your child in school')
    await at(page, 'We have not seen your child in school', 'write')
    await choose(page, 'Who is it for?', /Nadia Wayfarer/)
    await go(page, 'button', 'Preview')
    const closed = await at(page, 'Check the letter', 'not-safe')
    assert.match(closed, /Not by post\. We do not know whether it is safe/)
    assert.match(closed, /Not by email\. We do not know whether it is safe/)
    await go(page, 'link', 'Mark how it is safe to reach a contact')
    await go(page, 'link', /Change safe contact for contact 1/)
    for (const way of ['email', 'write to the address']) await choose(page, `Is it safe to ${way}?`, 'Yes')
    await go(page, 'button', 'Save')

    // From the pupil's page to sent.
    await page.goto(`${origin}/pupils/${amina.token}`)
    presses = 0
    await go(page, 'link', 'Letters')
    await go(page, 'link', 'We have not seen your child in school')
    await go(page, 'button', 'Preview')
    const preview = await at(page, 'Check the letter', 'preview')
    assert.match(preview, /We have not seen Amina in school since 18 November 2026/)
    await go(page, 'button', 'Send by email')
    assert(presses <= 5, `${presses} presses to send a standard letter`)
    t.diagnostic(`a standard letter: ${presses} presses`)
    assert.match(await again(page, 'Letter'), /By email: not yet sent/)

    await go(page, 'button', 'Print to post')
    assert.match(await at(page, 'Letter', 'printed'), /By post: printed to be posted or given/)
    const href = await page
      .getByRole('link', { name: 'Download the letter (PDF)', exact: true })
      .getAttribute('href')
    const read = await readPdf(await fileAt(href!, officer))
    assert(read.tagged.includes('H1 We have not seen your child in school'))
    assert.equal(read.language, 'en-GB')
    assert.match(read.text, /Nadia Wayfarer/)

    // The jobs process sends the email, and the parent reads the letter by the link in it.
    const peer = await mailPeer(t)
    const senders = sendersFor({ smtp: { url: peer.url, from: 'letters@example.org' }, notify: undefined })
    await createJobs({ sql, clock, senders }).handlers.outbox!({ la: '001' })
    assert.equal(peer.taken.length, 1)
    assert.deepEqual(peer.taken[0]!.to, ['parent@example.org'])
    assert.doesNotMatch(peer.taken[0]!.words, /Amina|Wayfarer|Nadia|Alder|absen|school/i)
    await page.reload()
    assert.match(await again(page, 'Letter'), /By email: sent: the mail or message service has taken it/)
    const words = peer.taken[0]!.words.replaceAll('=\r\n', '').replaceAll('=3D', '=')
    const link = /\/link\/[\w-]+/.exec(words)![0]
    const parent = await sits(undefined, link)
    for (const [label, value] of [
      ['Day', '14'],
      ['Month', '3'],
      ['Year', '2017'],
    ] as const)
      await type(parent, label, value)
    await press(parent, 'button', /Continue/)
    assert.match(
      await at(parent, 'Your letter', 'by-link'),
      /We have not seen Amina in school since 18 November 2026/,
    )
  })

  test('the post of a protected child is stopped, and the DSL decides', async () => {
    const office = await sits(people.right['attendance-officer'], `/pupils/${hidden.token}/letters`)
    await again(office, 'Letters')
    await go(office, 'link', 'We still need to hear from you')
    await date(office, 'The first day of the absence', '2026-11-17')
    await type(office, 'The one person at school the family can ask for', 'Mrs Example, family support')
    await tick(office, 'Large print (16 point)')
    await go(office, 'button', 'Preview')
    const preview = await at(office, 'Check the letter', 'protected-preview')
    assert.match(preview, /Dear parent or carer/)
    assert.match(preview, /Not by email\. This child is protected/)
    await go(office, 'button', 'Print to post')
    assert.match(await at(office, 'This letter is stopped', 'stopped'), /The letter waits until a DSL/)
    assert.equal(await office.getByRole('link', { name: /Download/ }).count(), 0)

    const path = new URL(office.url()).pathname
    const { dsl } = people.right
    const lead = await sits(dsl, path)
    await go(lead, 'link', 'Decide whether it is sent')
    await at(lead, 'Is it safe to send this letter?', 'confirm')
    await choose(lead, 'Is it sent?', /^Yes/)
    await type(lead, 'How do you know, or why not?', 'The social worker told me this morning')
    await go(lead, 'button', 'Record the decision')
    assert.match(await again(lead, 'Is it safe to send this letter?'), /Open the protected details first/)
    // Opening takes a second factor: that way has a journey of its own.
    await owner`
      insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', ${newId()}, ${hidden.id}, ${dsl.id}, ${dsl.name}, 'Alder Primary', 'contact-family',
              'To see whom it is safe to write to', now() + interval '1 hour')`
    await choose(lead, 'Is it sent?', /^Yes/)
    await type(lead, 'How do you know, or why not?', 'The social worker told me this morning')
    await go(lead, 'button', 'Record the decision')
    assert.match(await at(lead, 'Letter', 'confirmed'), /It has no address/)
    const read = await readPdf(await fileAt(`${path}/pdf`, dsl))
    assert.doesNotMatch(read.text, /CanaryHidden/)
    assert.match(read.text, /Dear parent or carer/)
  })

  test('the head sees the outbox and changes a text', async () => {
    const head = await sits(people.right.headteacher, '/settings')
    await go(head, 'link', 'Outbox')
    assert.match(await at(head, 'Outbox', 'outbox'), /Amina Wayfarer/)
    await head.goto(`${origin}/settings`)
    await go(head, 'link', 'Letters')
    await at(head, 'Letters', 'texts')
    await go(head, 'link', /^L05/)
    await at(head, 'Please tell us where your child is going', 'text')
    await type(head, 'Title', 'Where is your child going?')
    await type(head, 'Why is it changed, and who agreed it?', 'The governors agreed it')
    await go(head, 'button', 'Keep this text')
    assert.match(await again(head, 'Please tell us where your child is going'), /The school’s own text holds/)
  })

  test('and at no stop was anything wrong with the page', () => {
    assert.deepEqual(wrong, [])
  })
})
