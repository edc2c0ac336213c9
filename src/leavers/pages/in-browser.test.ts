// Every page of this noun in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { askForRemoval, removalAlreadyMade } from '../actions.ts'
import { makeCalendar, makeEverythingElse, makeLeave, makeRegister } from '../testing/absence.ts'

const today = '2025-10-20'
let app: FastifyInstance
let origin: string
let people: TestPeople
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  people = await makePeople(owner)
  await makeCalendar(owner)
  const { headteacher, 'attendance-officer': officer, 'cme-officer': authority } = people.right
  const child = (surname: string, forename: string) =>
    makeChild(owner, { school: people.alder, surname, forename })
  const ask = (childId: string, ground: string) =>
    asViewer(sql, officer.viewer(today), tx => askForRemoval(tx, officer.viewer(today), { childId, ground }))

  const missing = await child('Testcase', 'Amara')
  await makeRegister(owner, missing, today, ['2025-09-15', 'O'])
  const refused = await ask(missing.id, 'R9-I')
  const ready = await child('Placeholder', 'Tom')
  await makeRegister(owner, ready, today, ['2025-09-15', 'O'])
  await makeEverythingElse(owner, ready, today)
  const allowed = await ask(ready.id, 'R9-I')
  const leave = await child('Sample', 'Ines')
  await makeRegister(owner, leave, today, ['2025-09-15', 'C'], ['2025-09-22', 'O'])
  await makeLeave(owner, leave, '2025-09-15', '2025-09-19')
  const moved = await child('Elsewhere', 'Noor')
  const given = await asViewer(sql, officer.viewer(today), tx =>
    askForRemoval(tx, officer.viewer(today), {
      childId: moved.id,
      ground: 'R9-A',
      evidence: {
        other_school: 'Elm Example Primary',
        how_known: 'confirmed by the school',
        registered_on: '2025-10-20',
        confirmation: 'Email of the office, 17 October',
        dual_registration_agreed: false,
        attendance_order: 'none',
        mobile_child_main_school: false,
        child_protection_file: true,
      },
    }),
  )
  const gone = await makeChild(owner, {
    school: people.alder,
    surname: 'Example-Longername',
    forename: 'Maximilian',
    leavingDate: '2025-10-10',
    seenUntil: '2025-10-10',
  })
  await makeRegister(owner, gone, '2025-10-10', ['2025-09-15', 'O'])
  await asViewer(sql, systemViewer('001', today), tx =>
    removalAlreadyMade(tx, systemViewer('001', today), {
      childId: gone.id,
      enrolmentId: gone.enrolmentId,
      schoolId: people.alder.id,
      leavingDate: '2025-10-10',
      ground: 'R9-I',
      groundAsReceived: '9(1)(i)',
      destination: 'Unknown',
      on: today,
    }),
  )
  const [made] = await owner`select token from removals where child_id = ${gone.id}`
  assert(refused.allowed && allowed.allowed && given.allowed)
  const at = (token: string) => `/leavers/${token}`
  sights.push(
    { name: 'school-list', path: '/leavers', person: officer },
    { name: 'school-empty', path: '/leavers', person: people.wrongSchool.dsl },
    { name: 'authority-list', path: '/leavers', person: authority },
    { name: 'refused', path: at(refused.value.token), person: officer },
    { name: 'ready', path: at(allowed.value.token), person: headteacher },
    { name: 'made-school', path: at(made!.token), person: officer },
    { name: 'made-authority', path: at(made!.token), person: authority },
    { name: 'answer', path: `${at(made!.token)}/answer`, person: officer },
    {
      name: 'answer-errors',
      path: `${at(made!.token)}/answer`,
      person: officer,
      press: 'Send the answer to the authority',
    },
    { name: 'approve', path: `${at(allowed.value.token)}/approve`, person: headteacher },
    {
      name: 'approve-errors',
      path: `${at(allowed.value.token)}/approve`,
      person: headteacher,
      press: 'Do not approve: the name stays on',
    },
    { name: 'approve-refused', path: `${at(refused.value.token)}/approve`, person: headteacher },
    { name: 'ask', path: `/pupils/${missing.token}/removal`, person: headteacher },
    { name: 'ask-ready', path: `/pupils/${ready.token}/removal`, person: officer },
    { name: 'ask-leave', path: `/pupils/${leave.token}/removal`, person: officer },
    { name: 'ask-other', path: `/pupils/${leave.token}/removal?ground=other`, person: officer },
    ...['A', 'C', 'F', 'J', 'O'].map(letter => ({
      name: `ask-${letter}`,
      path: `/pupils/${leave.token}/removal?ground=R9-${letter}`,
      person: officer,
    })),
    { name: 'given', path: at(given.value.token), person: officer },
    { name: 'given-approve', path: `${at(given.value.token)}/approve`, person: headteacher },
    { name: 'conclusion', path: `/pupils/${ready.token}/conclusion`, person: headteacher },
    {
      name: 'conclusion-errors',
      path: `/pupils/${ready.token}/conclusion`,
      person: headteacher,
      press: 'Sign the conclusion',
    },
  )
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights)
})
