// Roll checks and search in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPerson } from '../../access/testing/people.ts'
import { lookAtEach, type Sight, signIn } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { keepAllKeys } from '../../matching/testing/keys.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { newWindow, picture, sidewaysScroll, violationsOn } from '../../platform/testing/browser.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { askAboutList } from '../actions.ts'
import { readList } from '../list.ts'

const today = '2026-11-20'
const now = new Date(`${today}T10:00:00Z`)
let app: FastifyInstance
let origin: string
let officer: TestPerson
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const { 'cme-assistant': assistant, manager } = people.right
  officer = people.right['cme-officer']
  for (const [surname, forename] of [
    ['Kowalczyk', 'Zofia'],
    ['Example-Longername', 'Maximilian'],
  ] as const)
    await makeChild(owner, {
      school: people.alder,
      surname,
      forename,
      bornOn: '2014-03-12',
      address: `7 Linden Walk`,
    })
  for (const school of [people.alder, people.birch])
    await makeChild(owner, {
      school,
      surname: 'Twice',
      forename: 'Tobias',
      bornOn: '2015-05-05',
      phone: '07700 900111',
    })
  const hidden = await makeChild(owner, {
    school: people.birch,
    surname: 'Hiddenshire',
    forename: 'Maryam',
    bornOn: '2016-02-03',
  })
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', ${today}, 'Fear of violence', 'An officer')`
  await keepAllKeys(sql)
  const send = async (name: string, rows: string) => {
    const viewer = officer.viewer(today)
    const bytes = Buffer.from(`id,surname,forename,date_of_birth,address_line_1\n${rows}`)
    const list = readList(bytes)
    assert('rows' in list)
    const sent = await asViewer(sql, viewer, tx =>
      askAboutList(
        tx,
        viewer,
        { askedBy: 'health', asker: 'Health visitors', purpose: 'Moved in since September', name, now },
        { rows: list.rows, bytes },
      ),
    )
    assert(sent.allowed)
    return `/roll-checks/${sent.value.token}`
  }
  const at = await send(
    'children-seen-by-health-visitors-between-September-and-November-2026.csv',
    `h1,Kowalcyk,Zofia,2014-03-12,7 Linden Walk
h2,Twice,Tobias,2015-05-05,
h3,Hiddenshire,Maryam,2016-02-03,5 Other Road
h4,Nobody,Quite,2013-01-20,
h5,Example-Longernam,Maximillian,2014-12-03,7 Lindon Walk
`,
  )
  const long = await send('Long', 'x,Nobody,Quite,2013-01-20,\n'.repeat(60))
  sights.push(
    { name: 'list', path: '/roll-checks', person: officer },
    { name: 'list-errors', path: '/roll-checks', person: officer, press: 'Check the list' },
    { name: 'one', path: '/roll-checks/one', person: officer },
    { name: 'one-errors', path: '/roll-checks/one', person: officer, press: 'Check the rolls' },
    { name: 'checking', path: long, person: officer },
    { name: 'check-assistant', path: at, person: assistant },
    { name: 'check-manager', path: at, person: manager },
    { name: 'on-a-roll', path: `${at}/on-a-roll`, person: officer },
    { name: 'needs-a-look', path: `${at}/needs-a-look`, person: officer },
    { name: 'on-no-roll', path: `${at}/on-no-roll`, person: officer },
    { name: 'named-person', path: `${at}/named-person`, person: manager },
    { name: 'row-on-a-roll', path: `${at}/rows/1`, person: officer },
    { name: 'row-look', path: `${at}/rows/2`, person: officer },
    { name: 'row-look-assistant', path: `${at}/rows/2`, person: assistant },
    { name: 'row-named-person', path: `${at}/rows/3`, person: manager },
    { name: 'row-on-no-roll', path: `${at}/rows/4`, person: officer },
    { name: 'case', path: `${at}/rows/4/case`, person: officer },
    { name: 'download', path: `${at}/download`, person: officer },
  )
  app = await createApp({ sql, clock: stoppedClock(now), publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'roll-checks-' })

  for (const width of [1280, 375]) {
    test(`search, ${width} pixels wide, without script`, async () => {
      const window = await newWindow({ width, script: false })
      await signIn(window, origin, officer)
      await window.goto(`${origin}/children`)
      await window.getByLabel('Reference, UPN or name').fill('Zofja Kowalcik')
      await window.getByLabel('Day').fill('12')
      await window.getByLabel('Month').fill('3')
      await window.getByLabel('Year').fill('2014')
      await window.getByText('More about the child').click()
      await window.getByLabel('House number and street').fill('7 Linden Walk')
      await window.getByRole('button', { name: 'Find' }).click()
      assert.match(await window.locator('main').innerText(), /Zofia Kowalczyk/)
      await window.locator('.onroll-why summary').first().click()
      assert.match(await window.locator('main').innerText(), /Could it be a brother or sister\?/)
      await picture(window, `roll-checks-search-${width}`)
      assert.equal(await sidewaysScroll(window), 0)
    })
    test(`search, ${width} pixels wide, as an accessibility engine reads it`, async () => {
      const window = await newWindow({ width })
      await signIn(window, origin, officer)
      await window.goto(`${origin}/children`)
      await window.getByLabel('Reference, UPN or name').fill('Zofja Kowalcik')
      await window.getByRole('button', { name: 'Find' }).click()
      await window.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")
      assert.deepEqual(await violationsOn(window), [])
      assert.equal(await sidewaysScroll(window), 0)
    })
  }
})
