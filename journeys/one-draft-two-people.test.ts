// Two people write one referral, on two machines, with the keyboard alone: nothing doubled, nothing lost.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makePeople, type TestChild, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import { makeAbsentChild, makeCalendar } from '../src/enquiries/testing/absence.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import { newWindow, type Page, sidewaysScroll, violationsOnTheWay } from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { press, type } from './keyboard.ts'

let owner: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let child: TestChild

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 10,
    forename: 'Amina',
    surname: 'Sample',
  })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T14:31:00Z')),
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
const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const at = (page: string) => `/pupils/${child.token}/refer${page}`
const kept = async (): Promise<string | undefined> => {
  const [row] = await owner<{ answers: Record<string, string> }[]>`
    select answers from referral_drafts where child_id = ${child.id}`
  return row?.answers['what-happened']
}
async function sound(page: Page): Promise<void> {
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await violationsOnTheWay(page), [])
    assert.equal(await sidewaysScroll(page), 0)
  }
}

describe('one draft, two people', () => {
  let office: Page
  let dsl: Page
  const question = 'What happened, in plain words?'

  test('both open the same question; the first saves, and it says when', async () => {
    office = await sits(people.right['attendance-officer'], at('/what-happened'))
    dsl = await sits(people.right.dsl, at('/what-happened'))
    await type(office, question, 'She did not come on Monday. A neighbour saw boxes.')
    await press(office, 'button', 'Save and go on')
    assert.match(await words(office), /Saved at 2:31pm/)
  })
  test('the second sees both texts and three choices, and loses nothing', async () => {
    await type(dsl, question, 'The family went on holiday.')
    await press(dsl, 'button', 'Save and go on')
    const clash = await words(dsl)
    assert.match(clash, /Alder attendance-officer changed this at 2:31pm/)
    assert.match(clash, /What you wrote The family went on holiday\./)
    assert.match(clash, /A neighbour saw boxes\./)
    assert.doesNotMatch(await dsl.title(), /Amina|Sample/)
    await sound(dsl)
    assert.equal(await kept(), 'She did not come on Monday. A neighbour saw boxes.')
    await press(dsl, 'button', 'Write it again')
    assert.match(await words(dsl), /Your colleague wrote: She did not come on Monday/)
    await sound(dsl)
    await type(dsl, question, 'A neighbour saw boxes. The family spoke of a holiday.')
    await press(dsl, 'button', 'Save and go on')
    assert.equal(await kept(), 'A neighbour saw boxes. The family spoke of a holiday.')
  })
  test('goes on at another machine, where it was left', async () => {
    const elsewhere = await sits(people.right['attendance-officer'], at(''))
    assert.match(await words(elsewhere), /Saved at 2:31pm on 20 November 2026 by Alder dsl/)
    await elsewhere.goto(origin + at('/what-happened'))
    assert.equal(await elsewhere.locator('#answer').inputValue(), await kept())
  })
  test('sent, and the answer never arrives: sent again from the same page there is one referral', async () => {
    await dsl.goto(origin + at('/check'))
    await type(dsl, 'Why can it not wait?', 'Boxes were seen, and nobody answers.')
    const second = await dsl.context().newPage()
    // The same form, once more: what a browser does when the connection broke and somebody presses again.
    const form = await dsl.evaluate<string>(
      "new URLSearchParams(new FormData(document.querySelector('textarea').form)).toString()",
    )
    await press(dsl, 'button', 'Send now because of urgent risk')
    const sent = dsl.url()
    const again = await second.request.post(origin + at('/check'), {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
      data: form,
    })
    assert.equal(again.url(), sent)
    assert.match(await again.text(), /R-1001/)
    const rows = await owner`select 1 from referrals where child_id = ${child.id}`
    assert.equal(rows.length, 1)
    assert.equal((await owner`select 1 from cases where child_id = ${child.id}`).length, 1)
    assert.equal(await kept(), undefined)
  })
})
