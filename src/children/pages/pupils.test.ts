// A school's roll and a pupil's pages: found by what is typed, masked where protected.
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
import { localDate } from '../../calendar/local-date.ts'
import { addSheet, makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { pageRows } from './pupils.ts'

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
    days: 10,
    forename: 'Amina',
    surname: 'Sample-Reed',
    upn: 'A999000117001',
    misId: 'M77',
    address: '4 Hidden Row',
    phone: '07700 900321',
  })
  await database.owner`update children set surname_key = 'samplereed' where id = ${child.id}`
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())
const officer = () => browser(app, people.right['attendance-officer'])
const at = (page = '') => `/pupils/${child.token}${page}`

describe('finding a pupil', () => {
  for (const [typed, found] of [
    ['Sample-Reed', true],
    ['sampler', true],
    ['amina SAMPLE', true],
    ['Reed', false],
    ['A999000117001', true],
    ['a99900 0117001', true],
    ['m77', true],
    ['M7', false],
    ['%', false],
    ["O'", false],
  ] as const) {
    test(`by "${typed}": ${found ? 'found' : 'not found'}`, async () => {
      const seen = await officer().post('/pupils', { 'looking-for': typed })
      assert.equal(seen.status, 200)
      assert.equal(seen.links.includes(at()), found)
      assert.match(seen.text, found ? /1 pupil/ : /Nobody on your register matches/)
    })
  }
  test('of another school or authority finds nobody', async () => {
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl]) {
      const seen = await browser(app, person).post('/pupils', { 'looking-for': 'Sample' })
      assert.match(seen.text, /Nobody on your register matches/)
    }
    assert.equal((await browser(app, people.right.manager).get('/pupils')).status, 404)
  })
  test('writes down that each was looked at', async () => {
    await database.owner`delete from looks`
    await officer().post('/pupils', { 'looking-for': 'Sample' })
    // Once for the page with the form, once for what was found.
    const looks = await database.owner<{ child_id: string; page: string }[]>`select child_id, page from looks`
    assert.deepEqual(
      looks.map(look => `${look.child_id} ${look.page}`),
      [`${child.id} /pupils`, `${child.id} /pupils`],
    )
  })
  test('pages a long roll', async () => {
    for (let n = 0; n < pageRows; n++) await makeChild(database.owner, { school: people.alder })
    const first = await officer().get('/pupils')
    assert.match(first.text, /Pupils 1 to 50, and more/)
    const second = await officer().get('/pupils?page=2')
    assert.match(second.text, /Pupils 51 to 51/)
    assert.equal((await officer().get('/pupils?page=x')).status, 200)
  })
})

describe('a pupil', () => {
  test('shows each finding with its reason, its law and the days one by one', async () => {
    const seen = await officer().get(at())
    assert.equal(seen.heading, 'Amina Sample-Reed')
    assert.match(seen.text, /Absent without leave for 10 school days in a row, since 9 November 2026/)
    assert.match(seen.text, /regulation 13 .*Rule T-07, as in force from 19 August 2024/)
    const why = await officer().get(at('/why/T-07-2026-11-20'))
    assert.equal(why.heading, 'Why? 10 school days of absence: tell the authority')
    for (let n = 1; n <= 10; n++) assert.match(why.text, new RegExp(`School day ${n}\\b`))
    assert.match(seen.text, /Why\? 10 school days of absence: tell the authority/)
    assert.match(seen.text, /What to do next Send the ten-day return/)
  })
  test('shows that an old mark is kept', async () => {
    await addSheet(database.owner, child, localDate('2026-11-18'), 'NO')
    const seen = await officer().get(at('/run'))
    assert.match(seen.text, /Morning was N: reason for absence not yet established .* The old mark is kept/)
    assert(!seen.text.includes('Afternoon was'))
  })
  test('that is protected shows no address, name of a contact, or number on any page of ours', async () => {
    const before = await officer().get(at())
    assert.match(before.text, /4 Hidden Row/)
    await database.owner.begin(async tx => {
      await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
        values ('001', ${newId()}, ${child.id}, 'address', '2026-11-20', 'A test', 'A test')`
    })
    // What stood in the ordinary tables is still there in this test: the pages must not show it all the same.
    for (const page of [
      '',
      '/run',
      '/contacts',
      '/history',
      '/contact',
      '/enquiries',
      '/enquiries/RS09',
      '/refer',
      '/refer/likely-area',
      '/refer/check',
      '/return',
    ]) {
      const seen = await officer().get(at(page))
      assert.equal(seen.status, 200, page)
      for (const secret of ['Hidden Row', '900321', 'Parent Sample', 'parent1@']) {
        assert(!seen.html.includes(secret), `${page} shows ${secret}`)
      }
    }
    assert.match((await officer().get(at())).text, /Protected. See reasons to open/)
  })
})
