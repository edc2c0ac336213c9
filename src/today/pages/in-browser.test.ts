// The pages of a school's day in a real browser, wide and narrow.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { makeAbsent, makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
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
  const school = people.alder
  const absent = (forename: string, days = 1) =>
    makeAbsentChild(owner, { school, days, code: 'N', forename, surname: 'Sample-Longername' })
  const planned = await absent('Amina', 4)
  await owner`insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id)
    values ('001', ${newId()}, ${planned.id}, 'child_protection_plan', 'yes', '2026-11-03', 'your pupil file', ${school.id})`
  const worry = await absent('Bola')
  const handed = await absent('Cass')
  const reason = await absent('Dara')
  const away = await absent('Eden', 11)
  const brother = await makeChild(owner, {
    school,
    forename: 'Finn',
    surname: 'Sample-Longername',
    phone: '07700 900888',
  })
  await makeAbsent(owner, brother, 3, 'O')
  await owner`update contacts set phone_1 = '07700 900888' where child_id = ${away.id}`
  await makeChild(owner, { school, group: '6Z' })
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T12:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  const { 'attendance-officer': officer, dsl, headteacher } = people.right
  const [office, lead] = [browser(app, officer), browser(app, dsl)]
  const at = (child: { token: string }, page = '') => `/pupils/${child.token}/today${page}`
  const call = (child: typeof worry, result: string) =>
    office.post(`/pupils/${child.token}/contact`, { who: child.contactId, method: 'phone', result })
  await call(worry, 'does not have the child')
  await call(handed, 'no answer')
  await call(reason, 'child safe and ill')
  await office.post(at(handed, '/visit'), {
    made: 'yes',
    outcome: 'No answer',
    who: 'Two of the office',
    time: '2pm',
    when: 'today',
  })
  await office.post(at(handed, '/step'), { kind: 'handed to DSL' })
  await lead.post(at(handed, '/assess'), {
    known: 'Last seen yesterday at 3:15pm by the class teacher.',
    notKnown: 'Where the family is today.',
    decision: 'Ask the police for a welfare check now',
    time: '1pm',
    when: 'today',
  })
  await office.post(at(away, '/escalate'), { to: 'The headteacher', time: '9am', when: 'next' })
  await office.post('/today/registers', {
    school: school.id,
    session: 'AM',
    group: '6Z',
    asked: 'The class teacher',
  })
  await office.post('/today/week', {
    child: planned.token,
    what: 'unresolved',
    note: 'Visit again on Monday',
  })
  sights.push(
    { name: 'board', path: '/today', person: officer },
    { name: 'day', path: at(planned), person: officer },
    { name: 'day-worry', path: at(worry), person: officer },
    { name: 'day-dsl', path: at(handed), person: dsl },
    { name: 'contact', path: `/pupils/${planned.token}/contact?from=today`, person: officer },
    { name: 'visit-slip', path: at(planned, '/visit'), person: officer, press: 'Save the visit' },
    { name: 'police-slip', path: at(planned, '/police'), person: officer, press: 'Save' },
    { name: 'reason', path: at(planned, '/reason'), person: officer },
    { name: 'seen', path: at(planned, '/seen'), person: officer },
    { name: 'escalate-slip', path: at(planned, '/escalate'), person: officer, press: 'Save' },
    { name: 'assess-slip', path: at(planned, '/assess'), person: dsl, press: 'Sign the assessment' },
    { name: 'siblings', path: at(away, '/siblings'), person: officer },
    { name: 'close', path: '/today/close', person: officer },
    { name: 'close-refused', path: '/today/close', person: officer, press: 'Close the day' },
    { name: 'assurance', path: '/assurance', person: headteacher },
    { name: 'hours', path: '/today/hours', person: officer },
    { name: 'registers', path: '/today/registers', person: officer },
    { name: 'week', path: '/today/week', person: dsl },
    { name: 'first-day', path: '/today/first-day', person: officer },
  )
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'today-' })
})
