import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { readCtf } from '../../formats/ctf.ts'
import { letterFields, problemWithValue } from '../../letters/fields.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { digestOf, newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { grounds } from '../../registers/grounds.ts'
import { leaversJobs } from '../jobs.ts'
import { removalLetter } from '../removal-letter.ts'
import { calendar, makeCalendar, makeEverythingElse, makeRegister } from '../testing/absence.ts'
import { clockOf, filesThatFollow, nextOf } from './files-due.ts'

const today = '2025-10-20'
let owner: Sql
let app: FastifyInstance
let sql: Sql
let people: TestPeople
const appOn = (sql: Sql, at: string) =>
  createApp({ sql, clock: stoppedClock(new Date(at)), publicUrl: 'http://localhost:3000' })
let later: FastifyInstance
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
  app = await appOn(database.app, `${today}T14:30:00Z`)
  later = await appOn(database.app, '2025-11-20T10:00:00Z')
})

const elsewhere = {
  ground: 'R9-A',
  otherSchool: 'Elm Example',
  howKnown: 'confirmed by the school',
  'registeredOn-day': '20',
  'registeredOn-month': '10',
  'registeredOn-year': '2025',
  confirmation: 'Email of the office',
  dualRegistrationAgreed: 'no',
  attendanceOrder: 'none',
  mobileChildMainSchool: 'no',
}

async function approved(child: TestChild, form: Record<string, string>): Promise<string> {
  await browser(app, people.right['attendance-officer']).post(`/pupils/${child.token}/removal`, form)
  const [asked] =
    await owner`select token, decision, refusals from removals where child_id = ${child.id} order by at desc limit 1`
  assert.equal(asked!.decision, 'allowed', JSON.stringify(asked!.refusals))
  const head = browser(app, people.right.headteacher)
  const off = await head.post(`/leavers/${asked!.token}/approve`, { decision: 'approve', why: '' })
  assert.equal(off.status, 303)
  return off.location!
}

/** Away for twenty days, both sides agreeing: nobody knows where the child goes. */
async function notFound(): Promise<{ child: TestChild; at: string }> {
  const child = await makeChild(owner, {
    school: people.alder,
    upn: 'H801200001001',
    address: '4 Canary Row, Exampleton',
  })
  await makeRegister(owner, child, today, ['2025-09-15', 'O'])
  await makeEverythingElse(owner, child, today, 'NOT_LOCATED_AFTER_JOINT')
  return { child, at: await approved(child, { ground: 'R9-I' }) }
}

async function gone(more: Partial<Parameters<typeof makeChild>[1]> = {}) {
  const child = await makeChild(owner, { school: people.alder, upn: 'H801200001001', ...more })
  await makeRegister(owner, child, today)
  return { child, at: await approved(child, elsewhere) }
}

