// The ten-day return: sent by a school whatever else is missing, and opened by the authority.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makePeople, type TestChild, type TestPeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let child: TestChild

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  child = await makeAbsentChild(database.owner, {
    school: people.alder,
    days: 12,
    forename: 'Amina',
    surname: 'Sample',
  })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const cme = () => browser(app, people.right['cme-officer'])
const at = () => `/pupils/${child.token}/return`

describe('a ten-day return', () => {
  test('is never held back: no contact, no check, no visit, no screen, and it goes', async () => {
    const page = officer()
    // The referral of this child is as far from ready as it can be.
    assert.match((await page.get(`/pupils/${child.token}/refer`)).text, /The home visit is not done/)
    const form = await page.get(at())
    assert.equal(form.heading, 'Ten-day return')
    assert.match(form.text, /We have not recorded a contact yet/)
    assert.match(form.text, /Amina Sample/)
    const sent = await page.post(at(), { siblings: 'none' })
    assert.equal(sent.location, at(), sent.errors.join())
    assert.match((await page.follow()).text, /Your reference is N-1001/)
  })

  test('goes once for an absence, whoever sends it and how often', async () => {
    await Promise.all([officer().post(at()), browser(app, people.right.dsl).post(at())])
    const again = await officer().post(at())
    assert.equal(again.status, 200)
    assert.match(again.text, /N-1001/)
    assert.equal((await database.owner`select 1 from returns`).length, 1)
    assert(!(await officer().get('/today')).text.includes('Ten-day returns to send'))
  })

  test('is sent once when two windows send at one moment', async () => {
    const other = await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    const path = `/pupils/${other.token}/return`
    const sent = await Promise.all([officer().post(path), browser(app, people.right.dsl).post(path)])
    for (const one of sent) assert([200, 303].includes(one.status))
    assert.equal((await database.owner`select 1 from returns where child_id = ${other.id}`).length, 1)
  })

  test('a correction that moves its first day does not ask for it again', async () => {
    await database.owner`update findings set since_on = '2026-11-06' where child_id = ${child.id} and rule = 'T-07'`
    assert.match((await officer().get(at())).text, /No other return is due/)
  })

  test('keeps no address, and neither does the page of a protected child', async () => {
    const [row] = await database.owner`select content from returns where child_id = ${child.id}`
    assert(!JSON.stringify(row!.content).includes('Street'))
    const seen = await cme().get('/returns')
    assert.match(seen.text, /Amina Sample/)
  })

  test('opened by the authority, the school hears that it arrived', async () => {
    const [row] = await database.owner`select token from returns where child_id = ${child.id}`
    assert.match((await officer().get(at())).text, /has not opened it yet/)
    const seen = await cme().get(`/returns/${row!.token}`)
    assert.equal(seen.heading, 'Ten-day return N-1001')
    assert.match(seen.text, /Sample Street/)
    await cme().get(`/returns/${row!.token}`)
    assert.match((await officer().get(at())).text, /Received by the authority: Alder cme-officer/)
    assert.equal((await database.owner`select 1 from return_receipts`).length, 1)
  })

  test('of a protected child shows no address to the authority', async () => {
    await database.owner.begin(async tx => {
      await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
        values ('001', ${newId()}, ${child.id}, 'address', '2026-11-20', 'A test', 'A test')`
      await tx`delete from child_addresses where child_id = ${child.id}`
    })
    const [row] = await database.owner`select token from returns where child_id = ${child.id}`
    assert.match((await cme().get(`/returns/${row!.token}`)).text, /Protected/)
  })

  test('is no page of another school, of another authority, or of the authority’s side', async () => {
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right.manager]) {
      assert.equal((await browser(app, person).get(at())).status, 404)
      assert.equal((await browser(app, person).post(at())).status, 404)
    }
    const [row] = await database.owner`select token from returns where child_id = ${child.id}`
    assert.equal((await officer().get(`/returns/${row!.token}`)).status, 404)
    assert.equal(
      (await browser(app, people.wrongAuthority.manager).get(`/returns/${row!.token}`)).status,
      404,
    )
  })

  test('is not due where the register does not show it', async () => {
    const nine = await makeAbsentChild(database.owner, { school: people.alder, days: 9 })
    const page = officer()
    assert.match((await page.get(`/pupils/${nine.token}/return`)).text, /No return is due/)
    const sent = await page.post(`/pupils/${nine.token}/return`)
    assert.equal(sent.status, 422)
    assert.equal((await database.owner`select 1 from returns where child_id = ${nine.id}`).length, 0)
  })
})
