// A child educated at home, whose education the authority's home education officer finds unsuitable: the case opens by itself, and the
// way to a school attendance order is taken step by step, each refused before its days have run, until an order holds the
// name on the register of the school that it names. With the keyboard alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../src/access/store.ts'
import {
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { createApp } from '../src/app.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { takeStep } from '../src/cases/actions.ts'
import { caseFrom, nextStep } from '../src/cases/case.ts'
import * as steps from '../src/cases/steps.ts'
import { caseByToken, historyOf } from '../src/cases/store.ts'
import { makeCalendar } from '../src/enquiries/testing/absence.ts'
import { beginHomeEducation } from '../src/home-education/actions.ts'
import { type Clock, londonDay } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { choose, date, pick, press, type } from './keyboard.ts'

let now = new Date('2026-11-02T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
let child: TestChild
let cedarOffice: TestPerson
let token = ''
const wrong: string[] = []

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  cedarOffice = await makePerson(owner, {
    role: 'attendance-officer',
    name: 'Cedar office',
    school: people.cedar,
  })
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  child = await makeChild(owner, {
    school: people.alder,
    forename: 'Amara',
    surname: 'Testcase',
    leavingDate: '2026-09-30',
    seenUntil: '2026-12-30',
  })
  const system = systemViewer('001', '2026-10-01')
  await asViewer(sql, system, tx =>
    beginHomeEducation(tx, system, {
      childId: child.id,
      since: localDate('2026-09-30'),
      source: 'A school took the name off its register for home education',
    }),
  )
})
after(() => app?.close())

async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow({ width: 1280 })
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