describe('which files are due', () => {
  const due = (given: Partial<Parameters<typeof filesThatFollow>[0]>) =>
    filesThatFollow({
      calendar,
      leftOn: localDate('2025-12-05'),
      ground: 'R9-A',
      next: 'school',
      flags: [],
      ...given,
    }).map(one => [one.kind, one.due, one.rule])

  test('32 and 33: the transfer file in 15 school days, the safeguarding file in 5 calendar days', () => {
    assert.deepEqual(due({}), [
      ['transfer file', '2026-01-12', 'T-21'],
      ['general record', '2026-01-12', 'T-21'],
      ['safeguarding file', '2025-12-10', 'T-24'],
    ])
  })
  test('the SEN file only where there is a plan or support', () => {
    for (const flag of ['EHCP', 'SEN_support'])
      assert.equal(due({ flags: [flag] }).filter(([kind]) => kind === 'SEN file').length, 1)
    assert.equal(due({ flags: ['in_care'] }).filter(([kind]) => kind === 'SEN file').length, 0)
  })
  test('where nobody knows the destination: the transfer file at once, and the others have nowhere to go', () => {
    assert.deepEqual(due({ ground: 'R9-I', next: 'not known', flags: ['EHCP'] }), [
      ['transfer file', '2025-12-05', 'T-22'],
      ['general record', undefined, 'T-21'],
      ['SEN file', undefined, 'T-21'],
      ['safeguarding file', undefined, 'T-24'],
    ])
  })
  test('nothing follows a death', () => {
    assert.deepEqual(due({ ground: 'R9-K' }), [])
    assert.deepEqual(due({ ground: 'R9-3-DIED' }), [])
  })
  test('the clock: waiting, soon from the tenth school day, late the day after', () => {
    const file = {
      state: 'to send',
      due: localDate('2026-01-12'),
      warn_from: localDate('2025-12-19'),
    } as const
    for (const [on, state] of [
      ['2025-12-18', 'waiting'],
      ['2025-12-19', 'soon'],
      ['2026-01-12', 'soon'],
      ['2026-01-13', 'late'],
    ] as const) {
      assert.equal(clockOf(file, localDate(on)), state)
      assert.equal(clockOf({ ...file, state: 'sent' }, localDate(on)), state)
      assert.equal(clockOf({ ...file, state: 'received' }, localDate(on)), 'done')
      assert.equal(clockOf({ ...file, due: null }, localDate(on)), 'no clock')
    }
  })
  test('where next: of a child not found never, else what was shown, else what the ground says', () => {
    assert.equal(nextOf('R9-I', { next: 'school' }), 'not known')
    assert.equal(nextOf('R9-A', {}), 'school')
    assert.equal(nextOf('R9-G', { next: 'elsewhere' }), 'elsewhere')
    assert.equal(nextOf('R9-G', { next: 'nonsense' }), 'not known')
    assert.equal(nextOf(undefined, {}), 'not known')
  })
})

test('the letter to the parents has its words for every ground but a death', () => {
  for (const { code } of grounds) {
    const fields = removalLetter(code, today)
    assert.equal(fields === undefined, code === 'R9-K' || code === 'R9-3-DIED', code)
    for (const [name, value] of Object.entries(fields ?? {})) {
      assert.ok(Object.hasOwn(letterFields, name))
      assert.equal(problemWithValue(name as 'removal_on', value), undefined, `${code} ${name}`)
    }
  }
  assert.equal(removalLetter(undefined, today), undefined)
})

