import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  makeSchool,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { calendar, makeCalendar, makeRegister } from '../testing/absence.ts'
import { tellOfHomeEducation } from './actions.ts'
import { type NoticeGiven, standingOf } from './notice.ts'

let owner: Sql
let sql: Sql
let people: TestPeople
const apps = new Map<string, FastifyInstance>()
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
  for (const on of ['2025-11-06', '2025-11-07', '2025-11-10']) {
    apps.set(
      on,
      await createApp({
        sql,
        clock: stoppedClock(new Date(`${on}T10:00:00Z`)),
        publicUrl: 'http://localhost:3000',
      }),
    )
  }
})
const on = (day: string, person: { cookie: string }) => browser(apps.get(day)!, person)

const days = (name: string, day: string) => {
  const [year, month, date] = day.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
const letter = {
  notice: 'letter',
  ...days('noticeReceivedOn', '2025-11-06'),
  ...days('noticeDatedOn', '2025-11-05'),
  toldBy: 'Parent Example, mother',
  fromParent: 'yes',
  saysEducatedOtherwise: 'yes',
  ...days('lastDay', '2025-11-07'),
  noticeKept: 'Letter, in the file',
  pressedByTheSchool: 'no',
  attendanceOrder: 'none',
  specialSchoolPlaceByAuthority: 'no',
}
const pupil = async (): Promise<TestChild> => {
  const child = await makeChild(owner, { school: people.alder, upn: 'H801200001001' })
  await makeRegister(owner, child, '2025-11-10')
  return child
}
const flag = (child: TestChild, name: string) => owner`
  insert into child_flags (la_code, id, child_id, flag, says, source)
  values ('001', ${newId()}, ${child.id}, ${name}, 'yes', 'A test')`

describe('how a notice stands', () => {
  const record = { flags: [] as string[], isSpecialSchool: false, calendar }
  const given: NoticeGiven = {
    notice: 'letter',
    noticeReceivedOn: localDate('2025-11-06'),
    lastDay: localDate('2025-11-07'),
    attendanceOrder: 'none',
  }
  for (const [what, change, held, today, kind, earliest] of [
    ['23: before the stated day', {}, {}, '2025-11-06', 'wait', '2025-11-08'],
    ['on the stated day', {}, {}, '2025-11-07', 'wait', '2025-11-08'],
    ['the day after', {}, {}, '2025-11-08', 'ready', '2025-11-08'],
    [
      'received after the stated day',
      { noticeReceivedOn: localDate('2025-11-12') },
      {},
      '2025-11-11',
      'wait',
      '2025-11-12',
    ],
    ['without a stated day', { lastDay: undefined }, {}, '2025-11-10', 'no day', undefined],
    ['26: spoken', { notice: 'spoken' }, {}, '2025-11-10', 'said', undefined],
    ['25: an order said', { attendanceOrder: 'this school' }, {}, '2025-11-10', 'order', undefined],
    [
      'an order for another school',
      { attendanceOrder: 'another school' },
      {},
      '2025-11-10',
      'order',
      undefined,
    ],
    ['an order on record', {}, { flags: ['attendance_order'] }, '2025-11-10', 'order', undefined],
    [
      '24: a place of the authority',
      { specialSchoolPlaceByAuthority: true },
      {},
      '2025-11-10',
      'consent',
      undefined,
    ],
    [
      'a special school on record',
      {},
      { flags: ['EHCP'], isSpecialSchool: true },
      '2025-11-10',
      'consent',
      undefined,
    ],
    [
      'with consent',
      { specialSchoolPlaceByAuthority: true, authorityConsentedOn: localDate('2025-11-09') },
      {},
      '2025-11-10',
      'ready',
      '2025-11-08',
    ],
    ['23: a plan and a mainstream school', {}, { flags: ['EHCP'] }, '2025-11-10', 'ready', '2025-11-08'],
  ] as const) {
    test(what, () => {
      const standing = standingOf({ ...given, ...change }, { ...record, ...held }, localDate(today))
      assert.equal(standing.kind, kind)
      assert.equal(standing.earliest, earliest)
      assert.ok(standing.says && standing.cites)
    })
  }
  test('a meeting, the safeguarding lead and the SEN team are said until they are done', () => {
    const today = localDate('2025-11-10')
    assert.equal(standingOf(given, { ...record, flags: ['EHCP'] }, today).also.length, 3)
    const done = { ...given, meeting: 'declined', safeguardingCheckedOn: today }
    assert.deepEqual(standingOf(done, record, today).also, [])
  })
})

describe('telling of home education', () => {
  test('a letter: the authority is told, reads it, and the name comes off once the day has passed', async () => {
    const child = await pupil()
    const office = on('2025-11-06', people.right['attendance-officer'])
    const told = await office.post(`/pupils/${child.token}/home-education`, letter)
    assert.equal(told.status, 303, told.errors.join(' '))
    const page = await office.follow()
    assert.match(page.text, /The authority has been told: H-\d+/)
    assert.match(page.text, /The day has not passed/)
    assert.doesNotMatch(page.text, /Go on to take the name off/)
    assert.match(page.text, /Opened by the authority Not yet/)
    // Asked for today, it is refused.
    const asked = await office.post(`/pupils/${child.token}/removal`, { ground: 'R9-F', ...letter })
    assert.match((await office.follow()).text, /has not passed/)
    assert.ok(asked.location)
    const officer = on('2025-11-07', people.right['cme-officer'])
    assert.match((await officer.get('/home-education')).text, new RegExp(child.surname))
    assert.match((await officer.get(told.location!)).text, /Parent Example, mother/)
    await officer.get(told.location!)
    assert.equal((await owner`select 1 from home_education_receipts where child_id = ${child.id}`).length, 1)
    const later = on('2025-11-10', people.right['attendance-officer'])
    const ready = await later.get(told.location!)
    assert.match(ready.text, /Opened by the authority Friday 7 November 2025/)
    assert.match(ready.text, /Go on to take the name off/)
    await later.post(`/pupils/${child.token}/removal`, { ground: 'R9-F', ...letter })
    const [row] =
      await owner`select token from removals where child_id = ${child.id} and decision = 'allowed'`
    await on('2025-11-10', people.right.headteacher).post(`/leavers/${row!.token}/approve`, {
      decision: 'approve',
      why: '',
    })
    const [left] = await owner`select leaving_date from enrolments where child_id = ${child.id}`
    assert.equal(left!.leaving_date, '2025-11-10')
    const [file] = await owner`select file_name, content from transfer_files where child_id = ${child.id}`
    assert.match(file!.file_name, /_MMMMMMM_/)
    assert.match(file!.content, /<LeavingReason>EL</)
  })

  test('what was told begins the form of the ground', async () => {
    const child = await pupil()
    const office = on('2025-11-10', people.right['attendance-officer'])
    await office.post(`/pupils/${child.token}/home-education`, letter)
    const form = await office.get(`/pupils/${child.token}/removal?ground=R9-F`)
    assert.match(form.text, /written down already/)
    assert.match(form.html, /name="noticeKept"[^>]*value="Letter, in the file"/)
    assert.match(form.html, /id="lastDay"[^>]*value="7"/)
  })

  test('said only: the authority is told, nothing comes off, and no button says so', async () => {
    const child = await pupil()
    const office = on('2025-11-10', people.right['attendance-officer'])
    await office.post(`/pupils/${child.token}/home-education`, {
      notice: 'spoken',
      ...days('noticeReceivedOn', '2025-11-10'),
      toldBy: 'Parent Example, by telephone',
    })
    const page = await office.follow()
    assert.match(page.text, /Said, not written/)
    assert.match(page.text, /The name stays on the register/)
    assert.match(page.text, /T-17|CME24|page 7|guidance/i)
    assert.doesNotMatch(page.text, /Go on to take/)
    const [row] = await owner`select notice, told_on from home_education_notices where child_id = ${child.id}`
    assert.deepEqual([row!.notice, row!.told_on], ['spoken', '2025-11-10'])
  })

  test('an order on record, whatever the form says', async () => {
    const child = await pupil()
    await flag(child, 'attendance_order')
    const office = on('2025-11-10', people.right['attendance-officer'])
    await office.post(`/pupils/${child.token}/home-education`, letter)
    const page = await office.follow()
    assert.match(page.text, /An order is in force/)
    assert.doesNotMatch(page.text, /Go on to take/)
  })

  test('at a special school: the authority must consent', async () => {
    const special = await makeSchool(owner, '001', '999004', 'Dell Special', 'special')
    const child = await makeChild(owner, { school: special })
    await flag(child, 'EHCP')
    const office = on(
      '2025-11-10',
      await makePerson(owner, { role: 'attendance-officer', name: 'Dell office', school: special }),
    )
    await office.post(`/pupils/${child.token}/home-education`, letter)
    assert.match((await office.follow()).text, /The authority must consent/)
  })

  test('what nobody can do without is asked for, and a day ahead is none', async () => {
    const child = await pupil()
    const office = on('2025-11-06', people.right['attendance-officer'])
    const wrong = await office.post(`/pupils/${child.token}/home-education`, {
      ...days('noticeDatedOn', '2025-11-07'),
    })
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.errorFields, ['notice', 'noticeReceivedOn', 'toldBy', 'noticeDatedOn'])
    assert.equal((await owner`select 1 from home_education_notices where child_id = ${child.id}`).length, 0)
  })

  test('twice the same is once, at once too; something new is another', async () => {
    const child = await pupil()
    const given = { notice: 'spoken', notice_received_on: '2025-11-10', told_by: 'Parent Example' }
    const told = (person: (typeof people.right)['dsl'], facts: Record<string, unknown>) =>
      asViewer(sql, person.viewer('2025-11-10'), tx =>
        tellOfHomeEducation(tx, person.viewer('2025-11-10'), child.id, facts),
      )
    const both = await Promise.all([told(people.right.dsl, given), told(people.right.headteacher, given)])
    assert.ok(both[0].ok && both[1].ok)
    assert.equal(both[0].token, both[1].token)
    await told(people.right.dsl, { ...given, notice: 'email' })
    assert.equal((await owner`select 1 from home_education_notices where child_id = ${child.id}`).length, 2)
  })

  test('is of the child’s own school, and the authority’s to read', async () => {
    const child = await pupil()
    const office = on('2025-11-10', people.right['attendance-officer'])
    const told = await office.post(`/pupils/${child.token}/home-education`, letter)
    for (const person of [people.wrongSchool.headteacher, people.wrongAuthority.headteacher]) {
      const other = on('2025-11-10', person)
      assert.equal((await other.get(told.location!)).status, 404)
      assert.equal((await other.get(`/pupils/${child.token}/home-education`)).status, 404)
      assert.equal((await other.post(`/pupils/${child.token}/home-education`, letter)).status, 404)
      assert.doesNotMatch((await other.get('/home-education')).text, new RegExp(child.surname))
    }
    const officer = on('2025-11-10', people.right['cme-officer'])
    assert.ok(
      [403, 404].includes((await officer.post(`/pupils/${child.token}/home-education`, letter)).status),
    )
  })
})

