// Forms of leave that come back with what is wrong, wide and narrow. The pages as they should go are looked at on their journey.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  const child = await makeChild(owner, {
    school: people.alder,
    forename: 'Amina',
    surname: 'Sample-Longername',
  })
  const hidden = await makeChild(owner, { school: people.alder })
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', '2026-11-20', 'A test', 'A test')`
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  const { 'attendance-officer': office, headteacher: head } = people.right
  const page = browser(app, office)
  const at = `/pupils/${child.token}`
  await page.get(`${at}/leave/new`)
  const asked = await page.post(`${at}/leave/new`, {
    'askedOn-day': '20',
    'askedOn-month': '11',
    'askedOn-year': '2026',
    askedBy: 'Parent',
    relationship: 'father',
    'startsOn-day': '16',
    'startsOn-month': '11',
    'startsOn-year': '2026',
    'endsOn-day': '27',
    'endsOn-month': '11',
    'endsOn-year': '2026',
    reason: 'illness or bereavement',
    why: 'A grandmother is dying',
    country: 'not known',
    withWhom: 'not known',
    press: 'send',
  })
  const request = asked.location!
  await page.post(`${at}/abroad`, {
    'knownOn-day': '20',
    'knownOn-month': '11',
    'knownOn-year': '2026',
    how: 'A neighbour said so',
    country: 'not known',
  })
  sights.push(
    { name: 'ask-wrong', path: `${at}/leave/new`, person: office, press: 'Continue' },
    { name: 'late-request', path: request, person: head },
    { name: 'decide-wrong', path: `${request}/decide`, person: head, press: 'Decide' },
    { name: 'evidence-wrong', path: `${request}/evidence`, person: office, press: 'Save the evidence' },
    { name: 'letter-wrong', path: `${at}/abroad`, person: office, press: 'Write Letter 2' },
    { name: 'contact-wrong', path: `${at}/abroad/contact`, person: office, press: 'Save the contact' },
    { name: 'protected', path: `/pupils/${hidden.token}/leave`, person: office },
  )
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('leave, where something is wrong', () => {
  lookAtEach(() => origin, sights, { pictures: 'leave-' })
})
