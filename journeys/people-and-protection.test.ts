// The pages around accounts, settings and protection in a real browser, at both widths: nothing an accessibility engine
// objects to, nothing wider than the window, an error of each form among them. And the way in by keyboard alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { firstManager, makeDemonstrationPeople } from '../src/access/actions.ts'
import { codeNow } from '../src/access/second-factor.ts'
import { browser, type TestPerson } from '../src/access/testing/people.ts'
import { systemViewer, viewerSettings } from '../src/access/viewer.ts'
import { createApp } from '../src/app.ts'
import { systemClock } from '../src/platform/clock.ts'
import { inTransaction, type Sql } from '../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOnTheWay,
} from '../src/platform/testing/browser.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { makeWorld, type World } from './walk-world.ts'

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
let owner: Sql
let app: FastifyInstance
let address: string
let world: World
let invitation: string
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  await owner`insert into installation (demonstration) values (true)`
  world = await makeWorld(owner)
  const system = systemViewer('001', systemClock.today())
  await inTransaction(database.app, viewerSettings(system), async tx => {
    await makeDemonstrationPeople(tx, '001', [
      {
        name: 'Grace Adeyemi',
        email: 'grace@example.org',
        roles: [{ role: 'dsl', schoolId: world.people.alder.id }],
      },
      { name: 'Tom Field', email: 'tom@example.org', roles: [{ role: 'manager' }] },
      {
        name: 'Ada Wren',
        email: 'ada@example.org',
        roles: [{ role: 'headteacher', schoolId: world.people.birch.id }],
      },
    ])
    const first = await firstManager(
      tx,
      system,
      { name: 'New Manager', email: 'new@example.org' },
      systemClock.now(),
    )
    assert.ok(first.allowed)
    invitation = first.value
  })
  app = await createApp({
    sql: database.app,
    clock: systemClock,
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
  address = await app.listen({ host: '127.0.0.1', port: 0 })
})
after(() => app.close())

async function windowOf(width: number, person?: TestPerson): Promise<Page> {
  const page = await newWindow({ width })
  if (person) await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: address }])
  return page
}

/** A page as it must be, and a picture of it for people. */
async function inOrder(page: Page, name: string, width: number): Promise<void> {
  assert.deepEqual(await violationsOnTheWay(page), [], `${name} at ${width}`)
  assert.ok((await sidewaysScroll(page)) <= 0, `${name} scrolls sideways at ${width}`)
  await picture(page, `${name}-${width}`)
}

for (const width of [1280, 375]) {
  describe(`at ${width} pixels`, () => {
    test('pages for anyone', async () => {
      const page = await windowOf(width)
      for (const path of [
        '/sign-in',
        '/demonstration',
        '/help',
        '/accessibility',
        '/privacy',
        '/hidden',
        `/invitation/${invitation}`,
      ]) {
        await page.goto(address + path)
        await inOrder(page, path.split('/')[1]!, width)
      }
      await page.goto(`${address}/sign-in`)
      await page.click('main button[type=submit]')
      await inOrder(page, 'sign-in-errors', width)
      await page.close()
    })

    test('one’s own account', async () => {
      const page = await windowOf(width, world.people.right.dsl)
      for (const path of [
        '/account',
        '/account/password',
        '/account/authenticator',
        '/account/recovery-codes',
        '/choose',
        '/prove',
      ]) {
        await page.goto(address + path)
        await inOrder(page, path.slice(1).replace('/', '-'), width)
      }
      await page.close()
    })

    test('settings', async () => {
      const { people, grant } = world
      const page = await windowOf(width, people.right.manager)
      const person = `/settings/people/${people.right.dsl.id}`
      for (const [name, path] of [
        ['settings', '/settings'],
        ['people', '/settings/people'],
        ['invite', '/settings/people/invite'],
        ['person', person],
        ['give-role', `${person}/roles`],
        ['end-role', `${person}/roles/${grant}/end`],
        ['end-person', `${person}/end`],
        ['schools', '/settings/schools'],
        ['add-school', '/settings/schools/add'],
        ['school', `/settings/schools/${people.alder.token}`],
        ['term-dates', '/settings/term-dates'],
        ['term-dates-year', '/settings/term-dates/authority/2026-27'],
        ['choices', '/settings/choices'],
        ['choice-day', '/settings/choices/referral-day'],
        ['choice-checks', '/settings/choices/required-school-checks'],
        ['break-glass', '/break-glass'],
        ['break-glass-review', `/break-glass/${world.opening}`],
      ] as const) {
        await page.goto(address + path)
        assert.equal(await page.locator('h1').count(), 1, name)
        await inOrder(page, name, width)
      }
      await page.goto(`${address}/settings/people/invite`)
      await page.click('main button[type=submit]')
      await inOrder(page, 'invite-errors', width)
      await page.goto(`${address}/settings/term-dates/authority/2026-27`)
      await page.fill('#rows', 'Hols, Autumn, 2026-09-01')
      await page.click('main button[type=submit]')
      await inOrder(page, 'term-dates-errors', width)
      await page.close()
    })

    test('protection', async () => {
      const { people, alder, hidden } = world
      const page = await windowOf(width, people.right.dsl)
      for (const [name, path] of [
        ['protect', `/pupils/${alder.child.token}/protect`],
        ['protected', `/pupils/${hidden.token}/protected`],
        ['safe-contact', `/pupils/${alder.child.token}/contacts/${alder.child.contactId}/safe`],
        ['looks', `/pupils/${hidden.token}/looks`],
      ] as const) {
        await page.goto(address + path)
        await inOrder(page, name, width)
      }
      await page.goto(`${address}/pupils/${alder.child.token}/protect`)
      await page.click('main button[type=submit]')
      await inOrder(page, 'protect-errors', width)
      await page.close()
      // Someone who may open and has not yet.
      const officer = await windowOf(width, people.wrongSchool['cme-officer'])
      await officer.goto(`${address}/children/${hidden.token}/open-protected`)
      await inOrder(officer, 'open-protected', width)
      await officer.click('main a.govuk-button')
      await inOrder(officer, 'open-protected-reason', width)
      await officer.click('main button[type=submit]')
      await inOrder(officer, 'open-protected-errors', width)
      await officer.close()
    })
  })
}

test('a protected address is opened by keyboard alone, without script', async () => {
  const { people, hidden } = world
  const page = await newWindow({ script: false })
  await page
    .context()
    .addCookies([{ name: 'onroll', value: people.wrongSchool.manager.cookie, url: address }])
  await page.goto(`${address}/children/${hidden.token}/open-protected`)
  const focusOn = async (selector: string) => {
    for (let i = 0; i < 80; i++) {
      if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
      await page.keyboard.press('Tab')
    }
    assert.fail(`Tab never came to ${selector}`)
  }
  await focusOn('main a.govuk-button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/step=reason/)
  await focusOn('input[name=reason]')
  await page.keyboard.press('Space')
  await focusOn('#why')
  await page.keyboard.type('To check that the two records are one child')
  await focusOn('#code')
  await page.keyboard.type(codeNow(secret, systemClock.now()))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/protected$/)
  assert.match(await page.locator('main').innerText(), /CanaryHidden Street/)
  await page.close()
})

test('nothing is shown once more after signing out', async () => {
  const visitor = browser(app, world.people.wrongSchool.dsl)
  await visitor.get('/account')
  await visitor.post('/sign-out')
  assert.equal((await visitor.get('/account')).location, '/sign-in')
})
