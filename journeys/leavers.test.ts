// Two leavers. One whom nobody can find: the name comes off after joint enquiries, the case stays open, and the lost-pupil file is
// there at once. One whom the school took off in its own system without a ground: flagged, asked about, answered. Keyboard alone.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../src/access/store.ts'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { createApp } from '../src/app.ts'
import { readCtf } from '../src/formats/ctf.ts'
import { removalAlreadyMade } from '../src/leavers/actions.ts'
import { makeCalendar, makeEverythingElse, makeRegister } from '../src/leavers/testing/absence.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, press, type } from './keyboard.ts'

const today = '2025-10-20'
let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
const wrong: string[] = []

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow({ width: 1280 })
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

/** Its words, and that the page is sound. */
async function at(page: Page, heading: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `leavers-${heading.replaceAll(/\W+/g, '-').slice(0, 30)}-${width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${heading} at ${width}: ${one}`)
    if ((await sidewaysScroll(page)) !== 0) wrong.push(`${heading} at ${width} scrolls sideways`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

const casesOf = (child: TestChild) =>
  owner`select reference, closed_on from cases where child_id = ${child.id}`

describe('a leaver without a destination', () => {
  let child: TestChild
  let leaver: string

  test('the head approves; the case is open, and the file for the lost-pupil area is ready', async () => {
    child = await makeChild(owner, {
      school: people.alder,
      upn: 'H801200001001',
      forename: 'Amara',
      surname: 'Testcase',
    })
    await makeRegister(owner, child, today, ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, today, 'NOT_LOCATED_AFTER_JOINT')
    const office = await sits(people.right['attendance-officer'], `/pupils/${child.token}/leaving`)
    await choose(
      office,
      'Where does the child go?',
      'Nobody knows: the child does not come, or cannot be found',
    )
    await press(office, 'button', 'Continue')
    assert.match(await at(office, 'What the answers lead to'), /Continuously absent for 20 school days/)
    await press(office, 'button', 'Show what this ground asks')
    await at(office, 'Take a name off the register')
    await press(office, 'button', 'Ask for removal')
    const head = await sits(people.right.headteacher, new URL(office.url()).pathname)
    await press(head, 'button', 'Read and decide')
    await press(head, 'button', 'Approve: take the name off today')
    const page = await at(head, 'Name taken off the register')
    assert.match(
      page,
      /The transfer file is ready: 0019001_CTF_XXXXXXX_001\.xml\. The authority’s case stays open/,
    )
    assert.match(page, /Transfer file Monday 20 October 2025/)
    leaver = new URL(head.url()).pathname
    const cases = await casesOf(child)
    assert.equal(cases.length, 1)
    assert.equal(cases[0]!.closed_on, null)
  })

  test('the office downloads it, the same bytes, and writes down that it was sent', async () => {
    const office = await sits(people.right['attendance-officer'], leaver)
    await press(office, 'link', 'Make or download the transfer file')
    assert.match(await at(office, 'Transfer file'), /Download 0019001_CTF_XXXXXXX_001\.xml/)
    const download = office.waitForEvent('download')
    await office.getByRole('link', { name: /^Download/ }).focus()
    await office.keyboard.press('Enter')
    const saved = await download
    assert.equal(saved.suggestedFilename(), '0019001_CTF_XXXXXXX_001.xml')
    const read = readCtf(await readFile(await saved.path(), 'utf8'))
    assert.ok('pupils' in read)
    assert.equal(read.pupils[0]!.surname, 'Testcase')
    await press(office, 'link', 'write down that it was sent')
    await choose(office, 'What happened?', 'It was sent')
    await type(office, 'How was it sent?', 'School to school (s2s)')
    await type(office, 'To whom was it sent, or who confirmed it?', 'Lost-pupil area')
    await press(office, 'button', 'Save')
    assert.match(await at(office, 'Name taken off the register'), /Sent, not confirmed/)
  })

  test('the safeguarding lead says where that file is kept; the office sees that there is one', async () => {
    const dsl = await sits(people.right.dsl, leaver)
    await press(dsl, 'link', 'Safeguarding file')
    await at(dsl, 'Safeguarding file')
    await choose(dsl, 'What happened?', 'It is kept here, because there is nowhere to send it')
    await type(dsl, 'Anything else', 'No school is known. Ask the safeguarding lead of Alder Primary.')
    await press(dsl, 'button', 'Save')
    const office = await sits(people.right['attendance-officer'], '/leavers/files')
    const list = await at(office, 'Files that follow leavers')
    assert.match(list, /Amara Testcase/)
    assert.doesNotMatch(list, /Ask the safeguarding lead/)
  })
})

describe('a removal made in the school’s own system without a ground', () => {
  test('is flagged with every reason and a case the same day; the school answers; the authority reads it', async () => {
    const child = await makeChild(owner, {
      school: people.alder,
      forename: 'Tom',
      surname: 'Placeholder',
      leavingDate: '2025-10-17',
      seenUntil: '2025-10-17',
    })
    // What the importer does when a file says that a pupil has left.
    const system = systemViewer('001', today)
    await asViewer(sql, system, tx =>
      removalAlreadyMade(tx, system, {
        childId: child.id,
        enrolmentId: child.enrolmentId,
        schoolId: people.alder.id,
        leavingDate: '2025-10-17',
        on: today,
      }),
    )
    assert.equal((await casesOf(child)).length, 1)
    const office = await sits(people.right['attendance-officer'], '/leavers?show=waiting')
    await press(office, 'link', /^Tom Placeholder/)
    const page = await at(office, 'A name taken off the register')
    assert.match(page, /Answer needed/)
    assert.match(page, /ground/i)
    await press(office, 'button', 'Answer the questions')
    await at(office, 'Answer about this removal')
    await choose(
      office,
      'On which ground was the name removed?',
      'None of these: the name should not have come off',
    )
    await type(office, /What shows that the ground was met/, 'Nothing. The name came off by mistake.')
    await type(office, /Where is the child going to school now/, 'Not known')
    await press(office, 'button', 'Send the answer to the authority')
    assert.match(await at(office, 'A name taken off the register'), /Answered/)
    await press(office, 'button', 'List the files and their days')
    assert.match(await at(office, 'A name taken off the register'), /Files that must follow/)
    const officer = await sits(people.right['cme-officer'], '/leavers?show=flagged')
    await press(officer, 'link', /^Tom Placeholder/)
    assert.match(await at(officer, 'A name taken off the register'), /came off by mistake/)
  })

  test('nothing was wrong with any page on the way', () => assert.deepEqual(wrong, []))
})
