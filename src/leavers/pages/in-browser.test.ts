// Every page of this noun in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { askForRemoval, decideRemoval, removalAlreadyMade } from '../actions.ts'
import { followRemoval } from '../files/actions.ts'
import { tellOfHomeEducation } from '../home-education/actions.ts'
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
  const left = await makeChild(owner, {
    school: people.alder,
    surname: 'Left',
    forename: 'Zara',
    upn: 'H801200001001',
  })
  await makeRegister(owner, left, today, ['2025-09-15', 'O'])
  await makeEverythingElse(owner, left, today, 'NOT_LOCATED_AFTER_JOINT')
  const off = await ask(left.id, 'R9-I')
  assert(off.allowed)
  const head = headteacher.viewer(today)
  const removed = await asViewer(sql, head, async tx => {
    const decided = await decideRemoval(tx, head, { token: off.value.token, approve: true, why: '' })
    assert(decided.allowed)
    const [row] = await tx`select id from removals where la_code = '001' and token = ${decided.value.token}`
    await followRemoval(
      tx,
      head,
      {
        removalId: row!.id as string,
        childId: left.id,
        enrolmentId: left.enrolmentId,
        schoolId: people.alder.id,
        leftOn: localDate(today),
        ground: 'R9-I',
        evidence: {},
      },
      new Date(`${today}T10:00:00Z`),
    )
    return decided.value.token
  })
  const taught = await child('Hometaught', 'Ada')
  await makeRegister(owner, taught, today)
  const told = await asViewer(sql, officer.viewer(today), tx =>
    tellOfHomeEducation(tx, officer.viewer(today), taught.id, {
      notice: 'letter',
      notice_received_on: '2025-10-20',
      told_by: 'Parent Example, mother',
      last_day: '2025-10-24',
    }),
  )
  assert(told.ok)
  await owner`
    insert into leaving_drafts (la_code, enrolment_id, child_id, school_id, answers, by_name)
    values ('001', ${leave.enrolmentId}, ${leave.id}, ${people.alder.id},
            ${owner.json({ where: 'excluded', exclusion: 'no' })}, 'A test')`
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
    { name: 'removed', path: at(removed), person: headteacher },
    { name: 'removed-authority', path: at(removed), person: authority },
    { name: 'files', path: '/leavers/files', person: officer },
    { name: 'files-none', path: '/leavers/files', person: people.wrongSchool.dsl },
    { name: 'file', path: `${at(removed)}/files/general`, person: officer },
    { name: 'file-errors', path: `${at(removed)}/files/general`, person: officer, press: 'Save' },
    { name: 'file-safeguarding', path: `${at(removed)}/files/safeguarding`, person: people.right.dsl },
    { name: 'transfer-file', path: `${at(removed)}/transfer-file`, person: officer },
    { name: 'home-list', path: '/home-education', person: authority },
    { name: 'home', path: `/home-education/${told.token}`, person: officer },
    { name: 'home-tell', path: `/pupils/${missing.token}/home-education`, person: officer },
    {
      name: 'home-tell-errors',
      path: `/pupils/${missing.token}/home-education`,
      person: officer,
      press: 'Save and tell the authority',
    },
    { name: 'leaving', path: `/pupils/${missing.token}/leaving`, person: officer },
    { name: 'leaving-errors', path: `/pupils/${missing.token}/leaving`, person: officer, press: 'Continue' },
    { name: 'leaving-found', path: `/pupils/${leave.token}/leaving`, person: officer },
    { name: 'leaving-day', path: `/pupils/${ready.token}/leaving`, person: officer },
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
