// The pages of destinations as a person sees them: nothing an accessibility engine finds, no sideways scroll, errors in the title.
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
let origin = ''
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const person = people.right['attendance-officer']
  const child = await makeChild(owner, {
    school: people.alder,
    leavingDate: '2026-11-13',
    seenUntil: '2027-06-30',
  })
  const hidden = await makeChild(owner, { school: people.alder })
  await owner`
    insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', '2026-11-01', 'A refuge', 'A test')`
  const at = `/pupils/${child.token}/destination`
  const office = browser(app, person)
  await office.post(`${at}/claim`, {
    kind: 'school',
    name: 'Elm School',
    how: 'The mother told the office by phone',
  })
  await office.post(`${at}/check`, { result: 'no reply', evidence: 'Rang their office twice' })
  await office.post(`${at}/typed`, {
    contact: child.contactId,
    how: 'paper',
    why: 'We move for work',
    next: 'abroad',
    country: 'Exampleland',
    mayCheck: 'yes',
    moving: 'yes',
    address: '7 Sample Lane, Otherton, ZZ99 7ZZ',
    livesWith: 'someone else',
    adult: 'Her aunt',
    longStay: 'not known',
  })
  const page = await office.get(at)
  const answers = page.links.find(link => link.includes('/answers/'))!
  sights.push(
    { name: 'where', path: at, person },
    { name: 'protected', path: `/pupils/${hidden.token}/destination`, person },
    { name: 'claim-wrong', path: `${at}/claim`, person, press: 'Save' },
    { name: 'unknown-wrong', path: `${at}/unknown`, person, press: 'Record that nobody knows' },
    { name: 'check-wrong', path: `${at}/check`, person, press: 'Save check' },
    { name: 'day-wrong', path: `${at}/day`, person, press: 'Save day' },
    { name: 'link-wrong', path: `${at}/link`, person, press: 'Make the link' },
    { name: 'family-wrong', path: `${at}/parent`, person, press: 'Go on' },
    { name: 'family-protected', path: `/pupils/${hidden.token}/destination/parent`, person },
    { name: 'typed-wrong', path: `${at}/typed`, person, press: 'Keep these answers' },
    { name: 'answers', path: answers, person },
    { name: 'blank', path: '/leaver-form', person },
    { name: 'arrivals', path: '/arrivals', person },
    { name: 'waiting', path: '/destinations', person },
    { name: 'waiting-authority', path: '/destinations', person: people.right['cme-officer'] },
  )
})
after(() => app?.close())

describe('the pages of destinations in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'destinations-' })
})
