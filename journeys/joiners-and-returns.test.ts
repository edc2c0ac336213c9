// What a school owes its authority, and pupils who come, stay away, come less, and come back: in a real browser, with the keyboard
// alone. At every stop the page is looked at wide and narrow: nothing an accessibility engine finds, no sideways scroll.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { detect } from '../src/absences/actions.ts'
import { asViewer } from '../src/access/store.ts'
import { makePeople, type TestPeople, type TestPerson } from '../src/access/testing/people.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { createApp } from '../src/app.ts'
import type { Kind } from '../src/formats/columns.ts'
import { applyFile, receiveFile } from '../src/interchange/actions.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, date, press, tabTo, tick, type } from './keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }

let now = new Date('2026-11-16T09:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const itIs = (day: string) => {
  now = new Date(`${day}T15:30:00Z`)
}

let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
const wrong: string[] = []
let stops = 0
let office: Page
let head: Page
let officer: Page

/** A file of the school's own system, applied, and the rules run over what it brought. */
async function load(kind: Kind, content: string): Promise<void> {
  const viewer = systemViewer('001', clock.today())
  const { id } = await asViewer(sql, viewer, tx =>
    receiveFile(tx, viewer, {
      kind,
      schoolId: undefined,
      fileName: `${kind}.csv`,
      content: [Buffer.from(content)],
      now,
    }),
  )
  assert.deepEqual((await applyFile(sql, viewer, id, { now })).problems, [])
  await detect(sql, viewer, { on: clock.today(), now: () => now })
}

const header =
  'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date,leaving_date,ground_for_deletion\n'
const pupil = (id: string, forename: string, entered: string, left = '', ground = '') =>
  `999001,${id},Wayfarer,${forename},2016-04-05,F,${entered},${left},${ground}\n`
const marks = (rows: readonly (readonly [string, string, string])[]) =>
  load(
    'attendance',
    `school_urn,mis_id,date,am_code,pm_code\n${rows.map(([id, day, code]) => `999001,${id},${day},${code},${code}\n`).join('')}`,
  )

async function sits(person: TestPerson): Promise<Page> {
  const page = await newWindow(wide)
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  return page
}

async function at(page: Page, heading: string, name: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  stops += 1
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await picture(page, `${String(stops).padStart(2, '0')}-${name}-${size.width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${name} at ${size.width}: ${one}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${size.width}: scrolls sideways by ${over}`)
  }
  await page.setViewportSize(wide)
  if (/Wayfarer/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}

const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const go = (page: Page, path: string) => page.goto(origin + path)

/** The office finds a pupil by name, leavers too. */
async function pupilPage(forename: string): Promise<void> {
  await go(office, '/pupils')
  await type(office, 'Find a pupil', forename)
  await press(office, 'button', 'Find')
  await press(office, 'link', new RegExp(`Wayfarer, ${forename}`))
}

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  await load(
    'term-dates',
    'kind,name,start_date,end_date\nHALF_TERM,Autumn 1,2026-09-03,2026-10-23\nHALF_TERM,Autumn 2,2026-11-02,2026-12-18\nHALF_TERM,Spring,2027-01-04,2027-03-25\n',
  )
  office = await sits(people.right['attendance-officer'])
  head = await sits(people.right.headteacher)
  officer = await sits(people.right['cme-officer'])
})
after(() => app?.close())