describe('where the child goes, a question at a time', () => {
  test('is gone on with by a colleague, leads to the ground, and its form begins with the answers', async () => {
    const child = await pupil()
    const at = `/pupils/${child.token}/leaving`
    const office = on('2025-11-10', people.right['attendance-officer'])
    assert.equal((await office.get(at)).heading, 'Where does the child go?')
    const wrong = await office.post(at, { question: 'where', where: 'nowhere' })
    assert.deepEqual(wrong.errors, ['Choose one of these'])
    await office.post(at, { question: 'where', where: 'school' })
    await office.post(at, { question: 'whoTold', whoTold: 'other school' })
    // Another person, another machine.
    const dsl = on('2025-11-10', people.right.dsl)
    assert.equal((await dsl.get(at)).heading, 'Is it in writing?')
    await dsl.post(at, { question: 'inWriting', inWriting: 'yes' })
    await dsl.post(at, { question: 'from', ...days('from', '2025-11-10') })
    await dsl.post(at, { question: 'otherSchool', otherSchool: 'registered' })
    const found = await dsl.get(at)
    assert.match(found.text, /Registered at another school/)
    assert.match(found.text, /Show what this ground asks/)
    const form = await dsl.get(`/pupils/${child.token}/removal?ground=R9-A`)
    assert.match(form.html, /id="registeredOn"[^>]*value="10"/)
    await dsl.post(`/pupils/${child.token}/removal`, {
      ground: 'R9-A',
      otherSchool: 'Elm Example',
      howKnown: 'confirmed by the school',
      ...days('registeredOn', '2025-11-10'),
      confirmation: 'Email',
      dualRegistrationAgreed: 'no',
      attendanceOrder: 'none',
      mobileChildMainSchool: 'no',
    })
    assert.equal((await owner`select 1 from leaving_drafts where child_id = ${child.id}`).length, 0)
  })

  test('where there is no ground the name stays, and what to do instead is said; begun again it is empty', async () => {
    const child = await pupil()
    await flag(child, 'in_care')
    const at = `/pupils/${child.token}/leaving`
    const office = on('2025-11-10', people.right['attendance-officer'])
    await office.post(at, { question: 'where', where: 'excluded' })
    await office.post(at, { question: 'exclusion', exclusion: 'no' })
    const page = await office.get(at)
    assert.match(page.text, /There is no ground: the name stays on the register/)
    assert.match(page.text, /until the permanent exclusion is final/)
    assert.match(page.text, /Tell the Virtual School/)
    assert.equal((await office.get(`${at}?change=exclusion`)).heading, 'Is the exclusion final?')
    await office.post(at, { again: 'yes' })
    assert.equal((await office.get(at)).heading, 'Where does the child go?')
    assert.equal((await office.post(at, { question: 'exclusion', exclusion: 'yes' })).status, 404)
    assert.equal((await on('2025-11-10', people.wrongSchool.dsl).get(at)).status, 404)
  })
})
