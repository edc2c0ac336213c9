// Every page of this noun in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { makeAbsentChild, makeCalendar, today } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newWindow } from '../../platform/testing/browser.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { findHits } from '../actions.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  const { manager } = people.right
  const school = people.right['attendance-officer']
  const child = (surname: string, forename: string, days: number, at = people.alder) =>
    makeAbsentChild(owner, { school: at, days, surname, forename })
  await child('Kowalska-Longersurname', 'Zofia', 12)
  await child('Sample', 'Amina', 6)
  await child('Testcase', 'Tom', 8, people.birch)
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })

  const page = browser(app, manager)
  const write = async (fields: Record<string, string>) => {
    const made = await page.post('/settings/triggers/new', {
      trigger: 'unexplained-run',
      unit: 'school day',
      action: 'visit',
      addressee: 'school office',
      why: 'The panel of heads agreed on 2 November',
      ...fields,
    })
    return made.location!
  }
  const from = {
    'from-day': '20',
    'from-month': '11',
    'from-year': '2026',
    why: 'Agreed with heads and unions',
  }
  const on = await write({
    name: 'Home visit on the fifth school day',
    n: '5',
    example: 'gloucestershire.home-visit',
  })
  await page.post(on)
  await page.post(`${on}/on`, from)
  const ours = await write({ name: 'Look again', n: '6', action: 'review', addressee: 'CME officer' })
  await page.post(ours)
  await page.post(`${ours}/on`, from)
  const written = await write({ name: 'Refer on the seventh day', n: '7', action: 'refer', form: 'F3' })
  const looked = await write({
    name: 'Write to the parents on the sixth day',
    n: '6',
    action: 'write',
    addressee: 'parent',
  })
  await page.post(looked)
  await findHits(sql, systemViewer('001', today), { on: today })
  const [hit] = await owner<{ token: string }[]>`
    select h.token from trigger_hits h join children c on c.id = h.child_id
    where h.to_school and c.surname = 'Kowalska-Longersurname'`
  const [done] = await owner<{ token: string }[]>`
    select h.token from trigger_hits h join children c on c.id = h.child_id where h.to_school and c.surname = 'Sample'`
  await browser(app, school).post(`/local-steps/${done!.token}`, {
    what: 'done',
    says: 'Visited at 3pm; a card was left.',
  })
  const hitAt = `/local-steps/${hit!.token}`
  sights.push(
    { name: 'settings', path: '/settings', person: manager },
    { name: 'list', path: '/settings/triggers', person: manager },
    { name: 'list-empty', path: '/settings/triggers', person: people.wrongAuthority.manager },
    { name: 'examples', path: '/settings/triggers/examples', person: manager },
    { name: 'write', path: '/settings/triggers/new', person: manager },
    { name: 'write-example', path: '/settings/triggers/new?example=hillingdon.year-7', person: manager },
    { name: 'write-errors', path: '/settings/triggers/new', person: manager, press: 'Write the step' },
    { name: 'step-on', path: on, person: manager },
    { name: 'step-written', path: written, person: manager },
    { name: 'step-looked', path: looked, person: manager },
    { name: 'switch-on', path: `${looked}/on`, person: manager },
    { name: 'switch-on-errors', path: `${looked}/on`, person: manager, press: 'Switch on' },
    { name: 'switch-off', path: `${on}/off`, person: manager },
    { name: 'today', path: '/today', person: school },
    { name: 'hits-school', path: '/local-steps', person: school },
    { name: 'hits-authority', path: '/local-steps', person: manager },
    { name: 'hits-none', path: '/local-steps', person: people.wrongAuthority.dsl },
    { name: 'hit', path: hitAt, person: school },
    { name: 'hit-errors', path: hitAt, person: school, press: 'Record the answer' },
    { name: 'hit-seen-by-authority', path: hitAt, person: manager },
    { name: 'hit-done', path: `/local-steps/${done!.token}`, person: school },
    { name: 'work', path: '/work', person: manager },
  )
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights)

  test('a step is written and looked up without any script', async () => {
    const window = await newWindow({ width: 375, script: false })
    const manager = sights[0]!.person
    await window.context().addCookies([{ name: 'onroll', value: manager.cookie, url: origin }])
    await window.goto(`${origin}/settings/triggers/examples`)
    await window.getByRole('link', { name: /Barnet, Refer to the authority.*leave/ }).click()
    await window.getByLabel('Why, and who agreed it?').fill('The panel agreed')
    await window.getByRole('button', { name: 'Write the step' }).click()
    await window.getByRole('button', { name: 'Look whom it would catch' }).click()
    assert.match(await window.locator('main').innerText(), /0 children on Friday 20 November 2026/)
    await window.getByRole('button', { name: 'Switch on', exact: true }).click()
    assert.equal(await window.locator('h1').innerText(), 'Switch on a local step')
  })
})