describe('Returns, joiners and those who come less', () => {
  test('a new pupil’s return goes before the fifth day, in two presses from the list, and the school hears that it arrived', async () => {
    await load('pupils', `${header}${pupil('1', 'Newa', '2026-11-16')}${pupil('2', 'Longa', '2024-09-03')}`)
    itIs('2026-11-20')
    await go(office, '/returns-to-send')
    const list = await at(office, 'Returns to send', 'returns-to-send')
    assert.match(
      list,
      /Newa Wayfarer ?, New pupil return.* Entered on Monday 16 November 2026 Due Saturday 21 November 2026/,
    )
    let presses = 0
    await press(office, 'link', /^Newa Wayfarer/)
    presses += 1
    assert.match(await at(office, 'New pupil return', 'new-pupil-return'), /Exampleshire receives the return/)
    await press(office, 'button', 'Send to Exampleshire')
    presses += 1
    assert(presses <= 3, `${presses} presses for a return that is due`)
    assert.match(await at(office, 'New pupil return', 'new-pupil-return-sent'), /Your reference is N-1001/)
    await go(officer, '/returns')
    await at(officer, 'Returns', 'returns')
    await press(officer, 'link', /^Newa Wayfarer/)
    await at(officer, 'New pupil return N-1001', 'return-read')
    await go(office, '/returns-to-send')
    assert.match(await words(office), /Received by the authority: Alder cme-officer/)
  })

  test('a sickness return goes on belief, on the first day', async () => {
    await marks([['2', '2026-11-20', 'I']])
    await pupilPage('Longa')
    await press(office, 'link', 'Tell of a long sickness')
    assert.match(
      await at(office, 'Sickness return', 'sickness'),
      /has 1 day of sickness this school year, and this sickness since Friday 20/,
    )
    await type(office, /School days of sickness still to come/, '14')
    await tick(office, /I have reason to believe/)
    await press(office, 'button', 'Send to Exampleshire')
    assert.match(await at(office, 'Sickness return', 'sickness-sent'), /Sickness return sent/)
  })

  test('a pupil who did not come on the first day: the letter is offered, and the authority is told', async () => {
    itIs('2026-11-23')
    await load('pupils', `${header}${pupil('3', 'Absenta', '2026-11-23')}`)
    await marks([['3', '2026-11-23', 'N']])
    await go(office, '/joiners')
    assert.match(await at(office, 'Joiners', 'joiners'), /Did not come on the first day/)
    await press(office, 'link', /^Absenta Wayfarer did not come/)
    await at(office, 'Joiner', 'joiner')
    await tabTo(office, { kind: 'link', name: /we did not see your child start/ })
    await choose(office, 'Was it agreed with the family?', 'Yes')
    await type(office, 'School last attended', 'Elm Primary')
    await choose(office, 'Education, health and care plan?', 'No')
    await press(office, 'button', 'Save')
    assert.match(await at(office, 'Joiner', 'joiner-saved'), /Ask Elm Primary for the common transfer file/)
    await press(office, 'button', 'We asked for it today')
    await press(office, 'link', 'Tell the authority')
    await at(office, 'Not started on the first day', 'no-show')
    await press(office, 'button', 'Send to Exampleshire')
    assert.match(await words(office), /Return sent on Monday 23 November 2026/)
  })

  test('several at once: each is listed before it goes', async () => {
    await go(office, '/returns-to-send')
    await load('pupils', `${header}${pupil('4', 'Seconda', '2026-11-23')}`)
    await go(office, '/returns-to-send')
    await press(office, 'link', 'Check and send several')
    await at(office, 'Check and send returns', 'send-several')
    await press(office, 'button', 'Send these to Exampleshire')
    assert.match(await at(office, 'Returns to send', 'several-sent'), /2 returns sent: N-\d+, N-\d+/)
    assert.match(await words(office), /No returns are due/)
  })

  test('a part-time timetable, to its review, which is late and then done', async () => {
    await pupilPage('Longa')
    await press(office, 'link', 'Part-time timetable or education off site')
    await at(office, 'Part-time timetable or education off site', 'part-time')
    await choose(office, 'What is it?', 'Part-time timetable')
    await choose(office, 'Which attendance code applies to the sessions away from school?', 'C2')
    await type(office, 'Hours of education a week', '12')
    await type(office, 'Where, and on which days', 'Mornings at school')
    await type(office, 'Reason', 'Coming back after an operation')
    await date(office, 'Looked at again on', '2026-12-07')
    await date(office, 'Last day', '2026-12-18')
    await type(office, 'How the pupil comes back to full time', 'An afternoon more each week')
    await type(office, 'Who agreed to it', 'Mother and the child')
    await date(office, 'Day on which the parent signed', '2026-11-20')
    await choose(
      office,
      'Was the SEN team asked, for a child with an education, health and care plan?',
      'Not needed',
    )
    await choose(office, 'Was the social worker asked, for a child who has one?', 'Not needed')
    await press(office, 'button', 'Record')
    assert.match(
      await at(office, 'Part-time timetable', 'part-time-recorded'),
      /Review by Monday 7 December 2026/,
    )
    itIs('2026-12-09')
    await go(office, '/provision')
    assert.match(
      await at(office, 'Pupils missing some education', 'provision'),
      /Review was due on Monday 7 December 2026: 2 school days late/,
    )
    await press(office, 'link', /^Longa Wayfarer/)
    await press(office, 'button', 'Look at it again')
    await at(office, 'Look at it again', 'review')
    await type(office, 'What was found', 'Well enough for four afternoons')
    await type(office, 'Hours a week from now', '24')
    await choose(office, 'Does the parent agree?', 'Yes')
    await press(office, 'button', 'Save review')
    assert.match(await at(office, 'Part-time timetable', 'reviewed'), /24 of 32.5 a week/)
    await press(office, 'link', 'End it')
    await choose(office, 'How did it end?', 'The pupil is back full time')
    await type(office, 'Why', 'Back since Monday')
    await press(office, 'button', 'End it')
    assert.match(await words(office), /Ended on Wednesday 9 December 2026/)
  })

  test('a name taken off in error goes back by the headteacher, and the deletion return shows as superseded', async () => {
    await load('pupils', `${header}${pupil('4', 'Seconda', '2026-11-23', '2026-12-09', 'A')}`)
    await go(office, '/returns-to-send')
    await press(office, 'link', /^Seconda Wayfarer/)
    await at(office, 'Deletion return', 'deletion-return')
    await press(office, 'button', 'Send to Exampleshire')
    itIs('2026-12-10')
    await pupilPage('Seconda')
    await press(office, 'link', 'Put this name back on the register')
    await at(office, 'Put this name back on the register', 'reinstate')
    await choose(office, 'What happened?', 'It was taken off in error')
    await type(office, 'Why the name goes back', 'The leaver was her sister')
    await press(office, 'button', 'Ask the headteacher')
    await go(head, '/joiners')
    await press(head, 'link', /^Seconda Wayfarer/)
    await at(head, 'Put this name back on the register', 'reinstate-head')
    await type(head, 'Your words for the record', 'Checked with the family')
    await press(head, 'button', 'Put the name back')
    assert.match(
      await at(head, 'Put this name back on the register', 'reinstated'),
      /Your own system may still have the leaving date, 9 December 2026/,
    )
    await go(officer, '/returns')
    assert.match(await words(officer), /Deletion return Superseded: The name is back on the register/)
  })

  test('every stop was sound', () => {
    assert.deepEqual(wrong, [])
    assert(stops >= 20, `${stops} stops`)
  })
})
