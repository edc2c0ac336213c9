// The family page in a real browser, wide and narrow, with answers of each kind, and beside a case.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight, signIn } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { refer } from '../../cases/testing/referred.ts'
import { makeAbsent, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { newWindow } from '../../platform/testing/browser.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { type Families, keysWorkedOut, makeFamilies } from '../family/testing/families.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin: string
let people: TestPeople
let families: Families
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  families = await makeFamilies(owner, sql, people)
  const { zofia, olga, adam, cousin, hostel } = families
  await makeAbsent(owner, olga, 4, 'N')
  await makeAbsent(owner, adam, 0, 'N')
  // A home of before, where somebody else lived later.
  await owner`insert into child_addresses (la_code, id, child_id, school_id, lines, postcode, from_on, recorded_at, ended_at)
    values ('001', ${newId()}, ${zofia.id}, ${people.alder.id}, 'Flat 2, 7 Earlier Avenue, Exampleton', 'ZZ99 8AA', '2020-01-06',
            '2020-01-08', '2024-09-03')`
  const later = await makeChild(owner, {
    school: people.cedar,
    surname: 'Later',
    forename: 'Lee',
    address: 'Flat 2, 7 Earlier Avenue',
  })
  await owner`update child_addresses set postcode = 'ZZ99 8AA', from_on = '2025-01-01' where child_id = ${later.id}`
  await keysWorkedOut(sql)
  const atBirch = { ...people, alder: people.birch, right: people.wrongSchool }
  const opened = await refer(sql, people, zofia, { on: today })
  await refer(sql, atBirch, olga, { on: today })
  const hidden = await makeChild(owner, { school: people.alder, surname: 'Hidden', forename: 'Noor' })
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', ${today}, 'A test', 'A test')`
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const { 'cme-officer': officer, 'cme-assistant': assistant, dsl } = people.right
  const at = (token: string) => `/children/${token}/family`
  const answers = browser(app, officer)
  await answers.post(at(adam.token), { answer: `same family|${zofia.token}` })
  await answers.post(at(adam.token), { answer: `not family|${cousin.token}` })
  await answers.post(at(adam.token), { answer: `not sure|${olga.token}` })
  sights.push(
    { name: 'proposed', path: at(zofia.token), person: officer },
    { name: 'answered', path: at(adam.token), person: officer },
    { name: 'read-only', path: at(zofia.token), person: assistant },
    { name: 'hostel', path: at(hostel[0]!.token), person: officer },
    { name: 'protected', path: at(hidden.token), person: officer },
    { name: 'school', path: `/pupils/${zofia.token}/family`, person: dsl },
    { name: 'school-none', path: `/pupils/${olga.token}/family`, person: people.wrongSchool.dsl },
    { name: 'case', path: `/cases/${opened.token}`, person: officer },
    { name: 'triage', path: `/triage/${opened.token}`, person: officer },
  )
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'family-' })

  test('an answer is one press, without any script, and can be taken back', async () => {
    const window = await newWindow({ width: 375, script: false })
    await signIn(window, origin, people.right['cme-officer'])
    await window.goto(`${origin}/children/${families.zofia.token}/family`)
    await window.getByRole('button', { name: /^Same family.*Olga/ }).click()
    assert.match(await window.locator('main').innerText(), /Kept: they are one family/)
    await window.getByRole('button', { name: /^Take the answer back.*Olga/ }).click()
    assert.match(await window.locator('main').innerText(), /The answer is taken back/)
    assert.ok(await window.getByRole('button', { name: /^Same family.*Olga/ }).isVisible())
  })
})