const home = 'Home education'
const orders = 'Home education and attendance orders'
const seen = new Map<string, number>()
/** Its words, and that the page is sound: of each the first time, and of what grows the second time too. */
async function at(page: Page, heading: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  const times = (seen.get(heading) ?? 0) + 1
  seen.set(heading, times)
  const growing = heading === home ? [1, 2, 5] : heading === orders ? [1, 3, 4] : [1]
  for (const width of growing.includes(times) ? [1280, 375] : []) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `orders-${heading.replaceAll(/\W+/g, '-').slice(0, 30)}-${times}-${width}`)
    for (const one of await violationsOnTheWay(page)) wrong.push(`${heading} at ${width}: ${one}`)
    if ((await sidewaysScroll(page)) !== 0) wrong.push(`${heading} at ${width} scrolls sideways`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

const caseNow = () => {
  const system = systemViewer('001', londonDay(now))
  return asViewer(sql, system, async tx => {
    const row = await caseByToken(tx, system, token)
    return caseFrom(await historyOf(tx, system, row.id))
  })
}

async function served(page: Page): Promise<void> {
  await choose(page, 'How was it served?', 'Given by hand, by somebody who can say so')
  await date(page, 'On which day?', londonDay(now))
  await type(page, 'How is it known?', 'Note of the officer who gave it')
}

describe('from home education that is not suitable to an order', () => {
  test('the home education desk asks, hears nothing that satisfies, and says so: the case opens by itself', async () => {
    const desk = await sits(people.right['ehe-officer'], '/desk')
    await at(desk, 'Home education: my list')
    await press(desk, 'link', 'Children educated at home')
    assert.match(await at(desk, home), /Amara Testcase/)
    await press(desk, 'link', 'Amara Testcase')
    assert.match(await at(desk, home), /Counted as: Educated at home\./)
    await press(desk, 'link', 'Make an informal enquiry')
    assert.match(await at(desk, 'Make an informal enquiry'), /no right to enter the home/)
    await press(desk, 'button', 'Record the enquiry')
    assert.match(await at(desk, home), /Monday 23 November 2026/)
    await press(desk, 'link', 'Record that you tried to reach the family')
    await choose(desk, 'How did you try?', 'Telephone')
    await choose(desk, 'Did you reach somebody of the family?', 'Yes')
    await type(desk, 'What was said, or what happened?', 'The mother will send work')
    await press(desk, 'button', 'Record')
    await press(desk, 'link', 'Give a view on the education')
    await at(desk, 'Give a view on the education')
    await choose(desk, 'What is your view?', 'No reply')
    await type(desk, 'Reasons', 'Nothing has come')
    await press(desk, 'button', 'Record the view')
    assert.match(await at(desk, 'Give a view on the education'), /until the end of Monday 23 November 2026/)

    now = new Date('2026-11-24T10:00:00Z')
    await desk.goto(`${origin}/home-educated/${child.token}/view`)
    await choose(desk, 'What is your view?', 'The education is not suitable')
    await type(desk, 'Reasons', 'The work that came is for a much younger child, and there is no more')
    await press(desk, 'button', 'Record the view')
    const then = await at(desk, home)
    assert.match(then, /case C-\d+/)
    assert.match(then, /Counted as: Missing education: the CME team has the child/)
    const [row] =
      await owner`select token, pathway, start_code, standing from cases where child_id = ${child.id}`
    assert.deepEqual([row!.pathway, row!.start_code, row!.standing], ['B', 'START-09', 'CME'])
    token = row!.token
  })

  test('a manager opens the way and serves the notice; judged before its days have run it is refused', async () => {
    const officer = people.right['cme-officer'].viewer('2026-11-24')
    const accepted = await asViewer(sql, officer, tx =>
      takeStep(tx, officer, token, '', (c, by) => steps.accept(c, { level: c.level, owner: by }, by)),
    )
    assert.ok(accepted.done)
    const manager = await sits(people.right.manager, `/cases/${token}`)
    await press(manager, 'link', 'Home education and orders')
    assert.match(
      await at(manager, orders),
      /An order may be considered\. Home education that is not suitable/,
    )
    await press(manager, 'link', 'Open the way to an order')
    await at(manager, 'Open the way to an order')
    await choose(manager, 'Is a place held for the child meanwhile?', 'No')
    await type(manager, 'Why is an order considered?', 'Help with a place was offered and not taken up')
    await press(manager, 'button', 'Open it')
    await press(manager, 'link', 'Agree to this way')
    await type(manager, 'Why do you agree?', 'Nothing milder is left')
    await press(manager, 'button', 'Agree')
    await press(manager, 'link', 'Record that the notice was served')
    await at(manager, 'Record that the notice was served')
    await served(manager)
    await type(manager, 'How many days does it give?', '14')
    await press(manager, 'button', 'Record')
    assert.match(await at(manager, 'Record that the notice was served'), /must give at least 15/)
    await type(manager, 'How many days does it give?', '15')
    await press(manager, 'button', 'Record')
    assert.match(await at(manager, orders), /Next: Hear from the parent.*Wednesday 9 December 2026/)
    await press(manager, 'link', 'Judge the answer, or that there was none')
    await choose(manager, 'Are we satisfied that the child is suitably educated?', 'No')
    await choose(manager, 'Is it expedient that the child attends a school?', 'Yes')
    await type(manager, 'Reasons', 'No answer')
    await press(manager, 'button', 'Record')
    assert.match(
      await at(manager, 'Judge the answer, or that there was none'),
      /not before Wednesday 9 December 2026\. \(L-06: Education Act 1996, section 437/,
    )
    const c = await caseNow()
    assert.match(JSON.stringify(c.tasks), /2026-12-09/)
    assert.equal(c.closedOn, undefined)
  })

  test('no answer: a school is named and consulted, and the order made when both have had their time', async () => {
    now = new Date('2026-12-09T10:00:00Z')
    const manager = await sits(people.right.manager, `/cases/${token}/orders/judge`)
    await choose(manager, 'Are we satisfied that the child is suitably educated?', 'No')
    await choose(manager, 'Is it expedient that the child attends a school?', 'Yes')
    await type(manager, 'Reasons', 'No answer came')
    await press(manager, 'button', 'Record')
    await press(manager, 'link', 'Record the notice of intention, with a school')
    await at(manager, 'Record the notice of intention, with a school')
    await pick(manager, 'School that the order is to name', 'Cedar Primary')
    await choose(manager, 'Does an education, health and care plan name this school?', 'No')
    await served(manager)
    await press(manager, 'button', 'Record')
    await press(manager, 'link', 'Record that the school was consulted')
    await at(manager, 'Record that the school was consulted')
    await served(manager)
    await press(manager, 'button', 'Record')
    assert.match(
      await at(manager, orders),
      /Next: Make the order, or say why not\. Thursday 24 December 2026/,
    )
    await press(manager, 'link', 'Make the order')
    await served(manager)
    await type(manager, 'Why is the order made?', 'The child has no education')
    await press(manager, 'button', 'Make the order')
    assert.match(await at(manager, 'Make the order'), /L-08.*L-09/)

    now = new Date('2027-01-04T10:00:00Z')
    await manager.goto(`${origin}/cases/${token}/orders/make`)
    await at(manager, 'Make the order')
    await served(manager)
    await type(manager, 'Why is the order made?', 'The child has no education')
    await press(manager, 'button', 'Make the order')
    assert.match(await at(manager, orders), /An order is in force, SAO-\d+/)
  })

  test('the school registers the child, whose name is held; the child attends, and the case stays open', async () => {
    // The school's own system tells of the new pupil.
    await owner`
      insert into enrolments (la_code, id, child_id, school_id, mis_id, nc_year, registration_group, entry_date)
      values ('001', ${newId()}, ${child.id}, ${people.cedar.id}, 'C1', '4', '4C', '2027-01-05')`
    now = new Date('2027-01-06T10:00:00Z')
    const office = await sits(cedarOffice, `/pupils/${child.token}/removal?ground=R9-F`)
    // Whatever the office says of it.
    await choose(office, 'Is a school attendance order in force for the pupil?', 'No')
    await press(office, 'button', 'Ask for removal')
    assert.match(
      (await office.locator('main').innerText()).replaceAll(/\s+/g, ' '),
      /A school attendance order is in force: it must first be revoked/,
    )
    const manager = await sits(people.right.manager, `/cases/${token}/orders`)
    assert.match(await at(manager, orders), /Cedar Primary has the child on its register since/)
    await press(manager, 'link', 'Record whether the child is registered')
    await choose(manager, 'Is the child registered at the named school?', 'Yes')
    await type(manager, 'Who says so?', 'The school’s register')
    await press(manager, 'button', 'Record')
    assert.doesNotMatch(await at(manager, orders), /Next:/)
    assert.ok(!Object.keys((await caseNow()).tasks).some(key => key.startsWith('order')))
    // The school is asked as for any place, and says that the child came.
    const officer = people.right['cme-officer'].viewer(londonDay(now))
    const asked = await asViewer(sql, officer, tx =>
      takeStep(tx, officer, token, '', c =>
        steps.offer(c, {
          offerId: newId(),
          schoolId: people.cedar.id,
          school: people.cedar.name,
          startsOn: localDate('2027-01-05'),
        }),
      ),
    )
    assert.ok(asked.done)
    await office.goto(`${origin}/offers`)
    await press(office, 'link', 'Amara Testcase')
    await choose(office, 'Has the child attended with you?', 'Yes, the child has attended')
    await date(office, 'If yes: first day attended', '2027-01-05')
    await press(office, 'button', 'Send the answer')
    const c = await caseNow()
    assert.equal(c.attendance?.attendedOn, '2027-01-05')
    // An order closes nothing: the case still waits for its own next step.
    assert.equal(c.closedOn, undefined)
    assert.ok(nextStep(c))
  })

  test('nothing was wrong with any of these pages', () => {
    assert.deepEqual(wrong, [])
  })
})