describe('one press', () => {
  test('without a destination: the return, the lost-pupil file, the files due and the letter, in one transaction', async () => {
    const { child, at } = await notFound()
    const [file] = await owner`select * from transfer_files where child_id = ${child.id}`
    assert.match(file!.file_name, /^0019001_CTF_XXXXXXX_\d{3}\.xml$/)
    assert.equal(file!.digest, digestOf(file!.content))
    const read = readCtf(file!.content)
    assert.ok('pupils' in read)
    assert.equal(read.pupils[0]!.surname, child.surname)
    assert.deepEqual(read.pupils[0]!.lines, ['4 Canary Row', 'Exampleton'])
    assert.match(file!.content, /<DateTime>2025-10-20T15:30:00</, 'in London, in summer')
    assert.match(file!.content, /<LeavingReason>MI</)
    assert.match(file!.content, /<AttendanceStartDate>2025-09-01</)
    assert.match(file!.content, /<AttendanceMarks>##(\/\\){9}(OO){26}<\/AttendanceMarks>/)
    const kinds =
      await owner`select kind, due::text, state from leaver_tasks where child_id = ${child.id} order by kind`
    assert.deepEqual(
      kinds.map(one => [one.kind, one.due, one.state]),
      [
        ['general record', null, 'to send'],
        ['safeguarding file', null, 'to send'],
        ['transfer file', today, 'to send'],
      ],
    )
    const letters = await owner`select code, state from letters where child_id = ${child.id}`
    assert.deepEqual(
      letters.map(one => [one.code, one.state]),
      [['LET-L10', 'draft']],
    )
    assert.equal(
      (await owner`select 1 from returns where child_id = ${child.id} and rule = 'T-11'`).length,
      1,
    )
    const page = await browser(app, people.right['attendance-officer']).get(at)
    assert.match(page.text, /Files that must follow/)
    assert.match(page.text, /Safeguarding file No day The safeguarding lead sends it/)
  })

  test('to a school: the file waits for its number, and is the same bytes each time', async () => {
    const { child, at } = await gone()
    assert.equal((await owner`select 1 from transfer_files where child_id = ${child.id}`).length, 0)
    const office = browser(app, people.right['attendance-officer'])
    for (const [fields, says] of [
      [{}, /Choose where the file goes/],
      [{ destination: 'school', number: 'Elm' }, /Enter the number of the new school/],
      [{ destination: 'school', number: '001/9001' }, /number of this school/],
    ] as const) {
      const wrong = await office.post(`${at}/transfer-file`, fields)
      assert.equal(wrong.status, 422)
      assert.match(wrong.errors.join(' '), says)
    }
    const made = await office.post(`${at}/transfer-file`, { destination: 'school', number: '001 9002' })
    assert.equal(made.status, 303)
    await office.post(`${at}/transfer-file`, { destination: 'school', number: '0019002' })
    const page = await office.follow()
    assert.match(page.text, /nothing has changed since/)
    const href = page.links.find(link => link.includes('download'))!
    const [one, two] = [await office.get(href), await office.get(href)]
    assert.equal(one.html, two.html)
    assert.match(String(one.headers['content-disposition']), /0019001_CTF_0019002_\d{3}\.xml/)
    assert.equal((await owner`select 1 from transfer_files where child_id = ${child.id}`).length, 1)
    assert.equal(
      (await owner`select 1 from looks where child_id = ${child.id} and page like '%/download'`).length,
      2,
    )
    await owner`update children set middle_names = 'Ruth' where id = ${child.id}`
    await office.post(`${at}/transfer-file`, { destination: 'school', number: '0019002' })
    assert.equal((await owner`select 1 from transfer_files where child_id = ${child.id}`).length, 2)
  })

  test('without a UPN there is no file, and the page says why', async () => {
    const { child, at } = await gone({ upn: undefined as never })
    const wrong = await browser(app, people.right.headteacher).post(`${at}/transfer-file`, {
      destination: 'not known',
    })
    assert.match(wrong.errors.join(' '), /UPN is not known/)
    assert.equal((await owner`select 1 from transfer_files where child_id = ${child.id}`).length, 0)
  })

  test('a protected child’s file places nobody, and goes to the authority alone', async () => {
    const child = await makeChild(owner, {
      school: people.alder,
      upn: 'H801200001001',
      address: '9 Canary Hidden',
      contact: 'Canary Parent',
      phone: '07700 900555',
    })
    await makeRegister(owner, child, today)
    await owner`update children set former_surname = 'CanaryFormer' where id = ${child.id}`
    await owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, 'address', ${today}, 'A test', 'A test')`
    const at = await approved(child, elsewhere)
    const [file] = await owner`select * from transfer_files where child_id = ${child.id}`
    assert.match(file!.file_name, /^0019001_CTF_001LLLL_/)
    assert.doesNotMatch(file!.content, /Canary|07700|Contact|Address|Former/)
    const office = browser(app, people.right['attendance-officer'])
    for (const destination of ['school', 'not known', 'outside']) {
      const wrong = await office.post(`${at}/transfer-file`, { destination, number: '001 9002' })
      assert.match(wrong.errors.join(' '), /goes to the authority/)
    }
    const page = await office.get(`${at}/transfer-file`)
    assert.match(page.text, /This child is protected/)
  })

  test('a restricted contact, and a number not to be used, are in no file', async () => {
    const child = await makeChild(owner, {
      school: people.alder,
      upn: 'H801200001001',
      phone: '07700 900556',
    })
    await makeRegister(owner, child, today)
    await owner`
      insert into contacts (la_code, id, child_id, school_id, contact_order, name, relationship, restricted)
      values ('001', ${newId()}, ${child.id}, ${people.alder.id}, 2, 'Canary Restricted', 'father', true)`
    await owner`
      insert into contact_safety (la_code, id, contact_id, child_id, school_id, may_write, may_ring, may_text, may_email, marked_name)
      values ('001', ${newId()}, ${child.contactId}, ${child.id}, ${people.alder.id}, 'yes', 'no', 'no', 'yes', 'A test')`
    const at = await approved(child, elsewhere)
    const office = browser(app, people.right['attendance-officer'])
    await office.post(`${at}/transfer-file`, { destination: 'not known' })
    const page = await office.follow()
    assert.match(page.text, /marked as restricted is not in the file/)
    assert.match(page.text, /marked as not to be used is not in the file/)
    const [file] = await owner`select content from transfer_files where child_id = ${child.id}`
    assert.doesNotMatch(file!.content, /Canary|900556/)
    assert.match(file!.content, /parent\d+@example\.org/)
  })

  test('a death: the return, and nothing else', async () => {
    const child = await makeChild(owner, { school: people.alder, upn: 'H801200001001' })
    await makeRegister(owner, child, today)
    const at = await approved(child, {
      ground: 'R9-K',
      'deathConfirmedOn-day': '19',
      'deathConfirmedOn-month': '10',
      'deathConfirmedOn-year': '2025',
      deathConfirmedBy: 'The coroner’s officer',
    })
    for (const table of ['leaver_tasks', 'transfer_files', 'letters'])
      assert.equal((await owner`select 1 from ${owner(table)} where child_id = ${child.id}`).length, 0, table)
    const page = await browser(app, people.right.headteacher).get(at)
    assert.doesNotMatch(page.text, /Files that must follow|List the files/)
    const again = await browser(app, people.right.headteacher).post(at)
    assert.equal(again.status, 303)
    assert.equal((await owner`select 1 from leaver_tasks where child_id = ${child.id}`).length, 0)
    assert.equal((await browser(app, people.right.headteacher).get(`${at}/transfer-file`)).status, 404)
  })

  test('pressed by two people at once, and again: one of everything', async () => {
    const child = await makeChild(owner, {
      school: people.alder,
      upn: 'H801200001001',
      leavingDate: '2025-10-17',
      seenUntil: '2026-01-17',
    })
    const id = newId()
    await owner`
      insert into removals (la_code, id, token, child_id, enrolment_id, school_id, kind, proposed_on, decision, refusals, facts, by_name)
      values ('001', ${id}, ${`t${id}`}, ${child.id}, ${child.enrolmentId}, ${people.alder.id}, 'already made', '2025-10-17',
              'flagged', '[]', '{}', 'A test')`
    const at = `/leavers/t${id}`
    const both = [people.right.dsl, people.right['attendance-officer']].map(one => browser(app, one))
    // Until somebody begins them they stand where the files stand: the days run all the same.
    const before = await both[1]!.get('/leavers/files')
    assert.match(before.text, /files not begun here/)
    assert(before.links.includes(at))
    assert(!(await browser(app, people.wrongSchool.dsl).get('/leavers/files')).links.includes(at))
    const done = await Promise.all(both.map(one => one.post(at)))
    assert.deepEqual(
      done.map(one => one.status),
      [303, 303],
    )
    await both[0]!.post(at)
    assert.doesNotMatch((await both[1]!.get('/leavers/files')).text, /files not begun here/)
    assert.equal((await owner`select 1 from leaver_tasks where child_id = ${child.id}`).length, 3)
    assert.equal((await owner`select 1 from transfer_files where child_id = ${child.id}`).length, 1)
  })
})

describe('a receipt', () => {
  const day = (on: string) => {
    const [year, month, date] = on.split('-')
    return { 'doneOn-day': date!, 'doneOn-month': month!, 'doneOn-year': year! }
  }

  test('needs that it was sent, and names who confirmed it; overdue is shown until then', async () => {
    const { child, at } = await gone()
    const office = browser(app, people.right['attendance-officer'])
    const file = `${at}/files/general`
    for (const [fields, says] of [
      [{}, /Choose what happened/],
      [{ what: 'received', ...day(today), sentTo: 'Ms Elm' }, /Write down first that it was sent/],
      [{ what: 'not needed', ...day(today) }, /cannot follow/],
      [{ what: 'sent', ...day('2025-10-21'), how: 'By hand', sentTo: 'Ms Elm' }, /cannot lie ahead/],
      [{ what: 'sent', ...day('2025-10-19'), how: 'By hand', sentTo: 'Ms Elm' }, /or later/],
      [{ what: 'sent', ...day(today) }, /Say how it was sent/],
      [{ what: 'archived', ...day(today) }, /how it can be asked for/],
    ] as const) {
      const wrong = await office.post(file, fields)
      assert.equal(wrong.status, 422)
      assert.match(wrong.errors.join(' '), says)
    }
    const overdue = await browser(later, people.right['attendance-officer']).get('/leavers/files')
    assert.match(
      overdue.text,
      new RegExp(`General record , ${child.forename} ${child.surname} \\d+ November 2025 Late`),
    )
    assert.match((await browser(later, people.right.dsl).get('/leavers')).text, /\d+ files? (is|are) late/)
    const sent = { what: 'sent', ...day(today), how: 'By hand', sentTo: 'Ms Elm, school office' }
    assert.equal((await office.post(file, sent)).status, 303)
    await office.post(file, sent)
    assert.equal(
      (await owner`select 1 from leaver_task_steps where child_id = ${child.id} and what = 'sent'`).length,
      1,
    )
    await office.post(file, { what: 'received', ...day(today), sentTo: 'Ms Elm, school office' })
    const [task] =
      await owner`select state from leaver_tasks where child_id = ${child.id} and kind = 'general record'`
    assert.equal(task!.state, 'received')
    const done = await browser(later, people.right['attendance-officer']).get('/leavers/files')
    assert.doesNotMatch(
      done.text,
      new RegExp(`General record , ${child.forename} ${child.surname} \\d+ November 2025 Late`),
    )
  })

  test('of the safeguarding file is the safeguarding lead’s; the office sees that there is one', async () => {
    const { child, at } = await gone()
    const office = browser(app, people.right['attendance-officer'])
    const file = `${at}/files/safeguarding`
    assert.equal((await office.get(file)).status, 404)
    assert.equal((await office.post(file, { what: 'not needed', ...day(today) })).status, 404)
    assert.equal((await browser(app, people.right.headteacher).get(file)).status, 200)
    assert.equal(
      (await browser(app, people.right.headteacher).post(file, { what: 'not needed', ...day(today) })).status,
      404,
    )
    const dsl = browser(app, people.right.dsl)
    await dsl.post(file, {
      what: 'sent',
      ...day(today),
      how: 'By hand',
      sentTo: 'CanaryDsl of Elm',
      says: 'CanaryWords',
    })
    assert.match((await dsl.get(file)).text, /CanaryDsl of Elm/)
    for (const path of [at, '/leavers', '/leavers/files'])
      assert.doesNotMatch((await office.get(path)).text, /CanaryDsl|CanaryWords/)
    const [step] =
      await owner`select closed from leaver_task_steps where child_id = ${child.id} and what = 'sent'`
    assert.equal(step!.closed, true)
  })

  test('what had nowhere to go has its clock from the day on which the school is known', async () => {
    const { child, at } = await notFound()
    const dsl = browser(later, people.right.dsl)
    await dsl.post(`${at}/files/safeguarding`, {
      what: 'archived',
      ...day('2025-11-20'),
      says: 'Ask the safeguarding lead',
    })
    const office = browser(later, people.right['attendance-officer'])
    for (const number of ['001 9002', '001 9002']) {
      await office.post(`${at}/transfer-file`, { destination: 'school', number })
    }
    const tasks =
      await owner`select kind, due, state from leaver_tasks where child_id = ${child.id} order by kind`
    assert.deepEqual(
      tasks.map(one => [one.kind, one.due, one.state]),
      [
        ['general record', '2025-12-11', 'to send'],
        ['safeguarding file', '2025-11-25', 'to send'],
        ['transfer file', today, 'to send'],
      ],
    )
    const steps = await owner`select 1 from leaver_task_steps where child_id = ${child.id} and what = 'due'`
    assert.equal(steps.length, 2)
  })

  test('is of the child’s own school alone', async () => {
    const { at } = await gone()
    for (const person of [
      people.wrongSchool.headteacher,
      people.wrongAuthority.headteacher,
      people.right['cme-officer'],
    ]) {
      const other = browser(app, person)
      for (const path of [
        `${at}/files/general`,
        `${at}/transfer-file`,
        `${at}/transfer-file/download?file=x`,
      ]) {
        assert.ok([403, 404].includes((await other.get(path)).status), `${person.name} ${path}`)
      }
      assert.ok(
        [403, 404].includes((await other.post(`${at}/transfer-file`, { destination: 'not known' })).status),
      )
      assert.ok([403, 404].includes((await other.post(at)).status))
    }
  })

  test('a head of two schools sees which school each is of, and decides for either', async () => {
    const head = await makePerson(owner, {
      role: 'headteacher',
      name: 'Federation head',
      school: people.alder,
    })
    await owner`
      insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
      values ('001', ${newId()}, ${head.id}, 'headteacher', ${people.birch.id}, '2020-09-01', 'A test', 'For a test')`
    const child = await makeChild(owner, { school: people.birch, upn: 'H801200001001' })
    await makeRegister(owner, child, today)
    const both = browser(app, head)
    const asked = await both.post(`/pupils/${child.token}/removal`, elsewhere)
    assert.match((await both.follow()).text, /School Birch Secondary/)
    assert.match((await both.get(`${asked.location}/approve`)).text, /Birch Secondary/)
    const off = await both.post(`${asked.location}/approve`, { decision: 'approve', why: '' })
    assert.equal(off.status, 303)
    const [task] = await owner`select school_id from leaver_tasks where child_id = ${child.id} limit 1`
    assert.equal(task!.school_id, people.birch.id)
    const [sent] = await owner`select school_id from returns where child_id = ${child.id}`
    assert.equal(sent!.school_id, people.birch.id)
    for (const path of ['/leavers', '/leavers/files']) {
      const list = await both.get(path)
      assert.match(list.text, /Birch Secondary/)
      assert.match(list.text, /Alder Primary/)
    }
    await both.post(`${off.location}/transfer-file`, { destination: 'outside' })
    const [file] = await owner`select file_name from transfer_files where child_id = ${child.id}`
    assert.match(file!.file_name, /^0019002_CTF_MMMMMMM_/)
    // The head of one of them sees the other's nowhere.
    const one = browser(app, people.right.headteacher)
    assert.equal((await one.get(off.location!)).status, 404)
    assert.doesNotMatch((await one.get('/leavers/files')).text, new RegExp(child.surname))
  })
})

describe('a leaver stays in the school’s sight while a file is open', () => {
  const seen = async (child: TestChild) =>
    (await owner`select seen_until from enrolments where id = ${child.enrolmentId}`)[0]!.seen_until
  const night = (on: string) =>
    leaversJobs({ sql, clock: stoppedClock(new Date(`${on}T02:25:00Z`)) }).handlers['leavers-in-sight']!({
      la: '001',
    })

  test('past the 90 days, a month at a time, once a night; not before its last week, and not once nothing is open', async () => {
    const { child } = await gone()
    assert.equal(await seen(child), '2026-01-18', '90 days after it left')
    await night('2026-01-10')
    assert.equal(await seen(child), '2026-01-18', '8 days before')
    await night('2026-01-11')
    assert.equal(await seen(child), '2026-02-10', '7 days before')
    await night('2026-01-11')
    assert.equal(await seen(child), '2026-02-10')
    await owner`update leaver_tasks set state = 'received' where child_id = ${child.id}`
    await night('2026-02-08')
    assert.equal(await seen(child), '2026-02-10', 'nothing is open')
  })

  test('for a year and no longer', async () => {
    const { child } = await gone()
    await night('2026-10-20')
    assert.equal(await seen(child), '2026-11-19', '365 days after')
    await night('2026-11-15')
    assert.equal(await seen(child), '2026-11-19')
  })
})
