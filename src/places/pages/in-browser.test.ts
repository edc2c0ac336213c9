// Every page of this noun in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { browser, makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import * as steps from '../../cases/steps.ts'
import { openCaseFromDoor } from '../../cases/store.ts'
import { taken } from '../../cases/testing/referred.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { placeForms } from './forms.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin: string
const sights: Sight[] = []
const shapes = [
  'barrier-solved',
  'offered',
  'answered',
  'fair-access',
  'duty',
  'duty-started',
  'direction-ended',
]
const date = (name: string, day: string) => {
  const [year, month, dayOf] = day.split('-')
  return { [`${name}-day`]: dayOf!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const { manager, 'admissions-officer': desk } = people.right
  const child = await makeChild(owner, {
    school: people.cedar,
    surname: 'Kowalska-Longersurname',
    forename: 'Zofia',
    bornOn: '2017-03-14',
    leavingDate: '2026-10-02',
    seenUntil: '2026-10-02',
  })
  const opened = await asViewer(sql, manager.viewer(today), tx =>
    openCaseFromDoor(tx, manager.viewer(today), {
      childId: child.id,
      how: 'the public',
      startCode: 'START-07',
      level: 'act this week',
      says: 'A neighbour told us',
      on: today,
    }),
  )
  await taken(sql, manager, today, opened.token, (c, by) =>
    steps.accept(c, { level: 'act this week', owner: { id: manager.id, name: manager.name } }, by),
  )
  const at = `/cases/${opened.token}/places`
  const window = browser(app, manager)
  const latest = async (kind: string): Promise<string> =>
    (
      await owner<
        { id: string }[]
      >`select id from placing_steps where kind = ${kind} order by id desc limit 1`
    )[0]!.id
  const send = async (path: string, body: Record<string, string>) => {
    const sent = await window.post(`${at}/${path}`, { seen: await lastStep(), ...body })
    assert.equal(sent.status, 303, `${path}: ${sent.errors.join()}`)
  }
  const lastStep = async () =>
    (await owner<{ id: string }[]>`select id from placing_steps order by id desc limit 1`)[0]?.id ?? ''
  await send('need', { topic: 'sen', says: 'A teaching assistant in the mornings', source: 'Mother' })
  await send('barrier', { topic: 'documents', says: 'No proof of address yet', source: 'Mother' })
  await send('applied', { school: 'elsewhere', other: 'Otherborough', ...date('received', '2026-11-10') })
  await send('refused', { about: await latest('applied'), says: 'Year 5 is full' })
  await send('appealed', {
    about: await latest('applied'),
    ...date('lodged', today),
    ...date('hearing', '2027-01-15'),
  })
  await send('applied', { school: people.birch.id, ...date('received', '2026-11-19') })
  await send('offered', {
    application: await latest('applied'),
    school: people.birch.id,
    ...date('starts', '2026-11-23'),
  })
  await send('fair-access', {
    category: 'l',
    says: 'Nothing within reach',
    other: 'none',
    inNeed: 'none',
    reach: 'no',
    declined: 'no',
    ...date('panel', '2026-12-18'),
  })
  await send('fair-asked', { school: people.alder.id })
  await send('direction', { named: 'Alder Primary', says: 'To be checked', ...date('answer', '2026-12-14') })
  await send('duty', { why: 'otherwise', ...date('from', '2026-11-16'), says: 'No place for weeks' })
  await send('duty-offered', { provider: 'Riverside Tuition', hours: '15', ...date('starts', '2026-11-18') })
  await send('help', { named: 'Birch Secondary', says: 'A teaching assistant for the first weeks' })
  await window.post('/vacancies/new', {
    school: people.alder.id,
    year: '5',
    places: '2',
    ...date('asAt', '2026-10-01'),
  })
  await window.post('/vacancies/providers', {
    name: 'Riverside Tuition',
    kind: 'tuition',
    places: '4',
    hours: '15',
    ...date('asAt', today),
  })

  const deskAt = `/places/children/${child.token}`
  sights.push(
    { name: 'places', path: at, person: manager },
    { name: 'places-desk', path: deskAt, person: desk },
    { name: 'children', path: '/places/children', person: manager },
    { name: 'vacancies', path: '/vacancies', person: desk },
    { name: 'vacancy-new', path: '/vacancies/new', person: desk, press: 'Record' },
    { name: 'vacancy-file', path: '/vacancies/file', person: desk, press: 'Read the file' },
    { name: 'provider-new', path: '/vacancies/providers', person: manager, press: 'Record' },
    { name: 'provider-check', path: '/vacancies/checks', person: manager, press: 'Record' },
    { name: 'pace', path: '/pace', person: manager },
    { name: 'pace-cases', path: '/pace/cases?measure=offered', person: manager },
    // One form of each shape: they share their template.
    ...placeForms
      .filter(form => shapes.includes(form.path))
      .map(form => ({ name: `form-${form.path}`, path: `${at}/${form.path}`, person: manager })),
    { name: 'form-wrong', path: `${at}/need`, person: manager, press: 'Record' },
    { name: 'form-desk', path: `${deskAt}/applied`, person: desk, press: 'Record' },
  )
})
after(() => app?.close())

describe('the pages of places', () => {
  lookAtEach(() => origin, sights, { pictures: 'places' })
})
