// The pages of returns, joiners and provision that the keyboard journey passes by, and their errors, in a real browser.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { openCaseForRemoval } from '../../cases/store.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

const sights: Sight[] = []
let app: FastifyInstance
let origin: string
let people: TestPeople

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  const child = await makeAbsentChild(owner, { school: people.alder, days: 12, forename: 'Amina' })
  const ill = await makeAbsentChild(owner, { school: people.alder, days: 9, code: 'I' })
  const joined = await makeChild(owner, { school: people.alder, entryDate: '2026-11-18' })
  const left = await makeChild(owner, {
    school: people.alder,
    leavingDate: '2026-11-12',
    seenUntil: '2027-02-01',
  })
  await asViewer(sql, systemViewer('001', '2026-11-20'), tx =>
    openCaseForRemoval(tx, systemViewer('001', '2026-11-20'), {
      childId: joined.id,
      schoolId: people.birch.id,
      enrolmentId: joined.enrolmentId,
      startCode: 'START-02',
      why: 'A test',
      on: '2026-11-02',
    }),
  )
  const of = {
    la_code: '001',
    child_id: child.id,
    school_id: people.alder.id,
    enrolment_id: child.enrolmentId,
  }
  const [suspended, arranged] = [newToken(), newToken()]
  await owner`insert into suspensions ${owner({ ...of, id: newId(), token: suspended, kind: 'suspension', first_day: '2026-11-18', last_day: '2026-11-27', reasons: 'A fight in the yard', by_name: 'A head', recorded_on: '2026-11-18' })}`
  await owner`insert into arrangements ${owner({ ...of, id: newId(), token: arranged, kind: 'part-time timetable', code: 'C2', hours: 10, full_hours: 32.5, place: 'Mornings', reason: 'After an illness', starts_on: '2026-11-02', review_on: '2026-11-13', ends_on: '2026-12-18', end_plan: 'More each week', agreed_by: 'Mother', ehcp_consulted: 'not needed', worker_consulted: 'not needed', by_name: 'An officer', recorded_on: '2026-11-02' })}`
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T15:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const { right } = people
  const office = right['attendance-officer']
  const at = `/pupils/${child.token}`
  sights.push(
    { name: 'returns-to-send', path: '/returns-to-send', person: office },
    { name: 'send-several', path: '/returns-to-send/all', person: office },
    {
      name: 'sickness',
      path: `/pupils/${ill.token}/sickness-return`,
      person: office,
      press: 'Send to Exampleshire',
    },
    { name: 'irregular', path: `/pupils/${ill.token}/attendance-return`, person: office },
    {
      name: 'irregular-error',
      path: `${at}/attendance-return`,
      person: office,
      press: 'Send to Exampleshire',
    },
    { name: 'new-pupil-none', path: `${at}/new-pupil-return`, person: office },
    { name: 'joiner-error', path: `/pupils/${joined.token}/joiner`, person: office, press: 'Save' },
    {
      name: 'reinstate-error',
      path: `/pupils/${left.token}/reinstate`,
      person: office,
      press: 'Ask the headteacher',
    },
    {
      name: 'reinstate-head',
      path: `/pupils/${left.token}/reinstate`,
      person: right.headteacher,
      press: 'Put the name back',
    },
    { name: 'autumn', path: '/joiners/autumn', person: office },
    { name: 'found', path: '/joiners-found', person: right['cme-officer'] },
    { name: 'provision', path: '/provision', person: office },
    { name: 'provision-authority', path: '/provision', person: right['cme-officer'] },
    { name: 'arrangement', path: `/provision/${arranged}`, person: right['cme-officer'] },
    { name: 'review-error', path: `/provision/${arranged}/review`, person: office, press: 'Save review' },
    { name: 'end-error', path: `/provision/${arranged}/end`, person: office, press: 'End it' },
    { name: 'part-time-error', path: `${at}/part-time`, person: office, press: 'Record' },
    { name: 'suspension-error', path: `${at}/suspension`, person: office, press: 'Record' },
    { name: 'suspension', path: `/suspensions/${suspended}`, person: office },
    { name: 'returns', path: '/returns', person: right.manager },
  )
})
after(() => app?.close())

describe('returns, joiners and provision', () => lookAtEach(() => origin, sights, { pictures: 'join-' }))
