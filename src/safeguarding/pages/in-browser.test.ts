// Every page and form of safeguarding in a real browser, wide and narrow, empty and with much in it.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makePeople, makePerson } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { screenQuestions } from '../../enquiries/screening.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
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
  const deputy = await makePerson(owner, { role: 'dsl', name: 'Alder deputy', school: people.alder })
  const child = await makeAbsentChild(owner, { school: people.alder, days: 21, forename: 'Amina' })
  const quiet = await makeAbsentChild(owner, { school: people.alder, days: 1 })
  for (const flag of ['in_care', 'EHCP', 'youth_justice']) {
    await owner`
      insert into child_flags (la_code, id, child_id, flag, says, source, school_id, from_on)
      values ('001', ${newId()}, ${child.id}, ${flag}, 'yes', 'pupils.csv', ${people.alder.id}, '2026-09-01')`
  }
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const { dsl, headteacher, 'attendance-officer': office } = people.right
  const at = (path: string, of = child) => `/pupils/${of.token}/safeguarding${path}`
  const page = browser(app, dsl)
  const now = { 'on-day': '20', 'on-month': '11', 'on-year': '2026', at: '9:40am' }
  const no = Object.fromEntries(screenQuestions.map(one => [one.id, 'no']))
  await page.post(`/pupils/${child.token}/contact`, {
    who: child.contactId,
    method: 'phone',
    result: 'no answer',
  })
  await page.post(`/pupils/${child.token}/screen`, {
    ...no,
    refuge: 'yes',
    'refuge-source': 'Her class teacher',
    'refuge-on': '1 11 2026',
    earlier: 'yes',
    moves: 'not known',
    concerns: 'A long sentence about what we think, and what would help her most.',
  })
  await page.post(`/pupils/${child.token}/screen`, { ...no, concerns: 'Heard from her aunt' })
  await page.post(at('/police'), { kind: 'missing report', how: '999', reference: 'EX-1', ...now })
  await page.post(at('/social-care'), {
    toWhom: 'hub',
    how: 'Telephone',
    facts: 'About a child of ours.\nNot seen for 21 school days.',
    parentTold: 'no',
    notToldWhy: 'Nobody can be reached',
    ...now,
  })
  await page.post(at('/concern'), {
    fact: 'The light was on.\nNobody answered.',
    toldBy: 'A neighbour',
    opinion: 'They may be there',
    ...now,
    'review-day': '27',
    'review-month': '11',
    'review-year': '2026',
  })
  sights.push(
    { name: 'list', path: '/vulnerable-absent', person: dsl },
    { name: 'list-empty', path: '/vulnerable-absent', person: people.wrongSchool.dsl },
    { name: 'child', path: at(''), person: dsl },
    { name: 'child-head', path: at(''), person: headteacher },
    { name: 'child-empty', path: at('', quiet), person: dsl },
    { name: 'notice', path: at('/notice'), person: office, press: 'Record that they know' },
    { name: 'notice-removal', path: at('/notice?about=removal'), person: dsl },
    { name: 'police', path: at('/police'), person: office },
    { name: 'police-answer', path: at('/police-answer'), person: dsl, press: 'Record it' },
    { name: 'police-answer-none', path: at('/police-answer', quiet), person: dsl },
    {
      name: 'social-care',
      path: at('/social-care'),
      person: dsl,
      press: 'Record the referral to social care',
    },
    { name: 'social-care-answer', path: at('/social-care-answer'), person: dsl, press: 'Record it' },
    { name: 'concern', path: at('/concern'), person: dsl, press: 'Record the concern' },
    { name: 'concern-review', path: at('/concern-review'), person: dsl, press: 'Record it' },
    { name: 'flags', path: at('/flags'), person: dsl, press: 'Record it' },
    { name: 'raise', path: at('/raise'), person: office, press: 'Raise it now' },
    { name: 'second', path: at('/second'), person: deputy, press: 'Record my answer' },
    { name: 'second-own', path: at('/second'), person: dsl },
    { name: 'refer-now', path: at('/refer-now'), person: dsl, press: 'Refer now, urgent' },
    { name: 'screen', path: `/pupils/${child.token}/screen`, person: dsl },
    { name: 'pupil-office', path: `/pupils/${child.token}`, person: office },
  )
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'safeguarding-' })
})
